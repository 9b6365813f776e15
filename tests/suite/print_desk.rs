//! Printing at the desk: what is offered, in which order things are saved, and what a teacher is told
//! while it goes on; and the whole of it in the built program, on a real printer without paper.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
    process::Command,
};

use waymark::{
    badges::sheet::{Paper as SheetPaper, Sheet as OnSheet},
    domain::{
        badge::BadgeKey,
        event::{Event, Holder},
        ids::{LevelId, StudentId},
        kiosk::{
            DeskDid, DeskPage, DeskTouch, Input, PrintErrand, PrintNews, PrintPage, PrintTouch,
            PrintWhat, Printing,
        },
        print_list,
        printing::{
            FileTrouble, JobState, Marked, Need, Pages, Paper, PrintChoices, PrintJob, PrintOrder,
            PrintStep, PrinterLook, Printers, SendTrouble, Sheet, Shift, StickCopy,
        },
    },
};

use crate::{
    desk::{at_desk, busy, classroom, focus, page, sign_in},
    printing::read_back,
    screens::Scene,
    support::{
        classroom::Classroom,
        cups::Cups,
        tablet::{MAYA, Tablet},
    },
};

fn open(room: &mut Classroom, page: PrintPage) {
    at_desk(room, DeskTouch::Open(DeskPage::Print(page)));
}

fn touch(room: &mut Classroom, touch: PrintTouch) {
    at_desk(room, DeskTouch::Print(touch));
}

fn tell(room: &mut Classroom, news: PrintNews) {
    room.input(Input::Print(news));
}

fn library() -> PrinterLook {
    PrinterLook {
        name: "Library".to_owned(),
        says: "Library printer".to_owned(),
        is_default: true,
        accepts: true,
        needs: Vec::new(),
    }
}

fn errands(room: &mut Classroom) -> Vec<PrintErrand> {
    let next = || room.kiosk.take_print_errand();
    let all = std::iter::from_fn(next);
    all.filter(|errand| *errand != PrintErrand::Look).collect()
}

/// A code of nobody's, as the program draws them.
fn codes(students: &[StudentId]) -> Vec<Event> {
    let codes = crate::printing::codes(students.len());
    let link =
        |(student, code): (&StudentId, &waymark::badges::code::BadgeCode)| Event::BadgeLinked {
            badge: code.key(),
            holder: Holder::Student(student.clone()),
        };
    students.iter().zip(&codes).map(link).collect()
}

/// At the desk, with a printer.
fn at_the_printer() -> Classroom {
    let mut room = classroom();
    sign_in(&mut room);
    open(&mut room, PrintPage::What);
    let found = Printers::Found(vec![library()]);
    tell(&mut room, PrintNews::Printers(found));
    assert_eq!(errands(&mut room), []);
    room
}

fn last(room: &Classroom) -> &PrintJob {
    room.kiosk.printing().jobs.last().unwrap()
}

