//! "I'm ready to show what I know": a request for an assessment.

use eframe::egui::{Ui, vec2};

use crate::{
    domain::{kiosk::Touch, records::SkillRecord},
    look::{
        art::Art,
        layout::{Canvas, Cut},
        pictures,
        text::{self, Style},
        theme::{BIG_TOUCH, NEAR, size},
        widgets::{self, Face},
    },
};

use super::{Here, View, back, back_row, head};

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let focus = here.at.focus()?;
    let waiting = here
        .at
        .focus_record()
        .is_some_and(SkillRecord::is_waiting_for_assessment);
    let question = if waiting {
        "ready-waiting"
    } else {
        "ready-question"
    };
    let mut page = head(ui, canvas, view, here, &view.say.text(question), None);
    let (back_place, _) = back_row(ui, canvas, &mut page.area, view);
    let button = (!waiting).then(|| {
        let row = page
            .area
            .cut_bottom_by(canvas.either(132.0, BIG_TOUCH), NEAR);
        row.middle(vec2(row.width().min(720.0), row.height()))
    });
    let quiet = Style::regular(size::TEXT).quiet().centered().rows(2);
    let words = view.say.text("ready-about");
    let about = (!waiting).then(|| {
        let height = text::height(ui, page.area, &words, &quiet);
        page.area.cut_bottom_by(height, NEAR / 2.0)
    });
    if waiting {
        let height = page.area.height().min(360.0);
        page.area = page.area.middle(vec2(page.area.width(), height));
    }
    let bold = Style::bold(size::NAME).centered().rows(2);
    let name = view.pack_text(&focus.name);
    let height = text::height(ui, page.area, name, &bold);
    let place = page.area.cut_bottom_by(height, NEAR / 2.0);
    let side = page.area.size().min_elem().min(260.0);
    pictures::paint(ui, page.area.middle(vec2(side, side)), &focus.picture);
    text::label(ui, place, name, &bold);
    if let Some(about) = about {
        text::label(ui, about, &words, &quiet);
    }
    let asked = button.is_some_and(|place| {
        widgets::big_button(
            ui,
            place,
            Some(Face::Art(Art::ShowWhatIKnow)),
            &view.say.text("im-ready"),
        )
    });
    let touch = asked.then_some(Touch::ImReady);
    page.close(ui, view, touch.or(back(ui, back_place, view)))
}
