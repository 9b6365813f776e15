//! Noticing that somebody edited the pack. Time is what the files say; nothing waits.

use std::{
    fs::{self, File},
    time::{Duration, SystemTime},
};

use waymark::config::Watch;

use super::class::Class;

#[test]
fn an_edit_is_reported_once_and_only_when_it_is_finished() {
    let class = Class::new();
    let mut watch = Watch::new(class.dir());
    assert!(!watch.changed() && !watch.changed(), "nothing happened yet");

    touch(&class, "levels.toml", 10);
    assert!(!watch.changed(), "somebody may be in the middle of saving");
    touch(&class, "levels.toml", 11);
    assert!(!watch.changed(), "they were");
    assert!(watch.changed(), "now it rests");
    assert!(!watch.changed() && !watch.changed(), "once is enough");

    class.write("menus/more.toml", "");
    assert_eq!(
        [watch.changed(), watch.changed()],
        [false, true],
        "a new file"
    );
    class.remove("menus/more.toml");
    assert_eq!(
        [watch.changed(), watch.changed()],
        [false, true],
        "a file less"
    );
    touch(&class, "pictures/owl.svg", 12);
    assert_eq!(
        [watch.changed(), watch.changed()],
        [false, true],
        "another picture"
    );
}

#[test]
fn an_edit_that_is_taken_back_is_no_change() {
    let class = Class::new();
    touch(&class, "levels.toml", 10);
    let mut watch = Watch::new(class.dir());
    touch(&class, "levels.toml", 11);
    assert!(!watch.changed());
    touch(&class, "levels.toml", 10);
    assert!(!watch.changed() && !watch.changed());
}

#[test]
fn files_that_are_none_of_the_pack_do_not_wake_it() {
    let class = Class::new();
    let mut watch = Watch::new(class.dir());
    for name in [
        ".levels.toml.swp",
        "levels.toml~",
        "notes.md",
        "rubrics/x.txt",
        "pictures/x.psd",
    ] {
        class.write(name, "");
    }
    assert!(!watch.changed() && !watch.changed());
}

#[test]
fn a_folder_that_vanishes_and_comes_back_is_two_changes() {
    let class = Class::new();
    let away = class.dir().with_extension("away");
    let mut watch = Watch::new(class.dir());
    fs::rename(class.dir(), &away).unwrap();
    assert_eq!(
        [watch.changed(), watch.changed(), watch.changed()],
        [false, true, false]
    );
    fs::rename(&away, class.dir()).unwrap();
    assert_eq!(
        [watch.changed(), watch.changed(), watch.changed()],
        [false, true, false]
    );
}

/// Sets when a file was last written.
fn touch(class: &Class, name: &str, seconds: u64) {
    let file = File::options().write(true).open(class.dir().join(name));
    let when = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000 + seconds);
    file.unwrap().set_modified(when).unwrap();
}
