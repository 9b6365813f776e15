//! The export in the running kiosk, on a real window: sticks that are plugged in, full, locked and taken
//! out in the middle; and one child's data, before that child is deleted for good.

use std::{
    fs::{self, File, OpenOptions},
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::Command,
};

use crate::support::{desktop::Running, pcscd::own_mounts, tablet::Tablet};

const WAYMARK: &str = env!("CARGO_BIN_EXE_waymark");

/// A world of mounts for the kiosk alone: an empty `/media`, a list of mounts that the test writes (a
/// stick has a file system that only root could mount), and a shell that plugs sticks in and out. Anybody
/// but root is themselves again before the kiosk starts, so that the session bus knows them.
const WORLD: &str = r#"
mount -t tmpfs tmpfs /media && mkdir "$0/big" && mount -t tmpfs -o size=64m tmpfs "$0/big" || exit 1
mount --bind "$0/mounts" /proc/$$/mounts || exit 1
sh < "$0/asked" > "$0/answered" 2>&1 &
shift
if [ "$WAYMARK_TEST_UID" = 0 ]; then exec "$@"; fi
exec unshare -U --map-user="$WAYMARK_TEST_UID" --map-group="$WAYMARK_TEST_GID" "$@"
"#;

/// Sticks that come and go.
struct Sticks {
    folder: PathBuf,
    ask: File,
    answers: BufReader<File>,
}

impl Sticks {
    /// Opens the kiosk in a world where they do.
    fn open_kiosk(tablet: &mut Tablet) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        let folder = tablet.folder.path().join("sticks");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("mounts"), "").unwrap();
        let [asked, answered] = ["asked", "answered"].map(|name| {
            let path = folder.join(name);
            assert!(
                Command::new("mkfifo")
                    .arg(&path)
                    .status()
                    .unwrap()
                    .success()
            );
            path
        });
        let own = fs::metadata("/proc/self").unwrap();
        let mut command = tablet.desktop.command("unshare");
        command
            .env("WAYMARK_TEST_UID", own.uid().to_string())
            .env("WAYMARK_TEST_GID", own.gid().to_string())
            .args([own_mounts(), "sh", "-c", WORLD])
            .arg(&folder)
            .args(["-", WAYMARK]);
        let mut command = tablet.command(command);
        command.env("CUPS_SERVER", "127.0.0.1:1");
        command.args(["run", "--windowed", "1280x800"]);
        tablet.kiosk = Some(Running(command.spawn().unwrap()));
        let sticks = Self {
            folder,
            ask: OpenOptions::new().write(true).open(asked).unwrap(),
            answers: BufReader::new(File::open(answered).unwrap()),
        };
        tablet.desktop.wait_for("Tap your badge");
        sticks
    }

    /// Has the shell do something and waits until it has.
    fn shell(&mut self, script: &str) {
        let folder = self.folder.display();
        writeln!(
            self.ask,
            "cd '{folder}' && {script} && echo done || echo failed"
        )
        .unwrap();
        let mut said = String::new();
        self.answers.read_line(&mut said).unwrap();
        assert_eq!(said, "done\n", "{script}");
    }

    /// A small one of its own, with options for its mount.
    fn plug_in(&mut self, name: &str, options: &str) {
        let at = format!("/media/teacher/{name}");
        self.shell(&format!(
            "mkdir -p {at} && mount -t tmpfs -o {options} tmpfs {at}"
        ));
        self.tell(&[name]);
    }

    /// The large one, which keeps what is on it.
    fn plug_in_big(&mut self) {
        self.shell("mkdir -p /media/teacher/BIG && mount --bind big /media/teacher/BIG");
        self.tell(&["BIG"]);
    }

    /// As somebody who does not wait: its empty folder stays.
    fn pull_out(&mut self, name: &str) {
        self.shell(&format!("umount -l /media/teacher/{name}"));
        self.tell(&[]);
    }

    fn tell(&self, names: &[&str]) {
        let line = |name: &&str| format!("/dev/sdb1 /media/teacher/{name} vfat rw 0 0\n");
        let lines: String = names.iter().map(line).collect();
        fs::write(self.folder.join("mounts"), lines).unwrap();
    }

    /// What is on the large one now.
    fn copy_of_big(&mut self, name: &str) -> PathBuf {
        self.shell(&format!(
            "rm -f big/Waymark/.*.part; cp -r big/Waymark {name}"
        ));
        self.folder.join(name)
    }
}

fn at_the_export_page(tablet: &mut Tablet) {
    tablet.rivera_signs_in();
    tablet.desktop.press("This tablet");
    tablet.desktop.wait_for("Try the scanner");
    tablet.desktop.press_exactly("Export");
    tablet.desktop.wait_for_heading("Export for the teacher");
}

fn with_ten_days() -> Tablet {
    let tablet = Tablet::new();
    tablet.waymark(&["demo", "--days", "10"]);
    tablet.knows_rivera();
    tablet
}

