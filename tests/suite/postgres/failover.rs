//! A server dies in the middle of a round, and the one that followed it takes over.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use waymark::sync::{
    Peer as _, PeerError,
    postgres::{Plain, Server},
};

use super::series;
use crate::support::postgres::{Postgres, peer};

#[test]
fn when_the_server_dies_the_standby_goes_on_and_nothing_is_missing_or_doubled() {
    let mut primary = Postgres::start();
    let ways = primary.class("FAILOVER", 2);
    let standby = primary.standby();
    // Saved means saved on both.
    primary
        .admin("alter system set synchronous_standby_names = '*'")
        .unwrap();
    primary.admin("select pg_reload_conf()").unwrap();
    primary.wait_until("a standby that follows", || {
        primary
            .admin("select count(*) from pg_stat_replication where sync_state = 'sync'")
            .as_deref()
            == Some("1")
    });
    let both = |way: &Server| {
        let hosts = format!("localhost:{},localhost:{}/", primary.port(), standby.port());
        let line = way
            .line()
            .replace(&format!("localhost:{}/", primary.port()), &hosts);
        let line = line.replace("hostaddr=127.0.0.1", "hostaddr=127.0.0.1,127.0.0.1");
        Server::read(&line, Plain::OnThisMachine).unwrap()
    };
    let entries = series("BBBBBBBBBBBB", 400);
    let mut one = peer(&both(&ways[0]), "BBBBBBBBBBBB", "FAILOVER");
    let mut other = peer(&both(&ways[1]), "CCCCCCCCCCCC", "FAILOVER");
    let acknowledged = AtomicUsize::new(0);
    let failures = thread::scope(|scope| {
        let sending = scope.spawn(|| {
            let mut failures = 0;
            let mut sent = 0;
            while sent < entries.len() {
                match one.send(&entries[sent..sent + 4]) {
                    Ok(refused) => {
                        assert_eq!(refused, []);
                        sent += 4;
                        acknowledged.store(sent, Ordering::SeqCst);
                    }
                    Err(error) => {
                        assert!(matches!(error, PeerError::Away { .. }), "{error}");
                        failures += 1;
                    }
                }
            }
            failures
        });
        let half = || acknowledged.load(Ordering::SeqCst) >= 100 || sending.is_finished();
        standby.wait_until("the middle of a round", half);
        primary.kill();
        standby.promote();
        sending.join().unwrap()
    });
    assert_eq!(
        other.fetch(&"BBBBBBBBBBBB".into(), 0, 1_000).unwrap(),
        entries
    );
    assert_eq!(
        other.survey().unwrap().heads[&"BBBBBBBBBBBB".into()],
        entries[399].head()
    );
    assert_eq!(
        standby
            .admin("select count(*) from waymark.entries")
            .unwrap(),
        "400"
    );
    assert!(failures > 0 || acknowledged.load(Ordering::SeqCst) == 400);
}
