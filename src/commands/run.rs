//! `waymark run`: the kiosk.

use clap::Args;

use super::{error::CommandError, places::Places};
use crate::{app, domain::ids::Lang};

/// How the kiosk is shown.
#[derive(Args, Clone, Debug)]
pub(super) struct RunArgs {
    /// In a window of this size, 1280x800 if none is given, instead of full screen
    #[arg(long, value_name = "WxH", num_args = 0..=1, default_missing_value = "1280x800", value_parser = size)]
    windowed: Option<(f32, f32)>,
    /// The language of the first screen, by its two letters
    #[arg(long, value_parser = lang)]
    lang: Option<Lang>,
    /// Try the kiosk without badges; nothing is kept
    #[arg(long)]
    practice: bool,
}

impl RunArgs {
    /// Whether nothing was asked for.
    pub(super) fn is_empty(&self) -> bool {
        self.windowed.is_none() && self.lang.is_none() && !self.practice
    }
}

pub(super) fn run(places: &Places, args: RunArgs) -> Result<(), CommandError> {
    app::run(app::Options {
        class: places.class()?,
        data: places.data()?,
        windowed: args.windowed,
        lang: args.lang,
        practice: args.practice,
    })?;
    Ok(())
}

/// Reads `1280x800`: whole points, 320 to 16384 each way.
fn size(text: &str) -> Result<(f32, f32), String> {
    let side = |text: &str| {
        text.parse::<u16>()
            .ok()
            .filter(|n| (320..=16384).contains(n))
    };
    let (width, height) = text.split_once(['x', 'X']).unwrap_or_default();
    match (side(width), side(height)) {
        (Some(width), Some(height)) => Ok((width.into(), height.into())),
        _ => Err("a size reads like 1280x800, each side 320 to 16384".to_owned()),
    }
}

/// Reads a language code.
pub(super) fn lang(text: &str) -> Result<Lang, String> {
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_code {
        Ok(Lang::from(text))
    } else {
        Err("a language is two small letters, such as en or es".to_owned())
    }
}
