//! How an order goes: on its own page, and in a line on the other pages of the desk while there is
//! something to tell.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        health::State,
        kiosk::{DeskPage, DeskTouch, PrintPage, PrintTouch},
        printing::{
            FileTrouble, JobState, Marked, Need, Pages, PrintJob, PrintStep, SendTrouble, StickCopy,
        },
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        signs,
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets,
    },
};

use super::super::{View, chip_height};

/// How high a line about the file is.
const LINE: f32 = 36.0;

pub(super) fn show(ui: &Ui, canvas: Canvas, mut area: Rect, view: &View<'_>) -> Option<DeskTouch> {
    let job = view.kiosk.printing().told()?;
    let foot = area.cut_bottom_by(chip_height(canvas), GRID);
    let touch = buttons(ui, foot, view, job);
    let mut card = area.middle(vec2(area.width().min(1100.0), area.height().min(560.0)));
    widgets::card(ui, card);
    card = card.shrink(NEAR);
    let mut head = card.cut_top_by((card.height() * 0.3).min(120.0), GRID);
    let side = head.height().min(72.0);
    let sign = head.cut_left_by(side, NEAR);
    signs::paint(ui, sign.middle(vec2(side, side)), state(&job.step));
    let style = Style::bold(size::HEADING).rows(2);
    text::heading(ui, head, &title(view, job), &style);
    let what_to_do = to_do(view, job);
    if !what_to_do.is_empty() {
        let mut place = card.cut_top_by((card.height() * 0.34).min(112.0), GRID);
        widgets::sunny_card(ui, place);
        place = place.shrink2(vec2(NEAR, 6.0));
        let style = Style::regular(size::TEXT).rows(2);
        text::notice(ui, place, &what_to_do, &style);
    }
    let quiet = Style::regular(size::SMALL).quiet();
    for line in about(view, job) {
        let height = card.height().min(LINE);
        text::label_unsaid(ui, card.cut_top_by(height, 4.0), &line, &quiet);
    }
    touch
}

/// The same in one line, where a teacher looks at something else.
pub(super) fn strip(ui: &Ui, mut row: Rect, view: &View<'_>, job: &PrintJob) -> Option<DeskTouch> {
    let see = view.say.text("desk-press-see");
    let width = widgets::chip_width(ui, &see);
    let place = row.cut_right_by(width, NEAR);
    widgets::sunny_card(ui, row);
    let mut words_place = row.shrink(GRID / 2.0);
    let side = words_place.height();
    let sign = words_place.cut_left_by(side, GRID);
    signs::paint(ui, sign.middle(vec2(side, side) * 0.9), state(&job.step));
    let style = Style::regular(size::SMALL).centered();
    text::notice(ui, words_place, &line(view, job), &style);
    let page = DeskPage::Print(PrintPage::Progress);
    let printer = view.say.text("desk-press");
    let named = format!("{see}: {printer}");
    widgets::named_chip(ui, place, (&see, &named)).then_some(DeskTouch::Open(page))
}

/// What there is to do comes before how it goes.
fn line(view: &View<'_>, job: &PrintJob) -> String {
    match &job.step {
        PrintStep::Sent(state, needs) if !state.is_over() && !needs.is_empty() => to_do(view, job),
        _ => title(view, job),
    }
}

fn state(step: &PrintStep) -> State {
    match step {
        PrintStep::Making | PrintStep::OnlySaved => State::Works,
        PrintStep::LostSight | PrintStep::Forgotten => State::LookAt,
        PrintStep::Practice => State::NotYet,
        PrintStep::Sent(state, needs) => match state {
            JobState::Done => State::Works,
            JobState::Failed => State::DoesNotWork,
            JobState::Canceled => State::NotYet,
            JobState::Waiting | JobState::Printing if needs.is_empty() => State::Works,
            JobState::Waiting | JobState::Printing | JobState::Held | JobState::Stopped => {
                State::LookAt
            }
        },
        PrintStep::NotSaved(_) | PrintStep::NotMade | PrintStep::NotSent(_) => State::DoesNotWork,
    }
}

/// "24 badges · 3 pages".
fn amount(view: &View<'_>, job: &PrintJob) -> String {
    let say = view.say;
    let badges = job.order.pages.badges();
    let pages = job.file.as_ref().and_then(|(_, pages)| *pages);
    let mut all = Vec::new();
    if badges > 0 {
        all.push(say.count("desk-press-order-badges", badges, &[]));
    }
    if let Some(pages) = pages {
        all.push(say.count("desk-press-order-pages", pages, &[]));
    }
    if job.order.copies > 1 {
        let copies = usize::from(job.order.copies);
        all.push(say.count("desk-press-order-copies", copies, &[]));
    }
    all.join(" · ")
}

fn title(view: &View<'_>, job: &PrintJob) -> String {
    let say = view.say;
    let printer = job.order.printer.as_ref();
    let name = printer.map_or("", |printer| printer.says.as_str());
    let with_name = |key: &str| say.with(key, &[("name", name)]);
    match &job.step {
        PrintStep::Making => say.text("desk-press-making"),
        PrintStep::NotSaved(_) => say.text("desk-press-not-saved"),
        PrintStep::NotMade => say.text("desk-press-not-made"),
        PrintStep::OnlySaved => say.text("desk-press-only-saved"),
        PrintStep::LostSight => say.text("desk-press-lost"),
        PrintStep::Forgotten => with_name("desk-press-forgotten"),
        PrintStep::Practice => say.text("desk-press-practice"),
        PrintStep::NotSent(SendTrouble::Gone) => say.text("desk-press-gone"),
        PrintStep::NotSent(SendTrouble::NoService) => say.text("desk-press-service-away"),
        PrintStep::NotSent(SendTrouble::Refuses) => with_name("desk-press-not-taken"),
        PrintStep::Sent(state, _) => match state {
            JobState::Waiting => with_name("desk-press-waiting"),
            JobState::Printing => with_name("desk-press-printing"),
            JobState::Held => with_name("desk-press-held"),
            JobState::Stopped => with_name("desk-press-stopped"),
            JobState::Canceled => say.text("desk-press-canceled"),
            JobState::Failed => with_name("desk-press-failed"),
            JobState::Done => say.with("desk-press-done", &[("what", &amount(view, job))]),
        },
    }
}

