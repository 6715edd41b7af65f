//! What Tripartie knows when the sandbox starts.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use crate::sandbox::{
    addresses::TripartieAddress,
    chance::Chance,
    clock::plain,
    people::{PASSWORD, Person},
};

use super::world::{Client, Limit, Persona, User, World};

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// How long the tokens of the start work.
const TOKEN_LIFE: SignedDuration = SignedDuration::from_hours(24 * 30);
/// How many users there are.
const USERS: u64 = 120;
/// The id of the first user: the person who is signed in.
const FIRST_USER: u64 = 4101;
/// The id of the first persona.
const FIRST_PERSONA: u64 = 77_001;

impl World {
    /// Tripartie as it is at the start.
    pub(in crate::sandbox) fn new(seed: u64) -> Self {
        let mut chance = Chance::of(seed, 4);
        let now = Timestamp::now();
        let mut world = Self {
            users: users(&mut chance, now),
            clients: clients(&mut chance, now),
            personas: personas(&mut chance, now),
            tokens: HashMap::new(),
            persona_tokens: HashMap::new(),
            token: String::new(),
            persona_token: String::new(),
            email_code: chance.letters(128),
            limit: Limit::new(now),
            chance,
        };
        world.token = world.mint(FIRST_USER, crate::sandbox::people::ME, TOKEN_LIFE);
        world.persona_token = world.mint_persona(FIRST_PERSONA, "persona", TOKEN_LIFE).0;
        world
    }

    /// What a client signs in with; where, it doesn't know.
    pub(in crate::sandbox) fn address(&self) -> TripartieAddress {
        TripartieAddress {
            base_url: String::new(),
            token: self.token.clone(),
            persona_token: self.persona_token.clone(),
            email_verification_input: self.email_code.clone(),
        }
    }
}

fn users(chance: &mut Chance, now: Timestamp) -> Vec<User> {
    let mut users = Vec::new();
    for number in 0..USERS {
        let place = usize::try_from(number).unwrap_or_default();
        let person = match number {
            0 => Person::me(),
            _ => Person::somebody(chance, place),
        };
        let days = i32::try_from(chance.below(900)).unwrap_or_default();
        let names = (person.first, person.last, person.email);
        let organization = organization(311, "Lindenhof Werkstätten");
        let mut user = user(
            FIRST_USER + number,
            &names,
            PASSWORD,
            organization,
            now - DAY * days,
        );
        let role = match number {
            0 => "ROLE_ORGANIZATION_OWNER",
            _ => chance.pick(
                "ROLE_CONSULTANT",
                &[
                    "ROLE_ADMIN",
                    "ROLE_ACCOUNTING_MANAGER",
                    "ROLE_BILLING_MANAGER",
                    "ROLE_CUSTOMER_SERVICE",
                ],
            ),
        };
        let mut put = |name: &str, value: Value| user.record.insert(name.to_owned(), value);
        put("roles", json!([role, "ROLE_USER"]));
        if chance.percent(70) {
            put(
                "roleInCompany",
                json!(chance.pick(
                    "Support",
                    &[
                        "Accounting Dpt",
                        "Συντονισμός",
                        "法務部",
                        "Direction générale"
                    ]
                )),
            );
        }
        if chance.percent(80) {
            let hours = i32::try_from(chance.below(600)).unwrap_or_default();
            put(
                "lastSuccessfulLogIn",
                json!(plain(now - SignedDuration::from_hours(1) * hours)),
            );
        }
        if chance.percent(50) {
            put(
                "intlPhoneNumber",
                json!(format!("+3370{}", chance.text(7, "0123456789"))),
            );
        }
        if chance.percent(30) {
            let url = format!("https://cdn.tripartie.app/{}.jpg", chance.uuid());
            put("avatar", json!({ "publicUrl": url }));
        }
        if number > 0 && chance.percent(55) {
            user.set_totp(true);
        }
        users.push(user);
    }
    users
}

