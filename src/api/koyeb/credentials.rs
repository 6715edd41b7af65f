use super::{BASE, fields, replies};
use crate::api::{Body, Field, Guard, Home, Kind, Method, Operation, Verb};

/// The operations that belong to the credentials' pane.
pub(super) static ALL: &[&Operation] = &[&CREATE_ACCESS_TOKEN];

/// Hands out a short-lived token for an organization. Koyeb neither lists nor revokes them.
pub static CREATE_ACCESS_TOKEN: Operation = Operation {
    id: "koyeb.create_access_token",
    title: "New access token",
    home: Home::Credentials,
    verb: Verb::new("create", "creating", "created"),
    method: Method::Post,
    path: "/v1/organizations/{id}/access_token",
    fields: &[
        fields::ORGANIZATION,
        Field::body("validity", "Valid for", Kind::Duration)
            .help("At most a day, such as 90m, 2h or 3600s. One hour when left empty."),
    ],
    body: Body::Fields,
    guard: Guard::Write,
    decode: replies::access_token,
    legacy: true,
    ..BASE
};
