//! A tablet lets another one in, for ten minutes.

use waymark::sync::{
    Peer as _, PeerError,
    postgres::{AcceptError, Joined},
};

use super::series;
use crate::support::postgres::{Postgres, peer, shared};

fn why(error: PeerError) -> String {
    match error {
        PeerError::NotAllowed { why, .. } => why,
        other => panic!("{other}"),
    }
}

/// Why somebody comes too late.
fn over(answer: Result<Joined, AcceptError>) -> String {
    match answer {
        Err(AcceptError::Over(error)) => why(error),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_invited_tablet_changes_its_key_and_is_one_of_the_class() {
    let server = shared();
    let ways = server.class("JOINCLASS", 1);
    let mut host = peer(&ways[0], "BBBBBBBBBBBB", "JOINCLASS");
    host.send(&series("BBBBBBBBBBBB", 3)).unwrap();
    let invitation = host.invite(&mut rand::rng()).unwrap();
    let minutes = (invitation.until.as_second() - jiff::Timestamp::now().as_second()) / 60;
    assert!((9..=10).contains(&minutes), "{minutes}");

    // Before it has accepted it belongs to nobody.
    let mut early = peer(&invitation.server, "CCCCCCCCCCCC", "JOINCLASS");
    assert_eq!(
        why(early.survey().unwrap_err()),
        "its role belongs to no class there"
    );
    assert_eq!(
        Postgres::sql(&invitation.server, "select count(*) from waymark.entries").unwrap(),
        "0"
    );

    let mut guest = peer(&invitation.server, "CCCCCCCCCCCC", "JOINCLASS");
    let joined = guest.accept(&mut rand::rng()).unwrap();
    assert_eq!(joined.class.as_str(), "JOINCLASS");
    assert_eq!(guest.fetch(&"BBBBBBBBBBBB".into(), 0, 9).unwrap().len(), 3);
    assert_eq!(guest.send(&series("CCCCCCCCCCCC", 2)).unwrap(), []);
    let mut again = peer(&joined.server, "CCCCCCCCCCCC", "JOINCLASS");
    assert_eq!(again.survey().unwrap().heads.len(), 2);

    // Whoever photographed the code comes too late, even with a connection that was open before.
    let error = over(early.accept(&mut rand::rng()));
    assert_eq!(error, "the invitation has expired or was used already");
    let mut thief = peer(&invitation.server, "DDDDDDDDDDDD", "JOINCLASS");
    assert_eq!(
        over(thief.accept(&mut rand::rng())),
        "the key is wrong, or its time is over"
    );
    assert!(again.survey().is_ok());
    let keys = server.said();
    assert!(
        !keys.contains(
            invitation
                .server
                .line()
                .split(['/', ':', '@'])
                .nth(4)
                .unwrap()
        )
    );
}

#[test]
fn an_invitation_that_has_expired_opens_nothing_and_is_cleared_away() {
    let server = shared();
    let ways = server.class("JOINLATE", 1);
    let mut host = peer(&ways[0], "BBBBBBBBBBBB", "JOINLATE");
    let invitation = host.invite(&mut rand::rng()).unwrap();
    let role = invitation.server.role();
    let mut open = peer(&invitation.server, "CCCCCCCCCCCC", "JOINLATE");
    assert_eq!(
        why(open.survey().unwrap_err()),
        "its role belongs to no class there"
    );
    server
        .admin(&format!("alter role {role} valid until '2020-01-01'"))
        .unwrap();
    server
        .admin(&format!(
            "update waymark.members set invited_until = '2020-01-01' where role = '{role}'"
        ))
        .unwrap();
    let mut late = peer(&invitation.server, "CCCCCCCCCCCC", "JOINLATE");
    assert_eq!(
        over(late.accept(&mut rand::rng())),
        "the key is wrong, or its time is over"
    );
    // A connection from before is no way round it.
    assert_eq!(
        over(open.accept(&mut rand::rng())),
        "the invitation has expired or was used already"
    );
    host.invite(&mut rand::rng()).unwrap();
    let left = format!("select count(*) from pg_roles where rolname = '{role}'");
    assert_eq!(server.admin(&left).unwrap(), "0");
    assert_eq!(
        over(late.accept(&mut rand::rng())),
        "the key is wrong, or its time is over"
    );
}

#[test]
fn where_nobody_may_make_roles_an_invitation_says_so() {
    let server = Postgres::start();
    let class = waymark::domain::ids::ClassId::from("JOINSPARE");
    let setup = waymark::sync::postgres::Setup::new(class, "Room 12", 1).without_invitations();
    let script = setup.script(&server.keeper(), &mut rand::rng());
    script
        .apply(&server.keeper(), waymark::sync::postgres::Limits::default())
        .unwrap();
    assert_eq!(script.tablets().len(), 4);
    let mut host = peer(&script.tablets()[0], "BBBBBBBBBBBB", "JOINSPARE");
    let error = why(host.invite(&mut rand::rng()).unwrap_err());
    assert!(error.contains("spare"), "{error}");
    let mut spare = peer(&script.tablets()[3], "CCCCCCCCCCCC", "JOINSPARE");
    assert!(spare.survey().is_ok());

    // A schema of a later program: everybody stops and says why.
    server
        .admin("update waymark.schema_version set version = 99")
        .unwrap();
    assert!(matches!(host.survey(), Err(PeerError::Newer { .. })));
    let mut fresh = peer(&script.tablets()[1], "DDDDDDDDDDDD", "JOINSPARE");
    assert!(matches!(
        fresh.send(&series("DDDDDDDDDDDD", 1)),
        Err(PeerError::Newer { .. })
    ));
    let again = setup.script(&server.keeper(), &mut rand::rng());
    let error = again
        .apply(&server.keeper(), waymark::sync::postgres::Limits::default())
        .unwrap_err();
    assert!(matches!(error, PeerError::Newer { .. }), "{error}");
    server
        .admin("update waymark.schema_version set version = 0")
        .unwrap();
    let error = why(host.survey().unwrap_err());
    assert!(error.contains("older Waymark"), "{error}");
}
