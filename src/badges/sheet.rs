//! Sheets to print badges on, in millimetres: where each badge goes, and how far a printer is off.
//! Knows nothing of what is on a badge.

use std::{fmt, str::FromStr};

/// A part of a page in millimetres, from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// From the left edge of the page.
    pub left: f32,
    /// From its upper edge.
    pub top: f32,
    /// To the right.
    pub width: f32,
    /// Down.
    pub height: f32,
}

/// Millimetres in an inch.
const INCH: f32 = 25.4;
/// A card as ISO/IEC 7810 has it (ID-1), in millimetres: width, height, radius of its corners.
pub(super) const ID_1: (f32, f32, f32) = (85.60, 53.98, 3.18);

/// What badges are printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sheet {
    /// Squares of two inches, three by four, with marks to cut them out; also on labels such as
    /// OL2679.
    Squares,
    /// Name badges, Avery 5395: two by four.
    Avery5395,
    /// Business cards, Avery 5371: two by five.
    Avery5371,
    /// Plastic cards, one per page for a card printer; on paper two by four, to cut out and laminate.
    /// The upper 8 mm stay free for the slot of a lanyard.
    Cr80,
}

/// What a sheet is cut from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Paper {
    /// US Letter, 8.5 by 11 inches.
    Letter,
    /// A4, 210 by 297 mm.
    A4,
    /// The page is the plastic card itself.
    Card,
}

/// What helps to part the badges of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    /// Nothing: they part by themselves.
    None,
    /// Short lines outside of the corners.
    Marks,
    /// An outline with corners of this radius, in millimetres.
    Outline(CornerRadius),
}

/// The radius of a corner, in hundredths of a millimetre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CornerRadius(pub u16);

/// A page and the places of its badges.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Of the page, in millimetres.
    pub width: f32,
    /// Of the page, in millimetres.
    pub height: f32,
    /// Where the badges go, row by row. Never empty.
    pub cells: Vec<Area>,
    /// What helps to part them.
    pub parting: Parting,
    /// What stays free at the top of every badge, in millimetres.
    pub slot: f32,
}

/// A sheet that there is not on this paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSuchSheet {
    /// Labels that are sold on Letter alone.
    #[error(
        "Avery {0} is a US Letter sheet and does not come as A4; nothing was printed. Choose Letter, or squares on A4."
    )]
    LetterOnly(&'static str),
    /// Only a plastic card is a page of its own.
    #[error(
        "Only plastic cards (CR80) are pages of their own; nothing was printed. Choose Letter or A4."
    )]
    CardOnly,
}

/// A grid of badges: columns, rows, the size of a badge, from one to the next.
struct Grid {
    columns: u8,
    rows: u8,
    cell: (f32, f32),
    pitch: (f32, f32),
    /// The upper left corner of the first; in the middle of the page where there is none.
    first: Option<(f32, f32)>,
}

impl Sheet {
    /// Every sheet.
    pub const ALL: [Self; 4] = [Self::Squares, Self::Avery5395, Self::Avery5371, Self::Cr80];

    /// Its name on the command line and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Squares => "squares",
            Self::Avery5395 => "5395",
            Self::Avery5371 => "5371",
            Self::Cr80 => "cr80",
        }
    }

    /// The paper it is made of where nobody says otherwise.
    #[must_use]
    pub fn usual_paper(self) -> Paper {
        match self {
            Self::Cr80 => Paper::Card,
            Self::Squares | Self::Avery5395 | Self::Avery5371 => Paper::Letter,
        }
    }

    /// The page on that paper. The grids are those of the makers (glabels' templates): inches from
    /// the corner of a Letter page.
    pub fn on(self, paper: Paper) -> Result<Layout, NoSuchSheet> {
        if paper == Paper::Card && self != Self::Cr80 {
            return Err(NoSuchSheet::CardOnly);
        }
        if paper == Paper::A4 && matches!(self, Self::Avery5395 | Self::Avery5371) {
            return Err(NoSuchSheet::LetterOnly(self.name()));
        }
        let (parting, slot) = match (self, paper) {
            (Self::Squares, _) => (Parting::Marks, 0.0),
            (Self::Avery5395 | Self::Avery5371, _) => (Parting::None, 0.0),
            (Self::Cr80, Paper::Card) => (Parting::None, 8.0),
            (Self::Cr80, _) => (Parting::Outline(CornerRadius(318)), 8.0),
        };
        let (width, height) = paper.size();
        Ok(Layout {
            width,
            height,
            cells: self.grid(paper).cells(width, height),
            parting,
            slot,
        })
    }

    fn grid(self, paper: Paper) -> Grid {
        let inches = |(x, y): (f32, f32)| (x * INCH, y * INCH);
        let grid = |columns, rows, cell, pitch, first| Grid {
            columns,
            rows,
            cell: inches(cell),
            pitch: inches(pitch),
            first: Some(inches(first)),
        };
        let card = (ID_1.0, ID_1.1);
        match (self, paper) {
            (Self::Squares, Paper::Letter) => grid(3, 4, (2.0, 2.0), (2.625, 2.57), (0.625, 0.645)),
            (Self::Squares, _) => Grid {
                first: None,
                ..grid(3, 4, (2.0, 2.0), (2.625, 2.57), (0.0, 0.0))
            },
            (Self::Avery5395, _) => {
                let cell = (3.375, 7.0 / 3.0);
                grid(2, 4, cell, (3.75, 2.5), (0.6875, 0.5833))
            }
            (Self::Avery5371, _) => grid(2, 5, (3.5, 2.0), (3.5, 2.0), (0.75, 0.5)),
            (Self::Cr80, Paper::Card) => Grid {
                columns: 1,
                rows: 1,
                cell: card,
                pitch: card,
                first: Some((0.0, 0.0)),
            },
            (Self::Cr80, _) => Grid {
                columns: 2,
                rows: 4,
                cell: card,
                pitch: (card.0 + 6.0, card.1 + 6.0),
                first: None,
            },
        }
    }
}

