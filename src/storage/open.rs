//! Opening: whose file is it, is it whole, is it of today's form. Decides before it touches anything.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use jiff::Zoned;
use rand::RngExt as _;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{
    error::{OpenError, StorageError},
    journal::{self, Journal},
    lock::Lock,
    restore::{self, Restored},
    rows, verify,
};
use crate::{
    domain::{
        event::{Actor, Event},
        ids::{LETTERS, TabletId},
    },
    journal::Damage,
};

/// The journal's file in a data folder.
pub(super) const FILE: &str = "waymark.sqlite";

/// Asks the next start to look at the whole file, whatever its size.
pub(super) const CHECK: &str = "waymark.check";

/// "WAYM", so that any tool can tell whose file it is.
const APPLICATION_ID: i64 = 0x5741_594D;

/// Every change of form and the `user_version` it leads to, in order. Only ever added to.
const MIGRATIONS: &[(i64, &str)] = &[
    (1, include_str!("migrations/0001_journal.sql")),
    (2, include_str!("migrations/0002_reasons.sql")),
    (3, include_str!("migrations/0003_days.sql")),
    (4, include_str!("migrations/0004_badge_life.sql")),
    (5, include_str!("migrations/0005_sync.sql")),
    (6, include_str!("migrations/0006_erased.sql")),
    (7, include_str!("migrations/0007_long_journals.sql")),
];

/// The `user_version` of today's form. A file with a greater one is a newer program's.
const NEWEST: i64 = 7;

/// Up to this many bytes the structure is checked at every start: tens of milliseconds at most.
const SMALL: u64 = 16 * 1024 * 1024;

/// A journal that was opened, and what had to be done for it.
#[derive(Debug)]
pub struct Opened {
    /// The journal.
    pub journal: Journal,
    /// What was set aside and brought back, if the file was damaged.
    pub restored: Option<Restored>,
}

/// How large the journal in a folder is, in bytes, with what waits beside its file; 0 where there is
/// none.
#[must_use]
pub fn bytes_on_disk(folder: &Path) -> u64 {
    let files = ["", "-wal"].map(|end| folder.join(format!("{FILE}{end}")));
    let sizes = files.iter().filter_map(|file| fs::metadata(file).ok());
    sizes.map(|meta| meta.len()).sum()
}

/// Whose file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// Nobody's yet: it is empty.
    Nobody,
    /// Ours.
    Us,
}

impl Journal {
    /// Opens the journal in `folder`, and makes the folder and the file if they are not there. A
    /// damaged file is set aside and restored from the newest sound snapshot and from whatever can
    /// still be read in it; `random` draws the tablet's id when one is needed.
    pub fn open(
        folder: &Path,
        now: &Zoned,
        random: &mut impl rand::Rng,
    ) -> Result<Opened, OpenError> {
        fs::create_dir_all(folder).map_err(StorageError::file(folder))?;
        let lock = Lock::shared(folder)?;
        let restored = match open_here(folder, now, random) {
            Ok(Some(journal)) => {
                return Ok(Opened {
                    journal: journal.hold(lock),
                    restored: None,
                });
            }
            Ok(None) => restore_alone(folder, now, random, &lock)?,
            Err(OpenError::Storage(error)) if error.is_damage() => {
                tracing::error!(%error, "the journal is damaged");
                restore_alone(folder, now, random, &lock)?
            }
            Err(error) => return Err(error),
        };
        match open_here(folder, now, random)? {
            Some(journal) => Ok(Opened {
                journal: journal.hold(lock),
                restored,
            }),
            None => Err(OpenError::Missing(folder.join(FILE))),
        }
    }

    /// Opens the journal in `folder` for reading alone; nothing is made or mended, and nothing
    /// changed but the form of an older program's file.
    pub fn open_to_read(folder: &Path) -> Result<Self, OpenError> {
        let path = folder.join(FILE);
        let mut connection = to_read(&path)?;
        if version(&connection)? < NEWEST {
            drop(connection);
            bring_up_to_date(&path)?;
            connection = to_read(&path)?;
        }
        let damaged = |source| OpenError::Damaged {
            path: path.clone(),
            source,
        };
        let read = || {
            let tablet = journal::read_setting(&connection, journal::TABLET)?;
            Ok(tablet.unwrap_or_default().into())
        };
        let tablet: TabletId = read().map_err(damaged)?;
        Self::assemble(connection, tablet, Some(folder.to_owned())).map_err(damaged)
    }

