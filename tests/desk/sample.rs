//! The records that the tests look at.

use std::{sync::Arc, time::Duration};

use usher_tui::{
    api::{Credential as Shown, Detail, Logged, Operation, Rows, Session, Update},
    app::{Place, ProfileChoice, Setup},
    domain::{
        Clean, Credential, CredentialKind, Direction, Invitation, InvitationStatus, Organization,
        OrganizationStatus, Provider, Role, User, parse_time,
    },
};

pub const TODAY: &str = "2026-03-01T12:00:00Z";

pub fn sessions() -> [Update; 3] {
    let signed_in = |user_id: Option<&str>, user: &str| Session::SignedIn {
        user_id: user_id.map(Clean::from),
        user: Some(Clean::from(user)),
        expires_at: None,
    };
    [
        Update::Session(Provider::Koyeb, Session::Ready),
        Update::Session(Provider::Tripartie, signed_in(None, "mara@acme.example")),
        Update::Session(
            Provider::Contabo,
            signed_in(Some("c-1"), "mara@acme.example"),
        ),
    ]
}

/// A request that the worker made.
pub fn logged(target: &str, status: u16) -> Logged {
    Logged {
        sent_at: TODAY.parse().unwrap(),
        provider: Provider::Koyeb,
        title: "Accept invitation",
        method: "POST",
        url: format!("https://app.koyeb.com{target}"),
        headers: vec![("content-type".into(), "application/json".into())],
        credential: Some(Shown {
            header: "authorization".into(),
            prefix: "Bearer".into(),
        }),
        body: Some("{\"email\":\"ada@acme.example\",\"password\":\"***\"}".to_owned()),
        repeats: 0,
        took: Duration::from_millis(128),
        status: Some(status),
        request_id: Some("4f0c2a9e-7d1b-4c55-9a8e-0c1d2e3f4a5b".into()),
        said: None,
    }
}

/// The same as the worker tells it.
pub fn request(target: &str, status: u16) -> Update {
    Update::Request(Arc::new(logged(target, status)))
}

/// A profile with Koyeb's token in a variable, Tripartie's in the keyring, and Contabo's in files; and another profile.
pub fn setup() -> Setup {
    let place = |provider, name, source: &str, is_writable| Place {
        provider,
        name,
        source: Some(Clean::from(source)),
        is_writable,
        text: None,
    };
    let open = |name, text: &str| Place {
        text: Some(Clean::from(text)),
        ..place(Provider::Contabo, name, "the configuration", false)
    };
    let profile = |name: &str, providers: &[Provider], read_only| ProfileChoice {
        name: name.to_owned(),
        providers: providers.to_vec(),
        read_only,
        protected: false,
    };
    Setup {
        places: vec![
            place(
                Provider::Koyeb,
                "koyeb.token",
                "the environment variable KOYEB_TOKEN",
                false,
            ),
            place(Provider::Tripartie, "tripartie.token", "the keyring", true),
            place(
                Provider::Tripartie,
                "tripartie.persona_token",
                "the keyring",
                true,
            ),
            open("contabo.client_id", "DE-54321"),
            place(
                Provider::Contabo,
                "contabo.client_secret",
                "the keyring",
                true,
            ),
            open("contabo.username", "mara@acme.example"),
            place(Provider::Contabo, "contabo.password", "the keyring", true),
        ],
        profiles: vec![
            profile("live", &Provider::ALL, false),
            profile("play", &[Provider::Koyeb], true),
            profile("work", &Provider::ALL, false),
        ],
        is_production: false,
        is_protected: false,
        variables: Vec::new(),
    }
}

/// What each list operation answers.
pub fn rows(operation: &Operation) -> Rows {
    match operation.id {
        "koyeb.get_current_user" => Rows::Users(vec![user(
            Provider::Koyeb,
            "k-1",
            "Mara Köhler",
            "mara@acme.example",
            true,
        )]),
        "tripartie.get_me" => Rows::Users(vec![user(
            Provider::Tripartie,
            "1",
            "Mara Köhler",
            "mara@acme.example",
            true,
        )]),
        "tripartie.list_users" => Rows::Users(vec![
            user(
                Provider::Tripartie,
                "1",
                "Mara Köhler",
                "mara@acme.example",
                false,
            ),
            user(
                Provider::Tripartie,
                "2",
                "Łukasz Żółć",
                "lukasz@acme.example",
                false,
            ),
            user(
                Provider::Tripartie,
                "3",
                "田中 さくら",
                "sakura@acme.example",
                false,
            ),
        ]),
        "contabo.retrieve_user_list" => Rows::Users(contabo_users()),
        "koyeb.list_user_organizations" => Rows::Organizations(vec![
            organization("o-1", "acme-labs", "scale", "ACTIVE"),
            organization("o-2", "acme-staging", "startup", "WARNING"),
            organization("o-3", "old-shop", "hobby", "DEACTIVATED"),
        ]),
        "koyeb.list_user_organization_invitations" => Rows::Invitations(received()),
        "koyeb.list_organization_invitations" => Rows::Invitations(sent()),
        "contabo.retrieve_user_client" => Rows::Credentials(vec![oauth_client()]),
        "contabo.list_object_storage_credentials" => {
            Rows::Credentials(vec![s3_key("81001"), s3_key("81002")])
        }
        "tripartie.list_api_clients" => Rows::Credentials(vec![api_client()]),
        other => panic!("no sample for {other}"),
    }
}

pub fn current_organization() -> Rows {
    Rows::Organizations(vec![organization("o-1", "acme-labs", "scale", "ACTIVE")])
}

