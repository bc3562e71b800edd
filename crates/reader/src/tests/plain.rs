//! A simple, slow version of the reader, over a tree, to compare the reader with.

use serde_json::{Value, json};

/// The members of a contact of v4 that it reads, and some around them.
pub const PATHS: &[&str] = &[
    "",
    "/id",
    "/createdDate",
    "/updatedDate",
    "/info",
    "/info/name",
    "/info/name/first",
    "/info/picture",
    "/info/picture/image",
    "/info/picture/image/url",
    "/info/emails",
    "/info/emails/items",
    "/info/emails/items/0",
    "/info/emails/items/0/tag",
    "/info/emails/items/0/primary",
    "/info/emails/items/1/email",
    "/info/phones/items/0/e164Phone",
    "/info/addresses/items/0/address",
    "/info/addresses/items/0/address/subdivision",
    "/info/addresses/items/0/address/country",
    "/info/addresses/items/1/address/streetAddress/apt",
    "/info/birthdate",
    "/info/company",
    "/info/extendedFields/items",
    "/info/extendedFields/items/emailSubscriptions.effectiveEmail",
    "/info/extendedFields/items/emailSubscriptions.subscriptionStatus",
    "/info/extendedFields/items/emailSubscriptions.deliverabilityStatus",
    "/info/extendedFields/items/custom.color",
    "/primaryEmail",
    "/primaryEmail/email",
    "/primaryEmail/subscriptionStatus",
    "/primaryEmail/deliverabilityStatus",
    "/picture",
];

/// The contacts of a response; None if the list is missing.
pub fn contacts(response: &Value) -> Option<Vec<Value>> {
    let contacts = response.get("contacts")?.as_array()?;
    Some(contacts.iter().filter(|contact| contact.is_object()).map(contact).collect())
}

pub fn contact(v4: &Value) -> Value {
    let info = &v4["info"];
    let mut legacy = json!({
        "id": v4["id"].as_str(),
        "name": {"prefix": "", "first": text(&info["name"]["first"]), "middle": "",
            "last": text(&info["name"]["last"]), "suffix": ""},
        "picture": picture(&info["picture"]["image"]).or_else(|| picture(&v4["picture"])),
        "company": {"role": text(&info["jobTitle"]), "name": text(&info["company"])},
        "emails": emails(v4),
        "phones": items(info, "phones").map(|item| json!({
            "tag": tag(item), "phone": text(&item["phone"]), "normalizedPhone": some(&item["e164Phone"]),
        })).collect::<Vec<_>>(),
        "addresses": items(info, "addresses").map(address).collect::<Vec<_>>(),
        "urls": [], "dates": [],
        "createdAt": v4["createdDate"].as_str(), "modifiedAt": v4["updatedDate"].as_str(),
    });
    if let Some(date) = some(&info["birthdate"]) {
        legacy["dates"] = json!([{"tag": "birthday", "date": format!("{date}T00:00:00.000Z")}]);
    }
    legacy
}

/// The contact that JavaScript makes of what the reader writes, with null for what is absent.
pub fn object(values: &mut impl Iterator<Item = Value>) -> Value {
    let mut next = || values.next().map(|value| if value == 0 { Value::Null } else { value }).unwrap();
    let mut contact = json!({
        "id": next(),
        "name": {"prefix": next(), "first": next(), "middle": next(), "last": next(), "suffix": next()},
        "picture": next(),
        "company": {"role": next(), "name": next()},
        "createdAt": next(),
        "modifiedAt": next(),
    });
    for (list, members) in [
        ("emails", &["tag", "email", "emailStatus", "deliveryStatus"][..]),
        ("phones", &["tag", "phone", "normalizedPhone"]),
        ("addresses", &["tag", "address", "neighborhood", "city", "region", "country", "postalCode"]),
        ("urls", &["tag", "url"]),
        ("dates", &["tag", "date"]),
    ] {
        let count = next().as_u64().unwrap_or_default();
        let mut item = || members.iter().map(|member| ((*member).to_owned(), next())).collect::<Value>();
        contact[list] = (0..count).map(|_| item()).collect();
    }
    contact
}

