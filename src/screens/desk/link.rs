//! A badge for a child: the next card that is laid down becomes theirs, and if the teacher wants that, a
//! code is written on it. Says what became of the card, and asks before one changes hands.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        badge::BadgeKey,
        event::Holder,
        ids::StudentId,
        kiosk::{Desk, DeskPage, DeskTouch, LinkRefusal, LinkState, LinkTouch},
        records::Recognised,
        tag::{TagJob, TagTrouble},
    },
    look::{
        art::Art,
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GAP, GRID, NEAR, size},
        widgets,
    },
};

use super::{
    super::{View, chip_height},
    sentences,
};

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    student: &StudentId,
) -> Option<DeskTouch> {
    let card = view.ctx.records.student(student)?.card.get()?;
    let about = About {
        view,
        student,
        name: &card.first_name,
    };
    let state = match &desk.linking.state {
        // What follows is not said before it is on the disk.
        LinkState::Saving(_) => &LinkState::Waiting,
        state => state,
    };
    let foot = area.cut_bottom_by(chip_height(canvas), NEAR);
    let mut head = area.cut_top_by(96.0, NEAR);
    let animal = head.cut_left_by(96.0, GAP);
    widgets::avatar(ui, animal, &card.picture);
    text::heading(
        ui,
        head,
        &about.title(state),
        &Style::bold(size::NAME).rows(2),
    );
    let mut touch = None;
    let choices = about.choices(state);
    if !choices.is_empty() {
        let places = if canvas.portrait {
            let answers = area.cut_bottom_by(200.0, NEAR);
            answers.grid_by(1, 2, GRID)
        } else {
            area.cut_bottom_by(112.0, NEAR).grid_by(2, 1, GAP)
        };
        for (place, (words, asks)) in places.into_iter().zip(choices) {
            if dense::key(ui, place, &words) {
                touch = Some(asks);
            }
        }
    }
    if let Some(words) = about.says(state) {
        let below = area.cut_bottom_by(area.height().min(110.0), NEAR);
        let place = below.middle(vec2(below.width().min(1000.0), below.height()));
        widgets::sunny_card(ui, place);
        let style = Style::regular(size::TEXT).centered().rows(3);
        text::notice(ui, place.shrink(12.0), &words, &style);
    }
    let side = area.size().min_elem().min(340.0);
    art(state).paint(ui, area.middle(vec2(side, side)));
    touch.or(about.foot(ui, foot, state, desk.linking.writes))
}

/// What the sentences are about.
struct About<'a> {
    view: &'a View<'a>,
    student: &'a StudentId,
    name: &'a str,
}

