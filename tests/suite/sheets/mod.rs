//! Badge sheets, as other programs see them: drawn by `pdftoppm`, read by `zbarimg`, searched by
//! `pdftotext`.

mod places;
mod words;

use std::{fs, path::Path, process::Command};

use image::GrayImage;
use rand::{SeedableRng, rngs::StdRng};
use tempfile::TempDir;
use waymark::{
    app::sheets,
    badges::{
        code::BadgeCode,
        print::{Badge, Drawing, LevelBadge, Order, Pages, pdf},
        sheet::{Offset, Paper, Sheet},
    },
    look::{art::Art, pictures},
};

/// Pixels in an inch of the pictures that are looked at.
const DPI: f32 = 150.0;
const INCH: f32 = 25.4;

/// What is on the labels as their makers sell them, in inches: columns, rows, the size of one, the
/// place of the first, and from one to the next.
pub struct Labels {
    pub sheet: Sheet,
    pub paper: Paper,
    pub grid: (usize, usize),
    pub cell: (f32, f32),
    pub first: (f32, f32),
    pub pitch: (f32, f32),
}

const CARD: (f32, f32) = (85.60 / INCH, 53.98 / INCH);

/// Every sheet on the paper it is usually made of.
pub const LABELS: [Labels; 4] = [
    Labels {
        sheet: Sheet::Squares,
        paper: Paper::Letter,
        grid: (3, 4),
        cell: (2.0, 2.0),
        first: (0.625, 0.645),
        pitch: (2.625, 2.57),
    },
    Labels {
        sheet: Sheet::Avery5395,
        paper: Paper::Letter,
        grid: (2, 4),
        cell: (3.375, 2.3333),
        first: (0.6875, 0.5833),
        pitch: (3.75, 2.5),
    },
    Labels {
        sheet: Sheet::Avery5371,
        paper: Paper::Letter,
        grid: (2, 5),
        cell: (3.5, 2.0),
        first: (0.75, 0.5),
        pitch: (3.5, 2.0),
    },
    Labels {
        sheet: Sheet::Cr80,
        paper: Paper::Card,
        grid: (1, 1),
        cell: CARD,
        first: (0.0, 0.0),
        pitch: CARD,
    },
];

impl Labels {
    /// Left and top of every label of a page, row by row, in inches.
    pub fn corners(&self) -> Vec<(f32, f32)> {
        let (columns, rows) = self.grid;
        #[expect(clippy::cast_precision_loss, reason = "five rows")]
        let at = |row: usize, column: usize| {
            (
                self.first.0 + column as f32 * self.pitch.0,
                self.first.1 + row as f32 * self.pitch.1,
            )
        };
        (0..rows)
            .flat_map(|row| (0..columns).map(move |column| at(row, column)))
            .collect()
    }

    pub fn order(&self) -> Order {
        Order {
            sheet: self.sheet,
            paper: None,
            offset: Offset::default(),
        }
    }
}

/// Badges in the order of their letters, each with a code of its own.
pub fn named(names: &[&str]) -> Vec<Badge> {
    let badge = |(seed, name): (u64, &&str)| Badge::Student {
        name: (*name).to_owned(),
        animal: Drawing::svg(pictures::emoji_drawing("🦊").unwrap()),
        code: code(seed),
    };
    (0..).zip(names).map(badge).collect()
}

pub fn code(seed: u64) -> BadgeCode {
    BadgeCode::draw(&mut StdRng::seed_from_u64(seed))
}

pub fn teacher(name: &str) -> Badge {
    Badge::Teacher {
        name: name.to_owned(),
        title: "Teacher".to_owned(),
        reminder: "Works only with your PIN.".to_owned(),
        code: code(99),
    }
}

pub fn test_badge() -> Badge {
    Badge::Test {
        title: "Test badge".to_owned(),
        about: "For trying a scanner or a camera. It is nobody's badge.".to_owned(),
    }
}

