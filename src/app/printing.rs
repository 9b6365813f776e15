//! Sends the press what the desk wants printed: says what has to be saved before, makes the pages, finds
//! sticks, and keeps what was chosen.

use std::{path::Path, sync::Arc};

use crate::{
    badges::{
        issue,
        print::{self, Order},
        sheet::{self, Offset},
    },
    config::roster::find,
    domain::{
        event::{Event, Holder},
        ids::{Lang, StudentId},
        kiosk::{Input, PrintErrand, PrintNews},
        pack::Pack,
        printing::{Pages, Paper, PrintChoices, PrintOrder, PrintStep, Printers, Sheet},
        records::Records,
    },
    look::words::Words,
    storage::Setting,
};

use super::{
    App,
    press::{self, Made, Make, Work},
    sheets::{Sheets, typefaces},
};

impl App {
    /// Does what the desk wants for printing. Never waits.
    pub(super) fn run_print_errands(&mut self) {
        while let Some(errand) = self.kiosk.take_print_errand() {
            if self.options.practice {
                self.practise_printing(errand);
                continue;
            }
            match errand {
                PrintErrand::Look => {
                    if !self.send_press(Work::Look) {
                        // Every question has its answer, and is asked again.
                        let silent = PrintNews::Printers(Printers::Silent);
                        self.tell(Input::Print(silent));
                    }
                }
                PrintErrand::Prepare(pages) => {
                    let events = to_save_before(&self.records, &pages);
                    self.tell(Input::Print(PrintNews::Prepared(events)));
                }
                PrintErrand::Print(order) => self.print(order),
                PrintErrand::ToStick(number) => {
                    let jobs = &self.kiosk.printing().jobs;
                    let job = jobs.iter().find(|job| job.order.number == number);
                    if let Some((file, _)) = job.and_then(|job| job.file.clone()) {
                        let sticks = find::all_sticks().filter(|path| is_mounted(path));
                        self.send_press(Work::ToStick(number, file, sticks.collect()));
                    }
                }
                PrintErrand::Cancel(number) => {
                    self.send_press(Work::Cancel(number));
                }
                PrintErrand::Keep(choices) => self.keep_choices(&choices),
            }
        }
    }

    /// In practice no code is drawn, no printer is asked and no file is saved.
    fn practise_printing(&mut self, errand: PrintErrand) {
        let news = match errand {
            PrintErrand::Look => PrintNews::Printers(Printers::Found(Vec::new())),
            PrintErrand::Prepare(_) => PrintNews::Prepared(Vec::new()),
            PrintErrand::Print(order) => PrintNews::Step(order.number, PrintStep::Practice),
            PrintErrand::ToStick(_) | PrintErrand::Cancel(_) | PrintErrand::Keep(_) => return,
        };
        self.tell(Input::Print(news));
    }

    fn keep_choices(&self, choices: &PrintChoices) {
        let text = serde_json::to_string(choices);
        if let (Some(store), Ok(text)) = (&self.store, text)
            && let Err(busy) = store.try_keep(Setting::Printing, text)
        {
            tracing::warn!(%busy, "how to print was not kept");
        }
    }

    fn print(&mut self, order: Box<PrintOrder>) {
        let number = order.number;
        let now = self.moment().wall;
        // The names sort by time.
        let name = format!("{}-{number}", now.strftime("%Y-%m-%d-%H%M%S"));
        let make = self.pack.clone().map(|pack| {
            let make = Making {
                lang: pack.tablet.language.clone(),
                pack,
                records: Arc::clone(&self.records),
                order: (*order).clone(),
            };
            Box::new(move || make.pdf()) as Make
        });
        let sent = make.is_some_and(|make| self.send_press(Work::Print(order, name, make)));
        if !sent {
            let step = PrintNews::Step(number, PrintStep::NotMade);
            self.tell(Input::Print(step));
        }
    }

    /// Whether it was taken.
    fn send_press(&mut self, work: Work) -> bool {
        if self.press.is_none() {
            match press::start(&self.options.data, self.outbox.clone()) {
                Ok(press) => self.press = Some(press),
                Err(error) => tracing::error!(%error, "nobody prints"),
            }
        }
        self.press.as_ref().is_some_and(|press| press.send(work))
    }
}

