//! The built program on a real window, with a real card service and a real keyboard: children tap
//! and scan, find their way by names alone, and what they did is in the journal.

use std::fs;

use waymark::{domain::ids::Lang, look::words::Words};

use crate::support::{
    pcscd::{Card, PATIENCE},
    tablet::{MAYA, RIVERA, Tablet},
};

const WHOLE_PATH: [&str; 3] = ["reflection_finished", "task_chosen", "checked_in"];

#[test]
fn a_tapped_card_and_a_scanned_code_become_saved_check_ins() {
    let mut tablet = Tablet::new();
    tablet.waymark(&[
        "badge",
        "link",
        "--student",
        "s01",
        "--uid",
        "04A2245A123480",
    ]);
    let code = tablet.new_code_for("s02");
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let first = tablet.desktop.names();
    assert!(!first.contains("Maya"), "no name before a tap: {first}");

    // Maya's card; she goes by names alone.
    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for("Hi, Maya!");
    drop(card);
    tablet.desktop.press("Look at my work");
    for step in 1..=3 {
        tablet.desktop.wait_for(&format!("Step {step} of 3"));
        tablet.desktop.press("Explorer: ");
    }
    tablet.desktop.wait_for("3 of 3 pictures say Explorer");
    tablet.desktop.press("That feels right");
    tablet.desktop.wait_for("What will you do?");
    tablet.desktop.press("Roll and double");
    tablet.desktop.press("I'm here: Hands-on");
    tablet.desktop.wait_for("You're set, Maya!");
    let own = tablet.kinds_of("s01");
    assert_eq!(
        own[own.len() - 3..],
        WHOLE_PATH,
        "on the disk by the time it is said"
    );
    tablet.desktop.press("Done");
    tablet.desktop.wait_for("Tap your badge");

    // Mateo's code, typed by a scanner; he reads Spanish and touches the glass.
    tablet.desktop.run(
        "xdotool",
        &[
            "type", "--delay", "4", "--args", "1", &code, "key", "Return",
        ],
    );
    tablet.desktop.wait_for("¡Hola, Mateo!");
    let names = tablet.desktop.names();
    assert!(!names.contains("Maya"), "nothing of Maya is left: {names}");
    tablet.desktop.click("Mirar mi trabajo");
    for step in 1..=3 {
        tablet.desktop.wait_for(&format!("Paso {step} de 3"));
        tablet.desktop.click("En búsqueda: ");
    }
    tablet.desktop.click("Me parece bien");
    tablet.desktop.wait_for("¿Qué vas a hacer?");
    let task = tablet.desktop.names();
    let task = task
        .split(" | ")
        .find(|name| name.contains("Debo hacer"))
        .unwrap()
        .to_owned();
    tablet.desktop.click(&task);
    tablet.desktop.click("Estoy aquí: ");
    tablet.desktop.wait_for("¡Todo listo, Mateo!");
    let own = tablet.kinds_of("s02");
    assert_eq!(own[own.len() - 3..], WHOLE_PATH);
    assert_eq!(tablet.wait_for_entries("checked_in", 2).len(), 2);
    tablet.waymark(&["journal", "verify"]);
}

#[test]
fn a_scanner_set_to_another_layout_and_a_strange_card_are_understood() {
    let mut tablet = Tablet::new();
    let code = tablet.new_code_for("s01");
    tablet.open_kiosk(&[]);

    // The scanner presses the keys of its own US layout; the tablet is set to French, caps lock on.
    let keymap = tablet.desktop.run("xmodmap", &["-pke"]);
    let keycode = |letter: char| {
        let wanted = format!("= {} ", letter.to_ascii_lowercase());
        let line = keymap.lines().find(|line| line.contains(&wanted)).unwrap();
        line.split_whitespace().nth(1).unwrap().to_owned()
    };
    let codes: Vec<String> = code
        .chars()
        .map(keycode)
        .chain([String::from("36")])
        .collect();
    tablet.desktop.run("setxkbmap", &["fr"]);
    tablet.desktop.run("xdotool", &["key", "Caps_Lock"]);
    let mut keys = vec!["key", "--delay", "4"];
    keys.extend(codes.iter().map(String::as_str));
    tablet.desktop.run("xdotool", &keys);
    tablet.desktop.wait_for("Hi, Maya!");
    tablet.desktop.press("That's not me");
    tablet.desktop.wait_for("Thanks for telling me");

    let card = tablet.cards.lay(Card::new(&[0x04, 1, 2, 3, 4, 5, 6]));
    tablet.desktop.wait_for("I don't know this badge yet");
    drop(card);
    let unknown = tablet.wait_for_entries("unknown_badge_tapped", 1);
    assert_eq!(unknown[0]["event"]["badge"], "uid:04010203040506");

    // Linked while the kiosk runs: the next tap is a greeting.
    tablet.waymark(&[
        "badge",
        "link",
        "--student",
        "s03",
        "--uid",
        "04:01:02:03:04:05:06",
    ]);
    tablet.desktop.wait_for("Tap your badge");
    let card = tablet.cards.lay(Card::new(&[0x04, 1, 2, 3, 4, 5, 6]));
    tablet.desktop.wait_for("Hi, Aaliyah!");
    drop(card);
}

