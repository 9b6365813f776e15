//! From a tap handed to the kiosk to a greeting ready for the graphics driver: what it means, what is
//! said, where everything goes, and all triangles. Between two taps the first screen is drawn, as it
//! is in a classroom.

use std::{
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

use eframe::egui::{self, Pos2, Rect, vec2};
use jiff::{Zoned, civil};
use waymark::{
    config,
    domain::{
        badge::{BadgeKey, Tap, TapSource},
        event::{Event, Holder},
        ids::{EntryId, StudentId},
        kiosk::{Context, Input, Kiosk, Page, Record, Touch},
        pack::Pack,
        records::{BadgeRecord, Happened, Records},
        standing::Next,
        time::{Hlc, Moment, Stamp},
    },
    look::{theme, words::Words},
    screens::{self, View},
    storage::{Journal, Store, StoreReport},
};

use super::{
    Failed, Scale, Spread, Table, progress,
    year::{CLASS, Year},
};

/// One frame of a screen that shows sixty a second.
pub(super) const FRAME: Duration = Duration::from_micros(16_700);

/// Greets many, greets first, and greets by the express lane.
pub(crate) fn measure(year: &Year, scale: Scale, table: &mut Table) -> Result<(), Failed> {
    let pack = config::load(CLASS.as_ref()).map_err(|problems| problems.to_string())?;
    let mut moving = pack.clone();
    moving.tablet.station = None;
    let journal = Journal::open_to_read(year.folder())?;
    let (records, last) = (journal.records(), last_day(&journal)?);
    let day = school_day_after(&pack, last)?;
    let rounds = rounds(&pack, day);
    let round = rounds.first().ok_or("the class has no rotation")?;
    let badges = badges(&records);

    for read_aloud in [false, true] {
        let mut kiosk = Screen::new(&moving, &records, *round, read_aloud)?;
        let bar = progress("greeting known badges", scale.taps)?;
        let mut took = Spread::default();
        for (_, badge) in badges.iter().cycle().step_by(7).take(scale.taps) {
            kiosk.rest();
            took.add(kiosk.greet(badge)?);
            kiosk.leave();
            bar.inc(1);
        }
        bar.finish_and_clear();
        let with = if read_aloud { "read aloud" } else { "seen" };
        let what = |which| format!("tap to greeting, {with}, {which} of {}", took.len());
        table.time(&what("p50"), took.median(), FRAME);
        table.time(&what("p99"), took.percentile(99), FRAME);
        table.time(&what("worst"), took.percentile(100), FRAME);
    }

    let mut first = Spread::default();
    for (_, badge) in badges.iter().take(scale.first) {
        let mut kiosk = Screen::new(&moving, &records, *round, true)?;
        kiosk.rest();
        first.add(kiosk.greet(badge)?);
    }
    let what = |which| format!("first greeting of a start, {which} of {}", first.len());
    table.time(&what("p50"), first.median(), FRAME);
    table.time(&what("worst"), first.percentile(100), FRAME);
    drop(journal);
    express(year, scale, &pack, &rounds, table)
}

/// Taps that check in by themselves, up to "You're set", which is drawn only once it is durable.
fn express(
    year: &Year,
    scale: Scale,
    pack: &Pack,
    rounds: &[civil::DateTime],
    table: &mut Table,
) -> Result<(), Failed> {
    let journal = Journal::open(year.folder(), &Zoned::now(), &mut rand::rng())?.journal;
    let records = journal.records();
    let (report, saved) = channel();
    let store = Store::start(journal, move |told| drop(report.send(told)))?;
    let all = badges(&records);
    let begin = rounds.first().ok_or("the class has no rotation")?;
    let mut kiosk = Screen::new(pack, &records, *begin, true)?;
    let mut took = Spread::default();
    let bar = progress("checking in by the express lane", scale.express)?;
    'rounds: for round in rounds {
        kiosk.at(*round)?;
        for (student, badge) in &all {
            if !kiosk.has_only_to_check_in(student) {
                continue;
            }
            kiosk.rest();
            took.add(kiosk.check_in(badge, &store, &saved)?);
            kiosk.done();
            bar.inc(1);
            if took.len() == scale.express {
                break 'rounds;
            }
        }
    }
    bar.finish_and_clear();
    store.stop();
    let what = |which| format!("express lane, durable, {which} of {}", took.len());
    table.fact_time(&what("p50"), took.median());
    table.fact_time(&what("p99"), took.percentile(99));
    table.fact_time(&what("worst"), took.percentile(100));
    Ok(())
}

