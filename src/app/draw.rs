//! Drawing: the kiosk's screen, or what is wrong with the tablet. Has no effects; what was touched
//! is kept for `logic`.

use eframe::egui;

use crate::{
    domain::{
        kiosk::{Context, JoinTouch, Touch},
        utterance::{ReadAloud, Utterance},
    },
    look::motion::Motion,
    screens::{
        self, About, Instead, View,
        problems::{self, ProblemsTouch},
    },
};

use super::{App, Asked};

impl App {
    pub(super) fn draw(&mut self, ui: &mut egui::Ui) {
        tracing::trace!("a frame");
        let (asked, news) = self.draw_screen(ui);
        let is_read = news.is_some_and(|news| self.see_page(news));
        if asked.is_some() {
            self.asked = asked;
        }
        if is_read || self.asked.is_some() {
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

    /// What was touched, and what the kiosk's screen says.
    fn draw_screen(&self, ui: &mut egui::Ui) -> (Option<Asked>, Option<Utterance>) {
        let lang = self.language();
        let say = self.words.speak(&lang);
        let asked = |touched: Option<ProblemsTouch>| {
            let asked = touched.map(|touched| match touched {
                ProblemsTouch::TryAgain => Asked::TryAgain,
                ProblemsTouch::Join => Asked::Touch(Touch::Join(JoinTouch::How)),
            });
            (asked, None)
        };
        if let Some(problem) = &self.journal_problem {
            let file = self.options.data.join("waymark.sqlite");
            return asked(problems::journal(
                ui,
                say,
                *problem,
                &file.display().to_string(),
            ));
        }
        let Some(pack) = &self.pack else {
            let list = self
                .pack_problems
                .as_ref()
                .map(|problems| problems.iter().map(ToString::to_string).collect());
            let list: Vec<String> = list.unwrap_or_default();
            let about = About {
                say,
                kiosk: &self.kiosk,
                students: None,
                mirror: None,
            };
            if let Instead::Shown(touch) = problems::joining(ui, &about) {
                return (touch.map(Asked::Touch), None);
            }
            let title = ("pack-problems", Some("pack-problems-do"));
            let may_join = self.kiosk.may_join();
            return asked(problems::show(ui, say, title, &list, may_join));
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
            listen: self.read_aloud() != ReadAloud::Off,
            quiet_lines: &quiet_lines,
            mirror: self.mirror(),
            practice: &self.practice,
            motion: if self.less_motion || pack.tablet.reduced_motion {
                Motion::reduced()
            } else {
                Motion::since(self.kiosk.page_since(), moment.since_start)
            },
        };
        let (touch, news) = screens::show(ui, &view);
        (touch.map(Asked::Touch), Some(news))
    }
}
