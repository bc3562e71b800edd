//! Countries, subdivisions and the printed form of addresses (spec/contacts-v4.md section 2.1).

use super::{Address, filled, subdivision};

impl Address {
    /// Completes a subdivision without its country: `WY` in `US` is `US-WY`.
    pub fn complete_subdivision(&mut self) {
        if let (Some(subdivision), Some(country)) = (&self.subdivision, &self.country)
            && !subdivision.contains('-')
        {
            self.subdivision = Some(format!("{country}-{subdivision}"));
        }
    }

    /// Whether the subdivision is one of ISO 3166-2, and of this country.
    pub fn has_valid_subdivision(&self) -> bool {
        let Some(code) = filled(self.subdivision.as_deref()) else { return true };
        let country = code.split('-').next();
        self.country.as_deref().is_none_or(|own| Some(own) == country) && subdivision::name(code).is_some()
    }

    /// Whether the country is one of ISO 3166-1 alpha-2.
    pub fn has_valid_country(&self) -> bool {
        filled(self.country.as_deref()).is_none_or(|code| rust_iso3166::from_alpha2(code).is_some())
    }

    /// The street as one line, however it was given.
    pub fn street(&self) -> Option<String> {
        let parts = self.street_address.as_ref().map(|street| {
            let parts = [street.number.as_deref(), street.name.as_deref()];
            parts.into_iter().filter_map(filled).collect::<Vec<_>>().join(" ")
        });
        self.address_line.clone().or(parts).filter(|street| !street.is_empty())
    }

    /// The address as printed on an envelope. The real templates are not published.
    pub fn format(&self) -> Option<String> {
        let country = self.country.as_deref().and_then(rust_iso3166::from_alpha2);
        let state = self.subdivision.as_deref().and_then(subdivision::name).unwrap_or_default();
        let city = self.city.as_deref().unwrap_or_default();
        let zip = self.postal_code.as_deref().unwrap_or_default();
        let town = match self.country.as_deref() {
            _ if city.is_empty() && zip.is_empty() => String::new(),
            Some("US" | "CA") => format!("{city}, {state} {zip}"),
            Some("GB") => [&format!("{city}, {state}"), zip].join("\n"),
            Some("FR") => format!("{zip}, {city}"),
            Some(_) | None => format!("{zip} {city}"),
        };
        let country = country.map_or(String::new(), |country| match country.alpha2 {
            "GB" => "United Kingdom".to_owned(),
            "US" => "United States".to_owned(),
            _ => country.name.to_owned(),
        });
        let lines = [
            self.street().unwrap_or_default(),
            self.address_line2.clone().unwrap_or_default(),
            town,
            country,
        ];
        let lines: Vec<_> = lines
            .iter()
            .map(|line| line.trim_matches([' ', ',', '\n']))
            .filter(|line| !line.is_empty())
            .collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(country: &str, subdivision: &str) -> Address {
        Address {
            country: Some(country.to_owned()),
            subdivision: Some(subdivision.to_owned()),
            ..Address::default()
        }
    }

    #[test]
    fn a_bare_subdivision_gets_its_country() {
        let mut address = address("US", "WY");
        address.complete_subdivision();
        assert_eq!(address.subdivision.as_deref(), Some("US-WY"));
        assert!(address.has_valid_subdivision());
    }

    #[test]
    fn a_subdivision_must_exist_in_its_country() {
        assert!(address("GB", "GB-ENG").has_valid_subdivision());
        assert!(!address("US", "US-ZZ").has_valid_subdivision());
        assert!(!address("US", "GB-ENG").has_valid_subdivision());
    }

    #[test]
    fn an_address_prints_as_in_its_country() {
        let address = Address {
            address_line: Some("1772 Fantages Way".to_owned()),
            address_line2: Some("Apt 17".to_owned()),
            city: Some("Richmond".to_owned()),
            postal_code: Some("04357".to_owned()),
            ..address("US", "US-ME")
        };
        let printed = "1772 Fantages Way\nApt 17\nRichmond, Maine 04357\nUnited States";
        assert_eq!(address.format().as_deref(), Some(printed));
    }
}
