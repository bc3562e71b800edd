//! The paths of a contact of v4 that are read (`spec/contacts-v4.md`, section 2), and the place of each text.

use contacts_scanner::table::{Member, Shape, flag, list, object, skipped, text, text_or};

/// The start of the value of the extended field that stores an overlay.
pub const OVERLAY_PREFIX: &str = r#"{"wixContacts":1,"#;

// The places of a contact. Reading an object first clears all places in its range, so a place must not be in the range of another
// object beside its own.
pub const ID: usize = 0;
pub const CREATED: usize = 1;
pub const UPDATED: usize = 2;
pub const PRIMARY_EMAIL: usize = 3;
pub const PRIMARY_SUBSCRIPTION: usize = 4;
pub const PRIMARY_DELIVERABILITY: usize = 5;
pub const ROOT_PICTURE: usize = 6;
// The places of its info, from here to the end.
pub const FIRST_NAME: usize = 7;
pub const LAST_NAME: usize = 8;
pub const PICTURE: usize = 9;
pub const JOB_TITLE: usize = 10;
pub const COMPANY: usize = 11;
pub const BIRTHDATE: usize = 12;
pub const EMAILS: usize = 13;
pub const PHONES: usize = 14;
pub const ADDRESSES: usize = 15;
pub const EFFECTIVE_EMAIL: usize = 16;
pub const SUBSCRIPTION: usize = 17;
pub const DELIVERABILITY: usize = 18;
/// The overlay: the values that v4 has no field for (`contacts_rules::overlay`).
pub const OVERLAY: usize = 19;
pub const PLACES: usize = 20;

// The places of an item.
pub const TAG: usize = 0;
/// The email, or the phone.
pub const VALUE: usize = 1;
pub const IS_PRIMARY: usize = 2;
pub const E164_PHONE: usize = 2;
pub const LINE: usize = 1;
pub const LINE_2: usize = 2;
pub const NUMBER: usize = 3;
pub const STREET: usize = 4;
pub const APARTMENT: usize = 5;
pub const CITY: usize = 6;
pub const SUBDIVISION: usize = 7;
pub const COUNTRY: usize = 8;
pub const POSTAL_CODE: usize = 9;
pub const END_OF_ADDRESS: usize = 10;

pub const CONTACT: &[Member] = &[
    text("id", ID),
    skipped("revision"),
    text("createdDate", CREATED),
    text("updatedDate", UPDATED),
    object("info", INFO, FIRST_NAME, PLACES),
    object("primaryEmail", PRIMARY, PRIMARY_EMAIL, ROOT_PICTURE),
    text_or("picture", &[text("url", ROOT_PICTURE)], ROOT_PICTURE),
];

const PRIMARY: &[Member] = &[
    text("email", PRIMARY_EMAIL),
    text("subscriptionStatus", PRIMARY_SUBSCRIPTION),
    text("deliverabilityStatus", PRIMARY_DELIVERABILITY),
];

const INFO: &[Member] = &[
    object("name", &[text("first", FIRST_NAME), text("last", LAST_NAME)], FIRST_NAME, PICTURE),
    object("emails", &[list("items", EMAIL, 3, EMAILS)], EMAILS, PHONES),
    object("phones", &[list("items", PHONE, 3, PHONES)], PHONES, ADDRESSES),
    object("addresses", &[list("items", ADDRESS, END_OF_ADDRESS, ADDRESSES)], ADDRESSES, EFFECTIVE_EMAIL),
    text("company", COMPANY),
    text("jobTitle", JOB_TITLE),
    text("birthdate", BIRTHDATE),
    object("extendedFields", &[FIELDS], EFFECTIVE_EMAIL, PLACES),
    object("picture", &[text_or("image", &[text("url", PICTURE)], PICTURE)], PICTURE, JOB_TITLE),
];

const EMAIL: &[Member] =
    &[skipped("id"), text("tag", TAG), text("email", VALUE), flag("primary", IS_PRIMARY)];

const PHONE: &[Member] = &[
    skipped("id"),
    text("tag", TAG),
    skipped("countryCode"),
    text("phone", VALUE),
    text("e164Phone", E164_PHONE),
    skipped("formattedPhone"),
    skipped("primary"),
];

const ADDRESS: &[Member] = &[skipped("id"), text("tag", TAG), object("address", PARTS, LINE, END_OF_ADDRESS)];

const PARTS: &[Member] = &[
    text("country", COUNTRY),
    text("subdivision", SUBDIVISION),
    text("city", CITY),
    text("postalCode", POSTAL_CODE),
    object("streetAddress", STREET_ADDRESS, NUMBER, CITY),
    text("addressLine", LINE),
    text("addressLine2", LINE_2),
    skipped("formattedAddress"),
];

const STREET_ADDRESS: &[Member] = &[text("number", NUMBER), text("name", STREET), text("apt", APARTMENT)];

const FIELDS: Member = Member {
    shape: Shape::ObjectWith(OVERLAY_PREFIX, OVERLAY),
    ..object(
        "items",
        &[
            skipped("contacts.displayByFirstName"),
            skipped("contacts.displayByLastName"),
            text("emailSubscriptions.deliverabilityStatus", DELIVERABILITY),
            text("emailSubscriptions.effectiveEmail", EFFECTIVE_EMAIL),
            text("emailSubscriptions.subscriptionStatus", SUBSCRIPTION),
        ],
        EFFECTIVE_EMAIL,
        PLACES,
    )
};
