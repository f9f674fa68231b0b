//! A web server whose customers log in: `POST /login`, `POST /code`, `GET /account` and `POST /logout`, with axum.
//!
//! The browser has a cookie with a random ID, and the server stores the state for it. Rebilly's tokens never leave the
//! server. A handler with a [`Customer`] argument requires a logged-in customer, with the second factor if one is
//! required.
//!
//! Runs against a fake server in this process, sends itself requests and ends.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{FromRequestParts, Json, State};
use axum::http::StatusCode;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, serve};
use rebilly_customer_auth::{Client, CustomerSession, Error, ErrorKind, Login, PendingLogin, Secret};
use serde::Deserialize;
use tokio::net::TcpListener;

/// `client` has the secret API key: this is a server.
fn app(client: Client) -> Router {
    Router::new()
        .route("/login", post(log_in))
        .route("/code", post(submit_code))
        .route("/account", get(account))
        .route("/logout", post(log_out))
        .with_state(App { client, visits: Arc::default() })
}

#[derive(Clone)]
struct App {
    client: Client,
    /// The visits by the ID in the cookie. A server with several processes stores `pending.token()`, or the JWT and the
    /// customer's ID, and restores them with `resume_login` and `CustomerSession::from_jwt`.
    visits: Arc<Mutex<HashMap<String, Visit>>>,
}

/// The progress of a login. Only the second state is logged in.
#[derive(Clone)]
enum Visit {
    PasswordAccepted(PendingLogin),
    LoggedIn(CustomerSession),
}

impl App {
    /// Stores a visit under a new ID: somebody else may know an ID that the browser sent.
    fn remember(&self, visit: Visit) -> Result<Response, Refusal> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| Refusal::Unavailable)?;
        let id: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let page = match visit {
            Visit::PasswordAccepted(_) => "Please enter the code.",
            Visit::LoggedIn(_) => "Welcome.",
        };
        // Add `Secure` on a server with HTTPS.
        let cookie = format!("id={id}; HttpOnly; SameSite=Lax; Path=/");
        self.visits.lock().unwrap_or_else(PoisonError::into_inner).insert(id, visit);
        Ok(([(SET_COOKIE, cookie)], page).into_response())
    }

    fn visit(&self, id: &str) -> Option<Visit> {
        self.visits.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    fn forget(&self, id: &str) {
        self.visits.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    }
}

#[derive(Deserialize)]
struct Password {
    username: String,
    password: Secret,
}

async fn log_in(State(app): State<App>, Json(given): Json<Password>) -> Result<Response, Refusal> {
    match app.client.log_in(given.username, given.password).await? {
        Login::Complete(session) => app.remember(Visit::LoggedIn(session)),
        Login::OneTimePasswordRequired(pending) => app.remember(Visit::PasswordAccepted(pending)),
    }
}

#[derive(Deserialize)]
struct Code {
    code: Secret,
}

async fn submit_code(State(app): State<App>, cookie: Cookie, Json(given): Json<Code>) -> Result<Response, Refusal> {
    let Some(Visit::PasswordAccepted(pending)) = app.visit(&cookie.id) else {
        return Err(Refusal::NotLoggedIn);
    };
    let session = pending.submit(given.code).await?;
    app.forget(&cookie.id);
    app.remember(Visit::LoggedIn(session))
}

async fn account(customer: Customer) -> String {
    format!("This is the account of {}.", customer.id)
}

async fn log_out(State(app): State<App>, cookie: Cookie) -> StatusCode {
    app.forget(&cookie.id);
    StatusCode::NO_CONTENT
}

/// The ID in the browser's cookie.
struct Cookie {
    id: String,
}

impl FromRequestParts<App> for Cookie {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Refusal> {
        let header = parts.headers.get(COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let id = header.split("; ").find_map(|pair| pair.strip_prefix("id="));
        id.map(|id| Self { id: id.to_owned() }).ok_or(Refusal::NotLoggedIn)
    }
}

/// A customer who is logged in.
struct Customer {
    id: String,
}

impl FromRequestParts<App> for Customer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let cookie = Cookie::from_request_parts(parts, app).await?;
        let Some(Visit::LoggedIn(session)) = app.visit(&cookie.id) else {
            return Err(Refusal::NotLoggedIn);
        };
        // An error once the JWT has expired.
        if let Err(error) = session.jwt().await {
            app.forget(&cookie.id);
            return Err(error.into());
        }
        session.customer_id().map(|id| Self { id }).ok_or(Refusal::NotLoggedIn)
    }
}

