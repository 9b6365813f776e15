//! The ids that one part of a pack defines and other parts use.

use std::collections::BTreeMap;

use super::{
    problem::{Complaint, Told, nearest, one_of, quote},
    reader::Table,
    value,
};

/// One kind of thing with an id.
#[derive(Debug)]
pub(super) struct Kind {
    /// What a teacher calls it.
    pub(super) word: &'static str,
    /// The code of a reference to one that is not there.
    pub(super) unknown: &'static str,
    /// Where it is defined.
    pub(super) file: &'static str,
}

/// The ids of one kind. Where the file that defines them has problems with them, every reference
/// passes: that file is the one to mend, and one mistake is not twenty lines.
#[derive(Debug)]
pub(super) struct Names {
    kind: &'static Kind,
    ids: Result<Vec<String>, Told>,
}

impl Names {
    /// None are known, and it was said why.
    pub(super) fn unknown(kind: &'static Kind, told: Told) -> Self {
        Self {
            kind,
            ids: Err(told),
        }
    }

    /// Whether that id is defined.
    pub(super) fn check(&self, id: &str) -> Result<(), Complaint> {
        let Ok(ids) = &self.ids else {
            return Ok(());
        };
        if ids.iter().any(|known| known == id) {
            return Ok(());
        }
        let Kind { word, file, .. } = self.kind;
        let known = || ids.iter().map(String::as_str);
        let message = format!("unknown {word} {}", quote(id));
        let otherwise = format!("{file} has {}", one_of(known()));
        Err(Complaint::new(self.kind.unknown, message)
            .did_you_mean(nearest(id, known()), otherwise))
    }

    /// All of them, in the order of the file.
    pub(super) fn all(&self) -> Result<&[String], Told> {
        match &self.ids {
            Ok(ids) => Ok(ids),
            Err(told) => Err(*told),
        }
    }
}

/// Gathers the ids of one kind while their tables are read.
#[derive(Debug)]
pub(super) struct Gather {
    kind: &'static Kind,
    /// Where each was given first.
    first: BTreeMap<String, usize>,
    ids: Result<Vec<String>, Told>,
}

impl Gather {
    pub(super) fn new(kind: &'static Kind) -> Self {
        Self {
            kind,
            first: BTreeMap::new(),
            ids: Ok(Vec::new()),
        }
    }

    /// The `id` of a table: well-formed, and no other's.
    pub(super) fn id<T: for<'t> From<&'t str>>(&mut self, table: &Table<'_>) -> Result<T, Told> {
        let id = table.required("id").and_then(|id| Ok((id, id.string()?)));
        let id = id.and_then(|(value, id)| value.checked(value::id).map(|()| (value, id)));
        // One that has no proper id could be what any reference means.
        let (value, id) = id.inspect_err(|told| self.ids = Err(*told))?;
        if let Ok(ids) = &mut self.ids {
            ids.push(id.to_owned());
        }
        if let Some(first) = self.first.get(id) {
            let first = value.source.place(*first).line;
            let message = format!("there is another {} {}", self.kind.word, quote(id));
            return Err(
                value.tell(Complaint::new("duplicate-id", message).hint(format!(
                    "the first is in line {first}; give this one a name of its own"
                ))),
            );
        }
        self.first.insert(id.to_owned(), value.at());
        Ok(T::from(id))
    }

    pub(super) fn names(self) -> Names {
        Names {
            kind: self.kind,
            ids: self.ids,
        }
    }
}
