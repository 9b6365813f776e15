//! Sends the press what the desk wants printed: draws codes, says which file, finds sticks, and keeps
//! what was chosen.

use std::path::{Path, PathBuf};

use crate::{
    badges::code::BadgeCode,
    config::roster::find,
    domain::{
        kiosk::{Input, PrintErrand, PrintNews},
        printing::{PrintOrder, PrintStep},
    },
    storage::Setting,
};

use super::{
    App,
    press::{Make, Press, Work},
};

impl App {
    /// Does what the desk wants for printing. Never waits.
    pub(super) fn run_print_errands(&mut self) {
        while let Some(errand) = self.kiosk.take_print_errand() {
            match errand {
                PrintErrand::Look => {
                    self.send_press(Work::Look);
                }
                PrintErrand::Codes(count) => {
                    let mut random = rand::rng();
                    let codes = (0..count).map(|_| BadgeCode::draw(&mut random).key());
                    let codes = codes.collect();
                    self.tell(Input::Print(PrintNews::Codes(codes)));
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
                PrintErrand::Keep(choices) => {
                    let text = serde_json::to_string(&choices);
                    let store = self.store.as_ref();
                    if let (Some(store), Ok(text)) = (store, text)
                        && let Err(busy) = store.try_keep(Setting::Printing, text)
                    {
                        tracing::warn!(%busy, "how to print was not kept");
                    }
                }
            }
        }
    }

    fn print(&mut self, order: Box<PrintOrder>) {
        let number = order.number;
        let now = self.moment().wall;
        // The names sort by time.
        let name = format!("{}-{number}", now.strftime("%Y-%m-%d-%H%M%S"));
        let make = self.make(&order);
        let sent = make.is_some_and(|make| self.send_press(Work::Print(order, name, make)));
        if !sent {
            let step = PrintNews::Step(number, PrintStep::NotMade);
            self.tell(Input::Print(step));
        }
    }

    /// What makes its pages.
    fn make(&self, _order: &PrintOrder) -> Option<Make> {
        None
    }

    /// Whether it was taken.
    fn send_press(&mut self, work: Work) -> bool {
        if self.press.is_none() {
            match Press::start(&self.options.data, self.outbox.clone()) {
                Ok(press) => self.press = Some(press),
                Err(error) => tracing::error!(%error, "nobody prints"),
            }
        }
        self.press.as_ref().is_some_and(|press| press.send(work))
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
