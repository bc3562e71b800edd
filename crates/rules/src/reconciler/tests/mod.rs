//! Whole calls, against a server in memory.

mod server;

use server::{Server, invalid, rejection};

use super::{ContactsApi, Error, ExtendedFields, Failure, OverlayField, reconcile};
use crate::{
    json::{Value, testing::json},
    reconcile::tests::support::{FIELD, created, write},
};

/// The result of a call.
struct CallResult {
    contact: Value,
    is_new: bool,
    /// Field and reason.
    rejected: Vec<(String, String)>,
    existing: Vec<String>,
}

impl CallResult {
    fn is_rejected(&self, field: &str, reason: &str) -> bool {
        self.rejected == [(field.to_owned(), reason.to_owned())]
    }
}

fn overlay_field() -> OverlayField {
    OverlayField::new(ExtendedFields::Create)
}

fn call(server: &Server, info: Value) -> CallResult {
    call_on(&overlay_field(), server, info)
}

fn call_on(overlay_field: &OverlayField, server: &Server, info: Value) -> CallResult {
    try_on(overlay_field, server, Some(info)).unwrap()
}

fn failure(server: &Server, info: Value) -> Error<String> {
    try_on(&overlay_field(), server, Some(info)).err().unwrap()
}

fn try_on(
    overlay_field: &OverlayField,
    server: &Server,
    info: Option<Value>,
) -> Result<CallResult, Error<String>> {
    let outcome = pollster::block_on(reconcile(server, overlay_field, info.as_ref()))?;
    let list = |list: &str| outcome.details[list].as_array().unwrap().to_vec();
    let text = |item: &Value, key: &str| item.text(key).to_owned();
    let rejected = list("rejectedData").iter().map(|it| (text(it, "field"), text(it, "reason"))).collect();
    let existing = list("existingData").iter().map(|it| text(it, "field")).collect();
    Ok(CallResult {
        contact: server.convert(&outcome.contact).whole(),
        is_new: outcome.is_new,
        rejected,
        existing,
    })
}

const EMAIL: &str = "ann@example.com";

fn info(more: Value) -> Value {
    let mut info = json!({"emails": [{"email": EMAIL}]});
    for (key, value) in more.as_object().unwrap().iter() {
        info[key] = value.clone();
    }
    info
}

/// A contact of the site, by its id.
fn contact(id: &str, more: Value) -> Value {
    let mut contact = created(info(more));
    contact["id"] = id.into();
    contact
}

fn ann() -> Value {
    contact("ann", json!({"name": {"first": "Ann"}}))
}

fn is_write(name: &str) -> bool {
    name == "create" || name.starts_with("update")
}

// Finding and adding

#[test]
fn a_new_contact_is_created() {
    let server = Server::new(vec![]);
    let result = call(&server, info(json!({"name": {"first": "Ann"}})));
    assert!(result.is_new && result.rejected.is_empty() && result.existing.is_empty());
    assert_eq!(result.contact["name"]["first"], "Ann");
    assert_eq!(server.requests(), ["find", "create"]);
}

#[test]
fn a_match_is_given_what_it_lacks_and_never_overwritten() {
    let server = Server::new(vec![ann()]);
    let result = call(&server, info(json!({"name": {"first": "Anna", "last": "Lee"}})));
    assert!(!result.is_new && result.is_rejected("name.first", "ALREADY_SET"));
    assert_eq!(result.existing, ["name.first", "emails[0]"]);
    assert_eq!(
        [&result.contact["name"]["first"], &result.contact["name"]["last"]],
        [&json!("Ann"), &json!("Lee")]
    );
    assert_eq!(server.requests(), ["find", "update ann"]);
}

#[test]
fn a_match_that_lacks_nothing_is_not_written() {
    let server = Server::new(vec![ann()]);
    assert_eq!(call(&server, info(json!({}))).contact["name"]["first"], "Ann");
    assert_eq!(server.requests(), ["find"]);
}

#[test]
fn the_match_may_be_beyond_the_first_response() {
    let mut contacts: Vec<_> = (0..150).map(|id| contact(&id.to_string(), json!({}))).collect();
    contacts.push(contact("ann", json!({"phones": [{"phone": "601-081-124"}]})));
    let server = Server::new(contacts);
    call(&server, info(json!({"phones": [{"phone": "601-081-124"}], "name": {"first": "Ann"}})));
    assert_eq!(server.requests(), ["find", "find", "update ann"]);
}

#[test]
fn a_server_that_ignores_the_filter_is_asked_once() {
    let others = (0..150).map(|id| json!({"id": id.to_string()})).collect();
    let server = Server::new(others);
    call(&server, info(json!({})));
    assert_eq!(server.requests(), ["find", "create"]);
}

