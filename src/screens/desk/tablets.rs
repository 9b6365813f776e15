//! The tablets of the class: when each was heard last and what of it is not here yet, what is on this
//! tablet alone, what lies where they meet and cannot be used, and what could not be taken in.

use eframe::egui::{Rect, Role, Ui};
use jiff::Timestamp;

use crate::{
    domain::{
        health::Fact,
        joining::in_fours,
        kiosk::{DeskPage, DeskTouch, Invitation, TabletsPage, TabletsTouch},
        pack_share::{self, EditedTwice},
        sharing::{Odd, OtherTablet, Sharing},
        time::Stamp,
    },
    look::{
        dense,
        layout::{Canvas, Cut},
        qr, signs,
        text::{self, Style},
        theme::{GAP, GRID, NEAR, TOUCH, size},
        widgets,
        words::grouped,
    },
};

use super::{super::View, Rows, facts, mishaps, nothing_to_do, parts, room_for};

/// The side of a sign.
const SIGN: f32 = 42.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    area: Rect,
    view: &View<'_>,
    page: &TabletsPage,
) -> Option<DeskTouch> {
    match page {
        TabletsPage::All(part) => all(ui, canvas, area, view, *part),
        TabletsPage::Parked(part) => parked(ui, canvas, area, view, *part),
        TabletsPage::Odd(part) => odd(ui, canvas, area, view, *part),
        TabletsPage::Files(part) => files(ui, canvas, area, view, *part),
        TabletsPage::Add => add(ui, canvas, area, view),
        TabletsPage::MakeNew => make_new(ui, canvas, area, view),
        // It has a file of its own.
        TabletsPage::Retire => None,
    }
}

fn open(page: TabletsPage) -> DeskTouch {
    DeskTouch::Open(DeskPage::Tablets(page))
}

/// All tablets, and how this one stands to them.
fn all(ui: &Ui, canvas: Canvas, mut area: Rect, view: &View<'_>, part: usize) -> Option<DeskTouch> {
    let sharing = view.kiosk.sharing();
    let title = match &sharing.place {
        Some(place) => view
            .say
            .with("desk-tablets-at", &[("place", &short(place))]),
        None => view.say.text("desk-tablets-alone"),
    };
    let style = Style::bold(size::NAME).rows(1);
    text::heading(ui, area.cut_top_by(48.0, GRID / 2.0), &title, &style);
    this_tablet(ui, canvas, &mut area, view);
    let touch = offers(ui, canvas, &mut area, view, sharing);
    let height = if canvas.portrait { TOUCH * 1.5 } else { TOUCH };
    let others = &sharing.tablets;
    if others.is_empty() {
        let words = view.say.text(if sharing.place.is_some() {
            "desk-tablets-none"
        } else {
            "desk-tablets-set-up"
        });
        let style = Style::regular(size::SMALL).quiet().rows(4).top();
        text::label_unsaid(ui, area, &words, &style);
        return touch;
    }
    let rows = Rows {
        columns: 1,
        height,
        between: GRID,
        beside: GRID,
    };
    let all = |part| DeskPage::Tablets(TabletsPage::All(part));
    touch.or(
        rows.show(ui, area, view, others, (part, all), |place, other| {
            one(ui, canvas, place, view, other);
            None
        }),
    )
}

/// The end of a long path, which tells places apart; the sentence below has all of it where it matters.
fn short(place: &str) -> String {
    const LETTERS: usize = 32;
    let ends = place.match_indices('/').map(|(at, _)| place.get(at..));
    let end = ends.flatten().find(|end| end.chars().count() <= LETTERS);
    match end {
        Some(end) if place.chars().count() > LETTERS => format!("…{end}"),
        _ => place.to_owned(),
    }
}

/// How this tablet stands: the same sentence as on its own page.
fn this_tablet(ui: &Ui, canvas: Canvas, area: &mut Rect, view: &View<'_>) {
    let fact = Fact::Sync(view.kiosk.sharing().clone().into());
    let words = facts::sentence(view, &fact);
    let style = Style::regular(size::SMALL).rows(4);
    let beside = vec_of(area.width() - SIGN - 2.0 * NEAR - GRID, 400.0);
    let high = text::height(ui, beside, &words, &style).max(SIGN) + 2.0 * GRID;
    let mut card = area.cut_top_by(high, if canvas.portrait { NEAR } else { GRID });
    widgets::card(ui, card);
    card = card.shrink(GRID);
    let sign = card.cut_left_by(SIGN, NEAR);
    signs::paint(
        ui,
        sign.middle(eframe::egui::vec2(SIGN, SIGN)),
        fact.state(),
    );
    text::label_unsaid(ui, card, &words, &style);
}

fn vec_of(width: f32, height: f32) -> Rect {
    Rect::from_min_size(eframe::egui::Pos2::ZERO, eframe::egui::vec2(width, height))
}

