//! Every sentence of Waymark's own, in every language it speaks, through Fluent. Knows of no
//! language in particular, but that English stands in for what another one lacks.

use std::collections::BTreeMap;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use crate::domain::{ids::Lang, text::tidy};

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
}

/// The sentences in the language of one reader.
#[derive(Clone, Copy)]
pub struct Say<'a> {
    words: &'a Words,
    lang: &'a Lang,
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
        }
    }

    /// The languages, by code.
    pub fn languages(&self) -> impl Iterator<Item = &Lang> {
        self.bundles.keys()
    }

    /// The sentences for a reader of `lang`; English where there is no such language.
    #[must_use]
    pub fn speak<'a>(&'a self, lang: &'a Lang) -> Say<'a> {
        Say { words: self, lang }
    }

    fn find(&self, lang: &Lang, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let bundle = self.bundles.get(lang)?;
        let pattern = bundle.get_message(key)?.value()?;
        Some(
            bundle
                .format_pattern(pattern, args, &mut Vec::new())
                .into_owned(),
        )
    }
}

impl Say<'_> {
    /// The reader's language.
    #[must_use]
    pub fn lang(&self) -> &Lang {
        self.lang
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

fn bundle(lang: &str, file: &str) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(partial, _)| partial);
    let mut bundle = FluentBundle::new(lang.parse().into_iter().collect());
    // The isolation marks are invisible, but not to every typeface.
    bundle.set_use_isolating(false);
    if let Err(errors) = bundle.add_resource(resource) {
        tracing::warn!(?errors, lang, "a sentence stands twice");
    }
    bundle
}
