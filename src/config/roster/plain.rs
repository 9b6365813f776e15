//! A plain CSV list of students, one a row, under whatever headers a school office gives it.

use std::collections::BTreeMap;

use twemoji_assets::svg::SvgTwemojiAsset;

use super::{
    columns::{self, Col, Field, Header},
    problem::Findings,
    students::{Draft, checked, note_skipped, skip},
    table::{self, Row},
};
use crate::domain::{
    ids::{GroupId, Lang, StudentId},
    list_note::ListNote,
    roster::Incoming,
};

/// The columns, each by the names that are about.
const FIELDS: &[Field] = &[
    Field {
        col: Col::Id,
        names: &["id", "student id", "sourcedId", "local id", "pupil id"],
        required: true,
    },
    Field {
        col: Col::Preferred,
        names: &[
            "preferred first name",
            "preferredGivenName",
            "preferred name",
            "preferred first",
            "preferred",
            "nickname",
            "goes by",
        ],
        required: false,
    },
    Field {
        col: Col::First,
        names: &["first name", "givenName", "first", "fname", "forename"],
        required: false,
    },
    Field {
        col: Col::PreferredLast,
        names: &["preferred last name", "preferredFamilyName"],
        required: false,
    },
    Field {
        col: Col::Last,
        names: &["last name", "familyName", "last", "lname", "surname"],
        required: false,
    },
    Field {
        col: Col::FullName,
        names: &["name", "student name", "full name", "student"],
        required: false,
    },
    Field {
        col: Col::Identifier,
        names: &["identifier", "student number", "district id", "state id"],
        required: false,
    },
    Field {
        col: Col::Picture,
        names: &["picture", "animal", "emoji"],
        required: false,
    },
    Field {
        col: Col::Group,
        names: &["group", "rotation group"],
        required: false,
    },
    Field {
        col: Col::Language,
        names: &["language", "lang"],
        required: false,
    },
    Field {
        col: Col::Grades,
        names: &["grade", "grades", "grade level", "student grade"],
        required: false,
    },
    Field {
        col: Col::Role,
        names: &["role"],
        required: false,
    },
    Field {
        col: Col::Status,
        names: &["status"],
        required: false,
    },
    Field {
        col: Col::Enabled,
        names: &["enabledUser"],
        required: false,
    },
];

/// A row that may be a student's.
struct Listed {
    draft: Draft,
    full_name: String,
    picture: String,
    language: String,
}

/// Reads the list.
pub(super) fn students(
    file: &str,
    bytes: &[u8],
    findings: &mut Findings,
) -> Vec<(StudentId, Incoming)> {
    let mut skipped = BTreeMap::new();
    let listed = table::read(file, bytes, FIELDS, findings, |row| {
        if let Some(why) = skip(row) {
            *skipped.entry(why).or_default() += 1;
            return None;
        }
        Some(listed(row))
    });
    let Some((header, listed)) = listed else {
        return Vec::new();
    };
    note_skipped(&skipped, findings);
    let split = !has_first_name(&header);
    if split && !header.has(Col::FullName) {
        let message = "there is no column `first name` and no column `name`";
        findings.problem(header.own_problem("missing-column", message));
        return Vec::new();
    }
    if header.name(Col::Id).map(columns::plain).as_deref() == Some("sourcedid")
        && !header.has(Col::Role)
    {
        findings.note(ListNote::Everybody(file.to_owned()));
    }
    if split {
        findings.note(ListNote::NamesSplit(file.to_owned()));
    }
    let drafts = listed
        .into_iter()
        .flatten()
        .map(|listed| finished(&header, listed, split, findings))
        .collect();
    checked(&header, drafts, findings)
}

fn has_first_name(header: &Header) -> bool {
    header.has(Col::First) || header.has(Col::Preferred)
}

fn listed(row: &Row<'_>) -> Listed {
    let mut draft = Draft::new(row);
    draft.incoming.group = group(row.get(Col::Group));
    Listed {
        draft,
        full_name: row.get(Col::FullName).to_owned(),
        picture: row.get(Col::Picture).to_owned(),
        language: row.get(Col::Language).to_owned(),
    }
}

/// Checks what only plain lists have.
fn finished(header: &Header, listed: Listed, split: bool, findings: &mut Findings) -> Draft {
    let mut draft = listed.draft;
    let incoming = &mut draft.incoming;
    if split {
        let (first, last) = split_name(&listed.full_name);
        incoming.first_name = first;
        incoming.last_name = incoming.last_name.take().or(last);
    }
    if !listed.picture.is_empty() {
        incoming.picture = picture(&listed.picture);
        if incoming.picture.is_none() {
            let message = format!(
                "`{}` is neither an emoji nor the name of a .png, .jpg, .jpeg or .svg picture",
                listed.picture,
            );
            findings.problem(header.problem("bad-picture", draft.line, Col::Picture, message));
        }
    }
    if !listed.language.is_empty() {
        incoming.language = language(&listed.language);
        if incoming.language.is_none() {
            let message = format!(
                "`{}` is not a language; write two letters, such as en or es",
                listed.language,
            );
            findings.problem(header.problem("bad-language", draft.line, Col::Language, message));
        }
    }
    draft
}

/// First and last name of `Maya Lopez` or `Lopez, Maya`.
fn split_name(name: &str) -> (String, Option<String>) {
    let (first, last) = match name.split_once(',') {
        Some((last, first)) => (first, last),
        None => name.split_once(char::is_whitespace).unwrap_or((name, "")),
    };
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let last = tidy(last);
    (tidy(first), (!last.is_empty()).then_some(last))
}

/// `Red Group` as the id that the timetable gives it: `red-group`.
fn group(text: &str) -> Option<GroupId> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    (!words.is_empty()).then(|| GroupId::from(words.join("-")))
}

/// `es`, `ES` and `es-MX` are all `es`.
fn language(text: &str) -> Option<Lang> {
    let code = text.split(['-', '_']).next()?.to_ascii_lowercase();
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    is_code.then(|| Lang::from(code))
}

/// An emoji of the bundled set, or the name of a file for `pictures/`.
fn picture(text: &str) -> Option<String> {
    let is_emoji = SvgTwemojiAsset::from_emoji(text).is_some()
        || SvgTwemojiAsset::from_emoji(&text.replace('\u{fe0f}', "")).is_some()
        || SvgTwemojiAsset::from_emoji(&format!("{text}\u{fe0f}")).is_some();
    let is_file = text.rsplit_once('.').is_some_and(|(name, extension)| {
        !name.is_empty()
            && !text.contains(['/', '\\'])
            && ["png", "jpg", "jpeg", "svg"]
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known))
    });
    (is_emoji || is_file).then(|| text.to_owned())
}
