//! The shapes of requests and responses (spec/contacts-v4.md section 2).

use serde_json::{Value, json};

use super::schema::{
    Noted, any_of, boolean, count, filled_text, items, list, list_of, object, of_type, one_of, open_object,
    or_null, reference, text, text_of,
};
use crate::{
    contact::validate::{ADDRESS_TAGS, EMAIL_TAGS, IMAGE_PROVIDERS, MAX_ITEMS, MAX_LABELS, PHONE_TAGS},
    query::projection,
    routes::subscriptions::{DELIVERABILITY_STATUSES, MAX_SUBSCRIPTIONS, SUBSCRIPTION_STATUSES},
};

const FIELDSETS: &[&str] = &["BASIC", "COMMUNICATION_DETAILS", "EXTENDED", "FULL"];
pub const LABEL_TYPES: &[&str] = &["SYSTEM", "USER_DEFINED", "WIX_APP_DEFINED"];
pub const FIELD_TYPES: &[&str] = &["SYSTEM", "USER_DEFINED"];
pub const DATA_TYPES: &[&str] = &["TEXT", "NUMBER", "DATE", "URL"];
/// Of contacts; that of an address is never `NO_SUBSCRIPTION_STATUS`.
const CONTACT_SUBSCRIPTION_STATUSES: &[&str] =
    &["NO_SUBSCRIPTION_STATUS", "NOT_SET", "PENDING", "SUBSCRIBED", "UNSUBSCRIBED"];
const ORDERS: &[&str] = &["ASC", "DESC"];
const PHONE_DELIVERABILITY: &[&str] = &["NO_PHONE_DELIVERABILITY_STATUS", "NOT_SET"];
const FACET_TYPES: &[&str] =
    &["UNKNOWN", "ALL_CONTACTS", "NOT_LABELED", "LABEL", "SUBSCRIPTION_STATUS", "MEMBERSHIP_STATUS"];
const JOB_TYPES: &[&str] =
    &["UNKNOWN_TYPE", "DELETE", "UPDATE", "ADD_LABELS", "REMOVE_LABELS", "ADD_REMOVE_LABELS"];
const JOB_STATUSES: &[&str] = &["UNKNOWN_STATUS", "NEW", "LOADING", "RUNNING", "COMPLETED", "INDEXING"];
const FILTER: &str = "Members are joined by and. A member is a field with a value (equal; null is missing) or with \
     operators: $eq, $ne, $gt, $gte, $lt, $lte, $in, $nin, $exists, $startsWith (or $begins), $hasSome, $hasAll; or it is $and or \
     $or (lists of filters) or $not (a filter).";

/// Every schema by its name.
pub fn all() -> Value {
    let groups = [common(), contact(), info(), queries(), site(), changes(), local()];
    Value::Object(groups.into_iter().flatten().map(|(name, schema)| (name.to_owned(), schema)).collect())
}

