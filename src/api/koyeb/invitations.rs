use super::{BASE, fields, replies};
use crate::api::{Body, Field, Guard, Home, Kind, Method, Operation, Paging, Verb, reply};

/// The operations that belong to the invitations' pane: first those on invitations to us, then those on ours to others.
pub(super) static ALL: &[&Operation] = &[
    &LIST_USER_ORGANIZATION_INVITATIONS,
    &GET_USER_ORGANIZATION_INVITATION,
    &ACCEPT_ORGANIZATION_INVITATION,
    &DECLINE_ORGANIZATION_INVITATION,
    &LIST_ORGANIZATION_INVITATIONS,
    &GET_ORGANIZATION_INVITATION,
    &CREATE_ORGANIZATION_INVITATION,
    &RESEND_ORGANIZATION_INVITATION,
    &DELETE_ORGANIZATION_INVITATION,
];

const INVITATIONS: Operation = Operation {
    home: Home::Invitations,
    fields: &[fields::INVITATION],
    ..BASE
};

/// What the writes have in common.
const WRITE: Operation = Operation {
    method: Method::Post,
    guard: Guard::Write,
    decode: replies::sent_invitation,
    reloads: &[Home::Invitations],
    ..INVITATIONS
};

/// The invitations that came to the person.
pub static LIST_USER_ORGANIZATION_INVITATIONS: Operation = Operation {
    id: "koyeb.list_user_organization_invitations",
    title: "List received invitations",
    path: "/v1/account/organization_invitations",
    fields: &[fields::LIMIT, fields::OFFSET, fields::INVITATION_STATUSES],
    paging: Paging::Offset,
    decode: replies::received_invitations,
    ..INVITATIONS
};

/// Everything about an invitation that came; 404 when it is addressed to somebody else.
pub static GET_USER_ORGANIZATION_INVITATION: Operation = Operation {
    id: "koyeb.get_user_organization_invitation",
    title: "Show received invitation",
    path: "/v1/account/organization_invitations/{id}",
    ..INVITATIONS
};

/// Joins the organization.
pub static ACCEPT_ORGANIZATION_INVITATION: Operation = Operation {
    id: "koyeb.accept_organization_invitation",
    title: "Accept invitation",
    verb: Verb::ACCEPT,
    path: "/v1/account/organization_invitations/{id}/accept",
    body: Body::Empty,
    guard: Guard::Undo,
    decode: replies::received_invitation,
    reloads: &[Home::Invitations, Home::Organizations],
    ..WRITE
};

/// Turns the invitation down.
pub static DECLINE_ORGANIZATION_INVITATION: Operation = Operation {
    id: "koyeb.decline_organization_invitation",
    title: "Decline invitation",
    verb: Verb::DECLINE,
    path: "/v1/account/organization_invitations/{id}/decline",
    body: Body::Empty,
    guard: Guard::Undo,
    decode: replies::received_invitation,
    ..WRITE
};

/// The invitations that the current organization sent.
pub static LIST_ORGANIZATION_INVITATIONS: Operation = Operation {
    id: "koyeb.list_organization_invitations",
    title: "List sent invitations",
    path: "/v1/organization_invitations",
    fields: &[
        fields::LIMIT,
        fields::OFFSET,
        fields::INVITATION_STATUSES,
        Field::query("user_id", "Invitee", Kind::TEXT).help("Koyeb takes only your own id."),
    ],
    paging: Paging::Offset,
    decode: replies::sent_invitations,
    legacy: true,
    ..INVITATIONS
};

/// Everything about an invitation that was sent.
pub static GET_ORGANIZATION_INVITATION: Operation = Operation {
    id: "koyeb.get_organization_invitation",
    title: "Show sent invitation",
    path: "/v1/organization_invitations/{id}",
    legacy: true,
    ..INVITATIONS
};

/// Invites somebody into the current organization, as an owner: Koyeb has no other role.
pub static CREATE_ORGANIZATION_INVITATION: Operation = Operation {
    id: "koyeb.create_organization_invitation",
    title: "Invite to organization",
    verb: Verb::INVITE,
    path: "/v1/organization_invitations",
    fields: &[Field::body("email", "E-mail", Kind::EMAIL)
        .required()
        .help("Whoever accepts becomes an OWNER of it: Koyeb knows no other role.")],
    body: Body::Fields,
    ..WRITE
};

/// Mails a sent invitation once more.
pub static RESEND_ORGANIZATION_INVITATION: Operation = Operation {
    id: "koyeb.resend_organization_invitation",
    title: "Resend invitation",
    verb: Verb::RESEND,
    path: "/v1/organization_invitations/{id}/resend",
    body: Body::Empty,
    legacy: true,
    ..WRITE
};

/// Takes a sent invitation back.
pub static DELETE_ORGANIZATION_INVITATION: Operation = Operation {
    id: "koyeb.delete_organization_invitation",
    title: "Delete invitation",
    verb: Verb::DELETE,
    method: Method::Delete,
    path: "/v1/organization_invitations/{id}",
    guard: Guard::YesNo,
    warning: "The link in its mail stops working.",
    decode: reply::done,
    legacy: true,
    ..WRITE
};
