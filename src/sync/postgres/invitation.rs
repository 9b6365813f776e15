//! How a tablet lets another one in: a role with a key that is good for ten minutes, shown as a QR
//! code, and a lasting key that the new tablet puts in its place. Neither key is ever sent.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use tokio_postgres::types::Type;

use super::{
    PostgresPeer,
    fault::Fault,
    rows::field,
    server::{Key, Server, draw_role},
};
use crate::{domain::ids::ClassId, sync::PeerError};

/// What a new tablet needs.
#[derive(Clone)]
pub struct Invitation {
    /// The server, with the role and the key in it.
    pub server: Server,
    /// Until when the key is good, by this tablet's clock: the server says how long that is.
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

/// Why a tablet was not let in.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// The invitation is older than ten minutes, or let a tablet in already.
    #[error(
        "This code is over: it is older than ten minutes, or another tablet joined with it; nothing was changed. Show a new one on the other tablet."
    )]
    Over(#[source] PeerError),
    /// The place is of no use.
    #[error(transparent)]
    Peer(#[from] PeerError),
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
        // The clocks of a tablet and of a server may be hours apart.
        let asked = Timestamp::now();
        let rows = self.ask(
            "SELECT extract(epoch FROM waymark.invite($1, $2) - now())::bigint",
            &[(&role, Type::TEXT), (&key.verifier(), Type::TEXT)],
        )?;
        let good: Option<i64> = rows.first().and_then(|row| field(row, 0));
        let until = good.and_then(|good| asked.checked_add(SignedDuration::from_secs(good)).ok());
        let until = until
            .ok_or_else(|| self.nonsense("it does not say how long the invitation is good"))?;
        let server = self.line.server().opened_by(&role, &key);
        Ok(Invitation { server, until })
    }

    /// Takes the invitation that this peer was made with, and goes on with a lasting key. An invitation
    /// into another class than the one that this peer was made for is left as it was.
    pub fn accept(&mut self, random: &mut impl Rng) -> Result<Joined, AcceptError> {
        let key = Key::draw(random);
        let invited = self.line.server().clone();
        let lasting = invited.opened_by(invited.role(), &key);
        let answer = self.take_invitation(&key.verifier());
        if let (Ok(theirs), Some(ours)) = (&answer, &self.class)
            && theirs != ours
        {
            let (theirs, ours) = (theirs.clone(), ours.clone());
            let place = invited.place();
            return Err(AcceptError::Peer(PeerError::OtherClass {
                place,
                theirs,
                ours,
            }));
        }
        self.line.change_to(lasting.clone());
        // An answer may be lost on its way back: then the new key opens.
        let error = match self.class() {
            Ok(class) => {
                return Ok(Joined {
                    class,
                    server: lasting,
                });
            }
            Err(error) => error,
        };
        self.line.change_to(invited);
        Err(match answer {
            Err(fault) if fault.is_a_refusal() => AcceptError::Over(fault.told(self.line.server())),
            Err(fault) => AcceptError::Peer(fault.told(self.line.server())),
            Ok(_) => AcceptError::Peer(error),
        })
    }

    /// The class that an invitation leads to; it is taken if that is the one it has to be.
    fn take_invitation(&mut self, verifier: &str) -> Result<ClassId, Fault> {
        let ours = self.class.clone();
        let sql = "SELECT waymark.accept($1)";
        self.line.ask(&async |client| {
            client.batch_execute("BEGIN").await?;
            let taken = client
                .query_typed_one(sql, &[(&verifier, Type::TEXT)])
                .await?;
            let class = ClassId::from(taken.try_get::<_, String>(0)?);
            let is_ours = ours.as_ref().is_none_or(|ours| *ours == class);
            let end = if is_ours { "COMMIT" } else { "ROLLBACK" };
            client.batch_execute(end).await?;
            Ok(class)
        })
    }
}
