//! Printers, what is printed, and how a job goes, as values. What a printer's state means is judged
//! here; asking it is for `devices`, and how it is said for others.

use std::{collections::BTreeMap, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::{
    event::Actor,
    health,
    ids::{LevelId, SkillId, StudentId, TeacherId},
};

/// A printer of this computer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrinterLook {
    /// How the printing service knows it.
    pub name: String,
    /// What people call it; the name where nobody said.
    pub says: String,
    /// Whether it is the one to use when nobody says which.
    pub is_default: bool,
    /// Whether it takes new jobs.
    pub accepts: bool,
    /// What keeps it from printing, the first thing to do first.
    pub needs: Vec<Need>,
}

/// What a printer waits for. What it only mentions (little ink, a tray that is nearly full) is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Put paper in.
    Paper,
    /// Paper is stuck.
    Jam,
    /// Close the cover.
    Cover,
    /// Ink or toner.
    Ink,
    /// It is off, or cannot be reached.
    Connection,
    /// Somebody stopped it.
    Resume,
    /// It does not say what.
    Somebody,
}

impl Need {
    /// What a reason in a printer's state or a job's asks for, if it asks for anything. Names:
    /// RFC 8011, section 5.4.12, PWG 5100.9, and the ones of CUPS.
    #[must_use]
    pub fn of_reason(reason: &str) -> Option<Self> {
        let endings = ["-error", "-warning", "-report"];
        let bare = endings.iter().find_map(|end| reason.strip_suffix(end));
        Some(match bare.unwrap_or(reason) {
            "media-empty" | "media-needed" | "input-tray-missing" => Self::Paper,
            "media-jam" => Self::Jam,
            "cover-open" | "door-open" | "interlock-open" => Self::Cover,
            "toner-empty" | "marker-supply-empty" | "developer-empty" | "marker-supply-missing" => {
                Self::Ink
            }
            "offline" | "connecting-to-device" | "timed-out" | "shutdown" => Self::Connection,
            "paused" | "moving-to-paused" | "hold-new-jobs" | "printer-stopped" => Self::Resume,
            _ if reason.ends_with("-error") => Self::Somebody,
            _ => return None,
        })
    }

    /// What CUPS says in words while a job waits for a printer that it cannot reach: of that it gives
    /// no reason. (`backend/ipp.c` and `backend/socket.c`, English, as the jobs of this program are.)
    #[must_use]
    pub fn of_message(message: &str) -> Option<Self> {
        const AWAY: [&str; 5] = [
            "unavailable at this time",
            "unreachable at this time",
            "is not responding",
            "Unable to locate printer",
            "Unable to connect",
        ];
        let away = AWAY.iter().any(|part| message.contains(part));
        away.then_some(Self::Connection)
    }

    /// What several reasons ask for, each once, the first thing to do first.
    #[must_use]
    pub fn of_reasons<'a>(reasons: impl IntoIterator<Item = &'a str>) -> Vec<Self> {
        let mut needs: Vec<_> = reasons.into_iter().filter_map(Self::of_reason).collect();
        needs.sort_unstable();
        needs.dedup();
        needs
    }
}

/// The printers of this computer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Printers {
    /// Nobody has looked yet.
    #[default]
    Unknown,
    /// There was no answer in time.
    Silent,
    /// There is no printing service.
    NoService,
    /// These, by name; perhaps none.
    Found(Vec<PrinterLook>),
}

impl Printers {
    /// All that are known.
    #[must_use]
    pub fn all(&self) -> &[PrinterLook] {
        match self {
            Self::Found(all) => all,
            _ => &[],
        }
    }

    /// The one to use: the chosen one while it is there, else the default, else the only one.
    #[must_use]
    pub fn to_use(&self, chosen: Option<&str>) -> Option<&PrinterLook> {
        let all = self.all();
        let named = |look: &&PrinterLook| Some(look.name.as_str()) == chosen;
        let default = || all.iter().find(|look| look.is_default);
        let only = || all.first().filter(|_| all.len() == 1);
        all.iter().find(named).or_else(default).or_else(only)
    }

    /// The same as a fact about the tablet.
    #[must_use]
    pub fn fact(&self) -> health::Printer {
        match self {
            Self::Unknown | Self::Silent => health::Printer::Unknown,
            Self::NoService => health::Printer::NoService,
            Self::Found(all) if all.is_empty() => health::Printer::None,
            Self::Found(all) => match self.to_use(None) {
                None => health::Printer::NoDefault(all.len()),
                Some(look) => match look.needs.first() {
                    None => health::Printer::Default(look.says.clone()),
                    Some(need) => health::Printer::Needs(look.says.clone(), *need),
                },
            },
        }
    }
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// Its turn comes.
    Waiting,
    /// Somebody holds it back.
    Held,
    /// It is being printed.
    Printing,
    /// It was being printed, and the printer waits for something.
    Stopped,
    /// It is on paper.
    Done,
    /// Somebody canceled it.
    Canceled,
    /// It failed.
    Failed,
}

impl JobState {
    /// Whether nothing more comes of it.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Canceled | Self::Failed)
    }
}

/// The size of the paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 8.5 by 11 inches.
    #[default]
    Letter,
    /// 210 by 297 mm.
    A4,
    /// A page is a plastic card.
    Card,
}

/// How badges lie on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    /// Squares of 2 inches, with cut marks.
    #[default]
    Squares,
    /// Avery 5395 name badges.
    Avery5395,
    /// Avery 5371 business cards.
    Avery5371,
    /// Plastic cards.
    Cr80,
}

