//! Similar items: items with a common form, for example an email in lower case, or the digits of a phone.

use super::{date, info::Item};
use crate::{
    phone,
    text::{are_same, normalize, single_blanks},
};

/// All forms of an item, to compare it.
pub type Forms<'a> = &'a dyn Fn(&Item) -> Vec<String>;

/// Emails are the same in any case.
pub fn email_forms(item: &Item) -> Vec<String> {
    vec![normalize(item.text("email"))]
}

/// Phones are the same if the dialled digits or the e164 numbers are.
pub fn phone_forms(item: &Item) -> Vec<String> {
    phone::forms(item.text("phone"), item.get("normalizedPhone"))
}

/// URLs are the same in any case.
pub fn url_forms(item: &Item) -> Vec<String> {
    vec![normalize(item.text("url"))]
}

/// Dates are the same if they are the same instant, in any time zone.
pub fn date_forms(item: &Item) -> Vec<String> {
    vec![date::normalize(item.text("date"))]
}

/// Whether single values differ only in blanks.
pub fn is_same(text: &str, other: &str) -> bool {
    single_blanks(text) == single_blanks(other)
}

/// The forms of every item.
pub fn forms_of(items: &[Item], forms: Forms) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    items.iter().for_each(|item| all.push(forms(item)));
    all
}

/// The items that are not known, grouped by similarity.
///
/// Two items are also similar if a third one links them: a phone with its e164 number, the phone without it, and
/// the e164 number alone are one phone, in any order.
pub fn new_groups<'a>(
    sent: &mut dyn Iterator<Item = &'a Item>,
    known: Vec<Vec<String>>,
    forms: Forms,
) -> Vec<Vec<&'a Item>> {
    let mut left = Vec::new();
    sent.for_each(|item| left.push((item, forms(item))));
    take_similar(&mut left, known);
    // Reversed, since removing from the end moves no other item.
    left.reverse();
    let mut groups = Vec::new();
    while let Some((first, forms)) = left.pop() {
        let mut group = take_similar(&mut left, vec![forms]);
        group.push(first);
        group.reverse();
        groups.push(group);
    }
    groups
}

/// Removes the items that are similar to a known one, those similar to these, and so on. Keeps their order.
fn take_similar<'a>(left: &mut Vec<(&'a Item, Vec<String>)>, mut known: Vec<Vec<String>>) -> Vec<&'a Item> {
    let mut before = usize::MAX;
    while known.len() != before {
        before = known.len();
        for (_, forms) in left.iter() {
            if !known.contains(forms) && known.iter().any(|known| are_same(forms, known)) {
                known.push(forms.clone());
            }
        }
    }
    let mut similar = Vec::new();
    left.retain(|(item, forms)| {
        let is_similar = !forms.is_empty() && known.contains(forms);
        if is_similar {
            similar.push(*item);
        }
        !is_similar
    });
    similar
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Items whose forms are their letters.
    fn items(texts: &[&str]) -> Vec<Item> {
        let item = |text: &&str| Item { texts: vec![("url", (*text).to_owned())], ..Item::default() };
        texts.iter().map(item).collect()
    }

    fn letters(item: &Item) -> Vec<String> {
        item.text("url").chars().map(String::from).collect()
    }

    fn groups(known: &[&str], sent: &[&str]) -> Vec<Vec<String>> {
        let sent = items(sent);
        let groups = new_groups(&mut sent.iter(), forms_of(&items(known), &letters), &letters);
        let texts = |group: Vec<&Item>| group.into_iter().map(|item| item.text("url").to_owned()).collect();
        groups.into_iter().map(texts).collect()
    }

    #[test]
    fn what_is_similar_to_a_known_item_is_not_new() {
        assert_eq!(groups(&["ab", "c"], &["xa", "d", "c"]), [["d"]]);
    }

    #[test]
    fn similar_items_are_together_in_their_order() {
        assert_eq!(groups(&[], &["ab", "x", "bc", "yx"]), [["ab", "bc"], ["x", "yx"]]);
    }

    #[test]
    fn an_item_between_links_those_at_its_sides() {
        assert_eq!(groups(&[], &["a", "b", "ab"]), [["a", "b", "ab"]]);
        assert!(groups(&["a"], &["cd", "bc", "ab"]).is_empty());
    }

    #[test]
    fn an_item_of_no_form_is_like_no_other() {
        assert_eq!(groups(&[], &["", ""]), [[""], [""]]);
    }
}
