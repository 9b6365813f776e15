//! Tablets of one class over a shared folder, and everything that can befall them, as one seed has it:
//! taps, rounds, partitions, power cuts, full and torn files, clock jumps of years, a clone, a tablet
//! that was set back, one that was restored. In the end all is well again, and then every tablet has
//! every entry, once, and the same is true for all.
//!
//! `WAYMARK_SEED=n` replays one seed and tells what happens; `WAYMARK_SEEDS=n` runs the first n,
//! from `WAYMARK_FROM` on.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    rc::Rc,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use jiff::{SignedDuration, Zoned};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use rand::{Rng, RngExt as _, SeedableRng, rngs::StdRng};
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;
use waymark::{
    domain::{
        event::{Actor, Event},
        ids::{ClassId, EntryId, TabletId},
    },
    journal::{Damage, Entry, Head, Status},
    storage::Journal,
    sync::{Outcome, Pace, PeerError, folder::FolderPeer, round},
};

use super::medium::{Medium, Reach};
use crate::support::happenings::{all, any_event, morning, what_is_true};

/// How many seeds every run of the tests takes.
const SEEDS: u64 = 100;

/// How many things happen before all is well again.
const STEPS: u32 = 45;

/// One tablet.
struct Tablet {
    folder: PathBuf,
    /// `None` only while its file is handled.
    journal: Option<Journal>,
    peer: Option<FolderPeer<Reach>>,
    /// How far its clock is off.
    clock: SignedDuration,
    /// A copy of its file that it may be set back to.
    kept: Option<PathBuf>,
    cut_off: bool,
    /// Whether its disk is full.
    full: bool,
}

