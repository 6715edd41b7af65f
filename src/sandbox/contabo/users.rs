//! Contabo's users, and the OAuth client.

use serde_json::{Map, Value, json};

use crate::sandbox::{answer::Answer, ask::Ask, check::is_email};

use super::{
    CUSTOMER, Reply, TENANT, World,
    page::Page,
    population::{Filter, Order, User},
    refusal::Refusal,
};

/// The number of the person who is signed in: the owner.
pub(super) const ME: u32 = 0;
/// The role that may do everything.
pub(super) const ADMINISTRATOR: i64 = 101;
/// The other roles.
pub(super) const OTHER_ROLES: [i64; 3] = [102, 103, 104];

/// A role as the API shows one.
pub(super) fn role(id: i64) -> Value {
    let (name, kind, permissions) = match id {
        ADMINISTRATOR => ("administrator", "default", json!([])),
        102 => (
            "infrastructure",
            "custom",
            permissions("/v1/compute/instances", &["CREATE", "READ", "UPDATE"]),
        ),
        103 => ("billing", "custom", permissions("/v1/invoices", &["READ"])),
        104 => ("read only", "custom", permissions("/v1/users", &["READ"])),
        _ => ("custom", "custom", json!([])),
    };
    let admin = id == ADMINISTRATOR;
    json!({
        "roleId": id, "tenantId": TENANT, "customerId": CUSTOMER, "name": name, "admin": admin,
        "accessAllResources": admin, "type": kind, "permissions": permissions,
    })
}

fn permissions(api: &str, actions: &[&str]) -> Value {
    json!([{ "apiName": api, "actions": actions, "resources": [] }])
}

pub(super) fn list(world: &mut World, ask: &Ask) -> Reply {
    let page = Page::new(ask)?;
    let flag = |name: &str| ask.query(name).map(|text| text == "true");
    let filter = Filter {
        email: ask.query("email").map(str::to_lowercase),
        enabled: flag("enabled"),
        owner: flag("owner"),
    };
    let order: Vec<Order> = (ask.queries("orderBy"))
        .flat_map(|text| text.split(','))
        .map(Order::new)
        .collect();
    let all = order.is_empty()
        && filter.email.is_none()
        && filter.enabled.is_none()
        && filter.owner.is_none();
    let (numbers, total) = if all {
        (
            world.people.slice(page.skip(), page.size),
            world.people.len(),
        )
    } else {
        let numbers = world.people.select(&filter, &order);
        let part = numbers.iter().copied().skip(page.skip()).take(page.size);
        (part.collect(), numbers.len())
    };
    let rows = numbers
        .into_iter()
        .map(|number| world.people.user(number).show());
    Ok(page.answer(&rows.collect::<Vec<_>>(), total, ask))
}

pub(super) fn read(world: &mut World, ask: &Ask) -> Reply {
    let number = find(world, ask)?;
    Ok(one(ask, &world.people.user(number).show()))
}

pub(super) fn create(world: &mut World, ask: &Ask) -> Reply {
    let email = ask.text("email").unwrap_or_default().trim().to_lowercase();
    if !is_email(&email) {
        return Err(Refusal::new(400, "email must be an email"));
    }
    if world.people.knows(&email) {
        return Err(Refusal::new(409, "User with this email already exists"));
    }
    let (number, id) = world.people.next();
    let text = |name: &str| ask.text(name).unwrap_or_default().to_owned();
    let user = User {
        id: id.clone(),
        // Names are optional here and required in replies: Contabo shows the address until there is one.
        first: Some(text("firstName"))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| email.clone()),
        last: Some(text("lastName"))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| email.clone()),
        email,
        verified: false,
        enabled: ask.flag("enabled") == Some(true),
        totp: ask.flag("totp") == Some(true),
        locale: text("locale"),
        owner: false,
        roles: roles(ask)?.unwrap_or_default(),
    };
    world.people.put(number, user);
    let data = json!({ "tenantId": TENANT, "customerId": CUSTOMER, "userId": id });
    let links = json!({ "self": format!("/v1/users/{id}") });
    Ok(Answer::json(
        201,
        json!({ "data": [data], "_links": links }),
    ))
}

