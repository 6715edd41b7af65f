use super::*;

/// The loads that went out since, each with its arguments as they are typed.
fn asked(desk: &mut Desk) -> Vec<(&'static str, Vec<String>)> {
    let loads = std::mem::take(&mut desk.loads);
    let words = |load: &usher_tui::api::Load| {
        let values = load.arguments.iter();
        values
            .map(|(name, value)| format!("{name}={}", usher_tui::app::written(value)))
            .collect()
    };
    loads
        .iter()
        .map(|load| (load.operation.id, words(load)))
        .collect()
}

#[test]
fn capital_f_lets_contabo_filter_its_users() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("F");
    assert!(desk.sees("Contabo: List users"), "{}", desk.screen());
    desk.press("<tab>")
        .type_text("acme")
        .press("<tab> y <ctrl-s>");
    let expected = ["email=acme".to_owned(), "enabled=true".to_owned()];
    assert_eq!(
        asked(&mut desk),
        [("contabo.retrieve_user_list", expected.to_vec())]
    );
    assert!(
        desk.sees("at the vendor: Contabo email=acme enabled=true · F ctrl-x for all"),
        "{}",
        desk.screen()
    );
}

#[test]
fn what_is_asked_stays_with_the_pane_through_reloads_until_it_is_cleared() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 F <tab>").type_text("acme").press("<enter>");
    let search = (
        "koyeb.list_user_organizations",
        vec!["search=acme".to_owned()],
    );
    assert_eq!(asked(&mut desk), vec![search.clone()]);
    desk.press("1 2 R");
    assert_eq!(asked(&mut desk), vec![search]);
    desk.press("F");
    assert!(desk.sees("acme"), "it begins with what is asked for");
    desk.press("<ctrl-x>");
    assert_eq!(
        asked(&mut desk),
        [("koyeb.list_user_organizations", Vec::new())]
    );
    assert!(!desk.sees("at the vendor"));
}

#[test]
fn each_list_of_invitations_is_asked_by_itself() {
    let mut desk = at_invitations();
    desk.press("F");
    assert!(
        desk.sees("Koyeb: List received invitations") && desk.sees("Koyeb: List sent invitations"),
        "{}",
        desk.screen()
    );
    desk.press("<right> <space> <right> <space> <ctrl-s>");
    let expected = vec!["statuses=PENDING, ACCEPTED".to_owned()];
    assert_eq!(
        asked(&mut desk),
        [("koyeb.list_user_organization_invitations", expected)]
    );
}

#[test]
fn the_keys_of_a_user_that_come_later_are_asked_for_in_the_same_way() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("4 F");
    assert!(desk.sees("Region"), "{}", desk.screen());
    desk.press("<tab> <tab>").type_text("EU").press("<ctrl-s>");
    let asked_for = |user: &str| {
        let words = vec![format!("userId={user}"), "regionName=EU".to_owned()];
        ("contabo.list_object_storage_credentials", words)
    };
    assert_eq!(asked(&mut desk), [asked_for("c-1")]);
    desk.press("1 G 4");
    assert_eq!(asked(&mut desk), [asked_for("c-30")]);
}

#[test]
fn what_can_not_be_asked_is_said_and_esc_changes_nothing() {
    let mut desk = at_invitations();
    desk.press("1 F <tab>").type_text("acme").press("<esc>");
    assert_eq!(asked(&mut desk), []);
    assert!(!desk.sees("at the vendor"));
}

#[test]
fn rows_come_in_the_order_that_the_vendor_gives_them() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 R");
    let load = desk.loads.pop().unwrap();
    let Rows::Organizations(mut rows) = sample::rows(load.operation) else {
        panic!("organizations")
    };
    rows.reverse();
    desk.load(&load, Rows::Organizations(rows));
    let screen = desk.screen();
    assert!(
        screen.find("old-shop") < screen.find("acme-staging"),
        "{screen}"
    );
}

#[test]
fn an_order_that_nobody_understands_is_not_asked_for() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("F").type_text("email upwards").press("<ctrl-s>");
    assert!(
        desk.sees("must be a field and ASC or DESC, such as email:ASC"),
        "{}",
        desk.screen()
    );
    assert!(desk.loads.is_empty());
    desk.press("<ctrl-u>");
    for _ in 0.."email upwards".len() {
        desk.press("<backspace>");
    }
    desk.type_text("email:desc").press("<ctrl-s>");
    assert_eq!(
        asked(&mut desk),
        [(
            "contabo.retrieve_user_list",
            vec!["orderBy=email:desc".to_owned()]
        )]
    );
}

#[test]
fn koyebs_order_goes_up_or_down() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 F");
    desk.type_text("up").press("<ctrl-s>");
    assert!(
        desk.sees("must be asc or desc, not up"),
        "{}",
        desk.screen()
    );
    desk.press("<backspace> <backspace>")
        .type_text("desc")
        .press("<ctrl-s>");
    let expected = (
        "koyeb.list_user_organizations",
        vec!["order=desc".to_owned()],
    );
    assert_eq!(asked(&mut desk), [expected]);
}
