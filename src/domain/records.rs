//! What is true now: the fold of all that happened. It comes out the same in whatever order the
//! entries arrive and however often, so tablets that know the same entries agree.
//!
//! Two rules make it so. Where a thing has one value, the entry with the greatest [`Stamp`] decides
//! ([`Register`]); everything else only grows. A withdrawn entry is as if it had never been, and so is
//! what was written about a student before they were erased: since a register remembers no past,
//! [`Records::apply`] then asks for entries to be folded anew ([`Anew`]), which the storage can do.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::civil;
use rpds::RedBlackTreeMapSync;
use serde::{Deserialize, Serialize};

use super::{
    badge::BadgeKey,
    badge_life::{Voided, VoidedTap},
    class_wide::ClassWide,
    dissent::Awards,
    erasure::Remains,
    event::{Actor, Event, HowItWent, Was},
    ids::{EntryId, GroupId, LevelId, SkillId, StudentId, TaskId},
    pack::StudentCard,
    secret::SecretRecord,
    time::Stamp,
};
pub use super::{
    badge_life::{BadgeRecord, Recognised},
    recorded::{Assessed, ChosenTask, Goal, Here, Note, Reflection},
    register::Register,
};

/// Something that happened, when, and its place in the common order.
#[derive(Clone, Copy, Debug)]
pub struct Happened<'a> {
    /// Its place in the order.
    pub stamp: &'a Stamp,
    /// What the clock on that tablet's wall said.
    pub at: civil::DateTime,
    /// Who made it happen.
    pub actor: &'a Actor,
    /// What happened.
    pub event: &'a Event,
}

/// Everything that is true now. Cheap to clone: the parts are shared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Records {
    /// Shares its branches with older clones, so that a change costs the same in a class and in a school.
    pub(super) students: RedBlackTreeMapSync<StudentId, Arc<StudentRecord>>,
    badges: Arc<BTreeMap<BadgeKey, BadgeRecord>>,
    withdrawn: Arc<BTreeSet<EntryId>>,
    pub(super) class: Arc<ClassWide>,
}

/// What has to be folded anew because something counts for nothing that was taken in before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anew {
    /// One student's record, with [`Records::refold`].
    Student(StudentId),
    /// Everything, from [`Records::all_anew`] on: a student was erased.
    Everything,
}

/// What is true of one student.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StudentRecord {
    /// Name, animal, group.
    pub card: Register<StudentCard>,
    /// Whether they left the class.
    pub left: Register<bool>,
    /// A group the teacher set; before the card's.
    pub group: Register<GroupId>,
    /// Where they checked in last.
    pub here: Register<Option<Here>>,
    /// The day of the last reflection on any skill.
    pub reflected: Register<civil::Date>,
    /// The day of the last talk about the plan.
    pub conference: Register<civil::Date>,
    /// The day they came into the class.
    pub joined: Register<civil::Date>,
    /// The day of the last reflection, finished task, level or assessment.
    pub moved: Register<civil::Date>,
    /// The day of the last assessment, note, level or conference: of a teacher's time for them.
    pub met: Register<civil::Date>,
    /// Skill by skill.
    pub skills: BTreeMap<SkillId, Arc<SkillRecord>>,
    /// The teacher's notes; the text of one that was read is gone.
    pub notes: BTreeMap<EntryId, Note>,
    /// Their secret pictures, and the wrong tries.
    #[serde(default)]
    pub secret: SecretRecord,
}

/// What is true of one student in one skill.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SkillRecord {
    /// The last reflection.
    pub reflection: Register<Reflection>,
    /// The teacher's award; `None` after it was taken back.
    pub award: Register<Option<LevelId>>,
    /// What each tablet gave, where they may disagree.
    pub awards: Awards,
    /// The task chosen last.
    pub chosen: Register<ChosenTask>,
    /// When each task was finished last.
    pub finished: BTreeMap<TaskId, Register<HowItWent>>,
    /// When a teacher looked at each finished task last.
    pub approved: BTreeMap<TaskId, Register<()>>,
    /// The level badge printed last.
    pub printed: Register<LevelId>,
    /// The last assessment.
    pub assessment: Register<Assessed>,
    /// The last request for one.
    pub requested: Register<civil::Date>,
    /// The goal; `None` after it was met.
    pub goal: Register<Option<Goal>>,
}

