//! Printing badges: what to print, on what, and where. How it goes is told in [`super::print_job`].

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        kiosk::{COPIES, Desk, DeskPage, DeskTouch, PrintPage, PrintTouch, PrintWhat, Printing},
        printing::{Need, Pages, Paper, PrinterLook, Printers, Sheet},
    },
    look::{
        art::Art,
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{BIG_TOUCH, GRID, NEAR, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{super::View, parts, print_job, room_for};

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    area: Rect,
    view: &View<'_>,
    desk: &Desk,
    page: &PrintPage,
) -> Option<DeskTouch> {
    match page {
        PrintPage::What => what(ui, canvas, area, view, desk),
        PrintPage::How(what) => how(ui, canvas, area, view, desk, what),
        PrintPage::Printers(what, part) => printers(ui, area, view, what, *part),
        PrintPage::Shift(what) => shift(ui, canvas, area, view, what),
        PrintPage::Progress => print_job::show(ui, canvas, area, view),
    }
}

fn open(page: PrintPage) -> DeskTouch {
    DeskTouch::Open(DeskPage::Print(page))
}

/// Everything that can be printed. What there is none of is said, not offered.
fn what(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
) -> Option<DeskTouch> {
    let title = view.say.text("desk-press");
    let mut head = area.cut_top_by(TOUCH, GRID);
    let last = view
        .kiosk
        .printing()
        .told()
        .map(|_| view.say.text("desk-press-last"));
    let mut touch = None;
    if let Some(words) = last {
        let width = widgets::chip_width(ui, &words);
        if widgets::chip(ui, head.cut_right_by(width, GRID), &words) {
            touch = Some(open(PrintPage::Progress));
        }
    }
    text::heading(ui, head, &title, &Style::bold(size::NAME));
    let all = [
        (PrintWhat::Everybody, Art::Tap, None),
        (
            PrintWhat::Levels,
            Art::AllSet,
            Some("desk-press-nothing-levels"),
        ),
        (
            PrintWhat::WithoutBadge,
            Art::UnknownBadge,
            Some("desk-press-nothing-without"),
        ),
        (PrintWhat::Mine, Art::Tap, None),
        (PrintWhat::Pictures, Art::ANote, None),
        (PrintWhat::Ruler, Art::TryAgain, None),
        (PrintWhat::Test, Art::GotYou, None),
    ];
    let columns = if canvas.portrait { 1 } else { 2 };
    let rows = all.len().div_ceil(columns);
    let height = (area.height() - GRID * 6.0) / 7.0;
    let most = if canvas.portrait { height } else { BIG_TOUCH };
    let used = (area.height()).min((most + GRID) * count(rows) - GRID);
    let places = area.cut_top_by(used, 0.0).grid_by(columns, rows, GRID);
    for (place, (what, art, nothing)) in places.into_iter().zip(all) {
        match (what.pages(view.ctx, &desk.who), nothing) {
            (Some(pages), _) => {
                let words = named(view, &what, &pages);
                let face = Some(Face::Art(art));
                if dense::row_button(ui, place, face, &words, RowLook::Plain, &[]) {
                    touch = Some(open(PrintPage::How(what)));
                }
            }
            (None, Some(nothing)) => {
                let style = Style::regular(size::SMALL).quiet().centered().rows(2);
                text::label_unsaid(ui, place, &view.say.text(nothing), &style);
            }
            (None, None) => {}
        }
    }
    touch
}

#[expect(clippy::cast_precision_loss, reason = "a few rows")]
fn count(rows: usize) -> f32 {
    rows as f32
}

/// What is printed, in words.
fn named(view: &View<'_>, what: &PrintWhat, pages: &Pages) -> String {
    let say = view.say;
    let count = pages.badges();
    match what {
        PrintWhat::Everybody => say.count("desk-press-everybody", count, &[]),
        PrintWhat::WithoutBadge => say.count("desk-press-without", count, &[]),
        PrintWhat::Levels => say.count("desk-press-levels", count, &[]),
        PrintWhat::Child(student) => {
            let card = view.ctx.records.card(student);
            let name = card.map_or("", |card| card.first_name.as_str());
            say.with("desk-press-child", &[("name", name)])
        }
        PrintWhat::Mine => say.text("desk-press-mine"),
        PrintWhat::Pictures => say.text("desk-press-pictures"),
        PrintWhat::Ruler => say.text("desk-press-ruler"),
        PrintWhat::Test => say.text("desk-press-test"),
    }
}

/// On what, where and how often: one row each, and the one big button.
fn how(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    what: &PrintWhat,
) -> Option<DeskTouch> {
    let Some(pages) = what.pages(view.ctx, &desk.who) else {
        // They were printed meanwhile, or have badges by now.
        let style = Style::regular(size::NAME).centered().rows(2);
        let key = match what {
            PrintWhat::Levels => "desk-press-nothing-levels",
            _ => "desk-press-nothing-without",
        };
        text::label_unsaid(ui, area, &view.say.text(key), &style);
        return None;
    };
    let printing = view.kiosk.printing();
    let head = area.cut_top_by(48.0, GRID);
    let style = Style::bold(size::NAME).rows(1);
    text::heading(ui, head, &named(view, what, &pages), &style);
    let foot = area.cut_bottom_by(BIG_TOUCH.min(area.height() * 0.22).max(TOUCH), GRID);
    let mut touch = None;
    let rows = if pages.have_a_sheet() { 4 } else { 3 };
    let step = ((area.height() + GRID) / 4.0).min(TOUCH + NEAR);
    let mut row = |key: &str| {
        let mut row = area.cut_top_by(step - GRID, GRID).middle_row();
        let label = view.say.text(key);
        let wide = if canvas.portrait { 120.0 } else { 150.0 };
        let style = Style::bold(size::SMALL);
        text::label_unsaid(ui, row.cut_left_by(wide, GRID), &label, &style);
        row
    };
    if rows == 4 {
        touch = touch.or(sheets(ui, row("desk-press-sheet"), view, printing));
    }
    touch = touch.or(papers(ui, row("desk-press-paper"), view, printing, &pages));
    touch = touch.or(printer(ui, row("desk-press-printer"), view, what));
    touch = touch.or(copies(ui, row("desk-press-copies"), view, printing));
    touch.or(go(ui, foot, view, what))
}

/// A row of a form: as high as a finger, in the middle of its place.
trait MiddleRow {
    fn middle_row(self) -> Rect;
}

impl MiddleRow for Rect {
    fn middle_row(self) -> Rect {
        self.middle(vec2(self.width(), self.height().min(TOUCH + GRID)))
    }
}

fn chosen(is_it: bool) -> RowLook {
    if is_it {
        RowLook::Chosen
    } else {
        RowLook::Plain
    }
}

fn sheets(ui: &Ui, row: Rect, view: &View<'_>, printing: &Printing) -> Option<DeskTouch> {
    let mut touch = None;
    let places = row.grid_by(Sheet::ALL.len(), 1, GRID / 2.0);
    for (place, sheet) in places.into_iter().zip(Sheet::ALL) {
        let words = view.say.text(match sheet {
            Sheet::Squares => "desk-press-squares",
            Sheet::Avery5395 => "desk-press-avery-5395",
            Sheet::Avery5371 => "desk-press-avery-5371",
            Sheet::Cr80 => "desk-press-cr80",
        });
        let look = chosen(sheet == printing.choices.sheet);
        if dense::row_button(ui, place, None, &words, look, &[]) {
            touch = Some(DeskTouch::Print(PrintTouch::Sheet(sheet)));
        }
    }
    touch
}

fn papers(
    ui: &Ui,
    row: Rect,
    view: &View<'_>,
    printing: &Printing,
    pages: &Pages,
) -> Option<DeskTouch> {
    let mut touch = None;
    let all = if pages.have_a_sheet() {
        printing.choices.sheet.papers()
    } else {
        &[Paper::Letter, Paper::A4]
    };
    let here = if all.contains(&printing.choices.paper) {
        Some(printing.choices.paper)
    } else {
        all.first().copied()
    };
    for (place, paper) in row
        .grid_by(Sheet::ALL.len(), 1, GRID / 2.0)
        .into_iter()
        .zip(all)
    {
        let words = view.say.text(match paper {
            Paper::Letter => "desk-press-letter",
            Paper::A4 => "desk-press-a4",
            Paper::Card => "desk-press-card",
        });
        let look = chosen(Some(*paper) == here);
        if dense::row_button(ui, place, None, &words, look, &[]) {
            touch = Some(DeskTouch::Print(PrintTouch::Paper(*paper)));
        }
    }
    touch
}

/// The printer to use, how it is, and how far it is off.
fn printer(ui: &Ui, mut row: Rect, view: &View<'_>, what: &PrintWhat) -> Option<DeskTouch> {
    let printing = view.kiosk.printing();
    let printers = &printing.printers;
    let mut touch = None;
    let key = match printers {
        Printers::Unknown => Some("desk-press-looking"),
        Printers::Silent => Some("desk-press-silent"),
        Printers::NoService => Some("desk-press-no-service"),
        Printers::Found(all) if all.is_empty() => Some("desk-press-none"),
        Printers::Found(_) => None,
    };
    if let Some(key) = key {
        let style = Style::regular(size::SMALL).quiet().rows(2);
        text::label_unsaid(ui, row, &view.say.text(key), &style);
        return None;
    }
    let looked = printers.to_use(printing.choices.printer.as_deref());
    if looked.is_some() && *what != PrintWhat::Ruler {
        let words = view.say.text("desk-press-shift");
        let width = widgets::chip_width(ui, &words);
        if widgets::chip(ui, row.cut_right_by(width, GRID), &words) {
            touch = Some(open(PrintPage::Shift(what.clone())));
        }
    }
    let words = match looked {
        Some(looked) => printer_words(view, looked),
        None => view
            .say
            .count("desk-press-choose-one", printers.all().len(), &[]),
    };
    let look = match looked {
        Some(looked) if looked.needs.is_empty() && looked.accepts => RowLook::Plain,
        _ => RowLook::Sunny,
    };
    if dense::row_button(ui, row, None, &words, look, &[]) {
        touch = Some(open(PrintPage::Printers(what.clone(), 0)));
    }
    touch
}

/// A printer and how it is: "Library printer · ready".
fn printer_words(view: &View<'_>, looked: &PrinterLook) -> String {
    let state = match (looked.accepts, looked.needs.first()) {
        (_, Some(need)) => view.say.text(need_key(*need)),
        (false, None) => view.say.text("desk-press-refuses"),
        (true, None) => view.say.text("desk-press-ready"),
    };
    // A name that somebody made up for a computer is long and has no end.
    let mut name: String = looked.says.chars().take(34).collect();
    if name.len() < looked.says.len() {
        name = format!("{} …", name.trim_end());
    }
    format!("{name} · {state}")
}

/// What a printer waits for, in a word.
pub(super) fn need_key(need: Need) -> &'static str {
    match need {
        Need::Paper => "desk-press-need-paper",
        Need::Jam => "desk-press-need-jam",
        Need::Cover => "desk-press-need-cover",
        Need::Ink => "desk-press-need-ink",
        Need::Connection => "desk-press-need-connection",
        Need::Resume => "desk-press-need-resume",
        Need::Somebody => "desk-press-need-somebody",
    }
}

