//! The class pack reaches all tablets: what one changes the others get, a tablet that joins gets all of
//! it, and nothing is lost or written where it does not belong.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use rand::{SeedableRng, rngs::StdRng};
use tempfile::TempDir;
use waymark::{
    app::class_files::{PackShared, share},
    config,
    domain::{
        event::{Actor, Event},
        pack_share::is_shared,
    },
    storage::Journal,
};

use crate::support::happenings::{all, morning};

/// A tablet with a class folder.
struct Tablet {
    home: TempDir,
    journal: Journal,
    shares: i64,
}

impl Tablet {
    fn new(seed: u64) -> Self {
        let home = tempfile::tempdir().unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("kiosk-config");
        copy(&sample, &home.path().join("class"));
        let mut random = StdRng::seed_from_u64(seed);
        let data = home.path().join("data");
        let mut journal = Journal::open(&data, &morning(0), &mut random)
            .unwrap()
            .journal;
        journal.class_id(&mut random).unwrap();
        let shares = 0;
        Self {
            home,
            journal,
            shares,
        }
    }

    fn class(&self) -> PathBuf {
        self.home.path().join("class")
    }

    fn share(&mut self) -> PackShared {
        self.shares += 1;
        let now = morning(100 + self.shares);
        let class = self.class();
        share(&mut self.journal, &class, &now).unwrap()
    }

    fn edit(&self, path: &str, change: impl FnOnce(String) -> String) {
        let path = self.class().join(path);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, change(text)).unwrap();
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.class().join(path)).unwrap()
    }

    /// Every file of the class that is the class's, by path.
    fn shared(&self) -> BTreeMap<String, Vec<u8>> {
        let files = config::files(&self.class()).unwrap();
        let names = files.into_iter().map(|file| file.name);
        let shared = names.filter(|name| is_shared(name.to_str().unwrap()));
        shared
            .map(|name| {
                let bytes = fs::read(self.class().join(&name)).unwrap();
                (name.to_str().unwrap().to_owned(), bytes)
            })
            .collect()
    }

    fn meet(&mut self, other: &mut Self) {
        other.journal.receive(all(&self.journal)).unwrap();
        self.journal.receive(all(&other.journal)).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let path = file.unwrap().path();
        let name = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true if path.ends_with("voice") => {}
            true => copy(&path, &name),
            false => {
                fs::copy(&path, &name).unwrap();
            }
        }
    }
}

fn renamed(text: String) -> String {
    text.replacen("Seeker", "Finder", 1)
}

#[test]
fn the_first_tablet_publishes_its_pack_once_and_a_tablet_that_joins_takes_it() {
    let (mut one, mut two) = (Tablet::new(1), Tablet::new(2));
    one.edit("levels.toml", renamed);
    fs::write(one.class().join("pictures/dot.png"), PNG).unwrap();
    let first = one.share();
    assert_eq!(first.published.len(), one.shared().len());
    assert!(one.share().published.is_empty(), "once is enough");
    // The one that joins has a sample of its own, of which nothing is published.
    fs::copy(
        two.class().join("rubrics/rounding.toml"),
        two.class().join("rubrics/a-rubric-of-nothing.toml"),
    )
    .unwrap();
    one.meet(&mut two);
    let joined = two.share();
    assert!(joined.published.is_empty() && joined.refused.is_none());
    assert_eq!(two.shared(), one.shared());
    assert!(config::load(&two.class()).is_ok());
    assert!(two.class().join("levels.toml.before-2026-09-01").exists());
    assert!(two.text("levels.toml.before-2026-09-01").contains("Seeker"));
    let again = two.share();
    assert!(again.published.is_empty() && again.taken.is_empty());
    assert!(!two.class().join(".waymark-taking").exists());
}

/// A PNG of one pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 0x0D, 0x49, 0x44, 0x41, 0x54,
    0x78, 0x9C, 0x63, 0xF8, 0xFF, 0xFF, 0xFF, 0x7F, 0, 9, 0xFB, 3, 0xFD, 5, 0x43, 0x45, 0xCA, 0, 0,
    0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
];

/// Two tablets with the same pack.
fn both() -> (Tablet, Tablet) {
    let (mut one, mut two) = (Tablet::new(1), Tablet::new(2));
    one.share();
    one.meet(&mut two);
    two.share();
    (one, two)
}

#[test]
fn an_edit_on_either_tablet_reaches_the_other_and_nothing_goes_back_and_forth() {
    let (mut one, mut two) = both();
    two.edit("levels.toml", renamed);
    assert_eq!(two.share().published, ["levels.toml"]);
    one.meet(&mut two);
    assert_eq!(one.share().taken, ["levels.toml"]);
    one.edit("stations.toml", |text| format!("# Ours\n{text}"));
    one.share();
    for _ in 0..3 {
        one.meet(&mut two);
        one.share();
        two.share();
    }
    assert_eq!(one.shared(), two.shared());
    assert!(two.text("stations.toml").starts_with("# Ours"));
    assert_eq!(all(&one.journal).len(), all(&two.journal).len());
}

