//! Fake contacts: believable, in many languages and scripts, some with little, some with much. The same number always
//! gives the same contact, whose dates are counted back from the end of all.

mod cultures;
mod portrait;

use chacha20::ChaCha8Rng;
use cultures::{CULTURES, Culture};
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use serde_json::{Map, Value, json};

use crate::{
    clock::{self, Millis},
    contact::{
        Address, AddressItem, Contact, Email, ExtendedFields, Info, Items, LastActivity, Name, Phone, derive,
    },
    store::{
        extended_fields::{DataType, Field},
        labels::Label,
        subscriptions::Subscription,
    },
};

const SEED: u64 = 0x57_69_78;
const DAY: Millis = 86_400_000;
/// How long before the end the first of them came.
const SPAN: Millis = 3647 * DAY;
const DOMAINS: [&str; 4] = ["example.com", "example.org", "example.net", "mail.example.com"];
const LABELS: [(&str, &str); 6] = [
    ("custom.vip", "VIP"),
    ("custom.new-lead", "New Lead"),
    ("custom.newsletter", "Newsletter"),
    ("custom.wholesale", "Wholesale"),
    ("custom.לקוחות-חוזרים", "לקוחות חוזרים"),
    ("custom.colleagues", "Colleagues"),
];
const FIELDS: [(&str, &str, DataType); 4] = [
    ("custom.favourite-colour", "Favourite colour", DataType::Text),
    ("custom.visits", "Visits", DataType::Number),
    ("custom.website", "Website", DataType::Url),
    ("custom.anniversary", "Anniversary", DataType::Date),
];
const COLOURS: [&str; 5] = ["Blue", "Green", "Saffron", "Petrol", "Rosé"];
const SOURCES: [&str; 6] =
    ["WIX_FORMS", "IMPORT", "ADMIN", "WIX_STORES", "WIX_BOOKINGS", "WIX_EMAIL_MARKETING"];

/// The labels that fake contacts have.
pub fn site_labels() -> Vec<Label> {
    LABELS.iter().map(|(key, name)| Label::custom((*key).to_owned(), (*name).to_owned())).collect()
}

/// The extended fields that fake contacts have.
pub fn site_fields() -> Vec<Field> {
    FIELDS
        .iter()
        .map(|(key, name, kind)| Field::custom((*key).to_owned(), (*name).to_owned(), *kind))
        .collect()
}

/// When a contact came.
#[derive(Clone, Copy, Debug)]
pub enum Arrival {
    /// Some time before this one.
    Before(Millis),
    /// At this very moment.
    At(Millis),
}

/// The contact with a number, and what is known of the primary email if that is something.
pub fn contact(number: usize, arrival: Arrival) -> (Contact, Option<Subscription>) {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(SEED.wrapping_add(number as u64)));
    let culture = dice.pick(&CULTURES);
    let (Some(culture), id) = (culture, dice.guid()) else { return Default::default() };
    let before = dice.before(number);
    let (created, end) = match arrival {
        Arrival::Before(end) => (end - before, end),
        Arrival::At(end) => (end, end),
    };
    let info = dice.info(culture, number);
    let mut contact = Contact::new(id, created, json!({}), info);
    contact.source = Some(json!({ "sourceType": dice.text(&SOURCES) }));
    let changes = if dice.chance(30) { dice.0.random_range(1..9) } else { 0 };
    if changes > 0 {
        contact.touch(dice.after(created, end));
        contact.revision += changes - 1;
    }
    if dice.chance(25) {
        contact.last_activity = Some(LastActivity {
            activity_date: clock::to_millis_text(dice.after(created, end)),
            activity_type: dice.text(&[
                "FORM_SUBMITTED",
                "ECOM_PURCHASE",
                "SHOUTOUT_OPEN",
                "BOOKINGS_APPOINTMENT",
            ]),
            description: None,
        });
    }
    derive::normalize(&mut contact, true);
    let subscription = dice.subscription(&contact);
    let mut known: Vec<_> =
        contact.info.emails().iter().map(|item| Subscription::unknown(&item.email)).collect();
    if let (Some(first), Some(subscription)) = (known.first_mut(), &subscription) {
        *first = subscription.clone();
    }
    derive::derive(&mut contact, &known);
    (contact, subscription)
}

/// The random choices for one contact.
struct Dice(ChaCha8Rng);

impl Dice {
    fn chance(&mut self, percent: u32) -> bool {
        self.0.random_ratio(percent, 100)
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.choose(&mut self.0)
    }

    fn text(&mut self, items: &[&str]) -> String {
        self.pick(items).copied().unwrap_or_default().to_owned()
    }

    /// A pattern with a digit for each #.
    fn digits(&mut self, pattern: &str) -> String {
        pattern
            .chars()
            .map(|letter| if letter == '#' { char::from(self.0.random_range(b'0'..=b'9')) } else { letter })
            .collect()
    }

