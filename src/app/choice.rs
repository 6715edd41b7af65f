use super::{
    Action, Answer, App, Choice, Clip, Draft, Effect, Form, Notice, Overlay, Palette, Pick,
    Reading, RecordAction, Running, Step, Totp,
    detail::{REVEALED, Then},
};
use crate::{
    api::{
        self, Auth, CallId, Detail, Guard, Home, Method, Operation, Problem, Reply, Session, koyeb,
        tripartie,
    },
    domain::{Clean, Key, Provider},
};

impl App {
    /// All operations, to be searched.
    pub(super) fn open_palette(&mut self) {
        let operations = api::catalogue().map(|operation| self.choice_of(operation));
        let actions = Action::all()
            .filter(|action| action.is_command())
            .map(|action| Choice {
                pick: Pick::Action(action),
                blocked: None,
            });
        let sessions = Provider::ALL.into_iter().flat_map(|provider| {
            let is_in = !matches!(self.accounts.session(provider), Session::Absent(_));
            let out = is_in.then_some(Pick::SignOut(provider));
            [Some(Pick::SignIn(provider)), out].into_iter().flatten()
        });
        let sessions = sessions.map(Choice::free);
        let toggle = self.toggle_choice();
        let choices = operations.chain(actions).chain(sessions).chain(toggle);
        let choices = choices.collect();
        self.overlays
            .push(Overlay::Palette(Palette::new("Operations", choices)));
    }

