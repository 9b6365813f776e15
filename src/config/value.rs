//! What single values of a pack may be: ids, texts, pictures, numbers, times, colors, links. The
//! checks know neither files nor places, so that `students.csv` uses the same ones.

use std::{collections::BTreeMap, fmt::Display, ops::RangeInclusive, sync::Arc};

use jiff::civil;
use toml::de::DeValue;

use super::{
    names::Names,
    picture::Pictures,
    problem::{Complaint, Told, nearest, one_of, quote},
    reader::Value,
};
use crate::domain::{
    ids::Lang,
    text::{Picture, Text},
    utterance::ReadAloud,
};

/// How many characters a text for a screen may have.
const MOST_LETTERS: usize = 300;
/// How many characters fit a link whose QR code still reads well from a screen.
const MOST_LINK: usize = 200;

impl<'a> Value<'a> {
    /// Some text of at most `most` characters, without white space around it.
    pub(super) fn words(&self, most: usize) -> Result<&'a str, Told> {
        let text = self.string()?;
        words(self.key, text, most).map_err(|complaint| self.tell(complaint))
    }

    /// A text in one language or several.
    pub(super) fn text(&self) -> Result<Text, Told> {
        match self.raw() {
            DeValue::String(_) => Ok(Text::plain(self.words(MOST_LETTERS)?)),
            DeValue::Table(_) => self.text_in_languages(),
            _ => {
                let hint = "write it in quotation marks, or as { en = \"...\", es = \"...\" }";
                Err(self.wrong_type("a text", Some(hint.into())))
            }
        }
    }

    fn text_in_languages(&self) -> Result<Text, Told> {
        let texts = self.entries()?.into_iter().map(|entry| {
            let lang = lang(entry.key);
            let lang = lang.map_err(|complaint| entry.value.source.tell(entry.at, complaint));
            let words = entry.value.words(MOST_LETTERS);
            Ok((lang?, Arc::from(words?)))
        });
        // Every language is looked at before the first problem ends it.
        let texts: Vec<Result<_, Told>> = texts.collect();
        let texts: BTreeMap<_, _> = texts.into_iter().collect::<Result<_, _>>()?;
        Text::in_languages(texts).ok_or_else(|| self.tell(empty(self.key)))
    }

    /// A picture.
    pub(super) fn picture(&self, pictures: &Pictures) -> Result<Picture, Told> {
        self.checked(|text| pictures.find(text))
    }

    /// An id that another part of the pack defines.
    pub(super) fn named<T: for<'t> From<&'t str>>(&self, names: &Names) -> Result<T, Told> {
        self.checked(|text| names.check(text))?;
        self.string().map(T::from)
    }

    /// A language by its two letters.
    pub(super) fn lang(&self) -> Result<Lang, Told> {
        self.checked(lang)
    }

    /// A page on the web.
    pub(super) fn link(&self) -> Result<String, Told> {
        self.checked(link)
    }

    /// A color as `#RRGGBB`.
    pub(super) fn color(&self) -> Result<[u8; 3], Told> {
        self.checked(color)
    }

    /// One word of a few.
    pub(super) fn choice<T: Copy>(&self, choices: &[(&'static str, T)]) -> Result<T, Told> {
        self.checked(|text| {
            let found = choices.iter().find(|(word, _)| *word == text);
            found.map(|(_, value)| *value).ok_or_else(|| {
                let words = || choices.iter().map(|(word, _)| *word);
                let message = format!("{} is not known as `{}`", quote(text), self.key);
                Complaint::new("unknown-choice", message)
                    .did_you_mean(nearest(text, words()), format!("use {}", one_of(words())))
            })
        })
    }

    /// A whole number within `allowed`.
    pub(super) fn whole<T>(&self, allowed: RangeInclusive<T>) -> Result<T, Told>
    where
        T: TryFrom<i64> + PartialOrd + Display + Copy,
    {
        let DeValue::Integer(number) = self.raw() else {
            return Err(self.wrong_type("a whole number", None));
        };
        let value = i64::from_str_radix(number.as_str(), number.radix()).ok();
        value
            .and_then(|value| T::try_from(value).ok())
            .filter(|value| allowed.contains(value))
            .ok_or_else(|| {
                let (least, most) = (allowed.start(), allowed.end());
                let found = quote(&number.to_string());
                let message = format!("`{}` must be {least} to {most}, not {found}", self.key);
                self.tell(Complaint::new("out-of-range", message))
            })
    }

    /// A number within `allowed`, with or without a point.
    pub(super) fn number(&self, allowed: RangeInclusive<f64>) -> Result<f64, Told> {
        let text = match self.raw() {
            DeValue::Integer(number) => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ => return Err(self.wrong_type("a number", None)),
        };
        let value = text.replace('_', "").parse::<f64>().ok();
        value
            .filter(|value| allowed.contains(value))
            .ok_or_else(|| {
                let (least, most) = (allowed.start(), allowed.end());
                let found = quote(text);
                let message = format!("`{}` must be {least} to {most}, not {found}", self.key);
                self.tell(Complaint::new("out-of-range", message))
            })
    }

    /// `true` or `false`.
    pub(super) fn yes(&self) -> Result<bool, Told> {
        self.raw().as_bool().ok_or_else(|| {
            let hint = "write true or false, without quotation marks";
            self.wrong_type("true or false", Some(hint.into()))
        })
    }

    /// A day, as TOML writes it: `2026-09-08`.
    pub(super) fn date(&self) -> Result<civil::Date, Told> {
        let date = match self.raw() {
            DeValue::Datetime(found) if found.time.is_none() => found.date,
            _ => None,
        };
        let date = date.and_then(|date| {
            let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
            civil::Date::new(i16::try_from(date.year).ok()?, month, day).ok()
        });
        date.ok_or_else(|| {
            let message = format!("`{}` must be a date", self.key);
            self.tell(
                Complaint::new("bad-date", message)
                    .hint("write the year, month and day like 2026-09-08, without quotation marks"),
            )
        })
    }

    /// A time of the day to the minute: `"09:15"`, with or without quotation marks.
    pub(super) fn time(&self) -> Result<civil::Time, Told> {
        let parts = match self.raw() {
            DeValue::String(text) => clock(text),
            DeValue::Datetime(found) if found.date.is_none() => found
                .time
                .filter(|time| time.second.unwrap_or(0) == 0 && time.nanosecond.unwrap_or(0) == 0)
                .map(|time| (time.hour, time.minute)),
            _ => None,
        };
        let time = parts.and_then(|(hour, minute)| {
            let (hour, minute) = (i8::try_from(hour).ok()?, i8::try_from(minute).ok()?);
            civil::Time::new(hour, minute, 0, 0).ok()
        });
        time.ok_or_else(|| {
            let message = format!("`{}` must be a time of the day", self.key);
            self.tell(
                Complaint::new("bad-time", message).hint("write it like \"09:15\" or \"13:40\""),
            )
        })
    }

    /// A text, whatever it says.
    pub(super) fn string(&self) -> Result<&'a str, Told> {
        self.raw().as_str().ok_or_else(|| {
            let hint = format!("write it in quotation marks: {} = \"...\"", self.key);
            self.wrong_type("a text", Some(hint))
        })
    }

    /// A text that `check` makes something of.
    pub(super) fn checked<T>(
        &self,
        check: impl FnOnce(&'a str) -> Result<T, Complaint>,
    ) -> Result<T, Told> {
        check(self.string()?).map_err(|complaint| self.tell(complaint))
    }
}

/// Text of at most `most` characters, without the white space around it.
pub(super) fn words<'t>(what: &str, text: &'t str, most: usize) -> Result<&'t str, Complaint> {
    let text = text.trim();
    if text.is_empty() {
        return Err(empty(what));
    }
    let count = text.chars().count();
    if count > most {
        let message = format!("{} has {count} characters, at most {most} fit", quote(what));
        return Err(Complaint::new("too-long", message));
    }
    Ok(text)
}

