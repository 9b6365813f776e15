//! How the kiosk behaves, as a pure state machine: it is told what happened and what the clocks
//! say, changes, and hands back what to record. It draws nothing, saves nothing and knows no clock
//! of its own, so a school day can be replayed in a test.
//!
//! The rules that hold whatever happens:
//! - Nothing of a child is shown before their own tap, and one child's tap never shows another's.
//! - A page that says something was recorded comes after [`Input::Saved`], never before.
//! - A queue never waits behind someone who reflects; their draft waits instead.

mod adults;
mod badge_deeds;
mod cards;
mod context;
mod corrections;
mod deeds;
mod desk;
mod desk_page;
mod enrolling;
mod forgotten;
mod joining;
mod link_keys;
mod linking;
mod lookout;
mod page;
mod pin;
mod planning;
mod printed;
mod printing;
mod reflecting;
mod retiring;
mod scanner;
mod tablet;
mod tablets;
mod taps;
mod timing;
mod touches;
mod typing;
mod voice;

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

pub use adults::Adult;
pub use cards::{CardFor, CardNumber, CardRefusal, CardState, NewCard, PinHash};
pub use context::Context;
pub use desk::{Desk, Log};
pub use desk_page::{DeskDid, DeskDone, DeskPage, DeskTouch, Erased};
pub use enrolling::{CardDraft, CardProblem, FIRST_NAME, LAST_NAME, NameField};
pub use forgotten::{Forgotten, ForgottenPage, ForgottenTouch, names};
use jiff::Timestamp;
pub use joining::{JoinNews, JoinRefusal, JoinTouch, Joining};
pub use linking::{Before, LinkRefusal, LinkState, LinkTouch, Linking};
pub use lookout::Lookout;
pub use page::{Done, Draft, Notice, NoticeKind, Page, Touch, Visit};
pub use pin::{PIN_DIGITS, PadState, Pin, PinAnswer, PinPad};
pub use printing::{COPIES, PrintErrand, PrintNews, PrintPage, PrintTouch, PrintWhat, Printing};
pub use retiring::{LeftBehind, RetireRefusal, RetireStep, Retiring};
pub use tablet::{
    ClassList, Errand, FoundRoster, News, ReadRoster, RosterClass, RosterSource, Tablet,
    TabletTouch,
};
pub use tablets::{Invitation, SyncErrand, TabletsPage, TabletsTouch};
pub use taps::Trouble;
pub use typing::{SEARCH, TypedFor, WORDS};
pub use voice::Scene;

use super::{
    badge::{BadgeKey, Tap},
    event::{Actor, Event},
    ids::{EntryId, Lang, StudentId, Ticket},
    log::LogFilter,
    pack::Pack,
    records::Records,
    scanner::ScanReport,
    secret::Secret,
    story::{Story, StoryOf},
    tag::{Signal, TagJob, TagWritten},
};

/// What the kiosk is told.
#[derive(Clone, Debug)]
pub enum Input {
    /// A badge was tapped or scanned.
    Tap(Tap),
    /// A device saw something that is no tap.
    Trouble(Trouble),
    /// Someone touched the screen.
    Touch(Touch),
    /// What was asked to be recorded is durable, as these entries.
    Saved(Ticket, Vec<EntryId>),
    /// It could not be made durable.
    NotSaved(Ticket),
    /// What came of a PIN.
    Pin(PinAnswer),
    /// A number was drawn and hashed for a substitute's card; `None` if that could not be done.
    Number(Option<(Pin, PinHash)>),
    /// What came of writing a code on a tag.
    Tag(TagWritten),
    /// Secret pictures were drawn, as many as were wished for.
    Secrets(Vec<Secret>),
    /// A log of check-ins.
    Log(Log),
    /// A story that was asked for.
    Story(Story),
    /// What was found out about this tablet and its files.
    News(News),
    /// Something about joining a class.
    Joining(JoinNews),
    /// Something about printing.
    Print(PrintNews),
    /// What a scan told on the page where a scanner is tried.
    Scanned(ScanReport),
    /// Another program, or another tablet, wrote to the journal.
    Changed,
    /// A voice reads what is on the screen.
    VoiceBegan,
    /// It has come to its end, or was cut short.
    VoiceEnded,
    /// Time went on.
    Tick,
}

