//! The export from the kiosk: when it is due, where it can go, who may ask for it, what is told; and in
//! the built program, an export that was slept through.

use std::{
    fs,
    path::PathBuf,
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::{ToSpan as _, Zoned, civil};
use tempfile::TempDir;
use waymark::{
    app::exporter::{self, Export},
    devices::sticks,
    domain::{
        exporting::{
            self, ExportLook, ExportSettings, ExportState, ExportTo, ExportTrouble, LastExport,
        },
        kiosk::{Adult, CardDraft, DeskPage, DeskTouch, Erased, Errand, Input, News, TabletTouch},
        pack::Pack,
    },
    storage::Journal,
};

use crate::{
    desk::{at_desk, busy, classroom, page, sign_in, with_teacher},
    screens::Scene,
    support::{
        classroom::{Classroom, sample_pack},
        happenings::random,
        pcscd::own_mounts,
        tablet::Tablet,
    },
};

fn pack(blocks: bool, days: bool) -> Pack {
    let mut pack = sample_pack();
    pack.tablet.export = ExportSettings {
        folder: Some("/srv/waymark".into()),
        blocks,
        days,
    };
    pack
}

/// When the blocks of a Monday end.
fn ends(pack: &Pack) -> Vec<civil::DateTime> {
    let monday = civil::date(2026, 11, 23);
    let blocks = pack.blocks.iter();
    let blocks = blocks.filter(|block| block.days.contains(&civil::Weekday::Monday));
    let ends = blocks.map(|block| {
        let minutes: i64 = block
            .rounds
            .iter()
            .map(|round| i64::from(round.minutes))
            .sum();
        monday.to_datetime(block.starts) + minutes.minutes()
    });
    let mut ends: Vec<_> = ends.collect();
    ends.sort();
    ends
}

#[test]
fn an_export_is_due_once_after_each_block_and_after_the_day() {
    let pack = pack(true, true);
    let ends = ends(&pack);
    assert!(ends.len() > 1, "{ends:?}");
    let mut last = Some(civil::date(2026, 11, 20).at(17, 0, 0, 0));
    let mut made = Vec::new();
    // A Monday, minute by minute.
    for minute in 0..24 * 60 {
        let now = civil::date(2026, 11, 23).at(0, 0, 0, 0) + i64::from(minute).minutes();
        if exporting::is_due(&pack, last, None, now) {
            made.push(now);
            last = Some(now);
        }
    }
    assert_eq!(made, ends);
}

#[test]
fn a_day_ends_with_its_last_block_and_at_four_where_there_is_no_timetable() {
    let mut pack = pack(false, true);
    let end = *ends(&pack).last().unwrap();
    let before = Some(end - 1.hour());
    assert!(!exporting::is_due(&pack, before, None, end - 1.minute()));
    assert!(exporting::is_due(&pack, before, None, end));
    pack.blocks.clear();
    let four = civil::date(2026, 11, 23).at(16, 0, 0, 0);
    let before = Some(four - 1.hour());
    assert!(!exporting::is_due(&pack, before, None, four - 1.second()));
    assert!(exporting::is_due(&pack, before, None, four));
}

#[test]
fn what_was_slept_through_is_caught_up_with_once() {
    let pack = pack(true, true);
    let thursday = Some(civil::date(2026, 11, 19).at(9, 0, 0, 0));
    // Opened again on Sunday.
    let sunday = civil::date(2026, 11, 22).at(11, 0, 0, 0);
    assert!(exporting::is_due(&pack, thursday, None, sunday));
    assert!(!exporting::is_due(
        &pack,
        Some(sunday),
        None,
        sunday + 1.minute()
    ));
    assert!(exporting::is_due(&pack, None, None, sunday), "never before");
    // After a long summer nothing has to be caught up with.
    let august = civil::date(2027, 8, 20).at(9, 0, 0, 0);
    let ends_are_near = exporting::is_due(&pack, Some(august), None, august + 1.minute());
    assert!(!ends_are_near);
}

#[test]
fn a_try_that_failed_is_repeated_after_a_quarter_of_an_hour_and_a_wrong_clock_holds_nothing_up() {
    let pack = pack(true, true);
    let end = ends(&pack)[0];
    let last = Some(end - 1.day());
    let tried = Some(end);
    assert!(!exporting::is_due(&pack, last, tried, end + 14.minutes()));
    assert!(exporting::is_due(&pack, last, tried, end + 15.minutes()));
    assert_eq!(
        exporting::ask_again(&pack, tried, end + 1.minute()),
        Some(end + 15.minutes())
    );
    let far = Some(end + 400.days());
    assert!(
        exporting::is_due(&pack, far, None, end),
        "that was a wrong clock"
    );
}

#[test]
fn nothing_is_due_without_a_folder_or_where_the_teacher_only_asks() {
    let now = civil::date(2026, 11, 23).at(17, 0, 0, 0);
    assert!(!exporting::is_due(&sample_pack(), None, None, now));
    assert_eq!(exporting::ask_again(&sample_pack(), None, now), None);
    assert!(!exporting::is_due(&pack(false, false), None, None, now));
    assert_eq!(exporting::ask_again(&pack(false, false), None, now), None);
    let tomorrow = exporting::ask_again(&pack(false, true), None, now).unwrap();
    assert_eq!(tomorrow.date(), civil::date(2026, 11, 24));
}

#[test]
fn the_page_looks_for_sticks_and_asks_for_an_export() {
    let mut room = classroom();
    sign_in(&mut room);
    at_desk(&mut room, DeskTouch::Open(DeskPage::Export));
    assert_eq!(room.kiosk.take_errand(), Some(Errand::LookAtExports));
    room.wait(3);
    assert_eq!(
        room.kiosk.take_errand(),
        Some(Errand::LookAtExports),
        "again and again"
    );
    let to = ExportTo::Stick("/media/KINGSTON".into());
    at_desk(
        &mut room,
        DeskTouch::Tablet(TabletTouch::Export(to.clone())),
    );
    assert_eq!(room.kiosk.take_errand(), Some(Errand::Export(None, to)));
}

#[test]
fn a_childs_data_is_asked_for_on_a_page_of_its_own_and_told_there_alone() {
    let mut room = classroom();
    sign_in(&mut room);
    at_desk(
        &mut room,
        DeskTouch::Open(DeskPage::ExportChild("s03".into())),
    );
    assert_eq!(room.kiosk.take_errand(), Some(Errand::LookAtExports));
    let touch = TabletTouch::ExportChild("s03".into(), stick());
    at_desk(&mut room, DeskTouch::Tablet(touch.clone()));
    let asked = Errand::Export(Some("s03".into()), stick());
    assert_eq!(room.kiosk.take_errand(), Some(asked));
    let nobody = TabletTouch::ExportChild("nobody".into(), stick());
    at_desk(&mut room, DeskTouch::Tablet(nobody));
    assert_eq!(room.kiosk.take_errand(), None);
    let mut desk = room.kiosk.desk().unwrap().clone();
    desk.who = Adult::Substitute {
        day: room.moment.wall.date(),
        card: Vec::new(),
    };
    assert!(!desk.may(&DeskPage::ExportChild("s03".into())));
    assert!(!desk.may_ask(&DeskTouch::Tablet(touch)));
    // It is not the export of the class that is wanted before all are deleted.
    let last = LastExport {
        at: room.moment.wall.datetime(),
        to: stick(),
    };
    let look = ExportLook {
        children: [("s03".into(), last.clone())].into(),
        ..ExportLook::default()
    };
    room.input(Input::News(News::Exports(Box::new(look))));
    let desk = room.kiosk.desk().unwrap();
    assert_eq!(desk.child_exported(&"s03".into()), Some(&last));
    assert!(!desk.may_erase(&Erased::Everybody, room.moment.wall.datetime()));
}

#[test]
fn what_was_kept_of_exports_before_there_were_childrens_is_read() {
    let old = r#"{"last":{"at":"2026-11-20T12:00:00","to":{"stick":"/media/A"}},"folder":null}"#;
    let kept: waymark::domain::exporting::Exported = serde_json::from_str(old).unwrap();
    assert!(kept.last.is_some() && kept.children.is_empty());
}

#[test]
fn a_substitute_neither_sees_the_page_nor_exports() {
    let mut room = classroom();
    sign_in(&mut room);
    let mut desk = room.kiosk.desk().unwrap().clone();
    desk.who = Adult::Substitute {
        day: room.moment.wall.date(),
        card: Vec::new(),
    };
    assert!(!desk.may(&DeskPage::Export));
    let to = ExportTo::Folder("/srv/waymark".into());
    assert!(!desk.may_ask(&DeskTouch::Tablet(TabletTouch::Export(to))));
    assert_eq!(page(&room), Some(&DeskPage::Now));
}

#[test]
#[cfg(target_os = "linux")]
fn a_stick_is_found_where_it_is_mounted_and_by_its_own_name() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("media");
    fs::create_dir_all(root.join("teacher/MY STICK")).unwrap();
    fs::create_dir_all(root.join("teacher/only a folder")).unwrap();
    // A real file system, mounted in a world of its own.
    let output = Command::new("unshare")
        .args([own_mounts(), "sh", "-c"])
        .arg("mount -t tmpfs -o size=1m tmpfs \"$0/teacher/MY STICK\" && cat /proc/self/mounts")
        .arg(&root)
        .output()
        .unwrap();
    assert!(output.status.success());
    let mounts = String::from_utf8(output.stdout).unwrap();
    let found = sticks::among(&mounts, &[&root], &["tmpfs"]);
    assert_eq!(found, [root.join("teacher/MY STICK")]);
    assert_eq!(ExportTo::Stick(found[0].clone()).name(), "MY STICK");
    assert_eq!(
        sticks::among(&mounts, &[&root], &["vfat"]),
        [] as [PathBuf; 0]
    );
}

