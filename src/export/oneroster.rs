//! Results for the gradebook of a district, as OneRoster 1.2 CSV files (1EdTech): assessments with their
//! scores, and the level of every child in every skill. Says nothing that a child alone thinks.
//!
//! | file | what is in it |
//! | --- | --- |
//! | `manifest.csv` | which files there are |
//! | `academicSessions.csv` | the school year around today: from July 1 to June 30 |
//! | `categories.csv` | `assessments` and `levels` |
//! | `lineItems.csv` | per skill `assessment-SKILL` (0 to 100, in percent) and `level-SKILL` (1 to the number of levels, the lowest first) |
//! | `results.csv` | an assessment with a score under the name of its entry; the level that the teacher gave as its height, with its name in `textScore` |
//!
//! `studentSourcedId` is the id that the roster came with. The class and the school are known to the
//! district alone: where they are asked for stands `class` and `school`, for whoever takes the files in.
//! Rosters are not handed back: their files are `absent`.

use std::{collections::BTreeSet, fs, path::Path};

use ::csv::{Terminator, WriterBuilder};
use jiff::civil;

use super::{
    Class, ExportError, Output, Written,
    csv::{broken, harmless},
    failed, file,
    names::Names,
    sync_folder,
};
use crate::{
    domain::{
        ids::{SkillId, StudentId},
        records::Records,
    },
    storage::{Reading, View},
};

/// The folder.
const FOLDER: &str = "oneroster";

/// The files of OneRoster 1.2, and whether they are here.
const FILES: [(&str, bool); 21] = [
    ("academicSessions", true),
    ("categories", true),
    ("classes", false),
    ("classResources", false),
    ("courses", false),
    ("courseResources", false),
    ("demographics", false),
    ("enrollments", false),
    ("lineItemLearningObjectiveIds", false),
    ("lineItems", true),
    ("lineItemScoreScales", false),
    ("orgs", false),
    ("resources", false),
    ("resultLearningObjectiveIds", false),
    ("results", true),
    ("resultScoreScales", false),
    ("roles", false),
    ("scoreScales", false),
    ("userProfiles", false),
    ("userResources", false),
    ("users", false),
];

const SESSIONS: [&str; 9] = [
    "sourcedId",
    "status",
    "dateLastModified",
    "title",
    "type",
    "startDate",
    "endDate",
    "parentSourcedId",
    "schoolYear",
];
const CATEGORIES: [&str; 5] = ["sourcedId", "status", "dateLastModified", "title", "weight"];
const LINE_ITEMS: [&str; 13] = [
    "sourcedId",
    "status",
    "dateLastModified",
    "title",
    "description",
    "assignDate",
    "dueDate",
    "classSourcedId",
    "categorySourcedId",
    "academicSessionSourcedId",
    "resultValueMin",
    "resultValueMax",
    "schoolSourcedId",
];
const RESULTS: [&str; 15] = [
    "sourcedId",
    "status",
    "dateLastModified",
    "lineItemSourcedId",
    "studentSourcedId",
    "scoreStatus",
    "score",
    "scoreDate",
    "comment",
    "textScore",
    "classSourcedId",
    "inProgress",
    "incomplete",
    "late",
    "missing",
];

/// One row, cell by cell.
type Row = Vec<String>;

