//! Every screen, at every size and in both languages: what it says, what can be touched, and that
//! nothing overlaps or is lost. `gallery` draws the same screens to pictures.

use eframe::egui::{self, Context, Rect, Role, Vec2, vec2};
use egui_kittest::{
    Harness, SnapshotOptions,
    kittest::{NodeT as _, Queryable as _},
};
use waymark::{
    domain::{
        badge::{Tap, TapSource},
        event::{Event, HowItWent, OopsKind, VoidReason},
        health::JournalProblem,
        ids::{Lang, StudentId},
        kiosk::{Input, Page, Touch, Trouble},
        pack::{CameraChoice, Inches, ShowLevel},
        text::Picture,
    },
    look::{
        mirror::{Glass, Mirror},
        motion::Motion,
        theme::{self, Density},
        words::Words,
    },
    screens::{self, PracticeBadge, View, problems::ProblemsTouch},
};

use crate::support::{
    badge_shots,
    classroom::{Classroom, badge_of, monday_math, named_in},
};

/// The sizes that Waymark is drawn for, in pixels.
pub const SIZES: [(f32, f32); 4] = [
    (1280.0, 800.0),
    (1024.0, 600.0),
    (1920.0, 1080.0),
    (800.0, 1280.0),
];

/// How to get to a screen.
pub type Scene = (&'static str, fn(&mut Classroom));

/// Every screen by name.
pub fn scenes() -> Vec<Scene> {
    [
        hello_scenes(),
        reflect_scenes(),
        task_scenes(),
        other_scenes(),
        rare_scenes(),
        crate::rough::scenes(),
        crate::forgotten::scenes(),
    ]
    .concat()
}

fn hello_scenes() -> Vec<Scene> {
    vec![
        ("start", |_| {}),
        ("start-between-blocks", |room| {
            room.moment.wall = room.moment.wall.with().hour(18).build().unwrap();
        }),
        ("start-scan", |room| room.pack.tablet.card_reader = false),
        ("start-camera", |room| {
            room.pack.tablet.camera = CameraChoice::First;
        }),
        ("start-camera-only", |room| {
            room.pack.tablet.card_reader = false;
            room.pack.tablet.keyboard_scanner = false;
            room.pack.tablet.camera = CameraChoice::First;
        }),
        ("start-no-reader", |room| {
            room.pack.tablet.card_reader = false;
            room.pack.tablet.keyboard_scanner = false;
        }),
        ("hello-new", |room| room.tap("s01")),
        ("hello-earned", |room| {
            room.settle("s01");
            room.pack.tablet.station = None;
            let skill = room.pack.focus(room.moment.wall.date()).unwrap().id.clone();
            let level = room.pack.levels[2].id.clone();
            let student = "s01".into();
            room.happen(Event::LevelAwarded {
                student,
                skill,
                level,
                reason: None,
            });
            room.tap("s01");
        }),
        ("hello-check-in", hello_settled),
        ("hello-long-name", |room| {
            crate::rough::named(room, "Maximiliano-José Alejandro");
        }),
        ("hello-press", |room| {
            room.pack.show_level = ShowLevel::Press;
            hello_settled(room);
        }),
        ("hello-note", hello_note),
    ]
}

fn reflect_scenes() -> Vec<Scene> {
    vec![
        ("reflect", |room| reflect(room, &[])),
        ("reflect-second", |room| reflect(room, &[1])),
        ("reflect-back", |room| {
            reflect(room, &[1, 2]);
            room.touch(Touch::Back);
        }),
        ("placed", |room| reflect(room, &[1, 1, 2])),
        ("placed-spread", |room| reflect(room, &[0, 1, 3])),
        ("other-level", |room| {
            reflect(room, &[1, 1, 2]);
            room.touch(Touch::NotQuite);
        }),
        ("compare", |room| {
            award(room, 2);
            reflect(room, &[1, 1, 2]);
            room.touch(Touch::FeelsRight);
        }),
    ]
}

fn task_scenes() -> Vec<Scene> {
    vec![
        ("menu", |room| {
            reflect(room, &[1, 1, 2]);
            room.touch(Touch::FeelsRight);
        }),
        ("menu-challenge", |room| {
            reflect(room, &[1, 1, 2]);
            room.touch(Touch::FeelsRight);
            room.touch(Touch::MenuAt(2, 0));
        }),
        ("task", |room| {
            hello_settled(room);
            room.touch(Touch::Open(Page::Task));
        }),
        ("task-link", |room| {
            link_task(room);
            hello_settled(room);
            room.touch(Touch::Open(Page::Task));
        }),
        ("how-did-it-go", |room| {
            hello_settled(room);
            room.touch(Touch::Open(Page::Task));
            room.touch(Touch::Finished);
        }),
        ("check-in", |room| {
            hello_settled(room);
            room.touch(Touch::Open(Page::CheckIn));
        }),
        ("check-in-tents", |room| {
            for station in &mut room.pack.stations {
                station.picture = None;
            }
            hello_settled(room);
            room.touch(Touch::Open(Page::CheckIn));
        }),
        ("set-express", |room| {
            let group = room.pack.students[0].1.group.clone().unwrap();
            let now = room.moment.wall.datetime();
            room.pack.tablet.station = room.pack.place(now).unwrap().station_of(&group).cloned();
            room.settle("s01");
            room.tap("s01");
        }),
        ("set-full", |room| {
            reflect(room, &[1, 1, 2]);
            room.touch(Touch::FeelsRight);
            let task = room.pack.focus(room.moment.wall.date()).unwrap().menu[4]
                .id
                .clone();
            room.touch(Touch::Choose(task));
            let station = room.pack.stations[1].id.clone();
            room.touch(Touch::Here(station));
        }),
    ]
}

fn other_scenes() -> Vec<Scene> {
    vec![
        ("trail", |room| {
            award(room, 2);
            hello_settled(room);
            room.touch(Touch::Open(Page::Trail(0)));
        }),
        ("plan", |room| {
            set_goal(room);
            hello_settled(room);
            room.touch(Touch::Open(Page::Plan));
        }),
        ("plan-empty", |room| {
            hello_settled(room);
            room.touch(Touch::Open(Page::Plan));
        }),
        ("ready", |room| {
            hello_settled(room);
            room.touch(Touch::Open(Page::Ready));
        }),
        ("oops", |room| {
            hello_settled(room);
            room.touch(Touch::Open(Page::Oops));
        }),
        ("note", |room| {
            hello_note(room);
            let note = room
                .records
                .student(&"s01".into())
                .unwrap()
                .unread_note()
                .unwrap()
                .0
                .clone();
            room.touch(Touch::Open(Page::Note(note)));
        }),
        ("handover", |room| {
            reflect(room, &[1]);
            room.tap("s02");
        }),
        ("still-there", |room| {
            reflect(room, &[1]);
            room.wait(26);
        }),
        ("banner", |room| {
            hello_settled(room);
            room.input(Input::Trouble(Trouble::RandomUid));
        }),
        ("unknown-badge", |room| room.tap_badge(badge_of("nobody"))),
        ("not-a-badge", |room| {
            room.input(Input::Trouble(Trouble::RandomUid));
        }),
    ]
}

/// What is seen seldom, and all the more has to be right.
fn rare_scenes() -> Vec<Scene> {
    vec![
        ("check-in-one-left", |room| {
            for station in &mut room.pack.stations {
                station.seats = 0;
            }
            hello_settled(room);
            room.touch(Touch::Open(Page::CheckIn));
        }),
        ("check-in-all-full", |room| {
            for station in &mut room.pack.stations {
                station.seats = 0;
            }
            room.pack.blocks.clear();
            hello_settled(room);
            room.touch(Touch::Open(Page::CheckIn));
        }),
        ("ready-waiting", |room| {
            let skill = room.pack.focus(room.moment.wall.date()).unwrap().id.clone();
            let student = "s01".into();
            room.happened(1, Event::AssessmentRequested { student, skill });
            hello_settled(room);
            room.touch(Touch::Open(Page::Ready));
        }),
        ("compare-lower", |room| {
            award(room, 0);
            reflect(room, &[1, 2, 2]);
            room.touch(Touch::FeelsRight);
        }),
        ("menu-done", |room| {
            let focus = room.pack.focus(room.moment.wall.date()).unwrap().clone();
            for task in focus.tasks_for(&room.pack.levels[1].id.clone()).take(2) {
                let (skill, task) = (focus.id.clone(), task.id.clone());
                room.happened(
                    1,
                    Event::TaskFinished {
                        student: "s01".into(),
                        skill,
                        task,
                        how: HowItWent::OnMyOwn,
                    },
                );
            }
            reflect(room, &[1, 1, 2]);
            room.touch(Touch::FeelsRight);
        }),
        ("old-badge", |room| {
            let (badge, reason) = (badge_of("s01"), VoidReason::Lost);
            room.happened(1, Event::BadgeVoided { badge, reason });
            room.tap("s01");
        }),
        ("hold-longer", |room| {
            room.input(Input::Trouble(Trouble::LiftedTooEarly));
        }),
        ("try-again", |room| {
            room.input(Input::Trouble(Trouble::Unreadable));
        }),
        ("banner-not-saved", |room| {
            hello_settled(room);
            room.slow_disk = true;
            room.touch(Touch::Open(Page::Oops));
            room.touch(Touch::Share(OopsKind::TooFast));
            let record = room.held.remove(0);
            room.input(Input::NotSaved(record.ticket));
        }),
        ("thanks-for-telling", |room| {
            hello_settled(room);
            room.touch(Touch::NotMe);
        }),
    ]
}

pub fn hello_settled(room: &mut Classroom) {
    room.settle("s01");
    room.pack.tablet.station = None;
    room.tap("s01");
}

fn hello_note(room: &mut Classroom) {
    let text = "I loved how you drew the array for 6 x 7. Show me at the teacher table today?";
    hello_with_note(room, text);
}

pub fn hello_with_note(room: &mut Classroom, text: &str) {
    let (student, text) = ("s01".into(), text.to_owned());
    room.happened(1, Event::NoteLeft { student, text });
    hello_settled(room);
}

fn reflect(room: &mut Classroom, picks: &[usize]) {
    room.pack.tablet.station = None;
    room.tap("s01");
    room.touch(Touch::Next);
    for pick in picks {
        room.touch(Touch::Pick(*pick));
    }
}

fn award(room: &mut Classroom, level: usize) {
    let skills: Vec<_> = room
        .pack
        .skills
        .iter()
        .map(|skill| skill.id.clone())
        .collect();
    for (height, skill) in skills.into_iter().take(4).enumerate() {
        let level = room.pack.levels[(level + height) % 4].id.clone();
        room.happened(
            3,
            Event::LevelAwarded {
                student: "s01".into(),
                skill,
                level,
                reason: None,
            },
        );
    }
    let focus = room.pack.focus(room.moment.wall.date()).unwrap().id.clone();
    let level = room.pack.levels[level].id.clone();
    room.happened(
        3,
        Event::LevelAwarded {
            student: "s01".into(),
            skill: focus,
            level,
            reason: None,
        },
    );
}

fn set_goal(room: &mut Classroom) {
    let skill = room.pack.focus(room.moment.wall.date()).unwrap().id.clone();
    let level = room.pack.levels[2].id.clone();
    let by = jiff::civil::date(2026, 12, 11);
    room.happened(
        2,
        Event::GoalSet {
            student: "s01".into(),
            skill,
            level,
            by,
        },
    );
}

fn link_task(room: &mut Classroom) {
    let level = room.pack.levels[1].id.clone();
    for skill in &mut room.pack.skills {
        for task in skill.menu.iter_mut().filter(|task| task.level == level) {
            task.link = Some("https://www.example.org/skip-counting".to_owned());
        }
    }
}

pub fn rename(room: &mut Classroom, id: &str, name: &str) {
    let student = StudentId::from(id);
    let mut card = room
        .records
        .student(&student)
        .unwrap()
        .card
        .get()
        .unwrap()
        .clone();
    card.first_name = name.to_owned();
    room.happen(Event::StudentChanged { student, card });
}

/// A window with one screen in it.
pub struct Window {
    pub harness: Harness<'static, Stage>,
}

pub struct Stage {
    pub room: Classroom,
    words: Words,
    pub practice: Vec<PracticeBadge>,
    pub quiet_lines: Vec<&'static str>,
    /// What the camera sees, where the tablet has one.
    glass: Option<Glass>,
    /// What is wrong with the class pack; shown in place of everything else.
    pub problems: Vec<String>,
    /// Why there is no journal; the same.
    pub journal: Option<JournalProblem>,
    installed: bool,
    pub touched: Option<Touch>,
    /// What would be read aloud.
    pub news: Vec<String>,
    /// Whether what moves is seen on its way, by the room's clock; else it is where it ends.
    pub moves: bool,
    pub tried_again: bool,
}

impl Window {
    pub fn open(room: Classroom, pixels: Vec2) -> Self {
        Self::open_on(room, pixels, Inches::ASSUMED)
    }

    /// On a display of that diagonal.
    pub fn open_on(room: Classroom, pixels: Vec2, screen: Inches) -> Self {
        let zoom = theme::pixels_per_point(pixels, Density::of(pixels, screen));
        let stage = Stage {
            room,
            words: Words::load(),
            practice: Vec::new(),
            quiet_lines: Vec::new(),
            glass: None,
            problems: Vec::new(),
            journal: None,
            installed: false,
            touched: None,
            news: Vec::new(),
            moves: false,
            tried_again: false,
        };
        let harness = Harness::builder()
            .with_size(pixels / zoom)
            .with_pixels_per_point(zoom)
            .wgpu()
            .build_ui_state(
                |ui, stage: &mut Stage| {
                    if !stage.installed {
                        theme::install(ui.ctx());
                        stage.installed = true;
                        return;
                    }
                    stage.draw(ui);
                },
                stage,
            );
        Self { harness }
    }

    /// Every name in the tree that a screen reader sees.
    pub fn names(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        nodes
            .flat_map(|node| [node.accesskit_node().label(), node.accesskit_node().value()])
            .flatten()
            .collect()
    }
}

impl Window {
    /// Everything that can be touched is named, whole on the screen, and under no other; how large it
    /// is and how far from others is measured in `access`.
    fn check_buttons(&self, place: &str) -> usize {
        let screen = self.harness.ctx.content_rect();
        let nodes = self.harness.root().children_recursive();
        let buttons: Vec<(String, Rect)> = nodes
            .filter(|node| node.accesskit_node().role() == Role::Button)
            .map(|node| {
                (
                    node.accesskit_node().label().unwrap_or_default(),
                    node.rect(),
                )
            })
            .collect();
        for (at, (name, rect)) in buttons.iter().enumerate() {
            assert!(!name.is_empty(), "{place}: a button without a name");
            assert!(
                screen.contains_rect(*rect),
                "{place}: {name} leaves the screen: {rect:?}"
            );
            for (other, below) in &buttons[at + 1..] {
                assert!(
                    !rect.shrink(1.0).intersects(*below),
                    "{place}: {name} lies over {other}"
                );
            }
        }
        buttons.len()
    }

    /// Touches the button of just that name.
    pub fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.step();
    }

    /// Goes to a scene, as if nothing had been before.
    pub fn show(&mut self, scene: fn(&mut Classroom), lang: &str) {
        let mut room = Classroom::at(monday_math());
        room.pack.tablet.language = Lang::from(lang);
        scene(&mut room);
        let stage = self.stage_mut();
        stage.room = room;
        stage.practice.clear();
        stage.quiet_lines.clear();
        stage.problems.clear();
        stage.journal = None;
        stage.touched = None;
        self.harness.run_steps(2);
        self.settle();
    }

    /// Draws until no picture is missing any more.
    fn settle(&mut self) {
        while self.harness.ctx.has_pending_images() {
            std::thread::yield_now();
            self.harness.run_steps(1);
        }
        self.harness.run_steps(1);
    }

    /// How large a picture of the pack was loaded, or why it was not.
    pub fn image(&self, picture: &Picture) -> Result<[usize; 2], String> {
        let Picture::File(path) = picture else {
            return Ok([0, 0]);
        };
        let uri = format!("picture://{}", path.display());
        let hint = egui::SizeHint::Size {
            width: 100,
            height: 100,
            maintain_aspect_ratio: true,
        };
        loop {
            match self.harness.ctx.try_load_image(&uri, hint) {
                Ok(egui::load::ImagePoll::Ready { image }) => return Ok(image.size),
                Ok(egui::load::ImagePoll::Pending { .. }) => std::thread::yield_now(),
                Err(error) => return Err(error.to_string()),
            }
        }
    }

    /// Compares what is to be seen now with the picture of that name.
    pub fn compare(&mut self, name: &str, options: &SnapshotOptions) {
        self.harness.snapshot_options(name, options);
    }

    /// What is to be seen now.
    pub fn picture(&mut self) -> image::RgbaImage {
        self.harness.render().unwrap()
    }

    /// Draws what is to be seen now.
    pub fn step(&mut self) {
        self.harness.run_steps(2);
    }

    /// Whether the frame that was drawn last asked for another one at once.
    pub fn wants_another_frame(&self) -> bool {
        let windows = &self.harness.output().viewport_output;
        windows
            .values()
            .any(|window| window.repaint_delay.is_zero())
    }

    /// What is to be seen now, pixel by pixel.
    pub fn pixels(&mut self) -> Vec<u8> {
        self.harness.render().unwrap().into_raw()
    }

    /// Touches what has this name, with a finger.
    pub fn touch(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.step();
    }

    pub fn stage_mut(&mut self) -> &mut Stage {
        self.harness.state_mut()
    }
}

