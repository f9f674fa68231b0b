//! Pseudo-random tokens and one-time passwords.
//!
//! A token does not reveal another one, but each run issues the same tokens.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// A token: 32 hexadecimal digits, derived from its purpose and the number of tokens before it.
pub(crate) fn token(organization: &str, kind: &str, number: u64) -> String {
    let digest = Sha256::digest(format!("{organization}\n{kind}\n{number}"));
    digest[..16].iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The six digits that the customer of an authentication token receives.
pub(crate) fn one_time_password(token: &str) -> String {
    let digest = Sha256::digest(format!("one-time password\n{token}"));
    let number = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
    format!("{:06}", number % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_the_same_on_every_run_and_all_different() {
        let first = token("org", "authentication token", 1);
        assert_eq!(first, token("org", "authentication token", 1));
        assert_eq!(first.len(), 32);
        assert_ne!(first, token("org", "authentication token", 2));
        assert_ne!(first, token("org", "reset token", 1));
        assert_ne!(first, token("other", "authentication token", 1));
    }

    #[test]
    fn one_time_passwords_have_six_digits() {
        for number in 0..200 {
            let password = one_time_password(&token("org", "authentication token", number));
            assert_eq!(password.len(), 6);
            assert!(password.bytes().all(|byte| byte.is_ascii_digit()));
        }
    }
}
