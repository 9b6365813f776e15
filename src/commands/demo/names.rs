//! Made-up children, for classes larger than the class pack's. Names and numbers follow from the
//! child's place alone.

use crate::domain::{
    ids::StudentId,
    pack::{Pack, StudentCard},
    roster::ANIMALS,
};

const FIRST: [&str; 40] = [
    "Ada", "Ben", "Carmen", "Dara", "Elio", "Faye", "Gus", "Hana", "Ivo", "Juno", "Kai", "Lena",
    "Milo", "Nadia", "Omar", "Pilar", "Quinn", "Rosa", "Sami", "Tess", "Uma", "Viggo", "Wren",
    "Ximena", "Yara", "Zane", "Anouk", "Bram", "Cleo", "Dev", "Esme", "Finn", "Greta", "Hugo",
    "Inés", "Joaquín", "Kira", "Luca", "Maren", "Nico",
];

const LAST: [&str; 37] = [
    "Alder",
    "Birch",
    "Cedar",
    "Dale",
    "Elmwood",
    "Fernley",
    "Glen",
    "Heath",
    "Ivory",
    "Juniper",
    "Knoll",
    "Larch",
    "Meadow",
    "Nettle",
    "Oakes",
    "Poplar",
    "Quarry",
    "Reed",
    "Sorrel",
    "Thorne",
    "Underhill",
    "Vale",
    "Willow",
    "Yarrow",
    "Ashby",
    "Brook",
    "Clover",
    "Dune",
    "Field",
    "Grove",
    "Hazel",
    "Isle",
    "Lake",
    "Moss",
    "Pine",
    "Ridge",
    "Stone",
];

/// The child at that place, from 0.
pub(super) fn made_up(pack: &Pack, place: usize) -> (StudentId, StudentCard) {
    let one_of = |list: &[&str], at: usize| {
        let found = list.get(at % list.len().max(1));
        found.map_or_else(String::new, |name| (*name).to_owned())
    };
    let groups = pack.groups.len().max(1);
    let card = StudentCard {
        first_name: one_of(&FIRST, place),
        last_name: one_of(&LAST, place),
        picture: one_of(&ANIMALS, place),
        group: pack
            .groups
            .get(place % groups)
            .map(|group| group.id.clone()),
        language: None,
        identifier: None,
        read_aloud: None,
        show_level: None,
    };
    (format!("demo-{:04}", place + 1).into(), card)
}
