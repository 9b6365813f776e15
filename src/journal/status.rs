//! What a tablet tells the others of itself.

use std::collections::BTreeMap;

use jiff::Zoned;
use serde::{Deserialize, Serialize};

use crate::domain::ids::TabletId;

/// How a tablet is, as it tells the others. Nothing in it is about a child.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// What the tablet is called in its class pack.
    pub name: String,
    /// The program, like `waymark 0.1.0`.
    pub program: String,
    /// When it said so, by the clock on its wall.
    pub at: Zoned,
    /// How far it has every series.
    pub heads: BTreeMap<TabletId, u64>,
    /// Whether it has left the class.
    #[serde(default)]
    pub retired: bool,
}
