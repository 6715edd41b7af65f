use std::borrow::Cow;

use super::super::{flag, moment, second, stamp, yes_no};
use crate::{
    app::{Cell, Column, Head, Tone},
    domain::{Clean, Provider, User},
};

/// What may be known of a user at a glance. The status stays last of those that are shown at first.
pub(super) const COLUMNS: &[Column<User>] = &[
    Column::new(
        Head::fixed("Vendor", 9, &["vendor", "provider"]),
        |user, _| Cell::dim(user.provider.name()),
        |user| Cow::Borrowed(user.provider.name()),
    ),
    Column::new(
        Head::growing("Name", 18, 2, &["name"]).naming(),
        |user, _| match (user.you, user.name.is_empty()) {
            _ if user.persona => Cell::new(format!("(persona) {}", user.name), Tone::Accent),
            (true, false) => Cell::new(format!("(you) {}", user.name), Tone::Accent),
            (true, true) => Cell::new("(you)", Tone::Accent),
            (false, _) => Cell::plain(user.name.clone()),
        },
        |user| Cow::Borrowed(user.name.raw()),
    ),
    Column::new(
        Head::growing("E-mail", 16, 3, &["email", "e-mail"])
            .naming()
            .dispensable(1),
        |user, _| match user.email_verified {
            Some(false) => Cell::new(user.email.clone(), Tone::Warning),
            Some(true) | None => Cell::plain(user.email.clone()),
        },
        |user| Cow::Borrowed(user.email.raw()),
    ),
    Column::new(
        Head::growing("Roles", 12, 1, &["roles", "role"]).dispensable(3),
        |user, _| Cell::dim(roles(user)),
        |user| Cow::Borrowed(user.roles.raw()),
    ),
    Column::new(
        Head::fixed("2FA", 4, &["2fa", "two-factor"]).dispensable(2),
        |user, _| match user.two_factor {
            Some(true) => Cell::new("on", Tone::Good),
            Some(false) => Cell::new("off", Tone::Warning),
            None => Cell::dim("?"),
        },
        |user| {
            Cow::Borrowed(
                user.two_factor
                    .map_or("", |on| if on { "on" } else { "off" }),
            )
        },
    ),
    Column::new(
        Head::fixed("Status", 10, &["status"]),
        |user, _| {
            if user.active {
                Cell::new("active", Tone::Good)
            } else {
                Cell::new("disabled", Tone::Bad)
            }
        },
        |user| Cow::Borrowed(if user.active { "active" } else { "disabled" }),
    ),
    Column::<User>::new(
        Head::fixed("Last login", 14, &["login", "seen"]).hidden(),
        |user, facts| moment(user.last_seen, facts),
        |user| stamp(user.last_seen),
    )
    .by_value(|user| second(user.last_seen)),
    Column::<User>::new(
        Head::fixed("Created", 14, &["created"]).hidden(),
        |user, facts| moment(user.created_at, facts),
        |user| stamp(user.created_at),
    )
    .by_value(|user| second(user.created_at)),
    Column::new(
        Head::fixed("Address proven", 14, &["proven", "verified"]).hidden(),
        |user, _| flag(user.email_verified),
        |user| Cow::Borrowed(yes_no(user.email_verified)),
    ),
    Column::new(
        Head::growing("Organization", 12, 1, &["organization"]).hidden(),
        |user, _| Cell::plain(user.organization.clone()),
        |user| Cow::Borrowed(user.organization.raw()),
    ),
    Column::new(
        Head::growing("Id", 12, 1, &["id"]).hidden(),
        |user, _| Cell::dim(user.id.clone()),
        |user| Cow::Borrowed(user.id.raw()),
    ),
];

/// Roles without what is the same in all of Tripartie's. What Koyeb has are flags: the detail tells them in words.
fn roles(user: &User) -> Clean {
    match user.provider {
        Provider::Koyeb => Clean::default(),
        Provider::Tripartie => {
            let roles = user.roles.raw().split(", ");
            let short = roles.map(|role| role.strip_prefix("ROLE_").unwrap_or(role));
            Clean::from(short.collect::<Vec<_>>().join(", "))
        }
        Provider::Contabo => user.roles.clone(),
    }
}