/// A user as Tripartie makes one: first name, last name and address, and what everybody has.
pub(super) fn user(
    id: u64,
    (first, last, email): &(String, String, String),
    password: &str,
    organization: Map<String, Value>,
    created_at: Timestamp,
) -> User {
    let record = json!({
        "id": id, "iri": format!("/users/{id}"), "firstName": first, "lastName": last, "email": email,
        "roles": ["ROLE_USER"], "totpEnabled": false, "secondAuthFactor": false,
        "originCountry": "FRA", "preferredLanguage": "fr",
        "createdAt": plain(created_at), "updatedAt": plain(created_at),
        "consentMailNotification": true, "consentMailAds": false, "lockdown": false,
        "impersonatingOrganization": false,
    });
    User {
        id,
        record: object(record),
        organization,
        password: password.to_owned(),
        totp_secret: None,
    }
}

/// An organization as Tripartie makes one.
pub(super) fn organization(id: u64, name: &str) -> Map<String, Value> {
    object(json!({
        "id": id, "name": name, "domainVerified": true, "internalMessagingToggle": true,
        "personaAuthPortalToggle": false, "automatedReturnToggle": true, "counterProposalToggle": true,
        "flatRateEnabled": false,
    }))
}

fn clients(chance: &mut Chance, now: Timestamp) -> Vec<Client> {
    const CLIENTS: [(Option<&str>, &[&str]); 5] = [
        (
            Some("Shop backend"),
            &["OFFER_READ", "OFFER_WRITE", "DISPUTE_READ"],
        ),
        (
            Some("Nightly export"),
            &["DISPUTE_READ", "ORGANIZATION_READ"],
        ),
        (
            Some("Kundenportal Übergabe"),
            &["PERSONA_READ", "PERSONA_WRITE", "PERSONA_AUTH"],
        ),
        (Some("返品アプリ"), &["OFFER_READ", "DISPUTE_WRITE"]),
        (None, &["OFFER_READ"]),
    ];
    let client = |(name, scopes): (Option<&str>, &[&str])| Client {
        identifier: chance.text(32, "0123456789abcdef"),
        created_at: now - DAY * i32::try_from(chance.below(700)).unwrap_or_default(),
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        name: name.map(ToOwned::to_owned),
    };
    CLIENTS.into_iter().map(client).collect()
}

fn personas(chance: &mut Chance, now: Timestamp) -> Vec<Persona> {
    let mut personas = Vec::new();
    for number in 0..3 {
        let person = Person::somebody(chance, 700);
        let mut persona = persona(FIRST_PERSONA + number, now - DAY * 40);
        let mut put = |name: &str, value: Value| persona.record.insert(name.to_owned(), value);
        put("firstName", json!(person.first));
        put("lastName", json!(person.last));
        put("email", json!(format!("persona{number}.{}", person.email)));
        put("language", json!("fr"));
        put("riskLevel", json!("WEAK"));
        put("riskScore", json!(24));
        put(
            "address",
            json!({
                "countryCode": "FRA", "zipCode": "75004", "cityName": "Paris", "firstLine": "118 rue de Rivoli",
                "createdAt": plain(now - DAY * 40),
            }),
        );
        put(
            "metadata",
            json!([{ "key": "External-ID", "value": "54412" }]),
        );
        persona.password = Some(PASSWORD.to_owned());
        personas.push(persona);
    }
    personas
}

/// A persona as Tripartie makes one.
pub(super) fn persona(id: u64, created_at: Timestamp) -> Persona {
    let record = json!({
        "id": id, "gender": "RATHER_NOT_SAY", "externalPurchaseCount": 0, "externalSellCount": 0, "metadata": [],
        "createdAt": plain(created_at), "updatedAt": plain(created_at),
        "offerCount": 0, "purchaseCount": 0,
    });
    Persona {
        id,
        record: object(record),
        password: None,
    }
}

/// Something that looks like a hashed password and changes with the password.
pub(super) fn hash(password: &str) -> String {
    let seed = password.bytes().fold(7_u64, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    format!("$2y$13${}", Chance::new(seed).letters(53))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}
