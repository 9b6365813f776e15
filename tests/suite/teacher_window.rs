//! What a teacher looks at all day, in the built program on a real window: the board that children
//! fill by tapping, the log and what the export makes of it, requests and what comes of them, the
//! class and whoever was forgotten in it, and the same in practice.

use std::{collections::BTreeSet, fs};

use jiff::{ToSpan, Zoned};
use waymark::{
    domain::{
        badge::TapSource,
        event::{Actor, Event, HowItWent},
        ids::Lang,
        pack::Pack,
    },
    storage::Journal,
};

use crate::support::{
    happenings,
    pcscd::Card,
    tablet::{MAYA, Tablet},
};

/// The card of Mateo.
const MATEO: [u8; 7] = [0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x81];
/// Nobody's.
const STRANGE: [u8; 7] = [0x04, 1, 2, 3, 4, 5, 6];

/// A tablet on which two children and a teacher have a card.
fn tablet() -> Tablet {
    with_cards(Tablet::new())
}

fn with_cards(tablet: Tablet) -> Tablet {
    for [whose, name, uid] in [
        ["--student", "s01", "04A2245A123480"],
        ["--student", "s02", "04A2245A123481"],
        ["--teacher", "rivera", "04A2245A123499"],
    ] {
        tablet.waymark(&["badge", "link", whose, name, "--uid", uid]);
    }
    tablet.set_pin("2580");
    tablet
}

fn open_desk(tablet: &mut Tablet) {
    tablet.rivera_signs_in();
}

fn is_whole(tablet: &mut Tablet, page: &str) {
    assert_eq!(tablet.desktop.wrong(), "", "{page}");
}

fn pack_of(tablet: &Tablet) -> Pack {
    let class = tablet.folder.path().join("class");
    waymark::config::load(&class).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Another program writes into the tablet's journal that this happened then.
fn happened(tablet: &Tablet, at: &Zoned, actor: &Actor, events: &[Event]) {
    let data = tablet.folder.path().join("data");
    let mut journal = Journal::open(&data, at, &mut rand::rng()).unwrap().journal;
    journal.append(at, actor, events).unwrap();
    journal.close().unwrap();
}

fn checked_in(student: &str, station: &str, part: Option<(&str, u8)>) -> Event {
    Event::CheckedIn {
        student: student.into(),
        station: station.into(),
        block: part.map(|(block, _)| block.into()),
        round: part.map(|(_, round)| round),
        source: TapSource::CardReader,
        express: false,
        was: None,
    }
}

/// One block that lasts as long as this test may, with every group at a table of its own.
fn let_everybody_rotate_now(tablet: &Tablet) {
    let path = tablet.folder.path().join("class/timetable.toml");
    let groups = fs::read_to_string(&path).unwrap();
    let since = u32::from(Zoned::now().hour().unsigned_abs()).saturating_sub(1);
    let minutes = 600.min(1439 - since * 60);
    let block = format!(
        "[[block]]\nid = \"math\"\nname = \"Math\"\n\
         days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"]\n\
         starts = \"{since:02}:00\"\n[[block.round]]\nminutes = {minutes}\n\
         stations = {{ red = \"teacher\", blue = \"hands-on\", green = \"screens\", yellow = \"partners\" }}\n"
    );
    fs::write(&path, groups + &block).unwrap();
}

/// Maya goes her whole way by touching the glass, and sits down at a table that is not her group's.
fn maya_checks_in(tablet: &mut Tablet) {
    tablet.desktop.wait_for("Tap your badge");
    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for("Hi, Maya!");
    card.lift();
    tablet.desktop.click("Look at my work");
    for step in 1..=3 {
        tablet.desktop.wait_for(&format!("Step {step} of 3"));
        tablet.desktop.click("Explorer: ");
    }
    tablet.desktop.click("That feels right");
    tablet.desktop.wait_for("What will you do?");
    let names = tablet.desktop.names();
    let task = names.split(" | ").find(|name| name.contains("Must do"));
    tablet.desktop.press(task.unwrap());
    tablet.desktop.wait_for("I'm here: Teacher table");
    tablet.desktop.click("6 seats left: Hands-on");
    tablet.desktop.wait_for("You're set, Maya!");
    tablet.desktop.click("Done");
    tablet.desktop.wait_for("Tap your badge");
}

