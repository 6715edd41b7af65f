//! Imports go one way, and what must not be named somewhere is not named there.

use std::{fs, path::Path};

/// The code of a module, tests and comments left out: path and text of each file.
fn code(module: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut open = vec![root.join(module), root.join(format!("{module}.rs"))];
    while let Some(path) = open.pop() {
        if !path.exists() {
            continue;
        }
        if path.is_dir() {
            open.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && path.file_name().unwrap() != "tests.rs"
            && path.parent().unwrap().file_name().unwrap() != "tests"
        {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            let lines = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            found.push((name, lines.collect::<Vec<_>>().join("\n")));
        }
    }
    assert!(!found.is_empty(), "there is no module {module}");
    found
}

fn assert_absent(module: &str, words: &[&str]) {
    for (file, text) in code(module) {
        for word in words {
            assert!(!text.contains(word), "src/{file} names {word}");
        }
    }
}

#[test]
fn the_domain_knows_nothing_of_the_rest() {
    let rest = [
        "crate::api",
        "crate::app",
        "crate::ui",
        "crate::worker",
        "crate::config",
        "crate::sandbox",
        "crate::runtime",
    ];
    assert_absent("domain", &rest);
}

#[test]
fn the_apis_know_only_the_domain() {
    assert_absent(
        "api",
        &[
            "crate::app",
            "crate::ui",
            "crate::worker",
            "crate::config",
            "crate::sandbox",
            "crate::runtime",
        ],
    );
}

#[test]
fn the_program_does_not_know_its_surroundings() {
    let surroundings = [
        "crate::ui",
        "crate::worker",
        "crate::config",
        "crate::sandbox",
        "crate::runtime",
        "crate::terminal",
    ];
    let inputs_and_outputs = [
        "tokio",
        "reqwest",
        "std::fs",
        "std::net",
        "std::io",
        "SystemTime",
        "Instant::",
        "Timestamp::now",
    ];
    assert_absent("app", &surroundings);
    assert_absent("app", &inputs_and_outputs);
    assert_absent(
        "ui",
        &[
            "crate::worker",
            "crate::config",
            "crate::sandbox",
            "crate::runtime",
            "crate::terminal",
        ],
    );
    assert_absent("ui", &inputs_and_outputs);
}

#[test]
fn the_worker_knows_neither_the_program_nor_the_screen() {
    assert_absent(
        "worker",
        &[
            "crate::app",
            "crate::ui",
            "crate::sandbox",
            "crate::runtime",
            "ratatui",
            "crossterm",
        ],
    );
}

#[test]
fn the_sandbox_shares_only_the_catalogue_with_the_client() {
    assert_absent(
        "sandbox",
        &[
            "crate::app",
            "crate::ui",
            "crate::worker",
            "crate::runtime",
            "api::reply",
            "api::Request",
            "api::Problem",
            "api::Detail",
        ],
    );
}

#[test]
fn text_is_drawn_through_one_door() {
    let doors = [
        "Span::raw",
        "Span::styled",
        "Span::from",
        "Line::raw",
        "Line::styled",
        "Line::from",
        "Text::",
        "set_string",
        "set_symbol",
        "set_char",
    ];
    for (file, text) in code("ui") {
        for door in doors {
            assert!(
                // What `ascii` and `veil` put in place of other characters is theirs alone.
                ["ui/text.rs", "ui/pen.rs", "ui/ascii.rs", "ui/veil.rs"].contains(&file.as_str())
                    || !text.contains(door),
                "src/{file} draws with {door}"
            );
        }
    }
    assert_absent("app", &["SetTitle", "set_symbol"]);
}

#[test]
fn what_came_is_never_drawn_as_it_came() {
    assert_absent("ui", &[".raw()"]);
}

#[test]
fn colours_are_named_in_one_place() {
    for (file, text) in code("ui") {
        assert!(
            file.starts_with("ui/theme") || !text.contains("Color::"),
            "src/{file} names a colour"
        );
    }
    assert_absent("app", &["Color::"]);
}

#[test]
fn nothing_prints_past_a_closed_pipe() {
    for module in [
        "api", "app", "config", "domain", "sandbox", "ui", "worker", "runtime", "cli", "main",
        "terminal",
    ] {
        assert_absent(module, &["println!", "eprintln!", "print!("]);
    }
}
