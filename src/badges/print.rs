//! Badge sheets as PDF: what goes on them, as values, to the bytes of one file. Letters and pictures
//! come from the caller; nothing is read or written here, and the same values give the same bytes.

use std::sync::Arc;

pub use super::draw::typeset::{Typeface, Typefaces};
use super::{
    code::BadgeCode,
    draw,
    sheet::{NoSuchSheet, Offset, Paper, Sheet},
};

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// What badges are printed on.
    pub sheet: Sheet,
    /// The paper; what the sheet is usually made of where it is left out.
    pub paper: Option<Paper>,
    /// What makes up for a printer that is off.
    pub offset: Offset,
}

/// What to print.
#[derive(Clone, Debug)]
pub enum Pages {
    /// Badges, one after the other; as many pages as it takes.
    Badges(Vec<Badge>),
    /// The page that tells how far a printer is off.
    Ruler(RulerWords),
    /// The children's secret pictures, for the teacher's drawer.
    Secrets(SecretList),
}

/// One badge.
#[derive(Clone, Debug)]
pub enum Badge {
    /// A child's: first name, animal and code; never a level or a group.
    Student {
        /// What everybody calls them, with an initial where two are called so.
        name: String,
        /// Their animal.
        animal: Drawing,
        /// The code.
        code: BadgeCode,
    },
    /// A level badge: a trophy, without any code.
    Level(LevelBadge),
    /// A teacher's, which looks like no child's.
    Teacher {
        /// Their name.
        name: String,
        /// Above it: "Teacher".
        title: String,
        /// That it takes the PIN as well.
        reminder: String,
        /// The code.
        code: BadgeCode,
    },
    /// For trying a scanner or a camera: [`BadgeCode::TEST`], which is nobody's.
    Test {
        /// "Test badge".
        title: String,
        /// What to do with it.
        about: String,
    },
}

/// A trophy for one skill at one level.
#[derive(Clone, Debug)]
pub struct LevelBadge {
    /// Whose; left out where the class wants no names on them.
    pub name: Option<String>,
    /// The level's name: its shape and sign alone tell it as well.
    pub level: String,
    /// The level's patch.
    pub patch: Drawing,
    /// The skill's name.
    pub skill: String,
    /// The skill's picture.
    pub picture: Option<Drawing>,
    /// What the child can do: the "I can" line.
    pub i_can: String,
}

/// The sentences of the ruler page.
#[derive(Clone, Debug)]
pub struct RulerWords {
    /// What the page is.
    pub title: String,
    /// Print it at 100 %, and lay a card on the frame to see that it was.
    pub size: String,
    /// Fold it, edge on edge, both ways; the creases cross the scales at two numbers.
    pub fold: String,
    /// What to do with the two numbers.
    pub enter: String,
    /// The first number.
    pub right: String,
    /// The second number.
    pub down: String,
}

/// Secret pictures of children.
#[derive(Clone, Debug)]
pub struct SecretList {
    /// What the page is.
    pub title: String,
    /// Where to keep it.
    pub about: String,
    /// Child by child.
    pub rows: Vec<SecretRow>,
}

/// One child's secret pictures.
#[derive(Clone, Debug)]
pub struct SecretRow {
    /// What everybody calls them, with an initial where two are called so.
    pub name: String,
    /// Their animal.
    pub animal: Drawing,
    /// The pictures in their order.
    pub pictures: Vec<Drawing>,
}

/// A picture as its file has it. Clones share it, and each is in a PDF once.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Drawing {
    /// SVG. What it links to is left out.
    Svg(Arc<[u8]>),
    /// PNG.
    Png(Arc<[u8]>),
    /// JPEG.
    Jpeg(Arc<[u8]>),
}

impl Drawing {
    /// An SVG.
    #[must_use]
    pub fn svg(text: &str) -> Self {
        Self::Svg(text.as_bytes().into())
    }
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The sheet does not come on that paper.
    #[error(transparent)]
    NoSuchSheet(#[from] NoSuchSheet),
    /// There is nothing to print.
    #[error("There is nothing to print.")]
    Nothing,
    /// A typeface cannot be read.
    #[error(
        "A typeface cannot be read, and nothing was printed; the program is damaged. Install it anew."
    )]
    Typeface,
    /// The PDF cannot be put together.
    #[error(
        "The sheet could not be put together ({0}), and nothing was printed. Try fewer badges at a time."
    )]
    Pdf(String),
}

/// The PDF. 1,000 badges take well under a second.
///
/// # Errors
///
/// When the sheet does not come on that paper, or there is nothing to print.
pub fn pdf(order: &Order, typefaces: &Typefaces, pages: &Pages) -> Result<Vec<u8>, PrintError> {
    draw::pdf(*order, typefaces, pages)
}
