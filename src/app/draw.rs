//! Drawing: the kiosk's screen, or what is wrong with the tablet. Has no effects; what was touched
//! is kept for `logic`.

use eframe::egui;

use crate::{
    domain::kiosk::Context,
    look::motion::Motion,
    screens::{self, View, problems},
};

use super::{App, Asked};

impl App {
    pub(super) fn draw(&mut self, ui: &mut egui::Ui) {
        tracing::trace!("a frame");
        let asked = self.draw_screen(ui);
        if asked.is_some() {
            self.asked = asked;
            ui.ctx().request_repaint();
        }
        if !self.drawn {
            self.drawn = true;
            tracing::info!(
                milliseconds = self.started.elapsed().as_millis(),
                "first frame"
            );
        }
    }

    fn draw_screen(&self, ui: &mut egui::Ui) -> Option<Asked> {
        let lang = self.language();
        let say = self.words.speak(&lang);
        let try_again = |touched: bool| touched.then_some(Asked::TryAgain);
        if let Some(problem) = &self.journal_problem {
            return try_again(problems::show(
                ui,
                say,
                "journal-problem",
                None,
                std::slice::from_ref(problem),
            ));
        }
        let Some(pack) = &self.pack else {
            let list = self
                .pack_problems
                .as_ref()
                .map(|problems| problems.iter().map(ToString::to_string).collect());
            let list: Vec<String> = list.unwrap_or_default();
            return try_again(problems::show(
                ui,
                say,
                "pack-problems",
                Some("pack-problems-do"),
                &list,
            ));
        };
        let moment = self.moment();
        let quiet_lines = if self.options.practice {
            vec!["practice-hint"]
        } else {
            self.health.quiet_lines()
        };
        let view = View {
            ctx: Context {
                pack,
                records: &self.records,
                moment: &moment,
            },
            kiosk: &self.kiosk,
            say,
            quiet_lines: &quiet_lines,
            practice: &self.practice,
            motion: if self.less_motion || pack.tablet.reduced_motion {
                Motion::reduced()
            } else {
                Motion::since(self.kiosk.page_since(), moment.since_start)
            },
        };
        screens::show(ui, &view).map(Asked::Touch)
    }
}
