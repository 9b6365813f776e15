//! The roster at the desk: a child is added, changed, leaves, or is deleted for good, which is asked
//! twice, for more than one child only after an export of the same day, and never undone. A page holds
//! what is to be kept until a touch keeps it; what is wrong with it is said in words and loses nothing.

use jiff::civil;

use crate::domain::{
    erasure::erasing,
    event::Event,
    exporting::LastExport,
    ids::{EntryId, GroupId, StudentId},
    pack::StudentCard,
    records::Records,
    roster::free_animals,
    text::tidy,
};

use super::{Context, Desk, DeskDid, DeskPage, Erased, Kiosk, Record, Then, deeds::MOST};

/// The most characters of a first name, as in `students.csv`.
pub const FIRST_NAME: usize = 40;
/// The most characters of a last name.
pub const LAST_NAME: usize = 60;

/// What is to be kept of a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardDraft {
    /// Who, if they are in the class already.
    pub student: Option<StudentId>,
    /// What will be known of them; their group as it counts now.
    pub card: StudentCard,
    /// What is wrong with it, once keeping it was tried.
    pub problem: Option<CardProblem>,
}

/// Which of a child's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameField {
    /// What everybody calls them.
    First,
    /// For the teacher's lists.
    Last,
}

/// Why a child's card is not kept yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardProblem {
    /// It has no first name.
    NoName,
    /// A name is longer than [`FIRST_NAME`] or [`LAST_NAME`].
    LongName,
    /// Somebody else in the class has the same name; another touch keeps it all the same.
    SameName,
}

impl CardDraft {
    /// A new child: no name yet, and the first picture that nobody has.
    #[must_use]
    pub fn new(records: &Records) -> Self {
        let animal = free_animals(records, None).first().copied();
        Self {
            student: None,
            card: StudentCard {
                first_name: String::new(),
                last_name: String::new(),
                picture: animal.unwrap_or_default().to_owned(),
                group: None,
                language: None,
                identifier: None,
                read_aloud: None,
                show_level: None,
            },
            problem: None,
        }
    }

    /// A child of the class.
    #[must_use]
    pub fn of(records: &Records, student: &StudentId) -> Option<Self> {
        let record = records.student(student)?;
        let group = record.group().cloned();
        Some(Self {
            student: Some(student.clone()),
            card: StudentCard {
                group,
                ..record.card.get()?.clone()
            },
            problem: None,
        })
    }

    /// The same with something changed, about which nothing is known to be wrong.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut StudentCard)) -> Box<Self> {
        let mut draft = self.clone();
        change(&mut draft.card);
        draft.problem = None;
        Box::new(draft)
    }

    pub(super) fn name(&mut self, field: NameField, name: String) {
        match field {
            NameField::First => self.card.first_name = name,
            NameField::Last => self.card.last_name = name,
        }
        self.problem = None;
    }

    pub(super) fn fits(&self, records: &Records) -> bool {
        self.student
            .as_ref()
            .is_none_or(|id| records.student(id).is_some())
    }

    fn wrong(&self, records: &Records) -> Option<CardProblem> {
        let name = |card: &StudentCard| {
            let (first, last) = (tidy(&card.first_name), tidy(&card.last_name));
            (first.to_lowercase(), last.to_lowercase())
        };
        let (first, last) = name(&self.card);
        let same = |(id, card): (StudentId, StudentCard)| {
            Some(&id) != self.student.as_ref() && name(&card) == (first.clone(), last.clone())
        };
        if first.is_empty() {
            Some(CardProblem::NoName)
        } else if first.chars().count() > FIRST_NAME || last.chars().count() > LAST_NAME {
            Some(CardProblem::LongName)
        } else if records.cards().into_iter().any(same) {
            Some(CardProblem::SameName)
        } else {
            None
        }
    }
}

impl Kiosk {
    /// Keeps what the page says of a child, or says what is wrong with it.
    pub(super) fn keep_card(&mut self, ctx: Context<'_>, out: &mut Vec<Record>) {
        let Some(DeskPage::Card(draft)) = self.desk.as_mut().map(|desk| &mut desk.page) else {
            return;
        };
        let asked = draft.problem == Some(CardProblem::SameName);
        let problem = draft.wrong(ctx.records);
        draft.problem = problem.filter(|problem| *problem != CardProblem::SameName || !asked);
        if draft.problem.is_some() {
            return;
        }
        let draft = draft.clone();
        let card = StudentCard {
            first_name: tidy(&draft.card.first_name),
            last_name: tidy(&draft.card.last_name),
            ..draft.card
        };
        let Some(student) = draft.student else {
            let student = new_id(ctx.records, ctx.moment.wall.datetime());
            let event = Event::StudentAdded {
                student: student.clone(),
                card,
            };
            return self.record_at_desk(ctx, vec![event], student, DeskDid::Added, out);
        };
        let (events, before) = changed(ctx.records, &student, card);
        if events.is_empty() {
            if let Some(desk) = &mut self.desk {
                desk.page = DeskPage::Children(0);
            }
            return;
        }
        self.record_at_desk(ctx, events, student, DeskDid::Changed(before), out);
    }