/// The reasons for a failed request.
enum Refusal {
    NotLoggedIn,
    Unavailable,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::SessionExpired | ErrorKind::Validation => Self::NotLoggedIn,
            kind => {
                // The message shows no API key, no token and no password.
                eprintln!("{error}");
                // A wrong API key is a `LoginRefused` too. Naming the wrong one of username and password would help to
                // guess.
                if kind == ErrorKind::LoginRefused { Self::NotLoggedIn } else { Self::Unavailable }
            }
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::NotLoggedIn => (StatusCode::UNAUTHORIZED, "Please log in.").into_response(),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "Please try again later.").into_response(),
        }
    }
}

// The rest is setup: a fake server with two customers, and a browser.

use rebilly_customer_auth_sandbox::Sandbox;
use serde_json::{Value, json};

struct Browser {
    http: reqwest::Client,
    url: String,
}

impl Browser {
    async fn post(&self, path: &str, cookie: &str, body: Value) -> reqwest::Result<reqwest::Response> {
        self.http.post(format!("{}{path}", self.url)).header(COOKIE, cookie).json(&body).send().await
    }

    async fn account(&self, cookie: &str) -> reqwest::Result<reqwest::Response> {
        self.http.get(format!("{}/account", self.url)).header(COOKIE, cookie).send().await
    }
}

/// Returns the cookie of a response, as the browser sends it.
fn cookie(response: &reqwest::Response) -> Option<String> {
    let cookie = response.headers().get(SET_COOKIE)?.to_str().ok()?;
    Some(cookie.split(';').next()?.to_owned())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key()).build()?;
    let jane = client.post_credential();
    jane.body_map(|body| body.username("jane").password("correct horse").customer_id("cus-1")).send().await?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let browser = Browser { http: reqwest::Client::new(), url: format!("http://{}", listener.local_addr()?) };
    let server = client.clone();
    tokio::spawn(async move { serve(listener, app(server)).await });

    let log_in = |password: &'static str| browser.post("/login", "", json!({"username": "jane", "password": password}));
    assert_eq!(log_in("a guess").await?.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(browser.account("id=a guess").await?.status(), StatusCode::UNAUTHORIZED);

    let jane = cookie(&log_in("correct horse").await?.error_for_status()?).ok_or("no cookie")?;
    println!("logged in:  {}", browser.account(&jane).await?.error_for_status()?.text().await?);
    browser.post("/logout", &jane, json!({})).await?.error_for_status()?;
    assert_eq!(browser.account(&jane).await?.status(), StatusCode::UNAUTHORIZED);
    println!("logged out: {}", browser.account(&jane).await?.text().await?);

    // Now the organization requires a second factor, so the password is not enough.
    client.put_authentication_option().body_map(|options| options.otp_required(true)).send().await?;
    let pending = cookie(&log_in("correct horse").await?.error_for_status()?).ok_or("no cookie")?;
    assert_eq!(browser.account(&pending).await?.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(browser.post("/code", &pending, json!({"code": "guess!"})).await?.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(browser.account(&pending).await?.status(), StatusCode::UNAUTHORIZED);

    let tokens = client.get_authentication_token_collection().send().await?;
    let token = tokens.iter().find_map(|token| sandbox.one_time_password(token.token.as_ref()?.expose_secret()));
    let code = token.ok_or("no one-time password was sent")?;
    let jane = browser.post("/code", &pending, json!({"code": code})).await?.error_for_status()?;
    let jane = cookie(&jane).ok_or("no cookie")?;
    assert_eq!(browser.account(&pending).await?.status(), StatusCode::UNAUTHORIZED);
    println!("logged in:  {}", browser.account(&jane).await?.error_for_status()?.text().await?);
    Ok(())
}