/// A kiosk and its window, without the glass.
pub(super) struct Screen<'a> {
    pack: &'a Pack,
    records: std::sync::Arc<Records>,
    words: Words,
    kiosk: Kiosk,
    moment: Moment,
    window: egui::Context,
}

impl<'a> Screen<'a> {
    pub(super) fn new(
        pack: &'a Pack,
        records: &std::sync::Arc<Records>,
        now: civil::DateTime,
        read_aloud: bool,
    ) -> Result<Self, Failed> {
        let window = egui::Context::default();
        theme::install(&window);
        if read_aloud {
            window.enable_accesskit();
        }
        let wall = now.to_zoned(jiff::tz::TimeZone::UTC)?;
        let mut screen = Self {
            pack,
            records: records.clone(),
            words: Words::load(),
            kiosk: Kiosk::default(),
            moment: Moment {
                since_start: Duration::from_mins(1),
                wall,
            },
            window,
        };
        screen.rest();
        if screen.draw() == read_aloud {
            Ok(screen)
        } else {
            Err(
                "a screen reader is told of the screens when nobody asked, or not when asked"
                    .into(),
            )
        }
    }

    /// It is that time of day.
    fn at(&mut self, now: civil::DateTime) -> Result<(), Failed> {
        self.moment.wall = now.to_zoned(jiff::tz::TimeZone::UTC)?;
        Ok(())
    }

    /// Ten seconds in which the first screen is drawn twice.
    fn rest(&mut self) {
        self.moment.since_start += Duration::from_secs(10);
        self.tell(Input::Tick);
        self.draw();
        self.draw();
    }

    fn greet(&mut self, badge: &BadgeKey) -> Result<Duration, Failed> {
        let tap = tap(badge);
        let since = Instant::now();
        self.tell(Input::Tap(tap));
        self.draw();
        let took = since.elapsed();
        match self.kiosk.visit().map(|visit| &visit.page) {
            Some(Page::Hello) => Ok(took),
            page => Err(format!("a known badge was answered with {page:?}").into()),
        }
    }

    fn check_in(
        &mut self,
        badge: &BadgeKey,
        store: &Store,
        saved: &Receiver<StoreReport>,
    ) -> Result<Duration, Failed> {
        let tap = tap(badge);
        let since = Instant::now();
        for record in self.tell(Input::Tap(tap)) {
            let now = self.moment.wall.clone();
            store.try_record(record.ticket, now, record.actor, record.events)?;
        }
        self.draw();
        while self.kiosk.saving_since().is_some() {
            match saved.recv()? {
                StoreReport::Saved {
                    ticket,
                    entries,
                    records,
                } => {
                    self.records = records;
                    self.tell(Input::Saved(ticket, entries));
                }
                other => return Err(format!("not saved: {other:?}").into()),
            }
        }
        self.draw();
        let took = since.elapsed();
        match self.kiosk.visit().map(|visit| &visit.page) {
            Some(Page::Set) => Ok(took),
            page => Err(format!("a check-in ended at {page:?}").into()),
        }
    }

    /// A teacher taps, with a badge linked for it.
    pub(super) fn tap_teacher(&mut self) {
        let badge = BadgeKey::from_uid(&[0xFE; 7]);
        let stamp = Stamp {
            clock: Hlc {
                millis: i64::MAX,
                count: 0,
            },
            entry: EntryId {
                tablet: "BCDFGHJKLNPR".into(),
                seq: u64::MAX,
            },
        };
        let event = Event::BadgeLinked {
            badge: badge.clone(),
            holder: Holder::Teacher("bench".into()),
        };
        let happened = Happened {
            stamp: &stamp,
            at: self.moment.wall.datetime(),
            actor: &waymark::domain::event::Actor::CommandLine,
            event: &event,
        };
        let stale = std::sync::Arc::make_mut(&mut self.records).apply(happened);
        assert!(stale.is_none());
        self.tell(Input::Tap(tap(&badge)));
    }

