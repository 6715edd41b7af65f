use super::*;

/// The last line of the screen.
fn footer(desk: &mut Desk) -> String {
    let screen = desk.screen();
    screen.lines().last().unwrap_or_default().to_owned()
}

#[test]
fn a_hint_is_only_given_for_what_can_be_done_to_the_row() {
    let mut desk = at_invitations();
    assert!(
        footer(&mut desk).contains("a accept"),
        "{}",
        footer(&mut desk)
    );
    let mut accepted = 0;
    for _ in 0..8 {
        let answerable = desk.selected().contains(" in ") && desk.selected().contains("pending");
        assert_eq!(
            footer(&mut desk).contains("a accept"),
            answerable,
            "{}",
            desk.screen()
        );
        accepted += usize::from(answerable);
        desk.press("j");
    }
    assert!((1..8).contains(&accepted));
}

#[test]
fn what_waits_can_be_taken_back_says_the_footer_first() {
    let mut desk = at_invitations();
    desk.press("a");
    assert!(
        footer(&mut desk).trim_start().starts_with("z take back"),
        "{}",
        footer(&mut desk)
    );
}

#[test]
fn a_run_that_may_change_nothing_hints_at_no_change() {
    let mut desk = Desk::read_only(80, 24);
    desk.press("3");
    let footer = footer(&mut desk);
    assert!(!footer.contains("accept") && footer.contains("filter"));
}

#[test]
fn no_hint_is_cut_anywhere() {
    let known = |hint: &str, app: &usher_tui::app::App| {
        let hints = app.hints().chain(app.way_out_hints());
        hints
            .map(|(key, words)| format!("{key} {words}"))
            .any(|known| known == hint)
    };
    for keys in [
        "1",
        "2",
        "3",
        "4",
        "3 <enter>",
        "?",
        ":",
        ".",
        "3 n",
        "3 j j j D",
        "3 a q",
        "@",
        "@ <enter>",
        "N",
        "@ /",
    ] {
        let mut desk = Desk::loaded(80, 24);
        desk.tell(sample::request("/v1/account/profile", 200));
        desk.press(keys);
        let footer = footer(&mut desk);
        let hints: Vec<_> = footer
            .split("  ")
            .map(str::trim)
            .filter(|hint| !hint.is_empty())
            .collect();
        assert!(hints.len() > 1, "after {keys}: {footer}");
        for hint in hints {
            assert!(known(hint, &desk.app), "after {keys}: {hint} of {footer}");
        }
        let way_out = desk.app.way_out_hints();
        assert_eq!(way_out.len(), 2, "after {keys}");
        for (key, words) in way_out {
            assert!(
                footer.contains(&format!("{key} {words}")),
                "after {keys}: {footer}"
            );
        }
    }
}

#[test]
fn what_lies_below_keeps_its_own_hints() {
    let mut desk = Desk::loaded(120, 60);
    desk.press("3 a 1 <ctrl-a> r");
    let answers = "│y yes   n no ";
    assert!(desk.sees(answers), "{}", desk.screen());
    desk.press("<ctrl-c>");
    assert!(
        desk.sees("One change has not been sent yet") && desk.sees(answers),
        "{}",
        desk.screen()
    );
}
