//! T1: no text of a vendor touches the terminal, on whichever screen it stands.

#[path = "dice/answers.rs"]
mod answers;
#[allow(dead_code, reason = "each test file uses its own part of the desk")]
mod desk;
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;
#[path = "replies/golden.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod golden;
#[path = "catalogue/sample.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod sample;
#[path = "hostile/screen.rs"]
mod screen;

use desk::Desk;
use dice::{Dice, cases, seed};
use screen::Screen;
use serde_json::json;
use usher_tui::api::{Headers, Page, Problem, Update};

/// How to get to each screen.
const SCREENS: [&str; 25] = [
    "1",
    "1 <enter>",
    "1 j j j e",
    "1 j j j D",
    "1 n",
    "2",
    "2 <enter>",
    "2 e",
    "2 b",
    "2 D",
    "3",
    "3 <enter>",
    "3 a d",
    "3 n",
    "3 G D",
    "3 a q",
    "4",
    "4 <enter>",
    "4 n",
    "4 G D",
    "?",
    ":",
    "1 / a",
    "1 / 0",
    ".",
];

/// How many rows each list has.
const ROWS: usize = 12;

type Texts<'a> = &'a mut dyn FnMut() -> String;

/// Each text stands behind the number of its row, so that no row can be hidden unseen.
fn numbered(row: usize, text: &str) -> String {
    format!("#{row:02}{text}")
}

/// The program with its lists full of such texts.
fn filled(width: u16, height: u16, texts: Texts) -> Desk {
    let mut desk = Desk::new(width, height);
    desk.sign_in();
    for load in std::mem::take(&mut desk.loads) {
        let mut text = |row| numbered(row, &texts());
        let rows = answers::rows(load.operation, ROWS, &mut text);
        desk.tell(Update::Page(load.id, Page::whole(rows)));
        desk.tell(Update::Loaded(load.id));
    }
    desk
}

/// Answers what was asked: with such texts, or with a refusal that says one.
fn answer_all(desk: &mut Desk, refuse: bool, texts: Texts) {
    for call in std::mem::take(&mut desk.calls) {
        let mut text = |row| numbered(row, &texts());
        let outcome = if refuse {
            let body =
                json!({"message": text(0), "fields": [{"field": text(0), "description": text(0)}]});
            let headers = Headers::default();
            Err(Problem::from_response(
                call.operation,
                400,
                &headers,
                body.to_string().as_bytes(),
            ))
        } else {
            answers::of(call.operation, ROWS, &mut text)
        };
        desk.tell(Update::Done(call.id, outcome));
    }
}

/// Goes through all screens of a program that is full of such texts.
fn go_through(texts: Texts) -> usize {
    let mut frames = 0;
    for (width, height) in [(80, 24), (200, 50), (40, 12)] {
        let mut screen = Screen::new(width, height);
        for keys in SCREENS {
            let mut desk = filled(width, height, texts);
            for refuse in [false, true] {
                answer_all(&mut desk, refuse, texts);
                screen.look(&desk, keys);
                desk.press(keys).wait(0.5);
                screen.look(&desk, keys);
                frames += 2;
            }
        }
        for pane in ["1", "2", "3", "4"] {
            all_rows_are_there(&mut filled(width, height, texts), pane);
        }
    }
    frames
}

/// As many rows as there is room for, each in a line of its own.
fn all_rows_are_there(desk: &mut Desk, pane: &str) {
    desk.press(pane);
    let screen = desk.screen();
    let table = desk.app.screen.layout().unwrap().table;
    let room = usize::from(table.height).saturating_sub(3);
    let rows = desk.app.panes.grid().counts().loaded;
    let lines = screen.lines().skip(usize::from(table.y) + 2).take(room);
    // Where a row has no text of its own, there is the vendor's name.
    let is_row = |line: &&str| line.contains('#') || line.contains("Contabo");
    let shown = lines.filter(is_row).count();
    assert_eq!(
        shown,
        rows.min(room),
        "pane {pane} of {rows} rows:\n{screen}"
    );
}

#[test]
fn every_payload_goes_through_every_screen() {
    let payloads: Vec<String> =
        serde_json::from_str(include_str!("fixtures/hostile.json")).unwrap();
    assert!(payloads.len() >= 500);
    let (mut next, mut frames) = (0, 0);
    while next < payloads.len() * SCREENS.len() {
        frames += go_through(&mut || {
            next += 1;
            payloads[next % payloads.len()].clone()
        });
    }
    println!(
        "T1: {} payloads in {next} texts, {frames} frames: 0 escape sequences, 0 hidden rows, every width exact",
        payloads.len()
    );
}

#[test]
fn any_text_goes_through_every_screen() {
    let count = cases(100_000, 10_000_000);
    let (mut made, mut frames) = (0, 0);
    let mut dice = Dice::new(seed());
    while made < count {
        frames += go_through(&mut || {
            made += 1;
            dice.text(40)
        });
    }
    println!(
        "T1: {made} random texts, {frames} frames: 0 escape sequences, 0 hidden rows, every width exact (seed {})",
        seed()
    );
}
