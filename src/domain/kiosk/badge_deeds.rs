//! What a teacher does about badges and secret pictures that exist: voiding, finding again, giving
//! new pictures, and the way back from each. Linking a card is not here.

use std::collections::BTreeMap;

use crate::domain::{
    badge::BadgeKey,
    badge_life,
    event::{Event, Holder, VoidReason},
    ids::{EntryId, StudentId},
    records::Records,
    secret::Secret,
};

use super::{Context, DeskDid, DeskPage, Kiosk, Record, Then};

/// What is recorded of a deed about a child's badges; `None` for a deed of another kind.
fn events(ctx: Context<'_>, student: &StudentId, what: &DeskDid) -> Option<Vec<Event>> {
    let records = ctx.records;
    let theirs = Holder::Student(student.clone());
    let of = |key: &BadgeKey| records.badges().find(|(known, _)| *known == key);
    let counts =
        |key: &BadgeKey| of(key).is_some_and(|(_, known)| known.counts_for() == Some(&theirs));
    let ended = |key: &BadgeKey| {
        of(key).is_some_and(|(_, known)| {
            known.holder.get() == Some(&theirs) && known.ended().is_some()
        })
    };
    let card = |key: &BadgeKey| badge_life::card_of(records, key).into_iter();
    Some(match what {
        DeskDid::Lost(badge) => {
            let keys = card(badge).filter(&counts).collect::<Vec<_>>();
            voided(&keys, VoidReason::Lost)
        }
        DeskDid::MadeNew(keys) => {
            let keys: Vec<_> = keys.iter().filter(|key| counts(key)).cloned().collect();
            voided(&keys, VoidReason::Lost)
        }
        DeskDid::FoundAgain(badge, _) => {
            let keys = card(badge).filter(ended).collect::<Vec<_>>();
            let keys: Vec<_> = keys.iter().collect();
            linked(&badge_life::card_by_card(records, &keys), &theirs)
        }
        DeskDid::KeptVoid(badge) => seen(card(badge).filter(ended).collect(), true),
        _ => return None,
    })
}

/// What takes a deed about badges back; `None` for a deed of another kind.
pub(super) fn taken_back(
    records: &Records,
    what: &DeskDid,
    entries: &[(StudentId, EntryId)],
) -> Option<Vec<Event>> {
    let student = entries.first().map(|(student, _)| student.clone());
    // A badge that went to somebody else meanwhile stays theirs.
    let again = |keys: &[BadgeKey]| {
        let Some(theirs) = student.clone().map(Holder::Student) else {
            return Vec::new();
        };
        let keys: Vec<_> = keys
            .iter()
            .filter(|key| is_of(records, key, &theirs))
            .collect();
        linked(&badge_life::card_by_card(records, &keys), &theirs)
    };
    Some(match what {
        DeskDid::Lost(badge) => again(&badge_life::card_of(records, badge)),
        DeskDid::MadeNew(keys) => again(keys),
        DeskDid::FoundAgain(badge, reason) => voided(&badge_life::card_of(records, badge), *reason),
        DeskDid::KeptVoid(badge) => seen(badge_life::card_of(records, badge), false),
        DeskDid::VoidedAll(badges) => {
            let mut of: BTreeMap<&StudentId, Vec<&BadgeKey>> = BTreeMap::new();
            for (badge, student) in badges {
                let theirs = Holder::Student(student.clone());
                if is_of(records, badge, &theirs) {
                    of.entry(student).or_default().push(badge);
                }
            }
            let links = of.into_iter().flat_map(|(student, keys)| {
                let keys = badge_life::card_by_card(records, &keys);
                linked(&keys, &Holder::Student(student.clone()))
            });
            let secrets = entries.iter().skip(badges.len());
            let back = secrets.map(|(student, entry)| Event::EntryWithdrawn {
                student: student.clone(),
                entry: entry.clone(),
            });
            links.chain(back).collect()
        }
        _ => return None,
    })
}

/// Whether a badge was linked to them last, and to nobody since.
fn is_of(records: &Records, key: &BadgeKey, theirs: &Holder) -> bool {
    let mut all = records.badges();
    all.any(|(known, badge)| known == key && badge.holder.get() == Some(theirs))
}

fn voided(keys: &[BadgeKey], reason: VoidReason) -> Vec<Event> {
    let void = |badge: &BadgeKey| Event::BadgeVoided {
        badge: badge.clone(),
        reason,
    };
    keys.iter().map(void).collect()
}

