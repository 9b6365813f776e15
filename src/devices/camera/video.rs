//! A video device of Linux (V4L2). The only file that names `linuxvideo`.

use std::{
    io,
    path::{Path, PathBuf},
};

use linuxvideo::{
    BufType, BufTypes, Device, Fract,
    format::{PixFormat, PixelFormat},
    stream::ReadStream,
};

use super::{
    frames::Trouble,
    luma::{Layout, Luma},
};

/// An open device that takes pictures.
pub(super) struct Video {
    stream: ReadStream,
    layout: Layout,
    width: usize,
    height: usize,
    stride: usize,
}

/// What is asked for, the first before the second: a device gives what comes closest.
const SIZES: [(u32, u32); 2] = [(1280, 720), (640, 480)];
/// A device that takes longer for a picture than this, in seconds, is asked for another kind.
const SLOW: f32 = 0.11;
/// How many devices are looked at to find the first: as many as Linux gives minor numbers to by
/// default.
const DEVICES: u8 = 64;
/// How many pictures wait at the most: the newest is wanted.
const WAITING: u8 = 4;

impl Video {
    /// The first device that takes pictures, and its path.
    pub(super) fn first() -> Result<(Self, String), Trouble> {
        let mut trouble = Trouble::Missing;
        for number in 0..DEVICES {
            let path = PathBuf::from(format!("/dev/video{number}"));
            match Self::open(&path) {
                Ok(video) => return Ok((video, path.display().to_string())),
                // A webcam has a second device without pictures: the worst trouble tells most.
                Err(found) if found.weight() > trouble.weight() => trouble = found,
                Err(_) => {}
            }
        }
        Err(trouble)
    }

    /// Opens a device; its light goes on. One that is slow is asked for every other kind first.
    pub(super) fn open(path: &Path) -> Result<Self, Trouble> {
        let trouble = |error| Trouble::of(&error);
        let offered = offered(path).map_err(trouble)?;
        for may_be_slow in [false, true] {
            for (code, layout) in &offered {
                for size in SIZES {
                    let video = Self::with(path, (*code, *layout), size, may_be_slow);
                    if let Some(video) = video.map_err(trouble)? {
                        return Ok(video);
                    }
                }
            }
        }
        Err(Trouble::NoPicture)
    }

    /// Whether there is a device at that path that may be opened; its light stays off.
    pub(super) fn is_there(path: &Path) -> Result<(), Trouble> {
        match Device::open(path) {
            Ok(_) => Ok(()),
            Err(error) => Err(Trouble::of(&error)),
        }
    }

    /// Opens a device for pictures of that kind and about that size. `None` if it gives another kind,
    /// or is slow and may not be.
    fn with(
        path: &Path,
        (code, layout): (PixelFormat, Layout),
        (width, height): (u32, u32),
        may_be_slow: bool,
    ) -> io::Result<Option<Self>> {
        let device = Device::open(path)?.video_capture(PixFormat::new(width, height, code))?;
        let format = device.format();
        let gives_it = format.pixel_format() == code;
        let size = |pixels: u32| usize::try_from(pixels).unwrap_or_default();
        let (width, height) = (size(format.width()), size(format.height()));
        let stride = size(format.bytes_per_line());
        // Not every device has a choice of how often.
        let every = device.set_frame_interval(Fract::new(1, 15));
        let is_slow = every.is_ok_and(|every| every.as_f32() > SLOW);
        if !gives_it || (is_slow && !may_be_slow) {
            return Ok(None);
        }
        Ok(Some(Self {
            stream: device.into_stream()?,
            layout,
            width,
            height,
            stride,
        }))
    }

    /// The newest picture; `None` as long as there is no new one.
    pub(super) fn next(&mut self) -> Result<Option<Luma>, Trouble> {
        let mut newest = None;
        for _ in 0..WAITING {
            match self.stream.will_block() {
                Ok(false) => {}
                Ok(true) => break,
                Err(error) => return Err(Trouble::of(&error)),
            }
            let (layout, width, height, stride) =
                (self.layout, self.width, self.height, self.stride);
            let taken = self.stream.dequeue(|view| {
                let is_whole = !view.is_error();
                let read = || Luma::read(layout, view.raw_buffer(), width, height, stride);
                Ok(is_whole.then(read).flatten())
            });
            newest = taken.map_err(|error| Trouble::of(&error))?.or(newest);
        }
        Ok(newest)
    }
}

/// The kinds of picture that a device offers and that can be read, the quickest to read first.
fn offered(path: &Path) -> io::Result<Vec<(PixelFormat, Layout)>> {
    let device = Device::open(path)?;
    if !device
        .supported_buf_types()
        .contains(BufTypes::VIDEO_CAPTURE)
    {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let formats = device.formats(BufType::VIDEO_CAPTURE);
    let offered: Vec<[u8; 4]> = formats
        .map_while(Result::ok)
        .map(|format| format.pixel_format().as_fourcc())
        .collect();
    let known = Layout::KNOWN.into_iter();
    let readable = known.filter(|(code, _)| offered.contains(code));
    Ok(readable
        .map(|(code, layout)| (PixelFormat::from_fourcc(code), layout))
        .collect())
}
