//! The reader on the fixtures, compared with a plain reading, and on input that no server should send.

mod plain;

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

use crate::{Host, InvalidJson, Reader, Step, Wanted};

/// The result of reading: the contacts, the overlay of each, and other facts in the response.
#[derive(Debug, PartialEq)]
struct Response {
    contacts: Vec<Value>,
    overlay: Vec<Option<String>>,
    is_there: bool,
    total: Option<u32>,
}

fn reader(wanted: Wanted) -> Reader {
    Reader::new(wanted, Host { lower: str::to_lowercase, normalize: |text| text.trim().to_lowercase() })
}

fn read(wanted: Wanted, parts: &[&[u8]]) -> Result<Response, InvalidJson> {
    read_by(&mut reader(wanted), parts)
}

fn read_by(reader: &mut Reader, parts: &[&[u8]]) -> Result<Response, InvalidJson> {
    let (written, overlay) = written_by(reader, parts)?;
    Ok(Response {
        contacts: objects(written, overlay.len()),
        overlay,
        is_there: reader.is_there(),
        total: reader.total(),
    })
}

/// What JavaScript gets: the JSON of the contacts, and the overlay of each.
fn written_by(reader: &mut Reader, parts: &[&[u8]]) -> Result<(Vec<u8>, Vec<Option<String>>), InvalidJson> {
    let (mut out, mut overlay) = (Vec::new(), Vec::new());
    for part in parts.iter().filter(|part| !part.is_empty()).chain([&&[][..]]) {
        reader.take(part.to_vec());
        loop {
            match reader.step()? {
                Step::Begin => (out, overlay) = Default::default(),
                Step::Contact => {
                    reader.contact().write(&mut out);
                    overlay.push(reader.overlay());
                }
                Step::NeedsInput => break,
                Step::End => return Ok((out, overlay)),
            }
        }
    }
    panic!("a response that is whole has an end")
}

/// The contacts that JavaScript makes of the output.
fn objects(mut written: Vec<u8>, count: usize) -> Vec<Value> {
    written.pop();
    let json = format!("[{}]", String::from_utf8_lossy(&written));
    let mut values = serde_json::from_str::<Vec<Value>>(&json).unwrap().into_iter();
    let objects = (0..count).map(|_| plain::object(&mut values)).collect();
    assert_eq!(values.next(), None);
    objects
}

fn fixtures() -> Vec<Value> {
    let folder = format!("{}/../../spec/fixtures/contacts", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()).collect()
}

fn page(contacts: Vec<Value>) -> Value {
    json!({"contacts": contacts, "pagingMetadata": {"count": 3, "offset": 0, "total": 42, "tooManyToCount": false}})
}

fn read_one(contact: Value) -> Value {
    let response = read(Wanted::Contact, &[json!({"contact": contact}).to_string().as_bytes()]).unwrap();
    response.contacts.into_iter().next().unwrap()
}

#[test]
fn the_fixtures_are_read_as_a_plain_reading_has_them() {
    let contacts = fixtures();
    assert!(contacts.len() > 9);
    let text = serde_json::to_string_pretty(&page(contacts.clone())).unwrap();
    let response = read(Wanted::Contacts, &[text.as_bytes()]).unwrap();
    assert_eq!(response.contacts, contacts.iter().map(plain::contact).collect::<Vec<_>>());
    assert_eq!((response.total, response.is_there), (Some(42), true));
    for contact in contacts {
        assert_eq!(read_one(contact.clone()), plain::contact(&contact));
    }
}

#[test]
fn a_region_is_shown_without_its_own_country_alone() {
    for (subdivision, country, region) in [
        ("US-CA", json!("US"), json!("CA")),
        ("US-CA", json!(null), json!("CA")),
        ("US-CA", json!("IL"), json!("US-CA")),
        ("US-", json!("US"), json!(null)),
        ("CA", json!("US"), json!("CA")),
    ] {
        let address = json!({"address": {"subdivision": subdivision, "country": country}});
        let contact = json!({"info": {"addresses": {"items": [address]}}});
        assert_eq!(read_one(contact)["addresses"][0]["region"], region, "{subdivision} {country}");
    }
}

