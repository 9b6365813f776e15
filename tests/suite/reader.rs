//! The card reader thread against a real PC/SC service with virtual readers and cards.
//!
//! The client library finds the service by an environment variable that it reads once per process,
//! so each test runs the reader in a process of its own: this test program again, where only
//! [`reports_what_a_reader_sees_when_run_as_a_child`] runs and has something to do.

use std::{
    env,
    io::{self, BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use waymark::{
    badges::code::BadgeCode,
    devices::reader::{CardReaders, CardTrouble, Order, ReaderReport},
    domain::{
        badge::{BadgeKey, Tap, TapSource},
        tag::Signal,
    },
};

use crate::support::pcscd::{Card, PATIENCE, Pcscd, reader_name};

const UID: [u8; 7] = [0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x80];
const OTHER_UID: [u8; 4] = [0x1B, 0x22, 0x33, 0x44];
const CHILD: &str = "WAYMARK_TEST_READER_CHILD";
const MARK: &str = "report: ";
const STOPPED: &str = "stopped";

/// A reader thread in a process of its own.
pub struct Watching {
    child: Child,
    stdin: Option<ChildStdin>,
    reports: Receiver<String>,
}

impl Watching {
    pub fn start(service: &Pcscd) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "--nocapture",
                "reader::reports_what_a_reader_sees_when_run_as_a_child",
            ])
            .env(CHILD, "1")
            .env("PCSCLITE_CSOCK_NAME", service.socket())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (sender, reports) = mpsc::channel();
        // Ends with the child, whose output it reads.
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let report = line.split_once(MARK).map(|(_, report)| report.to_owned());
                if report.is_some_and(|report| sender.send(report).is_err()) {
                    break;
                }
            }
        });
        Self {
            stdin: child.stdin.take(),
            child,
            reports,
        }
    }

    /// Starts, and waits until the two virtual readers are watched.
    pub fn both_readers(service: &Pcscd) -> Self {
        let watching = Self::start(service);
        watching.expect(&both());
        watching
    }

    /// Gives the thread an order: `good`, `bad`, or `write`, the serial number, the code, and `over`
    /// or not.
    pub fn order(&mut self, order: &str) {
        let stdin = self.stdin.as_mut().unwrap();
        writeln!(stdin, "{order}").unwrap();
    }

    pub fn expect(&self, report: &ReaderReport) {
        self.expect_line(&format!("{report:?}"));
    }

    /// The next report, as it is written for debugging.
    pub fn next(&self) -> String {
        self.reports.recv_timeout(PATIENCE).expect("a report")
    }

    fn expect_line(&self, line: &str) {
        assert_eq!(
            self.reports.recv_timeout(PATIENCE),
            Ok(line.to_owned()),
            "the next report"
        );
    }

    /// Stops the reader thread: nothing more is reported, and it ends long before the wait for a
    /// card does.
    pub fn stop(mut self) {
        let told = Instant::now();
        drop(self.stdin.take());
        self.expect_line(STOPPED);
        assert!(told.elapsed() < Duration::from_secs(5), "{told:?}");
        assert!(self.child.wait().unwrap().success());
        assert_eq!(
            self.reports.recv_timeout(PATIENCE),
            Err(RecvTimeoutError::Disconnected)
        );
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // Both fail when it has ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn read_order(order: &str) -> Order {
    let words: Vec<_> = order.split(' ').collect();
    match words.as_slice() {
        ["good"] => Order::Signal(Signal::Good),
        ["bad"] => Order::Signal(Signal::Bad),
        ["write", uid, code, over] => Order::Write {
            uid: uid.parse().unwrap(),
            code: code.parse().unwrap(),
            over: *over == "over",
        },
        other => panic!("{other:?}"),
    }
}

fn both() -> ReaderReport {
    ReaderReport::Readers(vec![reader_name(0), reader_name(1)])
}

pub fn tap(keys: impl IntoIterator<Item = BadgeKey>) -> ReaderReport {
    ReaderReport::Tap(Tap {
        keys: keys.into_iter().collect(),
        source: TapSource::CardReader,
    })
}

fn uid_tap(uid: &[u8]) -> ReaderReport {
    tap([BadgeKey::from_uid(uid)])
}

/// Not a test of its own: what [`Watching`] runs. Reports on standard output until standard input
/// is closed, which until then gives orders.
#[test]
fn reports_what_a_reader_sees_when_run_as_a_child() {
    if env::var_os(CHILD).is_none() {
        return;
    }
    // Not `println`: the test harness would be in its way.
    let say = |what: &str| writeln!(io::stdout().lock(), "\n{MARK}{what}").unwrap();
    let readers = CardReaders::start(move |report| say(&format!("{report:?}"))).unwrap();
    for order in io::stdin().lines() {
        let order = order.unwrap();
        readers.try_send(read_order(&order)).unwrap();
        // As the window does each time it wakes.
        while readers.nudge() {
            thread::park_timeout(Duration::from_millis(20));
        }
    }
    readers.stop();
    say(STOPPED);
}

#[test]
fn a_tap_gives_the_serial_number() {
    let service = Pcscd::start();
    let watching = Watching::both_readers(&service);
    let _card = service.lay(Card::new(&UID));
    watching.expect(&uid_tap(&UID));
    watching.stop();
}

#[test]
fn a_code_on_the_tag_comes_before_the_serial_number() {
    let service = Pcscd::start();
    let watching = Watching::both_readers(&service);
    let code = BadgeCode::draw(&mut rand::rng());
    let _card = service.lay(Card::new(&UID).written(&code.to_string()));
    watching.expect(&tap([code.key(), BadgeKey::from_uid(&UID)]));
    watching.stop();
}

