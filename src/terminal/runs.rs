use ratatui::{
    backend::Backend,
    buffer::{BufferDiff, Cell},
    style::Modifier,
};

/// What is seen of a cell with nothing in it.
const SEEN_OF_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Letters that stand beside one another, in one style.
struct Run {
    x: u16,
    y: u16,
    cell: Cell,
    is_blank: bool,
}

/// Draws what changed, if anything did. Letters of the same style that stand beside one another go out as one: the library
/// writes each that it is given with the formatter, and all that belongs to its style. A blank has the style of what stands
/// beside it, where nobody sees the difference.
pub fn draw_runs<B: Backend>(backend: &mut B, changes: BufferDiff<'_, '_>) -> Result<(), B::Error> {
    let mut runs: Vec<Run> = Vec::new();
    let mut text = String::new();
    let mut end = None;
    for (x, y, cell) in changes {
        let is_blank = cell.symbol() == " ";
        match runs.last_mut().filter(|_| end == Some((x, y))) {
            Some(run) if run.cell.style() == cell.style() => run.is_blank &= is_blank,
            Some(run) if is_blank && are_alike(&run.cell, cell) => {}
            Some(run) if run.is_blank && are_alike(&run.cell, cell) => {
                run.cell = cell.clone();
                run.is_blank = false;
            }
            Some(_) | None => {
                end_run(&mut runs, &mut text);
                let cell = cell.clone();
                runs.push(Run {
                    x,
                    y,
                    cell,
                    is_blank,
                });
            }
        }
        text.push_str(cell.symbol());
        end = Some((x + 1, y));
    }
    if runs.is_empty() {
        return Ok(());
    }
    end_run(&mut runs, &mut text);
    backend.draw(runs.iter().map(|run| (run.x, run.y, &run.cell)))
}

fn end_run(runs: &mut [Run], text: &mut String) {
    if let Some(run) = runs.last_mut() {
        run.cell.set_symbol(text);
    }
    text.clear();
}

/// Whether a blank looks the same in both styles.
fn are_alike(one: &Cell, other: &Cell) -> bool {
    let shows = |cell: &Cell| cell.modifier.intersects(SEEN_OF_BLANKS);
    one.bg == other.bg && !shows(one) && !shows(other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::{backend::CrosstermBackend, buffer::Buffer, layout::Rect, style::Style};
    use vt100::Parser;

    use super::*;

    /// What a person sees of a terminal.
    fn seen(terminal: &Parser) -> Vec<String> {
        let places = (0..3).flat_map(|y| (0..14).map(move |x| (y, x)));
        let seen = |(y, x)| {
            let cell = terminal.screen().cell(y, x).unwrap();
            let letter = (cell.fgcolor(), cell.bold(), cell.italic(), cell.contents());
            let letter = Some(letter).filter(|_| !cell.contents().trim().is_empty());
            let marks = (cell.bgcolor(), cell.inverse(), cell.underline());
            format!("{x} {y} {letter:?} {marks:?}")
        };
        places.map(seen).collect()
    }

    fn styles() -> [Style; 7] {
        let plain = Style::new();
        [
            plain,
            plain.red(),
            plain.bold(),
            plain.italic().green(),
            plain.reversed(),
            plain.underlined(),
            plain.on_blue(),
        ]
    }

    proptest! {
        #[test]
        fn a_terminal_shows_the_same_as_letter_by_letter(
            frames in prop::array::uniform2(prop::collection::vec(
                (0..12u16, 0..3u16, "[a b한│é]{0,8}", 0..7usize), 0..12,
            )),
        ) {
            let [mut ours, mut library] = [Parser::default(), Parser::default()];
            let mut last = Buffer::empty(Rect::new(0, 0, 12, 3));
            for texts in frames {
                let mut frame = Buffer::empty(last.area);
                for (x, y, text, style) in texts {
                    frame.set_string(x, y, text, styles()[style]);
                }
                let mut written = Vec::new();
                draw_runs(&mut CrosstermBackend::new(&mut written), last.diff_iter(&frame)).unwrap();
                ours.process(&written);
                let mut written = Vec::new();
                CrosstermBackend::new(&mut written).draw(last.diff_iter(&frame)).unwrap();
                library.process(&written);
                prop_assert_eq!(seen(&ours), seen(&library));
                last = frame;
            }
            let mut written = Vec::new();
            draw_runs(&mut CrosstermBackend::new(&mut written), last.diff_iter(&last)).unwrap();
            prop_assert!(written.is_empty());
        }
    }
}
