//! How large the display is, as it says itself.

use std::fs;

use tempfile::TempDir;
use waymark::{
    devices::display::{inches_in, of_edid},
    domain::pack::Inches,
};

/// The first 128 bytes of an EDID with these sizes: centimetres, then millimetres.
fn edid(cm: (u8, u8), mm: (u16, u16)) -> Vec<u8> {
    let mut bytes = vec![0; 128];
    bytes[..8].copy_from_slice(&[0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0]);
    (bytes[21], bytes[22]) = cm;
    bytes[54] = 1;
    bytes[66] = mm.0.to_le_bytes()[0];
    bytes[67] = mm.1.to_le_bytes()[0];
    bytes[68] = (mm.0.to_le_bytes()[1] << 4) | mm.1.to_le_bytes()[1];
    bytes
}

fn connector(folder: &TempDir, name: &str, enabled: &str, edid: &[u8]) {
    let place = folder.path().join(name);
    fs::create_dir(&place).unwrap();
    fs::write(place.join("enabled"), enabled).unwrap();
    fs::write(place.join("edid"), edid).unwrap();
}

#[test]
fn a_display_tells_its_size_in_millimetres_and_else_in_centimetres() {
    let Inches(tablet) = of_edid(&edid((22, 14), (217, 136))).unwrap();
    assert!((tablet - 10.08).abs() < 0.01, "{tablet}");
    let Inches(wide) = of_edid(&edid((53, 30), (531, 299))).unwrap();
    assert!((wide - 23.99).abs() < 0.01, "{wide}");
    let Inches(coarse) = of_edid(&edid((22, 14), (0, 0))).unwrap();
    assert!((coarse - 10.27).abs() < 0.01, "{coarse}");
}

#[test]
fn a_projector_or_rubbish_tells_no_size() {
    assert_eq!(of_edid(&edid((0, 0), (0, 0))), None);
    assert_eq!(of_edid(&[]), None);
    assert_eq!(of_edid(&edid((22, 14), (217, 136))[..60]), None);
    assert_eq!(of_edid(&[0xAA; 128]), None);
}

#[test]
fn only_the_one_display_that_is_on_is_asked() {
    let folder = TempDir::new().unwrap();
    connector(
        &folder,
        "card0-DSI-1",
        "enabled\n",
        &edid((22, 14), (217, 136)),
    );
    connector(
        &folder,
        "card0-HDMI-A-1",
        "disabled\n",
        &edid((53, 30), (531, 299)),
    );
    fs::create_dir(folder.path().join("card0")).unwrap();
    let Inches(found) = inches_in(folder.path()).unwrap();
    assert!((found - 10.08).abs() < 0.01);
    connector(
        &folder,
        "card0-DP-1",
        "enabled\n",
        &edid((53, 30), (531, 299)),
    );
    assert_eq!(
        inches_in(folder.path()),
        None,
        "which of the two is not known"
    );
}
