//! Tripartie's users: reading, inviting, registering, and what they change about themselves.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::sandbox::{answer::Answer, ask::Ask, clock::plain};

use super::{
    Caller, Reply, page,
    refusal::Refusal,
    seed,
    world::{User, World},
};

/// What a row of the list shows.
const ROW: [&str; 15] = [
    "id",
    "firstName",
    "lastName",
    "publicName",
    "roleInCompany",
    "email",
    "roles",
    "totpEnabled",
    "intlPhoneNumber",
    "lastSuccessfulLogIn",
    "avatar",
    "createdAt",
    "updatedAt",
    "iri",
    "secondAuthFactor",
];

/// What people see of themselves besides.
const SELF: [&str; 7] = [
    "birthday",
    "originCountry",
    "preferredLanguage",
    "consentMailNotification",
    "consentMailAds",
    "lockdown",
    "impersonatingOrganization",
];

/// What a change of a user may hold.
const WRITABLE: [&str; 8] = [
    "firstName",
    "lastName",
    "publicName",
    "roleInCompany",
    "birthday",
    "intlPhoneNumber",
    "consentMailNotification",
    "consentMailAds",
];

pub(super) fn me(world: &mut World, caller: Caller, _: &Ask) -> Reply {
    let user = world.user(&caller.id.to_string())?;
    Ok(Answer::json(200, of_oneself(user)))
}

pub(super) fn list(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    page::answer(ask, &world.users, |user| {
        let mut row = pick(user, &ROW);
        let organization =
            ["id", "name"].map(|name| (name.to_owned(), user.organization.get(name).cloned()));
        let organization: Map<String, Value> = (organization.into_iter())
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
        row.insert("organization".to_owned(), json!(organization));
        Value::Object(row)
    })
}

/// The whole entity, as Tripartie shows it: with the hashed password and whatever else it keeps.
pub(super) fn read(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    let user = world.user(ask.path("id"))?;
    let mut whole = user.record.clone();
    let mut put = |name: &str, value: Value| whole.insert(name.to_owned(), value);
    let organization = user
        .organization
        .get("id")
        .and_then(Value::as_u64)
        .unwrap_or_default();
    put(
        "organization",
        json!(format!("/organizations/{organization}")),
    );
    put("password", json!(seed::hash(&user.password)));
    put("username", json!(user.text("email")));
    put("userIdentifier", json!(user.text("email")));
    put("notifications", json!([]));
    put("medias", json!([]));
    put("keys", json!([]));
    put(
        "views",
        json!([{
            "id": user.id * 10, "ipAddress": "198.51.100.7", "hitCount": 1, "namedSource": "PLATFORM",
            "createdAt": user.text("createdAt"),
        }]),
    );
    // A picture is an object in every other reply, and a reference here.
    if user.record.contains_key("avatar") {
        put("avatar", json!(format!("/medias/{}", user.id)));
    }
    Ok(Answer::json(200, Value::Object(whole)))
}

pub(super) fn invite(world: &mut World, caller: Caller, ask: &Ask) -> Reply {
    let organization = world.user(&caller.id.to_string())?.organization.clone();
    let invited: Vec<&str> = (ask.body.get("invitedRole").and_then(Value::as_array))
        .map(|roles| roles.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    if invited.is_empty() {
        return Err(Refusal::field(
            "invitedRole",
            "You must select at least 1 choice.",
        ));
    }
    let mut user = new_user(world, ask, organization)?;
    user.record.insert("invitedRole".to_owned(), json!(invited));
    user.record.insert(
        "roles".to_owned(),
        json!([&invited[..], &["ROLE_USER"]].concat()),
    );
    let place = user.place();
    world.users.push(user);
    Ok(Answer::json(201, place))
}

pub(super) fn register(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    let given = ask.body.get("organization").and_then(Value::as_object);
    let mut organization = seed::organization(
        world.users.len() as u64 + 1000,
        given
            .and_then(|given| given.get("name"))
            .and_then(Value::as_str)
            .unwrap_or("New organization"),
    );
    for (name, value) in given
        .into_iter()
        .flatten()
        .filter(|(_, value)| !value.is_null())
    {
        organization.insert(name.clone(), value.clone());
    }
    let mut user = new_user(world, ask, organization)?;
    ask.text("plainPassword")
        .unwrap_or_default()
        .clone_into(&mut user.password);
    user.record.insert(
        "roles".to_owned(),
        json!(["ROLE_ORGANIZATION_OWNER", "ROLE_USER"]),
    );
    for name in WRITABLE
        .into_iter()
        .chain(["originCountry", "preferredLanguage"])
    {
        if let Some(value) = ask.body.get(name).filter(|value| !value.is_null()) {
            user.record.insert(name.to_owned(), value.clone());
        }
    }
    let place = user.place();
    world.users.push(user);
    Ok(Answer::json(201, place))
}

fn new_user(
    world: &mut World,
    ask: &Ask,
    organization: Map<String, Value>,
) -> Result<User, Refusal> {
    let email = ask.text("email").unwrap_or_default().trim().to_lowercase();
    if world.user_by_email(&email).is_some() {
        return Err(Refusal::field("email", "This value is already used."));
    }
    let id = world.next_user();
    let name = |name: &str| ask.text(name).unwrap_or_default().to_owned();
    let password = world.chance.letters(32);
    Ok(seed::user(
        id,
        &(name("firstName"), name("lastName"), email),
        &password,
        organization,
        Timestamp::now(),
    ))
}

/// Changes what was sent; null empties.
pub(super) fn update(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    let user = world.user(ask.path("id"))?;
    for name in WRITABLE {
        match ask.body.get(name) {
            Some(Value::Null) => {
                user.record.remove(name);
            }
            Some(value) => {
                user.record.insert(name.to_owned(), value.clone());
            }
            None => {}
        }
    }
    user.record
        .insert("updatedAt".to_owned(), json!(plain(Timestamp::now())));
    Ok(Answer::json(200, user.place()))
}

pub(super) fn validate_email(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    let good = ask.text("emailVerificationInput") == Some(world.email_code.as_str());
    let user = world.user(ask.path("id"))?;
    if !good {
        return Err(Refusal::field(
            "emailVerificationInput",
            "The verification code is invalid.",
        ));
    }
    if let Some(password) = ask.text("plainPassword") {
        password.clone_into(&mut user.password);
    }
    Ok(Answer::json(200, user.place()))
}

pub(super) fn change_password(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    let user = world.user(ask.path("id"))?;
    if ask.text("plainPassword") != Some(user.password.as_str()) {
        let message = "This value should be the user's current password.";
        return Err(Refusal::field("plainPassword", message));
    }
    ask.text("newPassword")
        .unwrap_or_default()
        .clone_into(&mut user.password);
    Ok(Answer::json(200, of_oneself(user)))
}

fn of_oneself(user: &User) -> Value {
    let mut shown = pick(user, &ROW);
    shown.extend(pick(user, &SELF));
    let public = |name: &String| {
        !matches!(
            name.as_str(),
            "vatNumber" | "billingAddress" | "websiteUrl" | "commercialRegistryNumber"
        )
    };
    let organization: Map<String, Value> = (user.organization.iter())
        .filter(|(name, _)| public(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    shown.insert("organization".to_owned(), json!(organization));
    Value::Object(shown)
}

fn pick(user: &User, names: &[&str]) -> Map<String, Value> {
    let values = names
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), user.record.get(*name)?.clone())));
    values.collect()
}
