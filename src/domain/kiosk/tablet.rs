//! What a teacher is shown of the tablet itself and of the files that came to it: how its parts are,
//! what is wrong with the edited class pack, which rosters could be taken over. The kiosk only ever
//! says what it would like to know ([`Errand`]); somebody else finds it out in their own time and
//! brings [`News`]. Whatever was found out is gone when the desk locks.

use std::{collections::BTreeSet, path::PathBuf, sync::Arc, time::Duration};

use jiff::civil;

use crate::domain::{
    event::Event,
    exporting::{ExportLook, ExportTo},
    health::Fact,
    ids::StudentId,
    list_note::ListNote,
    roster::{self, Incoming, RosterPlan},
    sharing::Sharing,
};

use super::{
    Context, DeskDid, DeskPage, Invitation, Kiosk, Record, Retiring, SyncErrand, TabletsPage, Then,
};

/// What is known of this tablet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tablet {
    /// How its parts are, the most urgent first; none before anybody looked.
    pub facts: Arc<[Fact]>,
    /// What is wrong with the edited class pack, one sentence each.
    pub pack_problems: Arc<[String]>,
    /// When the class pack was read last.
    pub pack_read: Option<civil::Time>,
    /// The rosters that can be taken over; `None` before anybody looked.
    pub rosters: Option<Arc<[FoundRoster]>>,
    /// The one that was chosen, and what is in it once it was read.
    pub roster: Option<(RosterSource, Option<ReadRoster>)>,
    /// Who is not in it and leaves the class when it is taken over, because a teacher said so.
    pub leaving: BTreeSet<StudentId>,
    /// How exports go, and where they can go.
    pub exports: ExportLook,
    /// When a fresh look was asked for last.
    looked: Option<Duration>,
}

/// One of the lists of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassList {
    /// Skill by skill: who has evidence and where the class stands.
    Skills,
    /// Who has not moved for a while.
    NotMoved,
    /// Whom no teacher has met for a while.
    NotMet,
}

/// A file or folder that may be a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRoster {
    /// Where.
    pub path: PathBuf,
    /// When it was written, by the clock on the wall.
    pub written: Option<civil::DateTime>,
}

/// A roster to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterSource {
    /// The file or folder.
    pub path: PathBuf,
    /// Which of its classes, where it has several.
    pub class: Option<RosterClass>,
}

/// A class of a roster that has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterClass {
    /// How the file knows it.
    pub id: String,
    /// What a teacher calls it.
    pub name: String,
    /// How many students are in it.
    pub students: usize,
}

/// What is in a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadRoster {
    /// Its students, and what was skipped or guessed, one sentence each.
    Students(Arc<[(StudentId, Incoming)]>, Vec<ListNote>),
    /// It has several classes, and one of them is meant.
    Classes(Vec<RosterClass>),
    /// It cannot be used, for these reasons.
    Problems(Vec<String>),
}

/// What the kiosk would like to know. Each is given out once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// How the tablet is.
    LookAround,
    /// Which rosters there are.
    FindRosters,
    /// What is in one.
    ReadRoster(RosterSource),
    /// The class pack, once more.
    ReadPack,
    /// Something about the other tablets, which is done rather than found out.
    Sync(SyncErrand),
    /// How exports go, and which sticks there are.
    LookAtExports,
    /// An export: of the class, or of one child's data alone.
    Export(Option<StudentId>, ExportTo),
}

/// What was found out.
#[derive(Clone, Debug)]
pub enum News {
    /// How the parts are.
    Facts(Arc<[Fact]>),
    /// What is wrong with the edited class pack, and when it was read.
    Pack(Arc<[String]>, Option<civil::Time>),
    /// Which rosters there are.
    Rosters(Arc<[FoundRoster]>),
    /// What is in one.
    Roster(RosterSource, ReadRoster),
    /// What is known of the other tablets.
    Sharing(Arc<Sharing>),
    /// A code for another tablet.
    Invitation(Invitation),
    /// How exports go.
    Exports(Box<ExportLook>),
    /// How retiring this tablet goes.
    Retiring(Retiring),
}

/// What can be touched on these pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TabletTouch {
    /// Read this roster.
    Read(RosterSource),
    /// This child, who is not in it, leaves the class with it, or stays after all.
    Leaves(StudentId),
    /// Take over the one that was read.
    TakeOver,
    /// Read the class pack once more.
    ReadPack,
    /// Export now.
    Export(ExportTo),
    /// Export one child's data alone.
    ExportChild(StudentId, ExportTo),
}

/// How often the page about the tablet asks how it is.
const LOOK: Duration = Duration::from_secs(3);

impl Tablet {
    /// What taking over the roster that was read would do to the class as it is now.
    #[must_use]
    pub fn plan(&self, ctx: Context<'_>) -> Option<RosterPlan> {
        match &self.roster {
            Some((_, Some(ReadRoster::Students(students, _)))) => {
                Some(roster::plan(&ctx.records.cards(), students))
            }
            _ => None,
        }
    }

