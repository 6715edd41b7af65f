use super::{BASE, fields, replies};
use crate::api::{Body, Field, Guard, Home, Kind, Method, Operation, Paging, Verb};

/// The operations that belong to the organizations' pane.
pub(super) static ALL: &[&Operation] = &[
    &LIST_USER_ORGANIZATIONS,
    &GET_ORGANIZATION,
    &GET_CURRENT_ORGANIZATION,
    &SWITCH_ORGANIZATION,
    &UNSCOPE_ORGANIZATION_TOKEN,
    &CREATE_ORGANIZATION,
    &UPDATE_ORGANIZATION_PATCH,
    &UPDATE_ORGANIZATION_PUT,
    &UPDATE_ORGANIZATION_PLAN,
    &UPSERT_SIGNUP_QUALIFICATION,
    &DEACTIVATE_ORGANIZATION,
    &REACTIVATE_ORGANIZATION,
    &DELETE_ORGANIZATION,
];

/// What the operations of the pane have in common.
pub(super) const ORGANIZATIONS: Operation = Operation {
    home: Home::Organizations,
    ..BASE
};

/// What the pane's writes have in common.
pub(super) const WRITE: Operation = Operation {
    verb: Verb::UPDATE,
    method: Method::Post,
    guard: Guard::Write,
    decode: replies::one_organization,
    reloads: &[Home::Organizations],
    ..ORGANIZATIONS
};

/// A change of the token's scope changes what every pane shows.
const RESCOPE: Operation = Operation {
    verb: Verb::SWITCH,
    body: Body::Empty,
    decode: replies::session,
    reloads: &[
        Home::Users,
        Home::Organizations,
        Home::Invitations,
        Home::Credentials,
    ],
    ..WRITE
};

/// The organizations that the person is a member of.
pub static LIST_USER_ORGANIZATIONS: Operation = Operation {
    id: "koyeb.list_user_organizations",
    title: "List organizations",
    path: "/v1/account/organizations",
    fields: &[
        fields::LIMIT,
        fields::OFFSET,
        Field::query("order", "Order", Kind::TEXT).help("asc or desc."),
        Field::query("search", "Search", Kind::TEXT).help("Part of a name or an id."),
        fields::STATUSES,
    ],
    paging: Paging::Offset,
    decode: replies::organizations,
    ..ORGANIZATIONS
};

/// Everything about one organization.
pub static GET_ORGANIZATION: Operation = Operation {
    id: "koyeb.get_organization",
    title: "Show organization",
    path: "/v1/organizations/{id}",
    fields: &[fields::ORGANIZATION],
    ..ORGANIZATIONS
};

/// The organization that the token is scoped to.
pub static GET_CURRENT_ORGANIZATION: Operation = Operation {
    id: "koyeb.get_current_organization",
    title: "Show current organization",
    path: "/v1/account/organization",
    decode: replies::one_organization,
    ..ORGANIZATIONS
};

/// Hands out a token that is scoped to an organization.
pub static SWITCH_ORGANIZATION: Operation = Operation {
    id: "koyeb.switch_organization",
    title: "Switch to organization",
    path: "/v1/organizations/{id}/switch",
    fields: &[fields::ORGANIZATION, fields::SEON_FP],
    ..RESCOPE
};

/// Hands out a token without an organization, so that the organization can be deleted and the token survives.
pub static UNSCOPE_ORGANIZATION_TOKEN: Operation = Operation {
    id: "koyeb.unscope_organization_token",
    title: "Leave organization scope",
    verb: Verb::new("leave", "leaving", "left"),
    path: "/v1/unscope_organization_token",
    fields: &[fields::SEON_FP],
    legacy: true,
    ..RESCOPE
};

/// Founds an organization.
pub static CREATE_ORGANIZATION: Operation = Operation {
    id: "koyeb.create_organization",
    title: "New organization",
    verb: Verb::new("create", "creating", "created"),
    path: "/v1/organizations",
    fields: &[Field::body("name", "Name", Kind::TEXT)
        .required()
        .help("Up to 39 of a-z, 0-9 and -; unique at Koyeb.")],
    body: Body::Fields,
    ..WRITE
};

