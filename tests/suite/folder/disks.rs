//! Real disks that are full, cannot be written, or may not be read. Each needs a process of its own: the
//! test program starts itself again and runs one part of this file in it.

#![cfg(target_os = "linux")]

use std::{
    env,
    fs::{self, File, Permissions},
    io::Write,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    process::Command,
};

use waymark::{
    domain::ids::TabletId,
    sync::{Peer, PeerError, folder::FolderPeer},
};

use super::beds::{A, B, all_of, class, names, peer, send, series, series_with};
use crate::support::{happenings::note, pcscd::own_mounts};

/// Tells a part which folder to work in; without it the part has nothing to do.
const FOLDER: &str = "WAYMARK_TEST_FOLDER";

fn folder_of_this_part() -> Option<PathBuf> {
    env::var_os(FOLDER).map(PathBuf::from)
}

/// Runs one part of this file under another program.
fn run_part(under: &[&str], name: &str, folder: &Path) {
    let (program, arguments) = under.split_first().unwrap();
    let output = Command::new(program)
        .args(arguments)
        .arg(env::current_exe().unwrap())
        .args(["--exact", &format!("folder::disks::{name}"), "--nocapture"])
        .env(FOLDER, folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{complained}");
    assert!(said.contains("part done"), "{said}{complained}");
}

fn done() {
    writeln!(std::io::stdout().lock(), "\npart done").unwrap();
}

/// Takes all the room there is but `left` bytes.
fn fill(filler: &Path, left: u64) {
    let mut file = File::create(filler).unwrap();
    let page = [7; 4_096];
    while file.write_all(&page).is_ok() {}
    let length = file.metadata().unwrap().len() / 4_096 * 4_096;
    file.set_len(length.saturating_sub(left)).unwrap();
}

#[test]
fn part_that_fills_a_small_stick() {
    let Some(stick) = folder_of_this_part() else {
        return;
    };
    let entries = series_with(A, 120, |n| note("1", &format!("{n} {}", "so ".repeat(700))));
    let mut writer = peer(&stick, A);
    let filler = stick.join("filler");
    let mut full = 0;
    let mut sent = 0;
    for room in 1..24 {
        fill(&filler, room * 4_096);
        loop {
            let there = writer
                .survey()
                .unwrap()
                .heads
                .get(&A.into())
                .map_or(0, |head| head.seq);
            assert_eq!(there, sent, "what was said to be there, and nothing else");
            let from = usize::try_from(sent).unwrap();
            match writer.send(&entries[from..(from + 5).min(entries.len())]) {
                Ok(refused) => assert_eq!(refused, []),
                Err(error) => {
                    assert!(matches!(error, PeerError::Full { .. }), "{error:?}");
                    break;
                }
            }
            sent = (sent + 5).min(120);
            if sent == 120 {
                break;
            }
        }
        full += u32::from(sent < 120);
        let all = all_of(&mut peer(&stick, B), A);
        assert_eq!(all, entries[..usize::try_from(sent).unwrap()]);
        assert!(!names(&stick, A).iter().any(|name| name.contains("tmp")));
        fs::remove_file(&filler).unwrap();
        if sent < 120 {
            let from = usize::try_from(sent).unwrap();
            assert_eq!(writer.send(&entries[from..=from]).unwrap(), []);
            sent += 1;
        }
    }
    assert!(full > 10, "{full}");
    done();
}

#[test]
fn a_full_stick_keeps_whole_files_alone_and_takes_the_next_once_there_is_room() {
    let stick = tempfile::tempdir().unwrap();
    let mount = r#"mount -t tmpfs -o size=1m tmpfs "$WAYMARK_TEST_FOLDER" && exec "$0" "$@""#;
    let under = ["unshare", own_mounts(), "sh", "-c", mount];
    run_part(&under, "part_that_fills_a_small_stick", stick.path());
}

#[test]
fn part_with_a_stick_that_is_locked() {
    let Some(stick) = folder_of_this_part() else {
        return;
    };
    let entries = series(A, 9);
    let mut writer = peer(&stick, A);
    send(&mut writer, &entries[..5], 5);
    let remount = Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(&stick)
        .status();
    assert!(remount.unwrap().success());
    assert_eq!(writer.survey().unwrap().oddities, []);
    let locked = writer.send(&entries[5..]).unwrap_err();
    assert!(matches!(locked, PeerError::NotAllowed { .. }), "{locked:?}");
    assert!(locked.to_string().contains("read only"), "{locked}");
    assert_eq!(
        all_of(&mut peer(&stick, B), A),
        entries[..5],
        "it can still be read"
    );
    let new = stick.join("new");
    assert!(matches!(
        FolderPeer::open(&new, &class(), &A.into()),
        Err(PeerError::Away { .. })
    ));
    done();
}

#[test]
fn a_stick_whose_lock_is_on_is_read_and_says_why_it_takes_nothing() {
    let stick = tempfile::tempdir().unwrap();
    let mount = r#"mount -t tmpfs -o size=1m tmpfs "$WAYMARK_TEST_FOLDER" && exec "$0" "$@""#;
    let under = ["unshare", own_mounts(), "sh", "-c", mount];
    run_part(&under, "part_with_a_stick_that_is_locked", stick.path());
}

#[test]
fn part_without_permission() {
    let Some(folder) = folder_of_this_part() else {
        return;
    };
    let allow =
        |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    let (a, b) = (series(A, 5), series(B, 5));
    send(&mut peer(&folder, A), &a, 5);
    send(&mut peer(&folder, B), &b, 5);
    let home = folder.join("tablets").join(A);
    let segment = home.join(&names(&folder, A)[0]);
    let mut reader = peer(&folder, "EEEEEEEEEEEE");

    allow(&segment, 0o000);
    assert_eq!(all_of(&mut reader, B), b);
    let odd = reader.survey().unwrap().oddities;
    assert_eq!(odd.len(), 1, "{odd:?}");
    assert!(
        odd[0].what.starts_with("cannot be read: Permission denied"),
        "{odd:?}"
    );
    allow(&segment, 0o644);

    allow(&home, 0o000);
    let survey = reader.survey().unwrap();
    assert_eq!(
        survey
            .heads
            .keys()
            .map(TabletId::as_str)
            .collect::<Vec<_>>(),
        [B]
    );
    assert_eq!(survey.oddities.len(), 1, "{survey:?}");
    assert_eq!(survey.oddities[0].name, format!("tablets/{A}"));
    allow(&home, 0o555);
    let mut writer = peer(&folder, A);
    writer.survey().unwrap();
    let refused = writer.send(&series(A, 6)[5..]).unwrap_err();
    assert!(
        matches!(refused, PeerError::NotAllowed { .. }),
        "{refused:?}"
    );
    allow(&home, 0o755);

    allow(&folder, 0o000);
    assert!(matches!(reader.survey(), Err(PeerError::NotAllowed { .. })));
    allow(&folder, 0o755);
    assert_eq!(all_of(&mut reader, A), a);
    assert_eq!(reader.survey().unwrap().oddities, []);
    done();
}

#[test]
fn what_may_not_be_opened_is_named_and_holds_up_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    // Root obeys permissions once it has given up the right not to.
    let obey = [
        "setpriv",
        "--bounding-set",
        "-dac_override,-dac_read_search",
    ];
    let under: &[&str] = if is_root { &obey } else { &["env"] };
    run_part(under, "part_without_permission", folder.path());
}
