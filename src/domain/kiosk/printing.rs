//! Printing at the desk: what is chosen, the orders that were given, and how they go. An order goes on
//! when its teacher leaves, and when a child's tap locks the desk. Nobody's badge is printed with a
//! code that is not saved, and a level badge counts as printed only once it is on paper.

use std::{
    collections::{BTreeSet, VecDeque},
    path::PathBuf,
    time::Duration,
};

use crate::domain::{
    board::by_first_name,
    event::{Event, Holder},
    ids::StudentId,
    print_list,
    printing::{
        Marked, Pages, Paper, PrintChoices, PrintJob, PrintOrder, PrintStep, Printers, Sheet,
        Shift, StickCopy,
    },
    records::Records,
};

use super::{Adult, Context, DeskPage, Kiosk, Record, Then, deeds::MOST, printed::Marking};

/// Printing on this tablet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printing {
    /// As it was chosen last.
    pub choices: PrintChoices,
    /// How many copies the next order has, less one.
    more_copies: u8,
    /// The printers of this computer.
    pub printers: Printers,
    /// What was asked for since the start, the latest last.
    pub jobs: Vec<PrintJob>,
    /// The order that waits until it may be printed.
    waiting: Option<Waiting>,
    /// The level badges that are marked as printed.
    pub(super) marking: Option<Marking>,
    /// What the program is to do, in order.
    errands: VecDeque<PrintErrand>,
    count: u32,
    looked: Option<Duration>,
    /// Whether an answer about the printers is waited for: one question at a time.
    asked: bool,
    /// The order on the page that tells how it goes, as long as that page is open.
    shown: Option<u32>,
}

/// An order that waits, and what has to be saved before it is printed, when that is known: codes for
/// whoever has none.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Waiting {
    order: PrintOrder,
    before: Option<Vec<Event>>,
}

/// What can be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintWhat {
    /// The ID badges of everybody.
    Everybody,
    /// Those of whoever has no badge.
    WithoutBadge,
    /// One child's.
    Child(StudentId),
    /// The level badges that nobody has printed.
    Levels,
    /// The teacher's own.
    Mine,
    /// The list of secret pictures.
    Pictures,
    /// Rulers.
    Ruler,
    /// The badge that a scanner is tried with.
    Test,
}

/// A page about printing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintPage {
    /// What to print.
    What,
    /// On what, where, how often.
    How(PrintWhat),
    /// Which printer: the how-manieth few, from 0.
    Printers(PrintWhat, usize),
    /// How far the printer is off.
    Shift(PrintWhat),
    /// How it goes.
    Progress,
}

/// What can be touched there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintTouch {
    /// On this sheet.
    Sheet(Sheet),
    /// On this paper.
    Paper(Paper),
    /// On the printer with that name; back to where it was asked from.
    Printer(String, PrintWhat),
    /// So many copies.
    Copies(u8),
    /// Further to the right and down, in tenths of a millimetre.
    Shift(i16, i16),
    /// Print.
    Print(PrintWhat),
    /// Save the file alone.
    Save(PrintWhat),
    /// Copy the file of that order to a stick.
    ToStick(u32),
    /// Take that order back.
    Cancel(u32),
}

/// What the program is asked to do. Each is given out once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintErrand {
    /// Which printers are there?
    Look,
    /// What has to be saved before these pages are printed?
    Prepare(Pages),
    /// Make this, save it and send it.
    Print(Box<PrintOrder>),
    /// Copy the file of that order to a stick.
    ToStick(u32),
    /// Take that order back.
    Cancel(u32),
    /// Keep what is chosen.
    Keep(PrintChoices),
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum PrintNews {
    /// These printers are there.
    Printers(Printers),
    /// This is to be saved before: codes for whoever has none.
    Prepared(Vec<Event>),
    /// That order's file is saved, with so many pages where that is known.
    Saved(u32, PathBuf, Option<usize>),
    /// An order went on.
    Step(u32, PrintStep),
    /// Its file went to a stick, or could not.
    Stick(u32, StickCopy),
}

/// How often a page about printing asks for the printers.
const LOOK: Duration = Duration::from_secs(3);
/// How many orders are remembered once they are over.
const REMEMBERED: usize = 8;
/// The most copies.
pub const COPIES: u8 = 20;

impl Printing {
    /// How many copies the next order has.
    #[must_use]
    pub fn copies(&self) -> u8 {
        self.more_copies + 1
    }

    /// The order that is told about: the one that is looked at, else the last whose end nobody has
    /// seen, else the last that is not over, else the last.
    #[must_use]
    pub fn told(&self) -> Option<&PrintJob> {
        let last = |wanted: &dyn Fn(&PrintJob) -> bool| {
            let mut jobs = self.jobs.iter().rev();
            jobs.find(|job| wanted(job))
        };
        let shown = self.shown;
        let shown = shown.and_then(|shown| last(&|job| job.order.number == shown));
        shown
            .or_else(|| last(&|job| job.step.is_over() && !job.seen))
            .or_else(|| last(&|job| !job.step.is_over()))
            .or(self.jobs.last())
    }

