//! What reconcileContact asks of the world.

use super::Failure;
use crate::{json::Value, shown::Shown, v4::Query};

/// Contacts v4, for one call of an app. Answers are its JSON (`spec/contacts-v4.md`).
#[allow(async_fn_in_trait, reason = "nothing here is sent to another thread")]
pub trait Api {
    /// A failure as the app is told of it.
    type Error: Clone;

    async fn find_contacts(&self, query: Query) -> Result<Vec<Value>, Failure<Self::Error>>;
    /// The contact as it is from now on: never an answer that was under way before.
    async fn get_contact(&self, id: &str) -> Result<Value, Failure<Self::Error>>;
    /// Refused if a contact with the same email, or without one the same phone, exists.
    async fn create_contact(&self, info: Value) -> Result<Value, Failure<Self::Error>>;
    /// Lists are replaced as a whole.
    async fn update_contact(
        &self,
        id: &str,
        revision: Value,
        info: Value,
    ) -> Result<Value, Failure<Self::Error>>;
    /// The key of the extended field of type TEXT with this name; none if there is none.
    async fn find_text_field(&self, display_name: &str) -> Result<Option<String>, Failure<Self::Error>>;
    /// The same, made if it is missing; none if the field of this name has another type.
    async fn find_or_create_text_field(
        &self,
        display_name: &str,
    ) -> Result<Option<String>, Failure<Self::Error>>;
    /// All subscriptions of these addresses.
    async fn query_subscriptions(&self, emails: &[String]) -> Result<Vec<Value>, Failure<Self::Error>>;
    async fn set_subscription(&self, subscription: Value) -> Result<(), Failure<Self::Error>>;
    /// Waits before a call is tried another way, longer each `time` (from 0); gives whether there was time for it.
    async fn pause(&self, time: u32) -> bool;

    /// Shows a contact of v4.
    fn show(&self, contact: &Value) -> Shown;
    /// The text of JSON.
    fn text(&self, value: &Value) -> String;
}