pub fn trophy(skill: &str, i_can: &str) -> Badge {
    Badge::Level(LevelBadge {
        name: Some("Maximiliano-José".to_owned()),
        level: "Trailblazer".to_owned(),
        patch: Drawing::svg(Art::ShapeStar.svg()),
        skill: skill.to_owned(),
        picture: Some(Drawing::svg(pictures::emoji_drawing("🧮").unwrap())),
        i_can: i_can.to_owned(),
    })
}

pub fn printed(order: &Order, badges: Vec<Badge>) -> Printed {
    Printed::new(&pdf(order, &sheets::typefaces(), &Pages::Badges(badges)).unwrap())
}

/// A PDF on the disk.
pub struct Printed(TempDir);

impl Printed {
    pub fn new(bytes: &[u8]) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("sheet.pdf"), bytes).unwrap();
        Self(folder)
    }

    pub fn read(path: &Path) -> Self {
        Self::new(&fs::read(path).unwrap())
    }

    /// What another program says about it.
    pub fn ask(&self, program: &str, args: &[&str]) -> String {
        let said = Command::new(program)
            .args(args)
            .current_dir(self.0.path())
            .output()
            .unwrap_or_else(|error| panic!("{program}: {error}; tests/run installs it"));
        let err = String::from_utf8_lossy(&said.stderr);
        assert!(err.is_empty(), "{program}: {err}");
        String::from_utf8(said.stdout).unwrap()
    }

    /// Its words, as another program finds them.
    pub fn text(&self) -> String {
        self.ask("pdftotext", &["-layout", "sheet.pdf", "-"])
    }

    /// Its pages in grey.
    pub fn pages(&self) -> Vec<GrayImage> {
        let dpi = DPI.to_string();
        let args = ["-r", &dpi, "-gray", "-png", "sheet.pdf", "page"];
        assert_eq!(self.ask("pdftoppm", &args), "");
        let mut pages: Vec<_> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| {
                path.file_name()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .starts_with("page-")
            })
            .collect();
        pages.sort();
        let open = |path| image::open(path).unwrap().into_luma8();
        pages.into_iter().map(open).collect()
    }

    /// Every label of every page, cut out.
    pub fn labels(&self, labels: &Labels) -> Vec<GrayImage> {
        let (width, height) = (pixels(labels.cell.0), pixels(labels.cell.1));
        let cut = |page: &GrayImage, (left, top): (f32, f32)| {
            let (left, top) = (pixels(left), pixels(top));
            let width = width.min(page.width() - left);
            let height = height.min(page.height() - top);
            image::imageops::crop_imm(page, left, top, width, height).to_image()
        };
        let pages = self.pages();
        let corners = labels.corners();
        pages
            .iter()
            .flat_map(|page| corners.iter().map(|corner| cut(page, *corner)))
            .collect()
    }

    /// What another program reads in pictures: one line for each code.
    pub fn codes(&self, pictures: &[GrayImage]) -> Vec<String> {
        let folder = self.0.path();
        let mut names = Vec::new();
        for (number, picture) in pictures.iter().enumerate() {
            names.push(format!("label-{number:04}.png"));
            picture.save(folder.join(names.last().unwrap())).unwrap();
        }
        let said = Command::new("zbarimg")
            .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
            .args(names)
            .current_dir(folder)
            .output()
            .expect("zbarimg; tests/run installs it");
        let text = String::from_utf8(said.stdout).unwrap();
        text.lines().map(str::to_owned).collect()
    }
}

/// Whole pixels of inches.
pub fn pixels(inches: f32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page has a few thousand pixels"
    )]
    let pixels = (inches * DPI).round() as u32;
    pixels
}

/// The box around everything darker than `most`: left, top, right, bottom, in pixels.
pub fn dark(picture: &GrayImage, most: u8) -> Option<(u32, u32, u32, u32)> {
    let places = picture
        .enumerate_pixels()
        .filter(|(.., pixel)| pixel.0[0] < most)
        .map(|(x, y, _)| (x, y));
    places.fold(None, |found, (x, y)| {
        let (left, top, right, bottom) = found.unwrap_or((x, y, x, y));
        Some((left.min(x), top.min(y), right.max(x), bottom.max(y)))
    })
}
