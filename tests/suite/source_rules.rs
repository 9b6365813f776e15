//! The house rules that the compiler does not know: who may use whom, who may name what, and how
//! long a file may be.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Folder by folder, the folders it may use beside itself.
const MAY_USE: [(&str, &[&str]); 12] = [
    ("domain", &[]),
    ("config", &["domain"]),
    ("journal", &["domain"]),
    ("badges", &["domain"]),
    ("look", &["domain"]),
    ("devices", &["badges", "domain"]),
    ("storage", &["domain", "journal"]),
    // Of `look` the words alone: one place for everything that a teacher reads.
    (
        "export",
        &["badges", "domain", "journal", "look", "storage"],
    ),
    ("sync", &["domain", "journal", "storage"]),
    ("screens", &["domain", "look"]),
    (
        "app",
        &[
            "badges", "config", "devices", "domain", "export", "journal", "look", "screens",
            "storage", "sync",
        ],
    ),
    (
        "commands",
        &[
            "app", "badges", "config", "devices", "domain", "export", "journal", "look", "storage",
            "sync",
        ],
    ),
];

/// Words that only these folders may name, and why.
const ONLY_IN: [(&str, &[&str], &str); 14] = [
    ("rusqlite", &["storage"], "one folder knows the database"),
    ("pcsc::", &["devices"], "one folder knows the card readers"),
    ("rodio", &["devices"], "one folder knows the sound device"),
    ("ipp::", &["devices"], "one folder knows the printers"),
    ("linuxvideo", &["devices"], "one folder knows the camera"),
    (
        "rxing",
        &["devices"],
        "one folder reads codes from pictures",
    ),
    ("krilla", &["badges"], "one folder makes PDF"),
    ("tokio", &["sync"], "one folder knows the network"),
    ("xlsxwriter", &["export"], "one folder makes workbooks"),
    ("Color32::from_", &["look"], "colours are design tokens"),
    (
        "twemoji_assets",
        &["look", "config"],
        "pictures are drawn in one place and checked in another",
    ),
    (
        "thread::sleep",
        &["commands"],
        "a thread waits for something; only `journal tail --follow` waits for time to pass",
    ),
    ("todo!", &[], "nothing is left for later"),
    (
        "process::exit",
        &[],
        "only main ends the process, by returning",
    ),
];

/// Everything that may stand at the top of the repository.
const TOP: [&str; 15] = [
    ".ci",
    ".git",
    ".gitattributes",
    ".gitignore",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "assets",
    "benches",
    "kiosk-config",
    "src",
    "target",
    "tests",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(super) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// The code of a file without its comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let lines = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The top folders of the crate that a file names.
fn used(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    _ if depth > 0 => {}
                    ',' => found.push(std::mem::take(&mut word)),
                    c => word.push(c),
                }
            }
            found.push(word);
        } else {
            found.push(rest.to_owned());
        }
    }
    let name = |path: String| {
        path.trim()
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .map(ToOwned::to_owned)
    };
    found
        .into_iter()
        .filter_map(name)
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn arrows_go_one_way() {
    let may_use: BTreeMap<_, _> = MAY_USE.into_iter().collect();
    for folder in fs::read_dir(root().join("src"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        if !folder.is_dir() {
            continue;
        }
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let allowed = may_use
            .get(name.as_str())
            .unwrap_or_else(|| panic!("src/{name} is not on the map"));
        for file in rust_files(&folder) {
            for used in used(&code(&file)) {
                let fine = used == name || allowed.contains(&used.as_str());
                assert!(
                    fine,
                    "{} uses `{used}`, which {name} may not",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn what_is_known_in_one_place_is_named_in_no_other() {
    for file in rust_files(&root().join("src")) {
        let folder = file
            .strip_prefix(root().join("src"))
            .unwrap()
            .iter()
            .next()
            .unwrap()
            .to_str()
            .unwrap();
        let code = code(&file);
        for (word, folders, why) in ONLY_IN {
            let fine = folders.contains(&folder) || !code.contains(word);
            assert!(fine, "{} names `{word}`: {why}", file.display());
        }
    }
}

#[test]
fn every_file_opens_with_what_it_is_for_and_reads_in_one_sitting() {
    let tests = root().join("tests");
    for file in rust_files(&root().join("src"))
        .into_iter()
        .chain(rust_files(&tests))
    {
        let text = fs::read_to_string(&file).unwrap();
        assert!(
            text.starts_with("//!"),
            "{} does not say what it is for",
            file.display()
        );
        let lines = text.lines().count();
        assert!(
            lines <= 500 || file.starts_with(&tests),
            "{} has {lines} lines",
            file.display()
        );
    }
}

#[test]
fn the_top_level_stays_clean() {
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            TOP.contains(&name.as_str()),
            "`{name}` does not belong at the top level"
        );
    }
}
