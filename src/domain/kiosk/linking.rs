//! Giving a badge to a child at the desk, and writing a code on it. While the page waits for a card, a tap
//! belongs to the page, whoever's badge it is; once something came of it, a child's tap locks the desk
//! as everywhere. No badge is taken from a child without asking, a grown-up's stays theirs, and a card
//! counts as linked, or as written, only after the entry is on the disk.
//!
//! A card is linked by its serial number first. Its code is linked after it was written and read back:
//! see `devices::tag` for what that leaves when the power fails. A card with another child's code is
//! theirs by that code, whoever has its number, so it changes hands by being written anew.

use crate::domain::{
    badge::BadgeKey,
    event::{Event, Holder},
    ids::StudentId,
    tag::{Signal, TagJob, TagTrouble, TagWritten},
};

use super::{
    Context, Desk, DeskDid, DeskPage, Kiosk, Record, Trouble,
    link_keys::{before, code_of, holder, is_nobodys, is_one_card, links, new_keys, whole_card},
};

/// How far the page that waits for a card has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linking {
    /// Whether a code is written on each card that is laid down.
    pub writes: bool,
    /// What became of the last card.
    pub state: LinkState,
    /// What came of writing on it, as long as something else is being saved.
    late: Option<TagWritten>,
}

/// What became of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LinkState {
    /// None was laid down yet.
    #[default]
    Waiting,
    /// It cannot be the one.
    Refused(LinkRefusal),
    /// It is somebody else's: shall it change hands?
    Of(Vec<BadgeKey>, StudentId),
    /// It was theirs before.
    Theirs(Vec<BadgeKey>),
    /// It is theirs now.
    Linked(Vec<BadgeKey>),
    /// A second card, which nobody has: whose is it?
    Another(Vec<BadgeKey>),
    /// A reader writes.
    Writing(TagJob),
    /// It is not written, and why.
    NotWritten(TagJob, TagTrouble),
    /// It was written and read back.
    Written(TagJob),
    /// This follows when it is on the disk.
    Saving(Box<LinkState>),
}

/// Why a card cannot be a child's badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRefusal {
    /// It has another number at each tap.
    Random,
    /// It is a teacher's.
    OfTeacher,
    /// It is today's substitute's.
    OfSubstitute,
    /// It was lifted before it was read.
    Lifted,
    /// It does not answer.
    Unreadable,
}

/// What a teacher can ask for while a badge is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTouch {
    /// Write a code on each card that is laid down, or no more.
    Write(bool),
    /// Write on the one that was linked; once more on one that was not written.
    WriteIt,
    /// Also over what is written there.
    Over,
    /// It changes hands.
    Give,
    /// It stays whose it is.
    Keep,
    /// The second card is theirs too.
    Also,
    /// The badge of the page, or the next one that is laid down, is this child's.
    To(StudentId),
}

/// A badge, and whose it was before.
pub type Before = Vec<(BadgeKey, Option<Holder>)>;

impl LinkState {
    /// The card that it is about.
    fn is_about(&self, keys: &[BadgeKey]) -> bool {
        match self {
            Self::Of(card, _) | Self::Theirs(card) | Self::Linked(card) | Self::Another(card) => {
                card.iter().any(|key| keys.contains(key))
            }
            Self::Writing(job) | Self::NotWritten(job, _) | Self::Written(job) => {
                keys.contains(&job.uid)
            }
            Self::Saving(next) => next.is_about(keys),
            Self::Waiting | Self::Refused(_) => false,
        }
    }

    /// Whether something came of the card, so that the page waits for no other.
    #[must_use]
    pub fn is_result(&self) -> bool {
        matches!(
            self,
            Self::Theirs(_) | Self::Linked(_) | Self::Another(_) | Self::Written(_)
        )
    }

    fn signal(&self) -> Option<Signal> {
        match self {
            Self::Linked(_) | Self::Theirs(_) | Self::Written(_) => Some(Signal::Good),
            Self::Refused(_) | Self::Of(..) | Self::NotWritten(..) | Self::Another(_) => {
                Some(Signal::Bad)
            }
            Self::Waiting | Self::Writing(_) | Self::Saving(_) => None,
        }
    }
}

