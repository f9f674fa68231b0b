//! Parses and displays the names of the environments.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};

use crate::Environment;
use crate::error::Error;

/// Parses the name of an environment, ignoring case.
///
/// # Examples
/// ```
/// use rebilly_customer_auth::Environment;
///
/// assert_eq!("Live".parse::<Environment>()?, Environment::Live);
/// # Ok::<(), rebilly_customer_auth::Error>(())
/// ```
impl FromStr for Environment {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.iter().copied().find(|environment| environment.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|it| it.name()).collect();
            Error::configuration("environment", &format!("not one of {}", names.join(", ")))
        })
    }
}

/// Writes the name of the environment in lower case.
impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Environment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}
