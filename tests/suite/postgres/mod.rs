//! A class on a real PostgreSQL server: what is carried, what holds between classes, what happens when
//! the server is away, slow, somebody else or dead, and how tablets join.

mod carrying;
mod conforming;
mod failing;
mod failover;
mod joining;
mod setting_up;
mod silent;
mod walls;

use waymark::{
    domain::{
        event::{Actor, Event},
        ids::TabletId,
        time::Hlc,
    },
    journal::{Checksum, Draft, Entry, Head, Stored},
};

use crate::support::happenings::{checked_in, morning};

/// Entries of a tablet, one after the other.
fn series(tablet: &str, many: u64) -> Vec<Entry> {
    let events =
        (0..many).map(|n| checked_in(["1", "2", "3"][usize::try_from(n % 3).unwrap()], "library"));
    go_on(tablet, Head::default(), events)
}

/// Entries that follow a series.
fn go_on(tablet: &str, mut head: Head, events: impl IntoIterator<Item = Event>) -> Vec<Entry> {
    let tablet = TabletId::from(tablet);
    let entry = |event| {
        let at = morning(i64::try_from(head.seq).unwrap());
        let draft = Draft {
            clock: Hlc {
                millis: at.timestamp().as_millisecond(),
                count: 0,
            },
            at,
            time_unsure: head.seq % 7 == 6,
            actor: Actor::Tablet,
            event,
        };
        let entry = Entry::next(&tablet, &head, draft).unwrap();
        head = entry.head();
        entry
    };
    events.into_iter().map(entry).collect()
}

/// An entry as it is, but for what `change` does to it.
fn changed(entry: &Entry, change: impl FnOnce(&mut Stored)) -> Entry {
    let mut stored = Stored {
        id: entry.id.clone(),
        clock: entry.clock,
        at: entry.at_text().to_owned(),
        time_unsure: entry.time_unsure,
        actor: entry.actor_text().to_owned(),
        body: entry.body.to_string(),
        checksum: entry.checksum,
    };
    change(&mut stored);
    Entry::read(stored).unwrap()
}

/// A checksum that belongs to nothing.
fn other_checksum() -> Checksum {
    Checksum([7; 32])
}
