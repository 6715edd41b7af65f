//! What Koyeb knows when the sandbox starts.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::sandbox::{
    addresses::KoyebAddress,
    chance::Chance,
    people::{ME as MY_EMAIL, PASSWORD, Person},
};

use super::{
    record::{installation, organization, user},
    world::{Invitation, Organization, Status, Token, User, UserId, World},
};

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
const OTHERS: [(&str, &str); 18] = [
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
    ("meridian-cargo", "pro"),
    ("northwind-choir", "hobby"),
    ("orchard-street", "starter"),
    ("paper-lantern", "startup"),
    ("quarry-films", "business"),
    ("river-and-sons", "pro"),
];

/// Hours until the pending invitations end, after the first one's 40 minutes.
const PENDING: [i64; 12] = [0, 5, 26, 72, 101, 144, 145, 147, 150, 155, 160, 166];

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

    /// The invitations to the person who is signed in: 22, twelve of them waiting.
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
        for (place, hours) in PENDING.into_iter().enumerate() {
            let end = now + SignedDuration::from_hours(hours) + MINUTE * 40;
            push(self, MINE.len() + place, Status::Pending, end);
        }
        for place in 12..15 {
            push(self, MINE.len() + place, Status::Expired, now - DAY * 3);
        }
        for place in 15..18 {
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
