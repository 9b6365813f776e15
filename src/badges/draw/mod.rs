//! How sheets are drawn: pages and their cells here, what is on each in a file of its own.

mod badge;
mod pen;
mod ruler;
mod secrets;
pub(super) mod typeset;

use krilla::{
    Document, SerializeSettings, error::KrillaError, geom::Transform, metadata::Metadata,
    page::PageSettings,
};

use self::{
    pen::{Pen, Pictures},
    typeset::{Type, Typefaces},
};
use super::{
    print::{Order, Pages, PrintError},
    sheet::{Layout, Paper},
};

/// PostScript points in a millimetre.
const POINTS: f32 = 72.0 / 25.4;

/// What the pages of one document share.
struct Book<'t> {
    document: Document,
    letters: Type<'t>,
    pictures: Pictures,
}

pub(super) fn pdf(
    order: Order,
    typefaces: &Typefaces,
    pages: &Pages,
) -> Result<Vec<u8>, PrintError> {
    let settings = SerializeSettings {
        xmp_metadata: false,
        ..SerializeSettings::default()
    };
    let mut book = Book {
        document: Document::new_with(settings),
        letters: Type::new(typefaces)?,
        pictures: Pictures::default(),
    };
    let metadata = Metadata::new().creator("Waymark".to_owned());
    book.document.set_metadata(metadata);
    let paper = order.paper.unwrap_or_else(|| order.sheet.usual_paper());
    match pages {
        Pages::Badges(badges) if badges.is_empty() => return Err(PrintError::Nothing),
        Pages::Secrets(list) if list.rows.is_empty() => return Err(PrintError::Nothing),
        Pages::Badges(badges) => {
            let layout = order.sheet.on(paper)?;
            for badges in badges.chunks(layout.cells.len()) {
                book.page(order, (layout.width, layout.height), |pen| {
                    sheet(pen, &layout, badges);
                })?;
            }
        }
        Pages::Ruler(words) => {
            let size = whole(paper).size();
            book.page(order, size, |pen| {
                ruler::draw(pen, size, order.offset, words);
            })?;
        }
        Pages::Secrets(list) => {
            let size = whole(paper).size();
            let (per_page, of) = secrets::pages(list, size);
            for (number, rows) in (1..).zip(list.rows.chunks(per_page)) {
                book.page(order, size, |pen| {
                    secrets::draw(pen, size, list, rows, (number, of));
                })?;
            }
        }
    }
    book.document.finish().map_err(|error| told(&error))
}

/// A list is not printed on a plastic card.
fn whole(paper: Paper) -> Paper {
    match paper {
        Paper::Card => Paper::Letter,
        paper => paper,
    }
}

fn told(error: &KrillaError) -> PrintError {
    PrintError::Pdf(error.to_string())
}

impl Book<'_> {
    /// One page of that size in millimetres, drawn in millimetres and moved as ordered.
    fn page(
        &mut self,
        order: Order,
        (width, height): (f32, f32),
        draw: impl FnOnce(&mut Pen<'_, '_>),
    ) -> Result<(), PrintError> {
        let size = PageSettings::from_wh(width * POINTS, height * POINTS)
            .ok_or_else(|| PrintError::Pdf("a page without a size".to_owned()))?;
        let mut page = self.document.start_page_with(size);
        let mut surface = page.surface();
        let (right, down) = order.offset.millimetres();
        let place = Transform::from_row(POINTS, 0.0, 0.0, POINTS, right * POINTS, down * POINTS);
        surface.push_transform(&place);
        draw(&mut Pen::new(
            &mut surface,
            &self.letters,
            &mut self.pictures,
        ));
        surface.pop();
        surface.finish();
        page.finish();
        Ok(())
    }
}

/// One sheet of badges.
fn sheet(pen: &mut Pen<'_, '_>, layout: &Layout, badges: &[super::print::Badge]) {
    for (cell, one) in layout.cells.iter().zip(badges) {
        pen.parting(*cell, layout.parting);
        badge::draw(pen, *cell, layout.slot, one);
    }
}