    /// What can be done to the record under the cursor.
    pub(super) fn open_actions(&mut self) {
        let grid = self.panes.grid();
        let about = |operation: &&'static Operation| {
            operation.guard != Guard::Read && grid.addressed(operation).is_some()
        };
        let toggle = self.toggle_choice().filter(|it| it.blocked.is_none());
        let choices: Vec<_> = toggle
            .into_iter()
            .chain(
                api::catalogue()
                    .filter(about)
                    .map(|operation| self.choice_of(operation)),
            )
            .collect();
        let name = grid.selection().map(|selection| selection.name);
        let title = name.unwrap_or_else(|| Clean::from("Nothing is chosen"));
        self.overlays
            .push(Overlay::Palette(Palette::new(title, choices)));
    }

    /// Copies the id of the record under the cursor.
    pub(super) fn copy_id(&mut self) -> Vec<Effect> {
        let Some(key) = self.panes.grid().selected_key() else {
            return Vec::new();
        };
        let id = key.id_line();
        let notice = Notice::good(format!("Copied the id {id}"));
        self.copied(Clip::Text(id), notice)
    }

    /// Copies what is known of the record under the cursor, masked as it is shown.
    pub(super) fn copy_record(&mut self) -> Vec<Effect> {
        let Reading::Done(record) = &self.detail.reading else {
            self.say(Notice::warning("The record is not read yet: open it first"));
            return Vec::new();
        };
        let json = record.to_json();
        let notice = Notice::good("Copied the record as JSON, without what is masked");
        self.copied(Clip::Text(json), notice)
    }

    /// Some operations to choose from.
    pub(super) fn open_choices(&mut self, title: &'static str, operations: &[&'static Operation]) {
        let choices = operations
            .iter()
            .map(|operation| self.choice_of(operation))
            .collect();
        self.overlays
            .push(Overlay::Palette(Palette::new(title, choices)));
    }

    /// Other things to choose from.
    pub(super) fn open_picks(&mut self, title: impl Into<Clean>, picks: Vec<Pick>) {
        let choices = picks.into_iter().map(Choice::free).collect();
        self.overlays
            .push(Overlay::Palette(Palette::new(title, choices)));
    }

    /// An operation was chosen: what it needs to know is asked, unless the record under the cursor tells it all.
    pub(super) fn choose(&mut self, operation: &'static Operation) -> Vec<Effect> {
        if let Some(step) = self.for_marked(operation) {
            return self.follow(step);
        }
        let addressed = self.panes.grid().addressed(operation);
        if operation.guard != Guard::Read && addressed.is_some() && self.is_for_one(operation.title)
        {
            return Vec::new();
        }
        let (arguments, target) = match addressed {
            Some(addressed) => (addressed.arguments, Some((addressed.key, addressed.name))),
            None => (api::Arguments::NONE, None),
        };
        let intro = match &target {
            Some((_, name)) => format!("{}: {name}", operation.provider),
            None => operation.provider.to_string(),
        };
        let form = Form::about(operation, intro, arguments.clone(), target.clone());
        if !form.fields.is_empty() {
            return self.open_form(form, target.map(|(key, _)| key));
        }
        let (target, name) = target.map_or((None, Clean::from(operation.title)), |(key, name)| {
            (Some(key), name)
        });
        self.submit(vec![Draft {
            operation,
            arguments,
            target,
            name,
            asked: true,
            changes: Vec::new(),
        }])
    }

    /// Opens a form. One that edits a record begins with what the record says, which may have to be read first.
    fn open_form(&mut self, form: Form, target: Option<Key>) -> Vec<Effect> {
        let operation = form.operation;
        let form = form.offering(&self.panes.users.roles());
        if operation.original.is_some() {
            return self.open_reading(form);
        }
        let replaces = matches!(operation.method, Method::Patch | Method::Put);
        if !replaces || target.is_none() || operation.home == Home::Session || form.asks_secrets() {
            self.overlays.push(Overlay::Form(form));
            return Vec::new();
        }
        match &self.detail.reading {
            Reading::Done(record) => {
                let source = target.and_then(|key| self.reading_of(&key));
                let form = form.beginning_with(record).read_by(source);
                self.overlays.push(Overlay::Form(form));
                Vec::new()
            }
            Reading::Failed(problem) => {
                self.say(Self::not_read(problem));
                Vec::new()
            }
            Reading::Nothing | Reading::Due(_) | Reading::Asked(_) => {
                self.read_for(Then::Choose(operation))
            }
        }
    }

    /// What is said where a record could not be read.
    pub(super) fn not_read(problem: &Problem) -> Notice {
        let why = problem.advice();
        Notice::bad(format!("The record can't be read: {why}"))
    }

    /// Opens a form at once and reads what it begins with meanwhile.
    fn open_reading(&mut self, mut form: Form) -> Vec<Effect> {
        let effect = form.original().map(|(operation, arguments)| {
            let call = self.calls.start(Draft::reading(operation, arguments));
            form.reading = Some(call.id);
            Effect::Call(call)
        });
        self.overlays.push(Overlay::Form(form));
        effect.into_iter().collect()
    }

    /// Takes the answer that a form begins with, if it is that of a form that is still open.
    ///
    /// # Errors
    /// Gives the answer back where it is another one's.
    pub(super) fn begin_form(
        &mut self,
        id: CallId,
        result: Result<Reply, Problem>,
    ) -> Result<(), Result<Reply, Problem>> {
        let waiting = self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Form(form) => (form.reading == Some(id)).then_some(form),
            _ => None,
        });
        let Some(form) = waiting else {
            return Err(result);
        };
        let record = result.map(|reply| match reply {
            Reply::Detail(detail) => detail,
            Reply::Page(page) => page.whole.unwrap_or_default(),
            Reply::Session { .. } | Reply::Done => Detail::default(),
        });
        form.answer(record.as_ref());
        Ok(())
    }

    /// Shows what an operation answered; the form that asked for it has done its work.
    pub(super) fn show_answer(&mut self, id: CallId, running: &Running, detail: Detail) {
        self.overlays
            .retain(|overlay| overlay.sending() != Some(id));
        let (arguments, target) = (&running.arguments, running.target.clone());
        if *running.operation == tripartie::SETUP_TOTP
            && let Some(totp) = Totp::new(&detail, arguments, target, running.name.clone())
        {
            return self.overlays.push(Overlay::Totp(totp));
        }
        let mut answer = Answer::new(running.operation, detail);
        if *running.operation == koyeb::CREATE_ACCESS_TOKEN {
            let validity = koyeb::validity(arguments);
            answer.expires_at = self.now.wall.checked_add(validity).ok();
        }
        self.overlays.push(Overlay::Answer(answer));
    }

    /// Shows the secrets of what is on top, for a while.
    pub(super) fn reveal(&mut self) {
        let top = self.overlays.last_mut();
        if let Some(until) = top.and_then(Overlay::revealed_until) {
            *until = Some(self.now.uptime + REVEALED);
        }
    }

    /// Masks what has been shown long enough.
    pub(super) fn mask_again(&mut self) {
        let over = |until: &mut std::time::Duration| *until <= self.now.uptime;
        for until in self.overlays.iter_mut().filter_map(Overlay::revealed_until) {
            until.take_if(over);
        }
        self.detail.revealed_until.take_if(over);
    }

    /// Masks all that is shown: the person may go away now.
    pub fn mask(&mut self) {
        for until in self.overlays.iter_mut().filter_map(Overlay::revealed_until) {
            *until = None;
        }
        self.detail.revealed_until = None;
    }

    /// When secrets that are shown are masked again.
    pub(super) fn revealed_until(&self) -> Option<std::time::Duration> {
        let shown = self.overlays.iter().filter_map(Overlay::shown_until);
        shown.chain(self.detail.revealed_until).min()
    }

    fn choice_of(&self, operation: &'static Operation) -> Choice {
        Choice {
            pick: Pick::Operation(operation),
            blocked: self.blocked(operation),
        }
    }

    /// What enables or disables: the one key for records that is no operation of its own.
    fn toggle_choice(&self) -> Option<Choice> {
        let toggle = RecordAction::Toggle;
        let pane = self.panes.get(self.panes.front);
        let step = pane.act(toggle, &self.facts());
        if matches!(step, Step::Ignored) {
            return None;
        }
        let what = if let Step::Send(drafts) | Step::SendSome(drafts, _) = &step {
            drafts.first().map(Draft::title)
        } else {
            None
        };
        let title = what.unwrap_or_else(|| Action::Record(toggle).words());
        Some(Choice {
            pick: Pick::Record(toggle, title.into()),
            blocked: self.refusal(Action::Record(toggle)),
        })
    }

    /// Why an operation can't be done now.
    fn blocked(&self, operation: &'static Operation) -> Option<Clean> {
        if let Some(refused) = self.refuses_changes().filter(|_| operation.changes()) {
            return Some(refused.text);
        }
        if let Session::Absent(why) = self.accounts.session(operation.provider)
            && operation.auth.is_needed()
        {
            let key = self.sign_in_key();
            return Some(Clean::from(format!(
                "{why}. Or sign in for this run: {key}"
            )));
        }
        if operation.auth == Auth::Persona && !self.accounts.has_persona {
            let words = "no persona token: set tripartie.persona_token in the profile";
            return Some(Clean::from(words));
        }
        if let Some(why) = self.accounts.refusal(operation) {
            return Some(Clean::from(why));
        }
        let addressed = self.panes.grid().addressed(operation)?;
        let refusal = addressed.refusal.map(Clean::from);
        refusal.or_else(|| self.elsewhere(operation, &addressed.key))
    }
}