#[test]
fn the_board_shows_who_tapped_where_and_a_whole_table_is_here_in_two_touches_of_the_glass() {
    let mut tablet = tablet();
    let_everybody_rotate_now(&tablet);
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let card = tablet.cards.lay(Card::new(&STRANGE));
    tablet.desktop.wait_for("I don't know this badge yet");
    card.lift();
    maya_checks_in(&mut tablet);
    let card = tablet.cards.lay(Card::new(&MATEO));
    tablet.desktop.wait_for("¡Hola, Mateo!");
    card.lift();
    tablet.desktop.click("Mirar mi trabajo");
    tablet.desktop.wait_for("Paso 1 de 3");
    tablet.desktop.click("En búsqueda: ");
    tablet.desktop.wait_for("Paso 2 de 3");

    open_desk(&mut tablet);
    tablet.desktop.wait_for_all(&[
        "1 unknown badge",
        "Hands-on 1",
        "Not here yet 23",
        "Maya · Should be at Teacher table now",
    ]);
    is_whole(&mut tablet, "now");
    tablet.desktop.click("Not here yet 23");
    tablet.desktop.wait_for("Mateo · Looking at their work now");
    is_whole(&mut tablet, "who is not here");
    tablet.desktop.click("Now");
    // Another tablet's tap comes while the teacher looks.
    let seven = [checked_in("s07", "hands-on", Some(("math", 0)))];
    happened(&tablet, &Zoned::now(), &Actor::Tablet, &seven);
    tablet.desktop.wait_for("Hands-on 2");

    tablet.desktop.click("Teacher table 0");
    tablet.desktop.wait_for_heading("Teacher table · 0");
    is_whole(&mut tablet, "a table");
    tablet.desktop.click("All 5 missing are here");
    tablet
        .desktop
        .wait_for("5 children are now at Teacher table");
    tablet.desktop.wait_for_heading("Teacher table · 5");
    let here = tablet.wait_for_entries("checked_in", 7);
    assert_eq!(here[6]["actor"]["teacher"], "rivera", "{here:?}");
    tablet.desktop.click("Undo");
    tablet.desktop.wait_for_heading("Teacher table · 0");
    tablet.wait_for_entries("entry_withdrawn", 5);

    // And Maya is sent where she should be.
    tablet.desktop.click("Now");
    tablet.desktop.wait_for("Not here yet 22");
    tablet.desktop.click("Maya · Should be");
    tablet.desktop.wait_for_heading("Maya");
    tablet.desktop.click("Teacher table");
    tablet.desktop.wait_for("Maya: now at Teacher table");
    tablet.desktop.click("Now");
    tablet.desktop.wait_for("Teacher table 1");
    assert!(!tablet.desktop.names().contains("Should be"));
    tablet.waymark(&["journal", "verify"]);
}

/// Every block of the sample timetable on every day of the week.
fn let_school_be_every_day(tablet: &Tablet) {
    let sample = include_str!("../../kiosk-config/timetable.toml");
    let days = "[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]";
    let all = "[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"]";
    let path = tablet.folder.path().join("class/timetable.toml");
    fs::write(path, sample.replace(days, all)).unwrap();
}

/// The lines of the log as they are shown, without who put them in.
fn lines(tablet: &mut Tablet) -> BTreeSet<String> {
    let names = tablet.desktop.names();
    let shown = names.split(" | ").filter(|name| {
        let time = name.split(" · ").next().unwrap_or_default();
        name.contains(" · ") && time.len() == 5 && time.contains(':')
    });
    let shown = shown.map(|line| line.trim_end_matches(" (by hand)").to_owned());
    shown.collect()
}

/// The same of today from what a teacher opens in a spreadsheet.
fn exported(tablet: &Tablet, today: &Zoned) -> BTreeSet<String> {
    let to = tablet.folder.path().join("export");
    tablet.waymark(&["export", "--to", to.to_str().unwrap()]);
    let text = fs::read_to_string(to.join("check_ins.csv")).unwrap();
    let mut file = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let columns = file.headers().unwrap().clone();
    let column = |name: &str| columns.iter().position(|column| column == name).unwrap();
    let (time, name, station) = (
        column("local_time"),
        column("first_name"),
        column("station"),
    );
    let pack = pack_of(tablet);
    let rows = file.records().map(Result::unwrap);
    let of_today = rows.filter(|row| row[time].starts_with(&today.date().to_string()));
    let in_words = of_today.map(|row| {
        let station = pack.station(&row[station].into()).unwrap();
        let station = station.name.get(&Lang::from("en"));
        format!("{} · {} · {station}", &row[time][11..16], &row[name])
    });
    in_words.collect()
}