impl Sheet {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Squares, Self::Avery5395, Self::Avery5371, Self::Cr80];

    /// The papers it comes on, the usual one first.
    #[must_use]
    pub fn papers(self) -> &'static [Paper] {
        match self {
            Self::Squares => &[Paper::Letter, Paper::A4],
            Self::Avery5395 | Self::Avery5371 => &[Paper::Letter],
            Self::Cr80 => &[Paper::Card, Paper::Letter, Paper::A4],
        }
    }
}

/// How far a printer is moved, in tenths of a millimetre: to the right, and down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// To the right.
    pub right: i16,
    /// Down.
    pub down: i16,
}

impl Shift {
    /// The most either way: 15 mm.
    pub const MOST: i16 = 150;

    /// The same, further.
    #[must_use]
    pub fn and(self, right: i16, down: i16) -> Self {
        let sum = |one: i16, more: i16| one.saturating_add(more).clamp(-Self::MOST, Self::MOST);
        Self {
            right: sum(self.right, right),
            down: sum(self.down, down),
        }
    }
}

/// How this tablet prints, as it was chosen last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintChoices {
    /// How badges lie on a page.
    pub sheet: Sheet,
    /// The paper.
    pub paper: Paper,
    /// Which printer, by the name that the printing service has for it.
    pub printer: Option<String>,
    /// How far each printer is moved.
    pub shifts: BTreeMap<String, Shift>,
}

impl PrintChoices {
    /// How far a printer is moved.
    #[must_use]
    pub fn shift(&self, printer: Option<&str>) -> Shift {
        let kept = printer.and_then(|printer| self.shifts.get(printer));
        kept.copied().unwrap_or_default()
    }
}

/// What is on the pages, and whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pages {
    /// The ID badges of these students.
    Students(Vec<StudentId>),
    /// The level badges of these.
    Levels(Vec<(StudentId, SkillId, LevelId)>),
    /// A teacher's own badge.
    Teacher(TeacherId),
    /// The list of secret pictures.
    Pictures,
    /// Rulers, to see how far a printer is off.
    Ruler,
    /// The badge that a scanner is tried with.
    Test,
}

impl Pages {
    /// How many badges.
    #[must_use]
    pub fn badges(&self) -> usize {
        match self {
            Self::Students(who) => who.len(),
            Self::Levels(which) => which.len(),
            Self::Teacher(_) | Self::Test => 1,
            Self::Pictures | Self::Ruler => 0,
        }
    }

    /// Whether they lie on a sheet that can be chosen.
    #[must_use]
    pub fn have_a_sheet(&self) -> bool {
        !matches!(self, Self::Pictures | Self::Ruler)
    }
}

/// Something to print, as it was when it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintOrder {
    /// Which; they count up from 1 since the start.
    pub number: u32,
    /// What.
    pub pages: Pages,
    /// How badges lie on a page.
    pub sheet: Sheet,
    /// The paper.
    pub paper: Paper,
    /// How far everything is moved.
    pub shift: Shift,
    /// The printer; none to save the file alone.
    pub printer: Option<PrinterLook>,
    /// How many copies, from 1.
    pub copies: u8,
    /// Who asked for it.
    pub by: Actor,
}

/// How an order goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintStep {
    /// The pages are being made.
    Making,
    /// The file could not be saved, so nothing was sent.
    NotSaved(FileTrouble),
    /// The pages could not be made.
    NotMade,
    /// There was no printer to send it to: the file is all there is.
    OnlySaved,
    /// The tablet is one to practice on: there is neither paper nor a file.
    Practice,
    /// The printer or its service did not take it.
    NotSent(SendTrouble),
    /// It is on its way, and the printer needs these things.
    Sent(JobState, Vec<Need>),
    /// The service that knew of it does not answer; it is asked again.
    LostSight,
    /// It was sent, and the service knows no more of it: it may be on paper or not.
    Forgotten,
}

impl PrintStep {
    /// Whether nothing more comes of it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        match self {
            Self::Making | Self::LostSight => false,
            Self::Sent(state, _) => state.is_over(),
            Self::NotSaved(_)
            | Self::NotMade
            | Self::OnlySaved
            | Self::Practice
            | Self::Forgotten
            | Self::NotSent(_) => true,
        }
    }
}

/// Why a file could not be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileTrouble {
    /// The disk is full.
    Full,
    /// Something else.
    Other,
}

/// Why a job was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendTrouble {
    /// The printing service does not answer.
    NoService,
    /// There is no such printer any more.
    Gone,
    /// It takes no jobs.
    Refuses,
}

/// An order and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintJob {
    /// What was asked for.
    pub order: PrintOrder,
    /// How it goes.
    pub step: PrintStep,
    /// The file, once it is saved, and how many pages are in it where that is known.
    pub file: Option<(PathBuf, Option<usize>)>,
    /// Copies of the file on sticks: how many, or why there is none.
    pub on_stick: Option<StickCopy>,
    /// Whether its level badges are marked as printed.
    pub marked: Marked,
    /// Whether a teacher has seen how it ended.
    pub seen: bool,
}

impl PrintJob {
    /// Whether nothing more comes of it, and nothing more is to be recorded.
    #[must_use]
    pub fn is_done_with(&self) -> bool {
        let is_marked = match (&self.step, &self.order.pages) {
            (PrintStep::Sent(JobState::Done, _), Pages::Levels(_)) => self.marked != Marked::NotYet,
            _ => true,
        };
        self.step.is_over() && is_marked
    }
}

/// Whether the level badges of an order are marked as printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marked {
    /// They are not on paper yet, or are being marked.
    #[default]
    NotYet,
    /// All of them are, and that is saved.
    All,
    /// It could not be saved.
    NotSaved,
}

/// What came of copying a file to a USB stick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StickCopy {
    /// It is there.
    At(PathBuf),
    /// There is no stick.
    NoStick,
    /// There is, and it did not take the file.
    NotSaved(FileTrouble),
}
