//! What a teacher does at the desk: each is recorded whole or not at all, and can be undone.

use crate::domain::{
    badge::{BadgeKey, TapSource},
    board,
    event::{Event, Holder, VoidReason},
    ids::{EntryId, LevelId, SkillId, StationId, StudentId},
    pack::Skill,
    print_list,
    records::{SkillRecord, StudentRecord},
    tag::Signal,
};

use super::{
    Context, DeskDid, DeskDone, DeskPage, Kiosk, Linking, Record, Then, badge_deeds, corrections,
    enrolling, planning,
};

/// As much as one record holds; a list that is longer is done in several touches.
pub(super) const MOST: usize = 200;

impl Kiosk {
    pub(super) fn do_for(
        &mut self,
        ctx: Context<'_>,
        student: StudentId,
        what: DeskDid,
        out: &mut Vec<Record>,
    ) {
        let Some(at) = ctx.standpoint(&student) else {
            return;
        };
        let who = student.clone();
        let event = match what.clone() {
            DeskDid::Found(skill, level, score) => {
                let why = self.why();
                let events = found(at.record, &student, (&skill, &level), score, why.as_ref());
                return self.record_at_desk(ctx, events, student, what, out);
            }
            DeskDid::TookBack(skill) => {
                let award = at.record.skills.get(&skill).map(|record| &record.award);
                let Some(Some(level)) = award.and_then(|award| award.get().cloned()) else {
                    return;
                };
                Event::LevelTakenBack {
                    student: who,
                    skill,
                    level,
                    reason: self.why(),
                }
            }
            DeskDid::Decided(skill, level) => {
                let events = decided(at.record, &student, &skill, &level);
                if events.is_empty() {
                    return;
                }
                return self.record_at_desk(ctx, events, student, what, out);
            }
            DeskDid::Moved(station) => by_hand(ctx, who, station),
            DeskDid::CheckedOut => {
                let Some(station) = at.station_now().cloned() else {
                    return;
                };
                Event::CheckedOut {
                    student: who,
                    station,
                    was: None,
                }
            }
            DeskDid::Approved(task) => {
                let has_it = |skill: &&Skill| skill.task(&task).is_some();
                let Some(skill) = ctx.pack.skills.iter().find(has_it) else {
                    return;
                };
                Event::TaskApproved {
                    student: who,
                    skill: skill.id.clone(),
                    task,
                }
            }
            // Words come with their text, a badge with its tap.
            DeskDid::LeftWords
            | DeskDid::Linked(_)
            | DeskDid::AllHere(_)
            | DeskDid::AllSeen
            | DeskDid::AllPrinted
            | DeskDid::Corrected(..)
            | DeskDid::Added
            | DeskDid::Changed(_)
            | DeskDid::Left
            | DeskDid::OwnBadge(_)
            | DeskDid::Substitute(_)
            | DeskDid::TookOver
            | DeskDid::Erased(_) => return,
            other => match planning::event(ctx, at, &student, &other) {
                Some(event) => event,
                None => return,
            },
        };
        self.record_at_desk(ctx, vec![event], student, what, out);
    }

    pub(super) fn record_at_desk(
        &mut self,
        ctx: Context<'_>,
        events: Vec<Event>,
        student: StudentId,
        what: DeskDid,
        out: &mut Vec<Record>,
    ) {
        if let Some(desk) = &self.desk {
            let actor = desk.who.actor();
            self.record(ctx, actor, events, Then::AtDesk(what, vec![student]), out);
        }
    }

    /// "All of table 3 is here."
    pub(super) fn all_here(
        &mut self,
        ctx: Context<'_>,
        station: &StationId,
        out: &mut Vec<Record>,
    ) {
        let Some(desk) = &self.desk else { return };
        let actor = desk.who.actor();
        let now = ctx.moment.wall.datetime();
        let missing = board::missing_at(ctx.pack, ctx.records, now, station);
        if missing.is_empty() {
            return;
        }
        let here = |student: &StudentId| by_hand(ctx, student.clone(), station.clone());
        let events = missing.iter().map(here).collect();
        let then = Then::AtDesk(DeskDid::AllHere(station.clone()), missing);
        self.record(ctx, actor, events, then, out);
    }

