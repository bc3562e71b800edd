//! Contacts v4 in memory. A test can change the contacts before each response.

use std::cell::RefCell;

use super::super::{ContactsApi, Failure};
use crate::{
    converted_contact::ConvertedContact,
    json::{Value, testing::json},
    reconcile::tests::support::{FIELD, convert, new_contact, write},
    v4::Query,
};

/// The error for the app is the code.
pub type Response<T> = Result<T, Failure<String>>;

/// Changes the contacts before a response; an error is the response.
type Before = dyn Fn(&mut Vec<Value>, &Request) -> Response<()>;

pub struct Server {
    pub contacts: RefCell<Vec<Value>>,
    pub subscriptions: RefCell<Vec<Value>>,
    before: Box<Before>,
    requests: RefCell<Vec<String>>,
}

/// A request as a text like `update ann`, its body, and how many equal ones there were before.
pub struct Request<'a> {
    pub name: &'a str,
    pub body: &'a Value,
    pub time: usize,
}

/// A response that is not a success.
pub fn rejection(status: u16, code: &str) -> Failure<String> {
    Failure {
        status: Some(status),
        code: code.into(),
        retryable: false,
        body: Value::Null,
        error: code.into(),
    }
}

/// v4 rejects these values.
pub fn invalid(fields: &[&str]) -> Failure<String> {
    let violations: Vec<_> = fields.iter().map(|field| json!({"field": field})).collect();
    let body = json!({"details": {"validationError": {"fieldViolations": violations}}});
    Failure { body, ..rejection(400, "INVALID_ARGUMENT") }
}

impl Server {
    pub fn new(contacts: Vec<Value>) -> Self {
        let contacts = RefCell::new(contacts);
        let before = Box::new(|_: &mut _, _: &Request| Ok(()));
        Self { contacts, subscriptions: RefCell::default(), before, requests: RefCell::default() }
    }

    pub fn before(self, before: impl Fn(&mut Vec<Value>, &Request) -> Response<()> + 'static) -> Self {
        Self { before: Box::new(before), ..self }
    }

    /// All requests and waits, in order.
    pub fn requests(&self) -> Vec<String> {
        self.requests.borrow().clone()
    }

    fn begin(&self, name: &[&str], body: &Value) -> Response<()> {
        let name = name.join(" ");
        let time = self.requests.borrow().iter().filter(|other| **other == name).count();
        let request = Request { name: &name, body, time };
        let result = (self.before)(&mut self.contacts.borrow_mut(), &request);
        self.requests.borrow_mut().push(name);
        result
    }

    fn contact(&self, id: &str) -> Response<Value> {
        let contacts = self.contacts.borrow();
        let contact = contacts.iter().find(|contact| contact["id"] == id);
        contact.cloned().ok_or_else(|| rejection(404, "CONTACT_NOT_FOUND"))
    }

    fn field(&self, request: &str, name: &str) -> Response<Option<String>> {
        assert_eq!(name, "Wix.Contacts details");
        self.begin(&[request], &Value::Null)?;
        Ok(Some(FIELD.to_owned()))
    }
}

impl ContactsApi for Server {
    type Error = String;

    async fn find_contacts(&self, query: Query) -> Response<Vec<Value>> {
        self.begin(&["find"], &query.filter)?;
        let contacts = self.contacts.borrow();
        Ok(contacts.iter().skip(query.offset as usize).take(query.limit as usize).cloned().collect())
    }

    async fn get_contact(&self, id: &str) -> Response<Value> {
        self.begin(&["get", id], &Value::Null)?;
        self.contact(id)
    }

    async fn create_contact(&self, info: Value) -> Response<Value> {
        self.begin(&["create"], &info)?;
        let mut contact = new_contact();
        write(&mut contact, info);
        self.contacts.borrow_mut().push(contact.clone());
        Ok(contact)
    }

    async fn update_contact(&self, id: &str, revision: Value, info: Value) -> Response<Value> {
        self.begin(&["update", id], &info)?;
        let mut contact = self.contact(id)?;
        if contact["revision"] != revision {
            return Err(rejection(409, "CONTACT_ALREADY_CHANGED"));
        }
        write(&mut contact, info);
        for other in self.contacts.borrow_mut().iter_mut().filter(|other| other["id"] == id) {
            *other = contact.clone();
        }
        Ok(contact)
    }

    async fn find_text_field(&self, display_name: &str) -> Response<Option<String>> {
        self.field("find field", display_name)
    }

    async fn find_or_create_text_field(&self, display_name: &str) -> Response<Option<String>> {
        self.field("make field", display_name)
    }

    async fn query_subscriptions(&self, emails: &[String]) -> Response<Vec<Value>> {
        self.begin(&["ask about", &emails.join(" ")], &Value::Null)?;
        Ok(self.subscriptions.borrow().clone())
    }

    async fn set_subscription(&self, subscription: Value) -> Response<()> {
        let name = ["set", subscription.text("email"), subscription.text("subscriptionStatus")];
        self.begin(&name, &subscription)
    }

    async fn pause(&self, time: u32) -> bool {
        self.begin(&["pause", &time.to_string()], &Value::Null).is_ok()
    }

    fn convert(&self, contact: &Value) -> ConvertedContact {
        convert(contact)
    }

    fn text(&self, value: &Value) -> String {
        value.to_string()
    }
}
