//! Giving a badge to a child at the desk: whoever's card is laid down, however often and in whatever
//! order, and writing a code on it. What is on the disk is what the page says.

use waymark::domain::{
    badge::{BadgeKey, Tap, TapSource},
    badge_life::{self, card_of},
    event::{Event, Holder, VoidReason},
    ids::StudentId,
    kiosk::{
        CardFor, DeskDid, DeskPage, DeskTouch, Input, LinkRefusal, LinkState, LinkTouch, NewCard,
        Touch, Trouble,
    },
    records::Recognised,
    tag::{Signal, TagJob, TagTrouble, TagWritten},
    unknown::unknown_badges,
};

use crate::{
    desk::{at_desk, busy, classroom, page, sign_in, teacher_badge, with_teacher},
    screens::Scene,
    support::classroom::{Classroom, badge_of},
};

const MAYA: &str = "s01";
const LEO: &str = "s02";

fn code(letters: &str) -> BadgeKey {
    BadgeKey::Code(letters.into())
}

/// The code that is drawn for a tag.
fn drawn() -> BadgeKey {
    code("BCDEFGHJKLNOPRSTUV")
}

fn student(id: &str) -> StudentId {
    id.into()
}

/// A teacher at the page that waits for a badge of Maya's, who has none.
fn waiting() -> Classroom {
    let mut room = classroom();
    void(&mut room, badge_of(MAYA));
    sign_in(&mut room);
    open_link(&mut room);
    room.journal.clear();
    room
}

fn void(room: &mut Classroom, badge: BadgeKey) {
    let reason = VoidReason::Lost;
    room.happen(Event::BadgeVoided { badge, reason });
}

fn link(room: &mut Classroom, badge: BadgeKey, to: &str) {
    let holder = Holder::Student(to.into());
    room.happen(Event::BadgeLinked { badge, holder });
}

fn open_link(room: &mut Classroom) {
    at_desk(room, DeskTouch::Open(DeskPage::Link(MAYA.into())));
}

fn ask(room: &mut Classroom, touch: LinkTouch) {
    at_desk(room, DeskTouch::Link(touch));
}

fn lay(room: &mut Classroom, keys: &[BadgeKey]) {
    room.input(Input::Tap(Tap {
        keys: keys.to_vec(),
        source: TapSource::CardReader,
    }));
}

fn state(room: &Classroom) -> LinkState {
    room.kiosk
        .desk()
        .expect("the desk is open")
        .linking
        .state
        .clone()
}

/// Who is let in by a card that says all this.
fn lets_in(room: &Classroom, keys: &[BadgeKey]) -> Option<String> {
    match room.records.recognise(keys) {
        Recognised::Holder(Holder::Student(student)) => Some(student.to_string()),
        _ => None,
    }
}

/// A reader does what was asked for.
fn reader_says(room: &mut Classroom, outcome: Result<(), TagTrouble>) -> TagJob {
    let job = room
        .kiosk
        .take_tag_job()
        .expect("something is to be written");
    let code = job.code.clone().unwrap_or_else(drawn);
    room.input(Input::Tag(TagWritten {
        uid: job.uid.clone(),
        code,
        outcome,
    }));
    job
}

#[test]
fn a_card_of_nobodys_is_linked_as_soon_as_it_is_on_the_disk_and_that_is_undone_by_one_touch() {
    let mut room = waiting();
    room.slow_disk = true;
    let card = badge_of("new");
    lay(&mut room, std::slice::from_ref(&card));
    assert!(matches!(state(&room), LinkState::Saving(_)), "not said yet");
    let record = room.held.pop().unwrap();
    room.slow_disk = false;
    room.save(record);
    assert_eq!(state(&room), LinkState::Linked(vec![card.clone()]));
    assert_eq!(room.kiosk.take_signal(), Some(Signal::Good));
    assert_eq!(
        lets_in(&room, std::slice::from_ref(&card)),
        Some(MAYA.to_owned())
    );
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(lets_in(&room, &[card]), None);
    assert_eq!(state(&room), LinkState::Waiting);
}

