//! Values of headers.

/// Whether a header can have this value. It is checked here, since the error of `fetch` would show the token.
pub fn is_header_value(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().all(|c| c == '\t' || matches!(c, ' '..='~' | '\u{80}'..='\u{ff}'))
}

#[cfg(test)]
mod tests {
    use super::is_header_value;

    #[test]
    fn a_token_is_one_line_of_latin_1() {
        assert!(is_header_value("Bearer OauthNG.JWS.é"));
        for illegal in ["", "  ", "two\nlines", "carriage\rreturn", "nul\0", "snow☃"] {
            assert!(!is_header_value(illegal), "{illegal:?}");
        }
    }
}