/// The class.
struct World {
    random: StdRng,
    events: TestRunner,
    home: TempDir,
    medium: Rc<RefCell<Medium>>,
    class: ClassId,
    tablets: Vec<Tablet>,
    /// Counts what was written; no two entries have the same wall time.
    ticks: i64,
    /// The wall time and kind of everything that a tablet has said it saved.
    acknowledged: BTreeSet<String>,
    /// Of what went down with a file that was set back or damaged before anybody else had it.
    gone: BTreeSet<String>,
    files: u32,
    story: String,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut random = StdRng::seed_from_u64(seed);
        let mut bytes = [0; 32];
        random.fill_bytes(&mut bytes);
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let tablets = random.random_range(2..=6);
        let mut world = Self {
            medium: Rc::new(RefCell::new(Medium::new(random.random(), random.random()))),
            random,
            events: TestRunner::new_with_rng(Config::default(), rng),
            home: home(),
            class: "BCDEFGHJKLNO".into(),
            tablets: Vec::new(),
            ticks: 0,
            acknowledged: BTreeSet::new(),
            gone: BTreeSet::new(),
            files: 0,
            story: String::new(),
        };
        for _ in 0..tablets {
            world.arrive(None);
        }
        world
    }

    fn tell(&mut self, what: std::fmt::Arguments<'_>) {
        let _infallible = writeln!(self.story, "{what}");
    }

    /// A tablet with an empty journal, or with a copy of another's file.
    fn arrive(&mut self, copy: Option<(usize, PathBuf)>) {
        let copy_of = copy.as_ref().map(|(who, _)| *who);
        self.medium.borrow_mut().arrive(copy_of);
        let folder = self.new_path("tablet");
        std::fs::create_dir(&folder).unwrap();
        if let Some((_, copy)) = copy {
            std::fs::copy(copy, folder.join("waymark.sqlite")).unwrap();
        }
        self.tablets.push(Tablet {
            folder,
            journal: None,
            peer: None,
            clock: SignedDuration::ZERO,
            kept: None,
            cut_off: false,
            full: false,
        });
        self.open(self.tablets.len() - 1);
    }

    fn new_path(&mut self, what: &str) -> PathBuf {
        self.files += 1;
        self.home.path().join(format!("{what}-{}", self.files))
    }

    /// Another moment, by the clock on that tablet's wall.
    fn now(&mut self, who: usize) -> Zoned {
        self.ticks += 1;
        let off = self.tablets[who].clock;
        morning(self.ticks * 7) + SignedDuration::from_millis(self.ticks) + off
    }

    fn open(&mut self, who: usize) {
        let now = self.now(who);
        let opened = Journal::open(&self.tablets[who].folder, &now, &mut self.random).unwrap();
        if let Some(restored) = &opened.restored {
            let entries = restored.entries;
            self.tell(format_args!("{who} is restored, with {entries} entries"));
        }
        self.tablets[who].journal = Some(opened.journal);
    }

    fn journal(&mut self, who: usize) -> &mut Journal {
        self.tablets[who].journal.as_mut().unwrap()
    }

    fn anybody(&mut self) -> usize {
        self.random.random_range(0..self.tablets.len())
    }

    /// One thing happens.
    fn step(&mut self) {
        let who = self.anybody();
        match self.random.random_range(0..110) {
            0..40 => self.record(who),
            40..72 => self.meet(who),
            100..106 => self.carry(),
            106..108 => self.fill_up(who),
            108.. => self.update(who),
            72..76 => self.cut_power(who),
            76..79 => {
                let years = self.random.random_range(-30..=30);
                self.tablets[who].clock = SignedDuration::from_hours(24 * 365 * years);
                self.tell(format_args!("the clock of {who} is {years} years off"));
            }
            79..83 => {
                let tablet = &mut self.tablets[who];
                tablet.cut_off = !tablet.cut_off;
                let cut_off = tablet.cut_off;
                self.tell(format_args!("{who} is cut off: {cut_off}"));
            }
            83..88 => {
                let what = self.medium.borrow_mut().spoil(&mut self.random);
                self.tell(format_args!("{what}"));
            }
            88..90 => self.keep_copy(who),
            90..93 => self.snapshot(who),
            93..95 => self.set_back(who),
            95..97 => self.damage(who),
            _ => self.clone_of(who),
        }
    }

    /// Something is recorded; now and then about an earlier entry, or what only a newer program knows.
    fn record(&mut self, who: usize) {
        for _ in 0..self.random.random_range(1..6) {
            let mut event = any_event().new_tree(&mut self.events).unwrap().current();
            match self.random.random_range(0..10) {
                0 | 1 => event = self.about_an_earlier(who).unwrap_or(event),
                2 => {
                    let song = self.ticks;
                    event = Event::Unknown(json!({"kind": "sang", "student": "2", "song": song}));
                }
                _ => {}
            }
            let now = self.now(who);
            let appended = self
                .journal(who)
                .append(&now, &Actor::Tablet, &[event.clone()]);
            match appended {
                Ok(ids) => {
                    self.acknowledged
                        .insert(mark(&now.to_string(), event.kind()));
                    self.tell(format_args!("{who} records {} {}", ids[0], event.kind()));
                }
                Err(error) if error.is_damage() => self.start_again(who),
                Err(error) => {
                    assert!(self.tablets[who].full, "{error:?}");
                    self.tell(format_args!("{who} cannot record {}", event.kind()));
                }
            }
        }
    }

    /// Files are carried from replica to replica, late and in any order.
    fn carry(&mut self) {
        let tablets = self.tablets.iter().enumerate();
        let among = tablets.filter(|(_, tablet)| !tablet.cut_off);
        let among: Vec<usize> = among.map(|(who, _)| who).collect();
        let mut carried = 0;
        for _ in 0..self.random.random_range(1..8) {
            carried += self.medium.borrow_mut().carry(&mut self.random, &among);
        }
        self.tell(format_args!("{carried} files are carried"));
    }

    /// There is room on the disk for a few more entries, then for none; and in the end there is some again.
    fn fill_up(&mut self, who: usize) {
        let room = self.random.random_range(0..6);
        self.tell(format_args!("{who} has room for {room} entries"));
        let file = self.tablets[who].folder.join("waymark.sqlite");
        let disk = Connection::open(file).unwrap();
        let last = self.journal(who).last_arrival().unwrap();
        let full = last.0 + room;
        disk.execute_batch(&format!(
            "CREATE TRIGGER no_room BEFORE INSERT ON entries
             WHEN (SELECT max(arrival) FROM entries) >= {full}
             BEGIN SELECT RAISE(FAIL, 'no room'); END"
        ))
        .unwrap();
        self.tablets[who].full = true;
        for _ in 0..3 {
            if self.random.random() {
                self.record(who);
            } else {
                self.meet(who);
            }
        }
        self.tablets[who].full = false;
        disk.execute_batch("DROP TRIGGER no_room").unwrap();
        self.tell(format_args!("{who} has room again"));
    }

    /// The program is a newer one from now on, which finds what an older one thought was true.
    fn update(&mut self, who: usize) {
        let file = self.file(who);
        let older = Connection::open(file).unwrap();
        older
            .execute(
                "UPDATE checkpoint SET form = form - 1, records = '{\"of\": \"an older program\"}'",
                [],
            )
            .unwrap();
        older.close().unwrap();
        self.open(who);
        self.tell(format_args!("the program of {who} is updated"));
    }

    fn about_an_earlier(&mut self, who: usize) -> Option<Event> {
        let entries = all(self.journal(who));
        let about: Vec<&Entry> = entries
            .iter()
            .filter(|e| e.event.student().is_some())
            .collect();
        let entry = about.get(self.random.random_range(0..about.len().max(1)))?;
        let student = entry.event.student()?;
        let id: EntryId = entry.id.clone();
        Some(match (&entry.event, self.random.random_range(0..3)) {
            (Event::NoteLeft { .. }, 0) => Event::NoteRead { student, note: id },
            (event, 1) if event.skill().is_some() => Event::AwardsSettled {
                student,
                skill: event.skill()?.clone(),
                awards: vec![id],
            },
            _ => Event::EntryWithdrawn { student, entry: id },
        })
    }

    /// A round, of which anything may go wrong.
    fn meet(&mut self, who: usize) {
        if self.tablets[who].cut_off {
            self.tell(format_args!("{who} reaches nothing"));
            return;
        }
        let fails_after = self
            .random
            .random_ratio(1, 3)
            .then(|| self.random.random_range(0..40));
        let steps = if self.random.random_ratio(1, 8) {
            2
        } else {
            u32::MAX
        };
        self.medium.borrow_mut().fails_after(fails_after);
        let met = self.round(who, steps);
        self.medium.borrow_mut().fails_after(None);
        match met {
            Ok(outcome) => {
                let Outcome { sent, fetched, .. } = outcome;
                self.tell(format_args!(
                    "{who} meets the others: {sent} sent, {fetched} fetched"
                ));
                for oddity in outcome.oddities {
                    self.tell(format_args!("  {} {}", oddity.name, oddity.what));
                }
                for parked in outcome.parked {
                    self.tell(format_args!("  parked {}: {}", parked.entry, parked.why));
                }
            }
            Err(PeerError::TwoOfUs { first, .. }) => self.become_new(who, &first),
            Err(PeerError::Here(error)) if error.is_damage() => self.start_again(who),
            Err(PeerError::Here(error)) => {
                assert!(self.tablets[who].full, "{error:?}");
                self.tell(format_args!("{who} has no room for what the others have"));
            }
            Err(error) => self.tell(format_args!("{who} cannot meet the others: {error}")),
        }
    }

    fn round(&mut self, who: usize, steps: u32) -> Result<Outcome, PeerError> {
        let now = self.now(who);
        let forgets = self.random.random_ratio(1, 4);
        let step = self.random.random_range(1..9);
        let tablet = &mut self.tablets[who];
        let journal = tablet.journal.as_mut().unwrap();
        if forgets {
            tablet.peer = None;
        }
        let peer = match &mut tablet.peer {
            Some(peer) => peer,
            none => {
                let reach = Reach::new(&self.medium, who);
                let place = "the folder".to_owned();
                let peer = FolderPeer::over(reach, place, &self.class, journal.tablet())?;
                none.insert(peer)
            }
        };
        let mut left = steps;
        let mut say = |heads: &BTreeMap<TabletId, Head>| Status {
            name: format!("Tablet {who}"),
            program: "waymark 0.1.0".to_owned(),
            at: now.clone(),
            heads: heads
                .iter()
                .map(|(tablet, head)| (tablet.clone(), head.seq))
                .collect(),
            retired: false,
        };
        let pace = Pace {
            step,
            send: 2 * step,
        };
        round(journal, peer, pace, &mut say, &mut |_| {
            left = left.saturating_sub(1);
            left > 0
        })
    }

    fn become_new(&mut self, who: usize, first: &EntryId) {
        let now = self.now(who);
        let mut random = StdRng::seed_from_u64(self.random.random());
        let renamed = match self.journal(who).become_new(first, &now, &mut random) {
            Ok(renamed) => renamed,
            Err(error) if error.is_damage() => return self.start_again(who),
            Err(error) => {
                assert!(self.tablets[who].full, "{error:?}");
                self.tell(format_args!("{who} has no room to become a new one"));
                return;
            }
        };
        self.acknowledged
            .insert(mark(&now.to_string(), "tablet_renamed"));
        self.tablets[who].peer = None;
        let (new, moved) = (renamed.tablet, renamed.moved);
        self.tell(format_args!(
            "{who} finds {first} elsewhere and becomes {new}; {moved} moved"
        ));
    }

    /// Everything that is not on a disk is gone.
    fn cut_power(&mut self, who: usize) {
        self.tell(format_args!("the power of {who} is cut"));
        let tablet = &mut self.tablets[who];
        (tablet.peer, tablet.journal) = (None, None);
        self.open(who);
    }

    /// The file alone, with all that is in it.
    fn file(&mut self, who: usize) -> PathBuf {
        let tablet = &mut self.tablets[who];
        tablet.peer = None;
        tablet.journal.take().unwrap().close().unwrap();
        tablet.folder.join("waymark.sqlite")
    }

    fn keep_copy(&mut self, who: usize) {
        self.tell(format_args!("a copy of the file of {who} is kept"));
        let file = self.file(who);
        let copy = self.new_path("kept");
        std::fs::copy(file, &copy).unwrap();
        self.tablets[who].kept = Some(copy);
        self.open(who);
    }

    fn snapshot(&mut self, who: usize) {
        let day = morning(self.ticks * 86_400).date();
        let made = self.journal(who).snapshot(day).unwrap();
        self.tell(format_args!("a snapshot of {who}: {made}"));
    }

    fn set_back(&mut self, who: usize) {
        let Some(kept) = self.tablets[who].kept.clone() else {
            return;
        };
        let had = self.times(who);
        let file = self.file(who);
        std::fs::copy(kept, file).unwrap();
        self.open(who);
        self.tell(format_args!("{who} is set back"));
        self.lost(&had);
    }

    fn damage(&mut self, who: usize) {
        let had = self.times(who);
        let file = self.file(who);
        let mut bytes = std::fs::read(&file).unwrap();
        let keep = self.random.random_range(0..bytes.len());
        match self.random.random_range(0..3) {
            0 => bytes.clear(),
            1 => bytes.truncate(keep),
            _ => bytes[keep / 4096 * 4096..]
                .iter_mut()
                .take(4096)
                .for_each(|byte| *byte = 0xA5),
        }
        std::fs::write(&file, bytes).unwrap();
        self.tell(format_args!("the file of {who} is damaged"));
        self.open(who);
        self.lost(&had);
    }

    /// Damage that no start had noticed is met: the next start looks closely, as it was asked to.
    fn start_again(&mut self, who: usize) {
        self.tell(format_args!("{who} meets damage and is started again"));
        let tablet = &mut self.tablets[who];
        (tablet.peer, tablet.journal) = (None, None);
        std::fs::write(tablet.folder.join("waymark.check"), []).unwrap();
        self.open(who);
        let had = self.acknowledged.clone();
        self.lost(&had);
    }

    fn clone_of(&mut self, who: usize) {
        if self.tablets.len() < 8 {
            self.tell(format_args!("{who} is copied: {}", self.tablets.len()));
            let file = self.file(who);
            self.arrive(Some((who, file)));
            self.open(who);
        }
    }

    /// The wall times of all that a tablet has.
    fn times(&mut self, who: usize) -> BTreeSet<String> {
        let entries = all(self.journal(who));
        entries
            .iter()
            .map(|entry| mark(entry.at_text(), entry.event.kind()))
            .collect()
    }

    /// Of what a tablet had, what nobody has now may never come back.
    fn lost(&mut self, had: &BTreeSet<String>) {
        let mut left = BTreeSet::new();
        for other in 0..self.tablets.len() {
            left.extend(self.times(other));
        }
        self.gone.extend(had.difference(&left).cloned());
    }

    /// All is well again: everybody meets everybody until nothing is left to copy.
    fn settle(&mut self) {
        self.tell(format_args!("all is well again"));
        self.medium.borrow_mut().heal();
        for tablet in &mut self.tablets {
            tablet.cut_off = false;
        }
        for _ in 0..40 {
            let mut copied = self.medium.borrow_mut().carry_all() as u64;
            for who in 0..self.tablets.len() {
                match self.round(who, u32::MAX) {
                    Ok(outcome) => {
                        copied += outcome.sent + outcome.fetched + outcome.forks.len() as u64;
                        let Outcome { sent, fetched, .. } = outcome;
                        self.tell(format_args!("{who}: {sent} sent, {fetched} fetched"));
                        for oddity in outcome.oddities {
                            self.tell(format_args!("  {} {}", oddity.name, oddity.what));
                        }
                        for fork in outcome.forks {
                            self.tell(format_args!("  fork {fork}"));
                        }
                        for parked in outcome.parked {
                            self.tell(format_args!("  parked {}: {}", parked.entry, parked.why));
                        }
                    }
                    Err(PeerError::TwoOfUs { first, .. }) => {
                        copied += 1;
                        self.become_new(who, &first);
                    }
                    Err(PeerError::Here(error)) if error.is_damage() => {
                        copied += 1;
                        self.start_again(who);
                    }
                    Err(error) => panic!("{who} cannot meet the others: {error:?}"),
                }
            }
            if copied == 0 {
                return;
            }
        }
        panic!("it comes to no end");
    }

    /// Every tablet has every entry, once, and the same is true for all.
    fn check(&mut self) {
        let mut told: Option<(Vec<Entry>, serde_json::Value)> = None;
        for who in 0..self.tablets.len() {
            self.put_aside(who);
        }
        let gaps: Vec<bool> = (0..self.tablets.len())
            .map(|who| self.lacks_what_nobody_has(who))
            .collect();
        for who in (0..self.tablets.len()).filter(|who| !gaps[*who]) {
            let journal = self.journal(who);
            let mut entries = all(journal);
            entries.sort_by(|a, b| a.id.cmp(&b.id));
            let records = what_is_true(&journal.records());
            assert_eq!(journal.verify(|_| {}).unwrap().damage, [], "of {who}");
            assert_eq!(journal.standing().unwrap().alone, 0, "what {who} thinks");
            let mut once = BTreeSet::new();
            for entry in &entries {
                let mark = mark(entry.at_text(), entry.event.kind());
                assert!(once.insert(mark), "{who} has {} twice", entry.id);
            }
            for time in self.acknowledged.difference(&self.gone) {
                assert!(
                    once.contains(time),
                    "{who} lacks what was written at {time}"
                );
            }
            match &told {
                None => told = Some((entries, records)),
                Some((first, truth)) => {
                    let ids = |entries: &[Entry]| -> Vec<EntryId> {
                        entries.iter().map(|entry| entry.id.clone()).collect()
                    };
                    assert_eq!(ids(first), ids(&entries), "of {who}");
                    assert!(
                        *first == entries,
                        "{who} has another entry by the same name"
                    );
                    assert_eq!(*truth, records, "what is true for {who}");
                }
            }
        }
    }

    /// What hangs on entries that nobody has, in a series that went two ways, is put aside and told.
    fn put_aside(&mut self, who: usize) {
        for parked in self.journal(who).parked().unwrap() {
            let line = parked.line.unwrap();
            let entry = Entry::from_json_line(&line).unwrap();
            let time = mark(entry.at_text(), entry.event.kind());
            self.tell(format_args!(
                "{who} put {} aside: {}",
                parked.entry, parked.why
            ));
            assert!(parked.why.contains("missing"), "{}", parked.why);
            self.gone.insert(time);
        }
    }

    /// Whether a file was damaged before anybody else had what was in it, and came back with a gap that
    /// nobody can close. It says so, and keeps what comes after the gap to itself; then what it has is
    /// not for all.
    fn lacks_what_nobody_has(&mut self, who: usize) -> bool {
        let damage = self.journal(who).verify(|_| {}).unwrap().damage;
        let missing: Vec<EntryId> = damage
            .iter()
            .filter_map(|damage| match damage {
                Damage::Missing { tablet, first, .. } => Some(EntryId {
                    tablet: tablet.clone(),
                    seq: *first,
                }),
                _ => None,
            })
            .collect();
        let nobodys = !missing.is_empty()
            && (0..self.tablets.len()).all(|other| {
                let entries = all(self.journal(other));
                !entries.iter().any(|entry| missing.contains(&entry.id))
            });
        if nobodys {
            for entry in all(self.journal(who)) {
                let after = |gap: &EntryId| gap.tablet == entry.id.tablet && gap.seq < entry.id.seq;
                if missing.iter().any(after) {
                    self.gone.insert(mark(entry.at_text(), entry.event.kind()));
                }
            }
            self.tell(format_args!("{who} lacks what nobody has"));
        }
        nobodys
    }

    fn run(&mut self) {
        for _ in 0..STEPS {
            self.step();
        }
        self.settle();
        self.check();
    }
}