impl Records {
    /// Takes one entry in. Returns what has to be folded anew, because an entry was withdrawn after it
    /// had been taken in, or a student was erased.
    #[must_use]
    pub fn apply(&mut self, happened: Happened<'_>) -> Option<Anew> {
        match self
            .class
            .erasures
            .remains(happened.stamp, happened.actor, happened.event)
        {
            Remains::Whole => self.apply_whole(happened),
            Remains::Scrubbed { actor, event } => self.apply_whole(Happened {
                actor: &actor,
                event: &event,
                ..happened
            }),
        }
    }

    fn apply_whole(&mut self, happened: Happened<'_>) -> Option<Anew> {
        use Event as E;
        let Happened {
            stamp, at, event, ..
        } = happened;
        if self.withdrawn.contains(&stamp.entry) && can_be_withdrawn(event) {
            return None;
        }
        match event {
            E::EntryWithdrawn { student, entry } => {
                let new = Arc::make_mut(&mut self.withdrawn).insert(entry.clone());
                return new.then(|| Anew::Student(student.clone()));
            }
            E::StudentErased { student, badges } => {
                let class = Arc::make_mut(&mut self.class);
                let new = class.erasures.note(stamp, student, badges);
                return new.then_some(Anew::Everything);
            }
            E::Scrubbed { left: Some(left) } => {
                return self.apply_whole(Happened {
                    event: left,
                    ..happened
                });
            }
            // A card that an erased child had opens for nobody by what was linked before.
            E::BadgeLinked { badge, .. } if self.is_of_erased(badge, stamp) => {}
            E::BadgeLinked { badge, holder } => self.badge(badge).holder.put(stamp, holder.clone()),
            E::BadgeVoided { badge, reason } => {
                let (reason, by) = (*reason, happened.actor.clone());
                let voided = Voided { reason, by, at };
                self.badge(badge).voided.put(stamp, voided);
            }
            E::VoidedBadgeTapped { badge, station, .. } => {
                let station = station.clone();
                let tap = VoidedTap { at, station };
                self.badge(badge).voided_tap.put(stamp, tap);
            }
            E::VoidedTapSeen { badge, seen } => self.badge(badge).tap_seen.put(stamp, *seen),
            E::UnknownBadgeTapped { badge, .. } => self.badge(badge).unknown_tap.put(stamp, at),
            E::PackPublished { .. } | E::PackFilePublished { .. } => {
                Arc::make_mut(&mut self.class).apply(stamp, event);
            }
            E::GroupsSet { groups } => {
                for (student, group) in groups {
                    self.change(student, |record| record.group.put(stamp, group.clone()));
                }
            }
            other => {
                if let Some(student) = other.student().filter(|_| changes_a_student(other)) {
                    self.change(&student, |record| record.apply(happened));
                }
            }
        }
        None
    }

