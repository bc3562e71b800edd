//! Where an unsubscribe link leads: a page that asks, as a link alone may be followed by programs that look into mail.

use axum::{
    extract::State,
    http::header,
    response::{Html, IntoResponse},
};

use crate::{
    clock,
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        parameters::in_query,
        schema::text,
    },
    request::Parameters,
    routes::subscriptions::Change,
    scopes::Access,
    state::App,
};

const POLICY: &str = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub fn operations() -> Vec<Operation> {
    vec![
        Route::get("/_local/unsubscribe", ask, Access::Everybody)
            .described("askToUnsubscribe", "Where an unsubscribe link leads")
            .returns_html()
            .has(in_query("email", text())),
        Route::post("/_local/unsubscribe", unsubscribe, Access::Everybody)
            .described("unsubscribe", "What the button of that page does")
            .returns_html()
            .has(in_query("email", text())),
    ]
}

async fn ask(parameters: Parameters) -> Result<impl IntoResponse> {
    let email = escape(email(&parameters)?);
    Ok(page(&format!(
        "<p>No more mail to {email}?</p><form method=\"post\"><button>Unsubscribe</button></form>"
    )))
}

async fn unsubscribe(State(app): State<App>, parameters: Parameters) -> Result<impl IntoResponse> {
    let email = email(&parameters)?;
    let (change, settings) = (Change::opt_out(email)?, app.settings());
    app.store.write(move |db| change.run(db, clock::now(), &settings)).await?;
    Ok(page(&format!("<p>{} is unsubscribed.</p>", escape(email))))
}

fn email(parameters: &Parameters) -> Result<&str> {
    parameters.first("email").ok_or_else(|| Error::invalid("email", "is required"))
}

fn page(content: &str) -> impl IntoResponse + use<> {
    let html = format!("<!doctype html><html lang=\"en\"><title>Unsubscribe</title><body>{content}");
    ([(header::CONTENT_SECURITY_POLICY, POLICY), (header::REFERRER_POLICY, "no-referrer")], Html(html))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
