//! Cards that a teacher lays on the reader at the desk: a further badge of their own, or a card for
//! a substitute that counts until tonight. A substitute's card gets a number that is drawn and
//! hashed elsewhere, kept before the card is linked, and shown once. No badge is taken from anybody.

use std::fmt;

use jiff::civil;

use crate::domain::{
    badge::BadgeKey,
    event::{Event, Holder},
    records::{Recognised, Records},
    tag::Signal,
};

use super::{Adult, Context, Desk, DeskDid, DeskDone, DeskPage, Kiosk, Pin, Record, Then};

/// The page that waits for a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCard {
    /// For whom.
    pub whose: CardFor,
    /// What became of it.
    pub state: CardState,
}

/// For whom a card can be laid on the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardFor {
    /// The teacher who is here.
    Me,
    /// Whoever stands in for a teacher today.
    Substitute,
}

/// How far a card has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CardState {
    /// None was laid yet.
    #[default]
    Waiting,
    /// That one cannot be it.
    Refused(CardRefusal),
    /// A number is drawn for it.
    Making(Vec<BadgeKey>),
    /// It is linked, and this is its number. Nothing tells it again.
    Made(Pin),
}

/// Why a card cannot be the one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardRefusal {
    /// Its serial number is another one at every tap.
    Random,
    /// The teacher who is here has it already.
    Yours,
    /// It belongs to somebody else.
    Of(Holder),
}

/// What is kept of a PIN or a number: its Argon2id hash, as a PHC string. In no log.
#[derive(Clone, PartialEq, Eq)]
pub struct PinHash(pub String);

impl fmt::Debug for PinHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinHash(..)")
    }
}

/// The number of a substitute's card, to be kept on this tablet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardNumber {
    /// Everything that the card answers with.
    pub card: Vec<BadgeKey>,
    /// The day it counts for.
    pub day: civil::Date,
    /// What is kept of it.
    pub hash: PinHash,
}

impl NewCard {
    /// The page before a card is laid.
    #[must_use]
    pub fn waiting(whose: CardFor) -> Self {
        Self {
            whose,
            state: CardState::Waiting,
        }
    }

    /// Whether the next tap is of the card that is waited for.
    fn takes_taps(&self) -> bool {
        !matches!(self.state, CardState::Made(_))
    }
}

impl Desk {
    fn new_card(&mut self) -> Option<&mut NewCard> {
        match &mut self.page {
            DeskPage::NewCard(card) => Some(card),
            _ => None,
        }
    }
}

impl Kiosk {
    /// Whether a number is wanted for a substitute's card. Each is asked for once; the answer is
    /// [`super::Input::Number`].
    #[must_use]
    pub fn take_number_wish(&mut self) -> bool {
        std::mem::take(&mut self.number_wanted)
    }

    /// A card that was tapped while the desk waits for one; true when the tap was for that.
    pub(super) fn take_card(
        &mut self,
        ctx: Context<'_>,
        keys: &[BadgeKey],
        out: &mut Vec<Record>,
    ) -> bool {
        let Some(desk) = &mut self.desk else {
            return false;
        };
        let who = desk.who.clone();
        let Some(page) = desk.new_card().filter(|page| page.takes_taps()) else {
            return false;
        };
        if let CardState::Making(_) = page.state {
            return true;
        }
        let today = ctx.moment.wall.date();
        if let Some(refusal) = refusal(ctx.records, keys, page.whose, &who, today) {
            page.state = CardState::Refused(refusal);
            return true;
        }
        match (page.whose, &who) {
            (CardFor::Me, Adult::Teacher(teacher)) => {
                page.state = CardState::Waiting;
                let holder = Holder::Teacher(teacher.clone());
                let then = Then::AtDesk(DeskDid::OwnBadge(keys.to_vec()), Vec::new());
                self.record(ctx, who.actor(), links(keys, &holder), then, out);
            }
            (CardFor::Substitute, Adult::Teacher(_)) => {
                page.state = CardState::Making(keys.to_vec());
                self.number_wanted = true;
            }
            (_, Adult::Substitute { .. }) => {}
        }
        true
    }

    /// What a light says of the card that was laid down: nothing before the answer is there.
    pub(super) fn signal_of_card(&mut self) -> Option<Signal> {
        let page = self.desk.as_mut().and_then(Desk::new_card)?;
        matches!(page.state, CardState::Refused(_)).then_some(Signal::Bad)
    }

    /// A number was drawn and hashed; `None` if that could not be done.
    pub(super) fn on_number(
        &mut self,
        ctx: Context<'_>,
        drawn: Option<(Pin, PinHash)>,
        out: &mut Vec<Record>,
    ) {
        if self.saving.is_some() {
            return self.forget_card();
        }
        let Some(desk) = &mut self.desk else { return };
        let actor = desk.who.actor();
        let Some(CardState::Making(card)) = desk.new_card().map(|page| page.state.clone()) else {
            return;
        };
        let Some((number, hash)) = drawn else {
            self.forget_card();
            return self.show_notice(ctx, super::NoticeKind::NotSaved);
        };
        let day = ctx.moment.wall.date();
        let events = links(&card, &Holder::Substitute(day));
        let then = Then::NumberAtDesk(number, card.clone());
        self.record(ctx, actor, events, then, out);
        if let Some(record) = out.last_mut() {
            record.number = Some(CardNumber { card, day, hash });
        }
    }

    /// The card is linked and its number is kept: only now it is told.
    pub(super) fn show_number(&mut self, number: Pin, card: Vec<BadgeKey>) {
        let Some(desk) = &mut self.desk else { return };
        self.signal = Some(Signal::Good);
        if let Some(page) = desk.new_card() {
            page.state = CardState::Made(number);
        }
        desk.done.push(DeskDone {
            what: DeskDid::Substitute(card),
            entries: Vec::new(),
        });
    }

    /// Nothing came of the card that was laid: the next tap tries again.
    pub(super) fn forget_card(&mut self) {
        self.number_wanted = false;
        if let Some(page) = self.desk.as_mut().and_then(Desk::new_card) {
            if let CardState::Making(_) = page.state {
                self.signal = Some(Signal::Bad);
            }
            page.state = CardState::Waiting;
        }
    }
}

/// Why that card cannot be the one, if it cannot. A substitute's card of another day is nobody's,
/// and one of today gets another number.
fn refusal(
    records: &Records,
    keys: &[BadgeKey],
    whose: CardFor,
    who: &Adult,
    today: civil::Date,
) -> Option<CardRefusal> {
    if keys.iter().any(BadgeKey::is_random) {
        return Some(CardRefusal::Random);
    }
    let Recognised::Holder(holder) = records.recognise(keys) else {
        return None;
    };
    match (holder, who) {
        (Holder::Substitute(day), _) if *day != today || whose == CardFor::Substitute => None,
        (Holder::Teacher(owner), Adult::Teacher(teacher)) if owner == teacher => {
            Some(CardRefusal::Yours)
        }
        (holder, _) => Some(CardRefusal::Of(holder.clone())),
    }
}

/// A card belongs to somebody by everything that it answers with.
fn links(keys: &[BadgeKey], holder: &Holder) -> Vec<Event> {
    let link = |badge: &BadgeKey| Event::BadgeLinked {
        badge: badge.clone(),
        holder: holder.clone(),
    };
    keys.iter().map(link).collect()
}
