//! Pseudo-random IDs, tokens and one-time passwords.
//!
//! A token does not reveal another one, but each run issues the same tokens.

use sha2::{Digest as _, Sha256};

/// The digits of a ULID: Crockford's base 32.
const ULID_DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A token: 32 hexadecimal digits.
pub(crate) fn token(organization: &str, kind: &str, number: u64) -> String {
    format!("{:032x}", bits(organization, kind, number))
}

/// An ID as the API generates them: a prefix and a ULID.
pub(crate) fn id(organization: &str, prefix: &str, number: u64) -> String {
    let bits = bits(organization, prefix, number);
    // 26 digits of 5 bits, the highest first.
    let digits = (0..26).rev().map(|digit| char::from(ULID_DIGITS[(bits >> (5 * digit)) as usize % 32]));
    format!("{prefix}_{}", digits.collect::<String>())
}

/// Bits that depend on their purpose and on the number of IDs and tokens before them.
fn bits(organization: &str, kind: &str, number: u64) -> u128 {
    let digest = Sha256::digest(format!("{organization}\n{kind}\n{number}"));
    digest[..16].iter().fold(0, |bits, byte| bits << 8 | u128::from(*byte))
}

/// Returns the six digits that the customer of an authentication token receives.
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
    fn ids_have_the_shape_of_the_real_ones_and_are_all_different() {
        let first = id("org", "cus_crd", 1);
        assert_eq!(first, id("org", "cus_crd", 1));
        let ulid = first.strip_prefix("cus_crd_").unwrap();
        assert_eq!(ulid.len(), 26);
        assert!(ulid.chars().all(|digit| "0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains(digit)), "{ulid}");
        // 26 digits have 130 bits, and a ULID has 128.
        assert!(ulid.as_bytes()[0] < b'8', "{ulid}");
        for other in [id("org", "cus_crd", 2), id("org", "jwt", 1), id("other", "cus_crd", 1)] {
            assert!(!other.ends_with(ulid));
        }
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
