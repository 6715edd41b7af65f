use usher_tui::{
    api::{Call, Credentials, Limit, Session, SignIn, SignedIn},
    domain::{Clean, Provider},
};

use super::*;

/// A vendor does not take the token any more.
fn refuse(desk: &mut Desk, provider: Provider) {
    let why = Clean::from("The token was refused.");
    desk.tell(Update::Session(provider, Session::Refused(why)));
}

fn refused(call: &Call) -> usher_tui::api::Problem {
    usher_tui::api::Problem {
        status: Some(401),
        ..problem(call.operation, Reason::SignIn, "Invalid or expired token")
    }
}

fn kept() -> SignedIn {
    SignedIn {
        kept: Clean::from("kept in the keyring"),
        is_lost: false,
    }
}

fn values(wanted: &SignIn) -> Vec<(&'static str, String)> {
    let Credentials::Values(values) = &wanted.with else {
        panic!("{wanted:?}");
    };
    let plain = |(name, value): &(&'static str, usher_tui::domain::Secret)| {
        (*name, value.expose().to_owned())
    };
    values.iter().map(plain).collect()
}

/// An invitation is accepted with a token that has ended: the sign-in is open.
fn accepting_without_a_session() -> Desk {
    let mut desk = at_invitations();
    desk.press("a");
    desk.wait(6.0);
    let call = desk.take_call("koyeb.accept_organization_invitation");
    desk.answer(&call, Err(refused(&call)));
    assert!(
        desk.sees("Sign in at Koyeb with a token"),
        "{}",
        desk.screen()
    );
    desk
}

#[test]
fn what_was_refused_is_repeated_once_after_the_sign_in() {
    let mut desk = accepting_without_a_session();
    assert!(desk.sees("Invalid or expired token"));
    desk.type_text("fresh").press("<enter>");
    assert!(desk.sees("Signing in …"), "{}", desk.screen());
    let wanted = desk.sign_ins.remove(0);
    assert_eq!(wanted.provider, Provider::Koyeb);
    assert_eq!(values(&wanted), [("koyeb.token", "fresh".to_owned())]);
    assert!(!wanted.keep, "a variable can't be written");

    desk.tell(Update::SignedIn(wanted.id, Ok(kept())));
    assert!(!desk.sees("Sign in at"), "{}", desk.screen());
    assert!(desk.sees("Signed in at Koyeb, kept in the keyring"));
    assert!(desk.line("alpha").contains("accepting …"));
    let again = desk.take_call("koyeb.accept_organization_invitation");
    assert!(
        desk.loads
            .iter()
            .any(|load| load.operation.provider == Provider::Koyeb)
    );
    assert!(
        desk.loads
            .iter()
            .all(|load| load.operation.provider == Provider::Koyeb)
    );

    desk.answer(&again, Err(refused(&again)));
    assert!(
        !desk.sees("Sign in at"),
        "once, not twice\n{}",
        desk.screen()
    );
    assert!(desk.line("alpha").contains("can't accept"));
}

#[test]
fn all_that_was_refused_is_repeated() {
    let mut desk = at_invitations();
    desk.press("a d");
    desk.wait(6.0);
    for operation in [
        "koyeb.accept_organization_invitation",
        "koyeb.decline_organization_invitation",
    ] {
        let call = desk.take_call(operation);
        desk.answer(&call, Err(refused(&call)));
    }
    desk.press("x <enter>");
    let wanted = desk.sign_ins.remove(0);
    desk.tell(Update::SignedIn(wanted.id, Ok(kept())));
    assert_eq!(desk.changes().len(), 2, "{:?}", desk.changes());
}

#[test]
fn a_sign_in_that_is_refused_keeps_what_was_typed() {
    let mut desk = accepting_without_a_session();
    desk.type_text("wrong").press("<enter>");
    let wanted = desk.sign_ins.remove(0);
    let no = problem(
        &usher_tui::api::koyeb::GET_CURRENT_USER,
        Reason::Offline,
        "No network",
    );
    desk.tell(Update::SignedIn(wanted.id, Err(no)));
    assert!(desk.sees("No network"), "{}", desk.screen());
    assert!(desk.sees("•••••"));
    desk.press("<enter>");
    assert_eq!(
        values(&desk.sign_ins[0]),
        [("koyeb.token", "wrong".to_owned())]
    );
}

