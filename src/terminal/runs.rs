use ratatui::{
    backend::Backend,
    buffer::{BufferDiff, Cell},
};

/// Draws what changed, if anything did. Letters of the same style that stand beside one another go out as one: the library
/// writes each that it is given with the formatter, which takes longer than all else that is done for a letter.
pub fn draw_runs<B: Backend>(backend: &mut B, changes: BufferDiff<'_, '_>) -> Result<(), B::Error> {
    let mut runs: Vec<(u16, u16, Cell)> = Vec::new();
    let mut text = String::new();
    let mut end = None;
    for (x, y, cell) in changes {
        match runs.last_mut() {
            Some((.., run)) if end == Some((x, y)) && run.style() == cell.style() => {}
            last => {
                if let Some((.., run)) = last {
                    run.set_symbol(&text);
                }
                text.clear();
                runs.push((x, y, cell.clone()));
            }
        }
        text.push_str(cell.symbol());
        end = Some((x + 1, y));
    }
    let Some((.., run)) = runs.last_mut() else {
        return Ok(());
    };
    run.set_symbol(&text);
    backend.draw(runs.iter().map(|(x, y, run)| (*x, *y, run)))
}

#[cfg(test)]
mod tests {
    use std::iter;

    use proptest::prelude::*;
    use ratatui::{backend::CrosstermBackend, buffer::Buffer, layout::Rect, style::Style};
    use vt100::Parser;

    use super::*;

    proptest! {
        #[test]
        fn a_terminal_shows_the_same_as_letter_by_letter(
            frames in prop::array::uniform2(prop::collection::vec(
                (0..12u16, 0..3u16, "[a b한│é]{0,8}", 0..3usize), 0..12,
            )),
        ) {
            let mut shown = [Parser::default(), Parser::default()];
            let mut last = Buffer::empty(Rect::new(0, 0, 12, 3));
            for texts in frames {
                let mut frame = Buffer::empty(last.area);
                for (x, y, text, style) in texts {
                    let styles = [Style::new(), Style::new().reversed(), Style::new().red()];
                    frame.set_string(x, y, text, styles[style]);
                }
                let [ours, library] = &mut shown;
                let mut written = Vec::new();
                draw_runs(&mut CrosstermBackend::new(&mut written), last.diff_iter(&frame)).unwrap();
                ours.process(&written);
                let mut written = Vec::new();
                CrosstermBackend::new(&mut written).draw(last.diff_iter(&frame)).unwrap();
                library.process(&written);
                prop_assert_eq!(ours.screen().contents_formatted(), library.screen().contents_formatted());
                last = frame;
            }
            let unchanged = last.diff_iter(&last);
            let mut written = Vec::new();
            draw_runs(&mut CrosstermBackend::new(&mut written), unchanged).unwrap();
            prop_assert!(iter::empty::<u8>().eq(written));
        }
    }
}
