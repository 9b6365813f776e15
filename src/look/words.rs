//! Every sentence of Waymark's own, in every language it speaks, through Fluent. Knows of no
//! language in particular, but that English stands in for what another one lacks.

use std::{cell::RefCell, collections::BTreeMap};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use crate::domain::{
    ids::Lang,
    text::tidy,
    utterance::{self, Sentence, Utterance},
};

/// Languages by their codes, with the text of their files.
macro_rules! files {
    ($($lang:literal),*) => {
        [$(($lang, include_str!(concat!("../../assets/texts/", $lang, ".ftl")))),*]
    };
}

/// The languages that Waymark speaks. A third one is its file in `assets/texts` and its code here.
const FILES: [(&str, &str); 2] = files!["en", "es"];

/// All sentences in all languages.
pub struct Words {
    bundles: BTreeMap<Lang, FluentBundle<FluentResource>>,
    /// Sentences that names and numbers were filled into, by their slug, and the pieces they were
    /// made of, so that what was drawn can be spoken piece by piece.
    pieces: RefCell<BTreeMap<String, Sentence>>,
}

/// Around what is filled into a sentence: first strong isolate, pop directional isolate.
const ISOLATES: [char; 2] = ['\u{2068}', '\u{2069}'];
/// How many filled-in sentences are kept; a screen has a dozen.
const KEPT: usize = 500;

/// The sentences in the language of one reader.
#[derive(Clone, Copy)]
pub struct Say<'a> {
    words: &'a Words,
    lang: &'a Lang,
}

impl<'a> Say<'a> {
    /// The same words for a reader of another language.
    #[must_use]
    pub fn to(self, lang: &'a Lang) -> Self {
        Self { lang, ..self }
    }
}

/// A number as it is written in English and in the Spanish of the United States: 1,240.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

impl Words {
    /// Reads the files, which are part of the program. A sentence that Fluent cannot read is left
    /// out here; a test makes sure there is none.
    #[must_use]
    pub fn load() -> Self {
        Self::of(FILES)
    }

    /// Reads languages: the code of each, and the text of its file.
    #[must_use]
    pub fn of<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let bundles = files
            .into_iter()
            .map(|(lang, file)| (Lang::from(lang), bundle(lang, file)));
        Self {
            bundles: bundles.collect(),
            pieces: RefCell::default(),
        }
    }

    /// The languages, by code.
    pub fn languages(&self) -> impl Iterator<Item = &Lang> {
        self.bundles.keys()
    }

    /// Whether there are sentences in that language.
    #[must_use]
    pub fn speaks(&self, lang: &Lang) -> bool {
        self.bundles.contains_key(lang)
    }

    /// The sentences for a reader of `lang`; English where there is no such language.
    #[must_use]
    pub fn speak<'a>(&'a self, lang: &'a Lang) -> Say<'a> {
        Say { words: self, lang }
    }

    fn find(&self, lang: &Lang, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let bundle = self.bundles.get(lang)?;
        let pattern = bundle.get_message(key)?.value()?;
        let marked = bundle.format_pattern(pattern, args, &mut Vec::new());
        if !marked.contains(ISOLATES) {
            return Some(marked.into_owned());
        }
        let text: String = marked.chars().filter(|c| !ISOLATES.contains(c)).collect();
        let pieces = marked.split(ISOLATES).map(str::trim);
        let pieces = pieces.filter(|piece| piece.contains(char::is_alphanumeric));
        self.keep(&text, pieces.map(Into::into).collect());
        Some(text)
    }

    fn keep(&self, text: &str, pieces: Sentence) {
        let mut kept = self.pieces.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(utterance::slug(text), pieces);
    }

    /// What these texts are to be heard as. A text that a name or a number was filled into is in
    /// pieces, also where it is a part of a longer text.
    fn utter(&self, lang: &Lang, texts: &[String]) -> Utterance {
        let kept = self.pieces.borrow();
        let sentences = texts.iter().map(|text| {
            if let Some(pieces) = kept.get(&utterance::slug(text)) {
                return pieces.clone();
            }
            let parts: Vec<&str> = utterance::parts(text).collect();
            let known = |part: &str| kept.get(&utterance::slug(part));
            if !parts.iter().any(|part| known(part).is_some()) {
                return vec![text.as_str().into()];
            }
            let runs = parts.chunk_by(|one, next| known(one).or(known(next)).is_none());
            runs.flat_map(|run| match run {
                [part] if let Some(pieces) = known(part) => pieces.clone(),
                others => vec![others.join(" ").into()],
            })
            .collect()
        });
        Utterance {
            lang: lang.clone(),
            sentences: sentences.collect(),
        }
    }
}

impl Say<'_> {
    /// The reader's language.
    #[must_use]
    pub fn lang(&self) -> &Lang {
        self.lang
    }

    /// What these texts of a screen are to be heard as.
    #[must_use]
    pub fn utter(&self, texts: &[String]) -> Utterance {
        self.words.utter(self.lang, texts)
    }

    /// The sentence of that key; the key itself where there is none.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.say(key, None)
    }

    /// The same with names filled in, each on one line and without what nobody can see.
    #[must_use]
    pub fn with(&self, key: &str, names: &[(&str, &str)]) -> String {
        let args = names
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(tidy(value))));
        self.say(key, Some(&args.collect()))
    }

    /// The same with names and one number, for plurals.
    #[must_use]
    pub fn count(&self, key: &str, count: usize, names: &[(&str, &str)]) -> String {
        let mut args: FluentArgs<'_> = names
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(tidy(value))))
            .collect();
        args.set("count", count);
        self.say(key, Some(&args))
    }

    /// The same with a day of the year: `$month` is 1 to 12, `$day` is 1 to 31. Each language says
    /// what a month is called, and what comes first.
    #[must_use]
    pub fn date(&self, key: &str, date: jiff::civil::Date) -> String {
        let mut args = FluentArgs::new();
        args.set("month", date.month());
        args.set("day", date.day());
        self.say(key, Some(&args))
    }

    fn say(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let english = || self.words.find(&Lang::from("en"), key, args);
        self.words
            .find(self.lang, key, args)
            .or_else(english)
            .unwrap_or_else(|| key.to_owned())
    }
}

/// How a number stands in a sentence; whatever is no whole number is Fluent's to write.
fn whole_number(value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and not below zero, and a count is below 2^53"
    )]
    let whole = |value: f64| value as u64;
    let fits = number.value >= 0.0 && number.value.fract() == 0.0 && number.value < 9e15;
    fits.then(|| grouped(whole(number.value)))
}

fn bundle(lang: &str, file: &str) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(partial, _)| partial);
    let mut bundle = FluentBundle::new(lang.parse().into_iter().collect());
    // The isolation marks tell what was filled in; they are taken out before a text is shown,
    // because not every typeface knows them.
    bundle.set_use_isolating(true);
    bundle.set_formatter(Some(|value, _| whole_number(value)));
    if let Err(errors) = bundle.add_resource(resource) {
        tracing::warn!(?errors, lang, "a sentence stands twice");
    }
    bundle
}
