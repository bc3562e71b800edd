//! Which site the server is. It is one, whatever `wix-site-id` says, so an app that asks for two would see one's contacts
//! in the other; with `--strict` it is told.

use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;

use crate::error::{Error, Result};

/// The site id of the first request that had one.
#[derive(Default)]
pub struct SiteId(Mutex<Option<String>>);

impl SiteId {
    /// Refuses requests for another site than the first.
    pub fn check(&self, headers: &HeaderMap) -> Result<()> {
        let Some(asked) = headers.get("wix-site-id").and_then(|id| id.to_str().ok()) else { return Ok(()) };
        let mut own = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = own.get_or_insert_with(|| asked.to_owned());
        if own == asked {
            return Ok(());
        }
        let description = format!(
            "is {asked}, and was {own} before: this server is one site. Start another one for the second site, with its \
             own --port and --db, or POST /_local/reset to begin anew"
        );
        Err(Error::invalid("wix-site-id", description))
    }

    pub fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_first_site_that_is_asked_for_is_the_only_one() {
        let site = SiteId::default();
        let check = |id: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("wix-site-id", HeaderValue::from_static(id));
            site.check(&headers)
        };
        check("a").unwrap();
        check("a").unwrap();
        site.check(&HeaderMap::new()).unwrap();
        assert!(check("b").unwrap_err().message.contains("Start another one"));
        site.forget();
        check("b").unwrap();
    }
}
