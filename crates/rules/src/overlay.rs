//! The overlay of a contact: the values that v4 has no field for, which are laid over what v4 has when the contact is read.
//! One extended field stores it as JSON:
//!
//! ```json
//! {"wixContacts":1, "name":{"middle":"Q."}, "birthday":"1980-12-01T13:15:30Z",
//!  "emails":[{"email":"a@example.com","tag":"school"}], "phones":[{"phone":"+14156395555","tag":"boat"}],
//!  "addresses":[{"of":"1 main st|springfield||us|","region":"The Midwest"}],
//!  "urls":[{"tag":"LinkedIn","url":"https://…"}], "dates":[{"tag":"anniversary","date":"2001-06-01"}]}
//! ```
//!
//! The field's limit may be low, so it omits separators of a phone, and a tag that is shown anyway.
//!
//! A text belongs to the v4 value that it was written with, and is used only while that value is still there:
//! changes made elsewhere override it.

use crate::{
    json::{Map, Value, object_of_some},
    phone, tags,
    text::{are_same, concat, lower, normalize, single_blanks},
};

/// The stored JSON itself, so that a rewrite keeps values of newer versions. Invalid parts are ignored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlay(Map);

/// The part of the overlay that is about one address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AddressOverlay<'a> {
    pub tag: Option<&'a str>,
    pub neighborhood: Option<&'a str>,
    pub region: Option<&'a str>,
    pub country: Option<&'a str>,
}

/// Identifies an address: the texts that getContactById shows of its v4 part.
pub fn address_key(address: &str, city: &str, region: &str, country: &str, postal_code: &str) -> String {
    let [address, city, region, country, postal_code] =
        [address, city, region, country, postal_code].map(normalize);
    concat(&[&address, "|", &city, "|", &region, "|", &country, "|", &postal_code])
}

/// Reading.
impl Overlay {
    /// The overlay in the value of an extended field; None if it has something else.
    pub fn from_value(value: Value) -> Option<Self> {
        let members = value.as_object()?;
        let is_ours = members.get("wixContacts")?.as_f64() == Some(1.0);
        is_ours.then(|| Self(members.pick(&|key| key != "wixContacts")))
    }

    pub fn name_prefix(&self) -> Option<&str> {
        self.name("prefix")
    }

    pub fn name_middle(&self) -> Option<&str> {
        self.name("middle")
    }

    pub fn name_suffix(&self) -> Option<&str> {
        self.name("suffix")
    }

    fn name(&self, part: &str) -> Option<&str> {
        text(self.0.get("name")?, part)
    }

    /// The tag of an email that has this tag in v4.
    pub fn email_tag(&self, email: &str, v4_tag: &str) -> Option<&str> {
        let entry = self.list("emails").iter().find(|entry| is_of_email(entry, email))?;
        tag_while(entry, v4_tag, tags::EMAIL)
    }

    /// The tag of a phone that has this tag in v4.
    pub fn phone_tag(&self, phone: &str, e164_phone: Option<&str>, v4_tag: &str) -> Option<&str> {
        let forms = phone::forms(phone, e164_phone);
        let entry = self.list("phones").iter().find(|entry| is_of_phone(entry, &forms))?;
        tag_while(entry, v4_tag, tags::PHONE)
    }

    /// The stored texts of an address, after `earlier` ones with the same key in v4's list.
    pub fn address(&self, key: &str, earlier: usize, v4_tag: &str) -> AddressOverlay<'_> {
        let mut addresses = self.addresses();
        for _ in 0..earlier {
            addresses.take(key, v4_tag);
        }
        addresses.take(key, v4_tag).unwrap_or_default()
    }

    /// The stored texts of all addresses.
    pub fn addresses(&self) -> AddressOverlays<'_> {
        AddressOverlays { left: self.list("addresses").iter().collect() }
    }

    /// Tag and URL of each url.
    pub fn urls(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tagged("urls", "url")
    }

    /// Tag and date of each date except the birthday.
    pub fn dates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tagged("dates", "date")
    }

    /// The birthday with its time, if v4 still has its date.
    pub fn birthday(&self, birthdate: &str) -> Option<&str> {
        self.0.get("birthday")?.as_str().filter(|birthday| birthday.get(..birthdate.len()) == Some(birthdate))
    }

    fn tagged(&self, list: &str, member: &'static str) -> impl Iterator<Item = (&str, &str)> {
        self.list(list).iter().filter_map(move |entry| Some((tag(entry), text(entry, member)?)))
    }

    fn list(&self, name: &str) -> &[Value] {
        self.0.get(name).and_then(Value::as_array).unwrap_or_default()
    }
}

