//! The digits that go with a badge: which are too easy to guess, drawing some, and what is kept of
//! them. Argon2id, 19 MiB and two passes: the defaults of the crate and of OWASP's cheat sheet. The
//! digits themselves are never kept, and it takes as long to refuse wrong ones as to take the right.

use argon2::{
    Argon2, PasswordHasher as _, PasswordVerifier as _, password_hash::Error as HashError,
    password_hash::phc::PasswordHash,
};
use rand::{Rng, RngExt};

use crate::domain::kiosk::{PIN_DIGITS, Pin, PinHash};

/// Why digits are no PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// There is something else among them.
    #[error("A PIN has digits only.")]
    NotDigits,
    /// Too few or too many.
    #[error("A PIN has 4 to 8 digits.")]
    Length,
    /// What a child tries first: one digit over and over, and digits that count up or down.
    #[error("That PIN is too easy to guess.")]
    TooEasy,
}

/// Whether these digits may be a PIN.
pub fn check(pin: &Pin) -> Result<(), Weakness> {
    let digits: Vec<i16> = pin
        .digits()
        .chars()
        .filter_map(|digit| i16::try_from(digit.to_digit(10)?).ok())
        .collect();
    if digits.len() != pin.digits().chars().count() {
        return Err(Weakness::NotDigits);
    }
    if !PIN_DIGITS.contains(&digits.len()) {
        return Err(Weakness::Length);
    }
    let steps = |step: i16| {
        let mut pairs = digits.iter().zip(digits.iter().skip(1));
        pairs.all(|(one, next)| (next - one).rem_euclid(10) == step)
    };
    if steps(0) || steps(1) || steps(9) {
        return Err(Weakness::TooEasy);
    }
    Ok(())
}

/// Draws the number of a substitute's card: four digits that are not too easy.
pub fn draw(rng: &mut impl Rng) -> Pin {
    loop {
        let digits = format!("{:04}", rng.random_range(0..10_000));
        let pin = Pin::from(digits.as_str());
        if check(&pin).is_ok() {
            return pin;
        }
    }
}

/// What is kept of it.
///
/// # Errors
///
/// When the system has no randomness or no memory to give.
pub fn hash(pin: &Pin) -> Result<PinHash, HashError> {
    let hash = Argon2::default().hash_password(pin.digits().as_bytes())?;
    Ok(PinHash(hash.to_string()))
}

/// Whether it is the one that this was kept of.
///
/// # Errors
///
/// When what was kept cannot be read.
pub fn is_right(pin: &Pin, kept: &PinHash) -> Result<bool, HashError> {
    let kept = PasswordHash::new(&kept.0)?;
    let argon2 = Argon2::default();
    Ok(argon2
        .verify_password(pin.digits().as_bytes(), &kept)
        .is_ok())
}
