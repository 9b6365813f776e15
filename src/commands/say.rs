//! `waymark say`: speaks a text as the kiosk would, with the class's recordings, so that a teacher
//! can hear how a name sounds before a child does.

use std::{sync::mpsc, time::Duration};

use clap::Args;

use super::{error::CommandError, out::Out, places::Places};
use crate::{
    devices::speaker::{Library, Speaker, SpeakerReport},
    domain::{ids::Lang, utterance::Utterance},
    look::voice,
};

/// What to say.
#[derive(Args, Clone, Debug)]
pub(super) struct SayArgs {
    /// The text, for instance a student's name
    #[arg(required = true)]
    text: Vec<String>,
    /// Its language, by its two letters [default: the tablet's]
    #[arg(long, value_parser = super::run::lang)]
    lang: Option<Lang>,
}

/// How long the device may take, and then the voice.
const PATIENCE: Duration = Duration::from_mins(3);

pub(super) fn say(places: &Places, args: SayArgs, out: &mut Out) -> Result<(), CommandError> {
    let pack = places.pack()?;
    let refused = |text: &str| Err(CommandError::Refused(text.to_owned()));
    let (sender, reports) = mpsc::channel();
    let library = Library::new(pack.recordings, voice::clip);
    let speaker = Speaker::start(library, pack.tablet.volume, move |report| {
        // Nobody listens any more once it has spoken.
        drop(sender.send(report));
    });
    let Ok(speaker) = speaker else {
        return refused(
            "The speaker could not be started; nothing was said. Close other programs.",
        );
    };
    let text = args.text.join(" ");
    speaker.say(Utterance {
        lang: args.lang.unwrap_or(pack.tablet.language),
        sentences: vec![vec![text.as_str().into()]],
    });
    loop {
        match reports.recv_timeout(PATIENCE) {
            Ok(SpeakerReport::Ready | SpeakerReport::Began) => {}
            Ok(SpeakerReport::NoSound { file, why }) => {
                out.line(format_args!("{}: {why}", file.display()))?;
            }
            Ok(SpeakerReport::Ended) => break,
            Ok(SpeakerReport::Silent(why)) => {
                return refused(&format!(
                    "There is no sound device ({why}); nothing was said. Plug in or switch on a loudspeaker."
                ));
            }
            Err(_) => return refused("The sound device does not answer. Start the tablet again."),
        }
    }
    speaker.stop();
    out.flush()
}
