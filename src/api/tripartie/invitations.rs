use super::{BASE, FIRST_NAME, LAST_NAME};
use crate::api::{Body, Field, Guard, Home, Kind, Method, Operation, Verb, reply};

/// The operations that belong to the invitations' pane. Tripartie neither lists nor revokes what it sent.
pub(super) static ALL: &[&Operation] = &[&INVITE_USER];

/// Invites somebody into the organization. Answers with the new user's id alone.
pub static INVITE_USER: Operation = Operation {
    id: "tripartie.invite_user",
    vendor_name: "api_invite_post",
    title: "Invite user",
    home: Home::Invitations,
    verb: Verb::INVITE,
    method: Method::Post,
    path: "/invite",
    fields: &[
        FIRST_NAME.required(),
        LAST_NAME.required(),
        Field::body("email", "E-mail", Kind::Email { max: 180 }).required(),
        Field::body(
            "invitedRole",
            "Roles",
            Kind::Ticks(&[
                "ROLE_ADMIN",
                "ROLE_CONSULTANT",
                "ROLE_ACCOUNTING_MANAGER",
                "ROLE_BILLING_MANAGER",
                "ROLE_CUSTOMER_SERVICE",
                "ROLE_PLATFORM_ADMIN",
                "ROLE_PLATFORM_SUPPORT",
                "ROLE_ORGANIZATION_OWNER",
            ]),
        )
        .required(),
    ],
    body: Body::Fields,
    guard: Guard::Write,
    decode: reply::done,
    reloads: &[Home::Users],
    ..BASE
};
