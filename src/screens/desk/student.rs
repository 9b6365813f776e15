//! What is known of a child, to be changed and kept: names, picture, group, language, voice, and
//! whether the level is behind a press. Nothing is kept before *Keep it*.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        ids::Lang,
        kiosk::{CardDraft, CardProblem, DeskPage, DeskTouch, NameField, TypedFor},
        pack::{ShowLevel, StudentCard},
        roster::free_animals,
        utterance::ReadAloud,
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, TOUCH, size},
        widgets,
    },
};

use super::{
    super::{View, chip_height},
    room_for,
};

/// Between two choices.
const BETWEEN: f32 = 8.0;
/// Between two rows where there is little room.
const ROWS: f32 = 10.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    draft: &CardDraft,
) -> Option<DeskTouch> {
    let foot = area.cut_bottom_by(chip_height(canvas), GRID);
    // A tablet that stands has no room for it beside the others.
    let apart = canvas
        .portrait
        .then(|| area.cut_bottom_by(chip_height(canvas), GRID));
    let mut touch = show_foot(ui, foot, apart, view, draft);
    let mut names = area.cut_top_by(TOUCH, ROWS);
    let animal = names.cut_left_by(TOUCH * 1.5, BETWEEN);
    let words = view.say.text("desk-animal");
    if dense::picture_button(ui, animal, &draft.card.picture, &words, RowLook::Plain) {
        touch = Some(DeskTouch::Open(DeskPage::Animals(Box::new(draft.clone()))));
    }
    let fields = [
        (NameField::First, "desk-first-name", &draft.card.first_name),
        (NameField::Last, "desk-last-name", &draft.card.last_name),
    ];
    for ((field, key, name), place) in fields.into_iter().zip(names.grid_by(2, 1, BETWEEN)) {
        let label = view.say.text(key);
        let (words, look) = if name.is_empty() {
            (label, RowLook::Sunny)
        } else {
            (name.clone(), RowLook::Plain)
        };
        if dense::row_button(ui, place, None, &words, look, &[]) {
            let to = TypedFor::Name(Box::new(draft.clone()), field);
            touch = Some(DeskTouch::Open(to.begin(name)));
        }
    }
    touch.or(choices(ui, canvas, area, view, draft))
}

/// The way back, what is wrong, out of the class, and keeping it.
fn show_foot(
    ui: &Ui,
    mut foot: Rect,
    mut apart: Option<Rect>,
    view: &View<'_>,
    draft: &CardDraft,
) -> Option<DeskTouch> {
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let goes_back = widgets::chip(ui, foot.cut_left_by(width, GRID), &back)
        .then_some(DeskTouch::Open(DeskPage::Children(0)));
    let keep = match (draft.problem, &draft.student) {
        (Some(CardProblem::SameName), _) => "desk-keep-both",
        (_, None) => "desk-add-now",
        (_, Some(_)) => "desk-keep",
    };
    let keep = view.say.text(keep);
    let width = widgets::chip_width(ui, &keep).max(180.0);
    let place = foot.cut_right_by(width, GRID);
    let keeps =
        dense::row_button(ui, place, None, &keep, RowLook::Chosen, &[]).then_some(DeskTouch::Keep);
    let wrong = draft.problem.map(|problem| match problem {
        CardProblem::NoName => "desk-no-name",
        CardProblem::LongName => "desk-long-name",
        CardProblem::SameName => "desk-same-name",
    });
    if let Some(wrong) = wrong {
        let style = Style::regular(size::SMALL).centered().rows(2);
        text::notice(ui, foot, &view.say.text(wrong), &style);
        return goes_back.or(keeps);
    }
    let Some(student) = &draft.student else {
        return goes_back.or(keeps);
    };
    let ways = [
        ("desk-leaves", DeskPage::Leaves(student.clone())),
        ("desk-child-export", DeskPage::ExportChild(student.clone())),
    ];
    let mut touch = goes_back.or(keeps);
    for (key, page) in ways {
        let words = view.say.text(key);
        let width = widgets::chip_width(ui, &words);
        let row = match (&page, &mut apart) {
            (DeskPage::ExportChild(_), Some(apart)) => apart,
            _ => &mut foot,
        };
        if widgets::chip(ui, row.cut_right_by(width, GRID), &words) {
            touch = Some(DeskTouch::Open(page));
        }
    }
    touch
}

/// A choice: what it is called, whether it is the one, and what the card is with it.
type Choice = (String, bool, Box<CardDraft>);

fn choices(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    draft: &CardDraft,
) -> Option<DeskTouch> {
    let high = if canvas.portrait { TOUCH + 40.0 } else { TOUCH };
    let mut touch = row(
        ui,
        canvas,
        area.cut_top_by(high, ROWS),
        &view.say.text("desk-group"),
        groups(view, draft),
    );
    let voice = row(
        ui,
        canvas,
        area.cut_top_by(high, ROWS),
        &view.say.text("desk-voice"),
        voices(view, draft),
    );
    touch = touch.or(voice);
    let (left, right) = if area.height() > 2.0 * (high + ROWS) {
        let above = area.cut_top_by(high, ROWS);
        (above, area.cut_top_by(high, ROWS))
    } else {
        let mut both = area.cut_top_by(high, ROWS);
        let left = both.cut_left_by(both.width() * 0.55, GRID);
        (left, both)
    };
    let words = view.say.text("desk-language");
    touch = touch.or(row(ui, canvas, left, &words, languages(view, draft)));
    let words = view.say.text("desk-level");
    touch.or(row(ui, canvas, right, &words, levels(view, draft)))
}