    /// What taking it over records about whom: the plan, and who leaves. Empty where nothing changes.
    #[must_use]
    pub fn import(&self, ctx: Context<'_>) -> (Vec<StudentId>, Vec<Event>) {
        let Some(plan) = self.plan(ctx) else {
            return Default::default();
        };
        let added = plan.added.iter().map(|(student, _)| student);
        let changed = plan.changed.iter().map(|change| &change.student);
        // Whoever is in the file by now stays.
        let gone = plan.vanished.iter().map(|(student, _)| student);
        let gone: Vec<_> = gone.filter(|who| self.leaving.contains(*who)).collect();
        let students = added.chain(changed).chain(gone.iter().copied()).cloned();
        let left = gone.iter().map(|student| Event::StudentLeft {
            student: (*student).clone(),
        });
        (
            students.collect(),
            plan.events().into_iter().chain(left).collect(),
        )
    }
}

impl Kiosk {
    /// Something that is to be found out about this tablet; the answer is [`super::Input::News`].
    #[must_use]
    pub fn take_errand(&mut self) -> Option<Errand> {
        self.errand.take()
    }

    /// A page was opened.
    pub(super) fn ask_about_tablet(&mut self, ctx: Context<'_>) {
        let Some(desk) = &mut self.desk else { return };
        self.errand = match desk.page {
            DeskPage::Tablet => {
                desk.tablet.looked = Some(ctx.moment.since_start);
                Some(Errand::LookAround)
            }
            DeskPage::Export
            | DeskPage::ExportChild(_)
            | DeskPage::Tablets(TabletsPage::Retire) => {
                desk.tablet.looked = Some(ctx.moment.since_start);
                Some(Errand::LookAtExports)
            }
            DeskPage::Erase(..) => Some(Errand::LookAtExports),
            DeskPage::Rosters(_) => Some(Errand::FindRosters),
            _ => self.errand.take(),
        };
    }

    /// When the page about the tablet is to ask again.
    pub(super) fn next_look(&self) -> Option<Duration> {
        let desk = self.desk.as_ref()?;
        let looks = matches!(
            desk.page,
            DeskPage::Tablet
                | DeskPage::Export
                | DeskPage::ExportChild(_)
                | DeskPage::Tablets(TabletsPage::Retire)
        );
        let looked = desk.tablet.looked.filter(|_| looks);
        looked.map(|looked| looked + LOOK)
    }

    pub(super) fn look_again(&mut self, ctx: Context<'_>) {
        // What a teacher asked for goes first.
        let due = self.next_look().filter(|_| self.errand.is_none());
        if due.is_some_and(|due| due <= ctx.moment.since_start) {
            self.ask_about_tablet(ctx);
        }
    }

    pub(super) fn on_news(&mut self, ctx: Context<'_>, news: News) {
        let news = match news {
            News::Sharing(sharing) => return self.on_sharing(sharing),
            News::Invitation(invitation) => return self.on_invitation(invitation),
            News::Retiring(retiring) => return self.on_retiring(ctx, retiring),
            news => news,
        };
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.is_open()) else {
            return;
        };
        let tablet = &mut desk.tablet;
        match news {
            News::Facts(facts) => tablet.facts = facts,
            News::Pack(problems, read) => {
                tablet.pack_problems = problems;
                tablet.pack_read = read;
                if tablet.pack_problems.is_empty() && desk.page == DeskPage::PackProblems {
                    desk.page = DeskPage::Tablet;
                    self.ask_about_tablet(ctx);
                }
            }
            // Whoever is here: it was taken above.
            News::Sharing(_) | News::Invitation(_) | News::Retiring(_) => {}
            News::Exports(exports) => tablet.exports = *exports,
            News::Rosters(found) => tablet.rosters = Some(found),
            News::Roster(source, read) => {
                // Another one may have been chosen meanwhile.
                if let Some((chosen, answer)) = &mut tablet.roster
                    && *chosen == source
                {
                    *answer = Some(read);
                }
            }
        }
    }

    pub(super) fn touch_tablet(
        &mut self,
        ctx: Context<'_>,
        touch: TabletTouch,
        out: &mut Vec<Record>,
    ) {
        let Some(desk) = &mut self.desk else { return };
        match touch {
            TabletTouch::Read(source) => {
                desk.tablet.roster = Some((source.clone(), None));
                desk.tablet.leaving.clear();
                desk.page = DeskPage::Roster(0);
                self.errand = Some(Errand::ReadRoster(source));
            }
            TabletTouch::Leaves(student) => {
                let leaving = &mut desk.tablet.leaving;
                if !leaving.remove(&student) {
                    leaving.insert(student);
                }
            }
            TabletTouch::ReadPack => self.errand = Some(Errand::ReadPack),
            TabletTouch::Export(to) => self.errand = Some(Errand::Export(None, to)),
            TabletTouch::ExportChild(student, to) => {
                if ctx.records.student(&student).is_some() {
                    self.errand = Some(Errand::Export(Some(student), to));
                }
            }
            TabletTouch::TakeOver => {
                let (students, events) = desk.tablet.import(ctx);
                let actor = desk.who.actor();
                if !events.is_empty() {
                    desk.tablet.leaving.clear();
                    let then = Then::AtDesk(DeskDid::TookOver, students);
                    self.record(ctx, actor, events, then, out);
                }
            }
        }
    }
}
