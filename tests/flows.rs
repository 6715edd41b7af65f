//! What a person presses, and what comes of it: keys in, effects and screen out.

#[allow(dead_code, reason = "each test file uses its own part of the desk")]
mod desk;

use desk::{Desk, problem, sample};
use usher_tui::{
    api::{Argument, Page, Reason, Reply, Rows, Update},
    app::Tab,
    domain::{Direction, InvitationStatus},
};

fn at_invitations() -> Desk {
    let mut desk = Desk::loaded(120, 40);
    desk.press("3");
    desk
}

/// The answer to an accept or decline of the sample invitation `id`.
fn answered(id: &str, organization: &str, status: InvitationStatus) -> Reply {
    let mut row = sample::invitation(
        Direction::Received,
        id,
        organization,
        "PENDING",
        "2026-03-07T16:00:00Z",
    );
    row.status = status;
    Reply::Page(Page::whole(Rows::Invitations(vec![row])))
}

mod panes {
    use super::*;

    #[test]
    fn the_number_keys_and_tab_put_a_pane_in_front() {
        let mut desk = Desk::loaded(120, 40);
        for (keys, tab) in [
            ("2", Tab::Organizations),
            ("3", Tab::Invitations),
            ("4", Tab::Credentials),
            ("1", Tab::Users),
            ("<tab>", Tab::Organizations),
            ("<backtab> <backtab>", Tab::Credentials),
            ("<tab>", Tab::Users),
        ] {
            desk.press(keys);
            assert_eq!(desk.app.panes.front, tab, "after {keys}");
        }
    }

    #[test]
    fn every_list_is_asked_for_at_the_start() {
        let desk = Desk::new(120, 40);
        let asked: Vec<_> = desk.loads.iter().map(|load| load.operation.id).collect();
        assert_eq!(
            asked,
            [
                "koyeb.get_current_user",
                "tripartie.get_me",
                "tripartie.list_users",
                "contabo.retrieve_user_list",
                "koyeb.list_user_organizations",
                "koyeb.list_user_organization_invitations",
                "koyeb.list_organization_invitations",
                "contabo.retrieve_user_client",
                "tripartie.list_api_clients",
            ]
        );
    }

    #[test]
    fn the_users_of_all_providers_stand_together_and_you_come_first() {
        let mut desk = Desk::loaded(120, 40);
        let screen = desk.screen();
        let you: Vec<_> = screen
            .lines()
            .filter(|line| line.contains("(you)"))
            .collect();
        assert_eq!(you.len(), 3, "{screen}");
        assert!(
            you[0].contains("Koyeb") && you[1].contains("Tripartie") && you[2].contains("Contabo"),
            "{screen}"
        );
        assert!(desk.sees("Łukasz Żółć") && desk.sees("田中 さくら") && desk.sees("Person 30"));
    }

    #[test]
    fn our_own_s3_keys_are_listed_once_the_session_tells_who_we_are() {
        let mut desk = Desk::new(120, 40);
        desk.sign_in();
        let asked = desk.loads.last().unwrap();
        assert_eq!(
            asked.operation.id,
            "contabo.list_object_storage_credentials"
        );
        assert!(matches!(asked.arguments.get("userId"), Some(Argument::Text(id)) if id == "c-1"));
    }

    #[test]
    fn the_credentials_bring_the_s3_keys_of_the_user_that_was_looked_at() {
        let mut desk = Desk::loaded(120, 40);
        desk.press("G 4");
        let asked = desk.loads.pop().unwrap();
        assert_eq!(
            asked.operation.id,
            "contabo.list_object_storage_credentials"
        );
        assert!(matches!(asked.arguments.get("userId"), Some(Argument::Text(id)) if id == "c-30"));
        desk.press("1 4");
        assert!(desk.loads.is_empty(), "known keys are not asked for twice");
    }
}

mod moving {
    use super::*;

    #[test]
    fn the_keys_move_the_cursor_by_a_row_half_a_page_a_page_or_to_the_ends() {
        let mut desk = Desk::loaded(120, 24);
        let height = 24 - 3 - 3;
        for (keys, position) in [
            ("j", 1),
            ("<down> <down>", 3),
            ("k <up>", 1),
            ("<ctrl-d>", 1 + height / 2),
            ("<ctrl-u>", 1),
            ("<ctrl-f>", 1 + height),
            ("<ctrl-b>", 1),
            ("<pagedown>", 1 + height),
            ("<pageup>", 1),
            ("G", 33),
            ("gg", 0),
            ("<end>", 33),
            ("<home>", 0),
            ("k", 0),
        ] {
            desk.press(keys);
            assert_eq!(
                desk.app.panes.grid().counts().position,
                position,
                "after {keys}"
            );
        }
        assert!(desk.changes().is_empty(), "ctrl-d never deletes");
    }

