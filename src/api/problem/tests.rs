use super::*;
use crate::api::{Headers, contabo, koyeb, tripartie};

fn read(operation: &Operation, status: u16, body: &str) -> Problem {
    Problem::from_response(operation, status, &Headers::default(), body.as_bytes())
}

fn fields(problem: &Problem) -> Vec<(&str, &str)> {
    let pairs = problem.fields.iter();
    pairs
        .map(|field| (field.field.raw(), field.message.raw()))
        .collect()
}

#[test]
fn koyeb_says_what_is_wrong_with_which_field() {
    let body = r#"{"status":400,"code":"invalid_argument","message":"Validation error","fields":[
        {"field":"email","description":"already invited"},{"field":null},{"field":"x"}]}"#;
    let problem = read(&koyeb::CREATE_ORGANIZATION_INVITATION, 400, body);
    assert_eq!(problem.reason, Reason::Fields);
    assert_eq!(problem.message.raw(), "Validation error");
    assert_eq!(
        problem.code.as_ref().map(Clean::raw),
        Some("invalid_argument")
    );
    assert_eq!(
        fields(&problem),
        [("email", "already invited"), ("x", "is wrong")]
    );
}

#[test]
fn koyeb_may_put_the_bodys_name_before_the_fields() {
    let body = r#"{"fields":[{"field":"organization.name","description":"taken"}]}"#;
    let problem = read(&koyeb::UPDATE_ORGANIZATION_PATCH, 400, body);
    assert_eq!(fields(&problem), [("name", "taken")]);
    assert_eq!(problem.message.raw(), "name: taken");
}

#[test]
fn koyeb_also_answers_with_googles_status_and_with_its_error() {
    let problem = read(
        &koyeb::SWITCH_ORGANIZATION,
        409,
        r#"{"code":6,"message":"exists","details":[]}"#,
    );
    assert_eq!(problem.reason, Reason::Refused);
    assert_eq!(
        (problem.code.as_ref().map(Clean::raw), problem.message.raw()),
        (Some("6"), "exists")
    );
    let problem = read(
        &koyeb::GET_ORGANIZATION,
        404,
        r#"{"status":404,"code":"not_found","message":"Not found"}"#,
    );
    assert_eq!(problem.reason, Reason::NotFound);
}

#[test]
fn koyeb_refuses_the_token_of_a_deactivated_organization_and_locked_accounts() {
    let problem = read(
        &koyeb::GET_CURRENT_USER,
        401,
        r#"{"status":401,"code":"unauthorized","message":"Token rejected"}"#,
    );
    assert_eq!(problem.reason, Reason::SignIn);
    assert!(problem.hint().contains("deactivated"), "{}", problem.hint());
    let problem = read(
        &koyeb::GET_CURRENT_USER,
        403,
        r#"{"message":"Account is locked"}"#,
    );
    assert_eq!(problem.reason, Reason::Forbidden);
    assert!(problem.hint().contains("locked"), "{}", problem.hint());
}

#[test]
fn no_connection_to_github_is_nothing_found() {
    let problem = read(
        &koyeb::GET_GITHUB_INSTALLATION,
        400,
        r#"{"message":"No GitHub Installation"}"#,
    );
    assert_eq!(problem.reason, Reason::NotFound);
}

#[test]
fn tripartie_has_four_shapes() {
    let access =
        r#"{"type":"https://tools.ietf.org","title":"An error occurred","detail":"Access denied"}"#;
    let problem = read(&tripartie::LIST_USERS, 403, access);
    assert_eq!(
        (problem.reason, problem.message.raw()),
        (Reason::Forbidden, "Access denied")
    );
    let problem = read(
        &tripartie::LIST_USERS,
        401,
        r#"{"code":401,"message":"JWT Token not found"}"#,
    );
    assert_eq!(
        (problem.reason, problem.code.as_ref()),
        (Reason::SignIn, None)
    );
    let problem = read(
        &tripartie::AUTHENTICATE,
        401,
        r#"{"message":"email or password mismatch"}"#,
    );
    assert_eq!(problem.reason, Reason::Refused);
    assert!(problem.hint().contains("typed"), "{}", problem.hint());
    let violations = r#"{"title":"An error occurred","detail":"firstName: blank.\nemail: null.","violations":[
        {"propertyPath":"firstName","message":"blank.","code":"c1"},{"propertyPath":"email","message":"null."}]}"#;
    let problem = read(&tripartie::INVITE_USER, 422, violations);
    assert_eq!(problem.reason, Reason::Fields);
    assert_eq!(problem.message.raw(), "firstName: blank.; email: null.");
    assert_eq!(
        fields(&problem),
        [("firstName", "blank."), ("email", "null.")]
    );
}

