//! What Koyeb knows: people, organizations, invitations, tokens.

use std::collections::{BTreeSet, HashMap};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use crate::sandbox::{chance::Chance, clock::precise, jwt};

use super::refusal::Refusal;

/// The place of a user among the users. Users are never removed.
pub(super) type UserId = usize;

/// Everything that the sandbox's Koyeb knows.
pub(in crate::sandbox) struct World {
    pub(super) chance: Chance,
    pub(super) users: Vec<User>,
    pub(super) organizations: Vec<Organization>,
    pub(super) invitations: Vec<Invitation>,
    pub(super) tokens: HashMap<String, Token>,
    /// The states of sign-ins with a provider that have begun, and when each ends.
    pub(super) states: HashMap<String, Timestamp>,
    /// The token of the person who is signed in.
    pub(super) token: String,
    /// The id in the mail that resets that person's password.
    pub(super) reset_id: String,
    /// The id in the mail that validates that person's account.
    pub(super) validation_id: String,
}

/// Somebody with an account.
pub(super) struct User {
    pub id: String,
    pub record: Map<String, Value>,
    pub password: String,
    pub settings: Map<String, Value>,
    /// What the second version of the profile writes later, and when.
    pub later: Option<(Timestamp, Map<String, Value>)>,
}

impl User {
    pub fn email(&self) -> &str {
        self.record
            .get("email")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// What others see of a user.
    pub fn public(&self) -> Value {
        let mut public = Map::new();
        for name in [
            "id",
            "email",
            "name",
            "avatar_url",
            "github_id",
            "github_user",
        ] {
            if let Some(value) = self.record.get(name) {
                public.insert(name.to_owned(), value.clone());
            }
        }
        Value::Object(public)
    }
}

/// An organization, as Koyeb keeps it.
pub(super) struct Organization {
    pub id: String,
    pub record: Map<String, Value>,
    pub members: BTreeSet<UserId>,
    /// In US cents.
    pub budget: Option<i64>,
    pub installation: Option<Map<String, Value>>,
}

impl Organization {
    /// A text of the record.
    pub fn text(&self, name: &str) -> &str {
        self.record
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Sets a text of the record.
    pub fn set(&mut self, name: &str, value: &str) {
        self.record.insert(name.to_owned(), json!(value));
    }

    /// What people outside see of an organization.
    pub fn public(&self) -> Value {
        json!({
            "id": self.id,
            "external_id": self.text("external_id"),
            "name": self.text("name"),
            "plan": self.text("plan"),
            "status": self.text("status"),
        })
    }
}

/// An invitation, as Koyeb keeps it.
pub(super) struct Invitation {
    pub id: String,
    pub email: String,
    pub status: Status,
    pub expires_at: Timestamp,
    pub organization: String,
    pub inviter: Option<UserId>,
}

/// Where an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Pending,
    Accepted,
    Refused,
    Expired,
}

impl Status {
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Pending => "PENDING",
            Status::Accepted => "ACCEPTED",
            Status::Refused => "REFUSED",
            Status::Expired => "EXPIRED",
        }
    }
}

impl Invitation {
    /// Where it stands at that time: what nobody answered in time has expired.
    pub fn status(&self, now: Timestamp) -> Status {
        if self.status == Status::Pending && self.expires_at <= now {
            return Status::Expired;
        }
        self.status
    }
}

/// What a token opens.
#[derive(Clone)]
pub(super) struct Token {
    /// Whose it is; nobody's when it is an organization's own.
    pub user: Option<UserId>,
    /// Which organization it is scoped to.
    pub organization: Option<String>,
    /// When it stops working.
    pub expires_at: Option<Timestamp>,
    /// Whether the organization that it was scoped to is gone.
    pub rejected: bool,
}

/// Who asks.
#[derive(Clone, Debug, Default)]
pub(super) struct Caller {
    pub user: Option<UserId>,
    pub organization: Option<String>,
}

impl Caller {
    /// The person who asks.
    pub fn user(&self) -> Result<UserId, Refusal> {
        self.user.ok_or_else(|| {
            Refusal::forbidden(
                "Organization tokens are unable to perform operations that require a user context",
            )
        })
    }

    /// The organization that the token is scoped to.
    pub fn organization(&self) -> Result<&str, Refusal> {
        self.organization
            .as_deref()
            .ok_or_else(|| Refusal::forbidden("This token is not scoped to an organization"))
    }
}

impl World {
    /// The place of an organization that the caller may see.
    pub(super) fn organization(&self, caller: &Caller, id: &str) -> Result<usize, Refusal> {
        self.organizations
            .iter()
            .position(|organization| {
                let member = caller
                    .user
                    .is_some_and(|user| organization.members.contains(&user));
                organization.id == id && (member || caller.organization.as_deref() == Some(id))
            })
            .ok_or_else(|| Refusal::not_found("Organization"))
    }

    /// An organization that the caller may change.
    pub(super) fn organization_mut(
        &mut self,
        caller: &Caller,
        id: &str,
    ) -> Result<&mut Organization, Refusal> {
        let place = self.organization(caller, id)?;
        self.organizations
            .get_mut(place)
            .ok_or_else(|| Refusal::not_found("Organization"))
    }

    /// A user by place.
    pub(super) fn user_mut(&mut self, user: UserId) -> Result<&mut User, Refusal> {
        self.users
            .get_mut(user)
            .ok_or_else(|| Refusal::not_found("User"))
    }

    /// A user by e-mail address.
    pub(super) fn user_by_email(&self, email: &str) -> Option<UserId> {
        self.users.iter().position(|user| user.email() == email)
    }

    /// Hands out a session token, as switch and the sign-ins do.
    pub(super) fn mint(&mut self, user: UserId, organization: Option<String>) -> Value {
        let expires_at = Timestamp::now() + SignedDuration::from_hours(24);
        let user_id = self
            .users
            .get(user)
            .map(|user| user.id.clone())
            .unwrap_or_default();
        let claims = json!({
            "sub": user_id, "organization_id": organization, "exp": expires_at.as_second(), "jti": self.chance.uuid(),
        });
        let id = jwt::token(&mut self.chance, &claims);
        let mut token = Map::new();
        token.insert("id".to_owned(), json!(id));
        token.insert("user_id".to_owned(), json!(user_id));
        token.insert(
            "organization_id".to_owned(),
            json!(organization.clone().unwrap_or_default()),
        );
        token.insert("expires_at".to_owned(), json!(precise(expires_at)));
        let scope = Token {
            user: Some(user),
            organization,
            expires_at: Some(expires_at),
            rejected: false,
        };
        self.tokens.insert(id, scope);
        json!({ "token": token })
    }

    /// Lets the time do its work: late changes of profiles, deactivations under way, tokens past their end.
    pub(super) fn settle(&mut self, now: Timestamp) {
        for user in &mut self.users {
            if let Some((_, changes)) = user.later.take_if(|(at, _)| *at <= now) {
                user.record.extend(changes);
            }
        }
        for organization in &mut self.organizations {
            if organization.text("status") == "DEACTIVATING" {
                organization.set("status", "DEACTIVATED");
            }
        }
        self.tokens
            .retain(|_, token| token.expires_at.is_none_or(|end| end > now));
        self.states.retain(|_, end| *end > now);
    }
}