#[test]
fn of_two_edits_of_one_file_the_later_counts_and_the_other_is_kept() {
    let (mut one, mut two) = both();
    one.edit("levels.toml", |text| format!("# One\n{text}"));
    one.share();
    two.shares += 50;
    two.edit("levels.toml", |text| format!("# Two\n{text}"));
    two.share();
    one.meet(&mut two);
    one.share();
    two.share();
    for tablet in [&one, &two] {
        assert!(tablet.text("levels.toml").starts_with("# Two"));
    }
    assert!(
        one.text("levels.toml.before-2026-09-01")
            .starts_with("# One")
    );
    let kept = all(&two.journal).into_iter().filter(
        |entry| matches!(&entry.event, Event::PackFilePublished { text: Some(text), .. } if text.starts_with("# One")),
    );
    assert_eq!(kept.count(), 1);
}

#[test]
fn a_file_that_is_removed_is_put_aside_elsewhere() {
    let (mut one, mut two) = both();
    fs::write(one.class().join("pictures/dot.png"), PNG).unwrap();
    one.share();
    one.meet(&mut two);
    two.share();
    assert!(two.class().join("pictures/dot.png").exists());
    fs::remove_file(one.class().join("pictures/dot.png")).unwrap();
    one.share();
    one.meet(&mut two);
    two.share();
    assert!(!two.class().join("pictures/dot.png").exists());
    assert!(
        two.class()
            .join("pictures/dot.png.before-2026-09-01")
            .exists()
    );
}

#[test]
fn an_invalid_pack_is_neither_published_nor_taken() {
    let (mut one, mut two) = both();
    one.edit("levels.toml", |_| "nonsense = [".to_owned());
    assert!(one.share().published.is_empty());
    // Somebody else publishes it all the same.
    let broken = "nonsense = [".to_owned();
    let bytes = Event::PackFilePublished {
        path: "levels.toml".to_owned(),
        checksum: sum(broken.as_bytes()),
        text: Some(broken),
        base64: None,
    };
    one.journal
        .append(&morning(500), &Actor::Tablet, &[bytes])
        .unwrap();
    one.meet(&mut two);
    let before = two.shared();
    let refused = two.share();
    assert!(refused.refused.is_some());
    assert!(refused.taken.is_empty() && refused.published.is_empty());
    assert_eq!(two.shared(), before);
    // Mended, it comes.
    one.edit("levels.toml", |_| {
        String::from_utf8(before["levels.toml"].clone()).unwrap()
    });
    one.edit("levels.toml", renamed);
    one.share();
    one.meet(&mut two);
    assert_eq!(two.share().taken, ["levels.toml"]);
}

fn sum(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn no_path_leads_out_of_the_class_folder_or_to_what_is_the_tablets_own() {
    for path in [
        "levels.toml",
        "rubrics/rounding.toml",
        "menus/a b.toml",
        "pictures/fox.SVG",
    ] {
        assert!(is_shared(path), "{path}");
    }
    for path in [
        "kiosk.toml",
        "students.csv",
        "voice/en/hello.ogg",
        "../levels.toml",
        "rubrics/../kiosk.toml",
        "/etc/passwd",
        "rubrics/.hidden.toml",
        "rubrics/a/b.toml",
        "rubrics/a\\b.toml",
        "rubrics/a:b.toml",
        "pictures/run.exe",
        "pictures/.svg",
        "rubrics/a\n.toml",
        "",
        "levels.toml ",
    ] {
        assert!(!is_shared(path), "{path:?}");
    }
    let mut tablet = Tablet::new(3);
    tablet.share();
    let evil = Event::PackFilePublished {
        path: "../evil.toml".to_owned(),
        checksum: sum(b"x"),
        text: Some("x".to_owned()),
        base64: None,
    };
    let other = Event::PackFilePublished {
        path: "levels.toml".to_owned(),
        checksum: sum(b"something else"),
        text: Some("x".to_owned()),
        base64: None,
    };
    tablet
        .journal
        .append(&morning(500), &Actor::Tablet, &[evil, other])
        .unwrap();
    let before = tablet.shared();
    assert!(tablet.share().taken.is_empty());
    assert_eq!(tablet.shared(), before);
    assert!(!tablet.home.path().join("evil.toml").exists());
}

#[test]
fn a_tablet_that_shares_with_nobody_publishes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let class = Path::new(env!("CARGO_MANIFEST_DIR")).join("kiosk-config");
    let mut journal = Journal::open(home.path(), &morning(0), &mut StdRng::seed_from_u64(1))
        .unwrap()
        .journal;
    share(&mut journal, &class, &morning(1)).unwrap();
    assert_eq!(all(&journal).len(), 1);
}

#[cfg(unix)]
#[test]
fn a_link_is_neither_published_nor_followed() {
    let mut tablet = Tablet::new(4);
    let secret = tablet.home.path().join("secret.svg");
    fs::write(
        &secret,
        "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>",
    )
    .unwrap();
    std::os::unix::fs::symlink(&secret, tablet.class().join("pictures/link.svg")).unwrap();
    let shared = tablet.share();
    assert!(!shared.published.contains(&"pictures/link.svg".to_owned()));
}
