//! The keys that have names: `enter`, `ctrl-d`.

use crossterm::event::{KeyCode, KeyModifiers};

pub fn named(name: &str) -> (KeyCode, KeyModifiers) {
    if name == "alt-enter" {
        return (KeyCode::Enter, KeyModifiers::ALT);
    }
    if let Some(rest) = name.strip_prefix("ctrl-") {
        return (
            KeyCode::Char(rest.chars().next().unwrap()),
            KeyModifiers::CONTROL,
        );
    }
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "space" => KeyCode::Char(' '),
        "up" => KeyCode::Up,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "down" => KeyCode::Down,
        "backspace" => KeyCode::Backspace,
        "pagedown" => KeyCode::PageDown,
        "pageup" => KeyCode::PageUp,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "f1" => KeyCode::F(1),
        "f2" => KeyCode::F(2),
        "f3" => KeyCode::F(3),
        "f4" => KeyCode::F(4),
        other => panic!("no key {other}"),
    };
    (code, KeyModifiers::NONE)
}