/// A number between less and more.
fn counter(
    ui: &Ui,
    mut row: Rect,
    view: &View<'_>,
    (what, number): (&str, &str),
    (less, more): (DeskTouch, DeskTouch),
) -> Option<DeskTouch> {
    let named = |key: &str| view.say.with(key, &[("what", what)]);
    let side = 1.4 * TOUCH;
    let down = row.cut_left_by(side, GRID);
    let shown = row.cut_left_by(
        if number.len() > 4 { 420.0 } else { side }.min(row.width() - side - GRID),
        GRID,
    );
    let up = row.cut_left(side.min(row.width()));
    let style = Style::bold(size::TEXT).centered();
    text::label_unsaid(ui, shown, number, &style);
    let lessens = dense::named_row(
        ui,
        down,
        ("−", &named("desk-press-less")),
        None,
        RowLook::Plain,
        &[],
    );
    let adds = dense::named_row(
        ui,
        up,
        ("+", &named("desk-press-more")),
        None,
        RowLook::Plain,
        &[],
    );
    lessens.then_some(less).or(adds.then_some(more))
}

fn copies(ui: &Ui, row: Rect, view: &View<'_>, printing: &Printing) -> Option<DeskTouch> {
    let copies = printing.copies();
    let to = |copies: u8| DeskTouch::Print(PrintTouch::Copies(copies.clamp(1, COPIES)));
    let label = view.say.text("desk-press-copies");
    let touches = (to(copies.saturating_sub(1)), to(copies + 1));
    counter(ui, row, view, (&label, &copies.to_string()), touches)
}

