//! How badges end and come back: lost, replaced, voided at year end, tapped all the same, and found.

use waymark::domain::{
    badge::BadgeKey,
    badge_life,
    event::{Event, Holder, VoidReason},
    ids::StudentId,
};

use crate::support::classroom::{Classroom, badge_of, monday_math};

fn voided(badge: BadgeKey) -> Event {
    let reason = VoidReason::Lost;
    Event::BadgeVoided { badge, reason }
}

#[test]
fn two_tablets_that_void_and_link_a_badge_agree_whoever_hears_of_what_first() {
    let maya = StudentId::from("s01");
    let link = || Event::BadgeLinked {
        badge: badge_of("s01"),
        holder: Holder::Student(maya.clone()),
    };
    let mut lost_last = Classroom::at(monday_math());
    lost_last.happen_elsewhere(link());
    lost_last.happen(voided(badge_of("s01")));
    assert_eq!(badge_life::voided_of(&lost_last.records, &maya).len(), 1);
    let mut found_last = Classroom::at(monday_math());
    found_last.happen_elsewhere(voided(badge_of("s01")));
    found_last.happen(link());
    assert!(badge_life::voided_of(&found_last.records, &maya).is_empty());
}
