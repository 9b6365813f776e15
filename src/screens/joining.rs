//! Joining a class: the question, the wait, and what came of it. Nothing in it is about a child.

use eframe::egui::{Ui, vec2};

use crate::{
    domain::kiosk::{JoinRefusal, JoinTouch, Joining, Kiosk, Touch},
    look::{
        art::Art,
        layout::{Canvas, Cut},
        mirror::Mirror,
        text::{self, Style},
        theme::{GRID, NEAR, size},
        widgets,
        words::{self, Say},
    },
};

use super::{chip_height, join_how};

/// What a page says.
pub(super) struct Told {
    /// Its picture.
    pub(super) art: Art,
    /// Its heading.
    pub(super) title: String,
    /// What else there is to say.
    pub(super) about: String,
}

/// All that these pages look at: there may be no class pack.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// The sentences.
    pub say: Say<'a>,
    /// How far joining is.
    pub kiosk: &'a Kiosk,
    /// How many students are in the class; nothing where there is no class pack yet.
    pub students: Option<usize>,
    /// What the camera sees, on a tablet with one that works.
    pub mirror: Option<Mirror>,
}

/// What is drawn in the place of another page, if anything is.
pub enum Instead {
    /// Nothing: the other page is to be drawn.
    Nothing,
    /// A page, and what was touched on it.
    Shown(Option<Touch>),
}

/// The page, where a class is being joined.
pub(super) fn show(ui: &Ui, canvas: Canvas, about: &About<'_>) -> Instead {
    let Some(joining) = about.kiosk.joining() else {
        return Instead::Nothing;
    };
    if let Joining::How(typed) = joining {
        return Instead::Shown(join_how::show(ui, canvas, about, typed));
    }
    let told = told(about, joining);
    let words = |key: &str| about.say.text(key);
    let (no, yes) = (words("desk-join-no"), words("desk-join-yes"));
    let (done, stop) = (words("desk-join-done"), words("desk-join-stop"));
    let offers = match joining {
        Joining::How(_) => [None, None],
        Joining::Fetches(_) => [Some((stop.as_str(), Touch::Join(JoinTouch::Stop))), None],
        Joining::Asks(_) => [
            Some((no.as_str(), Touch::Join(JoinTouch::Leave))),
            Some((yes.as_str(), Touch::Join(JoinTouch::Yes))),
        ],
        Joining::Joined(_) | Joining::Refused(_) => {
            [None, Some((done.as_str(), Touch::Join(JoinTouch::Leave)))]
        }
    };
    Instead::Shown(page(ui, canvas, &told, offers))
}

fn told(about: &About<'_>, joining: &Joining) -> Told {
    let say = about.say;
    let named = |key: &str, name: &str| say.with(key, &[("class", name)]);
    let (art, title, about) = match joining {
        Joining::How(_) => (Art::Class, say.text("desk-join"), String::new()),
        Joining::Asks(code) => {
            let place = code.place.in_words();
            let about = say.with("desk-join-about", &[("place", &place)]);
            (Art::Class, named("desk-join-ask", &code.name), about)
        }
        Joining::Fetches(code) => (
            Art::Class,
            named("desk-join-fetches", &code.name),
            fetched(about),
        ),
        Joining::Joined(code) => (
            Art::AllSet,
            named("desk-join-joined", &code.name),
            match about.students {
                Some(students) => say.count("desk-join-students", students, &[]),
                None => say.text("desk-join-files"),
            },
        ),
        Joining::Refused(why) => (
            Art::NotSaved,
            say.text("desk-join-refused"),
            say.text(reason(*why)),
        ),
    };
    Told { art, title, about }
}

/// How far it is.
fn fetched(about: &About<'_>) -> String {
    match about.kiosk.sharing().fetched {
        Some((done, all)) => {
            let [done, all] = [done, all].map(words::grouped);
            let names = [("done", done.as_str()), ("all", all.as_str())];
            about.say.with("desk-join-count", &names)
        }
        None => about.say.text("desk-join-wait"),
    }
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
        JoinRefusal::Damaged => "desk-join-damaged",
        JoinRefusal::OtherPlace => "desk-join-other-place",
        JoinRefusal::NotLetIn => "desk-join-not-let-in",
        JoinRefusal::Away => "desk-join-away",
    }
}
