use std::borrow::Cow;

use super::{
    super::{second, stamp},
    expiry, other_side, status,
};
use crate::{
    app::{Cell, Column, Head},
    domain::{Clean, Direction, Invitation},
};

/// What may be known of an invitation at a glance.
pub(super) const COLUMNS: &[Column<Invitation>] = &[
    Column::new(
        Head::fixed("Vendor", 6, &["vendor", "provider"])
            .common()
            .dispensable(3),
        |_, _| Cell::dim("Koyeb"),
        |_| Cow::Borrowed("Koyeb"),
    ),
    Column::new(
        Head::fixed("Way", 3, &["way", "direction"]).common(),
        |invitation, _| match invitation.direction {
            Direction::Received => Cell::plain("in"),
            Direction::Sent => Cell::dim("out"),
        },
        |invitation| {
            Cow::Borrowed(match invitation.direction {
                Direction::Received => "in",
                Direction::Sent => "out",
            })
        },
    ),
    Column::new(
        Head::growing("Organization", 12, 2, &["organization"]).naming(),
        |invitation, _| Cell::plain(invitation.organization.clone()),
        |invitation| Cow::Borrowed(invitation.organization.raw()),
    ),
    Column::new(
        Head::growing("From / to", 16, 2, &["from", "to"])
            .naming()
            .dispensable(2),
        |invitation, _| other_side(invitation),
        |invitation| match invitation.direction {
            Direction::Received => {
                Cow::Borrowed(invitation.inviter.as_ref().map_or("", Clean::raw))
            }
            Direction::Sent => Cow::Borrowed(invitation.email.raw()),
        },
    ),
    Column::<Invitation>::new(
        Head::fixed("Expires", 10, &["expires"]).dispensable(1),
        expiry,
        |invitation| stamp(invitation.expires_at),
    )
    .by_value(|invitation| second(invitation.expires_at)),
    Column::new(
        Head::growing("Status", 27, 1, &["status"]).common(),
        |invitation, _| status(invitation),
        |invitation| Cow::Borrowed(invitation.status.words()),
    ),
    Column::new(
        Head::growing("Invited", 16, 2, &["email", "invited", "e-mail"])
            .naming()
            .hidden(),
        |invitation, _| Cell::plain(invitation.email.clone()),
        |invitation| Cow::Borrowed(invitation.email.raw()),
    ),
    Column::new(
        Head::fixed("Role", 8, &["role"]).common().hidden(),
        |invitation, _| Cell::plain(invitation.role.clone()),
        |invitation| Cow::Borrowed(invitation.role.raw()),
    ),
    Column::new(
        Head::growing("Organization's id", 12, 1, &["organization-id"]).hidden(),
        |invitation, _| Cell::dim(invitation.organization_id.clone()),
        |invitation| Cow::Borrowed(invitation.organization_id.raw()),
    ),
    Column::new(
        Head::growing("Id", 12, 1, &["id"]).hidden(),
        |invitation, _| Cell::dim(invitation.id.clone()),
        |invitation| Cow::Borrowed(invitation.id.raw()),
    ),
];
