//! OneRoster in zips: whole, nested, hostile and broken.

use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
};

use tempfile::TempDir;
use waymark::config::roster::{RosterFile, read};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::names;

const USERS: &str = "sourcedId,enabledUser,givenName,familyName,preferredGivenName\nu1,true,Maya,Lopez,\nu2,true,Samuel,Reed,Sam\nt1,true,June,Bell,\n";
const ROLES: &str = "sourcedId,userSourcedId,roleType,role\nr1,u1,primary,student\nr2,u2,primary,student\nr3,t1,primary,teacher\n";

pub(super) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read_zip(bytes: &[u8]) -> Result<RosterFile, String> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("export.zip");
    fs::write(&path, bytes).unwrap();
    let read = read(&path).map_err(|problems| problems.to_string());
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing is unpacked to disk");
    read
}

#[test]
fn an_export_is_read_at_the_top_of_a_zip_or_in_a_folder_in_it() {
    for folder in ["", "export/", "district/2026/oneroster/", "export\\"] {
        let name = |file: &str| format!("{folder}{file}");
        let zip = zipped(&[
            (&name("manifest.csv"), b"propertyName,value\n"),
            (&name("users.csv"), USERS.as_bytes()),
            (&name("roles.csv"), ROLES.as_bytes()),
            ("__MACOSX/export/users.csv", b"\0\0"),
        ]);
        let roster = read_zip(&zip).unwrap();
        assert_eq!(names(&roster), "u1 Maya Lopez\nu2 Sam Reed", "{folder}");
    }
}

#[test]
fn what_is_inside_counts_and_not_the_name_of_the_zip() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("download");
    let zip = zipped(&[
        ("users.csv", USERS.as_bytes()),
        ("roles.csv", ROLES.as_bytes()),
    ]);
    fs::write(&path, zip).unwrap();
    assert_eq!(read(Path::new(&path)).unwrap().students.len(), 2);
}

#[test]
fn a_zip_that_points_outside_of_itself_is_refused() {
    for name in ["../users.csv", "a/../../x", "/etc/x", "..\\x", "C:\\x"] {
        let zip = zipped(&[("users.csv", USERS.as_bytes()), (name, b"")]);
        let said = read_zip(&zip).unwrap_err();
        assert!(
            said.contains("which points outside of it"),
            "{name}: {said}"
        );
    }
}

#[test]
fn a_zip_bomb_is_refused() {
    let bomb = vec![b','; (64 << 20) + 1];
    let zip = zipped(&[("users.csv", &bomb)]);
    assert!(zip.len() < 1 << 20);
    insta::assert_snapshot!(
        read_zip(&zip).unwrap_err(),
        @"users.csv: it is larger than 64 MiB; ask for an export of one school [file-too-big]"
    );
    // The same with ten bytes promised, in the local header and in the directory.
    let mut lying = zip;
    for (signature, size) in [(*b"PK\x03\x04", 22), (*b"PK\x01\x02", 24)] {
        let at = lying.windows(4).position(|four| four == signature).unwrap();
        lying[at + size..at + size + 4].copy_from_slice(&[10, 0, 0, 0]);
    }
    let said = read_zip(&lying).unwrap_err();
    assert!(said.starts_with("users.csv: it "), "{said}");
}

#[test]
fn a_zip_with_two_files_of_one_name_is_refused() {
    let zip = zipped(&[("users.csv", USERS.as_bytes()), ("userz.csv", b"")]);
    let mut twice = zip.clone();
    for (at, nine) in zip.windows(9).enumerate() {
        if nine == b"userz.csv" {
            twice[at..at + 9].copy_from_slice(b"users.csv");
        }
    }
    insta::assert_snapshot!(
        read_zip(&twice).unwrap_err(),
        @"export.zip: the zip holds two files of one name; make the export again [bad-zip]"
    );
}

#[test]
fn a_file_nobody_reads_may_be_as_large_as_it_likes() {
    let large = vec![b','; (64 << 20) + 1];
    let zip = zipped(&[
        ("demographics.csv", &large),
        ("users.csv", USERS.as_bytes()),
        ("roles.csv", ROLES.as_bytes()),
    ]);
    assert_eq!(read_zip(&zip).unwrap().students.len(), 2);
}

#[test]
fn a_zip_of_many_files_is_refused() {
    let many: Vec<String> = (0..201).map(|n| format!("{n}.csv")).collect();
    let files: Vec<(&str, &[u8])> = many.iter().map(|n| (n.as_str(), &b""[..])).collect();
    insta::assert_snapshot!(
        read_zip(&zipped(&files)).unwrap_err(),
        @"export.zip: the zip holds more than 200 files; a OneRoster export has about a dozen [bad-zip]"
    );
}

#[test]
fn two_exports_in_one_zip_are_not_mixed() {
    let zip = zipped(&[
        ("a/users.csv", USERS.as_bytes()),
        ("b/roles.csv", ROLES.as_bytes()),
    ]);
    insta::assert_snapshot!(
        read_zip(&zip).unwrap_err(),
        @"export.zip: the zip holds more than one export; keep one of its folders in it [bad-zip]"
    );
}

#[test]
fn a_zip_without_users_is_no_export() {
    insta::assert_snapshot!(
        read_zip(&zipped(&[("photo.png", b"x")])).unwrap_err(),
        @"export.zip: there is no users.csv in this zip; is it a OneRoster CSV export? [missing-file]"
    );
    insta::assert_snapshot!(
        read_zip(&zipped(&[])).unwrap_err(),
        @"export.zip: there is no users.csv in this zip; is it a OneRoster CSV export? [missing-file]"
    );
}

#[test]
fn a_locked_zip_says_so() {
    let mut zip = zipped(&[("users.csv", USERS.as_bytes())]);
    // Bit 0 of the flags, in the local header and in the directory: encrypted.
    for (signature, flags) in [(*b"PK\x03\x04", 6), (*b"PK\x01\x02", 8)] {
        let at = zip.windows(4).position(|four| four == signature).unwrap();
        zip[at + flags] |= 1;
    }
    insta::assert_snapshot!(
        read_zip(&zip).unwrap_err(),
        @"export.zip: the zip is locked with a password; unpack it and import the folder [bad-zip]"
    );
}

#[test]
fn a_torn_or_scratched_zip_is_a_sentence() {
    let zip = zipped(&[("users.csv", USERS.as_bytes())]);
    let torn = read_zip(&zip[..zip.len() / 2]).unwrap_err();
    assert!(
        torn.starts_with("export.zip: the zip is broken ("),
        "{torn}"
    );
    let mut scratched = zip.clone();
    scratched[50] ^= 0xFF;
    let scratched = read_zip(&scratched).unwrap_err();
    assert!(
        scratched.starts_with("users.csv: it cannot be unpacked: "),
        "{scratched}"
    );
}
