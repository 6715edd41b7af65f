//! How Koyeb's replies become rows.

use serde::{Deserialize, de::IgnoredAny};

use crate::{
    api::{
        Page, Raw, Reply, Rows, Unreadable,
        loose::{self, Count, Object, Value, Values},
        reply,
    },
    domain::{
        Clean, Direction, Invitation, InvitationStatus, Organization, OrganizationStatus, Provider,
        Secret, User,
    },
};

/// `{"organizations": [...], "has_next": true}`
pub(super) fn organizations(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    let list: OrganizationList<'_> = reply::object(raw.body)?;
    Ok(Reply::Page(Page {
        rows: Rows::Organizations(
            list.organizations
                .0
                .into_iter()
                .filter_map(organization)
                .collect(),
        ),
        total: None,
        more: list.has_next.flag(),
        whole: None,
        roles: Vec::new(),
    }))
}

/// `{"organization": {...}}`, as a list of one.
pub(super) fn one_organization(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    let one: OrganizationReply<'_> = reply::object(raw.body)?;
    let rows = one.organization.0.and_then(organization);
    Ok(Reply::Page(Page::whole(Rows::Organizations(
        rows.into_iter().collect(),
    ))))
}

/// `{"user": {...}}`, ourselves, as a list of one.
pub(super) fn current_user(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    let one: UserReply<'_> = reply::object(raw.body)?;
    let rows = one.user.0.and_then(you);
    Ok(Reply::Page(Page::whole(Rows::Users(
        rows.into_iter().collect(),
    ))))
}

/// `{"invitation": {...}}`, an invitation to us, as a list of one.
pub(super) fn received_invitation(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    one_invitation(raw, Direction::Received)
}

/// `{"invitation": {...}}`, an invitation to somebody else, as a list of one.
pub(super) fn sent_invitation(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    one_invitation(raw, Direction::Sent)
}

/// `{"invitations": [...], "count": 2}`, invitations to us.
pub(super) fn received_invitations(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    invitations(raw, Direction::Received)
}

/// `{"invitations": [...], "count": 2}`, invitations to others.
pub(super) fn sent_invitations(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    invitations(raw, Direction::Sent)
}

/// `{"token": {"id": "..."}}`: what Koyeb calls the id is the secret itself.
pub(super) fn session(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    let login: LoginReply<'_> = reply::json(raw.body)?;
    Ok(Reply::Session {
        token: login.token.id,
        organization_id: login.token.organization_id.text(),
    })
}

/// The same, where Koyeb may have nothing to hand out: it also ends the connection to GitHub this way.
pub(super) fn session_if_any(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    let callback: OAuthCallbackReply = reply::object(raw.body)?;
    match callback.token.0 {
        Some(_) => session(raw),
        None => Ok(Reply::Done),
    }
}

/// `{"token": "..."}`
pub(super) fn access_token(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    reply::revealing(raw, &["token"])
}

/// `{"auth_token": "..."}`
pub(super) fn identity_check(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    reply::revealing(raw, &["auth_token"])
}

/// `{"url": "...", "state": "..."}`, alone or in a list: whoever has them can go on in a browser.
pub(super) fn links(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    reply::revealing(raw, &["url", "state"])
}

fn invitations(raw: &Raw<'_>, direction: Direction) -> Result<Reply, Unreadable> {
    let list: InvitationList<'_> = reply::object(raw.body)?;
    let rows = list.invitations.0.into_iter();
    Ok(Reply::Page(Page {
        rows: Rows::Invitations(rows.filter_map(|row| invitation(row, direction)).collect()),
        total: list.count.0,
        more: None,
        whole: None,
        roles: Vec::new(),
    }))
}

fn one_invitation(raw: &Raw<'_>, direction: Direction) -> Result<Reply, Unreadable> {
    let one: InvitationReply<'_> = reply::object(raw.body)?;
    let row = one.invitation.0.and_then(|row| invitation(row, direction));
    Ok(Reply::Page(Page::whole(Rows::Invitations(
        row.into_iter().collect(),
    ))))
}

fn organization(row: OrganizationRow<'_>) -> Option<Organization> {
    Some(Organization {
        id: row.id.filled()?,
        name: row.name.text(),
        plan: row.plan.text(),
        status: OrganizationStatus::new(&row.status.text()),
        status_message: row.status_message.text(),
        verified: row.verified.flag(),
        trialing: row.trialing.flag(),
        trial_ends_at: row.trial_ends_at.time(),
    })
}

fn invitation(row: InvitationRow<'_>, direction: Direction) -> Option<Invitation> {
    let organization = row.organization.0.unwrap_or_default();
    Some(Invitation {
        direction,
        id: row.id.filled()?,
        email: row.email.text(),
        role: row.role.text(),
        status: InvitationStatus::new(&row.status.text()),
        expires_at: row.expires_at.time(),
        organization_id: row
            .organization_id
            .filled()
            .unwrap_or_else(|| organization.id.text()),
        organization: organization.name.text(),
        inviter: row
            .inviter
            .0
            .and_then(|inviter| inviter.name.filled().or(inviter.email.filled())),
    })
}

fn you(row: UserRow<'_>) -> Option<User> {
    Some(User {
        provider: Provider::Koyeb,
        id: row.id.filled()?,
        name: row.name.text(),
        email: row.email.text(),
        you: true,
        persona: false,
        active: !row.flags.0.iter().any(|flag| flag == "RESTRICTED"),
        two_factor: row.two_factor_authentication.flag(),
        email_verified: row.email_validated.flag(),
        roles: row.flags.joined(),
        last_seen: row.last_login.time(),
        created_at: row.created_at.time(),
        organization: Clean::default(),
    })
}

#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
struct OrganizationList<'a> {
    organizations: loose::Rows<OrganizationRow<'a>>,
    has_next: Value<'a>,
}

#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
struct OrganizationReply<'a> {
    organization: Object<OrganizationRow<'a>>,
}

/// `Organization`, and as far as it goes `PublicOrganization`.
#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
struct OrganizationRow<'a> {
    id: Value<'a>,
    name: Value<'a>,
    plan: Value<'a>,
    status: Value<'a>,
    status_message: Value<'a>,
    verified: Value<'a>,
    trialing: Value<'a>,
    trial_ends_at: Value<'a>,
}

#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
struct UserReply<'a> {
    user: Object<UserRow<'a>>,
}

/// `User`, and as far as it goes `PublicUser`.
#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
struct UserRow<'a> {
    id: Value<'a>,
    name: Value<'a>,
    email: Value<'a>,
    flags: Values<'a>,
    two_factor_authentication: Value<'a>,
    email_validated: Value<'a>,
    last_login: Value<'a>,
    created_at: Value<'a>,
}

#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
struct InvitationList<'a> {
    invitations: loose::Rows<InvitationRow<'a>>,
    count: Count,
}

#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
struct InvitationReply<'a> {
    invitation: Object<InvitationRow<'a>>,
}

/// `OrganizationInvitation`.
#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
struct InvitationRow<'a> {
    id: Value<'a>,
    email: Value<'a>,
    role: Value<'a>,
    status: Value<'a>,
    expires_at: Value<'a>,
    organization_id: Value<'a>,
    organization: Object<OrganizationRow<'a>>,
    inviter: Object<UserRow<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct OAuthCallbackReply {
    token: Object<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct LoginReply<'a> {
    token: Token<'a>,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct Token<'a> {
    id: Secret,
    #[serde(default)]
    organization_id: Value<'a>,
}

#[cfg(test)]
mod tests;
