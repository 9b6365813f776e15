//! Printing through a real CUPS on real printers without paper: what comes out is read back with an
//! independent decoder, and everything that goes wrong with printers is told.

use std::{
    net::TcpListener,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use waymark::{
    app::sheets::typefaces,
    badges::{
        code::BadgeCode,
        print::{self, Badge, Drawing, Order, Pages},
        sheet::{Layout, Offset, Paper as SheetPaper, Sheet},
    },
    devices::printer::{Cups as Service, CupsError, Document, Job},
    domain::{
        health,
        printing::{JobState, Need, Paper, PrinterLook, Printers},
    },
};

use crate::support::cups::Cups;

/// Made-up codes, the same in every run.
pub fn codes(count: usize) -> Vec<BadgeCode> {
    use rand::SeedableRng as _;
    let mut random = rand::rngs::StdRng::seed_from_u64(7);
    (0..count).map(|_| BadgeCode::draw(&mut random)).collect()
}

/// A sheet of ID badges.
fn sheet(codes: &[BadgeCode]) -> Vec<u8> {
    let fox = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 36 36\">\
               <circle cx=\"18\" cy=\"18\" r=\"16\" fill=\"#f80\"/></svg>";
    let badge = |code: &BadgeCode| Badge::Student {
        name: "Maya".to_owned(),
        animal: Drawing::svg(fox),
        code: *code,
    };
    let order = Order {
        sheet: Sheet::Squares,
        paper: Some(SheetPaper::Letter),
        offset: Offset::default(),
    };
    let pages = Pages::Badges(codes.iter().map(badge).collect());
    print::pdf(&order, &typefaces(), &pages).unwrap()
}

/// What an independent decoder reads on a printed page, badge by badge.
pub fn read_back(pdf: &Path, page: usize, layout: &Layout) -> Vec<String> {
    const DPI: f32 = 150.0;
    let folder = tempfile::TempDir::new().unwrap();
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a page")]
    let pixels = |mm: f32| (mm / 25.4 * DPI).round() as i32;
    let mut read = Vec::new();
    for (place, cell) in layout.cells.iter().enumerate() {
        let picture = folder.path().join(place.to_string());
        let page = page.to_string();
        let crop = [cell.left, cell.top, cell.width, cell.height].map(|mm| pixels(mm).to_string());
        let drawn = Command::new("pdftoppm")
            .args(["-r", "150", "-png", "-singlefile", "-f", &page, "-l", &page])
            .args([
                "-x", &crop[0], "-y", &crop[1], "-W", &crop[2], "-H", &crop[3],
            ])
            .arg(pdf)
            .arg(&picture)
            .status()
            .expect("poppler-utils is installed");
        assert!(drawn.success());
        let said = Command::new("zbarimg")
            .args(["-q", "--raw", "-Sdisable", "-Sqrcode.enable"])
            .arg(picture.with_extension("png"))
            .output()
            .expect("zbar-tools is installed");
        let said = String::from_utf8(said.stdout).unwrap();
        read.extend(said.lines().map(ToOwned::to_owned));
    }
    read
}

fn document(pdf: Vec<u8>) -> Document {
    Document {
        title: "Waymark".to_owned(),
        pdf,
        paper: Paper::Letter,
        copies: 1,
    }
}

/// Follows a job until it is so.
fn follow(cups: &Cups, service: &Service, job: &Job, is_so: impl Fn(JobState, &[Need]) -> bool) {
    let what = format!("job {}", job.id);
    cups.wait_until(&what, || match service.follow(job) {
        Ok((state, needs)) => {
            let wrong = matches!(state, JobState::Failed | JobState::Canceled);
            assert!(!wrong || is_so(state, &needs), "{state:?}");
            is_so(state, &needs)
        }
        Err(error) => panic!("{error}"),
    });
}

fn done(state: JobState, _: &[Need]) -> bool {
    state == JobState::Done
}

#[test]
fn every_badge_of_a_page_that_was_printed_is_read_back_and_a_printer_says_what_it_waits_for() {
    let mut cups = Cups::start();
    let service = Service::named(Some(&cups.server()));
    assert_eq!(service.look(), Printers::Found(Vec::new()), "no printer");
    assert_eq!(service.look().fact(), health::Printer::None);

    cups.plug_in("Library", "Library printer");
    let ready = |is_default| PrinterLook {
        name: "Library".to_owned(),
        says: "Library printer".to_owned(),
        is_default,
        accepts: true,
        needs: Vec::new(),
    };
    assert_eq!(service.look().all(), [ready(false)]);
    cups.admin("lpadmin", &["-d", "Library"]);
    assert_eq!(service.look().all(), [ready(true)]);

    let codes = codes(12);
    let job = service.send("Library", document(sheet(&codes))).unwrap();
    follow(&cups, &service, &job, done);
    let layout = Sheet::Squares.on(SheetPaper::Letter).unwrap();
    let read = read_back(&cups.printed()[0], 1, &layout);
    let sent: Vec<_> = codes.iter().map(ToString::to_string).collect();
    assert_eq!(read, sent, "badge by badge");

    cups.take_paper_out();
    let pdf = sheet(&codes[..1]);
    let job = service.send("Library", document(pdf.clone())).unwrap();
    follow(&cups, &service, &job, |_, needs| {
        needs.contains(&Need::Paper)
    });
    assert_eq!(service.look().all()[0].needs.first(), Some(&Need::Paper));
    cups.put_paper_in();
    follow(&cups, &service, &job, done);
    assert_eq!(cups.printed().len(), 2);
    cups.wait_until("no need of paper", || {
        service.look().all()[0].needs.is_empty()
    });

    cups.admin("cupsdisable", &["Library"]);
    assert_eq!(service.look().all()[0].needs, [Need::Resume]);
    let job = service.send("Library", document(pdf.clone())).unwrap();
    follow(&cups, &service, &job, |state, needs| {
        state != JobState::Done && needs.contains(&Need::Resume)
    });
    service.cancel(&job).unwrap();
    follow(&cups, &service, &job, |state, _| {
        state == JobState::Canceled
    });
    cups.admin("cupsenable", &["Library"]);

    cups.admin("cupsreject", &["Library"]);
    assert!(!service.look().all()[0].accepts);
    let refused = service.send("Library", document(pdf));
    assert!(matches!(refused, Err(CupsError::Refused(_))), "{refused:?}");
    assert_eq!(cups.printed().len(), 2, "nothing more was printed");
}

#[test]
fn a_printer_that_vanishes_is_told_and_what_was_sent_is_printed_once_it_is_back() {
    let mut cups = Cups::start();
    let service = Service::named(Some(&cups.server()));
    cups.plug_in("Room", "Room 12, by the window");
    cups.turn_off("Room 12, by the window");
    let pdf = sheet(&codes(1));
    let job = service.send("Room", document(pdf.clone())).unwrap();
    follow(&cups, &service, &job, |_, needs| {
        needs.contains(&Need::Connection)
    });
    cups.turn_on("Room 12, by the window");
    follow(&cups, &service, &job, done);
    assert_eq!(cups.printed().len(), 1);

    // For good: the service forgets it, and every job on it.
    cups.admin("lpadmin", &["-x", "Room"]);
    assert_eq!(service.look(), Printers::Found(Vec::new()));
    let gone = service.send("Room", document(pdf.clone()));
    assert!(matches!(gone, Err(CupsError::Gone)), "{gone:?}");
    assert!(service.follow(&job).is_err());

    cups.kill();
    let begun = Instant::now();
    assert_eq!(service.look(), Printers::NoService);
    let away = service.send("Room", document(pdf));
    assert!(matches!(away, Err(CupsError::NoService(..))), "{away:?}");
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "nobody is held up"
    );
    cups.run();
    assert_eq!(service.look(), Printers::Found(Vec::new()));
}

