//! The international forms of phone numbers (spec/contacts-v4.md section 2.1).

use rlibphonenumber::{PhoneNumber, PhoneNumberFormat, enums::Region};

use super::Phone;

impl Phone {
    /// Sets `e164Phone` and `formattedPhone` by libphonenumber's rules for the country; without a valid number there is
    /// no `e164Phone`, and `formattedPhone` is the phone as written.
    pub fn normalize(&mut self) {
        let number = self
            .country_code
            .as_deref()
            .and_then(|code| code.parse::<Region>().ok())
            .and_then(|region| PhoneNumber::parse(&self.phone, Some(region)).ok())
            .filter(PhoneNumber::is_valid);
        self.e164_phone =
            number.as_ref().map(|number| number.format_as(PhoneNumberFormat::E164).into_owned());
        self.formatted_phone = Some(match &number {
            Some(number) => number.format_as(PhoneNumberFormat::International).into_owned(),
            None => self.phone.clone(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normalized(country: Option<&str>, phone: &str) -> (Option<String>, String) {
        let mut phone =
            Phone { country_code: country.map(str::to_owned), phone: phone.to_owned(), ..Phone::default() };
        phone.normalize();
        (phone.e164_phone, phone.formatted_phone.unwrap())
    }

    #[test]
    fn a_valid_number_gets_both_international_forms() {
        let both = |e164: &str, shown: &str| (Some(e164.to_owned()), shown.to_owned());
        assert_eq!(normalized(Some("US"), "(704)-454-1233"), both("+17044541233", "+1 704-454-1233"));
        assert_eq!(normalized(Some("IL"), "097495550"), both("+97297495550", "+972 9-749-5550"));
        assert_eq!(normalized(Some("UA"), "0443955571"), both("+380443955571", "+380 44 395 5571"));
        assert_eq!(normalized(Some("GB"), "020 7946 0018"), both("+442079460018", "+44 20 7946 0018"));
    }

    #[test]
    fn a_number_that_can_not_be_is_kept_as_written() {
        for country in [Some("US"), Some("XX"), None] {
            assert_eq!(normalized(country, "(722)-138-3099"), (None, "(722)-138-3099".to_owned()));
        }
    }
}
