use std::sync::Arc;

use super::*;

fn with_requests(count: usize) -> Desk {
    let mut desk = Desk::loaded(120, 40);
    for n in 0..count {
        desk.tell(sample::request(&format!("/v1/request-{n}"), 200));
    }
    desk
}

#[test]
fn the_requests_of_the_run_are_listed_newest_first() {
    let mut desk = with_requests(3);
    desk.press("@");
    let screen = desk.screen();
    let at = |words: &str| screen.find(words).unwrap();
    assert!(at("request-2") < at("request-1") && at("request-1") < at("request-0"));
    for words in [
        "12:00:00",
        "POST",
        "200",
        "128 ms",
        "4f0c2a9e",
        "3 in this run",
    ] {
        assert!(desk.sees(words), "{words}: {screen}");
    }
    desk.press("@");
    assert!(!desk.sees("3 in this run"));
}

#[test]
fn nothing_is_drawn_for_a_request_that_nobody_looks_at() {
    let mut desk = with_requests(0);
    desk.screen();
    desk.app.take_redraw();
    desk.tell(sample::request("/v1/quiet", 200));
    assert!(!desk.app.take_redraw());
    desk.press("@");
    desk.app.take_redraw();
    desk.tell(sample::request("/v1/watched", 200));
    assert!(desk.app.take_redraw());
    assert!(desk.sees("/v1/watched"));
}

#[test]
fn one_that_comes_while_looking_leaves_the_person_where_they_are() {
    let mut desk = with_requests(3);
    desk.press("@ j");
    desk.tell(sample::request("/v1/new", 200));
    desk.press("<enter>");
    assert!(desk.sees("/v1/request-1"), "{}", desk.screen());
}

#[test]
fn only_the_last_five_hundred_are_kept() {
    let mut desk = with_requests(510);
    desk.press("@");
    assert!(desk.sees("500 in this run"));
    desk.tell(sample::request("/v1/one-more", 200));
    assert!(desk.sees("500 in this run"));
    desk.press("/").type_text("request-10 ");
    desk.press("<enter>");
    assert!(desk.sees("of 500 with request-10"), "{}", desk.screen());
}

#[test]
fn a_request_that_failed_says_what_the_vendor_said() {
    let mut desk = with_requests(0);
    let mut failed = sample::logged("/v1/organization_invitations", 422);
    failed.said = Some("{\"message\":\"no such role\"}".into());
    failed.repeats = 2;
    desk.tell(Update::Request(Arc::new(failed)));
    desk.press("@");
    assert!(desk.sees("422") && desk.sees("×3") && desk.sees("no such role"));
    desk.press("<enter>");
    for words in [
        "https://app.koyeb.com/v1/organization_invitations",
        "422 after 128 ms, sent 3 times",
        "no such role",
        "\"password\": \"***\"",
        "content-type: application/json",
        "4f0c2a9e-7d1b-4c55-9a8e-0c1d2e3f4a5b",
    ] {
        assert!(desk.sees(words), "{words}: {}", desk.screen());
    }
    assert!(!desk.sees("Bearer"));
    desk.press("<esc>");
    assert!(desk.sees("1 in this run"));
}

#[test]
fn a_request_is_copied_as_a_command_line_without_its_token() {
    for keys in ["@ y", "@ <enter> y"] {
        let mut desk = with_requests(1);
        desk.press(keys);
        let copied = desk.copied.clone().unwrap();
        let words = shlex::split(&copied).unwrap();
        assert_eq!(words[..3], ["curl", "-X", "POST"]);
        assert!(words.contains(&"authorization: Bearer $TOKEN".to_owned()));
        assert!(words.contains(&r#"{"email":"ada@acme.example","password":"***"}"#.to_owned()));
        assert!(desk.sees("Copied as a curl command"));
    }
}

#[test]
fn requests_are_found_by_words_and_esc_goes_back_step_by_step() {
    let mut desk = with_requests(2);
    desk.tell(sample::request("/v1/elsewhere", 404));
    desk.press("@ /").type_text("POST 404");
    assert!(desk.sees("elsewhere") && !desk.sees("request-1"));
    desk.press("<enter> j k");
    assert!(desk.sees("1 of 3 with POST 404"));
    desk.press("<esc>");
    assert!(desk.sees("request-1") && desk.sees("3 in this run"));
    desk.press("/").type_text("404").press("<esc>");
    assert!(desk.sees("request-1"));
    desk.press("<esc>");
    assert!(!desk.sees("3 in this run"));
}

#[test]
fn before_anything_was_asked_it_says_so() {
    let mut desk = with_requests(0);
    desk.press("@");
    assert!(desk.sees("Nothing was asked of the vendors yet"));
    desk.press("<enter> y j k /")
        .type_text("x")
        .press("<enter> <esc> <esc>");
    assert!(!desk.sees("Nothing was asked"));
}
