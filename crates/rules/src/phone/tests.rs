use super::*;
use crate::{text::are_same, unicode::in_other_scripts};
use rlibphonenumber::{PHONE_NUMBER_UTIL as LIBPHONENUMBER, PhoneNumber, PhoneNumberFormat};
use std::collections::{BTreeMap, BTreeSet};

fn same(a: (&str, Option<&str>), b: (&str, Option<&str>)) -> bool {
    are_same(&forms(a.0, a.1), &forms(b.0, b.1))
}

fn are_one(phones: &[&str]) {
    for (a, b) in phones.iter().zip(phones.iter().skip(1)) {
        assert!(same((a, None), (b, None)), "{a} {b}");
    }
}

fn are_two(a: &str, b: &str) {
    assert!(!same((a, None), (b, None)), "{a} {b}");
}

#[test]
fn an_international_number_begins_with_its_calling_code() {
    for phone in [
        "+44 20 7946 0018",
        "+44 (0)20 7946 0018",
        "+44 020 7946 0018",
        "0044-20-7946-0018",
        "(+44) 20 7946 0018",
        "00 44 (0) 20 7946 0018",
    ] {
        assert_eq!(from_calling_code(phone), ["442079460018"], "{phone}");
    }
}

#[test]
fn a_number_is_the_same_as_it_is_dialled_from_australia() {
    assert_eq!(from_calling_code("0011 44 20 7946 0018"), ["442079460018"]);
    assert_eq!(from_calling_code("0011 1 415 639 5555"), ["14156395555"]);
    assert_eq!(from_calling_code("001 415 639 5555"), ["14156395555"]);
    assert_eq!(written("0011 44 20 7946 0018"), "+442079460018");
}

#[test]
fn a_national_number_has_no_calling_code() {
    for phone in ["020 7946 0018", "(212) 665-2602", "+", "00", "", "no + sign 5"] {
        assert_eq!(from_calling_code(phone), [""; 0], "{phone}");
    }
}

#[test]
fn a_zero_that_is_part_of_the_number_stays() {
    assert_eq!(from_calling_code("+39 06 6982 1234"), ["390669821234"]);
    are_one(&["+39 06 6982 1234", "+39 (0)6 6982 1234", "0039 06 69821234"]);
    are_one(&["+39 312 345 6789", "+39 (0)312 345 6789"]);
    are_two("+39 06 6982 1234", "+39 6 6982 1234");
}

#[test]
fn a_number_is_the_same_by_e164_or_by_its_digits() {
    assert!(same(("(415) 639-5555", Some("+14156395555")), ("+1 415 639 5555", None)));
    assert!(same(("(415) 639-5555", Some("+14156395555")), ("415.639.5555", None)));
    assert!(same(("+44 (0)20 7946 0018", None), ("020 7946 0018", Some("+442079460018"))));
    assert!(!same(("415 639 5555", None), ("+1 415 639 5555", None)));
    assert!(!same(("", None), (" ", None)));
}

#[test]
fn a_number_is_the_same_in_any_script() {
    are_one(&[
        "0501234567",
        "٠٥٠١٢٣٤٥٦٧",
        "۰۵۰ ۱۲۳ ۴۵۶۷",
        "०५०-१२३४५६७",
        "０５０－１２３４－５６７",
        "\u{202a}050 1234567\u{202c}",
    ]);
    are_one(&["+44 20 7946 0018", "＋４４（０）２０７９４６００１８", "٠٠٤٤٢٠٧٩٤٦٠٠١٨"]);
    assert!(same(("050", Some("＋９７２５０")), ("+972 50", None)));
}

#[test]
fn words_are_no_part_of_a_number() {
    for phone in [
        "+49 30 123456 (fax)",
        "+49 30 123456 fax",
        "+49 30 123456, office",
        "+49 30 123456 - privat",
        "+49 30 123456 ext. 12",
        "+49 30 123456x12",
        "+49 30 123456 #12",
        "tel:+49-30-123456;ext=12",
        "Tel. +49 30 123456",
        "Büro: +49 30 123456 (פקס)",
        "+49 30 123456（内線12）",
        "+49 30 123456 / +49 30 654321",
    ] {
        assert_eq!(dialled(number(&tidy(phone))), "4930123456", "{phone}");
    }
    assert_eq!(number("030 123456 (fax)"), "030 123456");
    assert_eq!(number("(030) 123456 (fax)"), "(030) 123456");
    assert_eq!(number("555-1234 home"), "555-1234");
    assert_eq!(number("12345 (fax)"), "12345");
    assert_eq!(number("030 (123456) fax"), "030 (123456)");
}

