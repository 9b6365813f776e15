//! A note from the teacher, which greets the child until it is read.

use eframe::egui::{Ui, vec2};

use crate::{
    domain::{ids::EntryId, kiosk::Touch},
    look::{
        art::Art,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{BIG_TOUCH, NEAR, size},
        widgets,
    },
};

use super::{Here, View, head};

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    here: Here<'_>,
    note: &EntryId,
) -> Option<Touch> {
    let mut page = head(
        ui,
        canvas,
        view,
        here,
        &view.say.text("note-from-teacher"),
        None,
    );
    let foot = page
        .area
        .cut_bottom_by(canvas.either(120.0, BIG_TOUCH), NEAR);
    let words = here
        .at
        .record
        .notes
        .get(note)
        .and_then(|note| note.text.as_deref())
        .unwrap_or_default();
    let area = page.area;
    let place = area.middle(vec2(area.width().min(960.0), area.height().min(420.0)));
    widgets::sunny_card(ui, place);
    let side = canvas.either(112.0, 72.0);
    let mut inner = place.shrink(canvas.either(36.0, 20.0));
    let envelope = inner.cut_left_by(side, NEAR);
    Art::ANote.paint(ui, envelope.middle(vec2(side, side)));
    text::label(ui, inner, words, &Style::regular(size::NAME).rows(6));
    let thanked = widgets::big_button(
        ui,
        foot.middle(vec2(foot.width().min(560.0), foot.height())),
        None,
        &view.say.text("thanks"),
    );
    page.close(ui, view, thanked.then_some(Touch::NoteRead))
}
