//! The document of a contact as it stands in the database: compressed, since it is most of what a site takes. Alone, a
//! document is too short for that to gain much; so what documents have in common is known beforehand.

use lz4_flex::block::{compress_prepend_size_with_dict, decompress_size_prepended_with_dict};
use rusqlite::{
    ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};

/// Made-up contacts, as they are stored. With another text, what is stored can't be read: it belongs to the schema's version.
const COMMON: &[u8] = include_bytes!("document_common.jsonl");

pub struct Document(pub String);

impl ToSql for Document {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(compress_prepend_size_with_dict(self.0.as_bytes(), COMMON).into())
    }
}

impl FromSql for Document {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text =
            decompress_size_prepended_with_dict(value.as_blob()?, COMMON).map_err(FromSqlError::other)?;
        String::from_utf8(text).map(Self).map_err(FromSqlError::other)
    }
}
