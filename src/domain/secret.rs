//! A child's three secret pictures, for a day without a badge: what they are, and how often somebody
//! picked wrong ones. They open nothing but the child's own screen, at a page that a teacher opened;
//! they are in no export and no log, and only the teacher is shown them.

use std::fmt;

use jiff::{SignedDuration, civil};
use serde::{Deserialize, Serialize};

use super::{register::Register, time::Stamp};

/// One of the twelve pictures. Things that children of eight have a word for, each of another
/// outline, so that they are told apart in grey too; none is an animal, since those are on badges,
/// and none has the shape of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is what its name says")]
pub enum SecretPicture {
    Apple,
    Ball,
    Bike,
    Boat,
    Cactus,
    Guitar,
    House,
    Key,
    Moon,
    Pizza,
    Rocket,
    Shoe,
}

impl SecretPicture {
    /// All of them, in the order in which they are always shown.
    pub const ALL: [Self; 12] = [
        Self::Apple,
        Self::Ball,
        Self::Bike,
        Self::Boat,
        Self::Cactus,
        Self::Guitar,
        Self::House,
        Self::Key,
        Self::Moon,
        Self::Pizza,
        Self::Rocket,
        Self::Shoe,
    ];

    /// As it is drawn, of the bundled set.
    #[must_use]
    pub fn emoji(self) -> &'static str {
        match self {
            Self::Apple => "🍎",
            Self::Ball => "⚽",
            Self::Bike => "🚲",
            Self::Boat => "⛵",
            Self::Cactus => "🌵",
            Self::Guitar => "🎸",
            Self::House => "🏠",
            Self::Key => "🔑",
            Self::Moon => "🌙",
            Self::Pizza => "🍕",
            Self::Rocket => "🚀",
            Self::Shoe => "👟",
        }
    }

    /// The key of the sentence that names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Apple => "desk-secret-apple",
            Self::Ball => "desk-secret-ball",
            Self::Bike => "desk-secret-bike",
            Self::Boat => "desk-secret-boat",
            Self::Cactus => "desk-secret-cactus",
            Self::Guitar => "desk-secret-guitar",
            Self::House => "desk-secret-house",
            Self::Key => "desk-secret-key",
            Self::Moon => "desk-secret-moon",
            Self::Pizza => "desk-secret-pizza",
            Self::Rocket => "desk-secret-rocket",
            Self::Shoe => "desk-secret-shoe",
        }
    }
}

/// Three of them in an order, none twice. In no log: its `Debug` does not tell.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "[SecretPicture; 3]", try_from = "[SecretPicture; 3]")]
pub struct Secret([SecretPicture; 3]);

/// A picture stands twice among three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("secret pictures are three different ones")]
pub struct PictureTwice;

impl Secret {
    /// How many there are: 12 × 11 × 10.
    pub const COUNT: u16 = 1_320;

    /// The one with that number, from 0; numbers go round. Whoever draws one draws a number below
    /// [`Secret::COUNT`].
    #[must_use]
    pub fn nth(number: u16) -> Self {
        let number = usize::from(number % Self::COUNT);
        let mut left = SecretPicture::ALL.to_vec();
        let first = left.remove(number / 110);
        let second = left.remove(number / 10 % 11);
        let third = left.remove(number % 10);
        Self([first, second, third])
    }

    /// The pictures, in order.
    #[must_use]
    pub fn pictures(&self) -> [SecretPicture; 3] {
        self.0
    }
}

impl TryFrom<[SecretPicture; 3]> for Secret {
    type Error = PictureTwice;

    fn try_from(pictures: [SecretPicture; 3]) -> Result<Self, PictureTwice> {
        let [one, two, three] = pictures;
        if one == two || two == three || one == three {
            return Err(PictureTwice);
        }
        Ok(Self(pictures))
    }
}

impl From<Secret> for [SecretPicture; 3] {
    fn from(secret: Secret) -> Self {
        secret.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// A child's secret pictures, and the wrong tries since they last were right or new.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SecretRecord {
    /// The pictures; `None` after they were voided.
    given: Register<Option<Secret>>,
    /// When they were right last.
    right: Register<()>,
    /// The latest wrong tries, in their order, with what the clock on that tablet's wall said; only
    /// those since.
    wrong: Vec<(Stamp, civil::DateTime)>,
}

/// So many wrong tries are remembered: what comes after waits no longer.
const REMEMBERED: usize = 8;
/// So many wrong tries cost nothing.
const FREE: usize = 2;
/// How long a name is closed after the third wrong try in a row, the fourth, and so on, in minutes.
const CLOSED_MINUTES: [i64; 6] = [1, 2, 5, 15, 30, 60];

impl SecretRecord {
    /// The pictures, if the child has some.
    #[must_use]
    pub fn pictures(&self) -> Option<&Secret> {
        self.given.get().and_then(Option::as_ref)
    }

    /// When they were given or voided last.
    #[must_use]
    pub fn since(&self) -> Option<&Stamp> {
        self.given.stamp()
    }

    /// Until when nobody's pick is taken, as of that moment on the wall; `None` if it is. What a clock
    /// wrote that was ahead of this one closes nothing.
    #[must_use]
    pub fn closed_until(&self, now: civil::DateTime) -> Option<civil::DateTime> {
        let step = self.wrong.len().checked_sub(FREE + 1)?;
        let last = CLOSED_MINUTES.len() - 1;
        let minutes = CLOSED_MINUTES.get(step.min(last))?;
        let (_, at) = self.wrong.last()?;
        let until = at.saturating_add(SignedDuration::from_mins(*minutes));
        (*at <= now && now < until).then_some(until)
    }

    pub(super) fn give(&mut self, stamp: &Stamp, secret: Option<Secret>) {
        self.given.put(stamp, secret);
        self.forget_old();
    }

    pub(super) fn was_right(&mut self, stamp: &Stamp) {
        self.right.put(stamp, ());
        self.forget_old();
    }

    pub(super) fn was_wrong(&mut self, stamp: &Stamp, at: civil::DateTime) {
        let place = self.wrong.partition_point(|(held, _)| held < stamp);
        if self.wrong.get(place).is_none_or(|(held, _)| held != stamp) {
            self.wrong.insert(place, (stamp.clone(), at));
        }
        self.forget_old();
    }

    /// Drops what no longer counts. The same is left in whatever order all of it came in.
    fn forget_old(&mut self) {
        let since = self.right.stamp().max(self.given.stamp()).cloned();
        self.wrong.retain(|(stamp, _)| Some(stamp) > since.as_ref());
        let surplus = self.wrong.len().saturating_sub(REMEMBERED);
        self.wrong.drain(..surplus);
    }
}
