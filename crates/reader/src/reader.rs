//! Reads a response as it arrives, in any parts: one contact after the other.

use contacts_scanner::{Kind, Scanned, Scanner, Stop, Text, Texts, equals};

use crate::{
    convert::{Conversion, Host},
    legacy_contact::LegacyContact,
    table::{CONTACT, OVERLAY, PLACES, VALUE},
};

/// The member of a response to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The member `contact`.
    Contact,
    /// The member `contacts`, a list. Items that are not objects are skipped.
    Contacts,
}

/// The progress of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The wanted member starts. An earlier one with its name no longer counts.
    Begin,
    /// A contact was read: see [`Reader::contact`].
    Contact,
    /// More of the response is needed.
    NeedsInput,
    /// The response is complete.
    End,
}

/// It is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidJson;

/// Holds only the part of the response that it needs: one contact, and the bytes that came with it.
pub struct Reader {
    progress: Progress,
    texts: Texts,
    contact: LegacyContact,
    /// How many of the bytes are from the response. Texts made from them follow.
    end: usize,
    /// Where reading continues.
    at: usize,
    /// How many bytes there must be before reading is tried again.
    needed: usize,
    is_last: bool,
    host: Host,
    /// How many bytes were read, some of them more than once.
    #[cfg(test)]
    pub looked_at: usize,
}

/// What is known about a response so far.
struct Progress {
    wanted: Wanted,
    position: Position,
    is_there: bool,
    total: Option<u32>,
}

/// The position in the structure of the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
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
        let position = Position::Start;
        Self {
            progress: Progress { wanted, position, is_there: false, total: None },
            texts: Texts::default(),
            contact: LegacyContact::default(),
            end: 0,
            at: 0,
            needed: 0,
            is_last: false,
            host,
            #[cfg(test)]
            looked_at: 0,
        }
    }

    /// Takes the next part of the response. An empty part is the end.
    pub fn take(&mut self, part: Vec<u8>) {
        self.is_last = part.is_empty();
        self.needed = self.needed.saturating_sub(self.at);
        let left = self.contact.bytes.get(self.at..self.end).unwrap_or_default();
        self.contact.bytes = if left.is_empty() { part } else { concat(left, &part) };
        self.at = 0;
        self.end = self.contact.bytes.len();
    }

    /// Reads on to the next step.
    pub fn step(&mut self) -> Result<Step, InvalidJson> {
        self.contact.bytes.truncate(self.end);
        if self.end < self.needed && !self.is_last {
            return Ok(Step::NeedsInput);
        }
        loop {
            let mut scanner = Scanner::new(&self.contact.bytes, self.at, self.is_last);
            let step = self.progress.advance(&mut scanner, &mut self.texts);
            #[cfg(test)]
            {
                self.looked_at += scanner.at - self.at;
            }
            match step {
                Ok(step) => {
                    self.at = scanner.at;
                    if step == Some(Step::Contact) {
                        Conversion { texts: &self.texts, contact: &mut self.contact, host: self.host }
                            .convert();
                    }
                    if let Some(step) = step {
                        return Ok(step);
                    }
                }
                Err(Stop::Incomplete) if !self.is_last => {
                    // Only after twice as many bytes, so that a long value is not read again for each of its parts.
                    self.needed = self.at + 2 * (self.end - self.at);
                    return Ok(Step::NeedsInput);
                }
                Err(_) => return Err(InvalidJson),
            }
        }
    }

    /// The contact that was read last.
    pub fn contact(&mut self) -> &mut LegacyContact {
        &mut self.contact
    }

    /// How many bytes are held.
    #[cfg(test)]
    pub fn held(&self) -> usize {
        self.contact.bytes.capacity()
    }

    /// The primary email of the contact that was read last, and the email that the statuses in the extended fields are about;
    /// empty if there is none.
    pub fn emails_with_statuses(&mut self) -> (String, String) {
        let Self { texts, contact, host, .. } = self;
        let mut conversion = Conversion { texts, contact, host: *host };
        let (primary, subscribed) = conversion.emails_with_statuses();
        let email = |item: Option<usize>| item.map_or(Text::NONE, |item| texts.get(item + VALUE));
        (contact.string(email(primary)), contact.string(email(subscribed)))
    }

    /// The overlay that is stored with it, a text of JSON.
    pub fn overlay(&self) -> Option<String> {
        let text = self.texts.get(OVERLAY);
        (!text.is_none()).then(|| self.contact.string(text))
    }

    /// Whether the wanted member is there and has the right type.
    pub fn is_there(&self) -> bool {
        self.progress.is_there
    }

    /// The number of all contacts; None if the response does not have it.
    pub fn total(&self) -> Option<u32> {
        self.progress.total
    }
}

impl Progress {
    /// Reads one element, completely or not at all. Returns its step, if it has one.
    fn advance(&mut self, scanner: &mut Scanner, texts: &mut Texts) -> Scanned<Option<Step>> {
        match self.position {
            Position::Start => self.start(scanner)?,
            Position::Member => return self.member(scanner),
            Position::BehindMember => {
                self.position = if scanner.has_next(b'}')? { Position::Member } else { Position::End };
            }
            Position::Contact => {
                texts.read(scanner, CONTACT, PLACES)?;
                self.position = Position::BehindMember;
                return Ok(Some(Step::Contact));
            }
            Position::Item => {
                let is_contact = scanner.kind()? == Kind::Object;
                if is_contact {
                    texts.read(scanner, CONTACT, PLACES)?
                } else {
                    scanner.skip()?
                }
                self.position = Position::BehindItem;
                return Ok(is_contact.then_some(Step::Contact));
            }
            Position::BehindItem => {
                self.position = if scanner.has_next(b']')? { Position::Item } else { Position::BehindMember };
            }
            Position::End => return scanner.end().map(|()| Some(Step::End)),
        }
        Ok(None)
    }

    fn start(&mut self, scanner: &mut Scanner) -> Scanned<()> {
        scanner.skip_bom()?;
        let kind = scanner.kind()?;
        let mut position = Position::End;
        if kind != Kind::Object {
            scanner.skip()?;
        } else if scanner.enter(b'}')? {
            position = Position::Member;
        }
        self.position = position;
        Ok(())
    }

    fn member(&mut self, scanner: &mut Scanner) -> Scanned<Option<Step>> {
        let key = scanner.key()?;
        let key = scanner.bytes_of(key);
        let (name, kind) = match self.wanted {
            Wanted::Contact => ("contact", Kind::Object),
            Wanted::Contacts => ("contacts", Kind::Array),
        };
        let mut position = Position::BehindMember;
        let is_wanted = equals(key, name);
        let is_there = is_wanted && scanner.kind()? == kind;
        let mut total = self.total;
        if is_there && self.wanted == Wanted::Contact {
            position = Position::Contact;
        } else if is_there {
            if scanner.enter(b']')? {
                position = Position::Item;
            }
        } else if equals(key, "pagingMetadata") {
            total = paging_total(scanner)?;
        } else {
            scanner.skip()?;
        }
        self.position = position;
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
        scanner.skip()?;
        return Ok(None);
    }
    let mut total = None;
    let mut has_more = scanner.enter(b'}')?;
    while has_more {
        let key = scanner.key()?;
        let is_total = equals(scanner.bytes_of(key), "total");
        let value = scanner.value()?;
        if is_total {
            total = number(scanner.bytes_of(value));
        }
        has_more = scanner.has_next(b'}')?;
    }
    Ok(total)
}

fn is_decimal(digits: &[u8]) -> bool {
    digits.iter().all(u8::is_ascii_digit)
}

/// A count. Digits after the decimal point are ignored.
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
