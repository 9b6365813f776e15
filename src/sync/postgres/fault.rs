//! What can go wrong between this tablet and a server, and how that is told. Nothing of an entry and
//! no key is repeated: of what a server says only its first sentence is kept.

use std::{error::Error, io, time::Duration};

use tokio_postgres::{Error as WireError, error::SqlState};

use super::server::Server;
use crate::sync::PeerError;

/// Why an answer did not come.
#[derive(Debug)]
pub(super) enum Fault {
    /// None came in time.
    Slow(Duration),
    /// The connection is over.
    Ended,
    /// Something went wrong on the way or there.
    Wire(WireError),
}

/// What a server says, without what it adds about rows.
#[derive(Debug, thiserror::Error)]
#[error("{message} (SQLSTATE {code})")]
struct Said {
    message: String,
    code: String,
}

/// Nothing came back.
#[derive(Debug, thiserror::Error)]
enum Silence {
    #[error("it does not answer within {} s", .0.as_secs_f32())]
    Slow(Duration),
    #[error("it ended the connection")]
    Ended,
}

impl Fault {
    /// Whether the connection is of no more use, and another may be.
    pub(super) fn is_lost(&self) -> bool {
        match self {
            Self::Ended => true,
            Self::Slow(_) => false,
            Self::Wire(error) => match error.code() {
                Some(code) => code.code().starts_with("08") || code.code().starts_with("57P"),
                None => error.is_closed() || io_cause(error).is_some(),
            },
        }
    }

    /// Whether an answer took too long.
    pub(super) fn is_slow(&self) -> bool {
        matches!(self, Self::Slow(_))
    }

    /// Whether two got in each other's way and the same may go well now.
    pub(super) fn is_a_collision(&self) -> bool {
        self.is(&SqlState::T_R_SERIALIZATION_FAILURE)
            || self.is(&SqlState::T_R_DEADLOCK_DETECTED)
            || self.is(&SqlState::UNIQUE_VIOLATION)
    }

    /// Whether what was sent cannot be kept there, in a few words.
    pub(super) fn unfit(&self) -> Option<String> {
        let Self::Wire(error) = self else {
            return None;
        };
        let db = error.as_db_error()?;
        let class = db.code().code().get(..2)?;
        ["22", "23", "54"]
            .contains(&class)
            .then(|| db.message().to_owned())
    }

    /// Whether the server itself says no.
    pub(super) fn is_said(&self) -> bool {
        matches!(self, Self::Wire(error) if error.as_db_error().is_some())
    }

    /// Whether the key is none, or what was asked is not for this role.
    pub(super) fn is_a_refusal(&self) -> bool {
        self.is(&SqlState::INVALID_PASSWORD) || self.is(&SqlState::INSUFFICIENT_PRIVILEGE)
    }

    fn is(&self, state: &SqlState) -> bool {
        matches!(self, Self::Wire(error) if error.code() == Some(state))
    }

    /// What a teacher is told.
    pub(super) fn told(self, server: &Server) -> PeerError {
        let place = server.place();
        let away = |place, source: Box<dyn Error + Send + Sync>| PeerError::Away { place, source };
        match self {
            Self::Slow(limit) => away(place, Silence::Slow(limit).into()),
            Self::Ended => away(place, Silence::Ended.into()),
            Self::Wire(error) if error.as_db_error().is_some() => said(&error, server),
            Self::Wire(error) => wire(error, place),
        }
    }
}

/// What the server itself said.
fn said(error: &WireError, server: &Server) -> PeerError {
    let place = server.place();
    let Some(db) = error.as_db_error() else {
        return PeerError::Nonsense {
            place,
            what: error.to_string(),
        };
    };
    let (code, message) = (db.code(), server.without_key(db.message()));
    let not_allowed = |why: &str| PeerError::NotAllowed {
        place: place.clone(),
        why: why.to_owned(),
    };
    if *code == SqlState::INVALID_PASSWORD {
        return not_allowed("the key is wrong, or its time is over");
    }
    if *code == SqlState::INVALID_AUTHORIZATION_SPECIFICATION
        || *code == SqlState::INVALID_CATALOG_NAME
        || *code == SqlState::INSUFFICIENT_PRIVILEGE
    {
        return not_allowed(&message);
    }
    if [
        SqlState::UNDEFINED_TABLE,
        SqlState::UNDEFINED_FUNCTION,
        SqlState::INVALID_SCHEMA_NAME,
    ]
    .contains(code)
    {
        return not_allowed(
            "it is not set up for Waymark yet (waymark sync setup-postgres does that)",
        );
    }
    let code = code.code().to_owned();
    let source: Box<dyn Error + Send + Sync> = Said {
        message: message.clone(),
        code: code.clone(),
    }
    .into();
    match code.get(..2).unwrap_or_default() {
        _ if code == "53100" => PeerError::Full { place, source },
        "08" | "25" | "40" | "53" | "55" | "57" => PeerError::Away { place, source },
        _ => PeerError::Nonsense {
            place,
            what: message,
        },
    }
}

/// What went wrong before the server could say anything.
fn wire(error: WireError, place: String) -> PeerError {
    if let Some(bad) = tls_cause(&error) {
        return match bad {
            rustls::Error::InvalidCertificate(why) => {
                let why = format!("its certificate does not hold ({})", certificate(why));
                PeerError::NotAllowed { place, why }
            }
            bad => PeerError::Nonsense {
                place,
                what: bad.to_string(),
            },
        };
    }
    let cause = error.source().map(ToString::to_string).unwrap_or_default();
    // The kinds of this error can be told apart only by what they say.
    match error.to_string().as_str() {
        _ if io_cause(&error).is_some() && !is_parse(&error) => PeerError::Away {
            place,
            source: error.into(),
        },
        "connection closed" => PeerError::Away {
            place,
            source: error.into(),
        },
        "error performing TLS handshake" => PeerError::NotAllowed {
            place,
            why: format!("it offers no encryption, or it is no PostgreSQL server ({cause})"),
        },
        "authentication error" => PeerError::NotAllowed {
            place,
            why: format!("it does not know this tablet's key ({cause})"),
        },
        said if cause.is_empty() => PeerError::Nonsense {
            place,
            what: said.to_owned(),
        },
        said => PeerError::Nonsense {
            place,
            what: format!("{said}: {cause}"),
        },
    }
}

/// Whether something came that is no answer.
fn is_parse(error: &WireError) -> bool {
    let made_up = |io: &io::Error| {
        let kinds = [
            io::ErrorKind::InvalidData,
            io::ErrorKind::InvalidInput,
            io::ErrorKind::Other,
        ];
        io.raw_os_error().is_none() && kinds.contains(&io.kind())
    };
    error.to_string() == "error parsing response from server"
        || io_cause(error).is_some_and(made_up)
}

fn certificate(why: &rustls::CertificateError) -> String {
    use rustls::CertificateError as Why;
    match why {
        Why::NotValidForName | Why::NotValidForNameContext { .. } => {
            "it is for another name".to_owned()
        }
        Why::UnknownIssuer => "nobody whom this tablet trusts has signed it".to_owned(),
        Why::Expired | Why::ExpiredContext { .. } => "it has expired".to_owned(),
        Why::NotValidYet | Why::NotValidYetContext { .. } => {
            "it begins later than this tablet's clock".to_owned()
        }
        other => other.to_string(),
    }
}

fn io_cause(error: &WireError) -> Option<&io::Error> {
    error.source().and_then(|cause| cause.downcast_ref())
}

fn tls_cause(error: &WireError) -> Option<&rustls::Error> {
    io_cause(error)?.get_ref()?.downcast_ref()
}