/// The overlay that is stored with it.
pub fn overlay(v4: &Value) -> Option<&str> {
    let fields = v4["info"]["extendedFields"]["items"].as_object()?;
    fields.values().filter_map(Value::as_str).find(|text| text.starts_with(r#"{"wixContacts":1,"#))
}

fn emails(v4: &Value) -> Vec<Value> {
    let emails: Vec<_> = items(&v4["info"], "emails").collect();
    let normalize = |value: &Value| value.as_str().unwrap_or_default().trim().to_lowercase();
    let named = |likely: Option<usize>, name: &Value| {
        let name = some(name)?.trim().to_lowercase();
        let is_named = |index: &usize| normalize(&emails[*index]["email"]) == name;
        likely.filter(is_named).or_else(|| (0..emails.len()).find(is_named))
    };
    let first = (!emails.is_empty()).then_some(0);
    let likely = emails.iter().position(|item| item["primary"] == true).or(first);
    let of_primary = &v4["primaryEmail"];
    let primary = named(likely, &of_primary["email"]).or(likely);
    let fields = &v4["info"]["extendedFields"]["items"];
    let field = |name: &str| fields[format!("emailSubscriptions.{name}")].as_str();
    let is_mirrored = some(&of_primary["subscriptionStatus"])
        .is_some_and(|it| field("subscriptionStatus") == Some(it))
        && field("deliverabilityStatus").is_none_or(|it| of_primary["deliverabilityStatus"] == it);
    let effective = field("effectiveEmail").map_or(Value::Null, Value::from);
    let subscribed = if is_mirrored { primary } else { named(primary, &effective).or(primary) };

    emails.iter().enumerate().map(|(index, item)| {
        let status = |name: &str| {
            let of_field = field(name).filter(|it| !it.is_empty() && subscribed == Some(index));
            of_field.or_else(|| of_primary[name].as_str().filter(|_| primary == Some(index)))
        };
        let (subscription, deliverability) = (status("subscriptionStatus"), status("deliverabilityStatus"));
        let has_status = subscribed == Some(index) || subscription.is_some() || deliverability.is_some();
        let email_status = match subscription {
            _ if !has_status => None,
            Some("SUBSCRIBED") => Some("recurring"),
            Some("UNSUBSCRIBED") => Some("optOut"),
            _ => Some("transactional"),
        };
        let delivery_status = match deliverability {
            Some("VALID" | "INACTIVE") => Some("VALID"),
            Some("BOUNCED") => Some("BOUNCE"),
            Some("SPAM_COMPLAINT") => Some("SPAM"),
            _ => None,
        };
        json!({"tag": tag(item), "email": text(&item["email"]), "emailStatus": email_status, "deliveryStatus": delivery_status})
    }).collect()
}

fn address(item: &Value) -> Value {
    let v4 = &item["address"];
    let street = &v4["streetAddress"];
    let join = |parts: &[Option<String>], separator: &str| {
        let parts: Vec<_> = parts.iter().flatten().cloned().collect();
        (!parts.is_empty()).then(|| parts.join(separator))
    };
    let given = |value: &Value| some(value).map(str::to_owned);
    let line = given(&v4["addressLine"])
        .or_else(|| join(&["number", "name", "apt"].map(|part| given(&street[part])), " "));
    let country = some(&v4["country"]);
    let region = some(&v4["subdivision"]).map(|subdivision| match subdivision.split_once('-') {
        Some((prefix, region)) if country.is_none_or(|country| country == prefix) => region,
        _ => subdivision,
    });
    json!({
        "tag": tag(item), "address": join(&[line, given(&v4["addressLine2"])], ", "), "neighborhood": null,
        "city": some(&v4["city"]), "region": region.filter(|region| !region.is_empty()), "country": country,
        "postalCode": some(&v4["postalCode"]),
    })
}

fn picture(image: &Value) -> Option<String> {
    let url = some(image).or_else(|| some(&image["url"]))?;
    let media = url.strip_prefix("wix:").unwrap_or(url);
    let id = |folder: &str| {
        let id = media.strip_prefix(&format!("{folder}://v1/"))?.split(['/', '?', '#']).next()?;
        Some(id).filter(|id| !id.is_empty())
    };
    let at = |folder: &str, id: &str| format!("https://static.wixstatic.com/{folder}/{id}");
    let known = id("image").map(|id| at("media", id)).or_else(|| id("vector").map(|id| at("shapes", id)));
    Some(known.unwrap_or_else(|| url.to_owned()))
}

fn items<'a>(info: &'a Value, list: &str) -> impl Iterator<Item = &'a Value> {
    info[list]["items"].as_array().into_iter().flatten().filter(|item| item.is_object())
}

fn tag(item: &Value) -> String {
    some(&item["tag"]).filter(|tag| *tag != "UNTAGGED").map_or("other".to_owned(), str::to_lowercase)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn some(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}
