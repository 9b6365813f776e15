//! What kind of mishap a text of the sharing tells of, so that a teacher reads it in their own language and
//! with what to do. The texts are written in English where the mishap is met, and kept with the journal, also
//! by older programs; what is not known here is of no kind, and shown as it is. Changes no text.

/// What is wrong with something where the tablets meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OddKind {
    /// Its end is missing.
    CutShort,
    /// It is not what was written, or an entry in it cannot be read.
    Damaged,
    /// It belongs to another class.
    OtherClass,
    /// A newer program wrote it.
    Newer,
    /// It is no file of Waymark's, or not where it belongs.
    Foreign,
    /// It is far larger than such a file can be.
    TooLarge,
    /// A tablet was copied, and both went on.
    Copied,
    /// The system does not let it be read.
    Closed,
    /// An entry that others follow is missing.
    Gap,
    /// There is more of the kind in that folder.
    More,
    /// Something else.
    Other,
}

/// Why an entry could not be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParkedKind {
    /// It is not what was written.
    Damaged,
    /// Another one has its place: its tablet was copied or set back.
    Copied,
    /// This program cannot read it.
    Unreadable,
    /// It says nothing, and nobody is known who was deleted for good.
    Blank,
    /// What comes before it is not there, or was not taken.
    Waits,
    /// It came again, or out of its place.
    OutOfPlace,
    /// The server cannot keep it.
    Server,
    /// Something else.
    Other,
}

/// Why a place does not let this tablet in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedKind {
    /// A file or folder may not be opened or changed.
    Rights,
    /// It can be read only.
    ReadOnly,
    /// The key or password is wrong, or over.
    Key,
    /// The server is not set up for this class and program.
    SetUp,
    /// Its certificate does not hold, or it offers no encryption.
    Certificate,
    /// Something else.
    Other,
}

/// Whether the file is damaged that says whose shared folder it is.
#[must_use]
pub fn is_of_the_marker(what: &str) -> bool {
    what.contains("waymark-class.json is damaged")
}

impl OddKind {
    /// What a text tells of: the end of a sentence, as "is cut short".
    #[must_use]
    pub fn of(what: &str) -> Self {
        let kinds = [
            ("is cut short", Self::CutShort),
            ("was changed after it was written", Self::Damaged),
            ("holds an entry that cannot be read", Self::Damaged),
            ("does not hold what its name says", Self::Damaged),
            ("is not a segment, whatever its name says", Self::Damaged),
            ("is damaged", Self::Damaged),
            ("belongs to another class", Self::OtherClass),
            ("was written by a newer Waymark", Self::Newer),
            ("is too large", Self::TooLarge),
            ("is a second copy of a file that only one", Self::Copied),
            ("ends with another entry than", Self::Copied),
            ("cannot be opened", Self::Closed),
            ("cannot be read", Self::Closed),
            ("is missing, and others follow it", Self::Gap),
            ("holds", Self::More),
            ("is not", Self::Foreign),
            ("is a", Self::Foreign),
        ];
        first(&kinds, |begins| what.starts_with(begins)).unwrap_or(Self::Other)
    }
}

impl ParkedKind {
    /// What a text tells of.
    #[must_use]
    pub fn of(why: &str) -> Self {
        let kinds = [
            ("the server cannot keep entry", Self::Server),
            ("is another one here", Self::Copied),
            ("was changed after it was written", Self::Damaged),
            ("is filed wrongly", Self::Damaged),
            ("cannot be read", Self::Unreadable),
            ("says nothing, and no child is known", Self::Blank),
            ("are missing", Self::Waits),
            ("which was not taken", Self::Waits),
            ("which comes before it, is not there", Self::Waits),
            ("is there again, or not in its place", Self::OutOfPlace),
        ];
        first(&kinds, |holds| why.contains(holds)).unwrap_or(Self::Other)
    }
}

impl RefusedKind {
    /// What a text tells of.
    #[must_use]
    pub fn of(why: &str) -> Self {
        let kinds = [
            ("a file or folder there may not be opened", Self::Rights),
            ("it can be read only", Self::ReadOnly),
            ("the key is wrong, or its time is over", Self::Key),
            ("it does not know this tablet's key", Self::Key),
            ("cannot be read (", Self::Key),
            ("it is not set up for Waymark yet", Self::SetUp),
            ("it was set up by an older Waymark", Self::SetUp),
            ("its role belongs to no class there", Self::SetUp),
            ("its certificate does not hold", Self::Certificate),
            ("it offers no encryption", Self::Certificate),
        ];
        first(&kinds, |holds| why.contains(holds)).unwrap_or(Self::Other)
    }
}

fn first<K: Copy>(kinds: &[(&str, K)], is: impl Fn(&str) -> bool) -> Option<K> {
    let known = kinds.iter().find(|(words, _)| is(words));
    known.map(|(_, kind)| *kind)
}
