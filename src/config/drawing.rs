//! Whether a picture file is what its name says, and small enough to draw on a cheap tablet. Looks
//! at the head of a photo and at the structure of a drawing; decodes and draws nothing, opens
//! nothing that a drawing links to, and takes bounded memory and time whatever is in the file.

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

use image::{ImageFormat, ImageReader};
use roxmltree::{Document, Node, NodeId, ParsingOptions};

use super::{
    files,
    problem::{Complaint, quote},
};

/// How large a photo may be, in bytes.
const MOST_PHOTO: u64 = 8 << 20;
/// How many pixels a photo may have: a telephone takes up to 25 million.
const MOST_PIXELS: u64 = 25_000_000;
/// How large a drawing may be, in bytes.
const MOST_DRAWING: u64 = 1 << 20;
/// How many parts a drawing may have, one that is used again counted again.
const MOST_PARTS: u64 = 20_000;
/// How deep the parts of a drawing may be nested, one that is used again where it is used.
const MOST_DEPTH: usize = 100;
/// How deep it may look nested to a glance at its text, which counts more than is there.
const MOST_NESTING: usize = 150;

/// Looks into the picture file `name` of `len` bytes that lies at `path`.
pub(super) fn check(path: &Path, name: &str, len: u64) -> Result<(), Complaint> {
    let unread = |error: io::Error| {
        let message = format!("the picture {} cannot be read: {error}", quote(name));
        Complaint::new("unreadable", message).hint("check that this user may open it")
    };
    if files::ends_in(path, &["svg"]) {
        if len > MOST_DRAWING {
            return Err(too_big(name, "1 MiB"));
        }
        let mut text = Vec::new();
        let file = File::open(path).map_err(unread)?;
        file.take(MOST_DRAWING)
            .read_to_end(&mut text)
            .map_err(unread)?;
        return drawing(&String::from_utf8_lossy(&text), name);
    }
    if len > MOST_PHOTO {
        return Err(too_big(name, "8 MiB"));
    }
    photo(BufReader::new(File::open(path).map_err(unread)?), name)
}

fn too_big(name: &str, most: &str) -> Complaint {
    let message = format!("the picture {} is larger than {most}", quote(name));
    Complaint::new("file-too-big", message).hint("make it smaller")
}

/// What the head of a photo says. Only the head is read, so a photo of 100 megapixels costs no more
/// than a small one.
fn photo(file: impl io::BufRead + io::Seek, name: &str) -> Result<(), Complaint> {
    let reader = ImageReader::new(file).with_guessed_format();
    let format = reader.as_ref().ok().and_then(ImageReader::format);
    let size = match (reader, format) {
        (Ok(mut reader), Some(ImageFormat::Png | ImageFormat::Jpeg)) => {
            // Limits are for decoding, and would hide the size that is to be told.
            reader.no_limits();
            reader.into_dimensions().ok()
        }
        _ => None,
    };
    let Some((width, height)) = size else {
        let message = format!("{} is no PNG or JPEG picture inside", quote(name));
        return Err(Complaint::new("not-a-picture", message)
            .hint("open it in a picture program and save it as PNG or JPEG"));
    };
    if u64::from(width).saturating_mul(u64::from(height)) > MOST_PIXELS {
        let message = format!("the picture {} is {width} x {height} pixels", quote(name));
        return Err(Complaint::new("picture-too-big", message)
            .hint("make it smaller; 1000 x 1000 is plenty, 25 megapixels are the most"));
    }
    Ok(())
}

