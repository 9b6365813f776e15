//! The workbook and the results of an export: opened as a spreadsheet program would, and every figure
//! compared with the one on the screen.

mod child;
mod memory;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use calamine::{Data, Range, Reader as _, Xlsx, open_workbook};
use jiff::{ToSpan as _, Zoned, civil};
use serde_json::Value;
use tempfile::TempDir;
use waymark::{
    domain::{
        badge::{BadgeKey, TapSource},
        board, coverage,
        event::{Actor, Event, Holder, HowItWent},
        ids::{Lang, LevelId, SkillId, StudentId},
        log::LogFilter,
        pack::{Pack, StudentCard},
        standing::{SaidBy, Standpoint},
    },
    export::{self, Class, ExportError, ROWS, Written},
    look::words::Words,
    storage::{Journal, View},
};

use crate::support::{
    classroom::sample_pack,
    happenings::{card, random},
};

/// Friday of the second week, at noon.
fn friday() -> Zoned {
    "2026-11-20T12:00:00-05:00[America/New_York]"
        .parse()
        .unwrap()
}

/// A class that has played for two weeks.
struct Played {
    folder: TempDir,
    pack: Pack,
    journal: Journal,
}

const BADGE: &str = "BCDEFGHJKLNOPRSTUV";

impl Played {
    fn new() -> Self {
        let mut class = Self::empty();
        let who = class.pack.students.clone();
        let (pack, levels) = (class.pack.clone(), class.pack.levels.clone());
        let begun = friday() - 14.days();
        class.happen(
            &begun,
            who.iter().map(|(student, card)| Event::StudentAdded {
                student: student.clone(),
                card: card.clone(),
            }),
        );
        let badge = BadgeKey::Code(BADGE.into());
        let holder = Holder::Student(who[0].0.clone());
        class.happen(&begun, [Event::BadgeLinked { badge, holder }]);
        for day in 0..11 {
            let at = begun.clone() + (day + 4).days();
            if pack.is_school_day(at.date()) {
                class.play_a_day(&at, usize::try_from(day).unwrap());
            }
        }
        // Somebody leaves, and one level is taken back.
        let gone = who[22].0.clone();
        class.happen(&friday(), [Event::StudentLeft { student: gone }]);
        let back = Event::LevelTakenBack {
            student: who[1].0.clone(),
            skill: pack.skills[0].id.clone(),
            level: levels[1].id.clone(),
            reason: None,
        };
        class.happen(&friday(), [back]);
        let note = Event::NoteLeft {
            student: who[2].0.clone(),
            text: "a private word".to_owned(),
        };
        class.happen(&friday(), [note]);
        class
    }

    fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        let start = friday() - 20.days();
        let data = folder.path().join("data");
        let journal = Journal::open(&data, &start, &mut random()).unwrap().journal;
        Self {
            folder,
            pack: sample_pack(),
            journal,
        }
    }

    fn happen(&mut self, at: &Zoned, events: impl IntoIterator<Item = Event>) {
        let events: Vec<_> = events.into_iter().collect();
        let by = Actor::Teacher("Ms. Fern".into());
        self.journal.append(at, &by, &events).unwrap();
    }

    fn play_a_day(&mut self, at: &Zoned, day: usize) {
        let pack = self.pack.clone();
        let mut events = Vec::new();
        for (index, (student, _)) in pack.students.iter().enumerate() {
            let student = student.clone();
            if (index + day).is_multiple_of(7) {
                continue;
            }
            let skill = &pack.skills[(index + day) % 4];
            let level = pack.levels[(index * day) % 4].id.clone();
            events.push(Event::CheckedIn {
                student: student.clone(),
                station: pack.stations[(index + day) % pack.stations.len()]
                    .id
                    .clone(),
                block: Some(pack.blocks[0].id.clone()),
                round: Some(0),
                source: TapSource::CardReader,
                express: index % 2 == 0,
                was: None,
            });
            let (id, chosen) = (skill.id.clone(), level.clone());
            match (index + 2 * day) % 9 {
                0 | 1 => events.push(Event::ReflectionFinished {
                    student,
                    skill: id,
                    picks: Vec::new(),
                    placed: chosen.clone(),
                    chosen,
                }),
                2 => events.push(awarded(student, &id, &level)),
                3 => events.push(Event::AssessmentRequested { student, skill: id }),
                4 => events.push(Event::AssessmentRecorded {
                    student,
                    skill: id,
                    score: Some(85),
                    level: Some(level),
                    reason: Some("=1+1".to_owned()),
                }),
                5 => events.push(Event::TaskFinished {
                    student,
                    task: skill.menu[0].id.clone(),
                    skill: id,
                    how: HowItWent::WithHelp,
                }),
                6 => events.push(Event::GoalSet {
                    student,
                    skill: id,
                    level,
                    by: at.date(),
                }),
                _ => {}
            }
        }
        self.happen(at, events);
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn export(&self, lang: &str, rows_a_sheet: u32) -> Vec<Written> {
        let (words, lang) = (Words::load(), Lang::from(lang));
        let class = Class {
            pack: &self.pack,
            say: words.speak(&lang),
            now: friday().datetime(),
            rows_a_sheet,
        };
        export::write(&self.journal, &self.out(), None, Some(class), |_| true).unwrap()
    }

    fn sheet(&self, name: &str) -> Range<Data> {
        let path = self.out().join("Waymark.xlsx");
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        book.worksheet_range(name).unwrap()
    }

    fn rows_of(&self, view: View) -> usize {
        let mut rows = 0;
        let reading = self.journal.reading().unwrap();
        reading
            .each_row::<waymark::storage::StorageError>(view, None, |_| {
                rows += 1;
                Ok(())
            })
            .unwrap();
        rows
    }
}

fn awarded(student: StudentId, skill: &SkillId, level: &LevelId) -> Event {
    Event::LevelAwarded {
        student,
        skill: skill.clone(),
        level: level.clone(),
        reason: None,
    }
}

/// The numbers beside a word in the first column.
fn beside(sheet: &Range<Data>, word: &str) -> Vec<usize> {
    let row = sheet
        .rows()
        .find(|row| row[0] == Data::String(word.to_owned()));
    let row = row.unwrap_or_else(|| panic!("no row {word}"));
    row[1..3].iter().filter_map(count).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small count"
)]
fn count(cell: &Data) -> Option<usize> {
    match cell {
        Data::Float(number) => Some(*number as usize),
        Data::Int(number) => usize::try_from(*number).ok(),
        _ => None,
    }
}

#[test]
fn every_figure_of_the_overview_is_the_one_on_the_screen() {
    let class = Played::new();
    class.export("en", ROWS);
    let sheet = class.sheet("Overview");
    let records = class.journal.records();
    let (pack, now) = (&class.pack, friday().datetime());
    let monday = civil::date(2026, 11, 16);
    let log = |day| {
        let filter = LogFilter {
            day: Some(day),
            ..LogFilter::default()
        };
        class.journal.log(&filter).unwrap()
    };
    let week = (0..5).map(|days| log(monday + days.days()));
    let week: Vec<_> = week.flatten().collect();
    let today = log(now.date());
    assert_eq!(beside(&sheet, "Check-ins"), [today.len(), week.len()]);
    for station in &pack.stations {
        let at = |lines: &[waymark::domain::log::LogLine]| {
            let here = lines.iter().filter(|line| line.station == station.id);
            here.count()
        };
        let name = station.name.get(&Lang::from("en"));
        assert_eq!(beside(&sheet, name), [at(&today), at(&week)], "{name}");
    }
    let children: std::collections::BTreeSet<_> = today.iter().map(|line| &line.student).collect();
    assert_eq!(beside(&sheet, "Children who checked in")[0], children.len());
    let waiting = beside(&sheet, "Requests and tasks for you");
    assert_eq!(waiting, [board::waiting(&records)]);
    let asked: usize = board::requests(pack, &records, now)
        .iter()
        .map(|skill| skill.children.len())
        .sum();
    let since = sheet
        .rows()
        .filter(|row| matches!(row.get(6), Some(Data::String(text)) if text.starts_with("since ")));
    assert_eq!(since.count(), asked);
    // The last month of the chart is the grid of the class page.
    let skills = coverage::skills(pack, &records, now);
    let total = |height: usize| skills.iter().map(|skill| skill.at[height]).sum::<usize>();
    let month = sheet
        .rows()
        .find(|row| row[4] == Data::String("Nov 2026".to_owned()))
        .unwrap();
    let counts: Vec<_> = month[5..9].iter().filter_map(count).collect();
    assert_eq!(counts, (0..4).map(total).collect::<Vec<_>>());
    assert!(counts.iter().sum::<usize>() > 20, "{counts:?}");
}

