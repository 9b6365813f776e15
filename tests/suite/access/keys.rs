//! A keyboard, one switch or two are enough for every page, and the focus is always to be seen.

use std::time::Duration;

use eframe::egui::{Event, Key, Modifiers, Role, Shape, vec2};
use egui_kittest::kittest::NodeT as _;
use waymark::{
    domain::kiosk::{DeskTouch, ForgottenTouch, Page, Touch},
    look::theme,
};

use crate::{
    desk,
    screens::{Window, scenes},
    support::classroom::{Classroom, monday_math},
};

fn press(window: &mut Window, key: Key) {
    window.stage_mut().touched = None;
    window.harness.event(Event::Key {
        key,
        physical_key: Some(key),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    window.harness.event(Event::Key {
        key,
        physical_key: Some(key),
        pressed: false,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    window.step();
}

/// The names of what can be chosen, in the order of the tree.
fn choices(window: &Window) -> Vec<String> {
    let nodes = window.harness.root().children_recursive();
    nodes
        .filter(|node| node.accesskit_node().role() == Role::Button)
        .filter_map(|node| node.accesskit_node().label())
        .collect()
}

fn focused(window: &Window) -> Option<String> {
    let nodes = window.harness.root().children_recursive();
    let mut focused = nodes
        .filter(|node| node.accesskit_node().role() == Role::Button)
        .filter(|node| node.accesskit_node().is_focused());
    focused
        .next()
        .and_then(|node| node.accesskit_node().label())
}

fn rings(window: &Window) -> usize {
    fn count(shape: &Shape) -> usize {
        match shape {
            Shape::Vec(shapes) => shapes.iter().map(count).sum(),
            Shape::Rect(rect) => {
                let ring = rect.stroke.color == theme::INK && rect.stroke.width >= 5.0;
                usize::from(ring)
            }
            _ => 0,
        }
    }
    let shapes = &window.harness.output().shapes;
    shapes.iter().map(|shape| count(&shape.shape)).sum()
}

fn at(scene: &str) -> Window {
    let mut room = Classroom::at(monday_math());
    let all = scenes().into_iter().chain(desk::scenes());
    let open = all.into_iter().find(|(name, _)| *name == scene);
    open.unwrap().1(&mut room);
    let mut window = Window::open(room, vec2(1280.0, 800.0));
    window.step();
    window.step();
    window
}

#[test]
fn tab_comes_to_everything_on_every_page_in_reading_order_and_shows_where_it_is() {
    for (scene, _) in scenes() {
        let mut window = at(scene);
        assert_eq!(focused(&window), None, "{scene}: no key was pressed");
        assert_eq!(rings(&window), 0, "{scene}");
        let all = choices(&window);
        // Twice around.
        for choice in all.iter().chain(&all) {
            press(&mut window, Key::Tab);
            window.step();
            assert_eq!(focused(&window).as_ref(), Some(choice), "{scene}");
            assert_eq!(rings(&window), 1, "{scene}: {choice}");
        }
        if let Some(last) = all.last() {
            assert!(!last.is_empty());
            let alive = window.stage_mut().room.kiosk.visit().is_some();
            let touched = window.stage_mut().touched.clone();
            assert_eq!(touched, alive.then_some(Touch::StillHere), "{scene}");
            press(&mut window, Key::Enter);
            let touched = window.stage_mut().touched.clone();
            assert!(
                touched.is_some_and(|touch| touch != Touch::StillHere),
                "{scene}: {last}"
            );
        }
    }
}

#[test]
fn an_arrow_key_begins_at_the_first_choice_and_moves_to_its_neighbour() {
    let mut window = at("reflect");
    let mut all = choices(&window);
    all.retain(|name| !name.starts_with("Listen"));
    press(&mut window, Key::ArrowRight);
    assert_eq!(focused(&window).as_ref(), all.first());
    press(&mut window, Key::ArrowRight);
    assert_eq!(focused(&window).as_ref(), all.get(1));
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::Space);
    assert_eq!(window.stage_mut().touched, Some(Touch::Pick(0)));
}

#[test]
fn the_first_enter_only_shows_where_the_focus_is() {
    let mut window = at("hello-new");
    press(&mut window, Key::Enter);
    assert_eq!(window.stage_mut().touched, None);
    assert_eq!(focused(&window).as_deref(), Some("Look at my work"));
    press(&mut window, Key::Enter);
    assert_eq!(window.stage_mut().touched, Some(Touch::Next));
}

#[test]
fn a_pin_that_is_typed_is_sent_by_enter_wherever_the_focus_was() {
    for walks in [false, true] {
        let mut window = at("desk-pin");
        if walks {
            press(&mut window, Key::Tab);
            assert!(focused(&window).is_some());
        }
        let mut touched = Vec::new();
        for digit in ["2", "5", "8", "0"] {
            window.stage_mut().touched = None;
            window.harness.event(Event::Text(digit.to_owned()));
            window.step();
            touched.extend(window.stage_mut().touched.clone());
        }
        press(&mut window, Key::Enter);
        touched.extend(window.stage_mut().touched.clone());
        assert_eq!(touched.len(), 5, "{touched:?}");
        assert_eq!(touched.last(), Some(&Touch::Desk(DeskTouch::Enter)));
    }
}

#[test]
fn a_new_page_has_the_focus_on_its_first_choice_while_keys_are_used_and_none_after_a_finger() {
    let mut window = at("hello-new");
    press(&mut window, Key::Tab);
    press(&mut window, Key::Enter);
    window.stage_mut().room.touch(Touch::Next);
    window.step();
    window.step();
    assert_eq!(focused(&window).as_ref(), choices(&window).first());
    let pos = eframe::egui::pos2(4.0, 4.0);
    for pressed in [true, false] {
        window.harness.event(Event::PointerButton {
            pos,
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.step();
    }
    assert_eq!(focused(&window), None);
}

#[test]
fn escape_goes_back_where_there_is_a_way_back_and_does_nothing_elsewhere() {
    for (scene, _) in scenes() {
        let mut window = at(scene);
        let has_back = choices(&window).iter().any(|name| name == "Back");
        press(&mut window, Key::Escape);
        let wanted = match scene {
            "handover" => Some(Touch::Done),
            "forgot-names" | "forgot-names-36" => Some(Touch::Forgotten(ForgottenTouch::Close)),
            scene if scene.starts_with("forgot-") && has_back => {
                Some(Touch::Forgotten(ForgottenTouch::Back))
            }
            _ => has_back.then_some(Touch::Back),
        };
        assert_eq!(window.stage_mut().touched, wanted, "{scene}");
    }
}

#[test]
fn with_one_switch_the_focus_steps_on_by_itself_and_comes_to_everything() {
    for (scene, _) in scenes() {
        let mut window = at(scene);
        window.stage_mut().room.pack.tablet.switch_scan = Some(Duration::from_secs(2));
        window.step();
        window.step();
        let all = choices(&window);
        for choice in all.iter().chain(all.first()) {
            assert_eq!(focused(&window).as_ref(), Some(choice), "{scene}");
            window.stage_mut().room.moment.since_start += Duration::from_millis(1900);
            window.step();
            assert_eq!(focused(&window).as_ref(), Some(choice), "{scene}: too soon");
            window.stage_mut().room.moment.since_start += Duration::from_millis(200);
            window.step();
            assert_eq!(window.stage_mut().touched, None, "{scene}: nobody is there");
            window.step();
        }
    }
}

#[test]
fn with_one_switch_there_is_time_for_every_choice_twice_before_the_kiosk_asks() {
    let mut room = Classroom::at(monday_math());
    room.pack.tablet.station = None;
    room.pack.tablet.switch_scan = Some(Duration::from_secs(3));
    room.tap("s01");
    room.wait(54);
    assert!(room.kiosk.visit().unwrap().still_there.is_none());
    room.wait(2);
    assert!(room.kiosk.visit().unwrap().still_there.is_some());
    room.wait(20);
    assert!(room.kiosk.visit().is_some());
    room.touch(Touch::StillHere);
    assert_eq!(room.kiosk.visit().unwrap().page, Page::Hello);
}
