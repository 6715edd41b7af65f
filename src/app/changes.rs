use super::{
    App, Confirm, Draft, Effect, LeftOut, Notice, Overlay, Question, Tab, calls::Sequel,
    draft::guard_of, pane::switch_into,
};
use crate::{
    api::{Arguments, CallId, Guard, koyeb},
    domain::{Clean, Mistake, OrganizationStatus},
};

impl App {
    /// Puts drafts through their guard.
    pub(super) fn submit(&mut self, drafts: Vec<Draft>) -> Vec<Effect> {
        self.submit_some(drafts, Vec::new())
    }

    /// Puts drafts through their guard, and says which records don't allow it. Several are asked about, unless they can be
    /// taken back for a while.
    pub(super) fn submit_some(
        &mut self,
        mut drafts: Vec<Draft>,
        left_out: Vec<LeftOut>,
    ) -> Vec<Effect> {
        if let Some(refused) = self.refuses_drafts(&drafts) {
            self.say(refused);
            return Vec::new();
        }
        // Several come from their rows, or make something new.
        if let [only] = drafts.as_mut_slice() {
            self.identify(only);
        }
        if let Some(refused) = self.refusal_of(&drafts) {
            self.say(refused);
            return Vec::new();
        }
        let alone = drafts.len() + left_out.len() == 1;
        let changes_nothing = drafts.iter().all(|draft| draft.changes.is_empty());
        let warns = (drafts.iter()).any(|draft| !draft.operation.warning.is_empty());
        match guard_of(&drafts) {
            None => Vec::new(),
            Some(_) if self.protected(&drafts).is_some() => {
                self.ask(drafts, left_out);
                Vec::new()
            }
            Some(Guard::Read | Guard::Write) if alone && changes_nothing && !warns => {
                self.start_all(drafts)
            }
            Some(Guard::Undo) => {
                self.wait(drafts);
                self.say_left_out(&left_out);
                Vec::new()
            }
            Some(Guard::Read | Guard::Write | Guard::YesNo | Guard::TypeName) => {
                self.ask(drafts, left_out);
                Vec::new()
            }
        }
    }

    /// The profile's name, where that must be typed before such drafts are sent.
    pub(super) fn protected(&self, drafts: &[Draft]) -> Option<Clean> {
        let changes = drafts.iter().any(|draft| draft.operation.changes());
        let protected = changes && self.options.setup.is_protected;
        protected.then(|| Clean::new(&self.options.profile))
    }

    /// Sends drafts that somebody agreed to; what can be taken back for a while waits for that long all the same.
    pub(super) fn start_agreed(&mut self, drafts: Vec<Draft>) -> Vec<Effect> {
        if guard_of(&drafts) == Some(Guard::Undo) {
            self.wait(drafts);
            return Vec::new();
        }
        self.start_all(drafts)
    }

    fn wait(&mut self, drafts: Vec<Draft>) {
        let due = self.now.uptime + self.options.undo_window;
        self.calls.begin(&drafts);
        for draft in drafts {
            self.calls.wait(draft, due);
        }
    }

    fn ask(&mut self, drafts: Vec<Draft>, left_out: Vec<LeftOut>) {
        let mut remarks = self.remarks(&drafts);
        if guard_of(&drafts) == Some(Guard::TypeName) && self.screen.is_shared {
            remarks.push(self.masked_remark().into());
        }
        let (mut whose, mut namesake) = (None, false);
        if let [
            Draft {
                target: Some(key), ..
            },
        ] = drafts.as_slice()
        {
            let mut grids = Tab::ALL.into_iter().map(|tab| self.panes.get(tab).grid());
            let grid = grids.find(|grid| grid.name(key).is_some());
            whose = grid.and_then(|grid| grid.whose(key));
            namesake = grid.is_some_and(|grid| grid.has_namesake(key));
        }
        let question = Question {
            protected: self.protected(&drafts),
            drafts: self.with_words(drafts),
            left_out,
            remarks,
            whose,
            namesake,
            undoes: None,
        };
        let confirm = Confirm::new(question).map(Overlay::Confirm);
        self.overlays.extend(confirm);
    }

    fn say_left_out(&mut self, left_out: &[LeftOut]) {
        if let Some(LeftOut { name, why }) = left_out.first() {
            let count = left_out.len();
            self.say(Notice::warning(format!("{count} left out: {name}: {why}")));
        }
    }

    /// A change that was not asked for at its record, but with an id that was typed, is about that record all the same: its
    /// name is asked for, and it may refuse.
    fn identify(&self, draft: &mut Draft) {
        if draft.target.is_some() || draft.operation.guard == Guard::Read {
            return;
        }
        self.name_current(draft);
        if draft.target.is_some() {
            return;
        }
        let mut grids = Tab::ALL.into_iter().map(|tab| self.panes.get(tab).grid());
        let found = grids.find_map(|grid| grid.find(draft.operation, &draft.arguments));
        if let Some(found) = found {
            draft.name = found.name;
            draft.target = Some(found.key);
        }
    }

