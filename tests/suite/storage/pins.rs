//! PINs and numbers among the settings of a tablet: whose counts for whom, and that a wrong one is
//! counted before anybody can compare it.

use std::{
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use jiff::civil;
use rusqlite::Connection;
use waymark::{
    domain::{
        badge::BadgeKey,
        event::{Actor, Event, Holder},
        ids::Ticket,
        kiosk::{Adult, CardNumber, PinHash},
    },
    storage::{Journal, Setting, Store, StoreReport},
};

use crate::support::happenings::{all, morning, open};

fn rivera() -> Adult {
    Adult::Teacher("rivera".into())
}

fn hash(text: &str) -> PinHash {
    PinHash(text.to_owned())
}

fn uid(last: u8) -> BadgeKey {
    BadgeKey::from_uid(&[4, 1, 2, 3, 4, 5, last])
}

fn day() -> civil::Date {
    civil::date(2026, 9, 1)
}

fn substitute(day: civil::Date, last: u8) -> Adult {
    let card = vec![uid(last)];
    Adult::Substitute { day, card }
}

fn number(last: u8, text: &str) -> CardNumber {
    CardNumber {
        card: vec![uid(last)],
        day: day(),
        hash: hash(text),
    }
}

fn start(journal: Journal) -> (Store, Receiver<StoreReport>) {
    let (send, reports) = channel();
    let store = Store::start(journal, move |report| send.send(report).unwrap()).unwrap();
    (store, reports)
}

fn next(reports: &Receiver<StoreReport>) -> StoreReport {
    reports.recv_timeout(Duration::from_secs(30)).unwrap()
}

/// The answer to a try: its ticket, what to compare with, and the count.
fn counted(reports: &Receiver<StoreReport>) -> (u64, Option<String>, u32) {
    match next(reports) {
        StoreReport::PinHash {
            ticket,
            hash,
            wrong,
        } => (ticket.0, hash.map(|hash| hash.0), wrong),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_teachers_own_pin_stands_before_the_tablets_and_for_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    let lee = Adult::Teacher("lee".into());
    assert!(!journal.has_pin().unwrap());
    assert_eq!(journal.pin_hash(&rivera()).unwrap(), None);
    journal
        .set_pin(Some(&"rivera".into()), &hash("hers"))
        .unwrap();
    assert!(journal.has_pin().unwrap());
    assert_eq!(journal.pin_hash(&rivera()).unwrap(), Some(hash("hers")));
    assert_eq!(journal.pin_hash(&lee).unwrap(), None, "hers is not lee's");
    journal.set_pin(None, &hash("the tablet's")).unwrap();
    assert_eq!(journal.pin_hash(&rivera()).unwrap(), Some(hash("hers")));
    assert_eq!(journal.pin_hash(&lee).unwrap(), Some(hash("the tablet's")));
    let sub = substitute(day(), 1);
    assert_eq!(journal.pin_hash(&sub).unwrap(), None, "nor a substitute's");
}

#[test]
fn a_substitutes_number_counts_for_its_card_and_its_day_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    journal.set_pin(None, &hash("the tablet's")).unwrap();
    journal.keep_number(&number(1, "of one")).unwrap();
    journal.keep_number(&number(2, "of two")).unwrap();
    let of = |journal: &Journal, day, last| journal.pin_hash(&substitute(day, last)).unwrap();
    assert_eq!(of(&journal, day(), 1), Some(hash("of one")));
    assert_eq!(of(&journal, day(), 2), Some(hash("of two")));
    assert_eq!(of(&journal, day(), 3), None);
    let tomorrow = day().tomorrow().unwrap();
    assert_eq!(of(&journal, tomorrow, 1), None);

    let again = CardNumber {
        day: tomorrow,
        ..number(1, "of the next day")
    };
    journal.keep_number(&again).unwrap();
    assert_eq!(of(&journal, tomorrow, 1), Some(hash("of the next day")));
    assert_eq!(
        of(&journal, day(), 2),
        None,
        "and yesterday's are forgotten"
    );
}

#[test]
fn a_card_is_linked_with_its_number_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    let before = all(&journal).len();
    let (store, reports) = start(journal);
    let link = || {
        vec![Event::BadgeLinked {
            badge: uid(1),
            holder: Holder::Substitute(day()),
        }]
    };
    let record = |ticket| {
        let number = Some(number(1, "a hash"));
        let actor = Actor::Teacher("rivera".into());
        store
            .try_record_card(Ticket(ticket), morning(1), actor, link(), number)
            .unwrap();
    };
    refuse_settings(folder.path(), "substitute_number/%");
    record(1);
    assert!(matches!(next(&reports), StoreReport::NotSaved { .. }));
    let look = || Journal::open_to_read(folder.path()).unwrap();
    assert_eq!(all(&look()).len(), before);
    take_settings(folder.path());
    record(2);
    let saved = std::iter::repeat_with(|| next(&reports))
        .find(|report| !matches!(report, StoreReport::Changed { .. }));
    assert!(
        matches!(saved, Some(StoreReport::Saved { .. })),
        "{saved:?}"
    );
    assert_eq!(all(&look()).len(), before + 1);
    let kept = look().pin_hash(&substitute(day(), 1)).unwrap();
    assert_eq!(kept, Some(hash("a hash")));
}

