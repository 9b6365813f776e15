//! Words on paper: which typeface has which letters, how long a word is, where a line breaks, and how
//! small letters have to be for everything to fit. Right-to-left words are put in their order.

use std::{borrow::Cow, cell::RefCell, rc::Rc};

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Script, ShapePlan, UnicodeBuffer};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{badges::print::PrintError, domain::text::tidy};

/// From one line to the next, in sizes of the letters.
pub(super) const LEADING: f32 = 1.22;
/// The next smaller size.
const SMALLER: f32 = 0.94;
/// What stands for words that were cut off.
const CUT: char = '…';

/// A typeface in two weights, as its files have them.
#[derive(Clone, Debug)]
pub struct Typeface {
    /// For sentences.
    pub regular: Cow<'static, [u8]>,
    /// For names and headings.
    pub bold: Cow<'static, [u8]>,
}

/// The typefaces to print with: the first that has a letter draws it.
#[derive(Clone, Debug)]
pub struct Typefaces(Vec<Typeface>);

impl Typefaces {
    /// Of those, in their order.
    #[must_use]
    pub fn new(faces: Vec<Typeface>) -> Self {
        Self(faces)
    }

    /// One more, for the letters that the others lack.
    #[must_use]
    pub fn and(mut self, face: Typeface) -> Self {
        self.0.push(face);
        self
    }

    /// Whether every letter of a name can be printed. In place of a name that cannot, a badge has a
    /// line to write it on by hand.
    #[must_use]
    pub fn can_write(&self, name: &str) -> bool {
        self.by_hand([name]).is_empty()
    }

    /// Those of some names that cannot be printed, by their places from 0. Typefaces are opened once,
    /// however many names there are.
    #[must_use]
    pub fn by_hand<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Vec<usize> {
        let Ok(letters) = Type::new(self) else {
            return Vec::new();
        };
        let names = names.into_iter().enumerate();
        let unwritten = names.filter(|(_, name)| !letters.can_write(name));
        unwritten.map(|(place, _)| place).collect()
    }
}

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// The typefaces, opened.
pub(super) struct Type<'t> {
    regular: Vec<Cut<'t>>,
    bold: Vec<Cut<'t>>,
}

/// One weight of a typeface.
struct Cut<'t> {
    shaper: rustybuzz::Face<'t>,
    font: Font,
    /// How letters are joined, by script and direction: found out once, for it takes longer than
    /// joining the letters of a name.
    plans: RefCell<Vec<((Direction, Script), Rc<ShapePlan>)>>,
}

/// One line of words, measured in sizes of its letters.
#[derive(Clone, Default)]
pub(super) struct Line {
    pub(super) pieces: Vec<Piece>,
    pub(super) width: f32,
}

/// What one typeface draws of a line.
#[derive(Clone)]
pub(super) struct Piece {
    pub(super) font: Font,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width: f32,
}

/// Lines and how large they are, in millimetres.
pub(super) struct Block {
    pub(super) size: f32,
    pub(super) lines: Vec<Line>,
}

/// The room that words have.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// In millimetres.
    pub(super) width: f32,
    /// In millimetres.
    pub(super) height: f32,
    /// How many lines there may be.
    pub(super) rows: usize,
    /// The largest and the smallest letters, in millimetres.
    pub(super) sizes: (f32, f32),
}

impl Block {
    /// From the top of its first line to the bottom of its last, in millimetres.
    pub(super) fn height(&self) -> f32 {
        let lines = u8::try_from(self.lines.len()).unwrap_or(u8::MAX);
        f32::from(lines) * self.size * LEADING
    }
}