/// Changes parts of an organization.
pub static UPDATE_ORGANIZATION_PATCH: Operation = Operation {
    id: "koyeb.update_organization_patch",
    vendor_name: "update_organization2",
    title: "Edit organization",
    method: Method::Patch,
    path: "/v1/organizations/{id}",
    fields: fields::ORGANIZATION_BODY,
    body: Body::Fields,
    ..WRITE
};

/// Replaces an organization.
pub static UPDATE_ORGANIZATION_PUT: Operation = Operation {
    id: "koyeb.update_organization_put",
    vendor_name: "update_organization",
    title: "Replace organization",
    method: Method::Put,
    path: "/v1/organizations/{id}",
    fields: fields::ORGANIZATION_BODY,
    body: Body::Fields,
    legacy: true,
    ..WRITE
};

/// Changes what an organization pays.
pub static UPDATE_ORGANIZATION_PLAN: Operation = Operation {
    id: "koyeb.update_organization_plan",
    title: "Change plan",
    verb: Verb::new("change", "changing", "changed").part("the plan", "of"),
    path: "/v1/organizations/{id}/plan",
    original: Some(&GET_ORGANIZATION),
    fields: &[
        fields::ORGANIZATION,
        fields::PLAN.required(),
        Field::body("coupon_code", "Coupon", Kind::TEXT),
    ],
    body: Body::Fields,
    guard: Guard::YesNo,
    warning: "Koyeb charges for the new plan from now on.",
    ..WRITE
};

/// Writes the answers that Koyeb asks for after a sign-up: free JSON.
pub static UPSERT_SIGNUP_QUALIFICATION: Operation = Operation {
    id: "koyeb.upsert_signup_qualification",
    title: "Write sign-up answers",
    verb: Verb::UPDATE.part("the sign-up answers", "of"),
    path: "/v1/organizations/{id}/signup_qualification",
    original: Some(&GET_ORGANIZATION),
    fields: &[
        fields::ORGANIZATION,
        Field::body("signup_qualification", "Sign-up answers", Kind::Json).required(),
    ],
    body: Body::Fields,
    ..WRITE
};

/// Deletes all that an organization runs, and its API credentials.
pub static DEACTIVATE_ORGANIZATION: Operation = Operation {
    id: "koyeb.deactivate_organization",
    title: "Deactivate organization",
    verb: Verb::new("deactivate", "deactivating", "deactivated"),
    path: "/v1/organizations/{id}/deactivate",
    fields: &[
        fields::ORGANIZATION,
        Field::body("skip_confirmation", "Without asking by mail", Kind::Flag)
            .help("No: Koyeb mails a link to every member first. Yes: at once."),
    ],
    body: Body::Fields,
    guard: Guard::TypeName,
    warning: "Koyeb deletes what runs in it: apps, services, secrets and domains. Its API credentials go too, perhaps the one that you use now.",
    ..WRITE
};

/// Puts a deactivated organization back into use.
pub static REACTIVATE_ORGANIZATION: Operation = Operation {
    id: "koyeb.reactivate_organization",
    title: "Reactivate organization",
    verb: Verb::new("reactivate", "reactivating", "reactivated"),
    path: "/v1/organizations/{id}/reactivate",
    fields: &[fields::ORGANIZATION],
    body: Body::Empty,
    guard: Guard::YesNo,
    warning: "Koyeb charges for it again from now on.",
    ..WRITE
};

/// Deletes a deactivated organization for good.
pub static DELETE_ORGANIZATION: Operation = Operation {
    id: "koyeb.delete_organization",
    title: "Delete organization",
    verb: Verb::DELETE,
    method: Method::Delete,
    path: "/v1/organizations/{id}",
    fields: &[fields::ORGANIZATION],
    guard: Guard::TypeName,
    warning: "It is deleted for good. Koyeb refuses while an invoice is unpaid.",
    ..WRITE
};