fn wanted(folder: &TempDir, to: ExportTo) -> Export {
    let data = folder.path().join("data");
    if !data.exists() {
        let now: Zoned = "2026-11-20T12:00:00-05:00[America/New_York]"
            .parse()
            .unwrap();
        Journal::open(&data, &now, &mut random()).unwrap();
    }
    Export {
        of: None,
        to,
        data,
        pack: Arc::new(sample_pack()),
        lang: "en".into(),
        now: civil::date(2026, 11, 20).at(12, 0, 0, 0),
    }
}

#[test]
fn a_stick_gets_a_folder_of_its_own_and_a_folder_that_is_away_is_never_made() {
    let folder = TempDir::new().unwrap();
    let stick = folder.path().join("STICK");
    fs::create_dir(&stick).unwrap();
    let to_stick = wanted(&folder, ExportTo::Stick(stick.clone()));
    assert_eq!(exporter::write(&to_stick, |_| true), Ok(()));
    assert!(stick.join("Waymark/Waymark.xlsx").is_file());
    assert!(stick.join("Waymark/oneroster/results.csv").is_file());
    let away = folder.path().join("share");
    let to_share = wanted(&folder, ExportTo::Folder(away.clone()));
    assert_eq!(
        exporter::write(&to_share, |_| true),
        Err(ExportTrouble::Gone)
    );
    assert!(!away.exists());
    // Pulled out in the middle.
    let pulled = folder.path().join("PULLED");
    fs::create_dir(&pulled).unwrap();
    let to_pulled = wanted(&folder, ExportTo::Stick(pulled.clone()));
    let pull = |_| {
        fs::remove_dir_all(&pulled).unwrap_or_default();
        true
    };
    assert_eq!(exporter::write(&to_pulled, pull), Err(ExportTrouble::Gone));
    let no_journal = Export {
        data: folder.path().join("nothing"),
        ..to_stick
    };
    assert_eq!(
        exporter::write(&no_journal, |_| true),
        Err(ExportTrouble::Journal)
    );
}