#[test]
fn another_number_behind_the_first_is_seen() {
    for phone in [
        "+49 30 123456 / +49 30 654321",
        "+49 30 123456, 030 654321",
        "Tel. +49 30 123456 (mobil 0151 1234567)",
        "030 1234567; 030 7654321",
    ] {
        assert!(has_another(&tidy(phone)), "{phone}");
    }
    for phone in [
        "+49 30 123456 (fax)",
        "+49 30 123456 ext. 1234",
        "+49 30 123456 / +49 30 123456",
        "030 1234567 / 030 7654321",
        "1-800-FLOWERS",
        "none",
        "",
    ] {
        assert!(!has_another(phone), "{phone}");
    }
}

#[test]
fn a_short_number_behind_words_is_there() {
    for phone in ["(office) 12345", "(fax)1", "(🌀0", "x12", "ext. 12"] {
        assert!(number(phone).contains(|it: char| it.is_ascii_digit()), "{phone}");
        assert_ne!(dialled(number(phone)), "", "{phone}");
    }
}

#[test]
fn letters_are_the_digits_of_their_keys() {
    are_one(&[
        "1-800-FLOWERS",
        "1-800-flowers",
        "1 (800) FLOWERS",
        "1-800-356-9377",
        "１－８００－ＦＬＯＷＥＲＳ",
    ]);
    are_one(&["+1 800 GOT JUNK", "001-800-GOT-JUNK", "+1-800-468-5865"]);
    are_one(&["1-800-555-TELL", "18005558355"]);
    are_one(&["1-800-FLOWERS (orders)", "1-800-FLOWERS ext. 5", "1-800-FLOWERS"]);
    are_two("1-800-FLOWERS", "1-800-GOT-JUNK");
    are_two("1 800 FLOWERS", "1 800 GOT JUNK");
    are_two("0800-ПИЦЦА", "0800-СУШИ");
    are_one(&["0800-ПИЦЦА", "0800 пицца"]);
    // Here the lower case is far from the upper case in Unicode.
    are_one(&["0800-\u{23a}B", "0800-\u{2c65}b"]);
    are_two("PEnnsylvania 6-5000", "BUtterfield 6-5000");
}

#[test]
fn the_country_is_that_of_the_calling_code() {
    assert_eq!(country_code("+972 9-749-5550", None), Some("IL"));
    assert_eq!(country_code("09-749-5550", Some("+97297495550")), Some("IL"));
    assert_eq!(country_code("001 415 639 5555", None), Some("US"));
    assert_eq!(country_code("٠٠١ 415 639 5555", None), Some("US"));
    assert_eq!(country_code("09-749-5550", None), None);
    assert_eq!(country_code("+383 44 123456", None), None);
}

#[test]
fn v4_gets_a_number_as_it_understands_it() {
    for (phone, written_as) in [
        // A letter behind the plus would be taken for a word.
        ("00G3 1 234567", "+431234567"),
        ("+1 415 639 5555", "+1 415 639 5555"),
        ("001 415 639 5555", "+1 415 639 5555"),
        ("00 44 (0)20 7946 0018", "+44 20 7946 0018"),
        ("+44 020 7946 0018", "+442079460018"),
        ("+39 (0)6 6982 1234", "+39 (0)6 6982 1234"),
        ("(0044) 20 7946 0018", "+442079460018"),
        ("020 7946 0018", "020 7946 0018"),
        ("1-800-FLOWERS", "1-800-FLOWERS"),
        ("+383 44 123 456", "+38344123456"),
        ("00800 1234 5678", "+80012345678"),
        ("00", "00"),
    ] {
        assert_eq!(written(phone), written_as);
    }
}

