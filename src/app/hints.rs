use super::{
    Action, App, Context, DialogAction, Form, Motion, Overlay, ProgramAction, Reading,
    RecordAction, Step, Tab, TableAction,
};
use crate::domain::Clean;

/// What can be done in every table, in the order in which it is worth knowing.
const IN_TABLES: [TableAction; 5] = [
    TableAction::Open,
    TableAction::Actions,
    TableAction::Filter,
    TableAction::Mark,
    TableAction::Reload,
];

/// The words of hints, by place.
const WORDS: &[(Option<Context>, Action, &str)] = &[
    (None, Action::Program(ProgramAction::Undo), "take back"),
    (
        Some(Context::Help),
        Action::Dialog(DialogAction::Submit),
        "do it",
    ),
    (
        Some(Context::Palette),
        Action::Dialog(DialogAction::Submit),
        "choose",
    ),
    (
        Some(Context::Filter),
        Action::Dialog(DialogAction::Submit),
        "keep",
    ),
    (Some(Context::Filter), Action::Back, "drop"),
    // Short enough for all of them to stand on the narrowest screen.
    (
        Some(Context::Conflict),
        Action::Dialog(DialogAction::Mine),
        "send mine",
    ),
    (
        Some(Context::Conflict),
        Action::Dialog(DialogAction::Theirs),
        "theirs",
    ),
    (Some(Context::Log), Action::Table(TableAction::Open), "open"),
    (
        Some(Context::Log),
        Action::Table(TableAction::Filter),
        "find",
    ),
    (None, Action::Dialog(DialogAction::CopyCurl), "copy as curl"),
    (
        Some(Context::Columns),
        Action::Table(TableAction::Mark),
        "show or hide",
    ),
    (
        Some(Context::Columns),
        Action::Table(TableAction::Sort),
        "sort by it",
    ),
    (
        Some(Context::Columns),
        Action::Table(TableAction::ScrollLeft),
        "move up",
    ),
    (
        Some(Context::Columns),
        Action::Table(TableAction::ScrollRight),
        "move down",
    ),
];

impl App {
    /// The keys that are worth mentioning where the person is, and what they do: the most useful first, and none for what
    /// can't be done to the row under the cursor.
    pub fn hints(&self) -> impl Iterator<Item = (String, Clean)> {
        self.hints_in(self.overlays.last())
    }

    /// The same for an overlay, even if another one lies over it, or for the panes.
    pub fn hints_in(&self, overlay: Option<&Overlay>) -> impl Iterator<Item = (String, Clean)> {
        let contexts = self.contexts_in(overlay);
        let near: Vec<_> = near(&contexts).collect();
        let mut actions: Vec<_> = Action::all()
            .filter(|action| self.keys.map.has_keys_for(&near, *action))
            .filter_map(|action| Some((self.worth(overlay, action)?, action)))
            .collect();
        let undo = Action::Program(ProgramAction::Undo);
        if overlay.is_none() && self.refusal(undo).is_none() {
            actions.push((0, undo));
        }
        if contexts.contains(&Context::List) {
            actions.extend((10..).zip(IN_TABLES.map(Action::Table)));
        }
        actions.sort_by_key(|(worth, _)| *worth);
        let hint = move |(_, action): (u8, Action)| {
            let keys = self.keys.map.keys_for(&contexts, action)?;
            self.refusal_in(overlay, action)
                .is_none()
                .then(|| (keys, self.words(action, &near)))
        };
        actions.into_iter().filter_map(hint)
    }

    /// The keys that the focused control of a form has for itself.
    pub fn control_hints(&self, form: &Form) -> Vec<(String, Clean)> {
        let hint = |action: Action| {
            let Action::Dialog(dialog) = action else {
                return None;
            };
            let context = if form.takes_keys() {
                Context::Control
            } else {
                Context::Form
            };
            let keys = self.keys.map.keys_for(&[context], action)?;
            form.is_own(dialog)
                .then(|| (keys, self.words(action, &[context])))
        };
        Action::all().filter_map(hint).collect()
    }

    /// The two keys that a newcomer needs, wherever they work: the help, and the way back or out.
    pub fn way_out_hints(&self) -> Vec<(String, Clean)> {
        let contexts = self.contexts();
        let near: Vec<_> = near(&contexts).collect();
        let help = Action::Program(ProgramAction::Help);
        let goes_back = self.keys.map.has_keys_for(&near, Action::Back) || self.stops_loading();
        let out = if goes_back {
            Action::Back
        } else {
            Action::Program(ProgramAction::Quit)
        };
        let hint = |action| {
            let keys = self.keys.map.keys_for(&contexts, action)?;
            Some((keys, self.words(action, &near)))
        };
        [help, out].into_iter().filter_map(hint).collect()
    }

    /// Why an action does nothing here and now; none where it does something.
    pub fn refusal(&self, action: Action) -> Option<Clean> {
        self.refusal_in(self.overlays.last(), action)
    }

