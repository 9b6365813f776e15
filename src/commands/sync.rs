//! `waymark sync`: what several tablets of one class need.

use clap::Subcommand;

use super::{
    error::CommandError,
    out::Out,
    sync_setup::{SetupArgs, setup_postgres},
};

#[derive(Clone, Debug, Subcommand)]
pub(super) enum SyncVerb {
    /// Make room for a class on a PostgreSQL server, and print a way in for each tablet
    SetupPostgres(SetupArgs),
}

pub(super) fn sync(verb: SyncVerb, out: &mut Out) -> Result<(), CommandError> {
    match verb {
        SyncVerb::SetupPostgres(args) => setup_postgres(args, out),
    }
}
