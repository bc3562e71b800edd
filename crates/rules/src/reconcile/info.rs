//! contactInfo as an app gives it. A contact from getContactById has the same shape.

use super::table::{ADDRESSES, DATES, EMAILS, List, PHONES, SCALARS, URLS};
use super::{Reason, Rejected};
use crate::{
    json::Value,
    phone,
    text::{concat, cut, decimal},
    unicode::trimmed,
};

/// The fields of [`table`](super::table); None if not given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactInfo {
    /// In the order of the table.
    pub scalars: [Option<String>; SCALARS.len()],
    pub emails: Vec<Item>,
    pub phones: Vec<Item>,
    pub addresses: Vec<Item>,
    pub urls: Vec<Item>,
    pub dates: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Where it was given: `emails[1]`.
    pub path: String,
    /// As it was given.
    pub given: Value,
    /// Its members that have a text, in the order of the table. All but free texts are trimmed of invisible characters, and
    /// phones have ASCII digits.
    pub texts: Vec<(&'static str, String)>,
    /// Whether v4 takes the region of an address as a text, though it looks like a code.
    pub region_is_text: bool,
}

impl Item {
    pub fn get(&self, member: &str) -> Option<&str> {
        self.texts.iter().find(|(other, _)| *other == member).map(|(_, text)| text.as_str())
    }

    /// The text of a member; empty if there is none.
    pub fn text(&self, member: &str) -> &str {
        self.get(member).unwrap_or_default()
    }

    pub fn tag(&self) -> Option<&str> {
        self.get("tag")
    }

    /// The path of a member of this item: `emails[1].tag`.
    pub fn field(&self, member: &str) -> String {
        concat(&[&self.path, ".", member])
    }

    /// The rejection of a member.
    pub fn rejected(&self, member: &str, reason: Reason) -> Rejected {
        let given = self.given.get(member).cloned();
        Rejected::new(self.field(member), given.unwrap_or_else(|| self.text(member).into()), reason)
    }
}

/// contactInfo does not have the shape of the official page, for example `emails[0].email must be a string`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaError {
    /// Where: `emails[0].email`.
    pub path: String,
    /// What was expected: `must be a string`.
    pub expected: &'static str,
}

impl SchemaError {
    pub fn message(&self) -> String {
        concat(&[&self.path, " ", self.expected])
    }
}

impl ContactInfo {
    /// Reads a contactInfo. Null, blank texts and items without their value count as not given; ids and unknown
    /// keys are ignored.
    ///
    /// The official table has `Name`, older copies of it `Picture` and `Company`, its example and all other
    /// sources lower case (spec/wix-contacts-sdk.md). All are read; lower case overrides the others.
    pub fn parse(value: &Value) -> Result<Self, SchemaError> {
        let mut reader = Reader::default();
        reader.object(value, &["contactInfo"]);
        let mut read = Self {
            emails: reader.items(value, &EMAILS),
            phones: reader.items(value, &PHONES),
            addresses: reader.items(value, &ADDRESSES),
            urls: reader.items(value, &URLS),
            dates: reader.items(value, &DATES),
            ..Self::default()
        };
        for ((path, _), scalar) in SCALARS.iter().zip(&mut read.scalars) {
            *scalar = match cut(path, b".") {
                // The picture.
                None => {
                    let text = reader.text(in_either_case(value, path), &[path]);
                    text.map(|text| trimmed(&text).to_owned())
                }
                Some((key, part)) => {
                    let member = in_either_case(value, key);
                    reader.object(member, &[key]);
                    reader.text(get(member, part), &[path])
                }
            };
        }
        reader.wrong.map_or(Ok(read), Err)
    }

    /// The single values by their path, in the order of a contact.
    pub fn scalars(&self) -> impl Iterator<Item = (&'static str, Option<&str>)> {
        SCALARS.iter().zip(&self.scalars).map(|((path, _), text)| (*path, text.as_deref()))
    }

    pub fn lists(&self) -> [&[Item]; 5] {
        [&self.emails, &self.phones, &self.addresses, &self.urls, &self.dates]
    }

    pub fn lists_mut(&mut self) -> [(&'static List, &mut Vec<Item>); 5] {
        [
            (&EMAILS, &mut self.emails),
            (&PHONES, &mut self.phones),
            (&ADDRESSES, &mut self.addresses),
            (&URLS, &mut self.urls),
            (&DATES, &mut self.dates),
        ]
    }
}

/// A member; null if there is none.
fn get<'a>(value: &'a Value, key: &str) -> &'a Value {
    value.get(key).unwrap_or(&Value::Null)
}

/// The member with this key, or else with the older spelling, which starts with a capital letter.
fn in_either_case<'a>(value: &'a Value, key: &str) -> &'a Value {
    let member = get(value, key);
    if *member != Value::Null {
        return member;
    }
    let (first, rest) = key.split_at_checked(1).unwrap_or_default();
    get(value, &concat(&[&first.to_ascii_uppercase(), rest]))
}

