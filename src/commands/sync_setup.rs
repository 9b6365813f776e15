//! `waymark sync setup-postgres`: a class and its tablets on a PostgreSQL server. Prints what it would
//! run for the people who look after the server, or runs it; the tablets' keys go to standard output
//! and are kept nowhere.

use std::{fs, path::PathBuf};

use clap::Args;
use serde_json::json;

use super::{error::CommandError, out::Out};
use crate::{
    domain::ids::ClassId,
    sync::postgres::{Key, Limits, Plain, Server, Setup, SetupScript, draw_class},
};

#[derive(Args, Clone, Debug)]
pub(super) struct SetupArgs {
    /// The server, as whoever may make roles there reaches it, like
    /// `postgresql://admin@db.school.org/waymark`
    #[arg(long, value_name = "URL")]
    url: String,
    /// A file with the password, where it is not in the URL
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Run it now instead of printing it
    #[arg(long)]
    apply: bool,
    /// The class, as a tablet of it names it [default: a new one]
    #[arg(long, value_name = "ID")]
    class_id: Option<String>,
    /// What people call the class
    #[arg(long, value_name = "NAME")]
    class_name: String,
    /// How many tablets get a way in
    #[arg(long, value_name = "N", default_value_t = 1)]
    tablets: u16,
    /// Let no tablet invite another: where the owner of the schema may not make roles. Makes three ways
    /// in to spare
    #[arg(long)]
    without_invitations: bool,
    /// Obey sslmode=disable even where the server is another machine
    #[arg(long)]
    in_the_clear: bool,
}

/// What to do with a line.
const HOW: &str = "-- On a tablet that has its class already, under [sync] in kiosk.toml: postgres = the line without \
the key, which stands between the second : and the @; password_file = a file with the key alone.
-- On an empty tablet: waymark restore --from 'the line'. Further tablets join by the code that a tablet shows.";

/// Prints or runs the script, and prints the ways in.
pub(super) fn setup_postgres(args: SetupArgs, out: &mut Out) -> Result<(), CommandError> {
    let random = &mut rand::rng();
    let plain = if args.in_the_clear {
        Plain::Anywhere
    } else {
        Plain::OnThisMachine
    };
    let mut server = Server::read(&args.url, plain)?;
    if let Some(path) = args.password_file {
        let password = fs::read_to_string(&path).map_err(CommandError::file(path, "read"))?;
        server = server.opened_by(
            server.role(),
            &Key::given(password.trim_end_matches(['\n', '\r'])),
        );
    }
    let class = match args.class_id {
        Some(id) => class_id(&id)?,
        None => draw_class(random),
    };
    let mut setup = Setup::new(class.clone(), &args.class_name, args.tablets);
    if args.without_invitations {
        setup = setup.without_invitations();
    }
    let script = setup.script(&server, random);
    if args.apply {
        script.apply(&server, Limits::default())?;
    }
    tell(&class, &script, args.apply, out)
}

fn class_id(text: &str) -> Result<ClassId, CommandError> {
    let fine =
        (1..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fine.then(|| text.into()).ok_or_else(|| {
        CommandError::Misused(format!(
            "`{}` is no class; nothing was done. A class id is twelve letters, as `waymark sync status` shows it.",
            text.escape_debug()
        ))
    })
}

fn tell(
    class: &ClassId,
    script: &SetupScript,
    applied: bool,
    out: &mut Out,
) -> Result<(), CommandError> {
    let ways: Vec<String> = script.tablets().iter().map(Server::line).collect();
    if out.is_json() {
        let sql = (!applied).then(|| script.to_string());
        return out
            .json(&json!({ "class": class, "applied": applied, "sql": sql, "tablets": ways }));
    }
    if !applied {
        out.line(format_args!(
            "-- Nothing was changed. Run this with psql, or run it from here with --apply.\n"
        ))?;
        out.line(script)?;
    }
    out.line(format_args!(
        "-- Class {class}. One line for each tablet, shown this once: whoever has a line is a tablet of the class."
    ))?;
    let comment = if applied { "" } else { "-- " };
    ways.iter()
        .try_for_each(|way| out.line(format_args!("{comment}{way}")))?;
    out.line(HOW)
}
