use super::*;

fn inviting(text: &str) -> Desk {
    let mut desk = at_our_invitations();
    desk.press("n");
    desk.paste(text);
    desk
}

fn emails(desk: &Desk) -> Vec<String> {
    let email = |call: &usher_tui::api::Call| match call.arguments.get("email") {
        Some(Argument::Text(email)) => email.clone(),
        other => panic!("{other:?}"),
    };
    let invites = |call: &&usher_tui::api::Call| call.operation.method.writes();
    desk.calls.iter().filter(invites).map(email).collect()
}

#[test]
fn each_address_has_a_verdict_before_anything_is_sent() {
    let mut desk = inviting(
        "Anna <anna@x.example>, bob@y.example; nobody\nS-Open@new.example\nBOB@y.example, mara@ACME.example",
    );
    for (email, words) in [
        ("anna@x.example", "will be invited"),
        ("bob@y.example", "will be invited"),
        ("nobody", "is not an e-mail address"),
        ("S-Open@new.example", "invited already, still pending"),
        ("BOB@y.example", "stands here twice"),
        ("mara@ACME.example", "is there already"),
    ] {
        let screen = desk.screen();
        let said = |line: &str| line.contains(email) && line.contains(words);
        assert!(screen.lines().any(said), "{email} {words}\n{screen}");
    }
    assert!(
        desk.sees("2 to invite, 1 not valid, 1 twice, 1 pending, 1 there already"),
        "{}",
        desk.screen()
    );
    assert!(desk.changes().is_empty());
}

