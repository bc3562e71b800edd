//! The paths of a contact of v4 that are read (`spec/contacts-v4.md`, section 2), and the place of each text.

use contacts_scanner::table::{Member, Schema, Shape, flag, list, object, text, text_or};

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
    ("id", text(ID)),
    ("createdDate", text(CREATED)),
    ("updatedDate", text(UPDATED)),
    ("info", object(INFO, FIRST_NAME, PLACES)),
    ("primaryEmail", object(PRIMARY, PRIMARY_EMAIL, ROOT_PICTURE)),
    ("picture", text_or(&[("url", text(ROOT_PICTURE))], ROOT_PICTURE)),
];

const PRIMARY: &[Member] = &[
    ("email", text(PRIMARY_EMAIL)),
    ("subscriptionStatus", text(PRIMARY_SUBSCRIPTION)),
    ("deliverabilityStatus", text(PRIMARY_DELIVERABILITY)),
];

const INFO: &[Member] = &[
    ("name", object(&[("first", text(FIRST_NAME)), ("last", text(LAST_NAME))], FIRST_NAME, PICTURE)),
    ("emails", object(&[("items", list(EMAIL, 3, EMAILS))], EMAILS, PHONES)),
    ("phones", object(&[("items", list(PHONE, 3, PHONES))], PHONES, ADDRESSES)),
    ("addresses", object(&[("items", list(ADDRESS, END_OF_ADDRESS, ADDRESSES))], ADDRESSES, EFFECTIVE_EMAIL)),
    ("company", text(COMPANY)),
    ("jobTitle", text(JOB_TITLE)),
    ("birthdate", text(BIRTHDATE)),
    ("extendedFields", object(&[("items", FIELDS)], EFFECTIVE_EMAIL, PLACES)),
    ("picture", object(&[("image", text_or(&[("url", text(PICTURE))], PICTURE))], PICTURE, JOB_TITLE)),
];

const EMAIL: &[Member] = &[("tag", text(TAG)), ("email", text(VALUE)), ("primary", flag(IS_PRIMARY))];

const PHONE: &[Member] = &[("tag", text(TAG)), ("phone", text(VALUE)), ("e164Phone", text(E164_PHONE))];

const ADDRESS: &[Member] = &[("tag", text(TAG)), ("address", object(PARTS, LINE, END_OF_ADDRESS))];

const PARTS: &[Member] = &[
    ("country", text(COUNTRY)),
    ("subdivision", text(SUBDIVISION)),
    ("city", text(CITY)),
    ("postalCode", text(POSTAL_CODE)),
    ("streetAddress", object(STREET_ADDRESS, NUMBER, CITY)),
    ("addressLine", text(LINE)),
    ("addressLine2", text(LINE_2)),
];

const STREET_ADDRESS: &[Member] =
    &[("number", text(NUMBER)), ("name", text(STREET)), ("apt", text(APARTMENT))];

const FIELDS: Schema = Schema {
    shape: Shape::ObjectWith(OVERLAY_PREFIX, OVERLAY),
    ..object(
        &[
            ("emailSubscriptions.subscriptionStatus", text(SUBSCRIPTION)),
            ("emailSubscriptions.deliverabilityStatus", text(DELIVERABILITY)),
            ("emailSubscriptions.effectiveEmail", text(EFFECTIVE_EMAIL)),
        ],
        EFFECTIVE_EMAIL,
        PLACES,
    )
};