/// The stored texts of a contact's addresses. Each is returned once, since two addresses may differ only in
/// their stored texts: take them in the order of v4's list.
pub struct AddressOverlays<'a> {
    left: Vec<&'a Value>,
}

impl<'a> AddressOverlays<'a> {
    /// The stored texts of the next address with this [`address_key`] and this tag in v4.
    pub fn take(&mut self, key: &str, v4_tag: &str) -> Option<AddressOverlay<'a>> {
        let entry = *self.left.iter().find(|entry| is_of_address(entry, key))?;
        self.left.retain(|left| !std::ptr::eq(*left, entry));
        Some(AddressOverlay { tag: tag_while(entry, v4_tag, tags::ADDRESS), ..texts(entry) })
    }

    /// The addresses that v4 has no part of. They come after v4's.
    pub fn without_v4(self) -> impl Iterator<Item = AddressOverlay<'a>> {
        let without = self.left.into_iter().filter(|entry| entry.get("of").is_none());
        without
            .map(|entry| AddressOverlay { tag: text(entry, "tag"), ..texts(entry) })
            .filter(AddressOverlay::has_texts)
    }
}

impl AddressOverlay<'_> {
    /// Whether there is more than a tag.
    pub fn has_texts(&self) -> bool {
        self.neighborhood.is_some() || self.region.is_some() || self.country.is_some()
    }
}

/// Writing. It replaces values and never removes them, so a changed overlay is never empty.
impl Overlay {
    /// The JSON to store, without its first member, `"wixContacts":1`.
    pub fn to_value(&self) -> Value {
        Value::Object(self.0.clone())
    }

    /// Stores `prefix`, `middle` or `suffix` of the name.
    pub fn set_name(&mut self, part: &str, text: &str) {
        let mut name = self.0.get("name").and_then(Value::as_object).cloned().unwrap_or_default();
        name.insert(part, text.into());
        self.0.insert("name", Value::Object(name));
    }

    pub fn set_birthday(&mut self, date: &str) {
        self.0.insert("birthday", date.into());
    }

    pub fn set_email_tag(&mut self, email: &str, tag: &str) {
        let new = entry([("email", Some(email)), ("tag", Some(tag))]);
        self.put("emails", &mut |entry| is_of_email(entry, email), new);
    }

    pub fn set_phone_tag(&mut self, phone: &str, normalized_phone: Option<&str>, tag: &str) {
        let forms = phone::forms(phone, normalized_phone);
        let says_more =
            |normalized: &&str| phone::forms(normalized, None).iter().any(|form| !phone_has(phone, form));
        let normalized_phone = normalized_phone.filter(says_more);
        let phone = &*without_separators(phone);
        let new = entry([("phone", Some(phone)), ("normalizedPhone", normalized_phone), ("tag", Some(tag))]);
        self.put("phones", &mut |entry| is_of_phone(entry, &forms), new);
    }

    /// Stores texts of an address, after `earlier` ones with the same key in v4's list.
    pub fn set_address(&mut self, key: &str, earlier: usize, overlay: AddressOverlay) {
        let is_same = |entry: &Value| is_of_address(entry, key);
        // They differ only in their order, so those before it need an entry, too.
        for _ in self.list("addresses").iter().filter(|entry| is_same(entry)).count()..earlier {
            self.put("addresses", &mut |_| false, entry([("of", Some(key))]));
        }
        let mut before = 0;
        let mut is_old = |entry: &Value| {
            before += usize::from(is_same(entry));
            is_same(entry) && before > earlier
        };
        self.put("addresses", &mut is_old, address_entry(Some(key), overlay));
    }

