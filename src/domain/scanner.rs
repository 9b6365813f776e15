//! Trying a scanner that types: what its keys say about how it is set up. It is given keys with
//! their times and says what is well and what to change; what was scanned is never in the answer.
//! Whether a burst of keys is a badge's tap is not for this, but for the scanner's own state machine.
//!
//! Numbers: keys of a scanner are 5 to 60 ms apart, and more than 100 ms part a badge in two (field
//! reports on several scanners and shop programs).

use std::time::Duration;

use super::badge::TEST_BADGE;

/// The longest pause between two keys that a badge is read with.
pub const LONGEST: Duration = Duration::from_millis(100);
/// The longest time from the first key to the last.
pub const WHOLE: Duration = Duration::from_millis(1500);
/// After a longer pause, something else is scanned.
const PAUSE: Duration = Duration::from_millis(700);
/// Fewer keys are a finger's.
const SHORTEST: usize = 6;
/// More keys than any scan has; the rest is not looked at.
const MOST: usize = 400;
/// How many scans in a row make it certain.
pub const TIMES: usize = 3;

/// A key that went down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// When.
    pub at: Duration,
    /// Which, by its place on the keyboard.
    pub key: ScannedKey,
    /// Whether shift was held.
    pub shift: bool,
}

/// A key by its place on the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScannedKey {
    /// A letter or digit, as a US keyboard has it there.
    Char(char),
    /// Enter.
    Enter,
    /// Tab.
    Tab,
    /// Any other.
    Other,
}

/// What a scan of the test badge told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScanReport {
    /// What is wrong, so that badges are not read or not every time.
    pub fault: Option<Fault>,
    /// What comes after the code.
    pub suffix: Suffix,
    /// How it writes capitals.
    pub capitals: Capitals,
    /// From one key to the next, on the average.
    pub between: Duration,
}

/// What comes after the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffix {
    /// Enter: badges are answered at once.
    Enter,
    /// Tab, which is as good.
    Tab,
    /// Nothing: badges are answered a tenth of a second later.
    None,
}

/// How it writes capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capitals {
    /// With shift, as a hand does.
    Shift,
    /// Not at all: small letters.
    Small,
    /// Without shift: Caps Lock is on, here or in the scanner.
    Locked,
    /// Nothing is known: the keys made no letters.
    Unknown,
}

/// What is wrong with a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// So many letters never came.
    Dropped(usize),
    /// So many letters came twice.
    Doubled(usize),
    /// So many more keys came before or after the code.
    Extra(usize),
    /// Every letter came as another: it types for another kind of keyboard.
    Layout,
    /// So many letters came as others.
    Wrong(usize),
    /// So long a pause was between two keys, or the whole took too long.
    Slow(Duration),
    /// It was something else than the test badge.
    NotTheTestBadge,
}

/// Gathers the keys of one scan.
#[derive(Debug, Default)]
pub struct Listener {
    keys: Vec<Pressed>,
    /// Letters that the keys made: capitals and small ones, with shift and without.
    letters: [usize; 4],
}

/// Several scans in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// The last ones, at most [`TIMES`].
    pub scans: Vec<ScanReport>,
}

impl Listener {
    /// A key went down, or repeated itself. A scan that it ends is told.
    pub fn press(&mut self, pressed: Pressed) -> Option<ScanReport> {
        let before = self.poll(pressed.at);
        match pressed.key {
            ScannedKey::Enter | ScannedKey::Tab if self.keys.is_empty() => before,
            ScannedKey::Enter => self.end(Suffix::Enter).or(before),
            ScannedKey::Tab => self.end(Suffix::Tab).or(before),
            ScannedKey::Char(_) | ScannedKey::Other => {
                let is_full = self.keys.len() >= MOST;
                match self.keys.last_mut().filter(|_| is_full) {
                    Some(last) => last.at = pressed.at,
                    None => self.keys.push(pressed),
                }
                before
            }
        }
    }

    /// The last key made this text.
    pub fn wrote(&mut self, text: &str) {
        let Some(shift) = self.keys.last().map(|last| last.shift) else {
            return;
        };
        for letter in text.chars().filter(|letter| letter.is_alphabetic()) {
            let kind = match (letter.is_uppercase(), shift) {
                (true, true) => 0,
                (true, false) => 1,
                (false, true) => 2,
                (false, false) => 3,
            };
            if let Some(count) = self.letters.get_mut(kind) {
                *count += 1;
            }
        }
    }

