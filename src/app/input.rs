use crossterm::event::{KeyEvent, KeyEventKind};

use super::{
    Action, App, Context, DialogAction, Effect, Key, Meaning, Notice, Overlay, ProgramAction,
    RecordAction, Step, Tab, TableAction, Tone, pasted, type_into,
};
use crate::{api::koyeb, domain::Clean};

impl App {
    /// The places whose keys count now, the nearest first.
    pub fn contexts(&self) -> Vec<Context> {
        self.contexts_in(self.overlays.last())
    }

    /// The places whose keys count in an overlay, or in the panes where there is none.
    pub(super) fn contexts_in(&self, overlay: Option<&Overlay>) -> Vec<Context> {
        if let Some(overlay) = overlay {
            let mut contexts = vec![Context::Global, overlay.context()];
            let takes_keys = match overlay {
                Overlay::Form(form) => form.takes_keys(),
                Overlay::Narrow(narrow) => narrow.takes_keys(),
                Overlay::Invite(invite) => invite.on_roles,
                Overlay::Help(_)
                | Overlay::Confirm(_)
                | Overlay::Leave(_)
                | Overlay::Palette(_)
                | Overlay::Answer(_)
                | Overlay::Json(_)
                | Overlay::Totp(_)
                | Overlay::SignIn(_)
                | Overlay::Columns(_)
                | Overlay::Export(_)
                | Overlay::Log(_)
                | Overlay::Request(_)
                | Overlay::History(_)
                | Overlay::Changes(_)
                | Overlay::Conflict(_) => false,
            };
            if takes_keys {
                contexts.push(Context::Control);
            }
            return contexts;
        }
        if self.panes.grid().filter().input.is_some() {
            return vec![Context::Global, Context::Filter];
        }
        let pane = match self.panes.front {
            Tab::Users => Context::Users,
            Tab::Organizations => Context::Organizations,
            Tab::Invitations => Context::Invitations,
            Tab::Credentials => Context::Credentials,
        };
        if self.detail.focused {
            return vec![Context::Global, Context::Detail, pane];
        }
        vec![Context::Global, pane, Context::List]
    }