    /// A journal that lives in memory and is gone afterwards: for practice and for tests.
    pub fn in_memory(now: &Zoned, random: &mut impl rand::Rng) -> Result<Self, StorageError> {
        let connection = Connection::open_in_memory().map_err(StorageError::from)?;
        set_up(connection, None, now, random)
    }
}

/// Opens the file if it is whole. `None` when there is nothing to open although there was once.
fn open_here(
    folder: &Path,
    now: &Zoned,
    random: &mut impl rand::Rng,
) -> Result<Option<Journal>, OpenError> {
    if restore::is_expected(folder)? {
        return Ok(None);
    }
    open_file(folder, FILE, now, random).map(Some)
}

/// Opens or makes the file of that name in `folder`.
pub(super) fn open_file(
    folder: &Path,
    name: &str,
    now: &Zoned,
    random: &mut impl rand::Rng,
) -> Result<Journal, OpenError> {
    let path = folder.join(name);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&path, flags).map_err(StorageError::from)?;
    owner(&connection, &path)?;
    let journal = set_up(connection, Some(folder), now, random)?;
    Ok(journal)
}

/// A connection for reading alone, to a file that is ours.
pub(super) fn to_read(path: &Path) -> Result<Connection, OpenError> {
    if !path.try_exists().map_err(StorageError::file(path))? {
        return Err(OpenError::Missing(path.to_owned()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(StorageError::from)?;
    match owner(&connection, path) {
        Ok(Owner::Us) => Ok(connection),
        Ok(Owner::Nobody) => Err(OpenError::Missing(path.to_owned())),
        Err(OpenError::Storage(source)) if source.is_damage() => Err(OpenError::Damaged {
            path: path.to_owned(),
            source,
        }),
        Err(error) => Err(error),
    }
}

/// Brings the form of an older program's file up to date, for whoever only reads it.
fn bring_up_to_date(path: &Path) -> Result<(), OpenError> {
    let update = || -> Result<(), StorageError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        migrate(&mut connection)
    };
    update().map_err(|source| OpenError::Older {
        path: path.to_owned(),
        source,
    })
}

/// The form of a file, as the number of its last migration.
fn version(connection: &Connection) -> Result<i64, StorageError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Tells whose file it is, and refuses what is not for us.
fn owner(connection: &Connection, path: &Path) -> Result<Owner, OpenError> {
    let ask = || -> Result<(i64, i64, Vec<String>), StorageError> {
        connection.busy_timeout(Duration::from_secs(5))?;
        let id = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let mut tables = connection.prepare("SELECT name FROM sqlite_schema ORDER BY name")?;
        let tables = tables
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok((id, version, tables))
    };
    let (id, version, tables) = ask()?;
    if id == APPLICATION_ID {
        return if version <= NEWEST {
            Ok(Owner::Us)
        } else {
            Err(OpenError::Newer(path.to_owned()))
        };
    }
    if tables.is_empty() && id == 0 && version == 0 {
        return Ok(Owner::Nobody);
    }
    let ours = ["checkpoint", "entries", "settings", "entries_by_student"];
    if ours
        .iter()
        .all(|name| tables.iter().any(|table| table == name))
    {
        return Err(damaged("the file's first bytes are not what was written").into());
    }
    Err(OpenError::Foreign(path.to_owned()))
}

/// Sets the pragmas, brings the form up to date, checks, and begins the tablet's series.
fn set_up(
    mut connection: Connection,
    folder: Option<&Path>,
    now: &Zoned,
    random: &mut impl rand::Rng,
) -> Result<Journal, StorageError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    // A commit is on the disk when it returns. No memory map: a file that is cut short under one
    // would end the program. What is deleted is written over. The write-ahead log is tidied in idle time; 16 MB is the backstop.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA cache_size = -8000; PRAGMA mmap_size = 0; PRAGMA wal_autocheckpoint = 4000;
         PRAGMA journal_size_limit = 16777216; PRAGMA secure_delete = ON;",
    )?;
    connection.set_prepared_statement_cache_capacity(32);
    rusqlite::vtab::array::load_module(&connection)?;
    if let Some(folder) = folder {
        look_over(&connection, folder)?;
    }
    migrate(&mut connection)?;
    let tablet = tablet_id(&mut connection, random)?;
    let mut journal = Journal::assemble(connection, tablet, folder.map(Path::to_owned))?;
    if journal.is_new_here() {
        journal.append(now, &Actor::Tablet, &[joined()])?;
    }
    Ok(journal)
}

