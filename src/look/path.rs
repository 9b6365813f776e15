//! The painted path from waymark to waymark: trodden where it was walked, dotted where it is still
//! to come. Knows where along it a walker is, and nothing of who walks.

use eframe::egui::{Painter, Pos2, Shape, Stroke, Vec2, vec2};

use super::theme;

/// Steps that a stretch between two stops is drawn in.
const STEPS: u8 = 40;

/// A path through its stops. A place on it is counted in stops, so 1.5 is halfway from the second
/// to the third.
#[derive(Debug)]
pub struct Path {
    stops: Vec<Pos2>,
}

impl Path {
    /// The path through these stops.
    #[must_use]
    pub fn through(stops: Vec<Pos2>) -> Self {
        Self { stops }
    }

    /// Where that place is.
    #[must_use]
    pub fn at(&self, place: f32) -> Pos2 {
        let stretch = place.max(0.0).floor();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number from 0, and a ladder has at most six rungs"
        )]
        let index = stretch as usize;
        match (self.stops.get(index), self.stops.get(index + 1)) {
            (Some(from), Some(to)) => between(*from, *to, place.max(0.0) - stretch),
            (Some(end), None) => *end,
            (None, _) => self.stops.last().copied().unwrap_or_default(),
        }
    }

    /// Draws it, trodden up to the place `walked`.
    pub fn paint(&self, painter: &Painter, walked: f32) {
        let stretches = u8::try_from(self.stops.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let steps = (0..=u16::from(stretches) * u16::from(STEPS))
            .map(|step| f32::from(step) / f32::from(STEPS));
        let (trodden, to_come): (Vec<f32>, Vec<f32>) = steps.partition(|place| *place <= walked);
        let points = |places: &[f32]| -> Vec<Pos2> {
            let end = (walked > 0.0).then_some(walked.min(f32::from(stretches)));
            let places = places.iter().copied().chain(end);
            places.map(|place| self.at(place)).collect()
        };
        self.dots(painter, &to_come);
        if walked > 0.0 {
            let line = points(&trodden);
            for (width, color) in [(22.0, theme::TRAIL), (15.0, theme::PATH)] {
                painter.add(Shape::line(line.clone(), Stroke::new(width, color)));
                for end in line.first().into_iter().chain(line.last()) {
                    painter.circle_filled(*end, width / 2.0, color);
                }
            }
            self.footprints(painter, &trodden);
        }
    }

    fn dots(&self, painter: &Painter, places: &[f32]) {
        self.every(places, 26.0, |_, here, along| {
            let along = along * 4.0;
            painter.line_segment([here - along, here + along], Stroke::new(9.0, theme::TRAIL));
            for end in [here - along, here + along] {
                painter.circle_filled(end, 4.5, theme::TRAIL);
            }
        });
    }

    fn footprints(&self, painter: &Painter, places: &[f32]) {
        self.every(places, 19.0, |left, here, along| {
            let side = along.rot90() * if left { 3.6 } else { -3.6 };
            for (step, radius) in [(-2.2, 1.9), (1.4, 2.5)] {
                painter.circle_filled(here + side + along * step, radius, theme::TRAIL);
            }
        });
    }

    /// Calls `draw` about every `apart` points: whether it is the left foot's turn, where, and the
    /// direction of the path there.
    fn every(&self, places: &[f32], apart: f32, mut draw: impl FnMut(bool, Pos2, Vec2)) {
        let mut last: Option<Pos2> = None;
        let mut left = false;
        for place in places {
            let here = self.at(*place);
            if last.is_none_or(|last| last.distance(here) >= apart) {
                let along = (self.at(place + 0.02) - self.at(place - 0.02)).normalized();
                draw(left, here, along);
                last = Some(here);
                left = !left;
            }
        }
    }
}

/// A stretch that leaves and arrives level, with a bend up and a bend down on its way.
fn between(from: Pos2, to: Pos2, part: f32) -> Pos2 {
    let reach = (to.x - from.x) * 0.45;
    let bend = (reach * 0.2).clamp(0.0, 22.0);
    let (one, two) = (from + vec2(reach, bend), to - vec2(reach, bend));
    let rest = 1.0 - part;
    (from.to_vec2() * rest * rest * rest
        + one.to_vec2() * 3.0 * rest * rest * part
        + two.to_vec2() * 3.0 * rest * part * part
        + to.to_vec2() * part * part * part)
        .to_pos2()
}