#[test]
fn contabos_sentences_are_led_back_to_their_fields() {
    let fields = |body: &str| {
        let problem = read(&contabo::UPDATE_USER, 400, body);
        let fields = problem.fields.iter();
        let pairs = fields.map(|it| format!("{}: {}", it.field.raw(), it.message.raw()));
        (problem.reason, pairs.collect::<Vec<_>>())
    };
    let one = r#"{"statusCode": 400, "message": "email must be an email"}"#;
    assert_eq!(
        fields(one),
        (Reason::Fields, vec!["email: must be an email".to_owned()])
    );
    let several = r#"{"statusCode": 400, "error": "Bad Request", "message":
        ["each value in roles must be an integer", "locale must be one of de, en"]}"#;
    assert_eq!(
        fields(several).1,
        ["roles: must be an integer", "locale: must be one of de, en"]
    );
    let none = r#"{"statusCode": 400, "message": "User is not verified"}"#;
    assert_eq!(fields(none), (Reason::Refused, Vec::new()));
}

#[test]
fn contabo_answers_with_a_status_code_and_its_sign_in_with_another_shape() {
    let body = r#"{"statusCode":404,"message":"Entry User not found by userId"}"#;
    let problem = read(&contabo::RETRIEVE_USER, 404, body);
    assert_eq!(
        (problem.reason, problem.code.as_ref()),
        (Reason::NotFound, None)
    );
    assert_eq!(problem.message.raw(), "Entry User not found by userId");
    let body = r#"{"error":"invalid_grant","error_description":"Invalid user credentials"}"#;
    let problem = read(&contabo::RETRIEVE_USER, 401, body);
    assert_eq!(problem.reason, Reason::SignIn);
    assert_eq!(problem.code.as_ref().map(Clean::raw), Some("invalid_grant"));
    assert_eq!(problem.message.raw(), "Invalid user credentials");
}

#[test]
fn a_proxys_page_is_cut_to_its_first_words() {
    let page = format!(
        "<html><head><title>502 Bad\nGateway</title></head><body>\u{1b}[2J{}",
        "nginx ".repeat(2000)
    );
    let problem = read(&contabo::RETRIEVE_USER_LIST, 502, &page);
    assert_eq!(problem.reason, Reason::Server);
    assert!(
        problem
            .message
            .as_str()
            .starts_with("502 Bad Gateway ␛[2Jnginx"),
        "{}",
        problem.message
    );
    assert!(problem.message.as_str().chars().count() <= 161);
}

#[test]
fn silence_is_told_by_its_status() {
    for body in ["", "  ", "{}", "null", "[]", "\"\""] {
        let problem = read(&contabo::RETRIEVE_USER_LIST, 500, body);
        let message = problem.message.raw();
        assert_eq!(message, "the answer is 500 and says nothing more", "{body}");
    }
    let problem = read(&contabo::RETRIEVE_USER_LIST, 302, "");
    assert_eq!(problem.reason, Reason::Refused);
    assert!(problem.message.raw().contains("redirect"));
}

#[test]
fn a_failing_vendor_leaves_a_write_unconfirmed_and_a_read_undone() {
    assert_eq!(
        read(&contabo::RETRIEVE_USER, 503, "").reason,
        Reason::Server
    );
    assert_eq!(
        read(&contabo::UPDATE_USER, 503, "").reason,
        Reason::Unconfirmed
    );
}

#[test]
fn too_many_requests_are_told_until_when() {
    let headers = Headers {
        retry_after: Some("30".to_owned()),
        request_id: Some("r-1".to_owned()),
        ..Headers::default()
    };
    let problem = Problem::from_response(&koyeb::GET_CURRENT_USER, 429, &headers, b"slow down");
    assert!(matches!(problem.reason, Reason::Limited(Some(_))));
    assert_eq!(problem.message.raw(), "slow down");
    assert_eq!(problem.request_id.as_ref().map(Clean::raw), Some("r-1"));
    assert_eq!(
        read(&koyeb::GET_CURRENT_USER, 429, "").reason,
        Reason::Limited(None)
    );
}

#[test]
fn other_refusals_are_refusals() {
    for status in [300, 307, 400, 402, 405, 408, 409, 412, 418, 422, 423] {
        assert_eq!(
            read(&contabo::UPDATE_USER, status, "{}").reason,
            Reason::Refused,
            "{status}"
        );
    }
    assert_eq!(
        read(&contabo::UPDATE_USER, 999, "{}").reason,
        Reason::Unreadable
    );
}