    #[test]
    fn enter_opens_the_detail_and_esc_leaves_it() {
        let mut desk = Desk::loaded(40, 12);
        desk.press("3");
        assert!(!desk.sees("Invited by"));
        desk.press("<enter>");
        assert!(desk.sees("Invited by") && desk.sees("Ada Byron"));
        desk.press("<esc>");
        assert!(!desk.sees("Invited by"));
    }

    #[test]
    fn the_whole_record_is_read_once_the_cursor_rests() {
        let mut desk = at_invitations();
        desk.press("j k j");
        assert!(desk.calls.is_empty(), "walking asks for nothing");
        desk.wait(0.5);
        let call = desk.take_call("koyeb.get_user_organization_invitation");
        assert!(matches!(call.arguments.get("id"), Some(Argument::Text(id)) if id == "i-later"));
        assert!(desk.calls.is_empty());
    }

    #[test]
    fn a_late_answer_about_another_record_is_dropped() {
        let mut desk = at_invitations();
        desk.wait(0.5);
        let call = desk.take_call("koyeb.get_user_organization_invitation");
        desk.press("j");
        desk.answer(
            &call,
            Err(problem(call.operation, Reason::Server, "late and wrong")),
        );
        assert!(!desk.sees("late and wrong"));
    }

    #[test]
    fn help_lists_the_keys_of_the_place_and_closes() {
        let mut desk = at_invitations();
        desk.press("?");
        assert!(desk.sees("accept") && desk.sees("ctrl-d") && desk.sees("half a page down"));
        desk.press("<esc>");
        assert!(!desk.sees("half a page down"));
    }
}

mod finding {
    use super::*;

    #[test]
    fn the_filter_narrows_while_it_is_typed_and_esc_takes_it_back() {
        let mut desk = Desk::loaded(120, 40);
        desk.press("/").type_text("person 1");
        assert!(desk.sees("Person 11") && desk.sees("Person 21") && !desk.sees("Łukasz"));
        desk.type_text("2");
        assert!(desk.sees("Person 12") && !desk.sees("Person 11"));
        desk.press("<enter>");
        assert!(
            desk.sees("Person 12") && !desk.sees("Person 11"),
            "enter keeps it"
        );
        desk.press("<esc>");
        assert!(desk.sees("Person 11"), "esc takes it back");
    }

    #[test]
    fn keys_typed_into_the_filter_do_nothing_else() {
        let mut desk = at_invitations();
        desk.press("/").type_text("adq3");
        assert!(!desk.quit && desk.app.calls.waiting() == 0);
        assert_eq!(desk.app.panes.front, Tab::Invitations);
        desk.press("<ctrl-c>");
        assert!(desk.quit, "quit can't be swallowed");
    }

    #[test]
    fn a_column_can_be_named_and_a_word_excluded() {
        let mut desk = at_invitations();
        desk.press("/")
            .type_text("status:pend !alpha way:in")
            .press("<enter>");
        let screen = desk.screen();
        assert!(
            desk.sees("beta")
                && desk.sees("delta")
                && !desk.sees("in  alpha")
                && !desk.sees("gamma"),
            "{screen}"
        );
    }

    #[test]
    fn the_cursor_stays_on_its_record_through_a_reload() {
        let mut desk = Desk::loaded(120, 40);
        desk.press("G k k");
        let before = desk.selected();
        desk.press("R");
        assert!(desk.sees("Person 30"), "rows stay while it loads");
        let loads = std::mem::take(&mut desk.loads);
        for load in &loads {
            let mut rows = sample::rows(load.operation);
            if let Rows::Users(users) = &mut rows {
                users.retain(|user| user.id.raw() != "c-3");
                users.reverse();
            }
            desk.load(load, rows);
        }
        assert_eq!(desk.selected(), before);
        assert!(!desk.sees("Person 03"), "what is gone is gone");
    }

