//! `waymark badge print`: sheets of badges as a PDF. A code that is printed is in the journal first,
//! and printing again prints the same. No code is ever told on the terminal.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{
    badge::{student, teacher_id},
    error::CommandError,
    journal::counted,
    out::Out,
    places::Places,
};
use crate::{
    app::sheets::{self, Sheets},
    badges::{
        code::BadgeCode,
        issue,
        print::{Order, Pages, Typefaces, pdf},
        sheet::{Offset, Paper, Sheet},
    },
    domain::{
        board::by_first_name,
        event::{Actor, Event, Holder},
        ids::StudentId,
        records::Records,
    },
    look::words::Words,
};

#[derive(Args, Clone, Debug)]
pub(super) struct PrintArgs {
    /// The file to write; one of that name is replaced
    #[arg(long, value_name = "FILE.pdf")]
    out: PathBuf,
    /// What badges are printed on: two-inch squares to cut out, Avery 5395 or 5371, or plastic cards
    #[arg(long, value_enum, default_value = "squares")]
    sheet: SheetName,
    /// US Letter or A4; a plastic card is its own page where no paper is named
    #[arg(long, value_enum)]
    paper: Option<PaperName>,
    /// Only these students, by id
    #[arg(long, value_name = "ID,...", value_delimiter = ',')]
    students: Vec<String>,
    #[command(flatten)]
    what: What,
    /// Level badges without first names
    #[arg(long, requires = "levels")]
    no_names: bool,
    /// Record that these level badges are printed
    #[arg(long, requires = "levels")]
    printed: bool,
    /// Move everything, to make up for a printer that is off: millimetres to the right and down. The
    /// ruler page tells them
    #[arg(long, value_name = "X,Y", default_value_t, allow_hyphen_values = true)]
    offset: Offset,
}

