//! The query language, case by case (spec/contacts-v4.md section 3).

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that can't go on fails"
)]

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use support::{Server, fixture, id};

fn ids(response: &Value) -> Vec<String> {
    let contacts = response["contacts"].as_array().unwrap();
    contacts.iter().map(|contact| contact["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn dates_reach_to_the_end_of_the_year_9999() {
    let server = Server::start();
    let last = "9999-12-31T23:59:59.999Z";
    server.post("/_local/seed", json!({ "contacts": [{ "id": "last", "createdDate": last }] })).await;
    assert_eq!(server.query(json!({ "createdDate": last })).await["contacts"][0]["createdDate"], last);
    let filter = json!({ "query": { "filter": { "createdDate": { "$lt": "2024-03-01T09:00:00+25:00" } } } });
    let error = server.error(Method::POST, "/contacts/v4/contacts/query", filter).await;
    assert_eq!(error, (400, "UNSUPPORTED_FILTER_VALUE".to_owned()));
}

#[tokio::test]
async fn rest_writes_begins_for_starts_with() {
    let server = Server::start();
    server.seed_dataset().await;
    let begins = server.query(json!({ "info.name.first": { "$begins": "se" } })).await;
    assert_eq!(begins, server.query(json!({ "info.name.first": { "$startsWith": "se" } })).await);
    assert_eq!(begins["pagingMetadata"]["total"], 1);
}

#[tokio::test]
async fn every_documented_query_finds_its_contacts() {
    let server = Server::start();
    server.seed_dataset().await;
    for case in fixture("query-cases.json")["cases"].as_array().unwrap() {
        let name = &case["name"];
        let response = server.post("/contacts/v4/contacts/query", case["request"].clone()).await;
        let mut found = ids(&response);
        let mut expected: Vec<_> =
            case["expect"]["keys"].as_array().unwrap().iter().map(|key| id(key.as_str().unwrap())).collect();
        if case["expect"]["ordered"] != true {
            found.sort();
            expected.sort();
        } else if name == "sort createdDate DESC" {
            // Equal dates: the case lists them as stored, the server by id.
            expected[0..2].sort();
        }
        assert_eq!(found, expected, "{name}");
        assert_eq!(response["pagingMetadata"]["total"], case["expect"]["total"], "{name}");
    }
}

#[tokio::test]
async fn every_documented_mistake_has_its_code() {
    let server = Server::start();
    for case in fixture("query-cases.json")["errorCases"].as_array().unwrap() {
        let error = server.error(Method::POST, "/contacts/v4/contacts/query", case["request"].clone()).await;
        let expected = &case["expect"];
        assert_eq!(error, (400, expected["code"].as_str().unwrap().to_owned()), "{}", case["name"]);
    }
}

#[tokio::test]
async fn a_malformed_filter_is_told_from_an_unsupported_one() {
    let server = Server::start();
    let deep = (0..30).fold(json!({}), |inner, _| json!({ "$not": inner }));
    for (filter, code) in [
        (json!([]), "MALFORMED_FILTER"),
        (json!({ "$and": {} }), "MALFORMED_FILTER"),
        (json!({ "info.company": {} }), "MALFORMED_FILTER"),
        (json!({ "info.emails.items.email": "a" }), "UNSUPPORTED_FILTER_FIELD_UNKNOWN"),
        (json!({ "info.company": 3 }), "UNSUPPORTED_FILTER_VALUE_TYPE"),
        (json!({ "info.company": { "$in": "Wix" } }), "UNSUPPORTED_FILTER_VALUE_TYPE"),
        (json!({ "info.birthdate": { "$lt": "soon" } }), "UNSUPPORTED_FILTER_VALUE"),
        (deep, "UNSUPPORTED_FILTER"),
    ] {
        let body = json!({ "query": { "filter": filter } });
        let error = server.error(Method::POST, "/contacts/v4/contacts/query", body).await;
        assert_eq!(error, (400, code.to_owned()), "{filter}");
    }
}

#[tokio::test]
async fn null_means_missing_and_not_means_not_true() {
    let server = Server::start();
    server.seed_dataset().await;
    for (filter, total) in [
        (json!({ "info.birthdate": null }), 9),
        (json!({ "info.birthdate": { "$ne": null } }), 3),
        (json!({ "info.emails.email": null }), 3),
        (json!({ "info.company": { "$ne": "Wix" } }), 10),
        (json!({ "$not": { "info.company": "Wix" } }), 10),
        (json!({ "$not": [{ "info.company": "Wix" }] }), 10),
        (json!({ "$not": { "$or": [{ "info.company": "Wix" }, { "info.jobTitle": "Developer" }] } }), 10),
        (json!({ "info.labelKeys": { "$hasSome": [] } }), 0),
        (json!({ "info.labelKeys": { "$hasSome": ["custom.nobody"] } }), 0),
        (json!({ "info.company": { "$in": [null, "Wix"] } }), 10),
    ] {
        assert_eq!(server.query(filter.clone()).await["pagingMetadata"]["total"], total, "{filter}");
    }
}

#[tokio::test]
async fn texts_are_compared_as_written_and_emails_regardless_of_case() {
    let server = Server::start();
    server.seed_dataset().await;
    for (filter, total) in [
        (json!({ "info.emails.email": "renata.kirsten@EXAMPLE.com" }), 1),
        (json!({ "info.name.first": "cher" }), 0),
        (json!({ "info.name.first": { "$startsWith": "נו" } }), 1),
        (json!({ "info.addresses.city": { "$startsWith": "grossH" } }), 1),
        (json!({ "info.phones.e164Phone": "+17044541233" }), 1),
    ] {
        assert_eq!(server.query(filter.clone()).await["pagingMetadata"]["total"], total, "{filter}");
    }
}

#[tokio::test]
async fn pages_tell_how_much_there_is() {
    let server = Server::start();
    server.seed_dataset().await;
    let page =
        server.get("/contacts/v4/contacts?paging.limit=5&paging.offset=10&sort.fieldName=createdDate").await;
    let expected = json!({ "count": 2, "offset": 10, "total": 12, "hasNext": false });
    assert_eq!(page["pagingMetadata"], expected);
    let beyond = server.get("/contacts/v4/contacts?paging.offset=500").await;
    assert_eq!(beyond["pagingMetadata"], json!({ "count": 0, "offset": 500, "total": 12, "hasNext": false }));
    let error = server.error(Method::GET, "/contacts/v4/contacts?paging.limit=1001", json!({})).await;
    assert_eq!(error, (400, "ILLEGAL_LIMIT".to_owned()));
}

#[tokio::test]
async fn fields_and_fieldsets_choose_what_is_answered() {
    let server = Server::start();
    server.seed_dataset().await;
    for name in ["basic", "communication_details", "extended"] {
        let path = format!("/contacts/v4/contacts/{}?fieldsets={}", id("full"), name.to_uppercase());
        assert_eq!(
            server.get(&path).await,
            fixture(&format!("responses/get.fieldset-{name}.json")),
            "{name}"
        );
    }
    let path =
        "/contacts/v4/contacts?paging.limit=2&sort.fieldName=createdDate&fields=info.name&fields=primaryInfo";
    let page = server.get(path).await;
    assert_eq!(page["contacts"], fixture("responses/list.page-1-of-3.json")["contacts"]);
}

#[tokio::test]
async fn a_total_can_be_too_much_to_count() {
    let server = Server::with(&["--count-limit", "5"]);
    server.seed_dataset().await;
    let page = server.query(json!({})).await;
    assert_eq!(page["pagingMetadata"], json!({ "count": 12, "offset": 0, "tooManyToCount": true }));
}

#[tokio::test]
async fn what_was_created_before_a_date_and_what_was_not_are_all_contacts() {
    let server = Server::start();
    server.seed_dataset().await;
    let page = server.query(json!({})).await;
    for contact in page["contacts"].as_array().unwrap() {
        let total = async |operator: &str| {
            let filter = json!({ "createdDate": { operator: contact["createdDate"] } });
            server.query(filter).await["pagingMetadata"]["total"].as_u64().unwrap()
        };
        assert_eq!(total("$lt").await + total("$gte").await, 12);
        assert_eq!(total("$lte").await + total("$gt").await, 12);
        assert!(total("$lte").await > total("$lt").await);
    }
}

#[tokio::test]
async fn a_contact_with_several_of_the_labels_comes_once_and_is_counted_once() {
    let server = Server::start();
    let label = async |name: &str| {
        let made = server.post("/contacts/v4/labels", json!({ "displayName": name })).await;
        made["label"]["key"].as_str().unwrap().to_owned()
    };
    let (red, blue, green) = (label("Red").await, label("Blue").await, label("Green").await);
    let create = async |keys: &[&String]| {
        let info = json!({ "name": { "first": "A" }, "labelKeys": { "items": keys } });
        server.create(info).await["id"].as_str().unwrap().to_owned()
    };
    let one = create(&[&red, &blue]).await;
    let two = create(&[&blue]).await;
    create(&[&green]).await;
    create(&[]).await;
    let any = async |keys: &[&String], more: Value| {
        let mut query =
            json!({ "filter": { "info.labelKeys": { "$hasSome": keys } }, "paging": { "limit": 2 } });
        query["filter"].as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let page = server.post("/contacts/v4/contacts/query", json!({ "query": query })).await;
        (ids(&page), page["pagingMetadata"]["total"].as_u64().unwrap())
    };
    let in_the_past = json!({ "createdDate": { "$gt": "2020-01-01T00:00:00Z" } });
    assert_eq!(any(&[&red, &blue, &red], json!({})).await, (vec![one.clone(), two.clone()], 2));
    assert_eq!(any(&[&red, &blue], in_the_past).await, (vec![one.clone(), two.clone()], 2));
    assert_eq!(any(&[&red, &blue, &green], json!({})).await.1, 3);

    let path = format!("/contacts/v4/contacts/{one}");
    server.delete(&format!("{path}/labels?labelKeys={red}")).await;
    assert_eq!(any(&[&red, &green], json!({})).await.1, 1);
    server.delete(&path).await;
    assert_eq!(any(&[&red, &blue], json!({})).await, (vec![two], 1));
}
