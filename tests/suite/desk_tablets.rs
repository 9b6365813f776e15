//! The tablets of the class, as a teacher sees them: how this one stands to the others, what waits for
//! somebody to decide, and that a substitute sees none of it.

use std::{sync::Arc, time::Duration};

use jiff::civil::date;
use waymark::domain::{
    event::{Actor, Event, Holder},
    health::{Fact, State},
    joining::JoinCode,
    kiosk::{
        DeskPage, DeskTouch, Errand, Input, Invitation, JoinNews, JoinRefusal, JoinTouch, Joining,
        News, SyncErrand, TabletsPage, TabletsTouch, Touch,
    },
    pack_share,
    sharing::{Hindrance, Line, MeetingPlace, Odd, OtherTablet, Parked, Server, Sharing, Trouble},
};

use crate::{
    desk::{at_desk, page, sign_in, with_teacher},
    screens::Scene,
    support::classroom::{Classroom, monday_math},
};

fn other(name: &str, minute: i8, owes: u64) -> OtherTablet {
    OtherTablet {
        tablet: "RPNLKJHGFDCB".into(),
        name: name.to_owned(),
        heard: date(2026, 11, 23).at(9, minute, 0, 0),
        owes,
        retired: false,
    }
}

fn two_of_us() -> Hindrance {
    Hindrance::TwoOfUs("BCDFGHJKLNPR-118".parse().unwrap())
}

/// In step with two others.
pub fn in_step() -> Sharing {
    Sharing {
        place: Some("/media/class/waymark".to_owned()),
        in_step: Some(date(2026, 11, 23).at(9, 40, 0, 0)),
        tablets: vec![other("Library corner", 40, 0), other("Round table", 38, 14)],
        ..Sharing::default()
    }
}

fn trouble(what: Hindrance) -> Sharing {
    Sharing {
        alone: 14,
        alone_since: Some(date(2026, 11, 23).at(9, 41, 0, 0)),
        trouble: Some(Trouble {
            what,
            since: date(2026, 11, 20).at(14, 5, 0, 0),
        }),
        ..in_step()
    }
}

fn waits() -> Sharing {
    let parked = |seq, why: &str| Parked {
        entry: format!("RPNLKJHGFDCB-{seq}").parse().unwrap(),
        from: "Library corner".to_owned(),
        why: format!("entry RPNLKJHGFDCB-{seq} {why}"),
    };
    let odd = |name: &str, what: &str| Odd {
        name: name.to_owned(),
        what: what.to_owned(),
    };
    Sharing {
        parked: vec![
            parked(112, "was changed after it was written"),
            parked(
                1_118,
                "is another one here: its tablet was copied or set back",
            ),
        ],
        odd: vec![
            odd(
                "tablets/RPNLKJHGFDCB/RPNLKJHGFDCB-1-400-0a1b2c.segment",
                "is cut short",
            ),
            odd("tablets/holiday photo.jpg", "is not a file of Waymark's"),
        ],
        ..in_step()
    }
}

pub fn tell(room: &mut Classroom, sharing: Sharing) {
    room.input(Input::News(News::Sharing(Arc::new(sharing))));
}

/// The levels were edited on this tablet, and a little later on another.
fn edit_twice(room: &mut Classroom) {
    for elsewhere in [false, true] {
        let event = Event::PackFilePublished {
            path: "levels.toml".to_owned(),
            checksum: if elsewhere { "b" } else { "a" }.repeat(64),
            text: Some(String::new()),
            base64: None,
        };
        if elsewhere {
            room.happen_elsewhere(event);
        } else {
            room.happen(event);
        }
    }
}