/// What the kiosk wants recorded, all or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// To be named in the answer.
    pub ticket: Ticket,
    /// Who does it.
    pub actor: Actor,
    /// What happened.
    pub events: Vec<Event>,
    /// The number of a card that these events link: kept before they are recorded, or nothing is.
    pub number: Option<CardNumber>,
}

/// The kiosk.
#[derive(Debug, Default)]
pub struct Kiosk {
    visit: Option<Visit>,
    /// A teacher; then there is no visit.
    desk: Option<Desk>,
    /// A PIN that nobody has taken yet to compare it.
    pin_to_check: Option<Pin>,
    /// A log of check-ins that nobody has taken yet to look it up.
    question: Option<LogFilter>,
    /// Nobody has drawn a number yet for a substitute's card.
    number_wanted: bool,
    /// A code that nobody has taken yet to write it.
    tag_job: Option<TagJob>,
    /// What the reader of the last tap may show.
    signal: Option<Signal>,
    /// Whether what is looked at now is a tap of a card reader.
    by_reader: bool,
    /// For whom secret pictures are to be drawn, and whether somebody is at it.
    secrets_for: Option<(Vec<StudentId>, bool)>,
    /// The page for a child without a badge.
    forgotten: Option<Forgotten>,
    /// Which story nobody has taken yet to look it up.
    story_question: Option<StoryOf>,
    /// Something about this tablet that nobody has taken yet to find it out.
    errand: Option<Errand>,
    /// What is known of the other tablets of the class.
    tablets: tablets::Tablets,
    /// What is printed, and how; it goes on when the desk locks.
    printing: Printing,
    /// After wrong PINs none is taken before this, whoever comes to the desk.
    no_pin_before: Option<Duration>,
    /// A reflection that waits while a second child checks in.
    parked: Option<Visit>,
    notice: Option<Notice>,
    saving: Option<Saving>,
    /// Taps that came while something was being saved.
    queue: VecDeque<Tap>,
    drafts: BTreeMap<StudentId, Draft>,
    /// When anybody last touched the screen or tapped.
    touched: Duration,
    /// How often the screen went from one to another; see [`Kiosk::turn`].
    turns: u64,
    /// Since when the page that is to be seen is there.
    page_since: Duration,
    /// The award that each child was last congratulated on.
    congratulated: BTreeMap<StudentId, EntryId>,
    /// What both clocks said last.
    last: Option<(Duration, Timestamp)>,
    /// The badge tapped last, whoever it belongs to.
    last_tap: Option<(BadgeKey, Duration)>,
    tickets: u64,
    /// Since when a voice reads what is on the screen.
    hearing: Option<Duration>,
    /// How long the focus stays before it steps on for a child with one switch; none is zero.
    switch_scan: Duration,
}

/// Something on its way to the disk, and what follows when it is there.
#[derive(Debug)]
struct Saving {
    ticket: Ticket,
    since: Duration,
    then: Then,
    /// Whether a tap of a card reader is behind it.
    by_reader: bool,
}

/// What follows once it is saved.
#[derive(Debug)]
enum Then {
    /// This is on the screen of whoever is here.
    Show(Page, Vec<Done>),
    /// The next thing they need is.
    GoOn(Vec<Done>),
    /// A notice appears.
    Notice(NoticeKind),
    /// The visit ends: what it recorded is taken back.
    TakenBack,
    /// It can be undone at the desk.
    AtDesk(DeskDid, Vec<StudentId>),
    /// The last thing done at the desk is undone.
    UndoneAtDesk,
    /// Printing goes on.
    Print,
    /// These level badges of that order are marked.
    Printed(u32, Vec<StudentId>),
    /// The number of a substitute's card with these keys is told.
    NumberAtDesk(Pin, Vec<BadgeKey>),
    /// This child is in, without a badge.
    InByPictures(StudentId),
    /// Others than a child's own pictures were picked.
    OtherPictures,
}

/// How many taps may wait while something is being saved.
const QUEUE: usize = 40;