#[test]
fn a_tap_is_heard_and_a_page_is_read_where_there_is_sound_and_without_it_no_button_promises_any() {
    for sound in [true, false] {
        let mut tablet = Tablet::new();
        tablet.waymark(&[
            "badge",
            "link",
            "--student",
            "s01",
            "--uid",
            "04A2245A123480",
        ]);
        let played = tablet.with_sound();
        if !sound {
            fs::write(tablet.folder.path().join("asound.conf"), "# no device\n").unwrap();
        }
        tablet.open_kiosk(&["--windowed", "1280x800"]);
        let card = tablet.cards.lay(Card::new(&MAYA));
        tablet.desktop.wait_for("Hi, Maya!");
        drop(card);
        if !sound {
            let names = tablet.desktop.names();
            assert!(!names.contains("Listen"), "{names}");
            continue;
        }
        let loud = || {
            let sound = fs::read(&played).unwrap_or_default();
            sound
                .chunks_exact(2)
                .filter(|sample| sample[1] != 0 && sample[1] != 0xFF)
                .count()
        };
        let wait_for_more_than = |least: usize| {
            let until = std::time::Instant::now() + PATIENCE;
            while loud() <= least {
                assert!(std::time::Instant::now() < until, "{} samples", loud());
                std::thread::park_timeout(std::time::Duration::from_millis(50));
            }
        };
        wait_for_more_than(1000);
        let greeting = loud();
        tablet.desktop.press("Listen");
        wait_for_more_than(greeting + 20_000);
        tablet.desktop.wait_for("Hi, Maya!");
    }
}

/// A child who goes through everything by names alone, as with a screen reader.
struct Reader<'a> {
    tablet: &'a mut Tablet,
    words: Words,
    lang: Lang,
    badge: [u8; 7],
}

impl Reader<'_> {
    /// A sentence up to what is filled in.
    fn text(&self, key: &str) -> String {
        let text = self.words.speak(&self.lang).text(key);
        text.split('{').next().unwrap().trim_end().to_owned()
    }

    fn tap(&mut self) {
        let start = Words::load();
        let start = start.speak(&Lang::from("en")).text("tap-your-badge");
        self.tablet.desktop.wait_for(&start);
        let card = self.tablet.cards.lay(Card::new(&self.badge));
        self.see("hi");
        drop(card);
    }

    /// Waits for a page by its heading, which it has, and for a tree without fault.
    fn see(&mut self, key: &str) {
        let text = self.text(key);
        self.see_heading(&text);
    }

    fn see_heading(&mut self, text: &str) {
        self.tablet.desktop.wait_for_heading(text);
        assert_eq!(self.tablet.desktop.wrong(), "", "{text}");
    }

    fn press(&mut self, key: &str) {
        let text = self.text(key);
        self.press_named(&text);
    }

    fn press_named(&mut self, text: &str) {
        let told = self.tablet.desktop.tell(text);
        assert!(
            told.contains("button ") && told.contains("FOCUSABLE"),
            "{told}"
        );
        self.tablet.desktop.press(text);
    }

    /// The whole path of a student. Results go away by themselves: a new tap goes on.
    fn goes_through_everything(&mut self, level: &str, task: &str) {
        self.tap();
        self.press("not-me");
        // Nobody is here now: the tablet's own language.
        self.see_heading("Thanks for telling me");
        self.tap();
        for (page, heading) in [("my-trail", "my-trail"), ("my-plan", "my-plan")] {
            self.press(page);
            self.see(heading);
            self.press("back");
            self.see("hi");
        }
        self.press("show-what-i-know");
        self.see("ready-question");
        self.press("im-ready");
        self.see("youre-set");
        self.tap();
        self.press("my-oops");
        self.see("oops-question");
        self.press("too-fast");
        self.see("youre-set");
        self.tap();
        self.press("look-at-my-work");
        for step in 1..=3 {
            let text = format!("{} {step}", self.text("step-of"));
            self.tablet.desktop.wait_for(&text);
            self.press_named(&format!("{level}: "));
        }
        let agreed = self.words.speak(&self.lang);
        let agreed = agreed.count("pictures-say", 3, &[("of", "3"), ("level", level)]);
        self.see_heading(&agreed);
        self.press("feels-right");
        self.see("pick-a-task");
        self.press_named(task);
        self.see("where-are-you");
        self.press("back");
        self.see("hi");
        self.press("my-task");
        self.see_heading(task);
        self.press("finished-it");
        self.see("how-did-it-go");
        self.press("on-my-own");
        self.see("hi");
        self.press("another-spot");
        self.see("where-are-you");
        self.press("im-here-at");
        self.see("youre-set");
    }
}

/// What is on the disk after that, without the roster.
const EVERYTHING: [&str; 6] = [
    "assessment_requested",
    "oops_shared",
    "reflection_finished",
    "task_chosen",
    "task_finished",
    "checked_in",
];

