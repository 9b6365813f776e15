//! `levels.toml`: the ladder.

use super::{
    names::{Gather, Kind, Names},
    problem::{Complaint, Told},
    reader::Table,
};
use crate::domain::pack::{Level, Shape, ShowLevel, Sign};

pub(super) const KEYS: [&str; 2] = ["show_level", "level"];
pub(super) const LEVEL: Kind = Kind {
    word: "level",
    unknown: "unknown-level",
    file: "levels.toml",
};

const SHOW: [(&str, ShowLevel); 2] = [("always", ShowLevel::Always), ("press", ShowLevel::Press)];
const SHAPES: [(&str, Shape); 6] = [
    ("circle", Shape::Circle),
    ("diamond", Shape::Diamond),
    ("hexagon", Shape::Hexagon),
    ("star", Shape::Star),
    ("square", Shape::Square),
    ("triangle", Shape::Triangle),
];
const SIGNS: [(&str, Sign); 6] = [
    ("magnifier", Sign::Magnifier),
    ("compass", Sign::Compass),
    ("flag", Sign::Flag),
    ("mountain", Sign::Mountain),
    ("leaf", Sign::Leaf),
    ("key", Sign::Key),
];

/// Reads `levels.toml`.
pub(super) fn read(root: &Table<'_>) -> (Names, Result<(ShowLevel, Vec<Level>), Told>) {
    let show = root.optional("show_level");
    let show = show.map_or(Ok(ShowLevel::Always), |value| value.choice(&SHOW));
    let keys = ["id", "name", "means", "shape", "color", "sign"];
    let tables = match root.list("level", &keys, 2..=6) {
        Ok(tables) => tables,
        Err(told) => return (Names::unknown(&LEVEL, told), Err(told)),
    };
    let mut ids = Gather::new(&LEVEL);
    let mut shapes = Vec::new();
    let levels = tables.iter().map(|table| {
        let id = ids.id(table);
        let name = table.required("name").and_then(|value| value.text());
        let means = table.required("means").and_then(|value| value.text());
        let shape = shape(table, &mut shapes);
        let color = table.required("color").and_then(|value| value.color());
        let sign = table
            .required("sign")
            .and_then(|value| value.choice(&SIGNS));
        Ok(Level {
            id: id?,
            name: name?,
            means: means?,
            shape: shape?,
            color: color?,
            sign: sign?,
        })
    });
    let levels: Vec<_> = levels.collect();
    let levels: Result<_, Told> = levels.into_iter().collect();
    (ids.names(), levels.and_then(|levels| Ok((show?, levels))))
}

/// A shape that no level before has: children who see no colors tell levels by it.
fn shape(table: &Table<'_>, taken: &mut Vec<Shape>) -> Result<Shape, Told> {
    let value = table.required("shape")?;
    let shape = value.choice(&SHAPES)?;
    if taken.contains(&shape) {
        let free = SHAPES.iter().filter(|(_, shape)| !taken.contains(shape));
        let free = super::problem::one_of(free.map(|(word, _)| *word));
        return Err(value.tell(
            Complaint::new("duplicate-shape", "another level has this shape")
                .hint(format!("use {free}")),
        ));
    }
    taken.push(shape);
    Ok(shape)
}
