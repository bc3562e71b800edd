//! Filters, order and pages of the short lists: labels and extended fields (spec/contacts-v4.md section 1.11).

use std::cmp::Ordering;

use serde::Serialize;
use serde_json::Value;

use super::{
    page::{Paging, PagingMetadata, SortBy},
    parse::{self, MAX_DEPTH},
};
use crate::{
    clock,
    error::{Error, Result},
    store::{extended_fields::Field, labels::Label},
};

type Operators = &'static [&'static str];

pub const LABEL_FIELDS: [(&str, Operators); 6] = [
    ("key", &["$eq", "$ne", "$in"]),
    ("displayName", &["$eq", "$ne", "$in", "$startsWith"]),
    ("createdDate", &["$eq", "$ne", "$lt", "$lte", "$gt", "$gte"]),
    ("updatedDate", &["$eq", "$ne", "$lt", "$lte", "$gt", "$gte"]),
    ("namespace", &["$eq", "$ne"]),
    ("labelType", &["$eq"]),
];

pub const EXTENDED_FIELD_FIELDS: [(&str, Operators); 7] = [
    ("key", &["$eq", "$ne", "$in"]),
    ("displayName", &["$eq", "$ne", "$in", "$startsWith"]),
    ("createdDate", &["$eq", "$ne", "$lt", "$lte", "$gt", "$gte"]),
    ("updatedDate", &["$eq", "$ne", "$lt", "$lte", "$gt", "$gte"]),
    ("namespace", &["$eq", "$ne", "$in"]),
    ("dataType", &["$eq", "$ne", "$in"]),
    ("fieldType", &["$eq", "$ne"]),
];

const SORTABLE: [&str; 4] = ["displayName", "createdDate", "updatedDate", "key"];

/// An item of a short list, by the texts of its fields.
pub trait Item: Serialize {
    fn text(&self, field: &str) -> Option<&str>;
}

impl Item for Label {
    fn text(&self, field: &str) -> Option<&str> {
        match field {
            "key" => Some(&self.key),
            "displayName" => Some(&self.display_name),
            "createdDate" => self.created_date.as_deref(),
            "updatedDate" => self.updated_date.as_deref(),
            "namespace" => Some(&self.namespace),
            "labelType" => Some(&self.label_type),
            _ => None,
        }
    }
}

impl Item for Field {
    fn text(&self, field: &str) -> Option<&str> {
        match field {
            "key" => Some(&self.key),
            "displayName" => Some(&self.display_name),
            "createdDate" => self.created_date.as_deref(),
            "updatedDate" => self.updated_date.as_deref(),
            "namespace" => Some(&self.namespace),
            "dataType" => Some(self.data_type.name()),
            "fieldType" => Some(&self.field_type),
            _ => None,
        }
    }
}

/// Keeps the items that a filter holds of.
pub fn retain<T: Item>(
    items: &mut Vec<T>,
    filter: Option<&Value>,
    fields: &[(&str, Operators)],
) -> Result<()> {
    let Some(filter) = filter.filter(|filter| !filter.is_null()) else { return Ok(()) };
    let mut kept = Vec::new();
    for item in items.drain(..) {
        if holds(&item, filter, fields, 0)? {
            kept.push(item);
        }
    }
    *items = kept;
    Ok(())
}

/// Orders the items, and cuts out a page.
pub fn page<T: Item>(
    mut items: Vec<T>,
    sort: Option<&SortBy>,
    paging: Paging,
) -> Result<(Vec<T>, PagingMetadata)> {
    if let Some(sort) = sort {
        if !SORTABLE.contains(&sort.field_name.as_str()) {
            let message = format!("Can't sort by {}, only by {}", sort.field_name, SORTABLE.join(", "));
            return Err(Error::bad_request("INVALID_SORT", message));
        }
        items.sort_by(|one, other| {
            let order = one.text(&sort.field_name).cmp(&other.text(&sort.field_name));
            if sort.descending { order.reverse() } else { order }
        });
    }
    let total = items.len() as u64;
    let items = paging.slice(items);
    let metadata = PagingMetadata::new(items.len(), paging, Some(total));
    Ok((items, metadata))
}