    pub(super) fn key(&mut self, event: KeyEvent) -> Vec<Effect> {
        self.screen.redraw();
        if event.kind == KeyEventKind::Release {
            return Vec::new();
        }
        let key = Key::new(&event);
        let contexts = self.contexts();
        self.keys.pending.push(key);
        let mut meaning = self.keys.map.meaning(&contexts, &self.keys.pending);
        if meaning == Meaning::Nothing && self.keys.pending.len() > 1 {
            self.keys.pending = vec![key];
            meaning = self.keys.map.meaning(&contexts, &self.keys.pending);
        }
        match meaning {
            Meaning::Prefix => Vec::new(),
            Meaning::Action(action) => {
                self.keys.pending.clear();
                let held = event.kind == KeyEventKind::Repeat && !action.repeats();
                if held {
                    Vec::new()
                } else {
                    self.act(action, event)
                }
            }
            Meaning::Nothing => {
                self.keys.pending.clear();
                self.type_key(event);
                Vec::new()
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.screen.redraw();
        if let Some(overlay) = self.overlays.last_mut() {
            overlay.paste(text);
        } else if let Some(input) = &mut self.panes.grid_mut().filter_mut().input {
            input.insert_str(pasted(text, false));
            self.narrow();
        }
        Vec::new()
    }

    /// What an editor made of a text goes back to where it came from; else that stays as it was.
    pub(super) fn take_edited(&mut self, result: Result<String, Clean>) -> Vec<Effect> {
        self.screen.redraw();
        match (result, self.overlays.last_mut()) {
            (Ok(text), Some(Overlay::Form(form))) => form.take_edited(&text),
            (Ok(_), _) => {}
            (Err(why), _) => self.say(Notice::bad(format!("{why}. What was typed is as it was"))),
        }
        Vec::new()
    }

    /// A key that is bound to nothing goes to the text field, if one has the focus.
    fn type_key(&mut self, event: KeyEvent) {
        if let Some(overlay) = self.overlays.last_mut() {
            overlay.input(event);
        } else if let Some(input) = &mut self.panes.grid_mut().filter_mut().input {
            type_into(input, event);
            self.narrow();
        }
    }

    /// Does what an action means to whatever is on top.
    pub(super) fn act(&mut self, action: Action, event: KeyEvent) -> Vec<Effect> {
        self.accounts.sign_ins.is_awaited = false;
        if self
            .notices
            .current()
            .is_some_and(|notice| notice.tone != Tone::Good)
        {
            self.notices.dismiss();
        }
        if let Action::Program(action) = action
            && action.is_everywhere()
        {
            return self.program(action);
        }
        if let Some(overlay) = self.overlays.last_mut() {
            let step = match overlay {
                Overlay::Form(form) => form.press(action, event),
                Overlay::SignIn(form) => form.press(action, event),
                Overlay::Narrow(narrow) => narrow.press(action, event),
                overlay => overlay.act(action),
            };
            return self.follow(step);
        }
        if self.panes.grid().filter().input.is_some() {
            self.end_filter(action);
            return Vec::new();
        }
        self.perform(action)
    }

    /// Does what an action means to the pane in front.
    pub(super) fn perform(&mut self, action: Action) -> Vec<Effect> {
        if action.wants_rows() {
            self.panes.grid_mut().complete();
        }
        match action {
            Action::Move(motion) if self.detail.focused => self.scroll_detail(motion),
            Action::Move(motion) => {
                self.panes.grid_mut().step(motion);
                self.screen.is_move = true;
            }
            Action::Back => return self.back(),
            Action::Program(action) => return self.program(action),
            Action::Table(action) => return self.table(action),
            Action::Record(action) => return self.record(action),
            Action::Dialog(DialogAction::Reveal) => self.reveal_detail(),
            Action::Dialog(_) => {}
        }
        Vec::new()
    }

    /// One step back: detail, what is not sent yet, range, filter, marks, what is being read, notice.
    fn back(&mut self) -> Vec<Effect> {
        self.detail.revealed_until = None;
        self.detail.then = None;
        if std::mem::take(&mut self.detail.focused) || self.stop_bulk() {
            return Vec::new();
        }
        if self.stops_loading() {
            return self.stop_loading();
        }
        let grid = self.panes.grid_mut();
        if grid.drop_range() {
            return Vec::new();
        }
        if !grid.filter().is_empty() {
            grid.narrow("");
        } else if !grid.unmark_all() && !self.notices.dismiss() {
            self.notices.offer = None;
        }
        Vec::new()
    }

    fn program(&mut self, action: ProgramAction) -> Vec<Effect> {
        match action {
            ProgramAction::Show(tab) => return self.show(tab),
            ProgramAction::NextPane => return self.show(self.panes.front.next()),
            ProgramAction::PreviousPane => return self.show(self.panes.front.previous()),
            ProgramAction::Palette => self.open_palette(),
            ProgramAction::Undo => self.undo(),
            ProgramAction::InviteAtTripartie => self.open_invite_at_tripartie(),
            ProgramAction::Help => self.toggle_help(),
            ProgramAction::Requests => self.toggle_requests(),
            ProgramAction::Notices => self.toggle_notices(),
            ProgramAction::Journal => return self.toggle_journal(),
            ProgramAction::SignIn => self.sign_in(),
            ProgramAction::Profiles => self.open_profiles(),
            ProgramAction::LookOnly => return self.toggle_looking(),
            ProgramAction::ShareScreen => self.toggle_sharing(),
            ProgramAction::Quit => return self.quit(),
            ProgramAction::Suspend => return vec![Effect::Suspend],
        }
        Vec::new()
    }

    /// Puts a pane in front. The credentials bring the S3 keys of the Contabo user that was looked at.
    pub(super) fn show(&mut self, tab: Tab) -> Vec<Effect> {
        let user = self
            .panes
            .users
            .selected_at_contabo()
            .map(|user| user.id.clone());
        let looked_at = self.panes.front == Tab::Users;
        self.panes.front = tab;
        self.detail.focused = false;
        match (tab, user) {
            (Tab::Credentials, Some(user))
                if looked_at && self.panes.credentials.add_storage_of(&user) =>
            {
                self.load_new(tab)
            }
            _ => Vec::new(),
        }
    }

    fn table(&mut self, action: TableAction) -> Vec<Effect> {
        match action {
            TableAction::Open => {
                self.detail.focused = self.panes.grid().selected_key().is_some();
                if self.panes.grid().counts().loaded == 0
                    && let Some(provider) = self.wanted_sign_in()
                {
                    self.open_sign_in(provider);
                }
                Vec::new()
            }
            TableAction::CopyId => self.copy_id(),
            TableAction::CopyRecord => self.copy_record(),
            TableAction::Reload => self.reload_front(),
            TableAction::Json => self.open_json(),
            TableAction::Actions => {
                self.open_actions();
                Vec::new()
            }
            TableAction::Columns => {
                self.open_columns();
                Vec::new()
            }
            TableAction::Narrow => {
                self.open_narrow();
                Vec::new()
            }
            TableAction::Export if self.screen.is_shared => {
                self.ask_before_export(Step::OpenExport);
                Vec::new()
            }
            TableAction::Export => {
                self.open_export();
                Vec::new()
            }
            TableAction::Repeat => self.repeat(),
            TableAction::Filter
            | TableAction::Mark
            | TableAction::Range
            | TableAction::MarkAll
            | TableAction::MarkNone
            | TableAction::Sort
            | TableAction::Reverse
            | TableAction::ScrollLeft
            | TableAction::ScrollRight => {
                let step = self.panes.grid_mut().act(action);
                self.follow(step)
            }
        }
    }

    /// Reads the pane in front again: what failed before has been seen.
    fn reload_front(&mut self) -> Vec<Effect> {
        self.calls.forget_failures();
        self.accounts.sign_ins.forget_all();
        self.accounts.sign_ins.is_awaited = true;
        self.detail.renew(self.now.uptime);
        let mut effects = self.reload(self.panes.front, None);
        effects.push(self.ask_current_organization());
        effects
    }

    fn record(&mut self, action: RecordAction) -> Vec<Effect> {
        if let Some(refused) = self.refuses_changes() {
            self.say(refused);
            return Vec::new();
        }
        let in_an_organization = matches!(action, RecordAction::Switch | RecordAction::New);
        if in_an_organization && self.calls.runs(&koyeb::SWITCH_ORGANIZATION) {
            self.say(Notice::warning(
                "The switch into another organization is still under way: wait for it",
            ));
            return Vec::new();
        }
        if action == RecordAction::Switch
            && self.panes.front == Tab::Invitations
            && !self.panes.invitations.leads_somewhere()
            && let Some(offer) = self.notices.offer.take()
        {
            return self.submit(vec![super::pane::switch_into(&offer.id, &offer.name)]);
        }
        if super::bulk::only_for_one(action).is_some_and(|what| self.is_for_one(what)) {
            return Vec::new();
        }
        let pane = self.panes.get(self.panes.front);
        let step = pane.act(action, &self.facts());
        let moves_on = matches!(action, RecordAction::Accept | RecordAction::Decline)
            && matches!(step, Step::Send(_) | Step::SendSome(..));
        let effects = self.follow(step);
        let is_asked = !self.overlays.is_empty();
        if moves_on && !is_asked && !self.panes.grid_mut().unmark_all() {
            self.panes.grid_mut().step(super::Motion::Down);
        }
        effects
    }
}