/// What can be done here: what waits for a teacher first.
fn offers(
    ui: &Ui,
    canvas: Canvas,
    area: &mut Rect,
    view: &View<'_>,
    sharing: &Sharing,
) -> Option<DeskTouch> {
    let say = view.say;
    let mut offers = Vec::new();
    if sharing.may_become_new() {
        offers.push((say.text("desk-make-new"), open(TabletsPage::MakeNew)));
    }
    if !sharing.parked.is_empty() {
        let words = say.count("desk-parked-few", sharing.parked.len(), &[]);
        offers.push((words, open(TabletsPage::Parked(0))));
    }
    if !sharing.odd.is_empty() {
        let words = say.count("desk-odd", sharing.odd.len(), &[]);
        offers.push((words, open(TabletsPage::Odd(0))));
    }
    let twice = edited_twice(view).len();
    if twice > 0 {
        let words = say.count("desk-files", twice, &[]);
        offers.push((words, open(TabletsPage::Files(0))));
    }
    if sharing.place.is_some() {
        let words = if sharing.busy {
            "desk-syncing"
        } else {
            "desk-sync-now"
        };
        offers.push((say.text(words), DeskTouch::Tablets(TabletsTouch::SyncNow)));
        let add = DeskTouch::Tablets(TabletsTouch::Invite);
        offers.push((say.text("desk-add-tablet"), add));
    }
    offers.push((say.text("desk-retire"), open(TabletsPage::Retire)));
    let back = (say.text("back"), DeskTouch::Open(DeskPage::Tablet));
    offers.insert(0, back);
    let across = match offers.len() {
        _ if canvas.portrait => 2,
        5.. => 3,
        _ => 4,
    };
    let lines = offers.len().div_ceil(across);
    #[expect(clippy::cast_precision_loss, reason = "two or three")]
    let height = lines as f32 * (TOUCH + GRID) - GRID;
    let foot = area.cut_bottom_by(height, GRID);
    let mut touch = None;
    let places = foot.grid_by(across, lines, GRID);
    for (place, (words, asked)) in places.into_iter().zip(offers) {
        if widgets::chip(ui, place, &words) {
            touch = Some(asked);
        }
    }
    touch
}

/// One other tablet, in a line or two.
fn one(ui: &Ui, canvas: Canvas, place: Rect, view: &View<'_>, other: &OtherTablet) {
    let when = facts::when(view, other.heard);
    let heard = if other.retired {
        view.say.with("desk-tablet-retired", &[("when", &when)])
    } else {
        view.say.with("desk-tablet-heard", &[("when", &when)])
    };
    let owes = match usize::try_from(other.owes).unwrap_or(usize::MAX) {
        0 => view.say.text("desk-tablet-owes-none"),
        owes => view.say.count("desk-tablet-owes", owes, &[]),
    };
    let named = format!("{}. {heard}. {owes}", other.name);
    widgets::card(ui, place);
    widgets::name(ui, place, Role::Label, &named);
    let mut row = place.shrink2(eframe::egui::vec2(NEAR, 4.0));
    let (name, heard_place, owes_place) = if canvas.portrait {
        let name = row.cut_top_by(row.height() * 0.5, 0.0);
        let (left, right) = row.split_left_right_at_fraction(0.45);
        (name, left, right)
    } else {
        let name = row.cut_left_by(row.width() * 0.42, GRID);
        let (left, right) = row.split_left_right_at_fraction(0.46);
        (name, left, right)
    };
    text::paint(ui, name, &other.name, &Style::bold(size::SMALL).rows(2));
    let quiet = Style::regular(size::SMALL).quiet();
    text::paint(ui, heard_place, &heard, &quiet.clone().rows(1));
    let style = if other.owes > 0 {
        Style::regular(size::SMALL)
    } else {
        quiet
    };
    text::paint(ui, owes_place, &owes, &style.rows(2));
}

/// Entries of other tablets that could not be taken in.
fn parked(ui: &Ui, canvas: Canvas, area: Rect, view: &View<'_>, part: usize) -> Option<DeskTouch> {
    let parked = &view.kiosk.sharing().parked;
    let rows: Vec<_> = parked
        .iter()
        .map(|parked| {
            let names = [("entry", grouped(parked.entry.seq))];
            let [(name, entry)] = &names;
            let names = [(*name, entry.as_str()), ("tablet", parked.from.as_str())];
            (
                view.say.with("desk-parked-which", &names),
                mishaps::parked(view.say, parked),
            )
        })
        .collect();
    let list = List {
        title: view.say.count("desk-parked", parked.len(), &[]),
        help: view.say.text("desk-parked-help"),
        none: view.say.text("desk-parked-none"),
        page: TabletsPage::Parked,
    };
    list.show(ui, canvas, area, view, (&rows, part))
}