    fn guid(&mut self) -> String {
        uuid::Builder::from_random_bytes(self.0.random()).into_uuid().to_string()
    }

    /// How long before the end: up to ten years, few of them that long; every twentieth came with an import of many at
    /// the same moment.
    fn before(&mut self, number: usize) -> Millis {
        if number.is_multiple_of(20) {
            let import = Millis::try_from(number / 200 % 50).unwrap_or(0);
            return SPAN - import * 60 * DAY;
        }
        self.0.random_range(0..SPAN).min(self.0.random_range(0..SPAN))
    }

    fn after(&mut self, date: Millis, end: Millis) -> Millis {
        (date + self.0.random_range(0..200 * DAY)).min(end)
    }

    fn info(&mut self, culture: &Culture, number: usize) -> Info {
        let (first, first_latin) = spellings(self.text(culture.first));
        let (last, last_latin) = spellings(self.text(culture.last));
        let has_last = self.chance(92);
        let latin: String = format!("{first_latin}.{last_latin}").to_lowercase();
        let latin: String =
            latin.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '.').collect();
        let emails = self.emails(&latin, number);
        let phones = self.phones(culture);
        let nameless = self.chance(6) && !(emails.is_empty() && phones.is_empty());
        Info {
            name: (!nameless).then(|| Name { first: Some(first), last: has_last.then_some(last) }),
            emails: filled(emails),
            phones: filled(phones),
            addresses: filled(self.addresses(culture)),
            company: self.chance(45).then(|| self.text(culture.companies)),
            job_title: self.chance(40).then(|| self.text(culture.jobs)),
            birthdate: self.chance(30).then(|| self.birthdate()),
            locale: self.chance(60).then(|| culture.locale.to_owned()),
            label_keys: filled(self.labels()),
            extended_fields: self.extended_fields(&latin),
            picture: self.chance(20).then(|| {
                let url = portrait::data_url(self.0.random_range(0..360), self.0.random_range(0..3));
                json!({ "image": { "url": url, "height": 64, "width": 64 }, "imageProvider": "EXTERNAL" })
            }),
            ..Info::default()
        }
    }

    fn emails(&mut self, latin: &str, number: usize) -> Vec<Email> {
        let count = match self.0.random_range(0..100) {
            0..12 => 0,
            12..82 => 1,
            82..97 => 2,
            _ => 4,
        };
        let mut email = |index: usize| Email {
            id: Some(self.guid()),
            tag: Some(self.text(&["UNTAGGED", "MAIN", "HOME", "WORK"])),
            email: match index {
                0 => format!("{latin}{number}@{}", self.text(&DOMAINS)),
                index => format!("{latin}{number}.{index}@{}", self.text(&DOMAINS)),
            },
            primary: None,
        };
        (0..count).map(&mut email).collect()
    }

    fn phones(&mut self, culture: &Culture) -> Vec<Phone> {
        let count = [0, 1, 1, 1, 2].get(self.0.random_range(0..5_usize)).copied().unwrap_or(1);
        let mut phone = |_| Phone {
            id: Some(self.guid()),
            tag: Some(self.text(&["UNTAGGED", "MAIN", "HOME", "MOBILE", "WORK", "FAX"])),
            country_code: self.chance(80).then(|| culture.country.to_owned()),
            phone: {
                let pattern = self.text(culture.phones);
                self.digits(&pattern)
            },
            ..Phone::default()
        };
        (0..count).map(&mut phone).collect()
    }

    fn addresses(&mut self, culture: &Culture) -> Vec<AddressItem> {
        let count = [0, 0, 1, 1, 2].get(self.0.random_range(0..5_usize)).copied().unwrap_or(1);
        let mut address = |_| {
            let (city, subdivision, postal) = self.pick(culture.cities).copied().unwrap_or_default();
            let street = self.text(culture.streets);
            let number = self.0.random_range(1..180);
            let line = match culture.country {
                "US" | "GB" | "FR" | "IN" | "TH" => format!("{number} {street}"),
                "JP" | "CN" | "KR" => format!("{street}{number}"),
                _ => format!("{street} {number}"),
            };
            let address = Address {
                country: Some(culture.country.to_owned()),
                subdivision: Some(subdivision).filter(|code| !code.is_empty()).map(str::to_owned),
                city: Some(city.to_owned()),
                postal_code: Some(self.digits(postal)),
                address_line: Some(line),
                address_line2: self.chance(15).then(|| format!("Apt {}", self.0.random_range(1..40))),
                ..Address::default()
            };
            let tag = Some(self.text(&["UNTAGGED", "HOME", "WORK", "BILLING", "SHIPPING"]));
            AddressItem { id: Some(self.guid()), tag, address }
        };
        (0..count).map(&mut address).collect()
    }

    fn birthdate(&mut self) -> String {
        let (year, month, day) =
            (self.0.random_range(1938..2008), self.0.random_range(1..=12), self.0.random_range(1..=28));
        format!("{year}-{month:02}-{day:02}")
    }

    fn labels(&mut self) -> Vec<String> {
        let mut keys = Vec::new();
        if self.chance(35) {
            keys.push("contacts.customers".to_owned());
        }
        if self.chance(25) {
            keys.push("contacts.contacted-me".to_owned());
        }
        for (position, (key, _)) in (1_u32..).zip(LABELS) {
            if self.chance(20 / position) {
                keys.push(key.to_owned());
            }
        }
        keys
    }

    fn extended_fields(&mut self, latin: &str) -> Option<ExtendedFields> {
        let mut items = Map::new();
        if self.chance(15) {
            items.insert("custom.favourite-colour".to_owned(), Value::from(self.text(&COLOURS)));
        }
        if self.chance(15) {
            items.insert("custom.visits".to_owned(), Value::from(self.0.random_range(1..60)));
        }
        if self.chance(5) {
            items.insert("custom.website".to_owned(), Value::from(format!("https://{latin}.example.com")));
        }
        if self.chance(5) {
            items.insert("custom.anniversary".to_owned(), Value::from(self.birthdate()));
        }
        (!items.is_empty()).then_some(ExtendedFields { items })
    }

    fn subscription(&mut self, contact: &Contact) -> Option<Subscription> {
        let email = contact.info.emails().first()?;
        let (subscription, deliverability) = match self.0.random_range(0..100) {
            0..40 => ("SUBSCRIBED", "VALID"),
            40..48 => ("UNSUBSCRIBED", "VALID"),
            48..53 => ("PENDING", "NOT_SET"),
            53..56 => ("SUBSCRIBED", "BOUNCED"),
            56..58 => ("SUBSCRIBED", "INACTIVE"),
            58..59 => ("UNSUBSCRIBED", "SPAM_COMPLAINT"),
            _ => return None,
        };
        let dates = Some(contact.updated_date.clone());
        Some(Subscription {
            id: Some(self.guid()),
            created_date: dates.clone(),
            updated_date: dates,
            ..Subscription::of(&email.email, subscription, deliverability)
        })
    }
}

