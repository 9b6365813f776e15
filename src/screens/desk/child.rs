//! A child's page. Its first leaf: every skill with what they said and what was found, where they
//! are, and the way to leave them a few words. The others (story, goals, badges) have files of their
//! own, and the head that all leaves share is here.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        ids::StudentId,
        kiosk::{Desk, DeskDid, DeskPage, DeskTouch},
        standing::Standpoint,
        story::{self, Calibration},
    },
    look::{
        art::Art,
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{super::View, room_for};

/// Between two rows.
const BETWEEN: f32 = 8.0;
/// How high a line of what is said above the skills is.
const SAID: f32 = 30.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    student: &StudentId,
) -> Option<DeskTouch> {
    let at = view.ctx.standpoint(student)?;
    let touch = head(ui, canvas, &mut area, view, &desk.page);
    let places = view.ctx.pack.stations.len() + 1;
    let (mut skills, mut stations) = if canvas.portrait {
        let low = area.cut_bottom_by(TOUCH + BETWEEN + rows_of(places.div_ceil(2)), NEAR);
        (area, low)
    } else {
        let fits = TOUCH + BETWEEN + rows_of(places) <= area.height();
        let share = if fits { 0.3 } else { 0.42 };
        let right = area.cut_right_by(area.width() * share, NEAR);
        (area, right)
    };
    let below = if canvas.portrait { BETWEEN } else { 4.0 };
    lately(ui, &mut skills, below, view, desk, (student, at));
    let touch = touch.or(leave_words(ui, &mut stations, view, student));
    let touch = touch.or(show_skills(ui, skills, view, student, at));
    touch.or(show_stations(ui, stations, view, student, at))
}

/// How high so many rows are.
fn rows_of(rows: usize) -> f32 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a class has a handful of stations"
    )]
    let rows = rows as f32;
    rows * (TOUCH + BETWEEN) - BETWEEN
}

/// Who it is, and the way to every leaf.
pub(super) fn head(
    ui: &Ui,
    canvas: Canvas,
    area: &mut Rect,
    view: &View<'_>,
    here: &DeskPage,
) -> Option<DeskTouch> {
    let student = here.child()?;
    let at = view.ctx.standpoint(student)?;
    let high = if canvas.portrait { 72.0 } else { TOUCH };
    let mut row = area.cut_top_by(high, GRID);
    let leaves = if canvas.portrait {
        area.cut_top_by(TOUCH, GRID)
    } else {
        row.cut_right_by(row.width() * 0.54, GRID)
    };
    who(ui, row, view, at);
    let badges = story::badges_of(view.ctx.records, student).count();
    let tabs = [
        (
            view.say.text("desk-skills"),
            DeskPage::Child(student.clone()),
        ),
        (
            view.say.text("desk-story"),
            DeskPage::Story(student.clone(), 0),
        ),
        (
            view.say.text("desk-goals"),
            DeskPage::Goals(student.clone()),
        ),
        (
            format!("{} · {badges}", view.say.text("desk-badges")),
            DeskPage::Badges(student.clone(), None),
        ),
    ];
    let mut touch = None;
    let places = leaves.grid_by(tabs.len(), 1, GRID / 2.0);
    for ((words, page), place) in tabs.into_iter().zip(places) {
        let is_here = std::mem::discriminant(&page) == std::mem::discriminant(here);
        let look = if is_here {
            RowLook::Chosen
        } else {
            RowLook::Plain
        };
        if dense::row_button(ui, place, None, &words, look, &[]) {
            touch = Some(DeskTouch::Open(page));
        }
    }
    touch
}

/// The animal and the name, and their group.
fn who(ui: &Ui, mut row: Rect, view: &View<'_>, at: Standpoint<'_>) {
    let Some(card) = at.record.card.get() else {
        return;
    };
    let animal = row.cut_left_by(row.height(), GRID);
    widgets::avatar(ui, animal, &card.picture);
    let groups = &view.ctx.pack.groups;
    let group = at.record.group();
    let group = group.and_then(|id| groups.iter().find(|group| group.id == *id));
    let group = group.map_or("", |group| view.pack_text(&group.name));
    let name = format!("{} {}", card.first_name, card.last_name);
    let (upper, lower) = row.split_top_bottom_at_fraction(0.58);
    let bold = Style::bold(size::NAME).bottom();
    text::heading(ui, upper, name.trim(), &bold);
    let quiet = Style::regular(size::SMALL).quiet().top();
    text::label_unsaid(ui, lower, group, &quiet);
}

