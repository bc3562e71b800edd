//! Random filters: what SQL finds is what a plain evaluator finds, contact by contact.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that can't go on fails"
)]

use std::{collections::BTreeMap, path::Path, sync::LazyLock};

use contacts_emulator::{
    fake_data,
    query::page::{Paging, Query},
    settings::Settings,
    store::{Store, contacts, indexes},
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
};
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

const END: fake_data::Arrival = fake_data::Arrival::Before(1_767_000_000_000);
const CONTACTS: usize = 300;

static DOCUMENTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    (0..CONTACTS).map(|number| serde_json::to_value(fake_data::contact(number, END).0).unwrap()).collect()
});

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// A site as it is with few contacts, and one with the indexes of many.
static STORES: LazyLock<[Store; 2]> = LazyLock::new(|| {
    let [few, many] = [filled_store(), filled_store()];
    RUNTIME.block_on(many.write(indexes::make_for_many)).unwrap();
    [few, many]
});

fn filled_store() -> Store {
    let store = Store::open(Path::new(":memory:"), None).unwrap();
    let filled = store.write(|db| {
        fake_data::site_fields()
            .iter()
            .try_for_each(|field| contacts_emulator::store::extended_fields::put(db, field))?;
        (0..CONTACTS).try_for_each(|number| contacts::place(db, &fake_data::contact(number, END).0))
    });
    RUNTIME.block_on(filled).unwrap();
    store
}

/// The values that contacts have at each place.
static KNOWN: LazyLock<BTreeMap<&str, Vec<Value>>> = LazyLock::new(|| {
    let known = |place| DOCUMENTS.iter().flat_map(|document| values(document, place)).cloned().collect();
    FIELDS.iter().map(|(_, place, _)| (*place, known(place))).collect()
});

/// Path of a filter, path of its values in a document, and how it is compared.
type Field = (&'static str, &'static str, Kind);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Text,
    Email,
    Ordered,
    Number,
    Keys,
}

const FIELDS: [Field; 18] = [
    ("id", "id", Kind::Text),
    ("createdDate", "createdDate", Kind::Ordered),
    ("updatedDate", "updatedDate", Kind::Ordered),
    ("lastActivity.activityDate", "lastActivity.activityDate", Kind::Ordered),
    ("info.birthdate", "info.birthdate", Kind::Ordered),
    ("primaryInfo.email", "primaryInfo.email", Kind::Email),
    ("info.emails.email", "info.emails.items.email", Kind::Email),
    ("info.phones.phone", "info.phones.items.phone", Kind::Text),
    ("info.phones.e164Phone", "info.phones.items.e164Phone", Kind::Text),
    ("info.name.first", "info.name.first", Kind::Text),
    ("info.name.last", "info.name.last", Kind::Text),
    ("info.company", "info.company", Kind::Text),
    ("info.addresses.city", "info.addresses.items.address.city", Kind::Text),
    ("info.labelKeys", "info.labelKeys.items", Kind::Keys),
    ("primaryPhone.countryCode", "primaryPhone.countryCode", Kind::Text),
    (
        "info.extendedFields.custom.favourite-colour",
        "info.extendedFields.items.custom.favourite-colour",
        Kind::Text,
    ),
    ("info.extendedFields.custom.visits", "info.extendedFields.items.custom.visits", Kind::Number),
    ("info.extendedFields.custom.anniversary", "info.extendedFields.items.custom.anniversary", Kind::Ordered),
];

/// Every value at a path; lists on the way give each of their items.
fn values<'a>(document: &'a Value, path: &str) -> Vec<&'a Value> {
    if let Some(fields) = path.strip_prefix("info.extendedFields.items.") {
        return document["info"]["extendedFields"]["items"].get(fields).into_iter().collect();
    }
    path.split('.').fold(vec![document], |found, step| {
        let members = found.into_iter().filter_map(|value| value.get(step));
        members
            .flat_map(|value| value.as_array().map_or(vec![value], |items| items.iter().collect()))
            .collect()
    })
}

fn holds(document: &Value, filter: &Value) -> bool {
    filter.as_object().unwrap().iter().all(|(name, test)| match name.as_str() {
        "$and" => test.as_array().unwrap().iter().all(|filter| holds(document, filter)),
        "$or" => test.as_array().unwrap().iter().any(|filter| holds(document, filter)),
        "$not" => !holds(document, test),
        path => {
            let (_, place, kind) = FIELDS.iter().find(|field| field.0 == path).unwrap();
            let found = values(document, place);
            let tests = test.as_object().unwrap();
            tests.iter().all(|(operator, operand)| passes(&found, *kind, operator, operand))
        }
    })
}