#[test]
fn what_could_not_be_saved_is_not_said_and_the_next_card_tries_again() {
    let mut room = waiting();
    room.slow_disk = true;
    lay(&mut room, &[badge_of("new")]);
    let record = room.held.pop().unwrap();
    room.input(Input::NotSaved(record.ticket));
    room.slow_disk = false;
    assert_eq!(state(&room), LinkState::Waiting);
    lay(&mut room, &[badge_of("new")]);
    assert_eq!(state(&room), LinkState::Linked(vec![badge_of("new")]));
}

#[test]
fn a_card_of_another_child_asks_and_changes_hands_or_not_and_back() {
    let mut room = waiting();
    let leos = badge_of(LEO);
    lay(&mut room, std::slice::from_ref(&leos));
    assert_eq!(state(&room), LinkState::Of(vec![leos.clone()], LEO.into()));
    assert_eq!(room.who(), None, "the tap belongs to the page");
    assert_eq!(room.kiosk.take_signal(), Some(Signal::Bad));
    ask(&mut room, LinkTouch::Keep);
    assert_eq!(state(&room), LinkState::Waiting);
    assert!(room.journal.is_empty(), "{:?}", room.journal);
    lay(&mut room, std::slice::from_ref(&leos));
    ask(&mut room, LinkTouch::Give);
    assert_eq!(state(&room), LinkState::Linked(vec![leos.clone()]));
    assert_eq!(
        lets_in(&room, std::slice::from_ref(&leos)),
        Some(MAYA.to_owned())
    );
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(lets_in(&room, &[leos]), Some(LEO.to_owned()));
}

#[test]
fn her_own_card_is_hers_already_and_what_is_not_linked_of_it_is() {
    let mut room = waiting();
    link(&mut room, badge_of("hers"), MAYA);
    room.journal.clear();
    lay(&mut room, &[badge_of("hers")]);
    assert_eq!(state(&room), LinkState::Theirs(vec![badge_of("hers")]));
    assert!(room.journal.is_empty(), "{:?}", room.journal);
    // Written, and the power failed before that was linked: laid down again, it is.
    open_link(&mut room);
    lay(&mut room, &[drawn(), badge_of("hers")]);
    assert_eq!(lets_in(&room, &[drawn()]), Some(MAYA.to_owned()));
}

#[test]
fn grown_ups_badges_random_numbers_and_unread_cards_are_refused_in_words_and_nobody_is_locked_out()
{
    let mut room = waiting();
    room.happen(Event::BadgeLinked {
        badge: badge_of("guest"),
        holder: Holder::Substitute(room.moment.wall.date()),
    });
    room.journal.clear();
    let random = BadgeKey::from_uid(&[0x08, 1, 2, 3]);
    for (card, why) in [
        (teacher_badge(), LinkRefusal::OfTeacher),
        (badge_of("guest"), LinkRefusal::OfSubstitute),
        (random, LinkRefusal::Random),
    ] {
        lay(&mut room, &[card]);
        assert_eq!(state(&room), LinkState::Refused(why));
        assert_eq!(room.kiosk.take_signal(), Some(Signal::Bad));
    }
    for (trouble, why) in [
        (Trouble::RandomUid, LinkRefusal::Random),
        (Trouble::LiftedTooEarly, LinkRefusal::Lifted),
        (Trouble::Unreadable, LinkRefusal::Unreadable),
    ] {
        room.input(Input::Trouble(trouble));
        assert_eq!(state(&room), LinkState::Refused(why));
    }
    assert!(room.journal.is_empty(), "{:?}", room.journal);
    lay(&mut room, &[badge_of("new")]);
    assert_eq!(state(&room), LinkState::Linked(vec![badge_of("new")]));
}