/// A name, and how an email address spells it.
fn spellings(name: String) -> (String, String) {
    match name.split_once('=') {
        Some((native, latin)) => (native.to_owned(), latin.to_owned()),
        None => (name.clone(), name),
    }
}

fn filled<T>(items: Vec<T>) -> Option<Items<T>> {
    (!items.is_empty()).then(|| Items::of(items))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::contact::validate;

    const END: Arrival = Arrival::Before(1_767_000_000_000);

    #[test]
    fn a_number_always_gives_the_same_contact() {
        assert_eq!(contact(7, END), contact(7, END));
        assert_ne!(contact(7, END).0.id, contact(8, END).0.id);
    }

    #[test]
    fn dates_are_counted_back_from_the_end() {
        let date = |text: &str| clock::parse(text).unwrap();
        for number in 0..200 {
            let (mut then, mut now) =
                (contact(number, Arrival::Before(0)).0, contact(number, Arrival::Before(7 * DAY)).0);
            assert_eq!(date(&now.created_date) - date(&then.created_date), 7 * DAY);
            assert!(date(&now.created_date) <= date(&now.updated_date) && date(&now.updated_date) <= 7 * DAY);
            for contact in [&mut then, &mut now] {
                contact.last_activity = None;
                (contact.created_date, contact.updated_date) = (String::new(), String::new());
            }
            assert_eq!(then, now, "the contact stays the same");
        }
        let newest = contact(3, Arrival::At(7 * DAY)).0;
        assert_eq!((date(&newest.created_date), date(&newest.updated_date)), (7 * DAY, 7 * DAY));
    }

    #[test]
    fn fake_contacts_are_valid_with_emails_of_their_own() {
        let mut emails = HashSet::new();
        for (contact, _) in (0..2000).map(|number| contact(number, END)) {
            validate::parse_info(&serde_json::to_value(&contact.info).unwrap()).unwrap();
            assert!(contact.info.is_sufficient());
            for item in contact.info.emails() {
                assert!(emails.insert(item.email.clone()), "{}", item.email);
            }
        }
    }

    #[test]
    fn every_country_s_phones_are_valid() {
        for culture in &CULTURES {
            for pattern in culture.phones {
                let mut phone = Phone {
                    country_code: Some(culture.country.to_owned()),
                    phone: pattern.replace('#', "4"),
                    ..Phone::default()
                };
                phone.normalize();
                assert!(phone.e164_phone.is_some(), "{} {pattern}", culture.country);
            }
        }
    }
}
