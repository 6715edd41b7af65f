//! T24: what is pasted presses no key, and only the right name says yes.

#[allow(dead_code, reason = "each test file uses its own part of the desk")]
mod desk;
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;

use desk::Desk;
use dice::{Dice, cases, seed};
use usher_tui::app::{Action, DialogAction, Overlay, Step};

/// The way to each screen with nothing waiting behind it.
const SCREENS: [&str; 22] = [
    "1",
    "1 <enter>",
    "1 j j j e",
    "1 G D",
    "1 G t",
    "1 n",
    "1 / a",
    "1 c",
    "1 X",
    "2",
    "2 e",
    "2 G D",
    "3",
    "3 n",
    "3 F",
    "3 j j j D",
    "4 n",
    "?",
    ":",
    "@",
    "P",
    "I <enter>",
];

/// Every character that is a key, and what a clipboard may have between them, in some order.
fn all_keys(dice: &mut Dice) -> String {
    let mut keys: Vec<char> = (' '..='~')
        .chain("\r\n\t\u{1b}\u{3}\u{13}".chars())
        .collect();
    for end in (1..keys.len()).rev() {
        keys.swap(end, dice.below(end + 1));
    }
    keys.into_iter().collect()
}

#[test]
fn a_paste_of_all_keys_changes_nothing_on_any_screen() {
    let pastes = cases(5, 50);
    let mut dice = Dice::new(seed());
    for keys in SCREENS {
        let mut desk = Desk::loaded(120, 40);
        desk.press(keys);
        let before = desk.changes();
        for _ in 0..pastes {
            let text = all_keys(&mut dice);
            desk.paste(&text);
            desk.wait(6.0);
            assert_eq!(desk.changes(), before, "{keys}: {text:?}");
            assert_eq!(desk.app.calls.waiting(), 0, "{keys}: {text:?}");
            assert!(!desk.quit && !desk.suspended, "{keys}: {text:?}");
        }
    }
    println!(
        "T24: {} pastes of all keys on {} screens: 0 changes",
        pastes * SCREENS.len(),
        SCREENS.len()
    );
}

/// A name that somebody could take for the right one, or anything.
fn wrong(right: &str, dice: &mut Dice) -> String {
    let mut chars: Vec<char> = right.chars().collect();
    let at = dice.below(chars.len());
    let alike = [
        ('a', 'а'),
        ('e', 'е'),
        ('o', 'о'),
        ('p', 'р'),
        ('c', 'с'),
        ('.', '．'),
    ];
    match dice.below(12) {
        0 => chars.truncate(at),
        1 => chars.push(*dice.pick(&['x', ' ', '\u{200b}', '\u{301}'])),
        2 => chars.insert(0, ' '),
        3 => drop(chars.remove(at)),
        4 => chars.insert(at, chars[at]),
        5 => chars[at] = dice.character(),
        6 => chars.reverse(),
        7 => return right.to_uppercase(),
        8 => chars[at].make_ascii_uppercase(),
        9 => {
            let (plain, foreign) = *dice.pick(&alike);
            return right.replace(plain, &foreign.to_string());
        }
        10 => return format!("\"{right}\""),
        _ => return dice.text(40),
    }
    chars.into_iter().collect()
}

/// The text that is to be typed, and what is typed so far.
fn typed(desk: &Desk) -> Option<(String, String)> {
    let Some(Overlay::Confirm(confirm)) = desk.app.overlays.last() else {
        return None;
    };
    let (right, area) = confirm.typed.as_ref()?;
    Some((right.raw().to_owned(), area.lines().join("\n")))
}

#[test]
fn no_name_but_the_right_one_says_yes() {
    let count = cases(5_000, 100_000);
    let mut dice = Dice::new(seed());
    let mut desk = Desk::loaded(120, 40);
    desk.press("1 G D");
    let (right, _) = typed(&desk).expect("a name is wanted");
    let mut tried = 0;
    while tried < count {
        let name = wrong(&right, &mut dice);
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        desk.type_text(&name);
        let (_, line) = typed(&desk).expect("the question is still there");
        if line != right {
            desk.press(["<enter>", "<ctrl-s>"][dice.below(2)]);
            assert_eq!(desk.changes(), [], "{name:?}");
            let (_, left) = typed(&desk).expect("the question is still there");
            assert_eq!(left, line, "nothing typed is lost");
            tried += 1;
        }
        for _ in 0..line.chars().count() {
            desk.press("<backspace>");
        }
        while typed(&desk).is_some_and(|(_, line)| !line.is_empty()) {
            desk.press("<backspace>");
        }
    }
    desk.type_text(&right).press("<enter>");
    assert_eq!(desk.changes().len(), 1, "the right one does");
    println!("T24: {tried} wrong names: 0 sent; the right one: 1 sent");
}

#[test]
fn no_key_of_ones_own_says_yes_where_a_name_is_wanted() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("1 G D");
    let Some(Overlay::Confirm(confirm)) = desk.app.overlays.last_mut() else {
        panic!("a question");
    };
    for action in [DialogAction::Yes, DialogAction::Submit] {
        let step = confirm.act(Action::Dialog(action));
        assert!(matches!(step, Step::Handled), "{step:?}");
    }
}
