//! Standard output. The one way in which a verb says something; when whoever reads has enough
//! (`waymark journal tail | head`), the verb ends quietly.

use std::{
    fmt,
    io::{self, BufWriter, Stdout, Write as _},
};

use serde::Serialize;

use super::error::CommandError;

/// Where answers go, and whether they are JSON.
#[derive(Debug)]
pub struct Out {
    writer: BufWriter<Stdout>,
    json: bool,
}

impl Out {
    /// The process's standard output, for texts.
    #[must_use]
    pub fn stdout() -> Self {
        Self {
            writer: BufWriter::new(io::stdout()),
            json: false,
        }
    }

    /// From now on answers are JSON, or not.
    pub(super) fn speak_json(&mut self, json: bool) {
        self.json = json;
    }

    /// Whether answers are JSON.
    pub(super) fn is_json(&self) -> bool {
        self.json
    }

    /// One line of text.
    pub(super) fn line(&mut self, text: impl fmt::Display) -> Result<(), CommandError> {
        writeln!(self.writer, "{text}").map_err(not_written)
    }

    /// One value as a line of JSON.
    pub(super) fn json(&mut self, value: &impl Serialize) -> Result<(), CommandError> {
        let text = serde_json::to_string(value).map_err(|error| not_written(error.into()))?;
        self.line(text)
    }

    /// The answer of a verb: `value` where JSON was asked for, else `text`.
    pub(super) fn answer(
        &mut self,
        value: &impl Serialize,
        text: impl fmt::Display,
    ) -> Result<(), CommandError> {
        if self.json {
            self.json(value)
        } else {
            self.line(text)
        }
    }

    /// Makes sure that everything said so far has gone out.
    pub fn flush(&mut self) -> Result<(), CommandError> {
        self.writer.flush().map_err(not_written)
    }
}

fn not_written(error: io::Error) -> CommandError {
    if error.kind() == io::ErrorKind::BrokenPipe {
        CommandError::NobodyReads
    } else {
        CommandError::Output(error)
    }
}
