use super::{Form, is_long};
use crate::{
    api::Kind,
    app::{
        Notice, Passage, Step,
        overlay::{Control, FormField},
    },
};

impl Form {
    /// The editor that had a field is done with it: what it wrote goes to the field.
    pub fn take_edited(&mut self, text: &str) {
        let now = self.now;
        let at = self.edited.take();
        if let Some(field) = at.and_then(|at| self.fields.get_mut(at)) {
            field.replace(text, now);
        }
    }

    /// Gives the text with the cursor to an editor; where there is none, the next one that has several lines.
    pub(super) fn open_editor(&mut self) -> Step {
        let is_text = |field: &FormField| matches!(field.control, Control::Text { .. });
        let at = if self.fields.get(self.focus).is_some_and(is_text) {
            Some(self.focus)
        } else {
            let mut all = (self.focus..self.fields.len()).chain(0..self.focus);
            all.find(|at| self.fields.get(*at).is_some_and(is_long))
        };
        let Some((at, field)) = at.and_then(|at| Some((at, self.fields.get(at)?))) else {
            return Step::Handled;
        };
        if field.field.is_secret() {
            return Step::Say(Notice::warning(
                "A secret is never put into a file: type or paste it here",
            ));
        }
        let text = field.control.value(field.field.kind);
        let suffix = if field.field.kind == Kind::Json {
            ".json"
        } else {
            ".txt"
        };
        self.focus = at;
        self.edited = Some(at);
        Step::Edit(Passage { text, suffix })
    }
}
