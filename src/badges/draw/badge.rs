//! The badges: a child's, a teacher's, a trophy for a level, and one for trying a scanner. Each is
//! drawn for a wide card and for a square.

use super::pen::{Ink, Look, MODULES, MODULES_WITH_QUIET_ZONE, Pen};
use crate::badges::{
    code::BadgeCode,
    print::{Badge, Drawing, LevelBadge},
    sheet::Area,
};

/// What stays free along the edges of a badge, in millimetres: no printer and no scissors cut there.
const MARGIN: f32 = 4.0;

/// Draws one badge into its cell; `slot` millimetres at its top stay free.
pub(super) fn draw(pen: &mut Pen<'_, '_>, cell: Area, slot: f32, badge: &Badge) {
    let room = Area {
        top: cell.top + slot,
        height: cell.height - slot,
        ..cell
    };
    match badge {
        Badge::Student { name, animal, code } => student(pen, room, name, animal, code),
        Badge::Level(level) => self::level(pen, room, level),
        Badge::Teacher {
            name,
            title,
            reminder,
            code,
        } => teacher(pen, room, (title, name, reminder), code),
        Badge::Test { title, about } => test(pen, room, title, about),
    }
}

fn is_wide(room: Area) -> bool {
    room.width > room.height * 1.2
}

/// How wide a module of the code is where it has that much room with its quiet zone, in millimetres:
/// steps of a tenth, 1 mm (a code of 25 mm) or more where the sheet allows it.
fn module(room: f32) -> f32 {
    (room / MODULES_WITH_QUIET_ZONE * 10.0 + 0.01).floor() / 10.0
}

/// Draws the code on the right of a wide badge; what is left on the left.
fn code_on_the_right(pen: &mut Pen<'_, '_>, room: Area, code: &BadgeCode) -> Area {
    let module = module((room.width * 0.48).min(room.height - 1.0));
    let (side, quiet) = (MODULES * module, 4.0 * module);
    let left = room.right() - side - quiet.max(MARGIN);
    pen.code(left, room.middle().1 - side / 2.0, module, code);
    Area {
        left: room.left + MARGIN,
        width: left - quiet - room.left - MARGIN,
        ..room
    }
}

/// Draws the code in the lower left corner of a square; what is left above it and beside it.
fn code_in_the_corner(pen: &mut Pen<'_, '_>, room: Area, code: &BadgeCode) -> (Area, Area) {
    let module = 1.0;
    let (side, quiet) = (MODULES * module, 4.0 * module);
    let top = room.bottom() - quiet - side;
    pen.code(room.left + quiet, top, module, code);
    let above = Area {
        left: room.left + MARGIN,
        top: room.top + MARGIN * 0.75,
        width: room.width - 2.0 * MARGIN,
        height: top - quiet - room.top - MARGIN * 0.75,
    };
    let left = room.left + quiet + side + quiet;
    let beside = Area {
        left,
        top,
        width: room.right() - MARGIN * 0.75 - left,
        height: side,
    };
    (above, beside)
}

fn student(pen: &mut Pen<'_, '_>, room: Area, name: &str, animal: &Drawing, code: &BadgeCode) {
    if is_wide(room) {
        let left = code_on_the_right(pen, room, code);
        let disc = (left.height * 0.5).min(left.width * 0.7);
        let names = Area {
            height: left.height * 0.36,
            ..left
        };
        let look = Look::bold(2, (9.0, 3.2)).centered();
        let block = pen.fitted(name, names, look);
        let words = if pen.letters().can_write(name) {
            block.height()
        } else {
            WRITING_LINE
        };
        let gap = 1.5;
        let top = left.middle().1 - (disc + gap + words) / 2.0;
        let (x, _) = left.middle();
        animal_on_its_disc(pen, (x, top + disc / 2.0), disc, animal);
        let names = Area {
            top: top + disc + gap,
            height: words,
            ..left
        };
        pen.name(name, names, look);
    } else {
        let (above, beside) = code_in_the_corner(pen, room, code);
        pen.name(name, above, Look::bold(2, (8.0, 2.8)).centered());
        animal_on_its_disc(pen, beside.middle(), beside.width, animal);
    }
}

/// How high a line to write on is, in millimetres.
const WRITING_LINE: f32 = 8.0;

fn animal_on_its_disc(pen: &mut Pen<'_, '_>, (x, y): (f32, f32), across: f32, animal: &Drawing) {
    let disc = Area {
        left: x - across / 2.0,
        top: y - across / 2.0,
        width: across,
        height: across,
    };
    pen.fill(disc, across, Ink::Sun);
    pen.outline(disc, across, 0.25, Ink::SunLine);
    pen.picture(animal, disc.within(across * 0.16));
}

fn teacher(
    pen: &mut Pen<'_, '_>,
    room: Area,
    (title, name, reminder): (&str, &str, &str),
    code: &BadgeCode,
) {
    let frame = room.within(1.5);
    pen.outline(frame, 1.2, 0.8, Ink::Dark);
    let band = Area {
        height: 7.0,
        ..frame
    };
    pen.fill(band, 1.2, Ink::Dark);
    let look = Look::bold(1, (4.6, 2.4)).centered().ink(Ink::Paper);
    pen.words(title, band.within(1.0), look);
    // Inside of the line of the frame.
    let rest = Area {
        top: band.bottom(),
        height: frame.bottom() - band.bottom() - 0.8,
        left: frame.left + 0.8,
        width: frame.width - 1.6,
    };
    if is_wide(room) {
        let left = code_on_the_right(pen, rest, code);
        let names = Area {
            top: left.top + left.height * 0.14,
            height: left.height * 0.42,
            ..left
        };
        pen.name(name, names, Look::bold(2, (7.0, 2.8)));
        let reminders = Area {
            top: names.bottom() + 1.0,
            height: left.height * 0.3,
            ..left
        };
        pen.words(reminder, reminders, Look::regular(3, (3.6, 2.4)));
    } else {
        let (above, beside) = code_in_the_corner(pen, rest, code);
        pen.name(name, above, Look::bold(1, (6.0, 2.6)).centered());
        let look = Look::regular(6, (3.2, 2.0)).centered();
        pen.words(reminder, beside, look);
    }
}

