//! Who may talk to the server: this machine's programs and pages, and the origins that the developer allows.
//!
//! A page of another origin is refused, and so is a Host that is not this machine, by which a page could pass as one of
//! its own (DNS rebinding). An address of numbers can't be rebound, so a server that listens on others than loopback
//! answers for them, and their own pages.

use std::{net::IpAddr, str::FromStr, sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::Response,
};
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};
use url::{Host, Url};

use crate::{
    cli::Options,
    consistency::CONSISTENT,
    error::{Error, Result},
    state::App,
};

const EXPOSED: [HeaderName; 3] =
    [HeaderName::from_static("x-wix-request-id"), CONSISTENT, header::RETRY_AFTER];

/// An origin as `--allow-origin` takes it: a scheme, a host and perhaps a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    scheme: String,
    host: String,
    port: Option<u16>,
}

impl FromStr for Origin {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = "an origin has a scheme and a host, such as https://manage.wix.com";
        let url = Url::parse(text).map_err(|_| wanted)?;
        let host = url.host_str().filter(|host| !host.is_empty() && url.scheme() != "file").ok_or(wanted)?;
        Ok(Self { scheme: url.scheme().to_owned(), host: host.to_owned(), port: url.port_or_known_default() })
    }
}

/// Refuses a foreign Origin or Host with 403.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Result<Response> {
    let headers = request.headers();
    if let Some(origin) = headers.get(header::ORIGIN)
        && !is_allowed_origin(origin, headers, &app.options)
    {
        return Err(refused(advice_for_origin(origin.to_str().unwrap_or_default())));
    }
    if let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok())
        && !is_allowed_host(host, &app.options)
    {
        return Err(refused(advice_for_host(host)));
    }
    Ok(next.run(request).await)
}

/// What to do so that pages of this origin are answered.
fn advice_for_origin(origin: &str) -> String {
    match origin.parse::<Origin>() {
        Ok(_) => format!("Pages of {origin} are not allowed; start the server with --allow-origin {origin}"),
        Err(_) => "Pages without an origin of their own, such as files and sandboxed frames, are not answered, as any \
                   page can make itself one; serve the page over http, such as with --www DIR"
            .to_owned(),
    }
}

fn advice_for_host(host: &str) -> String {
    let origin = format!("http://{host}");
    match origin.parse::<Origin>() {
        Ok(_) => format!("This server does not answer for {host}; start it with --allow-origin {origin}"),
        Err(_) => "This server does not answer for what the header Host says, which is no host".to_owned(),
    }
}

/// Answers preflights, and lets allowed pages read responses.
pub fn cors(options: &Arc<Options>) -> CorsLayer {
    let options = options.clone();
    let allowed =
        move |origin: &HeaderValue, parts: &Parts| is_allowed_origin(origin, &parts.headers, &options);
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(allowed))
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
            Method::OPTIONS,
        ])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(EXPOSED)
        .allow_credentials(true)
        .allow_private_network(true)
        .max_age(Duration::from_secs(600))
}

/// A preflight is answered with 204, as at Wix (spec/contacts-v4.md section 5).
pub async fn handle_preflight(request: Request, next: Next) -> Response {
    let is_preflight = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = next.run(request).await;
    if is_preflight && response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NO_CONTENT;
    }
    response
}

fn is_allowed_origin(origin: &HeaderValue, headers: &HeaderMap, options: &Options) -> bool {
    let Ok(text) = origin.to_str() else { return false };
    let (Ok(origin), Ok(url)) = (text.parse::<Origin>(), Url::parse(text)) else { return false };
    let is_web = matches!(url.scheme(), "http" | "https");
    let is_loopback = is_web && url.host().is_some_and(is_loopback);
    // Whether the server answers for that host is another question.
    let is_own = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .is_some_and(|host| format!("http://{host}").parse::<Origin>().is_ok_and(|own| own == origin));
    is_loopback || is_own || options.allow_origins.contains(&origin)
}

