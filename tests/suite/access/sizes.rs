//! Fingers and eyes, measured on every screen: how large and how far apart what can be touched is,
//! in millimetres of the display, and how far sentences grow.

#![expect(
    clippy::print_stdout,
    reason = "a test here prints the table of what it measured"
)]

use std::{collections::BTreeMap, sync::Arc};

use eframe::egui::{
    Color32, ColorImage, Context, Rect, Role, Shape, SizeHint,
    epaint::ClippedShape,
    load::{ImageLoadResult, ImageLoader, ImagePoll},
    vec2,
};
use egui_kittest::kittest::NodeT as _;
use waymark::{
    domain::{
        ids::Lang,
        pack::{Inches, TextSize},
    },
    look::{
        theme::{self, Density, TEXT_PAIRS},
        words::Words,
    },
};

use crate::{
    screens::{Window, scenes},
    support::classroom::{Classroom, monday_math},
};

/// Pixels and inches of the displays that Waymark is laid out for, by how they are held.
const TEN_INCHES: [(f32, f32, f32); 4] = [
    (1280.0, 800.0, 10.1),
    (1024.0, 600.0, 10.1),
    (1920.0, 1080.0, 10.1),
    (1920.0, 1080.0, 24.0),
];
const EIGHT_INCHES: [(f32, f32, f32); 2] = [(1280.0, 800.0, 8.0), (1920.0, 1080.0, 8.0)];
const UPRIGHT: [(f32, f32, f32); 2] = [(800.0, 1280.0, 10.1), (800.0, 1280.0, 8.0)];

/// What may be 10 mm: ways back and out, and what a page offers besides its own question.
const SMALLER: [&str; 14] = [
    "not-me",
    "back",
    "more",
    "another-spot",
    "my-trail",
    "my-plan",
    "show-what-i-know",
    "my-oops",
    "a-note",
    "one-down",
    "one-up",
    "my-level-tasks",
    "practice-badge",
    "listen",
];

/// Pictures take up room and nothing else, so that thousands of screens are measured in a moment.
struct Blank;

impl ImageLoader for Blank {
    fn id(&self) -> &'static str {
        "blank"
    }

    fn load(&self, _: &Context, _: &str, _: SizeHint) -> ImageLoadResult {
        let image = Arc::new(ColorImage::filled([1, 1], Color32::WHITE));
        Ok(ImagePoll::Ready { image })
    }

    fn forget(&self, _: &str) {}

    fn forget_all(&self) {}

    fn byte_size(&self) -> usize {
        0
    }
}

/// One window of a display, in which one screen after the other is opened.
struct Bench {
    window: Window,
    /// Points to a millimetre.
    points: f32,
    name: String,
}

impl Bench {
    fn on((width, height, inches): (f32, f32, f32)) -> Self {
        let pixels = vec2(width, height);
        let density = Density::of(pixels, Inches(inches));
        let per_mm = pixels.length() / (inches * 25.4);
        let window = Window::open_on(Classroom::at(monday_math()), pixels, Inches(inches));
        if gallery().is_none() {
            window.harness.ctx.add_image_loader(Arc::new(Blank));
        }
        Self {
            window,
            points: per_mm / theme::pixels_per_point(pixels, density),
            name: format!("{width}x{height} {inches} in"),
        }
    }

    fn open(&mut self, scene: fn(&mut Classroom), lang: &str, size: TextSize) {
        let mut room = Classroom::at(monday_math());
        room.pack.tablet.language = Lang::from(lang);
        for (student, _) in room.pack.students.clone() {
            speak(&mut room, student.as_str(), lang);
        }
        scene(&mut room);
        room.pack.tablet.text_size = size;
        self.window.stage_mut().room = room;
        self.window.harness.run_steps(2);
    }

    fn buttons(&self) -> Vec<(String, Rect)> {
        let nodes = self.window.harness.root().children_recursive();
        nodes
            .filter(|node| node.accesskit_node().role() == Role::Button)
            .map(|node| {
                let name = node.accesskit_node().label().unwrap_or_default();
                (name, node.rect())
            })
            .collect()
    }

    fn texts(&self) -> Vec<Drawn> {
        drawn(&self.window.harness.output().shapes)
    }
}

/// Every child reads that language, so that a test of Spanish has all screens in Spanish.
fn speak(room: &mut Classroom, student: &str, lang: &str) {
    let student = student.into();
    let card = room.records.student(&student).unwrap().card.get().unwrap();
    let mut card = card.clone();
    card.language = Some(Lang::from(lang));
    room.happen(waymark::domain::event::Event::StudentChanged { student, card });
}

/// A text as it was drawn.
struct Drawn {
    text: String,
    size: f32,
    elided: bool,
    place: Rect,
    color: Color32,
    ground: Color32,
}

fn drawn(shapes: &[ClippedShape]) -> Vec<Drawn> {
    let mut grounds: Vec<(Rect, Color32)> = Vec::new();
    let mut found = Vec::new();
    for shape in shapes {
        walk(&shape.shape, &mut grounds, &mut found);
    }
    found
}

