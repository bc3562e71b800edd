//! Keys made from names: `My Label` is `custom.my-label` (spec/contacts-v4.md section 1.11).

use crate::{error::Result, settings::Slug};

/// A key that is not taken yet; `-1`, `-2`… is added to one that is.
pub fn free_key(
    namespace: &str,
    name: &str,
    max: usize,
    letters: Slug,
    is_taken: impl Fn(&str) -> Result<bool>,
) -> Result<String> {
    let room = max.saturating_sub(namespace.len() + "-9999.".len());
    let slug: String = slug(name, letters).chars().take(room).collect();
    let base = format!("{namespace}.{slug}");
    let mut key = base.clone();
    let mut number = 0;
    while is_taken(&key)? {
        number += 1;
        key = format!("{base}-{number}");
    }
    Ok(key)
}

/// Lower case, with a dash for everything that is no letter or digit.
fn slug(name: &str, letters: Slug) -> String {
    let is_kept = |letter: char| match letters {
        Slug::Unicode => letter.is_alphanumeric(),
        Slug::Ascii => letter.is_ascii_alphanumeric(),
    };
    let name = name.to_lowercase();
    let words: Vec<_> = name.split(|letter| !is_kept(letter)).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "-".to_owned() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_name_in_kebab_case() {
        for (name, expected) in [
            ("My Label", "my-label"),
            ("marketing your business on social media", "marketing-your-business-on-social-media"),
            ("לקוחות VIP", "לקוחות-vip"),
        ] {
            assert_eq!(slug(name, Slug::Unicode), expected);
        }
        assert_eq!(slug("לקוחות VIP", Slug::Ascii), "vip");
    }

    #[test]
    fn a_taken_key_gets_a_number() {
        let taken = ["custom.a", "custom.a-1"];
        let key = free_key("custom", "A", 80, Slug::Unicode, |key| Ok(taken.contains(&key))).unwrap();
        assert_eq!(key, "custom.a-2");
    }
}