#[test]
fn closing_the_sign_in_leaves_the_rows_with_their_failure() {
    let mut desk = accepting_without_a_session();
    desk.press("<esc>");
    assert!(!desk.sees("Sign in at"), "{}", desk.screen());
    assert!(desk.line("alpha").contains("can't accept"));
    refuse(&mut desk, Provider::Koyeb);
    desk.press("I x <enter>");
    let wanted = desk.sign_ins.remove(0);
    desk.tell(Update::SignedIn(wanted.id, Ok(kept())));
    assert!(
        desk.changes().is_empty(),
        "nothing is sent that was given up"
    );
}

#[test]
fn what_was_typed_is_not_thrown_away_by_one_key() {
    let mut desk = accepting_without_a_session();
    desk.press("x <esc>");
    assert!(desk.sees("Throw away what was typed?"), "{}", desk.screen());
    desk.press("y <esc> <esc>");
    assert!(!desk.sees("Sign in at"), "{}", desk.screen());
}

#[test]
fn a_form_that_was_refused_is_sent_again_and_closes() {
    let mut desk = at_invitations();
    desk.press("n");
    desk.type_text("new@acme.example").press("<ctrl-s>");
    let call = desk.take_call("koyeb.create_organization_invitation");
    desk.answer(&call, Err(refused(&call)));
    assert!(desk.sees("Sign in at Koyeb"), "{}", desk.screen());
    desk.press("x <enter>");
    let wanted = desk.sign_ins.remove(0);
    desk.tell(Update::SignedIn(wanted.id, Ok(kept())));
    assert!(desk.sees("new@acme.example"), "the form is still there");
    let again = desk.take_call("koyeb.create_organization_invitation");
    desk.answer(&again, Ok(Reply::Done));
    assert!(!desk.sees("Into the organization"), "{}", desk.screen());
}

#[test]
fn a_form_whose_sign_in_was_closed_says_why_and_can_be_sent_again() {
    let mut desk = at_invitations();
    desk.press("n");
    desk.type_text("new@acme.example").press("<ctrl-s>");
    let call = desk.take_call("koyeb.create_organization_invitation");
    desk.answer(&call, Err(refused(&call)));
    desk.press("<esc>");
    assert!(desk.sees("Invalid or expired token"), "{}", desk.screen());
    assert!(desk.sees("new@acme.example"));
    desk.press("<ctrl-s>");
    desk.take_call("koyeb.create_organization_invitation");
}

#[test]
fn nobody_is_asked_while_they_type_something_else() {
    for keys in ["/", ":", "n"] {
        let mut desk = at_invitations();
        desk.press("a");
        desk.wait(6.0);
        let call = desk.take_call("koyeb.accept_organization_invitation");
        desk.press(keys);
        desk.answer(&call, Err(refused(&call)));
        assert!(!desk.sees("Sign in at"), "{keys}\n{}", desk.screen());
        desk.press("<esc> I");
        assert!(desk.sees("Sign in at Koyeb"), "{keys}\n{}", desk.screen());
    }
}

#[test]
fn at_the_start_one_provider_after_the_other_asks() {
    let mut desk = Desk::new(120, 40);
    for provider in [Provider::Tripartie, Provider::Contabo] {
        refuse(&mut desk, provider);
    }
    for load in std::mem::take(&mut desk.loads) {
        let why = problem(load.operation, Reason::SignIn, "The token was refused");
        if load.operation.provider != Provider::Koyeb {
            desk.tell(Update::LoadFailed(load.id, why));
        }
    }
    assert!(desk.sees("Sign in at Tripartie"), "{}", desk.screen());
    desk.press("<esc>");
    assert!(desk.sees("Sign in at Contabo"), "{}", desk.screen());
    desk.press("<esc>");
    assert!(!desk.sees("Sign in at"), "{}", desk.screen());
}

