//! Contact objects as entries for paging.

use std::{cell::OnceCell, rc::Rc};

use contacts_rules::paging::Entry;
use js_sys::{Array, Date};

use crate::object::get;

/// A contact object in a list. The list stays in JavaScript: passing each object to wasm would cost more than all other work.
#[derive(Clone)]
pub struct ContactRef {
    objects: Rc<Array>,
    index: u32,
    keys: OnceCell<Keys>,
}

/// What paging needs of a contact object. It is read only when it is needed: of most pages, paging needs the last date alone.
#[derive(Clone)]
struct Keys {
    id: String,
    created: f64,
}

impl ContactRef {
    fn keys(&self) -> &Keys {
        self.keys.get_or_init(|| {
            let contact = self.objects.get(self.index);
            Keys {
                id: get(&contact, "id").as_string().unwrap_or_default(),
                created: Date::new(&get(&contact, "createdAt")).get_time(),
            }
        })
    }
}

impl Entry for ContactRef {
    fn id(&self) -> &str {
        &self.keys().id
    }

    fn created(&self) -> f64 {
        self.keys().created
    }
}

/// The entries of contact objects.
pub fn entries_of(objects: Array) -> Vec<ContactRef> {
    let objects = Rc::new(objects);
    let entry = |index| ContactRef { objects: objects.clone(), index, keys: OnceCell::new() };
    (0..objects.length()).map(entry).collect()
}

/// The contact objects of entries.
pub fn objects_of(entries: &[ContactRef]) -> Array {
    if let Some(all) = all_of_one(entries) {
        return (**all).clone();
    }
    let picked = Array::new();
    for ContactRef { objects, index, .. } in entries {
        picked.push(&objects.get(*index));
    }
    picked
}

/// The list of a response, if the entries are exactly the contacts in it.
fn all_of_one(entries: &[ContactRef]) -> Option<&Rc<Array>> {
    let all = &entries.first()?.objects;
    let is_next = |(index, entry): (usize, &ContactRef)| {
        Rc::ptr_eq(&entry.objects, all) && entry.index as usize == index
    };
    let is_all = all.length() as usize == entries.len() && entries.iter().enumerate().all(is_next);
    is_all.then_some(all)
}
