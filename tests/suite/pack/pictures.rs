//! Picture files that are not what they should be: each is named with its file, none is drawn,
//! opened or unfolded, and looking at one takes little time and memory.

use std::fs;

use image::{DynamicImage, ImageFormat, RgbImage};

use super::class::Class;

/// The problems of a class whose owl is this file.
fn with_owl(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let class = Class::new();
    fs::write(class.dir().join("pictures").join(name), bytes).unwrap();
    class.swap("stations.toml", "✋", name);
    class.problems()
}

fn drawing(inside: &str) -> String {
    with_owl(
        "test.svg",
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 9 9'>{inside}</svg>"
        ),
    )
}

fn photo(format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let photo = DynamicImage::ImageRgb8(RgbImage::new(16, 16));
    photo.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The same with another size in its head, as a decompression bomb has it.
fn png_that_says(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = photo(ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn jpeg_that_says(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = photo(ImageFormat::Jpeg);
    let frame = bytes
        .windows(2)
        .position(|two| two == [0xFF, 0xC0])
        .unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// The checksum of PNG: CRC-32.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 * (sum & 1))
        })
    })
}

#[track_caller]
fn told(problems: &str, code: &str) {
    assert_eq!(problems.matches('[').count(), 1, "{problems}");
    assert!(problems.contains(&format!("[{code}]")), "{problems}");
    assert!(
        problems.contains("test."),
        "the file is not named: {problems}"
    );
}

#[test]
fn a_good_photo_and_a_good_drawing_are_fine() {
    assert_eq!(with_owl("a.png", photo(ImageFormat::Png)), "");
    assert_eq!(with_owl("b.JPG", photo(ImageFormat::Jpeg)), "");
    assert_eq!(
        with_owl("c.jpg", png_that_says(5712, 4284)),
        "",
        "a telephone's"
    );
    assert_eq!(
        drawing("<circle id='a' r='3'/><use href='#a'/><use xlink:href='#a'/>"),
        ""
    );
    let doctype = "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' \
        'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>\
        <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>";
    assert_eq!(with_owl("test.svg", doctype), "");
    assert_eq!(
        drawing("<script>for(;;);</script><circle r='3'/>"),
        "",
        "not run"
    );
}

#[test]
fn a_photo_that_says_it_is_huge_is_named() {
    told(
        &with_owl("test.png", png_that_says(60_000, 60_000)),
        "picture-too-big",
    );
    told(
        &with_owl("test.png", png_that_says(u32::MAX / 2, 1)),
        "picture-too-big",
    );
    told(
        &with_owl("test.png", png_that_says(10_000, 10_000)),
        "picture-too-big",
    );
    told(
        &with_owl("test.jpg", jpeg_that_says(10_000, 10_000)),
        "picture-too-big",
    );
    told(
        &with_owl("test.jpg", jpeg_that_says(65_000, 65_000)),
        "picture-too-big",
    );
}

#[test]
fn a_picture_that_is_none_is_named() {
    for bytes in [
        &b""[..],
        b"not a picture",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"\xFF\xD8\xFF",
    ] {
        told(&with_owl("test.png", bytes), "not-a-picture");
    }
    for bytes in [
        &b""[..],
        b"<svg",
        b"<html/>",
        b"\x00\xFF\xFE",
        b"<svg></svg><svg/>",
    ] {
        told(&with_owl("test.svg", bytes), "not-a-picture");
    }
}

#[test]
fn a_drawing_that_is_nested_in_itself_is_named() {
    told(
        &drawing("<g id='a'><use href='#a'/></g>"),
        "picture-too-deep",
    );
    let ring = "<g id='a'><use href='#b'/></g><g id='b'><use xlink:href='#a'/></g>";
    told(&drawing(ring), "picture-too-deep");
    let mask = "<mask id='m'><g mask='url(#m)'/></mask><g mask='url(\"#m\")'/>";
    told(&drawing(mask), "picture-too-deep");
    for depth in [101, 149, 100_000] {
        let deep = format!("{}{}", "<g>".repeat(depth), "</g>".repeat(depth));
        told(&drawing(&deep), "picture-too-deep");
    }
    let link = |at: usize| format!("<g id='c{at}'><use href='#c{}'/></g>", at + 1);
    let chain: Vec<_> = (0..5_000).map(link).collect();
    let chain = chain.concat();
    told(&drawing(&chain), "picture-too-deep");
}

#[test]
fn a_drawing_that_unfolds_to_millions_of_parts_is_named() {
    let level = |at: usize| {
        format!(
            "<g id='u{}'>{}</g>",
            at + 1,
            format!("<use href='#u{at}'/>").repeat(10)
        )
    };
    let levels: String = (0..8).map(level).collect();
    told(
        &drawing(&format!("<circle id='u0' r='1'/>{levels}")),
        "picture-too-big",
    );

    let entity = |at: usize| format!("<!ENTITY e{} '{}'>", at + 1, format!("&e{at};").repeat(10));
    let entities: String = (0..9).map(entity).collect();
    for (first, code) in [("<g/>", "picture-too-deep"), ("ha", "not-a-picture")] {
        let laughs = format!(
            "<!DOCTYPE svg [<!ENTITY e0 '{first}'>{entities}]><svg xmlns='http://www.w3.org/2000/svg'>&e9;</svg>"
        );
        told(&with_owl("test.svg", laughs), code);
    }
}

#[test]
fn a_drawing_that_links_to_files_or_the_network_is_named() {
    for link in [
        "/dev/zero",
        "file:///etc/passwd",
        "https://example.org/a.png",
        "other.svg#a",
    ] {
        told(
            &drawing(&format!("<image href='{link}' width='9' height='9'/>")),
            "picture-links",
        );
        told(
            &drawing(&format!("<use xlink:href='{link}'/>")),
            "picture-links",
        );
    }
    told(&drawing("<text x='1' y='5'>Hi</text>"), "picture-has-text");
}
