use std::path::PathBuf;

use crossterm::event::{KeyCode, KeyEvent};
use tui_textarea::TextArea;

use crate::{
    app::{Action, DialogAction, Exported, Format, Overwrite, Step, pasted, type_into, typed_into},
    domain::Clean,
};

/// How and where the rows of a table are written.
#[derive(Debug)]
pub struct ExportForm {
    /// How.
    pub format: Format,
    /// Where to.
    pub path: Box<TextArea<'static>>,
    /// Whether the format has the focus, and not the path.
    pub at_format: bool,
    /// How many rows there are.
    pub rows: usize,
    /// How much of all was read, where that isn't all.
    pub read: Option<String>,
    /// How far it has come.
    pub stage: ExportStage,
}

/// How far an export has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportStage {
    /// It is being described.
    Asking,
    /// It is being written.
    Writing,
    /// There is a file already: may it be replaced?
    Exists,
    /// It could not be written: why.
    Failed(Clean),
}

impl ExportForm {
    /// So many rows, into a file of that name without its ending.
    pub fn new(name: &str, rows: usize, read: Option<String>) -> Self {
        let format = Format::Csv;
        let mut form = Self {
            format,
            path: Box::default(),
            at_format: false,
            rows,
            read,
            stage: ExportStage::Asking,
        };
        form.put(&format!("{name}.{}", format.extension()));
        form
    }

    /// Writes, moves between format and path, or closes.
    pub fn act(&mut self, action: Action) -> Step {
        match (&self.stage, action) {
            (ExportStage::Exists, Action::Dialog(DialogAction::Yes)) => {
                return self.write(Overwrite::Yes);
            }
            (ExportStage::Exists, _) => self.stage = ExportStage::Asking,
            (_, Action::Dialog(DialogAction::NextField | DialogAction::PreviousField)) => {
                self.at_format = !self.at_format;
            }
            (ExportStage::Writing, Action::Dialog(DialogAction::Submit)) => {}
            (_, Action::Dialog(DialogAction::Submit)) => return self.write(Overwrite::No),
            (_, Action::Back) => return Step::Close,
            (_, _) => {}
        }
        Step::Handled
    }

    /// A key that means nothing to the form goes to the field.
    pub fn input(&mut self, event: KeyEvent) {
        if matches!(self.stage, ExportStage::Writing | ExportStage::Exists) {
            return;
        }
        self.stage = ExportStage::Asking;
        if !self.at_format {
            type_into(&mut self.path, event);
        } else if let KeyCode::Left | KeyCode::Right | KeyCode::Char(' ') = event.code {
            self.change_format();
        }
    }

    /// Pasted text goes to the path.
    pub fn paste(&mut self, text: &str) {
        if self.stage == ExportStage::Asking && !self.at_format {
            self.path.insert_str(pasted(text, false));
        }
    }

    /// What came of writing; `true` when the form has done its work.
    pub fn end(&mut self, exported: &Exported) -> bool {
        self.stage = match exported {
            Exported::Done { .. } => return true,
            Exported::Exists { .. } => ExportStage::Exists,
            Exported::Failed { reason, .. } => ExportStage::Failed(reason.clone()),
        };
        false
    }

    /// Whether an answer is awaited.
    pub fn is_writing(&self) -> bool {
        self.stage == ExportStage::Writing
    }

    /// The path as it is typed.
    pub fn text(&self) -> &str {
        self.path.lines().first().map_or("", String::as_str)
    }

    fn write(&mut self, overwrite: Overwrite) -> Step {
        let text = self.text().trim();
        if text.is_empty() {
            self.stage = ExportStage::Failed(Clean::from("name a file"));
            return Step::Handled;
        }
        let path = PathBuf::from(text);
        self.stage = ExportStage::Writing;
        Step::Export(self.format, path, overwrite)
    }

    /// The other format; the file's ending follows, where it is that of the format.
    fn change_format(&mut self) {
        let before = self.format;
        self.format = match before {
            Format::Csv => Format::Json,
            Format::Json => Format::Csv,
        };
        let ending = |format: Format| format!(".{}", format.extension());
        let renamed = self
            .text()
            .strip_suffix(&ending(before))
            .map(|stem| format!("{stem}{}", ending(self.format)));
        if let Some(renamed) = renamed {
            self.put(&renamed);
        }
    }

    fn put(&mut self, path: &str) {
        *self.path = typed_into(path);
    }
}
