//! What a page says, noted by the same functions that draw it, so that nothing that can be seen is
//! forgotten when the page is read aloud. Notes last for one frame, in egui's own memory, as
//! accessible names do. Nothing is spoken here: [`finish`] hands back what was noted and asked for.

use eframe::egui::{Context, Id, Rect, Ui};

/// What one frame has said so far.
#[derive(Clone, Debug, Default)]
struct Notes {
    /// How a speaker button is called; without it none is drawn.
    listen: Option<String>,
    noted: Vec<Note>,
    /// Whether a message over the page is being drawn.
    over: bool,
    asked: Option<Asked>,
}

#[derive(Clone, Debug)]
struct Note {
    rank: Rank,
    place: Rect,
    text: String,
}

#[derive(Clone, Debug)]
enum Asked {
    Page,
    Text(String),
}

/// How soon something is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// A message over the page.
    First,
    /// The page.
    Main,
    /// The way back, and "That's not me".
    Aside,
}

/// What a frame said, in the order of reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Messages over the page.
    pub first: Vec<String>,
    /// The page.
    pub page: Vec<String>,
    /// What a speaker button was touched for.
    pub asked: Option<Vec<String>>,
}

impl Said {
    /// What is read when a page appears by itself: the message over it, else the whole page.
    #[must_use]
    pub fn news(&self) -> &[String] {
        if self.first.is_empty() {
            &self.page
        } else {
            &self.first
        }
    }
}

fn key() -> Id {
    Id::unique("what this frame says")
}

/// Begins a frame. Speaker buttons are drawn where they have a name.
pub fn begin(ctx: &Context, listen: Option<String>) {
    let notes = Notes {
        listen,
        ..Notes::default()
    };
    ctx.data_mut(|data| data.insert_temp(key(), notes));
}

/// What is noted from here on is a message over the page.
pub fn first(ui: &Ui) {
    change(ui, |notes| notes.over = true);
}

/// Notes that `text` stands at `place`.
pub fn note(ui: &Ui, place: Rect, text: &str) {
    note_as(ui, Rank::Main, place, text);
}

/// The same, to be read with what stands aside.
pub fn note_aside(ui: &Ui, place: Rect, text: &str) {
    note_as(ui, Rank::Aside, place, text);
}

fn note_as(ui: &Ui, rank: Rank, place: Rect, text: &str) {
    let text = text.to_owned();
    change(ui, |notes| {
        let rank = if notes.over { Rank::First } else { rank };
        notes.noted.push(Note { rank, place, text });
    });
}

/// How a speaker button is called; `None` where there is to be none.
#[must_use]
pub fn listen(ui: &Ui) -> Option<String> {
    ui.data(|data| data.get_temp::<Notes>(key())?.listen)
}

/// A speaker button was touched that reads `text`.
pub fn ask_for(ui: &Ui, text: &str) {
    change(ui, |notes| notes.asked = Some(Asked::Text(text.to_owned())));
}

/// The speaker button was touched that reads the page.
pub fn ask_for_page(ui: &Ui) {
    change(ui, |notes| notes.asked = Some(Asked::Page));
}

/// Ends the frame.
#[must_use]
pub fn finish(ctx: &Context) -> Said {
    let notes: Notes = ctx.data_mut(|data| data.remove_temp(key()).unwrap_or_default());
    let (first, page): (Vec<Note>, Vec<Note>) = notes
        .noted
        .into_iter()
        .partition(|note| note.rank == Rank::First);
    let (first, page) = (in_order(first), in_order(page));
    let asked = notes.asked.map(|asked| match asked {
        Asked::Text(text) => vec![text],
        Asked::Page => first.iter().chain(&page).cloned().collect(),
    });
    Said { first, page, asked }
}

fn change(ui: &Ui, change: impl FnOnce(&mut Notes)) {
    ui.data_mut(|data| change(data.get_temp_mut_or_default(key())));
}

/// From the top down; what stands side by side, from the left; what stands aside last.
fn in_order(mut notes: Vec<Note>) -> Vec<String> {
    notes.sort_by(|a, b| {
        let top = a.place.top().total_cmp(&b.place.top());
        a.rank.cmp(&b.rank).then(top)
    });
    let mut ordered: Vec<Note> = Vec::with_capacity(notes.len());
    let mut row: Vec<Note> = Vec::new();
    for note in notes {
        let beside = row.first().is_some_and(|first: &Note| {
            first.rank == note.rank && first.place.y_range().contains(note.place.center().y)
        });
        if !beside {
            ordered.append(&mut row);
        }
        row.push(note);
        row.sort_by(|a, b| a.place.left().total_cmp(&b.place.left()));
    }
    ordered.append(&mut row);
    ordered.into_iter().map(|note| note.text).collect()
}