fn test(pen: &mut Pen<'_, '_>, room: Area, title: &str, about: &str) {
    pen.dashes(room.within(1.5), 1.2, 0.5, Ink::Quiet);
    let frame = room.within(2.2);
    let code = BadgeCode::TEST;
    if is_wide(room) {
        let left = code_on_the_right(pen, frame, &code);
        let titles = Area {
            top: left.top + left.height * 0.16,
            height: left.height * 0.3,
            ..left
        };
        pen.words(title, titles, Look::bold(2, (6.5, 3.0)));
        let abouts = Area {
            top: titles.bottom() + 1.0,
            height: left.height * 0.36,
            ..left
        };
        pen.words(about, abouts, Look::regular(4, (3.6, 2.2)));
    } else {
        let (above, beside) = code_in_the_corner(pen, frame, &code);
        pen.words(title, above, Look::bold(1, (5.4, 2.6)).centered());
        let look = Look::regular(8, (2.8, 1.8)).centered();
        pen.words(about, beside, look);
    }
}

/// Gaps between what stands one above the other, in millimetres.
const GAP: f32 = 1.6;

fn level(pen: &mut Pen<'_, '_>, room: Area, level: &LevelBadge) {
    if is_wide(room) {
        wide_level(pen, room.within(MARGIN), level);
    } else {
        square_level(pen, room.within(MARGIN), level);
    }
}

fn wide_level(pen: &mut Pen<'_, '_>, inside: Area, level: &LevelBadge) {
    let word = 7.0;
    let side = (inside.height - word).min(inside.width * 0.4);
    let top = inside.middle().1 - f32::midpoint(side, word);
    let patch = Area {
        top,
        width: side,
        height: side,
        ..inside
    };
    pen.picture(&level.patch, patch);
    let words = Area {
        top: patch.bottom(),
        height: word,
        ..patch
    };
    pen.words(&level.level, words, Look::bold(1, (5.6, 2.6)).centered());
    let left = patch.right() + MARGIN;
    let right = Area {
        left,
        width: inside.right() - left,
        ..inside
    };
    skill(pen, right, level, level.name.as_deref(), (5.4, 4.0));
}

fn square_level(pen: &mut Pen<'_, '_>, inside: Area, level: &LevelBadge) {
    let side = inside.width * 0.46;
    let patch = Area {
        width: side,
        height: side,
        ..inside
    };
    pen.picture(&level.patch, patch);
    let left = patch.right() + 2.0;
    let beside = Area {
        left,
        width: inside.right() - left,
        ..patch
    };
    let names = Area {
        height: side * 0.4,
        ..beside
    };
    let words = match &level.name {
        Some(name) => {
            pen.name(name, names, Look::bold(1, (4.0, 2.2)).ink(Ink::Quiet));
            Area {
                top: names.bottom(),
                height: side - names.height,
                ..beside
            }
        }
        None => beside,
    };
    pen.words(&level.level, words, Look::bold(2, (5.6, 2.4)));
    let top = patch.bottom() + 1.0;
    let below = Area {
        top,
        height: inside.bottom() - top,
        ..inside
    };
    skill(pen, below, level, None, (4.4, 3.4));
}

/// Whose, in what, and what the child can do: one above the other, in the middle of the area.
fn skill(
    pen: &mut Pen<'_, '_>,
    area: Area,
    level: &LevelBadge,
    name: Option<&str>,
    (large, small): (f32, f32),
) {
    let name_look = Look::bold(1, (small, 2.0)).ink(Ink::Quiet);
    let name_height = if name.is_some() { small * 1.5 } else { 0.0 };
    let across = if level.picture.is_some() {
        large * 1.9
    } else {
        0.0
    };
    let inset = if level.picture.is_some() {
        across + GAP
    } else {
        0.0
    };
    let skill_look = Look::bold(2, (large, 2.4));
    let skill_area = Area {
        left: area.left + inset,
        width: area.width - inset,
        height: area.height * 0.4,
        ..area
    };
    let skill = pen.fitted(&level.skill, skill_area, skill_look);
    let skill_height = skill.height().max(across);
    let line_look = Look::regular(4, (small, 2.0));
    let line_area = Area {
        height: area.height - name_height - skill_height - GAP,
        ..area
    };
    let line = pen.fitted(&level.i_can, line_area, line_look);
    let whole = name_height + skill_height + GAP + line.height();
    let mut top = area.middle().1 - whole / 2.0;
    if let Some(name) = name {
        let place = Area {
            top,
            height: name_height,
            ..area
        };
        pen.name(name, place, name_look);
        top += name_height;
    }
    if let Some(picture) = &level.picture {
        let place = Area {
            left: area.left,
            top: top + (skill_height - across) / 2.0,
            width: across,
            height: across,
        };
        pen.picture(picture, place);
    }
    let skill_top = top + (skill_height - skill.height()) / 2.0;
    pen.block(
        &skill,
        Area {
            top: skill_top,
            ..skill_area
        },
        skill_look,
    );
    top += skill_height + GAP;
    pen.block(&line, Area { top, ..area }, line_look);
}
