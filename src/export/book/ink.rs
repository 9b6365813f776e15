//! How the workbook looks: dark ink on paper and pale washes of the levels' colours, so that it can be
//! read on a screen, on paper, and on paper without colour.

use rust_xlsxwriter::{ChartLine, Color, Format, FormatAlign, FormatBorder};

use crate::domain::pack::Level;

const INK: Color = Color::RGB(0x001D_2733);
const QUIET: Color = Color::RGB(0x005B_6675);
const PAPER: Color = Color::RGB(0x00FB_F6EC);
const HAIRLINE: Color = Color::RGB(0x00E4_DAC7);
const BLUE: Color = Color::RGB(0x000B_5C8A);
const SUN: Color = Color::RGB(0x00FF_F3C9);

/// How much of a level's colour is in the ground of its cells; the rest is white.
const WASH: f32 = 0.38;

/// Every way in which a cell can look.
pub(super) struct Inks {
    pub(super) title: Format,
    pub(super) quiet: Format,
    pub(super) section: Format,
    pub(super) header: Format,
    /// A heading over numbers.
    pub(super) over: Format,
    pub(super) plain: Format,
    /// Without lines around it, so that a long text runs on beside.
    pub(super) open: Format,
    /// The same a little to the right of a cell with colour.
    pub(super) beside: Format,
    pub(super) bold: Format,
    pub(super) wrapped: Format,
    pub(super) number: Format,
    pub(super) moment: Format,
    pub(super) day: Format,
    pub(super) overdue: Format,
    pub(super) id: Format,
    /// What waits for somebody.
    pub(super) waits: Format,
    /// How many do.
    pub(super) waiting: Format,
    /// A level of the teacher's, by its height.
    pub(super) given: Vec<Format>,
    /// A child's own placement, by its height.
    pub(super) own: Vec<Format>,
    /// A number of children at a level, by its height.
    pub(super) count: Vec<Format>,
}

impl Inks {
    /// For these levels, with these forms of a time and of a day.
    pub(super) fn new(levels: &[Level], moment: &str, day: &str) -> Self {
        let plain = Format::new()
            .set_font_color(INK)
            .set_align(FormatAlign::Top);
        let cell = plain
            .clone()
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Hair)
            .set_border_color(HAIRLINE);
        // Not against the colour of the cell before.
        let left = cell.clone().set_align(FormatAlign::Left).set_indent(1);
        let header = left
            .clone()
            .set_bold()
            .set_background_color(PAPER)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_border_bottom(FormatBorder::Medium)
            .set_border_bottom_color(BLUE);
        let middle = cell
            .clone()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let given = |level: &Level| middle.clone().set_background_color(wash(level)).set_bold();
        // White, slanted, with a broken line in the level's colour: it differs without any colour too.
        let own = |level: &Level| {
            middle
                .clone()
                .set_italic()
                .set_border(FormatBorder::Dashed)
                .set_border_color(color(level, 0.8))
        };
        Self {
            title: plain.clone().set_bold().set_font_size(20),
            quiet: plain.clone().set_font_color(QUIET),
            open: plain.clone(),
            beside: plain.clone().set_align(FormatAlign::Left).set_indent(1),
            section: plain
                .clone()
                .set_bold()
                .set_font_size(13)
                .set_font_color(BLUE),
            over: header
                .clone()
                .set_indent(0)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            header,
            bold: left.clone().set_bold(),
            wrapped: left.clone().set_text_wrap(),
            number: cell
                .clone()
                .set_num_format("#,##0")
                .set_align(FormatAlign::Center),
            moment: left.clone().set_num_format(moment),
            day: left.clone().set_num_format(day),
            overdue: left
                .clone()
                .set_num_format(day)
                .set_bold()
                .set_background_color(SUN),
            id: left.clone().set_font_color(QUIET),
            waits: left.clone().set_bold().set_background_color(SUN),
            waiting: middle.clone().set_bold().set_background_color(SUN),
            given: levels.iter().map(given).collect(),
            own: levels.iter().map(own).collect(),
            count: levels
                .iter()
                .map(|level| given(level).set_num_format("0;;"))
                .collect(),
            plain: left,
        }
    }
}

/// The line around what a chart shows.
pub(super) fn outline() -> ChartLine {
    ChartLine::new().set_color(INK).set_width(0.5).clone()
}

/// The line behind it.
pub(super) fn gridline() -> ChartLine {
    ChartLine::new().set_color(HAIRLINE).set_width(0.75).clone()
}

/// The full colour of a level, for a chart.
pub(super) fn full(level: &Level) -> Color {
    color(level, 1.0)
}

/// Its pale ground.
fn wash(level: &Level) -> Color {
    color(level, WASH)
}

/// A level's colour on white.
fn color(level: &Level, part: f32) -> Color {
    let mixed = level.color.iter().fold(0, |mixed, channel| {
        let channel = 255.0 - (255.0 - f32::from(*channel)) * part;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 255"
        )]
        let channel = channel.round() as u32;
        (mixed << 8) | channel
    });
    Color::RGB(mixed)
}