impl Desk {
    /// The child whose badge the page waits for, and how far it has come.
    fn linking_for(&mut self) -> Option<(StudentId, &mut Linking)> {
        match &self.page {
            DeskPage::Link(student) => Some((student.clone(), &mut self.linking)),
            _ => None,
        }
    }

    /// Whether a reader writes on a card that the page waits for.
    pub(super) fn is_writing(&self) -> bool {
        matches!(self.page, DeskPage::Link(_))
            && matches!(self.linking.state, LinkState::Writing(_))
    }
}

impl Kiosk {
    /// A code that wants to be written. Each is given out once; the answer is [`super::Input::Tag`].
    #[must_use]
    pub fn take_tag_job(&mut self) -> Option<TagJob> {
        self.tag_job.take()
    }

    /// What a reader may show by light and beep. Each is given out once.
    #[must_use]
    pub fn take_signal(&mut self) -> Option<Signal> {
        self.signal.take()
    }

    /// A card that was laid down while the desk waits for one; true when the tap was for that.
    pub(super) fn take_for_link(
        &mut self,
        ctx: Context<'_>,
        keys: &[BadgeKey],
        out: &mut Vec<Record>,
    ) -> bool {
        let free = is_nobodys(ctx.records, keys);
        let Some(desk) = &mut self.desk else {
            return false;
        };
        if let DeskPage::Give(card, part) = &mut desk.page
            && free
        {
            *card = keys.to_vec();
            *part = 0;
            self.heard(ctx);
            return true;
        }
        let Some((student, linking)) = desk.linking_for() else {
            return false;
        };
        let again = linking.state.is_about(keys);
        match &linking.state {
            // It is busy with a card; the same one once more changes nothing.
            LinkState::Writing(_) | LinkState::Saving(_) => {}
            LinkState::NotWritten(job, _) if again => {
                let job = job.clone();
                self.write(job);
            }
            state if state.is_result() && again => {}
            state if state.is_result() && !free => return false,
            state if state.is_result() => self.turn_link_to(LinkState::Another(keys.to_vec())),
            _ => self.judge_card(ctx, &student, keys.to_vec(), out),
        }
        self.heard(ctx);
        true
    }

    /// Trouble with a card while the page waits for one; true when it is said there.
    pub(super) fn trouble_at_link(&mut self, trouble: Trouble) -> bool {
        let Some((_, linking)) = self.desk.as_mut().and_then(Desk::linking_for) else {
            return false;
        };
        let state = match (&linking.state, trouble) {
            (LinkState::Writing(_) | LinkState::Saving(_), _) => return true,
            (state, _) if state.is_result() => return false,
            (LinkState::NotWritten(job, _), Trouble::LiftedTooEarly) => {
                LinkState::NotWritten(job.clone(), TagTrouble::Lifted)
            }
            (_, Trouble::LiftedTooEarly) => LinkState::Refused(LinkRefusal::Lifted),
            (_, Trouble::RandomUid) => LinkState::Refused(LinkRefusal::Random),
            (_, Trouble::Unreadable | Trouble::Damaged) => {
                LinkState::Refused(LinkRefusal::Unreadable)
            }
        };
        self.turn_link_to(state);
        true
    }

    pub(super) fn touch_link(&mut self, ctx: Context<'_>, touch: LinkTouch, out: &mut Vec<Record>) {
        let Some(desk) = &mut self.desk else { return };
        if let (LinkTouch::To(student), DeskPage::Give(card, _)) = (&touch, &desk.page) {
            let (student, card) = (student.clone(), card.clone());
            if ctx.records.student(&student).is_none() {
                return;
            }
            desk.page = DeskPage::Link(student.clone());
            desk.linking = Linking::default();
            if !card.is_empty() {
                self.judge_card(ctx, &student, card, out);
            }
            return;
        }
        let Some((student, linking)) = desk.linking_for() else {
            return;
        };
        match (touch, linking.state.clone()) {
            (LinkTouch::Write(writes), _) => linking.writes = writes,
            (LinkTouch::WriteIt, LinkState::Linked(card) | LinkState::Theirs(card)) => {
                self.write_on(ctx, &student, &card, out);
            }
            (LinkTouch::WriteIt, LinkState::NotWritten(job, _)) => self.write(job),
            (LinkTouch::Over, LinkState::NotWritten(job, TagTrouble::SomethingElse)) => {
                self.write(TagJob { over: true, ..job });
            }
            (LinkTouch::Give, LinkState::Of(card, _)) => self.give(ctx, &student, card, out),
            (LinkTouch::Keep, LinkState::Of(..)) => linking.state = LinkState::Waiting,
            (LinkTouch::Also, LinkState::Another(card)) => {
                self.judge_card(ctx, &student, card, out);
            }
            _ => {}
        }
    }

