use super::{BASE, ORDER_BY, PAGE, REQUEST_ID, SIZE, TRACE_ID, USER, replies};
use crate::api::{Body, Field, Guard, Home, Kind, Method, Operation, Paging, Verb, reply};

/// The operations that belong to the users' pane.
pub(super) static ALL: &[&Operation] = &[
    &RETRIEVE_USER_LIST,
    &RETRIEVE_USER,
    &CREATE_USER,
    &UPDATE_USER,
    &DELETE_USER,
    &RESEND_EMAIL_VERIFICATION,
    &RESET_PASSWORD,
];

const NAME: Kind = Kind::Text { min: 1, max: 255 };
const FIRST_NAME: Field = Field::body("firstName", "First name", NAME);
const LAST_NAME: Field = Field::body("lastName", "Last name", NAME);
const EMAIL: Field = Field::body("email", "E-mail", Kind::Email { max: 255 });
const ENABLED: Field =
    Field::body("enabled", "Enabled", Kind::Flag).help("A user that is not enabled can't sign in.");
const TOTP: Field = Field::body("totp", "Two-factor", Kind::Flag);
const LOCALE: Field = Field::body(
    "locale",
    "Language",
    Kind::Choice(&["de-DE", "de", "en-US", "en"]),
);
const ROLES: Field = Field::body("roles", "Roles", Kind::Roles)
    .help("Contabo gives a user one role at most. It replaces those that the user has.");
const REDIRECT_URL: Field = Field::query("redirectUrl", "URL to go on to", Kind::TEXT);

const USERS: Operation = Operation {
    home: Home::Users,
    fields: &[REQUEST_ID, TRACE_ID, USER],
    ..BASE
};

const WRITE: Operation = Operation {
    verb: Verb::UPDATE,
    method: Method::Post,
    guard: Guard::Write,
    reloads: &[Home::Users],
    ..USERS
};

/// The users of the account.
pub static RETRIEVE_USER_LIST: Operation = Operation {
    id: "contabo.retrieve_user_list",
    title: "List users",
    path: "/v1/users",
    fields: &[
        REQUEST_ID,
        TRACE_ID,
        PAGE,
        SIZE,
        ORDER_BY,
        Field::query("email", "Part of the e-mail", Kind::TEXT),
        Field::query("enabled", "Enabled", Kind::Flag),
        Field::query("owner", "Owner", Kind::Flag),
    ],
    paging: Paging::PageSize,
    decode: replies::users,
    ..USERS
};

/// Everything about one user.
pub static RETRIEVE_USER: Operation = Operation {
    id: "contabo.retrieve_user",
    title: "Show user",
    path: "/v1/users/{userId}",
    ..USERS
};

/// Makes a user, who sets the password by e-mail. Answers with the id alone.
pub static CREATE_USER: Operation = Operation {
    id: "contabo.create_user",
    title: "New user",
    verb: Verb::new("create", "creating", "created"),
    path: "/v1/users",
    fields: &[
        REQUEST_ID,
        TRACE_ID,
        FIRST_NAME,
        LAST_NAME,
        EMAIL.required(),
        ENABLED.required(),
        TOTP.required(),
        LOCALE.required(),
        ROLES,
    ],
    body: Body::Fields,
    decode: reply::done,
    ..WRITE
};

/// Changes parts of a user. Answers without data.
pub static UPDATE_USER: Operation = Operation {
    id: "contabo.update_user",
    title: "Edit user",
    method: Method::Patch,
    path: "/v1/users/{userId}",
    fields: &[
        REQUEST_ID, TRACE_ID, USER, FIRST_NAME, LAST_NAME, EMAIL, ENABLED, TOTP, LOCALE, ROLES,
    ],
    body: Body::Fields,
    decode: reply::done,
    ..WRITE
};

/// Deletes a user.
pub static DELETE_USER: Operation = Operation {
    id: "contabo.delete_user",
    title: "Delete user",
    verb: Verb::DELETE,
    method: Method::Delete,
    path: "/v1/users/{userId}",
    guard: Guard::TypeName,
    warning: "The user is removed for good, with all S3 credentials. To disable a user is enough to keep somebody out, and can be undone.",
    decode: reply::done,
    reloads: &[Home::Users, Home::Credentials],
    ..WRITE
};

/// Mails the link that proves a user's address once more.
pub static RESEND_EMAIL_VERIFICATION: Operation = Operation {
    id: "contabo.resend_email_verification",
    title: "Resend e-mail verification",
    verb: Verb::RESEND,
    path: "/v1/users/{userId}/resend-email-verification",
    fields: &[REQUEST_ID, TRACE_ID, USER, REDIRECT_URL],
    decode: reply::done,
    reloads: &[],
    ..WRITE
};

/// Mails a user a link for a new password.
pub static RESET_PASSWORD: Operation = Operation {
    id: "contabo.reset_password",
    title: "Send password reset",
    verb: Verb::new("send", "sending", "sent").part("the password reset", "to"),
    path: "/v1/users/{userId}/reset-password",
    fields: &[REQUEST_ID, TRACE_ID, USER, REDIRECT_URL],
    guard: Guard::YesNo,
    warning: "Contabo mails the user a link for a new password.",
    decode: reply::done,
    reloads: &[],
    ..WRITE
};