#[test]
fn a_card_of_yesterdays_substitute_and_a_lost_one_that_is_found_are_linked() {
    let mut room = waiting();
    let yesterday = room.moment.wall.date().yesterday().unwrap();
    room.happen(Event::BadgeLinked {
        badge: badge_of("guest"),
        holder: Holder::Substitute(yesterday),
    });
    lay(&mut room, &[badge_of("guest")]);
    assert_eq!(lets_in(&room, &[badge_of("guest")]), Some(MAYA.to_owned()));
    open_link(&mut room);
    lay(&mut room, &[badge_of(MAYA)]);
    assert_eq!(lets_in(&room, &[badge_of(MAYA)]), Some(MAYA.to_owned()));
}

#[test]
fn a_voided_code_on_a_chip_stays_void_and_another_one_is_written_over_it() {
    for whose in [LEO, MAYA] {
        let mut room = waiting();
        link(&mut room, drawn(), whose);
        void(&mut room, drawn());
        let card = [drawn(), badge_of("found")];
        lay(&mut room, &card);
        assert_eq!(lets_in(&room, &card), Some(MAYA.to_owned()));
        assert_eq!(lets_in(&room, &[drawn()]), None, "it may be on paper");
        ask(&mut room, LinkTouch::WriteIt);
        assert_eq!(room.kiosk.take_tag_job().unwrap().code, None, "a new one");
    }
}

#[test]
fn a_second_card_is_asked_about_and_a_childs_own_badge_locks_the_desk_once_it_is_done() {
    let mut room = waiting();
    lay(&mut room, &[badge_of("one")]);
    lay(&mut room, &[badge_of("one")]);
    assert_eq!(
        state(&room),
        LinkState::Linked(vec![badge_of("one")]),
        "the same"
    );
    lay(&mut room, &[badge_of("two")]);
    assert_eq!(state(&room), LinkState::Another(vec![badge_of("two")]));
    assert_eq!(lets_in(&room, &[badge_of("two")]), None);
    ask(&mut room, LinkTouch::Also);
    assert_eq!(state(&room), LinkState::Linked(vec![badge_of("two")]));
    room.tap(LEO);
    assert_eq!(room.who(), Some(LEO));
    assert!(room.kiosk.desk().is_none());
}

#[test]
fn two_cards_in_one_breath_are_one_link_and_one_question() {
    let mut room = waiting();
    room.slow_disk = true;
    lay(&mut room, &[badge_of("one")]);
    lay(&mut room, &[badge_of("two")]);
    room.slow_disk = false;
    let record = room.held.pop().unwrap();
    room.save(record);
    assert_eq!(state(&room), LinkState::Another(vec![badge_of("two")]));
    assert_eq!(lets_in(&room, &[badge_of("one")]), Some(MAYA.to_owned()));
    assert_eq!(lets_in(&room, &[badge_of("two")]), None);
}

#[test]
fn a_code_is_linked_only_after_it_was_read_back_and_the_chip_before() {
    let mut room = waiting();
    ask(&mut room, LinkTouch::Write(true));
    let card = badge_of("tag");
    lay(&mut room, std::slice::from_ref(&card));
    assert!(matches!(state(&room), LinkState::Writing(_)));
    assert_eq!(
        lets_in(&room, std::slice::from_ref(&card)),
        Some(MAYA.to_owned()),
        "by its chip"
    );
    assert_eq!(lets_in(&room, &[drawn()]), None);
    let job = reader_says(&mut room, Ok(()));
    assert_eq!((job.uid, job.code, job.over), (card.clone(), None, false));
    assert!(matches!(state(&room), LinkState::Written(_)));
    assert_eq!(lets_in(&room, &[drawn()]), Some(MAYA.to_owned()));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(lets_in(&room, &[drawn()]), None);
    assert_eq!(
        lets_in(&room, &[drawn(), card]),
        Some(MAYA.to_owned()),
        "by its chip"
    );
}

