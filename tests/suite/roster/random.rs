//! Nothing that a file holds makes the reader panic.

use std::fs;

use proptest::{collection::vec, prelude::*};
use tempfile::TempDir;
use waymark::config::roster::read;

use super::zips::zipped;

/// Reads the bytes under a name. What comes out does not matter, that something does.
fn survives(name: &str, bytes: &[u8]) -> bool {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    match read(&path) {
        Ok(roster) => !roster.students.is_empty(),
        Err(problems) => !problems.to_string().is_empty(),
    }
}

/// Bytes that a CSV parser takes an interest in.
fn csv_like() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(&b","[..]),
        Just(&b"\n"[..]),
        Just(&b"\r\n"[..]),
        Just(&b"\""[..]),
        Just(&b"sourcedId,givenName,role"[..]),
        Just(&b"id"[..]),
        Just(&b"first name"[..]),
        Just(&b"student"[..]),
        Just(&b"Maya"[..]),
        Just(&b"\xFF"[..]),
        Just(&b"\xEF\xBB\xBF"[..]),
        Just(&b" "[..]),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in vec(any::<u8>(), 0..600)) {
        prop_assert!(survives("class.csv", &bytes));
        prop_assert!(survives("export.zip", &[b"PK\x03\x04", &bytes[..]].concat()));
    }

    #[test]
    fn random_tables_never_panic(bytes in csv_like(), more in csv_like()) {
        prop_assert!(survives("class.csv", &bytes));
        prop_assert!(survives("users.csv", &[b"sourcedId,givenName,role\n", &bytes[..]].concat()));
        prop_assert!(survives("export.zip", &zipped(&[("users.csv", &bytes), ("roles.csv", &more)])));
        prop_assert!(survives("export.zip", &zipped(&[
            ("users.csv", &bytes), ("classes.csv", &more), ("enrollments.csv", &more),
        ])));
    }

    #[test]
    fn a_scratched_zip_never_panics(place in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let mut zip = zipped(&[("users.csv", b"sourcedId,givenName,role\nu1,Maya,student\n")]);
        let at = place.index(zip.len());
        zip[at] = byte;
        prop_assert!(survives("export.zip", &zip));
        zip.truncate(cut.index(zip.len()));
        prop_assert!(survives("export.zip", &zip));
    }
}