/// Whom codes are for.
fn holders(pages: &Pages) -> Vec<Holder> {
    match pages {
        Pages::Students(who) => who.iter().cloned().map(Holder::Student).collect(),
        Pages::Teacher(teacher) => vec![Holder::Teacher(teacher.clone())],
        Pages::Levels(_) | Pages::Pictures | Pages::Ruler | Pages::Test => Vec::new(),
    }
}

fn everybody(records: &Records) -> Vec<StudentId> {
    records
        .students()
        .map(|(student, _)| student.clone())
        .collect()
}

/// New codes for whoever has none, and secret pictures.
fn to_save_before(records: &Records, pages: &Pages) -> Vec<Event> {
    let mut random = rand::rng();
    let mut events = issue::issue(records, holders(pages), &mut random).events;
    if *pages == Pages::Pictures {
        events.extend(issue::secrets(records, &everybody(records), &mut random));
    }
    events
}

/// Everything that the pages of an order are made of.
struct Making {
    lang: Lang,
    pack: Arc<Pack>,
    records: Arc<Records>,
    order: PrintOrder,
}

impl Making {
    /// The PDF, and how many pages it has where that is known beforehand.
    fn pdf(self) -> Result<Made, String> {
        let words = Words::load();
        let sheets = Sheets {
            pack: &self.pack,
            records: &self.records,
            say: words.speak(&self.lang),
        };
        let codes = issue::known(&self.records, holders(&self.order.pages));
        let pages = match &self.order.pages {
            Pages::Students(who) => print::Pages::Badges(sheets.students(who, &codes)),
            Pages::Levels(which) => {
                let who: Vec<_> = which.iter().map(|(student, ..)| student.clone()).collect();
                print::Pages::Badges(sheets.trophies(&who, true).badges)
            }
            Pages::Teacher(teacher) => {
                let code = codes.values().next().copied();
                let badge = code.map(|code| sheets.teacher(teacher, code));
                print::Pages::Badges(badge.into_iter().collect())
            }
            Pages::Test => print::Pages::Badges(vec![sheets.test()]),
            Pages::Pictures => print::Pages::Secrets(sheets.secrets(&everybody(&self.records))),
            Pages::Ruler => print::Pages::Ruler(sheets.ruler()),
        };
        let order = paper_of(&self.order);
        let count = match &pages {
            print::Pages::Badges(badges) if badges.is_empty() => {
                return Err("there is nobody to print a badge for".to_owned());
            }
            print::Pages::Badges(badges) => {
                let paper = order.paper.unwrap_or(order.sheet.usual_paper());
                let layout = order.sheet.on(paper).map_err(|error| error.to_string())?;
                Some(badges.len().div_ceil(layout.cells.len().max(1)))
            }
            print::Pages::Ruler(_) => Some(1),
            print::Pages::Secrets(_) => None,
        };
        let pdf = print::pdf(&order, &typefaces(), &pages).map_err(|error| error.to_string())?;
        Ok(Made { pdf, pages: count })
    }
}

/// The same choices as the sheets have them.
fn paper_of(order: &PrintOrder) -> Order {
    Order {
        sheet: match order.sheet {
            Sheet::Squares => sheet::Sheet::Squares,
            Sheet::Avery5395 => sheet::Sheet::Avery5395,
            Sheet::Avery5371 => sheet::Sheet::Avery5371,
            Sheet::Cr80 => sheet::Sheet::Cr80,
        },
        paper: Some(match order.paper {
            Paper::Letter => sheet::Paper::Letter,
            Paper::A4 => sheet::Paper::A4,
            Paper::Card => sheet::Paper::Card,
        }),
        offset: Offset::tenths(order.shift.right, order.shift.down).unwrap_or_default(),
    }
}

/// Whether something else than the disk around it is mounted there.
#[cfg(unix)]
fn is_mounted(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let device = |path: &Path| path.metadata().map(|data| data.dev()).ok();
    let around = path.parent().and_then(device);
    device(path) != around
}

#[cfg(not(unix))]
fn is_mounted(_: &Path) -> bool {
    true
}