#[test]
fn the_code_of_her_paper_badge_is_written_and_is_one_card_with_the_chip_from_then_on() {
    let mut room = waiting();
    let [old, newer, void_one] =
        ["K", "L", "N"].map(|last| code(&format!("BCDEFGHJKLNOPRSTU{last}")));
    for badge in [&old, &newer, &void_one] {
        link(&mut room, badge.clone(), MAYA);
    }
    void(&mut room, void_one);
    lay(&mut room, &[badge_of("tag")]);
    room.journal.clear();
    ask(&mut room, LinkTouch::WriteIt);
    let job = reader_says(&mut room, Ok(()));
    assert_eq!(job.code, Some(newer.clone()));
    assert!(
        matches!(state(&room), LinkState::Written(TagJob { code: Some(code), .. }) if code == newer)
    );
    let both = vec![badge_of("tag"), newer.clone()];
    assert_eq!(card_of(&room.records, &newer), both);
    at_desk(&mut room, DeskTouch::Undo);
    for badge in &both {
        let alone = std::slice::from_ref(badge);
        assert_eq!(lets_in(&room, alone), Some(MAYA.to_owned()), "as before");
    }
    // The next tag gets a code of its own: each is lost by itself.
    open_link(&mut room);
    lay(&mut room, &[badge_of("second")]);
    ask(&mut room, LinkTouch::WriteIt);
    assert_eq!(room.kiosk.take_tag_job().unwrap().code, Some(old));
}

#[test]
fn a_written_tag_that_is_lost_lets_nobody_in_by_chip_or_code_and_is_flagged() {
    // Its code is drawn for it, or is that of the child's paper badge.
    for paper in [false, true] {
        let mut room = waiting();
        if paper {
            link(&mut room, drawn(), MAYA);
        }
        ask(&mut room, LinkTouch::Write(true));
        lay(&mut room, &[badge_of("tag")]);
        reader_says(&mut room, Ok(()));
        let lost = DeskDid::Lost(badge_of("tag"));
        at_desk(&mut room, DeskTouch::Do(MAYA.into(), lost));
        at_desk(&mut room, DeskTouch::Lock);
        lay(&mut room, &[drawn(), badge_of("tag")]);
        assert_eq!(room.who(), None);
        let flagged = badge_life::flagged(&room.records);
        assert_eq!(flagged.len(), 1, "{flagged:?}");
    }
}

#[test]
fn a_tag_that_says_her_code_already_is_one_card_when_it_is_laid_down_to_be_written() {
    let mut room = waiting();
    link(&mut room, badge_of("tag"), MAYA);
    link(&mut room, drawn(), MAYA);
    let card = [drawn(), badge_of("tag")];
    ask(&mut room, LinkTouch::Write(true));
    lay(&mut room, &card);
    assert!(matches!(state(&room), LinkState::Written(_)));
    assert_eq!(card_of(&room.records, &drawn()).len(), 2);
    room.journal.clear();
    open_link(&mut room);
    ask(&mut room, LinkTouch::Write(true));
    lay(&mut room, &card);
    assert!(room.journal.is_empty(), "{:?}", room.journal);
}

#[test]
fn a_lift_in_the_middle_goes_on_with_the_same_code_when_it_is_laid_down_again() {
    let mut room = waiting();
    ask(&mut room, LinkTouch::Write(true));
    lay(&mut room, &[badge_of("tag")]);
    reader_says(&mut room, Err(TagTrouble::Lifted));
    assert!(matches!(
        state(&room),
        LinkState::NotWritten(_, TagTrouble::Lifted)
    ));
    room.input(Input::Trouble(Trouble::LiftedTooEarly));
    assert!(matches!(
        state(&room),
        LinkState::NotWritten(_, TagTrouble::Lifted)
    ));
    lay(&mut room, &[badge_of("tag")]);
    let job = reader_says(&mut room, Ok(()));
    assert_eq!(job.code, Some(drawn()), "no other code than before");
    assert_eq!(lets_in(&room, &[drawn()]), Some(MAYA.to_owned()));
    assert_eq!(
        room.count("badge_linked"),
        3,
        "the chip, then both together"
    );
}

