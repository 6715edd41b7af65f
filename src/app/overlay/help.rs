use crate::app::{Action, Context, Cursor, Keymap, Step};

/// The keys of the place where the person is, read from the keymap.
#[derive(Debug)]
pub struct Help {
    /// Headings and keys, in order.
    pub lines: Vec<HelpLine>,
    /// Where the text is scrolled to.
    pub cursor: Cursor,
}

/// A line of help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    /// The place whose keys follow.
    Heading(&'static str),
    /// Keys that do the same, and what that is.
    Keys(String, &'static str),
}

impl Help {
    /// The keys of some places, in their order.
    pub fn new(keymap: &Keymap, contexts: &[Context]) -> Self {
        let mut lines = Vec::new();
        for context in contexts {
            let rows: Vec<_> = Action::all()
                .filter_map(|action| row(keymap, *context, action))
                .collect();
            if !rows.is_empty() {
                lines.push(HelpLine::Heading(context.words()));
                lines.extend(rows);
            }
        }
        Self {
            lines,
            cursor: Cursor::default(),
        }
    }

    /// Scrolls or closes.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            Action::Move(motion) => self.cursor.scroll(motion, self.lines.len()),
            Action::Back => return Step::Close,
            _ => {}
        }
        Step::Handled
    }
}

fn row(keymap: &Keymap, context: Context, action: Action) -> Option<HelpLine> {
    let mut keys: Vec<_> = keymap
        .bindings(context)
        .iter()
        .filter(|binding| binding.action == action)
        .collect();
    keys.sort_by_key(|binding| binding.words().chars().count());
    let words: Vec<_> = keys.into_iter().map(super::super::Binding::words).collect();
    (!words.is_empty()).then(|| HelpLine::Keys(words.join("  "), action.words()))
}
