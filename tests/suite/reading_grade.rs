//! What children read: no harder than grade 3, nobody blamed or ranked, and all of it in both
//! languages.
//!
//! The measure is the Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom 1975, "Derivation
//! of new readability formulas", Navy Research Branch Report 8-75), sentence by sentence:
//! `0.39 words + 11.8 syllables / words - 15.59`. It needs no list of words. Spache's and Dale and
//! Chall's formulas stand on lists that know neither a badge nor a tablet, and Dale and Chall's
//! begins at grade 4. A formula about mean syllables says nothing of a label of one to four words;
//! there, no word may have more than two syllables. The words that the lessons themselves teach
//! count as known: they are declared below.

use std::{collections::BTreeMap, fs, path::Path};

use eframe::egui::epaint::{TextOptions, text::Fonts};
use waymark::{
    domain::{ids::Lang, pack::Pack, text::Text},
    look::theme,
};

use crate::support::classroom::sample_pack;

const GRADE: f32 = 3.0;
/// From here on a row of words is a sentence.
const SENTENCE: usize = 5;

/// The words of the lessons, in the form in which they are taught.
const TAUGHT: [&str; 18] = [
    "addition",
    "array",
    "arrays",
    "divide",
    "equal",
    "equally",
    "estimate",
    "fraction",
    "fractions",
    "hundred",
    "hundreds",
    "multiple",
    "multiples",
    "multiplication",
    "multiply",
    "number",
    "numbers",
    "regrouping",
];
/// Three syllables that every child of eight says.
const FAMILIAR: [&str; 16] = [
    "another",
    "chocolate",
    "december",
    "detective",
    "explorer",
    "family",
    "february",
    "january",
    "mystery",
    "november",
    "october",
    "september",
    "sunflowers",
    "together",
    "trailblazer",
    "video",
];
/// Words that the counter below gets wrong, and how many syllables they have.
const EXCEPTIONS: [(&str, usize); 14] = [
    ("area", 3),
    ("clothesline", 2),
    ("being", 2),
    ("create", 2),
    ("every", 2),
    ("idea", 3),
    ("lion", 2),
    ("mistakes", 2),
    ("quiet", 2),
    ("science", 2),
    ("sometimes", 2),
    ("something", 2),
    ("someone", 2),
    ("video", 3),
];

/// What never stands on a child's screen: blame, ranking, competition.
const NEVER: [(&str, &[&str]); 2] = [
    (
        "en",
        &[
            "wrong",
            "fail",
            "failed",
            "bad",
            "badly",
            "worse",
            "worst",
            "best",
            "win",
            "winner",
            "lose",
            "loser",
            "beat",
            "first place",
            "slow",
            "slower",
            "points",
            "score",
            "rank",
            "race",
            "grade you",
            "fault",
            "lazy",
            "poor",
            "should have",
        ],
    ),
    (
        "es",
        &[
            "mal",
            "mala",
            "malo",
            "peor",
            "mejor",
            "fallaste",
            "fracaso",
            "ganador",
            "ganadora",
            "ganar",
            "perder",
            "perdedor",
            "primer lugar",
            "lento",
            "lenta",
            "puntos",
            "puntaje",
            "culpa",
            "flojo",
            "floja",
            "débil",
            "vencer",
            "carrera",
        ],
    ),
];

/// Every sentence that a child reads, with where it comes from.
fn for_children(lang: &str) -> Vec<(String, String)> {
    let own = own_sentences(lang);
    let pack = sample_pack();
    let lang = Lang::from(lang);
    let of_pack = pack_texts(&pack)
        .into_iter()
        .map(|(place, text)| (place, text.get(&lang).to_owned()));
    own.into_iter().chain(of_pack).collect()
}