impl<'t> Type<'t> {
    pub(super) fn new(faces: &'t Typefaces) -> Result<Self, PrintError> {
        let open = |bytes: &'t Cow<'static, [u8]>| {
            let shaper = rustybuzz::Face::from_slice(bytes, 0)?;
            let data = match bytes {
                Cow::Borrowed(bytes) => (*bytes).into(),
                Cow::Owned(bytes) => bytes.clone().into(),
            };
            Some(Cut {
                shaper,
                font: Font::new(data, 0)?,
                plans: RefCell::default(),
            })
        };
        let all = |of: fn(&Typeface) -> &Cow<'static, [u8]>| {
            let cuts = faces.0.iter().map(|face| open(of(face)));
            cuts.collect::<Option<Vec<_>>>().ok_or(PrintError::Typeface)
        };
        Ok(Self {
            regular: all(|face| &face.regular)?,
            bold: all(|face| &face.bold)?,
        })
    }

    fn cuts(&self, weight: Weight) -> &[Cut<'t>] {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// The first typeface that has every part of a letter.
    fn cut_for(&self, letter: &str, weight: Weight) -> Option<&Cut<'t>> {
        let has = |cut: &&Cut<'t>| {
            letter
                .chars()
                .all(|part| is_joiner(part) || cut.shaper.glyph_index(part).is_some())
        };
        self.cuts(weight).iter().find(has)
    }

    pub(super) fn can_write(&self, name: &str) -> bool {
        let name = tidy(name);
        name.contains(char::is_alphanumeric)
            && name
                .graphemes(true)
                .all(|letter| self.cut_for(letter, Weight::Bold).is_some())
    }

    /// One line, whatever its length. Letters that no typeface has are left out.
    pub(super) fn line(&self, text: &str, weight: Weight) -> Line {
        let mut line = Line::default();
        let info = BidiInfo::new(text, None);
        for paragraph in &info.paragraphs {
            let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let turned = levels.get(run.start).is_some_and(Level::is_rtl);
                let mut pieces = self.pieces(text.get(run).unwrap_or_default(), weight, turned);
                if turned {
                    pieces.reverse();
                }
                line.width += pieces.iter().map(|piece| piece.width).sum::<f32>();
                line.pieces.append(&mut pieces);
            }
        }
        line
    }

    /// The stretches of a run that one typeface draws.
    fn pieces(&self, run: &str, weight: Weight, turned: bool) -> Vec<Piece> {
        let mut stretches: Vec<(&Cut<'t>, String)> = Vec::new();
        for letter in run.graphemes(true) {
            let Some(cut) = self.cut_for(letter, weight) else {
                continue;
            };
            match stretches.last_mut() {
                Some((last, text)) if std::ptr::eq(*last, cut) => text.push_str(letter),
                _ => stretches.push((cut, letter.to_owned())),
            }
        }
        let shape = |(cut, text): (&Cut<'t>, String)| cut.shape(text, turned);
        stretches.into_iter().map(shape).collect()
    }

    /// Words as large as they fit: on fewer lines rather than more, smaller rather than broken, and
    /// cut off only when nothing else helps.
    pub(super) fn fit(&self, text: &str, weight: Weight, room: Room) -> Block {
        let text = printable(text);
        let words = self.words(&text, weight);
        let (most, least) = room.sizes;
        let mut size = most;
        while size > least {
            let rows = room.rows_at(size);
            if let Some(lines) = wrapped(&words, room.width / size, rows) {
                return self.block(&lines, weight, size);
            }
            size *= SMALLER;
        }
        let rows = room.rows_at(least).max(1);
        let parts = self.broken(&words, weight, room.width / least);
        let mut lines = wrapped(&parts, room.width / least, usize::MAX).unwrap_or_default();
        if lines.len() > rows {
            lines.truncate(rows);
            if let Some(last) = lines.last_mut() {
                *last = self.cut_off(last, weight, room.width / least);
            }
        }
        self.block(&lines, weight, least)
    }

    fn block(&self, lines: &[String], weight: Weight, size: f32) -> Block {
        let lines = lines.iter().map(|line| self.line(line, weight)).collect();
        Block { size, lines }
    }

    fn words(&self, text: &str, weight: Weight) -> Vec<Word> {
        let word = |text: &str| Word {
            width: self.line(text.trim_end(), weight).width,
            space: text.ends_with(' ').then(|| self.line(" ", weight).width),
            text: text.to_owned(),
        };
        text.split_inclusive([' ', '-']).map(word).collect()
    }

    /// The words, those that are wider than a line in parts.
    fn broken(&self, words: &[Word], weight: Weight, width: f32) -> Vec<Word> {
        let mut parts = Vec::new();
        for word in words {
            if word.width <= width {
                parts.push(word.clone());
                continue;
            }
            let mut part = Word::default();
            for letter in word.text.graphemes(true) {
                let wide = self.line(letter, weight).width;
                if part.width + wide > width && !part.text.is_empty() {
                    parts.push(std::mem::take(&mut part));
                }
                part.text.push_str(letter);
                part.width += wide;
            }
            part.space = word.space;
            parts.push(part);
        }
        parts
    }

    /// As much of a line as there is room for before the sign that something was cut off.
    fn cut_off(&self, line: &str, weight: Weight, width: f32) -> String {
        let mut letters: Vec<&str> = line.trim_end().graphemes(true).collect();
        loop {
            let text = format!("{}{CUT}", letters.concat().trim_end());
            if letters.is_empty() || self.line(&text, weight).width <= width {
                return text;
            }
            letters.pop();
        }
    }
}

impl Room {
    /// How many lines of letters of that size there is room for.
    fn rows_at(self, size: f32) -> usize {
        let mut rows = 0_usize;
        let mut height = size * LEADING;
        while rows < self.rows && height <= self.height + 0.01 {
            rows += 1;
            height += size * LEADING;
        }
        rows
    }
}

/// A word with the space or the hyphen behind it.
#[derive(Clone, Default)]
struct Word {
    text: String,
    /// Without the space.
    width: f32,
    /// How wide the space behind it is.
    space: Option<f32>,
}

/// The words on at most so many lines of that width, all about as long; `None` when they do not fit.
fn wrapped(words: &[Word], width: f32, rows: usize) -> Option<Vec<String>> {
    let mut best = greedy(words, width).filter(|lines| lines.len() <= rows)?;
    let mut narrower = width * 0.95;
    while narrower > width * 0.4 {
        match greedy(words, narrower) {
            Some(lines) if lines.len() <= best.len() => best = lines,
            _ => break,
        }
        narrower *= 0.95;
    }
    Some(best)
}

fn greedy(words: &[Word], width: f32) -> Option<Vec<String>> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for word in words {
        if word.width > width {
            return None;
        }
        if used + word.width > width {
            lines.push(String::new());
            used = 0.0;
        }
        lines.last_mut()?.push_str(&word.text);
        used += word.width + word.space.unwrap_or(0.0);
    }
    Some(
        lines
            .iter()
            .map(|line| line.trim_end().to_owned())
            .collect(),
    )
}