    /// Whose that card is decides what becomes of it.
    fn judge_card(
        &mut self,
        ctx: Context<'_>,
        student: &StudentId,
        card: Vec<BadgeKey>,
        out: &mut Vec<Record>,
    ) {
        let today = ctx.moment.wall.date();
        let refused = LinkState::Refused;
        let mut own = false;
        let mut other = None;
        for holder in card.iter().filter_map(|key| holder(ctx.records, key)) {
            match holder {
                Holder::Teacher(_) => return self.turn_link_to(refused(LinkRefusal::OfTeacher)),
                Holder::Substitute(day) if *day == today => {
                    return self.turn_link_to(refused(LinkRefusal::OfSubstitute));
                }
                Holder::Substitute(_) => {}
                Holder::Student(whose) if whose == student => own = true,
                // Who it lets in is whom its first key lets in.
                Holder::Student(whose) => other = other.or(Some(whose)),
            }
        }
        if card.iter().any(BadgeKey::is_random) {
            return self.turn_link_to(refused(LinkRefusal::Random));
        }
        if let Some(other) = other.cloned() {
            return self.turn_link_to(LinkState::Of(card, other));
        }
        let new = new_keys(ctx.records, &card, student);
        if own && new.is_empty() {
            self.turn_link_to(LinkState::Theirs(card));
            return self.go_on_linking(ctx, out);
        }
        let events = links(&whole_card(ctx.records, &card, student), student);
        let did = DeskDid::Linked(new);
        self.record_link(ctx, student, (events, did), LinkState::Linked(card), out);
    }

    /// A card changes hands. One that says another child's code has to be written anew for that.
    fn give(
        &mut self,
        ctx: Context<'_>,
        student: &StudentId,
        card: Vec<BadgeKey>,
        out: &mut Vec<Record>,
    ) {
        let is_others = |key: &&BadgeKey| {
            let whose = holder(ctx.records, key);
            let other = |holder: &Holder| *holder != Holder::Student(student.clone());
            matches!(key, BadgeKey::Code(_)) && whose.is_some_and(other)
        };
        let chip = card.iter().find(|key| matches!(key, BadgeKey::Uid(_)));
        if let Some(uid) = chip.filter(|_| card.iter().any(|key| is_others(&key))) {
            let code = code_of(ctx.records, student, uid);
            return self.write(TagJob {
                uid: uid.clone(),
                code,
                over: false,
            });
        }
        let keys = whole_card(ctx.records, &card, student);
        let events = links(&keys, student);
        let did = DeskDid::Gave(before(ctx.records, keys));
        self.record_link(ctx, student, (events, did), LinkState::Linked(card), out);
    }

    /// Writes on a card that is linked, unless it says a code of theirs already.
    fn write_on(
        &mut self,
        ctx: Context<'_>,
        student: &StudentId,
        card: &[BadgeKey],
        out: &mut Vec<Record>,
    ) {
        let chip = card.iter().find(|key| matches!(key, BadgeKey::Uid(_)));
        let Some(uid) = chip.cloned() else { return };
        let is_theirs = |key: &&BadgeKey| {
            let whose = holder(ctx.records, key);
            matches!(key, BadgeKey::Code(_)) && whose == Some(&Holder::Student(student.clone()))
        };
        let over = false;
        if let Some(code) = card.iter().find(is_theirs).cloned() {
            let code = Some(code);
            return self.is_written(ctx, student, TagJob { uid, code, over }, out);
        }
        let code = code_of(ctx.records, student, &uid);
        self.write(TagJob { uid, code, over });
    }

