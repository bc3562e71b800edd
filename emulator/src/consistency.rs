//! How far responses are behind writes (spec/contacts-v4.md sections 1.14 and 3.5).
//!
//! `--subscription-lag`: contacts show what is known of their emails some time after it was written, and their revision
//! rises with it. Who waits is in `store::following`, and is brought up to date before the first request after that time,
//! with the date on which it was due: nobody can tell it from work in the background, and a restart loses nothing.
//!
//! `--stale-reads`: a get gives a contact as it was, out of `store::past`. A write is answered with its time as
//! `x-wix-consistent`; a get that brings it is as new as that write.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use rusqlite::Transaction;

use crate::{
    clock::{self, Millis},
    contact::{Contact, LastActivity},
    error::Result,
    routes,
    settings::Settings,
    state::App,
    store::{contacts, fold, following, following::Follower},
};

pub const CONSISTENT: HeaderName = HeaderName::from_static("x-wix-consistent");

/// Lets the contacts follow that are to have followed by now.
pub async fn catch_up(State(app): State<App>, request: Request, next: Next) -> Result<Response> {
    let settings = app.settings();
    let lag = settings.demands.subscription_lag();
    if lag > 0 {
        let until = clock::now() - lag;
        app.store.write(move |db| follow_until(db, until, &settings)).await?;
    }
    Ok(next.run(request).await)
}

/// Tells with the response to a write what a read must bring to be as new; any other response repeats what was brought.
pub async fn mark(State(app): State<App>, request: Request, next: Next) -> Response {
    let brought = request.headers().get(CONSISTENT).cloned();
    let is_write = routes::is_write(&request);
    let mut response = next.run(request).await;
    let is_marked =
        is_write && response.status().is_success() && app.options.settings.demands.stale_reads > 0;
    let token = if is_marked { Some(HeaderValue::from(clock::now())) } else { brought };
    if let Some(token) = token {
        response.headers_mut().entry(CONSISTENT).or_insert(token);
    }
    response
}

/// The time as of which a get with these headers sees contacts, if it may be behind.
pub fn seen_until(headers: &HeaderMap, now: Millis, settings: &Settings) -> Option<Millis> {
    let stale_reads = settings.demands.stale_reads();
    let token = headers.get(CONSISTENT).and_then(|token| token.to_str().ok()?.parse().ok());
    let seen = (now - stale_reads).max(token.unwrap_or(Millis::MIN));
    (stale_reads > 0).then_some(seen)
}

/// Lets contacts follow what was written until then.
pub fn follow_until(db: &Transaction, until: Millis, settings: &Settings) -> Result<()> {
    following::take(db, until)?.iter().try_for_each(|follower| follow(db, follower, settings))
}

fn follow(db: &Transaction, follower: &Follower, settings: &Settings) -> Result<()> {
    let Some(mut contact) = contacts::get(db, &follower.contact)? else { return Ok(()) };
    contacts::bring_up_to_date(db, &mut contact)?;
    let due = follower.since.saturating_add(settings.demands.subscription_lag()).min(clock::now());
    let date = due.max(clock::parse(&contact.updated_date).unwrap_or(due));
    if follower.consent_of.is_some() && follower.consent_of == contact.primary_email().map(fold) {
        contact.last_activity = activity_of(&contact, date).or(contact.last_activity);
    }
    contact.touch(date);
    contacts::put(db, &contact, settings)
}

fn activity_of(contact: &Contact, date: Millis) -> Option<LastActivity> {
    let activity_type = match contact.primary_email.as_ref()?.subscription_status.as_deref()? {
        "SUBSCRIBED" => "NEWSLETTER_SUBSCRIPTION_SUBSCRIBE",
        "UNSUBSCRIBED" => "NEWSLETTER_SUBSCRIPTION_UNSUBSCRIBE",
        "PENDING" => "NEWSLETTER_SUBSCRIPTION_PENDING",
        "NOT_SET" => "NEWSLETTER_SUBSCRIPTION_NOT_SET",
        _ => return None,
    };
    Some(LastActivity {
        activity_date: clock::to_millis_text(date),
        activity_type: activity_type.to_owned(),
        description: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_get_is_behind_by_so_much_unless_it_brings_a_later_write() {
        let mut settings = Settings::default();
        let mut headers = HeaderMap::new();
        assert_eq!(seen_until(&headers, 1000, &settings), None, "reads are not behind");
        settings.demands.stale_reads = 50;
        assert_eq!(seen_until(&headers, 1000, &settings), Some(950));
        for (token, seen) in [("990", 990), ("900", 950), ("another server's", 950)] {
            headers.insert(CONSISTENT, HeaderValue::from_static(token));
            assert_eq!(seen_until(&headers, 1000, &settings), Some(seen), "{token}");
        }
    }
}
