use super::*;
use crate::app::Motion;

fn own(text: &str) -> (Keymap, Vec<String>) {
    let (keymap, mistakes) = Keymap::new(&[Sheet::new("keymap.toml", text)]);
    let said = mistakes
        .iter()
        .map(|mistake| format!("{}:{}: {}", mistake.line, mistake.column, mistake.words));
    (keymap, said.collect())
}

fn meaning(keymap: &Keymap, keys: &str) -> Meaning {
    let keys: Vec<_> = keys.split(' ').filter_map(Key::parse).collect();
    keymap.meaning(&[Context::List], &keys)
}

#[test]
fn every_shipped_key_can_be_reached() {
    let (keymap, _) = Keymap::new(&[]);
    for (context, bindings) in &keymap.0 {
        for binding in bindings {
            assert!(keymap.reaches(*context, binding), "{context:?} {binding:?}");
        }
    }
}

#[test]
fn own_keys_lie_over_the_shipped_ones() {
    let (keymap, said) = own("[list]\nJ = \"page-down\"\nj = \"none\"");
    assert_eq!(
        meaning(&keymap, "J"),
        Meaning::Action(Action::Move(Motion::PageDown))
    );
    assert_eq!((meaning(&keymap, "j"), said.len()), (Meaning::Nothing, 0));
}

#[test]
fn a_later_sheet_lies_over_an_earlier_one() {
    let config = Sheet::new("config.toml", "[keys.list]\nJ = \"down\"").table("keys");
    let file = Sheet::new("keymap.toml", "list.J = \"up\"");
    let (keymap, mistakes) = Keymap::new(&[config, file]);
    assert_eq!(mistakes, []);
    assert_eq!(
        meaning(&keymap, "J"),
        Meaning::Action(Action::Move(Motion::Up))
    );
}

#[test]
fn a_wrong_line_is_explained_and_the_rest_counts() {
    let text = "[list]\nj = \"fliter\"\nhyper-j = \"down\"\nK = 5\nJ = \"up\"\n[lits]\nx = \"up\"\n[form]\n";
    let (keymap, said) = own(text);
    let key = "there is no key \"hyper-j\": write one as \"j\", \"G\", \"ctrl-d\", \"f1\" or \"pagedown\"";
    assert_eq!(
        said,
        [
            "2:5: there is no action \"fliter\"; the nearest is \"filter\"",
            &format!("3:1: {key}"),
            "4:5: the name of an action belongs here, in quotes",
            "6:2: there is no place \"lits\"; the nearest is \"list\"",
        ]
    );
    assert_eq!(
        meaning(&keymap, "J"),
        Meaning::Action(Action::Move(Motion::Up))
    );
    assert_eq!(
        meaning(&keymap, "j"),
        Meaning::Action(Action::Move(Motion::Down))
    );
}

#[test]
fn a_text_that_is_no_toml_costs_its_own_line_alone() {
    let (keymap, said) = own("[list]\nJ = \"up\nK = \"down\"\n");
    assert!(said[0].starts_with("2:"), "{said:?}");
    assert_eq!(
        meaning(&keymap, "K"),
        Meaning::Action(Action::Move(Motion::Down))
    );
}

#[test]
fn a_key_that_another_one_precedes_is_explained() {
    let (_, said) = own("[list]\n\"j j\" = \"top\"");
    assert_eq!(
        said,
        ["2:1: this can never be reached: j (down) comes first"]
    );
    let (_, said) = own("[form]\nctrl-c = \"submit\"");
    assert_eq!(
        said,
        ["2:1: this can never be reached: ctrl-c (quit) comes first"]
    );
    let (_, said) = own("[list]\nn = \"up\"");
    assert_eq!(
        said,
        ["2:1: this can never be reached: n (new) comes first"]
    );
    let (_, said) = own("[list]\ng = \"top\"");
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("2:1: this hides gg (top)"), "{said:?}");
    let (_, said) = own("[list]\ng = \"top\"\n\"g g\" = \"none\"");
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn some_key_always_quits() {
    let (keymap, said) = own("[global]\nctrl-c = \"none\"");
    assert_eq!(
        said,
        ["2:1: some key must quit from everywhere: ctrl-c does so again"]
    );
    let quits = Key::parse("ctrl-c").unwrap();
    assert_eq!(
        keymap.meaning(&[Context::Global], &[quits]),
        Meaning::Action(Action::Program(ProgramAction::Quit))
    );
}
