//! "I'm ready to show what I know": a request for an assessment.

use eframe::egui::{Ui, vec2};

use crate::{
    domain::kiosk::Touch,
    look::{
        art::Art,
        layout::{Canvas, Cut},
        pictures,
        text::{self, Style},
        theme::{self, size},
        widgets::{self, Face},
    },
};

use super::{Here, View, back, head};

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let focus = here.at.focus()?;
    let waiting = here
        .at
        .focus_record()
        .is_some_and(super::super::domain::records::SkillRecord::is_waiting_for_assessment);
    let question = if waiting {
        "ready-waiting"
    } else {
        "ready-question"
    };
    let (mut area, not_me) = head(ui, canvas, view, here, &view.say.text(question), None);
    let mut touch = not_me.or(back(ui, &mut area, view).then_some(Touch::Back));
    if !waiting {
        let button = area.cut_bottom(132.0);
        let button = button.middle(vec2(button.width().min(720.0), 132.0));
        if widgets::big_button(
            ui,
            button,
            Some(Face::Art(Art::ShowWhatIKnow)),
            &view.say.text("im-ready"),
        ) {
            touch = Some(Touch::ImReady);
        }
        let about = area.cut_bottom(44.0);
        let quiet = Style::regular(size::TEXT).color(theme::QUIET).centered();
        text::label(ui, about, &view.say.text("ready-about"), &quiet);
    }
    let name = area.cut_bottom(56.0);
    text::label(
        ui,
        name,
        view.pack_text(&focus.name),
        &Style::bold(size::NAME).centered(),
    );
    let side = area.size().min_elem().min(260.0);
    pictures::paint(ui, area.middle(vec2(side, side)), &focus.picture);
    touch
}
