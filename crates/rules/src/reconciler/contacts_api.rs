//! The requests and the waits of reconcileContact, as a trait.

use super::Failure;
use crate::{converted_contact::ConvertedContact, json::Value, v4::Query};

/// Contacts v4, for one call of an app. Results are its JSON (`spec/contacts-v4.md`).
#[allow(async_fn_in_trait, reason = "nothing here is sent to another thread")]
pub trait ContactsApi {
    /// A failure for the app.
    type Error: Clone;

    async fn find_contacts(&self, query: Query) -> Result<Vec<Value>, Failure<Self::Error>>;
    /// The contact as of now: never the response to an earlier request in flight.
    async fn get_contact(&self, id: &str) -> Result<Value, Failure<Self::Error>>;
    /// Rejected if a contact with the same email exists, or, without an email, with the same phone.
    async fn create_contact(&self, info: Value) -> Result<Value, Failure<Self::Error>>;
    /// Replaces lists as a whole.
    async fn update_contact(
        &self,
        id: &str,
        revision: Value,
        info: Value,
    ) -> Result<Value, Failure<Self::Error>>;
    /// The key of the extended field of type TEXT with this name; None if there is none.
    async fn find_text_field(&self, display_name: &str) -> Result<Option<String>, Failure<Self::Error>>;
    /// The same, but creates a missing field; None if the field of this name has another type.
    async fn find_or_create_text_field(
        &self,
        display_name: &str,
    ) -> Result<Option<String>, Failure<Self::Error>>;
    /// All subscriptions of these addresses.
    async fn query_subscriptions(&self, emails: &[String]) -> Result<Vec<Value>, Failure<Self::Error>>;
    async fn set_subscription(&self, subscription: Value) -> Result<(), Failure<Self::Error>>;
    /// Waits before a call is tried another way, longer each `time` (from 0). Returns whether there was time for it.
    async fn pause(&self, time: u32) -> bool;

    /// Converts a contact of v4.
    fn convert(&self, contact: &Value) -> ConvertedContact;
    /// The JSON text of a value.
    fn text(&self, value: &Value) -> String;
}
