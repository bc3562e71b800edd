//! Responses that are behind writes: statuses that follow later, and contacts that are read as they were.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that can't go on fails"
)]

mod support;

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use support::{Server, read};

const CONTACTS: &str = "/contacts/v4/contacts";
const SUBSCRIPTIONS: &str = "/email-marketing/v1/email-subscriptions";

fn email(address: &str) -> Value {
    json!({ "emails": { "items": [{ "email": address }] } })
}

fn path_of(contact: &Value) -> String {
    format!("{CONTACTS}/{}", contact["id"].as_str().unwrap())
}

/// The revision and the shown consent.
fn shown(contact: &Value) -> (u64, &str) {
    let status = contact["primaryEmail"]["subscriptionStatus"].as_str().unwrap();
    (contact["revision"].as_u64().unwrap(), status)
}

async fn opt_out(server: &Server, address: &str) {
    let subscription = json!({ "email": address, "subscriptionStatus": "UNSUBSCRIBED" });
    server.post(SUBSCRIPTIONS, json!({ "subscription": subscription })).await;
}

/// What a client gets that has written nothing.
async fn get(server: &Server, contact: &Value) -> Value {
    let (status, mut response) = try_to_get(server, contact).await;
    assert_eq!(status, 200, "{response}");
    response["contact"].take()
}

async fn try_to_get(server: &Server, contact: &Value) -> (u16, Value) {
    let response = server.request(Method::GET, &path_of(contact)).send().await.unwrap();
    let (status, body) = read(response).await;
    (status.as_u16(), body)
}

/// Asks again until the contact is as it should be.
async fn get_until(server: &Server, contact: &Value, is_right: impl Fn(&Value) -> bool) -> Value {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let found = get(server, contact).await;
        if is_right(&found) {
            return found;
        }
        assert!(Instant::now() < deadline, "{found}");
    }
}

#[tokio::test]
async fn a_new_contact_shows_an_earlier_opt_out_later() {
    let directory = tempfile::tempdir().unwrap();
    let db = directory.path().join("contacts.db");
    let late = ["--db", db.to_str().unwrap(), "--subscription-lag", "3600000"];
    let server = Server::with_only(&late);
    opt_out(&server, "ann@example.com").await;
    let contact = server.create(email("Ann@example.com")).await;
    assert_eq!(shown(&contact), (1, "NOT_SET"));
    assert_eq!(shown(&get(&server, &contact).await), (1, "NOT_SET"));
    server.kill();

    let server = Server::with_only(&late);
    assert_eq!(shown(&get(&server, &contact).await), (1, "NOT_SET"), "it waits on");
    let patch = json!({ "revision": 1, "info": { "company": "Wix" } });
    let changed = server.patch(&path_of(&contact), patch).await["contact"].take();
    assert_eq!(shown(&changed), (2, "NOT_SET"));
    server.kill();

    let server = Server::with_only(&["--db", db.to_str().unwrap()]);
    let followed = get(&server, &contact).await;
    assert_eq!(shown(&followed), (3, "UNSUBSCRIBED"));
    assert!(followed["info"]["extendedFields"]["items"]["emailSubscriptions.effectiveEmail"].is_null());
}

#[tokio::test]
async fn statuses_follow_by_themselves_and_the_revision_with_them() {
    let server = Server::with_only(&["--subscription-lag", "20"]);
    let contact = server.create(email("ann@example.com")).await;
    opt_out(&server, "ann@example.com").await;
    let followed = get_until(&server, &contact, |contact| shown(contact) != (1, "NOT_SET")).await;
    assert_eq!(shown(&followed), (2, "UNSUBSCRIBED"));
    assert_eq!(followed["lastActivity"]["activityType"], "NEWSLETTER_SUBSCRIPTION_UNSUBSCRIBE");
    let patch = json!({ "revision": 1, "info": { "company": "Wix" } });
    let error = server.error(Method::PATCH, &path_of(&contact), patch).await;
    assert_eq!(error, (409, "CONTACT_ALREADY_CHANGED".to_owned()));
}