#[test]
fn only_the_good_ones_are_sent_after_one_question() {
    let mut desk = inviting("anna@x.example bob@y.example nobody");
    desk.press("<ctrl-s>");
    for words in [
        "Invite to organization: these 2?",
        "anna@x.example",
        "Left out: 1",
        "nobody: is not an e-mail address",
    ] {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
    desk.press("n");
    assert!(desk.sees("2 to invite"), "no goes back to the list");
    desk.press("<ctrl-s> y");
    assert_eq!(emails(&desk), ["anna@x.example", "bob@y.example"]);
    assert!(!desk.sees("2 to invite"), "the list has done its work");
}

#[test]
fn those_that_failed_can_be_repeated() {
    let mut desk = inviting("anna@x.example bob@y.example carol@z.example");
    desk.press("<ctrl-s> y");
    for call in std::mem::take(&mut desk.calls) {
        let fails = matches!(call.arguments.get("email"), Some(Argument::Text(email)) if email.starts_with("bob"));
        let refused = problem(call.operation, Reason::Server, "try later");
        desk.answer(&call, if fails { Err(refused) } else { Ok(Reply::Done) });
    }
    assert!(
        desk.sees("2 invited, 1 failed (bob@y.example): !"),
        "{}",
        desk.screen()
    );
    desk.press("!");
    assert_eq!(emails(&desk), ["bob@y.example"]);
}

#[test]
fn one_a_line_can_be_typed() {
    let mut desk = at_invitations();
    desk.press("n").type_text("anna@x.example").press("<enter>");
    desk.type_text("bob@y.example").press("<ctrl-s> y");
    assert_eq!(emails(&desk), ["anna@x.example", "bob@y.example"]);
}

#[test]
fn a_file_is_read_where_a_line_names_it() {
    let mut desk = at_invitations();
    desk.press("n").type_text("anna@x.example").press("<enter>");
    desk.type_text("@/tmp/people.txt").press("<enter>");
    assert_eq!(desk.reads, ["/tmp/people.txt"]);
    assert!(desk.sees("Reading /tmp/people.txt"), "{}", desk.screen());
    desk.give_file(
        "/tmp/people.txt",
        Err("/tmp/people.txt can't be read: it has more than 1 MiB"),
    );
    assert!(desk.sees("more than 1 MiB"), "{}", desk.screen());
    desk.press("<ctrl-s>");
    assert_eq!(desk.reads.len(), 2, "sending reads it first");
    assert!(desk.changes().is_empty());
    desk.give_file(
        "/tmp/people.txt",
        Ok("bob@y.example\r\nCarol <carol@z.example>\n"),
    );
    assert!(desk.sees("3 to invite"), "{}", desk.screen());
    desk.press("<ctrl-s> y");
    assert_eq!(
        emails(&desk),
        ["anna@x.example", "bob@y.example", "carol@z.example"]
    );
}

#[test]
fn a_file_that_nobody_waits_for_any_more_is_dropped() {
    let mut desk = at_invitations();
    desk.press("n")
        .type_text("@list")
        .press("<enter> <esc> <esc> n");
    desk.give_file("list", Ok("bob@y.example"));
    assert!(!desk.sees("bob@y.example"), "{}", desk.screen());
}

#[test]
fn tripartie_wants_roles_and_takes_names_from_the_text() {
    let mut desk = inviting("Anna Li <anna@x.example>, bob.byte@y.example, sakura@acme.example");
    desk.press("<ctrl-t>");
    assert!(
        desk.sees("(Bob Byte)") && desk.sees("1 there already"),
        "{}",
        desk.screen()
    );
    desk.press("<ctrl-s>");
    assert!(desk.sees("This is needed"), "{}", desk.screen());
    desk.press("<space> <ctrl-s> y");
    let call = desk.take_call("tripartie.invite_user");
    for (name, value) in [
        ("firstName", "Anna"),
        ("lastName", "Li"),
        ("email", "anna@x.example"),
    ] {
        assert!(
            matches!(call.arguments.get(name), Some(Argument::Text(text)) if text == value),
            "{name}"
        );
    }
    assert!(
        matches!(call.arguments.get("invitedRole"), Some(Argument::Texts(roles)) if roles == &["ROLE_ADMIN"])
    );
    assert_eq!(emails(&desk), ["bob.byte@y.example"]);
}

#[test]
fn the_palette_opens_the_list_for_tripartie_alone() {
    let mut desk = Desk::new(120, 40);
    desk.press(":").type_text("invite many").press("<enter>");
    assert!(
        desk.sees("Into your organization at Tripartie"),
        "{}",
        desk.screen()
    );
    desk.press("<ctrl-t>");
    assert!(desk.sees("Into your organization at Tripartie"));
}

#[test]
fn nothing_typed_is_thrown_away_without_asking() {
    let mut desk = inviting("nobody");
    desk.press("<ctrl-s>");
    assert!(
        desk.sees("Nobody to invite: nobody: is not"),
        "{}",
        desk.screen()
    );
    desk.press("<esc>");
    assert!(desk.sees("Throw away what was typed?"));
    desk.press("x");
    assert!(desk.sees("nobodyx"), "{}", desk.screen());
    desk.press("<esc> <esc>");
    assert!(!desk.sees("nobodyx"));
}

#[test]
fn somebody_invited_again_by_hand_is_waited_for_and_not_invited_twice() {
    let mut desk = inviting("anna@x.example bob@y.example");
    desk.press("<ctrl-s> y");
    for call in std::mem::take(&mut desk.calls) {
        let why = problem(call.operation, Reason::Server, "try later");
        desk.answer(&call, Err(why));
    }
    desk.press("n");
    desk.paste("anna@x.example");
    desk.press("<ctrl-s> <ctrl-s>");
    assert_eq!(emails(&desk), ["anna@x.example"], "{}", desk.screen());
    let call = desk.take_call("koyeb.create_organization_invitation");
    desk.answer(&call, Ok(Reply::Done));
    assert!(!desk.sees("1 to invite"), "{}", desk.screen());
    desk.press("!");
    assert_eq!(emails(&desk), ["bob@y.example"], "{}", desk.screen());
}

#[test]
fn what_is_repeated_before_the_sign_in_is_not_repeated_after_it_again() {
    let refuse_all = |desk: &mut Desk| {
        for call in std::mem::take(&mut desk.calls) {
            let why = usher_tui::api::Problem {
                status: Some(401),
                ..problem(call.operation, Reason::SignIn, "Invalid token")
            };
            desk.answer(&call, Err(why));
        }
    };
    let mut desk = inviting("anna@x.example bob@y.example");
    desk.press("<ctrl-s> y ?");
    refuse_all(&mut desk);
    assert!(!desk.sees("Sign in at"), "nobody is asked in the help");
    desk.press("<esc> ! y");
    refuse_all(&mut desk);
    assert!(desk.sees("Sign in at Koyeb"), "{}", desk.screen());
    desk.type_text("fresh").press("<enter>");
    let wanted = desk.sign_ins.remove(0);
    let kept = usher_tui::api::SignedIn::default();
    desk.tell(Update::SignedIn(wanted.id, Ok(kept)));
    assert_eq!(emails(&desk), ["anna@x.example", "bob@y.example"]);
}
