//! An edit is held against the record just before it is sent: what somebody else changed meanwhile is not overwritten
//! unasked.

use super::{App, Conflict, Draft, Effect, Form, Notice, Overlay, Resolution, Step, Tab};
use crate::{
    api::{Arguments, CallId, Operation, Problem, Reply},
    domain::Key,
};

impl App {
    /// Reads the record once more that the form on top edits; `None` where these drafts are not an edit of it.
    pub(super) fn recheck(&mut self, drafts: &[Draft]) -> Option<Effect> {
        let at = self.overlays.len().checked_sub(1)?;
        let ([draft], Some(Overlay::Form(form))) = (drafts, self.overlays.get(at)) else {
            return None;
        };
        form.edits(draft.operation)
            .then(|| self.read_again(at))
            .flatten()
    }

    /// Reads the record once more that a form edits.
    fn read_again(&mut self, at: usize) -> Option<Effect> {
        let Some(Overlay::Form(form)) = self.overlays.get_mut(at) else {
            return None;
        };
        let (operation, arguments) = form.reading_again()?;
        let call = self.calls.start(Draft::reading(operation, arguments));
        form.check(call.id);
        Some(Effect::Call(call))
    }

    /// Takes the reading of a record that was made before an edit of it is sent, and sends that, unless it has to be asked
    /// about.
    ///
    /// # Errors
    /// Gives the answer back where it is another one's.
    pub(super) fn rechecked(
        &mut self,
        id: CallId,
        result: Result<Reply, Problem>,
    ) -> Result<Vec<Effect>, Result<Reply, Problem>> {
        let Some((at, _)) = self.form_that(|form| form.checks(id)) else {
            return Err(result);
        };
        let record = result.map(|reply| self.record_in(reply));
        let Some(Overlay::Form(form)) = self.overlays.get_mut(at) else {
            return Ok(Vec::new());
        };
        let record = match record {
            Ok(record) => record,
            Err(problem) => {
                form.stay(Some(&problem));
                return Ok(Vec::new());
            }
        };
        let Some(clashes) = form.compare(record) else {
            form.stay(None);
            return Ok(Vec::new());
        };
        if clashes.is_empty() {
            return Ok(self.send_form(at));
        }
        let conflict = Conflict::new(&clashes);
        self.overlays.push(Overlay::Conflict(conflict));
        Ok(Vec::new())
    }

    /// The person said what becomes of the fields that somebody else changed too.
    pub(super) fn resolve(&mut self, resolution: Resolution) -> Vec<Effect> {
        self.overlays.pop();
        let Some((at, form)) = self.form_that(Form::is_contested) else {
            return Vec::new();
        };
        match resolution {
            Resolution::Mine | Resolution::Form => form.keep_mine(),
            Resolution::Theirs => form.take_theirs(),
        }
        if resolution == Resolution::Form {
            return Vec::new();
        }
        // Meanwhile it may have changed once more.
        let reading = form.is_touched().then(|| self.read_again(at)).flatten();
        reading.map_or_else(|| self.send_form(at), |reading| vec![reading])
    }

    /// Sends what a form says by now, which was asked about before; one that has nothing left to say closes.
    fn send_form(&mut self, at: usize) -> Vec<Effect> {
        let Some(Overlay::Form(form)) = self.overlays.get_mut(at) else {
            return Vec::new();
        };
        if !form.is_touched() {
            let operation = form.operation;
            self.overlays.remove(at);
            self.detail.renew(self.now.uptime);
            self.say(Notice::good(
                "There is nothing left to change: the record is as it shall be",
            ));
            // The lists still tell what it was.
            return self.catch_up(operation);
        }
        let Step::Send(drafts) = form.submit() else {
            return Vec::new();
        };
        if let Some(refused) = self.refuses_drafts(&drafts) {
            self.say(refused);
            return Vec::new();
        }
        let effects = self.start_all(drafts);
        if let (Some(Overlay::Form(form)), Some(Effect::Call(call))) =
            (self.overlays.get_mut(at), effects.first())
        {
            form.sending = Some(call.id);
        }
        effects
    }

    fn form_that(&mut self, is_it: impl Fn(&Form) -> bool) -> Option<(usize, &mut Form)> {
        let forms = self.overlays.iter_mut().enumerate();
        let mut forms = forms.filter_map(|(at, overlay)| match overlay {
            Overlay::Form(form) => Some((at, form)),
            _ => None,
        });
        forms.find(|(_, form)| is_it(form))
    }

    /// How the record of a row is read.
    pub(super) fn reading_of(&self, key: &Key) -> Option<(&'static Operation, Arguments)> {
        let mut grids = Tab::ALL.into_iter().map(|tab| self.panes.get(tab).grid());
        grids.find_map(|grid| grid.reading_of(key))
    }
}