    /// Why the only change that was asked for can't be made.
    fn refusal_of(&self, drafts: &[Draft]) -> Option<Notice> {
        let [only] = drafts else { return None };
        if let Some(key) = &only.target {
            let mut grids = Tab::ALL.into_iter().map(|tab| self.panes.get(tab).grid());
            let refusal = grids.find_map(|grid| grid.refusal(key, only.operation));
            let refusal = refusal.map(Clean::from);
            let refusal = refusal.or_else(|| self.elsewhere(only.operation, key));
            return refusal.map(Notice::warning);
        }
        let nameless =
            only.operation.guard == Guard::TypeName && only.name.raw() == only.operation.title;
        nameless.then(|| {
            Notice::warning("The record that it is about is not loaded yet: try again in a moment")
        })
    }

    /// Sends drafts whose guard is behind them: one at once, several a few at a time.
    pub(super) fn start_all(&mut self, drafts: Vec<Draft>) -> Vec<Effect> {
        if let Some(refused) = self.refuses_drafts(&drafts) {
            self.say(refused);
            return Vec::new();
        }
        let batch = self.calls.next_id();
        let again = self.calls.begin(&drafts);
        match <[Draft; 1]>::try_from(drafts) {
            Ok([only]) => {
                let (verb, provider) = (only.verb(), only.operation.provider);
                let effect = self.start_in(only, batch);
                if let (true, Effect::Call(call)) = (again, &effect) {
                    self.calls.bulk.join(call.id, verb, provider);
                }
                vec![effect]
            }
            Err(several) => {
                self.calls.bulk.add(several, batch);
                Vec::new()
            }
        }
    }

    /// Sends what undoes the last change: that can't be undone in its turn.
    pub(super) fn reverse(&mut self, drafts: Vec<Draft>) -> Vec<Effect> {
        self.calls.last = None;
        match <[Draft; 1]>::try_from(drafts) {
            Ok([only]) => vec![self.send(only, Sequel::default())],
            Err(several) => {
                self.calls.bulk.add(several, UNDOING);
                Vec::new()
            }
        }
    }

    /// Sends as much of a bulk as may be on its way.
    pub(super) fn send_on(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        while let Some((draft, batch)) = self.calls.next_of_bulk() {
            let provider = draft.operation.provider;
            let effect = self.start_in(draft, batch);
            if let Effect::Call(call) = &effect {
                self.calls.bulk.began(call.id, provider);
            }
            effects.push(effect);
        }
        effects
    }

    /// Sends one draft of a batch, or what has to be done before.
    fn start_in(&mut self, draft: Draft, batch: u64) -> Effect {
        if let Some(before) = self.before(&draft) {
            let then = Some(Box::new(draft));
            let sequel = Sequel {
                then,
                batch,
                ..Sequel::default()
            };
            return self.send(before, sequel);
        }
        let undo = (batch != UNDOING).then(|| self.undo_of(&draft)).flatten();
        let sequel = Sequel {
            undo,
            batch,
            ..Sequel::default()
        };
        self.send(draft, sequel)
    }

    fn send(&mut self, draft: Draft, mut sequel: Sequel) -> Effect {
        sequel.before = self.before_making(&draft);
        if draft.operation.changes() {
            self.accounts.sign_ins.forget(&draft);
        }
        let call = self.calls.start_with(draft, sequel);
        self.look_out(&call);
        Effect::Call(call)
    }

    /// What has to be done before a change: the token of an organization ends with it, so another one is switched into
    /// first, or none.
    pub(super) fn before(&self, draft: &Draft) -> Option<Draft> {
        let (id, name) = self.accounts.organization.as_ref()?;
        let key = draft.target.as_ref()?;
        let is_current = *key.id == *id.raw();
        if *draft.operation != koyeb::DELETE_ORGANIZATION || !is_current {
            return None;
        }
        let other = self.panes.organizations.iter().find(|organization| {
            organization.id != *id && organization.status == OrganizationStatus::Active
        });
        Some(match other {
            Some(other) => switch_into(&other.id, &other.name),
            None => Draft {
                operation: &koyeb::UNSCOPE_ORGANIZATION_TOKEN,
                arguments: Arguments::NONE,
                target: None,
                name: name.clone(),
                asked: true,
                changes: Vec::new(),
            },
        })
    }

    /// What another change was needed for goes out now, in its place.
    pub(super) fn start_then(&mut self, before: CallId, then: Draft, batch: u64) -> Effect {
        let provider = then.operation.provider;
        let effect = self.start_in(then, batch);
        if let Effect::Call(call) = &effect {
            self.calls.bulk.goes_on(before, call.id, provider);
        }
        effect
    }

    /// Shows a notice.
    pub(super) fn say(&mut self, notice: Notice) {
        self.note(notice.clone());
        self.notices.show(notice, self.now.uptime);
    }

    /// Says at the start what makes no sense in the person's own keys and colours: the first of it, and how much more.
    pub fn admit(&mut self, mistakes: &[Mistake]) {
        let Some((first, more)) = mistakes.split_first() else {
            return;
        };
        for mistake in more.iter().rev() {
            self.note(Notice::warning(mistake.brief()));
        }
        let first = first.brief();
        self.say(Notice::warning(match more.len() {
            0 => first,
            more => format!("{first} (and {more} more)").into(),
        }));
    }
}

/// The batch of the changes that undo others.
const UNDOING: u64 = 0;

/// What is said to a change in a run that may change nothing.
pub(super) fn read_only() -> Notice {
    Notice::warning("Read-only: this run may look, and change nothing")
}