/// From now on these settings cannot be written.
fn refuse_settings(folder: &std::path::Path, keys: &str) {
    let file = Connection::open(folder.join("waymark.sqlite")).unwrap();
    let trigger = format!(
        "CREATE TRIGGER refused BEFORE INSERT ON settings WHEN NEW.key LIKE '{keys}'
         BEGIN SELECT RAISE(FAIL, 'the disk says no'); END"
    );
    file.execute_batch(&trigger).unwrap();
}

fn take_settings(folder: &std::path::Path) {
    let file = Connection::open(folder.join("waymark.sqlite")).unwrap();
    file.execute_batch("DROP TRIGGER refused").unwrap();
}

#[test]
fn a_pin_is_counted_as_wrong_on_the_disk_before_anybody_can_compare_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    journal.set_pin(None, &hash("a hash")).unwrap();
    let (store, reports) = start(journal);
    for wrong in 1..=3 {
        let ticket = u64::from(wrong);
        store.try_count_pin(Ticket(ticket), rivera()).unwrap();
        let of_tablet = Some("a hash".to_owned());
        assert_eq!(counted(&reports), (ticket, of_tablet, wrong));
        let on_disk = Journal::open_to_read(folder.path()).unwrap();
        let on_disk = on_disk.setting(Setting::WrongPins).unwrap();
        assert_eq!(on_disk, Some(wrong.to_string()));
    }
    store.stop();
    let (store, reports) = start(open(folder.path()));
    let lee = Adult::Teacher("lee".into());
    store.try_count_pin(Ticket(4), lee.clone()).unwrap();
    assert_eq!(
        counted(&reports).2,
        4,
        "neither a restart nor another badge forgets any"
    );
    store.try_forget_wrong_pins(lee).unwrap();
    store.try_count_pin(Ticket(5), rivera()).unwrap();
    assert_eq!(counted(&reports).2, 1);
}

#[test]
fn a_substitute_who_gets_in_does_not_make_wrong_pins_of_a_teacher_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    journal.keep_number(&number(1, "of one")).unwrap();
    let (store, reports) = start(journal);
    for wrong in 1..=4 {
        store.try_count_pin(Ticket(0), rivera()).unwrap();
        assert_eq!(counted(&reports).2, wrong);
        let sub = substitute(day(), 1);
        store.try_count_pin(Ticket(0), sub.clone()).unwrap();
        assert_eq!(counted(&reports).2, wrong + 1);
        store.try_forget_wrong_pins(sub).unwrap();
    }
}

#[test]
fn a_pin_that_cannot_be_counted_is_not_compared_and_the_window_hears_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    journal.set_pin(None, &hash("a hash")).unwrap();
    let (store, reports) = start(journal);
    refuse_settings(folder.path(), "wrong_pins");
    store.try_count_pin(Ticket(7), rivera()).unwrap();
    let report = std::iter::repeat_with(|| next(&reports))
        .find(|report| !matches!(report, StoreReport::Changed { .. }));
    assert!(
        matches!(report, Some(StoreReport::PinNotCounted { ticket, .. }) if ticket == Ticket(7)),
        "{report:?}"
    );
}