/// What tells an entry from every other, whatever its name.
fn mark(at: &str, kind: &str) -> String {
    format!("{at} {kind}")
}

/// Where the tablets' files are: in memory where the system has such a folder.
fn home() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory)
            .or_else(|_| tempfile::tempdir())
            .unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// Runs one seed. What happened, and why it went wrong if it did.
fn run(seed: u64) -> (String, Option<String>) {
    let mut world = World::new(seed);
    let ran = panic::catch_unwind(AssertUnwindSafe(|| world.run()));
    let why = ran.err().map(|why| {
        let why = why.downcast_ref::<String>().map_or("", String::as_str);
        why.chars().take(600).collect()
    });
    (world.story, why)
}

/// What has to come to pass now and then, or the stories say nothing about it; as they tell it.
const BEFALLS: [&str; 21] = [
    " sang",
    " cannot record ",
    " has no room for what the others have",
    " years off",
    " is cut off: true",
    " reaches nothing",
    " cannot meet the others: ",
    "the power of ",
    " is cut short in ",
    " is changed in one bit in ",
    " is all zeros in ",
    " is removed from ",
    "the folder is full: true",
    " is copied: ",
    " is set back",
    " is damaged",
    " is restored, ",
    " elsewhere and becomes ",
    "  fork ",
    " files are carried",
    ".sync-conflict-",
];

