//! `kiosk.toml` and `stations.toml`: this tablet, and the places in the classroom.

use std::{
    ops::RangeInclusive,
    path::{Path, PathBuf},
    time::Duration,
};

use toml::de::DeValue;

use super::{
    export,
    names::{Gather, Kind, Names},
    picture::Pictures,
    problem::{Complaint, Told, nearest, quote},
    reader::{Table, Value},
    value::{read_aloud, words},
};
use crate::domain::{
    ids::Lang,
    pack::{CameraChoice, Inches, Station, TabletSettings, TextSize},
};

pub(super) const KIOSK_KEYS: [&str; 14] = [
    "class",
    "tablet",
    "station",
    "language",
    "timezone",
    "reduced_motion",
    "screen_inches",
    "text_size",
    "switch_scan_seconds",
    "devices",
    "read_aloud",
    "sound",
    "sync",
    "export",
];
/// Displays from a phone to a wall.
const SCREEN_INCHES: RangeInclusive<f64> = 3.0..=100.0;
const SWITCH_SECONDS: RangeInclusive<f64> = 0.0..=20.0;
const LEAST_SWITCH_SECONDS: f64 = 0.5;
pub(super) const STATION_KEYS: [&str; 1] = ["station"];
pub(super) const STATION: Kind = Kind {
    word: "station",
    unknown: "unknown-station",
    file: "stations.toml",
};

/// The highest volume, in percent.
const FULL: u8 = 100;

/// What can be set of the devices.
const DEVICES: [&str; 4] = [
    "card_reader",
    "reader_signals",
    "keyboard_scanner",
    "camera",
];

/// Reads `kiosk.toml`.
pub(super) fn kiosk(root: &Table<'_>, stations: &Names) -> Result<TabletSettings, Told> {
    let class = root.required("class").and_then(|value| value.text());
    let name = root.required("tablet").and_then(|value| value.words(60));
    let station = root.optional("station").map(|value| value.named(stations));
    let language = root.optional("language").map(|value| value.lang());
    let timezone = root.optional("timezone").map(|value| timezone(&value));
    let reduced_motion = root.optional("reduced_motion").map(|value| value.yes());
    let screen = root
        .optional("screen_inches")
        .map(|value| value.number(SCREEN_INCHES));
    let text_size = root.optional("text_size").map(|value| text_size(&value));
    let switch_scan = root
        .optional("switch_scan_seconds")
        .map(|value| switch_scan(&value));
    let devices = root
        .optional("devices")
        .map(|value| value.table(&DEVICES))
        .transpose();
    let device = |key| match &devices {
        Ok(Some(devices)) => devices.optional(key).map_or(Ok(true), |value| value.yes()),
        Ok(None) => Ok(true),
        Err(told) => Err(*told),
    };
    let (card_reader, keyboard_scanner) = (device("card_reader"), device("keyboard_scanner"));
    let camera = match &devices {
        Ok(Some(devices)) => devices.optional("camera").map(|value| camera(&value)),
        Ok(None) => None,
        Err(told) => Some(Err(*told)),
    };
    let reader_signals = device("reader_signals");
    let export = export::settings(root);
    let read_aloud = root
        .optional("read_aloud")
        .map(|value| value.checked(read_aloud));
    let sound = root
        .optional("sound")
        .map(|value| value.table(&["volume", "mute"]))
        .transpose();
    let (volume, mute) = match &sound {
        Ok(sound) => {
            let set = |key| sound.as_ref().and_then(|sound| sound.optional(key));
            let volume = set("volume").map_or(Ok(FULL), |value| value.whole(0..=FULL));
            (volume, set("mute").map_or(Ok(false), |value| value.yes()))
        }
        Err(told) => (Err(*told), Err(*told)),
    };
    let sync = root.optional("sync").map(|value| super::sync::read(&value));
    Ok(TabletSettings {
        class: class?,
        name: name?.to_owned(),
        station: station.transpose()?,
        language: language.transpose()?.unwrap_or_else(|| Lang::from("en")),
        timezone: timezone.transpose()?,
        card_reader: card_reader?,
        reader_signals: reader_signals?,
        keyboard_scanner: keyboard_scanner?,
        camera: camera.transpose()?.unwrap_or_default(),
        read_aloud: read_aloud.transpose()?.unwrap_or_default(),
        volume: volume?,
        mute: mute?,
        reduced_motion: reduced_motion.transpose()?.unwrap_or(false),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a hundred inches at the most"
        )]
        screen: screen.transpose()?.map(|inches| Inches(inches as f32)),
        text_size: text_size.transpose()?.unwrap_or_default(),
        export: export?,
        switch_scan: switch_scan.transpose()?.flatten(),
        sync: sync.transpose()?,
    })
}

