//! The table of operations, and the way that each of its rows names.

use std::{fs, path::PathBuf};

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    pub id: String,
    pub request: String,
    pub home: String,
    pub how: String,
}

/// How a person reaches an operation.
#[derive(Debug, PartialEq, Eq)]
pub enum Way {
    /// It is asked for when the program starts.
    Start,
    /// It is asked for when the cursor rests on a fitting row.
    Rest,
    /// A key on a fitting row.
    Key(String),
    /// Among the actions of a row.
    Actions,
    /// In the palette.
    Palette,
}

impl Row {
    /// What the table's words mean.
    pub fn way(&self) -> Way {
        let how = self.how.as_str();
        if let Some(rest) = how.strip_prefix('`') {
            let (key, _) = rest.split_once('`').expect("a key ends");
            return Way::Key(key.to_owned());
        }
        let automatic = how.starts_with("automatic");
        if automatic && how.contains("detail") {
            Way::Rest
        } else if automatic {
            Way::Start
        } else if how.starts_with("action") && self.home != "Session" {
            Way::Actions
        } else {
            // Sign-in and account set-up are about no row: they are in the palette, as is the second step of something.
            Way::Palette
        }
    }
}

/// The rows, or `None` with a line that says that they are not there.
pub fn table() -> Option<Vec<Row>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/OPERATIONS.md");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return None;
    };
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [id, _, request, home, how, _] = cells.as_slice() else {
            return None;
        };
        let id = id.strip_prefix('`')?.strip_suffix('`')?;
        Some(Row {
            id: id.to_owned(),
            request: request.trim_matches('`').to_owned(),
            home: (*home).to_owned(),
            how: (*how).to_owned(),
        })
    });
    Some(rows.collect())
}

#[test]
fn the_table_has_76_rows() {
    let Some(rows) = table() else { return };
    assert_eq!(rows.len(), 76);
}

#[test]
fn the_words_of_a_row_name_its_way() {
    let row = |home: &str, how: &str| Row {
        id: String::new(),
        request: String::new(),
        home: home.to_owned(),
        how: how.to_owned(),
    };
    for (home, how, way) in [
        (
            "Users",
            "`e`: sends only the changed fields",
            Way::Key("e".to_owned()),
        ),
        ("Users", "automatic: pinned row", Way::Start),
        ("Users", "automatic: detail of the selected row", Way::Rest),
        ("Users", "action \"Validate e-mail\"", Way::Actions),
        ("Session", "action \"Sign up\" form", Way::Palette),
        ("Users", "palette: whole-profile replace", Way::Palette),
    ] {
        assert_eq!(row(home, how).way(), way, "{how}");
    }
}