/// libphonenumber's example numbers of every region and kind.
fn examples() -> Vec<PhoneNumber> {
    let mut examples = Vec::new();
    for region in LIBPHONENUMBER.get_supported_regions() {
        for kind in LIBPHONENUMBER.get_supported_types_for_region(region).unwrap() {
            examples.extend(LIBPHONENUMBER.get_example_number_for_type_and_region(region, kind));
        }
    }
    for code in LIBPHONENUMBER.get_supported_global_network_calling_codes() {
        examples.extend(LIBPHONENUMBER.get_example_number_for_non_geo_entity(code));
    }
    assert!(examples.len() > 1000);
    examples
}

fn e164(number: &PhoneNumber) -> String {
    number.format_as(PhoneNumberFormat::E164).into_owned()
}

/// The ways in which a number is written.
fn spellings(number: &PhoneNumber) -> Vec<String> {
    let e164 = e164(number);
    let shown = number.format_as(PhoneNumberFormat::International).into_owned();
    let (code, national) = codes::split(&e164[1..]).unwrap();
    let mut spellings = vec![
        e164.replace('+', "00"),
        shown.replace('+', "00"),
        shown.replace('+', "00 "),
        shown.replace([' ', '-'], "."),
        number.format_as(PhoneNumberFormat::RFC3966).into_owned(),
        format!("+{code} (0){national}"),
        format!("+{code} ({national})"),
        format!("{shown} (fax)"),
        format!("{shown} x12"),
        format!("Tel.: {shown}"),
        format!(" \u{202d}{shown}\u{202c}\n"),
        e164.clone(),
        shown.clone(),
    ];
    for text in [&e164, &shown] {
        spellings.extend(in_other_scripts(text));
    }
    // With fewer digits, letters count as digits.
    if e164.len() > WHOLE {
        spellings.extend([format!("{shown} home"), format!("{shown}, office")]);
    }
    if let Some(behind) = national.strip_prefix('0') {
        spellings.push(format!("+{code} (0){behind}"));
    }
    spellings
}

#[test]
fn two_ways_of_writing_one_number_have_a_form_in_common() {
    for number in examples() {
        let e164 = e164(&number);
        for spelling in spellings(&number) {
            assert!(same((&spelling, None), (&e164, None)), "{spelling} and {e164}");
        }
    }
}

#[test]
fn two_numbers_never_count_as_one() {
    let mut numbers: BTreeMap<String, String> = BTreeMap::new();
    for number in examples() {
        let e164 = e164(&number);
        for form in spellings(&number).iter().flat_map(|spelling| forms(spelling, None)) {
            let other = numbers.entry(form).or_insert_with(|| e164.clone());
            assert_eq!(*other, e164);
        }
    }
}

#[test]
fn the_same_digits_in_two_countries_are_two_numbers() {
    assert!(!same(("+47 22 12 34 56", None), ("(472) 212-3456", Some("+14722123456"))));
    assert!(!same(("06 12 34 56 78", Some("+33612345678")), ("0612345678", Some("+31612345678"))));
    assert!(same(("06 12 34 56 78", Some("+33612345678")), ("0612345678", None)));
    let mut numbers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for number in examples() {
        let e164 = e164(&number);
        for digits in [dialled(&number.format_as(PhoneNumberFormat::National)), dialled(&e164)] {
            numbers.entry(digits).or_default().insert(e164.clone());
        }
    }
    for (digits, e164) in numbers {
        for (one, other) in e164.iter().zip(e164.iter().skip(1)) {
            assert!(!same((&digits, Some(one)), (&digits, Some(other))), "{digits}: {one} and {other}");
            assert!(!same((&digits, Some(one)), (other, None)), "{digits}: {one} and {other}");
        }
    }
}

#[test]
fn v4_understands_what_it_gets() {
    for number in examples() {
        let e164 = e164(&number);
        let mut read = BTreeSet::new();
        for spelling in spellings(&number) {
            let (code, _) = codes::split(&e164[1..]).unwrap();
            // This zero may or may not be part of the number.
            if spelling.contains("(0)") && codes::has_numbers_from_zero(code) {
                continue;
            }
            let sent = written(super::number(&tidy(&spelling)));
            let Some(country) = country_code(&spelling, None) else {
                assert_eq!(sent, e164);
                continue;
            };
            // Most spellings give the same text.
            if read.insert(sent.clone()) {
                let number = PhoneNumber::parse(&sent, country.parse().ok()).unwrap();
                assert_eq!(self::e164(&number), e164, "{spelling} as {sent}");
            }
        }
    }
}
