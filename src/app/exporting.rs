//! Exports on this tablet: sends the thread that makes them, when a teacher asks for one and when one is
//! due by the timetable, and keeps when the last one was. When it is due is for
//! [`crate::domain::exporting`] to say.

use std::time::Duration;

use jiff::civil;

use crate::{
    domain::{
        exporting::{self, ExportLook, ExportState, ExportTo, ExportTrouble, Exported, LastExport},
        ids::StudentId,
        kiosk::{Input, News},
    },
    storage::Setting,
};

use super::{
    App,
    exporter::{self, Export, ExportNews, Exporter, Work},
};

/// What is known of exports.
#[derive(Default)]
pub(super) struct Exports {
    kept: Exported,
    look: ExportLook,
    /// When the one that is under way began.
    began: Option<civil::DateTime>,
    /// When the last one to the folder failed.
    tried: Option<civil::DateTime>,
    /// Not there before something is asked for.
    thread: Option<Exporter>,
}

impl App {
    /// Knows what was kept when the tablet was last used.
    pub(super) fn remember_exports(&mut self, kept: Option<String>) {
        let kept = kept.and_then(|kept| serde_json::from_str(&kept).ok());
        self.exports.kept = kept.unwrap_or_default();
        self.exports.look.last = self.exports.kept.last.clone();
        self.exports.look.children = self.exports.kept.children.clone();
    }

    /// Shows what is known, and finds out which sticks there are.
    pub(super) fn look_at_exports(&mut self) {
        self.send_exporter(Work::Look);
        self.tell_exports();
    }

    /// Exports the class or one child's data, unless an export is under way.
    pub(super) fn export(&mut self, of: Option<StudentId>, to: ExportTo) {
        if self.exports.began.is_some() {
            return;
        }
        // Of practice nothing is kept: there is nothing to export.
        let pack = self.pack.clone().filter(|_| !self.options.practice);
        let now = self.moment().wall.datetime();
        let work = pack.map(|pack| {
            Work::Export(Box::new(Export {
                of: of.clone(),
                to: to.clone(),
                data: self.options.data.clone(),
                lang: pack.tablet.language.clone(),
                pack,
                now,
            }))
        });
        let sent = work.is_some_and(|work| self.send_exporter(work));
        self.exports.look.of = of;
        self.exports.look.state = if sent {
            self.exports.began = Some(now);
            ExportState::Running(to, 0)
        } else {
            self.note_failed(&to, now);
            ExportState::Failed(to, ExportTrouble::Other)
        };
        self.tell_exports();
    }

    /// Exports to the folder where a block or the day has ended.
    pub(super) fn export_if_due(&mut self) {
        let Some(pack) = self.pack.clone().filter(|_| self.exports_by_itself()) else {
            return;
        };
        let now = self.moment().wall.datetime();
        let (last, tried) = (self.exports.kept.folder, self.exports.tried);
        if exporting::is_due(&pack, last, tried, now)
            && let Some(folder) = &pack.tablet.export.folder
        {
            self.export(None, ExportTo::Folder(folder.clone()));
        }
    }

    /// How long until an export may be due.
    pub(super) fn until_an_export(&self) -> Option<Duration> {
        let pack = self.pack.as_ref().filter(|_| self.exports_by_itself())?;
        let now = self.moment().wall.datetime();
        let next = exporting::ask_again(pack, self.exports.tried, now)?;
        Duration::try_from(next.duration_since(now)).ok()
    }

    /// Whether an export is under way.
    pub(super) fn exports_now(&self) -> bool {
        self.exports.began.is_some()
    }

    fn exports_by_itself(&self) -> bool {
        self.store.is_some()
            && !self.options.practice
            && !self.exports_now()
            && self.kiosk.retiring().is_none()
    }

    pub(super) fn take_export_news(&mut self, news: ExportNews) {
        let exports = &mut self.exports;
        match news {
            ExportNews::Sticks(sticks) => exports.look.sticks = Some(sticks),
            ExportNews::Lines(to, lines) => {
                exports.look.state = ExportState::Running(to, lines);
            }
            ExportNews::Over(to, result) => {
                let began = exports.began.take();
                match result {
                    Ok(()) => self.note_done(to, began),
                    Err(trouble) => {
                        let now = self.moment().wall.datetime();
                        self.note_failed(&to, now);
                        self.exports.look.state = ExportState::Failed(to, trouble);
                    }
                }
            }
        }
        self.tell_exports();
    }

    fn note_done(&mut self, to: ExportTo, began: Option<civil::DateTime>) {
        let now = self.moment().wall.datetime();
        let exports = &mut self.exports;
        let last = LastExport {
            at: now,
            to: to.clone(),
        };
        if let Some(student) = &exports.look.of {
            exports.kept.children.insert(student.clone(), last);
        } else {
            if matches!(to, ExportTo::Folder(_)) {
                exports.kept.folder = began;
                exports.tried = None;
            }
            exports.kept.last = Some(last.clone());
            exports.look.last = Some(last);
        }
        exports.look.children = exports.kept.children.clone();
        exports.look.state = ExportState::Done(to);
        self.keep_exports();
    }

    /// Of whom nothing is known any more, it is not known either that their data was exported.
    pub(super) fn forget_exports_of_erased(&mut self) {
        let children = &mut self.exports.kept.children;
        let before = children.len();
        children.retain(|student, _| self.records.card(student).is_some());
        if children.len() < before {
            self.exports.look.children = children.clone();
            self.keep_exports();
        }
    }

    fn keep_exports(&self) {
        let text = serde_json::to_string(&self.exports.kept);
        if let (Some(store), Ok(text)) = (&self.store, text)
            && let Err(busy) = store.try_keep(Setting::Exported, text)
        {
            tracing::warn!(%busy, "when the last export was is not kept");
        }
    }

    fn note_failed(&mut self, to: &ExportTo, now: civil::DateTime) {
        if matches!(to, ExportTo::Folder(_)) && self.exports.look.of.is_none() {
            self.exports.tried = Some(now);
        }
    }

    fn tell_exports(&mut self) {
        let look = self.exports.look.clone();
        self.tell(Input::News(News::Exports(Box::new(look))));
    }

    /// Whether it was taken.
    fn send_exporter(&mut self, work: Work) -> bool {
        if self.exports.thread.is_none() {
            match exporter::start(self.outbox.clone()) {
                Ok(thread) => self.exports.thread = Some(thread),
                Err(error) => tracing::error!(%error, "nobody exports"),
            }
        }
        let thread = self.exports.thread.as_ref();
        thread.is_some_and(|thread| thread.send(work))
    }
}