#[test]
fn a_tablet_that_slept_through_the_end_of_the_day_exports_when_it_is_opened_and_not_again() {
    let mut tablet = Tablet::new();
    let folder = tablet.folder.path().join("share");
    fs::create_dir(&folder).unwrap();
    let file = tablet.folder.path().join("class/kiosk.toml");
    let text = fs::read_to_string(&file).unwrap();
    let export = format!("[export]\nfolder = \"{}\"\n\n[devices]\n", folder.display());
    fs::write(&file, text.replace("[devices]\n", &export)).unwrap();
    tablet.waymark(&["roster", "list"]);
    tablet.open_kiosk(&["--windowed", "1024x600"]);
    let manifest = folder.join("oneroster/manifest.csv");
    let until = Instant::now() + Duration::from_mins(1);
    while !manifest.exists() && Instant::now() < until {
        tablet.desktop.wait_for("Tap your badge");
    }
    assert!(folder.join("Waymark.xlsx").is_file());
    let written = |name: &str| fs::metadata(folder.join(name)).unwrap().modified().unwrap();
    let first = written("Waymark.xlsx");
    tablet.kiosk = None;
    tablet.open_kiosk(&["--windowed", "1024x600"]);
    tablet.desktop.wait_for("Tap your badge");
    assert_eq!(written("Waymark.xlsx"), first, "nothing has ended since");
}

fn look(room: &mut Classroom, state: ExportState, sticks: &[&str], last: bool) {
    let last = last.then(|| LastExport {
        at: room.moment.wall.datetime() - 20.minutes(),
        to: ExportTo::Stick("/media/teacher/KINGSTON".into()),
    });
    let look = ExportLook {
        last,
        state,
        sticks: Some(sticks.iter().map(PathBuf::from).collect()),
        ..ExportLook::default()
    };
    at_desk(room, DeskTouch::Open(DeskPage::Export));
    room.input(Input::News(News::Exports(Box::new(look))));
}

fn stick() -> ExportTo {
    ExportTo::Stick("/media/teacher/KINGSTON".into())
}