#[test]
fn a_provider_that_the_profile_leaves_out_does_not_ask() {
    let mut desk = Desk::with(120, 40, |options| {
        let places = &mut options.setup.places;
        places.retain(|place| place.provider != Provider::Contabo);
    });
    let why = Clean::from("no client id: set contabo.client_id in the profile");
    desk.tell(Update::Session(Provider::Contabo, Session::Absent(why)));
    for load in std::mem::take(&mut desk.loads) {
        let why = problem(load.operation, Reason::SignIn, "no client id");
        if load.operation.provider == Provider::Contabo {
            desk.tell(Update::LoadFailed(load.id, why));
        }
    }
    assert!(!desk.sees("Sign in at"), "{}", desk.screen());
}

#[test]
fn a_token_that_works_after_all_takes_the_question_away() {
    let mut desk = Desk::new(120, 40);
    refuse(&mut desk, Provider::Koyeb);
    let at = |load: &usher_tui::api::Load| load.operation.id == "koyeb.get_current_user";
    let load = desk.loads.remove(desk.loads.iter().position(at).unwrap());
    let no = usher_tui::api::Problem {
        status: Some(401),
        ..problem(load.operation, Reason::SignIn, "Not a user's token")
    };
    desk.tell(Update::LoadFailed(load.id, no));
    assert!(desk.sees("Sign in at Koyeb"), "{}", desk.screen());
    let works = Session::SignedIn {
        user_id: None,
        user: None,
        expires_at: None,
    };
    desk.tell(Update::Session(Provider::Koyeb, works));
    assert!(!desk.sees("Sign in at"), "{}", desk.screen());

    desk.answer_current_organization();
    desk.press("1 :");
    desk.type_text("koyeb.get_user_settings").press("<enter>");
    assert!(
        desk.sees("The token is an organization's"),
        "{}",
        desk.screen()
    );
}

#[test]
fn what_needs_an_organization_says_so_where_there_is_none() {
    let mut desk = Desk::new(120, 40);
    desk.sign_in();
    let call = desk.take_call("koyeb.get_current_organization");
    let none = problem(call.operation, Reason::NotFound, "no organization");
    desk.answer(&call, Err(none));
    desk.press(":");
    desk.type_text("koyeb.github_installation").press("<enter>");
    assert!(
        desk.sees("The token is for no organization"),
        "{}",
        desk.screen()
    );
}

#[test]
fn i_asks_where_when_nothing_wants_a_sign_in() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("I");
    assert!(desk.sees("sign in at Contabo"), "{}", desk.screen());
    desk.type_text("contabo").press("<enter>");
    assert!(
        desk.sees("Sign in at Contabo as an API user"),
        "{}",
        desk.screen()
    );
    desk.type_text("client").press("<tab> <tab>");
    desk.type_text("password").press("<ctrl-s>");
    let wanted = desk.sign_ins.remove(0);
    let names: Vec<_> = values(&wanted).into_iter().collect();
    assert_eq!(
        names,
        [
            ("contabo.client_id", "DE-54321".to_owned()),
            ("contabo.client_secret", "client".to_owned()),
            ("contabo.username", "mara@acme.example".to_owned()),
            ("contabo.password", "password".to_owned()),
        ]
    );
    assert!(wanted.keep, "the profile keeps it in the keyring");
}

#[test]
fn a_password_is_tried_behind_the_warning_and_is_kept_only_if_wanted() {
    let mut desk = Desk::loaded(120, 40);
    refuse(&mut desk, Provider::Tripartie);
    desk.press("I <ctrl-o>");
    assert!(desk.sees("IP/CIDR to be banned"), "{}", desk.screen());
    desk.type_text("mara@acme.example").press("<tab>");
    desk.type_text("hunter2")
        .press("<backtab> <backtab> <space> <ctrl-s>");
    let wanted = desk.sign_ins.remove(0);
    assert!(!wanted.keep);
    assert!(
        matches!(wanted.with, Credentials::Password(_)),
        "{wanted:?}"
    );
    let said = format!("{:?} {:?} {:?}", wanted, desk.app.overlays, desk.app);
    assert!(!said.contains("hunter2"), "a secret is in Debug");
    assert!(!desk.sees("hunter2"));
}