#[test]
fn the_mastery_grid_says_of_everybody_what_the_class_page_says() {
    let class = Played::new();
    class.export("en", ROWS);
    let sheet = class.sheet("Mastery");
    let records = class.journal.records();
    let lang = Lang::from("en");
    let now = friday().datetime();
    let mut own = 0;
    for (row, (_, record, card)) in board::by_first_name(&records).into_iter().enumerate() {
        let cells: Vec<_> = sheet.rows().nth(row + 3).unwrap().to_vec();
        let name = format!("{} {}", card.first_name, card.last_name);
        assert_eq!(cells[0], Data::String(name.trim().to_owned()));
        let at = Standpoint {
            pack: &class.pack,
            record,
            now,
        };
        for (skill, cell) in class.pack.skills.iter().zip(&cells[2..]) {
            let expected = at.standing(skill).map(|standing| {
                let level = class.pack.levels[standing.level].name.get(&lang);
                match standing.by {
                    SaidBy::Teacher => level.to_owned(),
                    SaidBy::Myself => {
                        own += 1;
                        format!("{level}\n(my thinking)")
                    }
                }
            });
            assert_eq!(cell.to_string(), expected.unwrap_or_default());
        }
    }
    assert!(own > 3, "{own}");
}

#[test]
fn the_sheets_have_as_many_rows_as_the_tables_and_go_on_in_a_second_sheet() {
    let class = Played::new();
    class.export("en", ROWS);
    for (name, view) in [
        ("Check-ins", View::CheckIns),
        ("Reflections", View::Reflections),
        ("Levels", View::Levels),
        ("Requests", View::Assessments),
    ] {
        let rows = class.sheet(name).rows().count() - 1;
        assert_eq!(rows, class.rows_of(view), "{name}");
        assert!(rows > 0);
    }
    let all = class.rows_of(View::CheckIns);
    class.export("en", 101);
    let parts: Vec<_> = ["Check-ins", "Check-ins 2"]
        .iter()
        .map(|name| class.sheet(name).rows().count() - 1)
        .collect();
    assert_eq!(parts, [100, (all - 100).min(100)]);
    let last = format!("Check-ins {}", all.div_ceil(100));
    let said = class.sheet("Overview").rows().nth(2).unwrap()[0].to_string();
    let wanted = format!("Check-ins has more rows than one sheet holds: it goes on to {last}.");
    assert!(said.starts_with(&wanted), "{said}");
    let rows: usize = (2..=all.div_ceil(100))
        .map(|part| class.sheet(&format!("Check-ins {part}")).rows().count() - 1)
        .sum();
    assert_eq!(100 + rows, all, "no row is missing");
}

