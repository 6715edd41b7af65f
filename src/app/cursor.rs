use super::Motion;

/// A selection that scrolls: which line is chosen, and which is the first one on screen. The list owns both, so that the
/// window never jumps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    position: usize,
    offset: usize,
    height: usize,
}

impl Cursor {
    /// The chosen line.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The lines on screen, of `len` in all.
    pub fn window(&self, len: usize) -> std::ops::Range<usize> {
        self.offset.min(len)..(self.offset + self.height).min(len)
    }

    /// The screen has room for so many lines.
    pub fn resize(&mut self, height: usize, len: usize) {
        self.height = height;
        self.go(self.position, len);
    }

    /// Chooses a line, and scrolls no further than needed.
    pub fn go(&mut self, position: usize, len: usize) {
        self.position = position.min(len.saturating_sub(1));
        self.offset = self
            .offset
            .min(self.position)
            .max((self.position + 1).saturating_sub(self.height))
            .min(len.saturating_sub(self.height));
    }

    /// Moves the chosen line.
    pub fn step(&mut self, motion: Motion, len: usize) {
        let position = match self.scroll_of(motion) {
            Scroll::By(lines) => self.position.saturating_add_signed(lines),
            Scroll::First => 0,
            Scroll::Last => len.saturating_sub(1),
        };
        self.go(position, len);
    }

    /// Moves the window by so many lines; the chosen line stays, or goes no further than the window's edge.
    pub fn roll(&mut self, lines: isize, len: usize) {
        let last = len.saturating_sub(self.height);
        self.offset = self.offset.saturating_add_signed(lines).min(last);
        let window = self.window(len);
        let bottom = window.end.saturating_sub(1);
        self.position = self.position.clamp(window.start.min(bottom), bottom);
    }

    /// Scrolls a text that has no chosen line.
    pub fn scroll(&mut self, motion: Motion, len: usize) {
        let last = len.saturating_sub(self.height);
        let offset = match self.scroll_of(motion) {
            Scroll::By(lines) => self.offset.saturating_add_signed(lines),
            Scroll::First => 0,
            Scroll::Last => last,
        };
        self.offset = offset.min(last);
        self.position = self.offset;
    }

    fn scroll_of(&self, motion: Motion) -> Scroll {
        scroll(motion, (self.height / 2).max(1), self.height.max(1))
    }
}

enum Scroll {
    By(isize),
    First,
    Last,
}

fn scroll(motion: Motion, half: usize, page: usize) -> Scroll {
    let lines = |n: usize| isize::try_from(n).unwrap_or(isize::MAX);
    match motion {
        Motion::Down => Scroll::By(1),
        Motion::Up => Scroll::By(-1),
        Motion::HalfPageDown => Scroll::By(lines(half)),
        Motion::HalfPageUp => Scroll::By(-lines(half)),
        Motion::PageDown => Scroll::By(lines(page)),
        Motion::PageUp => Scroll::By(-lines(page)),
        Motion::First => Scroll::First,
        Motion::Last => Scroll::Last,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn going_up_does_not_move_the_window_before_its_edge() {
        let mut cursor = Cursor::default();
        cursor.resize(10, 100);
        cursor.go(50, 100);
        assert_eq!(cursor.window(100), 41..51);
        cursor.step(Motion::Up, 100);
        assert_eq!((cursor.position(), cursor.window(100)), (49, 41..51));
        cursor.step(Motion::HalfPageDown, 100);
        assert_eq!((cursor.position(), cursor.window(100)), (54, 45..55));
    }

    #[test]
    fn rolling_the_window_leaves_the_chosen_line_until_it_would_be_gone() {
        let mut cursor = Cursor::default();
        cursor.resize(10, 100);
        cursor.go(5, 100);
        cursor.roll(3, 100);
        assert_eq!((cursor.position(), cursor.window(100)), (5, 3..13));
        cursor.roll(3, 100);
        assert_eq!((cursor.position(), cursor.window(100)), (6, 6..16));
        cursor.roll(-50, 100);
        assert_eq!((cursor.position(), cursor.window(100)), (6, 0..10));
        cursor.roll(500, 100);
        assert_eq!((cursor.position(), cursor.window(100)), (90, 90..100));
    }

    proptest! {
        #[test]
        fn the_chosen_line_is_always_on_screen(steps in prop::collection::vec((0..6u8, 0..120usize, 0..30usize), 1..60)) {
            let mut cursor = Cursor::default();
            for (kind, len, height) in steps {
                let motions = [Motion::Down, Motion::Up, Motion::PageDown, Motion::HalfPageUp, Motion::First, Motion::Last];
                cursor.resize(height, len);
                cursor.step(motions[usize::from(kind)], len);
                cursor.roll(isize::from(kind) - 3, len);
                let window = cursor.window(len);
                prop_assert!(window.end <= len && window.len() <= height);
                if len > 0 && height > 0 {
                    prop_assert!(window.contains(&cursor.position()));
                    prop_assert_eq!(window.len(), height.min(len));
                }
            }
        }
    }
}