fn walk(shape: &Shape, grounds: &mut Vec<(Rect, Color32)>, found: &mut Vec<Drawn>) {
    match shape {
        Shape::Vec(shapes) => {
            for shape in shapes {
                walk(shape, grounds, found);
            }
        }
        Shape::Rect(rect) if rect.brush.is_none() && rect.fill != Color32::TRANSPARENT => {
            grounds.push((rect.rect, rect.fill));
        }
        Shape::Text(text) => {
            let place = text.visual_bounding_rect();
            let under = grounds
                .iter()
                .rev()
                .find(|(ground, _)| ground.contains(place.center()));
            let format = &text.galley.job.sections[0].format;
            found.push(Drawn {
                text: text.galley.text().to_owned(),
                size: format.font_id.size,
                elided: text.galley.elided,
                place,
                color: format.color,
                ground: under.map_or(theme::PAPER, |(_, color)| *color),
            });
        }
        _ => {}
    }
}

fn apart(one: Rect, other: Rect) -> f32 {
    let x = (other.min.x - one.max.x)
        .max(one.min.x - other.max.x)
        .max(0.0);
    let y = (other.min.y - one.max.y)
        .max(one.min.y - other.max.y)
        .max(0.0);
    x.hypot(y)
}

/// Where to draw every screen to, with `WAYMARK_GALLERY=DIR`.
fn gallery() -> Option<std::path::PathBuf> {
    std::env::var_os("WAYMARK_GALLERY").map(Into::into)
}

/// The sentences that name what may be 10 mm, up to what is filled in.
fn smaller() -> Vec<String> {
    let words = Words::load();
    let langs = [Lang::from("en"), Lang::from("es")];
    langs
        .iter()
        .flat_map(|lang| SMALLER.map(|key| words.speak(lang).text(key)))
        .map(|words| words.split('{').next().unwrap().trim().to_owned())
        .collect()
}

/// What was found on one display: the least of each kind, and everything that is wrong.
#[derive(Default)]
struct Found {
    least: BTreeMap<&'static str, (f32, String)>,
    growths: Vec<(f32, String)>,
    wrong: Vec<String>,
}

impl Found {
    fn note(&mut self, kind: &'static str, found: f32, wanted: f32, place: &str) {
        if found < wanted - 0.01 {
            self.wrong
                .push(format!("{place}: {found:.1} mm of {wanted}"));
        }
        let entry = self.least.entry(kind).or_insert((f32::MAX, String::new()));
        if found < entry.0 {
            *entry = (found, place.to_owned());
        }
    }

    /// Large enough for a finger, far enough from the next one.
    fn fingers(&mut self, bench: &Bench, scene: &str, smaller: &[String]) {
        let screen = bench.window.harness.ctx.content_rect();
        let buttons = bench.buttons();
        for (at, (name, rect)) in buttons.iter().enumerate() {
            let place = format!("{scene}: {name}");
            let is_small = smaller.iter().any(|small| name.starts_with(small.as_str()));
            let (kind, wanted) = if is_small {
                ("the rest", 10.0)
            } else {
                ("what matters", 18.0)
            };
            let side = rect.size().min_elem() / bench.points;
            self.note(kind, side, wanted, &place);
            for (other, below) in &buttons[at + 1..] {
                let gap = apart(*rect, *below) / bench.points;
                self.note("apart", gap, 8.0, &format!("{place} | {other}"));
            }
            if !screen.contains_rect(*rect) {
                self.wrong.push(format!("{place} leaves the screen"));
            }
        }
    }

    /// Whole, on the screen, under nothing else, and in a pair of colours whose contrast is known.
    fn eyes(&mut self, bench: &Bench, scene: &str, texts: &[Drawn]) {
        let screen = bench.window.harness.ctx.content_rect();
        assert!(!texts.is_empty(), "{scene} says nothing");
        for (at, text) in texts.iter().enumerate() {
            let mut tell = |what: &str| {
                self.wrong
                    .push(format!("{scene}: \"{}\" {what}", text.text));
            };
            // A name without an end is cut on purpose, and on a teacher's board a long one.
            let name = scene.contains("endless")
                || scene.starts_with("desk-") && text.text.starts_with("Maximiliano");
            if text.elided && !name {
                tell("is cut short");
            }
            if !screen.contains_rect(text.place) {
                tell("leaves the screen");
            }
            let listed = TEXT_PAIRS
                .iter()
                .any(|(tone, ground)| (tone.color(), *ground) == (text.color, text.ground));
            if !listed {
                tell(&format!("is {:?} on {:?}", text.color, text.ground));
            }
            // A banner lies over the page on purpose.
            let others = texts[at + 1..]
                .iter()
                .filter(|_| !scene.starts_with("banner"));
            for other in others {
                let both = text.place.intersect(other.place);
                if both.width() > 2.0 && both.height() > 3.0 {
                    tell(&format!("lies over \"{}\"", other.text));
                }
            }
        }
    }