#[test]
fn a_spreadsheet_program_finds_headers_filters_dates_colours_words_and_no_formula() {
    let class = Played::new();
    class.export("en", ROWS);
    let told = opened(
        &class.out().join("Waymark.xlsx"),
        &[BADGE, "a private word", "argon2"],
    );
    let order = [
        "Overview",
        "Check-ins",
        "Reflections",
        "Levels",
        "Requests",
        "Goals and tasks",
        "Mastery",
    ];
    let mut names: Vec<_> = told["order"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(names[0], "Overview");
    names.sort_unstable();
    let mut expected = order;
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(told["formulas"], 0);
    assert_eq!(told["told"], serde_json::json!([]));
    for name in ["Check-ins", "Reflections", "Levels", "Requests"] {
        let sheet = &told["sheets"][name];
        assert_eq!(sheet["frozen"], "A2", "{name}");
        let filter = sheet["filter"].as_str().unwrap();
        assert!(filter.starts_with("A1:"), "{filter}");
        assert_eq!(sheet["first_is_a_moment"], true, "{name}");
        assert_eq!(sheet["landscape"], "landscape");
        assert_eq!(sheet["fit"][1], 0, "as many pages as it takes");
        assert!(
            sheet["repeat"].as_str().unwrap().contains("1:$1"),
            "{sheet}"
        );
        assert_eq!(sheet["header"][0], "When");
    }
    assert_eq!(told["sheets"]["Mastery"]["frozen"], "B4");
    assert_eq!(told["sheets"]["Overview"]["charts"], 1);
    let squares = told["squares"].as_object().unwrap();
    let given = &squares["Explorer"];
    assert_eq!(given[1], false);
    assert!(
        given[0].as_str().is_some_and(|fill| fill != "FFFFFFFF"),
        "{given}"
    );
    assert_eq!(given[2], "FF1D2733", "dark ink on a pale ground");
    let own = &squares["Explorer\n(my thinking)"];
    assert_eq!((&own[0], &own[1]), (&Value::Null, &Value::Bool(true)));
}

#[test]
fn a_workbook_in_spanish_has_spanish_sheets_headings_and_levels() {
    let class = Played::new();
    class.export("es", ROWS);
    let sheet = class.sheet("Llegadas");
    assert_eq!(
        sheet.rows().next().unwrap()[0],
        Data::String("Cuándo".to_owned())
    );
    let grid = class.sheet("Dominio");
    let level = class.pack.levels[1].name.get(&Lang::from("es"));
    let cells = grid.rows().flatten();
    assert!(
        cells
            .clone()
            .any(|cell| *cell == Data::String(level.to_owned()))
    );
    assert!(
        cells
            .clone()
            .any(|cell| cell.to_string().ends_with("(lo que yo pienso)"))
    );
}

#[test]
fn hostile_and_foreign_names_are_texts_and_nothing_else() {
    let mut class = Played::empty();
    let long = "ا".repeat(300);
    let names = [
        "=HYPERLINK(\"http://example.org\",\"x\")",
        "+1",
        "@x",
        "-2+3",
        "🦊👨‍👩‍👧",
        "مريم",
        "<b>&amp;\u{1}",
        "http://example.org",
        &long,
    ];
    let events: Vec<_> = (0..)
        .zip(names)
        .flat_map(|(number, name): (u32, _)| {
            let student = StudentId::from(format!("={number}"));
            let card = StudentCard {
                last_name: "'=1".to_owned(),
                ..card(name)
            };
            let station = "@SUM(A1:A9)".into();
            [
                Event::StudentAdded {
                    student: student.clone(),
                    card,
                },
                Event::CheckedIn {
                    student,
                    station,
                    block: None,
                    round: None,
                    source: TapSource::Other,
                    express: false,
                    was: None,
                },
            ]
        })
        .collect();
    class.happen(&friday(), events);
    class.pack.tablet.class = waymark::domain::text::Text::plain("=cmd|' /C calc'!A0");
    class.export("en", ROWS);
    let told = opened(&class.out().join("Waymark.xlsx"), &[]);
    assert_eq!(told["formulas"], 0);
    let sheet = class.sheet("Check-ins");
    let first = sheet.rows().nth(1).unwrap()[1].to_string();
    assert_eq!(first, "=HYPERLINK(\"http://example.org\",\"x\") '=1");
    assert_eq!(sheet.rows().nth(6).unwrap()[1].to_string(), "مريم '=1");
    assert_eq!(sheet.rows().count(), names.len() + 1);
}

#[test]
fn an_export_that_is_stopped_leaves_what_was_there() {
    let class = Played::new();
    class.export("en", ROWS);
    let book = class.out().join("Waymark.xlsx");
    let before = fs::read(&book).unwrap();
    let (words, lang) = (Words::load(), Lang::from("en"));
    let asked = Class {
        pack: &class.pack,
        say: words.speak(&lang),
        now: friday().datetime(),
        rows_a_sheet: ROWS,
    };
    let stopped = export::write(&class.journal, &class.out(), None, Some(asked), |_| false);
    assert!(matches!(stopped, Err(ExportError::Stopped)), "{stopped:?}");
    assert_eq!(fs::read(&book).unwrap(), before);
    let names = fs::read_dir(class.out()).unwrap().flatten();
    assert!(
        names
            .map(|file| file.file_name())
            .all(|name| !name.to_string_lossy().contains("part"))
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_as_one_whichever_file_finds_it() {
    let class = Played::new();
    class.export("en", ROWS);
    let (words, lang) = (Words::load(), Lang::from("en"));
    let mut names: Vec<_> = fs::read_dir(class.out()).unwrap().flatten().collect();
    names.retain(|file| file.metadata().unwrap().is_file());
    assert!(names.len() > 8, "{names:?}");
    for name in names.iter().map(fs::DirEntry::file_name) {
        // Whatever is written there finds no room.
        let part = class.out().join(format!(".{}.part", name.display()));
        std::os::unix::fs::symlink("/dev/full", &part).unwrap();
        let asked = Class {
            pack: &class.pack,
            say: words.speak(&lang),
            now: friday().datetime(),
            rows_a_sheet: ROWS,
        };
        let full = export::write(&class.journal, &class.out(), None, Some(asked), |_| true);
        let Err(ExportError::Write { source, .. }) = full else {
            panic!("{name:?}: {full:?}");
        };
        assert_eq!(source.kind(), io::ErrorKind::StorageFull, "{name:?}");
    }
}

/// A CSV file as headed rows.
fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn results_for_a_gradebook_refer_to_what_is_there() {
    let class = Played::new();
    class.export("en", ROWS);
    let folder = class.out().join("oneroster");
    let read = |name: &str| table(&folder.join(format!("{name}.csv")));
    let ids = |name: &str| -> Vec<String> {
        read(name)
            .into_iter()
            .map(|mut row| row.remove("sourcedId").unwrap())
            .collect()
    };
    let (sessions, categories) = (ids("academicSessions"), ids("categories"));
    let items = read("lineItems");
    for item in &items {
        assert!(sessions.contains(&item["academicSessionSourcedId"]));
        assert!(categories.contains(&item["categorySourcedId"]));
    }
    let items = ids("lineItems");
    let records = class.journal.records();
    let results = read("results");
    let mut seen = std::collections::BTreeSet::new();
    for result in &results {
        assert!(items.contains(&result["lineItemSourcedId"]), "{result:?}");
        assert!(
            seen.insert(result["sourcedId"].clone()),
            "twice: {result:?}"
        );
        let student = StudentId::from(result["studentSourcedId"].as_str());
        assert!(records.student(&student).is_some());
        result["scoreDate"].parse::<civil::Date>().unwrap();
        let score: u8 = result["score"].parse().unwrap();
        let level = result["lineItemSourcedId"].starts_with("level-");
        assert!(if level {
            (1..=4).contains(&score)
        } else {
            score == 85
        });
    }
    let awards = records
        .students()
        .flat_map(|(_, record)| record.skills.values());
    let awards = awards.filter(|skill| skill.awarded().is_some()).count();
    let levels = results
        .iter()
        .filter(|row| row["lineItemSourcedId"].starts_with("level-"));
    assert_eq!(levels.count(), awards);
    let manifest = fs::read_to_string(folder.join("manifest.csv")).unwrap();
    assert!(
        manifest
            .starts_with("propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.2\r\n")
    );
    for name in ["academicSessions", "categories", "lineItems", "results"] {
        assert!(manifest.contains(&format!("file.{name},bulk\r\n")));
    }
    assert!(manifest.contains("file.users,absent\r\n"));
}

/// What a spreadsheet's reader finds; see `workbook.py`.
fn opened(book: &Path, secrets: &[&str]) -> Value {
    let script = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/suite/export/workbook.py"
    );
    let output = Command::new("/usr/bin/python3")
        .arg(script)
        .arg(book)
        .args(secrets)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "is python3-openpyxl installed? {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}
