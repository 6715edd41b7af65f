//! Organizations: reading, creating, changing, and their budgets.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::sandbox::{ask::Ask, clock::precise};

use super::{
    Reply, account,
    list::Slice,
    refusal::Refusal,
    seed,
    world::{Caller, Organization, World},
};

/// What the members of an organization may change; Koyeb keeps the rest by itself.
const WRITABLE: [&str; 13] = [
    "address1",
    "address2",
    "city",
    "postal_code",
    "state",
    "country",
    "company",
    "vat_number",
    "billing_name",
    "billing_email",
    "name",
    "email_domain_allowlist",
    "default_project_id",
];

/// How many organizations a person may have, as the flag of the seeded user says.
const MOST: usize = 25;

pub(super) fn list(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let user = caller.user()?;
    let slice = Slice::new(ask)?;
    let search = ask.query("search").unwrap_or_default().to_lowercase();
    let statuses: Vec<&str> = ask.queries("statuses").collect();
    let mut rows: Vec<&Organization> = (world.organizations.iter())
        .filter(|row| row.members.contains(&user))
        .filter(|row| row.text("name").contains(&search) || row.id.contains(&search))
        .filter(|row| statuses.is_empty() || statuses.contains(&row.text("status")))
        .collect();
    if let Some(order) = ask.query("order") {
        sort(&mut rows, order);
    }
    let page: Vec<&_> = slice.of(&rows).map(|row| &row.record).collect();
    Ok(json!({
        "organizations": page,
        "limit": slice.limit,
        "offset": slice.offset,
        "has_next": slice.has_next(rows.len()),
    }))
}

/// Koyeb doesn't say what an order looks like: `name`, `-name`, `name desc` and `name:desc` are understood.
fn sort(rows: &mut [&Organization], order: &str) {
    let order = order.to_lowercase();
    let name = order.trim_start_matches('-');
    let name = name.split([' ', ':', ',']).next().unwrap_or_default();
    rows.sort_by(|left, right| left.text(name).cmp(right.text(name)));
    if order.starts_with('-') || order.ends_with("desc") {
        rows.reverse();
    }
}

pub(super) fn read(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let organization = world.organization_mut(caller, ask.path("id"))?;
    Ok(show(organization))
}

pub(super) fn current(world: &mut World, caller: &Caller, _: &Ask) -> Reply {
    let id = caller
        .organization
        .as_deref()
        .ok_or_else(|| Refusal::not_found("Current organization"))?;
    let organization = world.organization_mut(caller, id)?;
    Ok(show(organization))
}

pub(super) fn create(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let user = caller.user()?;
    let name = ask.text("name").unwrap_or_default();
    check_name(world, name, None)?;
    let mine = (world.organizations.iter()).filter(|row| row.members.contains(&user));
    if mine.count() >= MOST {
        return Err(Refusal::precondition(
            "You have reached the maximum number of organizations",
        ));
    }
    let mut organization = seed::organization(&mut world.chance, name, Timestamp::now());
    organization.members.insert(user);
    let shown = show(&organization);
    world.organizations.push(organization);
    Ok(shown)
}

/// Both PUT and PATCH: Koyeb doesn't say how they differ, so both change what was sent.
pub(super) fn update(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let place = world.organization(caller, ask.path("id"))?;
    let wanted = |name: &&str| ask.body.contains_key(*name) && account::in_mask(ask, name);
    if let Some(name) = ask.text("name").filter(|_| wanted(&"name")) {
        check_name(world, name, Some(ask.path("id")))?;
    }
    let organization =
        (world.organizations.get_mut(place)).ok_or_else(|| Refusal::not_found("Organization"))?;
    for name in WRITABLE.iter().filter(|name| wanted(name)) {
        if let Some(value) = ask.body.get(*name).filter(|value| !value.is_null()) {
            organization
                .record
                .insert((*name).to_owned(), value.clone());
        }
    }
    Ok(show(organization))
}

fn check_name(world: &World, name: &str, own: Option<&str>) -> Result<(), Refusal> {
    let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let good = (1..=39).contains(&name.len())
        && name.chars().all(|c| edge(c) || c == '-')
        && name.starts_with(edge)
        && name.ends_with(edge)
        && !name.contains("--");
    if !good {
        let rule = "must have 1 to 39 lowercase letters, digits and single dashes, and start and end with a letter or digit";
        return Err(Refusal::field("name", rule));
    }
    let taken = |row: &Organization| row.text("name") == name && own != Some(row.id.as_str());
    if world.organizations.iter().any(taken) {
        return Err(Refusal::field("name", "is already taken"));
    }
    Ok(())
}

pub(super) fn change_plan(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let organization = world.organization_mut(caller, ask.path("id"))?;
    let plan = ask
        .text("plan")
        .ok_or_else(|| Refusal::field("plan", "is required"))?;
    organization.set("plan", plan);
    organization.set("plan_updated_at", &precise(Timestamp::now()));
    Ok(show(organization))
}

/// Koyeb keeps any JSON object here.
pub(super) fn qualify(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    const NAME: &str = "signup_qualification";
    let organization = world.organization_mut(caller, ask.path("id"))?;
    match ask.body.get(NAME) {
        Some(Value::Object(object)) => {
            organization.record.insert(NAME.to_owned(), json!(object));
            Ok(show(organization))
        }
        Some(_) => Err(Refusal::field(NAME, "must be an object")),
        None => Err(Refusal::field(NAME, "is required")),
    }
}

pub(super) fn read_budget(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let organization = world.organization_mut(caller, ask.path("organization_id"))?;
    let amount = organization
        .budget
        .ok_or_else(|| Refusal::not_found("Budget"))?;
    Ok(budget(amount))
}

pub(super) fn create_budget(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let organization = world.organization_mut(caller, ask.path("organization_id"))?;
    if organization.budget.is_some() {
        return Err(Refusal::conflict(
            "A budget already exists for this organization",
        ));
    }
    let amount = cents(ask)?;
    organization.budget = Some(amount);
    Ok(budget(amount))
}

/// Sets the budget, also where there was none: that is how Koyeb's own program creates it.
pub(super) fn update_budget(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let organization = world.organization_mut(caller, ask.path("organization_id"))?;
    let amount = cents(ask)?;
    organization.budget = Some(amount);
    Ok(budget(amount))
}

pub(super) fn delete_budget(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let organization = world.organization_mut(caller, ask.path("organization_id"))?;
    organization
        .budget
        .take()
        .ok_or_else(|| Refusal::not_found("Budget"))?;
    Ok(json!({}))
}

/// A number of cents; a text, as the JSON of protocol buffers has large numbers.
fn cents(ask: &Ask) -> Result<i64, Refusal> {
    let amount = ask.text("amount").and_then(|text| text.parse().ok());
    amount
        .filter(|cents| *cents > 0)
        .ok_or_else(|| Refusal::field("amount", "must be a positive number of cents"))
}

fn budget(cents: i64) -> Value {
    json!({ "budget": { "amount": cents.to_string(), "thresholds": ["80", "100"] } })
}

pub(super) fn show(organization: &Organization) -> Value {
    json!({ "organization": organization.record })
}
