//! Similar items: those that have a form in common, such as an email in lower case, or the digits of a phone.

use super::info::Item;
use std::collections::BTreeSet;

/// Every form of every item.
pub fn forms_of<T>(items: &[Item<T>], forms: impl Fn(&T) -> Vec<String>) -> BTreeSet<String> {
    items.iter().flat_map(|item| forms(&item.value)).collect()
}

/// The items that are new, similar ones together.
///
/// An item is as old as one that it is similar to, even if another item makes the link: a phone given once with its
/// e164 number, once without and once as that number alone is one phone, in whatever order.
pub fn new_items<'a, T>(
    sent: impl IntoIterator<Item = &'a Item<T>>,
    known: BTreeSet<String>,
    forms: impl Fn(&T) -> Vec<String>,
) -> Vec<Vec<&'a Item<T>>> {
    let mut left: Vec<_> = sent.into_iter().map(|item| (item, forms(&item.value))).collect();
    take_similar(&mut left, known);
    let mut groups = Vec::new();
    while let Some((_, forms)) = left.first() {
        let known = forms.iter().cloned().collect();
        groups.push(take_similar(&mut left, known));
    }
    groups
}

/// Takes out what has a known form, and what has a form in common with that, and so on.
fn take_similar<'a, T>(
    left: &mut Vec<(&'a Item<T>, Vec<String>)>,
    mut known: BTreeSet<String>,
) -> Vec<&'a Item<T>> {
    let mut taken = Vec::new();
    let is_known =
        |forms: &Vec<String>, known: &BTreeSet<String>| forms.iter().any(|form| known.contains(form));
    while let Some(position) = left.iter().position(|(_, forms)| is_known(forms, &known)) {
        let (item, forms) = left.remove(position);
        known.extend(forms);
        taken.push(item);
    }
    taken
}
