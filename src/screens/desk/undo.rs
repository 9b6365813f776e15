//! The strip at the foot of every page: what was done last, and the way back.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::kiosk::{DeskDid, DeskDone, DeskTouch},
    look::{
        layout::Cut,
        text::{self, Style},
        theme::{GRID, NEAR, size},
        widgets,
    },
};

use super::{super::View, sentences};

/// What was done last, and the way back.
pub(super) fn strip(ui: &Ui, mut row: Rect, view: &View<'_>, done: &DeskDone) -> Option<DeskTouch> {
    let undo = view.say.text("desk-undo");
    let width = widgets::chip_width(ui, &undo);
    let place = row.cut_right_by(width, NEAR);
    let whose = done.entries.first();
    // Also of a child who has just left.
    let card = whose.and_then(|(student, _)| view.ctx.records.card(student));
    let what = what(view, done)?;
    let words = match (&done.what, card) {
        (
            DeskDid::AllHere(_)
            | DeskDid::AllSeen
            | DeskDid::AllPrinted
            | DeskDid::TookOver
            | DeskDid::Erased(_)
            | DeskDid::VoidedAll(_),
            _,
        )
        | (_, None) => what,
        (DeskDid::GaveSecrets, _) if done.entries.len() > 1 => what,
        (_, Some(card)) => format!("{}: {what}", card.first_name),
    };
    widgets::sunny_card(ui, row);
    let place_of_words = row.shrink(GRID / 2.0);
    let style = Style::regular(size::SMALL).centered();
    text::notice(ui, place_of_words, &words, &style);
    widgets::chip(ui, place, &undo).then_some(DeskTouch::Undo)
}

/// What was done, as a sentence; nothing for what has no way back.
fn what(view: &View<'_>, done: &DeskDone) -> Option<String> {
    let pack = view.ctx.pack;
    Some(match &done.what {
        DeskDid::Found(skill, level, _) | DeskDid::Decided(skill, level) => {
            let (_, level) = pack.level(level)?;
            let skill = pack.skill(skill)?;
            let level = view.pack_text(&level.name);
            let skill = view.pack_text(&skill.name);
            view.say
                .with("desk-did-award", &[("level", level), ("skill", skill)])
        }
        DeskDid::TookBack(skill) => {
            let skill = view.pack_text(&pack.skill(skill)?.name);
            view.say.with("desk-did-take-back", &[("skill", skill)])
        }
        DeskDid::Moved(station) => {
            let station = view.pack_text(&pack.station(station)?.name);
            view.say.with("desk-did-move", &[("station", station)])
        }
        DeskDid::CheckedOut => view.say.text("desk-did-check-out"),
        DeskDid::LeftWords => view.say.text("desk-did-leave-words"),
        DeskDid::Approved(_) => view.say.text("desk-did-approve"),
        DeskDid::Linked(_) => view.say.text("desk-did-link"),
        DeskDid::Gave(_) => view.say.text("desk-did-give"),
        DeskDid::Wrote(_) => view.say.text("desk-did-write"),
        DeskDid::OwnBadge(_) => view.say.text("desk-did-own-badge"),
        DeskDid::Substitute(_) => view.say.text("desk-did-substitute"),
        DeskDid::GoalSet(skill, _, by) => {
            let by = view.say.date("desk-day", *by);
            let skill = sentences::skill_name(view, skill);
            let names = [("skill", skill), ("by", &by)];
            view.say.with("desk-did-goal", &names)
        }
        DeskDid::GoalMet(skill) => {
            let skill = sentences::skill_name(view, skill);
            view.say.with("desk-told-goal-met", &[("skill", skill)])
        }
        DeskDid::Talked => view.say.text("desk-told-talked"),
        DeskDid::Lost(_) | DeskDid::MadeNew(_) => view.say.text("desk-did-lost"),
        DeskDid::FoundAgain(..) => view.say.text("desk-did-found"),
        DeskDid::KeptVoid(_) => view.say.text("desk-did-kept"),
        DeskDid::VoidedAll(badges) => view.say.count("desk-did-void-all", badges.len(), &[]),
        DeskDid::GaveSecrets => view.say.count("desk-did-secret", done.entries.len(), &[]),
        DeskDid::Erased(_) => return None,
        DeskDid::TookOver => {
            let count = done.entries.len();
            view.say.count("desk-did-take-over", count, &[])
        }
        DeskDid::Printed(..) => view.say.text("desk-did-print"),
        DeskDid::AllPrinted => view
            .say
            .count("desk-did-print-all", done.entries.len(), &[]),
        DeskDid::AllSeen => view.say.count("desk-did-see-all", done.entries.len(), &[]),
        DeskDid::Corrected(_, Some(station)) => {
            let station = view.pack_text(&pack.station(station)?.name);
            view.say.with("desk-did-correct", &[("station", station)])
        }
        DeskDid::Corrected(_, None) => view.say.text("desk-did-withdraw"),
        DeskDid::Added => view.say.text("desk-did-add"),
        DeskDid::Changed(_) => view.say.text("desk-did-change"),
        DeskDid::Left => view.say.text("desk-did-let-go"),
        DeskDid::AllHere(station) => {
            let station = view.pack_text(&pack.station(station)?.name);
            let count = done.entries.len();
            view.say
                .count("desk-did-all-here", count, &[("station", station)])
        }
    })
}