/// Writes the folder.
pub(super) fn write(
    reading: &Reading<'_>,
    records: &Records,
    class: &Class<'_>,
    since: Option<civil::Date>,
    to: &Path,
) -> Result<Vec<Written>, ExportError> {
    let folder = to.join(FOLDER);
    fs::create_dir_all(&folder).map_err(failed(&folder))?;
    let roster = Gradebook {
        names: Names {
            pack: class.pack,
            records,
            say: class.say,
        },
        today: class.now.date(),
    };
    let mut skills = BTreeSet::new();
    let mut results = file(&folder, "results.csv".to_owned(), |output| {
        roster.results(output, reading, since, &mut skills)
    })?;
    results.name = format!("{FOLDER}/{}", results.name);
    let tables = [
        ("academicSessions", &SESSIONS[..], roster.sessions()),
        ("categories", &CATEGORIES[..], roster.categories()),
        ("lineItems", &LINE_ITEMS[..], roster.line_items(&skills)),
        // Last: whoever finds it finds the others.
        ("manifest", &["propertyName", "value"][..], manifest()),
    ];
    let mut written = vec![results];
    for (name, header, rows) in tables {
        let name = format!("{name}.csv");
        let mut one = file(&folder, name, |output| {
            table(output, header, |row| rows.iter().try_for_each(row))
        })?;
        one.name = format!("{FOLDER}/{}", one.name);
        written.push(one);
    }
    sync_folder(&folder)?;
    Ok(written)
}

struct Gradebook<'a> {
    names: Names<'a>,
    today: civil::Date,
}

impl Gradebook<'_> {
    /// The school year around today, as it is named: by the year it ends in.
    fn year(&self) -> (i16, String) {
        let ends = self.today.year() + i16::from(self.today.month() >= 7);
        (ends, format!("year-{ends}"))
    }

    fn sessions(&self) -> Vec<Row> {
        let (ends, id) = self.year();
        let begins = ends - 1;
        vec![texts(&[
            &id,
            "",
            "",
            &format!("{begins}-{ends}"),
            "schoolYear",
            &format!("{begins}-07-01"),
            &format!("{ends}-06-30"),
            "",
            &ends.to_string(),
        ])]
    }

    fn categories(&self) -> Vec<Row> {
        let say = self.names.say;
        let category = |id: &str, title: String| texts(&[id, "", "", &title, ""]);
        vec![
            category("assessments", say.text("desk-book-assessments")),
            category("levels", say.text("desk-book-levels")),
        ]
    }

    /// Two for every skill of the class pack, and for every other that has a result.
    fn line_items(&self, with_results: &BTreeSet<String>) -> Vec<Row> {
        let pack = self.names.pack;
        let known = pack.skills.iter().map(|skill| skill.id.as_str());
        let others = with_results.iter().map(String::as_str);
        let others = others.filter(|skill| pack.skill(&SkillId::from(*skill)).is_none());
        let skills = known.chain(others);
        skills.flat_map(|skill| self.items_of(skill)).collect()
    }

    fn items_of(&self, id: &str) -> [Row; 2] {
        let (pack, say) = (self.names.pack, self.names.say);
        let skill = pack.skill(&SkillId::from(id));
        let standard = skill.map_or("", |skill| skill.standard.as_str());
        let starts = skill.map_or(self.today, |skill| skill.starts).to_string();
        let (_, year) = self.year();
        let highest = pack.levels.len().to_string();
        let kinds = [
            ("assessment", "desk-book-assessments", "0", "100"),
            ("level", "desk-book-levels", "1", highest.as_str()),
        ];
        kinds.map(|(kind, key, least, most)| {
            texts(&[
                &format!("{kind}-{id}"),
                "",
                "",
                &format!("{}: {}", self.names.skill(id), say.text(key)),
                standard,
                &starts,
                &starts,
                "class",
                if kind == "level" {
                    "levels"
                } else {
                    "assessments"
                },
                &year,
                least,
                most,
                "school",
            ])
        })
    }

    /// Every scored assessment, and every level that the teacher gave and that still counts.
    fn results(
        &self,
        output: &mut Output,
        reading: &Reading<'_>,
        since: Option<civil::Date>,
        skills: &mut BTreeSet<String>,
    ) -> Result<u64, ExportError> {
        table(output, &RESULTS, |put| {
            let wanted = [
                "entry",
                "local_time",
                "student",
                "skill",
                "what",
                "score_percent",
                "level",
            ];
            rows(reading, View::Assessments, since, wanted, |cells| {
                let [entry, at, student, skill, what, score, level] = cells;
                if what != "recorded" || score.is_empty() || !self.is_known(student) {
                    return Ok(());
                }
                skills.insert(skill.to_owned());
                let item = format!("assessment-{skill}");
                let level = self.names.level(level);
                let level = level.map_or("", |(_, level)| self.names.text(&level.name));
                put(&result([entry, &item, student, score, day(at), level]))
            })?;
            let wanted = ["entry", "local_time", "student", "skill", "level"];
            rows(reading, View::Levels, since, wanted, |cells| {
                let [entry, at, student, skill, level] = cells;
                let known = self.names.level(level);
                let Some((height, level)) = known.filter(|_| self.counts(student, skill, entry))
                else {
                    return Ok(());
                };
                skills.insert(skill.to_owned());
                let item = format!("level-{skill}");
                let height = (height + 1).to_string();
                let level = self.names.text(&level.name);
                put(&result([entry, &item, student, &height, day(at), level]))
            })
        })
    }

    /// Whether it is this very entry that gave a child the level they have.
    fn counts(&self, student: &str, skill: &str, entry: &str) -> bool {
        let record = self.names.records.student(&StudentId::from(student));
        let record = record.and_then(|record| record.skills.get(&SkillId::from(skill)));
        record.is_some_and(|record| {
            let given = record.award.stamp().map(|stamp| stamp.entry.to_string());
            record.awarded().is_some() && given.as_deref() == Some(entry)
        })
    }

    fn is_known(&self, student: &str) -> bool {
        let student = StudentId::from(student);
        self.names.records.student(&student).is_some()
    }
}

