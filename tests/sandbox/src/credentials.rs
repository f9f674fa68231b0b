//! The usernames and passwords of customers.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{
    expiry, pagination,
    problem::{InvalidField, Problem},
    request::{Reply, ValidatedRequest},
    state::Organization,
};

const COLLECTION: &str = "credentials";

/// A username and a password.
pub(crate) struct Credential {
    pub(crate) id: String,
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) customer_id: String,
    pub(crate) expires: DateTime<Utc>,
}

impl Credential {
    fn write(&self, request: &ValidatedRequest<'_>) -> Value {
        json!({
            "id": self.id,
            "username": self.username,
            "customerId": self.customer_id,
            "expiredTime": expiry::write(self.expires),
            "_links": [
                request.link("self", COLLECTION, &self.id),
                request.link("customer", "customers", &self.customer_id),
            ],
        })
    }
}

/// `GetCredentialCollection`
pub(crate) fn list(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    pagination::page(&organization.credentials, request, |credential| credential.write(request))
}

/// `PostCredential`
pub(crate) fn create(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let credential = read(organization, request, String::new())?;
    let credential = Credential { id: free_id(organization), ..credential };
    Ok(add(organization, request, credential))
}

/// `GetCredential`
pub(crate) fn get(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let position = position(organization, request.item).ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(organization.credentials[position].write(request)))
}

/// `PutCredential`
pub(crate) fn put(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let credential = read(organization, request, request.item.to_owned())?;
    let Some(position) = position(organization, request.item) else {
        return Ok(add(organization, request, credential));
    };
    let reply = Reply::ok(credential.write(request));
    organization.credentials[position] = credential;
    Ok(reply)
}

/// `DeleteCredential`
pub(crate) fn delete(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let position = position(organization, request.item).ok_or_else(Problem::not_found)?;
    organization.credentials.remove(position);
    Ok(Reply::no_content())
}

fn position(organization: &Organization, id: &str) -> Option<usize> {
    organization.credentials.iter().position(|found| found.id == id)
}

fn add(organization: &mut Organization, request: &ValidatedRequest<'_>, credential: Credential) -> Reply {
    let reply = Reply::created(request.url(COLLECTION, &credential.id), credential.write(request));
    organization.credentials.push(credential);
    reply
}

/// Returns the next ID that no `PUT` has chosen.
fn free_id(organization: &mut Organization) -> String {
    loop {
        let id = organization.issue_id("cus_crd");
        if position(organization, &id).is_none() {
            return id;
        }
    }
}

/// Returns the credential in a body.
fn read(organization: &Organization, request: &ValidatedRequest<'_>, id: String) -> Result<Credential, Problem> {
    let fields = invalid_fields(organization, request, &id);
    if !fields.is_empty() {
        return Err(Problem::invalid(fields));
    }
    let usual_expiry = expiry::after(request.now, organization.options.credential_ttl);
    Ok(Credential {
        id,
        username: request.string("username").to_owned(),
        password: request.string("password").to_owned(),
        customer_id: request.string("customerId").to_owned(),
        expires: expiry::given_or(&request.body, usual_expiry)?,
    })
}

/// Returns the fields that the spec allows and the organization rejects.
fn invalid_fields(organization: &Organization, request: &ValidatedRequest<'_>, id: &str) -> Vec<InvalidField> {
    let mut fields = Vec::new();
    let mut others = organization.credentials.iter().filter(|other| other.id != id);
    if others.any(|other| other.username == request.string("username")) {
        fields.push(InvalidField::new("username", "The username is already in use."));
    }
    if !organization.options.accept_password(request.string("password")) {
        fields.push(InvalidField::new("password", "does not match the pattern for passwords."));
    }
    fields
}