    #[test]
    fn pages_show_as_they_come_with_how_many_of_how_many() {
        let mut desk = Desk::new(120, 40);
        let load = desk
            .loads
            .iter()
            .find(|load| load.operation.id == "contabo.retrieve_user_list")
            .unwrap()
            .clone();
        let page = Page {
            rows: sample::rows(load.operation),
            total: Some(2000),
            more: Some(true),
            whole: None,
        };
        desk.tell(Update::Page(load.id, page));
        assert!(desk.sees("loading 30 of 2000") && desk.sees("Person 30"));
    }

    #[test]
    fn vendors_may_boast_of_as_many_rows_as_they_like() {
        let mut desk = Desk::new(120, 40);
        for load in std::mem::take(&mut desk.loads) {
            let mut page = Page::whole(sample::rows(load.operation));
            page.total = Some(usize::MAX);
            desk.tell(Update::Page(load.id, page));
        }
        desk.press("3");
        assert!(
            desk.sees(&format!("of {}", usize::MAX)),
            "{}",
            desk.screen()
        );
    }

    #[test]
    fn pages_of_an_older_load_are_dropped() {
        let mut desk = Desk::loaded(120, 40);
        desk.press("R");
        let old = std::mem::take(&mut desk.loads);
        desk.press("R");
        desk.load_everything();
        let stale = old
            .iter()
            .find(|load| load.operation.id == "contabo.retrieve_user_list")
            .unwrap();
        let ghost = sample::user(
            usher_tui::domain::Provider::Contabo,
            "ghost",
            "Ghost",
            "ghost@acme.example",
            false,
        );
        desk.load(stale, Rows::Users(vec![ghost]));
        assert!(!desk.sees("Ghost"));
    }

    #[test]
    fn a_failing_list_says_why_in_its_place_and_keeps_its_rows() {
        let mut desk = Desk::loaded(120, 40);
        desk.press("R");
        let loads = std::mem::take(&mut desk.loads);
        for load in &loads {
            desk.tell(Update::LoadFailed(
                load.id,
                problem(load.operation, Reason::TimedOut, "no answer within 30 s"),
            ));
        }
        assert!(
            desk.sees("Contabo: no answer within 30 s"),
            "{}",
            desk.screen()
        );
        assert!(desk.sees("Łukasz Żółć"));
    }
}

mod answering {
    use super::*;

    #[test]
    fn what_needs_an_answer_first_stands_first() {
        let mut desk = at_invitations();
        let screen = desk.screen();
        let at = |text: &str| {
            screen
                .find(text)
                .unwrap_or_else(|| panic!("{text} in\n{screen}"))
        };
        assert!(
            at("alpha") < at("beta") && at("beta") < at("delta") && at("delta") < at("gamma"),
            "{screen}"
        );
        assert!(desk.line("alpha").contains("40 min") && desk.line("beta").contains("6 d 4 h"));
        assert!(desk.line("delta").contains("nobody"));
    }

    #[test]
    fn a_accepts_after_the_undo_window() {
        let mut desk = at_invitations();
        desk.press("a");
        assert!(
            desk.line("alpha").contains("accepting in 5 s, z to undo"),
            "{}",
            desk.screen()
        );
        desk.wait(1.5);
        assert!(
            desk.line("alpha").contains("accepting in 4 s, z to undo"),
            "{}",
            desk.screen()
        );
        assert!(desk.changes().is_empty());
        desk.wait(4.0);
        assert_eq!(
            desk.changes(),
            [("koyeb.accept_organization_invitation", "i-soon".to_owned())]
        );
        assert!(desk.line("alpha").contains("accepting …"));
    }

    #[test]
    fn the_cursor_goes_on_to_the_next_invitation() {
        let mut desk = at_invitations();
        desk.press("a d");
        assert!(desk.line("alpha").contains("accepting"));
        assert!(desk.line("beta").contains("declining"));
        assert!(desk.selected().contains("delta"));
    }

    #[test]
    fn z_takes_it_back_and_nothing_is_sent() {
        let mut desk = at_invitations();
        desk.press("d");
        desk.wait(3.0);
        desk.press("z");
        assert!(desk.line("alpha").contains("pending"));
        desk.wait(60.0);
        assert!(desk.changes().is_empty());
        desk.press("z");
        assert!(desk.sees("Nothing waits any more"));
    }

    #[test]
    fn marked_rows_are_answered_together_and_taken_back_together() {
        let mut desk = at_invitations();
        desk.press("<space> <space> a");
        assert_eq!(desk.app.calls.waiting(), 2);
        desk.press("z");
        assert_eq!(desk.app.calls.waiting(), 0);
        desk.press("<space> <space> <ctrl-\\> <home> <space> <space> d");
        desk.wait(6.0);
        let ids: Vec<_> = desk.changes().into_iter().map(|(_, id)| id).collect();
        assert_eq!(ids, ["i-soon", "i-later"]);
    }

