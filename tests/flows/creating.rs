//! What is made anew takes nothing from the row under the cursor.

use super::*;
use usher_tui::{
    api::{catalogue, contabo},
    app::Tab,
};

#[test]
fn what_a_row_gives_an_operation_are_fields_of_it() {
    let mut desk = Desk::loaded(120, 40);
    for tab in Tab::ALL {
        desk.press(tab_key(tab));
        let rows = desk.app.panes.get(tab).grid().counts().shown;
        assert!(rows > 0, "{tab:?}");
        for _ in 0..rows {
            let grid = desk.app.panes.get(tab).grid();
            for operation in catalogue() {
                let Some(addressed) = grid.addressed(operation) else {
                    continue;
                };
                for (name, _) in addressed.arguments.iter() {
                    let (id, key) = (operation.id, &addressed.key);
                    assert!(operation.field(name).is_some(), "{id} {name} {key:?}");
                }
            }
            desk.press("j");
        }
    }
}

#[test]
fn a_new_user_takes_nothing_from_the_user_under_the_cursor() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("G n").type_text("contabo").press("<enter>");
    desk.type_text("Jana")
        .press("<tab> <tab>")
        .type_text("jana@acme.example")
        .press("<tab> y <tab> n <tab> d <ctrl-s>");
    let call = desk.take_call("contabo.create_user");
    for (name, _) in call.arguments.iter() {
        assert!(contabo::CREATE_USER.field(name).is_some(), "{name}");
    }
    assert_eq!(call.target, None);
    assert!(!desk.line("Person 30").contains("creating"));
    desk.answer(&call, Ok(Reply::Done));
    assert!(desk.sees("Created: Jana"), "{}", desk.screen());
}

#[test]
fn a_new_organization_is_named_itself_and_leaves_the_row_under_the_cursor_alone() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 n").type_text("new-org-x").press("<ctrl-s>");
    let call = desk.take_call("koyeb.create_organization");
    assert_eq!(call.target, None);
    assert!(!desk.line("acme-labs").contains("creating"));
    let refused = problem(call.operation, Reason::Refused, "taken");
    desk.answer(&call, Err(refused));
    assert!(!desk.line("acme-labs").contains("can't"));
    desk.press("<ctrl-s>");
    let call = desk.take_call("koyeb.create_organization");
    desk.answer(&call, Ok(Reply::Done));
    assert!(desk.sees("Created: new-org-x"), "{}", desk.screen());
}

#[test]
fn github_is_connected_for_the_current_organization_only() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 /")
        .type_text("staging")
        .press("<enter> :")
        .type_text("koyeb.github_installation")
        .press("<enter>");
    assert!(desk.sees("switch into this one"), "{}", desk.screen());
    desk.press("<esc> <esc> <esc> :")
        .type_text("koyeb.github_installation")
        .press("<enter> <ctrl-s>");
    let call = desk.take_call("koyeb.github_installation");
    assert_eq!(&*call.target.unwrap().id, "o-1");
}

fn tab_key(tab: Tab) -> &'static str {
    match tab {
        Tab::Users => "1",
        Tab::Organizations => "2",
        Tab::Invitations => "3",
        Tab::Credentials => "4",
    }
}
