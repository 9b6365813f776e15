//! SHA-256 (FIPS 180-4) as `ring` has it: quick also where the processor has no instructions for it, as in
//! many a school's tablets.

use std::fmt;

use ring::digest::{self, Context, Digest, SHA256};

/// A hash of bytes that come bit by bit.
#[derive(Clone)]
pub struct Sha256(Context);

/// The hash of these bytes.
#[must_use]
pub fn sha256(bytes: impl AsRef<[u8]>) -> [u8; 32] {
    array(&digest::digest(&SHA256, bytes.as_ref()))
}

impl Sha256 {
    /// Of nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Context::new(&SHA256))
    }

    /// Goes on with these bytes.
    pub fn update(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.update(bytes.as_ref());
    }

    /// The hash of all of them.
    #[must_use]
    pub fn finish(self) -> [u8; 32] {
        array(&self.0.finish())
    }
}

impl Default for Sha256 {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sha256")
    }
}

fn array(digest: &Digest) -> [u8; 32] {
    let mut array = [0; 32];
    array
        .iter_mut()
        .zip(digest.as_ref())
        .for_each(|(to, from)| *to = *from);
    array
}