fn is_allowed_host(host: &str, options: &Options) -> bool {
    let Ok(url) = Url::parse(&format!("http://{host}/")) else { return false };
    let is_allowed = options.allow_origins.iter().any(|allowed| url.host_str() == Some(&allowed.host));
    is_allowed
        || url.host().is_some_and(|host| is_loopback(host.clone()) || is_listened_on(&host, &options.host))
}

/// Whether a host is one that the server was told to listen on; of all, it is any address of numbers.
fn is_listened_on(host: &Host<&str>, listened_on: &str) -> bool {
    let address = match host {
        Host::Domain(name) => return name.eq_ignore_ascii_case(listened_on),
        Host::Ipv4(address) => IpAddr::from(*address),
        Host::Ipv6(address) => IpAddr::from(*address),
    };
    listened_on.parse::<IpAddr>().map_or(true, |own| own == address || own.is_unspecified())
        && listened_on != "localhost"
}

fn is_loopback(host: Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => IpAddr::from(address).is_loopback(),
        Host::Ipv6(address) => IpAddr::from(address).is_loopback(),
    }
}

fn refused(message: String) -> Error {
    Error::application(StatusCode::FORBIDDEN, "PERMISSION_DENIED", message)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn options(flags: &[&str]) -> Options {
        Options::parse_from(std::iter::once(&"contacts-emulator").chain(flags))
    }

    #[test]
    fn an_advice_names_the_flag_only_if_it_takes_the_origin() {
        for origin in [
            "https://evil.example",
            "http://evil.example:81",
            "http://[2001:db8::1]:3000",
            "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
            "capacitor://localhost",
            "null",
            "file://",
            "file:///home/ann/page.html",
            "data:",
            "http://",
            "http://evil.example:99999",
            "an origin",
            "",
        ] {
            let advice = advice_for_origin(origin);
            let header = HeaderValue::from_str(origin).unwrap();
            let is_followed = advice.split_once("--allow-origin ").map(|(_, value)| {
                let options = Options::try_parse_from(["contacts-emulator", "--allow-origin", value]);
                is_allowed_origin(&header, &HeaderMap::new(), &options.unwrap())
            });
            assert_ne!(is_followed, Some(false), "{advice}");
            assert!(!is_allowed_origin(&header, &HeaderMap::new(), &options(&[])), "{origin}");
        }
        assert!(Options::try_parse_from(["contacts-emulator", "--allow-origin", "null"]).is_err());
        assert!(Options::try_parse_from(["contacts-emulator", "--allow-origin", "file:///a"]).is_err());
    }

    #[test]
    fn an_advice_for_a_host_can_be_followed() {
        for host in ["evil.example:81", "192.168.1.5:8787", "[2001:db8::1]:8787", "a b", ""] {
            assert!(!is_allowed_host(host, &options(&[])), "{host}");
            if let Some((_, origin)) = advice_for_host(host).split_once("--allow-origin ") {
                assert!(is_allowed_host(host, &options(&["--allow-origin", origin])), "{host}");
            }
        }
    }

    #[test]
    fn a_server_answers_for_what_it_listens_on() {
        for (listened_on, host, answers) in [
            ("0.0.0.0", "192.168.1.5:8787", true),
            ("0.0.0.0", "0.0.0.0:8787", true),
            ("::", "[2001:db8::1]:8787", true),
            ("192.168.1.5", "192.168.1.5:8787", true),
            ("192.168.1.5", "192.168.1.6:8787", false),
            ("my-machine.local", "my-machine.local:8787", true),
            ("my-machine.local", "evil.example", false),
            ("0.0.0.0", "evil.example", false),
            ("localhost", "192.168.1.5:8787", false),
        ] {
            assert_eq!(
                is_allowed_host(host, &options(&["--host", listened_on])),
                answers,
                "{listened_on} {host}"
            );
        }
    }

    #[test]
    fn pages_of_the_server_s_own_address_are_answered() {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("192.168.1.5:8787"));
        let is_allowed =
            |origin| is_allowed_origin(&HeaderValue::from_static(origin), &headers, &options(&[]));
        assert!(is_allowed("http://192.168.1.5:8787"));
        assert!(!is_allowed("http://192.168.1.5:1234"));
        assert!(!is_allowed("https://192.168.1.5:8787"));
    }
}
