//! What Koyeb knows when the sandbox starts.

use std::collections::{BTreeSet, HashMap};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use crate::sandbox::{
    addresses::KoyebAddress,
    chance::Chance,
    clock::precise,
    people::{ME as MY_EMAIL, PASSWORD, Person},
};

use super::world::{Invitation, Organization, Status, Token, User, UserId, World};

/// The person who is signed in.
pub(super) const ME: UserId = 0;

/// Name, plan, status and why: the organizations of the person who is signed in. The first is the current one.
const MINE: [(&str, &str, &str, &str); 12] = [
    ("lindenhof-prod", "scale", "ACTIVE", "VALID"),
    ("lindenhof-staging", "pro", "ACTIVE", "VALID"),
    ("atelier-rossi", "startup", "WARNING", "PAYMENT_FAILURE"),
    ("kumo-labs", "business", "ACTIVE", "VALID"),
    ("deepfjord-analytics", "enterprise", "ACTIVE", "VALID"),
    ("severnaya-media", "starter", "LOCKED", "LOCKED"),
    ("hobby-corner", "hobby", "WARNING", "REVIEWING_ACCOUNT"),
    ("retired-shop-2021", "starter", "DEACTIVATED", "VALID"),
    ("jana-sandbox", "no_plan", "ACTIVE", "PLAN_UPGRADE_REQUIRED"),
    (
        "the-very-long-name-of-a-small-workshop1",
        "hobby23",
        "ACTIVE",
        "NEW",
    ),
    ("partner-north", "partner_csp", "ACTIVE", "VALID"),
    (
        "partner-north-unit-7",
        "partner_csp_unit",
        "WARNING",
        "PENDING_VERIFICATION",
    ),
];

/// Organizations that the person who is signed in is invited to, and not yet a member of.
const OTHERS: [(&str, &str); 12] = [
    ("acme-robotics", "pro"),
    ("blue-heron-maps", "startup"),
    ("cafe-observatory", "starter"),
    ("delta-orchestra", "scale"),
    ("echo-archive", "pro"),
    ("fern-and-moss", "hobby"),
    ("glasshouse-energy", "business"),
    ("harbour-logistics", "enterprise"),
    ("ibex-outdoor", "startup"),
    ("juniper-press", "pro"),
    ("kestrel-flight", "starter"),
    ("lighthouse-health", "scale"),
];

/// Minutes until the pending invitations end: from 40 minutes to six days.
const PENDING: [i64; 6] = [40, 5 * 60, 26 * 60, 3 * 1440, 4 * 1440 + 300, 6 * 1440];

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

impl World {
    /// Koyeb as it is at the start.
    pub(in crate::sandbox) fn new(seed: u64) -> Self {
        let mut chance = Chance::of(seed, 1);
        let now = Timestamp::now();
        let mut world = Self {
            users: users(&mut chance, now),
            organizations: Vec::new(),
            invitations: Vec::new(),
            tokens: HashMap::new(),
            states: HashMap::new(),
            token: chance.letters(64),
            reset_id: chance.uuid(),
            validation_id: chance.uuid(),
            chance,
        };
        world.organizations = world.seeded_organizations(now);
        world.invitations = world.received(now);
        let sent = world.sent(now);
        world.invitations.extend(sent);
        let token = Token {
            user: Some(ME),
            organization: world.organizations.first().map(|row| row.id.clone()),
            expires_at: None,
            rejected: false,
        };
        world.tokens.insert(world.token.clone(), token);
        world
    }

    /// What a client signs in with; where, it doesn't know.
    pub(in crate::sandbox) fn address(&self) -> KoyebAddress {
        KoyebAddress {
            base_url: String::new(),
            token: self.token.clone(),
            reset_id: self.reset_id.clone(),
            validation_id: self.validation_id.clone(),
        }
    }