/// Four check-ins, one of them yesterday's; when they were.
fn a_morning(tablet: &Tablet) -> Zoned {
    let now = Zoned::now();
    let yesterday = &now - 1.day();
    let before = [checked_in("s03", "screens", Some(("math", 0)))];
    happened(tablet, &yesterday, &Actor::Student("s03".into()), &before);
    let today = [
        checked_in("s02", "library", Some(("reading", 1))),
        checked_in("s01", "hands-on", Some(("math", 0))),
        checked_in("s04", "partners", Some(("math", 1))),
        Event::AssessmentRequested {
            student: "s01".into(),
            skill: "rounding".into(),
        },
    ];
    happened(tablet, &now, &Actor::Tablet, &today);
    now
}

#[test]
fn the_log_is_narrowed_to_a_day_a_part_of_it_a_place_and_a_child() {
    let mut tablet = tablet();
    let_school_be_every_day(&tablet);
    let now = a_morning(&tablet);
    let line = |what: &str| format!("{} · {what}", now.strftime("%H:%M"));
    let set = |of: &[&str]| of.iter().map(|what| line(what)).collect::<BTreeSet<_>>();
    let (maya, mateo, bo) = ("Maya · Hands-on", "Mateo · Book nook", "Bo · Partners");
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    open_desk(&mut tablet);

    tablet.desktop.press("Check-ins");
    tablet.desktop.wait_for(&line(maya));
    assert_eq!(lines(&mut tablet), set(&[maya, mateo, bo]), "all day");
    is_whole(&mut tablet, "check-ins");
    tablet.desktop.press("Day before");
    tablet.desktop.wait_for_all(&["Aaliyah · Screens"]);
    tablet.desktop.press("Day after");
    tablet.desktop.wait_for("Today");
    tablet.desktop.press("All day");
    tablet.desktop.wait_for_heading("Which part of the day?");
    is_whole(&mut tablet, "parts of a day");
    tablet.desktop.press_exactly("Math");
    tablet.desktop.wait_for(&line(bo));
    assert_eq!(lines(&mut tablet), set(&[maya, bo]), "in math");
    tablet.desktop.press_exactly("Math");
    tablet.desktop.press("Math, round 2");
    tablet.desktop.wait_for(&line(bo));
    assert_eq!(lines(&mut tablet), set(&[bo]), "in its second round");
    tablet.desktop.press_exactly("Hands-on");
    tablet.desktop.wait_for("No check-ins here.");
    tablet.desktop.press("Check-ins");
    tablet.desktop.wait_for(&line(mateo));
    tablet.desktop.press_exactly("Book nook");
    tablet.desktop.wait_for(&line(mateo));
    assert_eq!(lines(&mut tablet), set(&[mateo]), "in one place");
    tablet.desktop.press("Check-ins");
    tablet.desktop.wait_for(&line(bo));
    tablet.desktop.press("Find a child");
    tablet.desktop.wait_for_heading("Whose check-ins?");
    is_whole(&mut tablet, "finding a child");
    tablet.desktop.press_exactly("A");
    tablet.desktop.wait_for("Whose check-ins?: A");
    tablet.desktop.press("Aaliyah Winslow");
    // Of one child, on all days: yesterday's too.
    tablet
        .desktop
        .wait_for_all(&["Aaliyah Winslow", " · Aaliyah · Screens"]);
    is_whole(&mut tablet, "one child's check-ins");
    // On a skill, whoever worked on it.
    tablet.desktop.press("Check-ins");
    tablet.desktop.wait_for(&line(bo));
    tablet.desktop.press("By skill");
    tablet.desktop.wait_for_heading("Which skill?");
    is_whole(&mut tablet, "choosing a skill");
    tablet.desktop.press_exactly("Equal groups");
    tablet
        .desktop
        .wait_for("Nothing was done on this skill that day.");
    tablet.desktop.press_exactly("Equal groups");
    tablet.desktop.press_exactly("Rounding");
    let ready = line("Maya · Ready to show Rounding");
    tablet.desktop.wait_for(&ready);
    is_whole(&mut tablet, "what was done on a skill");
    tablet.desktop.press(&ready);
    tablet.desktop.wait_for_heading("Maya Brookfield");
    tablet.waymark(&["journal", "verify"]);
}