    /// As many finished tasks as one record holds.
    pub(super) fn all_seen(&mut self, ctx: Context<'_>, out: &mut Vec<Record>) {
        let Some(desk) = &self.desk else { return };
        let actor = desk.who.actor();
        let all = board::finished(ctx.pack, ctx.records)
            .into_iter()
            .take(MOST);
        let (events, students): (Vec<_>, Vec<_>) = all
            .map(|finished| {
                let student = finished.student.clone();
                let event = Event::TaskApproved {
                    student: student.clone(),
                    skill: finished.skill.id.clone(),
                    task: finished.task.id.clone(),
                };
                (event, student)
            })
            .unzip();
        if !events.is_empty() {
            let then = Then::AtDesk(DeskDid::AllSeen, students);
            self.record(ctx, actor, events, then, out);
        }
    }

    /// As many level badges as one record holds.
    pub(super) fn all_printed(&mut self, ctx: Context<'_>, out: &mut Vec<Record>) {
        let Some(desk) = &self.desk else { return };
        let actor = desk.who.actor();
        let all = print_list::to_print(ctx.pack, ctx.records);
        let (events, students): (Vec<_>, Vec<_>) = all
            .into_iter()
            .take(MOST)
            .map(|badge| {
                let event = Event::LevelBadgePrinted {
                    student: badge.student.clone(),
                    skill: badge.skill.id.clone(),
                    level: badge.level.id.clone(),
                };
                (event, badge.student.clone())
            })
            .unzip();
        if !events.is_empty() {
            let then = Then::AtDesk(DeskDid::AllPrinted, students);
            self.record(ctx, actor, events, then, out);
        }
    }

    /// Takes back what was done last; nothing while a tag is being written, which cannot be.
    pub(super) fn undo(&mut self, ctx: Context<'_>, out: &mut Vec<Record>) {
        let Some((desk, last)) = self
            .desk
            .as_ref()
            .filter(|desk| !desk.is_writing())
            .and_then(|desk| Some((desk, desk.done.last()?)))
        else {
            return;
        };
        let actor = desk.who.actor();
        let back = |(student, entry): &(StudentId, EntryId)| Event::EntryWithdrawn {
            student: student.clone(),
            entry: entry.clone(),
        };
        let void = |badge: &BadgeKey| Event::BadgeVoided {
            badge: badge.clone(),
            reason: VoidReason::Replaced,
        };
        let of_badges = badge_deeds::taken_back(ctx.records, &last.what, &last.entries);
        let events = match &last.what {
            _ if of_badges.is_some() => of_badges.unwrap_or_default(),
            DeskDid::Corrected(line, _) => corrections::taken_back(line, &last.entries),
            DeskDid::Changed(before) => enrolling::changed_back(before.as_ref(), &last.entries),
            // A badge that was linked is known from then on; it can only stop to count.
            DeskDid::Linked(keys) | DeskDid::OwnBadge(keys) | DeskDid::Substitute(keys) => {
                keys.iter().map(void).collect()
            }
            DeskDid::Gave(keys) | DeskDid::Wrote(keys) => {
                let back = |(badge, whose): &(BadgeKey, Option<Holder>)| match whose {
                    Some(holder) => Event::BadgeLinked {
                        badge: badge.clone(),
                        holder: holder.clone(),
                    },
                    None => void(badge),
                };
                keys.iter().map(back).collect()
            }
            _ => last.entries.iter().map(back).collect(),
        };
        self.record(ctx, actor, events, Then::UndoneAtDesk, out);
    }

