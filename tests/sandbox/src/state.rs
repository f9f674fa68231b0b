//! Everything that the sandbox remembers.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, Utc};

use crate::{
    auth::{self, Scheme},
    authentication_options::{Options, OptionsShape},
    authentication_tokens::AuthenticationToken,
    clock::Clock,
    credentials::Credential,
    drift::Drift,
    exchange::Session,
    issue,
    password_tokens::PasswordToken,
    rate_limit::RateLimit,
    recorded_request::RecordedRequest,
};

/// The organization that a request is for when it names none.
pub const DEFAULT_ORGANIZATION: &str = "org-default";

/// What the server and the handle in the test share.
pub(crate) struct Shared {
    pub(crate) url: String,
    pub(crate) clock: Clock,
    pub(crate) session_jwt: String,
    state: Mutex<State>,
}

impl Shared {
    pub(crate) fn new(url: String) -> Self {
        Self { url, clock: Clock::new(), session_jwt: auth::key(Scheme::Jwt), state: Mutex::default() }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked elsewhere says why it did; a poisoned lock would only hide that.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What changes while the sandbox runs.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) organizations: BTreeMap<String, Organization>,
    pub(crate) options_shape: OptionsShape,
    pub(crate) drift: Drift,
    pub(crate) rate_limit: RateLimit,
    pub(crate) requests: Vec<RecordedRequest>,
}

impl State {
    /// The organization with this ID. Every ID is one that exists.
    pub(crate) fn organization(&mut self, id: &str) -> &mut Organization {
        self.organizations.entry(id.to_owned()).or_insert_with(|| Organization::new(id))
    }

    /// Whether this is the JWT of a customer's session in the organization that has not expired.
    pub(crate) fn has_session(&self, organization: &str, jwt: &str, now: DateTime<Utc>) -> bool {
        let Some(organization) = self.organizations.get(organization) else {
            return false;
        };
        let mut sessions = organization.sessions.iter();
        sessions.any(|session| session.jwt == jwt && session.expires > now)
    }
}

/// What belongs to one organization. No other one sees it.
pub(crate) struct Organization {
    pub(crate) id: String,
    pub(crate) options: Options,
    pub(crate) credentials: Vec<Credential>,
    pub(crate) authentication_tokens: Vec<AuthenticationToken>,
    pub(crate) password_tokens: Vec<PasswordToken>,
    pub(crate) sessions: Vec<Session>,
    /// How many credentials were given an ID.
    pub(crate) credentials_issued: u64,
    tokens_issued: u64,
}

impl Organization {
    fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            options: Options::default(),
            credentials: Vec::new(),
            authentication_tokens: Vec::new(),
            password_tokens: Vec::new(),
            sessions: Vec::new(),
            credentials_issued: 0,
            tokens_issued: 0,
        }
    }

    /// A token that was never given out before.
    pub(crate) fn issue_token(&mut self, kind: &str) -> String {
        self.tokens_issued += 1;
        issue::token(&self.id, kind, self.tokens_issued)
    }

    /// The authentication token, if it is known and has not expired.
    pub(crate) fn authentication_token(&self, token: &str, now: DateTime<Utc>) -> Option<&AuthenticationToken> {
        let mut tokens = self.authentication_tokens.iter();
        tokens.find(|found| found.token == token && found.expires > now)
    }
}