    /// A scan that is over because nothing has come for a while, at `now`.
    pub fn poll(&mut self, now: Duration) -> Option<ScanReport> {
        let last = self.keys.last()?.at;
        if now.saturating_sub(last) <= PAUSE {
            return None;
        }
        self.end(Suffix::None)
    }

    /// When [`Listener::poll`] has something to do if no more keys come.
    #[must_use]
    pub fn deadline(&self) -> Option<Duration> {
        let last = self.keys.last()?.at;
        Some(last + PAUSE + Duration::from_millis(1))
    }

    fn end(&mut self, suffix: Suffix) -> Option<ScanReport> {
        let Self { keys, letters } = std::mem::take(self);
        if keys.len() < SHORTEST {
            return None;
        }
        let text: Vec<char> = keys.iter().map(|key| letter(key.key)).collect();
        let mut times = keys.iter().map(|key| key.at);
        let gaps = times.clone().skip(1).zip(times.clone());
        let longest = gaps
            .map(|(later, sooner)| later.saturating_sub(sooner))
            .max();
        let longest = longest.unwrap_or_default();
        let first = times.clone().next().unwrap_or_default();
        let whole = times.next_back().unwrap_or_default().saturating_sub(first);
        let fault = fault(&text).or({
            let slow = longest > LONGEST || whole > WHOLE;
            slow.then_some(Fault::Slow(longest))
        });
        let steps = u32::try_from(keys.len() - 1).unwrap_or(1).max(1);
        Some(ScanReport {
            fault,
            suffix,
            capitals: capitals(letters),
            between: whole / steps,
        })
    }
}

fn letter(key: ScannedKey) -> char {
    match key {
        ScannedKey::Char(key) => key.to_ascii_uppercase(),
        _ => '\u{0}',
    }
}

/// What most letters say.
fn capitals([shift, locked, odd, small]: [usize; 4]) -> Capitals {
    let all = shift + locked + odd + small;
    match () {
        () if all == 0 => Capitals::Unknown,
        // Shift makes small letters where Caps Lock is on.
        () if locked + odd > all / 2 => Capitals::Locked,
        () if shift > all / 2 => Capitals::Shift,
        () => Capitals::Small,
    }
}

/// What is wrong with the letters, if anything is.
fn fault(text: &[char]) -> Option<Fault> {
    let code: Vec<char> = TEST_BADGE.chars().collect();
    if text == code {
        return None;
    }
    let all = code.len();
    Some(if text.windows(all).any(|part| part == code) {
        Fault::Extra(text.len() - all)
    } else if text.len() < all && text.len() * 2 >= all && is_within(text, &code) {
        Fault::Dropped(all - text.len())
    } else if text.len() > all && is_doubled(text, &code) {
        Fault::Doubled(text.len() - all)
    } else if text.len() == all {
        let others = text.iter().zip(&code).filter(|(one, other)| one != other);
        match others.count() {
            wrong if wrong * 2 <= all => Fault::Wrong(wrong),
            _ if is_another_keyboard(text, &code) => Fault::Layout,
            _ => Fault::NotTheTestBadge,
        }
    } else {
        Fault::NotTheTestBadge
    })
}

/// Whether the letters of one text come in the other, in their order.
fn is_within(text: &[char], of: &[char]) -> bool {
    let mut of = of.iter();
    text.iter().all(|letter| of.any(|other| other == letter))
}

/// Whether every letter too many is the one before it once more.
fn is_doubled(text: &[char], code: &[char]) -> bool {
    let mut wanted = code.iter().peekable();
    let mut last = None;
    for letter in text {
        if wanted.peek() == Some(&letter) {
            wanted.next();
        } else if last != Some(letter) {
            return false;
        }
        last = Some(letter);
    }
    wanted.next().is_none()
}

/// Whether each letter always comes as the same other one.
fn is_another_keyboard(text: &[char], code: &[char]) -> bool {
    let pairs: Vec<_> = code.iter().zip(text).collect();
    pairs.iter().all(|(from, to)| {
        let same = |(other, became): &(&char, &char)| (other == from) == (became == to);
        pairs.iter().all(|(other, became)| same(&(*other, *became)))
    })
}

impl Trial {
    /// One more scan; what came before a whole trial is forgotten.
    pub fn add(&mut self, report: ScanReport) {
        if self.scans.len() >= TIMES {
            self.scans.remove(0);
        }
        self.scans.push(report);
    }

    /// Whether it was scanned as often as it takes, and was well each time.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.scans.len() >= TIMES && self.fault().is_none()
    }

    /// What is wrong, by the last scan that had something wrong.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        self.scans.iter().rev().find_map(|scan| scan.fault)
    }
}
