//! Contact objects, as paging knows them.

use std::rc::Rc;

use contacts_core::paging::Entry;
use js_sys::Array;

/// A contact object among others: they stay in JavaScript, since taking each of them in costs more than all that is done with it.
#[derive(Clone)]
pub struct Place {
    objects: Rc<Array>,
    index: u32,
}

/// The entries of contact objects, of each of which the id is known, and when it was created.
pub fn entries_of(objects: Array, known: Vec<(String, f64)>) -> Vec<Entry<Place>> {
    let objects = Rc::new(objects);
    let mut entries = Vec::with_capacity(known.len());
    for (id, created) in known {
        let contact = Place { objects: objects.clone(), index: entries.len() as u32 };
        entries.push(Entry { id, created, contact });
    }
    entries
}

/// The contact objects of entries.
pub fn objects_of(entries: &[Entry<Place>]) -> Array {
    if let Some(all) = all_of_one(entries) {
        return (**all).clone();
    }
    let picked = Array::new();
    for Entry { contact: Place { objects, index }, .. } in entries {
        picked.push(&objects.get(*index));
    }
    picked
}

/// The list of an answer, if the entries are all that is in it.
fn all_of_one(entries: &[Entry<Place>]) -> Option<&Rc<Array>> {
    let all = &entries.first()?.contact.objects;
    let is_next = |(index, entry): (usize, &Entry<Place>)| {
        Rc::ptr_eq(&entry.contact.objects, all) && entry.contact.index as usize == index
    };
    let is_all = all.length() as usize == entries.len() && entries.iter().enumerate().all(is_next);
    is_all.then_some(all)
}