/// Reads values, and remembers the first one with the wrong shape. Null always counts as not given.
#[derive(Default)]
struct Reader {
    wrong: Option<SchemaError>,
}

impl Reader {
    fn object(&mut self, value: &Value, path: &[&str]) {
        if !matches!(value, Value::Null | Value::Object(_)) {
            self.must("must be an object", path);
        }
    }

    fn text(&mut self, value: &Value, path: &[&str]) -> Option<String> {
        match value {
            Value::Null => {}
            Value::String(text) => return Some(text.clone()).filter(|text| !trimmed(text).is_empty()),
            _ => self.must("must be a string", path),
        }
        None
    }

    fn text_or_number(&mut self, value: &Value, path: &[&str]) -> Option<String> {
        match value {
            Value::Number(_) => {
                let number = value.as_u64();
                if number.is_none() {
                    self.must("must be a string or a whole number", path);
                }
                number.map(decimal)
            }
            _ => self.text(value, path),
        }
    }

    fn items(&mut self, info: &Value, list: &List) -> Vec<Item> {
        let given = get(info, list.name);
        if !matches!(given, Value::Null | Value::Array(_)) {
            self.must("must be an array", &[list.name]);
        }
        let mut items = Vec::new();
        for (index, value) in given.as_array().unwrap_or_default().iter().enumerate() {
            let path = concat(&[list.name, "[", &decimal(index as u64), "]"]);
            self.object(value, &[&path]);
            let mut texts = Vec::new();
            for (name, _) in list.members {
                let (member, path) = (get(value, name), [&path, ".", name]);
                let text = match *name {
                    "postalCode" => self.text_or_number(member, &path),
                    "email" | "emailStatus" | "deliveryStatus" | "date" | "tag" => {
                        self.text(member, &path).map(|text| trimmed(&text).to_owned())
                    }
                    "phone" | "normalizedPhone" => self.text(member, &path).map(|text| phone::tidy(&text)),
                    _ => self.text(member, &path),
                };
                if let Some(text) = text {
                    texts.push((*name, text));
                }
            }
            let item = Item { path, given: value.clone(), texts, region_is_text: false };
            if list.is_there(&item) {
                items.push(item);
            }
        }
        items
    }

    fn must(&mut self, expected: &'static str, path: &[&str]) {
        if self.wrong.is_none() {
            self.wrong = Some(SchemaError { path: concat(path), expected });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::testing::json;

    fn error(value: Value) -> String {
        ContactInfo::parse(&value).unwrap_err().message()
    }

    fn scalar<'a>(info: &'a ContactInfo, field: &str) -> Option<&'a str> {
        info.scalars().find(|(other, _)| *other == field)?.1
    }

    #[test]
    fn every_field_of_the_official_page_is_read() {
        let email = json!({"id": 1, "tag": "home", "email": "ann@example.com", "emailStatus": "recurring",
            "deliveryStatus": "VALID"});
        let info = ContactInfo::parse(&json!({
            "name": {"prefix": "Dr.", "first": "Ann", "middle": "Q.", "last": "Lee", "suffix": "Jr."},
            "picture": "https://example.com/ann.png",
            "company": {"role": "CEO", "name": "Wix"},
            "emails": [email],
            "phones": [{"tag": "home", "phone": "09-749-5550", "normalizedPhone": "+97297495550"}],
            "addresses": [{"tag": "home", "address": "1 Main St", "neighborhood": "Soho", "city": "El Cajon",
                "region": "CA", "country": "US", "postalCode": "92020"}],
            "urls": [{"tag": "blog", "url": "https://example.com"}],
            "dates": [{"tag": "birthday", "date": "1980-12-01"}],
        }))
        .unwrap();
        let scalars: Vec<_> = info.scalars().map(|(field, value)| (field, value.unwrap())).collect();
        assert_eq!(
            scalars,
            [
                ("name.prefix", "Dr."),
                ("name.first", "Ann"),
                ("name.middle", "Q."),
                ("name.last", "Lee"),
                ("name.suffix", "Jr."),
                ("picture", "https://example.com/ann.png"),
                ("company.role", "CEO"),
                ("company.name", "Wix"),
            ]
        );
        assert_eq!((&*info.emails[0].path, &info.emails[0].given), ("emails[0]", &email));
        for (items, members) in [
            (&info.emails, &["email", "emailStatus", "deliveryStatus", "tag"][..]),
            (&info.phones, &["phone", "normalizedPhone", "tag"]),
            (&info.addresses, &["address", "neighborhood", "city", "region", "country", "postalCode", "tag"]),
            (&info.urls, &["url", "tag"]),
            (&info.dates, &["date", "tag"]),
        ] {
            let item = &items[0];
            let texts: Vec<_> = members.iter().map(|member| item.given.text(member)).collect();
            assert_eq!(item.texts.iter().map(|(_, text)| &**text).collect::<Vec<_>>(), texts);
            assert_eq!(item.texts.iter().map(|(member, _)| *member).collect::<Vec<_>>(), members);
        }
    }