/// Print, where there is a printer; as a file, always.
fn go(ui: &Ui, mut foot: Rect, view: &View<'_>, what: &PrintWhat) -> Option<DeskTouch> {
    let printing = view.kiosk.printing();
    let looked = printing
        .printers
        .to_use(printing.choices.printer.as_deref());
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let mut row = foot;
    row = row.middle(vec2(row.width(), TOUCH + GRID));
    let goes_back = widgets::chip(ui, row.cut_left_by(width, GRID), &back);
    foot.min.x = row.min.x;
    let save = view.say.text("desk-press-save");
    let saves = if looked.is_some() {
        let width = widgets::chip_width(ui, &save);
        let saves = widgets::chip(ui, row.cut_left_by(width, GRID), &save);
        foot.min.x = row.min.x;
        let print = view.say.text("desk-press-print");
        if widgets::big_button(ui, foot, None, &print) {
            return Some(DeskTouch::Print(PrintTouch::Print(what.clone())));
        }
        saves
    } else {
        widgets::big_button(ui, foot, None, &save)
    };
    let before = match what {
        PrintWhat::Child(student) => DeskPage::Badges(student.clone(), None),
        _ => DeskPage::Print(PrintPage::What),
    };
    let save = DeskTouch::Print(PrintTouch::Save(what.clone()));
    let goes_back = goes_back.then_some(DeskTouch::Open(before));
    saves.then_some(save).or(goes_back)
}