pub fn user(provider: Provider, id: &str, name: &str, email: &str, you: bool) -> User {
    User {
        provider,
        id: id.into(),
        name: name.into(),
        email: email.into(),
        you,
        persona: false,
        active: true,
        two_factor: Some(true),
        email_verified: Some(true),
        roles: "ROLE_USER".into(),
        last_seen: parse_time("2026-02-28T09:00:00Z"),
        created_at: parse_time("2025-06-01T09:00:00Z"),
        organization: Clean::default(),
    }
}

fn contabo_users() -> Vec<User> {
    let mut users: Vec<_> = (1..=30)
        .map(|n| {
            user(
                Provider::Contabo,
                &format!("c-{n}"),
                &format!("Person {n:02}"),
                &format!("p{n:02}@acme.example"),
                false,
            )
        })
        .collect();
    users[4].active = false;
    users[5].two_factor = Some(false);
    users[6].email_verified = Some(false);
    users
}

pub fn organization(id: &str, name: &str, plan: &str, status: &str) -> Organization {
    Organization {
        id: id.into(),
        name: name.into(),
        plan: plan.into(),
        status: OrganizationStatus::new(&status.into()),
        status_message: "VALID".into(),
        verified: Some(true),
        trialing: Some(false),
        trial_ends_at: None,
    }
}

pub fn invitation(
    direction: Direction,
    id: &str,
    organization: &str,
    status: &str,
    expires: &str,
) -> Invitation {
    Invitation {
        direction,
        id: id.into(),
        email: if direction == Direction::Received {
            "mara@acme.example".into()
        } else {
            format!("{id}@new.example").into()
        },
        role: "OWNER".into(),
        status: InvitationStatus::new(&status.into()),
        expires_at: parse_time(expires),
        organization_id: format!("org-{organization}").into(),
        organization: organization.into(),
        inviter: Some("Ada Byron".into()),
    }
}

fn received() -> Vec<Invitation> {
    let received = |id, organization, status, expires| {
        invitation(Direction::Received, id, organization, status, expires)
    };
    let mut all = vec![
        received("i-done", "gamma", "ACCEPTED", "2026-03-05T12:00:00Z"),
        received("i-later", "beta", "PENDING", "2026-03-07T16:00:00Z"),
        received("i-soon", "alpha", "PENDING", "2026-03-01T12:40:00Z"),
        received("i-nobody", "delta", "PENDING", "2026-03-08T12:00:00Z"),
        received("i-late", "omega", "EXPIRED", "2026-02-01T12:00:00Z"),
    ];
    all[3].inviter = None;
    all
}

fn sent() -> Vec<Invitation> {
    let sent = |id, status, expires| invitation(Direction::Sent, id, "acme-labs", status, expires);
    vec![
        sent("s-open", "PENDING", "2026-03-04T12:00:00Z"),
        sent("s-gone", "REFUSED", "2026-03-04T12:00:00Z"),
    ]
}

/// Everything that Koyeb says about an invitation.
pub fn whole_record() -> Detail {
    Detail::new(&serde_json::json!({"invitation": {
        "id": "7d0d7a5c-9c1e-4a50-8d5b-0f6b6a2f3c11",
        "email": "mara@acme.example",
        "role": "OWNER",
        "status": "PENDING",
        "organization": {"name": "delta", "plan": "startup", "status": "ACTIVE"},
        "inviter": null,
    }}))
}

/// Everything that Koyeb says about an organization.
pub fn whole_organization() -> Detail {
    Detail::new(&serde_json::json!({"organization": {
        "id": "o-1",
        "name": "acme-labs",
        "billing_name": "Acme Labs GmbH",
        "billing_email": "billing@acme.example",
        "company": true,
        "vat_number": "DE123456789",
        "address1": "Hauptstraße 1",
        "address2": "",
        "postal_code": "10115",
        "city": "Berlin",
        "country": "DE",
        "email_domain_allowlist": ["acme.example", "labs.example"],
        "plan": "scale",
        "status": "ACTIVE",
        "status_message": "VALID",
        "signup_qualification": {"version": 3, "usage": "PROFESSIONAL", "primaryUseCase": ["API"]},
        "trial_ends_at": null,
    }}))
}

/// Roles that Contabo's users were seen with.
pub fn roles() -> Vec<Role> {
    let role = |id, name: &str| Role {
        id,
        name: name.into(),
    };
    vec![
        role(101, "administrator"),
        role(102, "infrastructure"),
        role(103, "billing"),
        role(104, "read only"),
    ]
}

fn oauth_client() -> Credential {
    Credential {
        kind: CredentialKind::OAuthClient { id: "cl-1".into() },
        name: "DE-54321".into(),
        public: "DE-54321".into(),
        scope: Clean::default(),
        owner: Clean::default(),
        created_at: None,
    }
}

pub fn s3_key(credential: &str) -> Credential {
    Credential {
        kind: CredentialKind::ObjectStorage {
            user: "c-1".into(),
            storage: "st-1".into(),
            credential: credential.into(),
        },
        name: "Backups".into(),
        public: "…MPLE".into(),
        scope: "European Union".into(),
        owner: Clean::default(),
        created_at: None,
    }
}

fn api_client() -> Credential {
    Credential {
        kind: CredentialKind::ApiClient {
            identifier: "tp-9".into(),
        },
        name: "Returns importer".into(),
        public: "tp-9".into(),
        scope: "OFFER_READ, PERSONA_READ".into(),
        owner: Clean::default(),
        created_at: parse_time("2025-11-01T08:00:00Z"),
    }
}