type Group = Vec<(&'static str, Value)>;

fn common() -> Group {
    let violation = object([
        ("field!", text().with("examples", json!(["info.company"]))),
        ("description!", text()),
        ("violatedRule!", text().with("examples", json!(["MAX_LENGTH"]))),
        ("data", of_type("object")),
    ]);
    let application = object([
        ("code!", text().with("examples", json!(["CONTACT_NOT_FOUND"]))),
        ("description!", text()),
        ("data!", of_type("object")),
    ]);
    let details = object([
        ("applicationError", application),
        ("validationError", object([("fieldViolations!", list(violation))])),
    ]);
    vec![
        ("DateTime", text().with("format", json!("date-time")).note("In UTC.")),
        (
            "Error",
            object([("message!", text()), ("details!", details.note("Empty if the error is neither."))]),
        ),
        ("Nothing", object([])),
        (
            "PagingMetadata",
            object([
                ("count!", count().note("Items in this response.")),
                ("offset!", count()),
                ("total", count().note("Matches in all; absent if tooManyToCount.")),
                ("tooManyToCount", boolean()),
                ("hasNext", boolean()),
            ]),
        ),
        (
            "Revision",
            any_of([count(), text().with("pattern", json!("^[0-9]+$"))])
                .note("That of the last read; a number or its decimal text."),
        ),
    ]
}

fn contact() -> Group {
    let source = object([("sourceType", text()), ("appId", text()), ("wixAppId", text())]);
    let activity = object([
        ("activityDate!", reference("DateTime")),
        ("activityType!", text().with("examples", json!(["CONTACT_CREATED"]))),
        ("description", text()),
    ]);
    let primary_info = object([("email", text()), ("phone", text())]);
    let e164 = text().with("pattern", json!("^\\+[1-9][0-9]{3,14}$"));
    vec![
        (
            "Contact",
            object([
                ("id!", text().note("A GUID.").read_only()),
                ("revision!", count().note("One more with each change.").read_only()),
                ("source", source.read_only()),
                ("createdDate", reference("DateTime").read_only()),
                ("updatedDate", reference("DateTime").read_only()),
                ("lastActivity", activity.read_only()),
                ("primaryInfo", primary_info.note("Absent without an email and a phone.").read_only()),
                ("picture", of_type("object").with("deprecated", json!(true)).note("See info.picture.")),
                ("info", reference("ContactInfo")),
                ("primaryEmail", reference("PrimaryEmail").read_only()),
                ("primaryPhone", reference("PrimaryPhone").read_only()),
                ("memberInfo", of_type("object").note("Of site members.").read_only()),
                ("segments", json!({}).read_only()),
            ])
            .note("fields and fieldsets choose what is answered; id and revision always are."),
        ),
        ("ContactResponse", object([("contact!", reference("Contact"))])),
        ("DeliverabilityStatus", one_of(DELIVERABILITY_STATUSES)),
        ("E164Phone", e164.note("Absent if countryCode and phone make no valid number.").read_only()),
        (
            "PrimaryEmail",
            object([
                ("email!", text()),
                ("subscriptionStatus", reference("SubscriptionStatus")),
                ("deliverabilityStatus", reference("DeliverabilityStatus")),
            ]),
        ),
        (
            "PrimaryPhone",
            object([
                ("countryCode", text()),
                ("e164Phone", reference("E164Phone")),
                ("formattedPhone", text()),
                ("subscriptionStatus", reference("SubscriptionStatus")),
                ("deliverabilityStatus", one_of(PHONE_DELIVERABILITY)),
                ("phone!", text()),
            ]),
        ),
        ("SubscriptionStatus", one_of(CONTACT_SUBSCRIPTION_STATUSES)),
    ]
}

/// The members of `info`.
fn info_members() -> [(&'static str, Value); 13] {
    [
        ("name", object([("first", text_of(1000)), ("last", text_of(1000))])),
        ("emails", items(MAX_ITEMS, reference("Email"))),
        ("phones", items(MAX_ITEMS, reference("Phone"))),
        ("addresses", items(MAX_ITEMS, reference("AddressItem"))),
        ("company", text_of(1000)),
        ("jobTitle", text_of(1000)),
        ("birthdate", text().with("format", json!("date"))),
        ("locale", text().note("A BCP 47 tag, kept in lower case.")),
        ("labelKeys", items(MAX_LABELS, text().note("The key of a label that exists."))),
        ("extendedFields", extended_values(json!({ "type": ["string", "number", "boolean"] }))),
        ("locations", items(MAX_ITEMS, text())),
        ("assignedUserIds", items(MAX_ITEMS, text())),
        ("picture", reference("Picture")),
    ]
}

fn extended_values(value: Value) -> Value {
    let values = of_type("object").with("additionalProperties", value);
    object([("items", values.note("By the key of the field, such as custom.shoe-size."))])
}

fn info() -> Group {
    let primary = boolean()
        .note("True of one at most, which is answered first; without any, the first one is primary.");
    let country = text().note("ISO 3166-1 alpha-2.");
    let street = object([
        ("number", text_of(100)),
        ("name", text_of(1000)),
        ("apt", text_of(100)),
        ("formattedAddressLine", text()),
    ]);
    let degrees = json!({ "type": ["number", "string"] });
    let clearing = info_members().map(|(name, schema)| match name {
        "name" => {
            let parts = ["first", "last"].map(|part| (part, or_null(text_of(1000))));
            (name, or_null(object(parts)))
        }
        "extendedFields" => {
            (name, or_null(extended_values(json!({ "type": ["string", "number", "boolean", "null"] }))))
        }
        _ => (name, or_null(schema)),
    });
    vec![
        (
            "Address",
            object([
                ("country", country.clone()),
                ("subdivision", text_of(100).note("ISO 3166-2; the country before the hyphen may be left out.")),
                ("city", text_of(1000)),
                ("postalCode", text_of(100)),
                ("streetAddress", street),
                ("addressLine", text_of(1000).note("In place of streetAddress.")),
                ("addressLine2", text_of(1000)),
                ("formattedAddress", text_of(2000).note("Made from the rest, unless it is given.")),
                ("hint", text_of(200)),
                ("geocode", object([("latitude", degrees.clone()), ("longitude", degrees)])),
                ("countryFullname", text().read_only()),
                ("subdivisions", list(of_type("object")).read_only()),
            ]),
        ),
        (
            "AddressItem",
            object([
                ("id", text().read_only()),
                ("tag", one_of(ADDRESS_TAGS)),
                ("address", reference("Address")),
            ]),
        ),
        (
            "ContactInfo",
            object(info_members()).note("A contact needs a name, an email or a phone."),
        ),
        (
            "ContactInfoChanges",
            object(clearing).note(
                "What is left out stays, and null clears. Lists are replaced; names and extended fields are set part \
                 by part.",
            ),
        ),
        (
            "Email",
            object([
                ("id", text().read_only()),
                ("tag", one_of(EMAIL_TAGS)),
                ("email!", filled_text(320)),
                ("primary", primary.clone()),
            ]),
        ),
        (
            "Phone",
            object([
                ("id", text().read_only()),
                ("tag", one_of(PHONE_TAGS)),
                ("countryCode", country),
                ("phone!", filled_text(50).note("Kept as it is written.")),
                ("e164Phone", reference("E164Phone")),
                ("formattedPhone", text().read_only()),
                ("primary", primary),
            ]),
        ),
        (
            "Picture",
            open_object([
                (
                    "image",
                    open_object([
                        ("id", text()),
                        ("url", text()),
                        ("height", count()),
                        ("width", count()),
                        ("altText", text()),
                        ("filename", text()),
                    ]),
                ),
                ("imageProvider", one_of(IMAGE_PROVIDERS)),
            ]),
        ),
    ]
}

fn queries() -> Group {
    let sort = any_of([list(reference("Sort")), reference("Sort")]).note("Of a list, the first counts.");
    let page = |name: &'static str, items: &str| {
        object([(name, list(reference(items))), ("pagingMetadata!", reference("PagingMetadata"))])
    };
    let examples = json!([
        { "info.labelKeys": { "$hasSome": ["contacts.customers"] } },
        { "$or": [{ "info.name.first": { "$startsWith": "Ad" } }, { "info.company": null }] },
    ]);
    vec![
        ("ContactPage", page("contacts!", "Contact")),
        ("Field", one_of(projection::FIELDS)),
        ("Fieldset", one_of(FIELDSETS)),
        ("Filter", of_type("object").note(FILTER).with("examples", examples)),
        (
            "ItemQuery",
            object([
                (
                    "query",
                    object([
                        ("filter", reference("Filter")),
                        ("sort", sort.clone()),
                        ("paging", reference("Paging")),
                    ]),
                ),
                ("language", text().note("Passed over.")),
            ]),
        ),
        (
            "Paging",
            object([
                ("limit", count().with("default", json!(50)).with("maximum", json!(1000))),
                ("offset", count().with("default", json!(0))),
            ]),
        ),
        (
            "Query",
            object([
                ("filter", reference("Filter")),
                ("sort", sort),
                ("paging", reference("Paging")),
                ("fields", list_of(100, reference("Field"))),
                ("fieldsets", list_of(10, reference("Fieldset"))),
            ]),
        ),
        (
            "Sort",
            object([("fieldName", text_of(100)), ("order", one_of(ORDERS).with("default", json!("ASC")))]),
        ),
    ]
}

/// Labels, extended fields, facets.
fn site() -> Group {
    let date = text().with("format", json!("date-time"));
    let item_list = |name: &'static str, items: &str| {
        let metadata = reference("PagingMetadata");
        object([
            (name, list(reference(items))),
            ("metadata!", metadata.clone()),
            ("pagingMetadata", metadata),
        ])
    };
    vec![
        (
            "ExtendedField",
            object([
                ("namespace!", text()),
                (
                    "key!",
                    text().note("Never changes. It may have a random ending: take it from the response."),
                ),
                ("displayName!", filled_text(150)),
                ("dataType!", one_of(DATA_TYPES)),
                ("fieldType!", one_of(FIELD_TYPES)),
                ("description", text()),
                ("createdDate", date.clone()),
                ("updatedDate", date.clone()),
                ("legacyId", text()),
            ]),
        ),
        ("ExtendedFieldResponse", object([("field!", reference("ExtendedField"))])),
        ("ExtendedFieldList", item_list("fields!", "ExtendedField")),
        (
            "Facet",
            object([
                ("facetType!", one_of(FACET_TYPES)),
                ("namespace", text()),
                ("namespaceDisplayName", text()),
                ("facetKey!", text()),
                ("facetDisplayName!", text()),
                ("count!", count()),
                ("legacyId!", text()),
                ("queryFilter", reference("Filter")),
            ]),
        ),
        (
            "FacetList",
            object([("facets!", list(reference("Facet"))), ("pagingMetadata!", reference("PagingMetadata"))]),
        ),
        (
            "Label",
            object([
                ("namespace!", text()),
                ("namespaceDisplayName!", text()),
                ("key!", text().note("Never changes.")),
                ("displayName!", filled_text(180)),
                ("labelType!", one_of(LABEL_TYPES)),
                ("createdDate", date.clone().note("Absent from system labels.")),
                ("updatedDate", date),
                ("legacyId!", text()),
            ]),
        ),
        ("LabelResponse", object([("label!", reference("Label"))])),
        ("LabelList", item_list("labels!", "Label")),
    ]
}

