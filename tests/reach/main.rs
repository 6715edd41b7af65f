//! Every operation is reached as the table of operations says: by itself, by a key, from the actions of a row, or from the
//! palette. A way is played on the sample accounts until the operation leaves as an effect, forms and questions included.
//!
//! The table is read from `../shared`; where that is not there, the tests that need it say that they were skipped.

mod blocked;
#[allow(dead_code, reason = "each test file uses its own part of the desk")]
#[path = "../desk/mod.rs"]
mod desk;
mod play;
mod table;

use usher_tui::api::{Operation, catalogue};

use self::{
    desk::Desk,
    play::Play,
    table::{Row, Way, table},
};

#[test]
fn the_table_and_the_catalogue_are_about_the_same_operations() {
    let Some(rows) = table() else { return };
    let mut told: Vec<_> = rows.iter().map(|row| row.id.as_str()).collect();
    let mut known: Vec<_> = catalogue().map(|operation| operation.id).collect();
    told.sort_unstable();
    known.sort_unstable();
    assert_eq!(told, known);
    for row in &rows {
        let operation = operation(&row.id);
        let request = format!("{} {}", operation.method.as_str(), operation.path);
        let path = row
            .request
            .strip_suffix(&request.split_once(' ').unwrap().1);
        assert!(
            path.is_some(),
            "{}: {} is not {request}",
            row.id,
            row.request
        );
    }
}

#[test]
fn every_operation_is_reached_as_the_table_says() {
    let Some(rows) = table() else { return };
    let mut missing = Vec::new();
    for row in &rows {
        if let Err(why) = reach(row) {
            missing.push(format!("{} ({}): {why}", row.id, row.how));
        }
    }
    assert!(missing.is_empty(), "not reached:\n{}", missing.join("\n"));
}

#[test]
fn the_palette_carries_out_every_operation() {
    let mut missing = Vec::new();
    for operation in catalogue() {
        let mut play = Play::at(operation);
        play.desk.press(":").type_text(operation.id);
        if let Err(why) = play
            .choose(operation)
            .and_then(|()| play.carry_out(operation))
        {
            missing.push(format!("{}: {why}", operation.id));
        }
    }
    assert!(
        missing.is_empty(),
        "not carried out:\n{}",
        missing.join("\n")
    );
}

fn operation(id: &str) -> &'static Operation {
    catalogue()
        .find(|operation| operation.id == id)
        .unwrap_or_else(|| panic!("there is no operation {id}"))
}

/// Plays the way of a row until its operation leaves.
fn reach(row: &Row) -> Result<(), String> {
    let operation = operation(&row.id);
    match row.way() {
        Way::Start => Play::start(operation),
        Way::Rest => Play::rest(operation),
        Way::Key(key) => {
            let mut play = Play::at(operation);
            play.desk.press(&key);
            play.carry_out(operation)
        }
        Way::Actions => {
            let mut play = Play::at(operation);
            play.desk.press(".").type_text(operation.title);
            play.choose(operation)?;
            play.carry_out(operation)
        }
        Way::Palette => {
            let mut play = Play::at(operation);
            play.desk.press(":").type_text(operation.title);
            play.choose(operation)?;
            play.carry_out(operation)
        }
    }
}
