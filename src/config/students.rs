//! `students.csv`: the children, as a spreadsheet writes them. Reads only the columns it names: a
//! column about anything else is a problem, so that no private detail slips onto a tablet.

use std::{collections::BTreeMap, fs, io, path::Path};

use csv::{ReaderBuilder, StringRecord};

use super::{
    files,
    names::Names,
    picture::Pictures,
    problem::{Complaint, Report, Source, Told, nearest, one_of, quote},
    value::{lang, read_aloud, words},
};
use crate::domain::{
    ids::{GroupId, StudentId},
    pack::StudentCard,
    sha256::sha256,
    text::tidy,
};

pub(super) const NAME: &str = "students.csv";
const COLUMNS: [&str; 7] = [
    "id",
    "first_name",
    "last_name",
    "picture",
    "group",
    "language",
    "read_aloud",
];
const REQUIRED: [&str; 3] = ["id", "first_name", "picture"];
const MOST_STUDENTS: usize = 1000;
const MOST_COLUMNS: usize = 100;

/// The SHA-256 of the pack's `students.csv`, as it lies there, in hexadecimal: tells whether the
/// file changed since it was taken over.
pub fn checksum(dir: &Path) -> io::Result<String> {
    Ok(checksum_of(&fs::read(dir.join(NAME))?))
}

/// The SHA-256 of a file of the pack, in hexadecimal.
#[must_use]
pub fn checksum_of(bytes: &[u8]) -> String {
    let digest = sha256(bytes);
    let hex = |nibble| char::from_digit(u32::from(nibble), 16);
    let nibbles = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(hex).collect()
}

/// Reads `students.csv`, in its order.
pub(super) fn read(
    (report, dir): (&Report, &Path),
    groups: &Names,
    pictures: &Pictures,
) -> Result<Vec<(StudentId, StudentCard)>, Told> {
    let text = files::read(report, dir, Path::new(NAME))?;
    let source = Source::new(report, Path::new(NAME), &text);
    let separator = separator(&text);
    let mut rows = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
        .into_records()
        // Text from memory that is UTF-8 cannot fail to be read.
        .filter_map(Result::ok)
        .map(|record| Row::new(&source, separator, record))
        .filter(|row| !row.record.iter().all(|cell| cell.trim().is_empty()));
    let Some(head) = rows.next() else {
        let complaint = Complaint::new("missing-column", "there is no first line with columns");
        return Err(source.tell(0, complaint.hint(format!("write {}", COLUMNS.join(",")))));
    };
    let columns = columns(&head)?;
    let width = head.record.len();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut students = Ok(Vec::new());
    for (count, row) in rows.enumerate() {
        if count == MOST_STUDENTS {
            let message = format!("there are more than {MOST_STUDENTS} students");
            return Err(row.tell(0, Complaint::new("too-many", message)));
        }
        let student = whole(&row, width).and_then(|()| {
            let cells = Cells {
                row: &row,
                columns: &columns,
            };
            cells.student(groups, pictures, &mut first)
        });
        match (&mut students, student) {
            (Ok(students), Ok(student)) => students.push(student),
            (Ok(_), Err(told)) => students = Err(told),
            (Err(_), _) => {}
        }
    }
    students
}

/// What parts the cells: a comma, or what a spreadsheet in another language wrote instead.
fn separator(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or("");
    let count = |byte: u8| head.bytes().filter(|found| *found == byte).count();
    let best = [b';', b'\t'].into_iter().max_by_key(|byte| count(*byte));
    best.filter(|byte| count(*byte) > count(b','))
        .unwrap_or(b',')
}

/// A line of the file.
struct Row<'a> {
    source: &'a Source<'a>,
    separator: u8,
    record: StringRecord,
    /// Where it starts.
    at: usize,
}

impl<'a> Row<'a> {
    fn new(source: &'a Source<'a>, separator: u8, record: StringRecord) -> Self {
        let at = record.position().map_or(0, csv::Position::byte);
        let at = usize::try_from(at).unwrap_or(0);
        // Empty lines before it are counted to it.
        let rest = source.text().get(at..).unwrap_or("");
        let lines = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        Self {
            source,
            separator,
            record,
            at: at.saturating_add(lines),
        }
    }

    /// Reports something about a cell, counted from 0.
    fn tell(&self, column: usize, complaint: Complaint) -> Told {
        let rest = self.source.text().get(self.at..).unwrap_or("");
        let mut quoted = false;
        let mut left = column;
        let mut offset = 0;
        for (at, byte) in rest.bytes().enumerate() {
            if left == 0 {
                break;
            }
            quoted ^= byte == b'"';
            if byte == self.separator && !quoted {
                left = left.saturating_sub(1);
                offset = at.saturating_add(1);
            }
        }
        self.source.tell(self.at.saturating_add(offset), complaint)
    }
}

