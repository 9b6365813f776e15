//! The sound device while it is open: one line for the voice, one for the short sounds. The only
//! file that names a device. Knows nothing of words.

use std::{
    num::NonZero,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use rodio::{
    DeviceSinkBuilder, MixerDeviceSink, Player, buffer::SamplesBuffer, source::Zero,
    stream::DeviceSinkError,
};

use super::sound::Samples;

/// An open device.
pub(super) struct Output {
    sink: MixerDeviceSink,
    volume: f32,
    voice: Option<Player>,
    sound: Option<Player>,
    /// Set by the device's own thread when it is unplugged.
    lost: Arc<AtomicBool>,
}

const MONO: NonZero<u16> = NonZero::<u16>::MIN;
/// Of silence, in samples a second.
const RATE: NonZero<u32> = match NonZero::new(22_050) {
    Some(rate) => rate,
    None => NonZero::<u32>::MIN,
};

impl Output {
    /// Opens the tablet's usual device.
    pub(super) fn open(percent: u8) -> Result<Self, DeviceSinkError> {
        let lost = Arc::new(AtomicBool::new(false));
        let noticed = Arc::clone(&lost);
        let mut sink = DeviceSinkBuilder::from_default_device()?
            .with_error_callback(move |error: rodio::cpal::Error| {
                tracing::debug!(%error, "the sound device");
                if error.kind() == rodio::cpal::ErrorKind::DeviceNotAvailable {
                    noticed.store(true, Ordering::Relaxed);
                }
            })
            .open_sink_or_fallback()?;
        sink.log_on_drop(false);
        Ok(Self {
            sink,
            volume: share(percent),
            voice: None,
            sound: None,
            lost,
        })
    }

    /// Whether it was unplugged.
    pub(super) fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }

    /// Whether something is being played.
    pub(super) fn is_busy(&self) -> bool {
        let plays = |player: &Option<Player>| player.as_ref().is_some_and(|it| !it.empty());
        self.voice.is_some() || plays(&self.sound)
    }

    /// From now on this loud.
    pub(super) fn set_volume(&mut self, percent: u8) {
        self.volume = share(percent);
        for player in self.voice.iter().chain(&self.sound) {
            player.set_volume(self.volume);
        }
    }

    /// A short sound, in place of the last one.
    pub(super) fn play(&mut self, samples: Samples) {
        let player = self.player();
        player.append(buffer(samples));
        self.sound = Some(player);
    }

    /// The voice begins anew.
    pub(super) fn begin(&mut self) {
        self.voice = Some(self.player());
    }

    /// The voice goes on with this, after a pause.
    pub(super) fn speak(&mut self, samples: Samples, after: Duration) {
        self.pause(after);
        if let Some(voice) = &self.voice {
            voice.append(buffer(samples));
        }
    }

    /// The voice pauses.
    pub(super) fn pause(&mut self, time: Duration) {
        let samples = time.as_millis() * u128::from(RATE.get()) / 1000;
        let samples = usize::try_from(samples).unwrap_or_default();
        if let Some(voice) = &self.voice {
            voice.append(Zero::new_samples(MONO, RATE, samples));
        }
    }

    /// Whether the voice has come to its end since this was last asked.
    pub(super) fn spoke_to_the_end(&mut self) -> bool {
        self.voice.take_if(|voice| voice.empty()).is_some()
    }

    /// Ends the voice; whether there was one.
    pub(super) fn hush(&mut self) -> bool {
        // A player that is dropped plays no further.
        self.voice.take().is_some()
    }

    fn player(&self) -> Player {
        let player = Player::connect_new(self.sink.mixer());
        player.set_volume(self.volume);
        player
    }
}

fn buffer(samples: Samples) -> SamplesBuffer {
    SamplesBuffer::new(MONO, samples.rate, samples.samples)
}

fn share(percent: u8) -> f32 {
    f32::from(percent.min(100)) / 100.0
}