/// Waymark's own: what stands in a language's file between its two groups.
fn own_sentences(lang: &str) -> Vec<(String, String)> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/texts/{lang}.ftl"));
    let text = fs::read_to_string(file).unwrap();
    let groups: Vec<&str> = text.split("\n## ").collect();
    assert_eq!(
        groups.len(),
        3,
        "{lang}: one group for children, one for the teacher"
    );
    let mut found = Vec::new();
    let mut key = "";
    for line in groups[1]
        .lines()
        .skip(1)
        .filter(|line| !line.starts_with('#'))
    {
        let words = if let Some((name, words)) = line.split_once(" = ") {
            key = name;
            words
        } else if let Some((_, words)) = line.split_once("] ") {
            words
        } else {
            continue;
        };
        if !words.contains("->") {
            found.push((key.to_owned(), filled(words)));
        }
    }
    found
}

/// A sentence with a short name in place of what is filled in.
fn filled(words: &str) -> String {
    let parts = words.split('{');
    let parts = parts.map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    parts.collect::<Vec<_>>().join("Sam")
}

/// Every text of the class pack.
fn pack_texts(pack: &Pack) -> Vec<(String, Text)> {
    let mut texts = vec![("class".to_owned(), pack.tablet.class.clone())];
    let mut add = |place: String, text: &Text| texts.push((place, text.clone()));
    for level in &pack.levels {
        add(format!("level {}", level.id), &level.name);
        add(format!("level {} means", level.id), &level.means);
    }
    for unit in &pack.units {
        add(format!("unit {}", unit.id), &unit.name);
    }
    for skill in &pack.skills {
        add(format!("skill {}", skill.id), &skill.name);
        for criterion in &skill.rubric {
            add(format!("rubric {}", skill.id), &criterion.name);
            for cell in &criterion.cells {
                add(format!("rubric {}", skill.id), &cell.text);
            }
        }
        for task in &skill.menu {
            add(format!("menu {}", skill.id), &task.name);
            add(format!("menu {}", skill.id), &task.about);
        }
    }
    for station in &pack.stations {
        add(format!("station {}", station.id), &station.name);
    }
    for group in &pack.groups {
        add(format!("group {}", group.id), &group.name);
    }
    for block in &pack.blocks {
        add(format!("block {}", block.id), &block.name);
    }
    texts
}

/// The words of a text, sentence by sentence.
fn sentences(text: &str) -> impl Iterator<Item = Vec<String>> {
    text.split(['.', '?', '!', ':', ';'])
        .filter_map(|sentence| {
            let words = sentence.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
            let words: Vec<_> = words
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            (!words.is_empty()).then_some(words)
        })
}

/// How many syllables an English word is spoken with. Numerals and taught words are read at a
/// glance and count one.
fn syllables(word: &str) -> usize {
    let word = word.trim_end_matches("'s").replace('\'', "");
    if TAUGHT.contains(&word.as_str()) || word.chars().all(|letter| letter.is_ascii_digit()) {
        return 1;
    }
    if let Some((_, count)) = EXCEPTIONS.iter().find(|(known, _)| *known == word) {
        return *count;
    }
    let vowel = |letter: char| "aeiouy".contains(letter);
    let mut count = 0_usize;
    let mut before = ' ';
    for letter in word.chars() {
        count += usize::from(vowel(letter) && !vowel(before));
        before = letter;
    }
    let stem = |end: &str| word.strip_suffix(end).and_then(|stem| stem.chars().last());
    let silent = match (stem("e"), stem("ed"), stem("es")) {
        (Some(last), _, _) => !vowel(last) && (last != 'l' || word.ends_with("ole")),
        (_, Some(last), _) => !vowel(last) && !"td".contains(last),
        (_, _, Some(last)) => !vowel(last) && !"sxzcghl".contains(last),
        _ => false,
    };
    (count - usize::from(silent && count > 1)).max(1)
}