/// What a drawing is made of.
fn drawing(text: &str, name: &str) -> Result<(), Complaint> {
    let options = ParsingOptions {
        // Drawing programs write a document type; the reader bounds what entities unfold to.
        allow_dtd: true,
        nodes_limit: 200_000,
    };
    let shallow = nesting(text) <= MOST_NESTING;
    let document = shallow.then(|| Document::parse_with_options(text, options));
    let document = match &document {
        None => return Err(too_deep(name)),
        Some(Err(error)) => {
            let message = format!("{} is no SVG that can be read: {error}", quote(name));
            return Err(Complaint::new("not-a-picture", message)
                .hint("open it in a drawing program and save it as plain SVG"));
        }
        Some(Ok(document)) => document,
    };
    let elements = || document.descendants().filter(Node::is_element);
    if document.root_element().tag_name().name() != "svg" {
        let message = format!("{} is XML, but no SVG drawing", quote(name));
        return Err(Complaint::new("not-a-picture", message)
            .hint("open it in a drawing program and save it as plain SVG"));
    }
    if let Some(link) = elements().find_map(linked) {
        let message = format!("the drawing {} links to {}", quote(name), quote(link));
        return Err(Complaint::new("picture-links", message)
            .hint("use the PNG or JPEG by itself, or draw it in the drawing"));
    }
    let has = |tag: &str| elements().any(|part| part.tag_name().name() == tag);
    if has("text") {
        let message = format!(
            "the drawing {} has text in it, which is not shown",
            quote(name)
        );
        return Err(Complaint::new("picture-has-text", message)
            .hint("turn the text into paths in your drawing program and save it again"));
    }
    let mut parts = Parts::of(document);
    match parts.under(document.root_element(), 0) {
        Ok(count) if count <= MOST_PARTS => Ok(()),
        Ok(_) => {
            let message = format!("the drawing {} has too many parts", quote(name));
            Err(Complaint::new("picture-too-big", message)
                .hint("save it as a PNG of 1000 x 1000 pixels"))
        }
        Err(Endless) => Err(too_deep(name)),
    }
}

fn too_deep(name: &str) -> Complaint {
    let message = format!(
        "the drawing {} is nested in itself or too deep",
        quote(name)
    );
    Complaint::new("picture-too-deep", message).hint("save it as a PNG of 1000 x 1000 pixels")
}

/// The most elements that are open at once, or more: seen without reading the document, since a
/// reader of XML may follow nesting with its stack.
fn nesting(text: &str) -> usize {
    let mut open = 0_usize;
    let mut most = 0;
    for tag in text.split('<').skip(1) {
        match tag.as_bytes().first() {
            Some(b'/') => open = open.saturating_sub(1),
            // Parts that unfold from a name would not be seen here; no drawing program makes them.
            Some(b'!') if tag.starts_with("!ENTITY") && !tag.contains('>') => return usize::MAX,
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                let inside = tag.split('>').next().unwrap_or_default();
                if !inside.ends_with('/') {
                    open = open.saturating_add(1);
                    most = most.max(open);
                }
            }
        }
    }
    most
}

/// What a part shows that lies outside of the drawing.
fn linked<'a>(part: Node<'a, '_>) -> Option<&'a str> {
    if !matches!(part.tag_name().name(), "image" | "use" | "feImage") {
        return None;
    }
    let mut links = part.attributes().filter(|link| link.name() == "href");
    links
        .find(|link| !link.value().trim_start().starts_with('#'))
        .map(|link| link.value())
}

/// A part that is inside itself.
struct Endless;

/// How much there is to draw, with what is used in several places counted in each.
struct Parts<'a, 'input> {
    by_id: BTreeMap<&'a str, Node<'a, 'input>>,
    counted: HashMap<NodeId, u64>,
}

impl<'a, 'input> Parts<'a, 'input> {
    fn of(document: &'a Document<'input>) -> Self {
        let named = document
            .descendants()
            .filter_map(|part| Some((part.attribute("id")?, part)));
        Self {
            by_id: named.collect(),
            counted: HashMap::new(),
        }
    }

    fn under(&mut self, part: Node<'a, 'input>, depth: usize) -> Result<u64, Endless> {
        if depth > MOST_DEPTH {
            return Err(Endless);
        }
        if let Some(count) = self.counted.get(&part.id()) {
            return Ok(*count);
        }
        let mut count = 1_u64;
        for child in part.children().filter(Node::is_element) {
            count = count.saturating_add(self.under(child, depth.saturating_add(1))?);
        }
        for attribute in part.attributes() {
            for id in references(attribute.value()) {
                if let Some(target) = self.by_id.get(id).copied() {
                    count = count.saturating_add(self.under(target, depth.saturating_add(1))?);
                }
            }
        }
        self.counted.insert(part.id(), count);
        Ok(count)
    }
}

/// The ids that a value refers to: `#id`, `url(#id)`.
fn references(value: &str) -> impl Iterator<Item = &str> {
    let whole = value.trim().strip_prefix('#');
    let inside = value.split("url(").skip(1).filter_map(|rest| {
        let id = rest
            .trim_start_matches(['\'', '"', ' '])
            .strip_prefix('#')?;
        id.split([')', '\'', '"']).next()
    });
    whole.into_iter().chain(inside)
}
