//! Reads a filter (spec/contacts-v4.md sections 3.1, 3.3 and 3.6).

use rusqlite::Transaction;
use serde_json::{Map, Value};

use super::{
    condition::{Comparison, Condition, Scalar, Test},
    fields::{Field, Kind},
};
use crate::{
    clock,
    error::{Error, Result},
    store::fold,
};

/// How deep a filter may be.
pub const MAX_DEPTH: usize = 20;
const MAX_VALUES: usize = 5000;

/// Reads the `filter` member of a query; none holds of every contact.
pub fn filter(db: &Transaction, filter: Option<&Value>) -> Result<Condition> {
    let Some(filter) = filter.filter(|filter| !filter.is_null()) else { return Ok(Condition::TRUE) };
    if count_values(filter) > MAX_VALUES {
        return Err(Error::bad_request(
            "UNSUPPORTED_FILTER",
            format!("A filter holds at most {MAX_VALUES} values"),
        ));
    }
    Reader { db }.object(filter, 0)
}

struct Reader<'a> {
    db: &'a Transaction<'a>,
}

impl Reader<'_> {
    fn object(&self, filter: &Value, depth: usize) -> Result<Condition> {
        let members = filter.as_object().ok_or_else(|| malformed("A filter is an object"))?;
        if depth > MAX_DEPTH {
            let message = format!("A filter is at most {MAX_DEPTH} levels deep");
            return Err(Error::bad_request("UNSUPPORTED_FILTER", message));
        }
        let conditions = members.iter().map(|(name, value)| self.member(name, value, depth));
        Ok(all(conditions.collect::<Result<_>>()?))
    }

    fn member(&self, name: &str, value: &Value, depth: usize) -> Result<Condition> {
        match name {
            "$and" => Ok(all(self.list(name, value, depth)?)),
            "$or" => Ok(Condition::Any(self.list(name, value, depth)?)),
            "$not" if value.is_array() => Ok(all(self.list(name, value, depth)?).negated()),
            "$not" => Ok(self.object(value, depth + 1)?.negated()),
            _ if name.starts_with('$') => Err(unsupported_operator(name)),
            path => {
                let field = Field::find(self.db, path)?.ok_or_else(|| {
                    let message = format!("Unknown filter field: {path}{}", suggestion(path));
                    Error::bad_request("UNSUPPORTED_FILTER_FIELD_UNKNOWN", message)
                })?;
                predicate(&field, value)
            }
        }
    }

    fn list(&self, name: &str, value: &Value, depth: usize) -> Result<Vec<Condition>> {
        let items = value.as_array().ok_or_else(|| malformed(&format!("{name} takes a list of filters")))?;
        items.iter().map(|item| self.object(item, depth + 1)).collect()
    }
}

/// `value`, short for `{$eq: value}`, or an object of operators that must all hold.
fn predicate(field: &Field, value: &Value) -> Result<Condition> {
    match value.as_object() {
        Some(operators) if operators.is_empty() => Err(malformed(&format!("No operator for {}", field.path))),
        Some(operators) => {
            let conditions = operators.iter().map(|(operator, value)| apply(field, operator, value));
            Ok(all(conditions.collect::<Result<_>>()?))
        }
        None => apply(field, "$eq", value),
    }
}

fn apply(field: &Field, operator: &str, value: &Value) -> Result<Condition> {
    let operator = canonical(operator);
    if !operator.starts_with('$') {
        return Err(value_type(field, "an object", "a value or an operator such as $eq"));
    }
    if !field.operators.contains(&operator) {
        let allowed = field.operators.join(", ");
        let message = format!("Unsupported filter operator: {operator}. {} supports {allowed}", field.path);
        return Err(Error::bad_request("UNSUPPORTED_FILTER_OPERATOR", message));
    }
    let is = |test| Condition::Is(field.clone(), test);
    let compare = |comparison| Ok(is(Test::Compare(comparison, scalar(field, value)?)));
    match operator {
        "$eq" => Ok(is(Test::OneOf(vec![nullable(field, value)?]))),
        "$ne" => Ok(is(Test::OneOf(vec![nullable(field, value)?])).negated()),
        "$in" => Ok(is(Test::OneOf(scalars(field, value)?))),
        "$nin" => Ok(is(Test::OneOf(scalars(field, value)?)).negated()),
        "$lt" => compare(Comparison::Less),
        "$lte" => compare(Comparison::LessOrEqual),
        "$gt" => compare(Comparison::Greater),
        "$gte" => compare(Comparison::GreaterOrEqual),
        "$startsWith" => {
            let prefix = value.as_str().ok_or_else(|| value_type(field, name_of(value), "a text"))?;
            Ok(is(Test::StartsWith(prefix.to_owned())))
        }
        "$exists" => match value.as_bool() {
            Some(true) => Ok(is(Test::Exists)),
            Some(false) => Ok(is(Test::Exists).negated()),
            None => Err(value_type(field, name_of(value), "true or false")),
        },
        "$hasSome" => Ok(is(Test::HasSome(texts(field, value)?))),
        "$hasAll" => Ok(is(Test::HasAll(texts(field, value)?))),
        _ => Err(unsupported_operator(operator)),
    }
}