#[test]
fn a_screen_reader_goes_the_whole_way_by_names_alone_in_english_and_in_spanish() {
    let mut tablet = Tablet::new();
    let mateo = [0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x81];
    for (student, uid) in [("s01", "04A2245A123480"), ("s02", "04A2245A123481")] {
        tablet.waymark(&["badge", "link", "--student", student, "--uid", uid]);
    }
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    for (student, lang, badge, level, task) in [
        ("s01", "en", MAYA, "Explorer", "Roll and double"),
        ("s02", "es", mateo, "En exploración", "Lanza y duplica"),
    ] {
        let mut reader = Reader {
            tablet: &mut tablet,
            words: Words::load(),
            lang: Lang::from(lang),
            badge,
        };
        reader.goes_through_everything(level, task);
        let own = tablet.kinds_of(student);
        assert_eq!(own[own.len() - EVERYTHING.len()..], EVERYTHING, "{own:?}");
    }
}

#[test]
fn a_keyboard_alone_is_enough_and_a_scanner_presses_nothing_meanwhile() {
    let mut tablet = Tablet::new();
    let code = tablet.new_code_for("s01");
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let scan = |tablet: &Tablet, code: &str| {
        let keys = ["type", "--delay", "4", "--args", "1", code, "key", "Return"];
        tablet.desktop.run("xdotool", &keys);
    };
    scan(&tablet, &code);
    tablet.desktop.wait_for("Hi, Maya!");
    tablet.desktop.keys(&["Tab"]);
    tablet.desktop.wait_for_focus("Look at my work");

    // My plan and back.
    tablet.desktop.tab_to("My plan");
    tablet.desktop.keys(&["Return"]);
    tablet.desktop.wait_for_focus("Back");
    tablet.desktop.keys(&["Escape"]);
    tablet.desktop.wait_for_focus("Look at my work");

    // A library book, scanned by mistake: its Return presses nothing.
    scan(&tablet, "9780306406157");
    tablet.desktop.keys(&["Down"]);
    tablet.desktop.wait_for("Hi, Maya!");
    tablet.desktop.tab_to("Look at my work");

    // From here the first choice each time.
    tablet.desktop.keys(&["Return"]);
    for step in 1..=3 {
        tablet.desktop.wait_for(&format!("Step {step} of 3"));
        tablet.desktop.wait_for_focus("Seeker: ");
        tablet.desktop.keys(&["space"]);
    }
    tablet.desktop.wait_for_focus("That feels right");
    tablet.desktop.keys(&["Return"]);
    tablet.desktop.wait_for("What will you do?");
    tablet.desktop.keys(&["Right", "Left", "Return"]);
    tablet.desktop.wait_for_focus("I'm here: ");
    tablet.desktop.keys(&["Return"]);
    tablet.desktop.wait_for("You're set, Maya!");
    let own = tablet.kinds_of("s01");
    assert_eq!(own[own.len() - 3..], WHOLE_PATH);
    tablet.desktop.wait_for_focus("Done");
    tablet.desktop.keys(&["Return"]);
    tablet.desktop.wait_for("Tap your badge");
}

#[test]
fn a_teacher_gets_in_with_badge_and_pin_by_touch_acts_and_is_locked_out_by_a_childs_tap() {
    let mut tablet = Tablet::new();
    tablet.waymark(&[
        "badge",
        "link",
        "--student",
        "s01",
        "--uid",
        "04A2245A123480",
    ]);
    tablet.waymark(&[
        "badge",
        "link",
        "--teacher",
        "rivera",
        "--uid",
        "04A2245A123499",
    ]);
    tablet.set_pin("258013");
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    tablet.teacher_taps(&RIVERA);
    tablet.type_pin("2581");
    tablet.desktop.wait_for("That was not the PIN. Try again.");
    tablet.type_pin("258013");
    tablet.desktop.wait_for("Requests");
    assert_eq!(tablet.desktop.wrong(), "", "now");
    tablet.desktop.press("Class");
    tablet.desktop.wait_for("Aaliyah");
    tablet.desktop.press("Next");
    tablet.desktop.wait_for("2 of 4");
    tablet.desktop.press("Next");
    tablet.desktop.wait_for("Maya");
    tablet.desktop.press("Maya");
    tablet.desktop.wait_for_heading("Maya");
    assert_eq!(tablet.desktop.wrong(), "", "child");
    tablet.desktop.press("Rounding");
    tablet.desktop.wait_for_heading("Maya: Rounding");
    tablet.desktop.press("Trailblazer. ");
    tablet.desktop.wait_for("Maya: Trailblazer in Rounding");
    let awards = tablet.wait_for_entries("level_awarded", 1);
    assert_eq!(awards[0]["actor"]["teacher"], "rivera", "{awards:?}");
    tablet.desktop.press("Hands-on");
    tablet.wait_for_entries("checked_in", 1);
    tablet.desktop.press("Check-ins");
    tablet.desktop.wait_for("Today");
    assert!(tablet.desktop.names().contains("by hand"));
    tablet.desktop.press("Undo");
    tablet.wait_for_entries("entry_withdrawn", 1);
    tablet.desktop.wait_for("No check-ins here.");

    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for("Hi, Maya!");
    drop(card);
    assert!(!tablet.desktop.names().contains("Requests"));
}