/// What is printed, once everything before it is saved.
fn printed(room: &mut Classroom) -> Box<PrintOrder> {
    match errands(room).pop() {
        Some(PrintErrand::Print(order)) => order,
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_badge_is_printed_with_a_code_that_is_not_saved() {
    let mut room = at_the_printer();
    let everybody: Vec<StudentId> = room.records.students().map(|(id, _)| id.clone()).collect();
    open(&mut room, PrintPage::How(PrintWhat::Everybody));
    touch(&mut room, PrintTouch::Print(PrintWhat::Everybody));
    assert_eq!(page(&room), Some(&DeskPage::Print(PrintPage::Progress)));
    assert_eq!(last(&room).step, PrintStep::Making);
    let wanted = errands(&mut room);
    let [PrintErrand::Prepare(Pages::Students(who))] = &wanted[..] else {
        panic!("{wanted:?}");
    };
    let all: BTreeSet<_> = who.iter().collect();
    assert_eq!(all, everybody.iter().collect());
    room.slow_disk = true;
    tell(&mut room, PrintNews::Prepared(codes(who)));
    assert_eq!(errands(&mut room), [], "not before they are saved");
    assert_eq!(room.held.len(), 1);
    room.slow_disk = false;
    let record = room.held.remove(0);
    room.save(record);
    assert_eq!(room.count("badge_linked"), everybody.len());
    let order = printed(&mut room);
    assert_eq!(order.pages.badges(), everybody.len());
    assert_eq!(order.printer, Some(library()));
}

#[test]
fn codes_that_could_not_be_saved_print_nothing_and_a_school_of_codes_is_saved_in_parts() {
    let mut room = at_the_printer();
    touch(&mut room, PrintTouch::Print(PrintWhat::Everybody));
    let ids: Vec<StudentId> = (0..2_000)
        .map(|n| StudentId::from(format!("x{n}")))
        .collect();
    assert_eq!(errands(&mut room).len(), 1);
    room.slow_disk = true;
    tell(&mut room, PrintNews::Prepared(codes(&ids)));
    let ticket = room.held.remove(0).ticket;
    room.input(Input::NotSaved(ticket));
    assert_eq!(last(&room).step, PrintStep::NotMade);
    assert_eq!(errands(&mut room), []);

    room.slow_disk = false;
    touch(&mut room, PrintTouch::Print(PrintWhat::Everybody));
    assert_eq!(errands(&mut room).len(), 1);
    tell(&mut room, PrintNews::Prepared(codes(&ids)));
    assert_eq!(room.count("badge_linked"), 2_000);
    printed(&mut room);
}

#[test]
fn a_childs_tap_locks_the_desk_and_the_print_goes_on() {
    let mut room = at_the_printer();
    touch(&mut room, PrintTouch::Print(PrintWhat::Test));
    assert_eq!(errands(&mut room).len(), 1);
    room.tap("s01");
    assert_eq!(room.who(), Some("s01"));
    tell(&mut room, PrintNews::Prepared(Vec::new()));
    assert_eq!(printed(&mut room).pages, Pages::Test);
    let done = PrintStep::Sent(JobState::Done, Vec::new());
    tell(&mut room, PrintNews::Step(1, done));
    assert_eq!(room.who(), Some("s01"), "and nobody is disturbed");
    room.wait(120);
    sign_in(&mut room);
    let news = |room: &Classroom| room.kiosk.printing().news().is_some();
    assert!(news(&room), "it is told when a teacher is back");
    open(&mut room, PrintPage::Progress);
    assert!(!news(&room), "once it was seen, it is no news");
}

fn award(room: &mut Classroom) -> (StudentId, waymark::domain::ids::SkillId, LevelId) {
    let (skill, level) = (focus(room), room.pack.levels[1].id.clone());
    let student = StudentId::from("s01");
    room.happen(Event::LevelAwarded {
        student: student.clone(),
        skill: skill.clone(),
        level: level.clone(),
        reason: None,
    });
    (student, skill, level)
}

#[test]
fn a_level_badge_counts_as_printed_once_it_is_on_paper_and_not_before() {
    let mut room = at_the_printer();
    let which = award(&mut room);
    let waits = |room: &Classroom| print_list::to_print(&room.pack, &room.records).len();
    touch(&mut room, PrintTouch::Print(PrintWhat::Levels));
    assert_eq!(last(&room).order.pages, Pages::Levels(vec![which]));
    tell(&mut room, PrintNews::Prepared(Vec::new()));
    printed(&mut room);
    for step in [
        PrintStep::Sent(JobState::Waiting, Vec::new()),
        PrintStep::Sent(JobState::Stopped, vec![Need::Paper]),
        PrintStep::LostSight,
    ] {
        tell(&mut room, PrintNews::Step(1, step));
        assert_eq!(waits(&room), 1);
    }
    let done = PrintStep::Sent(JobState::Done, Vec::new());
    tell(&mut room, PrintNews::Step(1, done.clone()));
    assert_eq!(waits(&room), 0);
    assert_eq!(room.count("level_badge_printed"), 1);
    let did = room.kiosk.desk().unwrap().done.last().unwrap().what.clone();
    assert_eq!(did, DeskDid::AllPrinted);
    tell(&mut room, PrintNews::Step(1, done));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(waits(&room), 1, "it can be taken back");
    assert_eq!(
        room.count("level_badge_printed"),
        1,
        "and is not done twice"
    );
}

#[test]
fn one_question_about_printers_is_out_at_a_time() {
    let mut room = classroom();
    sign_in(&mut room);
    open(&mut room, PrintPage::What);
    let looks = |room: &mut Classroom| {
        let all = std::iter::from_fn(|| room.kiosk.take_print_errand());
        all.filter(|errand| *errand == PrintErrand::Look).count()
    };
    assert_eq!(looks(&mut room), 1);
    room.wait(9);
    assert_eq!(looks(&mut room), 0, "nobody answered yet");
    tell(&mut room, PrintNews::Printers(Printers::Silent));
    room.wait(3);
    assert_eq!(looks(&mut room), 1);
}

/// A test badge is ordered: its number.
fn order_test(room: &mut Classroom) -> u32 {
    touch(room, PrintTouch::Print(PrintWhat::Test));
    tell(room, PrintNews::Prepared(Vec::new()));
    errands(room);
    last(room).order.number
}

fn told_number(room: &Classroom) -> Option<u32> {
    let told = room.kiosk.printing().told();
    told.map(|job| job.order.number)
}

#[test]
fn the_end_of_a_later_order_is_told_before_an_older_one_that_is_stuck() {
    let mut room = at_the_printer();
    let stuck = order_test(&mut room);
    let paper = PrintStep::Sent(JobState::Stopped, vec![Need::Paper]);
    tell(&mut room, PrintNews::Step(stuck, paper));
    let later = order_test(&mut room);
    assert_eq!(told_number(&room), Some(later), "what was just ordered");
    at_desk(&mut room, DeskTouch::Open(DeskPage::Now));
    let failed = PrintStep::Sent(JobState::Failed, Vec::new());
    tell(&mut room, PrintNews::Step(later, failed));
    assert_eq!(told_number(&room), Some(later));
    open(&mut room, PrintPage::Progress);
    room.wait(5);
    assert_eq!(told_number(&room), Some(later), "as long as it is read");
    at_desk(&mut room, DeskTouch::Open(DeskPage::Now));
    assert_eq!(told_number(&room), Some(stuck), "once it was seen");
}

#[test]
fn an_order_that_still_goes_on_is_never_forgotten() {
    let mut room = at_the_printer();
    let stuck = order_test(&mut room);
    for _ in 0..12 {
        let number = order_test(&mut room);
        tell(&mut room, PrintNews::Step(number, PrintStep::OnlySaved));
    }
    let jobs = &room.kiosk.printing().jobs;
    assert_eq!((jobs.len(), jobs[0].order.number), (8, stuck));
}

#[test]
fn in_practice_nothing_is_printed_and_no_file_is_saved() {
    let mut tablet = Tablet::new();
    tablet.open_kiosk(&["--practice", "--windowed", "1280x800"]);
    tablet.desktop.click("Practice badge 🍎");
    tablet.desktop.wait_for_heading("Your PIN, please");
    tablet.type_pin("2468");
    tablet.desktop.press("This tablet");
    tablet.desktop.press("Print badges");
    tablet.desktop.press("All ID badges: ");
    tablet.desktop.wait_for("No printer: save it as a file");
    tablet.desktop.press("Save as a file");
    tablet
        .desktop
        .wait_for_heading("In practice nothing is printed or saved");
    assert_eq!(tablet.desktop.wrong(), "", "practice");
    assert!(!tablet.folder.path().join("data/prints").exists());
}

#[cfg(unix)]
#[test]
fn the_file_just_saved_stays_whatever_the_clock_said_before_and_is_nobody_elses_to_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let cups = Cups::start();
    let mut tablet = tablet_with(&cups);
    let folder = tablet.folder.path().join("data/prints");
    fs::create_dir_all(&folder).unwrap();
    for number in 10..40 {
        fs::write(folder.join(format!("2099-01-01-0000{number}-1.pdf")), "").unwrap();
    }
    fs::write(folder.join("2026-01-01-000000-1.part"), "half").unwrap();
    tablet.desktop.press("This tablet");
    tablet.desktop.press("Print badges");
    tablet.desktop.press("Test badge for scanners");
    tablet.desktop.wait_for("No printer: save it as a file");
    tablet.desktop.press("Save as a file");
    tablet.desktop.wait_for_heading("Saved as a file");
    let files = fs::read_dir(&folder).unwrap();
    let files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 20, "{files:?}");
    let full = |path: &&PathBuf| path.metadata().unwrap().len() > 0;
    let new = files.iter().find(full).unwrap();
    assert_eq!(new.extension().unwrap(), "pdf", "and no half of a file");
    let mode = |path: &PathBuf| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(new)), (0o700, 0o600));
}

