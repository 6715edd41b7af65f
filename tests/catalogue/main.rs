//! The catalogue against the vendors' own descriptions, and the requests that come of it.
//!
//! The descriptions are read from `../shared`; where they are not there, the tests that need them say that they were
//! skipped.

mod description;
mod golden;
mod operations;
mod sample;

use std::{collections::HashSet, fs, path::PathBuf};

use usher_tui::api::{Guard, Operation, Place, catalogue};

/// A file beside the project, or `None` with a line that says so.
fn shared(name: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(name);
    let text = fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {} is not there", path.display());
    }
    text
}

fn provider_prefix(operation: &Operation) -> String {
    format!("{}.", operation.provider.name().to_lowercase())
}

#[test]
fn there_are_76_operations_and_every_id_is_its_own() {
    let ids: HashSet<_> = catalogue().map(|operation| operation.id).collect();
    assert_eq!(ids.len(), catalogue().count());
    assert_eq!(ids.len(), 76);
}

#[test]
fn an_id_is_the_provider_and_a_name_in_snake_case() {
    for operation in catalogue() {
        let prefix = provider_prefix(operation);
        let name = operation.id.strip_prefix(&prefix);
        let well_formed = name.is_some_and(|name| {
            name.starts_with(|c: char| c.is_ascii_lowercase())
                && name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        });
        assert!(well_formed, "{}", operation.id);
    }
}

#[test]
fn a_vendors_titles_tell_its_operations_apart() {
    let titles: HashSet<_> = catalogue()
        .map(|operation| (operation.provider, operation.title))
        .collect();
    assert_eq!(titles.len(), 76);
    assert!(titles.iter().all(|(_, title)| !title.is_empty()));
}

#[test]
fn fields_have_labels_and_names_of_their_own() {
    for operation in catalogue() {
        let names: HashSet<_> = operation.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), operation.fields.len(), "{}", operation.id);
        for field in operation.fields {
            assert!(
                field.label.starts_with(char::is_uppercase),
                "{} {}",
                operation.id,
                field.name
            );
        }
    }
}

#[test]
fn the_path_names_exactly_the_paths_fields() {
    for operation in catalogue() {
        let named: HashSet<_> = operation
            .path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        let fields: HashSet<_> = operation
            .fields
            .iter()
            .filter(|field| field.place == Place::Path)
            .map(|field| field.name)
            .collect();
        assert_eq!(named, fields, "{}", operation.id);
    }
}

#[test]
fn only_reads_go_unguarded() {
    for operation in catalogue() {
        if operation.method.writes() {
            assert_ne!(operation.guard, Guard::Read, "{}", operation.id);
        }
    }
}