    pub(super) fn is_at_desk(&self) -> bool {
        self.kiosk.desk_is_open()
    }

    fn leave(&mut self) {
        self.tell(Input::Touch(Touch::NotMe));
    }

    fn done(&mut self) {
        self.tell(Input::Touch(Touch::Done));
    }

    /// Whether the express lane is for this student, here and now.
    fn has_only_to_check_in(&self, student: &StudentId) -> bool {
        let at = self.context().standpoint(student);
        at.is_some_and(|at| {
            at.next() == Next::CheckIn && at.expected_station() == self.pack.tablet.station.as_ref()
        })
    }

    fn context(&self) -> Context<'_> {
        Context {
            pack: self.pack,
            records: &self.records,
            moment: &self.moment,
        }
    }

    pub(super) fn tell(&mut self, input: Input) -> Vec<Record> {
        let context = Context {
            pack: self.pack,
            records: &self.records,
            moment: &self.moment,
        };
        self.kiosk.handle(context, input)
    }

    /// One frame of 1280 x 800 pixels, as the program draws it, up to its triangles. Whether a screen
    /// reader was told of it.
    pub(super) fn draw(&self) -> bool {
        let input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0))),
            time: Some(self.moment.since_start.as_secs_f64()),
            ..egui::RawInput::default()
        };
        let mut output = self.window.run_ui(input, |ui| {
            let lang = self.kiosk.language(self.pack, &self.records);
            let view = View {
                ctx: self.context(),
                kiosk: &self.kiosk,
                say: self.words.speak(&lang),
                quiet_lines: &[],
                listen: true,
                practice: &[],
                motion: waymark::look::motion::Motion::reduced(),
            };
            std::hint::black_box(screens::show(ui, &view));
        });
        let shapes = std::mem::take(&mut output.shapes);
        let triangles = self.window.tessellate(shapes, output.pixels_per_point);
        std::hint::black_box(triangles);
        let told = output.platform_output.accesskit_update.is_some();
        std::hint::black_box(&output);
        output.drop_without_applying_deltas();
        told
    }
}

fn tap(badge: &BadgeKey) -> Tap {
    Tap {
        keys: vec![badge.clone()],
        source: TapSource::CardReader,
    }
}

/// Every badge that lets a student of the class in.
pub(super) fn badges(records: &Records) -> Vec<(StudentId, BadgeKey)> {
    let holder = |(key, badge): (&BadgeKey, &BadgeRecord)| match badge.counts_for() {
        Some(Holder::Student(student)) if records.student(student).is_some() => {
            Some((student.clone(), key.clone()))
        }
        _ => None,
    };
    records.badges().filter_map(holder).collect()
}

/// The day of the last entry.
pub(super) fn last_day(journal: &Journal) -> Result<civil::Date, Failed> {
    let tail = journal.tail(1)?;
    let (_, entry) = tail.last().ok_or("the journal is empty")?;
    Ok(entry.at.date())
}

pub(super) fn school_day_after(pack: &Pack, day: civil::Date) -> Result<civil::Date, Failed> {
    let days = std::iter::successors(day.tomorrow().ok(), |day| day.tomorrow().ok());
    let mut days = days.take(7).filter(|day| pack.is_school_day(*day));
    Ok(days.next().ok_or("the class has no school day")?)
}

/// When the rounds begin in which groups go to different stations.
pub(super) fn rounds(pack: &Pack, day: civil::Date) -> Vec<civil::DateTime> {
    let minutes = (0..24 * 60_i16).map(|minute| (minute / 60, minute % 60));
    let mut found: Vec<civil::DateTime> = minutes
        .filter_map(|(hour, minute)| {
            let now = day.at(hour.try_into().ok()?, minute.try_into().ok()?, 0, 0);
            let place = pack.place(now)?;
            let round = place.block.rounds.get(place.round)?;
            (!round.stations.is_empty()).then_some(place.since)
        })
        .collect();
    found.dedup();
    found
}