#[test]
fn what_is_no_contact_info_is_never_sent() {
    let server = Server::new(vec![]);
    let failure = |info| try_on(&overlay_field(), &server, info).err().unwrap();
    let Error::Schema(message) = failure(None) else { panic!("plain data") };
    assert!(message.starts_with("contactInfo must be plain data: "), "{message}");
    let wrong = Error::Schema("emails must be an array".to_owned());
    assert_eq!(failure(Some(json!({"emails": 1}))), wrong);
    let nobody = Error::Argument("contactInfo needs at least one usable email or phone");
    assert_eq!(failure(Some(json!({"name": {"first": "Ann"}}))), nobody);
    assert!(server.requests().is_empty());
}

// Concurrent changes

#[test]
fn a_contact_that_was_changed_meanwhile_is_read_and_merged_again() {
    let server = Server::new(vec![ann()]).before(|contacts, request| {
        if request.name == "update ann" && request.time == 0 {
            write(&mut contacts[0], json!({"company": "Acme"}));
        }
        Ok(())
    });
    let result = call(&server, info(json!({"company": {"role": "CEO", "name": "Wix"}})));
    assert_eq!(result.contact["company"], json!({"role": "CEO", "name": "Acme"}));
    assert!(result.is_rejected("company.name", "ALREADY_SET"));
    assert_eq!(server.requests(), ["find", "update ann", "pause 0", "get ann", "update ann"]);
}

#[test]
fn a_contact_that_changes_all_the_time_is_written_five_times() {
    let server = Server::new(vec![ann()]).before(|contacts, request| {
        if is_write(request.name) {
            write(&mut contacts[0], json!({}));
        }
        Ok(())
    });
    let failure = failure(&server, info(json!({"name": {"last": "Lee"}})));
    assert_eq!(failure, Error::Api("CONTACT_ALREADY_CHANGED".to_owned()));
    let requests = server.requests();
    assert_eq!(requests.iter().filter(|name| is_write(name)).count(), 5);
    let pauses: Vec<_> = requests.iter().filter(|name| name.starts_with("pause")).collect();
    assert_eq!(pauses, ["pause 0", "pause 1", "pause 2", "pause 3"]);
}

#[test]
fn a_call_without_the_time_to_wait_fails_as_its_write_did() {
    let server = Server::new(vec![ann()]).before(|_, request| match request.name {
        "update ann" => Err(rejection(409, "CONTACT_ALREADY_CHANGED")),
        "pause 0" => Err(rejection(0, "no time")),
        _ => Ok(()),
    });
    let failure = failure(&server, info(json!({"name": {"last": "Lee"}})));
    assert_eq!(failure, Error::Api("CONTACT_ALREADY_CHANGED".to_owned()));
    assert_eq!(server.requests(), ["find", "update ann", "pause 0"]);
}

/// The failure of a create if the contact exists.
fn duplicate() -> Failure<String> {
    let data = json!({"applicationError": {"data": {"duplicateContactId": "ann"}}});
    Failure { body: json!({"details": data}), ..rejection(400, "DUPLICATE_CONTACT_EXISTS") }
}

#[test]
fn a_contact_that_was_created_meanwhile_is_gone_on_with() {
    let server = Server::new(vec![]).before(|contacts, request| {
        if request.name == "create" {
            contacts.push(ann());
            return Err(duplicate());
        }
        Ok(())
    });
    let result = call(&server, info(json!({"name": {"last": "Lee"}})));
    assert!(!result.is_new);
    assert_eq!(result.existing, ["name.first", "emails[0]"]);
    assert_eq!(server.requests(), ["find", "create", "get ann", "update ann"]);
}

#[test]
fn a_create_whose_response_was_lost_tells_what_it_would_have_told() {
    let sent = json!({"name": {"first": "Ann"}, "dates": [{"tag": "birthday", "date": "1980-12-01"},
        {"tag": "birthday", "date": "1990-12-01"}]});
    let made = contact("ann", json!({"name": {"first": "Ann"}, "dates": [sent["dates"][0].clone()]}));
    let server = Server::new(vec![]).before(move |contacts, request| {
        if request.name == "create" {
            contacts.push(made.clone());
            return Err(duplicate());
        }
        Ok(())
    });
    let result = call(&server, info(sent));
    assert!(result.existing.is_empty() && result.is_rejected("dates[1].date", "ALREADY_SET"));
    assert_eq!(server.requests(), ["find", "create", "get ann"]);
}