    /// Stores an address that v4 has no part of.
    pub fn add_address(&mut self, overlay: AddressOverlay) {
        self.put("addresses", &mut |_| false, address_entry(None, overlay));
    }

    pub fn add_url(&mut self, tag: Option<&str>, url: &str) {
        self.put("urls", &mut |_| false, entry([("tag", stored_tag(tag)), ("url", Some(url))]));
    }

    pub fn add_date(&mut self, tag: Option<&str>, date: &str) {
        self.put("dates", &mut |_| false, entry([("tag", stored_tag(tag)), ("date", Some(date))]));
    }

    /// Removes old entries from a list, and adds a new one at its end.
    fn put(&mut self, list: &str, is_old: &mut dyn FnMut(&Value) -> bool, new: Value) {
        let mut entries = Vec::new();
        for entry in self.list(list) {
            if !is_old(entry) {
                entries.push(entry.clone());
            }
        }
        entries.push(new);
        self.0.insert(list, Value::Array(entries));
    }
}

fn text<'a>(entry: &'a Value, member: &str) -> Option<&'a str> {
    entry.get(member)?.as_str()
}

fn tag(entry: &Value) -> &str {
    text(entry, "tag").unwrap_or(tags::OTHER)
}

/// The tag of an entry, if v4 still has the tag that was written with it.
fn tag_while<'a>(entry: &'a Value, v4_tag: &str, tags: &[&'static str]) -> Option<&'a str> {
    text(entry, "tag").filter(|tag| tags::to_v4(tag, tags) == tags::to_v4(v4_tag, tags))
}

/// A tag, unless it is the one shown for items without a tag.
fn stored_tag(tag: Option<&str>) -> Option<&str> {
    tag.filter(|tag| *tag != tags::OTHER)
}

fn phone_has(phone: &str, form: &str) -> bool {
    phone::forms(phone, None).iter().any(|other| other == form)
}

/// A phone without separators, if it is still the same number.
fn without_separators(phone: &str) -> String {
    let is_separator = |c: char| matches!(c, ' ' | '-' | '.' | '(' | ')');
    let short: String = phone.chars().filter(|c| !is_separator(*c)).collect();
    let is_same = phone::forms(&short, None) == phone::forms(phone, None);
    if is_same { short } else { phone.to_owned() }
}

fn texts(entry: &Value) -> AddressOverlay<'_> {
    AddressOverlay {
        tag: None,
        neighborhood: text(entry, "neighborhood"),
        region: text(entry, "region"),
        country: text(entry, "country"),
    }
}

/// Keys of earlier versions have the blanks of the address.
fn is_of_address(entry: &Value, key: &str) -> bool {
    text(entry, "of").is_some_and(|of| single_blanks(of) == key)
}

fn is_of_email(entry: &Value, email: &str) -> bool {
    text(entry, "email").is_some_and(|known| lower(known) == lower(email))
}

fn is_of_phone(entry: &Value, forms: &[String]) -> bool {
    let known = phone::forms(text(entry, "phone").unwrap_or_default(), text(entry, "normalizedPhone"));
    are_same(&known, forms)
}

fn address_entry(key: Option<&str>, overlay: AddressOverlay) -> Value {
    entry([
        ("of", key),
        ("tag", overlay.tag),
        ("neighborhood", overlay.neighborhood),
        ("region", overlay.region),
        ("country", overlay.country),
    ])
}

