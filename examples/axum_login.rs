//! A web server whose customers log in: `POST /login`, `GET /account` and `POST /logout`, with axum.
//!
//! The token that Rebilly gives a customer goes to the browser and comes back as `Authorization: Bearer <token>`. Each
//! handler that takes a [`Customer`] is for customers who are logged in.
//!
//! Runs against a sandbox inside this process, calls itself and ends.

use axum::extract::{FromRef, FromRequestParts, Json, State};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, serve};
use rebilly_customer_auth::{Client, Error, ErrorKind, Secret};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

/// `client` has the secret key: this is a server.
fn app(client: Client) -> Router {
    Router::new()
        .route("/login", post(login))
        .route("/account", get(account))
        .route("/logout", post(logout))
        .with_state(client)
}

#[derive(Deserialize)]
struct Login {
    username: String,
    password: Secret,
}

#[derive(Serialize)]
struct Session {
    token: Option<Secret>,
}

async fn login(State(client): State<Client>, Json(login): Json<Login>) -> Result<Json<Session>, Refusal> {
    let call = client
        .post_authentication_token()
        .body_map(|body| body.password(|fields| fields.username(login.username).password(login.password)));
    match call.send().await {
        Ok(token) => Ok(Json(Session { token: token.into_inner().token })),
        // To say which of the two is wrong would help to guess.
        Err(error) if error.kind() == ErrorKind::Unauthorized => Err(Refusal::NotLoggedIn),
        Err(error) => Err(error.into()),
    }
}

async fn account(customer: Customer) -> String {
    format!("This is the account of {}.", customer.id)
}

async fn logout(State(client): State<Client>, customer: Customer) -> Result<StatusCode, Refusal> {
    client.delete_authentication_token().token(customer.token).send().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The customer who sent a request, verified with Rebilly.
struct Customer {
    id: String,
    token: Secret,
}

impl<S> FromRequestParts<S> for Customer
where
    S: Send + Sync,
    Client: FromRef<S>,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| value.strip_prefix("Bearer ")).ok_or(Refusal::NotLoggedIn)?;
        let token = Secret::from(token);
        let client = Client::from_ref(state);
        match client.get_authentication_token_verification().token(&token).send().await {
            Ok(verified) => {
                let id = verified.into_inner().customer_id.ok_or(Refusal::NotLoggedIn)?;
                Ok(Self { id, token })
            }
            // An unknown token is a 404. A 401 would be about our own key. `InvalidRequest` is no token at all, such as "".
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidRequest) => {
                Err(Refusal::NotLoggedIn)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Why there is no answer.
enum Refusal {
    NotLoggedIn,
    Unavailable,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        // It shows no key, no token and no password.
        eprintln!("{error}");
        Self::Unavailable
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

// From here on, the stage: a sandbox with one customer, and a browser.

use rebilly_customer_auth_sandbox::Sandbox;
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key()).build()?;
    let jane = client.post_credential();
    jane.body_map(|body| body.username("jane").password("correct horse").customer_id("cus-1")).send().await?;

    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { serve(listener, app(client)).await });

    let browser = reqwest::Client::new();
    let log_in = |password: &str| {
        let body = json!({"username": "jane", "password": password});
        browser.post(format!("{url}/login")).json(&body).send()
    };
    let account = |token: &str| browser.get(format!("{url}/account")).bearer_auth(token).send();

    assert_eq!(log_in("a guess").await?.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(account("a guess").await?.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(account("").await?.status(), StatusCode::UNAUTHORIZED);

    let session: Value = log_in("correct horse").await?.error_for_status()?.json().await?;
    let token = session["token"].as_str().ok_or("there is no token")?;
    let page = account(token).await?.error_for_status()?.text().await?;
    assert_eq!(page, "This is the account of cus-1.");
    println!("logged in:  {page}");

    browser.post(format!("{url}/logout")).bearer_auth(token).send().await?.error_for_status()?;
    assert_eq!(account(token).await?.status(), StatusCode::UNAUTHORIZED);
    println!("logged out: {}", account(token).await?.text().await?);
    Ok(())
}
