//! The limits of the official page: removes each value that is too long or invalid.

use super::info::{ContactInfo, Item};
use super::table::{List, SCALARS};
use super::{Reason, Rejected};
use crate::phone;

/// The values of a contactInfo that can be stored, and the rejected ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub info: ContactInfo,
    pub rejected: Vec<Rejected>,
}

/// There is no usable email or phone, so the contact can't be identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoEmailOrPhone;

impl NoEmailOrPhone {
    pub const MESSAGE: &str = "contactInfo needs at least one usable email or phone";
}

/// Removes values that can't be stored. With a bad value, the whole item is rejected; a bad tag, status or part
/// of an address is rejected alone.
pub fn check(mut info: ContactInfo) -> Result<Checked, NoEmailOrPhone> {
    let mut rejected = Vec::new();
    for ((field, test), value) in SCALARS.iter().zip(&mut info.scalars) {
        if let Some(text) = value
            && let Some(reason) = test(text)
        {
            rejected.push(Rejected::new(*field, text.as_str(), reason));
            *value = None;
        }
    }
    for (list, items) in info.lists_mut() {
        items.retain_mut(|item| check_item(list, item, &mut rejected));
    }
    // If a phone has two numbers, only the first can be stored.
    for item in info.phones.iter().filter(|item| phone::has_another(item.text("phone"))) {
        rejected.push(item.rejected("phone", Reason::Unsupported));
    }
    if info.emails.is_empty() && info.phones.is_empty() {
        return Err(NoEmailOrPhone);
    }
    Ok(Checked { info, rejected })
}

