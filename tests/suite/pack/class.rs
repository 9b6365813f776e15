//! A small class in a folder of its own, and mistakes put into it.

use std::{fs, path::Path};

use tempfile::TempDir;
use waymark::{config, domain::pack::Pack};

/// The smallest class that has everything.
pub(super) const FILES: [(&str, &str); 9] = [
    (
        "kiosk.toml",
        r#"class = "Room 12"
tablet = "Hands-on tablet"
station = "hands-on"
language = "en"
timezone = "America/New_York"
[devices]
card_reader = true
keyboard_scanner = false
"#,
    ),
    (
        "levels.toml",
        r##"show_level = "press"
[[level]]
id = "seeker"
name = { en = "Seeker", es = "En búsqueda" }
means = "I am beginning"
shape = "circle"
color = "#56B4E9"
sign = "magnifier"
[[level]]
id = "explorer"
name = "Explorer"
means = "I am on my way"
shape = "diamond"
color = "#009e73"
sign = "compass"
"##,
    ),
    (
        "skills.toml",
        r#"reflect_every = 4
[[unit]]
id = "place-value"
name = "Place value"
[[skill]]
id = "rounding"
unit = "place-value"
standard = "3.NBT.A.1"
name = "Rounding"
picture = "🎯"
starts = 2026-09-08
"#,
    ),
    (
        "rubrics/rounding.toml",
        r#"skill = "rounding"
[[criterion]]
id = "find-tens"
name = "I can find the two tens"
[criterion.cells]
explorer = { picture = "🧭", text = "I find them" }
seeker = { picture = "🔍", text = "I look with help" }
"#,
    ),
    (
        "menus/rounding.toml",
        r#"skill = "rounding"
[[task]]
id = "number-line"
level = "explorer"
name = "Number line"
about = "Walk to the nearest ten."
picture = "owl.svg"
[[task]]
id = "race"
level = "explorer"
must = true
name = "Race to 100"
about = "Roll and round."
picture = "🎲"
link = "https://www.example.org/race"
[[task]]
id = "blocks"
level = "seeker"
must = true
name = "Blocks"
about = "Build it."
picture = "🧱"
"#,
    ),
    (
        "stations.toml",
        r#"[[station]]
id = "hands-on"
name = "Hands-on"
picture = "✋"
seats = 6
"#,
    ),
    (
        "timetable.toml",
        r#"[[group]]
id = "red"
name = "Red"
picture = "🔴"
[[block]]
id = "math"
name = "Math"
days = ["mon", "fri"]
starts = "09:15"
[[block.round]]
minutes = 20
stations = { red = "hands-on" }
[[block.round]]
minutes = 10
[[block]]
id = "reading"
name = "Reading"
days = ["fri"]
starts = 08:30:00
[[block.round]]
minutes = 45
"#,
    ),
    (
        "students.csv",
        "id,first_name,last_name,picture,group,language\n\
         s01,Maya,Lopez,🦊,red,es\n\
         007,Bo,,🦉,,\n",
    ),
    (
        "pictures/owl.svg",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
    ),
];

/// A class folder that goes away with the test.
pub(super) struct Class(TempDir);

impl Class {
    pub(super) fn new() -> Self {
        let class = Self(TempDir::new().unwrap());
        for (name, text) in FILES {
            class.write(name, text);
        }
        class
    }

    pub(super) fn dir(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.dir().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(super) fn remove(&self, name: &str) {
        fs::remove_file(self.dir().join(name)).unwrap();
    }

    pub(super) fn swap(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.dir().join(name)).unwrap();
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, text.replacen(from, to, 1));
    }

    pub(super) fn load(&self) -> Pack {
        config::load(self.dir()).unwrap_or_else(|problems| panic!("{problems}"))
    }

    /// The list as a teacher reads it; empty for a pack without problems.
    pub(super) fn problems(&self) -> String {
        config::load(self.dir()).map_or_else(|problems| problems.to_string(), |_| String::new())
    }

    /// Checks that there is one problem, at this place and with this code, and with these words.
    #[track_caller]
    pub(super) fn has_only(&self, place_and_code: &str, words: &str) {
        let problems = config::load(self.dir()).expect_err(place_and_code);
        let found: Vec<_> = problems
            .iter()
            .map(|problem| {
                let file = problem.file.display();
                let (line, column) = (problem.line, problem.column);
                format!("{file}:{line}:{column} {}", problem.code)
            })
            .collect();
        assert_eq!(found, [place_and_code], "{problems}");
        let said = problems.to_string();
        assert!(said.contains(words), "{said} does not say: {words}");
    }
}

/// Makes one mistake at a time, each on a line `file:line:column code | from => to | words`: with
/// `from` replaced by `to` in that file there must be just this problem, with `words` in its message
/// or hint. A `\n` stands for a new line.
pub(super) fn mistakes(cases: &str) {
    for case in cases.lines().map(str::trim).filter(|case| !case.is_empty()) {
        let mut parts = case.split('|').map(str::trim);
        let (Some(place), Some(swap), Some(words)) = (parts.next(), parts.next(), parts.next())
        else {
            panic!("{case}");
        };
        let (from, to) = swap.split_once("=>").expect(case);
        let (from, to) = (
            from.trim().replace("\\n", "\n"),
            to.trim().replace("\\n", "\n"),
        );
        let file = place.split(':').next().expect(case);
        let class = Class::new();
        class.swap(file, &from, &to);
        class.has_only(place, words);
    }
}
