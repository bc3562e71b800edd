//! The files of a page, which JavaScript reads.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

use axum::{
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};

use super::host;

/// The files of a directory.
pub fn files(directory: &Path) -> MethodRouter {
    let directory = directory.to_string_lossy().into_owned();
    MethodRouter::new().fallback(move |request: Request| {
        let response = file(&directory, request.uri().path(), request.headers());
        async move { response.unwrap_or_else(|| StatusCode::NOT_FOUND.into_response()) }
    })
}

fn file(directory: &str, path: &str, headers: &HeaderMap) -> Option<Response> {
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let index = if path.ends_with('/') { "index.html" } else { "" };
    let path = format!("{}{index}", path.trim_start_matches('/'));
    let leads_out = path.contains(['\\', ':', '\0']) || path.split('/').any(|part| part == "..");
    let bytes = (!leads_out).then(|| host::page(directory, &path)).flatten()?;
    let tag = tag_of(&bytes);
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let tag = [(header::ETAG, tag)];
    if is_known {
        return Some((StatusCode::NOT_MODIFIED, tag).into_response());
    }
    let kind = mime_guess::from_path(&path).first_or_octet_stream().to_string();
    Some((tag, [(header::CONTENT_TYPE, kind)], bytes).into_response())
}

fn tag_of(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}
