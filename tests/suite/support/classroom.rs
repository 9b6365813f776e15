//! A classroom in memory: the sample class, a kiosk, and a clock that tests turn. What the kiosk
//! wants recorded is folded at once, as the journal would, unless a test holds it back.

use std::{collections::BTreeMap, path::Path, sync::OnceLock, time::Duration};

use jiff::{ToSpan, Zoned, civil};
use waymark::domain::{
    badge::{BadgeKey, Tap, TapSource},
    event::{Actor, Event, Holder},
    ids::{EntryId, StudentId, TabletId},
    kiosk::{Context, Input, Kiosk, Record, Touch},
    log::{LogFilter, LogLine},
    pack::Pack,
    records::{Anew, Happened, Records, can_be_withdrawn},
    secret::Secret,
    story::{self, StoryLine, StoryOf},
    time::{Hlc, Moment, Stamp},
};

/// Monday, 2026-11-23, 10:38: the first round of math.
pub fn monday_math() -> civil::DateTime {
    civil::date(2026, 11, 23).at(10, 38, 0, 0)
}

/// The sample class, read once.
pub fn sample_pack() -> Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    let read = || {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("kiosk-config");
        waymark::config::load(&folder).unwrap_or_else(|problems| panic!("{problems}"))
    };
    PACK.get_or_init(read).clone()
}

pub struct Classroom {
    pub pack: Pack,
    pub records: Records,
    pub kiosk: Kiosk,
    pub moment: Moment,
    /// Everything that was recorded, in order.
    pub journal: Vec<(Actor, Event)>,
    /// While true, what the kiosk wants recorded waits in `held`.
    pub slow_disk: bool,
    pub held: Vec<Record>,
    entries: Vec<(Stamp, civil::DateTime, Actor, Event)>,
    /// The first entry of the record that is being saved: its entries are of one millisecond.
    first: Option<u64>,
}

impl Classroom {
    /// The sample class at that time of day, everyone with a badge: `tap("s01")` works at once.
    pub fn at(now: civil::DateTime) -> Self {
        Self::with(sample_pack(), now)
    }

    pub fn with(pack: Pack, now: civil::DateTime) -> Self {
        let wall = now.to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        let moment = Moment {
            since_start: Duration::from_secs(1000),
            wall,
        };
        let mut room = Self {
            pack,
            records: Records::default(),
            kiosk: Kiosk::default(),
            moment,
            journal: Vec::new(),
            slow_disk: false,
            held: Vec::new(),
            entries: Vec::new(),
            first: None,
        };
        for (student, card) in room.pack.students.clone() {
            let holder = Holder::Student(student.clone());
            let badge = badge_of(student.as_str());
            room.happen(Event::StudentAdded { student, card });
            room.happen(Event::BadgeLinked { badge, holder });
        }
        room.journal.clear();
        room
    }

