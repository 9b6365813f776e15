//! The page where a scanner is tried, and the badge that is made for that.

use crate::domain::scanner::ScanReport;

use super::{Context, DeskPage, Kiosk, NoticeKind};

impl Kiosk {
    /// Whether a scanner is tried now.
    #[must_use]
    pub fn tries_a_scanner(&self) -> bool {
        self.desk
            .as_ref()
            .is_some_and(|desk| desk.page == DeskPage::Scanner)
    }

    pub(super) fn on_scanned(&mut self, ctx: Context<'_>, report: ScanReport) {
        let desk = self.desk.as_mut();
        if let Some(desk) = desk.filter(|desk| desk.page == DeskPage::Scanner) {
            desk.trial.add(report);
            self.touched = ctx.moment.since_start;
        }
    }

    /// The test badge was tapped: it is nobody's, and nothing is recorded of it. Whoever is here
    /// keeps the screen; the page that waits for it tells by itself.
    pub(super) fn on_test_badge(&mut self, ctx: Context<'_>) {
        if !self.tries_a_scanner() {
            self.show_notice(ctx, NoticeKind::TestBadge);
        }
    }
}
