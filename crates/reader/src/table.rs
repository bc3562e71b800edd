//! The paths of a contact of v4 that are read (`spec/contacts-v4.md`, section 2), and the place of each text.

use contacts_scanner::table::{Member, SKIPPED, Schema, Shape, flag, key, list, object, text, text_or};

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
    (key("id"), text(ID)),
    (key("revision"), SKIPPED),
    (key("createdDate"), text(CREATED)),
    (key("updatedDate"), text(UPDATED)),
    (key("info"), object(INFO, FIRST_NAME, PLACES)),
    (key("primaryEmail"), object(PRIMARY, PRIMARY_EMAIL, ROOT_PICTURE)),
    (key("picture"), text_or(&[(key("url"), text(ROOT_PICTURE))], ROOT_PICTURE)),
];

const PRIMARY: &[Member] = &[
    (key("email"), text(PRIMARY_EMAIL)),
    (key("subscriptionStatus"), text(PRIMARY_SUBSCRIPTION)),
    (key("deliverabilityStatus"), text(PRIMARY_DELIVERABILITY)),
];

const INFO: &[Member] = &[
    (
        key("name"),
        object(&[(key("first"), text(FIRST_NAME)), (key("last"), text(LAST_NAME))], FIRST_NAME, PICTURE),
    ),
    (key("emails"), object(&[(key("items"), list(EMAIL, 3, EMAILS))], EMAILS, PHONES)),
    (key("phones"), object(&[(key("items"), list(PHONE, 3, PHONES))], PHONES, ADDRESSES)),
    (
        key("addresses"),
        object(&[(key("items"), list(ADDRESS, END_OF_ADDRESS, ADDRESSES))], ADDRESSES, EFFECTIVE_EMAIL),
    ),
    (key("company"), text(COMPANY)),
    (key("jobTitle"), text(JOB_TITLE)),
    (key("birthdate"), text(BIRTHDATE)),
    (key("extendedFields"), object(&[(key("items"), FIELDS)], EFFECTIVE_EMAIL, PLACES)),
    (
        key("picture"),
        object(&[(key("image"), text_or(&[(key("url"), text(PICTURE))], PICTURE))], PICTURE, JOB_TITLE),
    ),
];

const EMAIL: &[Member] = &[
    (key("id"), SKIPPED),
    (key("tag"), text(TAG)),
    (key("email"), text(VALUE)),
    (key("primary"), flag(IS_PRIMARY)),
];

const PHONE: &[Member] = &[
    (key("id"), SKIPPED),
    (key("tag"), text(TAG)),
    (key("countryCode"), SKIPPED),
    (key("phone"), text(VALUE)),
    (key("e164Phone"), text(E164_PHONE)),
    (key("formattedPhone"), SKIPPED),
    (key("primary"), SKIPPED),
];

const ADDRESS: &[Member] =
    &[(key("id"), SKIPPED), (key("tag"), text(TAG)), (key("address"), object(PARTS, LINE, END_OF_ADDRESS))];

const PARTS: &[Member] = &[
    (key("country"), text(COUNTRY)),
    (key("subdivision"), text(SUBDIVISION)),
    (key("city"), text(CITY)),
    (key("postalCode"), text(POSTAL_CODE)),
    (key("streetAddress"), object(STREET_ADDRESS, NUMBER, CITY)),
    (key("addressLine"), text(LINE)),
    (key("addressLine2"), text(LINE_2)),
    (key("formattedAddress"), SKIPPED),
];

const STREET_ADDRESS: &[Member] =
    &[(key("number"), text(NUMBER)), (key("name"), text(STREET)), (key("apt"), text(APARTMENT))];

const FIELDS: Schema = Schema {
    shape: Shape::ObjectWith(OVERLAY_PREFIX, OVERLAY),
    ..object(
        &[
            (key("contacts.displayByFirstName"), SKIPPED),
            (key("contacts.displayByLastName"), SKIPPED),
            (key("emailSubscriptions.deliverabilityStatus"), text(DELIVERABILITY)),
            (key("emailSubscriptions.effectiveEmail"), text(EFFECTIVE_EMAIL)),
            (key("emailSubscriptions.subscriptionStatus"), text(SUBSCRIPTION)),
        ],
        EFFECTIVE_EMAIL,
        PLACES,
    )
};
