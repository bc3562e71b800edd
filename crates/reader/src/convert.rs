//! The rules by which a contact of v4 becomes a legacy contact, one of `Wix.Contacts` (`spec/contacts-v4.md`, section 8). A
//! value that is not a text counts as missing. So does an empty text, except in [`SCALARS`].

use contacts_scanner::{Text, Texts, is_escaped};

use crate::{
    legacy_contact::{LegacyContact, List, Scalar},
    table::*,
};

/// The tag of a date with which a birthdate is shown.
pub const BIRTHDAY: &str = "birthday";
/// The time with which it is shown.
pub const MIDNIGHT: &str = "T00:00:00.000Z";

/// The tag of an item without one, in v4.
pub const UNTAGGED: &str = "UNTAGGED";
/// The tag of an item without one, as it is shown.
pub const OTHER: &str = "other";

/// Whether a tag of v4 is shown as [`OTHER`]; else it is shown in lower case.
pub fn is_untagged(tag: &[u8]) -> bool {
    tag.is_empty() || tag == UNTAGGED.as_bytes()
}

/// Functions of the host for texts: the tables of Unicode are large.
#[derive(Clone, Copy)]
pub struct Host {
    /// Lower case of any script.
    pub lower: fn(&str) -> String,
    /// The same, without blanks around the text.
    pub normalize: fn(&str) -> String,
}

/// The scalars that are v4's text unchanged. With `true`, the member is always there: `''` where v4 has nothing. With `false`, it
/// is absent only where v4 has no text: an empty text stays `''`. A member that is also absent for an empty text has its own line
/// in [`Conversion::convert`].
const SCALARS: [(Scalar, usize, bool); 7] = [
    (Scalar::Id, ID, false),
    (Scalar::First, FIRST_NAME, true),
    (Scalar::Last, LAST_NAME, true),
    (Scalar::Role, JOB_TITLE, true),
    (Scalar::Company, COMPANY, true),
    (Scalar::CreatedAt, CREATED, false),
    (Scalar::ModifiedAt, UPDATED, false),
];

/// Statuses of v4, and their names in `Wix.Contacts`.
type Pairs = [(&'static str, &'static str)];
const EMAIL_STATUSES: &Pairs = &[("SUBSCRIBED", "recurring"), ("UNSUBSCRIBED", "optOut")];
const DELIVERY_STATUSES: &Pairs =
    &[("VALID", "VALID"), ("INACTIVE", "VALID"), ("BOUNCED", "BOUNCE"), ("SPAM_COMPLAINT", "SPAM")];

/// The texts that were read, and the legacy contact that is made from them.
pub struct Conversion<'a> {
    pub texts: &'a Texts,
    pub contact: &'a mut LegacyContact,
    pub host: Host,
}