    #[test]
    fn only_a_pending_received_invitation_can_be_answered() {
        let mut desk = at_invitations();
        desk.press("/").type_text("gamma").press("<enter> a");
        assert!(desk.sees("Only a pending invitation can be answered; this one is accepted"));
        desk.press("<esc> <esc> /")
            .type_text("s-open")
            .press("<enter> d");
        assert!(desk.sees("this one was sent"), "{}", desk.screen());
        desk.wait(60.0);
        assert!(desk.changes().is_empty());
    }

    #[test]
    fn a_second_press_on_a_waiting_row_does_not_ask_twice() {
        let mut desk = at_invitations();
        desk.press("a k a");
        assert_eq!(desk.app.calls.waiting(), 1);
        desk.hold('a');
        assert_eq!(desk.app.calls.waiting(), 1, "a held key answers nothing");
    }

    #[test]
    fn read_only_answers_nothing() {
        let mut desk = Desk::read_only(120, 40);
        desk.press("3 a d n r D o");
        desk.wait(60.0);
        assert!(desk.changes().is_empty());
        assert!(desk.sees("READ-ONLY") && desk.sees("change nothing"));
    }

    #[test]
    fn an_accept_shows_at_once_reloads_and_offers_to_switch() {
        let mut desk = at_invitations();
        desk.press("a");
        desk.wait(6.0);
        let call = desk.take_call("koyeb.accept_organization_invitation");
        desk.answer(
            &call,
            Ok(answered("i-soon", "alpha", InvitationStatus::Accepted)),
        );
        assert!(desk.line("alpha").contains("accepted"), "{}", desk.screen());
        let reloaded: Vec<_> = desk.loads.iter().map(|load| load.operation.id).collect();
        assert!(
            reloaded.contains(&"koyeb.list_user_organizations"),
            "{reloaded:?}"
        );
        assert!(
            reloaded.contains(&"koyeb.list_user_organization_invitations"),
            "{reloaded:?}"
        );
        assert!(
            desk.sees("You belong to alpha now: o switches into it"),
            "{}",
            desk.screen()
        );
        assert!(
            !desk.changes().iter().any(|(id, _)| id.contains("switch")),
            "it never switches by itself"
        );
        desk.press("o");
        let switch = desk.take_call("koyeb.switch_organization");
        assert!(
            matches!(switch.arguments.get("id"), Some(Argument::Text(id)) if id == "org-alpha")
        );
    }

    #[test]
    fn what_was_read_before_an_accept_does_not_undo_it_on_screen() {
        let mut desk = at_invitations();
        desk.wait(1.0);
        let reading = desk.take_call("koyeb.get_user_organization_invitation");
        desk.press("a k");
        desk.wait(6.0);
        let call = desk.take_call("koyeb.accept_organization_invitation");
        let reply = answered("i-soon", "alpha", InvitationStatus::Accepted);
        desk.answer(&call, Ok(reply));
        let before = answered("i-soon", "alpha", InvitationStatus::Pending);
        desk.answer(&reading, Ok(before));
        assert!(desk.line("alpha").contains("accepted"), "{}", desk.screen());
    }

    #[test]
    fn an_offer_does_not_hide_the_keys_of_what_lies_over_the_panes() {
        let mut desk = at_invitations();
        desk.press("a");
        desk.wait(6.0);
        let call = desk.take_call("koyeb.accept_organization_invitation");
        let reply = answered("i-soon", "alpha", InvitationStatus::Accepted);
        desk.answer(&call, Ok(reply));
        desk.wait(10.0);
        desk.press("n");
        assert!(
            desk.sees("ctrl-s submit") && !desk.sees("switches into it"),
            "{}",
            desk.screen()
        );
    }

    #[test]
    fn many_answers_reload_the_lists_once() {
        let mut desk = at_invitations();
        desk.press("a a a");
        desk.wait(6.0);
        let calls = std::mem::take(&mut desk.calls);
        let changes: Vec<_> = calls
            .iter()
            .filter(|call| call.operation.method.writes())
            .collect();
        assert_eq!(changes.len(), 3);
        for call in changes {
            assert!(desk.loads.is_empty());
            desk.answer(call, Ok(Reply::Done));
        }
        let inbox = desk
            .loads
            .iter()
            .filter(|load| load.operation.id == "koyeb.list_user_organization_invitations");
        assert_eq!(inbox.count(), 1);
    }