impl Cut<'_> {
    fn plan(&self, direction: Direction, script: Script) -> Rc<ShapePlan> {
        let mut plans = self.plans.borrow_mut();
        let known = plans.iter().find(|(of, _)| *of == (direction, script));
        if let Some((_, plan)) = known {
            return Rc::clone(plan);
        }
        let plan = ShapePlan::new(&self.shaper, direction, Some(script), None, &[]);
        let plan = Rc::new(plan);
        plans.push(((direction, script), Rc::clone(&plan)));
        plan
    }

    fn shape(&self, text: String, turned: bool) -> Piece {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        buffer.set_direction(if turned {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        let plan = self.plan(buffer.direction(), buffer.script());
        let shaped = rustybuzz::shape_with_plan(&self.shaper, &plan, buffer);
        let infos = shaped.glyph_infos();
        let start = |cluster: u32| usize::try_from(cluster).unwrap_or(0);
        let mut starts: Vec<usize> = infos.iter().map(|info| start(info.cluster)).collect();
        starts.push(text.len());
        starts.sort_unstable();
        let em = self.font.units_per_em();
        #[expect(
            clippy::cast_precision_loss,
            reason = "a letter has a few thousand units"
        )]
        let part = |units: i32| units as f32 / em;
        let glyph = |(info, place): (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition)| {
            let from = start(info.cluster);
            let after = starts.partition_point(|start| *start <= from);
            let to = starts.get(after).copied().unwrap_or(text.len());
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                part(place.x_advance),
                part(place.x_offset),
                part(place.y_offset),
                part(place.y_advance),
                from..to,
                None,
            )
        };
        let glyphs: Vec<_> = infos
            .iter()
            .zip(shaped.glyph_positions())
            .map(glyph)
            .collect();
        Piece {
            font: self.font.clone(),
            width: glyphs.iter().map(|glyph| glyph.x_advance).sum(),
            glyphs,
            text,
        }
    }
}

/// Parts of a letter that have no look of their own.
fn is_joiner(part: char) -> bool {
    matches!(part, '\u{200C}' | '\u{200D}' | '\u{FE0E}' | '\u{FE0F}')
}

/// A text as it may be printed: on one line, and without marks piled up on a letter.
fn printable(text: &str) -> String {
    const MOST_MARKS: usize = 3;
    let mut seen = String::with_capacity(text.len());
    for letter in tidy(text).graphemes(true) {
        let mut marks = 0;
        for part in letter.chars() {
            marks += usize::from(bidi_class(part) == BidiClass::NSM && !is_joiner(part));
            if marks <= MOST_MARKS {
                seen.push(part);
            }
        }
    }
    seen
}
