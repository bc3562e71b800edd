//! Merge, submit, facets, bulk jobs, and the flags that change what is answered.

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

const CONTACTS: &str = "/contacts/v4/contacts";

#[tokio::test]
async fn merged_contacts_become_one_and_their_ids_lead_to_it() {
    let server = Server::start();
    server.seed_dataset().await;
    let (target, source) = (id("multi"), id("unsubscribed"));
    let body = json!({ "targetContactRevision": 3, "sourceContactIds": [source] });
    let preview = server.post(&format!("{CONTACTS}/{target}/preview-merge"), body.clone()).await;
    assert_eq!(server.get(&format!("{CONTACTS}/{source}")).await["responseType"], "REGULAR");
    let merged = server.post(&format!("{CONTACTS}/{target}/merge"), body).await;
    assert_eq!(merged["contact"]["info"], preview["contact"]["info"]);
    let contact = &merged["contact"];
    assert_eq!(contact["revision"], 4);
    assert_eq!(contact["lastActivity"]["activityType"], "CONTACT_MERGED");
    assert_eq!(contact["info"]["name"]["first"], "Gene");
    assert_eq!(contact["info"]["emails"]["items"].as_array().unwrap().len(), 3);
    let by_source = server.get(&format!("{CONTACTS}/{source}")).await;
    assert_eq!(by_source["responseType"], "MERGED");
    assert_eq!(by_source["contact"], *contact);
    let update = json!({ "revision": 4, "info": { "company": "A" } });
    let error = server.error(Method::PATCH, &format!("{CONTACTS}/{source}"), update).await;
    assert_eq!(error, (404, "CONTACT_NOT_FOUND".to_owned()), "only reading follows");
}

#[tokio::test]
async fn what_can_not_be_merged_says_why() {
    let server = Server::start();
    server.seed_dataset().await;
    let target = id("multi");
    for (revision, sources, expected) in [
        (2, vec![id("full")], (428, "FAILED_PRECONDITION")),
        (3, vec![target.clone()], (400, "ILLEGAL_MERGE")),
        (3, vec![id("member")], (400, "ILLEGAL_MERGE")),
        (3, vec!["nobody".to_owned()], (404, "CONTACT_NOT_FOUND")),
        (3, vec![], (400, "sourceContactIds")),
    ] {
        let body = json!({ "targetContactRevision": revision, "sourceContactIds": sources });
        let error = server.error(Method::POST, &format!("{CONTACTS}/{target}/merge"), body).await;
        assert_eq!(error, (expected.0, expected.1.to_owned()), "{sources:?}");
    }
}

#[tokio::test]
async fn a_submitted_contact_is_found_or_made() {
    let server = Server::start();
    server.seed_dataset().await;
    let submit =
        async |info: Value| server.post("/contacts/v4/contact-submit", json!({ "info": info })).await;
    let created = submit(json!({ "name": { "first": "New" } })).await;
    assert_eq!((&created["identityType"], &created["newContact"]), (&json!("CONTACT"), &json!(true)));
    let info = json!({
        "name": { "first": "Thomas" }, "company": "Tea",
        "emails": { "items": [{ "email": "TOM.watts@example.com" }, { "email": "tom@example.com", "primary": true }] }
    });
    let matched = submit(info).await;
    assert_eq!(
        matched,
        json!({ "contactId": id("unsubscribed"), "identityType": "CONTACT", "newContact": false })
    );
    let tom = server.get(&format!("{CONTACTS}/{}", id("unsubscribed"))).await["contact"].take();
    assert_eq!((&tom["info"]["name"]["first"], &tom["info"]["company"]), (&json!("Tom"), &json!("Tea")));
    assert_eq!(tom["primaryInfo"]["email"], "tom.watts@example.com");
    assert_eq!(tom["info"]["emails"]["items"].as_array().unwrap().len(), 2);
    let member = submit(json!({ "emails": { "items": [{ "email": "sergio.p@example.com" }] } })).await;
    assert_eq!(member["identityType"], "MEMBER");
}

