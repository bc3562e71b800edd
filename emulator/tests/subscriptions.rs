//! Email subscriptions, which belong to addresses (spec/contacts-v4.md section 1.14).

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
use support::Server;

const SUBSCRIPTIONS: &str = "/email-marketing/v1/email-subscriptions";

async fn set(server: &Server, email: &str, status: &str) -> Value {
    let subscription = json!({ "email": email, "subscriptionStatus": status });
    server.post(SUBSCRIPTIONS, json!({ "subscription": subscription })).await["subscription"].take()
}

/// `[email, subscriptionStatus]` of what a filter finds.
async fn found(server: &Server, filter: Value) -> Value {
    let response = server.post(&format!("{SUBSCRIPTIONS}/query"), json!({ "filter": filter })).await;
    let pairs = response["subscriptions"].as_array().unwrap().iter();
    pairs.map(|one| json!([one["email"], one["subscriptionStatus"]])).collect()
}

#[tokio::test]
async fn an_opt_out_is_kept_of_addresses_that_no_contact_has_first_or_at_all() {
    let server = Server::start();
    let emails = json!({ "items": [{ "email": "ann@example.com" }, { "email": "second@example.com" }] });
    server.create(json!({ "emails": emails })).await;
    set(&server, "Second@example.com", "UNSUBSCRIBED").await;
    set(&server, "nobody@example.com", "UNSUBSCRIBED").await;
    let both = json!([["nobody@example.com", "UNSUBSCRIBED"], ["Second@example.com", "UNSUBSCRIBED"]]);
    let emails = ["second@example.com", "NOBODY@example.com", "ann@example.com"];
    assert_eq!(found(&server, json!({ "email": { "$in": emails } })).await, both);
}

#[tokio::test]
async fn subscriptions_are_found_by_email_alone() {
    let server = Server::start();
    set(&server, "ann@example.com", "SUBSCRIBED").await;
    set(&server, "bob@example.com", "PENDING").await;
    let ann = json!([["ann@example.com", "SUBSCRIBED"]]);
    assert_eq!(found(&server, json!({ "email": "Ann@example.com" })).await, ann);
    assert_eq!(found(&server, json!({ "email": { "$eq": "ann@example.com" } })).await, ann);
    assert_eq!(found(&server, json!({ "email": { "$in": [] } })).await, json!([]));
    let path = format!("/_api{SUBSCRIPTIONS}/query");
    let paged = json!({ "filter": {}, "paging": { "limit": 1, "offset": 1 } });
    let page = server.post(&path, paged).await;
    assert_eq!(page["metadata"], json!({ "count": 1, "offset": 1, "total": 2 }));
    assert_eq!(page["subscriptions"][0]["email"], "bob@example.com");
    for (filter, code) in [
        (json!({ "subscriptionStatus": "SUBSCRIBED" }), "UNSUPPORTED_FILTER_FIELD"),
        (json!({ "email": { "$startsWith": "ann" } }), "UNSUPPORTED_FILTER_OPERATOR"),
        (json!({ "email": { "$in": "ann@example.com" } }), "UNSUPPORTED_FILTER_VALUE_TYPE"),
        (json!({ "email": 1 }), "UNSUPPORTED_FILTER_VALUE_TYPE"),
    ] {
        let error = server.error(Method::POST, &path, json!({ "filter": filter })).await;
        assert_eq!(error, (400, code.to_owned()), "{filter}");
    }
}

#[tokio::test]
async fn a_subscription_keeps_its_id_and_what_is_left_out() {
    let server = Server::start();
    let first = set(&server, "ann@example.com", "SUBSCRIBED").await;
    let bounced = json!({ "email": "ANN@example.com", "deliverabilityStatus": "BOUNCED" });
    let second = server.post(SUBSCRIPTIONS, json!({ "subscription": bounced })).await["subscription"].take();
    assert_eq!((&second["id"], &second["createdDate"]), (&first["id"], &first["createdDate"]));
    assert_eq!(
        (&second["subscriptionStatus"], &second["deliverabilityStatus"]),
        (&json!("SUBSCRIBED"), &json!("BOUNCED"))
    );
    assert_eq!(set(&server, "ann@example.com", "UNKNOWN").await["subscriptionStatus"], "SUBSCRIBED");

    let server = Server::with(&["--partial-subscription", "reset"]);
    set(&server, "ann@example.com", "SUBSCRIBED").await;
    let bounced = json!({ "email": "ann@example.com", "deliverabilityStatus": "BOUNCED" });
    let reset = server.post(SUBSCRIPTIONS, json!({ "subscription": bounced })).await["subscription"].take();
    assert_eq!(reset["subscriptionStatus"], "NOT_SET");
}

