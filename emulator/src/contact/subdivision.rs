//! Subdivisions of countries, ISO 3166-2: those of rust_iso3166, and what it does not know yet.

use std::sync::LazyLock;

/// Codes and names, in the order of codes (`build.rs`).
static KNOWN: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!(concat!(env!("OUT_DIR"), "/subdivisions.txt")).lines();
    lines.filter_map(|line| line.split_once(' ')).collect()
});

/// Norway's counties since 1 January 2024. rust_iso3166 0.2.0 has those of 2020, as pycountry 26.2.16, CLDR 48.2 and the
/// npm package iso-3166 4.4.0 have; the Python package holidays 0.109 has these. Of the countries that holidays knows, no
/// other one lacks a subdivision.
const NEWER: [(&str, &str); 7] = [
    ("NO-31", "Østfold"),
    ("NO-32", "Akershus"),
    ("NO-33", "Buskerud"),
    ("NO-39", "Vestfold"),
    ("NO-40", "Telemark"),
    ("NO-55", "Troms"),
    ("NO-56", "Finnmark"),
];

/// The name of a subdivision, if there is such a code. Withdrawn ones, such as `NO-30`, are known on: addresses have them.
pub fn name(code: &str) -> Option<&'static str> {
    let newer = NEWER.iter().find(|(newer, _)| *newer == code).map(|(_, name)| *name);
    newer.or_else(|| known(code))
}

fn known(code: &str) -> Option<&'static str> {
    let at = KNOWN.binary_search_by_key(&code, |(known, _)| *known).ok()?;
    KNOWN.get(at).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norway_has_its_counties_of_2024() {
        assert_eq!(name("NO-33"), Some("Buskerud"));
        assert_eq!(name("NO-46"), Some("Vestland"));
        assert_eq!(name("NO-30"), Some("Viken"));
        assert_eq!(name("NO-99"), None);
    }

    #[test]
    fn what_the_library_has_come_to_know_is_not_listed() {
        for (code, _) in NEWER {
            assert!(known(code).is_none(), "{code}");
        }
    }

    #[test]
    fn every_subdivision_of_the_library_is_known() {
        for (code, subdivision) in &rust_iso3166::iso3166_2::SUBDIVISION_MAP {
            assert_eq!(known(code), Some(subdivision.name));
        }
        assert_eq!(KNOWN.len(), rust_iso3166::iso3166_2::SUBDIVISION_MAP.len());
    }
}
