//! Conditions as SQL with bound parameters.
//!
//! SQL's NULL counts as false, so each NOT first turns a NULL into a 0.

use rusqlite::types::Value as Parameter;

use super::{
    condition::{Comparison, Condition, Scalar, Test},
    fields::{Field, Kind, LABEL_KEYS, Place},
    page::Sort,
};
use crate::{
    settings::{Case, SearchUnit, Settings},
    store::fold,
};

/// Table, key of the contact, and column of what `search` compares.
const SEARCHED: [(&str, &str, &str); 5] = [
    ("contacts", "pk", "first_folded"),
    ("contacts", "pk", "last_folded"),
    ("emails", "contact", "email"),
    ("phones", "contact", "phone_folded"),
    ("phones", "contact", "e164"),
];

/// A filter for more labels than these is not read label by label.
const MAX_MERGED: usize = 100;

/// A part of a statement, and the values for its question marks.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    pub text: String,
    pub parameters: Vec<Parameter>,
}

/// Which contacts, in which order. Each of the selects gives a contact's `pk`, its `id` and what it is `sorted` by; together
/// they give each contact once.
#[derive(Clone, Debug)]
pub struct Selection {
    selects: Vec<Sql>,
    order: &'static str,
}

impl Selection {
    /// A statement that gives the contacts in their order, to which a LIMIT can be added.
    pub fn in_order(&self) -> Sql {
        let mut sql = self.united();
        sql.push(" ORDER BY ").push(self.order);
        sql
    }

    /// A statement that counts the contacts, up to a limit.
    pub fn counting(&self, limit: u32) -> Sql {
        // Selects that are in order are united by merging them.
        let contacts = if self.selects.len() > 1 { self.in_order() } else { self.united() };
        let mut sql = Sql::default();
        sql.push("SELECT count(*) FROM (").append(contacts);
        sql.push(" LIMIT ").bind(&Scalar::Integer(i64::from(limit))).push(")");
        sql
    }

    fn united(&self) -> Sql {
        let mut sql = Sql::default();
        for (index, select) in self.selects.iter().enumerate() {
            sql.push(if index == 0 { "" } else { " UNION " }).append(select.clone());
        }
        sql
    }
}

/// Turns a filter and a sort into SQL.
pub fn select(condition: &Condition, sort: &Sort, settings: &Settings) -> Selection {
    // Missing values rank lowest, as NULL does; ties are in the order of ids.
    let order = if sort.descending { "sorted DESC, id" } else { "sorted, id" };
    let selects = select_by_label(condition, sort).unwrap_or_else(|| {
        let mut select = Sql::default();
        select.push("SELECT c.pk, c.id, ");
        select.contacts_sorted_by(sort).push(" WHERE ").condition(condition, settings);
        vec![select]
    });
    Selection { selects, order }
}

/// Contacts with any of some labels by createdDate, perhaps within a range of dates: each label's contacts are at hand in
/// that order, so those of several labels need only be merged.
fn select_by_label(condition: &Condition, sort: &Sort) -> Option<Vec<Sql>> {
    let conditions = match condition {
        Condition::All(conditions) => conditions.as_slice(),
        single => std::slice::from_ref(single),
    };
    let is_created = |field: &Field| field.place == Place::Column("created_date");
    let mut labels = None;
    let mut dates = Sql::default();
    for condition in conditions {
        let Condition::Is(field, test) = condition else { return None };
        match test {
            Test::HasSome(keys) if field.path == LABEL_KEYS && labels.is_none() => labels = Some(keys),
            Test::Compare(comparison, value) if is_created(field) => {
                dates.push(" AND created_date").push(operator(*comparison)).bind(value);
            }
            _ => return None,
        }
    }
    let labels =
        labels.filter(|labels| (1..=MAX_MERGED).contains(&labels.len()) && is_created(&sort.field))?;
    let select = |label: &String| {
        let mut select = Sql::default();
        select.push("SELECT contact AS pk, id, created_date AS sorted FROM contact_labels WHERE label = ");
        select.bind_text(label).append(dates.clone());
        select
    };
    Some(labels.iter().map(select).collect())
}

impl Sql {
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    fn append(&mut self, mut other: Self) -> &mut Self {
        self.text.push_str(&other.text);
        self.parameters.append(&mut other.parameters);
        self
    }

    pub fn bind(&mut self, value: &Scalar) -> &mut Self {
        self.parameters.push(match value {
            Scalar::Text(text) => Parameter::Text(text.clone()),
            Scalar::Integer(number) => Parameter::Integer(*number),
            Scalar::Number(number) => Parameter::Real(*number),
        });
        self.push("?")
    }

    fn bind_text(&mut self, text: &str) -> &mut Self {
        self.bind(&Scalar::Text(text.to_owned()))
    }

    /// The column of contacts that a sort asks for, and where it comes from.
    fn contacts_sorted_by(&mut self, sort: &Sort) -> &mut Self {
        match &sort.field.place {
            Place::Extended(key) => self
                .push("s.value AS sorted FROM contacts c LEFT JOIN extended_values s ON s.contact = c.pk AND s.field = ")
                .bind_text(key),
            Place::Column(column) | Place::List { column, .. } => {
                self.push("c.").push(column).push(" AS sorted FROM contacts c")
            }
        }
    }