#[tokio::test]
async fn a_status_of_contacts_alone_can_not_be_set() {
    let server = Server::start();
    for (subscription, field) in [
        (
            json!({ "email": "a@example.com", "subscriptionStatus": "NO_SUBSCRIPTION_STATUS" }),
            "subscriptionStatus",
        ),
        (json!({ "email": "a@example.com", "deliverabilityStatus": "UNKNOWN" }), "deliverabilityStatus"),
        (json!({ "email": "no email" }), "email"),
        (json!({ "subscriptionStatus": "SUBSCRIBED" }), "email"),
        (json!({ "email": ["a@example.com"] }), "email"),
    ] {
        let body = json!({ "subscription": subscription });
        let error = server.error(Method::POST, SUBSCRIPTIONS, body).await;
        assert_eq!(error, (400, format!("subscription.{field}")), "{subscription}");
    }
}

#[tokio::test]
async fn of_many_each_is_taken_or_refused_by_itself() {
    let server = Server::start();
    let path = format!("{SUBSCRIPTIONS}/bulk");
    let subscriptions = json!([
        { "email": "ann@example.com", "subscriptionStatus": "SUBSCRIBED" },
        { "email": "bob@example.com", "subscriptionStatus": "NO_SUBSCRIPTION_STATUS" },
        { "email": "cat@example.com", "subscriptionStatus": "UNSUBSCRIBED" },
    ]);
    let response = server.post(&path, json!({ "subscriptions": subscriptions })).await;
    assert_eq!(response["metadata"], json!({ "totalSuccess": 2, "totalFailure": 1 }));
    assert_eq!(response["results"][2]["emailSubscription"]["subscriptionStatus"], "UNSUBSCRIBED");
    assert_eq!(response["results"][1]["originalIndex"], 1);
    assert!(response["results"][1]["error"]["message"].as_str().unwrap().contains("subscriptionStatus"));
    let kept = json!([["ann@example.com", "SUBSCRIBED"], ["cat@example.com", "UNSUBSCRIBED"]]);
    assert_eq!(found(&server, json!({})).await, kept);
    for size in [0, 101] {
        let many = vec![json!({ "email": "ann@example.com" }); size];
        let error = server.error(Method::POST, &path, json!({ "subscriptions": many })).await;
        assert_eq!(error, (400, "subscriptions".to_owned()), "{size}");
    }
}

#[tokio::test]
async fn an_unsubscribe_link_leads_to_a_page_that_asks() {
    let server = Server::start();
    let body = json!({ "emailAddress": "ann+<b>@example.com", "metadata": { "a": "b" }, "language": "EN" });
    let link = server.post(&format!("{SUBSCRIPTIONS}/unsubscribe-link"), body).await["link"].take();
    let link = link.as_str().unwrap();
    let page = reqwest::get(link).await.unwrap().text().await.unwrap();
    assert!(page.contains("ann+&lt;b&gt;@example.com"), "{page}");
    assert_eq!(found(&server, json!({})).await, json!([]), "to look is not to click");
    assert_eq!(reqwest::Client::new().post(link).send().await.unwrap().status(), 200);
    assert_eq!(found(&server, json!({})).await, json!([["ann+<b>@example.com", "UNSUBSCRIBED"]]));
    let body = json!({ "emailAddress": "nobody" });
    let error = server.error(Method::POST, &format!("{SUBSCRIPTIONS}/unsubscribe-link"), body).await;
    assert_eq!(error, (400, "emailAddress".to_owned()));
}
