//! JSON and other texts of several lines, in the form and in the person's editor.

use super::*;
use crate::filling::{focused, form, organization};
use usher_tui::app::Passage;

#[test]
fn json_is_begun_over_several_lines_and_its_errors_have_a_place() {
    let mut desk = organization(80, 24);
    while focused(&desk.app) != "signup_qualification" {
        desk.press("<tab>");
    }
    assert!(
        desk.sees("\"usage\": \"PROFESSIONAL\","),
        "{}",
        desk.screen()
    );
    desk.press("<backspace>");
    assert!(
        desk.sees("Not yet: is not JSON (line 7, column"),
        "{}",
        desk.screen()
    );
    desk.type_text("]");
    assert!(
        desk.sees("Is not JSON (line 7, column 1)"),
        "{}",
        desk.screen()
    );
    desk.press("<backspace>").type_text("}");
    assert!(!desk.sees("not JSON"), "{}", desk.screen());
    desk.press("<ctrl-s>");
    assert!(desk.sees("Nothing was changed yet"), "{}", desk.screen());
}

#[test]
fn a_change_of_json_shows_the_lines_that_differ() {
    let mut desk = organization(80, 40);
    while focused(&desk.app) != "signup_qualification" {
        desk.press("<tab>");
    }
    desk.press("<ctrl-e>");
    let passage = desk.passage.take().expect("the editor is called");
    desk.edited(Ok(&passage.text.replace("PROFESSIONAL", "PERSONAL")));
    desk.press("<ctrl-s>");
    for line in [
        "Sign-up answers:",
        "- \"usage\": \"PROFESSIONAL\",",
        "+ \"usage\": \"PERSONAL\",",
    ] {
        assert!(desk.sees(line), "{line}:\n{}", desk.screen());
    }
    assert!(!desk.sees("\"version\": 3,\n"), "{}", desk.screen());
    desk.press("y");
    desk.say_the_same();
    let call = desk.take_call("koyeb.update_organization_patch");
    let Some(Argument::Json(json)) = call.arguments.get("signup_qualification") else {
        panic!("JSON is sent");
    };
    assert_eq!(json["version"], 3, "numbers stay numbers");
}

#[test]
fn a_long_field_goes_to_the_editor_and_comes_back() {
    let mut desk = organization(80, 24);
    while focused(&desk.app) != "email_domain_allowlist" {
        desk.press("<tab>");
    }
    desk.press("<ctrl-e>");
    assert_eq!(
        desk.passage,
        Some(Passage {
            text: "acme.example\nlabs.example".to_owned(),
            suffix: ".txt"
        })
    );
    desk.edited(Ok("acme.example\nnew.example\n"));
    desk.press("<ctrl-s>");
    assert!(
        desk.sees("acme.example, labs.example →") && desk.sees("acme.example, new.example"),
        "{}",
        desk.screen()
    );
}

#[test]
fn an_editor_that_fails_leaves_what_was_typed() {
    let mut desk = form("koyeb.reset_password");
    desk.type_text("ada@example.com").press("<ctrl-e>");
    assert_eq!(desk.passage.take().unwrap().text, "ada@example.com");
    desk.edited(Err("vi was killed"));
    assert!(
        desk.sees("vi was killed. What was typed is as it was") && desk.sees("ada@example.com"),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_secret_is_never_given_to_an_editor() {
    let mut desk = form("koyeb.update_password");
    desk.type_text("CANARY").press("<ctrl-e>");
    assert!(desk.passage.is_none());
    assert!(desk.sees("never put into a file"), "{}", desk.screen());
}
