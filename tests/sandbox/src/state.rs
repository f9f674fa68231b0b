//! The state of the sandbox.

use std::{
    collections::{BTreeMap, VecDeque},
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

/// The organization of a request that names none.
pub const DEFAULT_ORGANIZATION: &str = "org-default";

/// The most recorded requests.
const MAX_REQUESTS: usize = 1000;

/// Receives the customer's ID and the one-time password of a login.
pub(crate) type Mailer = Box<dyn Fn(&str, &str) + Send + Sync>;

/// The state that the server and the handle share.
pub(crate) struct Shared {
    pub(crate) url: String,
    /// The hosts that a request may name.
    pub(crate) hosts: Vec<String>,
    pub(crate) clock: Clock,
    pub(crate) mailer: Mailer,
    pub(crate) session_jwt: String,
    state: Mutex<State>,
}

impl Shared {
    pub(crate) fn new(url: String, hosts: Vec<String>, clock: Clock, mailer: Mailer) -> Self {
        Self { url, hosts, clock, mailer, session_jwt: auth::key(Scheme::Jwt), state: Mutex::default() }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        // A poisoned lock would hide the message of the test that panicked.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The mutable state.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) organizations: BTreeMap<String, Organization>,
    pub(crate) options_shape: OptionsShape,
    pub(crate) drift: Drift,
    pub(crate) rate_limit: RateLimit,
    pub(crate) requests: VecDeque<RecordedRequest>,
}

impl State {
    /// Records a request, in place of the oldest one if there are too many.
    pub(crate) fn record(&mut self, request: RecordedRequest) {
        if self.requests.len() == MAX_REQUESTS {
            self.requests.pop_front();
        }
        self.requests.push_back(request);
    }

    /// Returns the organization with this ID. Every ID exists.
    pub(crate) fn organization(&mut self, id: &str) -> &mut Organization {
        self.organizations.entry(id.to_owned()).or_insert_with(|| Organization::new(id))
    }

    /// Returns whether this is the JWT of an unexpired customer session in the organization.
    pub(crate) fn has_session(&self, organization: &str, jwt: &str, now: DateTime<Utc>) -> bool {
        let Some(organization) = self.organizations.get(organization) else {
            return false;
        };
        let mut sessions = organization.sessions.iter();
        sessions.any(|session| session.jwt == jwt && session.expires > now)
    }
}

/// The resources of one organization, which no other one can access.
pub(crate) struct Organization {
    pub(crate) id: String,
    pub(crate) options: Options,
    pub(crate) credentials: Vec<Credential>,
    pub(crate) authentication_tokens: Vec<AuthenticationToken>,
    pub(crate) password_tokens: Vec<PasswordToken>,
    pub(crate) sessions: Vec<Session>,
    /// The number of generated IDs and tokens.
    issued: u64,
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
            issued: 0,
        }
    }

    /// A new token.
    pub(crate) fn issue_token(&mut self, kind: &str) -> String {
        self.issued += 1;
        issue::token(&self.id, kind, self.issued)
    }

    /// A new ID with this prefix.
    pub(crate) fn issue_id(&mut self, prefix: &str) -> String {
        self.issued += 1;
        issue::id(&self.id, prefix, self.issued)
    }

    /// Returns the authentication token, if it exists and has not expired.
    pub(crate) fn authentication_token(&self, token: &str, now: DateTime<Utc>) -> Option<&AuthenticationToken> {
        let mut tokens = self.authentication_tokens.iter();
        tokens.find(|found| found.token == token && found.expires > now)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    #[test]
    fn the_oldest_request_is_forgotten_after_a_thousand() {
        let mut state = State::default();
        for number in 0..1002 {
            let (parts, ()) = Request::get(format!("/{number}")).body(()).unwrap().into_parts();
            state.record(RecordedRequest::new(&parts, &[]));
        }
        let (first, last) = (state.requests.front().unwrap(), state.requests.back().unwrap());
        assert_eq!((state.requests.len(), &*first.path, &*last.path), (1000, "/2", "/1001"));
    }
}