/// Changes what was sent and answers with links alone.
pub(super) fn update(world: &mut World, ask: &Ask) -> Reply {
    let number = find(world, ask)?;
    let mut user = world.people.user(number);
    let text = |name: &str, value: &mut String| {
        if let Some(text) = ask.text(name) {
            text.clone_into(value);
        }
    };
    let flag = |name: &str, value: &mut bool| *value = ask.flag(name).unwrap_or(*value);
    if let Some(email) = ask.text("email").map(|email| email.trim().to_lowercase()) {
        if email != user.email && world.people.knows(&email) {
            return Err(Refusal::new(409, "User with this email already exists"));
        }
        user.verified &= email == user.email;
        user.email = email;
    }
    text("firstName", &mut user.first);
    text("lastName", &mut user.last);
    text("locale", &mut user.locale);
    flag("enabled", &mut user.enabled);
    flag("totp", &mut user.totp);
    if let Some(roles) = roles(ask)? {
        user.roles = roles;
    }
    world.people.put(number, user);
    Ok(Answer::json(
        200,
        json!({ "_links": { "self": own_link(ask) } }),
    ))
}

/// A user has one role at most.
fn roles(ask: &Ask) -> Result<Option<Vec<i64>>, Refusal> {
    let Some(values) = ask.body.get("roles").and_then(Value::as_array) else {
        return Ok(None);
    };
    let roles: Vec<i64> = values.iter().filter_map(Value::as_i64).collect();
    let known = |id: &i64| *id == ADMINISTRATOR || OTHER_ROLES.contains(id);
    match roles.iter().find(|id| !known(id)) {
        Some(id) => Err(Refusal::not_found("Role", &format!("roleId {id}"))),
        None if roles.len() > 1 => Err(Refusal::new(
            400,
            "roles must contain no more than 1 element",
        )),
        None => Ok(Some(roles)),
    }
}

pub(super) fn delete(world: &mut World, ask: &Ask) -> Reply {
    let number = find(world, ask)?;
    if number == ME {
        return Err(Refusal::new(403, "The owner can not be deleted"));
    }
    world.people.remove(number);
    Ok(Answer::nothing())
}

/// Both mails: nothing changes, and there is nothing to say.
pub(super) fn mail(world: &mut World, ask: &Ask) -> Reply {
    find(world, ask)?;
    Ok(Answer::nothing())
}

pub(super) fn client(world: &World, ask: &Ask) -> Answer {
    let client = json!({
        "tenantId": TENANT, "customerId": CUSTOMER, "id": world.client, "clientId": world.client_id,
        "secret": world.client_secret,
    });
    one(ask, &client)
}

/// The old secret stops working at once; the tokens that are out live on.
pub(super) fn rotate_secret(world: &mut World, ask: &Ask) -> Answer {
    world.client_secret = world.chance.letters(32);
    let secret =
        json!({ "tenantId": TENANT, "customerId": CUSTOMER, "secret": world.client_secret });
    one(ask, &secret)
}

/// The number of the path's user. An id of any shape that nobody has is simply not found.
pub(super) fn find(world: &World, ask: &Ask) -> Result<u32, Refusal> {
    let number = world.people.number(ask.path("userId"));
    number.ok_or_else(|| Refusal::not_found("User", "userId"))
}

/// One record: a list of one, as Contabo has it.
pub(super) fn one(ask: &Ask, record: &Value) -> Answer {
    let mut reply = Map::new();
    reply.insert("data".to_owned(), json!([record]));
    reply.insert("_links".to_owned(), json!({ "self": own_link(ask) }));
    Answer::json(200, Value::Object(reply))
}

/// The path of a request, as links have it.
pub(super) fn own_link(ask: &Ask) -> String {
    let mut link = ask.operation.path.to_owned();
    for (name, value) in &ask.path {
        link = link.replace(&format!("{{{name}}}"), value);
    }
    link
}
