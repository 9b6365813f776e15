//! Nothing of one child is ever on another's screen, whatever is tapped and touched and however
//! long anybody waits. The screens are drawn for real and every text in them is looked at.

use std::collections::BTreeSet;

use eframe::egui::vec2;
use proptest::prelude::*;
use waymark::domain::{
    event::{HowItWent, OopsKind},
    ids::Lang,
    kiosk::{Input, Page, Touch, Trouble},
};

use crate::{
    screens::Window,
    support::classroom::{Classroom, badge_of, monday_math, named_in},
};

#[derive(Clone, Debug)]
enum Step {
    Tap(usize),
    Stranger,
    Trouble,
    Wait(u64),
    Touch(Touch),
    Slow(bool),
    Save,
    Fail,
}

fn touches() -> impl Strategy<Value = Touch> {
    let page = prop_oneof![
        Just(Page::Trail(0)),
        Just(Page::Plan),
        Just(Page::Ready),
        Just(Page::Oops),
        Just(Page::Task),
        Just(Page::CheckIn),
    ];
    prop_oneof![
        4 => Just(Touch::Next),
        3 => (0_usize..5).prop_map(Touch::Pick),
        1 => Just(Touch::NotMe),
        1 => Just(Touch::Back),
        2 => page.prop_map(Touch::Open),
        2 => Just(Touch::FeelsRight),
        1 => Just(Touch::NotQuite),
        1 => (0_usize..5).prop_map(|level| Touch::MenuAt(level, 0)),
        1 => Just(Touch::Finished),
        1 => Just(Touch::Went(HowItWent::OnMyOwn)),
        1 => Just(Touch::Here("hands-on".into())),
        1 => Just(Touch::ImReady),
        1 => Just(Touch::Share(OopsKind::NewWay)),
        1 => Just(Touch::StillHere),
        1 => Just(Touch::Done),
        2 => Just(Touch::QuickCheckIn),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0_usize..4).prop_map(Step::Tap),
        1 => Just(Step::Stranger),
        1 => Just(Step::Trouble),
        2 => (1_u64..40).prop_map(Step::Wait),
        9 => touches().prop_map(Step::Touch),
        1 => any::<bool>().prop_map(Step::Slow),
        1 => Just(Step::Save),
        1 => Just(Step::Fail),
    ];
    prop::collection::vec(step, 1..60)
}

fn take(room: &mut Classroom, step: Step) {
    match step {
        Step::Tap(student) => {
            let id = room.pack.students[student].0.to_string();
            room.tap(&id);
        }
        Step::Stranger => room.tap_badge(badge_of("nobody")),
        Step::Trouble => room.input(Input::Trouble(Trouble::LiftedTooEarly)),
        Step::Wait(seconds) => room.wait(seconds),
        Step::Touch(touch) => room.touch(touch),
        Step::Slow(slow) => room.slow_disk = slow,
        Step::Save => {
            if let Some(record) = room.held.pop() {
                room.save(record);
            }
        }
        Step::Fail => {
            if let Some(record) = room.held.pop() {
                room.input(Input::NotSaved(record.ticket));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever comes onto the screen just tapped, or tapped while something was being saved, or was
    /// reflecting when a second child came; and only what those on the screen do is recorded.
    #[test]
    fn a_child_is_on_the_screen_only_by_their_own_tap(steps in steps(), station in any::<bool>()) {
        let mut room = Classroom::at(monday_math());
        if !station {
            room.pack.tablet.station = None;
        }
        let mut queued: BTreeSet<String> = BTreeSet::new();
        let mut reflecting: BTreeSet<String> = BTreeSet::new();
        for step in steps {
            let before = room.who().map(ToOwned::to_owned);
            let had_draft = room.kiosk.visit().is_some_and(|visit| visit.page.draft().is_some());
            let (recorded, held) = (room.journal.len(), room.held.len());
            let mut may_come = queued.clone();
            may_come.extend(reflecting.iter().cloned());
            if let Step::Tap(student) = &step {
                let student = room.pack.students[*student].0.to_string();
                if room.kiosk.saving_since().is_some() {
                    queued.insert(student.clone());
                }
                may_come.insert(student);
            }
            take(&mut room, step.clone());
            if let Some(who) = room.who().filter(|who| Some(*who) != before.as_deref()) {
                prop_assert!(may_come.contains(who), "{who} came after {step:?}");
                reflecting.remove(who);
            }
            if had_draft && room.who() != before.as_deref() {
                reflecting.extend(before.clone());
            }
            if room.kiosk.saving_since().is_none() {
                queued.clear();
            }
            // What a slow disk saves late was asked for, and looked at, earlier.
            let late = matches!(step, Step::Save);
            let saved = room.journal[recorded..].iter().map(|(_, event)| event).filter(|_| !late);
            let asked = room.held.iter().skip(held).flat_map(|record| &record.events);
            for event in saved.chain(asked) {
                if let Some(student) = event.student().map(|student| student.to_string()) {
                    let theirs = before.as_ref() == Some(&student) || may_come.contains(&student);
                    prop_assert!(theirs, "{event:?} after {step:?}");
                }
            }
            if matches!(step, Step::Touch(Touch::NotMe)) && before.is_some() && room.held.is_empty() {
                prop_assert!(room.who() != before.as_deref(), "still there after saying that it is not them");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every text on the drawn screen, as a screen reader gets it, names nobody but the child who is
    /// here; the first screen names nobody.
    #[test]
    fn no_name_but_ones_own_is_ever_drawn(steps in steps(), spanish in any::<bool>()) {
        let mut room = Classroom::at(monday_math());
        room.pack.tablet.language = Lang::from(if spanish { "es" } else { "en" });
        let mut window = Window::open(room, vec2(1280.0, 800.0));
        window.step();
        for step in steps {
            take(&mut window.stage_mut().room, step);
            window.step();
            let texts = window.names();
            let room = &window.stage_mut().room;
            let named = named_in(&room.pack, &texts);
            let who = room.who();
            prop_assert!(named.keys().all(|id| Some(id.as_str()) == who), "{named:?} on the screen of {who:?}");
        }
    }
}
