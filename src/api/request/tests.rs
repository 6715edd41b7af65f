use super::*;
use crate::domain::Secret;

static UPDATE: Operation = Operation {
    id: "koyeb.test_update",
    title: "Update thing",
    method: Method::Patch,
    path: "/v1/things/{id}/parts/{part}",
    fields: &[
        Field::path("id", "Thing"),
        Field::path("part", "Part").kind(Kind::Integer),
        Field::query("statuses", "Statuses", Kind::Ticks(&["A", "B"])),
        Field::query("search", "Search", Kind::TEXT),
        Field::header("seon-fp", "Fingerprint", Kind::TEXT),
        Field::header("x-request-id", "Request id", Kind::Made).required(),
        Field::body("body.id", "New id", Kind::TEXT),
        Field::body("email", "E-mail", Kind::EMAIL).required(),
        Field::body("password", "Password", Kind::SECRET),
        Field::body("company.address.city", "City", Kind::TEXT),
        Field::body("company.name", "Company", Kind::Text { min: 1, max: 8 }),
        Field::body("roles", "Roles", Kind::Integers),
    ],
    body: Body::Fields,
    ..Operation::DEFAULT
};

static ACCEPT: Operation = Operation {
    method: Method::Post,
    path: "/v1/things/{id}/accept",
    fields: &[Field::path("id", "Thing")],
    body: Body::Empty,
    ..Operation::DEFAULT
};

fn base(url: &str) -> Url {
    url.parse().unwrap()
}

fn smallest() -> Arguments {
    Arguments::NONE
        .text("id", "t 1/2")
        .with("part", Argument::Integer(7))
        .text("email", "ada@example.com")
}

fn fullest() -> Arguments {
    smallest()
        .with("statuses", Argument::Texts(vec!["A".into(), "B".into()]))
        .text("search", "a&b=c")
        .text("seon-fp", "CANARY-1")
        .text("body.id", "other")
        .with("password", Argument::Secret(Secret::new("CANARY-2")))
        .text("company.address.city", "Köln")
        .text("company.name", "Acme")
        .with("roles", Argument::Integers(vec![1, 2]))
}

#[test]
fn the_path_is_filled_and_the_base_keeps_its_prefix() {
    let request = Request::new(&UPDATE, &smallest()).unwrap();
    let url = |text| request.url(&base(text)).unwrap().to_string();
    assert_eq!(
        url("https://api.example.com"),
        "https://api.example.com/v1/things/t%201%2F2/parts/7"
    );
    assert_eq!(
        url("https://example.com/proxy/?a=b#c"),
        "https://example.com/proxy/v1/things/t%201%2F2/parts/7"
    );
    assert!(request.url(&base("mailto:ada@example.com")).is_err());
}

#[test]
fn lists_repeat_their_key_and_absent_values_leave_no_trace() {
    let request = Request::new(&UPDATE, &fullest()).unwrap();
    let url = request.url(&base("https://example.com")).unwrap();
    assert_eq!(url.query(), Some("statuses=A&statuses=B&search=a%26b%3Dc"));
    assert_eq!(request.headers(), [("seon-fp", "CANARY-1".to_owned())]);
    let request = Request::new(&UPDATE, &smallest()).unwrap();
    assert_eq!(request.body(), Some(&br#"{"email":"ada@example.com"}"#[..]));
    assert_eq!(
        request.url(&base("https://example.com")).unwrap().query(),
        None
    );
}

#[test]
fn dotted_names_become_objects_and_the_bodys_id_is_not_the_paths() {
    let request = Request::new(&UPDATE, &fullest()).unwrap();
    let body: Value = serde_json::from_slice(request.body().unwrap()).unwrap();
    assert_eq!(
        body,
        serde_json::json!({
            "id": "other", "email": "ada@example.com", "password": "CANARY-2",
            "company": {"address": {"city": "Köln"}, "name": "Acme"}, "roles": [1, 2],
        })
    );
}

#[test]
fn an_empty_body_is_an_empty_object() {
    let request = Request::new(&ACCEPT, &Arguments::NONE.text("id", "1")).unwrap();
    assert_eq!(request.body(), Some(&b"{}"[..]));
}

#[test]
fn every_wrong_field_is_named_by_its_label_before_anything_is_sent() {
    let arguments = Arguments::NONE
        .text("id", "..")
        .text("part", "seven")
        .text("company.name", "longer than 8");
    let problem = Request::new(&UPDATE, &arguments).unwrap_err();
    assert_eq!(problem.reason, Reason::Fields);
    assert_eq!(
        problem.message.raw(),
        "Thing can't be sent: it is a step in a path, not an id; Part must be a whole number; E-mail is needed; \
         Company is longer than 8 characters"
    );
    let fields: Vec<_> = problem
        .fields
        .iter()
        .map(|field| field.field.raw())
        .collect();
    assert_eq!(fields, ["id", "part", "email", "company.name"]);
}

#[test]
fn an_id_that_is_a_number_may_be_the_text_that_a_list_showed() {
    let request = Request::new(&UPDATE, &smallest().text("part", "12")).unwrap();
    let url = request.url(&base("https://example.com")).unwrap();
    assert!(url.path().ends_with("/parts/12"));
}

#[test]
fn an_unknown_name_is_refused() {
    let problem = Request::new(
        &ACCEPT,
        &Arguments::NONE.text("id", "1").text("role", "OWNER"),
    )
    .unwrap_err();
    assert_eq!(problem.reason, Reason::NotSent);
    assert_eq!(problem.message.raw(), "it has no field called role");
}

#[test]
fn a_header_can_not_be_broken_out_of() {
    let arguments = smallest().text("seon-fp", "a\r\nAuthorization: b");
    assert_eq!(
        Request::new(&UPDATE, &arguments).unwrap_err().reason,
        Reason::Fields
    );
}

#[test]
fn debug_shows_names_and_no_values() {
    let shown = format!("{:?}", Request::new(&UPDATE, &fullest()).unwrap());
    assert!(
        shown.contains("PATCH") && shown.contains("/v1/things/{id}") && shown.contains("seon-fp")
    );
    for value in ["CANARY", "ada@", "t 1/2", "Köln"] {
        assert!(!shown.contains(value), "{shown}");
    }
}

#[test]
fn what_the_program_makes_itself_is_made_later_unless_somebody_wants_another_value() {
    let request = Request::new(&UPDATE, &smallest()).unwrap();
    assert!(request.headers().is_empty());
    let request = Request::new(&UPDATE, &smallest().text("x-request-id", "mine")).unwrap();
    assert_eq!(
        request.headers(),
        [("x-request-id", "mine".to_owned())].as_slice()
    );
}

#[test]
fn a_masked_request_shows_no_secret() {
    let request = Request::masked(&UPDATE, &fullest()).unwrap();
    let body = String::from_utf8_lossy(request.body().unwrap()).into_owned();
    assert!(body.contains(r#""password":"***""#), "{body}");
    assert!(body.contains(r#""email":"ada@example.com""#), "{body}");
    let wrong = fullest().with("password", Argument::Flag(true));
    assert_eq!(
        Request::masked(&UPDATE, &wrong).unwrap_err().reason,
        Reason::Fields
    );
}

#[test]
fn an_empty_text_does_not_fill_a_required_field() {
    let problem = Request::new(&UPDATE, &smallest().text("email", "")).unwrap_err();
    assert_eq!(problem.message.raw(), "E-mail is needed");
}