#[test]
fn what_is_wrong_in_the_log_is_put_right_by_touch_and_the_export_says_the_same() {
    let mut tablet = tablet();
    let_school_be_every_day(&tablet);
    let now = a_morning(&tablet);
    let line = |what: &str| format!("{} · {what}", now.strftime("%H:%M"));
    let set = |of: &[&str]| of.iter().map(|what| line(what)).collect::<BTreeSet<_>>();
    let (maya, mateo, bo) = ("Maya · Hands-on", "Mateo · Book nook", "Bo · Partners");
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    open_desk(&mut tablet);

    // Bo's was nobody's; Maya was somewhere else.
    tablet.desktop.press("Check-ins");
    put_right(
        &mut tablet,
        &line(bo),
        "Take out of the log",
        "Bo: taken out",
    );
    tablet.desktop.press("Undo");
    tablet.desktop.wait_for("Check-ins");
    tablet.desktop.wait_for(&line(bo));
    put_right(
        &mut tablet,
        &line(bo),
        "Take out of the log",
        "Bo: taken out",
    );
    put_right(&mut tablet, &line(maya), "Book nook", "Maya: was at");
    tablet.desktop.wait_for(&line("Maya · Book nook (by hand)"));
    let left = set(&["Maya · Book nook", mateo]);
    assert_eq!(lines(&mut tablet), left, "put right");
    assert_eq!(exported(&tablet, &now), left, "the export");
    let kept = tablet.wait_for_entries("checked_in", 5);
    for place in ["partners", "hands-on"] {
        let is_kept = kept.iter().any(|entry| entry["event"]["station"] == place);
        assert!(is_kept, "the journal keeps what was wrong: {kept:?}");
    }
    tablet.waymark(&["journal", "verify"]);
}

/// Opens a line of the log and touches what was right; what is then said.
fn put_right(tablet: &mut Tablet, line: &str, right: &str, said: &str) {
    tablet.desktop.press(line);
    tablet.desktop.wait_for("Was somewhere else?");
    is_whole(tablet, line);
    tablet.desktop.press(right);
    tablet.desktop.wait_for(said);
}

#[test]
fn a_child_asks_and_gets_score_level_and_reason_in_five_touches_and_a_badge_and_a_celebration() {
    let mut tablet = tablet();
    let pack = pack_of(&tablet);
    let english = Lang::from("en");
    let done = &pack.skills[0];
    let task = &done.menu[0];
    let event = Event::TaskFinished {
        student: "s02".into(),
        skill: done.id.clone(),
        task: task.id.clone(),
        how: HowItWent::OnMyOwn,
    };
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let mateo = Actor::Student("s02".into());
    happened(&tablet, &Zoned::now(), &mateo, &[event]);
    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for("Hi, Maya!");
    card.lift();
    tablet.desktop.press("Show what I know");
    tablet.desktop.press("I'm ready");
    tablet.desktop.wait_for("You're set, Maya!");
    let asked = tablet.wait_for_entries("assessment_requested", 1);
    let skill = asked[0]["event"]["skill"].as_str().unwrap();
    let skill = pack.skill(&skill.into()).unwrap().name.get(&english);
    tablet.desktop.press("Done");

    open_desk(&mut tablet);
    tablet.desktop.press("Requests · 2");
    tablet.desktop.wait_for(&format!("{skill}: 1 is waiting"));
    is_whole(&mut tablet, "requests");
    tablet.desktop.press("Maya · since today");
    tablet.desktop.wait_for_heading(&format!("Maya: {skill}"));
    tablet.desktop.press_exactly("85 %");
    tablet.desktop.press_exactly("Quiz");
    is_whole(&mut tablet, "a level to give");
    tablet.desktop.press("Trailblazer. ");
    tablet
        .desktop
        .wait_for(&format!("Maya: Trailblazer in {skill}"));
    let found = tablet.wait_for_entries("assessment_recorded", 1);
    let event = &found[0]["event"];
    assert_eq!(
        (&event["score"], &event["reason"]),
        (&85.into(), &"Quiz".into())
    );
    assert_eq!(event["level"], "trailblazer", "{found:?}");

    tablet.desktop.press("Requests");
    let task = task.name.get(&english);
    tablet.desktop.wait_for("1 finished task to look at");
    assert!(!tablet.desktop.names().contains("is waiting"));
    is_whole(&mut tablet, "a task and a badge");
    tablet.desktop.press(&format!("Seen: Mateo · {task}"));
    tablet.desktop.wait_for("Mateo: task seen");
    tablet.wait_for_entries("task_approved", 1);
    let print = format!("Maya · Trailblazer in {skill}");
    for _ in 0..2 {
        tablet.desktop.wait_for("1 level badge to print");
        tablet.desktop.press(&format!("Printed: {print}"));
        tablet.desktop.wait_for("Maya: level badge printed");
        tablet.desktop.wait_for("Nobody is waiting for you.");
        tablet.desktop.press("Undo");
    }
    tablet.desktop.wait_for(&print);
    assert_eq!(tablet.wait_for_entries("level_badge_printed", 2).len(), 2);

    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for("Hi, Maya!");
    card.lift();
    tablet.desktop.wait_for("You earned it!");
    is_whole(&mut tablet, "a celebration");
    assert!(!tablet.desktop.names().contains("Requests"));
}

