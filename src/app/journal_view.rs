use super::{Action, App, Changes, Effect, ExportForm, Overlay, ProgramAction, Tone};
use crate::{api::Change, app::unconfirmed::counted, domain::Clean};

impl App {
    /// Opens the journal of changes, or closes it.
    pub(super) fn toggle_journal(&mut self) -> Vec<Effect> {
        if let Some(Overlay::Changes(_)) = self.overlays.last() {
            self.overlays.pop();
            return Vec::new();
        }
        let changes = Changes::new((self.options.zone)());
        self.overlays.push(Overlay::Changes(changes));
        vec![Effect::Journal]
    }

    /// The journal was read, or can't be.
    pub(super) fn show_journal(&mut self, changes: Result<Vec<Change>, Clean>) {
        for overlay in &mut self.overlays {
            if let Overlay::Changes(journal) = overlay {
                return journal.fill(changes);
            }
        }
    }

    /// Somebody who looks at the journal sees what is in it by now.
    pub(super) fn read_journal_again(&self) -> Vec<Effect> {
        let is_open = |overlay: &Overlay| matches!(overlay, Overlay::Changes(_));
        let is_open = self.overlays.iter().any(is_open);
        is_open.then_some(Effect::Journal).into_iter().collect()
    }

    /// Whether a change was made is looked at once more, and the journal is read again.
    pub(super) fn look_again_at(&mut self, id: &str) -> Vec<Effect> {
        self.look_again(id);
        let mut effects = self.look_at_unconfirmed();
        effects.extend(self.read_journal_again());
        effects
    }

    /// Opens what exports the changes that are shown.
    pub(super) fn export_of(changes: &Changes) -> ExportForm {
        ExportForm::new("usher-journal", changes.list.count(), None)
    }

    /// How to press for the journal.
    pub(super) fn journal_key(&self) -> String {
        let action = Action::Program(ProgramAction::Journal);
        self.keys.map.in_lists(action)
    }

    /// That the outcome of some changes is not known, as long as that is so.
    pub(super) fn unconfirmed_note(&self) -> Option<(String, Tone)> {
        let all = self.unconfirmed.len();
        let words = || format!("{}: {} shows the journal", counted(all), self.journal_key());
        (all > 0).then(|| (words(), Tone::Warning))
    }
}