/// The REST pages write `$begins` where the official client writes `$startsWith`.
pub fn canonical(operator: &str) -> &str {
    if operator == "$begins" { "$startsWith" } else { operator }
}

fn nullable(field: &Field, value: &Value) -> Result<Option<Scalar>> {
    if value.is_null() { Ok(None) } else { scalar(field, value).map(Some) }
}

fn scalars(field: &Field, value: &Value) -> Result<Vec<Option<Scalar>>> {
    elements(field, value)?.iter().map(|item| nullable(field, item)).collect()
}

fn texts(field: &Field, value: &Value) -> Result<Vec<String>> {
    let text = |item: &Value| {
        let text = item.as_str().ok_or_else(|| value_type(field, name_of(item), "a text"))?;
        Ok(text.to_owned())
    };
    elements(field, value)?.iter().map(text).collect()
}

fn elements<'a>(field: &Field, value: &'a Value) -> Result<&'a Vec<Value>> {
    value.as_array().ok_or_else(|| value_type(field, name_of(value), "a list"))
}

/// Reads one value in the form in which the field's values are stored.
fn scalar(field: &Field, value: &Value) -> Result<Scalar> {
    if field.kind == Kind::Number {
        return value
            .as_f64()
            .map(Scalar::Number)
            .ok_or_else(|| value_type(field, name_of(value), "a number"));
    }
    let text = value.as_str().ok_or_else(|| value_type(field, name_of(value), "a text"))?;
    let scalar = match field.kind {
        Kind::DateTime => clock::parse(text).map(Scalar::Integer),
        Kind::Date => clock::parse_date(text).map(Scalar::Text),
        Kind::Folded => Some(Scalar::Text(fold(text))),
        Kind::Text | Kind::Keys | Kind::Number => Some(Scalar::Text(text.to_owned())),
    };
    scalar.ok_or_else(|| {
        let example = if field.kind == Kind::Date { "2024-03-01" } else { "2024-03-01T09:00:00.000Z" };
        let message =
            format!("Unsupported filter value: {} is compared with a date such as {example}", field.path);
        Error::bad_request("UNSUPPORTED_FILTER_VALUE", message)
    })
}

fn all(mut conditions: Vec<Condition>) -> Condition {
    match conditions.pop() {
        Some(only) if conditions.is_empty() => only,
        Some(last) => {
            conditions.push(last);
            Condition::All(conditions)
        }
        None => Condition::TRUE,
    }
}

fn count_values(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count_values).sum(),
        Value::Object(members) => Map::values(members).map(count_values).sum::<usize>() + members.len(),
        _ => 1,
    }
}

/// People often guess these paths; the right one is close.
fn suggestion(path: &str) -> String {
    if path.contains(".items") {
        format!(". Filters leave out `items`: {}", path.replace(".items", ""))
    } else {
        String::new()
    }
}

fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn malformed(message: &str) -> Error {
    Error::bad_request("MALFORMED_FILTER", message)
}

fn unsupported_operator(operator: &str) -> Error {
    Error::bad_request("UNSUPPORTED_FILTER_OPERATOR", format!("Unsupported filter operator: {operator}"))
}

fn value_type(field: &Field, found: &str, expected: &str) -> Error {
    let message = format!("Unsupported filter value type: {} got {found}, expected {expected}", field.path);
    Error::bad_request("UNSUPPORTED_FILTER_VALUE_TYPE", message)
}