/// What to do, or that there is nothing to do.
fn to_do(view: &View<'_>, job: &PrintJob) -> String {
    let levels = matches!(job.order.pages, Pages::Levels(_));
    let key = match &job.step {
        PrintStep::Making => "desk-press-do-leave",
        PrintStep::NotSaved(FileTrouble::Full) => "desk-press-do-full",
        PrintStep::NotSaved(FileTrouble::Other) => "desk-press-do-other",
        PrintStep::NotMade => "desk-press-do-made",
        PrintStep::OnlySaved | PrintStep::Forgotten if levels => "desk-press-do-printed",
        PrintStep::OnlySaved => "desk-press-do-file",
        PrintStep::Forgotten => "desk-press-do-forgotten",
        PrintStep::LostSight => "desk-press-do-wait",
        PrintStep::Practice => return String::new(),
        PrintStep::NotSent(_) => "desk-press-do-send",
        PrintStep::Sent(state, needs) => match (state, needs.first()) {
            (JobState::Done, _) if levels => match job.marked {
                Marked::NotYet => return String::new(),
                Marked::All => "desk-press-recorded",
                Marked::NotSaved => "desk-press-do-printed",
            },
            (JobState::Done | JobState::Canceled, _) => return String::new(),
            (JobState::Failed, _) => "desk-press-do-failed",
            (_, Some(need)) => need_to_do(*need),
            (JobState::Held, None) => "desk-press-do-held",
            (_, None) => "desk-press-do-leave",
        },
    };
    view.say.text(key)
}

fn need_to_do(need: Need) -> &'static str {
    match need {
        Need::Paper => "desk-press-do-paper",
        Need::Jam => "desk-press-do-jam",
        Need::Cover => "desk-press-do-cover",
        Need::Ink => "desk-press-do-ink",
        Need::Connection => "desk-press-do-connection",
        Need::Resume => "desk-press-do-resume",
        Need::Somebody => "desk-press-do-somebody",
    }
}

/// What it is, and where its file is.
fn about(view: &View<'_>, job: &PrintJob) -> Vec<String> {
    let mut lines = Vec::new();
    let is_done = matches!(job.step, PrintStep::Sent(JobState::Done, _));
    let amount = amount(view, job);
    if !is_done && !amount.is_empty() {
        lines.push(amount);
    }
    let with_path = |key: &str, path: &std::path::Path| {
        let path = path.display().to_string();
        view.say.with(key, &[("path", &path)])
    };
    match &job.on_stick {
        Some(StickCopy::At(path)) => lines.push(with_path("desk-press-on-stick", path)),
        Some(StickCopy::NoStick) => lines.push(view.say.text("desk-press-no-stick")),
        Some(StickCopy::NotSaved(FileTrouble::Full)) => {
            lines.push(view.say.text("desk-press-stick-full"));
        }
        Some(StickCopy::NotSaved(FileTrouble::Other)) => {
            lines.push(view.say.text("desk-press-stick-other"));
        }
        None => {}
    }
    if let Some((path, _)) = &job.file {
        lines.push(view.say.text("desk-press-file"));
        lines.push(path.display().to_string());
    }
    lines
}

fn buttons(ui: &Ui, mut foot: Rect, view: &View<'_>, job: &PrintJob) -> Option<DeskTouch> {
    let number = job.order.number;
    let is_sent = matches!(&job.step, PrintStep::Sent(state, _) if !state.is_over());
    let again = DeskTouch::Open(DeskPage::Print(PrintPage::What));
    let offers = [
        (true, "desk-press-again", again),
        (
            job.file.is_some(),
            "desk-press-to-stick",
            DeskTouch::Print(PrintTouch::ToStick(number)),
        ),
        (
            is_sent,
            "desk-press-cancel",
            DeskTouch::Print(PrintTouch::Cancel(number)),
        ),
    ];
    let mut touch = None;
    let offered = offers.into_iter().filter(|(offered, ..)| *offered);
    let offered: Vec<_> = offered
        .map(|(_, key, asked)| (view.say.text(key), asked))
        .collect();
    let widths = offered
        .iter()
        .map(|(words, _)| widgets::chip_width(ui, words) + GRID);
    if widths.sum::<f32>() - GRID > foot.width() {
        // Upright they stand close.
        let places = foot.grid_by(offered.len(), 1, GRID / 2.0);
        for (place, (words, asked)) in places.into_iter().zip(offered) {
            if dense::row_button(ui, place, None, &words, RowLook::Plain, &[]) {
                touch = Some(asked);
            }
        }
        return touch;
    }
    for (words, asked) in offered {
        let width = widgets::chip_width(ui, &words);
        let place = foot.cut_left_by(width, GRID).middle(vec2(width, TOUCH));
        if widgets::chip(ui, place, &words) {
            touch = Some(asked);
        }
    }
    touch
}