/// Level badges come out of the printer.
fn come_out(room: &mut Classroom) {
    let done = PrintStep::Sent(JobState::Done, Vec::new());
    tell(room, PrintNews::Step(1, done));
}

/// A teacher orders the level badges, and leaves.
fn order_levels(room: &mut Classroom) {
    touch(room, PrintTouch::Print(PrintWhat::Levels));
    tell(room, PrintNews::Prepared(Vec::new()));
    printed(room);
}

#[test]
fn what_comes_out_of_the_printer_leaves_the_open_page_and_others_undo_alone() {
    let mut room = at_the_printer();
    award(&mut room);
    order_levels(&mut room);
    let words = DeskPage::Words("s02".into());
    at_desk(&mut room, DeskTouch::Open(words.clone()));
    come_out(&mut room);
    assert_eq!(room.count("level_badge_printed"), 1);
    assert_eq!(page(&room), Some(&words), "for whoever ordered them too");
    assert_eq!(room.kiosk.desk().unwrap().done.len(), 1);

    let mut room = at_the_printer();
    award(&mut room);
    order_levels(&mut room);
    at_desk(&mut room, DeskTouch::Lock);
    crate::entry::substitute_signs_in(&mut room);
    let before = page(&room).cloned();
    come_out(&mut room);
    assert_eq!(room.count("level_badge_printed"), 1);
    assert_eq!(page(&room).cloned(), before);
    assert!(
        room.kiosk.desk().unwrap().done.is_empty(),
        "it is not theirs"
    );
}