/// The class has been there for three weeks, and nothing happened in it.
fn three_weeks_ago(tablet: &Tablet) {
    let class = pack_of(tablet).students.into_iter();
    let class: Vec<_> = class
        .map(|(student, card)| Event::StudentAdded { student, card })
        .collect();
    let then = Zoned::now() - 21.days();
    happened(tablet, &then, &Actor::CommandLine, &class);
}

fn awarded(level: &str) -> Event {
    Event::LevelAwarded {
        student: "s01".into(),
        skill: "rounding".into(),
        level: level.into(),
        reason: None,
    }
}

#[test]
fn the_class_leads_to_whoever_was_forgotten_and_a_child_leaves_and_comes_back() {
    let fresh = Tablet::new();
    three_weeks_ago(&fresh);
    let mut tablet = with_cards(fresh);
    let found = Event::AssessmentRecorded {
        student: "s01".into(),
        skill: "rounding".into(),
        score: None,
        level: Some("explorer".into()),
        reason: None,
    };
    let rivera = Actor::Teacher("rivera".into());
    let events = [found, awarded("explorer")];
    happened(&tablet, &Zoned::now(), &rivera, &events);
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    open_desk(&mut tablet);

    tablet.desktop.press("Class");
    tablet.desktop.wait_for("Not moved · 23");
    is_whole(&mut tablet, "levels");
    tablet.desktop.press("Skills");
    tablet
        .desktop
        .wait_for("Rounding: Evidence of 1 of 24, Explorer 1");
    is_whole(&mut tablet, "skills");
    for (list, says) in [
        ("Not moved · 23", "nothing yet, here for "),
        ("Not met · 23", "not met yet, here for "),
    ] {
        tablet.desktop.press("Class");
        tablet.desktop.press(list);
        tablet.desktop.wait_for(&format!("Aaliyah · {says}"));
        is_whole(&mut tablet, list);
        tablet.desktop.press("Aaliyah · ");
        tablet.desktop.wait_for_heading("Aaliyah Winslow");
    }

    // Bo reads Spanish from now on; no, Bo leaves; no, that was another Bo.
    tablet.desktop.press("Class");
    tablet.desktop.press("Roster");
    tablet.desktop.press("Bo Larkin");
    tablet.desktop.press("Spanish");
    is_whole(&mut tablet, "a child's card");
    tablet.desktop.press("Save");
    tablet.desktop.wait_for("Bo: changed");
    let changed = tablet.wait_for_entries("student_changed", 1);
    assert_eq!(changed[0]["event"]["card"]["language"], "es");
    tablet.desktop.press("Undo");
    tablet.wait_for_entries("entry_withdrawn", 1);
    tablet.desktop.press("Class");
    tablet.desktop.press("Roster");
    tablet.desktop.press("Bo Larkin");
    tablet.desktop.press("Leaves the class");
    tablet
        .desktop
        .wait_for_heading("Does Bo Larkin leave the class?");
    is_whole(&mut tablet, "leaving");
    tablet.desktop.press("Leaves the class");
    tablet.desktop.wait_for("Bo: left the class");
    tablet.desktop.press("Undo");
    tablet.wait_for_entries("entry_withdrawn", 2);
    tablet.desktop.wait_for("Bo Larkin");
}

