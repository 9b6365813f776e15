//! One child in one skill: what they said beside what was found, and a level to give in one touch.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        ids::{SkillId, StudentId},
        kiosk::{DeskDid, DeskPage, DeskTouch, TypedFor},
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        levels,
        picture_card::{self, PictureCard},
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::super::{View, chip_height};

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    (student, skill, score): (&StudentId, &SkillId, Option<u8>),
) -> Option<DeskTouch> {
    let pack = view.ctx.pack;
    let at = view.ctx.standpoint(student)?;
    let card = at.record.card.get()?;
    let skill = pack.skill(skill)?;
    let record = at.record.skills.get(&skill.id);
    let gap = canvas.either(NEAR, GRID);
    let head = area.cut_top_by(canvas.either(96.0, 76.0), gap);
    let name = format!("{}: {}", card.first_name, view.pack_text(&skill.name));
    let (upper, lower) = head.split_top_bottom_at_fraction(0.58);
    text::heading(
        ui,
        upper,
        &name,
        &Style::bold(size::NAME).centered().bottom(),
    );
    let quiet = Style::regular(size::SMALL).quiet().centered().top();
    text::label_unsaid(ui, lower, &story(view, record.map(AsRef::as_ref)), &quiet);
    let mut foot = area.cut_bottom_by(chip_height(canvas), gap);

    let row = area.cut_top_by(TOUCH, GRID);
    let picked = scores(ui, row, view, (student, &skill.id, score));
    let row = area.cut_top_by(TOUCH, gap);
    let why = whys(ui, row, view, (student, &skill.id, score));
    let award = record.and_then(|record| record.awarded());
    let places = picture_card::places(ui, canvas, area, pack.levels.len());
    let cards = pack.levels.iter().map(|level| PictureCard {
        face: Face::Level(level),
        wash: levels::wash(level),
        words: view.pack_text(&level.name).into(),
        more: Some(view.pack_text(&level.means)),
        level: None,
        mark: None,
        chosen: (award == Some(&level.id)).then(|| levels::color(level)),
        named: "".into(),
    });
    let cards: Vec<(Rect, PictureCard<'_>)> = places.into_iter().zip(cards).collect();
    let chosen = picture_card::choose(ui, &cards).and_then(|index| pack.levels.get(index));
    let give = chosen.map(|level| {
        let did = DeskDid::Found(skill.id.clone(), level.id.clone(), score);
        DeskTouch::Do(student.clone(), did)
    });
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let goes_back = widgets::chip(ui, foot.cut_left(width), &back)
        .then(|| DeskTouch::Open(DeskPage::Child(student.clone())));
    let over_time = view.say.text("desk-over-time");
    let width = widgets::chip_width(ui, &over_time);
    let plots = widgets::chip(ui, foot.cut_left(width), &over_time)
        .then(|| DeskTouch::Open(DeskPage::Plot(student.clone(), skill.id.clone())));
    let take_back = award.and_then(|_| {
        let words = view.say.text("desk-take-back");
        let width = widgets::chip_width(ui, &words);
        let did = DeskDid::TookBack(skill.id.clone());
        widgets::chip(ui, foot.cut_right(width), &words)
            .then(|| DeskTouch::Do(student.clone(), did))
    });
    give.or(picked)
        .or(why)
        .or(take_back)
        .or(plots)
        .or(goes_back)
}

/// Scores to pick from, in percent; 85 is the first that passes.
const SCORES: [u8; 8] = [40, 50, 60, 70, 80, 85, 90, 100];

/// The score, for whoever gives one: written down with the level.
fn scores(
    ui: &Ui,
    mut row: Rect,
    view: &View<'_>,
    (student, skill, score): (&StudentId, &SkillId, Option<u8>),
) -> Option<DeskTouch> {
    let words = view.say.text("desk-scored");
    let style = Style::bold(size::SMALL);
    let wide = |words: &str| text::width(ui, words, &style) + 4.0;
    let width = wide(&words).max(wide(&view.say.text("desk-why")));
    let place = row.cut_left_by(width.min(row.width() * 0.25), GRID);
    text::label_unsaid(ui, place, &words, &style);
    let places = row.grid_by(SCORES.len(), 1, GRID / 2.0);
    let mut touch = None;
    for (place, percent) in places.into_iter().zip(SCORES) {
        let is_picked = score == Some(percent);
        let look = if is_picked {
            RowLook::Chosen
        } else {
            RowLook::Plain
        };
        let named = format!("{percent} %");
        if dense::row_button(ui, place, None, &named, look, &[]) {
            let score = (!is_picked).then_some(percent);
            let page = DeskPage::Skill(student.clone(), skill.clone(), score);
            touch = Some(DeskTouch::Open(page));
        }
    }
    touch
}

/// What a teacher gives as a reason most often.
const WHYS: [&str; 4] = [
    "desk-why-class",
    "desk-why-quiz",
    "desk-why-talk",
    "desk-why-more",
];

/// Why, for whoever says so: written down with the level, or with its being taken back.
fn whys(
    ui: &Ui,
    mut row: Rect,
    view: &View<'_>,
    (student, skill, score): (&StudentId, &SkillId, Option<u8>),
) -> Option<DeskTouch> {
    let words = view.say.text("desk-why");
    let style = Style::bold(size::SMALL);
    let label = view.say.text("desk-scored");
    let wide = |words: &str| text::width(ui, words, &style) + 4.0;
    let width = wide(&words).max(wide(&label)).min(row.width() * 0.25);
    text::label_unsaid(ui, row.cut_left_by(width, GRID), &words, &style);
    let said = view.kiosk.desk()?.why.as_deref();
    let places = row.grid_by(WHYS.len() + 1, 1, GRID / 2.0);
    let mut places = places.into_iter();
    let look = |chosen| {
        if chosen {
            RowLook::Chosen
        } else {
            RowLook::Plain
        }
    };
    let mut touch = None;
    let mut is_prepared = false;
    for (key, place) in WHYS.into_iter().zip(places.by_ref()) {
        let words = view.say.text(key);
        let chosen = said == Some(words.as_str());
        is_prepared |= chosen;
        if dense::row_button(ui, place, None, &words, look(chosen), &[]) {
            touch = Some(DeskTouch::Why((!chosen).then_some(words)));
        }
    }
    let own = said.filter(|_| !is_prepared);
    let key = if own.is_some() {
        "desk-written"
    } else {
        "desk-write"
    };
    let write = view.say.text(key);
    let place = places.next()?;
    if dense::row_button(ui, place, None, &write, look(own.is_some()), &[]) {
        let to = TypedFor::Why(student.clone(), skill.clone(), score);
        touch = Some(DeskTouch::Open(to.begin(own.unwrap_or_default())));
    }
    touch
}

/// What is known: what the child said and when, and the last score.
fn story(view: &View<'_>, record: Option<&crate::domain::records::SkillRecord>) -> String {
    let pack = view.ctx.pack;
    let mut parts = Vec::new();
    if let Some(said) = record.and_then(|record| record.reflection.get())
        && let Some((_, level)) = pack.level(&said.chosen)
    {
        let days = pack.school_days_between(said.day, view.ctx.moment.wall.date());
        let when = view.say.count("desk-days-ago", days, &[]);
        let level = view.pack_text(&level.name);
        parts.push(
            view.say
                .with("desk-said", &[("level", level), ("when", &when)]),
        );
    }
    if let Some(score) = record.and_then(|record| record.assessment.get()?.score) {
        parts.push(
            view.say
                .with("desk-score", &[("score", &score.to_string())]),
        );
    }
    if let Some(record) = record.filter(|record| !record.finished.is_empty()) {
        parts.push(
            view.say
                .count("desk-tasks-done", record.finished.len(), &[]),
        );
    }
    if parts.is_empty() {
        return view.say.text("desk-nothing-yet");
    }
    parts.join(" · ")
}