    fn condition(&mut self, condition: &Condition, settings: &Settings) {
        match condition {
            Condition::All(conditions) => self.joined(conditions, " AND ", "1", settings),
            Condition::Any(conditions) => self.joined(conditions, " OR ", "0", settings),
            Condition::Not(inner) => {
                self.push("NOT ifnull((");
                self.condition(inner, settings);
                self.push("), 0)");
            }
            Condition::Is(field, test) => self.test(field, test, settings),
            Condition::Search(text) => self.search(text, settings),
        }
    }

    fn joined(&mut self, conditions: &[Condition], by: &str, empty: &str, settings: &Settings) {
        if conditions.is_empty() {
            self.push(empty);
        }
        for (index, condition) in conditions.iter().enumerate() {
            self.push(if index == 0 { "(" } else { by });
            self.condition(condition, settings);
        }
        if !conditions.is_empty() {
            self.push(")");
        }
    }

    fn test(&mut self, field: &Field, test: &Test, settings: &Settings) {
        match test {
            Test::OneOf(values) => self.one_of(field, values),
            Test::Compare(comparison, value) => self.values(field, |sql, column| {
                sql.push(column).push(operator(*comparison)).bind(value);
            }),
            Test::StartsWith(prefix) => self.values(field, |sql, column| {
                sql.starts_with(field, column, prefix, settings.starts_with);
            }),
            Test::Exists => self.exists(field),
            Test::HasSome(keys) => self.values(field, |sql, column| {
                let keys: Vec<_> = keys.iter().cloned().map(Scalar::Text).collect();
                sql.is_in(column, &keys);
            }),
            Test::HasAll(keys) => {
                self.push("(1");
                for key in keys {
                    self.push(" AND ");
                    self.values(field, |sql, column| {
                        sql.push(column).push(" = ").bind_text(key);
                    });
                }
                self.push(")");
            }
        }
    }

    fn one_of(&mut self, field: &Field, values: &[Option<Scalar>]) {
        let present: Vec<_> = values.iter().flatten().cloned().collect();
        let or_missing = present.len() < values.len();
        self.push("(");
        if or_missing {
            self.push("NOT ");
            self.exists(field);
            self.push(" OR ");
        }
        self.values(field, |sql, column| sql.is_in(column, &present));
        self.push(")");
    }

    fn is_in(&mut self, column: &str, values: &[Scalar]) {
        self.push(column).push(" IN (");
        for (index, value) in values.iter().enumerate() {
            self.push(if index == 0 { "" } else { "," }).bind(value);
        }
        self.push(")");
    }

    /// The range of texts that begin with the prefix; U+10FFFF stands in no text.
    fn starts_with(&mut self, field: &Field, column: &str, prefix: &str, case: Case) {
        let is_folded = case == Case::Insensitive || field.kind == Kind::Folded;
        let prefix = if is_folded { fold(prefix) } else { prefix.to_owned() };
        let column = match field.kind {
            Kind::Text if is_folded => format!("{column}_folded"),
            _ => column.to_owned(),
        };
        self.push("(").push(&column).push(" >= ").bind_text(&prefix);
        self.push(" AND ").push(&column).push(" < ").bind_text(&format!("{prefix}\u{10FFFF}")).push(")");
    }

    /// Holds if any of the field's values passes.
    fn values(&mut self, field: &Field, passes: impl FnOnce(&mut Self, &str)) {
        match &field.place {
            Place::Column(column) => passes(self, &format!("c.{column}")),
            Place::List { table, column } => {
                self.push("c.pk IN (SELECT contact FROM ").push(table).push(" WHERE ");
                passes(self, column);
                self.push(")");
            }
            Place::Extended(key) => {
                self.push("c.pk IN (SELECT contact FROM extended_values WHERE field = ")
                    .bind_text(key)
                    .push(" AND ");
                passes(self, "value");
                self.push(")");
            }
        }
    }

    fn exists(&mut self, field: &Field) {
        match &field.place {
            Place::Column(column) => self.push("c.").push(column).push(" IS NOT NULL"),
            Place::List { table, column } => self
                .push("EXISTS (SELECT 1 FROM ")
                .push(table)
                .push(" t WHERE t.contact = c.pk AND t.")
                .push(column)
                .push(" IS NOT NULL)"),
            Place::Extended(key) => self
                .push("EXISTS (SELECT 1 FROM extended_values t WHERE t.contact = c.pk AND t.field = ")
                .bind_text(key)
                .push(")"),
        };
    }

    fn search(&mut self, text: &str, settings: &Settings) {
        let text = fold(text);
        self.push("(c.pk IN (");
        for (index, (table, key, column)) in SEARCHED.into_iter().enumerate() {
            self.push(if index == 0 { "SELECT " } else { " UNION ALL SELECT " })
                .push(key)
                .push(" FROM ")
                .push(table);
            self.push(" WHERE ").push(column).push(" = ").bind_text(&text);
        }
        self.push(")");
        if settings.search == SearchUnit::Word {
            for column in ["c.first_folded", "c.last_folded"] {
                self.push(" OR instr(' ' || ")
                    .push(column)
                    .push(" || ' ', ' ' || ")
                    .bind_text(&text)
                    .push(" || ' ')");
            }
        }
        self.push(")");
    }
}

fn operator(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}