    /// The code is on the tag: both are linked side by side, also what was theirs before. So they are
    /// one card, and end together.
    fn is_written(
        &mut self,
        ctx: Context<'_>,
        student: &StudentId,
        job: TagJob,
        out: &mut Vec<Record>,
    ) {
        let card: Vec<_> = [job.uid.clone()]
            .into_iter()
            .chain(job.code.clone())
            .collect();
        if is_one_card(ctx.records, &card, student) {
            return self.turn_link_to(LinkState::Written(job));
        }
        let keys = whole_card(ctx.records, &card, student);
        let events = links(&keys, student);
        let did = DeskDid::Wrote(before(ctx.records, keys));
        self.record_link(ctx, student, (events, did), LinkState::Written(job), out);
    }

    fn write(&mut self, job: TagJob) {
        self.tag_job = Some(job.clone());
        self.turn_link_to(LinkState::Writing(job));
    }

    /// Goes on with what waited until nothing was being saved.
    pub(super) fn go_on_with_what_waited(&mut self, ctx: Context<'_>, out: &mut Vec<Record>) {
        let late = self.desk.as_mut().filter(|_| self.saving.is_none());
        if let Some(written) = late.and_then(|desk| desk.linking.late.take()) {
            self.on_tag(ctx, &written, out);
        }
        self.go_on_printing(ctx, out);
    }

    /// What came of writing.
    pub(super) fn on_tag(&mut self, ctx: Context<'_>, written: &TagWritten, out: &mut Vec<Record>) {
        let Some((student, linking)) = self.desk.as_mut().and_then(Desk::linking_for) else {
            return;
        };
        let LinkState::Writing(job) = &linking.state else {
            return;
        };
        if job.uid != written.uid {
            return;
        }
        if self.saving.is_some() {
            linking.late = Some(written.clone());
            return;
        }
        let job = TagJob {
            code: Some(written.code.clone()),
            ..job.clone()
        };
        self.touched = ctx.moment.since_start;
        if let Err(trouble) = written.outcome {
            return self.turn_link_to(LinkState::NotWritten(job, trouble));
        }
        self.is_written(ctx, &student, job, out);
    }

    fn record_link(
        &mut self,
        ctx: Context<'_>,
        student: &StudentId,
        (events, did): (Vec<Event>, DeskDid),
        next: LinkState,
        out: &mut Vec<Record>,
    ) {
        self.turn_link_to(LinkState::Saving(Box::new(next)));
        self.record_at_desk(ctx, events, student.clone(), did, out);
    }

    /// It is on the disk: the page says so, and goes on to write where that was asked for.
    pub(super) fn go_on_linking(&mut self, ctx: Context<'_>, out: &mut Vec<Record>) {
        let Some((student, linking)) = self.desk.as_mut().and_then(Desk::linking_for) else {
            return;
        };
        let writes = linking.writes;
        if let LinkState::Saving(next) = linking.state.clone() {
            self.turn_link_to(*next);
        }
        let state = self.desk.as_ref().map(|desk| desk.linking.state.clone());
        if let Some(LinkState::Linked(card) | LinkState::Theirs(card)) = state
            && writes
        {
            self.write_on(ctx, &student, &card, out);
        }
    }

    /// Nothing came of it: the next card tries again. A card that is being written is waited for all
    /// the same, or it would say a code that nobody has.
    pub(super) fn forget_link(&mut self) {
        if self.desk.as_ref().is_some_and(Desk::is_writing) {
            return;
        }
        self.tag_job = None;
        if let Some(desk) = &mut self.desk {
            if let LinkState::Saving(_) = desk.linking.state {
                self.signal = Some(Signal::Bad);
            }
            desk.linking.state = LinkState::Waiting;
        }
    }

    fn turn_link_to(&mut self, state: LinkState) {
        self.signal = state.signal().or(self.signal.take());
        if let Some(desk) = &mut self.desk {
            desk.linking.state = state;
        }
    }

    /// A tap was for the page. A badge that was just linked may be tapped by its child at once.
    fn heard(&mut self, ctx: Context<'_>) {
        self.last_tap = None;
        self.notice = None;
        self.touched = ctx.moment.since_start;
    }
}
