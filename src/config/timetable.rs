//! `timetable.toml`: groups, the blocks of the day, and who rotates where.

use std::fmt;

use jiff::civil::{Time, Weekday};

use super::{
    names::{Gather, Kind, Names},
    picture::Pictures,
    problem::{Complaint, Told, quote},
    reader::{Table, Value},
};
use crate::domain::{
    ids::BlockId,
    pack::{Block, Group, Round},
};

pub(super) const KEYS: [&str; 2] = ["group", "block"];
pub(super) const GROUP: Kind = Kind {
    word: "group",
    unknown: "unknown-group",
    file: "timetable.toml",
};
const BLOCK: Kind = Kind {
    word: "block",
    unknown: "unknown-block",
    file: "timetable.toml",
};
const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];
const MINUTES_PER_DAY: u32 = 24 * 60;

/// What `timetable.toml` says.
pub(super) struct Timetable {
    pub(super) names: Names,
    pub(super) groups: Result<Vec<Group>, Told>,
    pub(super) blocks: Result<Vec<Block>, Told>,
}

impl Timetable {
    /// Nothing, and it was said why.
    pub(super) fn unknown(told: Told) -> Self {
        Self {
            names: Names::unknown(&GROUP, told),
            groups: Err(told),
            blocks: Err(told),
        }
    }

    /// Reads `timetable.toml`.
    pub(super) fn read(root: &Table<'_>, stations: &Names, pictures: &Pictures) -> Self {
        let (names, groups) = groups(root, pictures);
        let blocks = blocks(root, &names, stations);
        Self {
            names,
            groups,
            blocks,
        }
    }
}

fn groups(root: &Table<'_>, pictures: &Pictures) -> (Names, Result<Vec<Group>, Told>) {
    let tables = match root.list("group", &["id", "name", "picture"], 0..=40) {
        Ok(tables) => tables,
        Err(told) => return (Names::unknown(&GROUP, told), Err(told)),
    };
    let mut ids = Gather::new(&GROUP);
    let groups = tables.iter().map(|table| {
        let id = ids.id(table);
        let name = table.required("name").and_then(|value| value.text());
        let picture = table.required("picture");
        let picture = picture.and_then(|value| value.picture(pictures));
        Ok(Group {
            id: id?,
            name: name?,
            picture: picture?,
        })
    });
    let groups: Vec<_> = groups.collect();
    (ids.names(), groups.into_iter().collect())
}

/// The blocks in the order of their start.
fn blocks(root: &Table<'_>, groups: &Names, stations: &Names) -> Result<Vec<Block>, Told> {
    let tables = root.list("block", &["id", "name", "days", "starts", "round"], 0..=100)?;
    let mut ids = Gather::new(&BLOCK);
    let mut taken = Vec::new();
    let blocks = tables.iter().map(|table| {
        let id = ids.id::<BlockId>(table);
        block(table, id, (groups, stations), &mut taken)
    });
    let blocks: Vec<_> = blocks.collect();
    let mut blocks: Vec<Block> = blocks.into_iter().collect::<Result<_, _>>()?;
    blocks.sort_by_key(|block| block.starts);
    Ok(blocks)
}

fn block(
    table: &Table<'_>,
    id: Result<BlockId, Told>,
    (groups, stations): (&Names, &Names),
    taken: &mut Vec<Taken>,
) -> Result<Block, Told> {
    let name = table.required("name").and_then(|value| value.text());
    let days = table.required("days").and_then(|value| days(&value));
    let starts = table.required("starts").and_then(|value| value.time());
    let rounds = table.list("block.round", &["minutes", "stations"], 1..=12);
    let rounds = rounds.and_then(|tables| {
        let rounds = tables.iter().map(|table| round(table, groups, stations));
        let rounds: Vec<_> = rounds.collect();
        rounds.into_iter().collect::<Result<Vec<Round>, Told>>()
    });
    if let (Ok(id), Ok(days), Ok(starts), Ok(rounds)) = (&id, &days, &starts, &rounds) {
        let time = Taken::new(id, days, *starts, rounds);
        time.check(table, taken);
        taken.push(time);
    }
    Ok(Block {
        id: id?,
        name: name?,
        days: days?,
        starts: starts?,
        rounds: rounds?,
    })
}