impl Conversion<'_> {
    pub fn convert(&mut self) {
        self.contact.clear();
        for scalar in [Scalar::Prefix, Scalar::Middle, Scalar::Suffix] {
            self.contact.put(scalar, Text::EMPTY);
        }
        for (scalar, place, is_always_there) in SCALARS {
            let text = self.texts.get(place);
            self.contact.put(scalar, if is_always_there { text.or(Text::EMPTY) } else { text });
        }
        let picture = self.picture(self.texts.get(PICTURE).or(self.texts.get(ROOT_PICTURE)));
        self.contact.put(Scalar::Picture, picture);
        self.emails();
        self.phones();
        self.addresses();
        let birthdate = self.texts.get(BIRTHDATE);
        if !birthdate.is_blank() {
            let midnight = self.contact.made(MIDNIGHT);
            let item = [self.contact.made(BIRTHDAY), self.contact.joined(&[birthdate, midnight])];
            self.contact.push(List::Dates, &item);
        }
    }

    fn emails(&mut self) {
        let (primary, subscribed) = self.emails_with_statuses();
        for item in self.texts.items(EMAILS, 3) {
            // v4 has no statuses of other emails.
            let (is_primary, is_subscribed) = (primary == Some(item), subscribed == Some(item));
            let of = |is_its: bool, place| if is_its { self.texts.get(place) } else { Text::NONE };
            let subscription = of(is_subscribed, SUBSCRIPTION).or(of(is_primary, PRIMARY_SUBSCRIPTION));
            let deliverability = of(is_subscribed, DELIVERABILITY).or(of(is_primary, PRIMARY_DELIVERABILITY));
            let has_statuses = is_subscribed || !subscription.is_none() || !deliverability.is_none();
            let otherwise = if has_statuses { self.contact.made("transactional") } else { Text::NONE };
            let item = [
                self.tag(item),
                self.texts.get(item + VALUE).or(Text::EMPTY),
                self.status(subscription, EMAIL_STATUSES, otherwise),
                self.status(deliverability, DELIVERY_STATUSES, Text::NONE),
            ];
            self.contact.push(List::Emails, &item);
        }
    }

    /// The primary email, and the email that the statuses in the extended fields are about.
    pub fn emails_with_statuses(&mut self) -> (Option<usize>, Option<usize>) {
        let mut items = self.texts.items(EMAILS, 3);
        let first = items.clone().next();
        let flagged = items.find(|item| !self.texts.get(item + IS_PRIMARY).is_none());
        let primary = self.named(flagged.or(first), PRIMARY_EMAIL);
        let subscribed = if self.is_mirrored() { primary } else { self.named(primary, EFFECTIVE_EMAIL) };
        (primary, subscribed)
    }

    /// Whether the statuses in the extended fields are those of the primary email.
    fn is_mirrored(&mut self) -> bool {
        let is_same_or_missing =
            self.texts.get(DELIVERABILITY).is_none() || self.is_same(DELIVERABILITY, PRIMARY_DELIVERABILITY);
        !self.texts.get(PRIMARY_SUBSCRIPTION).is_blank()
            && self.is_same(PRIMARY_SUBSCRIPTION, SUBSCRIPTION)
            && is_same_or_missing
    }

    fn is_same(&mut self, one: usize, other: usize) -> bool {
        let [one, other] = [one, other].map(|place| self.tidy(self.texts.get(place)));
        one.is_none() == other.is_none() && self.contact.raw(one) == self.contact.raw(other)
    }

    /// The email that statuses are about: v4 may name an email other than the likely one.
    fn named(&self, likely: Option<usize>, place: usize) -> Option<usize> {
        let name = self.texts.get(place);
        let email = |item: usize| self.contact.raw(self.texts.get(item + VALUE));
        if name.is_blank() || likely.is_some_and(|item| email(item) == self.contact.raw(name)) {
            return likely;
        }
        let normalize = |text| (self.host.normalize)(&self.contact.string(text));
        let name = normalize(name);
        let is_named = |item: &usize| normalize(self.texts.get(item + VALUE)) == name;
        likely.filter(is_named).or_else(|| self.texts.items(EMAILS, 3).find(is_named)).or(likely)
    }

    fn status(&mut self, v4: Text, pairs: &Pairs, otherwise: Text) -> Text {
        let v4 = self.tidy(v4);
        let raw = self.contact.raw(v4);
        match pairs.iter().find(|(known, _)| raw == known.as_bytes()) {
            Some((_, status)) => self.contact.made(status),
            None => otherwise,
        }
    }

    fn phones(&mut self) {
        for item in self.texts.items(PHONES, 3) {
            let [phone, e164] = [VALUE, E164_PHONE].map(|place| self.texts.get(item + place));
            let item = [self.tag(item), phone.or(Text::EMPTY), e164.or(Text::NONE)];
            self.contact.push(List::Phones, &item);
        }
    }

    fn addresses(&mut self) {
        for item in self.texts.items(ADDRESSES, END_OF_ADDRESS) {
            let part = |place| self.texts.get(item + place).or(Text::NONE);
            let street = self.join(&[part(NUMBER), part(STREET), part(APARTMENT)], " ");
            let item = [
                self.tag(item),
                self.join(&[part(LINE).or(street), part(LINE_2)], ", "),
                Text::NONE,
                part(CITY),
                self.region(part(SUBDIVISION), part(COUNTRY)),
                part(COUNTRY),
                part(POSTAL_CODE),
            ];
            self.contact.push(List::Addresses, &item);
        }
    }

    /// A subdivision without its country: `CA` for `US-CA`.
    fn region(&mut self, subdivision: Text, country: Text) -> Text {
        let [subdivision, country] = [subdivision, country].map(|text| self.tidy(text));
        let raw = self.contact.raw(subdivision);
        let Some(dash) = raw.iter().position(|byte| *byte == b'-') else { return subdivision };
        let is_its_own = country.is_blank() || raw.get(..dash) == Some(self.contact.raw(country));
        match subdivision.from(dash + 1) {
            _ if !is_its_own => subdivision,
            region if region.is_blank() => Text::NONE,
            region => self.contact.joined(&[region]),
        }
    }

    /// The URL of a picture that a page can show. Wix has its own form for the media of a site, which the media module of
    /// @wix/sdk 1.21.16 reads: `wix:image://v1/<id>/<file name>#originWidth=…`, once without `wix:`.
    fn picture(&mut self, url: Text) -> Text {
        let url = self.tidy(url);
        let raw = self.contact.raw(url);
        let media = raw.strip_prefix(b"wix:").unwrap_or(raw);
        for (kind, folder) in [("image://v1/", "media/"), ("vector://v1/", "shapes/")] {
            let Some(rest) = media.strip_prefix(kind.as_bytes()) else { continue };
            let end = rest.iter().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(rest.len());
            let id = url.from(raw.len() - rest.len()).first(end);
            if !id.is_blank() {
                let address = ["https://static.wixstatic.com/", folder].map(|part| self.contact.made(part));
                let [site, folder] = address;
                return self.contact.joined(&[site, folder, id]);
            }
        }
        url.or(Text::NONE)
    }

    fn tag(&mut self, item: usize) -> Text {
        let tag = self.tidy(self.texts.get(item + TAG));
        let raw = self.contact.raw(tag);
        if is_untagged(raw) {
            self.contact.made(OTHER)
        } else if raw.iter().all(|byte| matches!(byte, b'A'..=b'Z' | b'_')) {
            self.contact.ascii_lower(tag)
        } else {
            let tag = (self.host.lower)(&self.contact.string(tag));
            self.contact.made(&tag)
        }
    }

    /// Joins the texts that are not empty.
    fn join(&mut self, parts: &[Text], separator: &str) -> Text {
        let mut joined = Text::NONE;
        for part in parts.iter().filter(|part| !part.is_blank()) {
            joined = if joined.is_none() {
                *part
            } else {
                let separator = self.contact.made(separator);
                self.contact.joined(&[joined, separator, *part])
            };
        }
        joined
    }

    /// A text without unnecessary escapes, so that equal texts have equal bytes.
    fn tidy(&mut self, text: Text) -> Text {
        if !is_escaped(self.contact.raw(text)) {
            return text;
        }
        let plain = self.contact.string(text);
        self.contact.made(&plain)
    }
}