    #[test]
    fn a_failed_answer_says_why_on_its_row_and_can_be_repeated() {
        let mut desk = at_invitations();
        desk.press("a");
        desk.wait(6.0);
        let call = desk.take_call("koyeb.accept_organization_invitation");
        desk.answer(
            &call,
            Err(problem(call.operation, Reason::Server, "try later")),
        );
        assert!(
            desk.line("alpha").contains("can't accept: try later"),
            "{}",
            desk.screen()
        );
        desk.press("gg");
        desk.wait(1.0);
        desk.take_call("koyeb.get_user_organization_invitation");
        assert!(
            desk.line("alpha").contains("can't accept: try later"),
            "looking at it does not wipe it away\n{}",
            desk.screen()
        );
        desk.press("a");
        assert!(desk.line("alpha").contains("accepting in 5 s"));
        desk.wait(6.0);
        assert_eq!(desk.changes().len(), 1);
    }
}

mod sent_ones {
    use super::*;

    fn at_sent() -> Desk {
        let mut desk = at_invitations();
        desk.press("/").type_text("s-open").press("<enter>");
        desk
    }

    #[test]
    fn r_resends_at_once() {
        let mut desk = at_sent();
        desk.press("r");
        assert_eq!(
            desk.changes(),
            [("koyeb.resend_organization_invitation", "s-open".to_owned())]
        );
    }

    #[test]
    fn capital_d_asks_first_and_no_is_the_default() {
        let mut desk = at_sent();
        for keys in ["D n", "D <esc>", "D <enter> <esc>", "D q"] {
            desk.press(keys);
            assert!(desk.changes().is_empty(), "after {keys}");
        }
        desk.press("D");
        assert!(
            desk.sees("Delete invitation: s-open@new.example?"),
            "{}",
            desk.screen()
        );
        desk.hold('y');
        assert!(desk.changes().is_empty(), "a held key confirms nothing");
        desk.press("y");
        assert_eq!(
            desk.changes(),
            [("koyeb.delete_organization_invitation", "s-open".to_owned())]
        );
        let call = desk.take_call("koyeb.delete_organization_invitation");
        desk.answer(&call, Ok(Reply::Done));
        assert!(!desk.sees("s-open@new.example "), "{}", desk.screen());
    }

    #[test]
    fn a_question_is_about_the_row_that_it_was_asked_for() {
        let mut desk = at_invitations();
        desk.press("R /").type_text("way:out").press("<enter> D");
        for load in std::mem::take(&mut desk.loads) {
            desk.load(&load, Rows::Invitations(Vec::new()));
        }
        desk.press("y");
        let call = desk.take_call("koyeb.delete_organization_invitation");
        assert_eq!(&*call.target.unwrap().id, "s-open");
    }

    #[test]
    fn n_invites_and_says_what_the_invitee_becomes() {
        let mut desk = at_invitations();
        desk.press("n");
        assert!(
            desk.sees("OWNER") && desk.sees("Into the organization acme-labs"),
            "{}",
            desk.screen()
        );
        desk.type_text("New@Acme.example").press("<ctrl-s>");
        let call = desk.take_call("koyeb.create_organization_invitation");
        assert!(
            matches!(call.arguments.get("email"), Some(Argument::Text(email)) if email == "New@Acme.example")
        );
        assert!(desk.sees("Sending …"));
        desk.answer(&call, Ok(Reply::Done));
        assert!(desk.sees("Invited: New@Acme.example"), "{}", desk.screen());
    }

    #[test]
    fn a_wrong_address_is_said_before_anything_is_sent() {
        let mut desk = at_invitations();
        desk.press("n <ctrl-s>");
        assert!(desk.sees("This is needed"));
        desk.type_text("nobody").press("<enter>");
        assert!(desk.changes().is_empty());
        assert!(desk.sees("nobody"), "what was typed stays");
    }

    #[test]
    fn what_the_vendor_says_of_a_field_stands_on_the_field() {
        let mut desk = at_invitations();
        desk.press("n")
            .type_text("new@acme.example")
            .press("<enter>");
        let call = desk.take_call("koyeb.create_organization_invitation");
        let mut refused = problem(call.operation, Reason::Fields, "invalid");
        refused.fields.push(usher_tui::api::FieldProblem {
            field: "email".into(),
            message: "was invited already".into(),
        });
        desk.answer(&call, Err(refused));
        assert!(
            desk.sees("was invited already") && desk.sees("new@acme.example"),
            "{}",
            desk.screen()
        );
        desk.press("<esc>");
        assert!(desk.sees("Throw away what was typed?"));
        desk.press("<esc>");
        assert!(!desk.sees("was invited already"));
    }