#[test]
fn more_level_badges_than_one_record_holds_are_all_marked_before_it_is_said() {
    let mut room = at_the_printer();
    let levels = room.pack.levels[1].id.clone();
    for number in 0..201 {
        let student = StudentId::from(format!("many{number}"));
        let (_, card) = room.pack.students[0].clone();
        room.happen(Event::StudentAdded {
            student: student.clone(),
            card,
        });
        let skill = focus(&room);
        room.happen(Event::LevelAwarded {
            student,
            skill,
            level: levels.clone(),
            reason: None,
        });
    }
    order_levels(&mut room);
    room.slow_disk = true;
    come_out(&mut room);
    assert_eq!(last(&room).marked, Marked::NotYet);
    let record = room.held.remove(0);
    room.save(record);
    assert_eq!(last(&room).marked, Marked::NotYet, "one is left");
    let record = room.held.remove(0);
    room.save(record);
    assert_eq!(last(&room).marked, Marked::All);
    assert_eq!(room.count("level_badge_printed"), 201);
}

#[test]
fn level_badges_whose_marks_were_not_saved_are_not_told_as_marked() {
    let mut room = at_the_printer();
    award(&mut room);
    order_levels(&mut room);
    room.slow_disk = true;
    come_out(&mut room);
    let ticket = room.held.remove(0).ticket;
    room.input(Input::NotSaved(ticket));
    assert_eq!(last(&room).marked, Marked::NotSaved);
    assert!(room.held.is_empty(), "and it is not tried over and over");
}

