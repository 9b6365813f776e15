//! What a camera hands over, as shades of grey: whatever it sends, and however little of it, comes out
//! as a whole picture or not at all. Keeps nothing.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};

/// A picture in shades of grey, row by row without gaps; 0 is black.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Luma {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// How a camera writes a picture down. Names are those of the Linux kernel (V4L2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The shades of grey come first, one byte each: `GREY`, `NV12`, `NV21`, `YU12`, `YV12`.
    Plane,
    /// Every second byte is a shade of grey, the first among them: `YUYV`, `YVYU`.
    EvenBytes,
    /// Every second byte, but not the first: `UYVY`, `VYUY`.
    OddBytes,
    /// A JPEG picture: `MJPG`, `JPEG`.
    Jpeg,
}

/// No picture is wider or higher, in pixels: beyond what any camera for a tablet gives.
pub const MOST: usize = 4096;

impl Layout {
    /// Every code of four letters that is understood, the quickest to read first.
    pub const KNOWN: [([u8; 4], Self); 11] = [
        (*b"GREY", Self::Plane),
        (*b"NV12", Self::Plane),
        (*b"NV21", Self::Plane),
        (*b"YU12", Self::Plane),
        (*b"YV12", Self::Plane),
        (*b"YUYV", Self::EvenBytes),
        (*b"YVYU", Self::EvenBytes),
        (*b"UYVY", Self::OddBytes),
        (*b"VYUY", Self::OddBytes),
        (*b"MJPG", Self::Jpeg),
        (*b"JPEG", Self::Jpeg),
    ];

    /// The layout of that code.
    #[must_use]
    pub fn of(fourcc: [u8; 4]) -> Option<Self> {
        let found = Self::KNOWN.iter().find(|(code, _)| *code == fourcc);
        found.map(|(_, layout)| *layout)
    }
}

impl Luma {
    /// The picture of `width` by `height` pixels in `bytes`, of which a row takes `stride` bytes (a
    /// `stride` that is too small is taken for none told). `None` when the bytes do not hold it.
    #[must_use]
    pub fn read(
        layout: Layout,
        bytes: &[u8],
        width: usize,
        height: usize,
        stride: usize,
    ) -> Option<Self> {
        let (first, step) = match layout {
            Layout::Jpeg => return Self::jpeg(bytes),
            Layout::Plane => (0, 1),
            Layout::EvenBytes => (0, 2),
            Layout::OddBytes => (1, 2),
        };
        if !(1..=MOST).contains(&width) || !(1..=MOST).contains(&height) {
            return None;
        }
        let row = width * step;
        let stride = if stride < row { row } else { stride };
        let mut pixels = Vec::with_capacity(width * height);
        for line in bytes.chunks(stride).take(height) {
            let line = line.get(..row)?;
            if step == 1 {
                pixels.extend_from_slice(line);
            } else {
                pixels.extend(line.iter().skip(first).step_by(step));
            }
        }
        Self::of(pixels, width, height)
    }

    /// A picture whose pixels are there already; `None` if there are more or fewer.
    #[must_use]
    pub fn of(pixels: Vec<u8>, width: usize, height: usize) -> Option<Self> {
        let fits = width <= MOST && height <= MOST && width * height == pixels.len();
        (fits && !pixels.is_empty()).then_some(Self {
            width,
            height,
            pixels,
        })
    }

    /// A picture of a file, PNG or JPEG.
    #[must_use]
    pub fn of_file(bytes: &[u8]) -> Option<Self> {
        let format = image::guess_format(bytes).ok()?;
        Self::decode(bytes, format)
    }

    /// A picture of a webcam, which may leave out the tables that every such picture shares. A mark
    /// after its beginning says so (the AVI1 segment of Motion JPEG).
    fn jpeg(bytes: &[u8]) -> Option<Self> {
        const MARK: [u8; 9] = *b"\xFF\xE0\x00\x07AVI1\x00";
        let (begin, rest) = bytes.split_at_checked(2)?;
        Self::decode(&[begin, &MARK, rest].concat(), ImageFormat::Jpeg)
    }

    fn decode(bytes: &[u8], format: ImageFormat) -> Option<Self> {
        let mut limits = Limits::default();
        let most = u32::try_from(MOST).ok();
        (limits.max_image_width, limits.max_image_height) = (most, most);
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        reader.limits(limits);
        let picture = reader.decode().ok()?.into_luma8();
        let (width, height) = picture.dimensions();
        let (width, height) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
        Self::of(picture.into_raw(), width, height)
    }

    /// How many pixels wide.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many pixels high.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// The shades, row by row.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The same at half the width: each pixel the average of two.
    #[must_use]
    pub fn narrowed(&self) -> Self {
        let width = self.width / 2;
        let mut pixels = Vec::with_capacity(width * self.height);
        for row in self.pixels.chunks_exact(self.width.max(1)) {
            let pairs = row.as_chunks::<2>().0.iter();
            pixels.extend(pairs.map(|[left, right]| mean(*left, *right)));
        }
        Self {
            width,
            height: self.height,
            pixels,
        }
    }

    /// The same at half the height.
    #[must_use]
    pub fn flattened(&self) -> Self {
        let height = self.height / 2;
        let mut pixels = Vec::with_capacity(self.width * height);
        for rows in self.pixels.chunks_exact((2 * self.width).max(1)) {
            let (above, below) = rows.split_at(self.width);
            let pairs = above.iter().zip(below);
            pixels.extend(pairs.map(|(above, below)| mean(*above, *below)));
        }
        Self {
            width: self.width,
            height,
            pixels,
        }
    }

    /// A small picture of it as in a mirror, at the most `most` pixels wide and high.
    #[must_use]
    pub fn mirrored(&self, most: usize) -> Self {
        let step = self.width.max(self.height).div_ceil(most.max(1)).max(1);
        let (width, height) = (self.width / step, self.height / step);
        let mut pixels = Vec::with_capacity(width * height);
        for rows in self.pixels.chunks_exact((step * self.width).max(1)) {
            // One row of each few is enough for a small picture.
            let line = rows.get(..width * step).unwrap_or_default();
            let means = line.chunks_exact(step).map(|part| {
                let sum: usize = part.iter().map(|value| usize::from(*value)).sum();
                u8::try_from(sum / step).unwrap_or(u8::MAX)
            });
            pixels.extend(means.rev());
        }
        Self {
            width,
            height,
            pixels,
        }
    }

    /// How much another picture of the same size differs, on average, in shades of 255. Pictures of
    /// different sizes differ as much as can be.
    #[must_use]
    pub fn difference(&self, other: &Self) -> usize {
        if (self.width, self.height) != (other.width, other.height) {
            return usize::from(u8::MAX);
        }
        let pairs = self.pixels.iter().zip(&other.pixels);
        let sum: usize = pairs.map(|(a, b)| usize::from(a.abs_diff(*b))).sum();
        sum / self.pixels.len().max(1)
    }
}

fn mean(a: u8, b: u8) -> u8 {
    let sum = u16::from(a) + u16::from(b);
    u8::try_from(sum.div_ceil(2)).unwrap_or(u8::MAX)
}