    #[test]
    fn the_older_spelling_of_a_key_is_read_where_the_newer_is_missing() {
        let info = ContactInfo::parse(&json!({
            "Name": {"first": "Ann"}, "name": null, "Picture": "https://example.com/ann.png",
            "Company": {"name": "Old"}, "company": {"name": "New"},
        }))
        .unwrap();
        assert_eq!(scalar(&info, "name.first"), Some("Ann"));
        assert_eq!(scalar(&info, "picture"), Some("https://example.com/ann.png"));
        assert_eq!(scalar(&info, "company.name"), Some("New"));
    }

    #[test]
    fn null_is_not_given() {
        let nothing = json!({"name": null, "picture": null, "company": {"name": null}, "emails": null,
            "phones": [null, {"phone": null}], "addresses": [{"city": null}]});
        for value in [Value::Null, json!({}), nothing] {
            assert_eq!(ContactInfo::parse(&value), Ok(ContactInfo::default()), "{value}");
        }
    }

    #[test]
    fn a_blank_text_is_not_given_nor_is_an_item_without_its_value() {
        let info = ContactInfo::parse(&json!({
            "name": {"first": " "},
            "emails": [{"tag": "home", "email": ""}, {"tag": "", "email": "ann@example.com"}],
            "addresses": [{"tag": "home", "city": "\t"}],
            "urls": [{"tag": "blog"}],
        }))
        .unwrap();
        assert_eq!(scalar(&info, "name.first"), None);
        assert_eq!((&*info.emails[0].path, info.emails[0].get("tag")), ("emails[1]", None));
        assert_eq!((info.addresses.len(), info.urls.len()), (0, 0));
    }

    #[test]
    fn blanks_around_what_is_no_free_text_are_no_part_of_it() {
        for blank in [" ", "\u{a0}", "\n", "\u{200b}"] {
            let around = |text: &str| format!("{blank}{text}{blank}");
            let info = ContactInfo::parse(&json!({
                "name": {"first": around("Ann")},
                "picture": around("https://example.com/ann.png"),
                "emails": [{"tag": around("home"), "email": around("ann@example.com"),
                    "emailStatus": around("optOut"), "deliveryStatus": around("BOUNCE")}],
                "dates": [{"tag": around("birthday"), "date": around("1980-12-01")}],
            }))
            .unwrap();
            let texts =
                |items: &[Item]| items[0].texts.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
            assert_eq!(scalar(&info, "name.first"), Some(&*around("Ann")));
            assert_eq!(scalar(&info, "picture"), Some("https://example.com/ann.png"));
            assert_eq!(texts(&info.emails), ["ann@example.com", "optOut", "BOUNCE", "home"]);
            assert_eq!(texts(&info.dates), ["1980-12-01", "birthday"]);
        }
    }

    #[test]
    fn a_postal_code_may_be_a_number() {
        let code = |code: Value| {
            let info = ContactInfo::parse(&json!({"addresses": [{"postalCode": code}]}));
            info.map(|info| info.addresses[0].text("postalCode").to_owned())
        };
        assert_eq!(code(json!(90210)), Ok("90210".to_owned()));
        assert_eq!(code(json!("04357")), Ok("04357".to_owned()));
        assert!(code(json!(1.5)).is_err());
    }

    #[test]
    fn ids_and_unknown_keys_are_ignored() {
        let value = json!({"id": {}, "onSuccess": 1, "emails": [{"id": "x", "email": "a@b", "more": []}]});
        assert_eq!(ContactInfo::parse(&value).unwrap().emails.len(), 1);
    }

    #[test]
    fn a_wrong_shape_is_told_with_its_path() {
        assert_eq!(error(json!([])), "contactInfo must be an object");
        assert_eq!(error(json!({"name": "Ann"})), "name must be an object");
        assert_eq!(error(json!({"Name": {"first": 1}})), "name.first must be a string");
        assert_eq!(error(json!({"picture": {}})), "picture must be a string");
        assert_eq!(error(json!({"emails": {}})), "emails must be an array");
        assert_eq!(error(json!({"emails": [null, "a@b"]})), "emails[1] must be an object");
        assert_eq!(error(json!({"emails": [{"email": 5}]})), "emails[0].email must be a string");
        assert_eq!(error(json!({"phones": [{"tag": true}]})), "phones[0].tag must be a string");
        assert_eq!(
            error(json!({"addresses": [{"postalCode": 1.5}]})),
            "addresses[0].postalCode must be a string or a whole number"
        );
        assert_eq!(error(json!({"dates": [{"date": 0}]})), "dates[0].date must be a string");
    }
}