    pub fn context(&self) -> Context<'_> {
        Context {
            pack: &self.pack,
            records: &self.records,
            moment: &self.moment,
        }
    }

    /// Something happens now that the kiosk did not ask for.
    pub fn happen(&mut self, event: Event) -> EntryId {
        self.fold(Actor::CommandLine, event, self.moment.wall.datetime())
    }

    /// Something happened that many days ago.
    pub fn happened(&mut self, days_ago: i32, event: Event) -> EntryId {
        self.happened_by(Actor::CommandLine, days_ago, event)
    }

    /// The same, and somebody did it.
    pub fn happened_by(&mut self, actor: Actor, days_ago: i32, event: Event) -> EntryId {
        let at = self
            .moment
            .wall
            .datetime()
            .checked_sub(days_ago.days())
            .unwrap();
        self.fold(actor, event, at)
    }

    /// Something happens now on another tablet, and this one hears of it.
    pub fn happen_elsewhere(&mut self, event: Event) -> EntryId {
        let at = self.moment.wall.datetime();
        let entry = self.fold_of("RPNLKJHGFDCB", Actor::CommandLine, event, at);
        self.input(Input::Changed);
        entry
    }

    fn fold(&mut self, actor: Actor, event: Event, at: civil::DateTime) -> EntryId {
        self.fold_of("BCDFGHJKLNPR", actor, event, at)
    }

    fn fold_of(
        &mut self,
        tablet: &str,
        actor: Actor,
        event: Event,
        at: civil::DateTime,
    ) -> EntryId {
        let seq = self.entries.len() as u64 + 1;
        let entry = EntryId {
            tablet: TabletId::from(tablet),
            seq,
        };
        let first = self.first.unwrap_or(seq);
        let clock = Hlc {
            // Some day in November 2026, so that what is told of it is believable.
            millis: 1_795_000_000_000 + i64::try_from(first).unwrap(),
            count: u32::try_from(seq - first).unwrap(),
        };
        let stamp = Stamp {
            clock,
            entry: entry.clone(),
        };
        self.journal.push((actor.clone(), event.clone()));
        self.entries.push((stamp, at, actor, event));
        let (stamp, at, actor, event) = self.entries.last().unwrap();
        let stale: Vec<Anew>;
        let anew = self.records.apply(Happened {
            stamp,
            at: *at,
            actor,
            event,
        });
        if anew == Some(Anew::Everything) {
            self.records = self.records.all_anew();
            let mut students = Vec::new();
            for (stamp, at, actor, event) in &self.entries {
                students.extend(self.records.apply(Happened {
                    stamp,
                    at: *at,
                    actor,
                    event,
                }));
            }
            stale = students;
        } else {
            stale = anew.into_iter().collect();
        }
        for student in stale {
            let Anew::Student(student) = student else {
                continue;
            };
            let own = self
                .entries
                .iter()
                .filter(|(.., event)| event.student().as_ref() == Some(&student));
            let own = own.map(|(stamp, at, actor, event)| Happened {
                stamp,
                at: *at,
                actor,
                event,
            });
            self.records.refold(&student, own);
        }
        entry
    }

    pub fn input(&mut self, input: Input) {
        let ctx = Context {
            pack: &self.pack,
            records: &self.records,
            moment: &self.moment,
        };
        let wanted = self.kiosk.handle(ctx, input);
        for record in wanted {
            if self.slow_disk {
                self.held.push(record);
            } else {
                self.save(record);
            }
        }
        if let Some(count) = self.kiosk.take_draw_wish() {
            let numbers = (0..).step_by(97).take(count);
            let drawn = numbers.map(Secret::nth).collect();
            self.input(Input::Secrets(drawn));
        }
        if let Some(filter) = self.kiosk.take_question() {
            let lines = self.log(&filter);
            self.input(Input::Log((filter, lines.into())));
        }
        if let Some(of) = self.kiosk.take_story_question() {
            let lines = match &of {
                StoryOf::Child(student) => self.story(student),
                StoryOf::Skill(skill, day) => {
                    self.told(|at, event| event.skill() == Some(skill) && at.date() == *day)
                }
            };
            self.input(Input::Story((of, lines.into())));
        }
    }

    /// The log of check-ins, as the journal would answer.
    fn log(&self, filter: &LogFilter) -> Vec<LogLine> {
        let entries = self.entries.iter().rev();
        let lines = entries.filter(|(stamp, ..)| !self.records.is_withdrawn(&stamp.entry));
        let lines = lines.filter_map(|(stamp, at, actor, event)| {
            let happened = Happened {
                stamp,
                at: *at,
                actor,
                event,
            };
            LogLine::of(happened)
        });
        let mut lines: Vec<_> = lines.filter(|line| filter.wants(line)).collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.at));
        lines
    }

    /// The story of a child, as the journal would answer.
    pub fn story(&self, student: &StudentId) -> Vec<StoryLine> {
        let linked = |event: &Event, badge: &BadgeKey| story::linked_badge(event) == Some(badge);
        let own = |event: &Event| match event {
            Event::BadgeVoided { badge, .. } => self.entries.iter().any(|(_, _, _, event)| {
                event.student().as_ref() == Some(student) && linked(event, badge)
            }),
            Event::GroupsSet { groups } => groups.iter().any(|(who, _)| who == student),
            event => event.student().as_ref() == Some(student),
        };
        self.told(|_, event| own(event))
    }

    fn told(&self, of: impl Fn(civil::DateTime, &Event) -> bool) -> Vec<StoryLine> {
        let entries = self.entries.iter().rev();
        let entries = entries.filter(|(_, at, _, event)| of(*at, event));
        entries
            .map(|(stamp, at, actor, event)| StoryLine {
                stamp: stamp.clone(),
                at: *at,
                time_unsure: false,
                here: stamp.entry.tablet == TabletId::from("BCDFGHJKLNPR"),
                actor: actor.clone(),
                event: event.clone(),
                withdrawn: self.records.is_withdrawn(&stamp.entry) && can_be_withdrawn(event),
            })
            .collect()
    }

    /// Makes one record durable and tells the kiosk.
    pub fn save(&mut self, record: Record) {
        let at = self.moment.wall.datetime();
        self.first = Some(self.entries.len() as u64 + 1);
        let entries = record
            .events
            .into_iter()
            .map(|event| self.fold(record.actor.clone(), event, at))
            .collect();
        self.first = None;
        self.input(Input::Saved(record.ticket, entries));
    }

    pub fn tap(&mut self, student: &str) {
        self.tap_badge(badge_of(student));
    }

    pub fn tap_badge(&mut self, badge: BadgeKey) {
        self.input(Input::Tap(Tap {
            keys: vec![badge],
            source: TapSource::CardReader,
        }));
    }

    pub fn touch(&mut self, touch: Touch) {
        self.input(Input::Touch(touch));
    }

    /// Lets that many seconds pass, one tick a second.
    pub fn wait(&mut self, seconds: u64) {
        for _ in 0..seconds {
            self.moment.since_start += Duration::from_secs(1);
            self.moment.wall = self.moment.wall.checked_add(1.second()).unwrap();
            self.input(Input::Tick);
        }
    }

    pub fn who(&self) -> Option<&str> {
        self.kiosk.visit().map(|visit| visit.student.as_str())
    }

    pub fn count(&self, kind: &str) -> usize {
        self.journal
            .iter()
            .filter(|(_, event)| event.kind() == kind)
            .count()
    }

    /// Makes a student's reflection and task be up to date, so that only the check-in is left.
    pub fn settle(&mut self, student: &str) {
        let now = self.moment.wall.clone();
        settle(self, &StudentId::from(student), &now);
    }
}