fn changes() -> Group {
    vec![
        (
            "Job",
            object([
                ("id!", text()),
                ("type!", one_of(JOB_TYPES)),
                ("status!", one_of(JOB_STATUSES)),
                ("startedDate!", reference("DateTime")),
                ("finishedDate", reference("DateTime")),
                ("totalItems!", count()),
                ("successTotal!", count()),
                ("failedTotal!", count()),
                ("errors!", list(object([("count!", count()), ("code!", count()), ("message!", text())]))),
            ]),
        ),
        ("JobStarted", object([("jobId!", text())])),
        (
            "LabelKeys",
            object([("contactId", text().note("As in the path.")), ("labelKeys!", list_of(100, text()))]),
        ),
        (
            "Merge",
            object([
                ("targetContactId", text().note("As in the path.")),
                ("targetContactRevision", reference("Revision")),
                ("sourceContactIds!", list_of(5, text())),
            ]),
        ),
        (
            "Subscription",
            object([
                ("id", text().note("A GUID.").read_only()),
                ("email!", filled_text(320)),
                ("subscriptionStatus", one_of(SUBSCRIPTION_STATUSES)),
                ("deliverabilityStatus", reference("DeliverabilityStatus")),
                ("createdDate", reference("DateTime").read_only()),
                ("updatedDate", reference("DateTime").read_only()),
            ])
            .note("Of an address, whether or not a contact has it."),
        ),
        (
            "SubscriptionList",
            object([
                ("subscriptions!", list(reference("Subscription"))),
                ("metadata!", reference("PagingMetadata")),
            ]),
        ),
        (
            "SubscriptionOutcomes",
            object([
                (
                    "results!",
                    list_of(
                        MAX_SUBSCRIPTIONS,
                        object([
                            ("originalIndex!", count()),
                            ("emailSubscription", reference("Subscription")),
                            ("error", object([("errorCode!", text()), ("message!", text())])),
                        ]),
                    ),
                ),
                ("metadata!", object([("totalSuccess!", count()), ("totalFailure!", count())])),
            ]),
        ),
    ]
}