/// Whether anything of an item can be stored.
fn check_item(list: &List, item: &mut Item, rejected: &mut Vec<Rejected>) -> bool {
    for (member, test) in list.members {
        // Members that need the value are rejected with it.
        if !list.is_there(item) {
            return false;
        }
        let reason: Option<Reason> = item.get(member).and_then(test);
        if let Some(reason) = reason {
            rejected.push(item.rejected(member, reason));
            item.texts.retain(|(other, _)| other != member);
        }
    }
    list.is_there(item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Value, testing::json};
    use crate::reconcile::tests::support::checked;

    /// The rejections of a contactInfo to which a usable phone is added.
    fn rejections(mut info: Value) -> Vec<(String, &'static str, Value)> {
        if info.get("phones").is_none() {
            info["phones"] = json!([{"phone": "601-081-124"}]);
        }
        let rejected = checked(info).rejected;
        rejected.into_iter().map(|it| (it.field, it.reason.as_str(), it.value)).collect()
    }

    fn long(length: usize) -> String {
        // Each has two bytes and one UTF-16 unit, except the last, which has four and two.
        "\u{e9}".repeat(length - 1) + "\u{1f600}"
    }

    #[test]
    fn every_limit_of_the_official_page_holds_to_the_code_point() {
        for (limit, field, info) in [
            (100, "name.prefix", (|text| json!({"name": {"prefix": text}})) as fn(&str) -> Value),
            (100, "name.first", |text| json!({"name": {"first": text}})),
            (100, "name.middle", |text| json!({"name": {"middle": text}})),
            (100, "name.last", |text| json!({"name": {"last": text}})),
            (100, "name.suffix", |text| json!({"name": {"suffix": text}})),
            (100, "company.role", |text| json!({"company": {"role": text}})),
            (100, "company.name", |text| json!({"company": {"name": text}})),
            (100, "emails[0].tag", |text| json!({"emails": [{"tag": text, "email": "a@b"}]})),
            (100, "phones[0].tag", |text| json!({"phones": [{"tag": text, "phone": "1"}]})),
            (250, "addresses[0].address", |text| json!({"addresses": [{"address": text}]})),
            (100, "addresses[0].neighborhood", |text| json!({"addresses": [{"neighborhood": text}]})),
            (100, "addresses[0].city", |text| json!({"addresses": [{"city": text}]})),
            (100, "addresses[0].region", |text| json!({"addresses": [{"region": text}]})),
            (100, "addresses[0].country", |text| json!({"addresses": [{"country": text}]})),
            (20, "addresses[0].postalCode", |text| json!({"addresses": [{"postalCode": text}]})),
            (100, "addresses[0].tag", |text| json!({"addresses": [{"tag": text, "city": "x"}]})),
            (100, "urls[0].tag", |text| json!({"urls": [{"tag": text, "url": "x"}]})),
            (100, "dates[0].tag", |text| json!({"dates": [{"tag": text, "date": "2001-06-01"}]})),
        ] {
            assert_eq!(rejections(info(&long(limit))), [], "{field}");
            let text = long(limit + 1);
            assert_eq!(rejections(info(&text)), [(field.to_owned(), "TOO_LONG", json!(text))]);
        }
    }

    #[test]
    fn an_email_has_250_characters_at_most_and_a_phone_30() {
        let email = |length: usize| long(length - 2) + "@b";
        let phone = |length: usize| long(length - 1) + "1";
        let both = |emails: [String; 2], phones: [String; 2]| {
            json!({
                "emails": emails.map(|email| json!({"tag": "home", "email": email})),
                "phones": phones.map(|phone| json!({"tag": "home", "phone": phone})),
            })
        };
        let checked = checked(both([email(250), email(251)], [phone(31), phone(30)]));
        assert_eq!((checked.info.emails[0].text("email"), checked.info.emails.len()), (&*email(250), 1));
        assert_eq!((checked.info.phones[0].text("phone"), checked.info.phones.len()), (&*phone(30), 1));
        assert_eq!(
            checked.rejected,
            [
                Rejected::new("emails[1].email", email(251), Reason::TooLong),
                Rejected::new("phones[0].phone", phone(31), Reason::TooLong),
            ]
        );
    }

    #[test]
    fn what_is_too_long_is_lost_alone() {
        let info = checked(json!({
            "name": {"first": long(101), "last": "Lee"},
            "emails": [{"tag": long(101), "email": "ann@example.com"}],
            "addresses": [{"city": long(101), "region": "CA"}, {"tag": "home", "city": long(101)}],
        }))
        .info;
        assert_eq!((&info.scalars[1], info.scalars[3].as_deref()), (&None, Some("Lee")));
        assert_eq!((info.emails[0].tag(), info.emails[0].text("email")), (None, "ann@example.com"));
        assert_eq!((info.addresses[0].get("city"), info.addresses.len()), (None, 1));
    }

    #[test]
    fn what_is_unusable_is_invalid() {
        for (member, values) in [
            (
                "email",
                &["ann", "@example.com", "ann@", "a b@example.com", "a@b\u{7}c", "a@b\u{a0}c", " @ "][..],
            ),
            ("phone", &["none", "+", "\u{2075}"]),
            ("date", &["yesterday", "1994-02-30", "05/11/1994"]),
        ] {
            let list = format!("{member}s");
            for value in values {
                let mut info = json!({"emails": [{"email": "ann@example.com"}]});
                info[list.as_str()] =
                    json!([{"email": "a@b", "phone": "1", "date": "2001-06-01"}, {member: value}]);
                let field = format!("{list}[1].{member}");
                assert_eq!(rejections(info), [(field, "INVALID", json!(value))]);
            }
        }
    }

    #[test]
    fn a_second_number_in_a_phone_is_told_and_the_first_is_kept() {
        let both = "030 1234567; 030 7654321";
        let checked = checked(json!({"phones": [{"phone": both}, {"phone": "030 1234567 (fax)"}]}));
        assert_eq!(checked.info.phones.len(), 2);
        assert_eq!(checked.rejected, [Rejected::new("phones[0].phone", both, Reason::Unsupported)]);
    }

    #[test]
    fn an_email_needs_no_more_than_its_two_sides() {
        for email in ["a@b", "\"a@b\"@example.com", "jos\u{e9}@ex\u{e4}mple.com", "a+b@localhost"] {
            assert_eq!(rejections(json!({"emails": [{"email": email}]})), [], "{email}");
        }
    }

    #[test]
    fn a_picture_is_an_http_url() {
        for picture in ["http://a", "HTTPS://example.com/a.png?b=c"] {
            assert_eq!(rejections(json!({"picture": picture})), [], "{picture}");
        }
        for picture in
            ["ann.png", "//example.com", "ftp://a", "https://", "https://a b", "data:,x", "wix:image://v1/x"]
        {
            let rejected = ("picture".to_owned(), "INVALID", json!(picture));
            assert_eq!(rejections(json!({"picture": picture})), [rejected]);
        }
    }

    #[test]
    fn a_url_may_be_any_text() {
        assert_eq!(rejections(json!({"urls": [{"url": "www.example.com/~ann"}, {"url": long(3000)}]})), []);
    }

    #[test]
    fn a_status_is_one_of_the_official_page() {
        let status = |member: &str, status: &str| {
            let rejected = rejections(json!({"emails": [{"email": "a@b", member: status}]}));
            rejected.into_iter().map(|(field, reason, _)| (field, reason)).collect::<Vec<_>>()
        };
        for text in ["optOut", "transactional", "recurring"] {
            assert_eq!(status("emailStatus", text), []);
        }
        for text in ["VALID", "SPAM", "COMPLAINT", "REJECTED", "BOUNCE"] {
            assert_eq!(status("deliveryStatus", text), []);
        }
        assert_eq!(status("emailStatus", "optout"), [("emails[0].emailStatus".to_owned(), "INVALID")]);
        assert_eq!(status("deliveryStatus", "OK"), [("emails[0].deliveryStatus".to_owned(), "INVALID")]);
        assert_eq!(
            status("deliveryStatus", "DEFERRAL"),
            [("emails[0].deliveryStatus".to_owned(), "UNSUPPORTED")]
        );
    }

    #[test]
    fn one_usable_email_or_phone_is_needed() {
        let check = |info: Value| check(ContactInfo::parse(&info).unwrap()).map(|_| ());
        assert_eq!(check(json!({"emails": [{"email": "ann"}, {"email": "a@b"}]})), Ok(()));
        assert_eq!(check(json!({"phones": [{"phone": "1"}]})), Ok(()));
        for info in [
            json!(null),
            json!({"name": {"first": "Ann"}}),
            json!({"emails": [{"email": "ann"}], "phones": [{"phone": "-"}]}),
            json!({"emails": [{"email": " "}], "phones": [{"normalizedPhone": "+1"}]}),
        ] {
            assert_eq!(check(info), Err(NoEmailOrPhone));
        }
        assert_eq!(NoEmailOrPhone::MESSAGE, "contactInfo needs at least one usable email or phone");
    }
}
