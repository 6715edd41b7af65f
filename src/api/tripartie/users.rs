use super::{BASE, CAPTCHA, PAGE, PASSWORD, replies};
use crate::api::{
    Auth, Body, Field, Gives, Guard, Home, Kind, Method, Operation, Paging, Verb, reply,
};

/// The operations that belong to the users' pane.
pub(super) static ALL: &[&Operation] = &[
    &LIST_USERS,
    &GET_USER,
    &GET_ME,
    &GET_PERSONA,
    &UPDATE_USER,
    &VALIDATE_EMAIL,
    &CHANGE_PASSWORD,
    &SETUP_TOTP,
    &TOGGLE_TOTP,
];

const USER: Field = Field::path("id", "User");

const USERS: Operation = Operation {
    home: Home::Users,
    ..BASE
};

const CHANGE: Operation = Operation {
    verb: Verb::UPDATE,
    method: Method::Patch,
    body: Body::Fields,
    guard: Guard::Write,
    reloads: &[Home::Users],
    ..USERS
};

/// The users of the organization.
pub static LIST_USERS: Operation = Operation {
    id: "tripartie.list_users",
    vendor_name: "api_users_get_collection",
    title: "List users",
    path: "/users",
    fields: &[PAGE],
    paging: Paging::ContentRange,
    decode: replies::users,
    ..USERS
};

/// Everything about one user.
pub static GET_USER: Operation = Operation {
    id: "tripartie.get_user",
    vendor_name: "api_users_id_get",
    title: "Show user",
    path: "/users/{id}",
    fields: &[USER],
    ..USERS
};

/// The user that the token belongs to.
pub static GET_ME: Operation = Operation {
    id: "tripartie.get_me",
    vendor_name: "api_me_get",
    title: "Show your profile",
    path: "/me",
    decode: replies::me,
    ..USERS
};

/// The persona that the persona token belongs to.
pub static GET_PERSONA: Operation = Operation {
    id: "tripartie.get_persona",
    vendor_name: "api_personasme_get",
    title: "Show your persona",
    path: "/personas/me",
    decode: replies::persona,
    auth: Auth::Persona,
    ..USERS
};

/// Changes parts of a user; the two consents are always sent. Answers with the id alone.
pub static UPDATE_USER: Operation = Operation {
    id: "tripartie.update_user",
    vendor_name: "api_users_id_patch",
    title: "Edit user",
    path: "/users/{id}",
    fields: &[
        USER,
        Field::body("firstName", "First name", Kind::TEXT),
        Field::body("lastName", "Last name", Kind::TEXT),
        Field::body("publicName", "Public name", Kind::TEXT),
        Field::body("roleInCompany", "Role in the company", Kind::TEXT),
        Field::body("birthday", "Birthday", Kind::Time),
        Field::body("intlPhoneNumber", "Phone number", Kind::TEXT)
            .help("With +33 or such in front."),
        Field::body(
            "consentMailNotification",
            "Wants notifications by mail",
            Kind::Flag,
        )
        .required(),
        Field::body("consentMailAds", "Wants advertising by mail", Kind::Flag).required(),
    ],
    decode: reply::done,
    ..CHANGE
};

/// Proves an address with the code from Tripartie's e-mail.
pub static VALIDATE_EMAIL: Operation = Operation {
    id: "tripartie.validate_email",
    vendor_name: "api_users_idemail_validation_patch",
    title: "Validate e-mail",
    verb: Verb::new("validate", "validating", "validated"),
    path: "/users/{id}/email-validation",
    fields: &[
        USER,
        Field::body(
            "emailVerificationInput",
            "Code from the e-mail",
            Kind::Secret { min: 128, max: 128 },
        )
        .required(),
        CAPTCHA.required(),
        PASSWORD,
    ],
    decode: reply::done,
    ..CHANGE
};

/// Changes a password.
pub static CHANGE_PASSWORD: Operation = Operation {
    id: "tripartie.change_password",
    vendor_name: "api_users_idpassword_patch",
    title: "Change password",
    verb: Verb::new("change", "changing", "changed").part("the password", "of"),
    path: "/users/{id}/password",
    fields: &[
        USER,
        Field::body(
            "plainPassword",
            "Current password",
            Kind::Secret { min: 6, max: 64 },
        )
        .required(),
        Field::body(
            "newPassword",
            "New password",
            Kind::Secret { min: 6, max: 64 },
        )
        .required(),
    ],
    ..CHANGE
};

/// Makes a new secret for one-time codes. It takes effect with [`TOGGLE_TOTP`].
pub static SETUP_TOTP: Operation = Operation {
    id: "tripartie.setup_totp",
    vendor_name: "api_users_idtotp_setup_patch",
    title: "Set up two-factor",
    verb: Verb::new("begin", "beginning", "begun").part("the two-factor set-up", "of"),
    path: "/users/{id}/totp-setup",
    fields: &[USER],
    body: Body::Empty,
    decode: replies::totp_setup,
    gives: Gives::Secret,
    tells_once: true,
    ..CHANGE
};

/// Turns two-factor on or off; both want a code.
pub static TOGGLE_TOTP: Operation = Operation {
    id: "tripartie.toggle_totp",
    vendor_name: "api_users_idtotp_toggle_patch",
    title: "Turn two-factor on or off",
    verb: Verb::UPDATE.part("two-factor", "of"),
    path: "/users/{id}/totp-toggle",
    fields: &[
        USER,
        Field::body("totpEnabled", "Two-factor on", Kind::Flag).required(),
        Field::body("totpChallenge", "Code from the authenticator", Kind::SECRET).required(),
    ],
    decode: reply::done,
    ..CHANGE
};
