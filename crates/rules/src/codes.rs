//! Country codes of v4: `country` of an address and `countryCode` of a phone.

use crate::text::parts;

/// The country code in a text, in upper case: `US` for `us`.
pub fn country(text: &str) -> Option<String> {
    let code = text.to_ascii_uppercase();
    let is_in = |entries| parts(entries, b' ').any(|entry| entry.ends_with(&code));
    (code.len() == 2 && (is_in(CALLING_CODES) || is_in(OTHERS))).then_some(code)
}

/// The country of a number that starts with its calling code: `US` for `14156395555`.
///
/// If countries share a calling code, it is the main one. Their numbers have the same e164 form.
pub fn country_of_number(digits: &str) -> Option<&'static str> {
    entry_of(digits).map(|(_, country)| country).filter(|country| *country != NO_COUNTRY)
}

/// Splits a number into its calling code and the rest.
pub fn split(digits: &str) -> Option<(&str, &str)> {
    let (code, _) = entry_of(digits)?;
    digits.split_at_checked(code.len())
}

fn entry_of(digits: &str) -> Option<(&'static str, &'static str)> {
    // No calling code begins with another one, so the order does not matter.
    parts(CALLING_CODES, b' ').find_map(|entry| {
        let (code, country) = entry.split_at_checked(entry.len().checked_sub(2)?)?;
        digits.starts_with(code).then_some((code, country))
    })
}

/// Whether numbers of a calling code may start with a zero that is not a trunk prefix.
pub fn has_numbers_from_zero(code: &str) -> bool {
    parts(NUMBERS_FROM_ZERO, b' ').any(|other| other == code)
}

const NUMBERS_FROM_ZERO: &str = "39 47 225 227 229 241 242 267 268 378 501 676 679 687 853";

/// The country of a calling code that belongs to no country of ISO 3166-1.
const NO_COUNTRY: &str = "xx";

/// Calling codes and their main countries, from libphonenumber.
const CALLING_CODES: &str = "\
    1US 7RU 20EG 27ZA 30GR 31NL 32BE 33FR 34ES 36HU 39IT 40RO 41CH 43AT 44GB 45DK 46SE 47NO 48PL 49DE \
    51PE 52MX 53CU 54AR 55BR 56CL 57CO 58VE 60MY 61AU 62ID 63PH 64NZ 65SG 66TH 81JP 82KR 84VN 86CN \
    90TR 91IN 92PK 93AF 94LK 95MM 98IR 211SS 212MA 213DZ 216TN 218LY 220GM 221SN 222MR 223ML 224GN \
    225CI 226BF 227NE 228TG 229BJ 230MU 231LR 232SL 233GH 234NG 235TD 236CF 237CM 238CV 239ST 240GQ \
    241GA 242CG 243CD 244AO 245GW 246IO 247xx 248SC 249SD 250RW 251ET 252SO 253DJ 254KE 255TZ 256UG 257BI \
    258MZ 260ZM 261MG 262RE 263ZW 264NA 265MW 266LS 267BW 268SZ 269KM 290SH 291ER 297AW 298FO 299GL \
    350GI 351PT 352LU 353IE 354IS 355AL 356MT 357CY 358FI 359BG 370LT 371LV 372EE 373MD 374AM 375BY \
    376AD 377MC 378SM 380UA 381RS 382ME 383xx 385HR 386SI 387BA 389MK 420CZ 421SK 423LI 500FK 501BZ 502GT \
    503SV 504HN 505NI 506CR 507PA 508PM 509HT 590GP 591BO 592GY 593EC 594GF 595PY 596MQ 597SR 598UY \
    599CW 670TL 672NF 673BN 674NR 675PG 676TO 677SB 678VU 679FJ 680PW 681WF 682CK 683NU 685WS 686KI \
    687NC 688TV 689PF 690TK 691FM 692MH 800xx 808xx 850KP 852HK 853MO 855KH 856LA 870xx 878xx 880BD 881xx 882xx 883xx 886TW 888xx 960MV 961LB 962JO \
    963SY 964IQ 965KW 966SA 967YE 968OM 970PS 971AE 972IL 973BH 974QA 975BT 976MN 977NP 979xx 992TJ 993TM \
    994AZ 995GE 996KG 998UZ";

/// The countries without a calling code of their own. With those above, they are all of ISO 3166-1 alpha-2.
const OTHERS: &str = "\
    AG AI AQ AS AX BB BL BM BQ BS BV CA CC CX DM DO EH GD GG GS GU HM IM JE JM KN KY KZ LC MF MP MS PN \
    PR SJ SX TC TF TT UM VA VC VG VI YT";

#[cfg(test)]
mod tests {
    use super::*;
    use rlibphonenumber::{PHONE_NUMBER_UTIL as LIBPHONENUMBER, PhoneNumber, PhoneNumberFormat};

    #[test]
    fn the_calling_codes_are_those_of_libphonenumber() {
        let mut codes: Vec<_> = LIBPHONENUMBER.get_supported_calling_codes().collect();
        codes.sort_by_key(i32::to_string);
        let entry = |code| {
            let main = LIBPHONENUMBER.get_region_for_country_code(code).unwrap().to_string();
            format!("{code}{}", country(&main).unwrap_or_else(|| NO_COUNTRY.to_owned()))
        };
        let mut ours: Vec<_> = parts(CALLING_CODES, b' ').collect();
        ours.sort_unstable();
        assert_eq!(ours, codes.into_iter().map(entry).collect::<Vec<_>>());
    }

    #[test]
    fn numbers_begin_with_a_zero_where_those_of_libphonenumber_do() {
        let e164 = |number: PhoneNumber| number.format_as(PhoneNumberFormat::E164).into_owned();
        let mut from_zero = std::collections::BTreeSet::new();
        for region in LIBPHONENUMBER.get_supported_regions() {
            for kind in LIBPHONENUMBER.get_supported_types_for_region(region).unwrap() {
                let number = LIBPHONENUMBER.get_example_number_for_type_and_region(region, kind);
                let Some(number) = number.ok().map(e164) else { continue };
                let (code, national) = split(&number[1..]).unwrap();
                if national.starts_with('0') {
                    from_zero.insert(code.parse::<u32>().unwrap());
                }
            }
        }
        let from_zero: Vec<_> = from_zero.iter().map(u32::to_string).collect();
        assert_eq!(NUMBERS_FROM_ZERO, from_zero.join(" "));
    }

    #[test]
    fn every_region_of_libphonenumber_but_three_is_a_country() {
        let regions = LIBPHONENUMBER.get_supported_regions().map(|region| region.to_string());
        let mut unknown: Vec<_> = regions.filter(|id| country(id).is_none()).collect();
        unknown.sort_unstable();
        assert_eq!(unknown, ["AC", "TA", "XK"]);
    }

    #[test]
    fn a_country_is_known_in_any_case() {
        assert_eq!(country("us").as_deref(), Some("US"));
        assert_eq!(country("IL").as_deref(), Some("IL"));
    }

    #[test]
    fn what_is_no_alpha_2_code_is_no_country() {
        for text in ["", " ", "U", "USA", "UK", "US CA", "Israel", "xx", "XX"] {
            assert_eq!(country(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_number_of_no_known_calling_code_is_of_no_country() {
        for digits in ["", "0", "999123", "80012345678", "38344123456"] {
            assert_eq!(country_of_number(digits), None, "{digits:?}");
        }
    }
}
