//! A thing with one value that several tablets may set, and what happens then.

use serde::{Deserialize, Serialize};

use super::time::Stamp;

/// A thing with one value: the entry with the greatest stamp wins. The best value from any other
/// tablet is kept beside it, so that a teacher can be shown what lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Register<T> {
    latest: Option<(Stamp, T)>,
    other_tablet: Option<(Stamp, T)>,
}

impl<T> Default for Register<T> {
    fn default() -> Self {
        Self {
            latest: None,
            other_tablet: None,
        }
    }
}

impl<T: Clone> Register<T> {
    /// The value, if there is one.
    #[must_use]
    pub fn get(&self) -> Option<&T> {
        self.latest.as_ref().map(|(_, value)| value)
    }

    /// When it got that value.
    #[must_use]
    pub fn stamp(&self) -> Option<&Stamp> {
        self.latest.as_ref().map(|(stamp, _)| stamp)
    }

    /// The latest value that a tablet other than the winner's gave it.
    #[must_use]
    pub fn other_tablet(&self) -> Option<&T> {
        self.other_tablet.as_ref().map(|(_, value)| value)
    }

    /// When that tablet gave it that value.
    #[must_use]
    pub fn other_stamp(&self) -> Option<&Stamp> {
        self.other_tablet.as_ref().map(|(stamp, _)| stamp)
    }

    pub(super) fn put(&mut self, stamp: &Stamp, value: T) {
        let newer = |old: &Option<(Stamp, T)>| old.as_ref().is_none_or(|(held, _)| held < stamp);
        if newer(&self.latest) {
            let before = self.latest.replace((stamp.clone(), value));
            if let Some(before) = before.filter(|(held, _)| held.tablet() != stamp.tablet()) {
                self.other_tablet = Some(before);
            }
        } else if self
            .stamp()
            .is_some_and(|held| held.tablet() != stamp.tablet())
            && newer(&self.other_tablet)
        {
            self.other_tablet = Some((stamp.clone(), value));
        }
    }
}