    fn seeded_organizations(&mut self, now: Timestamp) -> Vec<Organization> {
        let mut rows = Vec::new();
        for (name, plan, status, message) in MINE {
            let mut row = organization(&mut self.chance, name, now - DAY * 400);
            row.set("plan", plan);
            row.set("status", status);
            row.set("status_message", message);
            row.members.insert(ME);
            row.members
                .insert(1 + self.chance.below(self.users.len() - 1));
            if status == "DEACTIVATED" {
                row.set("deactivation_reason", "REQUESTED_BY_OWNER");
            }
            rows.push(row);
        }
        for (name, plan) in OTHERS {
            let mut row = organization(&mut self.chance, name, now - DAY * 300);
            row.set("plan", plan);
            row.members
                .insert(1 + self.chance.below(self.users.len() - 1));
            rows.push(row);
        }
        if let Some(first) = rows.first_mut() {
            first.budget = Some(25_000);
            first.installation = Some(installation("48151623", now - DAY * 90));
            first.record.insert("signup_qualification".to_owned(), json!({
                "version": 3, "usage": "work", "occupation": "platform engineer", "currentSpending": "100-500",
                "primaryUseCase": ["api", "worker"], "referralSource": "a colleague",
            }));
        }
        rows
    }

    /// The invitations to the person who is signed in: 16, six of them waiting.
    fn received(&mut self, now: Timestamp) -> Vec<Invitation> {
        let mut rows = Vec::new();
        let mut push = |world: &mut Self, organization: usize, status, expires_at| {
            let inviter = match rows.len() % 5 {
                1 => None,
                _ => Some(1 + world.chance.below(world.users.len() - 1)),
            };
            let row = world.invitation(MY_EMAIL, organization, status, expires_at, inviter);
            rows.push(row);
        };
        for (place, minutes) in PENDING.into_iter().enumerate() {
            let end = now + MINUTE * i32::try_from(minutes).unwrap_or(i32::MAX);
            push(self, MINE.len() + place, Status::Pending, end);
        }
        for place in 6..9 {
            push(self, MINE.len() + place, Status::Expired, now - DAY * 3);
        }
        for place in 9..12 {
            push(self, MINE.len() + place, Status::Refused, now - DAY * 20);
        }
        for place in 1..5 {
            push(self, place, Status::Accepted, now - DAY * 200);
        }
        rows
    }

    /// The invitations that organizations sent: 24, ten of them by the current one.
    fn sent(&mut self, now: Timestamp) -> Vec<Invitation> {
        const STATUSES: [Status; 5] = [
            Status::Pending,
            Status::Accepted,
            Status::Pending,
            Status::Expired,
            Status::Refused,
        ];
        let mut rows = Vec::new();
        for (number, status) in (0..24).zip(STATUSES.into_iter().cycle()) {
            let organization = if number < 10 { 0 } else { 1 + number % 4 };
            let hours = i32::try_from(self.chance.below(150)).unwrap_or_default();
            let expires_at = match status {
                Status::Pending => now + SignedDuration::from_hours(3) + MINUTE * 60 * hours,
                Status::Accepted | Status::Refused | Status::Expired => {
                    now - DAY - MINUTE * 60 * hours
                }
            };
            let email = match (status, self.users.get(20 + number)) {
                (Status::Accepted, Some(user)) => user.email().to_owned(),
                _ => Person::somebody(&mut self.chance, 500 + number).email,
            };
            let inviter = (number % 6 != 2).then_some(ME);
            rows.push(self.invitation(&email, organization, status, expires_at, inviter));
        }
        rows
    }

    fn invitation(
        &mut self,
        email: &str,
        organization: usize,
        status: Status,
        expires_at: Timestamp,
        inviter: Option<UserId>,
    ) -> Invitation {
        let organization = self.organizations.get(organization);
        Invitation {
            organization: organization.map(|row| row.id.clone()).unwrap_or_default(),
            id: self.chance.uuid(),
            email: email.to_owned(),
            status,
            expires_at,
            inviter,
        }
    }
}

fn users(chance: &mut Chance, now: Timestamp) -> Vec<User> {
    let mut people = vec![Person::me()];
    people.extend((1..48).map(|number| Person::somebody(chance, number)));
    let user = |person: Person| {
        let id = chance.uuid();
        let mut made = user(
            &id,
            &person.email,
            &person.name(),
            PASSWORD,
            now - DAY * 500,
            true,
        );
        if person.email == MY_EMAIL {
            made.record
                .insert("github_user".to_owned(), json!("jana-nova"));
            made.record.insert("github_id".to_owned(), json!("5830112"));
        }
        made
    };
    people.into_iter().map(user).collect()
}

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