    #[test]
    fn a_pasted_text_goes_into_the_field_and_nowhere_else() {
        let mut desk = at_invitations();
        desk.paste("a\rd\ry");
        assert_eq!(desk.app.calls.waiting(), 0);
        desk.press("n");
        desk.paste("pasted@acme.example\r\nd\r\ny");
        assert!(desk.sees("pasted@acme.example"));
        assert!(desk.changes().is_empty());
        desk.press("<ctrl-s>");
        let call = desk.take_call("koyeb.create_organization_invitation");
        assert!(
            matches!(call.arguments.get("email"), Some(Argument::Text(email)) if email == "pasted@acme.example")
        );
    }

    #[test]
    fn nothing_breaks_a_line_in_two() {
        let mut desk = at_sent();
        desk.press("n").type_text("new@acme.example");
        desk.press("<alt-enter>");
        assert!(desk.sees("new@acme.example"), "{}", desk.screen());
        desk.press("<esc> <esc> /").type_text("alpha");
        desk.press("<alt-enter>");
        assert!(desk.sees("/s-openalpha"), "{}", desk.screen());
    }

    #[test]
    fn without_an_organization_nobody_can_be_invited() {
        let mut desk = Desk::new(120, 40);
        desk.load_everything();
        let call = desk.take_call("koyeb.get_current_organization");
        desk.answer(
            &call,
            Err(problem(call.operation, Reason::NotFound, "none")),
        );
        desk.press("3 n");
        assert!(desk.sees("Switch into an organization first"));
    }
}

mod switching {
    use super::*;

    #[test]
    fn o_switches_into_the_organization_and_reads_koyeb_again() {
        let mut desk = Desk::loaded(120, 40);
        desk.press("2");
        assert!(desk.line("● acme-labs").contains('›'));
        desk.press("o");
        assert!(desk.sees("You are in acme-labs already"));
        desk.press("j o");
        let call = desk.take_call("koyeb.switch_organization");
        assert!(matches!(call.arguments.get("id"), Some(Argument::Text(id)) if id == "o-2"));
        desk.answer(&call, Ok(Reply::Done));
        let again: Vec<_> = desk.loads.iter().map(|load| load.operation.id).collect();
        assert!(
            again.contains(&"koyeb.list_organization_invitations"),
            "{again:?}"
        );
        assert!(again.iter().all(|id| id.starts_with("koyeb.")), "{again:?}");
        desk.take_call("koyeb.get_current_organization");
    }

    #[test]
    fn nobody_is_invited_and_nothing_else_switched_while_a_switch_is_under_way() {
        let mut desk = Desk::loaded(120, 40);
        desk.press("2 j o o 3 n");
        let call = desk.take_call("koyeb.switch_organization");
        assert!(desk.changes().is_empty(), "the second o sends nothing");
        assert!(
            desk.sees("still under way") && !desk.sees("Into the organization"),
            "{}",
            desk.screen()
        );
        desk.answer(&call, Ok(Reply::Done));
        desk.press("n");
        assert!(
            desk.sees("Into the organization acme-staging:"),
            "the new one, even before Koyeb was asked\n{}",
            desk.screen()
        );
    }

    #[test]
    fn a_late_or_missing_answer_does_not_change_the_current_organization() {
        let mut desk = Desk::loaded(120, 40);
        desk.press("R 2 j o");
        let before = desk.take_call("koyeb.get_current_organization");
        let switch = desk.take_call("koyeb.switch_organization");
        desk.answer(&switch, Ok(Reply::Done));
        desk.answer(
            &before,
            Ok(Reply::Page(Page::whole(sample::current_organization()))),
        );
        let known = "Koyeb in acme-staging";
        assert!(desk.sees(known), "{}", desk.screen());
        let after = desk.take_call("koyeb.get_current_organization");
        let timed_out = problem(after.operation, Reason::TimedOut, "no answer");
        desk.answer(&after, Err(timed_out));
        assert!(desk.sees(known), "{}", desk.screen());
    }