    /// How much larger the same sentences are. Headings, large already, are not among them, nor ways
    /// back and out.
    fn growth(&mut self, scene: &str, before: &[Drawn], after: &[Drawn], aside: &[String]) {
        for text in after.iter().filter(|text| !aside.contains(&text.text)) {
            let was = before
                .iter()
                .filter(|was| was.text == text.text && was.size <= 36.0)
                .map(|was| was.size)
                .reduce(f32::max);
            if let Some(was) = was {
                let place = format!("{scene}: \"{}\" {was} to {}", text.text, text.size);
                self.growths.push((text.size / was, place));
            }
        }
    }

    fn print(&mut self, display: &str) {
        println!("{display}");
        for (kind, (found, place)) in &self.least {
            println!("    least, {kind:<12} {found:5.1} mm  {place}");
        }
        self.growths.sort_by(|one, other| one.0.total_cmp(&other.0));
        let all = self.growths.len();
        let aim = self
            .growths
            .iter()
            .filter(|(growth, _)| *growth >= 1.4)
            .count();
        let percent = aim * 100 / all.max(1);
        println!(
            "    at 150 %: {percent} % of {all} sentences are 1.4 times as large or more; least:"
        );
        for (growth, place) in self.growths.iter().take(28) {
            println!("        {growth:.2}  {place}");
        }
    }
}

/// Opens every screen in both languages and two text sizes, and measures all there is.
fn measure(displays: &[(f32, f32, f32)], floor: f32) {
    let only = std::env::var("WAYMARK_GALLERY_ONLY").unwrap_or_default();
    let smaller = smaller();
    let mut wrong = Vec::new();
    for display in displays {
        let mut bench = Bench::on(*display);
        let mut found = Found::default();
        let wanted = scenes()
            .into_iter()
            .filter(|(name, _)| name.contains(&only));
        for (name, open) in wanted {
            // Spanish is the longer one; both are measured on the first display.
            let langs: &[&str] = if *display == displays[0] {
                &["en", "es"]
            } else {
                &["es"]
            };
            for lang in langs {
                let mut look = |size| {
                    bench.open(open, lang, size);
                    let scene = format!("{name} {lang} {size:?}");
                    found.fingers(&bench, &scene, &smaller);
                    let texts = bench.texts();
                    found.eyes(&bench, &scene, &texts);
                    if let Some(folder) = gallery() {
                        let file = format!("{scene} {}.png", bench.name).replace(' ', "-");
                        let image = bench.window.harness.render().unwrap();
                        image.save(folder.join(file)).unwrap();
                    }
                    texts
                };
                let before = look(TextSize::Normal);
                let after = look(TextSize::Largest);
                found.growth(&format!("{name} {lang}"), &before, &after, &smaller);
            }
        }
        found.print(&bench.name);
        if let Some((growth, place)) = found.growths.first().filter(|(least, _)| *least < floor) {
            found
                .wrong
                .push(format!("{place} grows by {growth:.2} only"));
        }
        wrong.extend(
            found
                .wrong
                .iter()
                .map(|what| format!("{}: {what}", bench.name)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ten_inches_and_more_lying_fit_fingers_and_eyes() {
    measure(&TEN_INCHES, 1.0);
}

/// A teacher's pages are denser: everything that can be touched is 10 mm and stands by itself.
#[test]
fn a_teachers_pages_fit_fingers_and_eyes() {
    let mut wrong = Vec::new();
    // On the last one, the narrowest, the keys: elsewhere ten of them stand side by side.
    let [upright, narrow] = UPRIGHT;
    for display in [
        TEN_INCHES[0],
        TEN_INCHES[1],
        EIGHT_INCHES[0],
        upright,
        narrow,
    ] {
        let mut bench = Bench::on(display);
        let mut found = Found::default();
        let scenes = crate::desk::scenes().into_iter().filter(|(name, _)| {
            let has_keys = name.starts_with("desk-write") || name.starts_with("desk-search");
            has_keys || display != narrow
        });
        for (name, open) in scenes {
            for lang in ["en", "es"] {
                bench.open(open, lang, TextSize::Normal);
                let scene = format!("{name} {lang}");
                found.eyes(&bench, &scene, &bench.texts());
                let screen = bench.window.harness.ctx.content_rect();
                let buttons = bench.buttons();
                for (at, (name, rect)) in buttons.iter().enumerate() {
                    let place = format!("{scene}: {name}");
                    let side = rect.size().min_elem() / bench.points;
                    found.note("a teacher's", side, 10.0, &place);
                    for (other, below) in &buttons[at + 1..] {
                        let gap = apart(*rect, *below) / bench.points;
                        found.note("apart", gap, 1.0, &format!("{place} | {other}"));
                    }
                    if !screen.contains_rect(*rect) {
                        found.wrong.push(format!("{place} leaves the screen"));
                    }
                }
            }
        }
        found.print(&bench.name);
        let told = found.wrong.into_iter();
        wrong.extend(told.map(|what| format!("{}: {what}", bench.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn eight_inches_lying_fit_fingers_and_eyes() {
    measure(&EIGHT_INCHES, 1.0);
}

#[test]
fn tablets_held_upright_fit_fingers_and_eyes() {
    measure(&UPRIGHT, 1.0);
}
