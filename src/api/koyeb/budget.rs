use super::{
    fields,
    organizations::{ORGANIZATIONS, WRITE},
    replies,
};
use crate::api::{Body, Field, Gives, Guard, Kind, Method, Operation, Verb, reply};

/// The budget of an organization and its connection to GitHub: both belong to the organizations' pane.
pub(super) static ALL: &[&Operation] = &[
    &GET_BUDGET,
    &CREATE_BUDGET,
    &UPDATE_BUDGET,
    &DELETE_BUDGET,
    &GET_GITHUB_INSTALLATION,
    &GITHUB_INSTALLATION,
];

const SET: Verb = Verb::new("set", "setting", "set").part("the budget", "of");

/// Writing a budget; Koyeb warns at 80 % and at 100 % of it.
const BUDGET: Operation = Operation {
    path: "/v1/organizations/{organization_id}/budget",
    fields: &[fields::BUDGET_ORGANIZATION, fields::AMOUNT],
    body: Body::Fields,
    decode: reply::detail,
    ..WRITE
};

/// The budget; 404 where none is set.
pub static GET_BUDGET: Operation = Operation {
    id: "koyeb.get_budget",
    title: "Show budget",
    path: "/v1/organizations/{organization_id}/budget",
    fields: &[fields::BUDGET_ORGANIZATION],
    ..ORGANIZATIONS
};

/// Sets a budget where there is none.
pub static CREATE_BUDGET: Operation = Operation {
    id: "koyeb.create_budget",
    title: "Set budget",
    verb: SET,
    legacy: true,
    ..BUDGET
};

/// Changes the budget. Koyeb's own page also sets one with it.
pub static UPDATE_BUDGET: Operation = Operation {
    id: "koyeb.update_budget",
    title: "Change budget",
    verb: SET,
    method: Method::Put,
    original: Some(&GET_BUDGET),
    makes: Some(&CREATE_BUDGET),
    ..BUDGET
};

/// Removes the budget.
pub static DELETE_BUDGET: Operation = Operation {
    id: "koyeb.delete_budget",
    title: "Delete budget",
    verb: Verb::DELETE.part("the budget", "of"),
    method: Method::Delete,
    fields: &[fields::BUDGET_ORGANIZATION],
    body: Body::None,
    guard: Guard::YesNo,
    warning: "Koyeb no longer warns of what the organization costs.",
    decode: reply::done,
    ..BUDGET
};

/// The connection to GitHub; 400 `No GitHub Installation` where there is none.
pub static GET_GITHUB_INSTALLATION: Operation = Operation {
    id: "koyeb.get_github_installation",
    title: "Show GitHub connection",
    path: "/v1/github/installation",
    ..ORGANIZATIONS
};

/// Begins to connect GitHub: the URL goes on in a browser.
pub static GITHUB_INSTALLATION: Operation = Operation {
    id: "koyeb.github_installation",
    title: "Connect GitHub",
    verb: Verb::new("make", "making", "made").part("the link that connects GitHub", "to"),
    path: "/v1/github/installation",
    fields: &[Field::body("metadata", "Metadata", Kind::TEXT)
        .help("Comes back with the state; leave it empty.")],
    body: Body::Fields,
    decode: replies::links,
    gives: Gives::Link,
    ..WRITE
};