impl Stage {
    fn motion(&self) -> Motion {
        if self.moves {
            let now = self.room.moment.since_start;
            Motion::since(self.room.kiosk.page_since(), now)
        } else {
            Motion::reduced()
        }
    }

    /// A child who holds a badge, on a tablet with a camera.
    fn mirror(&mut self, ctx: &Context) -> Option<Mirror> {
        (self.room.pack.tablet.camera != CameraChoice::Off).then(|| {
            let shot = badge_shots::child(240, 180);
            let size = [shot.width, shot.height];
            Glass::show(&mut self.glass, ctx, size, &shot.luma);
            Mirror::of(self.glass.as_ref())
        })
    }

    fn draw(&mut self, ui: &mut eframe::egui::Ui) {
        let lang = self
            .room
            .kiosk
            .language(&self.room.pack, &self.room.records);
        let say = self.words.speak(&lang);
        if let Some(problem) = self.journal {
            let file = "/var/lib/waymark/waymark.sqlite";
            let touched = screens::problems::journal(ui, say, problem, file);
            self.tried_again |= touched == Some(ProblemsTouch::TryAgain);
            return;
        }
        if !self.problems.is_empty() {
            let title = ("pack-problems", Some("pack-problems-do"));
            let joins = self.room.kiosk.may_join();
            let touched = screens::problems::show(ui, say, title, &self.problems, joins);
            self.tried_again |= touched == Some(ProblemsTouch::TryAgain);
            return;
        }
        let mirror = self.mirror(ui.ctx());
        let view = View {
            ctx: self.room.context(),
            kiosk: &self.room.kiosk,
            say: self.words.speak(&lang),
            quiet_lines: &self.quiet_lines,
            mirror,
            listen: true,
            practice: &self.practice,
            motion: self.motion(),
        };
        let (touched, news) = screens::show(ui, &view);
        self.news = news
            .sentences
            .concat()
            .iter()
            .map(ToString::to_string)
            .collect();
        if touched.is_some() {
            self.touched = touched;
        }
    }
}

