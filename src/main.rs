//! The program: parse, call, say what went wrong, exit.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use clap::Parser as _;
use tracing_subscriber::EnvFilter;
use waymark::commands::{self, Cli, Out};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(said) => {
            // A terminal that is gone cannot be told, and the exit code still is.
            drop(said.print());
            return ExitCode::from(u8::try_from(said.exit_code()).unwrap_or(2));
        }
    };
    tracing_subscriber::fmt()
        .with_env_filter(
            EnvFilter::try_from_env("WAYMARK_LOG").unwrap_or_else(|_| EnvFilter::new("warn")),
        )
        .with_writer(io::stderr)
        .with_ansi(false)
        .init();
    let mut out = Out::stdout();
    let outcome = commands::carry_out(cli, &mut out).and_then(|()| out.flush());
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if let Some(text) = error.to_tell() {
                drop(writeln!(io::stderr(), "{text}"));
            }
            ExitCode::from(error.exit_code())
        }
    }
}