impl Kiosk {
    /// Takes one thing in and says what is to be recorded because of it.
    pub fn handle(&mut self, ctx: Context<'_>, input: Input) -> Vec<Record> {
        let mut out = Vec::new();
        if self.is_wiped_now() && !matches!(input, Input::News(News::Retiring(_))) {
            return out;
        }
        let before = self.visit.clone();
        let desk_before = (self.desk.is_some(), self.forgotten.is_some());
        let scene = self.scene();
        self.by_reader = false;
        self.notice_a_long_sleep(ctx);
        self.lock_what_is_over(ctx);
        self.switch_scan = ctx.pack.tablet.switch_scan.unwrap_or_default();
        match input {
            Input::Tap(tap) => self.on_tap(ctx, tap, &mut out),
            Input::Trouble(trouble) => self.on_trouble(ctx, trouble),
            Input::Touch(touch) => self.on_touch(ctx, touch, &mut out),
            Input::Saved(ticket, entries) => self.on_saved(ctx, ticket, entries, &mut out),
            Input::NotSaved(ticket) => self.on_not_saved(ctx, ticket),
            Input::Pin(answer) => self.on_pin(ctx, answer),
            Input::Number(drawn) => self.on_number(ctx, drawn, &mut out),
            Input::Tag(written) => self.on_tag(ctx, &written, &mut out),
            Input::Secrets(drawn) => self.on_secrets(ctx, drawn, &mut out),
            Input::Log(log) => self.on_log(log),
            Input::Story(story) => self.on_story(story),
            Input::News(news) => self.on_news(ctx, news),
            Input::Joining(news) => self.on_joining(news),
            Input::Print(news) => self.on_print_news(news),
            Input::Scanned(report) => self.on_scanned(ctx, report),
            Input::Changed => self.ask_the_journal(),
            Input::VoiceBegan => self.voice_began(ctx),
            Input::VoiceEnded => self.voice_ended(ctx),
            Input::Tick => {}
        }
        self.let_time_pass(ctx);
        self.go_on_with_what_waited(ctx, &mut out);
        self.look_at_printing(ctx);
        self.drop_what_the_pack_lost(ctx.pack);
        self.note_what_changed(ctx, before.as_ref());
        if (self.desk.is_some(), self.forgotten.is_some()) != desk_before {
            self.turns += 1;
        }
        if self.scene() != scene {
            // What was read is no longer there.
            self.hearing = None;
        }
        out
    }

    /// Whom the screen is for, since when the page is there, and what is news no more.
    fn note_what_changed(&mut self, ctx: Context<'_>, before: Option<&Visit>) {
        let seen = |visit: &Visit| (visit.student.clone(), visit.page.clone(), visit.level_shown);
        if before.map(seen) == self.visit.as_ref().map(seen) {
            return;
        }
        self.page_since = ctx.moment.since_start;
        match (before, &mut self.visit) {
            (Some(before), Some(now)) if before.student == now.student => {
                // The end of a visit may say it once more; a second Hello does not.
                now.earned &= now.page == before.page || now.page == Page::Set;
            }
            _ => self.turns += 1,
        }
    }

    /// Since when the page that is to be seen is there, so that what moves on it comes to its end.
    #[must_use]
    pub fn page_since(&self) -> Duration {
        self.page_since
    }

    /// A number that changes whenever the screen goes from one person to another, so that a finger
    /// that came down for one is never taken for the next.
    #[must_use]
    pub fn turn(&self) -> u64 {
        self.turns
    }

    /// Whoever is signed in, and the page they look at.
    #[must_use]
    pub fn visit(&self) -> Option<&Visit> {
        self.visit.as_ref()
    }

    /// A short message: a whole screen while nobody is here, a banner otherwise.
    #[must_use]
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Since when something is being saved; screens take no touches meanwhile.
    #[must_use]
    pub fn saving_since(&self) -> Option<Duration> {
        self.saving.as_ref().map(|saving| saving.since)
    }

    /// The language of whoever is here, else the tablet's.
    #[must_use]
    pub fn language(&self, pack: &Pack, records: &Records) -> Lang {
        let card = self
            .visit
            .as_ref()
            .and_then(|visit| records.student(&visit.student)?.card.get());
        card.and_then(|card| card.language.clone())
            .unwrap_or_else(|| pack.tablet.language.clone())
    }

    fn record(
        &mut self,
        ctx: Context<'_>,
        actor: Actor,
        events: Vec<Event>,
        then: Then,
        out: &mut Vec<Record>,
    ) {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.saving = Some(Saving {
            ticket,
            since: ctx.moment.since_start,
            then,
            by_reader: self.by_reader,
        });
        out.push(Record {
            ticket,
            actor,
            events,
            number: None,
        });
    }

