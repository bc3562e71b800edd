//! One page of contacts: what to ask for, and the response (spec/contacts-v4.md sections 1.1 and 3.5).

use axum::http::StatusCode;
use rusqlite::{Transaction, params_from_iter};
use serde::Serialize;
use serde_json::{Value, value::RawValue};

use super::{
    condition::{Condition, Scalar, Test},
    fields::{CREATED_DATE, Field, LABEL_KEYS},
    parse,
    projection::Projection,
    sql::{self, Selection, Sql},
};
use crate::{
    error::{Error, Result, Violation},
    settings::{Order, Settings},
    store::{contacts, document::Document},
};

const DEFAULT_LIMIT: i64 = 50;
const MAX_LIMIT: i64 = 1000;
const MAX_SEARCH: usize = 100;

/// A query, read but for its field names.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub filter: Option<Value>,
    pub search: Option<String>,
    pub sort: Option<SortBy>,
    pub paging: Paging,
    pub projection: Projection,
}

/// An order by the name of a field.
#[derive(Clone, Debug)]
pub struct SortBy {
    pub field_name: String,
    pub descending: bool,
}

/// An order by a field that has one.
#[derive(Clone, Debug)]
pub struct Sort {
    pub field: Field,
    pub descending: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct Paging {
    pub limit: i64,
    pub offset: i64,
}

/// The response to a query.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    pub contacts: Vec<Box<RawValue>>,
    pub paging_metadata: PagingMetadata,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PagingMetadata {
    pub count: usize,
    pub offset: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub too_many_to_count: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_next: Option<bool>,
}

impl Query {
    /// Answers the query.
    pub fn run(&self, db: &Transaction, settings: &Settings) -> Result<Page> {
        let condition = self.condition(db)?;
        let sort = self.sort(db, settings)?;
        let selection = sql::select(&condition, &sort, settings);
        let keys = selection.keys(db, self.paging)?;
        let total = count(db, &condition, &sort, settings)?;
        let contacts = self.contacts(db, &keys)?;
        Ok(Page { paging_metadata: PagingMetadata::new(contacts.len(), self.paging, total), contacts })
    }

    /// What the filter and the search ask for.
    pub fn condition(&self, db: &Transaction) -> Result<Condition> {
        let filter = parse::filter(db, self.filter.as_ref())?;
        match self.search.as_deref().map(str::trim) {
            Some("") | None => Ok(filter),
            Some(text) if text.chars().count() > MAX_SEARCH => {
                let description = format!("has size {}, expected {MAX_SEARCH} or less", text.chars().count());
                let data = serde_json::json!({ "threshold": MAX_SEARCH });
                Err(Error::validation(vec![Violation::new("search", description, "MAX_LENGTH", data)]))
            }
            Some(text) => Ok(filter.and(Condition::Search(text.to_owned()))),
        }
    }

    pub fn sort(&self, db: &Transaction, settings: &Settings) -> Result<Sort> {
        let default =
            SortBy { field_name: CREATED_DATE.to_owned(), descending: settings.default_order == Order::Desc };
        let by = self.sort.as_ref().unwrap_or(&default);
        let field = Field::find(db, &by.field_name)?.filter(|field| field.sortable).ok_or_else(|| {
            let message = format!("Unsupported sort field: {}", by.field_name);
            Error::application(StatusCode::BAD_REQUEST, "UNSUPPORTED_SORT_FIELD", message)
        })?;
        Ok(Sort { field, descending: by.descending })
    }