#[tokio::test]
async fn facets_count_what_their_filters_find() {
    let server = Server::start();
    server.seed_dataset().await;
    let facets = server.get(&format!("{CONTACTS}/facets")).await;
    assert_eq!(facets, fixture("responses/facets.list.json"));
    for facet in facets["facets"].as_array().unwrap() {
        let found = server.query(facet["queryFilter"].clone()).await;
        assert_eq!(found["pagingMetadata"]["total"], facet["count"], "{facet}");
    }
    let filter = json!({ "info.extendedFields.emailSubscriptions.effectiveEmail": { "$exists": true } });
    let some = server.post(&format!("{CONTACTS}/facets/query"), json!({ "filter": filter })).await;
    assert_eq!(some["facets"][0]["count"], 6);
    let wrong = json!({ "filter": { "info.company": "Wix" } });
    let error = server.error(Method::POST, &format!("{CONTACTS}/facets/query"), wrong).await;
    assert_eq!(error, (400, "UNSUPPORTED_FILTER_FIELD_UNKNOWN".to_owned()));
}

#[tokio::test]
async fn bulk_jobs_change_every_match_and_tell_what_failed() {
    let server = Server::start();
    server.seed_dataset().await;
    let filter = json!({ "info.company": { "$in": ["Wix", "wix"] } });
    let body = json!({ "filter": filter, "labelKeysToAdd": ["custom.vip"], "labelKeysToRemove": ["contacts.customers"] });
    let started = server.post("/contacts/v4/bulk/contacts/add-remove-labels", body).await;
    let job = server.finished(&started).await;
    assert_eq!((&job["type"], &job["totalItems"]), (&json!("ADD_REMOVE_LABELS"), &json!(3)));
    let labelled = json!({ "info.labelKeys": { "$hasSome": ["custom.vip"] } });
    assert_eq!(server.query(labelled).await["pagingMetadata"]["total"], 4);

    let body = json!({ "search": "noa@example.co.il", "info": { "jobTitle": "Boss" } });
    let job = server.finished(&server.post("/contacts/v4/bulk/contacts/update", body).await).await;
    assert_eq!(job["successTotal"], 1);
    assert_eq!(server.query(json!({ "info.jobTitle": "Boss" })).await["pagingMetadata"]["total"], 1);

    let body = json!({ "filter": {} });
    let job = server.finished(&server.post("/contacts/v4/bulk/contacts/delete", body).await).await;
    assert_eq!((&job["successTotal"], &job["failedTotal"]), (&json!(11), &json!(1)));
    assert_eq!(
        job["errors"],
        json!([{ "count": 1, "code": 3001, "message": "Could not delete Site Member(s)" }])
    );
    assert_eq!(server.get("/contacts/v4/bulk/jobs").await["jobs"].as_array().unwrap().len(), 3);
    let error = server.error(Method::POST, "/contacts/v4/bulk/contacts/delete", json!({})).await;
    assert_eq!(error, (400, "NEITHER_FILTER_NOR_SEARCH".to_owned()));
}

#[tokio::test]
async fn strict_mode_tells_what_was_meant() {
    let server = Server::with(&["--strict"]);
    let query = format!("{CONTACTS}/query");
    for (path, body, field) in [
        (query.as_str(), json!({ "paging": { "limit": 5 } }), "paging"),
        (query.as_str(), json!({ "query": { "pagging": {} } }), "query.pagging"),
        (query.as_str(), json!({ "query": { "fields": ["info.nmae"] } }), "query.fields[0]"),
        (CONTACTS, json!({ "info": { "name": { "middle": "A" } } }), "info.name.middle"),
        (CONTACTS, json!({ "contact": {} }), "contact"),
        (
            CONTACTS,
            json!({ "info": { "emails": { "items": [{ "adress": "a@b.c" }] } } }),
            "info.emails.items[0].adress",
        ),
        ("/contacts/v4/labels/query", json!({ "filter": {} }), "filter"),
        ("/_api/contacts/v4/contact-submit", json!({ "emails": {} }), "emails"),
        ("/email-marketing/v1/email-subscriptions", json!({ "email": "a@b.c" }), "email"),
    ] {
        assert_eq!(server.error(Method::POST, path, body.clone()).await, (400, field.to_owned()), "{body}");
    }
    for (method, path, body, meant) in [
        (Method::GET, format!("{CONTACTS}?limit=200"), json!(null), "is called `paging.limit`"),
        (Method::GET, "/contacts/v4/labels?offset=1".to_owned(), json!(null), "is called `paging.offset`"),
        (Method::GET, format!("{CONTACTS}/x?fieldsets=ALL"), json!(null), "known are BASIC"),
        (
            Method::POST,
            format!("{CONTACTS}?allowDuplicates=true"),
            json!({ "info": {} }),
            "allowDuplicates belongs into the body",
        ),
        (
            Method::POST,
            format!("{CONTACTS}?dryRun=true"),
            json!({ "info": {} }),
            "dryRun is unknown: this call takes no parameters in its address",
        ),
        (Method::POST, query.clone(), json!({ "paging": {} }), "belongs inside `query`: `query.paging`"),
        (Method::POST, CONTACTS.to_owned(), json!({ "name": {} }), "belongs inside `info`: `info.name`"),
    ] {
        let (_, response) = server.send(method, &path, body).await;
        assert!(response["message"].as_str().unwrap().contains(meant), "{path}: {response}");
    }
    server
        .post(&query, json!({ "search": "a", "query": { "paging": { "limit": 5 }, "fields": ["id"] } }))
        .await;
    let lenient = Server::start();
    lenient.post(&query, json!({ "paging": { "limit": 5 } })).await;
}