#[test]
fn levels_that_two_tablets_gave_stand_beside_each_other_and_one_touch_decides() {
    let mut tablet = tablet();
    let now = Zoned::now();
    let rivera = Actor::Teacher("rivera".into());
    let mut other = Journal::in_memory(&now, &mut rand::rng()).unwrap();
    other.append(&now, &rivera, &[awarded("guide")]).unwrap();
    tablet.waymark(&["roster", "list"]);
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let data = tablet.folder.path().join("data");
    let own = Journal::open(&data, &now, &mut rand::rng());
    let mut own = own.unwrap().journal;
    let later = Zoned::now();
    own.append(&later, &rivera, &[awarded("explorer")]).unwrap();
    let received = own.receive(happenings::all(&other)).unwrap();
    assert!(received.refused.is_empty() && received.new >= 1);
    own.close().unwrap();

    open_desk(&mut tablet);
    tablet.desktop.press("1 level disagrees");
    tablet.desktop.wait_for_heading("1 level disagrees");
    tablet.desktop.wait_for("Maya · Rounding");
    tablet.desktop.wait_for("Explorer · now");
    is_whole(&mut tablet, "levels that disagree");
    tablet.desktop.press_exactly("Guide");
    tablet.desktop.wait_for("All tablets agree on every level.");
    tablet.wait_for_entries("awards_settled", 1);
    tablet.desktop.press("Undo");
    tablet.desktop.wait_for("Explorer · now");
    tablet.desktop.press("Explorer · now");
    tablet.desktop.wait_for("All tablets agree on every level.");
    tablet.waymark(&["journal", "verify"]);
}

#[test]
fn in_practice_an_apple_opens_the_teachers_pages_and_nothing_is_kept() {
    let mut tablet = Tablet::new();
    tablet.open_kiosk(&["--practice", "--windowed", "1280x800"]);
    is_whole(&mut tablet, "a practice kiosk");
    tablet.desktop.click("Practice badge 🍎");
    tablet.desktop.wait_for_heading("Your PIN, please");
    is_whole(&mut tablet, "the pad");
    tablet.type_pin("2468");
    tablet.desktop.wait_for("Not here yet 24");
    for (tab, what) in [
        ("Requests", "Nobody is waiting for you."),
        ("Class", "small: says"),
        ("Now", "Not here yet 24"),
    ] {
        tablet.desktop.click(tab);
        tablet.desktop.wait_for(what);
        is_whole(&mut tablet, tab);
    }
    tablet.desktop.click("Lock");
    tablet.desktop.wait_for("Tap your badge");
    drop(tablet.kiosk.take());
    let data = tablet.folder.path().join("data");
    assert!(!data.join("waymark.sqlite").exists(), "nothing is kept");
}

#[test]
fn a_child_without_a_badge_gets_one_and_is_greeted_by_it_with_the_teachers_words() {
    let mut tablet = tablet();
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    open_desk(&mut tablet);
    tablet.desktop.press("Aaliyah");
    tablet.desktop.wait_for_heading("Aaliyah");
    tablet.desktop.press("Leave words");
    tablet
        .desktop
        .wait_for_heading("For the next tap of Aaliyah");
    is_whole(&mut tablet, "prepared words");
    tablet.desktop.press("I am proud of your work.");
    tablet.desktop.wait_for("Aaliyah: your words wait");
    tablet.desktop.press("Badges · 0");
    tablet.desktop.wait_for("No badge yet");
    tablet.desktop.press("New badge");
    tablet
        .desktop
        .wait_for_heading("Tap the new badge for Aaliyah");
    is_whole(&mut tablet, "a badge to lay down");
    let card = tablet.cards.lay(Card::new(&STRANGE));
    tablet.desktop.wait_for("Aaliyah: badge linked");
    card.lift();
    tablet
        .desktop
        .wait_for_heading("Linked: Aaliyah has a new badge");
    tablet.desktop.press("Back");
    tablet.desktop.wait_for("Badges · 1");
    let linked = tablet.wait_for_entries("badge_linked", 4);
    assert_eq!(linked[3]["actor"]["teacher"], "rivera", "{linked:?}");
    // The same badge within five seconds would be the same tap; Maya's is another.
    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for("Hi, Maya!");
    card.lift();
    tablet.desktop.press("That's not me");
    tablet.desktop.wait_for("Thanks for telling me");
    let card = tablet.cards.lay(Card::new(&STRANGE));
    tablet.desktop.wait_for("Hi, Aaliyah!");
    card.lift();
    tablet.desktop.press("A note for you");
    tablet
        .desktop
        .wait_for_all(&["I am proud of your work. Keep going!"]);
    is_whole(&mut tablet, "a note");
    tablet.desktop.press("Thanks!");
    tablet.wait_for_entries("note_read", 1);
}
