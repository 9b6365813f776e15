//! The export of one child's data alone, for a parent who asks for it and before a child is deleted for
//! good: what is in it, when it was made last, and where it can go now.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        exporting::{ExportState, ExportTo, folder_of_child},
        ids::StudentId,
        kiosk::{CardDraft, Desk, DeskPage, DeskTouch, TabletTouch},
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets,
    },
};

use super::{
    super::{View, chip_height},
    export, facts,
};

/// How high the sentence of what goes on is, and the two below it together.
const STATE: f32 = 124.0;
const LINES: f32 = 190.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    student: &StudentId,
) -> Option<DeskTouch> {
    let card = view.ctx.records.card(student)?;
    let back = view.say.text("back");
    let mut foot = area.cut_bottom_by(chip_height(canvas), GRID);
    let width = widgets::chip_width(ui, &back);
    let goes_back = widgets::chip(ui, foot.cut_left(width), &back);
    let head = area.cut_top_by(52.0, GRID);
    let named = [("name", card.first_name.as_str())];
    let style = Style::bold(size::NAME).centered();
    let title = view.say.with("desk-child-export-title", &named);
    text::heading(ui, head, &title, &style);
    let offers = export::offers(view, desk);
    let down = offers.len().max(1);
    #[expect(clippy::cast_precision_loss, reason = "a handful of buttons")]
    let height = down as f32 * (TOUCH + GRID) - GRID;
    let told_of = state(view, desk, student);
    let wanted = if told_of.is_some() { STATE } else { 0.0 } + LINES + 2.0 * NEAR;
    let most = area.height() - height - NEAR;
    let paper = area.cut_top_by(wanted.min(most), NEAR);
    widgets::card(ui, paper);
    let mut inner = paper.shrink(NEAR);
    if let Some((sign, words)) = told_of {
        let place = inner.cut_top_by((inner.height() * 0.4).min(STATE), GRID);
        export::tell_state(ui, place, sign, &words);
    }
    let lines = [
        view.say.with("desk-child-export-about", &named),
        exported(view, desk, student),
    ];
    for (words, place) in lines.iter().zip(inner.grid_by(1, lines.len(), GRID)) {
        let style = Style::regular(size::SMALL).rows(3);
        text::label_unsaid(ui, place, words, &style);
    }
    let buttons = area.cut_top_by(height, 0.0);
    let mut touch = None;
    if offers.is_empty() && !export::is_running(desk) {
        let words = view.say.text("desk-export-no-stick");
        let style = Style::regular(size::TEXT).quiet().centered().rows(2);
        text::label_unsaid(ui, buttons, &words, &style);
    }
    for (place, (words, to)) in buttons.grid_by(1, down, GRID).into_iter().zip(offers) {
        if dense::row_button(ui, place, None, &words, RowLook::Sunny, &[]) {
            let asked = TabletTouch::ExportChild(student.clone(), to);
            touch = Some(DeskTouch::Tablet(asked));
        }
    }
    let draft = CardDraft::of(view.ctx.records, student).filter(|_| goes_back);
    let card = |draft| DeskTouch::Open(DeskPage::Card(Box::new(draft)));
    touch.or(draft.map(card))
}

/// Whether their data alone was exported, when and where, in a sentence.
pub(super) fn exported(view: &View<'_>, desk: &Desk, student: &StudentId) -> String {
    let card = view.ctx.records.card(student);
    let name = card.map_or("", |card| card.first_name.as_str());
    let Some(last) = desk.child_exported(student) else {
        return view.say.with("desk-child-export-never", &[("name", name)]);
    };
    let day = if last.at.date() == view.ctx.moment.wall.date() {
        view.say.text("desk-today")
    } else {
        view.say.date("desk-day", last.at.date())
    };
    let when = format!("{day} {}", facts::time(last.at));
    let place = export::place(view, &last.to);
    let named = [("name", name), ("when", when.as_str()), ("where", &place)];
    view.say.with("desk-child-export-last", &named)
}

/// How it goes, in a sentence; of another export only that it is under way.
fn state(view: &View<'_>, desk: &Desk, student: &StudentId) -> Option<export::Told> {
    let exports = &desk.tablet.exports;
    let is_this = exports.of.as_ref() == Some(student);
    let (sign, words) = export::state(view, desk)?;
    match &exports.state {
        ExportState::Running(..) => Some((sign, words)),
        ExportState::Done(to) if is_this => {
            let folder = folder_of_child(student, view.ctx.records.card(student));
            let (key, named) = match to {
                ExportTo::Stick(_) => ("desk-child-export-on-stick", to.name()),
                ExportTo::Folder(path) => (
                    "desk-export-in-folder",
                    path.join(&folder).display().to_string(),
                ),
            };
            let named = [
                ("name", named.as_str()),
                ("path", named.as_str()),
                ("folder", folder.as_str()),
            ];
            Some((sign, view.say.with(key, &named)))
        }
        _ => Some((sign, words)).filter(|_| is_this),
    }
}
