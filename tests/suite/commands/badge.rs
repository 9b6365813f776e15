//! `waymark badge`.

use jiff::Zoned;
use waymark::{
    badges::{code::BadgeCode, pin},
    domain::{
        badge::BadgeKey,
        event::{Actor, Event, Holder},
        kiosk::{Adult, Pin},
        records::Recognised,
    },
};

use super::Desk;

#[test]
fn a_uid_is_linked_in_any_case_and_with_separators() {
    let desk = Desk::new();
    let said = desk.run(&[
        "badge",
        "link",
        "--student",
        "s01",
        "--uid",
        "04:a2:24:5a-12 34 80",
    ]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert_eq!(
        said.out,
        "uid:04A2245A123480 is linked to Maya Brookfield (s01).\n"
    );
    let list = desk.run(&["badge", "list"]);
    assert_eq!(
        list.out,
        "uid:04A2245A123480        linked   Maya Brookfield (s01)\n"
    );
    let again = desk.run(&[
        "badge",
        "link",
        "--student",
        "s01",
        "--uid",
        "04A2245A123480",
    ]);
    assert_eq!(again.code, 0);
    assert!(
        again.out.contains("there was nothing to do"),
        "{}",
        again.out
    );
}

#[test]
fn a_new_code_is_printed_and_counts() {
    let desk = Desk::new();
    let said = desk.run(&["badge", "link", "--student", "s02", "--new-code"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let code: BadgeCode = said.out.lines().next().unwrap().parse().unwrap();
    let records = desk.journal().records();
    assert!(matches!(
        records.recognise(&[code.key()]),
        Recognised::Holder(_)
    ));
    let answer = desk.json(&["badge", "link", "--student", "s02", "--new-code"]);
    let code: BadgeCode = answer[0]["code"].as_str().unwrap().parse().unwrap();
    assert_eq!(answer[0]["badge"], code.key().to_string());
}

#[test]
fn a_teacher_badge_says_that_it_needs_the_pin() {
    let desk = Desk::new();
    let link = ["badge", "link", "--teacher", "Ms. Fern", "--new-code"];
    let said = desk.run(&link);
    assert!(
        said.out.contains("set it with `waymark teacher pin`"),
        "{}",
        said.out
    );
    desk.run_with(&["teacher", "pin"], "2580\n");
    assert!(!desk.run(&link).out.contains("teacher pin"));
    let list = desk.json(&["badge", "list"]);
    assert_eq!(list[0]["teacher"], "Ms. Fern");
}

#[test]
fn a_badge_of_somebody_else_is_refused_by_name() {
    let desk = Desk::new();
    desk.run(&[
        "badge",
        "link",
        "--student",
        "s01",
        "--uid",
        "04A2245A123480",
    ]);
    let said = desk.run(&[
        "badge",
        "link",
        "--student",
        "s02",
        "--uid",
        "04A2245A123480",
    ]);
    assert_eq!(said.code, 1);
    insta::assert_snapshot!(said.err, @"uid:04A2245A123480 belongs to Maya Brookfield (s01); nothing was changed. If it changes hands, void it first: waymark badge void uid:04A2245A123480");
}

#[test]
fn a_random_uid_is_refused_in_plain_words() {
    let desk = Desk::new();
    let said = desk.run(&["badge", "link", "--student", "s01", "--uid", "08a1b2c3"]);
    assert_eq!(said.code, 1);
    insta::assert_snapshot!(said.err, @"This serial number is random: a phone or a bank card shows another one each time. Nothing was changed. Use a real badge, or a printed code with --new-code.");
    let long = desk.run(&[
        "badge",
        "link",
        "--student",
        "s01",
        "--uid",
        "08a1b2c3d4e5f6",
    ]);
    assert_eq!(long.code, 0, "seven bytes are never random: {}", long.err);
}

#[test]
fn an_unknown_student_is_refused_with_a_guess() {
    let desk = Desk::new();
    let link = |who: &str| desk.run(&["badge", "link", "--student", who, "--new-code"]);
    let said = link("priya");
    assert_eq!(said.code, 1);
    insta::assert_snapshot!(said.err, @"No student of the class has the id `priya`; nothing was changed. Did you mean s05 (Priya Nandakumar)?");
    let said = link("somebody else");
    assert!(said.err.contains("waymark roster list"), "{}", said.err);
}

#[test]
fn a_badge_is_voided_by_code_uid_or_key() {
    let desk = Desk::new();
    let said = desk.run(&["badge", "link", "--student", "s01", "--new-code"]);
    let code = said.out.lines().next().unwrap().to_lowercase();
    desk.run(&[
        "badge",
        "link",
        "--student",
        "s02",
        "--uid",
        "04A2245A123480",
    ]);
    desk.run(&[
        "badge",
        "link",
        "--student",
        "s03",
        "--uid",
        "04A2245A123481",
    ]);
    for (badge, whose) in [
        (code.as_str(), "Maya"),
        ("04-a2-24-5a-12-34-80", "Mateo"),
        ("uid:04A2245A123481", "Aaliyah"),
    ] {
        let said = desk.run(&["badge", "void", badge, "--reason", "year-end"]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(
            said.out.contains(whose) && said.out.ends_with("counts no longer.\n"),
            "{}",
            said.out
        );
        let again = desk.run(&["badge", "void", badge]);
        assert!(
            again.code == 0 && again.out.contains("void already"),
            "{}",
            again.out
        );
    }
    for badge in desk.json(&["badge", "list"]) {
        assert_eq!(
            (&badge["state"], &badge["reason"]),
            (&"voided".into(), &"year_end".into())
        );
    }
    let link = desk.run(&[
        "badge",
        "link",
        "--student",
        "s04",
        "--uid",
        "04A2245A123480",
    ]);
    assert_eq!(
        link.code, 0,
        "a voided badge may be given out again: {}",
        link.err
    );
}

#[test]
fn a_badge_that_is_nobodys_cannot_be_voided() {
    let desk = Desk::new();
    let missing = desk.run(&["badge", "void", "04A2245A123480"]);
    assert_eq!(missing.code, 1, "there is no journal");
    desk.run(&["roster", "list"]);
    let said = desk.run(&["badge", "void", "04A2245A123480"]);
    assert_eq!(said.code, 1);
    insta::assert_snapshot!(said.err, @"uid:04A2245A123480 is linked to nobody; nothing was changed. `waymark badge list` shows every badge.");
}

#[test]
fn a_misread_code_says_which_letter_is_wrong() {
    let said = Desk::new().run(&["badge", "void", "BCDEFGHJKLNOPRSTU7"]);
    assert_eq!(said.code, 2);
    insta::assert_snapshot!(said.err, @"'7', number 18 of this badge code, is in no badge code: read it from the badge again; nothing was changed. `waymark badge list` shows every badge.");
}

#[test]
fn a_badge_is_linked_while_the_kiosk_runs() {
    let desk = Desk::new();
    let mut kiosk = desk.journal();
    let said = desk.run(&[
        "badge",
        "link",
        "--student",
        "s01",
        "--uid",
        "04A2245A123480",
    ]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(kiosk.catch_up().unwrap());
    let key = "uid:04A2245A123480".parse().unwrap();
    assert!(matches!(
        kiosk.records().recognise(&[key]),
        Recognised::Holder(_)
    ));
    let event = Event::ConferenceHeld {
        student: "s01".into(),
    };
    kiosk
        .append(&Zoned::now(), &Actor::Tablet, &[event])
        .unwrap();
    kiosk.close().unwrap();
    assert_eq!(desk.run(&["journal", "verify"]).code, 0);
}

#[test]
fn a_substitutes_card_counts_today_and_its_number_is_printed_once_and_kept_as_a_hash() {
    let desk = Desk::new();
    let link = ["badge", "link", "--substitute", "--uid", "04A2245A123480"];
    let said = desk.run(&link);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let (first, rest) = said.out.split_once('\n').unwrap();
    let list = desk.json(&["badge", "list"]);
    let day = list[0]["substitute"].as_str().unwrap();
    assert_eq!(
        first,
        format!("uid:04A2245A123480 is linked to a substitute for {day}.")
    );
    let number = rest.strip_prefix("The number for today: ").unwrap();
    let number = number.lines().next().unwrap();
    assert!(number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit()));
    let key: BadgeKey = "uid:04A2245A123480".parse().unwrap();
    let who = Adult::Substitute {
        day: day.parse().unwrap(),
        card: vec![key.clone()],
    };
    let kept = desk.journal().pin_hash(&who).unwrap().unwrap();
    assert!(kept.0.starts_with("$argon2id$"));
    assert!(pin::is_right(&Pin::from(number), &kept).unwrap());
    let records = desk.journal().records();
    let Recognised::Holder(holder) = records.recognise(&[key]) else {
        panic!("it counts");
    };
    assert_eq!(*holder, Holder::Substitute(day.parse().unwrap()));

    let again = desk.json(&link);
    let other = again[0]["number"].as_str().unwrap();
    let kept = desk.journal().pin_hash(&who).unwrap().unwrap();
    assert!(
        pin::is_right(&Pin::from(other), &kept).unwrap(),
        "a new one"
    );
    let code = desk.run(&["badge", "link", "--substitute", "--new-code"]);
    let code: BadgeCode = code.out.lines().next().unwrap().parse().unwrap();
    let (code, tail) = (code.to_string(), desk.run(&["journal", "tail"]).out);
    assert!(
        tail.contains(&format!("of a substitute for {day}")),
        "{tail}"
    );
    let child = [
        "badge",
        "link",
        "--student",
        "s01",
        "--uid",
        "04A2245A123480",
    ];
    let said = desk.run(&child);
    assert_eq!(said.code, 1, "today it is the substitute's");
    assert!(said.err.contains("a substitute for"), "{}", said.err);
    assert_eq!(desk.run(&["badge", "void", &code]).code, 0);
}

#[test]
fn a_substitutes_card_of_another_day_is_over_and_may_be_given_to_a_child() {
    let desk = Desk::new();
    desk.run(&["roster", "list"]);
    let mut journal = desk.journal();
    let link = Event::BadgeLinked {
        badge: "uid:04A2245A123480".parse().unwrap(),
        holder: Holder::Substitute("2026-03-02".parse().unwrap()),
    };
    journal
        .append(&Zoned::now(), &Actor::CommandLine, &[link])
        .unwrap();
    journal.close().unwrap();
    let list = desk.run(&["badge", "list"]);
    assert_eq!(
        list.out,
        "uid:04A2245A123480        over     a substitute for 2026-03-02\n"
    );
    let child = [
        "badge",
        "link",
        "--student",
        "s01",
        "--uid",
        "04A2245A123480",
    ];
    assert_eq!(desk.run(&child).code, 0);
}

#[test]
fn all_students_badges_are_voided_at_once_and_the_list_says_who_did_it_and_when() {
    let desk = Desk::new();
    let link = |whose: [&str; 2], uid: &str| {
        let said = desk.run(&["badge", "link", whose[0], whose[1], "--uid", uid]);
        assert_eq!(said.code, 0, "{}", said.err);
    };
    link(["--student", "s01"], "04A2245A123480");
    link(["--student", "s02"], "04A2245A123481");
    link(["--teacher", "rivera"], "04A2245A123499");
    let said = desk.run(&["badge", "void", "--all"]);
    assert_eq!(said.code, 2, "why is not guessed: {}", said.out);
    let said = desk.run(&["badge", "void", "04A2245A123480", "--all"]);
    assert_eq!(said.code, 2, "one or all: {}", said.out);
    let said = desk.run(&["badge", "void", "--all", "--reason", "year-end"]);
    assert_eq!(said.code, 0, "{}", said.err);
    insta::assert_snapshot!(said.out, @"2 student badges count no longer; teachers keep theirs. To take one back, open the child's badges at the desk and touch it, or link it again: waymark badge link.");
    let today = Zoned::now().date().to_string();
    let list = desk.run(&["badge", "list"]).out.replace(&today, "TODAY");
    insta::assert_snapshot!(list, @"
    uid:04A2245A123480        voided   Maya Brookfield (s01), year end on TODAY by the command line
    uid:04A2245A123481        voided   Mateo Salcedo (s02), year end on TODAY by the command line
    uid:04A2245A123499        linked   teacher rivera
    ");
    let list = desk.json(&["badge", "list"]);
    assert_eq!(list[0]["voided_by"], "command_line");
    assert!(list[0]["voided_at"].as_str().unwrap().starts_with(&today));
    let again = desk.run(&["badge", "void", "--all", "--reason", "year-end"]);
    assert!(
        again.out.contains("there was nothing to do"),
        "{}",
        again.out
    );
}
