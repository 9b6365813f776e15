//! How a tablet lets another one in: a role with a key that is good for ten minutes, shown as a QR
//! code, and a lasting key that the new tablet puts in its place. Neither key is ever sent.

use std::fmt;

use jiff::Timestamp;
use rand::Rng;
use tokio_postgres::types::Type;

use super::{
    PostgresPeer,
    rows::field,
    server::{Key, Server, draw_role},
};
use crate::{domain::ids::ClassId, sync::PeerError};

/// What a new tablet needs.
#[derive(Clone)]
pub struct Invitation {
    /// The server, with the role and the key in it.
    pub server: Server,
    /// Until when the key is good, by the server's clock.
    pub until: Timestamp,
}

/// What a tablet that was let in keeps.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The class that it belongs to now.
    pub class: ClassId,
    /// The server, with the lasting key in it: [`Server::line`] is what to keep.
    pub server: Server,
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Invitation");
        shown.field("until", &self.until).finish_non_exhaustive()
    }
}

impl PostgresPeer {
    /// Makes room for one more tablet of the class. Where the server's people allow no new roles, that is
    /// a refusal which says so.
    pub fn invite(&mut self, random: &mut impl Rng) -> Result<Invitation, PeerError> {
        self.meet()?;
        let (role, key) = (draw_role(random), Key::draw(random));
        let rows = self.ask(
            "SELECT extract(epoch FROM waymark.invite($1, $2))::bigint",
            &[(&role, Type::TEXT), (&key.verifier(), Type::TEXT)],
        )?;
        let ends: Option<i64> = rows.first().and_then(|row| field(row, 0));
        let ends = ends.and_then(|seconds| Timestamp::from_second(seconds).ok());
        let until =
            ends.ok_or_else(|| self.nonsense("it does not say how long the invitation is good"))?;
        let server = self.line.server().opened_by(&role, &key);
        Ok(Invitation { server, until })
    }

    /// Takes the invitation that this peer was made with, and goes on with a lasting key.
    pub fn accept(&mut self, random: &mut impl Rng) -> Result<Joined, PeerError> {
        let key = Key::draw(random);
        let invited = self.line.server().clone();
        let lasting = invited.opened_by(invited.role(), &key);
        let answer = self.ask(
            "SELECT waymark.accept($1)",
            &[(&key.verifier(), Type::TEXT)],
        );
        self.line.change_to(lasting.clone());
        // An answer may be lost on its way back: then the new key opens.
        match self.class() {
            Ok(class) => Ok(Joined {
                class,
                server: lasting,
            }),
            Err(error) => {
                self.line.change_to(invited);
                Err(answer.err().unwrap_or(error))
            }
        }
    }
}
