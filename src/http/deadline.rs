//! One deadline for a whole call, however many requests it makes.

use std::{cell::Cell, rc::Rc};

use js_sys::Date;

use crate::task::sleep;

/// A point in time, in milliseconds since the epoch. Clones share it.
#[derive(Clone, Debug)]
pub struct Deadline(Rc<Cell<f64>>);

impl Deadline {
    pub fn at(time: f64) -> Self {
        Self(Rc::new(Cell::new(time)))
    }

    pub fn after(milliseconds: f64) -> Self {
        Self::at(Date::now() + milliseconds)
    }

    pub fn time(&self) -> f64 {
        self.0.get()
    }

    /// Moves the deadline: a pause that the server asked of a reader of all contacts doesn't count.
    pub fn extend(&self, by: f64) {
        self.0.set(self.0.get() + by);
    }

    /// Ends once the deadline has passed.
    pub async fn passed(&self) {
        loop {
            let left = self.time() - Date::now();
            if left <= 0.0 {
                return;
            }
            sleep(left).await;
        }
    }
}