fn holds<T: Item>(item: &T, filter: &Value, fields: &[(&str, Operators)], depth: usize) -> Result<bool> {
    let members = filter.as_object().ok_or_else(|| malformed("A filter is an object"))?;
    if depth > MAX_DEPTH {
        let message = format!("A filter is at most {MAX_DEPTH} levels deep");
        return Err(Error::bad_request("UNSUPPORTED_FILTER", message));
    }
    let holds = |filter: &Value| holds(item, filter, fields, depth + 1);
    for (name, value) in members {
        let list = || value.as_array().ok_or_else(|| malformed(&format!("{name} takes a list of filters")));
        let result = match name.as_str() {
            "$and" => every(list()?, holds)?,
            "$or" => !every(list()?, |filter| Ok(!holds(filter)?))?,
            "$not" => match value.as_array() {
                Some(list) => !every(list, holds)?,
                None => !holds(value)?,
            },
            name if name.starts_with('$') => {
                return Err(unsupported_operator(name, &["$and", "$or", "$not"]));
            }
            path => {
                let (_, operators) = fields.iter().find(|(field, _)| *field == path).ok_or_else(|| {
                    let known: Vec<_> = fields.iter().map(|(field, _)| *field).collect();
                    let message = format!("Unknown filter field: {path}. Known are {}", known.join(", "));
                    Error::bad_request("UNSUPPORTED_FILTER_FIELD", message)
                })?;
                passes(item.text(path), value, operators)?
            }
        };
        if !result {
            return Ok(false);
        }
    }
    Ok(true)
}

fn every(list: &[Value], mut holds: impl FnMut(&Value) -> Result<bool>) -> Result<bool> {
    // Every filter is read, so that a wrong one is told even if the result is clear before.
    list.iter().try_fold(true, |all, filter| Ok(holds(filter)? && all))
}

fn passes(text: Option<&str>, test: &Value, operators: Operators) -> Result<bool> {
    let Some(tests) = test.as_object() else { return compare(text, "$eq", test) };
    let mut all = true;
    for (operator, operand) in tests {
        let operator = parse::canonical(operator);
        if !operators.contains(&operator) {
            return Err(unsupported_operator(operator, operators));
        }
        all &= compare(text, operator, operand)?;
    }
    Ok(all)
}

fn compare(text: Option<&str>, operator: &str, operand: &Value) -> Result<bool> {
    let is_value = |value: &Value| match value {
        Value::String(value) => Ok(text == Some(value)),
        Value::Null => Ok(text.is_none()),
        _ => Err(unsupported_value(operator, "a text")),
    };
    let order = || -> Result<Option<Ordering>> {
        let wanted = operand.as_str().and_then(clock::parse);
        let wanted = wanted.ok_or_else(|| unsupported_value(operator, "a date-time"))?;
        Ok(text.and_then(clock::parse).map(|date| date.cmp(&wanted)))
    };
    Ok(match operator {
        "$eq" => is_value(operand)?,
        "$ne" => !is_value(operand)?,
        "$in" => {
            let values = operand.as_array().ok_or_else(|| unsupported_value(operator, "a list"))?;
            values.iter().try_fold(false, |any, value| Ok::<_, Error>(is_value(value)? || any))?
        }
        "$startsWith" => {
            let prefix = operand.as_str().ok_or_else(|| unsupported_value(operator, "a text"))?;
            text.is_some_and(|text| text.starts_with(prefix))
        }
        "$lt" => order()?.is_some_and(Ordering::is_lt),
        "$lte" => order()?.is_some_and(Ordering::is_le),
        "$gt" => order()?.is_some_and(Ordering::is_gt),
        _ => order()?.is_some_and(Ordering::is_ge),
    })
}

fn malformed(message: &str) -> Error {
    Error::bad_request("MALFORMED_FILTER", message)
}

fn unsupported_operator(name: &str, known: &[&str]) -> Error {
    let message = format!("Unsupported filter operator: {name}. Supported are {}", known.join(", "));
    Error::bad_request("UNSUPPORTED_FILTER_OPERATOR", message)
}

fn unsupported_value(operator: &str, expected: &str) -> Error {
    Error::bad_request("UNSUPPORTED_FILTER_VALUE", format!("{operator} takes {expected}"))
}