#[test]
fn a_level_badge_that_is_only_a_file_or_never_came_out_waits_for_the_teacher() {
    for step in [
        PrintStep::OnlySaved,
        PrintStep::NotSent(SendTrouble::Gone),
        PrintStep::Forgotten,
        PrintStep::Sent(JobState::Failed, Vec::new()),
        PrintStep::Sent(JobState::Canceled, Vec::new()),
        PrintStep::NotSaved(FileTrouble::Full),
    ] {
        let mut room = at_the_printer();
        award(&mut room);
        touch(&mut room, PrintTouch::Save(PrintWhat::Levels));
        tell(&mut room, PrintNews::Prepared(Vec::new()));
        assert_eq!(printed(&mut room).printer, None, "only a file");
        tell(&mut room, PrintNews::Step(1, step));
        assert_eq!(room.count("level_badge_printed"), 0);
        at_desk(&mut room, DeskTouch::AllPrinted);
        assert_eq!(room.count("level_badge_printed"), 1);
    }
}

#[test]
fn choices_are_kept_and_each_printer_has_its_own_shift() {
    let mut room = at_the_printer();
    touch(&mut room, PrintTouch::Sheet(Sheet::Avery5371));
    touch(&mut room, PrintTouch::Shift(5, 0));
    touch(&mut room, PrintTouch::Shift(5, -5));
    let kept = errands(&mut room).pop().unwrap();
    let PrintErrand::Keep(choices) = kept else {
        panic!("{kept:?}");
    };
    assert_eq!(
        choices.shift(Some("Library")),
        Shift {
            right: 10,
            down: -5
        }
    );
    assert_eq!(choices.shift(Some("Office")), Shift::default());
    let text = serde_json::to_string(&choices).unwrap();
    let read: PrintChoices = serde_json::from_str(&text).unwrap();
    assert_eq!(read, choices, "as it is kept beside the journal");
    let older: PrintChoices = serde_json::from_str("{\"paper\":\"a4\"}").unwrap();
    assert_eq!((older.paper, older.sheet), (Paper::A4, Sheet::Squares));

    touch(&mut room, PrintTouch::Sheet(Sheet::Squares));
    touch(&mut room, PrintTouch::Paper(Paper::A4));
    touch(&mut room, PrintTouch::Sheet(Sheet::Avery5395));
    let choices = &room.kiosk.printing().choices;
    assert_eq!(choices.paper, Paper::Letter, "labels come on Letter alone");
    touch(&mut room, PrintTouch::Sheet(Sheet::Cr80));
    touch(&mut room, PrintTouch::Paper(Paper::Card));
    touch(&mut room, PrintTouch::Print(PrintWhat::Ruler));
    let ruler = &last(&room).order;
    assert_eq!(ruler.paper, Paper::Letter, "a ruler page is a page");
    assert_eq!(ruler.shift, Shift::default(), "and is not moved");
}

#[test]
fn whoever_has_no_badge_is_printed_alone_and_a_substitute_prints_nothing() {
    let mut room = at_the_printer();
    let badges: Vec<BadgeKey> = room.records.badges().map(|(key, _)| key.clone()).collect();
    let of = |room: &Classroom| {
        let who = &room.kiosk.desk().unwrap().who;
        PrintWhat::WithoutBadge.pages(room.context(), who)
    };
    assert_eq!(of(&room), None, "everybody has one");
    let lost = badges
        .iter()
        .find(|badge| **badge == crate::support::classroom::badge_of("s03"));
    room.happen(Event::BadgeVoided {
        badge: lost.unwrap().clone(),
        reason: waymark::domain::event::VoidReason::Lost,
    });
    assert_eq!(of(&room), Some(Pages::Students(vec!["s03".into()])));
}

