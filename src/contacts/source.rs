//! The contacts of a site, as paging reads them.

use std::rc::Rc;

use contacts_core::{
    http::Gate,
    json::{Value, given, object},
    paging::{Answer, Entries, Sequence, Source, TrailOf, Window},
};
use js_sys::{Array, Date};
use wasm_bindgen::JsValue;

use super::{
    client::Client,
    contact::{self, between, created, ids_of, without},
};
use crate::{
    error::Error,
    v4::{Api, Query},
};

/// All contacts, or those that have any of some labels.
#[derive(Clone)]
pub struct Contacts {
    /// Label keys.
    pub labels: Option<Rc<Vec<Value>>>,
    pub access: Access,
}

/// How much of a call each answer is.
#[derive(Clone)]
pub enum Access {
    /// A part of one, whose deadline holds for all answers.
    Within(Api),
    /// All of it: each answer has a deadline of its own, and a 429 pauses all of them.
    Each(Rc<Client>, Rc<Gate>),
}

/// Contact objects, or their ids. A page stays in JavaScript: taking each of its contacts in here costs more than all that is
/// done with it.
#[derive(Clone, Default)]
pub struct List(pub Array);

impl Sequence for List {
    fn len(&self) -> usize {
        self.0.length() as usize
    }

    fn part(&self, from: usize, to: usize) -> Self {
        Self(self.0.slice(from as u32, to as u32))
    }

    fn concat(&self, other: &Self) -> Self {
        Self(self.0.concat(&other.0))
    }
}

impl Entries for List {
    type Ids = List;

    fn ids(&self) -> List {
        Self(ids_of(&self.0))
    }

    fn created(&self, index: usize) -> f64 {
        created(&self.0, index as i32)
    }

    fn without(&self, ids: &List) -> Self {
        Self(without(&self.0, &ids.0))
    }

    fn between(&self, since: f64, before: f64) -> Self {
        Self(between(&self.0, since, before))
    }
}

/// The way to a page of contacts.
pub type Trail = TrailOf<Contacts>;

impl Source for Contacts {
    type Entries = List;
    type Error = Error;

    async fn query(&self, window: Window) -> Result<Answer<List>, Error> {
        let query = Query {
            filter: self.filter(&window),
            newest_first: true,
            offset: window.offset as u32,
            limit: window.limit as u32,
        };
        let page = match &self.access {
            Access::Within(api) => api.query_contacts(query),
            Access::Each(client, gate) => client.api(Some(gate.clone())).query_contacts(query),
        };
        let contact::Contacts { objects, total, .. } = contact::Contacts::of_list(&page.await?).await?;
        Ok(Answer { entries: List(objects), total })
    }
}

impl Contacts {
    fn filter(&self, window: &Window) -> Value {
        let labels = self.labels.as_ref().map(|keys| object([("$hasSome", Value::Array(keys.to_vec()))]));
        let before = window.before.and_then(date);
        let since = window.since.and_then(date);
        let is_dated = before.is_some() || since.is_some();
        let dates = is_dated.then(|| given([("$lt", before), ("$gte", since)]));
        given([("info.labelKeys", labels), ("createdDate", dates)])
    }
}

/// RFC 3339, for a time that is a date at all.
fn date(time: f64) -> Option<Value> {
    // What is no date is null in JSON.
    JsValue::from(Date::new(&time.into()).to_json()).as_string().map(Value::from)
}
