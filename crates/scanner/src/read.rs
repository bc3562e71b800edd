//! The texts that were read from an object: where each of them is.

use std::borrow::Cow;

use crate::{
    scan::{Kind, Scanned, Scanner},
    table::{Member, Shape},
    text::{Text, is_escaped, unescape},
};

/// The start of a text in an object, and the place for the first such text.
type Prefix = Option<(&'static str, usize)>;

/// The texts by place: first those of the object, then those of each item of its lists.
#[derive(Default)]
pub struct Texts(Vec<Text>);

impl Texts {
    /// Reads the next object, which has this number of places.
    pub fn read(&mut self, scanner: &mut Scanner, members: &[Member], places: usize) -> Scanned<()> {
        self.0.clear();
        self.extend(places);
        self.object(scanner, members, 0, None)
    }

    // Inlined, it would add half a kilobyte to the wasm.
    #[inline(never)]
    pub fn get(&self, place: usize) -> Text {
        self.0.get(place).copied().unwrap_or(Text::NONE)
    }

    /// The first place of each item of a list.
    pub fn items(&self, list: usize, width: usize) -> impl Iterator<Item = usize> + Clone + use<> {
        let places = self.get(list);
        let places = if places.is_none() { 0..0 } else { places.range() };
        places.step_by(width)
    }

    fn put(&mut self, place: usize, text: Text) {
        if let Some(old) = self.0.get_mut(place) {
            *old = text;
        }
    }

    /// Reads the members of an object whose places start at `base`.
    fn object(
        &mut self,
        scanner: &mut Scanner,
        members: &[Member],
        base: usize,
        prefix: Prefix,
    ) -> Scanned<()> {
        let mut likely = 0;
        let mut has_more = scanner.enter(b'}')?;
        while has_more {
            match next_member(scanner, members, likely)? {
                Some((index, member)) => {
                    likely = index + 1;
                    self.member(scanner, member, base)?;
                }
                None => self.other(scanner, prefix)?,
            }
            has_more = scanner.has_next(b'}')?;
        }
        Ok(())
    }

    fn member(&mut self, scanner: &mut Scanner, member: &Member, base: usize) -> Scanned<()> {
        let Member { shape, first, end, members, .. } = *member;
        let kind = scanner.kind()?;
        if kind == Kind::Text && matches!(shape, Shape::Text | Shape::TextOrObject | Shape::Skipped) {
            let text = scanner.text_or_nothing()?;
            if shape != Shape::Skipped {
                self.put(base + first, text);
            }
            return Ok(());
        }
        (first..end).for_each(|place| self.put(base + place, Text::NONE));
        match (shape, kind) {
            (Shape::Flag, Kind::True) => {
                self.put(base + first, Text::EMPTY);
                scanner.skip()
            }
            (Shape::Object | Shape::TextOrObject, Kind::Object) => self.object(scanner, members, base, None),
            (Shape::ObjectWith(prefix, place), Kind::Object) => {
                self.object(scanner, members, base, Some((prefix, place)))
            }
            (Shape::List(width), Kind::Array) => self.list(scanner, first, members, width),
            _ => scanner.skip(),
        }
    }

    fn list(&mut self, scanner: &mut Scanner, place: usize, members: &[Member], width: usize) -> Scanned<()> {
        let first = self.0.len();
        let mut has_more = scanner.enter(b']')?;
        while has_more {
            if scanner.kind()? == Kind::Object {
                let base = self.0.len();
                self.extend(width);
                self.object(scanner, members, base, None)?;
            } else {
                scanner.skip()?;
            }
            has_more = scanner.has_next(b']')?;
        }
        self.put(place, Text::between(first, self.0.len()));
        Ok(())
    }

    fn extend(&mut self, places: usize) {
        (0..places).for_each(|_| self.0.push(Text::NONE));
    }

    /// A member that is not in the table.
    fn other(&mut self, scanner: &mut Scanner, prefix: Prefix) -> Scanned<()> {
        let Some((prefix, place)) = prefix.filter(|(_, place)| self.get(*place).is_none()) else {
            return scanner.skip();
        };
        let text = scanner.text_or_nothing()?;
        let raw = scanner.bytes_of(text);
        // The wanted start has quotes, so the text must be escaped. Few texts are.
        if is_escaped(raw) && unescape(raw).starts_with(prefix) {
            self.put(place, text);
        }
        Ok(())
    }
}

/// Skips the next key. Returns the member that has it: mostly the one after the last, else any.
fn next_member<'a>(
    scanner: &mut Scanner,
    members: &'a [Member],
    likely: usize,
) -> Scanned<Option<(usize, &'a Member)>> {
    if let Some(member) = members.get(likely)
        && scanner.skip_key(&member.key)
    {
        return Ok(Some((likely, member)));
    }
    let key = scanner.key()?;
    Ok(find(members, scanner.bytes_of(key), likely + 1))
}

/// The member with a key. It is likely this one, or one of the next.
fn find<'a>(members: &'a [Member], key: &[u8], likely: usize) -> Option<(usize, &'a Member)> {
    let plain = if is_escaped(key) { Cow::Owned(unescape(key).into_bytes()) } else { Cow::Borrowed(key) };
    (likely..members.len()).chain(0..likely).find_map(|index| {
        let member = members.get(index)?;
        member.key.is(&plain).then_some((index, member))
    })
}