pub fn open(scene: fn(&mut Classroom), lang: &str, pixels: (f32, f32)) -> Window {
    let mut room = Classroom::at(monday_math());
    room.pack.tablet.language = Lang::from(lang);
    scene(&mut room);
    let mut window = Window::open(room, vec2(pixels.0, pixels.1));
    window.harness.run_steps(3);
    window
}

#[test]
fn every_screen_draws_at_every_size_in_both_languages() {
    let mut buttons = 0;
    for pixels in SIZES {
        let size = vec2(pixels.0, pixels.1);
        let mut window = Window::open(Classroom::at(monday_math()), size);
        for lang in ["en", "es"] {
            for (name, scene) in scenes() {
                let place = format!("{name}-{lang}-{}x{}", pixels.0, pixels.1);
                window.show(scene, lang);
                assert!(!window.names().is_empty(), "{place} says nothing");
                buttons += window.check_buttons(&place);
            }
        }
    }
    assert!(
        buttons > 1_000,
        "only {buttons} buttons in all of the screens"
    );
}

#[test]
fn the_first_screen_says_quietly_what_is_missing_and_names_nobody() {
    for pixels in SIZES {
        let mut window = Window::open(Classroom::at(monday_math()), vec2(pixels.0, pixels.1));
        window.stage_mut().quiet_lines = vec!["no-reader", "no-pin", "pack-is-old"];
        window.step();
        window.step();
        let names = window.names().join(" | ");
        assert!(
            names.contains("no card reader") && names.contains("set your PIN"),
            "{names}"
        );
        let room = &window.harness.state().room;
        assert!(named_in(&room.pack, &window.names()).is_empty());
    }
}

