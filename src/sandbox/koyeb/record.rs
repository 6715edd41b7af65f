//! Records as Koyeb makes them.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use crate::sandbox::{chance::Chance, clock::precise, people::Person};

use super::world::{Organization, User};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A user as Koyeb makes one.
pub(super) fn user(
    id: &str,
    email: &str,
    name: &str,
    password: &str,
    created_at: Timestamp,
    validated: bool,
) -> User {
    let created_at = precise(created_at);
    let record = json!({
        "id": id, "email": email, "name": name,
        "avatar_url": format!("https://gravatar.com/avatar/{}", id.replace('-', "")),
        "two_factor_authentication": false,
        "last_login": created_at, "last_login_ip": "203.0.113.24",
        "updated_at": created_at, "created_at": created_at,
        "newsletter_subscribed": false, "github_id": "", "github_user": "",
        "flags": ["ACTIVE", "MAX_ORGANIZATIONS_25"],
        "email_validated": validated, "trialed": true,
    });
    let settings = json!({
        "id": format!("{}-settings", id.split('-').next().unwrap_or_default()),
        "user_id": id, "failed_deployment_email_notification": true,
    });
    User {
        id: id.to_owned(),
        record: object(record),
        password: password.to_owned(),
        settings: object(settings),
        later: None,
    }
}

/// An organization as Koyeb makes one.
pub(super) fn organization(chance: &mut Chance, name: &str, since: Timestamp) -> Organization {
    let id = chance.uuid();
    let billing = Person::somebody(chance, 900);
    let (city, country, postal_code) = chance.pick(
        ("Hamburg", "DE", "20095"),
        &[
            ("Paris", "FR", "75004"),
            ("東京", "JP", "100-0001"),
            ("Αθήνα", "GR", "105 57"),
        ],
    );
    let record = json!({
        "id": id, "external_id": format!("org_01{}", chance.text(24, "0123456789ABCDEFGHJKMNPQRSTVWXYZ")),
        "provisioning": false,
        "address1": "Speicherstadt 12", "address2": "", "city": city, "postal_code": postal_code, "state": "",
        "country": country, "company": true, "vat_number": "DE811569869",
        "billing_name": billing.name(), "billing_email": format!("billing@{name}.example"),
        "name": name, "plan": "hobby", "plan_updated_at": precise(since), "has_payment_method": true,
        "subscription_id": chance.uuid(), "current_subscription_id": chance.uuid(),
        "latest_subscription_id": chance.uuid(), "signup_qualification": {},
        "status": "ACTIVE", "status_message": "VALID", "deactivation_reason": "INVALID",
        "verified": true, "qualifies_for_hobby23": false, "reprocess_after": precise(since),
        "trialing": false, "trial_starts_at": precise(since), "trial_ends_at": precise(since + DAY * 7),
        "email_domain_allowlist": [], "default_project_id": chance.uuid(),
    });
    Organization {
        id,
        record: object(record),
        members: BTreeSet::new(),
        budget: None,
        installation: None,
    }
}

/// GitHub's app, installed.
pub(super) fn installation(id: &str, since: Timestamp) -> Map<String, Value> {
    object(json!({
        "installation_id": id,
        "installation_url": format!("https://github.com/organizations/lindenhof/settings/installations/{id}"),
        "name": "lindenhof",
        "avatar_url": "https://avatars.githubusercontent.com/u/5830112",
        "status": "INSTALLED",
        "installed_at": precise(since),
        "indexing_status": "COMPLETED",
        "indexed_repositories": 17,
        "total_repositories": 17,
    }))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}