/// What came of the stories so far.
#[derive(Default)]
struct Told {
    /// One that went wrong.
    wrong: Option<(u64, String)>,
    /// In how many each of [`BEFALLS`] came to pass.
    befell: [u32; BEFALLS.len()],
}

#[test]
#[expect(clippy::print_stderr, reason = "a long run says how far it is")]
fn whatever_happens_all_tablets_end_with_every_entry_once() {
    let number = |name| {
        env::var(name)
            .ok()
            .and_then(|text| text.parse::<u64>().ok())
    };
    let seeds = match number("WAYMARK_SEED") {
        Some(seed) => seed..seed + 1,
        None => number("WAYMARK_FROM").unwrap_or(0)..number("WAYMARK_SEEDS").unwrap_or(SEEDS),
    };
    let one = seeds.end - seeds.start == 1;
    let next = AtomicU64::new(seeds.start);
    let told = Mutex::new(Told::default());
    let work = || {
        while told.lock().unwrap().wrong.is_none() {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                break;
            }
            if seed.is_multiple_of(100) && seed > seeds.start {
                eprintln!("{seed} seeds");
            }
            let (story, why) = run(seed);
            if one {
                eprintln!("{story}");
            }
            let mut told = told.lock().unwrap();
            for (befalls, stories) in BEFALLS.iter().zip(&mut told.befell) {
                *stories += u32::from(story.contains(befalls));
            }
            told.wrong = why
                .map(|why| (seed, format!("{story}{why}")))
                .or(told.wrong.take());
        }
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        for _ in 0..cores {
            scope.spawn(work);
        }
    });
    let told = told.into_inner().unwrap();
    if let Some((seed, story)) = told.wrong {
        panic!(
            "{story}\nseed {seed} goes wrong. To replay it:\n\
             WAYMARK_SEED={seed} cargo test --test suite sync::simulation -- --nocapture"
        );
    }
    for (befalls, stories) in BEFALLS.iter().zip(told.befell) {
        eprintln!("{stories} stories with `{befalls}`");
    }
    for (befalls, stories) in BEFALLS.iter().zip(told.befell) {
        let many = seeds.end - seeds.start >= SEEDS;
        assert!(!many || stories > 0, "no story with `{befalls}`");
    }
}