#[test]
fn something_else_is_written_over_only_when_the_teacher_says_so() {
    let mut room = waiting();
    ask(&mut room, LinkTouch::Write(true));
    lay(&mut room, &[badge_of("tag")]);
    ask(&mut room, LinkTouch::Over);
    assert!(matches!(
        state(&room),
        LinkState::Writing(TagJob { over: false, .. })
    ));
    reader_says(&mut room, Err(TagTrouble::SomethingElse));
    ask(&mut room, LinkTouch::Over);
    let job = reader_says(&mut room, Ok(()));
    assert!(job.over);
    assert!(matches!(state(&room), LinkState::Written(_)));
}

#[test]
fn a_tag_with_another_childs_code_changes_hands_by_being_written_anew() {
    let mut room = waiting();
    link(&mut room, drawn(), LEO);
    let tag = badge_of("tag");
    link(&mut room, tag.clone(), LEO);
    lay(&mut room, &[drawn(), tag.clone()]);
    ask(&mut room, LinkTouch::Give);
    // Until it says another code it is Leo's, by what is written on it.
    assert_eq!(
        lets_in(&room, std::slice::from_ref(&tag)),
        Some(LEO.to_owned())
    );
    let job = room.kiosk.take_tag_job().unwrap();
    let new = code("VUTSRPONLKJHGFEDCB");
    room.input(Input::Tag(TagWritten {
        uid: job.uid,
        code: new.clone(),
        outcome: Ok(()),
    }));
    assert_eq!(
        lets_in(&room, &[new.clone(), tag.clone()]),
        Some(MAYA.to_owned())
    );
    assert_eq!(
        lets_in(&room, &[drawn()]),
        Some(LEO.to_owned()),
        "his paper badge is his"
    );
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(lets_in(&room, &[tag]), Some(LEO.to_owned()));
    assert_eq!(lets_in(&room, &[new]), None);
}

#[test]
fn an_answer_of_a_reader_that_comes_late_links_nothing() {
    let mut room = waiting();
    ask(&mut room, LinkTouch::Write(true));
    lay(&mut room, &[badge_of("tag")]);
    at_desk(&mut room, DeskTouch::Open(DeskPage::Now));
    reader_says(&mut room, Ok(()));
    assert_eq!(lets_in(&room, &[drawn()]), None);
    at_desk(&mut room, DeskTouch::Lock);
    room.tap_badge(badge_of("tag"));
    assert_eq!(room.who(), Some(MAYA));
}

#[test]
fn what_fails_elsewhere_and_undo_leave_a_tag_alone_while_it_is_being_written() {
    let mut room = waiting();
    ask(&mut room, LinkTouch::Write(true));
    lay(&mut room, &[badge_of("tag")]);
    let job = room.kiosk.take_tag_job().unwrap();
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(state(&room), LinkState::Writing(job.clone()));
    room.slow_disk = true;
    let text = "Well done".to_owned();
    at_desk(&mut room, DeskTouch::LeaveWords(LEO.into(), text));
    let record = room.held.pop().unwrap();
    room.slow_disk = false;
    room.input(Input::NotSaved(record.ticket));
    assert_eq!(state(&room), LinkState::Writing(job.clone()));
    room.input(Input::Tag(TagWritten {
        uid: job.uid,
        code: drawn(),
        outcome: Ok(()),
    }));
    assert_eq!(lets_in(&room, &[drawn()]), Some(MAYA.to_owned()));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(lets_in(&room, &[drawn()]), None, "now it can be");
}

#[test]
fn a_tag_that_is_done_while_something_else_is_saved_waits_and_both_are_told() {
    let mut room = waiting();
    ask(&mut room, LinkTouch::Write(true));
    lay(&mut room, &[badge_of("tag")]);
    room.slow_disk = true;
    let text = "Well done".to_owned();
    at_desk(&mut room, DeskTouch::LeaveWords(LEO.into(), text));
    let words = room.held.pop().unwrap();
    let job = reader_says(&mut room, Ok(()));
    assert_eq!(state(&room), LinkState::Writing(job), "the words go first");
    room.slow_disk = false;
    room.save(words);
    assert_eq!(lets_in(&room, &[drawn()]), Some(MAYA.to_owned()));
    assert!(matches!(state(&room), LinkState::Written(_)));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(lets_in(&room, &[drawn()]), None);
    let withdrawn = room.count("entry_withdrawn");
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(room.count("entry_withdrawn"), withdrawn + 1, "the words");
}