    /// What was done at the desk is on the disk.
    pub(super) fn done_at_desk(
        &mut self,
        what: DeskDid,
        students: Vec<StudentId>,
        entries: Vec<EntryId>,
    ) {
        if let DeskDid::Erased(_) = &what {
            return self.erased_at_desk(&students);
        }
        let Some(desk) = &mut self.desk else { return };
        if let DeskDid::OwnBadge(_) = &what {
            self.signal = Some(Signal::Good);
        }
        if let Some(page) = desk.page.after(students.first()) {
            desk.page = page;
        }
        desk.why = None;
        // What is done for one child may be several entries: a badge may have two keys.
        let entries = match students.last().cloned() {
            Some(last) => {
                let students = students.into_iter().chain(std::iter::repeat(last));
                students.zip(entries).collect()
            }
            None => Vec::new(),
        };
        if let (DeskDid::MadeNew(_), DeskPage::Badges(student, _)) = (&what, &desk.page) {
            desk.page = DeskPage::Link(student.clone());
            desk.linking = Linking::default();
        }
        desk.done.push(DeskDone { what, entries });
        self.ask_the_journal();
    }

    pub(super) fn undone_at_desk(&mut self) {
        if let Some(desk) = &mut self.desk {
            desk.done.pop();
            if let DeskPage::NewCard(_) = &desk.page {
                desk.page = DeskPage::Tablet;
            }
        }
        self.forget_link();
        self.ask_the_journal();
    }
}

/// What follows from a teacher's judgement. The same level once more is kept, and that is written
/// down too: whoever asked has their answer.
fn found(
    record: &StudentRecord,
    student: &StudentId,
    (skill, level): (&SkillId, &LevelId),
    score: Option<u8>,
    reason: Option<&String>,
) -> Vec<Event> {
    let before = record.skills.get(skill);
    let waits = before.is_some_and(|before| before.is_waiting_for_assessment());
    let has_it = before.and_then(|before| before.awarded()) == Some(level);
    let assessed = Event::AssessmentRecorded {
        student: student.clone(),
        skill: skill.clone(),
        score,
        level: Some(level.clone()),
        reason: reason.cloned(),
    };
    let awarded = Event::LevelAwarded {
        student: student.clone(),
        skill: skill.clone(),
        level: level.clone(),
        reason: reason.cloned(),
    };
    let is_written = waits || score.is_some() || has_it;
    let events = [(is_written, assessed), (!has_it, awarded)];
    let wanted = events.into_iter().filter(|(wanted, _)| *wanted);
    let settled = before.and_then(|before| settled(before, student, skill));
    wanted.map(|(_, event)| event).chain(settled).collect()
}

/// What follows when a teacher who sees all the levels that tablets gave says which is the one.
/// Nothing where they do not disagree any more. A child whose level stays is not congratulated again.
fn decided(
    record: &StudentRecord,
    student: &StudentId,
    skill: &SkillId,
    level: &LevelId,
) -> Vec<Event> {
    let Some(record) = record.skills.get(skill) else {
        return Vec::new();
    };
    let Some(settled) = settled(record, student, skill) else {
        return Vec::new();
    };
    let awarded = Event::LevelAwarded {
        student: student.clone(),
        skill: skill.clone(),
        level: level.clone(),
        reason: None,
    };
    let awarded = (record.awarded() != Some(level)).then_some(awarded);
    awarded.into_iter().chain([settled]).collect()
}

/// That these awards were seen beside each other, if there are any that disagree.
fn settled(record: &SkillRecord, student: &StudentId, skill: &SkillId) -> Option<Event> {
    let awards = record.in_dispute();
    (!awards.is_empty()).then(|| Event::AwardsSettled {
        student: student.clone(),
        skill: skill.clone(),
        awards,
    })
}

/// A teacher says that a child is at a station now.
fn by_hand(ctx: Context<'_>, student: StudentId, station: StationId) -> Event {
    let place = ctx.pack.place(ctx.moment.wall.datetime());
    Event::CheckedIn {
        student,
        station,
        block: place.as_ref().map(|place| place.block.id.clone()),
        round: place.and_then(|place| u8::try_from(place.round).ok()),
        source: TapSource::Teacher,
        express: false,
        was: None,
    }
}
