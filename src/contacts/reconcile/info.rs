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