/// Calls `each` with these columns of a table, row by row.
fn rows<const N: usize>(
    reading: &Reading<'_>,
    view: View,
    since: Option<civil::Date>,
    wanted: [&str; N],
    mut each: impl FnMut([&str; N]) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let there = reading.columns(view)?;
    let wanted = wanted.map(|name| there.iter().position(|column| column == name));
    reading.each_row(view, since, |cells| {
        each(wanted.map(|at| at.and_then(|at| cells.get(at)).map_or("", String::as_str)))
    })
}

/// The day of a time as the journal's tables have it.
fn day(at: &str) -> &str {
    at.get(..10).unwrap_or_default()
}

fn result([id, item, student, score, day, text]: [&str; 6]) -> Row {
    let status = "fully graded";
    texts(&[
        id, "", "", item, student, status, score, day, "", text, "class", "", "", "", "",
    ])
}

fn manifest() -> Vec<Row> {
    let mut rows = vec![
        texts(&["manifest.version", "1.0"]),
        texts(&["oneroster.version", "1.2"]),
    ];
    rows.extend(FILES.iter().map(|(name, here)| {
        let how = if *here { "bulk" } else { "absent" };
        texts(&[&format!("file.{name}"), how])
    }));
    rows.push(texts(&["source.systemName", "Waymark"]));
    rows.push(texts(&["source.systemCode", "waymark"]));
    rows
}

fn texts(cells: &[&str]) -> Row {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// RFC 4180 in UTF-8, without a byte order mark: the standard wants none. `fill` is given what takes a
/// row.
fn table(
    output: &mut Output,
    header: &[&str],
    fill: impl FnOnce(&mut dyn FnMut(&Row) -> Result<(), ExportError>) -> Result<(), ExportError>,
) -> Result<u64, ExportError> {
    let path = output.path.clone();
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(&mut output.writer);
    let broken = |error: ::csv::Error| broken(&path, error);
    writer.write_record(header).map_err(broken)?;
    let mut rows = 0;
    fill(&mut |row| {
        let cells = row.iter().map(|cell| harmless(cell).into_owned());
        rows += 1;
        writer.write_record(cells).map_err(broken)
    })?;
    writer.flush().map_err(failed(&path))?;
    Ok(rows)
}
