use super::{Answer, App, Overlay, View, answers_within};

impl App {
    /// After every message: tables know their height, the detail follows the cursor.
    pub(super) fn settle(&mut self) {
        let notes = self.source_notes().len();
        let Some(layout) = self.screen.layout().copied() else {
            return;
        };
        let width = layout.table.width.saturating_sub(2);
        self.panes.grid_mut().resize(width, layout.rows(notes));
        let open = self.detail.focused || self.detail.then.is_some() || !layout.detail.is_empty();
        let key = self.panes.grid().selected_key().filter(|_| open);
        if self.detail.follow(key, self.now.uptime) {
            self.screen.redraw();
        }
        let area = layout.detail(self.detail.focused);
        let height = usize::from(area.height).saturating_sub(2);
        // Only what is scrolled may have to go back: elsewhere nobody has to know how many lines there are.
        let scrolled = self.detail.cursor.position() > 0;
        let length = if scrolled {
            self.detail_rows().len()
        } else {
            0
        };
        self.detail.cursor.resize(height, length);
        let width = layout.overlay().width.saturating_sub(4).min(Answer::WIDTH);
        let keys = match self.overlays.last() {
            Some(overlay @ Overlay::Answer(_)) => {
                answers_within(self.hints_in(Some(overlay)), width).len()
            }
            Some(_) | None => 0,
        };
        if let Some(overlay) = self.overlays.last_mut() {
            overlay.view(View {
                width,
                keys,
                wall: self.now.wall,
                is_shared: self.screen.is_shared,
            });
            overlay.resize(layout.overlay_rows(), layout.overlay_columns());
            if let Overlay::Form(form) = overlay {
                form.tell_time(self.now.wall);
            }
        }
    }
}