/// What lies where the tablets meet and cannot be used.
fn odd(ui: &Ui, canvas: Canvas, area: Rect, view: &View<'_>, part: usize) -> Option<DeskTouch> {
    let odd = &view.kiosk.sharing().odd;
    let rows: Vec<_> = odd
        .iter()
        .map(|odd| (whose(odd, view), mishaps::odd(view.say, odd)))
        .collect();
    let list = List {
        title: view.say.count("desk-odd", odd.len(), &[]),
        help: view.say.text("desk-odd-help"),
        none: view.say.text("desk-odd-none"),
        page: TabletsPage::Odd,
    };
    list.show(ui, canvas, area, view, (&rows, part))
}

/// What it is called; of another tablet's own file whose it is, and the end of its long name.
fn whose(odd: &Odd, view: &View<'_>) -> String {
    let others = &view.kiosk.sharing().tablets;
    let wrote = |other: &&OtherTablet| odd.name.contains(other.tablet.as_str());
    match (others.iter().find(wrote), odd.name.rsplit_once('-')) {
        (Some(other), Some((_, end))) => format!("{}: …{end}", other.name),
        _ => odd.name.clone(),
    }
}

fn edited_twice<'a>(view: &View<'a>) -> Vec<EditedTwice<'a>> {
    let now = view.ctx.moment.wall.timestamp().as_millisecond();
    pack_share::edited_twice(view.ctx.records, now)
}

/// Files of the class pack that two tablets changed on one day.
fn files(ui: &Ui, canvas: Canvas, area: Rect, view: &View<'_>, part: usize) -> Option<DeskTouch> {
    let zone = view.ctx.moment.wall.time_zone();
    let who = |stamp: &Stamp| {
        let others = &view.kiosk.sharing().tablets;
        let other = others.iter().find(|other| other.tablet == *stamp.tablet());
        other.map_or_else(
            || view.say.text("desk-files-here"),
            |other| other.name.clone(),
        )
    };
    let at = |stamp: &Stamp| {
        let at = Timestamp::from_millisecond(stamp.clock.millis).unwrap_or_default();
        at.to_zoned(zone.clone()).datetime()
    };
    let rows: Vec<_> = edited_twice(view)
        .into_iter()
        .map(|file| {
            let (stands, other) = (who(file.stands), who(file.other));
            let (when, before) = (
                facts::when(view, at(file.stands)),
                facts::when(view, at(file.other)),
            );
            let kept = format!("{}.before-…", file.path);
            let names = [
                ("stands", stands.as_str()),
                ("when", &when),
                ("other", &other),
                ("before", &before),
                ("kept", &kept),
            ];
            (
                file.path.to_owned(),
                view.say.with("desk-files-which", &names),
            )
        })
        .collect();
    let list = List {
        title: view.say.count("desk-files-title", rows.len(), &[]),
        help: view.say.text("desk-files-help"),
        none: view.say.text("desk-files-none"),
        page: TabletsPage::Files,
    };
    list.show(ui, canvas, area, view, (&rows, part))
}

/// A list of things with a line and what is to say of them.
struct List {
    title: String,
    help: String,
    none: String,
    page: fn(usize) -> TabletsPage,
}

impl List {
    fn show(
        &self,
        ui: &Ui,
        canvas: Canvas,
        mut area: Rect,
        view: &View<'_>,
        (rows, part): (&[(String, String)], usize),
    ) -> Option<DeskTouch> {
        let mut foot = area.cut_bottom_by(TOUCH, GRID);
        let back = view.say.text("back");
        let place = foot.cut_left_by(widgets::chip_width(ui, &back), NEAR);
        let back = widgets::chip(ui, place, &back).then(|| open(TabletsPage::All(0)));
        if rows.is_empty() {
            nothing_to_do(ui, area, &self.none);
            return back;
        }
        let title = area.cut_top_by(48.0, GRID / 2.0);
        text::heading(ui, title, &self.title, &Style::bold(size::NAME));
        let quiet = Style::regular(size::SMALL).quiet().rows(3).top();
        let high = if canvas.portrait { 96.0 } else { 64.0 };
        text::label_unsaid(ui, area.cut_top_by(high, NEAR), &self.help, &quiet);
        let (bold, plain) = (
            Style::bold(size::SMALL).rows(2),
            Style::regular(size::SMALL).rows(4),
        );
        let inside = vec_of(area.width() - 2.0 * NEAR, 400.0);
        let high = |words: &str, style: &Style| text::height(ui, inside, words, style);
        let tallest = rows
            .iter()
            .map(|(head, what)| high(head, &bold) + high(what, &plain) + 1.5 * GRID)
            .fold(TOUCH, f32::max);
        let height = tallest.min(area.height());
        let room = room_for(area, height, GRID);
        let count = rows.len().div_ceil(room);
        let part = part.min(count - 1);
        for (head, what) in rows.iter().skip(part * room).take(room) {
            let mut place = area.cut_top_by(height, GRID);
            widgets::card(ui, place);
            widgets::name(ui, place, Role::Label, &format!("{head}: {what}"));
            place = place.shrink2(eframe::egui::vec2(NEAR, 0.75 * GRID));
            let upper = place.cut_top_by(high(head, &bold), 0.0);
            text::paint(ui, upper, head, &bold);
            text::paint(ui, place, what, &plain);
        }
        let page = |part| DeskPage::Tablets((self.page)(part));
        back.or(parts(ui, foot, view, part, count, page))
    }
}

