//! What kind of mistake a text about a teacher's files tells of: of the class pack, or of a class list that
//! is to be taken over. Such a text is written in English where the mistake is met, as `check` prints it, with
//! its place, what to do and a code: the code is its kind. Whoever reads another language is told of the kind,
//! with the words in question.
//! What is not known here is of no kind, and shown as it is. Looks for no mistakes.

use std::borrow::Cow;

/// A mistake in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mistake<'a> {
    /// The file and, where it is known, the line and the column.
    pub place: &'a str,
    /// Its kind.
    pub kind: MistakeKind,
    /// The words in question, as they are in the file.
    pub what: Option<&'a str>,
    /// What was meant, perhaps.
    pub meant: Option<&'a str>,
}

/// What kind of mistake it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MistakeKind {
    /// Something is named that is not there, or a word is not known.
    Unknown,
    /// Something has to be there and is not.
    Missing,
    /// A file or a folder is not there.
    NoFile,
    /// A level has no task, or none that must be done.
    NoTask,
    /// A row has no name or no number.
    NoName,
    /// Something is there twice.
    Twice,
    /// There are too few or too many of something.
    Count,
    /// Something is too long or too large.
    Large,
    /// A value does not have the form that it needs.
    Value,
    /// Times or dates contradict each other.
    Times,
    /// A line cannot be read: a comma, a bracket or a quotation mark.
    Line,
    /// A file cannot be read, or is no text.
    Closed,
    /// A picture cannot be used.
    Picture,
    /// A zip cannot be used.
    Zip,
    /// There is no student.
    Nobody,
    /// It is not clear which class is meant.
    WhichClass,
    /// A spreadsheet shortened a number.
    Shortened,
    /// There are more.
    More,
}

impl<'a> Mistake<'a> {
    /// What a text tells of; nothing where that is not known.
    #[must_use]
    pub fn of(text: &'a str) -> Option<Self> {
        let (said, code, below) = split(text)?;
        let (place, message) = said.split_once(": ")?;
        let meant = below.strip_prefix("\n  hint: did you mean ");
        Some(Self {
            place,
            kind: MistakeKind::of(code)?,
            what: quoted(message),
            meant: meant.and_then(quoted),
        })
    }
}

/// The text as it is read by whoever reads English: without the code, which is for programs and for
/// those who ask for help.
#[must_use]
pub fn without_code(text: &str) -> Cow<'_, str> {
    match split(text) {
        Some((said, _, below)) => Cow::Owned(format!("{said}{below}")),
        None => Cow::Borrowed(text),
    }
}

/// What is before the code, the code, and what is below it: the code ends the first line that can
/// end in one.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.trim_end_matches('\n').len();
        let (upper, below) = text.split_at_checked(end)?;
        let coded = upper
            .strip_suffix(']')
            .and_then(|upper| upper.rsplit_once(" ["));
        let is_code = |code: &str| {
            let mut bytes = code.bytes();
            !code.is_empty() && bytes.all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        };
        if let Some((said, code)) = coded.filter(|(_, code)| is_code(code)) {
            return Some((said, code, below));
        }
        end += usize::from(line.ends_with('\n'));
    }
    None
}

/// The first words between backquotes.
fn quoted(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once('`')?;
    rest.split_once('`').map(|(what, _)| what)
}

impl MistakeKind {
    /// By its code.
    fn of(code: &str) -> Option<Self> {
        Some(match code {
            "missing-file" | "missing-folder" | "missing-menu" | "missing-rubric"
            | "missing-picture" | "bad-folder" => Self::NoFile,
            "missing-task" | "missing-must-do" => Self::NoTask,
            "too-few" | "too-many" | "two-places" => Self::Count,
            "too-long" | "file-too-big" => Self::Large,
            "blocks-overlap" | "dates-out-of-order" | "past-midnight" => Self::Times,
            "syntax" | "open-quote" | "ragged-row" => Self::Line,
            "unreadable" | "not-utf8" | "not-csv" => Self::Closed,
            "bad-picture" | "not-a-picture" => Self::Picture,
            "empty-text" => Self::Missing,
            "out-of-range" | "wrong-type" => Self::Value,
            "missing-id" | "missing-name" => Self::NoName,
            "bad-zip" => Self::Zip,
            "no-students" | "empty-file" => Self::Nobody,
            "which-class" => Self::WhichClass,
            "shortened-id" => Self::Shortened,
            "more-problems" => Self::More,
            _ if code.starts_with("unknown-") => Self::Unknown,
            _ if code.starts_with("duplicate-") => Self::Twice,
            _ if code.starts_with("missing-") => Self::Missing,
            _ if code.starts_with("picture-") => Self::Picture,
            _ if code.starts_with("bad-") => Self::Value,
            _ => return None,
        })
    }
}
