//! The picture files of a class pack, for the window: read and decoded by a thread of their own,
//! one after the other and within limits, and kept no larger than a screen needs. The window never
//! waits for one; until it is there, its place is empty.

use std::{
    collections::BTreeMap,
    error::Error,
    fs::File,
    io::{self, Cursor, Read},
    panic::catch_unwind,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    task::Poll,
    thread::{self, JoinHandle},
};

use eframe::egui::{
    self, ColorImage,
    load::{ImageLoadResult, ImageLoader, ImagePoll, LoadError, SizeHint},
};
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use super::svg;

/// What the address of a picture file begins with; its path follows.
pub(super) const SCHEME: &str = "picture://";
/// How large a file may be, in bytes.
const MOST_BYTES: u64 = 8 << 20;
/// How many pixels a photo may have: a telephone takes up to 25 million.
const MOST_PIXELS: u64 = 25_000_000;
/// How much memory decoding one photo may take, in bytes.
const MOST_MEMORY: u64 = 256 << 20;
/// How many pixels wide and high a photo is kept; no card shows it larger.
const KEPT: u32 = 512;
/// The thread's stack, in bytes: a drawing may be nested as deep as its reader allows.
const STACK: usize = 64 << 20;

/// Why a picture file is not shown.
#[derive(Debug, thiserror::Error)]
enum Unshown {
    #[error("it cannot be read")]
    Unread(#[from] io::Error),
    #[error("it is larger than 8 MiB or 25 megapixels")]
    TooLarge,
    #[error("it is no PNG or JPEG that can be read")]
    Photo(#[from] image::ImageError),
    #[error("it is no SVG that can be read")]
    Drawing(#[from] resvg::usvg::Error),
    #[error("it is thinner than a pixel")]
    Thin,
    #[error("it cannot be decoded")]
    Tripped,
}

type Shown = Poll<Result<Arc<ColorImage>, String>>;
/// A picture by its address and, for a drawing, the pixels it is wanted at.
type Key = (String, u16);

/// Loads the files for a window. The thread ends when this is dropped.
pub(super) struct PictureFiles {
    cache: Arc<Mutex<BTreeMap<Key, Shown>>>,
    /// Closed to end the thread.
    wanted: Option<Sender<(Key, egui::Context)>>,
    thread: Option<JoinHandle<()>>,
}

impl PictureFiles {
    /// Starts the thread. Without one every picture file is an empty frame.
    pub(super) fn start() -> Self {
        let cache = Arc::default();
        let (wanted, jobs) = channel();
        let results = Arc::clone(&cache);
        let thread = thread::Builder::new()
            .name("picture-files".to_owned())
            .stack_size(STACK)
            .spawn(move || work(&jobs, &results));
        if let Err(error) = &thread {
            tracing::error!(%error, "picture files will not be shown");
        }
        Self {
            cache,
            wanted: thread.is_ok().then_some(wanted),
            thread: thread.ok(),
        }
    }
}

fn work(jobs: &Receiver<(Key, egui::Context)>, results: &Mutex<BTreeMap<Key, Shown>>) {
    for (key, ctx) in jobs {
        // One that was forgotten meanwhile will be asked for again.
        if !lock(results).contains_key(&key) {
            continue;
        }
        let (address, side) = &key;
        let path = address.strip_prefix(SCHEME).unwrap_or(address);
        // A file that trips a decoder up must not take the others with it.
        let shown = catch_unwind(|| read(Path::new(path), *side)).unwrap_or(Err(Unshown::Tripped));
        let shown = shown.map(Arc::new).map_err(|error| {
            tracing::warn!(%error, cause = ?error.source(), path, "a picture is not shown");
            error.to_string()
        });
        if let Some(place) = lock(results).get_mut(&key) {
            *place = Poll::Ready(shown);
        }
        ctx.request_repaint();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads one file, whatever is in it.
fn read(path: &Path, side: u16) -> Result<ColorImage, Unshown> {
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > MOST_BYTES) {
        return Err(Unshown::TooLarge);
    }
    if is_drawing(path) {
        let drawing = svg::parse(&bytes)?;
        return svg::draw(&drawing, side).ok_or(Unshown::Thin);
    }
    photo(&bytes)
}

fn is_drawing(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("svg"))
}

/// A photo the right way up, no larger than it is kept.
fn photo(bytes: &[u8]) -> Result<ColorImage, Unshown> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unshown::TooLarge);
    }
    let turned = decoder.orientation()?;
    let mut photo = DynamicImage::from_decoder(decoder)?;
    if width.max(height) > KEPT {
        photo = photo.thumbnail(KEPT, KEPT);
    }
    photo.apply_orientation(turned);
    let pixels = photo.into_rgba8();
    let size = [pixels.width(), pixels.height()].map(|side| usize::try_from(side).unwrap_or(0));
    Ok(ColorImage::from_rgba_unmultiplied(size, pixels.as_raw()))
}

/// How many pixels wide and high a drawing is wanted; photos are kept at one size.
fn side(address: &str, hint: SizeHint) -> u16 {
    if is_drawing(Path::new(address)) {
        svg::side(hint)
    } else {
        0
    }
}

impl ImageLoader for PictureFiles {
    fn id(&self) -> &'static str {
        "waymark::PictureFiles"
    }

    fn load(&self, ctx: &egui::Context, uri: &str, hint: SizeHint) -> ImageLoadResult {
        if !uri.starts_with(SCHEME) {
            return Err(LoadError::NotSupported);
        }
        let key = (uri.to_owned(), side(uri, hint));
        let mut cache = lock(&self.cache);
        match cache.get(&key) {
            Some(Poll::Ready(Ok(image))) => Ok(ImagePoll::Ready {
                image: Arc::clone(image),
            }),
            Some(Poll::Ready(Err(error))) => Err(LoadError::Loading(error.clone())),
            Some(Poll::Pending) => Ok(ImagePoll::Pending { size: None }),
            None => {
                let sent = self
                    .wanted
                    .as_ref()
                    .map(|wanted| wanted.send((key.clone(), ctx.clone())));
                if matches!(sent, Some(Ok(()))) {
                    cache.insert(key, Poll::Pending);
                    Ok(ImagePoll::Pending { size: None })
                } else {
                    Err(LoadError::Loading("nobody reads picture files".to_owned()))
                }
            }
        }
    }

    fn forget(&self, uri: &str) {
        lock(&self.cache).retain(|(address, _), _| address != uri);
    }

    fn forget_all(&self) {
        lock(&self.cache).clear();
    }

    fn byte_size(&self) -> usize {
        let cache = lock(&self.cache);
        let images = cache.values().filter_map(|shown| match shown {
            Poll::Ready(Ok(image)) => Some(image.as_raw().len()),
            _ => None,
        });
        images.sum()
    }

    fn has_pending(&self) -> bool {
        lock(&self.cache).values().any(Poll::is_pending)
    }
}

impl Drop for PictureFiles {
    fn drop(&mut self) {
        self.wanted = None;
        let Some(thread) = self.thread.take() else {
            return;
        };
        // The last hold on the window may be the thread's own: then it is ending already.
        if thread.thread().id() != thread::current().id() && thread.join().is_err() {
            tracing::error!("the picture thread ended badly");
        }
    }
}