#[test]
fn statuses_are_of_the_email_that_a_plain_reading_gives_them() {
    let names = [json!(null), json!("a@x.com"), json!("b@x.com"), json!(" B@X.com"), json!("c@x.com")];
    let subscriptions = [json!(null), json!("SUBSCRIBED"), json!("UNSUBSCRIBED")];
    let deliverabilities = [json!(null), json!("VALID"), json!("BOUNCED")];
    for (primary, effective) in names.iter().flat_map(|name| names.iter().map(move |other| (name, other))) {
        for combination in 0..162 {
            let of = |values: &[Value; 3], times: usize| values[combination / times % 3].clone();
            let contact = json!({
                "primaryEmail": {"email": primary, "subscriptionStatus": of(&subscriptions, 1),
                    "deliverabilityStatus": of(&deliverabilities, 3)},
                "info": {
                    "emails": {"items": [{"email": "a@x.com"}, {"email": "b@x.com", "primary": combination < 81}]},
                    "extendedFields": {"items": {
                        "emailSubscriptions.effectiveEmail": effective,
                        "emailSubscriptions.subscriptionStatus": of(&subscriptions, 9),
                        "emailSubscriptions.deliverabilityStatus": of(&deliverabilities, 27),
                    }},
                },
            });
            assert_eq!(read_one(contact.clone()), plain::contact(&contact), "{contact}");
        }
    }
}

#[test]
fn a_response_may_be_cut_anywhere() {
    let contacts = fixtures();
    let text = format!("\u{feff}{}", page(contacts.clone()));
    let whole = read(Wanted::Contacts, &[text.as_bytes()]).unwrap();
    for size in [1, 2, 3, 7, 64, 1000, 5000] {
        let parts: Vec<_> = text.as_bytes().chunks(size).collect();
        assert_eq!(read(Wanted::Contacts, &parts).unwrap(), whole, "{size}");
    }
    for end in 0..text.len() {
        assert_eq!(read(Wanted::Contacts, &[&text.as_bytes()[..end]]), Err(InvalidJson), "{end}");
    }
}