/// Whether this tablet becomes a new one.
fn make_new(ui: &Ui, canvas: Canvas, mut area: Rect, view: &View<'_>) -> Option<DeskTouch> {
    let style = Style::bold(size::NAME).centered().rows(2);
    let words = view.say.text("desk-make-new-ask");
    text::heading(ui, area.cut_top_by(100.0, GRID), &words, &style);
    let quiet = Style::regular(size::SMALL).quiet().centered().rows(5);
    let about = view.say.text("desk-make-new-about");
    let high = if canvas.portrait { 170.0 } else { 110.0 };
    text::label_unsaid(ui, area.cut_top_by(high, NEAR), &about, &quiet);
    let row = area.cut_top_by(area.height().min(120.0), 0.0);
    let [left, right] = row.grid_by(2, 1, GAP).try_into().ok()?;
    let no = dense::key(ui, left, &view.say.text("desk-make-new-no"));
    let yes = dense::key(ui, right, &view.say.text("desk-make-new-yes"));
    let no = no.then(|| open(TabletsPage::All(0)));
    no.or(yes.then_some(DeskTouch::Tablets(TabletsTouch::MakeNew)))
}

/// The code that lets another tablet in, and what to do with it there.
fn add(ui: &Ui, canvas: Canvas, mut area: Rect, view: &View<'_>) -> Option<DeskTouch> {
    let say = view.say;
    let mut foot = area.cut_bottom_by(TOUCH, GRID);
    let back = say.text("back");
    let place = foot.cut_left_by(widgets::chip_width(ui, &back), NEAR);
    let back = widgets::chip(ui, place, &back).then(|| open(TabletsPage::All(0)));
    let title = area.cut_top_by(48.0, GRID / 2.0);
    text::heading(
        ui,
        title,
        &say.text("desk-add-tablet"),
        &Style::bold(size::NAME),
    );
    let now = view.ctx.moment.since_start;
    let letters = match view.kiosk.invitation() {
        Invitation::Letters(letters, until) => {
            let left = until.checked_sub(now).filter(|left| !left.is_zero());
            left.map(|left| (letters, left))
        }
        _ => None,
    };
    let Some((letters, left)) = letters else {
        let (words, again) = match view.kiosk.invitation() {
            Invitation::Waiting => ("desk-add-wait", false),
            Invitation::Letters(..) => ("desk-add-over", true),
            Invitation::NotMade => ("desk-add-not-made", true),
        };
        let style = Style::regular(size::TEXT).centered().rows(4);
        text::label_unsaid(ui, area, &say.text(words), &style);
        let again = again && {
            let words = say.text("desk-add-again");
            let place = foot.cut_right_by(widgets::chip_width(ui, &words), NEAR);
            widgets::chip(ui, place, &words)
        };
        let again = again.then_some(DeskTouch::Tablets(TabletsTouch::Invite));
        return back.or(again);
    };
    let left = format!("{}:{:02}", left.as_secs() / 60, left.as_secs() % 60);
    let mut code = if canvas.portrait {
        area.cut_top_by((area.height() * 0.52).min(area.width()), NEAR)
    } else {
        area.cut_left_by(area.height().min(area.width() * 0.5), NEAR)
    };
    widgets::card(ui, code);
    code = code.shrink(GRID);
    let side = code.size().min_elem();
    let code = code.middle(eframe::egui::vec2(side, side));
    widgets::name(ui, code, Role::Image, &say.text("desk-add-code"));
    qr::paint(ui, code, letters);
    let time = area.cut_top_by(56.0, GRID);
    let words = say.with("desk-add-left", &[("time", &left)]);
    text::label_unsaid(ui, time, &words, &Style::bold(size::TEXT));
    let spelled = area.cut_bottom_by(area.height() * 0.5, GRID);
    let style = Style::regular(size::SMALL).rows(6).top();
    text::label_unsaid(ui, area, &say.text("desk-add-about"), &style);
    let spelled_style = Style::regular(20.0).quiet().rows(10).top();
    text::label_unsaid(ui, spelled, &in_fours(letters), &spelled_style);
    back
}
