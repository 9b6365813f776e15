//! A note from the teacher, which greets the child until it is read.

use eframe::egui::{Ui, vec2};

use crate::{
    domain::{ids::EntryId, kiosk::Touch},
    look::{
        art::Art,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::size,
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
    let (mut area, not_me) = head(
        ui,
        canvas,
        view,
        here,
        &view.say.text("note-from-teacher"),
        None,
    );
    let foot = area.cut_bottom(120.0);
    let thanked = widgets::big_button(
        ui,
        foot.middle(vec2(foot.width().min(560.0), 120.0)),
        None,
        &view.say.text("thanks"),
    );
    let words = here
        .at
        .record
        .notes
        .get(note)
        .and_then(|note| note.text.as_deref())
        .unwrap_or_default();
    let place = area.middle(vec2(area.width().min(960.0), area.height().min(420.0)));
    widgets::sunny_card(ui, place);
    let mut inner = place.shrink(36.0);
    let envelope = inner.cut_left(120.0);
    Art::ANote.paint(ui, envelope.middle(vec2(120.0, 120.0)));
    text::label(ui, inner, words, &Style::regular(size::NAME).rows(6));
    not_me.or(thanked.then_some(Touch::NoteRead))
}
