//! Sound files to samples: WAV and OGG Vorbis, through Symphonia (the decoder that rodio itself
//! recommends; it reads both formats in safe Rust). Whatever the bytes, the answer is samples or a
//! sentence, and takes bounded memory.

use std::{
    fs::{self, File},
    io::{self, BufReader, Read, Seek},
    num::NonZero,
    path::Path,
    time::Duration,
};

use rodio::{Decoder, Source as _};

/// The longest recording; what comes after is not played.
pub const LONGEST: Duration = Duration::from_mins(1);

/// Sound in memory: one channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    /// Samples a second.
    pub rate: NonZero<u32>,
    /// Between -1 and 1.
    pub samples: Vec<f32>,
}

/// Why a file is not heard.
#[derive(Debug, thiserror::Error)]
pub enum SoundError {
    /// The system does not give it out.
    #[error("it cannot be read: {0}. Record it again.")]
    Unreadable(#[source] io::Error),
    /// It is something else than WAV or OGG Vorbis.
    #[error("it is no WAV or OGG Vorbis sound. Record it again.")]
    NoSound(#[source] rodio::decoder::DecoderError),
    /// It is a sound without any.
    #[error("there is nothing in it to hear. Record it again.")]
    Empty,
}

impl Samples {
    /// How long it is.
    #[must_use]
    pub fn length(&self) -> Duration {
        let samples = u64::try_from(self.samples.len()).unwrap_or(u64::MAX);
        Duration::from_millis(samples.saturating_mul(1000) / u64::from(self.rate.get()))
    }
}

/// Whether a file is a sound, by its beginning.
pub fn probe(path: &Path) -> Result<(), SoundError> {
    let mut decoder = Decoder::new(open(path)?).map_err(SoundError::NoSound)?;
    decoder.next().map(|_| ()).ok_or(SoundError::Empty)
}

/// Reads a sound file, its first minute at the most.
pub fn read(path: &Path) -> Result<Samples, SoundError> {
    decode(open(path)?)
}

fn open(path: &Path) -> Result<BufReader<File>, SoundError> {
    // A pipe of that name would be waited for.
    if !fs::metadata(path)
        .map_err(SoundError::Unreadable)?
        .is_file()
    {
        let error = io::Error::new(io::ErrorKind::InvalidInput, "it is not a file");
        return Err(SoundError::Unreadable(error));
    }
    let file = File::open(path).map_err(SoundError::Unreadable)?;
    Ok(BufReader::new(file))
}

/// The same from any source.
pub fn decode(source: impl Read + Seek + Send + Sync + 'static) -> Result<Samples, SoundError> {
    let decoder = Decoder::new(source).map_err(SoundError::NoSound)?;
    let rate = decoder.sample_rate();
    let channels = usize::from(decoder.channels().get());
    let most = u64::from(rate.get()).saturating_mul(LONGEST.as_secs());
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    // The mean of all channels, so that a voice on one of them alone is heard.
    let mut samples = Vec::new();
    let mut frame = 0.0;
    for (place, sample) in decoder.take(most.saturating_mul(channels)).enumerate() {
        frame += sample;
        if place % channels == channels - 1 {
            #[expect(clippy::cast_precision_loss, reason = "a handful of channels")]
            samples.push((frame / channels as f32).clamp(-1.0, 1.0));
            frame = 0.0;
        }
    }
    if samples.is_empty() {
        return Err(SoundError::Empty);
    }
    Ok(Samples { rate, samples })
}
