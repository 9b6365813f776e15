//! Waymark's own drawings, all in one list: ink outlines, flat colours of one small palette, no
//! words. Each is a file in `assets/art`. Which drawing stands for what is for screens to say, and
//! animals and tasks are never drawn here: they are emoji and the class pack's own pictures.

use std::borrow::Cow;

use eframe::egui::{
    Color32, Image, ImageSource, Rect, Ui,
    emath::GuiRounding as _,
    load::{Bytes, BytesPoll},
    pos2, vec2,
};

use super::theme;

/// Names each drawing and its file, once.
macro_rules! drawings {
    ($($(#[$about:meta])* $name:ident = $file:literal,)*) => {
        /// One of Waymark's own drawings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Art { $($(#[$about])* $name,)* }

        impl Art {
            /// Every drawing there is.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name of its file, without the ending.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $file,)* }
            }

            /// The drawing.
            #[must_use]
            pub fn svg(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("../../assets/art/", $file, ".svg")),)*
                }
            }
        }
    };
}

drawings! {
    /// A patch without corners.
    ShapeCircle = "shape-circle",
    /// A patch on its corner.
    ShapeDiamond = "shape-diamond",
    /// A patch with six sides.
    ShapeHexagon = "shape-hexagon",
    /// A star patch.
    ShapeStar = "shape-star",
    /// A square patch.
    ShapeSquare = "shape-square",
    /// A patch like a tent.
    ShapeTriangle = "shape-triangle",
    /// On a patch: a magnifying glass.
    SignMagnifier = "sign-magnifier",
    /// On a patch: a compass.
    SignCompass = "sign-compass",
    /// On a patch: a flag.
    SignFlag = "sign-flag",
    /// On a patch: a mountain.
    SignMountain = "sign-mountain",
    /// On a patch: a leaf.
    SignLeaf = "sign-leaf",
    /// On a patch: a key.
    SignKey = "sign-key",
    /// What a waymark is nailed to.
    Post = "post",
    /// Beside the trail.
    Pine = "pine",
    /// Beside the trail.
    Bush = "bush",
    /// Beside the trail.
    Hills = "hills",
    /// Look at my work.
    LookAtMyWork = "look-at-my-work",
    /// Choose my task.
    ChooseMyTask = "choose-my-task",
    /// Where am I? A pin on the map.
    WhereAreYou = "where-are-you",
    /// Nothing is due.
    AllSet = "all-set",
    /// Another spot than the one offered.
    AnotherSpot = "another-spot",
    /// My trail.
    MyTrail = "my-trail",
    /// My plan.
    MyPlan = "my-plan",
    /// Show what I know.
    ShowWhatIKnow = "show-what-i-know",
    /// My oops.
    MyOops = "my-oops",
    /// An oops was shared, and something grows from it.
    ThankYouOops = "thank-you-oops",
    /// A note from the teacher.
    ANote = "a-note",
    /// Show my level.
    ShowMyLevel = "show-my-level",
    /// On along the trail.
    GoOn = "go-on",
    /// A task is finished.
    FinishedIt = "finished-it",
    /// The trail divides.
    NotQuite = "not-quite",
    /// A seat for who can wait.
    ICanWait = "i-can-wait",
    /// Quickly.
    Quick = "quick",
    /// A badge handed back.
    NotMe = "not-me",
    /// Somebody waves.
    StillHere = "still-here",
    /// There is no goal yet.
    NoGoal = "no-goal",
    /// Nothing to do between blocks.
    BetweenBlocks = "between-blocks",
    /// The class.
    Class = "class",
    /// A station without a picture of its own.
    Station = "station",
    /// Lay your badge on the reader.
    Tap = "tap",
    /// Hold your badge before the scanner.
    Scan = "scan",
    /// The reader is not plugged in.
    NoReader = "no-reader",
    /// The badge was heard.
    GotYou = "got-you",
    /// Nobody's badge yet.
    UnknownBadge = "unknown-badge",
    /// A badge that no longer counts.
    OldBadge = "old-badge",
    /// A teacher's badge.
    TeacherBadge = "teacher-badge",
    /// Hold it longer.
    HoldLonger = "hold-longer",
    /// A phone.
    NotABadge = "not-a-badge",
    /// Once more.
    TryAgain = "try-again",
    /// It was not saved; an adult is asked for.
    NotSaved = "not-saved",
    /// Thanks for saying that it was not you.
    NotYou = "not-you",
    /// Hear it.
    Speaker = "speaker",
    /// It takes a moment.
    OneMoment = "one-moment",
    /// Behind whoever is all set; 560 by 156.
    Celebration = "celebration",
    /// Around a level badge that was just earned.
    LevelReached = "level-reached",
}

