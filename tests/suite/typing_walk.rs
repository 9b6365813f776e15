//! What a teacher types, in the built program on a real window: with the keys on the glass by their
//! names, with a keyboard on a cable, and with a scanner between the two that types nothing.

use crate::support::tablet::Tablet;

/// Presses the keys on the glass; the field is named `field`.
fn press_keys(tablet: &mut Tablet, field: &str, text: &str) {
    let mut typed = String::new();
    for letter in text.chars() {
        let key = match letter {
            ' ' => "Space".to_owned(),
            letter => letter.to_string(),
        };
        tablet.desktop.press_exactly(&key);
        typed.push(letter);
        // Two touches of one frame are one.
        tablet.desktop.wait_for(&format!("{field}: {typed}"));
    }
}

/// Types as a person does: slowly enough for a slow window, after `before`.
fn type_by_hand(tablet: &mut Tablet, field: &str, before: &str, text: &str) {
    let mut typed = before.to_owned();
    for letter in text.chars() {
        tablet
            .desktop
            .run("xdotool", &["type", &letter.to_string()]);
        typed.push(letter);
        tablet.desktop.wait_for(&format!("{field}: {typed}"));
    }
}

/// Types as a scanner does.
fn scan(tablet: &Tablet, code: &str) {
    let keys = ["type", "--delay", "4", "--args", "1", code, "key", "Return"];
    tablet.desktop.run("xdotool", &keys);
}

#[test]
fn a_teacher_writes_own_words_and_adds_a_child_by_names_by_keys_and_past_a_scanner() {
    let mut tablet = Tablet::of_rivera();
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    tablet.rivera_signs_in();

    // Own words: three by name, then a book scanned by mistake, then the rest on a keyboard.
    tablet.desktop.wait_for("Not here yet");
    tablet.desktop.press("Aaliyah");
    tablet.desktop.wait_for_heading("Aaliyah");
    tablet.desktop.press("Leave words");
    tablet
        .desktop
        .wait_for_heading("For the next tap of Aaliyah");
    tablet.desktop.press("Write your own");
    let field = "For the next tap of Aaliyah";
    tablet.desktop.wait_for("Space");
    assert_eq!(tablet.desktop.wrong(), "", "keys");
    press_keys(&mut tablet, field, "Well d");
    scan(&tablet, "9780306406157");
    type_by_hand(&mut tablet, field, "Well d", "one, ");
    tablet.desktop.press("Other letters");
    tablet.desktop.press_exactly("ñ");
    tablet.desktop.wait_for(&format!("{field}: Well done, ñ"));
    for left in ["Well done, ", "Well done,", "Well done"] {
        tablet.desktop.keys(&["BackSpace"]);
        tablet.desktop.wait_for(&format!("{field}: {left}"));
    }
    tablet.desktop.press_exactly("!");
    tablet.desktop.wait_for(&format!("{field}: Well done!"));
    tablet.desktop.press("Save");
    let left = tablet.wait_for_entries("note_left", 1);
    assert_eq!(left[0]["event"]["text"], "Well done!", "{left:?}");
    tablet.desktop.wait_for("Not read yet: Well done!");

    // A new child: the name on the keyboard, kept by Enter.
    tablet.desktop.press("Class");
    tablet.desktop.wait_for("small: says");
    tablet.desktop.press("Roster");
    tablet.desktop.wait_for("Add a child");
    assert_eq!(tablet.desktop.wrong(), "", "roster");
    tablet.desktop.press("Add a child");
    tablet.desktop.wait_for("Reads aloud");
    tablet.desktop.press("First name");
    tablet.desktop.wait_for_heading("First name");
    type_by_hand(&mut tablet, "First name", "", "Lena");
    tablet.desktop.keys(&["Return"]);
    tablet.desktop.wait_for("Reads aloud");
    tablet.desktop.press("Red leaves");
    assert_eq!(tablet.desktop.wrong(), "", "card");
    tablet.desktop.press_exactly("Add");
    tablet.desktop.wait_for_heading("Lena");
    let added = tablet.wait_for_entries("student_added", 25);
    let lena = &added.last().unwrap()["event"]["card"];
    assert_eq!(
        (&lena["first_name"], &lena["group"]),
        (&"Lena".into(), &"red".into())
    );

    // The next start reads the same students.csv, and she is still there.
    drop(tablet.kiosk.take());
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let list = tablet.waymark(&["roster", "list"]);
    assert!(list.contains("Lena"), "{list}");
    assert_eq!(tablet.wait_for_entries("student_added", 25).len(), 25);
}
