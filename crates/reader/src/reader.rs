//! An answer, read as it comes: one contact after the other, whatever the parts that it comes in.

use contacts_scanner::{Kind, Read, Scanned, Scanner, Stop, Text, reads};

use crate::{
    show::{Host, Showing},
    shown::Shown,
    table::{CONTACT, KEPT, PLACES, VALUE},
};

/// What is read of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The member `contact`.
    Contact,
    /// The member `contacts`, a list. What is no object among its items is passed over.
    Contacts,
}

/// How far it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The member that is wanted begins. If there was one of its name before, that counts no more.
    Begin,
    /// A contact was read: see [`Reader::shown`].
    Contact,
    /// More of the answer is needed.
    Short,
    /// That was all.
    End,
}

/// It is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// Holds as much of the answer as it needs: one contact, and what came with it.
pub struct Reader {
    progress: Progress,
    read: Read,
    shown: Shown,
    /// How many of the bytes are of the answer. Behind them is what was made of them.
    end: usize,
    /// Where in them it goes on.
    at: usize,
    /// Before there are so many, it is of no use to try again.
    enough: usize,
    is_whole: bool,
    host: Host,
    /// How many bytes were looked at, some of them more than once.
    #[cfg(test)]
    pub looked_at: usize,
}

/// What is known of an answer so far.
struct Progress {
    wanted: Wanted,
    place: Place,
    is_there: bool,
    total: Option<u32>,
}

/// Where in the answer it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    Member,
    BehindMember,
    Contact,
    Item,
    BehindItem,
    End,
}

impl Reader {
    pub fn new(wanted: Wanted, host: Host) -> Self {
        let place = Place::Start;
        Self {
            progress: Progress { wanted, place, is_there: false, total: None },
            read: Read::default(),
            shown: Shown::default(),
            end: 0,
            at: 0,
            enough: 0,
            is_whole: false,
            host,
            #[cfg(test)]
            looked_at: 0,
        }
    }

    /// Takes the next part of the answer. One of nothing says that it is whole.
    pub fn take(&mut self, part: Vec<u8>) {
        self.is_whole = part.is_empty();
        self.enough = self.enough.saturating_sub(self.at);
        let left = self.shown.bytes.get(self.at..self.end).unwrap_or_default();
        self.shown.bytes = if left.is_empty() { part } else { concat(left, &part) };
        self.at = 0;
        self.end = self.shown.bytes.len();
    }

    /// Goes on to what comes next.
    pub fn step(&mut self) -> Result<Step, Broken> {
        self.shown.bytes.truncate(self.end);
        if self.end < self.enough && !self.is_whole {
            return Ok(Step::Short);
        }
        loop {
            let mut scanner = Scanner::new(&self.shown.bytes, self.at, self.is_whole);
            let step = self.progress.go_on(&mut scanner, &mut self.read);
            #[cfg(test)]
            {
                self.looked_at += scanner.at - self.at;
            }
            match step {
                Ok(step) => {
                    self.at = scanner.at;
                    if step == Some(Step::Contact) {
                        Showing { read: &self.read, shown: &mut self.shown, host: self.host }.show();
                    }
                    if let Some(step) = step {
                        return Ok(step);
                    }
                }
                Err(Stop::Short) if !self.is_whole => {
                    // Not before there is twice as much, lest something long be looked at for each of its parts.
                    self.enough = self.at + 2 * (self.end - self.at);
                    return Ok(Step::Short);
                }
                Err(_) => return Err(Broken),
            }
        }
    }

    /// The contact that was read last.
    pub fn shown(&mut self) -> &mut Shown {
        &mut self.shown
    }

    /// How many bytes are held.
    #[cfg(test)]
    pub fn held(&self) -> usize {
        self.shown.bytes.capacity()
    }

    /// Of the contact that was read last, the primary email, and the one that the statuses among the extended fields are of;
    /// empty where there is none.
    pub fn emails_with_statuses(&mut self) -> (String, String) {
        let Self { read, shown, host, .. } = self;
        let showing = Showing { read, shown, host: *host };
        let (primary, subscribed) = showing.emails_with_statuses();
        let email = |item: Option<usize>| item.map_or(Text::NONE, |item| read.get(item + VALUE));
        (shown.string(email(primary)), shown.string(email(subscribed)))
    }