impl Art {
    /// Draws it as large as it fits into its place. It is never the only name of a thing, so a
    /// screen reader passes it over.
    pub fn paint(self, ui: &Ui, place: Rect) {
        let bytes = Bytes::Static(self.svg().as_bytes());
        fit(ui, place, place, 1.0, self.uri(""), bytes);
    }

    /// Draws it as if it were printed on the map: what is still to come, and what only decorates.
    pub fn paint_pale(self, ui: &Ui, place: Rect) {
        made(ui, place, self.uri("-pale"), || pale(self.svg()));
    }

    /// Draws it on its way: where it is `now`, and how much of it is to be seen, from 0 to 1.
    pub fn paint_moving(self, ui: &Ui, place: Rect, now: Rect, seen: f32) {
        let bytes = Bytes::Static(self.svg().as_bytes());
        fit(ui, place, now, seen, self.uri(""), bytes);
    }

    fn uri(self, look: &str) -> Cow<'static, str> {
        format!("bytes://art-{}{look}.svg", self.name()).into()
    }
}

/// Draws an SVG that is put together only once; `uri` tells it from others.
pub(super) fn made(ui: &Ui, place: Rect, uri: Cow<'static, str>, make: impl FnOnce() -> String) {
    made_moving(ui, place, place, uri, make);
}

/// The same, on its way.
pub(super) fn made_moving(
    ui: &Ui,
    place: Rect,
    now: Rect,
    uri: Cow<'static, str>,
    make: impl FnOnce() -> String,
) {
    let bytes = match ui.ctx().try_load_bytes(&uri) {
        Ok(BytesPoll::Ready { bytes, .. }) => bytes,
        _ => Bytes::from(make().into_bytes()),
    };
    fit(ui, place, now, 1.0, uri, bytes);
}

/// The picture is drawn for `place`, once, and only stretched to where it is `now`.
fn fit(ui: &Ui, place: Rect, now: Rect, seen: f32, uri: Cow<'static, str>, bytes: Bytes) {
    let image = Image::new(ImageSource::Bytes { uri, bytes })
        .show_loading_spinner(false)
        .fit_to_exact_size(place.size());
    let Ok(poll) = image.load_for_size(ui.ctx(), place.size()) else {
        return;
    };
    let (Some(texture), Some(size)) = (poll.texture_id(), poll.size()) else {
        return;
    };
    let scale = (now.size() / size.max(vec2(1.0, 1.0))).min_elem();
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    let spot = Rect::from_center_size(now.center(), size * scale);
    let spot = spot.round_to_pixels(ui.pixels_per_point());
    let tint = Color32::WHITE.gamma_multiply(seen);
    ui.painter().image(texture, spot, whole, tint);
}

/// The same drawing in the colours of the paper: its lines faded, its fills all but gone.
pub(super) fn pale(svg: &str) -> String {
    let (ink, cream) = (hex(theme::INK), hex(theme::CREAM));
    let mut parts = svg.split('#');
    let mut pale = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (color, rest) = part.split_at_checked(6).unwrap_or((part, ""));
        let faded = if ink.ends_with(color) {
            theme::FADED_LINE
        } else if cream.ends_with(color) {
            theme::PAPER
        } else {
            theme::FADED
        };
        pale.push_str(&hex(faded));
        pale.push_str(rest);
    }
    pale
}

/// A colour as SVG has it.
pub(super) fn hex(color: Color32) -> String {
    format!("#{:02X}{:02X}{:02X}", color.r(), color.g(), color.b())
}