    fn contacts(&self, db: &Transaction, keys: &[i64]) -> Result<Vec<Box<RawValue>>> {
        let mut statement = db.prepare_cached("SELECT document FROM documents WHERE contact = ?")?;
        let mut document = |key| statement.query_row([key], |row| row.get(0));
        keys.iter().map(|key| document(key).map(|Document(text)| self.projection.apply(text))?).collect()
    }
}

impl Selection {
    /// The keys of the contacts on a page.
    pub fn keys(&self, db: &Transaction, paging: Paging) -> Result<Vec<i64>> {
        let mut sql = self.in_order();
        sql.push(" LIMIT ").bind(&Scalar::Integer(paging.limit));
        sql.push(" OFFSET ").bind(&Scalar::Integer(paging.offset));
        let mut statement = db.prepare_cached(&sql.text)?;
        let keys = statement.query_map(params_from_iter(sql.parameters), |row| row.get("pk"))?;
        Ok(keys.collect::<rusqlite::Result<_>>()?)
    }
}

/// How many contacts match; None if that is more than the limit. What is asked most is answered from kept totals.
pub fn count(
    db: &Transaction,
    condition: &Condition,
    sort: &Sort,
    settings: &Settings,
) -> Result<Option<u64>> {
    let count_up_to = |limit, condition: &Condition| -> Result<u64> {
        let Sql { text, parameters } = sql::select(condition, sort, settings).counting(limit);
        Ok(db.prepare_cached(&text)?.query_row(params_from_iter(parameters), |row| row.get(0))?)
    };
    let total = match condition {
        condition if condition.is_true() => contacts::count(db)?,
        Condition::Is(field, Test::HasSome(keys)) if field.path == LABEL_KEYS => {
            contacts::count_labelled(db, keys)?
        }
        // The others are fewer: an app that reads on behind a contact begins with the newest.
        Condition::Is(field, Test::Compare(comparison, date)) if field.path == CREATED_DATE => {
            let others = Condition::Is(field.clone(), Test::Compare(comparison.opposite(), date.clone()));
            contacts::count(db)?.saturating_sub(count_up_to(u32::MAX, &others)?)
        }
        _ => count_up_to(settings.count_limit.saturating_add(1), condition)?,
    };
    Ok(Some(total).filter(|total| *total <= u64::from(settings.count_limit)))
}

impl Paging {
    /// A page of at most `limit`, after skipping `offset`.
    pub fn new(limit: Option<i64>, offset: Option<i64>) -> Result<Self> {
        Self::within(limit, offset, DEFAULT_LIMIT, MAX_LIMIT)
    }

    /// `new` for calls with other limits.
    pub fn within(limit: Option<i64>, offset: Option<i64>, default: i64, max: i64) -> Result<Self> {
        let limit = limit.unwrap_or(default);
        if !(0..=max).contains(&limit) {
            return Err(Error::bad_request("ILLEGAL_LIMIT", format!("Limit must be between 0 and {max}")));
        }
        let offset = offset.unwrap_or(0);
        if offset < 0 {
            let data = serde_json::json!({ "threshold": 0 });
            let violation =
                Violation::new("paging.offset", "must be greater than or equal to 0", "MIN", data);
            return Err(Error::validation(vec![violation]));
        }
        Ok(Self { limit, offset })
    }

    /// The items of a list that are on the page.
    pub fn slice<T>(self, items: Vec<T>) -> Vec<T> {
        let [offset, limit] =
            [self.offset, self.limit].map(|count| usize::try_from(count).unwrap_or(usize::MAX));
        items.into_iter().skip(offset).take(limit).collect()
    }
}

impl Default for Paging {
    fn default() -> Self {
        Self { limit: DEFAULT_LIMIT, offset: 0 }
    }
}

impl PagingMetadata {
    pub fn new(count: usize, paging: Paging, total: Option<u64>) -> Self {
        let end = u64::try_from(paging.offset).unwrap_or(0).saturating_add(count as u64);
        Self {
            count,
            offset: paging.offset,
            total,
            too_many_to_count: total.is_none().then_some(true),
            has_next: total.map(|total| end < total),
        }
    }

    /// Labels and extended fields are answered without `hasNext`.
    pub fn without_has_next(self) -> Self {
        Self { has_next: None, ..self }
    }
}
