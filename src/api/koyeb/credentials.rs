use jiff::SignedDuration;

use super::{BASE, fields, replies};
use crate::api::{
    Argument, Arguments, Body, Field, Gives, Guard, Home, Kind, Method, Operation, Verb,
};

/// The operations that belong to the credentials' pane.
pub(super) static ALL: &[&Operation] = &[&CREATE_ACCESS_TOKEN];

/// Hands out a short-lived token for an organization. Koyeb neither lists nor revokes them.
pub static CREATE_ACCESS_TOKEN: Operation = Operation {
    id: "koyeb.create_access_token",
    title: "New access token",
    home: Home::Credentials,
    verb: Verb::new("create", "creating", "created").part("an access token", "for"),
    method: Method::Post,
    path: "/v1/organizations/{id}/access_token",
    fields: &[
        fields::ORGANIZATION,
        Field::body("validity", "Valid for", Kind::Duration)
            .help("At most a day, such as 90m, 1h30m or 3600s. One hour when left empty."),
    ],
    body: Body::Fields,
    guard: Guard::Write,
    decode: replies::access_token,
    gives: Gives::Secret,
    tells_once: true,
    legacy: true,
    ..BASE
};

/// For how long a token is good that was asked for with these values: an hour where they don't say.
pub fn validity(arguments: &Arguments) -> SignedDuration {
    const USUAL: SignedDuration = SignedDuration::from_hours(1);
    let Some(Argument::Text(said)) = arguments.get("validity") else {
        return USUAL;
    };
    let seconds = said.strip_suffix('s').and_then(|said| said.parse().ok());
    seconds.map_or(USUAL, SignedDuration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_as_long_as_was_asked() {
        let asked = |text| validity(&Arguments::NONE.text("validity", text));
        assert_eq!(asked("5400s"), SignedDuration::from_mins(90));
        assert_eq!(validity(&Arguments::NONE), SignedDuration::from_hours(1));
    }
}