#[tokio::test]
async fn a_rate_limit_ends_in_429() {
    let server = Server::with(&["--rate-limit", "3", "--retry-after", "true"]);
    for _ in 0..3 {
        server.get(CONTACTS).await;
    }
    let response = server.request(Method::GET, CONTACTS).send().await.unwrap();
    assert_eq!(response.status(), 429);
    assert!(response.headers().contains_key("retry-after"));
    server.get("/_local/health").await;
}

#[tokio::test]
async fn a_call_without_its_scope_is_refused_and_names_it() {
    let server = Server::with(&["--scopes", "Read Contacts", "manage contact labels"]);
    server.seed_dataset().await;
    server.get(CONTACTS).await;
    server.query(json!({})).await;
    server.post("/contacts/v4/labels", json!({ "displayName": "A" })).await;
    let subscription = json!({ "subscription": { "email": "a@example.com" } });
    for (method, path, body, missing) in [
        (
            Method::POST,
            CONTACTS.to_owned(),
            json!({ "info": { "name": { "first": "A" } } }),
            "Manage Contacts",
        ),
        (
            Method::POST,
            format!("{CONTACTS}/x/labels"),
            json!({ "labelKeys": ["custom.vip"] }),
            "Manage Contacts",
        ),
        (Method::GET, "/contacts/v4/extended-fields".to_owned(), json!({}), "Manage Contact Extended Fields"),
        (
            Method::POST,
            "/_api/email-marketing/v1/email-subscriptions".to_owned(),
            subscription,
            "Manage Email Subscriptions",
        ),
    ] {
        let (status, response) = server.send(method, &path, body).await;
        assert_eq!(
            (status.as_u16(), &response["details"]["applicationError"]["code"]),
            (403, &json!("PERMISSION_DENIED"))
        );
        assert!(response["message"].as_str().unwrap().contains(missing), "{response}");
    }
    let server = Server::with(&["--scopes", "Manage Members and Contacts - all permissions,Read Contacts"]);
    server.create(json!({ "name": { "first": "A" } })).await;
    server.get("/contacts/v4/labels").await;
}

#[tokio::test]
async fn a_text_longer_than_the_site_s_fields_is_refused() {
    let server = Server::with(&["--text-length", "5"]);
    server.seed_dataset().await;
    let info = |text: &str| json!({ "name": { "first": "A" }, "extendedFields": { "items": { "custom.color": text } } });
    server.create(info("größe")).await;
    let error = server.error(Method::POST, CONTACTS, json!({ "info": info("größer") })).await;
    assert_eq!(error, (400, "INVALID_EXTENDED_FIELD_VALUE".to_owned()));
    let patch =
        json!({ "revision": 6, "info": { "extendedFields": { "items": { "custom.color": "violet" } } } });
    let error = server.error(Method::PATCH, &format!("{CONTACTS}/{}", id("full")), patch).await;
    assert_eq!(error, (400, "INVALID_EXTENDED_FIELD_VALUE".to_owned()));
}

#[tokio::test]
async fn a_site_has_room_for_a_hundred_custom_fields() {
    let server = Server::start();
    let field = |name: &str, kind: &str| json!({ "displayName": name, "dataType": kind });
    let create = async |name: &str, kind: &str| {
        server.send(Method::POST, "/contacts/v4/extended-fields", field(name, kind)).await
    };
    for number in 0..100 {
        assert_eq!(create(&format!("Field {number}"), "TEXT").await.0, 200);
    }
    let (status, response) = create("One more", "TEXT").await;
    assert_eq!(
        (status.as_u16(), &response["details"]["applicationError"]["code"]),
        (429, &json!("FIELDS_QUOTA_EXCEEDED"))
    );
    let (_, found) = create("Field 7", "NUMBER").await;
    assert_eq!((&found["newField"], &found["field"]["dataType"]), (&json!(false), &json!("TEXT")));
}

