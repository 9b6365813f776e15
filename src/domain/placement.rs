//! The rule that leads from the pictures a child picked to a level: the middle one. It agrees with
//! the majority wherever there is one, a single lucky or gloomy picture cannot move it far, and a
//! child can check it with a finger: lay the pictures in a row from low to high, point to the middle.

/// What a walk through a rubric leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The level, as its height on the ladder, from 0.
    pub level: usize,
    /// How many of the pictures say just this level.
    pub says_so: usize,
    /// How many pictures there are.
    pub of: usize,
}

impl Placement {
    /// Whether more than half of the pictures say this level.
    #[must_use]
    pub fn is_majority(&self) -> bool {
        self.says_so * 2 > self.of
    }
}

/// The level that `picks` (heights on the ladder, from 0) lead to: the middle one, and of two
/// middle ones the lower, so that nobody is sent ahead of themselves. `None` without picks.
#[must_use]
pub fn place(picks: &[usize]) -> Option<Placement> {
    let mut sorted = picks.to_vec();
    sorted.sort_unstable();
    let level = *sorted.get(sorted.len().checked_sub(1)? / 2)?;
    let says_so = picks.iter().filter(|pick| **pick == level).count();
    Some(Placement {
        level,
        says_so,
        of: picks.len(),
    })
}