#[test]
#[cfg(target_os = "linux")]
fn a_stick_that_is_full_locked_or_pulled_out_is_told_and_the_next_one_is_taken() {
    let mut tablet = with_ten_days();
    let mut sticks = Sticks::open_kiosk(&mut tablet);
    at_the_export_page(&mut tablet);
    let desktop = &mut tablet.desktop;
    desktop.wait_for("Plug in a USB stick");
    // Full in the middle: nothing of it stays.
    sticks.plug_in("SMALL", "size=256k");
    desktop.press("Export now to USB stick SMALL");
    desktop.wait_for("USB stick SMALL is full");
    assert_eq!(desktop.wrong(), "", "full");
    sticks.shell("[ -z \"$(find /media/teacher/SMALL -name '.*.part')\" ]");
    sticks.shell("[ ! -e /media/teacher/SMALL/Waymark/entries.jsonl ]");
    sticks.pull_out("SMALL");
    // Its lock is on.
    sticks.plug_in("LOCKED", "ro");
    desktop.press("Export now to USB stick LOCKED");
    desktop.wait_for("USB stick LOCKED cannot be written to");
    assert_eq!(desktop.wrong(), "", "locked");
    sticks.pull_out("LOCKED");
    // Pulled out while the entries are written: more than a pipe holds, and nobody reads, so that is the
    // middle.
    sticks.plug_in_big();
    sticks.shell("mkdir big/Waymark && mkfifo big/Waymark/.entries.jsonl.part");
    desktop.press("Export now to USB stick BIG");
    desktop.wait_for("Exporting to USB stick BIG");
    sticks.shell("exec 9< big/Waymark/.entries.jsonl.part");
    sticks.pull_out("BIG");
    sticks.shell("exec 9<&-");
    desktop.wait_for("USB stick BIG is not there any more");
    assert_eq!(desktop.wrong(), "", "pulled out");
    sticks.shell("[ -z \"$(ls -A /media/teacher/BIG)\" ]");
    let cut = sticks.copy_of_big("cut");
    // The next export goes on.
    sticks.plug_in_big();
    desktop.press("Export now to USB stick BIG");
    desktop.wait_for("Saved to USB stick BIG");
    let whole = sticks.copy_of_big("whole");
    let listed = |folder: &Path| {
        let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
        let csv = files.filter(|file| file.path().extension().is_some_and(|end| end == "csv"));
        let names = csv.map(|file| file.file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    };
    assert_eq!(listed(&cut).len(), 15);
    assert!(!cut.join("entries.jsonl").exists() && !cut.join("oneroster").exists());
    for name in listed(&cut) {
        let read = |folder: &Path| fs::read(folder.join(&name)).unwrap();
        assert_eq!(read(&cut), read(&whole), "{name} was whole");
    }
    assert_eq!(listed(&whole).len(), 15);
    assert!(whole.join("oneroster/manifest.csv").is_file());
    let book = File::open(cut.join("Waymark.xlsx")).unwrap();
    assert!(zip::ZipArchive::new(book).is_ok());
}

#[test]
fn a_childs_data_is_handed_over_before_the_child_is_deleted() {
    let mut tablet = with_ten_days();
    let folder = tablet.folder.path().join("share");
    fs::create_dir(&folder).unwrap();
    let file = tablet.folder.path().join("class/kiosk.toml");
    let text = fs::read_to_string(&file).unwrap();
    let export = format!(
        "[export]\nfolder = \"{}\"\nwhen = []\n\n[devices]\n",
        folder.display()
    );
    fs::write(&file, text.replace("[devices]\n", &export)).unwrap();
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    tablet.rivera_signs_in();
    tablet.desktop.press("Class");
    tablet.desktop.press("Roster");
    tablet.desktop.wait_for("Add a child");
    tablet.desktop.press("Aaliyah");
    tablet.desktop.wait_for("Leaves the class");
    tablet.desktop.press("Export their data");
    tablet.desktop.wait_for_heading("Aaliyah's data");
    tablet.desktop.wait_for("Aaliyah's data was not exported");
    tablet.desktop.press("Export now to the folder");
    tablet.desktop.wait_for("Saved to");
    tablet
        .desktop
        .wait_for("Aaliyah's data, last exported: Today");
    assert_eq!(tablet.desktop.wrong(), "", "saved");
    let theirs = folder.join("Aaliyah Winslow (s03)");
    for name in ["Waymark.xlsx", "entries.jsonl", "check_ins.csv"] {
        assert!(theirs.join(name).is_file(), "{name}");
    }
    assert!(!folder.join("Waymark.xlsx").exists(), "not the class");
    tablet.desktop.press("Back");
    tablet.desktop.wait_for("Leaves the class");
    tablet.desktop.press("Leaves the class");
    tablet.desktop.press("Delete for good");
    tablet
        .desktop
        .wait_for_heading("Delete everything about Aaliyah");
    tablet
        .desktop
        .wait_for("Aaliyah's data, last exported: Today");
    assert_eq!(tablet.desktop.wrong(), "", "asked");
}