#[test]
fn a_printer_that_was_chosen_and_is_gone_is_replaced_by_the_default_or_the_only_one() {
    let named = |name: &str, is_default| PrinterLook {
        name: name.to_owned(),
        is_default,
        ..library()
    };
    let chosen = |all: &[PrinterLook], name| {
        let found = Printers::Found(all.to_vec());
        found.to_use(name).map(|looked| looked.name.clone())
    };
    let two = [named("A", false), named("B", true)];
    assert_eq!(chosen(&two, Some("A")).as_deref(), Some("A"));
    assert_eq!(chosen(&two, Some("Gone")).as_deref(), Some("B"));
    assert_eq!(chosen(&two[..1], Some("Gone")).as_deref(), Some("A"));
    let none = [named("A", false), named("B", false)];
    assert_eq!(chosen(&none, None), None, "it is asked for");
    assert_eq!(Printing::default().printers.to_use(None), None);
}

/// A teacher with a badge and a PIN, on a tablet that prints there.
fn tablet_with(cups: &Cups) -> Tablet {
    let mut tablet = Tablet::of_rivera();
    tablet.link("--student", "s01", &MAYA);
    tablet.open_kiosk_with(&["--windowed", "1280x800"], "CUPS_SERVER", &cups.server());
    tablet.rivera_signs_in();
    tablet
}

/// The codes in the journal, by whose they are.
fn codes_in_the_journal(tablet: &Tablet) -> BTreeMap<String, String> {
    let linked = tablet.entries().into_iter();
    let linked = linked.filter(|entry| entry["kind"] == "badge_linked");
    let codes = linked.filter_map(|entry| {
        let badge = entry["event"]["badge"]
            .as_str()?
            .strip_prefix("code:")?
            .to_owned();
        Some((entry["student"].as_str()?.to_owned(), badge))
    });
    codes.collect()
}

#[test]
fn a_teacher_prints_the_badges_of_the_class_by_touch_and_every_one_is_read_back() {
    let mut cups = Cups::start();
    cups.plug_in("Library", "Library printer");
    let mut tablet = tablet_with(&cups);
    tablet.desktop.press("This tablet");
    tablet.desktop.press("Print badges");
    tablet.desktop.press("All ID badges: ");
    tablet.desktop.wait_for("Library printer · ready");
    assert_eq!(tablet.desktop.wrong(), "", "how");
    cups.take_paper_out();
    tablet.desktop.press_exactly("Print");
    tablet.desktop.wait_for("Out of paper: put paper in.");
    assert_eq!(tablet.desktop.wrong(), "", "out of paper");

    // A child's tap locks the desk; the print goes on.
    let card = tablet.cards.lay(crate::support::pcscd::Card::new(&MAYA));
    tablet.desktop.wait_for("Hi, Maya!");
    card.lift();
    cups.put_paper_in();
    cups.wait_until("paper comes out", || cups.printed().len() == 1);
    tablet.desktop.press("That's not me");
    tablet.desktop.wait_for("Tap your badge");
    tablet.rivera_signs_in();
    tablet.desktop.wait_for("Done: ");
    tablet.desktop.press("See: Print badges");
    tablet.desktop.wait_for_heading("Done: ");
    assert_eq!(tablet.desktop.wrong(), "", "done");

    let codes = codes_in_the_journal(&tablet);
    let students = tablet.entries();
    let students = students
        .iter()
        .filter(|entry| entry["kind"] == "student_added");
    assert_eq!(codes.len(), students.count(), "everybody has one");
    let layout = OnSheet::Squares.on(SheetPaper::Letter).unwrap();
    let sheet = &cups.printed()[0];
    let pages = codes.len().div_ceil(layout.cells.len());
    let read: Vec<_> = (1..=pages)
        .flat_map(|page| read_back(sheet, page, &layout))
        .collect();
    let read: BTreeSet<_> = read.into_iter().collect();
    assert_eq!(
        read,
        codes.into_values().collect(),
        "by an independent decoder"
    );

    let saved = fs::read_dir(tablet.folder.path().join("data/prints")).unwrap();
    let saved: Vec<PathBuf> = saved.map(|entry| entry.unwrap().path()).collect();
    assert_eq!(saved.len(), 1, "{saved:?}");
    let names = tablet.desktop.names();
    let name = saved[0].file_name().unwrap().to_str().unwrap();
    assert!(names.contains(name), "{names}");
}

