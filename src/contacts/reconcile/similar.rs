//! Similar items: those that have a form in common, such as an email in lower case, or the digits of a phone.

use super::info::Item;

/// Every form of every item.
pub fn forms_of<T>(items: &[Item<T>], forms: impl Fn(&T) -> Vec<String>) -> Vec<String> {
    items.iter().flat_map(|item| forms(&item.value)).collect()
}

/// The items that are not known, similar ones together.
///
/// Two items are similar even if it is a third that makes the link: a phone given once with its e164 number,
/// once without it and once as that number alone is one phone, in whatever order.
pub fn new_groups<'a, T>(
    sent: impl IntoIterator<Item = &'a Item<T>>,
    known: Vec<String>,
    forms: impl Fn(&T) -> Vec<String>,
) -> Vec<Vec<&'a Item<T>>> {
    let mut left: Vec<_> = sent.into_iter().map(|item| (item, forms(&item.value))).collect();
    take_similar(&mut left, known);
    let mut groups = Vec::new();
    while !left.is_empty() {
        let (first, forms) = left.remove(0);
        let mut group = vec![first];
        group.extend(take_similar(&mut left, forms));
        groups.push(group);
    }
    groups
}

/// Takes out what has a known form, what has a form in common with that, and so on.
fn take_similar<'a, T>(
    left: &mut Vec<(&'a Item<T>, Vec<String>)>,
    mut known: Vec<String>,
) -> Vec<&'a Item<T>> {
    let is_known = |forms: &[String], known: &[String]| forms.iter().any(|form| known.contains(form));
    let mut before = usize::MAX;
    while known.len() != before {
        before = known.len();
        for (_, forms) in left.iter().filter(|(_, forms)| forms.len() > 1) {
            if is_known(forms, &known) {
                let new: Vec<_> = forms.iter().filter(|form| !known.contains(form)).cloned().collect();
                known.extend(new);
            }
        }
    }
    left.extract_if(.., |(_, forms)| is_known(forms, &known)).map(|(item, _)| item).collect()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use serde_json::Value;

    /// Items whose forms are their letters.
    fn items(texts: &[&str]) -> Vec<Item<String>> {
        let item = |text: &&str| Item {
            path: String::new(),
            given: Value::Null,
            tag: None,
            value: (*text).to_owned(),
        };
        texts.iter().map(item).collect()
    }

    fn letters(text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }

    fn groups(known: &[&str], sent: &[&str]) -> Vec<Vec<String>> {
        let sent = items(sent);
        let forms = |text: &String| letters(text);
        let groups = new_groups(&sent, forms_of(&items(known), forms), forms);
        groups.into_iter().map(|group| group.into_iter().map(|item| item.value.clone()).collect()).collect()
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
