//! The keys of a table, ready to be compared with bytes, mostly in one step.

/// How many bytes are compared at once.
const BLOCK: usize = 16;

pub struct Key {
    /// The first bytes of the name, then zeros.
    start: [u8; BLOCK],
    /// Its other bytes.
    rest: &'static [u8],
    length: usize,
}

#[expect(clippy::indexing_slicing, reason = "it runs when the table is compiled")]
pub const fn key(name: &'static str) -> Key {
    let name = name.as_bytes();
    let length = name.len();
    let mut start = [0; BLOCK];
    let mut at = 0;
    while at < length && at < BLOCK {
        start[at] = name[at];
        at += 1;
    }
    Key { start, rest: name.split_at(at).1, length }
}

impl Key {
    pub fn length(&self) -> usize {
        self.length
    }

    /// Whether it is this text, which has no escapes.
    pub fn is(&self, text: &[u8]) -> bool {
        let (start, rest) = text.split_at(text.len().min(BLOCK));
        text.len() == self.length && self.start.starts_with(start) && rest == self.rest
    }

    /// Whether bytes start with it, as far as one look can tell: never if there are fewer than a block of them.
    pub fn is_start_of(&self, bytes: &[u8]) -> bool {
        let Some(block) = bytes.first_chunk() else { return false };
        let equal =
            (u128::from_le_bytes(*block) ^ u128::from_le_bytes(self.start)).trailing_zeros() as usize / 8;
        let is_start = equal >= self.length.min(BLOCK);
        is_start && (self.rest.is_empty() || bytes.get(BLOCK..self.length) == Some(self.rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_at_the_start_of_bytes_and_nowhere_else() {
        for name in ["id", "displayByFirstNa", "contacts.displayByFirstName"] {
            let key = key(name);
            assert!(key.is(name.as_bytes()));
            assert!(key.is_start_of(format!("{name}\":\"a text behind it\"").as_bytes()));
            for other in [format!("x{name}"), format!("{}x", &name[..name.len() - 1]), name.to_uppercase()] {
                assert!(!key.is(other.as_bytes()), "{other}");
                assert!(!key.is_start_of(format!("{other}\":\"a text behind it\"").as_bytes()), "{other}");
            }
            assert!(!key.is(&name.as_bytes()[1..]));
            assert!(!key.is(format!("{name}x").as_bytes()));
        }
    }
}