fn passes(found: &[&Value], kind: Kind, operator: &str, operand: &Value) -> bool {
    let form = |value: &Value| match (kind, value) {
        (Kind::Email, Value::String(text)) => json!(text.to_lowercase()),
        (Kind::Number, value) => json!(value.as_f64().unwrap()),
        (_, value) => value.clone(),
    };
    let equals = |wanted: &Value| match wanted {
        Value::Null => found.is_empty(),
        wanted => found.iter().any(|value| form(value) == form(wanted)),
    };
    let compared = |order: fn(std::cmp::Ordering) -> bool| {
        found.iter().any(|value| {
            order(match kind {
                Kind::Number => value.as_f64().unwrap().partial_cmp(&operand.as_f64().unwrap()).unwrap(),
                _ => value.as_str().unwrap().cmp(operand.as_str().unwrap()),
            })
        })
    };
    let list = || operand.as_array().unwrap().iter();
    match operator {
        "$eq" => equals(operand),
        "$ne" => !equals(operand),
        "$in" => list().any(equals),
        "$exists" => operand.as_bool().unwrap() != found.is_empty(),
        "$startsWith" => {
            let prefix = operand.as_str().unwrap().to_lowercase();
            found.iter().any(|value| value.as_str().unwrap().to_lowercase().starts_with(&prefix))
        }
        "$lt" => compared(std::cmp::Ordering::is_lt),
        "$lte" => compared(std::cmp::Ordering::is_le),
        "$gt" => compared(std::cmp::Ordering::is_gt),
        "$gte" => compared(std::cmp::Ordering::is_ge),
        "$hasSome" => list().any(equals),
        "$hasAll" => list().all(equals),
        other => panic!("{other}"),
    }
}

/// A value that some contact has at the field, so that filters do find something.
fn value_of(place: &'static str) -> impl Strategy<Value = Value> {
    any::<Index>().prop_map(move |index| index.get(&KNOWN[place]).clone())
}

fn test_of((path, place, kind): Field) -> BoxedStrategy<Value> {
    let value = || value_of(place);
    let list = || vec(value(), 0..4).prop_map(Value::from);
    let is_extended = path.contains("custom.");
    let one = |operator: &'static str| move |value: Value| json!({ operator: value });
    let equal = prop_oneof![4 => value(), 1 => Just(Value::Null)];
    let equality =
        (select(vec!["$eq", "$ne"]), equal).prop_map(|(operator, value)| json!({ operator: value }));
    let starts = value().prop_map(|value| {
        let prefix: String = value.as_str().unwrap_or_default().chars().take(2).collect();
        json!({ "$startsWith": prefix.to_uppercase() })
    });
    let order = (select(vec!["$lt", "$lte", "$gt", "$gte"]), value());
    let order = order.prop_map(|(operator, value)| json!({ operator: value }));
    let exists = any::<bool>().prop_map(|exists| json!({ "$exists": exists }));
    match kind {
        Kind::Keys => prop_oneof![list().prop_map(one("$hasSome")), list().prop_map(one("$hasAll"))].boxed(),
        Kind::Ordered | Kind::Number => prop_oneof![equality, order].boxed(),
        Kind::Text if path == "id" => prop_oneof![equality, list().prop_map(one("$in")), exists].boxed(),
        Kind::Text if is_extended => prop_oneof![equality, list().prop_map(one("$in")), starts].boxed(),
        Kind::Text | Kind::Email => {
            prop_oneof![equality, list().prop_map(one("$in")), starts, exists].boxed()
        }
    }
}

fn filter() -> impl Strategy<Value = Value> {
    let leaf = select(FIELDS.to_vec())
        .prop_flat_map(|field| test_of(field).prop_map(move |test| json!({ field.0: test })));
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(|filters| json!({ "$and": filters })),
            vec(inner.clone(), 0..4).prop_map(|filters| json!({ "$or": filters })),
            inner.clone().prop_map(|filter| json!({ "$not": filter })),
            vec(inner, 1..3).prop_map(|filters| {
                let members = filters.into_iter().flat_map(|filter| filter.as_object().unwrap().clone());
                Value::Object(Map::from_iter(members))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn sql_finds_what_a_plain_evaluator_finds(filter in filter()) {
        let mut expected: Vec<&Value> = DOCUMENTS.iter().filter(|document| holds(document, &filter)).collect();
        expected.sort_by_key(|document| (document["createdDate"].as_str(), document["id"].as_str()));
        let query = Query {
            filter: Some(filter),
            paging: Paging { limit: 1000, offset: 0 },
            ..Query::default()
        };
        let expected: Vec<_> = expected.iter().map(|document| &document["id"]).collect();
        for store in STORES.iter() {
            let query = query.clone();
            let page = RUNTIME.block_on(store.read(move |db| query.run(db, &Settings::default()))).unwrap();
            let page = serde_json::to_value(page).unwrap();
            prop_assert_eq!(&page["pagingMetadata"]["total"], &json!(expected.len()));
            let contacts = page["contacts"].as_array().unwrap();
            let found: Vec<_> = contacts.iter().map(|contact| &contact["id"]).collect();
            prop_assert_eq!(&found, &expected);
        }
    }
}