#[test]
fn a_duplicate_that_is_not_seen_yet_is_waited_and_searched_for() {
    let server = Server::new(vec![]).before(|contacts, request| match request.name {
        "create" => Err(duplicate()),
        "pause 0" => {
            contacts.push(ann());
            Ok(())
        }
        _ => Ok(()),
    });
    call(&server, info(json!({})));
    assert_eq!(server.requests(), ["find", "create", "get ann", "pause 0", "find"]);
}

#[test]
fn a_contact_that_is_gone_is_searched_for_again_though_a_search_may_still_find_it() {
    let server = Server::new(vec![ann()]).before(|_, request| match request.name {
        "update ann" => Err(rejection(404, "CONTACT_NOT_FOUND")),
        _ => Ok(()),
    });
    assert!(call(&server, info(json!({"name": {"last": "Lee"}}))).is_new);
    assert_eq!(server.requests(), ["find", "update ann", "find", "create"]);
}

// Rejected writes

#[test]
fn a_rejected_value_is_left_out_and_told() {
    let server = Server::new(vec![]).before(|_, request| match request.body["picture"] {
        Value::Null => Ok(()),
        _ => Err(invalid(&["info.picture.image.url"])),
    });
    let result = call(&server, info(json!({"picture": "https://example.com/ann.png"})));
    assert!(result.is_new && result.is_rejected("picture", "INVALID"));
    assert_eq!(server.requests(), ["find", "create", "create"]);
}

#[test]
fn a_rejection_of_all_that_the_contact_is_known_by_is_that_of_the_call() {
    let server = Server::new(vec![]).before(|_, request| match request.name {
        "create" => Err(invalid(&["info.emails.items[0].email"])),
        _ => Ok(()),
    });
    assert_eq!(failure(&server, info(json!({}))), Error::Api("INVALID_ARGUMENT".to_owned()));
    assert_eq!(server.requests(), ["find", "create"]);
}

#[test]
fn a_rejected_overlay_is_left_out_and_told() {
    let server = Server::new(vec![]).before(|_, request| match request.body.get("extendedFields") {
        Some(_) => Err(rejection(400, "INVALID_EXTENDED_FIELD_VALUE")),
        None => Ok(()),
    });
    let result = call(&server, info(json!({"name": {"first": "Ann", "middle": "Q."}})));
    assert!(result.is_new && result.is_rejected("name.middle", "UNSUPPORTED"));
    assert_eq!(result.contact["name"]["first"], "Ann");
    assert_eq!(server.requests(), ["find", "make field", "create", "create"]);
}

#[test]
fn a_rejection_with_and_without_an_overlay_is_the_first_one() {
    let server = Server::new(vec![]).before(|_, request| match (request.name, request.time) {
        ("create", 0) => Err(rejection(400, "FIRST")),
        ("create", _) => Err(rejection(400, "SECOND")),
        _ => Ok(()),
    });
    let info = info(json!({"name": {"middle": "Q."}}));
    assert_eq!(failure(&server, info), Error::Api("FIRST".to_owned()));
}

#[test]
fn an_overlay_that_the_contact_has_is_not_sent_along_where_there_is_no_more_room() {
    let server = Server::new(vec![contact("ann", json!({"name": {"middle": "Q."}}))]);
    let server = server.before(|_, request| match request.body.get("extendedFields") {
        Some(_) => Err(rejection(400, "INVALID_EXTENDED_FIELD_VALUE")),
        None => Ok(()),
    });
    let result = call(&server, info(json!({"name": {"last": "Lee"}})));
    assert!(result.rejected.is_empty());
    assert_eq!(server.requests(), ["find", "update ann", "update ann"]);
}

// The extended field

#[test]
fn the_field_is_looked_up_once_for_a_site_and_again_when_it_is_rejected() {
    let overlay_field = overlay_field();
    let call = |fails: bool| {
        let server = Server::new(vec![]).before(move |_, request| match (request.name, request.time) {
            ("create", 0) if fails => Err(rejection(400, "INVALID_EXTENDED_FIELD_VALUE")),
            _ => Ok(()),
        });
        let result = call_on(&overlay_field, &server, info(json!({"name": {"middle": "Q."}})));
        (server.requests(), result.contact["name"]["middle"].clone(), result.rejected.len())
    };
    let requests = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(call(false), (requests(&["find", "make field", "create"]), json!("Q."), 0));
    assert_eq!(call(false), (requests(&["find", "create"]), json!("Q."), 0));
    // It is the same field again, and it can't store this text.
    assert_eq!(call(true), (requests(&["find", "create", "make field", "create"]), json!(""), 1));
}

