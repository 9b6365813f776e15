//! What happened, in plain sentences: one for every kind of entry. Says nothing that should not be
//! read over a shoulder: of a badge the last letters, of a teacher's words that they were left.

use crate::{
    domain::{
        badge::BadgeKey,
        event::{Event, HowItWent, OopsKind, VoidReason},
        ids::{LevelId, SkillId, StationId, TaskId},
        story::StoryLine,
    },
    look::widgets::Face,
};

use super::super::View;

/// The sentence of an event. `story` is where an entry that was taken back is looked up.
pub(super) fn of(view: &View<'_>, event: &Event, story: &[StoryLine]) -> String {
    use Event as E;
    let text = |key| view.say.text(key);
    match event {
        E::StudentAdded { .. } => text("desk-told-added"),
        E::StudentChanged { .. } => text("desk-told-changed"),
        E::StudentLeft { .. } => text("desk-told-left-class"),
        E::BadgeLinked { badge, .. } => of_badge(view, "desk-told-linked", badge),
        E::BadgeVoided { badge, reason } => of_badge(view, voided(*reason), badge),
        E::VoidedBadgeTapped { badge, .. } => of_badge(view, "desk-told-old-badge", badge),
        E::SecretGiven { .. } => text("desk-told-secret"),
        E::SecretVoided { .. } => text("desk-told-secret-void"),
        E::SecretRight { .. } => text("desk-told-secret-right"),
        E::SecretWrong { .. } => text("desk-told-secret-wrong"),
        E::CheckedIn { station, .. } => at(view, "desk-told-in", station),
        E::CheckedOut { station, .. } => at(view, "desk-told-out", station),
        E::ConferenceHeld { .. } => text("desk-told-talked"),
        E::NoteLeft { .. } => text("desk-told-words"),
        E::NoteRead { .. } => text("desk-told-read"),
        E::GroupsSet { .. } => text("desk-told-group"),
        E::EntryWithdrawn { entry, .. } => {
            let what = story.iter().find(|line| line.stamp.entry == *entry);
            match what.map(|line| &line.event) {
                // A correction of a correction says no more than that it is one.
                None | Some(E::EntryWithdrawn { .. }) => text("desk-told-withdrew-one"),
                Some(event) => {
                    let what = of(view, event, &[]);
                    view.say.with("desk-told-withdrew", &[("what", &what)])
                }
            }
        }
        of_skill => {
            let said = learning(view, of_skill);
            match reason(of_skill) {
                Some(why) => view
                    .say
                    .with("desk-told-why", &[("what", &said), ("why", why)]),
                None => said,
            }
        }
    }
}

/// Why a teacher did so, if they said.
fn reason(event: &Event) -> Option<&str> {
    match event {
        Event::LevelAwarded { reason, .. }
        | Event::LevelTakenBack { reason, .. }
        | Event::AssessmentRecorded { reason, .. } => reason.as_deref(),
        _ => None,
    }
}

/// What happened in a skill.
fn learning(view: &View<'_>, event: &Event) -> String {
    use Event as E;
    match event {
        E::ReflectionFinished { skill, chosen, .. } => {
            leveled(view, "desk-told-reflected", skill, chosen)
        }
        E::LevelAwarded { skill, level, .. } => leveled(view, "desk-told-award", skill, level),
        E::LevelTakenBack { skill, level, .. } => {
            leveled(view, "desk-told-award-back", skill, level)
        }
        E::TaskChosen { task, skill, .. } => of_task(view, "desk-told-chose", skill, task),
        E::TaskFinished {
            task, skill, how, ..
        } => of_task(view, finished(*how), skill, task),
        E::LevelBadgePrinted { skill, level, .. } => {
            leveled(view, "desk-told-printed", skill, level)
        }
        E::TaskApproved { task, skill, .. } => of_task(view, "desk-told-seen", skill, task),
        E::AssessmentRequested { skill, .. } => of_skill(view, "desk-told-ready", skill),
        E::AssessmentRecorded {
            skill,
            score,
            level,
            ..
        } => assessed(view, skill, *score, level.as_ref()),
        E::GoalSet {
            skill, level, by, ..
        } => {
            let by = view.say.date("desk-day", *by);
            let names = [
                ("skill", skill_name(view, skill)),
                ("level", level_name(view, level)),
                ("by", &by),
            ];
            view.say.with("desk-told-goal", &names)
        }
        E::GoalMet { skill, .. } => of_skill(view, "desk-told-goal-met", skill),
        E::AwardsSettled { skill, .. } => of_skill(view, "desk-told-settled", skill),
        E::OopsShared { skill, oops, .. } => {
            let kind = view.say.text(oops_kind(*oops));
            let names = [("skill", skill_name(view, skill)), ("kind", &kind)];
            view.say.with("desk-told-oops", &names)
        }
        _ => view.say.text("desk-told-unknown"),
    }
}

