//! The hashes of PINs and numbers, among the settings of this tablet: in no entry, no export and on
//! no other tablet. A teacher's own stands before the tablet's; a substitute's number belongs to one
//! card and one day.
//!
//! | setting | what |
//! | --- | --- |
//! | `pin_hash` | the tablet's PIN, for teachers without one of their own |
//! | `pin_hash/NAME` | a teacher's own |
//! | `substitute_number/BADGE` | the day, a space, the hash of that card's number for that day |
//! | `wrong_pins` | how many were wrong since the last right one, whoever tried |

use rusqlite::Connection;

use super::{
    error::StorageError,
    journal::{Journal, Setting, read_setting, write_setting},
};
use crate::domain::{
    badge::BadgeKey,
    ids::TeacherId,
    kiosk::{Adult, CardNumber, PinHash},
};

const OF_TEACHER: &str = "pin_hash/";
const OF_CARD: &str = "substitute_number/";

impl Journal {
    /// What opens the desk for somebody, if anything does on this tablet.
    pub fn pin_hash(&self, who: &Adult) -> Result<Option<PinHash>, StorageError> {
        let hash = match who {
            Adult::Teacher(teacher) => match self.own_pin(teacher)? {
                Some(own) => Some(own),
                None => self.setting(Setting::PinHash)?,
            },
            Adult::Substitute { day, card } => {
                let mut found = None;
                for key in card {
                    let kept = read_setting(&self.connection, &of_card(key))?;
                    let hash = kept.as_deref().and_then(|kept| {
                        kept.strip_prefix(&day.to_string())?
                            .strip_prefix(' ')
                            .map(ToOwned::to_owned)
                    });
                    found = found.or(hash);
                }
                found
            }
        };
        Ok(hash.map(PinHash))
    }

    /// Whether a teacher has a PIN of their own.
    pub fn has_own_pin(&self, teacher: &TeacherId) -> Result<bool, StorageError> {
        Ok(self.own_pin(teacher)?.is_some())
    }

    /// Whether any teacher can get in on this tablet.
    pub fn has_pin(&self) -> Result<bool, StorageError> {
        let some = "SELECT EXISTS (SELECT 1 FROM settings WHERE key = ?1 OR substr(key, 1, length(?2)) = ?2)";
        let keys = (Setting::PinHash.key(), OF_TEACHER);
        Ok(self.connection.query_row(some, keys, |row| row.get(0))?)
    }

    /// Sets a teacher's own PIN, or without a teacher the tablet's; on the disk when this returns.
    pub fn set_pin(
        &mut self,
        teacher: Option<&TeacherId>,
        hash: &PinHash,
    ) -> Result<(), StorageError> {
        match teacher {
            Some(teacher) => write_setting(&self.connection, &of_teacher(teacher), &hash.0),
            None => self.set(Setting::PinHash, &hash.0),
        }
    }

    /// Keeps the number of a substitute's card, and forgets those of other days; on the disk when
    /// this returns.
    pub fn keep_number(&mut self, number: &CardNumber) -> Result<(), StorageError> {
        let transaction = self.connection.transaction()?;
        forget_other_days(&transaction, &number.day.to_string())?;
        for key in &number.card {
            let kept = format!("{} {}", number.day, number.hash.0);
            write_setting(&transaction, &of_card(key), &kept)?;
        }
        Ok(transaction.commit()?)
    }

    fn own_pin(&self, teacher: &TeacherId) -> Result<Option<String>, StorageError> {
        read_setting(&self.connection, &of_teacher(teacher))
    }

    /// Counts a try as wrong before anybody knows; what to compare it with, and the count.
    pub(super) fn count_pin(
        &mut self,
        who: &Adult,
    ) -> Result<(Option<PinHash>, u32), StorageError> {
        let wrong = self.wrong_pins()?.saturating_add(1);
        self.set(Setting::WrongPins, &wrong.to_string())?;
        Ok((self.pin_hash(who)?, wrong))
    }

    /// The last try was right. A teacher's forgets all wrong ones; a substitute's only itself, so that
    /// nobody tries a teacher's PIN for nothing by signing in as a substitute in between.
    pub(super) fn pin_was_right(&mut self, who: &Adult) -> Result<(), StorageError> {
        let wrong = match who {
            Adult::Teacher(_) => 0,
            Adult::Substitute { .. } => self.wrong_pins()?.saturating_sub(1),
        };
        self.set(Setting::WrongPins, &wrong.to_string())
    }

    fn wrong_pins(&self) -> Result<u32, StorageError> {
        let wrong = self.setting(Setting::WrongPins)?;
        Ok(wrong.and_then(|count| count.parse().ok()).unwrap_or(0))
    }
}

fn of_teacher(teacher: &TeacherId) -> String {
    format!("{OF_TEACHER}{teacher}")
}

fn of_card(key: &BadgeKey) -> String {
    format!("{OF_CARD}{key}")
}

fn forget_other_days(connection: &Connection, day: &str) -> Result<(), StorageError> {
    connection.execute(
        "DELETE FROM settings WHERE substr(key, 1, length(?1)) = ?1 AND substr(value, 1, length(?2)) <> ?2",
        (OF_CARD, day),
    )?;
    Ok(())
}
