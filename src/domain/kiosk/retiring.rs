//! Retiring this tablet at the desk: what is only here is brought to the others and exported, a teacher
//! sees what came of it, says yes again with the PIN, and only then is it wiped. Until that has begun a
//! child's tap, another page or a minute of silence ends it with nothing done; from there on nothing is
//! listened to. Wipes nothing itself: the kiosk only says that it is to be done ([`super::Errand`]).

use crate::domain::exporting::{ExportTo, ExportTrouble};

use super::{Context, DeskPage, Errand, Kiosk, PinPad, SyncErrand, TabletsPage};

/// How far retiring is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retiring {
    /// Nothing is wiped yet: it is shared, exported, and read back.
    Prepares(RetireStep),
    /// This would be left behind; a teacher says whether it is wiped.
    Ready(LeftBehind),
    /// A teacher said so and types the PIN once more.
    AsksPin(LeftBehind),
    /// It is being wiped. There is no way back.
    Wipes,
    /// It is not wiped, for this reason.
    Refused(RetireRefusal),
    /// It is a new tablet now; where the export of the old one is.
    Done(Option<ExportTo>),
}

/// What goes on before a tablet is wiped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetireStep {
    /// What nobody else has goes where the tablets meet.
    Shares,
    /// The export is written.
    Exports {
        /// Whether sharing worked.
        shared: bool,
        /// So many lines so far.
        lines: u64,
    },
    /// The export is read back.
    ReadsBack {
        /// Whether sharing worked.
        shared: bool,
    },
}

/// What is left behind of a tablet that is wiped, as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBehind {
    /// Where the export is that was read back, and how many entries it has; or why there is none.
    pub export: Result<(ExportTo, u64), RetireRefusal>,
    /// How many entries nobody else has for certain.
    pub alone: u64,
    /// Whether this tablet meets others, and they have everything up to now.
    pub shared: bool,
    /// How many entries this tablet had written.
    pub own: u64,
}

/// Why a tablet is not wiped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RetireRefusal {
    /// There is no export.
    NotExported(ExportTo, ExportTrouble),
    /// What is there is not what was to be exported.
    NotReadBack(ExportTo),
    /// Something was recorded after the export.
    WentOn,
    /// Another program uses the journal.
    InUse,
    /// Not everything could be removed.
    NotRemoved,
}

impl LeftBehind {
    /// Whether wiping loses nothing: all of it is in an export that was read back, or just now the others
    /// had all of it. That they had it when they were met last is not enough: their place may be gone.
    #[must_use]
    pub fn loses_nothing(&self) -> bool {
        self.export.is_ok() || (self.alone == 0 && self.shared)
    }
}

impl Kiosk {
    /// How far retiring is, where it goes on.
    #[must_use]
    pub fn retiring(&self) -> Option<&Retiring> {
        self.tablets.retiring.as_ref()
    }

    /// Whether this tablet is being wiped.
    #[must_use]
    pub fn is_wiped_now(&self) -> bool {
        self.retiring() == Some(&Retiring::Wipes)
    }

    /// The first yes: nothing is wiped by it.
    pub(super) fn begin_to_retire(&mut self, to: ExportTo) {
        let on_its_page = self
            .desk
            .as_ref()
            .is_some_and(|desk| desk.page == DeskPage::Tablets(TabletsPage::Retire));
        let is_at_it = matches!(
            self.retiring(),
            Some(Retiring::Prepares(_) | Retiring::AsksPin(_) | Retiring::Wipes)
        );
        if on_its_page && !is_at_it {
            self.tablets.retiring = Some(Retiring::Prepares(RetireStep::Shares));
            self.errand = Some(Errand::Sync(SyncErrand::Retire(to)));
        }
    }

    /// The second yes: the PIN is asked for.
    pub(super) fn ask_to_wipe(&mut self) {
        let (Some(Retiring::Ready(left)), Some(desk)) = (&self.tablets.retiring, &mut self.desk)
        else {
            return;
        };
        if left.loses_nothing() {
            self.tablets.retiring = Some(Retiring::AsksPin(left.clone()));
            desk.page = DeskPage::Pin(PinPad {
                wait_until: self.no_pin_before,
                ..PinPad::default()
            });
        }
    }

    /// The PIN was right. If it was asked for to wipe the tablet, that begins now.
    pub(super) fn wipe_if_asked(&mut self) {
        let (Some(Retiring::AsksPin(left)), Some(desk)) = (&self.tablets.retiring, &mut self.desk)
        else {
            return;
        };
        let actor = desk.who.actor();
        desk.page = DeskPage::Tablets(TabletsPage::Retire);
        self.errand = Some(Errand::Sync(SyncErrand::Wipe(
            Box::new(left.clone()),
            actor,
        )));
        self.tablets.retiring = Some(Retiring::Wipes);
    }

    /// Something came of it. What comes after a teacher went away is for nobody.
    pub(super) fn on_retiring(&mut self, ctx: Context<'_>, news: Retiring) {
        let retiring = &mut self.tablets.retiring;
        match (&*retiring, news) {
            (
                Some(Retiring::Prepares(_)),
                news @ (Retiring::Prepares(_) | Retiring::Refused(_)),
            ) => {
                *retiring = Some(news);
            }
            (Some(Retiring::Prepares(_)), Retiring::Ready(left)) => {
                *retiring = Some(match &left.export {
                    Err(why) if !left.loses_nothing() => Retiring::Refused(why.clone()),
                    _ => Retiring::Ready(left),
                });
            }
            // The kiosk began anew, where it is done.
            (Some(Retiring::Wipes), news @ Retiring::Refused(_))
            | (None, news @ Retiring::Done(_)) => *retiring = Some(news),
            _ => return,
        }
        // A long export is no silence.
        self.touched = ctx.moment.since_start;
    }

    /// Another page, a locked desk or a tap ends what can be ended.
    pub(super) fn stop_retiring(&mut self) {
        let can_end = |retiring: &mut Retiring| *retiring != Retiring::Wipes;
        self.tablets.retiring.take_if(can_end);
    }

    /// What was said was read.
    pub(super) fn touch_retired(&mut self) {
        let said =
            |retiring: &mut Retiring| matches!(retiring, Retiring::Done(_) | Retiring::Refused(_));
        self.tablets.retiring.take_if(said);
    }
}