fn assessed(
    view: &View<'_>,
    skill: &SkillId,
    score: Option<u8>,
    level: Option<&LevelId>,
) -> String {
    let score = score.map(|score| score.to_string());
    let skill = skill_name(view, skill);
    match (level, &score) {
        (Some(level), Some(score)) => {
            let level = level_name(view, level);
            let names = [("skill", skill), ("level", level), ("score", score)];
            view.say.with("desk-told-found-score", &names)
        }
        (Some(level), None) => {
            let level = level_name(view, level);
            let names = [("skill", skill), ("level", level)];
            view.say.with("desk-told-found", &names)
        }
        (None, Some(score)) => {
            let names = [("skill", skill), ("score", score.as_str())];
            view.say.with("desk-told-score", &names)
        }
        (None, None) => view.say.with("desk-told-assessed", &[("skill", skill)]),
    }
}

/// What stands beside a sentence, where there is something.
pub(super) fn face<'a>(view: &View<'a>, event: &Event) -> Option<Face<'a>> {
    use Event as E;
    let pack = view.ctx.pack;
    match event {
        E::ReflectionFinished { chosen: level, .. }
        | E::LevelAwarded { level, .. }
        | E::LevelTakenBack { level, .. }
        | E::LevelBadgePrinted { level, .. }
        | E::GoalSet { level, .. }
        | E::AssessmentRecorded {
            level: Some(level), ..
        } => pack.level(level).map(|(_, level)| Face::Level(level)),
        E::CheckedIn { station, .. } | E::CheckedOut { station, .. } => {
            pack.station(station).map(Face::of_station)
        }
        E::TaskChosen { skill, task, .. }
        | E::TaskFinished { skill, task, .. }
        | E::TaskApproved { skill, task, .. } => {
            let task = pack.skill(skill).and_then(|skill| skill.task(task));
            task.map(|task| Face::Picture(&task.picture))
        }
        E::AssessmentRequested { skill, .. }
        | E::GoalMet { skill, .. }
        | E::OopsShared { skill, .. } => {
            let skill = pack.skill(skill);
            skill.map(|skill| Face::Picture(&skill.picture))
        }
        _ => None,
    }
}

/// A badge as it may be shown: its kind and its last letters, never all of it.
pub(super) fn badge(view: &View<'_>, badge: &BadgeKey) -> String {
    let (key, letters) = match badge {
        BadgeKey::Uid(letters) => ("desk-badge-card", letters),
        BadgeKey::Code(letters) => ("desk-badge-code", letters),
    };
    let from = letters.len().saturating_sub(4);
    let end = letters.get(from..).unwrap_or_default();
    view.say.with(key, &[("end", end)])
}

fn of_badge(view: &View<'_>, key: &str, which: &BadgeKey) -> String {
    let which = badge(view, which);
    view.say.with(key, &[("badge", &which)])
}

fn at(view: &View<'_>, key: &str, id: &StationId) -> String {
    let station = view.ctx.pack.station(id);
    let name = station.map_or(id.as_str(), |station| view.pack_text(&station.name));
    view.say.with(key, &[("station", name)])
}

fn leveled(view: &View<'_>, key: &str, skill: &SkillId, level: &LevelId) -> String {
    let names = [
        ("skill", skill_name(view, skill)),
        ("level", level_name(view, level)),
    ];
    view.say.with(key, &names)
}

fn of_skill(view: &View<'_>, key: &str, skill: &SkillId) -> String {
    view.say.with(key, &[("skill", skill_name(view, skill))])
}

fn of_task(view: &View<'_>, key: &str, skill: &SkillId, id: &TaskId) -> String {
    let skill = view.ctx.pack.skill(skill);
    let task = skill.and_then(|skill| skill.task(id));
    // What the class pack no longer has is told by its name in the files.
    let name = task.map_or(id.as_str(), |task| view.pack_text(&task.name));
    view.say.with(key, &[("task", name)])
}

/// The name of a skill; of one that the class pack no longer has, its name in the files.
pub(super) fn skill_name<'a>(view: &View<'a>, id: &'a SkillId) -> &'a str {
    let skill = view.ctx.pack.skill(id);
    skill.map_or(id.as_str(), |skill| view.pack_text(&skill.name))
}

/// The same of a level.
pub(super) fn level_name<'a>(view: &View<'a>, id: &'a LevelId) -> &'a str {
    let level = view.ctx.pack.level(id);
    level.map_or(id.as_str(), |(_, level)| view.pack_text(&level.name))
}

fn voided(reason: VoidReason) -> &'static str {
    match reason {
        VoidReason::Lost => "desk-told-lost",
        VoidReason::Replaced => "desk-told-replaced",
        VoidReason::YearEnd => "desk-told-year-end",
    }
}

fn finished(how: HowItWent) -> &'static str {
    match how {
        HowItWent::OnMyOwn => "desk-told-finished",
        HowItWent::WithHelp => "desk-told-finished-help",
        HowItWent::StillHard => "desk-told-finished-hard",
    }
}

fn oops_kind(oops: OopsKind) -> &'static str {
    match oops {
        OopsKind::TooFast => "too-fast",
        OopsKind::MisreadIt => "misread-it",
        OopsKind::MixedUpSteps => "mixed-up-steps",
        OopsKind::NewWay => "new-way",
    }
}
