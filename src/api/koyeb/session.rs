use super::{BASE, fields, replies};
use crate::api::{Auth, Body, Field, Gives, Guard, Home, Kind, Method, Operation, Verb, reply};

/// Sign-in and account set-up.
pub(super) static ALL: &[&Operation] = &[
    &LOGIN_METHOD,
    &GET_OAUTH_OPTIONS,
    &OAUTH_CALLBACK,
    &SIGNUP,
    &VALIDATE,
    &RESET_PASSWORD,
    &UPDATE_PASSWORD,
];

const SESSION: Operation = Operation {
    home: Home::Session,
    auth: Auth::Public,
    ..BASE
};

/// What hands out a session token.
const SIGN_IN: Operation = Operation {
    verb: Verb::SIGN_IN,
    method: Method::Post,
    body: Body::Fields,
    guard: Guard::Write,
    decode: replies::session,
    reloads: &[
        Home::Users,
        Home::Organizations,
        Home::Invitations,
        Home::Credentials,
    ],
    ..SESSION
};

/// Whether an address signs in at Koyeb itself or at `WorkOS`.
pub static LOGIN_METHOD: Operation = Operation {
    id: "koyeb.login_method",
    title: "Find the sign-in method",
    path: "/v1/account/login_method",
    fields: &[Field::query("email", "E-mail", Kind::EMAIL).required()],
    legacy: true,
    ..SESSION
};

/// The providers that one can sign in with: their URLs go on in a browser.
pub static GET_OAUTH_OPTIONS: Operation = Operation {
    id: "koyeb.get_oauth_options",
    vendor_name: "get_o_auth_options",
    title: "Sign in with a provider",
    path: "/v1/account/oauth",
    fields: &[
        Field::query(
            "action",
            "Purpose",
            Kind::Choice(&["signin", "signup", "register"]),
        ),
        Field::query("metadata", "Metadata", Kind::Text { min: 0, max: 400 })
            .help("Comes back with the state; leave it empty."),
    ],
    decode: replies::links,
    gives: Gives::Link,
    legacy: true,
    ..SESSION
};

/// Ends a sign-in with a provider, or the connection to GitHub, with what the browser brought back.
pub static OAUTH_CALLBACK: Operation = Operation {
    id: "koyeb.oauth_callback",
    vendor_name: "o_auth_callback",
    title: "Finish the sign-in with a provider",
    path: "/v1/account/oauth",
    fields: &[
        fields::SEON_FP,
        Field::body("state", "State", Kind::SECRET),
        Field::body("code", "Code", Kind::SECRET),
        Field::body("setup_action", "GitHub set-up action", Kind::TEXT).help("install or request."),
        Field::body("installation_id", "GitHub installation", Kind::TEXT),
    ],
    decode: replies::session_if_any,
    auth: Auth::Optional,
    ..SIGN_IN
};

/// Opens an account. Koyeb wants a captcha solved in a browser.
pub static SIGNUP: Operation = Operation {
    id: "koyeb.signup",
    title: "Sign up",
    verb: Verb::new("sign up", "signing up", "signed up"),
    path: "/v1/account/signup",
    fields: &[
        fields::SEON_FP,
        Field::body("email", "E-mail", Kind::EMAIL).required(),
        Field::body("password", "Password", Kind::SECRET).required(),
        Field::body("name", "Name", Kind::TEXT),
        Field::body("captcha", "Captcha", Kind::SECRET),
    ],
    legacy: true,
    ..SIGN_IN
};

/// Proves the address with the id from Koyeb's e-mail.
pub static VALIDATE: Operation = Operation {
    id: "koyeb.validate",
    title: "Validate account",
    verb: Verb::new("validate", "validating", "validated"),
    path: "/v1/account/validate/{id}",
    fields: &[
        Field::path("id", "Id from the e-mail").kind(Kind::SECRET),
        fields::SEON_FP,
    ],
    body: Body::None,
    legacy: true,
    ..SIGN_IN
};

/// Mails a link for a new password.
pub static RESET_PASSWORD: Operation = Operation {
    id: "koyeb.reset_password",
    title: "Reset password",
    verb: Verb::new("reset", "resetting", "reset"),
    method: Method::Post,
    path: "/v1/account/reset_password",
    fields: &[Field::body("email", "E-mail", Kind::EMAIL).required()],
    body: Body::Fields,
    guard: Guard::YesNo,
    warning: "Koyeb mails a link for a new password to that address.",
    decode: reply::done,
    legacy: true,
    ..SESSION
};

/// Sets a new password with the id from Koyeb's e-mail.
pub static UPDATE_PASSWORD: Operation = Operation {
    id: "koyeb.update_password",
    title: "Set a new password",
    verb: Verb::UPDATE,
    path: "/v1/account/update_password",
    fields: &[
        fields::SEON_FP,
        Field::body("id", "Id from the e-mail", Kind::SECRET).required(),
        Field::body("password", "New password", Kind::SECRET).required(),
    ],
    legacy: true,
    ..SIGN_IN
};
