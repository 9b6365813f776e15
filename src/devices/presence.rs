//! Which readers count, and when a card is newly on one. One value per reader, fed with what the reader shows. Only
//! the step from empty to present counts: a card that lies on a reader as it is plugged in, or as
//! the program starts, is nobody's tap. It talks to no reader.

/// What a reader shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// No card.
    Empty,
    /// A card; `mute` when it does not answer.
    Card {
        /// It is there, and silent.
        mute: bool,
    },
    /// The reader is not there or cannot say.
    Away,
}

/// What that means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing new.
    Nothing,
    /// A card was laid down, and can be read.
    Laid,
    /// Something was laid down that does not answer.
    LaidMute,
}

/// What one reader showed last.
#[derive(Clone, Copy, Debug, Default)]
pub struct Presence {
    last: Option<(Sight, u32)>,
}

impl Presence {
    /// Takes a look. `count` is the reader's own count of cards laid and lifted (16 bits, it wraps):
    /// it tells a second card from the first when nobody looked in between.
    pub fn look(&mut self, sight: Sight, count: u32) -> Change {
        let before = match sight {
            Sight::Away => self.last.take(),
            seen => self.last.replace((seen, count)),
        };
        match (before, sight) {
            (Some((Sight::Empty, _)), Sight::Card { mute }) => Change::laid(mute),
            (Some((Sight::Card { .. }, old)), Sight::Card { mute }) if old != count => {
                Change::laid(mute)
            }
            _ => Change::Nothing,
        }
    }
}

impl Change {
    fn laid(mute: bool) -> Self {
        if mute { Self::LaidMute } else { Self::Laid }
    }
}

/// Whether a reader of that name may be given a badge. Windows shows its face and fingerprint
/// sign-in ("Windows Hello") as a reader that always holds a card.
#[must_use]
pub fn is_for_badges(reader: &str) -> bool {
    !reader.to_lowercase().contains("windows hello")
}