impl About<'_> {
    fn named(&self, key: &str) -> String {
        self.view.say.with(key, &[("name", self.name)])
    }

    fn title(&self, state: &LinkState) -> String {
        let key = match state {
            LinkState::Waiting | LinkState::Refused(_) | LinkState::Saving(_) => "desk-link-for",
            LinkState::Of(_, whose) => {
                let name = self.name_of(whose);
                return self.view.say.with("desk-link-of", &[("name", &name)]);
            }
            LinkState::Theirs(_) => "desk-link-theirs",
            LinkState::Linked(_) => "desk-link-done",
            LinkState::Another(_) => "desk-link-another",
            LinkState::Writing(_) => "desk-link-writing",
            LinkState::NotWritten(_, TagTrouble::Lifted | TagTrouble::NotThere) => {
                "desk-link-lay-again"
            }
            LinkState::NotWritten(..) => "desk-link-not-written",
            LinkState::Written(_) => "desk-link-written",
        };
        self.named(key)
    }

    /// What else there is to say; before the first card, nothing.
    fn says(&self, state: &LinkState) -> Option<String> {
        let say = |key| self.view.say.text(key);
        Some(match state {
            LinkState::Waiting
            | LinkState::Saving(_)
            | LinkState::Of(..)
            | LinkState::Another(_) => return None,
            LinkState::Refused(refusal) => say(match refusal {
                LinkRefusal::Random => "desk-card-random",
                LinkRefusal::OfTeacher => "desk-link-of-teacher",
                LinkRefusal::OfSubstitute => "desk-card-of-substitute",
                LinkRefusal::Lifted => "desk-link-lifted",
                LinkRefusal::Unreadable => "desk-link-unreadable",
            }),
            LinkState::Theirs(card) | LinkState::Linked(card) => {
                let badge = self.card(card)?;
                let names = [("badge", badge.as_str()), ("name", self.name)];
                self.view.say.with("desk-link-may-tap", &names)
            }
            LinkState::Writing(_) => say("desk-link-leave-it"),
            LinkState::Written(_) => self.named("desk-link-both"),
            LinkState::NotWritten(job, trouble) => self.trouble(job, *trouble),
        })
    }

    /// Why it is not written, and what holds all the same.
    fn trouble(&self, job: &TagJob, trouble: TagTrouble) -> String {
        let why = self.view.say.text(match trouble {
            TagTrouble::Lifted => return self.view.say.text("desk-tag-lifted"),
            TagTrouble::NotThere => return self.view.say.text("desk-tag-not-there"),
            TagTrouble::SomethingElse => return self.view.say.text("desk-tag-something-else"),
            TagTrouble::NotKept => return self.view.say.text("desk-tag-not-kept"),
            TagTrouble::NoReader => return self.view.say.text("desk-tag-no-reader"),
            TagTrouble::OtherKind => "desk-tag-other-kind",
            TagTrouble::NotReady => "desk-tag-not-ready",
            TagTrouble::ReadOnly => "desk-tag-read-only",
            TagTrouble::TooSmall => "desk-tag-too-small",
        });
        let held = if self.is_theirs(&job.uid) {
            "desk-tag-works"
        } else {
            "desk-tag-stays"
        };
        format!("{why} {}", self.named(held))
    }

    fn is_theirs(&self, badge: &BadgeKey) -> bool {
        let whose = self.view.ctx.records.recognise(std::slice::from_ref(badge));
        whose == Recognised::Holder(&Holder::Student(self.student.clone()))
    }

    /// A card by its chip, or by its code where it has none.
    fn card(&self, card: &[BadgeKey]) -> Option<String> {
        card.last().map(|key| sentences::badge(self.view, key))
    }

    fn name_of(&self, student: &StudentId) -> String {
        let card = self.view.ctx.records.card(student);
        card.map_or_else(
            || student.to_string(),
            |card| {
                format!("{} {}", card.first_name, card.last_name)
                    .trim()
                    .to_owned()
            },
        )
    }

    /// A question's two answers.
    fn choices(&self, state: &LinkState) -> Vec<(String, DeskTouch)> {
        match state {
            LinkState::Of(_, whose) => {
                let card = self.view.ctx.records.card(whose);
                let other = card.map_or(whose.as_str(), |card| &card.first_name);
                let keep = self.view.say.with("desk-link-keep", &[("name", other)]);
                vec![
                    (keep, DeskTouch::Link(LinkTouch::Keep)),
                    (
                        self.named("desk-link-give"),
                        DeskTouch::Link(LinkTouch::Give),
                    ),
                ]
            }
            LinkState::Another(card) => {
                let page = DeskPage::Give(card.clone(), 0);
                vec![
                    (
                        self.named("desk-link-also"),
                        DeskTouch::Link(LinkTouch::Also),
                    ),
                    (
                        self.view.say.text("desk-link-others"),
                        DeskTouch::Open(page),
                    ),
                ]
            }
            _ => Vec::new(),
        }
    }

    /// The way back, and what can be done with the card.
    fn foot(&self, ui: &Ui, mut row: Rect, state: &LinkState, writes: bool) -> Option<DeskTouch> {
        let say = |key| self.view.say.text(key);
        let back = say("back");
        let place = row.cut_left_by(widgets::chip_width(ui, &back), GRID);
        let page = DeskPage::Badges(self.student.clone(), None);
        let mut touch = widgets::chip(ui, place, &back).then_some(DeskTouch::Open(page));
        let mut chip = |key, asks: DeskTouch| {
            let words = say(key);
            let place = row.cut_right_by(widgets::chip_width(ui, &words), GRID);
            if widgets::chip(ui, place, &words) {
                touch = Some(asks);
            }
        };
        let next = DeskTouch::Open(DeskPage::Give(Vec::new(), 0));
        let again = DeskTouch::Link(LinkTouch::WriteIt);
        match state {
            LinkState::Written(_) => chip("desk-link-next", next),
            LinkState::Linked(card) | LinkState::Theirs(card) => {
                chip("desk-link-next", next);
                let is_chip = |key: &BadgeKey| matches!(key, BadgeKey::Uid(_));
                let is_written = |key: &BadgeKey| !is_chip(key) && self.is_theirs(key);
                if card.iter().any(is_chip) && !card.iter().any(is_written) {
                    chip("desk-link-write-it", again);
                }
            }
            LinkState::NotWritten(job, trouble) => {
                if self.is_theirs(&job.uid) {
                    chip("desk-link-next", next);
                }
                match trouble {
                    TagTrouble::SomethingElse => {
                        chip("desk-link-over", DeskTouch::Link(LinkTouch::Over));
                    }
                    TagTrouble::NotKept | TagTrouble::NoReader | TagTrouble::Lifted => {
                        chip("desk-link-again", again);
                    }
                    _ => {}
                }
            }
            LinkState::Waiting | LinkState::Refused(_) | LinkState::Saving(_) => {
                let words = say("desk-link-write");
                let place = row.cut_right_by(widgets::chip_width(ui, &words), GRID);
                let look = if writes {
                    RowLook::Chosen
                } else {
                    RowLook::Plain
                };
                if dense::row_button(ui, place, None, &words, look, &[]) {
                    touch = Some(DeskTouch::Link(LinkTouch::Write(!writes)));
                }
            }
            LinkState::Of(..) | LinkState::Another(_) | LinkState::Writing(_) => {}
        }
        touch
    }
}

fn art(state: &LinkState) -> Art {
    match state {
        LinkState::Waiting | LinkState::Saving(_) => Art::Tap,
        LinkState::Refused(LinkRefusal::Random) => Art::NotABadge,
        LinkState::Refused(LinkRefusal::OfTeacher | LinkRefusal::OfSubstitute) => Art::TeacherBadge,
        LinkState::Refused(LinkRefusal::Lifted)
        | LinkState::NotWritten(_, TagTrouble::Lifted | TagTrouble::NotThere)
        | LinkState::Writing(_) => Art::HoldLonger,
        LinkState::Refused(LinkRefusal::Unreadable) | LinkState::NotWritten(..) => Art::TryAgain,
        LinkState::Of(..) | LinkState::Another(_) => Art::UnknownBadge,
        LinkState::Theirs(_) | LinkState::Linked(_) | LinkState::Written(_) => Art::GotYou,
    }
}