#[test]
fn the_field_is_made_or_used_or_left_alone_as_the_site_has_it() {
    for (extended_fields, requests, rejected) in [
        (ExtendedFields::Create, &["find", "make field", "create"][..], 0),
        (ExtendedFields::Existing, &["find", "find field", "create"], 0),
        (ExtendedFields::Off, &["find", "create"], 1),
    ] {
        let server = Server::new(vec![]);
        let overlay_field = OverlayField::new(extended_fields);
        let result = call_on(&overlay_field, &server, info(json!({"name": {"middle": "Q."}})));
        assert_eq!(
            (server.requests(), result.rejected.len()),
            (requests.iter().map(ToString::to_string).collect(), rejected)
        );
    }
}

#[test]
fn a_field_that_may_not_be_made_is_told_and_fails_nothing() {
    let server = Server::new(vec![]).before(|_, request| match request.name {
        "make field" => Err(rejection(403, "HTTP_403")),
        _ => Ok(()),
    });
    let result = call(&server, info(json!({"name": {"middle": "Q."}})));
    assert!(result.is_rejected("name.middle", "FORBIDDEN"));
    assert_eq!(server.requests(), ["find", "make field", "create"]);
}

#[test]
fn what_was_kept_is_read_and_written_under_the_key_that_it_has() {
    let stored = contact("ann", json!({"name": {"middle": "Q."}}));
    let server = Server::new(vec![stored]);
    let result = call(&server, info(json!({"name": {"suffix": "Jr."}})));
    assert_eq!(
        [&result.contact["name"]["middle"], &result.contact["name"]["suffix"]],
        [&json!("Q."), &json!("Jr.")]
    );
    assert_eq!(server.requests(), ["find", "update ann"]);
    let overlay = server.contacts.borrow()[0]["info"]["extendedFields"]["items"][FIELD].clone();
    assert!(overlay.as_str().unwrap().starts_with(r#"{"wixContacts":1,"name":"#), "{overlay}");
}

// Statuses

#[test]
fn opt_outs_are_sent_before_it_is_asked_about_the_others() {
    let emails = json!([
        {"email": "ann@example.com", "emailStatus": "recurring"},
        {"email": "Eve@example.com", "emailStatus": "recurring"},
        {"email": "bob@example.com", "emailStatus": "optOut"},
    ]);
    let server = Server::new(vec![]);
    let result = call(&server, info(json!({"emails": emails})));
    assert!(result.rejected.is_empty());
    assert_eq!(result.contact["emails"][0]["emailStatus"], "recurring");
    assert_eq!(
        server.requests(),
        [
            "find",
            "create",
            "set bob@example.com UNSUBSCRIBED",
            "ask about ann@example.com Eve@example.com eve@example.com",
            "set ann@example.com SUBSCRIBED",
            "set Eve@example.com SUBSCRIBED",
        ]
    );
}

#[test]
fn who_has_opted_out_is_not_subscribed_and_shown_so() {
    let known =
        json!({"email": EMAIL, "subscriptionStatus": "UNSUBSCRIBED", "deliverabilityStatus": "BOUNCED"});
    let server = Server::new(vec![]);
    server.subscriptions.borrow_mut().push(known);
    let result = call(&server, json!({"emails": [{"email": EMAIL, "emailStatus": "recurring"}]}));
    assert!(result.is_rejected("emails[0].emailStatus", "CONSENT"));
    let email = &result.contact["emails"][0];
    assert_eq!([&email["emailStatus"], &email["deliveryStatus"]], [&json!("optOut"), &json!("BOUNCE")]);
    assert_eq!(server.requests(), ["find", "create", "ask about ann@example.com"]);
}

#[test]
fn a_status_that_is_rejected_is_told_and_fails_nothing() {
    let server = Server::new(vec![]).before(|_, request| match request.name {
        "find" | "create" => Ok(()),
        _ => Err(rejection(403, "HTTP_403")),
    });
    let result = call(&server, json!({"emails": [{"email": EMAIL, "emailStatus": "optOut"}]}));
    assert!(result.is_new && result.is_rejected("emails[0].emailStatus", "FORBIDDEN"));
}

#[test]
fn an_opt_out_is_passed_on_even_where_its_email_is_rejected() {
    let server = Server::new(vec![]).before(|_, request| match (request.name, request.time) {
        ("create", 0) => Err(invalid(&["info.emails.items[1].email"])),
        _ => Ok(()),
    });
    let emails = json!([{"email": EMAIL}, {"email": "ann@home", "emailStatus": "optOut"}]);
    let result = call(&server, json!({"emails": emails}));
    assert!(result.is_rejected("emails[1].email", "INVALID"));
    assert_eq!(server.requests(), ["find", "create", "create", "set ann@home UNSUBSCRIBED"]);
}
