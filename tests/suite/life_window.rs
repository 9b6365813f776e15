//! The life of a badge in the built program on a real window, by names alone: a child who forgot it,
//! and one that was lost and turned up.

use waymark::{domain::secret::Secret, storage::Journal};

use crate::support::{
    pcscd::Card,
    tablet::{MAYA, Tablet},
};

/// A tablet with Maya's badge and a teacher's.
fn tablet() -> Tablet {
    let tablet = Tablet::of_rivera();
    tablet.link("--student", "s01", &MAYA);
    tablet
}

fn sign_in(tablet: &mut Tablet) {
    tablet.rivera_signs_in();
}

/// Touches the pictures of a secret, one after the other.
fn pick(tablet: &mut Tablet, secret: Secret) {
    for (picture, count) in secret.pictures().into_iter().zip(1..) {
        tablet.desktop.press(&format!("{picture:?}"));
        if count < 3 {
            tablet.desktop.wait_for(&format!("{count} of 3 picked"));
        }
    }
}

#[test]
fn a_child_who_forgot_the_badge_is_in_by_secret_pictures() {
    let mut tablet = tablet();
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    sign_in(&mut tablet);
    tablet.desktop.press("Class");
    tablet.desktop.press("Badges");
    tablet.desktop.wait_for_heading("Badges of the class");
    assert_eq!(tablet.desktop.wrong(), "", "badges of the class");
    tablet.desktop.press("Give secret pictures to 24 children");
    tablet.wait_for_entries("secret_given", 24);
    tablet.desktop.wait_for("Every child has secret pictures");
    let journal = Journal::open_to_read(&tablet.folder.path().join("data")).unwrap();
    let own = *journal
        .records()
        .student(&"s01".into())
        .unwrap()
        .secret
        .pictures()
        .unwrap();
    let number = (0..Secret::COUNT)
        .find(|number| Secret::nth(*number) == own)
        .unwrap();
    let other = Secret::nth(number + 1);
    drop(journal);

    tablet.desktop.press("Now");
    tablet.desktop.press("A child without a badge");
    tablet.desktop.wait_for_heading("Who are you?");
    let names = tablet.desktop.names();
    assert!(
        names.contains("Maya") && !names.contains("Brookfield"),
        "{names}"
    );
    assert_eq!(tablet.desktop.wrong(), "", "names");
    tablet.desktop.press("Maya");
    tablet.desktop.wait_for_heading("Tap your three pictures");
    assert_eq!(tablet.desktop.wrong(), "", "pictures");
    pick(&mut tablet, other);
    tablet.desktop.wait_for_heading("Not quite");
    tablet.wait_for_entries("secret_wrong", 1);
    pick(&mut tablet, own);
    tablet.desktop.wait_for("Hi, Maya!");
    let right = tablet.wait_for_entries("secret_right", 1);
    assert_eq!(
        right[0]["event"]["opened_by"]["teacher"], "rivera",
        "{right:?}"
    );
    let given = tablet.wait_for_entries("secret_given", 24);
    assert!(
        given.iter().all(|entry| entry["event"]["secret"].is_null()),
        "not told"
    );
}

#[test]
fn a_lost_badge_that_is_tapped_is_refused_kindly_and_found_again_by_the_teacher() {
    let mut tablet = tablet();
    tablet.waymark(&["badge", "void", "04A2245A123480"]);
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for_heading("This is an old badge");
    card.lift();
    let names = tablet.desktop.names();
    assert!(!names.contains("Maya"), "{names}");
    assert!(names.contains("Please give it to your teacher."), "{names}");
    tablet.wait_for_entries("voided_badge_tapped", 1);

    sign_in(&mut tablet);
    tablet.desktop.press("1 old badge was tapped");
    tablet.desktop.wait_for("Maya's lost badge was tapped at ");
    assert_eq!(tablet.desktop.wrong(), "", "old badges");
    tablet.desktop.press("It is found again");
    tablet.desktop.wait_for("No old badge waits for you.");
    tablet.wait_for_entries("badge_linked", 3);
    tablet.desktop.press("Lock");
    tablet.desktop.wait_for("Tap your badge");
    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for("Hi, Maya!");
    card.lift();
}