fn days(value: &Value<'_>) -> Result<Vec<Weekday>, Told> {
    let items = value.items()?;
    if items.is_empty() {
        let complaint = Complaint::new("too-few", "a block needs a day of the week");
        return Err(value.tell(complaint.hint("write days = [\"mon\", \"tue\"]")));
    }
    let mut days: Vec<Weekday> = Vec::new();
    let mut all = Ok(());
    for item in items {
        match item.choice(&DAYS) {
            Ok(day) if days.contains(&day) => {
                let complaint = Complaint::new("duplicate-day", "this day is there already");
                all = Err(item.tell(complaint));
            }
            Ok(day) => days.push(day),
            Err(told) => all = Err(told),
        }
    }
    all.map(|()| days)
}

fn round(table: &Table<'_>, groups: &Names, stations: &Names) -> Result<Round, Told> {
    let minutes = table.required("minutes");
    let minutes = minutes.and_then(|value| value.whole(1..=600));
    let who_where = table.optional("stations").map_or(Ok(Vec::new()), |value| {
        let entries = value.entries()?.into_iter().map(|entry| {
            let group = groups.check(entry.key);
            let group = group.map_err(|complaint| table.source().tell(entry.at, complaint));
            let station = entry.value.named(stations);
            group?;
            Ok((entry.key.into(), station?))
        });
        let entries: Vec<_> = entries.collect();
        entries.into_iter().collect()
    });
    Ok(Round {
        minutes: minutes?,
        stations: who_where?,
    })
}

/// The time that a block takes, whatever else is wrong with it.
struct Taken {
    id: BlockId,
    days: Vec<Weekday>,
    /// From and until which minute of the day.
    since: u32,
    until: u32,
}

impl Taken {
    fn new(id: &BlockId, days: &[Weekday], starts: Time, rounds: &[Round]) -> Self {
        let part = |part: i8| u32::try_from(part).unwrap_or(0);
        let since = part(starts.hour()) * 60 + part(starts.minute());
        let long: u32 = rounds.iter().map(|round| u32::from(round.minutes)).sum();
        Self {
            id: id.clone(),
            days: days.to_owned(),
            since,
            until: since.saturating_add(long),
        }
    }

    /// Reports a block that ends after midnight, or runs while one before it does.
    fn check(&self, table: &Table<'_>, before: &[Self]) {
        let complaint = if self.until >= MINUTES_PER_DAY {
            let message = format!("{} does not end before midnight", quote(self.id.as_str()));
            Complaint::new("past-midnight", message).hint("shorten its rounds")
        } else if let Some((day, other)) = before.iter().find_map(|other| self.meets(other)) {
            let message = format!("on {day}, {self} runs at the same time as {other}");
            Complaint::new("blocks-overlap", message)
                .hint("start one of them later, or shorten the rounds of the other")
        } else {
            return;
        };
        match table.optional("starts") {
            Some(starts) => starts.tell(complaint),
            None => table.tell(complaint),
        };
    }

    /// The other one and a day, if both run at the same time on it.
    fn meets<'o>(&self, other: &'o Self) -> Option<(&'static str, &'o Self)> {
        let shared = |day: &Weekday| self.days.contains(day) && other.days.contains(day);
        let (day, _) = DAYS.iter().find(|(_, day)| shared(day))?;
        (self.since < other.until && other.since < self.until).then_some((*day, other))
    }
}

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
        let (since, until) = (clock(self.since), clock(self.until));
        write!(f, "{} ({since} to {until})", quote(self.id.as_str()))
    }
}