/// What the admin calls read and return.
fn local() -> Group {
    let any = || of_type("object");
    let made_up = "Dates, ids, revisions and whatever else is left out is made up; the labels and extended fields that \
         contacts use come to exist.";
    vec![
        ("ContactCount", object([("contacts!", count())])),
        (
            "FaultRule",
            object([
                ("method", text()),
                ("path", text().note("Exact, or a prefix if it ends in *.")),
                ("times", count().note("How often it applies; without it, until it is removed.")),
                ("probability", json!({ "type": "number", "minimum": 0, "maximum": 1 })),
                ("status", count().note("The response in place of the real one.")),
                ("body", json!({}).note("A text as it is, anything else as JSON.")),
                ("headers", of_type("object").with("additionalProperties", text())),
                ("latencyMs", count().note("Waits before anything else.")),
                (
                    "drop",
                    any_of([boolean(), one_of(&["before", "after"])]).note(
                        "Closes the connection without a response, before or after the work; true is before.",
                    ),
                ),
            ]),
        ),
        ("FaultRules", object([("rules!", list(reference("FaultRule")))])),
        (
            "JournalEntry",
            object([
                ("time!", reference("DateTime")),
                ("method!", text()),
                ("path!", text()),
                ("query!", text()),
                ("status!", or_null(count()).note("null for a response that was dropped.")),
                ("durationMs!", count()),
                ("body!", json!({}).note("null for none, one that is no JSON, and a very long one.")),
            ]),
        ),
        (
            "Site",
            object([
                ("labels", list(reference("Label"))),
                ("extendedFields", list(reference("ExtendedField"))),
                ("subscriptions", list(reference("Subscription"))),
                (
                    "merged",
                    list(list(text())).note("Pairs of a contact and the one that it was merged into."),
                ),
                ("contacts", list(reference("Contact"))),
            ]),
        ),
        (
            "SiteParts",
            object([
                ("labels", list(any())),
                ("extendedFields", list(any())),
                ("subscriptions", list(reference("Subscription"))),
                ("merged", list(list(text()))),
                ("contacts!", list(any())),
            ])
            .note(made_up),
        ),
    ]
}