fn linked(keys: &[BadgeKey], holder: &Holder) -> Vec<Event> {
    let link = |badge: &BadgeKey| Event::BadgeLinked {
        badge: badge.clone(),
        holder: holder.clone(),
    };
    keys.iter().map(link).collect()
}

fn seen(keys: Vec<BadgeKey>, seen: bool) -> Vec<Event> {
    let keys = keys.into_iter();
    keys.map(|badge| Event::VoidedTapSeen { badge, seen })
        .collect()
}

/// Who has no secret pictures yet, by first name.
fn without_secret(records: &Records) -> Vec<StudentId> {
    let all = crate::domain::board::by_first_name(records).into_iter();
    all.filter(|(_, record, _)| record.secret.pictures().is_none())
        .map(|(student, ..)| student.clone())
        .collect()
}

impl Kiosk {
    /// Does something for a child: about badges here, everything else among the other deeds.
    pub(super) fn do_at_desk(
        &mut self,
        ctx: Context<'_>,
        student: StudentId,
        what: DeskDid,
        out: &mut Vec<Record>,
    ) {
        match events(ctx, &student, &what) {
            Some(events) if events.is_empty() => {}
            Some(events) => self.record_at_desk(ctx, events, student, what, out),
            None => self.do_for(ctx, student, what, out),
        }
    }

    /// Every student's badge and all secret pictures: asked twice before.
    pub(super) fn void_all(&mut self, ctx: Context<'_>, out: &mut Vec<Record>) {
        let Some(desk) = self.desk.as_ref() else {
            return;
        };
        if desk.page != DeskPage::VoidAll(true) {
            return;
        }
        let actor = desk.who.actor();
        let badges = badge_life::of_students(ctx.records).into_iter();
        let badges: Vec<_> = badges
            .map(|(badge, student)| (badge.clone(), student.clone()))
            .collect();
        let events = badge_life::void_all(ctx.records, VoidReason::YearEnd);
        if events.is_empty() {
            return;
        }
        let secrets = events.iter().skip(badges.len()).filter_map(Event::student);
        let whose = badges.iter().map(|(_, student)| student.clone());
        let students = whose.chain(secrets).collect();
        let then = Then::AtDesk(DeskDid::VoidedAll(badges), students);
        self.record(ctx, actor, events, then, out);
    }

    /// How many secrets are to be drawn. Each is asked for once; the answer is
    /// [`super::Input::Secrets`].
    #[must_use]
    pub fn take_draw_wish(&mut self) -> Option<usize> {
        let wanted = self.secrets_for.as_ref().filter(|(_, asked)| !asked)?;
        // One to spare, should a child draw what they have already.
        let count = wanted.0.len() + 1;
        if let Some((_, asked)) = &mut self.secrets_for {
            *asked = true;
        }
        Some(count)
    }

    /// New pictures for one child, or for everybody who has none.
    pub(super) fn wish_for_secrets(&mut self, ctx: Context<'_>, student: Option<StudentId>) {
        let students = match student {
            Some(student) if ctx.records.student(&student).is_some() => vec![student],
            Some(_) => Vec::new(),
            None => without_secret(ctx.records),
        };
        self.secrets_for = (!students.is_empty()).then_some((students, false));
    }

    /// They were drawn.
    pub(super) fn on_secrets(
        &mut self,
        ctx: Context<'_>,
        drawn: Vec<Secret>,
        out: &mut Vec<Record>,
    ) {
        let Some((students, true)) = self.secrets_for.take() else {
            return;
        };
        let Some(desk) = self.desk.as_ref().filter(|_| self.saving.is_none()) else {
            return;
        };
        let actor = desk.who.actor();
        let mut drawn = drawn.into_iter();
        let mut events = Vec::new();
        for student in &students {
            let Some(record) = ctx.records.student(student) else {
                continue;
            };
            let has = record.secret.pictures();
            let Some(secret) = drawn.by_ref().find(|secret| Some(secret) != has) else {
                return;
            };
            let student = student.clone();
            events.push(Event::SecretGiven { student, secret });
        }
        let students: Vec<_> = events.iter().filter_map(Event::student).collect();
        if !events.is_empty() {
            let then = Then::AtDesk(DeskDid::GaveSecrets, students);
            self.record(ctx, actor, events, then, out);
        }
    }
}
