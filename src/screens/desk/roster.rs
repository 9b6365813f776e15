//! Taking a class list over: the files that were found, what is in the one that was chosen, what it
//! would change, and one touch that does it. Nobody leaves the class unless the teacher says so.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        kiosk::{
            Desk, DeskPage, DeskTouch, FoundRoster, ReadRoster, RosterClass, RosterSource,
            TabletTouch,
        },
        list_note::ListNote,
        pack::StudentCard,
        roster::{Change, Field, RosterPlan},
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        pictures,
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{
    super::{View, chip_height, problems},
    parts, room_for,
};

/// Between two rows.
const BETWEEN: f32 = 8.0;

/// The files and folders that may be a class list.
pub(super) fn show_found(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    part: usize,
) -> Option<DeskTouch> {
    let title = area.cut_top_by(48.0, GRID);
    let style = Style::bold(size::NAME).centered();
    text::heading(ui, title, &view.say.text("desk-import"), &style);
    let mut foot = area.cut_bottom_by(chip_height(canvas), NEAR);
    let mut touch = back(ui, &mut foot, view, DeskPage::Tablet);
    let again = view.say.text("desk-look-again");
    let width = widgets::chip_width(ui, &again);
    if widgets::chip(ui, foot.cut_right_by(width, NEAR), &again) {
        touch = Some(DeskTouch::Open(DeskPage::Rosters(0)));
    }
    let Some(found) = &desk.tablet.rosters else {
        say_in_the_middle(ui, area, &view.say.text("desk-looking"));
        return touch;
    };
    if found.is_empty() {
        say_in_the_middle(ui, area, &view.say.text("desk-import-none"));
        return touch;
    }
    let room = room_for(area, TOUCH, BETWEEN);
    let all = found.len().div_ceil(room);
    let part = part.min(all - 1);
    for roster in found.iter().skip(part * room).take(room) {
        let place = area.cut_top_by(TOUCH, BETWEEN);
        let words = file_words(view, roster);
        if dense::row_button(
            ui,
            place,
            Some(Face::Emoji("📋")),
            &words,
            RowLook::Plain,
            &[],
        ) {
            touch = Some(read(RosterSource {
                path: roster.path.clone(),
                class: None,
            }));
        }
    }
    touch.or(parts(ui, foot, view, part, all, DeskPage::Rosters))
}

fn read(source: RosterSource) -> DeskTouch {
    DeskTouch::Tablet(TabletTouch::Read(source))
}

/// Its name, the folder or stick it lies in, and when it was written.
fn file_words(view: &View<'_>, roster: &FoundRoster) -> String {
    let name = |path: Option<&std::path::Path>| {
        let name = path.and_then(|path| path.file_name()).unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    let mut words = format!(
        "{} · {}",
        name(Some(&roster.path)),
        name(roster.path.parent())
    );
    if let Some(at) = roster.written {
        let day = view.say.date("desk-day", at.date());
        words = format!("{words} · {day} {}", at.strftime("%H:%M"));
    }
    words
}

/// What is in the list that was chosen.
pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    part: usize,
) -> Option<DeskTouch> {
    let (source, answer) = desk.tablet.roster.as_ref()?;
    let name = source.path.file_name().unwrap_or_default();
    let mut title = name.to_string_lossy().into_owned();
    if let Some(class) = &source.class {
        title = format!("{title} · {}", class.name);
    }
    let style = Style::bold(size::NAME).centered();
    text::heading(ui, area.cut_top_by(48.0, GRID / 2.0), &title, &style);
    let mut foot = area.cut_bottom_by(chip_height(canvas), NEAR);
    let touch = back(ui, &mut foot, view, DeskPage::Rosters(0));
    let asked = match answer {
        None => {
            say_in_the_middle(ui, area, &view.say.text("desk-looking"));
            None
        }
        Some(ReadRoster::Problems(list)) => {
            let words = view.say.text("desk-import-problems");
            let quiet = Style::regular(size::SMALL).quiet().centered().rows(2);
            text::label_unsaid(ui, area.cut_top_by(64.0, GRID), &words, &quiet);
            widgets::card(ui, area);
            problems::list(ui, area.shrink(NEAR), view.say, list);
            None
        }
        Some(ReadRoster::Classes(classes)) => choose_class(ui, area, view, source, classes),
        Some(ReadRoster::Students(_, notes)) => {
            show_plan(ui, canvas, area, foot, view, desk, notes, part)
        }
    };
    touch.or(asked)
}