#[test]
fn a_card_of_two_other_children_asks_about_the_one_it_lets_in() {
    let mut room = waiting();
    link(&mut room, drawn(), LEO);
    let card = vec![drawn(), badge_of("s03")];
    assert_eq!(lets_in(&room, &card), Some(LEO.to_owned()));
    lay(&mut room, &card);
    assert_eq!(state(&room), LinkState::Of(card, LEO.into()));
}

#[test]
fn a_light_is_green_only_after_the_answer_and_red_when_nothing_is_kept() {
    let mut room = classroom();
    sign_in(&mut room);
    let page = || DeskPage::NewCard(NewCard::waiting(CardFor::Me));
    at_desk(&mut room, DeskTouch::Open(page()));
    room.tap("s02");
    assert_eq!(room.kiosk.take_signal(), Some(Signal::Bad), "refused");
    room.slow_disk = true;
    room.tap_badge(badge_of("new"));
    assert_eq!(room.kiosk.take_signal(), None, "not kept yet");
    let record = room.held.pop().unwrap();
    room.input(Input::NotSaved(record.ticket));
    assert_eq!(room.kiosk.take_signal(), Some(Signal::Bad), "not kept");
    room.slow_disk = false;
    room.tap_badge(badge_of("new"));
    assert_eq!(room.kiosk.take_signal(), Some(Signal::Good));
    // The same for the card of a child.
    open_link(&mut room);
    room.slow_disk = true;
    room.tap_badge(badge_of("another"));
    assert_eq!(room.kiosk.take_signal(), None);
    let record = room.held.pop().unwrap();
    room.input(Input::NotSaved(record.ticket));
    assert_eq!(room.kiosk.take_signal(), Some(Signal::Bad));
}

#[test]
fn a_check_in_by_a_card_that_is_not_kept_turns_the_light_red() {
    let mut room = classroom();
    let group = room.records.student(&MAYA.into()).unwrap().group();
    let place = room.pack.place(room.moment.wall.datetime()).unwrap();
    let station = place.station_of(group.unwrap()).cloned();
    room.pack.tablet.station = station;
    room.settle(MAYA);
    room.slow_disk = true;
    room.tap(MAYA);
    assert_eq!(room.kiosk.take_signal(), Some(Signal::Good));
    let record = room.held.pop().expect("the express lane");
    room.input(Input::NotSaved(record.ticket));
    assert_eq!(room.kiosk.take_signal(), Some(Signal::Bad));
}

#[test]
fn a_damaged_scan_lights_nothing_on_a_card_reader() {
    let mut room = classroom();
    room.input(Input::Trouble(Trouble::Damaged));
    assert!(room.kiosk.notice().is_some());
    assert_eq!(room.kiosk.take_signal(), None);
    room.input(Input::Trouble(Trouble::Unreadable));
    assert_eq!(room.kiosk.take_signal(), Some(Signal::Bad));
    let mut room = waiting();
    while room.kiosk.take_signal().is_some() {}
    room.input(Input::Trouble(Trouble::Damaged));
    assert_eq!(state(&room), LinkState::Refused(LinkRefusal::Unreadable));
    assert_eq!(room.kiosk.take_signal(), None);
}

#[test]
fn a_source_that_only_a_newer_program_knows_leaves_the_rest_of_the_event_understood() {
    let text = r#"{"kind":"checked_in","student":"s01","station":"hands-on","block":null,
        "round":null,"source":"retina","express":false}"#;
    let event: Event = serde_json::from_str(text).unwrap();
    assert!(
        matches!(&event, Event::CheckedIn { student, source: TapSource::Other, .. } if student.as_str() == MAYA),
        "{event:?}"
    );
}

