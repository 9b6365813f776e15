//! `waymark sync`: rounds with a shared folder, beside each other and beside nothing, and what is told of
//! them.

use std::fs;

use serde_json::json;

use super::Desk;

/// Where two tablets meet.
fn shared(one: &Desk) -> String {
    let folder = one.path("shared");
    fs::create_dir_all(&folder).unwrap();
    folder.display().to_string()
}

/// Names the folder in the tablet's own settings.
fn settle(desk: &Desk, folder: &str) {
    let file = desk.path("class").join("kiosk.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(file, format!("{text}\n[sync]\nfolder = {folder:?}\n")).unwrap();
}

#[test]
fn what_one_tablet_records_is_on_the_other_after_two_rounds() {
    let (one, two) = (Desk::with_demo(), Desk::new());
    let folder = shared(&one);
    settle(&one, &folder);
    settle(&two, &folder);
    let said = one.json(&["sync", "--once"]);
    assert_eq!(said[0]["fetched"], 0, "{said:?}");
    assert_eq!(said[0]["alone"], 0, "all of it is there");
    let sent = said[0]["sent"].as_u64().unwrap();
    assert!(sent > 100, "{said:?}");
    let said = two.json(&["sync", "--once"]);
    assert_eq!(said[0]["fetched"].as_u64(), Some(sent), "{said:?}");
    let again = two.json(&["sync", "--once"]);
    assert_eq!(
        (&again[0]["fetched"], &again[0]["sent"]),
        (&json!(0), &json!(0))
    );
    let back = one.json(&["sync", "--once"]);
    assert_eq!(back[0]["tablets"].as_array().unwrap().len(), 1, "{back:?}");
    assert_eq!(back[0]["odd"], json!([]));
    assert_eq!(back[0]["parked"], json!([]));
    let entries = |desk: &Desk| {
        let mut ids: Vec<_> = desk
            .json(&["journal", "tail", "-n", "100000"])
            .iter()
            .map(|entry| format!("{}-{}", entry["tablet"], entry["seq"]))
            .collect();
        ids.sort();
        ids
    };
    assert_eq!(entries(&one), entries(&two));
    let verified = two.run(&["journal", "verify"]);
    assert_eq!(verified.code, 0, "{}", verified.out);
}

#[test]
fn a_stick_that_is_not_set_up_carries_a_round_too() {
    let (one, two) = (Desk::with_demo(), Desk::new());
    let folder = shared(&one);
    let said = one.run(&["sync", "--once", "--folder", &folder]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.contains("sent, 0 entries fetched."),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("Nothing is on this tablet alone."),
        "{}",
        said.out
    );
    let said = two.run(&["sync", "--once", "--folder", &folder]);
    assert_eq!(said.code, 0, "{}", said.err);
    let status = two.run(&["sync", "status"]);
    assert!(status.out.starts_with("Not set up. "), "{}", status.out);
    assert!(
        status.out.contains("Hands-on tablet (") && status.out.contains("): last heard"),
        "{}",
        status.out
    );
}

#[test]
fn without_a_place_nothing_is_copied_and_it_says_how_to_name_one() {
    let desk = Desk::with_demo();
    let said = desk.run(&["sync", "--once"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("[sync] in kiosk.toml"), "{}", said.err);
    let said = desk.run(&["sync", "status"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.starts_with("Not set up. "), "{}", said.out);
    assert!(
        said.out.contains("entries nobody else has since"),
        "{}",
        said.out
    );
}

#[test]
fn a_folder_that_is_away_or_anothers_is_a_sentence_and_the_journal_stays_as_it_is() {
    let (one, two) = (Desk::with_demo(), Desk::with_demo());
    let folder = shared(&one);
    settle(&one, &folder);
    assert_eq!(one.run(&["sync", "--once"]).code, 0);
    fs::rename(&folder, one.path("stick")).unwrap();
    let away = one.run(&["sync", "--once"]);
    assert_eq!(away.code, 1);
    assert!(
        away.err.contains("DESK/shared cannot be reached."),
        "{}",
        away.err
    );
    assert!(
        away.err.contains("Everything is safe on this tablet"),
        "{}",
        away.err
    );
    let doctor = one.run(&["doctor"]).out;
    assert!(
        doctor.contains("DESK/shared cannot be reached now."),
        "{doctor}"
    );
    // An empty place where the stick was: nothing is written there that would reach nobody.
    fs::create_dir(&folder).unwrap();
    assert_eq!(one.run(&["sync", "--once"]).code, 1);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);

    // Another class has its own folder, and then meets this one.
    let own = shared(&two);
    settle(&two, &own);
    assert_eq!(two.run(&["sync", "--once"]).code, 0);
    let stick = one.path("stick").display().to_string();
    let said = two.run(&["sync", "--once", "--folder", &stick]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("belongs to another class"),
        "{}",
        said.err
    );
}