/// A setting and what it may be.
fn row(
    ui: &Ui,
    canvas: Canvas,
    mut place: Rect,
    words: &str,
    choices: Vec<Choice>,
) -> Option<DeskTouch> {
    let label = if canvas.portrait {
        place.cut_top_by(36.0, 4.0)
    } else {
        place.cut_left_by(canvas.either(180.0, 150.0), BETWEEN)
    };
    let style = Style::bold(size::SMALL).rows(2);
    text::label_unsaid(ui, label, words, &style);
    let mut touch = None;
    let places = place.grid_by(choices.len(), 1, BETWEEN);
    for ((named, chosen, draft), place) in choices.into_iter().zip(places) {
        let look = if chosen {
            RowLook::Chosen
        } else {
            RowLook::Plain
        };
        if dense::row_button(ui, place, None, &named, look, &[]) {
            touch = Some(DeskTouch::Open(DeskPage::Card(draft)));
        }
    }
    touch
}

fn groups(view: &View<'_>, draft: &CardDraft) -> Vec<Choice> {
    let own = draft.card.group.as_ref();
    // A group that was set for many at once can be another one, but not none.
    let record = draft
        .student
        .as_ref()
        .and_then(|id| view.ctx.records.student(id));
    let may_be_none = record.is_none_or(|record| record.group.get().is_none());
    let none = (
        view.say.text("desk-no-group"),
        own.is_none(),
        draft.with(|card| card.group = None),
    );
    let groups = view.ctx.pack.groups.iter().map(|group| {
        let name = view.pack_text(&group.name).to_owned();
        let with = draft.with(|card| card.group = Some(group.id.clone()));
        (name, own == Some(&group.id), with)
    });
    groups.chain(may_be_none.then_some(none)).collect()
}

fn voices(view: &View<'_>, draft: &CardDraft) -> Vec<Choice> {
    let voices = [
        (None, "desk-as-tablet"),
        (Some(ReadAloud::Always), "desk-voice-always"),
        (Some(ReadAloud::Button), "desk-voice-button"),
        (Some(ReadAloud::Off), "desk-voice-off"),
    ];
    of(view, draft, voices, |card| &mut card.read_aloud)
}

fn levels(view: &View<'_>, draft: &CardDraft) -> Vec<Choice> {
    let levels = [
        (None, "desk-as-class"),
        (Some(ShowLevel::Press), "desk-level-press"),
    ];
    of(view, draft, levels, |card| &mut card.show_level)
}

fn languages(view: &View<'_>, draft: &CardDraft) -> Vec<Choice> {
    let languages = [
        (None, "desk-as-tablet"),
        (Some(Lang::from("en")), "desk-english"),
        (Some(Lang::from("es")), "desk-spanish"),
    ];
    of(view, draft, languages, |card| &mut card.language)
}

/// The choices for one field of the card.
fn of<T: Clone + PartialEq, const N: usize>(
    view: &View<'_>,
    draft: &CardDraft,
    choices: [(Option<T>, &str); N],
    field: fn(&mut StudentCard) -> &mut Option<T>,
) -> Vec<Choice> {
    let own = field(&mut draft.card.clone()).clone();
    let choices = choices.into_iter().map(|(value, key)| {
        let chosen = own == value;
        let with = draft.with(|card| *field(card) = value);
        (view.say.text(key), chosen, with)
    });
    choices.collect()
}

/// The pictures that nobody else has.
pub(super) fn animals(
    ui: &Ui,
    mut area: Rect,
    view: &View<'_>,
    draft: &CardDraft,
) -> Option<DeskTouch> {
    let mut head = area.cut_top_by(TOUCH, GRID);
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let mut touch = widgets::chip(ui, head.cut_left_by(width, GRID), &back)
        .then(|| DeskTouch::Open(DeskPage::Card(Box::new(draft.clone()))));
    let words = view.say.text("desk-animals");
    text::heading(ui, head, &words, &Style::bold(size::TEXT).centered());
    let free = free_animals(view.ctx.records, draft.student.as_ref());
    let rows = room_for(area, TOUCH, BETWEEN);
    let columns = free.len().div_ceil(rows).max(6);
    let rows = free.len().div_ceil(columns).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let most = vec2(area.width(), rows as f32 * (1.5 * TOUCH + BETWEEN));
    area.max.y = area.max.y.min(area.min.y + most.y);
    let places = area.grid_by(columns, rows, BETWEEN);
    for (place, animal) in places.into_iter().zip(free) {
        let look = if draft.card.picture == animal {
            RowLook::Chosen
        } else {
            RowLook::Plain
        };
        if dense::picture_button(ui, place, animal, animal, look) {
            let draft = draft.with(|card| animal.clone_into(&mut card.picture));
            touch = Some(DeskTouch::Open(DeskPage::Card(draft)));
        }
    }
    touch
}