/// `true` or `false`, the path of a video device, or `{ frames = "folder" }`.
fn camera(value: &Value<'_>) -> Result<CameraChoice, Told> {
    let whole_path = |value: &Value<'_>, like: &'static str| {
        value.checked(|path| {
            let path = words("camera", path, 200)?;
            if Path::new(path).is_absolute() {
                return Ok(PathBuf::from(path));
            }
            let message = format!("{} is no whole path", quote(path));
            Err(Complaint::new("bad-camera", message).hint(format!("write it like {like}")))
        })
    };
    match value.raw() {
        DeValue::Boolean(false) => Ok(CameraChoice::Off),
        DeValue::Boolean(true) => Ok(CameraChoice::First),
        DeValue::String(_) => whole_path(value, "\"/dev/video0\"").map(CameraChoice::Device),
        DeValue::Table(_) => {
            let folder = value.table(&["frames"])?.required("frames")?;
            whole_path(&folder, "\"/home/teacher/frames\"").map(CameraChoice::Folder)
        }
        _ => {
            let hint = "write camera = true, or the path of the video device";
            Err(value.wrong_type("true, false or a path", Some(hint.to_owned())))
        }
    }
}

/// 100, 125 or 150, in percent.
fn text_size(value: &Value<'_>) -> Result<TextSize, Told> {
    match value.whole(0..=1000)? {
        100 => Ok(TextSize::Normal),
        125 => Ok(TextSize::Large),
        150 => Ok(TextSize::Largest),
        _ => Err(value.tell(
            Complaint::new("out-of-range", "`text_size` must be 100, 125 or 150")
                .hint("100 is the usual size, 150 the largest"),
        )),
    }
}

/// Seconds; 0 is off. Less than half a second is too short for anybody to press in.
fn switch_scan(value: &Value<'_>) -> Result<Option<Duration>, Told> {
    let seconds = value.number(SWITCH_SECONDS)?;
    if seconds > 0.0 && seconds < LEAST_SWITCH_SECONDS {
        let message = format!("`switch_scan_seconds` must be 0 or {LEAST_SWITCH_SECONDS} and more");
        return Err(value.tell(Complaint::new("out-of-range", message)));
    }
    Ok((seconds > 0.0).then(|| Duration::from_secs_f64(seconds)))
}

/// A time zone by its IANA name, which is only checked where the system knows any.
fn timezone(value: &Value<'_>) -> Result<String, Told> {
    value.checked(|name| {
        let name = words("timezone", name, 60)?;
        let zones = jiff::tz::db();
        if zones.is_definitively_empty() || zones.get(name).is_ok() {
            return Ok(name.to_owned());
        }
        let known: Vec<_> = zones.available().map(|zone| zone.to_string()).collect();
        let near = nearest(name, known.iter().map(String::as_str));
        let message = format!("{} is not a time zone", quote(name));
        let otherwise = String::from("use its IANA name, like America/New_York");
        Err(Complaint::new("bad-timezone", message).did_you_mean(near, otherwise))
    })
}

/// Reads `stations.toml`.
pub(super) fn stations(
    root: &Table<'_>,
    pictures: &Pictures,
) -> (Names, Result<Vec<Station>, Told>) {
    let keys = ["id", "name", "picture", "seats"];
    let tables = match root.list("station", &keys, 1..=40) {
        Ok(tables) => tables,
        Err(told) => return (Names::unknown(&STATION, told), Err(told)),
    };
    let mut ids = Gather::new(&STATION);
    let stations = tables.iter().map(|table| {
        let id = ids.id(table);
        let name = table.required("name").and_then(|value| value.text());
        let picture = table.optional("picture");
        let picture = picture.map(|value| value.picture(pictures));
        let seats = table
            .required("seats")
            .and_then(|value| value.whole(1..=40));
        Ok(Station {
            id: id?,
            name: name?,
            picture: picture.transpose()?,
            seats: seats?,
        })
    });
    let stations: Vec<_> = stations.collect();
    (ids.names(), stations.into_iter().collect())
}
