//! Contact objects as entries for paging.

use std::rc::Rc;

use contacts_rules::paging::Entry;
use js_sys::Array;

/// A contact object in a list. The list stays in JavaScript: passing each object to wasm would cost more than all other work.
#[derive(Clone)]
pub struct ContactRef {
    objects: Rc<Array>,
    index: u32,
}

/// The entries of contact objects, given the id and the creation time of each.
pub fn entries_of(objects: Array, keys: Vec<(String, f64)>) -> Vec<Entry<ContactRef>> {
    let objects = Rc::new(objects);
    let mut entries = Vec::with_capacity(keys.len());
    for (id, created) in keys {
        let contact = ContactRef { objects: objects.clone(), index: entries.len() as u32 };
        entries.push(Entry { id, created, contact });
    }
    entries
}

/// The contact objects of entries.
pub fn objects_of(entries: &[Entry<ContactRef>]) -> Array {
    if let Some(all) = all_of_one(entries) {
        return (**all).clone();
    }
    let picked = Array::new();
    for Entry { contact: ContactRef { objects, index }, .. } in entries {
        picked.push(&objects.get(*index));
    }
    picked
}

/// The list of a response, if the entries are exactly the contacts in it.
fn all_of_one(entries: &[Entry<ContactRef>]) -> Option<&Rc<Array>> {
    let all = &entries.first()?.contact.objects;
    let is_next = |(index, entry): (usize, &Entry<ContactRef>)| {
        Rc::ptr_eq(&entry.contact.objects, all) && entry.contact.index as usize == index
    };
    let is_all = all.length() as usize == entries.len() && entries.iter().enumerate().all(is_next);
    is_all.then_some(all)
}