#[tokio::test]
async fn a_site_that_stores_contacts_as_v5_keeps_less_of_them() {
    let server = Server::with(&["--v5-backed", "--stale-reads", "0"]);
    let items = |count: usize| -> Value {
        (0..count)
            .map(|number| json!({ "tag": "WORK", "email": format!("Ann{number}@Example.com") }))
            .collect()
    };
    let contact = server.create(json!({ "emails": { "items": items(11) } })).await;
    let first = &contact["info"]["emails"]["items"][0];
    assert_eq!((&first["tag"], &first["email"]), (&json!("UNTAGGED"), &json!("ann0@example.com")));
    let many = json!({ "info": { "emails": { "items": items(12) } } });
    let error = server.error(Method::POST, CONTACTS, many).await;
    assert_eq!(error, (400, "info.emails.items".to_owned()));
    server.create(json!({ "emails": { "items": [{ "email": "ann1@example.com" }, { "email": "ann0@example.com" }] } })).await;
    let again = json!({ "info": { "emails": { "items": [{ "email": "ANN0@example.com" }] } } });
    assert_eq!(server.error(Method::POST, CONTACTS, again).await.0, 409);

    let field = json!({ "displayName": "Notes", "dataType": "TEXT" });
    let key = server.post("/contacts/v4/extended-fields", field).await["field"]["key"].take();
    let fields = json!({ "items": { key.as_str().unwrap(): "x".repeat(101) } });
    let long = json!({ "info": { "name": { "first": "A" }, "extendedFields": fields } });
    assert_eq!(server.error(Method::POST, CONTACTS, long).await.0, 400);
}

#[tokio::test]
async fn what_wix_leaves_open_is_a_flag() {
    let created =
        async |server: &Server| server.create(json!({ "name": { "first": "A" }, "jobTitle": "B" })).await;

    let server = Server::with(&[
        "--default-order",
        "desc",
        "--delete-unknown",
        "reject",
        "--starts-with",
        "sensitive",
    ]);
    server.seed_dataset().await;
    assert_eq!(server.query(json!({})).await["contacts"][11]["id"], id("full"));
    assert_eq!(server.error(Method::DELETE, &format!("{CONTACTS}/nobody"), json!({})).await.0, 404);
    let prefix = json!({ "info.name.first": { "$startsWith": "se" } });
    assert_eq!(server.query(prefix).await["pagingMetadata"]["total"], 0);

    let server =
        Server::with(&["--patch-null", "keep", "--no-op-revision", "keep", "--unknown-label", "ignore"]);
    let contact = created(&server).await;
    let path = format!("{CONTACTS}/{}", contact["id"].as_str().unwrap());
    let patch = json!({ "revision": 1, "info": { "jobTitle": null } });
    let kept = server.patch(&path, patch).await["contact"].take();
    assert_eq!((&kept["info"]["jobTitle"], &kept["revision"]), (&json!("B"), &json!(1)));
    server.post(&format!("{path}/labels"), json!({ "labelKeys": ["custom.nothing"] })).await;

    let server =
        Server::with(&["--search", "word", "--random-field-keys", "false", "--key-letters", "ascii"]);
    server.create(json!({ "name": { "first": "Anna Maria" } })).await;
    let search = json!({ "search": "maria" });
    let found = server.post(&format!("{CONTACTS}/query"), search).await;
    assert_eq!(found["pagingMetadata"]["total"], 1);
    let field = json!({ "displayName": "Größe", "dataType": "TEXT" });
    assert_eq!(server.post("/contacts/v4/extended-fields", field).await["field"]["key"], "custom.gr-e");
}

#[tokio::test]
async fn a_whole_site_can_be_carried_elsewhere() {
    let one = Server::start();
    one.seed_dataset().await;
    let body = json!({ "targetContactRevision": 3, "sourceContactIds": [id("full")] });
    one.post(&format!("{CONTACTS}/{}/merge", id("multi")), body).await;
    let site = one.get("/_local/export").await;
    let other = Server::with(&["--seed", "5"]);
    other.post("/_local/import", site.clone()).await;
    assert_eq!(other.get("/_local/export").await, site);
    assert_eq!(other.get(&format!("{CONTACTS}/{}", id("full"))).await["responseType"], "MERGED");
}
