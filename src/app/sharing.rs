use super::{Action, App, Confirm, Notice, Overlay, ProgramAction, Step};

impl App {
    /// Masks what is private, whatever is on screen, until it is asked for again; and what is revealed at once.
    pub(super) fn toggle_sharing(&mut self) {
        self.share(!self.screen.is_shared);
        let key = self.share_key();
        self.say(Notice::good(if self.screen.is_shared {
            format!("E-mails, addresses and ids are masked until {key} shows them again")
        } else {
            "E-mails, addresses and ids are shown again".to_owned()
        }));
    }

    pub(super) fn share(&mut self, is_shared: bool) {
        self.screen.redraw();
        self.screen.is_shared = is_shared;
        if is_shared {
            self.detail.revealed_until = None;
            let overlays = self.overlays.iter_mut();
            for until in overlays.filter_map(Overlay::revealed_until) {
                *until = None;
            }
        }
    }

    /// Ids that are on screen and may not look like any: those of the record under the cursor, and of what is asked about.
    pub fn known_ids(&self) -> Vec<String> {
        if !self.screen.is_shared {
            return Vec::new();
        }
        let asked = self.overlays.iter().flat_map(|overlay| match overlay {
            Overlay::Confirm(confirm) => confirm.ids(),
            _ => Vec::new(),
        });
        let selected = self.panes.grid().selected_key();
        let ids = asked.chain(selected.map(|key| key.id_line()));
        ids.filter(|id| id.chars().count() > 2).collect()
    }

    /// A file is written whole, which a person who shares the screen may not expect.
    pub(super) fn ask_before_export(&mut self, then: Step) {
        let question = Confirm::consent(
            "Export the rows as they are?",
            "The screen is masked, but the file has every e-mail, address and id.",
            then,
        );
        self.overlays.push(Overlay::Confirm(question));
    }

    /// What is said where a name must be typed that is masked.
    pub(super) fn masked_remark(&self) -> String {
        let key = self.share_key();
        format!("What is masked can be typed only by who knows it: esc, then {key}, shows it.")
    }

    fn share_key(&self) -> String {
        let sharing = Action::Program(ProgramAction::ShareScreen);
        let keys = self.keys.map.keys_for(&self.contexts(), sharing);
        keys.unwrap_or_else(|| "the palette".to_owned())
    }
}
