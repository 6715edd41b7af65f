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