    #[test]
    fn the_offer_goes_once_it_was_taken_elsewhere() {
        let mut desk = at_invitations();
        desk.press("a");
        desk.wait(6.0);
        let call = desk.take_call("koyeb.accept_organization_invitation");
        let mut row = sample::invitation(
            Direction::Received,
            "i-soon",
            "alpha",
            "ACCEPTED",
            "2026-03-07T16:00:00Z",
        );
        row.organization_id = "o-2".into();
        let reply = Page::whole(Rows::Invitations(vec![row]));
        desk.answer(&call, Ok(Reply::Page(reply)));
        desk.press("2 j o");
        let switch = desk.take_call("koyeb.switch_organization");
        assert!(desk.sees("You belong to alpha now"), "{}", desk.screen());
        desk.answer(&switch, Ok(Reply::Done));
        assert!(!desk.sees("You belong to alpha now"), "{}", desk.screen());
    }
}

mod leaving {
    use super::*;

    #[test]
    fn q_and_ctrl_c_quit_when_nothing_waits() {
        for keys in ["q", "<ctrl-c>", "3 q", "? <ctrl-c>", "3 n <ctrl-c>"] {
            let mut desk = Desk::loaded(120, 40);
            desk.press(keys);
            assert!(desk.quit, "after {keys}");
        }
    }

    #[test]
    fn quitting_while_something_waits_asks() {
        let mut desk = at_invitations();
        desk.press("a d q");
        assert!(
            !desk.quit && desk.sees("2 changes have not been sent yet"),
            "{}",
            desk.screen()
        );
        desk.press("n");
        assert!(!desk.quit && desk.app.calls.waiting() == 2, "stay");
        desk.press("q s");
        assert!(desk.quit && desk.changes().len() == 2, "send now");
    }

    #[test]
    fn dropping_sends_nothing() {
        for keys in ["a q d", "a <ctrl-c> <ctrl-c>"] {
            let mut desk = at_invitations();
            desk.press(keys);
            assert!(desk.quit && desk.changes().is_empty(), "after {keys}");
        }
    }

    #[test]
    fn nothing_is_sent_while_the_question_stands_and_staying_goes_on_where_it_was() {
        let mut desk = at_invitations();
        desk.press("a");
        desk.wait(2.0);
        desk.press("q");
        desk.wait(60.0);
        assert!(desk.changes().is_empty(), "{}", desk.screen());
        desk.press("n");
        assert!(
            desk.line("alpha").contains("accepting in 3 s"),
            "{}",
            desk.screen()
        );
        desk.wait(4.0);
        assert_eq!(desk.changes().len(), 1);
    }

    #[test]
    fn ctrl_z_gives_the_terminal_back() {
        let mut desk = Desk::loaded(120, 40);
        desk.press("<ctrl-z>");
        assert!(desk.suspended && !desk.quit);
    }
}

mod sleeping {
    use super::*;

    #[test]
    fn nothing_wakes_the_program_while_nothing_moves() {
        let mut desk = Desk::loaded(120, 40);
        desk.wait(10.0);
        assert_eq!(desk.app.wake_at(), None);
    }

    #[test]
    fn a_countdown_on_screen_wakes_it_by_the_minute() {
        let mut desk = at_invitations();
        desk.wait(10.0);
        let before = desk.line("alpha");
        let wake = desk.app.wake_at().unwrap();
        assert!(wake.as_secs() >= 30, "{wake:?}");
        desk.wait(61.0);
        assert_ne!(desk.line("alpha"), before);
    }
}

mod size {
    use super::*;

    #[test]
    fn a_terminal_that_is_too_small_says_so_and_recovers() {
        let mut desk = Desk::loaded(120, 40);
        desk.resize(30, 8);
        assert!(desk.sees("usher needs 40x10"), "{}", desk.screen());
        desk.resize(80, 24);
        assert!(desk.sees("Mara Köhler"));
        desk.resize(30, 8);
        desk.press("q");
        assert!(desk.quit, "quitting works at any size");
    }

    #[test]
    fn every_pane_and_overlay_draws_at_every_size() {
        let mut desk = Desk::loaded(80, 24);
        for keys in [
            "1",
            "2",
            "3",
            "4",
            "3 <enter>",
            "?",
            "<esc> <esc> n",
            "<esc> a q",
        ] {
            desk.press(keys);
            for (width, height) in (0..130)
                .step_by(7)
                .flat_map(|w| (0..45).step_by(4).map(move |h| (w, h)))
            {
                desk.resize(width, height);
                desk.screen();
            }
        }
    }
}

