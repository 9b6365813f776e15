//! What kind of mistake a text about a teacher's files tells of: of the class pack, or of a class list that
//! is to be taken over. Such a text is written in English where the mistake is met, as `check` prints it, with
//! its place and what to do; whoever reads another language is told of its kind, with the words in question.
//! What is not known here is of no kind, and shown as it is. Looks for no mistakes.

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
        let (said, hint) = text.split_once("\n  hint: ").unwrap_or((text, ""));
        let (place, rest) = said.split_once(": ")?;
        let code = rest
            .strip_suffix(']')
            .and_then(|rest| rest.rsplit_once(" ["));
        let (message, kind) = match code {
            Some((message, code)) => (message, MistakeKind::of_pack(code)?),
            None => (rest, MistakeKind::of_list(rest)?),
        };
        let meant = hint.strip_prefix("did you mean ");
        Some(Self {
            place,
            kind,
            what: quoted(message),
            meant: meant.and_then(quoted),
        })
    }
}

/// The first words between backquotes.
fn quoted(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once('`')?;
    rest.split_once('`').map(|(what, _)| what)
}

impl MistakeKind {
    /// Of a mistake in the class pack, by its code.
    fn of_pack(code: &str) -> Option<Self> {
        Some(match code {
            "missing-file" | "missing-folder" | "missing-menu" | "missing-rubric"
            | "missing-picture" | "bad-folder" => Self::NoFile,
            "missing-task" | "missing-must-do" => Self::NoTask,
            "too-few" | "too-many" | "two-places" => Self::Count,
            "too-long" | "file-too-big" => Self::Large,
            "blocks-overlap" | "dates-out-of-order" | "past-midnight" => Self::Times,
            "syntax" | "open-quote" | "ragged-row" => Self::Line,
            "unreadable" | "not-utf8" => Self::Closed,
            "bad-picture" | "not-a-picture" => Self::Picture,
            "empty-text" => Self::Missing,
            "out-of-range" | "wrong-type" => Self::Value,
            "more-problems" => Self::More,
            _ if code.starts_with("unknown-") => Self::Unknown,
            _ if code.starts_with("duplicate-") => Self::Twice,
            _ if code.starts_with("missing-") => Self::Missing,
            _ if code.starts_with("picture-") => Self::Picture,
            _ if code.starts_with("bad-") => Self::Value,
            _ => return None,
        })
    }

    /// Of a mistake in a class list, by its words.
    fn of_list(message: &str) -> Option<Self> {
        let kinds = [
            ("shortened this id", Self::Shortened),
            ("the zip", Self::Zip),
            ("not a zip", Self::Zip),
            ("cannot be unpacked", Self::Zip),
            ("no column", Self::Missing),
            ("no users.csv", Self::NoFile),
            ("no such file", Self::NoFile),
            ("there is no id", Self::NoName),
            ("there is no first name", Self::NoName),
            ("two columns", Self::Twice),
            ("two files", Self::Twice),
            ("is also the id", Self::Twice),
            ("this row has", Self::Line),
            ("quotation mark", Self::Line),
            ("this CSV file is broken", Self::Line),
            ("save it again as CSV", Self::Closed),
            ("save the file again as CSV", Self::Closed),
            ("save it as CSV", Self::Closed),
            ("cannot be read", Self::Closed),
            ("neither a file nor a folder", Self::Closed),
            ("neither an emoji nor", Self::Picture),
            ("which class", Self::WhichClass),
            ("there is no class", Self::WhichClass),
            ("a plain list without classes", Self::WhichClass),
            ("no students in it", Self::Nobody),
            ("no active student", Self::Nobody),
            ("the file is empty", Self::Nobody),
            ("is not a language", Self::Value),
            ("characters", Self::Large),
            ("more than", Self::Large),
            ("larger than", Self::Large),
            ("longer than", Self::Large),
        ];
        let known = kinds.iter().find(|(words, _)| message.contains(words));
        known.map(|(_, kind)| *kind)
    }
}
