//! Walks a TOML file with its places. A [`Table`] is told which keys it may have and hands out a
//! [`Value`] for each; whatever is missing, misspelt or of the wrong kind goes to the list of
//! problems and the walk goes on. Knows nothing of classes.

use std::{ops::RangeInclusive, path::Path};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    files,
    problem::{Complaint, Report, Source, Told, nearest, one_of, quote},
};

/// How many syntax problems of one file are told; they tend to follow from one another.
const MOST_SYNTAX: usize = 10;

/// A table of a TOML file.
pub(super) struct Table<'a> {
    source: &'a Source<'a>,
    map: &'a DeTable<'a>,
    at: usize,
    /// Keys that are there under a misspelt name, which was reported.
    misspelt: Vec<(&'static str, Told)>,
}

/// The value of a key.
#[derive(Clone, Copy)]
pub(super) struct Value<'a> {
    pub(super) source: &'a Source<'a>,
    /// The key it stands at.
    pub(super) key: &'a str,
    raw: &'a Spanned<DeValue<'a>>,
}

/// A key of a table whose keys are a class's own words.
pub(super) struct Entry<'a> {
    /// The key.
    pub(super) key: &'a str,
    /// Where the key is.
    pub(super) at: usize,
    /// What it is set to.
    pub(super) value: Value<'a>,
}

