//! One deadline for a whole call, however many requests it makes.

use std::{cell::Cell, rc::Rc};

/// A point in time, in milliseconds since the epoch. Clones share it.
#[derive(Clone, Debug)]
pub struct Deadline(Rc<Cell<f64>>);

impl Deadline {
    pub fn at(time: f64) -> Self {
        Self(Rc::new(Cell::new(time)))
    }

    pub fn time(&self) -> f64 {
        self.0.get()
    }

    /// Moves the deadline: a rate-limit pause of a reader of all contacts does not count.
    pub fn extend(&self, by: f64) {
        self.0.set(self.0.get() + by);
    }
}
