use std::sync::Arc;

use super::{App, Help, History, Log, Notice, Overlay, Said};
use crate::api::Logged;

impl App {
    /// A request was made. Nothing is drawn for it, unless the requests are being looked at.
    pub(super) fn log(&mut self, request: Arc<Logged>) {
        for overlay in &mut self.overlays {
            if let Overlay::Log(log) = overlay {
                log.add(request.clone());
                self.screen.redraw();
            }
        }
        self.notices.journal.ask(request);
    }

    /// Says something to the journal, and to whoever reads it.
    pub(super) fn note(&mut self, notice: Notice) {
        let said = Said {
            at: self.now.wall,
            notice,
        };
        for overlay in &mut self.overlays {
            if let Overlay::History(history) = overlay {
                history.add(&said);
            }
        }
        self.notices.journal.say(said);
    }

    /// Opens the help, or closes it.
    pub(super) fn toggle_help(&mut self) {
        if let Some(Overlay::Help(_)) = self.overlays.last() {
            self.overlays.pop();
        } else {
            let help = Help::new(self);
            self.overlays.push(Overlay::Help(help));
        }
    }

    /// Opens the requests of this run, or closes them.
    pub(super) fn toggle_requests(&mut self) {
        let is_of_log =
            |overlay: &Overlay| matches!(overlay, Overlay::Log(_) | Overlay::Request(_));
        if self.overlays.last().is_some_and(is_of_log) {
            self.overlays.retain(|overlay| !is_of_log(overlay));
        } else {
            let requests = self.notices.journal.requests().iter().cloned();
            let log = Log::new(requests, (self.options.zone)());
            self.overlays.push(Overlay::Log(log));
        }
    }

    /// Opens the notices of this run, or closes them.
    pub(super) fn toggle_notices(&mut self) {
        if let Some(Overlay::History(_)) = self.overlays.last() {
            self.overlays.pop();
        } else {
            let history = History::new(self.notices.journal.said(), &(self.options.zone)());
            self.overlays.push(Overlay::History(history));
        }
    }
}