#[test]
fn a_pasted_token_loses_what_surrounds_it() {
    let mut desk = Desk::loaded(120, 40);
    refuse(&mut desk, Provider::Koyeb);
    desk.press("I");
    desk.paste("  fresh-token \n");
    desk.press("<enter>");
    assert_eq!(
        values(&desk.sign_ins[0]),
        [("koyeb.token", "fresh-token".to_owned())]
    );
}

#[test]
fn signing_out_asks_what_to_remove() {
    let mut desk = Desk::loaded(120, 40);
    desk.press(":");
    desk.type_text("sign out of tripartie").press("<enter>");
    assert!(
        desk.sees("and remove what signs in from the keyring"),
        "{}",
        desk.screen()
    );
    desk.press("<down> <enter>");
    assert_eq!(desk.signed_out, [(Provider::Tripartie, true)]);
    desk.press(":");
    desk.type_text("sign out of koyeb").press("<enter>");
    assert_eq!(
        desk.signed_out[1],
        (Provider::Koyeb, false),
        "a variable stays"
    );
}

#[test]
fn the_end_of_a_session_is_counted_down_by_the_minute() {
    let mut desk = Desk::loaded(120, 40);
    desk.tell(Update::Session(
        Provider::Koyeb,
        Session::SignedIn {
            user_id: None,
            user: None,
            expires_at: "2026-03-01T12:02:10Z".parse().ok(),
        },
    ));
    desk.press("1");
    assert!(desk.sees("ends in 2 min"), "{}", desk.screen());
    desk.wait(1.0);
    desk.app.take_redraw();
    desk.wait(9.0);
    assert!(!desk.app.take_redraw(), "nothing else is shown");
    desk.wait(1.0);
    assert!(desk.app.take_redraw());
    assert!(desk.sees("ends in 1 min"), "{}", desk.screen());
    desk.wait(60.0);
    assert!(desk.sees("ends in <1 min"), "{}", desk.screen());
    desk.wait(60.0);
    assert!(desk.sees("session over"), "{}", desk.screen());
    assert_eq!(desk.app.wake_at(), None, "nothing moves any more");
}

#[test]
fn a_pause_is_counted_down_and_an_allowance_is_drawn_where_it_shows() {
    let mut desk = Desk::loaded(200, 40);
    desk.press("1 R");
    let told = |left, pause: Option<&str>| {
        let pause = pause.and_then(|at| at.parse().ok());
        Update::Limit(Provider::Tripartie, Limit { left, pause })
    };
    desk.tell(told(Some(554), None));
    assert!(desk.sees("554 left"), "{}", desk.screen());
    desk.tell(told(Some(0), Some("2026-03-01T12:00:03Z")));
    assert!(desk.sees("waits 3 s"), "{}", desk.screen());
    assert!(
        desk.sees("Tripartie: wants a pause, goes on in 3 s"),
        "{}",
        desk.screen()
    );
    desk.wait(1.5);
    assert!(desk.sees("goes on in 2 s"), "{}", desk.screen());
    desk.wait(3.0);
    assert!(!desk.sees("wants a pause"), "{}", desk.screen());

    desk.resize(40, 12);
    desk.screen();
    desk.app.take_redraw();
    desk.tell(told(Some(12), None));
    assert!(!desk.app.take_redraw(), "there is no room for it");
}

#[test]
fn a_run_that_changes_nothing_keeps_nothing_and_removes_nothing() {
    let mut desk = Desk::read_only(120, 40);
    refuse(&mut desk, Provider::Contabo);
    desk.press("I");
    assert!(
        desk.sees("Sign in at Contabo") && !desk.sees("keep"),
        "{}",
        desk.screen()
    );
    desk.press("<esc> <esc> :")
        .type_text("sign out of contabo")
        .press("<enter>");
    assert_eq!(desk.signed_out, [(Provider::Contabo, false)]);
}