    /// Folds one student's record anew from every entry about them, in any order.
    pub fn refold<'a>(&mut self, student: &StudentId, entries: impl Iterator<Item = Happened<'a>>) {
        let old = self.students.get(student).cloned();
        self.students.remove_mut(student);
        // What was set for a whole group at once is not among the student's own entries.
        let group = old
            .map(|old| old.group.clone())
            .filter(|group| group.get().is_some());
        if let Some(group) = group {
            self.change(student, |record| record.group = group);
        }
        let class = Arc::clone(&self.class);
        for happened in entries.filter(|h| changes_a_student(h.event)) {
            let withdrawn = self.withdrawn.contains(&happened.stamp.entry);
            if !withdrawn && !class.erasures.covers(student, happened.stamp) {
                self.change(student, |record| record.apply(happened));
            }
        }
    }

    /// Everyone who is in the class, by id.
    pub fn students(&self) -> impl Iterator<Item = (&StudentId, &StudentRecord)> {
        self.students
            .iter()
            .filter(|(id, record)| self.is_known(id, record) && record.left.get() != Some(&true))
            .map(|(id, record)| (id, record.as_ref()))
    }

    /// One student who is in the class.
    #[must_use]
    pub fn student(&self, id: &StudentId) -> Option<&StudentRecord> {
        let record = self.students.get(id)?.as_ref();
        (self.is_known(id, record) && record.left.get() != Some(&true)).then_some(record)
    }

    /// What is known of one student, also after they left the class.
    #[must_use]
    pub fn card(&self, id: &StudentId) -> Option<&StudentCard> {
        let record = self.students.get(id)?;
        record.card.get().filter(|_| self.is_known(id, record))
    }

    /// All that is known of one student, also after they left the class.
    #[must_use]
    pub fn known(&self, id: &StudentId) -> Option<&StudentRecord> {
        let record = self.students.get(id)?.as_ref();
        self.is_known(id, record).then_some(record)
    }

    /// Whether that student was in the class and left it.
    #[must_use]
    pub fn has_left(&self, id: &StudentId) -> bool {
        let record = self.students.get(id);
        record.is_some_and(|record| record.left.get() == Some(&true))
    }

    /// Every badge that was ever linked, voided or tapped in vain.
    pub fn badges(&self) -> impl Iterator<Item = (&BadgeKey, &BadgeRecord)> {
        self.badges.iter()
    }

    /// Whose badge this is: the first key that is linked decides, then the first that is voided.
    #[must_use]
    pub fn recognise(&self, keys: &[BadgeKey]) -> Recognised<'_> {
        let mut known = keys.iter().filter_map(|key| self.badges.get(key));
        if let Some(holder) = known.find_map(BadgeRecord::counts_for) {
            return Recognised::Holder(holder);
        }
        match self.voided_among(keys) {
            Some((_, badge)) => Recognised::Voided(badge.holder.get()),
            None => Recognised::Unknown,
        }
    }

    /// The first of these keys that was ever voided.
    #[must_use]
    pub fn voided_among<'a>(&self, keys: &'a [BadgeKey]) -> Option<(&'a BadgeKey, &BadgeRecord)> {
        let mut known = keys
            .iter()
            .filter_map(|key| Some((key, self.badges.get(key)?)));
        known.find(|(_, badge)| badge.voided.get().is_some())
    }

    /// Whether an entry was taken back.
    #[must_use]
    pub fn is_withdrawn(&self, entry: &EntryId) -> bool {
        self.withdrawn.contains(entry)
    }

    fn badge(&mut self, key: &BadgeKey) -> &mut BadgeRecord {
        Arc::make_mut(&mut self.badges)
            .entry(key.clone())
            .or_default()
    }

    fn change(&mut self, id: &StudentId, change: impl FnOnce(&mut StudentRecord)) {
        if let Some(record) = self.students.get_mut(id) {
            change(Arc::make_mut(record));
        } else {
            let mut record = StudentRecord::default();
            change(&mut record);
            self.students.insert_mut(id.clone(), Arc::new(record));
        }
    }
}

impl StudentRecord {
    /// The group they rotate with.
    #[must_use]
    pub fn group(&self) -> Option<&GroupId> {
        self.group.get().or_else(|| self.card.get()?.group.as_ref())
    }

    /// The oldest note they have not seen.
    #[must_use]
    pub fn unread_note(&self) -> Option<(&EntryId, &str)> {
        self.notes
            .iter()
            .filter(|(_, note)| !note.read)
            .find_map(|(id, note)| Some((id, note.text.as_deref()?)))
    }

    fn apply(&mut self, happened: Happened<'_>) {
        use Event as E;
        let Happened {
            stamp, at, event, ..
        } = happened;
        self.note_day(stamp, at.date(), event);
        match event {
            E::StudentAdded { card, .. } => {
                self.card.put(stamp, card.clone());
                self.left.put(stamp, false);
            }
            E::StudentChanged { card, .. } => self.card.put(stamp, card.clone()),
            E::StudentLeft { .. } => self.left.put(stamp, true),
            E::CheckedIn { station, was, .. } => {
                let station = station.clone();
                let at = was.as_ref().map_or(at, |was| was.at);
                let here = Some(Here { station, at });
                self.here.put(&stamp_of(stamp, was.as_ref()), here);
            }
            E::CheckedOut { was, .. } => self.here.put(&stamp_of(stamp, was.as_ref()), None),
            E::ConferenceHeld { .. } => self.conference.put(stamp, at.date()),
            E::SecretGiven { secret, .. } => self.secret.give(stamp, Some(*secret)),
            E::SecretVoided { .. } => self.secret.give(stamp, None),
            E::SecretRight { .. } => self.secret.was_right(stamp),
            E::SecretWrong { .. } => self.secret.was_wrong(stamp, at),
            E::NoteLeft { text, .. } => {
                let note = self.notes.entry(stamp.entry.clone()).or_default();
                note.text = (!note.read).then(|| text.clone());
            }
            E::NoteRead { note, .. } => {
                self.notes.insert(
                    note.clone(),
                    Note {
                        text: None,
                        read: true,
                    },
                );
            }
            E::ReflectionFinished {
                skill,
                placed,
                chosen,
                ..
            } => {
                self.reflected.put(stamp, at.date());
                let reflection = Reflection {
                    placed: placed.clone(),
                    chosen: chosen.clone(),
                    day: at.date(),
                };
                self.skill_mut(skill).reflection.put(stamp, reflection);
            }
            other => self.apply_to_skill(stamp, at, other),
        }
    }