fn settle(room: &mut Classroom, student: &StudentId, now: &Zoned) {
    let focus = room.pack.focus(now.date()).unwrap().clone();
    let level = room.pack.levels[1].id.clone();
    let task = focus
        .menu
        .iter()
        .find(|task| task.level == level)
        .unwrap()
        .id
        .clone();
    let (placed, chosen) = (level.clone(), level.clone());
    let skill = focus.id.clone();
    let picks = Vec::new();
    let student = student.clone();
    let reflected = Event::ReflectionFinished {
        student: student.clone(),
        skill: skill.clone(),
        picks,
        placed,
        chosen,
    };
    room.happened(1, reflected);
    room.happened(
        1,
        Event::TaskChosen {
            student,
            skill,
            level,
            task,
        },
    );
    room.journal.clear();
}

/// A student's badge in these tests: a chip number made of their id.
pub fn badge_of(student: &str) -> BadgeKey {
    let mut uid = [4_u8; 7];
    for (place, byte) in uid.iter_mut().skip(1).zip(student.bytes()) {
        *place = byte;
    }
    BadgeKey::from_uid(&uid)
}

/// Every student of the class whose name is in `texts`.
pub fn named_in(pack: &Pack, texts: &[String]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (id, card) in &pack.students {
        let name = &card.first_name;
        let word = |text: &String| {
            text.split(|c: char| !c.is_alphanumeric() && c != '-')
                .any(|word| word == name)
        };
        if texts.iter().any(word) {
            found.insert(id.to_string(), name.clone());
        }
    }
    found
}
