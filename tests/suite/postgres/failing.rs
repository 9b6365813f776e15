//! A server that is away, slow, half, wrong or nobody: each is told in one clear sentence, in time,
//! and without the key.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpStream},
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use waymark::{
    domain::ids::TabletId,
    sync::{
        Peer as _, PeerError,
        postgres::{Limits, Plain, PostgresPeer, Server, ServerError},
    },
};

use super::series;
use crate::support::{
    between::between,
    postgres::{Postgres, listener, peer, shared},
};

const BRIEF: Limits = Limits {
    connect: Duration::from_millis(400),
    answer: Duration::from_millis(800),
};

fn read(line: &str) -> Server {
    Server::read(line, Plain::OnThisMachine).unwrap()
}

fn asker(server: &Server, limits: Limits) -> PostgresPeer {
    let tablet = TabletId::from("BBBBBBBBBBBB");
    PostgresPeer::new(server.clone(), tablet, None, limits).unwrap()
}

/// What is said of a server that is asked how far it is, within its time.
fn told(server: &Server, limits: Limits) -> PeerError {
    let begun = Instant::now();
    let error = asker(server, limits).survey().unwrap_err();
    assert!(
        begun.elapsed() < limits.answer + Duration::from_secs(5),
        "{error}"
    );
    let mut text = format!("{error} {error:?}");
    let mut cause = std::error::Error::source(&error);
    while let Some(because) = cause {
        text.push_str(&because.to_string());
        cause = because.source();
    }
    assert!(!text.contains("sesame"), "{text}");
    error
}

/// What is said first.
fn hear(stream: &mut TcpStream) {
    assert!(stream.read(&mut [0; 1 << 12]).unwrap() > 0);
}

/// The shared server by way of something in between.
fn through(server: &Postgres, port: u16, way: &Server) -> Server {
    read(
        &way.line()
            .replace(&format!(":{}/", server.port()), &format!(":{port}/")),
    )
}