/// Which printer.
fn printers(
    ui: &Ui,
    mut area: Rect,
    view: &View<'_>,
    what: &PrintWhat,
    part: usize,
) -> Option<DeskTouch> {
    let printing = view.kiosk.printing();
    let all = printing.printers.all();
    let head = area.cut_top_by(48.0, GRID);
    let title = view.say.text("desk-press-choose");
    text::heading(ui, head, &title, &Style::bold(size::NAME));
    let mut foot = area.cut_bottom_by(TOUCH, GRID);
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let goes_back = widgets::chip(ui, foot.cut_left_by(width, NEAR), &back);
    let room = room_for(area, TOUCH, GRID / 2.0).max(1);
    let pages = all.len().div_ceil(room).max(1);
    let part = part.min(pages - 1);
    let here = printing
        .printers
        .to_use(printing.choices.printer.as_deref());
    let mut touch = None;
    for looked in all.iter().skip(part * room).take(room) {
        let place = area.cut_top_by(TOUCH, GRID / 2.0);
        let words = printer_words(view, looked);
        let named = format!("{words} · {}", looked.name);
        let look = match here {
            Some(here) if here.name == looked.name => RowLook::Chosen,
            _ => RowLook::Plain,
        };
        if dense::named_row(ui, place, (&words, &named), None, look, &[]) {
            let touched = PrintTouch::Printer(looked.name.clone(), what.clone());
            touch = Some(DeskTouch::Print(touched));
        }
    }
    let page = |part| DeskPage::Print(PrintPage::Printers(what.clone(), part));
    let turns = parts(ui, foot, view, part, pages, page);
    let back = goes_back.then(|| open(PrintPage::How(what.clone())));
    touch.or(turns).or(back)
}

/// How far the printer is off.
fn shift(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    what: &PrintWhat,
) -> Option<DeskTouch> {
    let printing = view.kiosk.printing();
    let looked = printing
        .printers
        .to_use(printing.choices.printer.as_deref());
    let name = looked.map_or("", |looked| looked.says.as_str());
    let shift = printing
        .choices
        .shift(looked.map(|looked| looked.name.as_str()));
    let head = area.cut_top_by(canvas.either(88.0, 64.0), GRID);
    let title = view.say.with("desk-press-shift-title", &[("name", name)]);
    text::heading(
        ui,
        head,
        &title,
        &Style::bold(size::NAME).centered().rows(2),
    );
    let mut foot = area.cut_bottom_by(TOUCH, GRID);
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let goes_back = widgets::chip(ui, foot.cut_left_by(width, GRID), &back);
    let ruler = view.say.text("desk-press-ruler");
    let width = widgets::chip_width(ui, &ruler).min(foot.width());
    let measures = dense::row_button(ui, foot.cut_right(width), None, &ruler, RowLook::Plain, &[]);
    let about = view.say.text("desk-press-shift-about");
    let style = Style::regular(size::SMALL).quiet().centered().rows(2);
    text::label_unsaid(ui, area.cut_top_by(64.0, GRID), &about, &style);
    let mut touch = None;
    let mut form = area.middle(vec2(area.width().min(720.0), area.height().min(220.0)));
    for (key, tenths, (right, down)) in [
        ("desk-press-shift-right", shift.right, (5, 0)),
        ("desk-press-shift-down", shift.down, (0, 5)),
    ] {
        let row = form.cut_top_by(form.height().min(1.4 * TOUCH), NEAR);
        let words = view.say.with(key, &[("mm", &millimetres(tenths))]);
        let touches = (
            DeskTouch::Print(PrintTouch::Shift(-right, -down)),
            DeskTouch::Print(PrintTouch::Shift(right, down)),
        );
        touch = touch.or(counter(ui, row, view, (&words, &words), touches));
    }
    let back = goes_back.then(|| open(PrintPage::How(what.clone())));
    let measures = measures.then(|| open(PrintPage::How(PrintWhat::Ruler)));
    touch.or(back).or(measures)
}

/// Tenths as millimetres, with a minus sign that is one.
fn millimetres(tenths: i16) -> String {
    let sign = if tenths < 0 { "−" } else { "" };
    let size = tenths.unsigned_abs();
    format!("{sign}{}.{}", size / 10, size % 10)
}