#[expect(clippy::cast_precision_loss, reason = "a sentence has few words")]
fn grade(words: &[String]) -> f32 {
    let spoken: usize = words.iter().map(|word| syllables(word)).sum();
    let (words, spoken) = (words.len() as f32, spoken as f32);
    0.39 * words + 11.8 * spoken / words - 15.59
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    let spoken = BTreeMap::from([
        ("badge", 1),
        ("teacher", 2),
        ("looked", 1),
        ("started", 2),
        ("picture", 2),
        ("table", 2),
        ("whole", 1),
        ("makes", 1),
        ("boxes", 2),
        ("pages", 2),
        ("trailblazer", 3),
        ("my", 1),
        ("level", 2),
        ("idea", 3),
        ("i'm", 1),
        ("240", 1),
        ("pieces", 2),
        ("money", 2),
    ]);
    for (word, count) in spoken {
        assert_eq!(syllables(word), count, "{word}");
    }
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the ten hardest are for whoever writes the next one"
)]
fn every_sentence_for_children_is_at_or_below_grade_3() {
    let mut graded = Vec::new();
    let mut long_words = Vec::new();
    let mut read = 0;
    for (place, text) in for_children("en") {
        for words in sentences(&text) {
            read += 1;
            if words.len() >= SENTENCE {
                graded.push((grade(&words), place.clone(), words.join(" ")));
            } else if let Some(word) = words
                .iter()
                .find(|word| syllables(word) > 2 && !FAMILIAR.contains(&word.as_str()))
            {
                long_words.push(format!("{place}: {} ({word})", words.join(" ")));
            }
        }
    }
    assert!(read > 400, "only {read} sentences were found");
    graded.sort_by(|a, b| b.0.total_cmp(&a.0));
    let show =
        |(grade, place, words): &(f32, String, String)| format!("{grade:.1}  {place}: {words}");
    println!("{read} sentences and labels; the ten hardest:");
    for sentence in graded.iter().take(10) {
        println!("{}", show(sentence));
    }
    let hard = graded.iter().take_while(|(grade, _, _)| *grade > GRADE);
    let hard: Vec<_> = hard.map(show).chain(long_words).collect();
    assert!(
        hard.is_empty(),
        "too hard for grade 3:\n{}",
        hard.join("\n")
    );
}

#[test]
fn nobody_is_blamed_ranked_or_set_against_another() {
    for (lang, never) in NEVER {
        for (place, text) in for_children(lang) {
            for words in sentences(&text) {
                let sentence = format!(" {} ", words.join(" "));
                let found = never
                    .iter()
                    .find(|word| sentence.contains(&format!(" {word} ")));
                assert_eq!(found, None, "{lang}, {place}: {text}");
            }
        }
    }
}

#[test]
fn every_text_of_the_sample_class_is_in_both_languages() {
    for (place, text) in pack_texts(&sample_pack()) {
        let languages: Vec<_> = text.languages().map(Lang::as_str).collect();
        assert_eq!(
            languages,
            ["en", "es"],
            "{place}: {}",
            text.get(&Lang::from("en"))
        );
        let (english, spanish) = (text.get(&Lang::from("en")), text.get(&Lang::from("es")));
        assert!(english != spanish, "{place}: {english}");
    }
}

#[test]
fn every_letter_of_ours_is_in_the_typefaces() {
    let mut fonts = Fonts::new(TextOptions::default(), theme::fonts());
    for lang in ["en", "es"] {
        for (place, text) in for_children(lang) {
            for font in [theme::regular(24.0), theme::bold(24.0)] {
                let missing = text.chars().find(|letter| !fonts.has_glyph(&font, *letter));
                assert_eq!(missing, None, "{lang}, {place}: {text}");
            }
        }
    }
}

/// The class pack's texts reach the screen through `pack_texts`; this finds one that it forgot.
#[test]
fn every_text_of_the_sample_class_is_read_here() {
    fn count(folder: &Path) -> usize {
        let files = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let in_file = |path: std::path::PathBuf| match path.extension() {
            _ if path.is_dir() => count(&path),
            Some(end) if end == "toml" => fs::read_to_string(path)
                .unwrap()
                .lines()
                .filter(|line| !line.starts_with('#'))
                .map(|line| line.matches("{ en = ").count())
                .sum(),
            _ => 0,
        };
        files.map(in_file).sum()
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("kiosk-config");
    assert_eq!(pack_texts(&sample_pack()).len(), count(&folder));
}
