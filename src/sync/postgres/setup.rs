//! What the people who look after a server let run once: roles, the schema, and a class with its
//! tablets. It is a script that may be read first; run again, it changes nothing that is there and adds
//! the class and the tablets. Keys are in the connection lines alone, never in the script.

use std::fmt::{self, Write as _};

use rand::Rng;

use super::{
    SCHEMA,
    line::{Limits, Line},
    rows::field,
    server::{Key, Server, draw_role, signs},
};
use crate::{
    domain::ids::{ClassId, LETTERS},
    sync::PeerError,
};

/// The schema, step by step. A step is never edited once a program with it was given away.
const MIGRATIONS: [&str; SCHEMA as usize] = [
    include_str!("schema/0001_entries.sql"),
    include_str!("schema/0002_told_by.sql"),
];

/// A class to be set up on a server.
#[derive(Clone, Debug)]
pub struct Setup {
    class: ClassId,
    name: String,
    tablets: u16,
    invitations: bool,
}

/// What to run, and what to hand to the tablets.
#[derive(Clone, Debug)]
pub struct SetupScript {
    statements: Vec<String>,
    tablets: Vec<Server>,
}

/// A new class's id: twelve letters, as a tablet draws one.
#[must_use]
pub fn draw_class(random: &mut impl Rng) -> ClassId {
    signs(random, LETTERS, 12).into()
}

/// How many roles are made beyond those asked for where tablets cannot be invited later.
const SPARE: u16 = 3;

impl Setup {
    /// A class with that many tablets.
    #[must_use]
    pub fn new(class: ClassId, name: &str, tablets: u16) -> Self {
        let name = name.chars().filter(|c| !c.is_control()).take(50).collect();
        Self {
            class,
            name,
            tablets,
            invitations: true,
        }
    }

    /// The same where the owner of the schema may not make roles (`CREATEROLE`): no tablet can invite
    /// another, and there are three connection lines to spare instead.
    #[must_use]
    pub fn without_invitations(mut self) -> Self {
        self.invitations = false;
        self
    }

    /// Draws roles and keys and writes the script, for a server as whoever sets it up reaches it.
    #[must_use]
    pub fn script(&self, server: &Server, random: &mut impl Rng) -> SetupScript {
        let many = self
            .tablets
            .saturating_add(if self.invitations { 0 } else { SPARE });
        let keys: Vec<(String, Key)> = (0..many)
            .map(|_| (draw_role(random), Key::draw(random)))
            .collect();
        let mut statements = vec![roles(self.invitations), VERSION.to_owned()];
        statements.extend(
            MIGRATIONS
                .iter()
                .zip(1..)
                .map(|(sql, version)| step(sql, version)),
        );
        statements.push(class(&self.class, &self.name));
        statements.extend(
            keys.iter()
                .map(|(role, key)| tablet(&self.class, role, key)),
        );
        SetupScript {
            statements,
            tablets: keys
                .iter()
                .map(|(role, key)| server.opened_by(role, key))
                .collect(),
        }
    }
}

impl SetupScript {
    /// The way in for each tablet, the spare ones last. Whoever has one is a tablet of the class.
    #[must_use]
    pub fn tablets(&self) -> &[Server] {
        &self.tablets
    }

    /// Runs the script, a transaction a step. What was done before an error stays and does no harm.
    pub fn apply(&self, server: &Server, limits: Limits) -> Result<(), PeerError> {
        let machine = |source: std::io::Error| PeerError::Away {
            place: server.place(),
            source: source.into(),
        };
        let mut line = Line::new(server.clone(), limits).map_err(machine)?;
        let version = "SELECT coalesce(max(version), 0)::bigint FROM waymark.schema_version";
        for statement in &self.statements {
            let run = line.ask(&async |client| client.batch_execute(statement).await);
            run.map_err(|fault| fault.told(server))?;
            if statement == VERSION {
                let rows = line.ask(&async |client| client.query_typed(version, &[]).await);
                let rows = rows.map_err(|fault| fault.told(server))?;
                let there: Option<i64> = rows.first().and_then(|row| field(row, 0));
                if there.is_some_and(|there| there > i64::from(SCHEMA)) {
                    return Err(PeerError::Newer {
                        place: server.place(),
                    });
                }
            }
        }
        Ok(())
    }
}

/// The script as it may be read and run with `psql`.
impl fmt::Display for SetupScript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, statement) in self.statements.iter().enumerate() {
            if place > 0 {
                f.write_char('\n')?;
            }
            f.write_str(statement)?;
        }
        Ok(())
    }
}

/// The owner of everything, whom nobody can be without being made so, and what all tablets have in
/// common.
fn roles(invitations: bool) -> String {
    let may = if invitations {
        "createrole"
    } else {
        "nocreaterole"
    };
    format!(
        "begin;
do $waymark$
begin
    if current_setting('server_encoding') <> 'UTF8' then
        raise exception 'the database is not in UTF8: make one that is';
    end if;
    if not exists (select from pg_catalog.pg_roles where rolname = 'waymark_owner') then
        create role waymark_owner nologin nosuperuser {may};
        grant waymark_owner to current_user;
    elsif not pg_has_role(current_user, 'waymark_owner', 'member') then
        grant waymark_owner to current_user;
    end if;
    if not exists (select from pg_catalog.pg_roles where rolname = 'waymark_tablet') then
        create role waymark_tablet nologin nosuperuser;
        grant waymark_tablet to waymark_owner with admin option;
    end if;
    if not has_database_privilege('waymark_tablet', current_database(), 'connect') then
        execute format('grant connect on database %I to waymark_tablet', current_database());
    end if;
end
$waymark$;
create schema if not exists waymark authorization waymark_owner;
commit;
"
    )
}

/// Where the schema says how far it is.
const VERSION: &str = "begin;
set local role waymark_owner;
create table if not exists waymark.schema_version (
    only_row boolean primary key default true check (only_row),
    version integer not null
);
insert into waymark.schema_version (version) values (0) on conflict do nothing;
commit;
";

/// One step, if it was not taken yet. The lock on the row keeps two from taking it at once.
fn step(sql: &str, version: i32) -> String {
    format!(
        "begin;
set local role waymark_owner;
do $waymark$
begin
    perform from waymark.schema_version for update;
    if (select version from waymark.schema_version) < {version} then
        execute $waymark_step$
{sql}
$waymark_step$;
        update waymark.schema_version set version = {version};
    end if;
end
$waymark$;
commit;
"
    )
}

fn class(class: &ClassId, name: &str) -> String {
    let (class, name) = (literal(class.as_str()), literal(name));
    format!(
        "begin;
set local role waymark_owner;
insert into waymark.classes (class, name) values ({class}, {name})
    on conflict (class) do update set name = excluded.name;
commit;
"
    )
}

fn tablet(class: &ClassId, role: &str, key: &Key) -> String {
    let (class, verifier) = (literal(class.as_str()), literal(&key.verifier()));
    format!(
        "begin;
create role {role} login nosuperuser nocreatedb nocreaterole noreplication password {verifier} in role waymark_tablet;
set local role waymark_owner;
insert into waymark.members (role, class) values ('{role}', {class});
commit;
"
    )
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\\', "").replace('\'', "''"))
}