/// Reads a file, reports all its syntax problems, and hands its top table, which may have `keys`,
/// to `read`. A file with syntax problems is not looked into further: half a file is full of
/// problems that are none.
pub(super) fn document<T>(
    (report, dir): (&Report, &Path),
    name: &Path,
    keys: &[&'static str],
    read: impl FnOnce(&Table<'_>) -> T,
) -> Result<T, Told> {
    let text = files::read(report, dir, name)?;
    let source = Source::new(report, name, &text);
    let (root, errors) = DeTable::parse_recoverable(&text);
    let mut told = None;
    let mut last_line = 0;
    for error in errors.iter().take(MOST_SYNTAX) {
        let at = error.span().map_or(0, |span| span.start);
        let line = source.place(at).line;
        if line != last_line {
            last_line = line;
            let complaint = Complaint::new("syntax", error.message());
            told = Some(source.tell(at, with_curly_hint(complaint, &text, line)));
        }
    }
    match told {
        Some(told) => Err(told),
        None => Ok(read(&Table::of(&source, root.get_ref(), 0, keys))),
    }
}

/// Word processors turn quotation marks into curly ones, which TOML does not know.
fn with_curly_hint(complaint: Complaint, text: &str, line: usize) -> Complaint {
    let line = text.lines().nth(line.saturating_sub(1)).unwrap_or("");
    if line.contains(['“', '”', '„', '‘', '’']) {
        complaint.hint("write straight quotation marks: \"")
    } else {
        complaint
    }
}

impl<'a> Table<'a> {
    /// Takes a table and reports every key of it that is not among `keys`.
    fn of(source: &'a Source<'a>, map: &'a DeTable<'a>, at: usize, keys: &[&'static str]) -> Self {
        let mut misspelt = Vec::new();
        for (found, _) in map {
            let (name, at) = (found.get_ref().as_ref(), found.span().start);
            if keys.contains(&name) {
                continue;
            }
            let missing = keys.iter().filter(|key| !map.contains_key(**key));
            let near = nearest(name, missing.copied());
            let complaint =
                Complaint::new("unknown-key", format!("{} is not known here", quote(name)))
                    .did_you_mean(
                        near,
                        format!("here may be {}", one_of(keys.iter().copied())),
                    );
            let told = source.tell(at, complaint);
            if let Some(key) = keys.iter().find(|key| Some(**key) == near) {
                misspelt.push((*key, told));
            }
        }
        Self {
            source,
            map,
            at,
            misspelt,
        }
    }

    /// The file it is in.
    pub(super) fn source(&self) -> &'a Source<'a> {
        self.source
    }

    /// Reports something about the table as a whole.
    pub(super) fn tell(&self, complaint: Complaint) -> Told {
        self.source.tell(self.at, complaint)
    }

    /// The value of a key that may be left out. A misspelt key was reported, and counts as left out.
    pub(super) fn optional(&self, key: &'static str) -> Option<Value<'a>> {
        self.map.get(key).map(|raw| Value {
            source: self.source,
            key,
            raw,
        })
    }

    /// The value of a key that must be there.
    pub(super) fn required(&self, key: &'static str) -> Result<Value<'a>, Told> {
        if let Some(value) = self.optional(key) {
            return Ok(value);
        }
        let misspelt = self.misspelt.iter().find(|(name, _)| *name == key);
        Err(match misspelt {
            Some((_, told)) => *told,
            None => self.tell(
                Complaint::new("missing-key", format!("`{key}` is missing"))
                    .hint(format!("add a line that begins with `{key} =`")),
            ),
        })
    }

    /// The tables of `[[header]]`, each of which may have `keys`; as many as `allowed`. Surplus ones
    /// are reported and left out.
    pub(super) fn list(
        &self,
        header: &'static str,
        keys: &[&'static str],
        allowed: RangeInclusive<usize>,
    ) -> Result<Vec<Table<'a>>, Told> {
        let key = header.rsplit('.').next().unwrap_or(header);
        let Some(value) = self.optional(key) else {
            if let Some((_, told)) = self.misspelt.iter().find(|(name, _)| *name == key) {
                return Err(*told);
            }
            if *allowed.start() == 0 {
                return Ok(Vec::new());
            }
            let complaint =
                Complaint::new("missing-key", format!("there is no `[[{header}]]` here"));
            return Err(
                self.tell(complaint.hint(format!("add one that begins with `[[{header}]]`")))
            );
        };
        let DeValue::Array(array) = value.raw() else {
            let hint = format!("begin it with `[[{header}]]`, in two pairs of brackets");
            return Err(value.wrong_type("a list", Some(hint)));
        };
        let count = array.len();
        if !allowed.contains(&count) {
            let (code, at) = if count < *allowed.start() {
                ("too-few", value.at())
            } else {
                let surplus = array.get(*allowed.end());
                (
                    "too-many",
                    surplus.map_or(value.at(), |one| one.span().start),
                )
            };
            let (least, most) = (allowed.start(), allowed.end());
            let message = format!("there must be {least} to {most} `[[{header}]]`, not {count}");
            self.source.tell(at, Complaint::new(code, message));
        }
        let items = array.iter().take(*allowed.end()).map(|item| {
            let item = Value { raw: item, ..value };
            item.table(keys)
        });
        let items: Vec<_> = items.collect();
        items.into_iter().collect()
    }
}

impl<'a> Value<'a> {
    /// Where it is.
    pub(super) fn at(&self) -> usize {
        self.raw.span().start
    }

    /// Reports something about it.
    pub(super) fn tell(&self, complaint: Complaint) -> Told {
        self.source.tell(self.at(), complaint)
    }

    /// The TOML value itself.
    pub(super) fn raw(&self) -> &'a DeValue<'a> {
        self.raw.get_ref()
    }

    /// Reports that it is not what it should be.
    pub(super) fn wrong_type(&self, wanted: &str, hint: Option<String>) -> Told {
        let found = match self.raw() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a point",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or a time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("{} must be {wanted}, not {found}", quote(self.key));
        let complaint = Complaint::new("wrong-type", message);
        self.tell(match hint {
            Some(hint) => complaint.hint(hint),
            None => complaint,
        })
    }

    /// A table that may have `keys`.
    pub(super) fn table(&self, keys: &[&'static str]) -> Result<Table<'a>, Told> {
        match self.raw() {
            DeValue::Table(table) => Ok(Table::of(self.source, table, self.at(), keys)),
            _ => Err(self.wrong_type("a table", None)),
        }
    }

    /// A table whose keys are not fixed, in the order of the file.
    pub(super) fn entries(&self) -> Result<Vec<Entry<'a>>, Told> {
        let DeValue::Table(table) = self.raw() else {
            return Err(self.wrong_type("a table", None));
        };
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref(),
                at: key.span().start,
                value: Value {
                    source: self.source,
                    key: key.get_ref(),
                    raw: value,
                },
            })
            .collect();
        entries.sort_by_key(|entry| entry.at);
        Ok(entries)
    }

    /// The values of a list, each under the key of the list.
    pub(super) fn items(&self) -> Result<Vec<Value<'a>>, Told> {
        match self.raw() {
            DeValue::Array(array) => Ok(array.iter().map(|raw| Value { raw, ..*self }).collect()),
            _ => Err(self.wrong_type("a list", Some(format!("write {} = [ ... ]", self.key)))),
        }
    }
}