#[test]
fn a_service_that_never_answers_or_talks_nonsense_holds_nobody_up() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let service = Service::named(Some(&silent.local_addr().unwrap().to_string()));
    let begun = Instant::now();
    assert_eq!(service.look(), Printers::Silent);
    assert!(begun.elapsed() < Duration::from_secs(10));

    let talks = TcpListener::bind("127.0.0.1:0").unwrap();
    let service = Service::named(Some(&talks.local_addr().unwrap().to_string()));
    let nonsense: [&[u8]; 5] = [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nxxxx",
        b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n\x01\x01\x00\x00\x00\x00\x00\x01\x04\x35\x00\x01",
        b"HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n\x01\x01\x00\x00\x00\x00\x00\x01\x04\x35\x00\x01a\x00\x03\x00\xFFx",
    ];
    let talker = thread::spawn(move || {
        use std::io::{Read as _, Write as _};
        for answer in nonsense {
            let (mut stream, _) = talks.accept().unwrap();
            let mut asked = [0; 4096];
            assert!(stream.read(&mut asked).unwrap() > 0);
            stream.write_all(answer).unwrap();
        }
    });
    for _ in nonsense {
        assert_eq!(service.look(), Printers::Silent);
    }
    talker.join().unwrap();
}

#[test]
fn the_service_is_where_the_environment_says_or_at_its_usual_place() {
    for (named, address) in [
        (None, "127.0.0.1:631"),
        (Some(""), "127.0.0.1:631"),
        (Some("/run/cups/cups.sock"), "127.0.0.1:631"),
        (
            Some("printers.school.example"),
            "printers.school.example:631",
        ),
        (Some("10.0.0.7:6631"), "10.0.0.7:6631"),
        (Some("10.0.0.7:6631/version=1.1"), "10.0.0.7:6631"),
        (Some("[::1]"), "[::1]:631"),
        (Some("[::1]:6631"), "[::1]:6631"),
    ] {
        assert_eq!(Service::named(named).address(), address, "{named:?}");
    }
}

#[test]
fn what_a_printer_waits_for_is_told_by_its_reasons_and_what_it_only_mentions_is_not() {
    let of = |reasons: &[&str]| Need::of_reasons(reasons.iter().copied());
    assert_eq!(of(&["none"]), []);
    assert_eq!(of(&["media-low-warning", "toner-low-report"]), []);
    assert_eq!(of(&["cups-ipp-conformance-failure-report"]), []);
    assert_eq!(
        of(&["media-empty-warning", "media-needed-error"]),
        [Need::Paper]
    );
    let both = ["offline-report", "media-jam-error"];
    assert_eq!(of(&both), [Need::Jam, Need::Connection]);
    assert_eq!(of(&["spool-area-full-error"]), [Need::Somebody]);
    assert_eq!(of(&["job-printing", "processing-to-stop-point"]), []);
}