/// Which cell of a row each known column is.
fn columns(head: &Row<'_>) -> Result<BTreeMap<&'static str, usize>, Told> {
    let count = head.record.len();
    if count > MOST_COLUMNS {
        let message = format!("the first line has {count} columns");
        let hint = format!("a column is {}", one_of(COLUMNS));
        return Err(head.tell(0, Complaint::new("too-many", message).hint(hint)));
    }
    let mut columns = BTreeMap::new();
    let mut misspelt = Vec::new();
    let mut all = Ok(());
    for (at, found) in head.record.iter().enumerate() {
        let name = found.trim().to_lowercase();
        let Some(column) = COLUMNS.iter().find(|column| **column == name) else {
            let near = nearest(&name, COLUMNS);
            misspelt.extend(near);
            let message = format!("there is no column {}", quote(found.trim()));
            let complaint = Complaint::new("unknown-column", message).did_you_mean(
                near,
                format!("take it out; a column is {}", one_of(COLUMNS)),
            );
            all = Err(head.tell(at, complaint));
            continue;
        };
        if columns.insert(*column, at).is_some() {
            let message = format!("the column `{column}` is there twice");
            all = Err(head.tell(at, Complaint::new("duplicate-column", message)));
        }
    }
    for column in REQUIRED {
        if !columns.contains_key(column) && !misspelt.contains(&column) {
            let message = format!("the column `{column}` is missing");
            let complaint = Complaint::new("missing-column", message)
                .hint(format!("the first line can be {}", COLUMNS.join(",")));
            all = Err(head.tell(0, complaint));
        }
    }
    all.map(|()| columns)
}

/// Checks that a row has as many cells as the first one, each in one line.
fn whole(row: &Row<'_>, width: usize) -> Result<(), Told> {
    if let Some(column) = row.record.iter().position(|cell| cell.contains('\n')) {
        let complaint = Complaint::new("open-quote", "this quotation mark is not closed");
        let hint = "add the closing \", or take the opening one out";
        return Err(row.tell(column, complaint.hint(hint)));
    }
    let count = row.record.len();
    if count == width {
        return Ok(());
    }
    let message = format!("this line has {count} cells, the first line has {width}");
    let hint = "put a cell with a comma in it into quotation marks, and leave no cell out";
    Err(row.tell(0, Complaint::new("ragged-row", message).hint(hint)))
}

/// A row by the names of its columns.
struct Cells<'a> {
    row: &'a Row<'a>,
    columns: &'a BTreeMap<&'static str, usize>,
}

impl Cells<'_> {
    fn student(
        &self,
        groups: &Names,
        pictures: &Pictures,
        first: &mut BTreeMap<String, usize>,
    ) -> Result<(StudentId, StudentCard), Told> {
        let id = self.id(first);
        let name = |what, most| move |text: &str| Ok(words(what, &tidy(text), most)?.to_owned());
        let first_name = self.check("first_name", name("first_name", 40));
        let last_name = self.optional("last_name", name("last_name", 60));
        let picture = self.check("picture", |text| {
            match pictures.find(words("picture", text, 100)?)? {
                crate::domain::text::Picture::Emoji(emoji) => Ok(emoji.as_ref().to_owned()),
                crate::domain::text::Picture::File(_) => {
                    let message = "a student's picture is an emoji, not a file";
                    Err(Complaint::new("picture-is-a-file", message)
                        .hint("an animal does it: 🦊; photos of children do not belong in here"))
                }
            }
        });
        let group = self.optional("group", |text| {
            groups.check(text)?;
            Ok(GroupId::from(text))
        });
        let language = self.optional("language", lang);
        let read_aloud = self.optional("read_aloud", read_aloud);
        let card = StudentCard {
            first_name: first_name?,
            last_name: last_name?.unwrap_or_default(),
            picture: picture?,
            group: group?,
            language: language?,
            identifier: None,
            read_aloud: read_aloud?,
            show_level: None,
        };
        Ok((id?, card))
    }

    /// The student's id: the school's own, so any characters but white space will do.
    fn id(&self, first: &mut BTreeMap<String, usize>) -> Result<StudentId, Told> {
        self.check("id", |text| {
            let id = words("id", text, 64)?;
            if id.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
                let message = format!("{} cannot be an id", quote(id));
                return Err(Complaint::new("bad-id", message).hint("leave out spaces"));
            }
            if let Some(first) = first.get(id) {
                let first = self.row.source.place(*first).line;
                let message = format!("there is another student {}", quote(id));
                return Err(Complaint::new("duplicate-id", message)
                    .hint(format!("the first is in line {first}")));
            }
            first.insert(id.to_owned(), self.row.at);
            Ok(StudentId::from(id))
        })
    }

    /// What `check` makes of a cell; an empty one where the column is left out.
    fn check<'t, T>(
        &'t self,
        column: &'static str,
        check: impl FnOnce(&'t str) -> Result<T, Complaint>,
    ) -> Result<T, Told> {
        let at = self.columns.get(column).copied();
        let text = at.and_then(|at| self.row.record.get(at)).unwrap_or("");
        check(text.trim()).map_err(|complaint| self.row.tell(at.unwrap_or(0), complaint))
    }

    /// Like `check`, with `None` for an empty cell.
    fn optional<'t, T>(
        &'t self,
        column: &'static str,
        check: impl FnOnce(&'t str) -> Result<T, Complaint>,
    ) -> Result<Option<T>, Told> {
        self.check(column, |text| {
            if text.is_empty() {
                Ok(None)
            } else {
                check(text).map(Some)
            }
        })
    }
}