#[test]
fn what_comes_twice_counts_as_it_came_last() {
    for (text, first, emails) in [
        (r#"{"contact":{"info":{"name":{"first":"A"},"name":{"first":"B"}}}}"#, "B", 0),
        (r#"{"contact":{"info":{"name":{"first":"A"},"name":{"last":"B"}}}}"#, "", 0),
        (r#"{"contact":{"info":{"name":{"first":"A"},"emails":{"items":[{}]}},"info":{}}}"#, "", 0),
        (r#"{"contact":{"info":{"name":{"first":"A"},"emails":{"items":[{}]}},"info":5}}"#, "", 0),
        (r#"{"contact":{"info":{"emails":{"items":[{},{}],"items":[{}]}}}}"#, "", 1),
        (r#"{"contact":{"info":{"emails":{"items":[{}]},"emails":null}}}"#, "", 0),
        (r#"{"contact":5,"contact":{"info":{"name":{"first":"A","first":"B"}}}}"#, "B", 0),
        (r#"{"contact":{"info":{"name":{"first":"A","first":5}}}}"#, "", 0),
        (r#"{"c\u006fntact":{"\u0069nfo":{"name":{"f\u0069rst":"A"}}}}"#, "A", 0),
    ] {
        let response = read(Wanted::Contact, &[text.as_bytes()]).unwrap();
        assert_eq!(response.contacts.len(), 1, "{text}");
        assert_eq!(response.contacts[0]["name"]["first"], first, "{text}");
        assert_eq!(response.contacts[0]["emails"].as_array().unwrap().len(), emails, "{text}");
    }
    let twice = br#"{"contacts":[{"id":"a"},{"id":"b"}],"contacts":[{"id":"c"}]}"#;
    let response = read(Wanted::Contacts, &[twice]).unwrap();
    assert_eq!((response.contacts.len(), &response.contacts[0]["id"]), (1, &json!("c")));
    let response = read(Wanted::Contacts, &[br#"{"contacts":[{}],"contacts":{}}"#]).unwrap();
    assert_eq!((response.contacts.len(), response.is_there), (0, false));
}

#[test]
fn a_response_of_another_shape_has_no_contacts() {
    for text in [
        "null",
        "5",
        " \"contacts\" ",
        "[{\"contacts\":[]}]",
        "{}",
        r#"{"contacts":null}"#,
        r#"{"contacts":{"items":[]}}"#,
    ] {
        let response = read(Wanted::Contacts, &[text.as_bytes()]).unwrap();
        assert_eq!((response.is_there, response.contacts.len()), (false, 0), "{text}");
    }
    let response =
        read(Wanted::Contacts, &[br#"{"contacts":[null,5,"x",[{"id":"a"}],{"id":"b"}]}"#]).unwrap();
    assert_eq!((response.is_there, response.contacts.len()), (true, 1));
    assert!(!read(Wanted::Contact, &[br#"{"contact":[{}]}"#]).unwrap().is_there);
}

#[test]
fn a_total_is_a_number_that_counts() {
    for (total, expected) in [
        ("0", Some(0)),
        ("4294967295", Some(u32::MAX)),
        ("4294967296", None),
        ("-1", None),
        ("5.0", Some(5)),
        ("1e3", None),
        ("null", None),
        ("\"5\"", None),
        ("{}", None),
        ("99999999999999999999", None),
    ] {
        let text = format!(r#"{{"contacts":[],"pagingMetadata":{{"total":7,"total":{total}}}}}"#);
        assert_eq!(read(Wanted::Contacts, &[text.as_bytes()]).unwrap().total, expected, "{total}");
    }
}

#[test]
fn what_is_no_json_is_found_wherever_it_stands() {
    let around = |value: &str| {
        format!(
            r#"{{"a":{value},"contacts":[{{"info":{{"b":{value},"name":{{"c":{value}}}}}}}],"d":{value}}}"#
        )
    };
    for value in [
        "0",
        "-0",
        "0.5",
        "1e5",
        "1E+5",
        "-1.5e-5",
        "1e999",
        "true",
        "false",
        "null",
        "\"\"",
        "\"\\u00e9\\n\"",
        "[]",
        "{}",
        "[1,[2,{\"a\":[]}]]",
        " [ 1 , { \"a\" : 2 } ] ",
        "\"\u{7f}\u{2028}\"",
    ] {
        assert!(read(Wanted::Contacts, &[around(value).as_bytes()]).is_ok(), "{value}");
    }
    for value in [
        "",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "Infinity",
        "tru",
        "True",
        "nulll",
        "'a'",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\n\"",
        "\"\t\"",
        "[1,]",
        "[,1]",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "[1 2]",
        "[1}",
        "{\"a\":1]",
        "1,",
        "]",
        "}",
        "// a\n1",
        "undefined",
        "\u{a0}1",
    ] {
        assert_eq!(read(Wanted::Contacts, &[around(value).as_bytes()]), Err(InvalidJson), "{value}");
    }
    for text in ["", " ", "{} {}", "{}x", "[] ,", "nul", "\u{feff}", "{\"contacts\":[]}]"] {
        assert_eq!(read(Wanted::Contacts, &[text.as_bytes()]), Err(InvalidJson), "{text}");
    }
}

#[test]
fn bytes_that_are_no_utf_8_stay_in_their_text() {
    let text = b"{\"contact\":{\"id\":\"\xff\xe2\x82\",\"info\":{\"name\":{\"first\":\"Z\xc3\"},\"emails\":{\"items\":[{\"tag\":\"\xe9\"}]}}}}";
    let response = read(Wanted::Contact, &[text]).unwrap();
    assert_eq!(response.contacts[0]["name"]["first"], "Z\u{fffd}");
    assert_eq!(response.contacts[0]["emails"][0]["tag"], "\u{fffd}");
}

#[test]
fn a_lone_surrogate_is_passed_on_as_it_was_escaped() {
    let text = br#"{"contact":{"info":{"name":{"first":"\ud83c","last":"\udf08 x"}}}}"#;
    let (written, _) = written_by(&mut reader(Wanted::Contact), &[text]).unwrap();
    let written = String::from_utf8(written).unwrap();
    assert!(written.contains(r#""\ud83c""#) && written.contains(r#""\udf08 x""#), "{written}");
}

#[test]
fn what_is_deep_or_long_is_passed_in_time_that_grows_with_its_length() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(50_000), close.repeat(50_000));
    for value in [
        deep("[", "]"),
        deep("{\"a\":", "}"),
        "1".repeat(300_000),
        format!("\"{}\"", "\\n\u{e9}".repeat(60_000)),
    ] {
        let text = format!(r#"{{"x":{value},"contacts":[{{"id":"a","x":{value}}},{value},{{"id":"b"}}]}}"#);
        for size in [1000, 32_768] {
            let parts: Vec<_> = text.as_bytes().chunks(size).collect();
            let mut reader = reader(Wanted::Contacts);
            let response = read_by(&mut reader, &parts).unwrap();
            assert_eq!(response.contacts.iter().filter(|contact| contact["id"] != Value::Null).count(), 2);
            assert!(reader.looked_at < 4 * text.len(), "{} of {}", reader.looked_at, text.len());
        }
    }
}

#[test]
fn a_response_of_many_parts_is_held_by_the_contact() {
    let contacts: Vec<_> = (0..300).flat_map(|_| fixtures()).collect();
    let text = page(contacts).to_string();
    let mut reader = reader(Wanted::Contacts);
    for part in text.as_bytes().chunks(32_768) {
        reader.take(part.to_vec());
        while reader.step().unwrap() != Step::NeedsInput {}
    }
    assert!(reader.held() <= 2 * 32_768, "{}", reader.held());
}

/// Any JSON, mostly with relevant names.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((any_key(), inner), 0..5).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "\\PC{0,12}",
        1 => "[\\x00-\\x7f]{0,20}",
        6 => prop::sample::select(vec![
            "", "HOME", "UNTAGGED", "Schule \u{c4}\u{d6}", "SUBSCRIBED", "UNSUBSCRIBED", "VALID", "BOUNCED", "SPAM_COMPLAINT",
            "INACTIVE", "US", "US-CA", "-", "US-", "a@b.c", " A@B.C\u{a0}", "wix:image://v1/1a~mv2.jpg/x.jpg#w=1",
            "image://v1/", "wix:vector://v1/s?", "https://e.com/p.png", "1980-12-01",
        ]).prop_map(str::to_owned),
    ]
}

fn any_key() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "id", "createdDate", "info", "name", "first", "last", "emails", "phones", "addresses", "items", "tag", "email",
            "primary", "url", "image", "picture", "country", "extendedFields", "contacts", "contact", "pagingMetadata", "total",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ]
}

/// A contact of v4 in which some members have the wrong type.
fn any_contact() -> impl Strategy<Value = Value> {
    let value = prop_oneof![2 => any_text().prop_map(Value::from), 1 => any_value()];
    let changes = prop::collection::vec((prop::sample::select(plain::PATHS), value), 0..8);
    let overlay = prop::option::of(any_text());
    (prop::sample::select(fixtures()), changes, overlay).prop_map(|(mut contact, changes, overlay)| {
        if let Some(overlay) = overlay {
            contact["info"]["extendedFields"]["items"]["custom.overlay"] =
                format!(r#"{{"wixContacts":1,{overlay}"#).into();
        }
        for (path, value) in changes {
            if let Some(place) = contact.pointer_mut(path) {
                *place = value;
            }
        }
        contact
    })
}

/// The JSON of a value, with varying blanks and escapes.
fn written(value: &Value, style: u8) -> String {
    let text = if style & 1 == 0 { value.to_string() } else { serde_json::to_string_pretty(value).unwrap() };
    if style & 2 == 0 {
        return text;
    }
    text.chars()
        .map(|it| {
            if it.is_ascii() {
                it.to_string()
            } else {
                it.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
            }
        })
        .collect()
}

fn cut<'a>(text: &'a [u8], cuts: &[Index]) -> Vec<&'a [u8]> {
    let mut places: Vec<_> =
        cuts.iter().map(|cut| cut.index(text.len() + 1)).chain([0, text.len()]).collect();
    places.sort_unstable();
    places.windows(2).map(|ends| &text[ends[0]..ends[1]]).collect()
}

/// The result of a plain reading of the same bytes; None if serde_json is stricter than JavaScript.
fn plainly(bytes: &[u8]) -> Option<Result<Response, InvalidJson>> {
    let response =
        match serde_json::from_slice::<Value>(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)) {
            Ok(response) => response,
            Err(error) => {
                let stricter =
                    ["out of range", "surrogate", "unicode", "recursion", "unexpected end of hex escape"];
                let is_stricter = std::str::from_utf8(bytes).is_err()
                    || stricter.iter().any(|it| error.to_string().contains(it));
                return (!is_stricter).then_some(Err(InvalidJson));
            }
        };
    let contacts = plain::contacts(&response);
    let items = response["contacts"].as_array().into_iter().flatten().filter(|it| it.is_object());
    let total = response["pagingMetadata"]["total"].as_f64();
    Some(Ok(Response {
        overlay: items.map(|it| plain::overlay(it).map(str::to_owned)).collect(),
        is_there: contacts.is_some(),
        contacts: contacts.unwrap_or_default(),
        total: total.filter(|total| (0.0..=f64::from(u32::MAX)).contains(total)).map(|total| total as u32),
    }))
}

proptest! {
    #[test]
    fn any_document_is_read_as_a_plain_reading_has_it(
        contacts in prop::collection::vec(any_contact(), 0..4), other in any_value(), style in 0..4_u8, cuts: [Index; 3],
    ) {
        let mut response = page(contacts);
        response["other"] = other;
        let text = written(&response, style);
        prop_assert_eq!(read(Wanted::Contacts, &cut(text.as_bytes(), &cuts)), plainly(text.as_bytes()).unwrap());
    }

    #[test]
    fn any_json_is_read_as_a_plain_reading_has_it(value in any_value(), style in 0..4_u8, cuts: [Index; 3]) {
        let text = written(&value, style);
        prop_assert_eq!(read(Wanted::Contacts, &cut(text.as_bytes(), &cuts)), plainly(text.as_bytes()).unwrap());
    }

    #[test]
    fn any_changed_byte_is_judged_as_a_plain_reading_judges_it(
        contact in any_contact(), style in 0..4_u8, cuts: [Index; 2], changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..3),
    ) {
        let mut bytes = written(&page(vec![contact]), style).into_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            // Most bytes of JSON are ASCII.
            bytes[at] = if byte < 128 { byte } else { b"\"\\{}[],:0-e."[usize::from(byte) % 12] };
        }
        let parts = cut(&bytes, &cuts);
        match plainly(&bytes) {
            Some(expected) => prop_assert_eq!(read(Wanted::Contacts, &parts), expected),
            None => drop(written_by(&mut reader(Wanted::Contacts), &parts)),
        }
    }

    #[test]
    fn no_bytes_stop_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), cuts: [Index; 2]) {
        let _ = written_by(&mut reader(Wanted::Contacts), &cut(&bytes, &cuts));
    }
}
