//! The voice of the kiosk: hands to the speaker what a touch or a new page asks to be heard, plays
//! the short sounds, and is silent as soon as the screen is another. Decides nothing about what is
//! on the screen.

use crate::{
    devices::speaker::{Library, Speaker, SpeakerReport},
    domain::{
        health::Sound,
        kiosk::{Input, NoticeKind, Scene},
        pack::Pack,
        utterance::{ReadAloud, Utterance},
    },
    look::voice,
};

use super::{App, inbox::Message};

/// What the app keeps to know what is to be heard.
#[derive(Default)]
pub(super) struct Voice {
    speaker: Option<Speaker>,
    /// Whether there is a device to be heard on.
    pub(super) is_ready: bool,
    /// The screen whose page was read by itself, or had not to be.
    read: Scene,
    /// What is to be read because its page has just appeared.
    to_read: Option<Utterance>,
}

impl App {
    /// Starts, changes or ends the speaker as the class pack wants it.
    pub(super) fn set_voice_up(&mut self, pack: &Pack) {
        if pack.tablet.mute {
            self.voice.speaker = None;
            self.voice.is_ready = false;
            self.health.sound = Sound::Off;
            return;
        }
        let library = Library::new(pack.recordings.clone(), voice::clip);
        let volume = pack.tablet.volume;
        if let Some(speaker) = &self.voice.speaker {
            speaker.use_library(library);
            speaker.set_volume(volume);
            return;
        }
        let outbox = self.outbox.clone();
        let report = move |report| outbox.send(Message::Speaker(report));
        match Speaker::start(library, volume, report) {
            Ok(speaker) => self.voice.speaker = Some(speaker),
            Err(error) => tracing::error!(%error, "there is no sound"),
        }
    }

    /// When to read aloud to whoever is here; never where nothing can be heard.
    pub(super) fn read_aloud(&self) -> ReadAloud {
        match &self.pack {
            Some(pack) if self.voice.is_ready => self.kiosk.read_aloud(pack, &self.records),
            _ => ReadAloud::Off,
        }
    }

    pub(super) fn take_speaker_report(&mut self, report: SpeakerReport) {
        match report {
            SpeakerReport::Ready => {
                self.voice.is_ready = true;
                self.health.sound = Sound::Works;
            }
            SpeakerReport::Silent(why) => {
                self.voice.is_ready = false;
                self.health.sound = Sound::NoDevice;
                tracing::warn!(why, "no sound device: the kiosk is silent");
            }
            SpeakerReport::Began => self.tell(Input::VoiceBegan),
            SpeakerReport::Ended => self.tell(Input::VoiceEnded),
            // The name of the file may be a child's; `waymark check` says it to the teacher.
            SpeakerReport::NoSound { why, .. } => {
                tracing::warn!("a recording of the class is passed over: {why}");
            }
        }
    }

    /// Somebody touched a speaker button.
    pub(super) fn say(&self, utterance: Utterance) {
        if let Some(speaker) = &self.voice.speaker {
            speaker.say(utterance);
        }
    }

    /// Takes note of what was drawn: a page that is new is to be read by itself, where the class or
    /// the child wants that. Tells whether something is to be read.
    pub(super) fn see_page(&mut self, news: Utterance) -> bool {
        let scene = self.kiosk.scene();
        if scene == self.voice.read || self.kiosk.saving_since().is_some() {
            return false;
        }
        let somebody = scene.is_visit() || scene.is_forgotten() || scene.notice.is_some();
        self.voice.read = scene;
        let wanted = somebody && self.read_aloud() == ReadAloud::Always;
        self.voice.to_read = wanted.then_some(news);
        wanted
    }

    /// Reads the page that has just appeared.
    pub(super) fn read_page(&mut self) {
        if let Some(utterance) = self.voice.to_read.take() {
            self.say(utterance);
        }
    }

    /// After something happened: is silent if the screen is another, and plays what belongs to it.
    pub(super) fn follow_with_sound(&mut self, before: &Scene) {
        let after = self.kiosk.scene();
        if after == *before {
            return;
        }
        self.voice.to_read = None;
        if let Some(speaker) = &self.voice.speaker {
            speaker.hush();
            if let Some(sound) = sound(before, &after) {
                speaker.play(sound);
            }
        }
    }
}

/// The short sound of a change. It is never the only sign of it.
fn sound(before: &Scene, after: &Scene) -> Option<&'static [u8]> {
    use NoticeKind::{AskYourTeacher, DayIsOver, NotABadge, NotSaved, UnknownBadge, VoidedBadge};
    if after.notice != before.notice
        && let Some(NotSaved | UnknownBadge | VoidedBadge | NotABadge | DayIsOver | AskYourTeacher) =
            after.notice
    {
        return Some(voice::ASK_AN_ADULT);
    }
    if after.is_another_turn(before) {
        return after.is_visit().then_some(voice::HELLO);
    }
    (after.done > before.done).then_some(voice::SAVED)
}