fn choose_class(
    ui: &Ui,
    mut area: Rect,
    view: &View<'_>,
    source: &RosterSource,
    classes: &[RosterClass],
) -> Option<DeskTouch> {
    let line = area.cut_top_by(40.0, GRID);
    let style = Style::regular(size::SMALL).quiet().centered();
    text::label_unsaid(ui, line, &view.say.text("desk-import-which"), &style);
    let rows = room_for(area, TOUCH, BETWEEN);
    let across = if classes.len() > rows { 2 } else { 1 };
    let mut touch = None;
    let mut classes = classes.iter();
    for mut column in area.grid_by(across, 1, NEAR) {
        for class in classes.by_ref().take(rows) {
            let name = [("name", class.name.as_str())];
            let words = view.say.count("desk-import-class", class.students, &name);
            let place = column.cut_top_by(TOUCH, BETWEEN);
            if dense::row_button(ui, place, None, &words, RowLook::Plain, &[]) {
                touch = Some(read(RosterSource {
                    class: Some(class.clone()),
                    ..source.clone()
                }));
            }
        }
    }
    touch
}

/// A row of the plan.
enum Row<'a> {
    /// A sentence about the whole list.
    Note(String),
    Added(&'a StudentCard),
    Changed(&'a Change),
    /// Somebody who is not in the list, and whether they leave.
    Missing(&'a crate::domain::ids::StudentId, &'a StudentCard, bool),
}

#[expect(clippy::too_many_arguments, reason = "the parts of one page")]
fn show_plan(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    mut foot: Rect,
    view: &View<'_>,
    desk: &Desk,
    notes: &[ListNote],
    part: usize,
) -> Option<DeskTouch> {
    let plan = desk.tablet.plan(view.ctx)?;
    let line = area.cut_top_by(if canvas.portrait { 136.0 } else { 44.0 }, GRID);
    let style = Style::regular(size::SMALL).centered().rows(4);
    text::label_unsaid(ui, line, &summary(view, &plan), &style);
    let mut touch = None;
    let (_, events) = desk.tablet.import(view.ctx);
    if !events.is_empty() {
        let take = view.say.text("desk-import-take");
        let place = if canvas.portrait {
            area.cut_bottom_by(chip_height(canvas), NEAR)
        } else {
            foot.cut_right_by(foot.width().min(360.0), NEAR)
        };
        if widgets::big_button(ui, place, None, &take) {
            touch = Some(DeskTouch::Tablet(TabletTouch::TakeOver));
        }
    }
    let rows = rows(view, desk, &plan, notes);
    if rows.is_empty() {
        say_in_the_middle(ui, area, &view.say.text("desk-import-same"));
        return touch;
    }
    let across = if canvas.portrait { 1 } else { 2 };
    let down = room_for(area, TOUCH, BETWEEN);
    let all = rows.len().div_ceil(across * down);
    let part = part.min(all - 1);
    let mut few = rows.iter().skip(part * across * down);
    for mut column in area.grid_by(across, 1, NEAR) {
        for row in few.by_ref().take(down) {
            let place = column.cut_top_by(TOUCH, BETWEEN);
            touch = touch.or(show_row(ui, place, view, row));
        }
    }
    touch.or(parts(ui, foot, view, part, all, DeskPage::Roster))
}

/// How many of each.
fn summary(view: &View<'_>, plan: &RosterPlan) -> String {
    let counts = [
        ("desk-import-added", plan.added.len()),
        ("desk-import-changed", plan.changed.len()),
        ("desk-import-unchanged", plan.unchanged.len()),
        ("desk-import-missing", plan.vanished.len()),
    ];
    let parts = counts.into_iter().filter(|(_, count)| *count > 0);
    let parts: Vec<_> = parts
        .map(|(key, count)| view.say.count(key, count, &[]))
        .collect();
    let summary = parts.join(" · ");
    if plan.vanished.is_empty() {
        return summary;
    }
    format!("{summary}. {}", view.say.text("desk-import-touch"))
}

fn rows<'a>(
    view: &View<'_>,
    desk: &Desk,
    plan: &'a RosterPlan,
    notes: &[ListNote],
) -> Vec<Row<'a>> {
    let groups = plan.unknown_groups(view.ctx.pack).into_iter().map(|group| {
        let group = [("group", group.as_str())];
        Row::Note(view.say.with("desk-import-group", &group))
    });
    let notes = notes
        .iter()
        .map(|note| Row::Note(note_in_words(view, note)));
    let added = plan.added.iter().map(|(_, card)| Row::Added(card));
    let changed = plan.changed.iter().map(Row::Changed);
    let missing = plan
        .vanished
        .iter()
        .map(|(student, card)| Row::Missing(student, card, desk.tablet.leaving.contains(student)));
    groups
        .chain(notes)
        .chain(added)
        .chain(changed)
        .chain(missing)
        .collect()
}

