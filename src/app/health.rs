//! What a teacher should know about this tablet, said quietly on the first screen.

/// How the tablet is.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent findings, each a line on the screen"
)]
pub(super) struct Health {
    /// The last thing the journal was asked for went wrong.
    pub(super) journal_in_trouble: bool,
    /// The journal was damaged, and has been restored at this start.
    pub(super) journal_restored: bool,
    /// The class pack was edited and has a mistake now; the last good one is used.
    pub(super) pack_is_old: bool,
    /// A card reader is wanted and none is there.
    pub(super) no_reader: bool,
    /// There is no sound device, though sound is wanted.
    pub(super) no_sound: bool,
    /// A teacher has set a PIN, of their own or the tablet's.
    pub(super) pin_is_set: bool,
}

impl Health {
    /// The sentences to say, the most urgent first.
    pub(super) fn quiet_lines(self) -> Vec<&'static str> {
        let lines = [
            (self.journal_in_trouble, "journal-trouble"),
            (self.journal_restored, "journal-restored"),
            (self.pack_is_old, "pack-is-old"),
            (self.no_reader, "no-reader"),
            (!self.pin_is_set, "no-pin"),
            (self.no_sound, "no-sound"),
        ];
        lines
            .into_iter()
            .filter_map(|(is_so, line)| is_so.then_some(line))
            .collect()
    }
}
