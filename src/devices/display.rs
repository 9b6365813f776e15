//! How large the display is, from what it says itself: its EDID, which Linux keeps as one small file
//! per connector. Reads it once and never asks the display again.
//!
//! EDID 1.4 (VESA E-EDID Standard, Release A): bytes 21 and 22 are the size in centimetres; the
//! first detailed timing, from byte 54, has it in millimetres at its bytes 12 to 14.

use std::{fs, path::Path};

use crate::domain::pack::Inches;

/// Where Linux lists its display connectors.
const CONNECTORS: &str = "/sys/class/drm";

/// How every EDID begins.
const HEADER: [u8; 8] = [0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0];

/// The diagonal of the one display that is connected. `None` if it does not say, or there are
/// several, or this is no Linux.
#[must_use]
pub fn inches() -> Option<Inches> {
    inches_in(Path::new(CONNECTORS))
}

/// The same in another folder of connectors.
#[must_use]
pub fn inches_in(connectors: &Path) -> Option<Inches> {
    let mut found = fs::read_dir(connectors)
        .ok()?
        .filter_map(Result::ok)
        .filter(|connector| {
            let enabled = fs::read_to_string(connector.path().join("enabled"));
            enabled.is_ok_and(|word| word.trim() == "enabled")
        })
        .filter_map(|connector| fs::read(connector.path().join("edid")).ok())
        .filter_map(|edid| of_edid(&edid));
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// The diagonal that an EDID tells. Projectors say 0, which is none.
#[must_use]
pub fn of_edid(edid: &[u8]) -> Option<Inches> {
    let byte = |at: usize| edid.get(at).copied().map(f32::from);
    edid.starts_with(&HEADER).then_some(())?;
    let high = edid.get(68).copied()?;
    let millimetres = (
        byte(66)? + f32::from(high >> 4) * 256.0,
        byte(67)? + f32::from(high & 0x0F) * 256.0,
    );
    // A descriptor that is no timing begins with two zeros.
    let is_timing = byte(54)? + byte(55)? > 0.0;
    let (width, height) = if is_timing && millimetres.0 > 0.0 && millimetres.1 > 0.0 {
        millimetres
    } else {
        (byte(21)? * 10.0, byte(22)? * 10.0)
    };
    let sane = width >= 50.0 && height >= 50.0;
    sane.then(|| Inches(width.hypot(height) / 25.4))
}