mod choosing {
    use super::*;
    use usher_tui::api::{Detail, Guard, catalogue};

    #[test]
    fn the_palette_reaches_every_operation_by_its_id_and_by_the_vendors_name() {
        for operation in catalogue() {
            let vendor_name = Some(operation.vendor_name).filter(|name| !name.is_empty());
            for words in [Some(operation.id), vendor_name].into_iter().flatten() {
                let mut desk = Desk::loaded(120, 40);
                desk.press(":").type_text(words);
                assert!(
                    desk.sees(operation.title),
                    "{words} finds {}:\n{}",
                    operation.title,
                    desk.screen()
                );
            }
        }
    }

    #[test]
    fn a_few_letters_find_an_operation_and_enter_opens_its_form() {
        let mut desk = Desk::loaded(120, 40);
        desk.press(":").type_text("crea api cli").press("<enter>");
        assert!(
            desk.sees("New API client") && desk.sees("Scopes"),
            "{}",
            desk.screen()
        );
        desk.press("<esc>");
        assert!(!desk.sees("Scopes"));
    }

    #[test]
    fn the_actions_of_a_row_know_its_address() {
        let mut desk = Desk::loaded(120, 40);
        desk.press("2 j j .")
            .type_text("reactivate")
            .press("<enter>");
        assert!(
            desk.sees("Reactivate organization: old-shop?"),
            "{}",
            desk.screen()
        );
        desk.press("y");
        let call = desk.take_call("koyeb.reactivate_organization");
        assert!(matches!(call.arguments.get("id"), Some(Argument::Text(id)) if id == "o-3"));
    }

    #[test]
    fn what_can_not_be_done_now_says_why() {
        let mut desk = Desk::loaded(120, 40);
        desk.press("2 .")
            .type_text("delete organization")
            .press("<enter>");
        assert!(
            desk.sees("Only a deactivated organization allows it"),
            "{}",
            desk.screen()
        );
        assert!(desk.changes().is_empty());
        let mut desk = Desk::read_only(120, 40);
        desk.press("2 .").type_text("reactivate").press("<enter> y");
        assert!(
            desk.changes().is_empty() && desk.sees("change nothing"),
            "{}",
            desk.screen()
        );
    }

    #[test]
    fn something_destructive_wants_the_name_typed() {
        let mut desk = Desk::loaded(120, 40);
        desk.press("G .").type_text("delete user").press("<enter>");
        assert!(desk.sees("Type p30@acme.example"), "{}", desk.screen());
        desk.press("y <enter> <ctrl-s>");
        assert!(desk.changes().is_empty());
        desk.press("<backspace>")
            .type_text("p30@acme.example")
            .press("<enter>");
        assert_eq!(desk.changes(), [("contabo.delete_user", "c-30".to_owned())]);
    }

    #[test]
    fn what_is_handed_out_once_is_masked_until_x_and_masked_again() {
        let mut desk = Desk::loaded(120, 40);
        desk.press("4 :")
            .type_text("create api client")
            .press("<enter>");
        desk.type_text("importer").press("<ctrl-s>");
        let call = desk.take_call("tripartie.create_api_client");
        let reply = call
            .operation
            .read(
                &call.arguments,
                &usher_tui::api::Raw {
                    headers: &usher_tui::api::Headers::default(),
                    body: br#"{"identifier":"tp-10","name":"importer","secret":"CANARY-1"}"#,
                },
            )
            .unwrap();
        desk.answer(&call, Ok(reply));
        assert!(
            desk.sees("tp-10") && !desk.sees("CANARY-1"),
            "{}",
            desk.screen()
        );
        desk.press("x");
        assert!(desk.sees("CANARY-1"), "{}", desk.screen());
        desk.wait(16.0);
        assert!(!desk.sees("CANARY-1"));
        desk.press("<esc>");
        assert!(!desk.sees("tp-10"));
    }

    #[test]
    fn a_read_that_was_asked_for_shows_its_answer() {
        let mut desk = Desk::loaded(120, 40);
        desk.press(":")
            .type_text("get_user_settings")
            .press("<enter>");
        let call = desk.take_call("koyeb.get_user_settings");
        assert_eq!(call.operation.guard, Guard::Read);
        let detail = Detail::new(&serde_json::json!({"settings": {"status": "FINE"}}));
        desk.answer(&call, Ok(Reply::Detail(detail)));
        assert!(desk.sees("status"), "{}", desk.screen());
    }
}
