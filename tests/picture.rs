//! The picture in the README, drawn by the program itself: `UPDATE_PICTURE=1 cargo test --test picture` draws it anew.

#[allow(dead_code, reason = "each test file uses its own part of the desk")]
mod desk;

use std::{env, fmt::Write as _, fs, path::Path};

use desk::Desk;
use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};
use usher_tui::ui::{Depth, Styles, Theme};

const CELL: (u16, u16) = (9, 19);
const PAPER: &str = "#16181d";
const INK: &str = "#d6dae2";

#[test]
fn the_picture_in_the_readme_is_what_the_program_draws() {
    let mut desk = Desk::loaded(112, 26);
    desk.styles = Styles::of(Theme::Dark, Depth::Full);
    desk.press("3");
    desk.wait(0.5);
    desk.read_detail();
    desk.press("a d <space>");
    desk.wait(1.5);
    desk.read_detail();
    let picture = svg(desk.buffer());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/usher.svg");
    if env::var_os("UPDATE_PICTURE").is_some() {
        fs::write(&path, &picture).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == picture,
        "the screen looks different now: UPDATE_PICTURE=1 cargo test --test picture"
    );
}

/// The cells of a screen as a drawing: backgrounds first, then the text in runs of one style.
fn svg(buffer: &Buffer) -> String {
    let (width, height) = (
        buffer.area.width * CELL.0 + 24,
        buffer.area.height * CELL.1 + 24,
    );
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"ui-monospace, \
         'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{PAPER}\"/>\n"
    );
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let run = (x..buffer.area.width)
                .take_while(|at| alike(&buffer[(*at, y)], cell))
                .count();
            let run = u16::try_from(run).unwrap();
            let text: String = (x..x + run).map(|at| buffer[(at, y)].symbol()).collect();
            draw_run(&mut svg, cell, &text, (x, y), run);
            x += run;
        }
    }
    svg + "</svg>\n"
}

fn alike(one: &Cell, other: &Cell) -> bool {
    (one.fg, one.bg, one.modifier) == (other.fg, other.bg, other.modifier)
}

fn draw_run(svg: &mut String, cell: &Cell, text: &str, (x, y): (u16, u16), run: u16) {
    let (left, top) = (x * CELL.0 + 12, y * CELL.1 + 12);
    let (ink, paper) = if cell.modifier.contains(Modifier::REVERSED) {
        (PAPER.to_owned(), color(cell.fg, INK))
    } else {
        (color(cell.fg, INK), color(cell.bg, PAPER))
    };
    if paper != PAPER {
        let (width, height) = (run * CELL.0, CELL.1);
        writeln!(svg, "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>").unwrap();
    }
    if text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    for (modifier, words) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::DIM, " opacity=\"0.6\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if cell.modifier.contains(modifier) {
            style.push_str(words);
        }
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let (baseline, length) = (top + 15, run * CELL.0);
    writeln!(
        svg,
        "<text x=\"{left}\" y=\"{baseline}\" textLength=\"{length}\" xml:space=\"preserve\" fill=\"{ink}\"{style}>{text}</text>"
    )
    .unwrap();
}

fn color(color: Color, other: &str) -> String {
    match color {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Reset => other.to_owned(),
        named => panic!("nobody knows how {named} looks"),
    }
}
