use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use crate::{
    app::{Cell, Cursor, Motion},
    domain::{Clean, is_broken, is_private},
};

/// A text to be read and scrolled: paragraphs, each with a label on its left, wrapped to the width of the screen.
#[derive(Debug, Default)]
pub struct Scroll {
    paragraphs: Vec<(Clean, Cell)>,
    lines: Vec<ScrollLine>,
    cursor: Cursor,
    room: (usize, u16),
}

/// A line of it.
#[derive(Debug)]
pub struct ScrollLine {
    /// What the paragraph is called; only its first line says so.
    pub label: Clean,
    /// A part of the paragraph.
    pub text: Cell,
    /// Whether nobody who looks over the person's shoulder shall read it.
    pub private: bool,
}

impl Scroll {
    /// A text that has not been wrapped yet.
    pub fn new(paragraphs: Vec<(Clean, Cell)>) -> Self {
        Self {
            paragraphs,
            ..Self::default()
        }
    }

    /// One more paragraph at its beginning.
    pub fn begin_with(&mut self, label: Clean, text: Cell) {
        self.paragraphs.insert(0, (label, text));
        let (height, width) = std::mem::take(&mut self.room);
        self.resize(height, width);
    }

    /// There is room for so many lines of so many cells.
    pub fn resize(&mut self, height: usize, width: u16) {
        if self.room != (height, width) {
            self.room = (height, width);
            let room = usize::from(width.saturating_sub(self.label() + 1)).max(1);
            self.lines = self
                .paragraphs
                .iter()
                .flat_map(|paragraph| wrapped(paragraph, room))
                .collect();
        }
        self.cursor.resize(height, self.lines.len());
    }

    /// Moves the text up or down.
    pub fn go(&mut self, motion: Motion) {
        self.cursor.scroll(motion, self.lines.len());
    }

    /// The lines on screen.
    pub fn visible(&self) -> &[ScrollLine] {
        let window = self.cursor.window(self.lines.len());
        self.lines.get(window).unwrap_or_default()
    }

    /// Up to which line it is on screen.
    pub fn read(&self) -> usize {
        self.cursor.window(self.lines.len()).end
    }

    /// How many lines there are in all.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// How many cells the labels take.
    pub fn label(&self) -> u16 {
        let widths = self
            .paragraphs
            .iter()
            .map(|(label, _)| label.as_str().width());
        u16::try_from(widths.max().unwrap_or(0)).unwrap_or(u16::MAX)
    }
}

/// The lines of a paragraph; only the first has the label.
fn wrapped((label, cell): &(Clean, Cell), room: usize) -> Vec<ScrollLine> {
    let text = cell.text.as_str();
    let labels = std::iter::once(label.clone()).chain(std::iter::repeat_with(Clean::default));
    let options = textwrap::Options::new(room).word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(text, options);
    let private = is_private(label.as_str(), text) || is_broken(text, &lines);
    let line = |(label, line): (Clean, &Cow<'_, str>)| ScrollLine {
        label,
        text: Cell::new(&**line, cell.tone),
        private,
    };
    labels.zip(&lines).map(line).collect()
}