    /// Records something that whoever is here did.
    fn record_own(
        &mut self,
        ctx: Context<'_>,
        events: Vec<Event>,
        then: Then,
        out: &mut Vec<Record>,
    ) {
        if let Some(visit) = &self.visit {
            let actor = Actor::Student(visit.student.clone());
            self.record(ctx, actor, events, then, out);
        }
    }

    fn on_saved(
        &mut self,
        ctx: Context<'_>,
        ticket: Ticket,
        entries: Vec<EntryId>,
        out: &mut Vec<Record>,
    ) {
        let Some(saving) = self.saving.take_if(|saving| saving.ticket == ticket) else {
            return;
        };
        match saving.then {
            Then::Show(page, done) => self.after_saving(entries, done, |visit| visit.page = page),
            Then::GoOn(done) => {
                self.after_saving(entries, done, |visit| visit.page = visit.next_page(ctx));
            }
            Then::Notice(kind) => self.show_notice(ctx, kind),
            Then::AtDesk(what, students) => {
                self.done_at_desk(what, students, entries);
                self.go_on_linking(ctx, out);
            }
            Then::UndoneAtDesk => self.undone_at_desk(),
            // It does so with every input.
            Then::Print => {}
            Then::Printed(number, students) => self.printed_is_saved(number, students, entries),
            Then::NumberAtDesk(number, card) => self.show_number(number, card),
            Then::InByPictures(student) => self.in_by_pictures(ctx, student, out),
            Then::OtherPictures => self.other_pictures(ctx),
            Then::TakenBack => {
                self.leave();
                self.show_notice(ctx, NoticeKind::NotYou);
            }
        }
        self.touched = ctx.moment.since_start;
        while self.saving.is_none() {
            let Some(tap) = self.queue.pop_front() else {
                break;
            };
            self.on_tap(ctx, tap, out);
        }
    }

    fn after_saving(
        &mut self,
        entries: Vec<EntryId>,
        done: Vec<Done>,
        turn: impl FnOnce(&mut Visit),
    ) {
        if let Some(visit) = &mut self.visit {
            visit.recorded.extend(entries);
            visit.done.extend(done);
            turn(visit);
        }
    }

    /// Whoever is here keeps the screen, and what they did stays on it. Taps that waited are let go:
    /// their children see that something is wrong and tap again.
    fn on_not_saved(&mut self, ctx: Context<'_>, ticket: Ticket) {
        if let Some(saving) = self.saving.take_if(|saving| saving.ticket == ticket) {
            if saving.by_reader {
                self.signal = Some(Signal::Bad);
            }
            self.queue.clear();
            self.last_tap = None;
            match saving.then {
                // Whoever is here did something else.
                Then::Print => self.printing_was_not_saved(),
                Then::Printed(number, _) => self.printed_was_not_saved(number),
                _ => {
                    self.forget_card();
                    self.forget_link();
                    self.forget_picks();
                }
            }
            self.touched = ctx.moment.since_start;
            self.show_notice(ctx, NoticeKind::NotSaved);
        }
    }

    /// An edited class pack may no longer have what a page shows: back to Hello then.
    fn drop_what_the_pack_lost(&mut self, pack: &Pack) {
        self.drafts.retain(|_, draft| draft.fits(pack));
        for visit in self.visit.iter_mut().chain(&mut self.parked) {
            if !visit.page.fits(pack) {
                visit.page = Page::Hello;
            }
        }
    }

    fn show_notice(&mut self, ctx: Context<'_>, kind: NoticeKind) {
        let until = ctx.moment.since_start + timing::NOTICE;
        self.notice = Some(Notice { kind, until });
    }

    /// Ends the visit; a reflection that was parked has the screen again.
    fn leave(&mut self) {
        self.visit = self.parked.take();
    }

    /// Keeps what was picked so far for the child's next tap.
    fn keep_draft(&mut self, visit: &Visit) {
        if let Some(draft) = visit
            .page
            .draft()
            .filter(|draft| draft.picks.iter().any(Option::is_some))
        {
            self.drafts.insert(visit.student.clone(), draft.clone());
        }
    }
}
