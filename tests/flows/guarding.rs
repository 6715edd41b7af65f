use super::*;

fn in_pane(pane: &str, filter: &str) -> Desk {
    let mut desk = Desk::loaded(120, 40);
    desk.press(pane)
        .press("/")
        .type_text(filter)
        .press("<enter>");
    desk
}

/// Opens an action of the row under the cursor.
fn action(desk: &mut Desk, words: &str) {
    desk.press(".").type_text(words).press("<enter>");
}

/// Whether a question is there, says all this, and takes neither enter nor a held key for an answer.
fn asks(desk: &mut Desk, words: &[&str]) {
    desk.press("<enter>").hold('y');
    desk.press("<enter>");
    for words in words {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
    assert!(desk.changes().is_empty(), "{}", desk.screen());
}

/// Types what the question wants, after something else did not do.
fn type_it(desk: &mut Desk, words: &str) {
    desk.press("<backspace>").type_text("x").press("<enter>");
    assert!(desk.changes().is_empty(), "something else was typed");
    desk.press("<backspace>").type_text(words).press("<enter>");
}

#[test]
fn deactivating_wants_the_name_and_says_what_goes_with_it() {
    let mut desk = in_pane("2", "staging");
    action(&mut desk, "deactivate");
    desk.press("<ctrl-s>");
    asks(
        &mut desk,
        &[
            "Deactivate organization: acme-staging?",
            "Koyeb o-2",
            "API credentials go too",
            "Type acme-staging to confirm",
        ],
    );
    type_it(&mut desk, "acme-staging");
    assert_eq!(
        desk.changes(),
        [("koyeb.deactivate_organization", "o-2".into())]
    );
}

#[test]
fn only_a_deactivated_organization_is_deleted_by_its_name() {
    let mut desk = in_pane("2", "staging");
    desk.press("D");
    assert!(desk.sees("Only a deactivated organization allows it"));
    let mut desk = in_pane("2", "old-shop");
    desk.press("D");
    asks(
        &mut desk,
        &["Delete organization: old-shop?", "deleted for good"],
    );
    type_it(&mut desk, "old-shop");
    assert_eq!(
        desk.changes(),
        [("koyeb.delete_organization", "o-3".into())]
    );
}

/// The current organization is deactivated, and is to be deleted.
fn deleting_the_current_one() -> Desk {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 R");
    for load in std::mem::take(&mut desk.loads) {
        let mut rows = sample::rows(load.operation);
        if let Rows::Organizations(rows) = &mut rows {
            rows[0].status = usher_tui::domain::OrganizationStatus::Deactivated;
            rows[1].status = usher_tui::domain::OrganizationStatus::Active;
        }
        desk.load(&load, rows);
    }
    desk.answer_current_organization();
    desk.press("gg D");
    desk
}

#[test]
fn the_current_organization_is_left_before_it_is_deleted() {
    let mut desk = deleting_the_current_one();
    asks(&mut desk, &["usher first switches into acme-staging"]);
    type_it(&mut desk, "acme-labs");
    let switch = desk.take_call("koyeb.switch_organization");
    assert!(desk.changes().is_empty(), "the other one waits");
    desk.answer(&switch, Ok(Reply::Done));
    assert_eq!(
        desk.changes(),
        [("koyeb.delete_organization", "o-1".into())]
    );
}

#[test]
fn what_could_not_be_left_is_not_deleted() {
    let mut desk = deleting_the_current_one();
    desk.type_text("acme-labs").press("<enter>");
    let switch = desk.take_call("koyeb.switch_organization");
    let refused = problem(switch.operation, Reason::Forbidden, "not you");
    desk.answer(&switch, Err(refused));
    assert!(desk.changes().is_empty());
    assert!(
        desk.line("acme-labs").contains("can't delete"),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_new_client_secret_wants_the_client_id_wherever_it_is_asked_for() {
    let mut desk = in_pane("4", "DE-54321");
    action(&mut desk, "client secret");
    asks(
        &mut desk,
        &[
            "New client secret: DE-54321?",
            "old secret stops working at once",
        ],
    );
    type_it(&mut desk, "DE-54321");
    assert_eq!(desk.changes().len(), 1);

    let mut desk = Desk::loaded(120, 40);
    desk.press(":")
        .type_text("generate_client_secret")
        .press("<enter>");
    asks(&mut desk, &["Type DE-54321 to confirm"]);

    let mut desk = Desk::new(120, 40);
    desk.press(":")
        .type_text("generate_client_secret")
        .press("<enter>");
    assert!(desk.sees("not loaded yet"), "{}", desk.screen());
}

#[test]
fn an_id_typed_into_the_palette_leads_to_the_record_and_its_guard() {
    let mut desk = in_pane("1", "nobody-matches");
    desk.press(":")
        .type_text("contabo.delete_user")
        .press("<enter>");
    desk.type_text("c-30").press("<ctrl-s>");
    asks(
        &mut desk,
        &["Type p30@acme.example to confirm", "Person 30"],
    );
    desk.press("<esc>");
    desk.press("<esc> <esc> :")
        .type_text("contabo.delete_user")
        .press("<enter>");
    desk.type_text("c-1").press("<ctrl-s>");
    assert!(desk.sees("This is you"), "{}", desk.screen());
}

#[test]
fn the_other_destructive_ones_want_their_names_too() {
    let mut desk = in_pane("4", "Backups");
    action(&mut desk, "new s3");
    asks(
        &mut desk,
        &["Type Backups 1001 to confirm", "all object storages"],
    );
    let mut desk = in_pane("4", "Returns");
    desk.press("D");
    asks(
        &mut desk,
        &[
            "Type Returns importer to confirm",
            "stop working at once",
            "Tripartie tp-9",
        ],
    );
    let mut desk = in_pane("1", "Person 30");
    desk.press("D");
    asks(
        &mut desk,
        &[
            "Delete user: p30@acme.example?",
            "Person 30, p30@acme.example, Contabo c-30",
        ],
    );
    desk.press("<esc>");
    assert!(!desk.sees("Are you sure?") && desk.changes().is_empty());
}

#[test]
fn yes_and_no_is_asked_of_what_can_not_be_taken_back() {
    let cases = [
        ("1", "Person 30", "password reset", "mails the user a link"),
        ("1", "vendor:koyeb", "clear_idenfy", "begins anew"),
        ("2", "acme-staging", "budget delete", "no longer warns"),
        ("2", "old-shop", "reactivate", "charges for it again"),
        ("3", "s-open", "delete invitation", "link in its mail"),
    ];
    for (pane, filter, words, consequence) in cases {
        let mut desk = in_pane(pane, filter);
        action(&mut desk, words);
        desk.press("<ctrl-s>");
        asks(&mut desk, &[consequence]);
        desk.press("n");
        assert!(!desk.sees("Are you sure?"), "{words}");
        let mut desk = in_pane(pane, filter);
        action(&mut desk, words);
        desk.press("<ctrl-s> y");
        assert_eq!(desk.changes().len(), 1, "{words}");
    }
}

#[test]
fn a_question_is_not_answered_from_the_help() {
    let mut desk = in_pane("3", "s-open");
    desk.press("D ? <enter>");
    assert!(desk.sees("press y yourself"), "{}", desk.screen());
    assert!(desk.changes().is_empty());
    desk.press("<esc> y");
    assert_eq!(desk.changes().len(), 1);

    let mut desk = Desk::loaded(120, 40);
    desk.press("3 a q ?").type_text("send").press("<enter>");
    assert!(desk.sees("press s yourself"), "{}", desk.screen());
    assert!(desk.changes().is_empty() && !desk.quit);
}

#[test]
fn a_name_can_not_be_pasted() {
    let mut desk = in_pane("1", "Person 30");
    desk.press("D");
    desk.paste("p30@acme.example");
    desk.press("<enter>");
    assert!(desk.changes().is_empty());
}

#[test]
fn every_guarded_operation_says_what_comes_of_it() {
    use usher_tui::api::{Guard, catalogue};
    for operation in catalogue() {
        let asks = matches!(operation.guard, Guard::YesNo | Guard::TypeName);
        assert!(!asks || !operation.warning.is_empty(), "{}", operation.id);
    }
}

#[test]
fn a_key_of_somebody_else_says_whose_it_is_and_is_not_mistaken_for_ours() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/")
        .type_text("p07@")
        .press("<enter>")
        .press("4");
    let load = desk.loads.pop().expect("the keys of the user are read");
    let mut key = sample::s3_key("10070");
    let CredentialKind::ObjectStorage { user, .. } = &mut key.kind else {
        unreachable!("it is an S3 key");
    };
    *user = "c-7".into();
    desk.load(&load, Rows::Credentials(vec![key]));
    assert!(desk.line("Backups").contains(" you "), "{}", desk.screen());
    desk.press("/").type_text("owner:07").press("<enter>");
    assert!(desk.selected().contains("Person 07"), "{}", desk.screen());
    desk.press("<enter>");
    assert!(desk.sees("Owner's id") && desk.sees("c-7"));
    desk.press("<esc>");
    action(&mut desk, "secret key");
    asks(
        &mut desk,
        &[
            "New S3 secret key: Backups of Person 07?",
            "Type Backups 0070 to confirm",
        ],
    );
    type_it(&mut desk, "Backups 0070");
    assert_eq!(desk.changes().len(), 1);
}

#[test]
fn keys_learn_their_owner_when_the_users_come_after_them() {
    let mut desk = Desk::new(120, 40);
    desk.sign_in();
    let loads = std::mem::take(&mut desk.loads);
    let (users, others): (Vec<_>, Vec<_>) =
        (loads.into_iter()).partition(|load| load.operation.id == "contabo.retrieve_user_list");
    for load in others {
        let mut rows = sample::rows(load.operation);
        if let Rows::Credentials(keys) = &mut rows {
            for key in keys {
                if let CredentialKind::ObjectStorage { user, .. } = &mut key.kind {
                    *user = "c-7".into();
                }
            }
        }
        desk.load(&load, rows);
    }
    desk.press("4");
    assert!(desk.line("Backups").contains("c-7"), "{}", desk.screen());
    for load in users {
        desk.load(&load, sample::rows(load.operation));
    }
    assert!(desk.line("Backups").contains("Person 07"));
}

#[test]
fn a_password_goes_to_tripartie_only_after_their_warning_each_time() {
    let mut desk = Desk::loaded(120, 40);
    desk.press(":")
        .type_text("tripartie.authenticate")
        .press("<enter>");
    desk.type_text("mara@acme.example").press("<tab>");
    desk.type_text("CANARY").press("<tab> <tab>");
    desk.type_text("captcha").press("<ctrl-s>");
    for _ in 0..2 {
        asks(
            &mut desk,
            &[
                "Sign in with a password: mara@acme.example?",
                "IP/CIDR to be banned",
            ],
        );
        desk.press("y");
        let call = desk.take_call("tripartie.authenticate");
        let wrong = problem(
            call.operation,
            Reason::Refused,
            "email or password mismatch",
        );
        desk.answer(&call, Err(wrong));
        assert!(desk.sees("email or password mismatch"), "{}", desk.screen());
        assert!(
            desk.calls
                .iter()
                .all(|call| call.operation.id != "tripartie.authenticate")
        );
        desk.press("<ctrl-s>");
    }
}

#[test]
fn a_question_shows_the_values_that_were_chosen() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 .").type_text("change plan").press("<enter>");
    let call = desk.take_call("koyeb.get_organization");
    desk.answer(&call, Ok(Reply::Detail(sample::whole_organization())));
    desk.press("h <ctrl-s>");
    assert!(desk.sees("Plan: scale → hobby"), "{}", desk.screen());
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 .")
        .type_text("koyeb.deactivate_organization")
        .press("<enter> y <ctrl-s>");
    assert!(
        desk.sees("Without asking by mail: yes"),
        "{}",
        desk.screen()
    );
}