/// What the first entry of every series says.
fn joined() -> Event {
    Event::TabletJoined {
        program: concat!("waymark ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// Looks at the file's structure: all of it while it is small or when the last run asked for it, else
/// only whether it is long enough. SQLite itself notices the rest as it reads.
fn look_over(connection: &Connection, folder: &Path) -> Result<(), StorageError> {
    let Some(path) = connection.path().map(PathBuf::from) else {
        return Ok(());
    };
    let settled = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
        Ok(row.get::<_, i64>(1)? == row.get::<_, i64>(2)?)
    })?;
    let bytes = fs::metadata(&path)
        .map_err(StorageError::file(&path))?
        .len();
    let page_bytes = connection.query_row("PRAGMA page_size", [], |row| rows::unsigned(row, 0))?;
    if settled && bytes % page_bytes != 0 {
        return Err(damaged("the file ends in the middle of a page"));
    }
    let check = folder.join(CHECK);
    let asked = check.try_exists().map_err(StorageError::file(&check))?;
    if bytes <= SMALL || asked {
        if let Some(first) = verify::structure(connection)?.first() {
            return Err(damaged(&first.to_string()));
        }
        if asked {
            look_closely(connection)?;
            fs::remove_file(&check).map_err(StorageError::file(&check))?;
        }
    }
    Ok(())
}

/// Looks at what the structure does not show, because the last run met damage: whether every table can be
/// read from end to end, and whether its index says the same.
fn look_closely(connection: &Connection) -> Result<(), StorageError> {
    if version(connection)? < NEWEST {
        return Ok(());
    }
    let whole: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if whole != "ok" {
        return Err(damaged(&whole));
    }
    let found = verify::verify(connection, |_| {})?.damage.into_iter();
    let mut of_the_file = found.filter(|damage| matches!(damage, Damage::File(_)));
    if let Some(damage) = of_the_file.next() {
        return Err(damaged(&damage.to_string()));
    }
    // All can be read, so what was met is in the parts that hold nothing now: the file is written anew
    // without them.
    match connection
        .execute_batch("VACUUM")
        .map_err(StorageError::from)
    {
        Err(error) if error.is_damage() => Err(error),
        Err(error) => {
            tracing::warn!(%error, "the file could not be written anew");
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

/// Brings the form up to date: all of it, or nothing.
fn migrate(connection: &mut Connection) -> Result<(), StorageError> {
    if version(connection)? == NEWEST {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = version(&transaction)?;
    for (_, migration) in MIGRATIONS.iter().filter(|(version, _)| *version > done) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", NEWEST)?;
    Ok(transaction.commit()?)
}

/// The tablet's id, drawn if there is none yet.
fn tablet_id(
    connection: &mut Connection,
    random: &mut impl rand::Rng,
) -> Result<TabletId, StorageError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let tablet = if let Some(tablet) = journal::read_setting(&transaction, journal::TABLET)? {
        tablet
    } else {
        let tablet = draw_tablet(random);
        journal::write_setting(&transaction, journal::TABLET, &tablet)?;
        tablet
    };
    transaction.commit()?;
    Ok(tablet.into())
}

/// Twelve random letters: about 51 bits.
pub(super) fn draw_tablet(random: &mut impl rand::Rng) -> String {
    let letter = |_| LETTERS.get(random.random_range(0..LETTERS.len()));
    (0..12)
        .filter_map(letter)
        .map(|byte| char::from(*byte))
        .collect()
}

/// Twelve letters that follow from bytes that are like random ones.
pub(super) fn letters(bytes: &[u8]) -> String {
    let letter = |byte: &u8| LETTERS.get(usize::from(*byte) % LETTERS.len());
    bytes
        .iter()
        .take(12)
        .filter_map(letter)
        .map(|byte| char::from(*byte))
        .collect()
}

/// Damage that this program noticed before SQLite did.
fn damaged(what: &str) -> StorageError {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    StorageError::Damaged(rusqlite::Error::SqliteFailure(code, Some(what.to_owned())))
}

/// Restores the folder's journal while nobody else has it open.
fn restore_alone(
    folder: &Path,
    now: &Zoned,
    random: &mut impl rand::Rng,
    lock: &Lock,
) -> Result<Option<Restored>, OpenError> {
    if !lock.make_exclusive()? {
        return Err(OpenError::InUse(folder.join(FILE)));
    }
    // Another program may have restored it while this one waited.
    let restored = match open_here(folder, now, random) {
        Ok(Some(_)) => None,
        Ok(None) => Some(restore::restore(folder, now, random)?),
        Err(OpenError::Storage(error)) if error.is_damage() => {
            Some(restore::restore(folder, now, random)?)
        }
        Err(error) => return Err(error),
    };
    lock.make_shared()?;
    Ok(restored)
}