#[test]
fn an_unknown_badge_is_on_the_list_at_once_and_given_in_two_touches() {
    let mut room = classroom();
    room.tap_badge(badge_of("strange"));
    let today = room.moment.wall.date();
    let of = |room: &Classroom| -> Vec<BadgeKey> {
        let all = unknown_badges(&room.records, today);
        all.iter().map(|one| one.badge.clone()).collect()
    };
    assert_eq!(of(&room), [badge_of("strange")]);
    assert_eq!(room.kiosk.take_signal(), Some(Signal::Bad));
    sign_in(&mut room);
    room.tap_badge(drawn());
    assert!(of(&room).contains(&drawn()), "also with the desk open");
    at_desk(
        &mut room,
        DeskTouch::Open(DeskPage::Give(vec![badge_of("strange")], 0)),
    );
    ask(&mut room, LinkTouch::To(student(MAYA)));
    assert_eq!(page(&room), Some(&DeskPage::Link(MAYA.into())));
    assert_eq!(state(&room), LinkState::Linked(vec![badge_of("strange")]));
    assert_eq!(of(&room), [drawn()]);
    at_desk(&mut room, DeskTouch::Open(DeskPage::Give(vec![drawn()], 0)));
    ask(&mut room, LinkTouch::To(student(LEO)));
    assert_eq!(lets_in(&room, &[drawn()]), Some(LEO.to_owned()));
    assert!(of(&room).is_empty());
}

#[test]
fn an_unknown_badge_is_no_news_after_a_week_and_a_voided_one_never() {
    let mut room = classroom();
    let unknown = |badge: &str| Event::UnknownBadgeTapped {
        badge: badge_of(badge),
        source: TapSource::CardReader,
    };
    room.happened(8, unknown("old"));
    room.happened(6, unknown("recent"));
    room.happened(6, unknown("lost"));
    void(&mut room, badge_of("lost"));
    room.happen(Event::StudentLeft {
        student: LEO.into(),
    });
    room.tap(LEO);
    let all = unknown_badges(&room.records, room.moment.wall.date());
    let all: Vec<_> = all.iter().map(|one| one.badge.clone()).collect();
    assert_eq!(
        all,
        [badge_of(LEO), badge_of("recent")],
        "and one of a child who left"
    );
}

#[test]
fn card_and_child_come_in_either_order() {
    let mut room = classroom();
    sign_in(&mut room);
    at_desk(&mut room, DeskTouch::Open(DeskPage::Give(Vec::new(), 0)));
    ask(&mut room, LinkTouch::To(student(MAYA)));
    lay(&mut room, &[badge_of("one")]);
    assert_eq!(lets_in(&room, &[badge_of("one")]), Some(MAYA.to_owned()));
    at_desk(&mut room, DeskTouch::Open(DeskPage::Give(Vec::new(), 0)));
    lay(&mut room, &[badge_of("two")]);
    assert_eq!(page(&room), Some(&DeskPage::Give(vec![badge_of("two")], 0)));
    ask(&mut room, LinkTouch::To(student(LEO)));
    assert_eq!(lets_in(&room, &[badge_of("two")]), Some(LEO.to_owned()));
    at_desk(&mut room, DeskTouch::Open(DeskPage::Give(Vec::new(), 0)));
    room.tap("s03");
    assert_eq!(
        room.who(),
        Some("s03"),
        "a child's tap locks the desk here as elsewhere"
    );
}

/// The page that waits for a badge of `s06`, in a class at work.
fn link_page(room: &mut Classroom) {
    busy(room);
    at_desk(room, DeskTouch::Open(DeskPage::Link("s06".into())));
}

fn not_written(room: &mut Classroom, trouble: TagTrouble) {
    link_page(room);
    ask(room, LinkTouch::Write(true));
    lay(room, &[badge_of("tag")]);
    reader_says(room, Err(trouble));
}

fn many_unknown(room: &mut Classroom, count: i32) {
    with_teacher(room);
    for index in 0..count {
        let badge = badge_of(&format!("x{index:02}"));
        let source = TapSource::CardReader;
        room.happened(index % 6, Event::UnknownBadgeTapped { badge, source });
    }
    sign_in(room);
}

