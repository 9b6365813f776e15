//! `waymark teacher pin`, as a script pipes it in.

use argon2::{
    Argon2,
    password_hash::{PasswordVerifier as _, phc::PasswordHash},
};
use waymark::{domain::kiosk::Adult, storage::Setting};

use super::Desk;

#[test]
fn a_pin_is_kept_as_a_hash_and_never_shown() {
    let desk = Desk::new();
    let said = desk.run_with(&["teacher", "pin"], "  407193 \nand more\n");
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert_eq!(said.out, "The teacher PIN of this tablet is set.\n");
    let hash = desk.journal().setting(Setting::PinHash).unwrap().unwrap();
    assert!(hash.starts_with("$argon2id$") && !hash.contains("407193"));
    let hash = PasswordHash::new(&hash).unwrap();
    assert!(Argon2::default().verify_password(b"407193", &hash).is_ok());
    let again = desk.run_with(&["teacher", "pin"], "2580");
    assert_eq!(again.out, "The teacher PIN of this tablet is changed.\n");
}

#[test]
fn a_weak_pin_is_refused_and_not_repeated() {
    let desk = Desk::new();
    for (pin, why) in [
        ("", "4 to 8 digits"),
        ("123", "4 to 8 digits"),
        ("123456789", "4 to 8 digits"),
        ("12a4", "digits only"),
        ("7777", "too easy"),
        ("3456", "too easy"),
        ("8765", "too easy"),
        ("7890", "too easy"),
    ] {
        let said = desk.run_with(&["teacher", "pin"], pin);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{pin}");
        assert!(
            said.err.contains(why) && said.err.contains("as it was"),
            "{}",
            said.err
        );
        assert!(pin.is_empty() || !said.err.contains(pin), "{}", said.err);
    }
    assert!(!desk.path("data").exists());
}

#[test]
fn on_a_terminal_the_pin_is_asked_for_twice() {
    let desk = Desk::new();
    let said = desk.run_on_a_terminal(&["teacher", "pin"], "2580\n2580\n");
    assert_eq!(said.code, 0, "{}", said.out);
    assert!(said.out.contains("The same again:"), "{}", said.out);
    assert!(said.out.contains("is set."), "{}", said.out);
    let said = desk.run_on_a_terminal(&["teacher", "pin"], "4071\n4072\n");
    assert_eq!(said.code, 1);
    assert!(said.out.contains("The two PINs differ"), "{}", said.out);
}

#[test]
fn a_teachers_own_pin_stands_beside_the_tablets_and_doctor_tells_who_has_none() {
    let desk = Desk::new();
    let pin = |desk: &Desk| {
        let findings = desk.json(&["doctor"]);
        let found = findings
            .into_iter()
            .find(|found| found["part"] == "teacher PIN")
            .unwrap();
        (
            found["state"].as_str().unwrap().to_owned(),
            found["text"].as_str().unwrap().to_owned(),
        )
    };
    desk.swap("kiosk.toml", "card_reader = true", "card_reader = false");
    desk.swap("kiosk.toml", "mute = false", "mute = true");
    let own = ["teacher", "pin", "--teacher", "Ms. Fern"];
    let said = desk.run_with(&own, "2580");
    insta::assert_snapshot!(said.out, @"The PIN of teacher Ms. Fern on this tablet is set. No badge is linked to that name yet: link one with `waymark badge link --teacher`.");
    for name in ["Ms. Fern", "Mr. Ash"] {
        desk.run(&["badge", "link", "--teacher", name, "--new-code"]);
    }
    let (state, text) = pin(&desk);
    assert_eq!(state, "look_at");
    insta::assert_snapshot!(text, @"The tablet has none. With one of their own: Ms. Fern. Without one, so that their badge opens nothing: Mr. Ash. Set one with `waymark teacher pin --teacher NAME`.");
    let said = desk.run_with(&own, "8024");
    insta::assert_snapshot!(said.out, @"The PIN of teacher Ms. Fern on this tablet is changed.");
    desk.run_with(&["teacher", "pin"], "4071");
    let (state, text) = pin(&desk);
    assert_eq!(state, "works");
    insta::assert_snapshot!(text, @"The tablet's is set. With one of their own: Ms. Fern.");
    let hash = |name: &str| {
        let hash = desk.journal().pin_hash(&Adult::Teacher(name.into()));
        PasswordHash::new(&hash.unwrap().unwrap().0).unwrap()
    };
    let opens = |pin: &str, name: &str| {
        let argon2 = Argon2::default();
        argon2.verify_password(pin.as_bytes(), &hash(name)).is_ok()
    };
    assert!(opens("8024", "Ms. Fern") && opens("4071", "Mr. Ash"));
    assert!(!opens("4071", "Ms. Fern") && !opens("8024", "Mr. Ash"));
}
