//! Motion with a reason: something was reached, and is seen to be reached. It follows from what the
//! clock says and when the page began, is over in less than 700 ms, and then asks for no more
//! frames. It holds up no touch: a screen in motion is the screen at rest, drawn a little elsewhere.

use std::time::Duration;

use eframe::egui::Ui;

/// How long the walk to a waymark takes.
pub const WALK: Duration = Duration::from_millis(600);
/// How long it takes something to appear.
pub const APPEAR: Duration = Duration::from_millis(300);
/// When what follows the walk begins.
pub const ARRIVED: Duration = Duration::from_millis(380);

/// How long ago what is to be seen began.
#[derive(Clone, Copy, Debug)]
pub struct Motion {
    age: Option<Duration>,
}

impl Motion {
    /// Of something that began at `began`, seen at `now`; both since the program started.
    #[must_use]
    pub fn since(began: Duration, now: Duration) -> Self {
        Self {
            age: Some(now.saturating_sub(began)),
        }
    }

    /// All of it is over from the start.
    #[must_use]
    pub fn reduced() -> Self {
        Self { age: None }
    }

    /// How much has happened of what begins `after` the page does and `lasts` so long: from 0 to 1,
    /// gently at both ends. While it is under way, the next frame is asked for.
    #[must_use]
    pub fn part(self, ui: &Ui, after: Duration, lasts: Duration) -> f32 {
        let Some(age) = self.age.filter(|age| *age < after + lasts) else {
            return 1.0;
        };
        ui.ctx().request_repaint();
        let part = age.saturating_sub(after).div_duration_f32(lasts);
        part * part * (3.0 - 2.0 * part)
    }
}
