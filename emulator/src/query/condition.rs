//! A filter after reading: what must hold of a contact.

use super::fields::Field;

#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Is(Field, Test),
    /// Plain text search (spec/contacts-v4.md section 3.4).
    Search(String),
}

/// What must hold of a field. Of one with several values, such as `info.emails.email`, it must hold of any of them.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// The value is one of these; None stands for a missing one.
    OneOf(Vec<Option<Scalar>>),
    Compare(Comparison, Scalar),
    StartsWith(String),
    Exists,
    HasSome(Vec<String>),
    HasAll(Vec<String>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    /// Holds of exactly those values of which this one does not.
    pub fn opposite(self) -> Self {
        match self {
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }
}

/// A value in the form in which it is stored: emails folded, date-times as milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    Text(String),
    Integer(i64),
    Number(f64),
}

impl Condition {
    /// Holds of every contact.
    pub const TRUE: Self = Self::All(Vec::new());

    pub fn is_true(&self) -> bool {
        *self == Self::TRUE
    }

    pub fn negated(self) -> Self {
        Self::Not(Box::new(self))
    }

    pub fn and(self, other: Self) -> Self {
        match (self.is_true(), other.is_true()) {
            (true, _) => other,
            (_, true) => self,
            _ => Self::All(vec![self, other]),
        }
    }
}
