use super::{BASE, fields, replies};
use crate::api::{Body, Field, Gives, Guard, Home, Kind, Method, Operation, Verb, reply};

/// The operations that belong to the users' pane.
pub(super) static ALL: &[&Operation] = &[
    &GET_CURRENT_USER,
    &UPDATE_USER_V2_PATCH,
    &UPDATE_USER_V2_PUT,
    &UPDATE_USER_PATCH,
    &UPDATE_USER_PUT,
    &GET_USER_SETTINGS,
    &UPDATE_USER_SETTINGS,
    &RESEND_EMAIL_VALIDATION,
    &GET_IDENFY_TOKEN,
    &CLEAR_IDENFY_VERIFICATION_RESULT,
];

const USERS: Operation = Operation {
    home: Home::Users,
    ..BASE
};

const UPDATE_PROFILE: Operation = Operation {
    verb: Verb::UPDATE,
    path: "/v1/account/profile",
    fields: fields::PROFILE,
    body: Body::Fields,
    guard: Guard::Write,
    decode: replies::current_user,
    reloads: &[Home::Users],
    ..USERS
};

/// The person that the token belongs to.
pub static GET_CURRENT_USER: Operation = Operation {
    id: "koyeb.get_current_user",
    title: "Show your profile",
    path: "/v1/account/profile",
    fields: &[fields::SEON_FP],
    decode: replies::current_user,
    ..USERS
};

/// Changes parts of the own profile. Koyeb writes it some time after it answered.
pub static UPDATE_USER_V2_PATCH: Operation = Operation {
    id: "koyeb.update_user_v2_patch",
    vendor_name: "update_user_v22",
    title: "Edit your profile",
    method: Method::Patch,
    path: "/v2/account/profile",
    ..UPDATE_PROFILE
};

/// Replaces the own profile. Koyeb writes it some time after it answered.
pub static UPDATE_USER_V2_PUT: Operation = Operation {
    id: "koyeb.update_user_v2_put",
    vendor_name: "update_user_v2",
    title: "Replace your profile",
    method: Method::Put,
    path: "/v2/account/profile",
    legacy: true,
    ..UPDATE_PROFILE
};

/// Changes parts of the own profile by the first version of the interface.
pub static UPDATE_USER_PATCH: Operation = Operation {
    id: "koyeb.update_user_patch",
    vendor_name: "update_user2",
    title: "Edit your profile (v1)",
    method: Method::Patch,
    legacy: true,
    ..UPDATE_PROFILE
};

/// Replaces the own profile by the first version of the interface.
pub static UPDATE_USER_PUT: Operation = Operation {
    id: "koyeb.update_user_put",
    vendor_name: "update_user",
    title: "Replace your profile (v1)",
    method: Method::Put,
    legacy: true,
    ..UPDATE_PROFILE
};

/// What Koyeb mails to the person.
pub static GET_USER_SETTINGS: Operation = Operation {
    id: "koyeb.get_user_settings",
    title: "Show your settings",
    path: "/v1/account/settings",
    ..USERS
};

/// Changes what Koyeb mails to the person.
pub static UPDATE_USER_SETTINGS: Operation = Operation {
    id: "koyeb.update_user_settings",
    title: "Edit your settings",
    verb: Verb::UPDATE.part("the settings", "of"),
    method: Method::Patch,
    path: "/v1/account/settings",
    original: Some(&GET_USER_SETTINGS),
    fields: &[Field::body(
        "failed_deployment_email_notification",
        "Mail when a deployment fails",
        Kind::Flag,
    )],
    body: Body::Fields,
    guard: Guard::Write,
    reloads: &[Home::Users],
    ..USERS
};

/// Mails the link that proves the own address once more.
pub static RESEND_EMAIL_VALIDATION: Operation = Operation {
    id: "koyeb.resend_email_validation",
    title: "Resend e-mail validation",
    verb: Verb::RESEND,
    method: Method::Post,
    path: "/v1/account/resend_validation",
    body: Body::Empty,
    guard: Guard::Write,
    decode: reply::done,
    legacy: true,
    ..USERS
};

/// Begins an identity check at iDenfy: the token opens it in a browser.
pub static GET_IDENFY_TOKEN: Operation = Operation {
    id: "koyeb.get_idenfy_token",
    title: "Identity check: begin",
    verb: Verb::new("begin", "beginning", "begun").part("the identity check", "of"),
    path: "/v1/account/idenfy",
    guard: Guard::Write,
    decode: replies::identity_check,
    gives: Gives::Secret,
    ..USERS
};

/// Sets the result of an identity check aside. Koyeb does not say which of the two ids it wants.
pub static CLEAR_IDENFY_VERIFICATION_RESULT: Operation = Operation {
    id: "koyeb.clear_idenfy_verification_result",
    title: "Identity check: start over",
    verb: Verb::new("clear", "clearing", "cleared").part("the identity check", "of"),
    method: Method::Post,
    path: "/v1/account/idenfy",
    fields: &[
        Field::body("user_id", "User", Kind::TEXT),
        Field::body("organization_id", "Organization", Kind::TEXT),
    ],
    body: Body::Fields,
    guard: Guard::YesNo,
    warning: "The result of the identity check is thrown away: the check begins anew.",
    decode: reply::done,
    reloads: &[Home::Users],
    legacy: true,
    ..USERS
};