fn folder() -> ExportTo {
    ExportTo::Folder("/home/teacher/Waymark".into())
}

fn with_folder(room: &mut Classroom) {
    room.pack.tablet.export = ExportSettings {
        folder: Some("/home/teacher/Waymark".into()),
        blocks: true,
        days: true,
    };
    busy(room);
}

const STICK: &str = "/media/teacher/KINGSTON";

/// Every state of the page.
pub fn scenes() -> Vec<Scene> {
    [going(), failed(), of_a_child()].concat()
}

/// The pages of one child's data.
fn of_a_child() -> Vec<Scene> {
    fn child(room: &mut Classroom, state: ExportState, of: &str, before: bool) {
        let last = LastExport {
            at: room.moment.wall.datetime() - 20.minutes(),
            to: stick(),
        };
        let look = ExportLook {
            state,
            of: Some(of.into()),
            sticks: Some(vec![STICK.into()]),
            children: before.then(|| (of.into(), last)).into_iter().collect(),
            ..ExportLook::default()
        };
        at_desk(room, DeskTouch::Open(DeskPage::ExportChild(of.into())));
        room.input(Input::News(News::Exports(Box::new(look))));
    }
    vec![
        ("desk-export-child", |room| {
            with_folder(room);
            child(room, ExportState::Rest, "s03", false);
        }),
        ("desk-export-child-running", |room| {
            busy(room);
            child(room, ExportState::Running(stick(), 1_240), "s07", false);
        }),
        ("desk-export-child-saved", |room| {
            with_folder(room);
            child(room, ExportState::Done(stick()), "s07", true);
        }),
        ("desk-export-child-in-folder", |room| {
            with_folder(room);
            child(room, ExportState::Done(folder()), "s03", true);
        }),
        ("desk-export-child-full", |room| {
            busy(room);
            let trouble = ExportTrouble::TabletFull;
            child(room, ExportState::Failed(stick(), trouble), "s03", false);
        }),
        ("desk-export-child-erase", |room| {
            busy(room);
            child(room, ExportState::Done(stick()), "s07", true);
            let page = DeskPage::Erase(Erased::Child("s07".into()), false);
            at_desk(room, DeskTouch::Open(page));
        }),
        ("desk-export-child-card", |room| {
            busy(room);
            let draft = CardDraft::of(&room.records, &"s07".into()).unwrap();
            at_desk(room, DeskTouch::Open(DeskPage::Card(Box::new(draft))));
        }),
    ]
}

fn going() -> Vec<Scene> {
    vec![
        ("desk-export-new", |room| {
            with_teacher(room);
            sign_in(room);
            look(room, ExportState::Rest, &[], false);
        }),
        ("desk-export", |room| {
            with_folder(room);
            look(room, ExportState::Rest, &[STICK], true);
        }),
        ("desk-export-sticks", |room| {
            with_folder(room);
            let long = "/media/teacher/MRS RIVERA GRADE THREE BACKUP 2";
            look(room, ExportState::Rest, &[STICK, long, "/media/A"], true);
        }),
        ("desk-export-running", |room| {
            with_folder(room);
            look(room, ExportState::Running(folder(), 12_416), &[STICK], true);
        }),
        ("desk-export-begins", |room| {
            busy(room);
            look(room, ExportState::Running(stick(), 0), &[STICK], false);
        }),
        ("desk-export-saved-stick", |room| {
            busy(room);
            look(room, ExportState::Done(stick()), &[STICK], true);
        }),
        ("desk-export-saved-folder", |room| {
            with_folder(room);
            look(room, ExportState::Done(folder()), &[], true);
        }),
    ]
}

fn failed() -> Vec<Scene> {
    vec![
        ("desk-export-full", |room| {
            busy(room);
            look(
                room,
                ExportState::Failed(stick(), ExportTrouble::Full),
                &[STICK],
                true,
            );
        }),
        ("desk-export-pulled", |room| {
            busy(room);
            look(
                room,
                ExportState::Failed(stick(), ExportTrouble::Gone),
                &[],
                true,
            );
        }),
        ("desk-export-locked", |room| {
            busy(room);
            look(
                room,
                ExportState::Failed(stick(), ExportTrouble::ReadOnly),
                &[STICK],
                true,
            );
        }),
        ("desk-export-no-folder", |room| {
            with_folder(room);
            look(
                room,
                ExportState::Failed(folder(), ExportTrouble::Gone),
                &[],
                true,
            );
        }),
        ("desk-export-journal", |room| {
            with_folder(room);
            look(
                room,
                ExportState::Failed(folder(), ExportTrouble::Journal),
                &[],
                true,
            );
        }),
    ]
}