    fn refusal_in(&self, overlay: Option<&Overlay>, action: Action) -> Option<Clean> {
        let undoes = action == Action::Program(ProgramAction::Undo) && self.calls.waiting() == 0;
        let last = self.calls.last.as_ref().filter(|_| undoes);
        if let Some(why) = last.and_then(super::Last::refusal) {
            return Some(why);
        }
        let is_empty = || self.panes.grid().counts().shown == 0;
        let why = match action {
            Action::Record(action) => return self.record_refusal(action),
            Action::Program(ProgramAction::Undo)
                if self.calls.waiting() == 0 && self.calls.last.is_none() =>
            {
                "There is no change of this run to take back"
            }
            Action::Table(
                TableAction::Open
                | TableAction::Actions
                | TableAction::Mark
                | TableAction::MarkAll
                | TableAction::CopyId,
            ) if overlay.is_none() && is_empty() => "There is no row",
            Action::Table(TableAction::MarkNone) if self.panes.grid().counts().marked == 0 => {
                "Nothing is marked"
            }
            Action::Table(TableAction::CopyRecord) if !self.is_read() => {
                "The record is not read yet: open it first"
            }
            Action::Dialog(DialogAction::Reveal) if !self.has_secrets(overlay) => {
                "Nothing is masked here"
            }
            Action::Dialog(dialog) if !is_known(overlay, dialog) => "That is not for this field",
            Action::Move(_)
            | Action::Back
            | Action::Program(_)
            | Action::Table(_)
            | Action::Dialog(_) => return None,
        };
        Some(why.into())
    }

    /// What the pane would say. Where rows are marked, it is they that count, and there may be very many.
    fn record_refusal(&self, action: RecordAction) -> Option<Clean> {
        if let Some(refused) = self.refuses_changes() {
            return Some(refused.text);
        }
        if self.is_offered(Action::Record(action)) || self.panes.grid().counts().marked > 0 {
            return None;
        }
        let pane = self.panes.get(self.panes.front);
        let step = pane.act(action, &self.facts());
        if let Step::Say(notice) = step {
            return Some(notice.text);
        }
        matches!(step, Step::Ignored).then(|| "That can't be done to this row".into())
    }

    /// How early an action is mentioned; none where it goes without saying.
    fn worth(&self, overlay: Option<&Overlay>, action: Action) -> Option<u8> {
        match action {
            action if self.is_offered(action) => Some(0),
            Action::Record(RecordAction::New) => Some(3),
            Action::Record(_) => Some(1),
            Action::Table(TableAction::ScrollLeft) => {
                matches!(overlay, Some(Overlay::Columns(_))).then_some(2)
            }
            Action::Dialog(dialog)
                if !is_known(overlay, dialog) || is_below_its_field(overlay, dialog) =>
            {
                None
            }
            Action::Dialog(_)
            | Action::Table(
                TableAction::Open
                | TableAction::Filter
                | TableAction::Mark
                | TableAction::Sort
                | TableAction::ScrollRight,
            ) => Some(2),
            Action::Move(Motion::Down | Motion::Up) if matches!(overlay, Some(Overlay::Confirm(confirm)) if confirm.scrolls()) => {
                Some(4)
            }
            Action::Move(_) | Action::Back | Action::Program(_) | Action::Table(_) => None,
        }
    }

    /// How to press for reading all that was said.
    pub fn notices_key(&self) -> Option<String> {
        let notices = Action::Program(ProgramAction::Notices);
        self.keys.map.keys_for(&self.contexts(), notices)
    }

    /// What an action does here; one that is offered says to whom.
    fn words(&self, action: Action, near: &[Context]) -> Clean {
        if action == Action::Back && self.stops_loading() {
            return "stop loading".into();
        }
        match &self.notices.offer {
            Some(offer) if self.is_offered(action) => format!("switch into {}", offer.name).into(),
            Some(_) | None => words_in(near, action).into(),
        }
    }

    /// Whether the action takes the offer that stands.
    fn is_offered(&self, action: Action) -> bool {
        action == Action::Record(RecordAction::Switch)
            && self.panes.front == Tab::Invitations
            && self.notices.offer.is_some()
            && !self.panes.invitations.leads_somewhere()
    }

    fn is_read(&self) -> bool {
        matches!(self.detail.reading, Reading::Done(_))
    }

    fn has_secrets(&self, overlay: Option<&Overlay>) -> bool {
        match overlay {
            Some(Overlay::Answer(answer)) => answer.detail.hides(),
            Some(Overlay::Json(json)) => json.hides(),
            Some(Overlay::Totp(_)) => true,
            Some(_) => false,
            None => self.detail.hides(),
        }
    }
}

/// Whether it means something to an overlay.
fn is_known(overlay: Option<&Overlay>, dialog: DialogAction) -> bool {
    match overlay {
        Some(Overlay::Form(form)) => form.knows(dialog),
        Some(Overlay::Narrow(narrow)) => narrow.knows(dialog),
        Some(Overlay::Answer(answer)) => answer.knows(dialog),
        Some(Overlay::Changes(journal)) if dialog == DialogAction::Seen => journal.chosen_is_open(),
        Some(_) | None => true,
    }
}

/// Whether its key stands below the field that has the focus already.
fn is_below_its_field(overlay: Option<&Overlay>, dialog: DialogAction) -> bool {
    match overlay {
        Some(Overlay::Form(form)) => form.is_own(dialog) || dialog == DialogAction::Editor,
        Some(_) | None => false,
    }
}

/// What an action is called in a hint, where that is more than it says everywhere, or shorter.
fn words_in(near: &[Context], action: Action) -> &'static str {
    let known = |(place, known, _): &&(Option<Context>, Action, &str)| {
        *known == action && place.is_none_or(|place| near.contains(&place))
    };
    let words = WORDS.iter().find(known).map(|(.., words)| *words);
    words.unwrap_or_else(|| action.words())
}

/// The places that have keys of their own beside those of every table.
fn near(contexts: &[Context]) -> impl Iterator<Item = Context> {
    let shared = |context: &Context| matches!(context, Context::Global | Context::List);
    contexts
        .iter()
        .copied()
        .filter(move |context| !shared(context))
}