    fn apply_to_skill(&mut self, stamp: &Stamp, at: civil::DateTime, event: &Event) {
        use Event as E;
        match event {
            E::LevelAwarded { skill, level, .. } => {
                let record = self.skill_mut(skill);
                record.award.put(stamp, Some(level.clone()));
                record.awards.put(stamp, Some(level));
            }
            E::AwardsSettled { skill, awards, .. } => self.skill_mut(skill).awards.settle(awards),
            E::LevelTakenBack { skill, .. } => {
                let record = self.skill_mut(skill);
                record.award.put(stamp, None);
                record.awards.put(stamp, None);
            }
            E::TaskChosen {
                skill, level, task, ..
            } => {
                let chosen = ChosenTask {
                    task: task.clone(),
                    level: level.clone(),
                };
                self.skill_mut(skill).chosen.put(stamp, chosen);
            }
            E::TaskFinished {
                skill, task, how, ..
            } => {
                self.skill_mut(skill)
                    .finished
                    .entry(task.clone())
                    .or_default()
                    .put(stamp, *how);
            }
            E::TaskApproved { skill, task, .. } => {
                let approved = &mut self.skill_mut(skill).approved;
                approved.entry(task.clone()).or_default().put(stamp, ());
            }
            E::LevelBadgePrinted { skill, level, .. } => {
                self.skill_mut(skill).printed.put(stamp, level.clone());
            }
            E::AssessmentRequested { skill, .. } => {
                self.skill_mut(skill).requested.put(stamp, at.date());
            }
            E::AssessmentRecorded {
                skill,
                score,
                level,
                ..
            } => {
                let assessed = Assessed {
                    score: *score,
                    level: level.clone(),
                    day: at.date(),
                };
                self.skill_mut(skill).assessment.put(stamp, assessed);
            }
            E::GoalSet {
                skill, level, by, ..
            } => {
                self.skill_mut(skill).goal.put(
                    stamp,
                    Some(Goal {
                        level: level.clone(),
                        by: *by,
                    }),
                );
            }
            E::GoalMet { skill, .. } => self.skill_mut(skill).goal.put(stamp, None),
            _ => {}
        }
    }

    fn skill_mut(&mut self, skill: &SkillId) -> &mut SkillRecord {
        Arc::make_mut(self.skills.entry(skill.clone()).or_default())
    }
}

impl SkillRecord {
    /// The task being worked on: the one chosen last, unless it was finished since.
    #[must_use]
    pub fn task(&self) -> Option<&ChosenTask> {
        let chosen = self.chosen.get()?;
        let finished = self.finished.get(&chosen.task).and_then(Register::stamp);
        (finished < self.chosen.stamp()).then_some(chosen)
    }

    /// When a task was finished last.
    #[must_use]
    pub fn last_finished(&self) -> Option<&Stamp> {
        self.finished.values().filter_map(Register::stamp).max()
    }

    /// Whether an assessment was asked for and none was recorded since.
    #[must_use]
    pub fn is_waiting_for_assessment(&self) -> bool {
        self.requested.stamp() > self.assessment.stamp()
    }
}

/// The place in the order of what may have been put in afterwards.
fn stamp_of(stamp: &Stamp, was: Option<&Was>) -> Stamp {
    Stamp {
        clock: was.map_or(stamp.clock, |was| was.clock),
        entry: stamp.entry.clone(),
    }
}

/// Whether the event is folded into a [`StudentRecord`], all of which [`Records::refold`] rebuilds.
fn changes_a_student(event: &Event) -> bool {
    use Event as E;
    !matches!(
        event,
        E::BadgeLinked { .. }
            | E::VoidedBadgeTapped { .. }
            | E::EntryWithdrawn { .. }
            | E::StudentErased { .. }
            | E::Scrubbed { .. }
            | E::Unknown(_)
    )
}

/// Whether an entry can be taken back. A badge is voided instead, and a withdrawal is final.
#[must_use]
pub fn can_be_withdrawn(event: &Event) -> bool {
    changes_a_student(event) && event.student().is_some()
}
