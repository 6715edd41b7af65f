//! What reaches the terminal of a frame, looked at byte by byte and cell by cell.

use std::{
    cell::RefCell,
    io::{self, Write},
    rc::Rc,
};

use ratatui::{
    Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, buffer::Cell, layout::Rect,
};
use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_width::UnicodeWidthStr;
use usher_tui::ui;

use crate::desk::Desk;

/// A terminal whose output is kept.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Output>>,
    output: Output,
    parser: vte::Parser,
    area: Rect,
}

#[derive(Clone, Default)]
struct Output(Rc<RefCell<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Screen {
    pub fn new(width: u16, height: u16) -> Self {
        let (output, area) = (Output::default(), Rect::new(0, 0, width, height));
        let viewport = Viewport::Fixed(area);
        let backend = CrosstermBackend::new(output.clone());
        Self {
            terminal: Terminal::with_options(backend, TerminalOptions { viewport }).unwrap(),
            output,
            parser: vte::Parser::new(),
            area,
        }
    }

    /// Draws the program, and looks at what went out.
    pub fn look(&mut self, desk: &Desk, what: &str) {
        let mut watch = Watch { what, printed: 0 };
        let mut cells = Vec::new();
        self.terminal
            .draw(|frame| {
                ui::draw(&desk.app, &desk.styles, frame);
                cells.clone_from(&frame.buffer_mut().content);
            })
            .unwrap();
        let bytes = self.output.0.take();
        self.parser.advance(&mut watch, &bytes);
        let width = usize::from(self.area.width);
        for (line, n) in cells.chunks(width).zip(0..) {
            check_line(line, n, what);
        }
    }
}

/// Every cell shows what it takes, and no line takes more than there is.
fn check_line(line: &[Cell], n: usize, what: &str) {
    let mut x = 0;
    while let Some(cell) = line.get(x) {
        for c in cell.symbol().chars() {
            check(c, cell.symbol(), what);
        }
        let width = cell.symbol().width();
        assert_ne!(
            width,
            0,
            "{what}: a cell without width: {:?}",
            cell.symbol()
        );
        x += width;
    }
    assert_eq!(x, line.len(), "{what}: line {n} is too wide");
}

/// No control character, and no other that is not seen, but in a cluster that needs it.
fn check(c: char, symbol: &str, what: &str) {
    let joins = matches!(c, '\u{200d}') && symbol.chars().any(|c| c >= '\u{1f000}');
    let harmful = matches!(
        get_general_category(c),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    );
    assert!(!harmful || joins, "{what}: {c:?} in {symbol:?}");
}

/// Knows the few sequences that the program writes itself.
struct Watch<'a> {
    what: &'a str,
    printed: usize,
}

impl Watch<'_> {
    fn no(&self, found: &str) -> ! {
        panic!("{}: {found}", self.what)
    }
}

impl vte::Perform for Watch<'_> {
    fn print(&mut self, c: char) {
        assert!(!c.is_control(), "{}: {c:?}", self.what);
        self.printed += 1;
    }

    fn execute(&mut self, byte: u8) {
        self.no(&format!("control {byte:02x}"));
    }

    fn hook(&mut self, _: &vte::Params, _: &[u8], _: bool, action: char) {
        self.no(&format!("device control {action:?}"));
    }

    fn osc_dispatch(&mut self, parameters: &[&[u8]], _: bool) {
        self.no(&format!("system command {parameters:?}"));
    }

    fn esc_dispatch(&mut self, _: &[u8], _: bool, byte: u8) {
        self.no(&format!("escape {byte:02x}"));
    }

    fn csi_dispatch(&mut self, parameters: &vte::Params, between: &[u8], _: bool, action: char) {
        let first = parameters.iter().flatten().copied().next();
        let ours = match (between, action) {
            (b"", 'H' | 'm') => true,
            (b"?", 'h' | 'l') => first == Some(25),
            _ => false,
        };
        assert!(
            ours,
            "{}: CSI {between:?} {parameters:?} {action}",
            self.what
        );
    }
}