/// How they see their own work lately, and the words that they have not read yet.
fn lately(
    ui: &Ui,
    area: &mut Rect,
    below: f32,
    view: &View<'_>,
    desk: &Desk,
    (student, at): (&StudentId, Standpoint<'_>),
) {
    let today = view.ctx.moment.wall.date();
    let lines = desk.story_of(student).unwrap_or_default();
    let key = match story::calibration(view.ctx.pack, lines, today) {
        Some(Calibration::Alike) => Some("desk-sees-alike"),
        Some(Calibration::Less) => Some("desk-sees-less"),
        Some(Calibration::More) => Some("desk-sees-more"),
        None => None,
    };
    let unread = at.record.unread_note();
    let unread = unread.map(|(_, words)| view.say.with("desk-unread", &[("words", words)]));
    let seen = key.map(|key| view.say.text(key));
    for words in seen.into_iter().chain(unread) {
        let line = area.cut_top_by(SAID, below);
        text::label_unsaid(ui, line, &words, &Style::regular(size::SMALL));
    }
}

/// What the stations are about, and beside it the way to leave a few words.
fn leave_words(
    ui: &Ui,
    area: &mut Rect,
    view: &View<'_>,
    student: &StudentId,
) -> Option<DeskTouch> {
    let mut row = area.cut_top_by(TOUCH, BETWEEN);
    let words = view.say.text("desk-leave-words");
    let width = widgets::chip_width(ui, &words).min(row.width() * 0.7);
    let touched = widgets::chip(ui, row.cut_right_by(width, GRID), &words);
    let place = view.say.text("desk-where");
    text::label_unsaid(ui, row, &place, &Style::bold(size::SMALL));
    touched.then(|| DeskTouch::Open(DeskPage::Words(student.clone())))
}

fn show_skills(
    ui: &Ui,
    area: Rect,
    view: &View<'_>,
    student: &StudentId,
    at: Standpoint<'_>,
) -> Option<DeskTouch> {
    let pack = view.ctx.pack;
    let room = room_for(area, TOUCH, BETWEEN);
    let columns = pack.skills.len().div_ceil(room).max(1);
    let rows = pack.skills.len().div_ceil(columns);
    let mut touch = None;
    let places = area
        .grid_by(columns, 1, BETWEEN)
        .into_iter()
        .flat_map(|mut column| (0..rows).map(move |_| column.cut_top_by(TOUCH, BETWEEN)));
    for (skill, row) in pack.skills.iter().zip(places) {
        let record = at.record.skills.get(&skill.id);
        let said = at.own_level(skill).and_then(|level| pack.levels.get(level));
        let found = record.and_then(|record| record.awarded());
        let found = found.and_then(|id| pack.level(id)).map(|(_, level)| level);
        let waits = record.is_some_and(|record| record.is_waiting_for_assessment());
        let name = view.pack_text(&skill.name);
        let key = match (said, found) {
            (None, None) => "desk-skill-open",
            (Some(_), None) => "desk-skill-said",
            (None, Some(_)) => "desk-skill-found",
            (Some(_), Some(_)) => "desk-skill-both",
        };
        let text = |level: Option<&crate::domain::pack::Level>| {
            level
                .map_or("", |level| view.pack_text(&level.name))
                .to_owned()
        };
        let whole = view.say.with(
            key,
            &[
                ("skill", name),
                ("said", &text(said)),
                ("found", &text(found)),
            ],
        );
        // The signs alone, where there is no room for words.
        let words = if columns > 1 { name } else { &whole };
        let named = if waits {
            format!("{whole} · {}", view.say.text("desk-asked"))
        } else {
            whole.clone()
        };
        let marks: Vec<_> = waits
            .then_some(Face::Art(Art::ShowWhatIKnow))
            .into_iter()
            .chain(found.or(said).map(Face::Level))
            .collect();
        let look = if waits {
            RowLook::Sunny
        } else {
            RowLook::Plain
        };
        let face = Some(Face::Picture(&skill.picture));
        if dense::named_row(ui, row, (words, &named), face, look, &marks) {
            let page = DeskPage::Skill(student.clone(), skill.id.clone(), None);
            touch = Some(DeskTouch::Open(page));
        }
    }
    touch
}

fn show_stations(
    ui: &Ui,
    area: Rect,
    view: &View<'_>,
    student: &StudentId,
    at: Standpoint<'_>,
) -> Option<DeskTouch> {
    let here = at.station_now();
    let stations: Vec<_> = view.ctx.pack.stations.iter().map(Some).collect();
    let places = stations.into_iter().chain([None]);
    let all = view.ctx.pack.stations.len() + 1;
    let fits = area.width() < 600.0 && rows_of(all) <= area.height();
    let columns = if fits { 1 } else { 2 };
    let room = all.div_ceil(columns);
    let mut touch = None;
    let mut rows = area
        .grid_by(columns, 1, BETWEEN)
        .into_iter()
        .flat_map(|mut column| (0..room).map(move |_| column.cut_top_by(TOUCH, BETWEEN)));
    for (place, row) in places.zip(rows.by_ref()) {
        let is_here = here == place.map(|station| &station.id);
        let look = if is_here {
            RowLook::Chosen
        } else {
            RowLook::Plain
        };
        let (face, name) = match place {
            Some(station) => (
                (!is_here).then(|| Face::of_station(station)),
                view.pack_text(&station.name).to_owned(),
            ),
            None => (None, view.say.text("desk-not-here")),
        };
        if dense::row_button(ui, row, face, &name, look, &[]) && !is_here {
            let did = match place {
                Some(station) => DeskDid::Moved(station.id.clone()),
                None => DeskDid::CheckedOut,
            };
            touch = Some(DeskTouch::Do(student.clone(), did));
        }
    }
    touch
}