#[tokio::test]
async fn what_follows_later_is_in_the_subscriptions_at_once() {
    let server = Server::with_only(&["--subscription-lag", "3600000"]);
    opt_out(&server, "Ann@example.com").await;
    let filter = json!({ "filter": { "email": { "$in": ["ann@example.com", "bob@example.com"] } } });
    let found = server.post(&format!("{SUBSCRIPTIONS}/query"), filter).await;
    assert_eq!(found["metadata"], json!({ "count": 1, "offset": 0, "total": 1 }));
    assert_eq!(found["subscriptions"][0]["subscriptionStatus"], "UNSUBSCRIBED");
    let contact = server.create(email("ann@example.com")).await;
    server.post("/_local/settle", json!({})).await;
    assert_eq!(shown(&get(&server, &contact).await), (2, "UNSUBSCRIBED"), "what waits can be told to follow");
}

#[tokio::test]
async fn a_get_is_behind_a_write_unless_it_brings_its_token() {
    let server = Server::with_only(&["--stale-reads", "3600000"]);
    let body = json!({ "info": email("ann@example.com") });
    let created = server.request(Method::POST, CONTACTS).json(&body).send().await.unwrap();
    let token = created.headers()["x-wix-consistent"].clone();
    let contact = read(created).await.1["contact"].take();
    let path = path_of(&contact);
    assert_eq!(try_to_get(&server, &contact).await.0, 404);

    let fresh = async |token: &_| {
        let response =
            server.request(Method::GET, &path).header("x-wix-consistent", token).send().await.unwrap();
        assert_eq!(response.headers()["x-wix-consistent"], token, "a read repeats it");
        read(response).await.1["contact"].take()
    };
    assert_eq!(fresh(&token).await, get_as_queried(&server, &contact).await);
    let patch = json!({ "revision": 1, "info": { "company": "Wix" } });
    let changed = server.request(Method::PATCH, &path).json(&patch).send().await.unwrap();
    let newer = changed.headers()["x-wix-consistent"].clone();
    assert_eq!(fresh(&newer).await["revision"], 2);

    let seeded = json!({ "id": "00000000-0000-4000-8000-000000000001", "info": email("old@example.com") });
    server.post("/_local/seed", json!({ "contacts": [seeded] })).await;
    assert_eq!(get(&server, &seeded).await["revision"], 1, "what is seeded has always been there");
    server.delete(&path_of(&seeded)).await;
    assert_eq!(get(&server, &seeded).await["revision"], 1, "a deleted contact is there for a while");
    server.post("/_local/settle", json!({})).await;
    assert_eq!(try_to_get(&server, &seeded).await.0, 404);
    assert_eq!(get(&server, &contact).await["revision"], 2);
}

async fn get_as_queried(server: &Server, contact: &Value) -> Value {
    server.query(json!({ "id": contact["id"] })).await["contacts"][0].take()
}

#[tokio::test]
async fn a_get_catches_up_by_itself() {
    let server = Server::with_only(&["--stale-reads", "20"]);
    let body = json!({ "info": { "name": { "first": "Ann" } } });
    let created = server.request(Method::POST, CONTACTS).json(&body).send().await.unwrap();
    let contact = read(created).await.1["contact"].take();
    let patch = json!({ "revision": 1, "info": { "company": "Wix" } });
    server.patch(&path_of(&contact), patch).await;
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let (status, response) = try_to_get(&server, &contact).await;
        if response["contact"]["revision"] == 2 {
            break;
        }
        assert!(status == 404 || response["contact"]["revision"] == 1, "{response}");
        assert!(Instant::now() < deadline);
    }
}

#[tokio::test]
async fn without_the_flag_a_token_is_only_repeated() {
    let server = Server::with_only(&[]);
    let request = server.request(Method::GET, CONTACTS).header("x-wix-consistent", "from elsewhere");
    assert_eq!(request.send().await.unwrap().headers()["x-wix-consistent"], "from elsewhere");
    let body = json!({ "info": { "name": { "first": "Ann" } } });
    let created = server.request(Method::POST, CONTACTS).json(&body).send().await.unwrap();
    assert!(!created.headers().contains_key("x-wix-consistent"));
}