    /// Whether an app kept something of it,
    pub fn has_kept(&self) -> bool {
        !self.read.get(KEPT).is_none()
    }

    /// and what.
    pub fn kept(&self) -> Option<String> {
        self.has_kept().then(|| self.shown.string(self.read.get(KEPT)))
    }

    /// Whether the member that is wanted is there, and is what it should be.
    pub fn is_there(&self) -> bool {
        self.progress.is_there
    }

    /// How many contacts there are in all; none if the answer says nothing of it.
    pub fn total(&self) -> Option<u32> {
        self.progress.total
    }
}

impl Progress {
    /// Passes one thing, as a whole or not at all. Gives what there is to say of it.
    fn go_on(&mut self, scanner: &mut Scanner, read: &mut Read) -> Scanned<Option<Step>> {
        match self.place {
            Place::Start => self.start(scanner)?,
            Place::Member => return self.member(scanner),
            Place::BehindMember => {
                self.place = if scanner.goes_on(b'}')? { Place::Member } else { Place::End };
            }
            Place::Contact => {
                read.read(scanner, CONTACT, PLACES)?;
                self.place = Place::BehindMember;
                return Ok(Some(Step::Contact));
            }
            Place::Item => {
                let is_contact = scanner.kind()? == Kind::Object;
                if is_contact {
                    read.read(scanner, CONTACT, PLACES)?
                } else {
                    scanner.pass()?
                }
                self.place = Place::BehindItem;
                return Ok(is_contact.then_some(Step::Contact));
            }
            Place::BehindItem => {
                self.place = if scanner.goes_on(b']')? { Place::Item } else { Place::BehindMember };
            }
            Place::End => return scanner.end().map(|()| Some(Step::End)),
        }
        Ok(None)
    }

    fn start(&mut self, scanner: &mut Scanner) -> Scanned<()> {
        scanner.pass_mark()?;
        let kind = scanner.kind()?;
        let mut place = Place::End;
        if kind != Kind::Object {
            scanner.pass()?;
        } else if scanner.begins(b'}')? {
            place = Place::Member;
        }
        self.place = place;
        Ok(())
    }

    fn member(&mut self, scanner: &mut Scanner) -> Scanned<Option<Step>> {
        let key = scanner.key()?;
        let key = scanner.bytes_of(key);
        let (name, kind) = match self.wanted {
            Wanted::Contact => ("contact", Kind::Object),
            Wanted::Contacts => ("contacts", Kind::Array),
        };
        let mut place = Place::BehindMember;
        let is_wanted = reads(key, name);
        let is_there = is_wanted && scanner.kind()? == kind;
        let mut total = self.total;
        if is_there && self.wanted == Wanted::Contact {
            place = Place::Contact;
        } else if is_there {
            if scanner.begins(b']')? {
                place = Place::Item;
            }
        } else if reads(key, "pagingMetadata") {
            total = paging_total(scanner)?;
        } else {
            scanner.pass()?;
        }
        self.place = place;
        self.total = total;
        if is_wanted {
            self.is_there = is_there;
        }
        Ok(is_wanted.then_some(Step::Begin))
    }
}

fn concat(left: &[u8], part: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(left.len() + part.len());
    bytes.extend_from_slice(left);
    bytes.extend_from_slice(part);
    bytes
}

/// The member `total` of an object, if it is a number.
fn paging_total(scanner: &mut Scanner) -> Scanned<Option<u32>> {
    if scanner.kind()? != Kind::Object {
        scanner.pass()?;
        return Ok(None);
    }
    let mut total = None;
    let mut goes_on = scanner.begins(b'}')?;
    while goes_on {
        let key = scanner.key()?;
        let is_total = reads(scanner.bytes_of(key), "total");
        let value = scanner.value()?;
        if is_total {
            total = number(scanner.bytes_of(value));
        }
        goes_on = scanner.goes_on(b'}')?;
    }
    Ok(total)
}

fn is_decimal(digits: &[u8]) -> bool {
    digits.iter().all(u8::is_ascii_digit)
}

/// A number that counts something. What is behind its point says nothing.
fn number(digits: &[u8]) -> Option<u32> {
    let mut number: u32 = 0;
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => number = number.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            b'.' if at > 0 && is_decimal(digits.get(at + 1..)?) => break,
            _ => return None,
        }
    }
    Some(number)
}