/// Every state of these pages.
pub fn scenes() -> Vec<Scene> {
    [link_scenes(), tag_scenes(), give_scenes()].concat()
}

fn link_scenes() -> Vec<Scene> {
    vec![
        ("desk-link-write", |room| {
            link_page(room);
            ask(room, LinkTouch::Write(true));
        }),
        ("desk-link-random", |room| {
            link_page(room);
            room.input(Input::Trouble(Trouble::RandomUid));
        }),
        ("desk-link-teacher", |room| {
            link_page(room);
            room.tap_badge(teacher_badge());
        }),
        ("desk-link-lifted", |room| {
            link_page(room);
            room.input(Input::Trouble(Trouble::LiftedTooEarly));
        }),
        ("desk-link-of", |room| {
            link_page(room);
            room.tap("s02");
        }),
        ("desk-link-theirs", |room| {
            link_page(room);
            room.tap("s06");
        }),
        ("desk-link-done", |room| {
            link_page(room);
            room.tap_badge(badge_of("new"));
        }),
        ("desk-link-another", |room| {
            link_page(room);
            room.tap_badge(badge_of("new"));
            room.tap_badge(badge_of("second"));
        }),
    ]
}

fn tag_scenes() -> Vec<Scene> {
    vec![
        ("desk-tag-writing", |room| {
            link_page(room);
            ask(room, LinkTouch::Write(true));
            lay(room, &[badge_of("tag")]);
        }),
        ("desk-tag-written", |room| {
            link_page(room);
            ask(room, LinkTouch::Write(true));
            lay(room, &[badge_of("tag")]);
            reader_says(room, Ok(()));
        }),
        ("desk-tag-lifted", |room| {
            not_written(room, TagTrouble::Lifted);
        }),
        ("desk-tag-something-else", |room| {
            not_written(room, TagTrouble::SomethingElse);
        }),
        ("desk-tag-read-only", |room| {
            not_written(room, TagTrouble::ReadOnly);
        }),
        ("desk-tag-stays", |room| {
            link_page(room);
            link(room, drawn(), "s02");
            lay(room, &[drawn(), badge_of("s02")]);
            ask(room, LinkTouch::Give);
            reader_says(room, Err(TagTrouble::ReadOnly));
        }),
    ]
}

fn give_scenes() -> Vec<Scene> {
    vec![
        ("desk-give", |room| {
            busy(room);
            for child in ["s03", "s09", "s14"] {
                void(room, badge_of(child));
            }
            at_desk(room, DeskTouch::Open(DeskPage::Give(Vec::new(), 0)));
        }),
        ("desk-give-badge", |room| {
            busy(room);
            let page = DeskPage::Give(vec![badge_of("nobody")], 0);
            at_desk(room, DeskTouch::Open(page));
        }),
        ("desk-unknown", |room| {
            many_unknown(room, 5);
            at_desk(room, DeskTouch::Open(DeskPage::Unknown(0)));
        }),
        ("desk-unknown-many", |room| {
            many_unknown(room, 60);
            at_desk(room, DeskTouch::Open(DeskPage::Unknown(1)));
        }),
        ("desk-unknown-none", |room| {
            many_unknown(room, 0);
            at_desk(room, DeskTouch::Open(DeskPage::Unknown(0)));
        }),
    ]
}

#[test]
fn undoing_says_what_it_undoes() {
    let mut room = waiting();
    lay(&mut room, &[badge_of(LEO)]);
    ask(&mut room, LinkTouch::Give);
    let done = room.kiosk.desk().unwrap().done.last().unwrap();
    assert!(matches!(&done.what, DeskDid::Gave(before) if before.len() == 1));
    room.touch(Touch::Desk(DeskTouch::Link(LinkTouch::Give)));
    assert_eq!(
        room.count("badge_linked"),
        1,
        "a touch that comes late does nothing"
    );
}
