//! Joining a class: the question, the wait, and what came of it. Nothing in it is about a child.

use eframe::egui::{Ui, vec2};

use crate::{
    domain::kiosk::{JoinRefusal, Joining, Touch},
    look::{
        art::Art,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, NEAR, size},
        widgets,
    },
};

use super::{View, chip_height};

/// What a page says.
pub(super) struct Told {
    /// Its picture.
    pub(super) art: Art,
    /// Its heading.
    pub(super) title: String,
    /// What else there is to say.
    pub(super) about: String,
}

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, joining: &Joining) -> Option<Touch> {
    let say = view.say;
    let told = told(view, joining);
    let (no, yes) = (say.text("desk-join-no"), say.text("desk-join-yes"));
    let done = say.text("desk-join-done");
    let offers = match joining {
        Joining::Fetches(_) => [None, None],
        Joining::Asks(_) => [
            Some((no.as_str(), Touch::Join(false))),
            Some((yes.as_str(), Touch::Join(true))),
        ],
        Joining::Joined(_) | Joining::Refused(_) => {
            [None, Some((done.as_str(), Touch::Join(false)))]
        }
    };
    page(ui, canvas, &told, offers)
}

fn told(view: &View<'_>, joining: &Joining) -> Told {
    let say = view.say;
    let named = |key: &str, name: &str| say.with(key, &[("class", name)]);
    let (art, title, about) = match joining {
        Joining::Asks(code) => {
            let place = code.place.in_words();
            let about = say.with("desk-join-about", &[("place", &place)]);
            (Art::Class, named("desk-join-ask", &code.name), about)
        }
        Joining::Fetches(code) => (
            Art::Class,
            named("desk-join-fetches", &code.name),
            say.text("desk-join-wait"),
        ),
        Joining::Joined(code) => {
            let students = view.ctx.records.students().count();
            (
                Art::AllSet,
                named("desk-join-joined", &code.name),
                say.count("desk-join-students", students, &[]),
            )
        }
        Joining::Refused(why) => (
            Art::NotSaved,
            say.text("desk-join-refused"),
            say.text(reason(*why)),
        ),
    };
    Told { art, title, about }
}

/// A picture, what is said, and two places below it: for a quiet answer, and for the one that leads on.
pub(super) fn page(
    ui: &Ui,
    canvas: Canvas,
    told: &Told,
    offers: [Option<(&str, Touch)>; 2],
) -> Option<Touch> {
    let mut area = canvas.area;
    let foot = area.cut_bottom_by(chip_height(canvas), NEAR);
    let picture = area.cut_top_by(area.height() * 0.42, GRID);
    let side = picture.size().min_elem().min(300.0);
    told.art.paint(ui, picture.middle(vec2(side, side)));
    let style = Style::bold(size::HEADING).centered().rows(2);
    text::label_unsaid(ui, area.cut_top_by(110.0, GRID), &told.title, &style);
    let style = Style::regular(size::TEXT).centered().rows(4).top();
    text::label_unsaid(ui, area, &told.about, &style);
    let mut places = foot.grid_by(2, 1, NEAR).into_iter();
    let (left, right) = (places.next()?, places.next()?);
    let [quiet, on] = offers;
    let quiet = quiet.filter(|(words, _)| widgets::chip(ui, left, words));
    let on = on.filter(|(words, _)| widgets::big_button(ui, right, None, words));
    on.or(quiet).map(|(_, touch)| touch)
}

fn reason(why: JoinRefusal) -> &'static str {
    match why {
        JoinRefusal::HasRecords => "desk-join-has-records",
        JoinRefusal::NoFolder => "desk-join-no-folder",
        JoinRefusal::Expired => "desk-join-expired",
        JoinRefusal::Unknown => "desk-join-unknown",
        JoinRefusal::OtherClass => "desk-join-other-class",
        JoinRefusal::OtherPlace => "desk-join-other-place",
        JoinRefusal::Away => "desk-join-away",
    }
}
