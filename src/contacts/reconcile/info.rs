//! contactInfo as an app hands it over. A contact as getContactById shows it has the same shape.

use serde_json::Value;
use std::fmt;

/// The fields of the table in spec/000_a6ad17815c0cdfad.txt; what was not given is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactInfo {
    pub name: Name,
    pub picture: Option<String>,
    pub company: Company,
    pub emails: Vec<Item<Email>>,
    pub phones: Vec<Item<Phone>>,
    pub addresses: Vec<Item<Address>>,
    pub urls: Vec<Item<String>>,
    pub dates: Vec<Item<String>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Name {
    pub prefix: Option<String>,
    pub first: Option<String>,
    pub middle: Option<String>,
    pub last: Option<String>,
    pub suffix: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Company {
    pub role: Option<String>,
    pub name: Option<String>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<T> {
    /// Where it was given: `emails[1]`.
    pub path: String,
    /// As it was given.
    pub given: Value,
    pub tag: Option<String>,
    pub value: T,
}

impl<T> Item<T> {
    /// The path of a member of this item: `emails[1].tag`.
    pub fn field(&self, member: &str) -> String {
        [&self.path, ".", member].concat()
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Email {
    pub email: String,
    pub email_status: Option<String>,
    pub delivery_status: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Phone {
    pub phone: String,
    pub normalized_phone: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Address {
    pub address: Option<String>,
    pub neighborhood: Option<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    /// Whether the region is a text to v4, though it looks like a code.
    pub region_is_text: bool,
    pub country: Option<String>,
    pub postal_code: Option<String>,
}

/// contactInfo has not the shape of the official page. Shown as `emails[0].email must be a string`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaError {
    /// Where: `emails[0].email`.
    pub path: String,
    /// What was expected: `must be a string`.
    pub expected: &'static str,
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        f.write_str(" ")?;
        f.write_str(self.expected)
    }
}

impl std::error::Error for SchemaError {}

impl ContactInfo {
    /// Reads what was handed over. Null and blank texts are not given, nor is an item without its value; ids
    /// and unknown keys are ignored.
    ///
    /// The official table has `Name`, older copies of it `Picture` and `Company`, its example and every
    /// other source lower case (spec/wix-contacts-sdk.md): all are read, lower case first.
    pub fn parse(value: &Value) -> Result<Self, SchemaError> {
        let info = Node { value, path: ROOT.to_owned() }.object()?;
        let name = info.either("name", "Name").object()?;
        let company = info.either("company", "Company").object()?;
        Ok(Self {
            name: Name {
                prefix: name.member("prefix").text()?,
                first: name.member("first").text()?,
                middle: name.member("middle").text()?,
                last: name.member("last").text()?,
                suffix: name.member("suffix").text()?,
            },
            picture: info.either("picture", "Picture").text()?,
            company: Company { role: company.member("role").text()?, name: company.member("name").text()? },
            emails: info.member("emails").items(Email::parse)?,
            phones: info.member("phones").items(Phone::parse)?,
            addresses: info.member("addresses").items(Address::parse)?,
            urls: info.member("urls").items(|item| item.member("url").text())?,
            dates: info.member("dates").items(|item| item.member("date").text())?,
        })
    }

    pub fn singles_mut(&mut self) -> [(&'static str, &mut Option<String>); 8] {
        [
            ("name.prefix", &mut self.name.prefix),
            ("name.first", &mut self.name.first),
            ("name.middle", &mut self.name.middle),
            ("name.last", &mut self.name.last),
            ("name.suffix", &mut self.name.suffix),
            ("picture", &mut self.picture),
            ("company.role", &mut self.company.role),
            ("company.name", &mut self.company.name),
        ]
    }

    /// The single values by their path, in the order of a contact.
    pub fn singles(&self) -> [(&'static str, &Option<String>); 8] {
        [
            ("name.prefix", &self.name.prefix),
            ("name.first", &self.name.first),
            ("name.middle", &self.name.middle),
            ("name.last", &self.name.last),
            ("name.suffix", &self.name.suffix),
            ("picture", &self.picture),
            ("company.role", &self.company.role),
            ("company.name", &self.company.name),
        ]
    }
}

impl Email {
    fn parse(item: &Node) -> Result<Option<Self>, SchemaError> {
        let email_status = item.member("emailStatus").text()?;
        let delivery_status = item.member("deliveryStatus").text()?;
        let email = item.member("email").text()?;
        Ok(email.map(|email| Self { email, email_status, delivery_status }))
    }
}

impl Phone {
    fn parse(item: &Node) -> Result<Option<Self>, SchemaError> {
        let normalized_phone = item.member("normalizedPhone").text()?;
        let phone = item.member("phone").text()?;
        Ok(phone.map(|phone| Self { phone, normalized_phone }))
    }
}

impl Address {
    fn parse(item: &Node) -> Result<Option<Self>, SchemaError> {
        let address = Self {
            address: item.member("address").text()?,
            neighborhood: item.member("neighborhood").text()?,
            city: item.member("city").text()?,
            region: item.member("region").text()?,
            region_is_text: false,
            country: item.member("country").text()?,
            postal_code: item.member("postalCode").text_or_number()?,
        };
        Ok((address != Self::default()).then_some(address))
    }
}

/// The path of contactInfo itself.
const ROOT: &str = "contactInfo";

/// A value and where it was found; null where there is none.
struct Node<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Node<'a> {
    fn member(&self, key: &str) -> Self {
        let value = self.value.get(key).unwrap_or(&Value::Null);
        // The root has no name in a path: `name.first`, not `contactInfo.name.first`.
        let path = if self.path == ROOT { key.to_owned() } else { [&self.path, ".", key].concat() };
        Node { value, path }
    }

    /// The member of the first key, else that of an older spelling of it.
    fn either(&self, key: &str, older: &str) -> Self {
        let member = self.member(key);
        let value = if member.value.is_null() { self.member(older).value } else { member.value };
        Node { value, ..member }
    }

    fn object(self) -> Result<Self, SchemaError> {
        match self.value {
            Value::Null | Value::Object(_) => Ok(self),
            _ => Err(self.must("must be an object")),
        }
    }

    fn text(self) -> Result<Option<String>, SchemaError> {
        match self.value {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text.clone()).filter(|text| !text.trim().is_empty())),
            _ => Err(self.must("must be a string")),
        }
    }

    fn text_or_number(self) -> Result<Option<String>, SchemaError> {
        match self.value.as_i64() {
            Some(number) => Ok(Some(number.to_string())),
            None if self.value.is_number() => Err(self.must("must be a string or a whole number")),
            None => self.text(),
        }
    }

    fn items<T>(
        self,
        parse: fn(&Node) -> Result<Option<T>, SchemaError>,
    ) -> Result<Vec<Item<T>>, SchemaError> {
        let given = match self.value {
            Value::Null => return Ok(Vec::new()),
            Value::Array(given) => given,
            _ => return Err(self.must("must be an array")),
        };
        let mut items = Vec::new();
        for (index, value) in given.iter().enumerate() {
            let path = [&self.path, "[", &index.to_string(), "]"].concat();
            let node = Node { value, path }.object()?;
            let tag = node.member("tag").text()?;
            if let Some(parsed) = parse(&node)? {
                items.push(Item { path: node.path, given: value.clone(), tag, value: parsed });
            }
        }
        Ok(items)
    }

    fn must(self, expected: &'static str) -> SchemaError {
        SchemaError { path: self.path, expected }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use serde_json::json;

    fn error(value: Value) -> String {
        ContactInfo::parse(&value).unwrap_err().to_string()
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
        let text = |text: &str| Some(text.to_owned());
        let singles = info.singles().map(|(field, value)| (field, value.as_deref().unwrap()));
        assert_eq!(
            singles,
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
        assert_eq!(
            info.emails,
            [Item {
                path: "emails[0]".to_owned(),
                given: email,
                tag: text("home"),
                value: Email {
                    email: "ann@example.com".to_owned(),
                    email_status: text("recurring"),
                    delivery_status: text("VALID"),
                },
            }]
        );
        let phone = Phone { phone: "09-749-5550".to_owned(), normalized_phone: text("+97297495550") };
        assert_eq!(info.phones[0].value, phone);
        let address = Address {
            address: text("1 Main St"),
            neighborhood: text("Soho"),
            city: text("El Cajon"),
            region: text("CA"),
            region_is_text: false,
            country: text("US"),
            postal_code: text("92020"),
        };
        assert_eq!(info.addresses[0].value, address);
        assert_eq!((&*info.urls[0].value, &*info.dates[0].value), ("https://example.com", "1980-12-01"));
    }

    #[test]
    fn the_older_spelling_of_a_key_is_read_where_the_newer_is_missing() {
        let info = ContactInfo::parse(&json!({
            "Name": {"first": "Ann"}, "name": null, "Picture": "https://example.com/ann.png",
            "Company": {"name": "Old"}, "company": {"name": "New"},
        }))
        .unwrap();
        assert_eq!(info.name.first.as_deref(), Some("Ann"));
        assert_eq!(info.picture.as_deref(), Some("https://example.com/ann.png"));
        assert_eq!(info.company.name.as_deref(), Some("New"));
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
        assert_eq!(info.name.first, None);
        assert_eq!((&*info.emails[0].path, &info.emails[0].tag), ("emails[1]", &None));
        assert_eq!((info.addresses.len(), info.urls.len()), (0, 0));
    }

    #[test]
    fn a_postal_code_may_be_a_number() {
        let code = |code: Value| {
            let info = ContactInfo::parse(&json!({"addresses": [{"postalCode": code}]}));
            info.map(|info| info.addresses[0].value.postal_code.clone())
        };
        assert_eq!(code(json!(90210)), Ok(Some("90210".to_owned())));
        assert_eq!(code(json!("04357")), Ok(Some("04357".to_owned())));
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