    /// The same while there is something to tell a teacher who looks elsewhere.
    #[must_use]
    pub fn news(&self) -> Option<&PrintJob> {
        self.told().filter(|job| !job.seen)
    }

    pub(super) fn job(&mut self, number: u32) -> Option<&mut PrintJob> {
        self.jobs.iter_mut().find(|job| job.order.number == number)
    }
}

impl PrintWhat {
    /// What is on its pages, as the class is now. `None` where that is nothing.
    #[must_use]
    pub fn pages(&self, ctx: Context<'_>, who: &Adult) -> Option<Pages> {
        let students = |wanted: &dyn Fn(&StudentId) -> bool| {
            let all = by_first_name(ctx.records).into_iter();
            let all: Vec<_> = all
                .filter(|(student, ..)| wanted(student))
                .map(|(student, ..)| student.clone())
                .collect();
            (!all.is_empty()).then_some(Pages::Students(all))
        };
        match self {
            Self::Everybody => students(&|_| true),
            Self::WithoutBadge => {
                let with = with_badges(ctx.records);
                students(&|student| !with.contains(student))
            }
            Self::Child(child) => students(&|student| student == child),
            Self::Levels => {
                let all = print_list::to_print(ctx.pack, ctx.records).into_iter();
                let all: Vec<_> = all
                    .map(|one| {
                        (
                            one.student.clone(),
                            one.skill.id.clone(),
                            one.level.id.clone(),
                        )
                    })
                    .collect();
                (!all.is_empty()).then_some(Pages::Levels(all))
            }
            Self::Mine => match who {
                Adult::Teacher(teacher) => Some(Pages::Teacher(teacher.clone())),
                Adult::Substitute { .. } => None,
            },
            Self::Pictures => Some(Pages::Pictures),
            Self::Ruler => Some(Pages::Ruler),
            Self::Test => Some(Pages::Test),
        }
    }
}

/// Whoever has a badge that counts.
fn with_badges(records: &Records) -> BTreeSet<&StudentId> {
    let holders = records.badges().filter_map(|(_, badge)| badge.counts_for());
    let students = holders.filter_map(|holder| match holder {
        Holder::Student(student) => Some(student),
        _ => None,
    });
    students.collect()
}

impl Kiosk {
    /// Printing on this tablet.
    #[must_use]
    pub fn printing(&self) -> &Printing {
        &self.printing
    }

    /// Chooses as it was chosen when the tablet was last used.
    pub fn choose_for_printing(&mut self, choices: PrintChoices) {
        self.printing.choices = choices;
    }

    /// Something that is to be done for printing. The answer is [`super::Input::Print`].
    #[must_use]
    pub fn take_print_errand(&mut self) -> Option<PrintErrand> {
        self.printing.errands.pop_front()
    }

    pub(super) fn touch_printing(&mut self, ctx: Context<'_>, touch: PrintTouch) {
        let printing = &mut self.printing;
        match touch {
            PrintTouch::Sheet(sheet) => {
                printing.choices.sheet = sheet;
                let papers = sheet.papers();
                if !papers.contains(&printing.choices.paper) {
                    printing.choices.paper = papers.first().copied().unwrap_or_default();
                }
            }
            PrintTouch::Paper(paper) => printing.choices.paper = paper,
            PrintTouch::Printer(name, what) => {
                printing.choices.printer = Some(name);
                if let Some(desk) = &mut self.desk {
                    desk.page = DeskPage::Print(PrintPage::How(what));
                }
            }
            PrintTouch::Copies(copies) => {
                printing.more_copies = copies.clamp(1, COPIES) - 1;
                return;
            }
            PrintTouch::Shift(right, down) => {
                let chosen = printing.choices.printer.as_deref();
                if let Some(printer) = printing.printers.to_use(chosen) {
                    let shift = printing.choices.shift(Some(&printer.name)).and(right, down);
                    let name = printer.name.clone();
                    printing.choices.shifts.insert(name, shift);
                }
            }
            PrintTouch::Print(what) => return self.order(ctx, &what, true),
            PrintTouch::Save(what) => return self.order(ctx, &what, false),
            PrintTouch::ToStick(number) => {
                return printing.errands.push_back(PrintErrand::ToStick(number));
            }
            PrintTouch::Cancel(number) => {
                return printing.errands.push_back(PrintErrand::Cancel(number));
            }
        }
        let kept = PrintErrand::Keep(printing.choices.clone());
        printing.errands.push_back(kept);
    }