impl Grid {
    fn cells(&self, width: f32, height: f32) -> Vec<Area> {
        let across = |count: u8, pitch: f32, cell: f32| f32::from(count - 1) * pitch + cell;
        let (left, top) = self.first.unwrap_or_else(|| {
            let wide = across(self.columns, self.pitch.0, self.cell.0);
            let high = across(self.rows, self.pitch.1, self.cell.1);
            ((width - wide) / 2.0, (height - high) / 2.0)
        });
        let places = (0..self.rows).flat_map(|row| {
            (0..self.columns).map(move |column| (f32::from(row), f32::from(column)))
        });
        places
            .map(|(row, column)| Area {
                left: left + column * self.pitch.0,
                top: top + row * self.pitch.1,
                width: self.cell.0,
                height: self.cell.1,
            })
            .collect()
    }
}

impl Paper {
    /// Width and height in millimetres.
    #[must_use]
    pub fn size(self) -> (f32, f32) {
        match self {
            Self::Letter => (8.5 * INCH, 11.0 * INCH),
            Self::A4 => (210.0, 297.0),
            Self::Card => (ID_1.0, ID_1.1),
        }
    }
}

impl Area {
    /// Its right edge.
    #[must_use]
    pub fn right(&self) -> f32 {
        self.left + self.width
    }

    /// Its lower edge.
    #[must_use]
    pub fn bottom(&self) -> f32 {
        self.top + self.height
    }

    /// Its middle.
    #[must_use]
    pub fn middle(&self) -> (f32, f32) {
        (self.left + self.width / 2.0, self.top + self.height / 2.0)
    }

    /// What is left without a margin on every side.
    #[must_use]
    pub fn within(&self, margin: f32) -> Self {
        Self {
            left: self.left + margin,
            top: self.top + margin,
            width: self.width - 2.0 * margin,
            height: self.height - 2.0 * margin,
        }
    }
}

/// How far everything is moved on the page to make up for a printer that is off, in tenths of a
/// millimetre. Written `X,Y` in millimetres: `1.5,-0.5` is 1.5 mm to the right and 0.5 mm up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Offset {
    right: i16,
    down: i16,
}

/// A text that is no offset.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no offset: it is two numbers of millimetres from -15 to 15, such as 1.5,-0.5 for 1.5 to the right and 0.5 up"
)]
pub struct NotAnOffset(String);

impl Offset {
    /// The most in either direction, in tenths of a millimetre.
    pub const MOST: i16 = 150;

    /// Of tenths of a millimetre to the right and down; `None` beyond 15 mm.
    #[must_use]
    pub fn tenths(right: i16, down: i16) -> Option<Self> {
        let fits = |value: i16| (-Self::MOST..=Self::MOST).contains(&value);
        (fits(right) && fits(down)).then_some(Self { right, down })
    }

    /// To the right, in tenths of a millimetre.
    #[must_use]
    pub fn right_tenths(self) -> i16 {
        self.right
    }

    /// Down, in tenths of a millimetre.
    #[must_use]
    pub fn down_tenths(self) -> i16 {
        self.down
    }

    /// To the right and down, in millimetres.
    #[must_use]
    pub fn millimetres(self) -> (f32, f32) {
        (f32::from(self.right) / 10.0, f32::from(self.down) / 10.0)
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (right, down) = self.millimetres();
        write!(f, "{right},{down}")
    }
}

impl FromStr for Offset {
    type Err = NotAnOffset;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let tenths = |part: &str| {
            let value: f32 = part.trim().parse().ok()?;
            #[expect(
                clippy::cast_possible_truncation,
                reason = "what is beyond 15 mm is refused first"
            )]
            (value.abs() <= f32::from(Self::MOST) / 10.0).then(|| (value * 10.0).round() as i16)
        };
        text.split_once(',')
            .and_then(|(right, down)| Self::tenths(tenths(right)?, tenths(down)?))
            .ok_or_else(|| NotAnOffset(text.to_owned()))
    }
}
