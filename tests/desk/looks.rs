//! How a screen looks, apart from its words.

use ratatui::{
    buffer::Buffer,
    style::{Color, Style},
};

/// Runs of cells that look alike, line by line: how many, and how they look, where that is not plain text.
pub fn style_map(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width);
    let mut looks: Vec<Style> = Vec::new();
    let mut map = String::new();
    for line in buffer.content.chunks(width) {
        for cell in line {
            let look = cell.style();
            let at = looks.iter().position(|known| *known == look);
            let at = at.unwrap_or_else(|| {
                looks.push(look);
                looks.len() - 1
            });
            map.push(char::from(b"abcdefghijklmnopqrstuvwxyz"[at]));
        }
        map.push('\n');
    }
    let rows: Vec<String> = map.lines().map(runs).collect();
    let legend = looks
        .iter()
        .zip('a'..)
        .map(|(look, letter)| format!("{letter}: {}", words(look)));
    let legend: Vec<_> = legend.collect();
    format!("{}\n{}", legend.join("\n"), rows.join("\n"))
}

/// `aaab` as `a3 b1`.
fn runs(line: &str) -> String {
    let letters: Vec<char> = line.chars().collect();
    let runs = letters.chunk_by(|one, other| one == other);
    let runs: Vec<_> = runs.map(|run| format!("{}{}", run[0], run.len())).collect();
    runs.join(" ")
}

fn words(look: &Style) -> String {
    let colors = [("on ", look.bg), ("", look.fg)];
    let colors = colors.iter().rev().filter_map(|(on, color)| {
        let color = color.filter(|color| *color != Color::Reset)?;
        Some(format!("{on}{color}"))
    });
    let modifiers = look
        .add_modifier
        .iter_names()
        .map(|(name, _)| name.to_lowercase());
    let words: Vec<_> = colors.chain(modifiers).collect();
    if words.is_empty() {
        "plain".to_owned()
    } else {
        words.join(" ")
    }
}