#[test]
fn without_a_printer_or_a_service_the_file_is_the_way_and_a_full_disk_is_told() {
    let mut cups = Cups::start();
    let mut tablet = tablet_with(&cups);
    tablet.desktop.press("This tablet");
    tablet.desktop.press("Print badges");
    tablet.desktop.press("Test badge for scanners");
    tablet.desktop.wait_for("No printer: save it as a file");
    cups.kill();
    tablet.desktop.wait_for("No printing service");
    tablet.desktop.press("Save as a file");
    tablet.desktop.wait_for_heading("Saved as a file");
    assert_eq!(tablet.desktop.wrong(), "", "saved");
    let folder = tablet.folder.path().join("data/prints");
    let saved = || {
        let files = fs::read_dir(&folder).unwrap();
        files.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let text = Command::new("pdftotext").arg(&saved()[0]).arg("-").output();
    assert!(text.unwrap().status.success(), "it is a PDF");

    // A folder that takes nothing more.
    let file = saved().remove(0);
    fs::remove_file(&file).unwrap();
    fs::remove_dir(&folder).unwrap();
    fs::write(&folder, "a file where the folder was").unwrap();
    tablet.desktop.press("Print more");
    tablet.desktop.press("Test badge for scanners");
    tablet.desktop.press("Save as a file");
    tablet.desktop.wait_for_heading("The file was not saved");
    assert_eq!(tablet.desktop.wrong(), "", "not saved");
}

fn job(what: &Pages, step: PrintStep) -> impl Fn(&mut Classroom) + use<> {
    let what = what.clone();
    move |room: &mut Classroom| {
        let what = match &what {
            Pages::Levels(_) => PrintWhat::Levels,
            Pages::Test => PrintWhat::Test,
            _ => PrintWhat::Everybody,
        };
        touch(room, PrintTouch::Print(what));
        tell(room, PrintNews::Prepared(Vec::new()));
        let number = room.kiosk.printing().jobs.len().try_into().unwrap();
        let path = "/home/waymark/.local/share/waymark/prints/2026-11-23-103800-1.pdf";
        tell(room, PrintNews::Saved(number, path.into(), Some(3)));
        tell(room, PrintNews::Step(number, step.clone()));
    }
}

fn with_printers(room: &mut Classroom, all: Vec<PrinterLook>, page: PrintPage) {
    busy(room);
    open(room, page);
    tell(room, PrintNews::Printers(Printers::Found(all)));
}

fn eight() -> Vec<PrinterLook> {
    let long = "HP Color LaserJet Pro MFP M479fdw by the copy room, second floor";
    let all = (1..=8).map(|number| PrinterLook {
        name: format!("printer_{number}"),
        says: match number {
            1 => long.to_owned(),
            2 => "Library printer".to_owned(),
            number => format!("Room {number} color printer"),
        },
        is_default: number == 1,
        accepts: number != 4,
        needs: match number {
            3 => vec![Need::Paper],
            5 => vec![Need::Connection],
            6 => vec![Need::Resume],
            _ => Vec::new(),
        },
    });
    all.collect()
}

fn told(room: &mut Classroom, pages: &Pages, step: PrintStep) {
    with_printers(room, vec![library()], PrintPage::What);
    if matches!(pages, Pages::Levels(_)) {
        award(room);
    }
    job(pages, step)(room);
}

/// Every page of printing, empty and full, well and not.
pub fn scenes() -> Vec<Scene> {
    [choosing(), told_scenes()].concat()
}

fn choosing() -> Vec<Scene> {
    vec![
        ("desk-press", |room| {
            with_printers(room, vec![library()], PrintPage::What);
        }),
        ("desk-press-new", |room| {
            crate::desk::with_teacher(room);
            sign_in(room);
            open(room, PrintPage::What);
        }),
        ("desk-press-how", |room| {
            let page = PrintPage::How(PrintWhat::Everybody);
            with_printers(room, vec![library()], page);
        }),
        ("desk-press-how-many", |room| {
            with_printers(
                room,
                eight(),
                PrintPage::How(PrintWhat::Child("s01".into())),
            );
            touch(room, PrintTouch::Sheet(Sheet::Cr80));
            touch(room, PrintTouch::Copies(12));
        }),
        ("desk-press-how-none", |room| {
            with_printers(room, Vec::new(), PrintPage::How(PrintWhat::Pictures));
        }),
        ("desk-press-how-away", |room| {
            with_printers(room, Vec::new(), PrintPage::How(PrintWhat::Mine));
            tell(room, PrintNews::Printers(Printers::NoService));
        }),
        ("desk-press-printers", |room| {
            let what = PrintWhat::Everybody;
            with_printers(room, eight(), PrintPage::Printers(what, 0));
        }),
        ("desk-press-shift", |room| {
            let what = PrintWhat::Everybody;
            with_printers(room, eight(), PrintPage::Shift(what));
            touch(room, PrintTouch::Shift(-15, 20));
        }),
    ]
}

fn told_scenes() -> Vec<Scene> {
    vec![
        ("desk-press-sent", |room| {
            told(
                room,
                &Pages::Ruler,
                PrintStep::Sent(JobState::Printing, Vec::new()),
            );
        }),
        ("desk-press-paper", |room| {
            told(
                room,
                &Pages::Ruler,
                PrintStep::Sent(JobState::Printing, vec![Need::Paper]),
            );
        }),
        ("desk-press-done", |room| {
            told(
                room,
                &Pages::Levels(Vec::new()),
                PrintStep::Sent(JobState::Done, Vec::new()),
            );
        }),
        ("desk-press-failed", |room| {
            told(
                room,
                &Pages::Test,
                PrintStep::Sent(JobState::Failed, Vec::new()),
            );
            tell(room, PrintNews::Stick(1, StickCopy::NoStick));
        }),
        ("desk-press-full", |room| {
            told(room, &Pages::Test, PrintStep::NotSaved(FileTrouble::Full));
        }),
        ("desk-press-saved", |room| {
            told(room, &Pages::Levels(Vec::new()), PrintStep::OnlySaved);
            let path = "/media/teacher/STICK/2026-11-23-103800-1.pdf";
            tell(room, PrintNews::Stick(1, StickCopy::At(path.into())));
        }),
        ("desk-press-forgotten", |room| {
            told(room, &Pages::Levels(Vec::new()), PrintStep::Forgotten);
        }),
        ("desk-press-forgotten-test", |room| {
            told(room, &Pages::Test, PrintStep::Forgotten);
        }),
        ("desk-press-practice", |room| {
            with_printers(room, Vec::new(), PrintPage::What);
            touch(room, PrintTouch::Save(PrintWhat::Test));
            tell(room, PrintNews::Prepared(Vec::new()));
            tell(room, PrintNews::Step(1, PrintStep::Practice));
        }),
        ("desk-press-strip", |room| {
            told(
                room,
                &Pages::Ruler,
                PrintStep::Sent(JobState::Printing, vec![Need::Paper]),
            );
            at_desk(room, DeskTouch::Open(DeskPage::Now));
        }),
        ("desk-press-requests", |room| {
            busy(room);
            award(room);
            at_desk(room, DeskTouch::Open(DeskPage::Requests(1)));
        }),
    ]
}