    /// A teacher asks for something on paper, or in a file.
    fn order(&mut self, ctx: Context<'_>, what: &PrintWhat, on_paper: bool) {
        let Some(desk) = &mut self.desk else { return };
        let Some(pages) = what.pages(ctx, &desk.who) else {
            return;
        };
        let printing = &mut self.printing;
        if printing.waiting.is_some() {
            return;
        }
        let chosen = printing.choices.printer.as_deref();
        let printer = printing.printers.to_use(chosen).filter(|_| on_paper);
        let (mut sheet, mut paper) = (printing.choices.sheet, printing.choices.paper);
        if !pages.have_a_sheet() && paper == Paper::Card {
            (sheet, paper) = (Sheet::Squares, Paper::Letter);
        }
        printing.count += 1;
        let order = PrintOrder {
            number: printing.count,
            pages,
            sheet,
            paper,
            shift: match what {
                // A ruler tells how far the printer itself is off.
                PrintWhat::Ruler => Shift::default(),
                _ => printing
                    .choices
                    .shift(printer.map(|printer| printer.name.as_str())),
            },
            printer: printer.cloned(),
            copies: printing.copies(),
            by: desk.who.actor(),
        };
        printing.more_copies = 0;
        desk.page = DeskPage::Print(PrintPage::Progress);
        if printing.jobs.len() >= REMEMBERED {
            let mut jobs = printing.jobs.iter();
            let oldest = jobs.position(PrintJob::is_done_with);
            if let Some(oldest) = oldest {
                printing.jobs.remove(oldest);
            }
        }
        printing.shown = Some(order.number);
        printing.jobs.push(PrintJob {
            order: order.clone(),
            step: PrintStep::Making,
            file: None,
            on_stick: None,
            marked: Marked::NotYet,
            seen: false,
        });
        let prepare = PrintErrand::Prepare(order.pages.clone());
        printing.errands.push_back(prepare);
        let before = None;
        printing.waiting = Some(Waiting { order, before });
    }

    /// Saves what has to be saved before, as much as one record holds at a time; then the order goes
    /// out.
    pub(super) fn go_on_printing(&mut self, ctx: Context<'_>, out: &mut Vec<Record>) {
        if self.saving.is_some() {
            return;
        }
        let Some(waiting) = &mut self.printing.waiting else {
            return self.record_printed(ctx, out);
        };
        let Some(before) = &mut waiting.before else {
            return;
        };
        let events: Vec<_> = before.drain(..before.len().min(MOST)).collect();
        if events.is_empty() {
            let order = self.printing.waiting.take().map(|waiting| waiting.order);
            let errand = order.map(|order| PrintErrand::Print(Box::new(order)));
            return self.printing.errands.extend(errand);
        }
        let by = waiting.order.by.clone();
        self.record(ctx, by, events, Then::Print, out);
    }

    /// Nothing of the codes was saved: nothing is printed.
    pub(super) fn printing_was_not_saved(&mut self) {
        if let Some(waiting) = self.printing.waiting.take() {
            let number = waiting.order.number;
            if let Some(job) = self.printing.job(number) {
                job.step = PrintStep::NotMade;
            }
        }
    }

    pub(super) fn on_print_news(&mut self, news: PrintNews) {
        let printing = &mut self.printing;
        match news {
            PrintNews::Printers(printers) => {
                printing.printers = printers;
                printing.asked = false;
            }
            PrintNews::Prepared(events) => {
                if let Some(waiting) = &mut printing.waiting {
                    waiting.before = Some(events);
                }
            }
            PrintNews::Saved(number, path, pages) => {
                if let Some(job) = printing.job(number) {
                    job.file = Some((path, pages));
                }
            }
            PrintNews::Step(number, step) => {
                if let Some(job) = printing.job(number) {
                    job.step = step;
                    job.seen = false;
                }
            }
            PrintNews::Stick(number, copy) => {
                if let Some(job) = printing.job(number) {
                    job.on_stick = Some(copy);
                }
            }
        }
    }

    /// A page was opened, or is still there: the printers are asked for, and what is told there is
    /// seen.
    pub(super) fn look_at_printing(&mut self, ctx: Context<'_>) {
        let page = self.desk.as_ref().map(|desk| &desk.page);
        let Some(DeskPage::Print(page)) = page else {
            self.printing.looked = None;
            self.printing.shown = None;
            return;
        };
        let is_told = *page == PrintPage::Progress;
        let told = self.printing.told().filter(|_| is_told);
        // What is looked at stays there until the page is left.
        self.printing.shown = told.map(|job| job.order.number);
        let shown = self
            .printing
            .shown
            .and_then(|shown| self.printing.job(shown));
        if let Some(job) = shown.filter(|job| job.step.is_over()) {
            job.seen = true;
        }
        let now = ctx.moment.since_start;
        let looked = self.printing.looked;
        if !self.printing.asked && looked.is_none_or(|looked| looked + LOOK <= now) {
            self.printing.looked = Some(now);
            self.printing.asked = true;
            self.printing.errands.push_back(PrintErrand::Look);
        }
    }

    /// When the printers are to be asked for again; not while an answer is waited for.
    pub(super) fn next_look_at_printers(&self) -> Option<Duration> {
        let looked = self.printing.looked.filter(|_| !self.printing.asked);
        looked.map(|looked| looked + LOOK)
    }
}