    /// A child leaves the class.
    pub(super) fn let_go(&mut self, ctx: Context<'_>, student: StudentId, out: &mut Vec<Record>) {
        // Asked on a page of its own.
        let asked = self
            .desk
            .as_ref()
            .is_some_and(|desk| desk.page == DeskPage::Leaves(student.clone()));
        if asked && ctx.records.student(&student).is_some() {
            let event = Event::StudentLeft {
                student: student.clone(),
            };
            self.record_at_desk(ctx, vec![event], student, DeskDid::Left, out);
        }
    }
}

impl Erased {
    /// Who that is, by id.
    #[must_use]
    pub fn students(&self, records: &Records) -> Vec<StudentId> {
        let left = records.who_left().map(|(student, _)| student.clone());
        match self {
            Self::Child(student) => vec![student.clone()],
            Self::WhoLeft => left.collect(),
            Self::Everybody => {
                let here = records.students().map(|(student, _)| student.clone());
                here.chain(left).collect()
            }
        }
    }
}

impl Desk {
    /// When the last export was finished, if that was today: nobody deletes a class without one.
    #[must_use]
    pub fn exported_today(&self, now: civil::DateTime) -> Option<civil::DateTime> {
        let last = self.tablet.exports.last.as_ref()?;
        (last.at.date() == now.date()).then_some(last.at)
    }

    /// When one child's data alone was last exported, and where.
    #[must_use]
    pub fn child_exported(&self, student: &StudentId) -> Option<&LastExport> {
        self.tablet.exports.children.get(student)
    }

    /// Whether these may be deleted now, as far as an export is wanted before.
    #[must_use]
    pub fn may_erase(&self, who: &Erased, now: civil::DateTime) -> bool {
        matches!(who, Erased::Child(_)) || self.exported_today(now).is_some()
    }
}

impl Kiosk {
    /// Deletes them for good: asked twice before.
    pub(super) fn erase_at_desk(&mut self, ctx: Context<'_>, who: &Erased, out: &mut Vec<Record>) {
        let Some(desk) = &self.desk else { return };
        let now = ctx.moment.wall.datetime();
        if desk.page != DeskPage::Erase(who.clone(), true) || !desk.may_erase(who, now) {
            return;
        }
        let mut students = who.students(ctx.records);
        students.truncate(MOST);
        let events: Vec<_> = students
            .iter()
            .map(|student| erasing(ctx.records, student))
            .collect();
        if !events.is_empty() {
            let actor = desk.who.actor();
            let did = DeskDid::Erased(students.len());
            self.record(ctx, actor, events, Then::AtDesk(did, students), out);
        }
    }

    /// They are gone: nothing about them can be undone, drawn or told any more.
    pub(super) fn erased_at_desk(&mut self, students: &[StudentId]) {
        self.drafts.retain(|student, _| !students.contains(student));
        let Some(desk) = &mut self.desk else { return };
        desk.page = DeskPage::Erased(students.len());
        desk.story = None;
        desk.log = None;
        let about = |(student, _): &(StudentId, _)| students.contains(student);
        desk.done.retain(|done| !done.entries.iter().any(about));
    }
}

/// What changing a card records; and the group that was set for many at once, where this sets it anew.
fn changed(
    records: &Records,
    student: &StudentId,
    card: StudentCard,
) -> (Vec<Event>, Option<GroupId>) {
    let Some(record) = records.student(student) else {
        return (Vec::new(), None);
    };
    let same_group = record.group() == card.group.as_ref();
    let before = record.group.get().filter(|_| !same_group).cloned();
    let set = card.group.clone().filter(|_| before.is_some());
    let mut events = Vec::new();
    let own = record.card.get();
    // A group that was set for many at once is not written on the card of one whose group stays.
    let card = match own {
        Some(own) if same_group => StudentCard {
            group: own.group.clone(),
            ..card
        },
        _ => card,
    };
    if own != Some(&card) {
        events.push(Event::StudentChanged {
            student: student.clone(),
            card,
        });
    }
    events.extend(set.map(|group| Event::GroupsSet {
        groups: vec![(student.clone(), group)],
    }));
    (events, before)
}

/// What takes a change back: the card as it was before, and the group.
pub(super) fn changed_back(
    before: Option<&GroupId>,
    entries: &[(StudentId, EntryId)],
) -> Vec<Event> {
    let Some((student, entry)) = entries.first() else {
        return Vec::new();
    };
    let card = Event::EntryWithdrawn {
        student: student.clone(),
        entry: entry.clone(),
    };
    let group = before.map(|group| Event::GroupsSet {
        groups: vec![(student.clone(), group.clone())],
    });
    std::iter::once(card).chain(group).collect()
}

/// An id of its own for a child who was added at the desk: the moment, which no two children share
/// on one tablet, and hardly ever on two.
fn new_id(records: &Records, now: civil::DateTime) -> StudentId {
    let moment = now.strftime("desk-%Y%m%d-%H%M%S");
    let millis = now.subsec_nanosecond() / 1_000_000;
    let ids = (u32::try_from(millis).unwrap_or(0)..)
        .map(|last| StudentId::from(format!("{moment}-{last:03}")));
    let mut free = ids.filter(|id| records.card(id).is_none());
    free.next()
        .unwrap_or_else(|| moment.to_string().as_str().into())
}