fn show_row(ui: &Ui, mut place: Rect, view: &View<'_>, row: &Row<'_>) -> Option<DeskTouch> {
    let (picture, words) = match row {
        Row::Note(note) => ("📝", note.clone()),
        Row::Added(card) => {
            let name = full_name(card);
            let words = view.say.with("desk-import-new", &[("name", &name)]);
            (card.picture.as_str(), words)
        }
        Row::Changed(change) => (change.after.picture.as_str(), changes(view, change)),
        Row::Missing(student, card, leaves) => {
            let (key, look) = if *leaves {
                ("desk-import-leaves", RowLook::Chosen)
            } else {
                ("desk-import-stays", RowLook::Sunny)
            };
            let words = view.say.with(key, &[("name", &full_name(card))]);
            let face = Some(Face::Emoji(&card.picture));
            let touched = dense::row_button(ui, place, face, &words, look, &[]);
            return touched.then(|| DeskTouch::Tablet(TabletTouch::Leaves((*student).clone())));
        }
    };
    let face = place.cut_left_by(44.0, GRID);
    pictures::emoji(ui, face.middle(vec2(40.0, 40.0)), picture);
    text::label_unsaid(ui, place, &words, &Style::regular(size::SMALL).rows(2));
    None
}

fn full_name(card: &StudentCard) -> String {
    let name = format!("{} {}", card.first_name, card.last_name);
    name.trim().to_owned()
}

/// What changes about one child.
fn changes(view: &View<'_>, change: &Change) -> String {
    let group = |id: &str| {
        let known = view
            .ctx
            .pack
            .groups
            .iter()
            .find(|group| group.id.as_str() == id);
        known.map_or(id.to_owned(), |group| {
            view.pack_text(&group.name).to_owned()
        })
    };
    let fields = change.fields().into_iter().map(|field| {
        let (key, after) = match field.field {
            Field::FirstName => ("desk-field-first-name", field.after),
            Field::LastName => ("desk-field-last-name", field.after),
            Field::Picture => ("desk-field-picture", field.after),
            Field::Group => ("desk-field-group", group(&field.after)),
            Field::Language => ("desk-field-language", field.after),
            Field::Identifier => ("desk-field-identifier", field.after),
            Field::ReadAloud => ("desk-field-read-aloud", field.after),
        };
        view.say.with(key, &[("after", &after)])
    });
    let fields: Vec<_> = fields.collect();
    format!("{}: {}", full_name(&change.before), fields.join(", "))
}

fn say_in_the_middle(ui: &Ui, area: Rect, words: &str) {
    let place = area.middle(vec2(area.width().min(900.0), area.height()));
    let style = Style::regular(size::TEXT).quiet().centered().rows(5);
    text::label_unsaid(ui, place, words, &style);
}

fn back(ui: &Ui, foot: &mut Rect, view: &View<'_>, page: DeskPage) -> Option<DeskTouch> {
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let place = foot.cut_left_by(width, NEAR);
    widgets::chip(ui, place, &back).then_some(DeskTouch::Open(page))
}

/// What a teacher should know of the list, in the language of the page.
fn note_in_words(view: &View<'_>, note: &ListNote) -> String {
    let say = view.say;
    let count = |key, count: usize| say.count(key, count, &[]);
    match note {
        ListNote::InNoClass(many) => count("desk-list-no-class", *many),
        ListNote::NoRole(many) => count("desk-list-no-role", *many),
        ListNote::Deleted(many) => count("desk-list-deleted", *many),
        ListNote::SwitchedOff(many) => count("desk-list-off", *many),
        ListNote::NoEnrollments => say.text("desk-list-everyone"),
        ListNote::Everybody(file) => say.with("desk-list-everybody", &[("file", file)]),
        ListNote::NamesSplit(file) => say.with("desk-list-split", &[("file", file)]),
        ListNote::Column {
            file,
            written,
            read,
        } => {
            let names = [
                ("file", file.as_str()),
                ("written", written),
                ("read", read),
            ];
            say.with("desk-list-column", &names)
        }
        ListNote::Grades(grades) => say.with("desk-list-grades", &[("grades", grades)]),
        ListNote::SharedIdentifiers(some) => say.with("desk-list-shared", &[("some", some)]),
    }
}
