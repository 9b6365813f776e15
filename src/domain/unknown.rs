//! Badges that were tapped and belong to nobody: what a teacher is shown of them. A badge that nobody
//! asked about for a week is no news any more.

use jiff::{ToSpan, civil};

use super::{
    badge::BadgeKey,
    event::Holder,
    records::{Recognised, Records},
};

/// How many days back a tap is news.
const DAYS: i32 = 7;

/// A badge that nobody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownBadge<'a> {
    /// The badge.
    pub badge: &'a BadgeKey,
    /// When it was tapped last, by the clock on that tablet's wall.
    pub at: civil::DateTime,
}

/// The badges tapped within a week that are nobody's, the last tapped first. A badge of a child who left
/// the class is nobody's, one that was voided is not: it is refused for another reason.
#[must_use]
pub fn unknown_badges(records: &Records, today: civil::Date) -> Vec<UnknownBadge<'_>> {
    let since = today.saturating_sub(DAYS.days());
    let unknown = |badge: &BadgeKey| match records.recognise(std::slice::from_ref(badge)) {
        Recognised::Unknown => true,
        Recognised::Holder(Holder::Student(student)) => records.student(student).is_none(),
        Recognised::Holder(_) | Recognised::Voided(_) => false,
    };
    let tapped = records.badges().filter_map(|(badge, record)| {
        let at = *record.unknown_tap.get()?;
        (at.date() >= since && unknown(badge)).then_some(UnknownBadge { badge, at })
    });
    let mut all: Vec<_> = tapped.collect();
    all.sort_by(|one, two| two.at.cmp(&one.at).then(one.badge.cmp(two.badge)));
    all
}
