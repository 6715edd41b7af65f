use super::*;

#[test]
fn s_sorts_by_one_column_after_the_other_and_capital_s_turns_it_round() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 s s");
    let screen = desk.screen();
    let at = |text: &str| {
        screen
            .find(text)
            .unwrap_or_else(|| panic!("{text} in\n{screen}"))
    };
    assert!(at("▲Name") < at("● acme-labs") && at("● acme-labs") < at("old-shop"));
    desk.press("S");
    let screen = desk.screen();
    let at = |text: &str| {
        screen
            .find(text)
            .unwrap_or_else(|| panic!("{text} in\n{screen}"))
    };
    assert!(
        at("▼Name") < at("old-shop") && at("old-shop") < at("acme-staging"),
        "{screen}"
    );
}

#[test]
fn rows_that_belong_above_others_go_there_whenever_they_come() {
    let mut desk = Desk::new(120, 40);
    desk.press("3");
    let loads = std::mem::take(&mut desk.loads);
    let of = |id: &str| loads.iter().find(|load| load.operation.id == id).unwrap();
    let sent = of("koyeb.list_organization_invitations");
    desk.load(sent, sample::rows(sent.operation));
    let received = of("koyeb.list_user_organization_invitations");
    desk.load(received, sample::rows(received.operation));
    assert!(desk.selected().contains("alpha"), "{}", desk.screen());
}

#[test]
fn dates_are_sorted_by_time_and_those_without_one_come_last() {
    let mut desk = Desk::new(120, 40);
    let loads = std::mem::take(&mut desk.loads);
    let load = loads
        .iter()
        .find(|load| load.operation.id == "contabo.retrieve_user_list")
        .unwrap();
    let seen = [
        "2026-02-28T09:00:00Z",
        "",
        "2025-12-01T09:00:00Z",
        "2026-02-28T08:00:00Z",
    ];
    let users = seen
        .iter()
        .zip(["late", "never", "early", "middle"])
        .map(|(seen, name)| {
            let provider = usher_tui::domain::Provider::Contabo;
            let mut user = sample::user(provider, name, name, "x@acme.example", false);
            user.last_seen = usher_tui::domain::parse_time(seen);
            user
        });
    desk.load(load, Rows::Users(users.collect()));
    let order = |desk: &mut Desk| -> Vec<String> {
        let screen = desk.screen();
        let names = ["late", "never", "early", "middle"];
        let rows = screen
            .lines()
            .filter_map(|line| Some(line.split_once("││")?.0));
        let lines = rows.filter_map(|line| {
            names
                .iter()
                .find(|name| line.contains(&format!(" {name} ")))
        });
        lines.take(4).map(ToString::to_string).collect()
    };
    desk.press("c").press("j j j j j j s <esc>");
    assert_eq!(
        order(&mut desk),
        ["early", "middle", "late", "never"],
        "{}",
        desk.screen()
    );
    desk.press("S");
    assert_eq!(order(&mut desk), ["late", "middle", "early", "never"]);
}

#[test]
fn pages_that_come_go_where_the_order_wants_them() {
    let mut desk = Desk::new(120, 40);
    let loads = std::mem::take(&mut desk.loads);
    let load = loads
        .iter()
        .find(|load| load.operation.id == "contabo.retrieve_user_list")
        .unwrap();
    desk.press("s s");
    for names in [["m", "d"], ["z", "a"], ["e", "n"]] {
        let rows = names.map(|name| {
            let provider = usher_tui::domain::Provider::Contabo;
            sample::user(
                provider,
                name,
                &format!("Name {name}"),
                "x@acme.example",
                false,
            )
        });
        let page = Page {
            rows: Rows::Users(rows.to_vec()),
            total: Some(6),
            more: Some(true),
            whole: None,
            roles: Vec::new(),
        };
        desk.tell(Update::Page(load.id, page));
    }
    let screen = desk.screen();
    let places: Vec<_> = ["a", "d", "e", "m", "n", "z"]
        .iter()
        .map(|name| screen.find(&format!("Name {name}")).unwrap())
        .collect();
    assert!(places.is_sorted(), "{screen}");
}