fn empty(what: &str) -> Complaint {
    Complaint::new("empty-text", format!("{} is empty", quote(what)))
}

/// Whether `text` can name something in files: 1 to 40 of a to z, 0 to 9 and `-`.
pub(super) fn id(text: &str) -> Result<(), Complaint> {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=40).contains(&text.len()) && text.bytes().all(fits) {
        return Ok(());
    }
    let message = format!("{} cannot be an id", quote(text));
    Err(Complaint::new("bad-id", message)
        .hint("use 1 to 40 lower-case letters, digits and hyphens"))
}

/// A language by its ISO 639-1 code.
pub(super) fn lang(text: &str) -> Result<Lang, Complaint> {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Ok(Lang::from(text));
    }
    let message = format!("{} is not a language", quote(text));
    Err(Complaint::new("bad-language", message).hint("use its two letters, like en or es"))
}

/// When to read aloud, by its name.
pub(super) fn read_aloud(text: &str) -> Result<ReadAloud, Complaint> {
    ReadAloud::named(text).ok_or_else(|| {
        let names = ReadAloud::ALL.map(ReadAloud::name);
        let message = format!("{} does not say when to read aloud", quote(text));
        Complaint::new("bad-read-aloud", message)
            .did_you_mean(nearest(text, names), format!("use {}", one_of(names)))
    })
}

fn link(text: &str) -> Result<String, Complaint> {
    let page = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = page.map(|page| page.split(['/', '?', '#']).next().unwrap_or(""));
    let letters_fit = !text.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    if host.is_none_or(str::is_empty) || !letters_fit {
        let message = format!("{} is not a link", quote(text));
        return Err(Complaint::new("bad-link", message)
            .hint("copy the whole address; it begins with https:// or http://"));
    }
    let count = text.chars().count();
    if count > MOST_LINK {
        let message = format!("the link has {count} characters, at most {MOST_LINK} fit");
        return Err(
            Complaint::new("bad-link", message).hint("look for a shorter address of the same page")
        );
    }
    Ok(text.to_owned())
}

fn color(text: &str) -> Result<[u8; 3], Complaint> {
    let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6);
    let hex = hex.filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let value = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok());
    let Some(value) = value else {
        let message = format!("{} is not a color", quote(text));
        return Err(Complaint::new("bad-color", message).hint("write it like \"#56B4E9\""));
    };
    let [_, red, green, blue] = value.to_be_bytes();
    Ok([red, green, blue])
}

/// Hours and minutes of `09:15`.
fn clock(text: &str) -> Option<(u8, u8)> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if minute.len() != 2 || !(1..=2).contains(&hour.len()) || !digits(hour) || !digits(minute) {
        return None;
    }
    Some((hour.parse().ok()?, minute.parse().ok()?))
}
