//! The catalogue against the table of operations.

use std::collections::BTreeMap;

use usher_tui::api::{Gives, Guard, Home, catalogue};

#[test]
fn the_catalogue_and_the_table_of_operations_agree() {
    let Some(table) = crate::shared("OPERATIONS.md") else {
        return;
    };
    let described: BTreeMap<String, Row> = table.lines().filter_map(Row::new).collect();
    let catalogued: BTreeMap<String, Row> = catalogue()
        .map(|operation| {
            let row = Row {
                request: format!("{} {}", operation.method.as_str(), operation.path),
                home: home(operation.home),
                guard: guard(operation.guard),
            };
            (operation.id.to_owned(), row)
        })
        .collect();
    assert_eq!(described.len(), 76);
    for (id, row) in &described {
        assert_eq!(catalogued.get(id), Some(row), "{id}");
    }
    assert_eq!(catalogued.len(), described.len());
}

#[derive(Debug, PartialEq, Eq)]
struct Row {
    request: String,
    home: &'static str,
    guard: &'static str,
}

impl Row {
    /// `| id | name | request | home | how | guard |`
    fn new(line: &str) -> Option<(String, Row)> {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [id, _, request, home, _, guard] = cells[..] else {
            return None;
        };
        let id = id.strip_prefix('`')?.strip_suffix('`')?;
        let first = |text: &str, of: &[&'static str]| {
            of.iter().copied().find(|word| text.starts_with(word))
        };
        let row = Row {
            request: request.trim_matches('`').to_owned(),
            home: first(
                home,
                &[
                    "Users",
                    "Organizations",
                    "Invitations",
                    "Credentials",
                    "Session",
                ],
            )?,
            guard: first(
                guard,
                &["read", "write", "yes/no", "type the", "undo window"],
            )?,
        };
        Some((id.to_owned(), row))
    }
}

fn home(home: Home) -> &'static str {
    match home {
        Home::Users => "Users",
        Home::Organizations => "Organizations",
        Home::Invitations => "Invitations",
        Home::Credentials => "Credentials",
        Home::Session => "Session",
    }
}

fn guard(guard: Guard) -> &'static str {
    match guard {
        Guard::Read => "read",
        Guard::Write => "write",
        Guard::YesNo => "yes/no",
        Guard::TypeName => "type the",
        Guard::Undo => "undo window",
    }
}

#[test]
fn what_is_told_once_is_a_secret_that_is_handed_out() {
    for operation in catalogue().filter(|operation| operation.tells_once) {
        assert_eq!(operation.gives, Gives::Secret, "{}", operation.id);
    }
    let links: Vec<_> = catalogue()
        .filter(|operation| operation.gives == Gives::Link)
        .collect();
    let ids: Vec<_> = links.iter().map(|operation| operation.id).collect();
    assert_eq!(
        ids,
        [
            "koyeb.github_installation",
            "koyeb.get_oauth_options",
            "tripartie.authenticate_persona"
        ]
    );
}
