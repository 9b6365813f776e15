//! How much memory an export takes: the built program itself, asked of the system when it has ended.

use std::{fs, path::Path, process::Command};

use tempfile::TempDir;

/// Runs a program to its end and says what the system counted as the peak of its resident memory, in KB.
const PEAK: &str = "
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
";

fn waymark(data: &Path, arguments: &[&str]) -> Vec<String> {
    let class = Path::new(env!("CARGO_MANIFEST_DIR")).join("kiosk-config");
    let places = [
        "--class".to_owned(),
        class.display().to_string(),
        "--data".to_owned(),
        data.display().to_string(),
    ];
    let program = [env!("CARGO_BIN_EXE_waymark").to_owned()];
    let arguments = arguments.iter().map(|one| (*one).to_owned());
    program.into_iter().chain(places).chain(arguments).collect()
}

/// The peak of an export of so many entries, in KB.
fn peak(entries: u32) -> u64 {
    let folder = TempDir::new().unwrap();
    let (data, out) = (folder.path().join("data"), folder.path().join("out"));
    // As many children as a class has, however many entries there are.
    let made = waymark(
        &data,
        &[
            "demo",
            "--students",
            "25",
            "--entries",
            &entries.to_string(),
        ],
    );
    let made = Command::new(&made[0]).args(&made[1..]).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    let wanted = waymark(&data, &["export", "--to", &out.display().to_string()]);
    let output = Command::new("/usr/bin/python3")
        .args(["-c", PEAK])
        .args(wanted)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(fs::metadata(out.join("Waymark.xlsx")).unwrap().len() > 100_000);
    String::from_utf8(output.stdout)
        .unwrap()
        .trim()
        .parse()
        .unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn six_times_the_entries_take_hardly_more_memory() {
    let (short, long) = (peak(10_000), peak(60_000));
    // What SQLite and the buffers of the files hold at the most; a row alone is more than 300 bytes.
    assert!(long < short + 16 * 1024, "{short} KB, then {long} KB");
    assert!(long < 160 * 1024, "{long} KB");
}