#[test]
fn a_file_that_two_tablets_edited_on_one_day_is_told_for_a_week() {
    let mut room = Classroom::at(monday_math());
    let told = |room: &Classroom, days: i64| {
        let now = room.moment.wall.timestamp().as_millisecond() + days * 86_400_000;
        pack_share::edited_twice(&room.records, now)
            .iter()
            .map(|file| {
                (
                    file.path.to_owned(),
                    file.stands.tablet() != file.other.tablet(),
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&room, 0), []);
    edit_twice(&mut room);
    assert_eq!(told(&room, 0), [("levels.toml".to_owned(), true)]);
    assert_eq!(told(&room, 7), []);
}

fn open(room: &mut Classroom, page: TabletsPage) {
    at_desk(room, DeskTouch::Open(DeskPage::Tablets(page)));
}

fn at_tablets(room: &mut Classroom, sharing: Sharing) {
    with_teacher(room);
    sign_in(room);
    tell(room, sharing);
    open(room, TabletsPage::All(0));
}

#[test]
fn a_state_says_whether_a_teacher_has_to_do_something() {
    let state = |sharing: Sharing| Fact::Sync(sharing.into()).state();
    assert_eq!(state(Sharing::default()), State::NotYet, "not set up");
    assert_eq!(state(in_step()), State::Works);
    assert_eq!(state(waits()), State::LookAt);
    assert_eq!(state(trouble(Hindrance::Away)), State::LookAt);
    assert!(!trouble(Hindrance::Away).needs_a_teacher());
    for what in [
        Hindrance::Full,
        Hindrance::NotAllowed("no".to_owned()),
        Hindrance::OtherClass,
        Hindrance::Newer,
        two_of_us(),
    ] {
        assert!(trouble(what.clone()).needs_a_teacher(), "{what:?}");
    }
    let fresh = Sharing {
        in_step: None,
        ..in_step()
    };
    assert_eq!(
        state(fresh),
        State::NotYet,
        "nothing is claimed before a round"
    );
}

#[test]
fn sync_now_asks_for_a_round_in_one_touch() {
    let mut room = Classroom::at(monday_math());
    at_tablets(&mut room, in_step());
    at_desk(&mut room, DeskTouch::Tablets(TabletsTouch::SyncNow));
    assert_eq!(
        room.kiosk.take_errand(),
        Some(Errand::Sync(SyncErrand::Round))
    );
    assert!(room.journal.is_empty());
}

#[test]
fn a_tablet_becomes_a_new_one_only_when_another_goes_by_its_name_and_only_when_asked() {
    let mut room = Classroom::at(monday_math());
    at_tablets(&mut room, in_step());
    at_desk(&mut room, DeskTouch::Tablets(TabletsTouch::MakeNew));
    assert_eq!(room.kiosk.take_errand(), None, "nothing is wrong");
    tell(&mut room, trouble(two_of_us()));
    open(&mut room, TabletsPage::MakeNew);
    at_desk(&mut room, DeskTouch::Tablets(TabletsTouch::MakeNew));
    assert_eq!(
        room.kiosk.take_errand(),
        Some(Errand::Sync(SyncErrand::MakeNew))
    );
    assert_eq!(page(&room), Some(&DeskPage::Tablets(TabletsPage::All(0))));
    // What was asked about is over: the question goes by itself.
    open(&mut room, TabletsPage::MakeNew);
    tell(&mut room, in_step());
    assert_eq!(page(&room), Some(&DeskPage::Tablets(TabletsPage::All(0))));
}

#[test]
fn a_substitute_sees_nothing_of_the_tablets_and_asks_for_nothing() {
    let mut room = Classroom::at(monday_math());
    with_teacher(&mut room);
    let card = crate::support::classroom::badge_of("sub");
    let today = room.moment.wall.date();
    room.happened_by(
        Actor::Teacher("rivera".into()),
        0,
        Event::BadgeLinked {
            badge: card.clone(),
            holder: Holder::Substitute(today),
        },
    );
    room.tap_badge(card);
    crate::desk::type_pin(&mut room, "4711");
    room.input(Input::Pin(waymark::domain::kiosk::PinAnswer::Right));
    assert_eq!(page(&room), Some(&DeskPage::Now));
    tell(&mut room, trouble(two_of_us()));
    for asked in [
        TabletsPage::All(0),
        TabletsPage::Parked(0),
        TabletsPage::MakeNew,
    ] {
        open(&mut room, asked);
        assert_eq!(page(&room), Some(&DeskPage::Now));
    }
    at_desk(&mut room, DeskTouch::Tablets(TabletsTouch::SyncNow));
    assert_eq!(room.kiosk.take_errand(), None);
}

/// A code as long as they get with a folder.
fn code() -> JoinCode {
    JoinCode {
        class: "BCDFGHJKLNPR".into(),
        name: "Salón 12, tercer grado".to_owned(),
        place: MeetingPlace::Folder("/media/class/waymark-room-12".into()),
        key: "XVUTSRPONLKJHGFE".to_owned(),
    }
}

#[test]
fn a_code_for_another_tablet_is_asked_for_in_one_touch_counts_down_and_goes_with_its_page() {
    let mut room = Classroom::at(monday_math());
    at_tablets(&mut room, in_step());
    at_desk(&mut room, DeskTouch::Tablets(TabletsTouch::Invite));
    assert_eq!(
        room.kiosk.take_errand(),
        Some(Errand::Sync(SyncErrand::Invite))
    );
    assert_eq!(page(&room), Some(&DeskPage::Tablets(TabletsPage::Add)));
    assert_eq!(*room.kiosk.invitation(), Invitation::Waiting);
    let until = room.moment.since_start + Duration::from_mins(10);
    let made = Invitation::Letters(code().letters(), until);
    room.input(Input::News(News::Invitation(made.clone())));
    assert_eq!(*room.kiosk.invitation(), made);
    let next = room.kiosk.deadline().unwrap();
    assert!(
        next <= room.moment.since_start + Duration::from_secs(1),
        "it counts"
    );
    room.tap("s01");
    room.input(Input::News(News::Invitation(made)));
    assert_eq!(
        *room.kiosk.invitation(),
        Invitation::Waiting,
        "a child sees none"
    );
}

/// A code as long as one to a school's two servers.
fn server_code() -> JoinCode {
    let line = "postgresql://waymark%5Fabcdefghijkl:abcdefghjkmnpqrstuvwxyz23456@db1.room.school.example:5432,\
                db2.room.school.example:5432/waymark?sslmode=verify-full&sslrootcert=%2Fetc%2Fwaymark%2Fschool%2Ecrt";
    JoinCode {
        place: MeetingPlace::Postgres(Server {
            connection: Line::new(line),
            password_file: None,
        }),
        key: String::new(),
        ..code()
    }
}

/// The page with a code that is good for that long.
fn show_code(room: &mut Classroom, seconds: u64) {
    show(room, &code(), seconds);
}

fn show(room: &mut Classroom, code: &JoinCode, seconds: u64) {
    at_tablets(room, in_step());
    at_desk(room, DeskTouch::Tablets(TabletsTouch::Invite));
    let until = room.moment.since_start + Duration::from_secs(seconds);
    let made = Invitation::Letters(code.letters(), until);
    room.input(Input::News(News::Invitation(made)));
}

fn with_code(seconds: u64) -> Classroom {
    let mut room = Classroom::at(monday_math());
    show_code(&mut room, seconds);
    room
}

#[test]
fn a_code_stays_for_its_ten_minutes_and_a_touch_after_a_minute_of_silence_opens_nothing() {
    let shown = Some(&DeskPage::Tablets(TabletsPage::Add));
    let mut room = with_code(600);
    room.wait(599);
    assert_eq!(page(&room), shown, "the other tablet had to be fetched");
    room.wait(1);
    assert_eq!(page(&room), None, "and it is over");
    for touch in [
        DeskTouch::Open(DeskPage::Tablets(TabletsPage::All(0))),
        DeskTouch::Open(DeskPage::Now),
        DeskTouch::Tablets(TabletsTouch::Invite),
    ] {
        let mut room = with_code(600);
        assert!(room.kiosk.take_errand().is_some());
        room.wait(60);
        assert_eq!(page(&room), shown);
        at_desk(&mut room, touch);
        assert_eq!(page(&room), None, "a PIN opens it again");
        assert_eq!(room.kiosk.take_errand(), None);
    }
    // Who stays with it sees that it is over, and asks for another.
    let mut room = with_code(30);
    room.wait(59);
    assert_eq!(page(&room), shown);
    at_desk(&mut room, DeskTouch::Tablets(TabletsTouch::Invite));
    assert_eq!(*room.kiosk.invitation(), Invitation::Waiting);
    room.wait(60);
    assert_eq!(page(&room), None);
    let mut room = with_code(600);
    room.wait(100);
    room.tap("s01");
    assert_eq!(room.who(), Some("s01"), "a child never waits for it");
    assert_eq!(page(&room), None);
}

fn scan(room: &mut Classroom) {
    room.input(Input::Joining(JoinNews::Scanned(code())));
}

fn join(room: &mut Classroom, yes: bool) {
    let answer = if yes {
        JoinTouch::Yes
    } else {
        JoinTouch::Leave
    };
    room.touch(Touch::Join(answer));
}

#[test]
fn a_code_on_the_first_screen_asks_once_and_joins_by_one_touch() {
    let mut room = Classroom::at(monday_math());
    scan(&mut room);
    assert_eq!(room.kiosk.joining(), Some(&Joining::Asks(code())));
    assert_eq!(room.kiosk.take_errand(), None, "nothing before a yes");
    join(&mut room, false);
    assert_eq!(room.kiosk.joining(), None);
    scan(&mut room);
    join(&mut room, true);
    let errand = Errand::Sync(SyncErrand::Join(code().into()));
    assert_eq!(room.kiosk.take_errand(), Some(errand));
    scan(&mut room);
    join(&mut room, true);
    assert_eq!(room.kiosk.take_errand(), None, "it is at it");
    tell(&mut room, Sharing::default());
    assert_eq!(room.kiosk.joining(), Some(&Joining::Fetches(code())));
    tell(&mut room, in_step());
    assert_eq!(room.kiosk.joining(), Some(&Joining::Joined(code())));
    join(&mut room, false);
    assert_eq!(room.kiosk.joining(), None);
    assert!(room.journal.is_empty());
}

#[test]
fn a_childs_tap_goes_before_a_code_and_a_code_changes_no_childs_screen() {
    let mut room = Classroom::at(monday_math());
    scan(&mut room);
    room.tap("s01");
    assert_eq!(room.who(), Some("s01"));
    assert_eq!(room.kiosk.joining(), None);
    scan(&mut room);
    assert_eq!(room.kiosk.joining(), None);
    assert_eq!(room.who(), Some("s01"));
}

/// Every state of the pages about tablets.
pub fn scenes() -> Vec<Scene> {
    [page_scenes(), joining_scenes()].concat()
}

fn page_scenes() -> Vec<Scene> {
    vec![
        ("desk-tablets-alone", |room| {
            let alone = Sharing {
                alone: 1_204,
                ..Sharing::default()
            };
            at_tablets(room, alone);
        }),
        ("desk-tablets-fresh", |room| {
            let fresh = Sharing {
                in_step: None,
                tablets: Vec::new(),
                alone: 14,
                alone_since: Some(date(2026, 11, 23).at(9, 41, 0, 0)),
                busy: true,
                ..in_step()
            };
            at_tablets(room, fresh);
        }),
        ("desk-tablets-in-step", |room| at_tablets(room, in_step())),
        ("desk-tablets-away", |room| {
            at_tablets(room, trouble(Hindrance::Away));
        }),
        ("desk-tablets-full", |room| {
            at_tablets(room, trouble(Hindrance::Full));
        }),
        ("desk-tablets-refused", |room| {
            let why = "the password is wrong, or the role was taken away by whoever looks after it";
            at_tablets(room, trouble(Hindrance::NotAllowed(why.to_owned())));
        }),
        ("desk-tablets-two", |room| {
            at_tablets(room, trouble(two_of_us()));
        }),
        ("desk-tablets-make-new", |room| {
            at_tablets(room, trouble(two_of_us()));
            open(room, TabletsPage::MakeNew);
        }),
        ("desk-tablets-many", |room| {
            let mut many = waits();
            many.place = Some(
                "/run/user/1000/gvfs/smb-share:server=files.school.org,share=room12/waymark"
                    .to_owned(),
            );
            many.trouble = trouble(Hindrance::Away).trouble;
            many.alone = 1_204_118;
            many.alone_since = Some(date(2026, 9, 2).at(8, 0, 0, 0));
            many.tablets = (0..25)
                .map(|number| {
                    other(
                        &format!("Hands-on tablet by the window {number}"),
                        12,
                        number * 5_000,
                    )
                })
                .collect();
            if let Some(last) = many.tablets.first_mut() {
                last.retired = true;
            }
            at_tablets(room, many);
        }),
    ]
}

fn joining_scenes() -> Vec<Scene> {
    vec![
        ("desk-tablets-parked", |room| {
            at_tablets(room, waits());
            open(room, TabletsPage::Parked(0));
        }),
        ("desk-tablets-parked-none", |room| {
            at_tablets(room, in_step());
            open(room, TabletsPage::Parked(0));
        }),
        ("desk-tablets-files", |room| {
            at_tablets(room, in_step());
            edit_twice(room);
            open(room, TabletsPage::Files(0));
        }),
        ("desk-tablets-odd", |room| {
            at_tablets(room, waits());
            open(room, TabletsPage::Odd(0));
        }),
        ("desk-tablets-add", |room| show_code(room, 583)),
        ("desk-tablets-add-not", |room| {
            at_tablets(room, trouble(Hindrance::Away));
            at_desk(room, DeskTouch::Tablets(TabletsTouch::Invite));
            room.input(Input::News(News::Invitation(Invitation::NotMade)));
        }),
        ("desk-tablets-add-server", |room| {
            assert_eq!(JoinCode::read(&server_code().letters()), Ok(server_code()));
            show(room, &server_code(), 583);
        }),
        ("desk-tablets-add-over", |room| {
            show_code(room, 20);
            room.wait(21);
        }),
        ("join-asks", scan),
        ("join-fetches", |room| {
            scan(room);
            join(room, true);
        }),
        ("join-joined", |room| {
            scan(room);
            join(room, true);
            tell(room, in_step());
        }),
        ("join-refused", |room| {
            scan(room);
            join(room, true);
            let refused = JoinNews::Refused(JoinRefusal::NoFolder);
            room.input(Input::Joining(refused));
        }),
        ("join-over", |room| {
            scan(room);
            join(room, true);
            let refused = JoinNews::Refused(JoinRefusal::Expired);
            room.input(Input::Joining(refused));
        }),
        ("join-not-let-in", |room| {
            scan(room);
            join(room, true);
            let refused = JoinNews::Refused(JoinRefusal::NotLetIn);
            room.input(Input::Joining(refused));
        }),
        ("desk-now-tablets", |room| {
            with_teacher(room);
            sign_in(room);
            let mut sharing = waits();
            sharing.trouble = trouble(two_of_us()).trouble;
            tell(room, sharing);
        }),
    ]
}