#[test]
fn whoever_answers_wrongly_is_told_in_a_sentence_and_in_time() {
    let silent = listener(|mut stream| {
        hear(&mut stream);
        // Until whoever asked has had enough.
        drop(stream.read(&mut [0]));
    });
    let web = listener(|mut stream| {
        hear(&mut stream);
        drop(stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
    });
    let half = listener(|mut stream| {
        hear(&mut stream);
        stream.shutdown(Shutdown::Both).unwrap();
    });
    let liar = listener(|mut stream| {
        hear(&mut stream);
        drop(stream.write_all(b"S and then no handshake at all, whatever was said before"));
    });
    let authority = shared().authority();
    let within = |limits: Limits, port: u16, more: &str| {
        let line = format!(
            "postgresql://me:sesame@localhost:{port}/db?hostaddr=127.0.0.1&sslrootcert={}{more}",
            authority.display()
        );
        told(&read(&line), limits)
    };
    let ask = |port: u16, more: &str| within(Limits::default(), port, more);
    assert!(matches!(ask(1, ""), PeerError::Away { .. }));
    assert!(matches!(within(BRIEF, silent, ""), PeerError::Away { .. }));
    assert!(matches!(
        within(BRIEF, silent, "&sslmode=disable"),
        PeerError::Away { .. }
    ));
    assert!(matches!(ask(half, ""), PeerError::Away { .. }));
    assert!(matches!(
        ask(half, "&sslmode=disable"),
        PeerError::Away { .. }
    ));
    let why = ask(web, "").to_string();
    assert!(why.contains("it is no PostgreSQL server"), "{why}");
    let said = ask(web, "&sslmode=disable");
    assert!(matches!(said, PeerError::Nonsense { .. }), "{said:?}");
    let said = ask(liar, "");
    assert!(matches!(said, PeerError::Nonsense { .. }), "{said:?}");
    let nowhere = format!(
        "postgresql://me:sesame@nowhere.invalid/db?sslrootcert={}",
        authority.display()
    );
    assert!(matches!(
        told(&read(&nowhere), Limits::default()),
        PeerError::Away { .. }
    ));
}

#[test]
fn wrong_certificates_names_keys_and_databases_do_not_let_in() {
    let server = shared();
    let way = server.class("FAILCERT", 1).remove(0);
    let line = way.line();
    let why = |line: &str| match told(&read(line), Limits::default()) {
        PeerError::NotAllowed { why, .. } => why,
        other => panic!("{other}"),
    };
    let elsewhere = line.replace("@localhost:", "@db.school.example:");
    assert_eq!(
        why(&elsewhere),
        "its certificate does not hold (it is for another name)"
    );
    let stranger = line.replace("ca%2Ecrt", "stranger%2Ecrt");
    assert_ne!(stranger, line);
    assert_eq!(
        why(&stranger),
        "its certificate does not hold (nobody whom this tablet trusts has signed it)"
    );
    assert_eq!(
        why(&server.line(way.role(), "sesame")),
        "the key is wrong, or its time is over"
    );
    assert_eq!(
        why(&server.line("nobody_here", "sesame")),
        "the key is wrong, or its time is over"
    );
    let database = line.replace("/postgres?", "/another?");
    assert!(why(&database).contains("does not exist"));
    let empty = line.replace("/postgres?", "/template1?");
    assert!(why(&empty).contains("not set up for Waymark yet"));
    // The server takes nothing that is not encrypted.
    let plain = why(&line.replace("sslmode=verify-full", "sslmode=disable"));
    assert!(plain.contains("no encryption"), "{plain}");
}

#[test]
fn a_connection_line_is_checked_before_anything_is_sent() {
    let read = |line: &str| Server::read(line, Plain::OnThisMachine);
    for line in [
        "",
        "host=db user=me password=sesame",
        "postgresql://",
        "postgresql://db/x",
        "postgresql://me:sesame@db:port/x",
        "postgresql://me:sesame@db/x?seasme=1",
        "http://me:sesame@db/x",
    ] {
        let error = read(line).unwrap_err();
        assert!(matches!(error, ServerError::Unreadable), "{line}: {error}");
        assert!(!format!("{error} {error:?}").contains("sesame"));
    }
    let clear = "postgresql://me:sesame@db.school.example,localhost/x?sslmode=disable";
    assert!(matches!(read(clear), Err(ServerError::InTheClear { .. })));
    assert!(Server::read(clear, Plain::Anywhere).is_ok());
    let missing = "postgresql://me:sesame@db.school.example/x?sslrootcert=/nowhere/ca.crt";
    assert!(matches!(
        read(missing),
        Err(ServerError::Certificates { .. })
    ));

    let line = format!(
        "postgresql://me:se%40same@db.school.example,10.0.0.7:6432/class%20room?sslrootcert={}&sslmode=require",
        shared().authority().display()
    );
    let server = read(&line).unwrap();
    assert_eq!(
        server.place(),
        "PostgreSQL on db.school.example and 10.0.0.7"
    );
    assert!(!format!("{server:?}").contains("same"));
    assert!(server.line().starts_with("postgresql://me:se%40same@db.school.example:5432,10.0.0.7:6432/class%20room?sslmode=verify-full&sslrootcert="));
    assert_eq!(read(&server.line()).unwrap().line(), server.line());
}

#[test]
fn a_server_that_becomes_slow_is_given_up_in_time_and_found_again() {
    let server = shared();
    let way = server.class("FAILSLOW", 1).remove(0);
    let proxy = between(server.port());
    let mut peer = asker(&through(server, proxy.port, &way), BRIEF);
    let entries = series("BBBBBBBBBBBB", 5);
    // Tests beside this one may keep the machine busy: the first time is not measured.
    server.wait_until("a server behind a proxy", || {
        peer.send(&entries).is_ok_and(|refused| refused.is_empty())
    });
    proxy.delay.store(2_000, Ordering::SeqCst);
    let begun = Instant::now();
    let error = peer.survey().unwrap_err();
    assert!(matches!(error, PeerError::Away { .. }), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(5));
    proxy.delay.store(0, Ordering::SeqCst);
    let mut survey = None;
    server.wait_until("the server again", || {
        survey = peer.survey().ok();
        survey.is_some()
    });
    assert_eq!(survey.unwrap().heads.len(), 1);
}

#[test]
fn a_connection_that_ends_after_any_number_of_bytes_loses_and_doubles_nothing() {
    let server = shared();
    let way = server.class("FAILHALF", 2);
    let proxy = between(server.port());
    let entries = series("BBBBBBBBBBBB", 40);
    let through = through(server, proxy.port, &way[0]);
    for (some, bytes) in entries
        .chunks(4)
        .zip([0, 1, 7, 100, 1_500, 2_200, 2_500, 2_900, 3_200, 4_000])
    {
        proxy.left.store(bytes, Ordering::SeqCst);
        let mut one = peer(&through, "BBBBBBBBBBBB", "FAILHALF");
        if let Err(error) = one.send(some) {
            assert!(
                matches!(error, PeerError::Away { .. } | PeerError::Nonsense { .. }),
                "{error}"
            );
        }
        proxy.left.store(u64::MAX, Ordering::SeqCst);
        assert_eq!(one.send(some).unwrap(), []);
    }
    let mut direct = peer(&way[1], "CCCCCCCCCCCC", "FAILHALF");
    assert_eq!(
        direct.fetch(&"BBBBBBBBBBBB".into(), 0, 100).unwrap(),
        entries
    );
    // A connection that ends while somebody waits is an end of the waiting.
    let mut waits = peer(&through, "BBBBBBBBBBBB", "FAILHALF");
    assert!(waits.wait(Duration::from_secs(1)).unwrap());
    proxy.stopped.store(true, Ordering::SeqCst);
    proxy.left.store(0, Ordering::SeqCst);
    direct.send(&series("CCCCCCCCCCCC", 1)).unwrap();
    let error = waits.wait(Duration::from_secs(20)).unwrap_err();
    assert!(matches!(error, PeerError::Away { .. }), "{error}");
    assert!(matches!(waits.survey(), Err(PeerError::Away { .. })));
}
