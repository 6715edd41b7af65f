use super::{BASE, PAGE, replies};
use crate::api::{Body, Field, Gives, Guard, Home, Kind, Method, Operation, Paging, Verb, reply};

/// The operations that belong to the credentials' pane.
pub(super) static ALL: &[&Operation] = &[
    &LIST_API_CLIENTS,
    &GET_API_CLIENT,
    &CREATE_API_CLIENT,
    &DELETE_API_CLIENT,
];

const CLIENT: Field = Field::path("identifier", "API client");

const CLIENTS: Operation = Operation {
    home: Home::Credentials,
    ..BASE
};

/// The API clients of the organization, without their secrets.
pub static LIST_API_CLIENTS: Operation = Operation {
    id: "tripartie.list_api_clients",
    vendor_name: "api_api_clients_get_collection",
    title: "List API clients",
    path: "/api-clients",
    fields: &[PAGE],
    paging: Paging::ContentRange,
    decode: replies::api_clients,
    ..CLIENTS
};

/// Everything about one API client, without its secret.
pub static GET_API_CLIENT: Operation = Operation {
    id: "tripartie.get_api_client",
    vendor_name: "api_api_clients_identifier_get",
    title: "Show API client",
    path: "/api-clients/{identifier}",
    fields: &[CLIENT],
    ..CLIENTS
};

/// Makes an API client. Its secret is in this reply and nowhere else.
pub static CREATE_API_CLIENT: Operation = Operation {
    id: "tripartie.create_api_client",
    vendor_name: "api_api_clients_post",
    title: "New API client",
    verb: Verb::new("create", "creating", "created"),
    method: Method::Post,
    path: "/api-clients",
    fields: &[
        Field::body("referenceName", "Name", Kind::Text { min: 0, max: 32 }).required(),
        Field::body(
            "desiredScopes",
            "Scopes",
            Kind::Ticks(&[
                "OFFER_READ",
                "OFFER_WRITE",
                "DISPUTE_READ",
                "DISPUTE_WRITE",
                "ORGANIZATION_READ",
                "PERSONA_READ",
                "PERSONA_WRITE",
                "PERSONA_AUTH",
            ]),
        )
        .required(),
    ],
    body: Body::Fields,
    guard: Guard::Write,
    decode: replies::new_api_client,
    gives: Gives::Secret,
    tells_once: true,
    reloads: &[Home::Credentials],
    ..CLIENTS
};

/// Deletes an API client: the only way to revoke its secret.
pub static DELETE_API_CLIENT: Operation = Operation {
    id: "tripartie.delete_api_client",
    vendor_name: "api_api_clients_identifier_delete",
    title: "Delete API client",
    verb: Verb::DELETE,
    method: Method::Delete,
    path: "/api-clients/{identifier}",
    fields: &[CLIENT],
    guard: Guard::TypeName,
    warning: "Programs that sign in with it stop working at once.",
    decode: reply::done,
    reloads: &[Home::Credentials],
    ..CLIENTS
};