fn entry<const N: usize>(members: [(&str, Option<&str>); N]) -> Value {
    object_of_some(members.map(|(name, text)| (name, text.map(Value::from))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::testing::json;

    fn overlay(value: Value) -> Overlay {
        Overlay::from_value(value).unwrap()
    }

    #[test]
    fn only_a_value_that_says_so_is_an_overlay() {
        assert!(Overlay::from_value(json!({"wixContacts": 1})).is_some());
        for value in
            [json!({}), json!({"wixContacts": 2}), json!({"wixContacts": "1"}), json!("x"), json!(null)]
        {
            assert_eq!(Overlay::from_value(value.clone()), None, "{value}");
        }
    }

    #[test]
    fn junk_is_passed_over() {
        for junk in
            [json!(null), json!(1), json!("x"), json!([]), json!([null, 1, "x", [], {}]), json!({"tag": 1})]
        {
            let overlay = overlay(json!({
                "wixContacts": 1, "name": junk, "emails": junk, "phones": junk, "addresses": junk,
                "urls": junk, "dates": junk, "birthday": [junk],
            }));
            assert_eq!(overlay.name_middle(), None);
            assert_eq!(overlay.email_tag("ann@example.com", ""), None);
            assert_eq!(overlay.phone_tag("601", None, ""), None);
            assert_eq!(overlay.addresses().take("", "").unwrap_or_default(), AddressOverlay::default());
            assert_eq!(overlay.addresses().without_v4().count(), 0);
            assert_eq!((overlay.urls().count(), overlay.dates().count()), (0, 0));
            assert_eq!(overlay.birthday("1980-12-01"), None);
        }
    }

    #[test]
    fn junk_does_not_stand_in_the_way_of_writing() {
        let mut overlay = overlay(json!({"wixContacts": 1, "name": 1, "emails": "x", "urls": {}}));
        overlay.set_name("middle", "Q.");
        overlay.set_email_tag("ann@example.com", "school");
        overlay.add_url(None, "https://example.com");
        assert_eq!(overlay.name_middle(), Some("Q."));
        assert_eq!(overlay.email_tag("ann@example.com", "UNTAGGED"), Some("school"));
        assert_eq!(overlay.urls().collect::<Vec<_>>(), [("other", "https://example.com")]);
    }

    #[test]
    fn a_tag_holds_while_v4_has_the_tag_that_was_written_with_it() {
        let mut overlay = Overlay::default();
        overlay.set_email_tag("Ann@Example.com", "school");
        overlay.set_email_tag("bob@example.com", "Home");
        assert_eq!(overlay.email_tag("ann@example.com", "UNTAGGED"), Some("school"));
        assert_eq!(overlay.email_tag("ann@example.com", ""), Some("school"));
        assert_eq!(overlay.email_tag("ann@example.com", "WORK"), None);
        assert_eq!(overlay.email_tag("bob@example.com", "HOME"), Some("Home"));
        assert_eq!(overlay.email_tag("bob@example.com", "UNTAGGED"), None);
        assert_eq!(overlay.email_tag("eve@example.com", "UNTAGGED"), None);
    }

    #[test]
    fn an_item_has_one_tag() {
        let mut overlay = Overlay::default();
        overlay.set_email_tag("ann@example.com", "school");
        overlay.set_email_tag("ANN@example.com", "club");
        overlay.set_phone_tag("601-081-124", None, "boat");
        overlay.set_phone_tag("601081124", None, "car");
        assert_eq!(
            overlay.to_value(),
            json!({
                "emails": [{"email": "ANN@example.com", "tag": "club"}],
                "phones": [{"phone": "601081124", "tag": "car"}],
            })
        );
    }

    #[test]
    fn a_phone_is_known_as_written_and_by_e164() {
        let mut overlay = Overlay::default();
        overlay.set_phone_tag("(415) 639-5555", Some("+14156395555"), "boat");
        assert_eq!(overlay.phone_tag("415 639 5555", None, ""), Some("boat"));
        assert_eq!(overlay.phone_tag("1-415-639-5555", Some("+14156395555"), ""), Some("boat"));
        assert_eq!(overlay.phone_tag("415 639 5556", Some("+14156395556"), ""), None);
    }

    #[test]
    fn a_phone_is_stored_as_short_as_it_can_be() {
        let stored = |phone: &str, normalized_phone: Option<&str>| {
            let mut overlay = Overlay::default();
            overlay.set_phone_tag(phone, normalized_phone, "boat");
            assert_eq!(overlay.phone_tag(phone, normalized_phone, ""), Some("boat"), "{phone}");
            assert_eq!(overlay.phone_tag(phone, None, ""), Some("boat"), "{phone}");
            let Value::Array(entries) = overlay.to_value()["phones"].clone() else { panic!("no list") };
            let normalized = entries[0].get("normalizedPhone").and_then(Value::as_str).map(str::to_owned);
            (entries[0].text("phone").to_owned(), normalized)
        };
        let e164 = Some("+14156395555");
        assert_eq!(stored("+1 (415) 639-5555", e164), ("+14156395555".to_owned(), None));
        assert_eq!(stored("+1 415.639.5555", None), ("+14156395555".to_owned(), None));
        assert_eq!(stored("(415) 639-5555", None), ("4156395555".to_owned(), None));
        assert_eq!(stored("(415) 639-5555", e164), ("4156395555".to_owned(), e164.map(str::to_owned)));
        assert_eq!(stored("+44 (0)20 7946 0018", None), ("+4402079460018".to_owned(), None));
    }

    #[test]
    fn a_tag_that_is_shown_anyway_is_not_stored() {
        let mut overlay = Overlay::default();
        overlay.add_url(Some("other"), "https://example.com");
        overlay.add_date(Some("other"), "2001-06-01");
        assert_eq!(
            overlay.to_value(),
            json!({"urls": [{"url": "https://example.com"}], "dates": [{"date": "2001-06-01"}]})
        );
        assert_eq!(overlay.urls().next(), Some(("other", "https://example.com")));
        assert_eq!(overlay.dates().next(), Some(("other", "2001-06-01")));
    }

    #[test]
    fn what_earlier_versions_stored_is_read() {
        let overlay = overlay(json!({
            "wixContacts": 1, "name": {"prefix": "Dr."},
            "emails": [{"email": "ann@example.com", "tag": "school"}],
            "phones": [{"phone": "+1 415-639-5555", "normalizedPhone": "+14156395555", "tag": "boat"}],
            "addresses": [{"of": "1 main st|||us|", "tag": "hut", "neighborhood": "Soho"}],
            "urls": [{"tag": "other", "url": "https://example.com"}],
            "dates": [{"tag": "wedding", "date": "2001-06-01"}],
        }));
        assert_eq!(overlay.name_prefix(), Some("Dr."));
        assert_eq!(overlay.email_tag("ann@example.com", ""), Some("school"));
        assert_eq!(overlay.phone_tag("+14156395555", None, ""), Some("boat"));
        assert_eq!(overlay.phone_tag("415 639 5555", Some("+14156395555"), ""), Some("boat"));
        let texts =
            AddressOverlay { tag: Some("hut"), neighborhood: Some("Soho"), ..AddressOverlay::default() };
        assert_eq!(overlay.address("1 main st|||us|", 0, ""), texts);
        assert_eq!(overlay.urls().next(), Some(("other", "https://example.com")));
        assert_eq!(overlay.dates().next(), Some(("wedding", "2001-06-01")));
    }

    #[test]
    fn each_address_of_a_key_has_its_own_texts() {
        let key = address_key("1 Main St", "", "", "US", "");
        let texts =
            |neighborhood| AddressOverlay { neighborhood: Some(neighborhood), ..AddressOverlay::default() };
        let mut overlay = Overlay::default();
        overlay.set_address(&key, 1, texts("second"));
        overlay.set_address(&key, 2, texts("third"));
        let mut addresses = overlay.addresses();
        let mut next = || addresses.take(&key, "HOME").unwrap_or_default();
        assert_eq!([next(), next(), next()], [AddressOverlay::default(), texts("second"), texts("third")]);
        overlay.set_address(&key, 1, texts("another"));
        assert_eq!(overlay.address(&key, 1, ""), texts("another"));
        assert_eq!(overlay.address(&key, 2, ""), AddressOverlay::default());
    }

    #[test]
    fn an_address_key_is_the_shown_texts_in_any_case() {
        assert_eq!(
            address_key("1 MAIN St", "El Cajon", "CA", "US", "92020"),
            "1 main st|el cajon|ca|us|92020"
        );
    }

    #[test]
    fn a_birthday_holds_for_its_date() {
        let mut overlay = Overlay::default();
        overlay.set_birthday("1980-12-01T13:15:30Z");
        assert_eq!(overlay.birthday("1980-12-01"), Some("1980-12-01T13:15:30Z"));
        assert_eq!(overlay.birthday("1980-12-02"), None);
    }
}
