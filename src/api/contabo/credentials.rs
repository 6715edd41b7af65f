use super::{BASE, ORDER_BY, PAGE, REQUEST_ID, SIZE, TRACE_ID, USER, replies};
use crate::api::{Field, Gives, Guard, Home, Kind, Method, Operation, Paging, Verb};

/// The operations that belong to the credentials' pane.
pub(super) static ALL: &[&Operation] = &[
    &LIST_OBJECT_STORAGE_CREDENTIALS,
    &GET_OBJECT_STORAGE_CREDENTIALS,
    &REGENERATE_OBJECT_STORAGE_CREDENTIALS,
    &RETRIEVE_USER_CLIENT,
    &GENERATE_CLIENT_SECRET,
];

const CREDENTIALS: Operation = Operation {
    home: Home::Credentials,
    fields: &[REQUEST_ID, TRACE_ID],
    ..BASE
};

/// One user's S3 credentials for one object storage.
const ONE_KEY: Operation = Operation {
    path: "/v1/users/{userId}/object-storages/{objectStorageId}/credentials/{credentialId}",
    fields: &[
        REQUEST_ID,
        TRACE_ID,
        USER,
        Field::path("objectStorageId", "Object storage"),
        Field::path("credentialId", "S3 key").kind(Kind::Integer),
    ],
    decode: replies::object_storage_credential,
    gives: Gives::Secret,
    ..CREDENTIALS
};

/// A user's S3 credentials. The rows don't say whose they are: see [`Operation::read`].
pub static LIST_OBJECT_STORAGE_CREDENTIALS: Operation = Operation {
    id: "contabo.list_object_storage_credentials",
    title: "List S3 keys",
    path: "/v1/users/{userId}/object-storages/credentials",
    fields: &[
        REQUEST_ID,
        TRACE_ID,
        USER,
        PAGE,
        SIZE,
        ORDER_BY,
        Field::query("objectStorageId", "Object storage", Kind::TEXT),
        Field::query("regionName", "Region", Kind::TEXT).help("Such as European Union."),
        Field::query("displayName", "Name", Kind::TEXT),
    ],
    paging: Paging::PageSize,
    decode: replies::object_storage_credentials,
    ..CREDENTIALS
};

/// Everything about one user's S3 credentials for one object storage.
pub static GET_OBJECT_STORAGE_CREDENTIALS: Operation = Operation {
    id: "contabo.get_object_storage_credentials",
    title: "Show S3 key",
    ..ONE_KEY
};

/// Makes a new secret key; the old one stops working, for all object storages of the user.
pub static REGENERATE_OBJECT_STORAGE_CREDENTIALS: Operation = Operation {
    id: "contabo.regenerate_object_storage_credentials",
    title: "New S3 secret key",
    verb: Verb::new("rotate", "rotating", "rotated"),
    method: Method::Patch,
    guard: Guard::TypeName,
    warning: "The old secret key stops working at once, for all object storages of this user.",
    reloads: &[Home::Credentials],
    ..ONE_KEY
};

/// The OAuth client that programs sign in with, usher among them.
pub static RETRIEVE_USER_CLIENT: Operation = Operation {
    id: "contabo.retrieve_user_client",
    title: "Show OAuth client",
    path: "/v1/users/client",
    decode: replies::oauth_client,
    ..CREDENTIALS
};

/// Makes a new secret for the OAuth client; the old one stops working, also for usher.
pub static GENERATE_CLIENT_SECRET: Operation = Operation {
    id: "contabo.generate_client_secret",
    title: "New client secret",
    verb: Verb::new("rotate", "rotating", "rotated"),
    method: Method::Put,
    path: "/v1/users/client/secret",
    guard: Guard::TypeName,
    warning: "The old secret stops working at once, for every program that signs in with it.",
    decode: replies::client_secret,
    gives: Gives::Secret,
    reloads: &[Home::Credentials],
    tells_once: true,
    ..CREDENTIALS
};