#[test]
fn a_practice_badge_is_a_tap() {
    let mut window = Window::open(Classroom::at(monday_math()), vec2(1280.0, 800.0));
    let tap = Tap {
        keys: vec![badge_of("s01")],
        source: TapSource::Practice,
    };
    let picture = "🦊".to_owned();
    window.stage_mut().practice = vec![PracticeBadge {
        picture,
        tap: tap.clone(),
    }];
    window.step();
    window.step();
    window.harness.get_by_label("Practice badge 🦊").click();
    window.step();
    assert_eq!(window.stage_mut().touched, Some(Touch::Practice(tap)));
}

#[test]
fn a_press_that_began_on_one_childs_screen_does_nothing_on_the_next() {
    let mut room = Classroom::at(monday_math());
    room.pack.tablet.station = None;
    for student in ["s01", "s03"] {
        room.settle(student);
    }
    room.tap("s01");
    let mut window = Window::open(room, vec2(1280.0, 800.0));
    window.step();
    let button = window
        .harness
        .get_by_label_contains("I'm here")
        .rect()
        .center();
    let pointer = |pressed| egui::Event::PointerButton {
        pos: button,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::default(),
    };
    window.harness.event(egui::Event::PointerMoved(button));
    window.harness.event(pointer(true));
    window.step();
    window.stage_mut().room.tap("s03");
    window.step();
    window.harness.event(pointer(false));
    window.step();
    assert_eq!(window.stage_mut().touched, None);
}

#[test]
fn what_is_wrong_with_a_pack_is_listed_with_a_way_to_try_again() {
    for pixels in SIZES {
        let mut window = Window::open(Classroom::at(monday_math()), vec2(pixels.0, pixels.1));
        window.stage_mut().problems = (1..=30)
            .map(|line| format!("stations.toml:{line}:9: `seats` must be a whole number"))
            .collect();
        window.step();
        window.step();
        window.harness.get_by_label_contains("stations.toml:1:9");
        window.harness.get_by_label_contains("more");
        window.harness.get_by_label("Try again").click();
        window.step();
        assert!(window.stage_mut().tried_again, "Try again was touched");
    }
}