#[derive(Args, Clone, Debug)]
#[group(multiple = false)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of the command line"
)]
struct What {
    /// A teacher's badge, by name
    #[arg(long, value_name = "NAME", conflicts_with = "students")]
    teacher: Option<String>,
    /// The level badges that were given and not printed yet
    #[arg(long)]
    levels: bool,
    /// The list of secret pictures, for the teacher's drawer
    #[arg(long)]
    secrets: bool,
    /// A page that tells how far the printer is off
    #[arg(long, conflicts_with = "students")]
    ruler: bool,
    /// A badge that is nobody's, to try a scanner or a camera with
    #[arg(long, conflicts_with = "students")]
    test_badge: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SheetName {
    Squares,
    #[value(name = "5395")]
    Avery5395,
    #[value(name = "5371")]
    Avery5371,
    Cr80,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PaperName {
    Letter,
    A4,
}

impl From<SheetName> for Sheet {
    fn from(name: SheetName) -> Self {
        match name {
            SheetName::Squares => Self::Squares,
            SheetName::Avery5395 => Self::Avery5395,
            SheetName::Avery5371 => Self::Avery5371,
            SheetName::Cr80 => Self::Cr80,
        }
    }
}

impl From<PaperName> for Paper {
    fn from(name: PaperName) -> Self {
        match name {
            PaperName::Letter => Self::Letter,
            PaperName::A4 => Self::A4,
        }
    }
}

/// What was put together, and how it is told.
struct Printing {
    pages: Pages,
    badges: usize,
    /// What is recorded once the file is there.
    then: Vec<Event>,
    /// Whose names have letters that no typeface has.
    by_hand: Vec<StudentId>,
}

pub(super) fn print(places: &Places, args: &PrintArgs, out: &mut Out) -> Result<(), CommandError> {
    let order = order(args)?;
    can_be_written(&args.out)?;
    let (pack, mut journal, now) = places.class_and_journal()?;
    let who = who(args, &journal.records())?;
    let issued = new_ones(args, &journal.records(), &who)?;
    journal.append(&now, &Actor::CommandLine, &issued)?;
    let records = journal.records();
    let words = Words::load();
    let sheets = Sheets {
        pack: &pack,
        records: &records,
        say: words.speak(&pack.tablet.language),
    };
    let typefaces = sheets::typefaces();
    let printing = put_together(args, sheets, &who, &typefaces)?;
    let bytes = pdf(&order, &typefaces, &printing.pages)
        .map_err(|error| CommandError::Refused(error.to_string()))?;
    sheets::save(&args.out, &bytes).map_err(|source| CommandError::Sheet {
        path: args.out.clone(),
        source,
    })?;
    journal.append(&now, &Actor::CommandLine, &printing.then)?;
    journal.close()?;
    tell(args, &printing, issued.len(), out)
}

fn order(args: &PrintArgs) -> Result<Order, CommandError> {
    let order = Order {
        sheet: args.sheet.into(),
        paper: args.paper.map(Into::into),
        offset: args.offset,
    };
    // Neither of these is on a sheet of badges.
    if !args.what.ruler && !args.what.secrets {
        let paper = order.paper.unwrap_or_else(|| order.sheet.usual_paper());
        let there = order.sheet.on(paper);
        there.map_err(|error| CommandError::Misused(error.to_string()))?;
    }
    Ok(order)
}

/// Refuses a place where no file can be, before anything is recorded.
fn can_be_written(path: &Path) -> Result<(), CommandError> {
    if path.file_name().is_none() || (path.exists() && !path.is_file()) {
        let path = path.display();
        return Err(CommandError::Misused(format!(
            "{path} is no file; nothing was changed. Name a file, such as badges.pdf."
        )));
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => Err(CommandError::Refused(format!(
            "There is no folder {}; nothing was changed. Make it, or name another one.",
            folder.display()
        ))),
        _ => Ok(()),
    }
}

/// Which students are meant, by first name.
fn who(args: &PrintArgs, records: &Records) -> Result<Vec<StudentId>, CommandError> {
    let mut named = BTreeSet::new();
    for id in &args.students {
        named.insert(student(records, id.trim().to_owned())?);
    }
    let all = by_first_name(records).into_iter().map(|(id, ..)| id);
    Ok(all
        .filter(|id| named.is_empty() || named.contains(&Holder::Student((*id).clone())))
        .cloned()
        .collect())
}

/// What has to be recorded before it is on paper: codes of those who have none, or secret pictures.
fn new_ones(
    args: &PrintArgs,
    records: &Records,
    who: &[StudentId],
) -> Result<Vec<Event>, CommandError> {
    let mut rng = rand::rng();
    let what = &args.what;
    if what.secrets {
        return Ok(issue::secrets(records, who, &mut rng));
    }
    if what.levels || what.ruler || what.test_badge {
        return Ok(Vec::new());
    }
    let people = people(args, who)?;
    Ok(issue::issue(records, people, &mut rng).events)
}

/// Whose badges these are.
fn people(args: &PrintArgs, who: &[StudentId]) -> Result<Vec<Holder>, CommandError> {
    match &args.what.teacher {
        Some(name) => Ok(vec![Holder::Teacher(teacher_id(name)?)]),
        None => Ok(who.iter().cloned().map(Holder::Student).collect()),
    }
}

fn put_together(
    args: &PrintArgs,
    sheets: Sheets<'_>,
    who: &[StudentId],
    typefaces: &Typefaces,
) -> Result<Printing, CommandError> {
    let what = &args.what;
    let mut then = Vec::new();
    let mut names: &[StudentId] = &[];
    let badges = if what.ruler {
        return Ok(Printing::of(Pages::Ruler(sheets.ruler()), 0));
    } else if what.secrets {
        let list = sheets.secrets(who);
        let rows = list.rows.len();
        return Ok(Printing {
            by_hand: sheets.by_hand(who, typefaces),
            ..Printing::of(Pages::Secrets(list), rows)
        });
    } else if what.test_badge {
        vec![sheets.test()]
    } else if what.levels {
        let trophies = sheets.trophies(who, !args.no_names);
        if args.printed {
            then = trophies.printed;
        }
        trophies.badges
    } else if let Some(name) = &what.teacher {
        let teacher = teacher_id(name)?;
        let codes = codes(args, sheets.records, who)?;
        let code = codes.get(&Holder::Teacher(teacher.clone()));
        code.map(|code| sheets.teacher(&teacher, *code))
            .into_iter()
            .collect()
    } else {
        names = who;
        sheets.students(who, &codes(args, sheets.records, who)?)
    };
    if badges.is_empty() {
        return Err(CommandError::Refused(nothing(what.levels).to_owned()));
    }
    let count = badges.len();
    Ok(Printing {
        then,
        by_hand: sheets.by_hand(names, typefaces),
        ..Printing::of(Pages::Badges(badges), count)
    })
}

impl Printing {
    fn of(pages: Pages, badges: usize) -> Self {
        Self {
            pages,
            badges,
            then: Vec::new(),
            by_hand: Vec::new(),
        }
    }
}

fn nothing(levels: bool) -> &'static str {
    if levels {
        "No level badge waits to be printed, so no file was written. Give levels first, on the teacher's pages."
    } else {
        "There is nobody in the class, so no file was written. Add children first: waymark roster import FILE"
    }
}

/// The codes as the journal has them.
fn codes(
    args: &PrintArgs,
    records: &Records,
    who: &[StudentId],
) -> Result<BTreeMap<Holder, BadgeCode>, CommandError> {
    Ok(issue::known(records, people(args, who)?))
}

fn tell(
    args: &PrintArgs,
    printing: &Printing,
    new: usize,
    out: &mut Out,
) -> Result<(), CommandError> {
    let file = args.out.display().to_string();
    let what = &args.what;
    let recorded = printing.then.len();
    let answer = json!({
        "file": file, "badges": printing.badges, "new": new, "recorded": recorded,
        "by_hand": printing.by_hand,
    });
    let badges = printing.badges as u64;
    let mut text = if what.ruler {
        format!("The ruler page is in {file}.")
    } else if what.secrets {
        let children = counted(badges, "child", "children");
        format!("The secret pictures of {children} are in {file}. Keep the page in a drawer.")
    } else if what.test_badge {
        format!("The test badge is in {file}.")
    } else {
        let kind = if what.levels { "level badge" } else { "badge" };
        let badges = counted(badges, kind, &format!("{kind}s"));
        format!("{badges}: {file}")
    };
    if new > 0 && !what.secrets {
        let codes = counted(new as u64, "new code is", "new codes are");
        text = format!("{text}\n{codes} linked; every other badge is as it was.");
    }
    if recorded > 0 {
        text.push_str("\nRecorded as printed.");
    }
    if !printing.by_hand.is_empty() {
        let ids: Vec<_> = printing.by_hand.iter().map(StudentId::as_str).collect();
        let ids = ids.join(", ");
        text = format!(
            "{text}\nNo typeface here has every letter of these names; write them on the line by hand: {ids}"
        );
    }
    text.push_str("\nPrint it at 100 % (\u{201c}actual size\u{201d}).");
    out.answer(&answer, text)
}