#[test]
fn a_damaged_code_on_the_tag_leaves_the_serial_number() {
    let service = Pcscd::start();
    let watching = Watching::both_readers(&service);
    let _card = service.lay(Card::new(&UID).written("BBBBBBBBBBBBBBBBBC"));
    watching.expect(&uid_tap(&UID));
    watching.stop();
}

#[test]
fn each_card_laid_down_is_one_tap() {
    let service = Pcscd::start();
    let watching = Watching::both_readers(&service);
    for uid in [&UID[..], &OTHER_UID, &OTHER_UID] {
        let card = service.lay(Card::new(uid));
        watching.expect(&uid_tap(uid));
        card.lift();
    }
    watching.stop();
}

#[test]
fn a_card_that_lies_there_before_is_no_tap() {
    let service = Pcscd::start();
    let early = Watching::both_readers(&service);
    let card = service.lay(Card::new(&UID));
    early.expect(&uid_tap(&UID));
    let late = Watching::both_readers(&service);
    card.lift();
    let _other = service.lay(Card::new(&OTHER_UID));
    for watching in [early, late] {
        watching.expect(&uid_tap(&OTHER_UID));
        watching.stop();
    }
}

#[test]
fn two_readers_are_watched_at_once() {
    let service = Pcscd::start();
    let watching = Watching::both_readers(&service);
    let _first = service.lay_on(0, Card::new(&UID));
    watching.expect(&uid_tap(&UID));
    let _second = service.lay_on(1, Card::new(&OTHER_UID));
    watching.expect(&uid_tap(&OTHER_UID));
    watching.stop();
}

#[test]
fn a_card_torn_away_in_mid_answer_was_lifted_too_early() {
    let service = Pcscd::start();
    let watching = Watching::both_readers(&service);
    let card = service.lay(Card::vanishing());
    watching.expect(&ReaderReport::Trouble(CardTrouble::LiftedTooEarly));
    card.lift();
    let _again = service.lay(Card::new(&UID));
    watching.expect(&uid_tap(&UID));
    watching.stop();
}

#[test]
fn a_random_serial_number_is_refused() {
    let service = Pcscd::start();
    let watching = Watching::both_readers(&service);
    let _phone = service.lay(Card::new(&[0x08, 0x11, 0x22, 0x33]));
    watching.expect(&ReaderReport::Trouble(CardTrouble::RandomUid));
    watching.stop();
}

#[test]
fn a_card_that_answers_rubbish_is_unreadable_and_the_next_one_is_not() {
    let service = Pcscd::start();
    let watching = Watching::both_readers(&service);
    let answers: [&[u8]; 4] = [
        &[0x63, 0x00],
        &[0x6A, 0x81],
        &[0x04, 0xA2, 0x24, 0x90, 0x00],
        &[0x04, 0xA2, 0x24, 0x5A],
    ];
    for answer in answers {
        let card = service.lay(Card::answering(answer));
        watching.expect(&ReaderReport::Trouble(CardTrouble::Unreadable));
        card.lift();
    }
    let _card = service.lay(Card::new(&UID));
    watching.expect(&uid_tap(&UID));
    watching.stop();
}

#[test]
fn a_card_lifted_before_it_answered_was_lifted_too_early() {
    let service = Pcscd::start();
    let watching = Watching::both_readers(&service);
    let card = service.lay(Card::silent());
    card.wait_until_asked();
    card.lift();
    watching.expect(&ReaderReport::Trouble(CardTrouble::LiftedTooEarly));
    let _again = service.lay(Card::new(&UID));
    watching.expect(&uid_tap(&UID));
    watching.stop();
}

#[test]
fn a_reader_that_hangs_does_not_keep_the_program_from_closing() {
    let service = Pcscd::start();
    let watching = Watching::both_readers(&service);
    let card = service.lay(Card::silent());
    card.wait_until_asked();
    watching.stop();
}

#[test]
fn a_killed_service_that_comes_back_reads_cards_again() {
    let mut service = Pcscd::start();
    let watching = Watching::both_readers(&service);
    for _ in 0..2 {
        service.kill();
        watching.expect(&ReaderReport::NoService);
        service.run();
        watching.expect(&both());
        let _card = service.lay(Card::new(&UID));
        watching.expect(&uid_tap(&UID));
    }
    watching.stop();
}

#[test]
fn without_a_service_that_is_said_once_and_stopping_is_prompt() {
    let service = Pcscd::absent();
    let watching = Watching::start(&service);
    watching.expect(&ReaderReport::NoService);
    watching.stop();
}

#[test]
fn a_service_that_starts_late_is_found() {
    let mut service = Pcscd::absent();
    let watching = Watching::start(&service);
    watching.expect(&ReaderReport::NoService);
    service.plug_in();
    service.run();
    watching.expect(&both());
    watching.stop();
}

#[test]
fn readers_that_came_or_went_with_the_service_are_noticed() {
    let mut service = Pcscd::absent();
    service.run();
    let watching = Watching::start(&service);
    watching.expect(&ReaderReport::Readers(vec![]));
    service.kill();
    watching.expect(&ReaderReport::NoService);
    service.plug_in();
    service.run();
    watching.expect(&both());
    let card = service.lay(Card::new(&UID));
    watching.expect(&uid_tap(&UID));
    card.lift();
    service.kill();
    watching.expect(&ReaderReport::NoService);
    service.pull_out();
    service.run();
    watching.expect(&ReaderReport::Readers(vec![]));
    watching.stop();
}
