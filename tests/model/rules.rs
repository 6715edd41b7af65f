//! What must hold at every step.

use std::{collections::HashMap, time::Duration};

use proptest::{prop_assert, prop_assert_eq, test_runner::TestCaseError};
use usher_tui::{
    api::{Arguments, Call, Guard, Operation, Reason, Reply, Rows, koyeb},
    app::{Confirm, ConfirmLine, Draft, Overlay, Row},
    domain::Key,
};

use crate::{
    desk::{Desk, problem, sample},
    step::Step,
};

/// How long an answer to an invitation can be taken back.
const WINDOW: Duration = Duration::from_secs(5);

/// A change: what is done to which record, with which values.
#[derive(Clone, Debug, PartialEq)]
struct Change(&'static str, Option<Key>, String);

impl Change {
    fn new(operation: &Operation, target: Option<&Key>, arguments: &Arguments) -> Self {
        Self(operation.id, target.cloned(), format!("{arguments:?}"))
    }

    fn of(call: &Call) -> Self {
        Self::new(call.operation, call.target.as_ref(), &call.arguments)
    }

    fn all(drafts: &[Draft]) -> Vec<Self> {
        let change =
            |draft: &Draft| Self::new(draft.operation, draft.target.as_ref(), &draft.arguments);
        drafts.iter().map(change).collect()
    }
}

/// How often something was seen.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub sent: usize,
    pub dialogs: usize,
    pub confirmed: usize,
    pub waited: usize,
    pub taken_back: usize,
}

impl Tally {
    pub fn add(&mut self, other: &Self) {
        self.sent += other.sent;
        self.dialogs += other.dialogs;
        self.confirmed += other.confirmed;
        self.waited += other.waited;
        self.taken_back += other.taken_back;
    }
}

/// What is known of the program before a step.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Before {
    /// The questions on the stack, the place and what each would send.
    questions: Vec<(usize, Vec<Change>)>,
    /// How many layers there are.
    layers: usize,
    /// Whether the question on top would take the next yes: what must be typed is typed.
    is_ready: bool,
    /// Whether it is asked what becomes of what waits.
    leaves: bool,
    /// Whether something is on top that is filled in.
    fills_in: bool,
    /// Whether keys are the table's.
    at_table: bool,
    selected: Option<Key>,
    waiting: HashMap<Key, Duration>,
    calls: usize,
}

/// The program, and what may leave it.
pub struct Rules {
    desk: Desk,
    pub tally: Tally,
    uptime: Duration,
    /// The invitations, which are what an answer can be taken back to.
    invitations: Vec<Key>,
    /// Since when an answer waits.
    waiting: HashMap<Key, Duration>,
    /// What a person said yes to, and has not been sent yet.
    approved: Vec<Change>,
}

impl Rules {
    pub fn new(desk: Desk) -> Self {
        let rows = sample::rows(&koyeb::LIST_USER_ORGANIZATION_INVITATIONS);
        let Rows::Invitations(rows) = rows else {
            panic!("no invitations");
        };
        Self {
            desk,
            tally: Tally::default(),
            uptime: Duration::ZERO,
            invitations: rows.iter().map(Row::key).collect(),
            waiting: HashMap::new(),
            approved: Vec::new(),
        }
    }

    /// Whether the program has ended.
    pub fn is_over(&self) -> bool {
        self.desk.quit
    }

    /// Does one thing, and looks at what came of it.
    pub fn take(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match step {
            Step::Press(keys) => {
                for key in keys.split(' ') {
                    self.watch(Some(key), |desk| {
                        desk.press(key);
                    })?;
                }
                Ok(())
            }
            Step::TypeWanted => {
                self.type_text(&self.wanted())?;
                self.take(&Step::Press("<enter>"))
            }
            Step::Type(text) => self.type_text(text),
            Step::Paste(text) => self.watch(None, |desk| desk.paste(text)),
            Step::Wait(tenths) => {
                self.uptime += Duration::from_millis(u64::from(*tenths) * 100);
                let seconds = f64::from(*tenths) / 10.0;
                self.watch(None, |desk| {
                    desk.wait(seconds);
                })
            }
            Step::Answer(at, well) => self.answer(*at, *well),
            Step::Load(at, without) => self.load(*at, *without),
            Step::Resize(width, height) => self.watch(None, |desk| desk.resize(*width, *height)),
        }
    }

    fn type_text(&mut self, text: &str) -> Result<(), TestCaseError> {
        for c in text.chars() {
            let name = c.to_string();
            self.watch(Some(&name), |desk| {
                desk.type_text(&name);
            })?;
        }
        Ok(())
    }

    /// The text that the question on top wants.
    fn wanted(&self) -> String {
        let confirm = question(self.desk.app.overlays.last());
        let typed = confirm.and_then(|confirm| confirm.typed.as_ref());
        typed.map_or(String::new(), |(wanted, _)| wanted.raw().to_owned())
    }

    fn answer(&mut self, at: usize, well: bool) -> Result<(), TestCaseError> {
        if self.desk.calls.is_empty() {
            return Ok(());
        }
        let call = self.desk.calls.remove(at % self.desk.calls.len());
        let outcome = if well {
            Ok(Reply::Done)
        } else {
            let reason = [Reason::Refused, Reason::Server, Reason::Unconfirmed][at % 3];
            Err(problem(call.operation, reason, "no"))
        };
        self.watch(None, |desk| desk.answer(&call, outcome))
    }

    fn load(&mut self, at: usize, without: usize) -> Result<(), TestCaseError> {
        if self.desk.loads.is_empty() {
            return Ok(());
        }
        let load = self.desk.loads.remove(at % self.desk.loads.len());
        let mut rows = sample::rows(load.operation);
        match &mut rows {
            Rows::Users(rows) => rows.truncate(rows.len().saturating_sub(without)),
            Rows::Invitations(rows) => {
                let without = without.min(rows.len());
                rows.rotate_left(without);
            }
            Rows::Organizations(rows) => rows.truncate(rows.len().saturating_sub(without)),
            Rows::Credentials(_) => {}
        }
        self.watch(None, |desk| desk.load(&load, rows))
    }

    /// Lets something happen, and looks at what came of it; `key` is what was pressed, if anything was.
    fn watch(
        &mut self,
        key: Option<&str>,
        happen: impl FnOnce(&mut Desk),
    ) -> Result<(), TestCaseError> {
        if self.desk.quit {
            return Ok(());
        }
        let before = self.before();
        happen(&mut self.desk);
        self.look_at_questions(key, &before)?;
        for at in before.calls..self.desk.calls.len() {
            let call = &self.desk.calls[at];
            if call.operation.changes() {
                let call = call.clone();
                self.judge(&call, key, &before)?;
                self.tally.sent += 1;
            }
        }
        self.look_at_window(key, &before)
    }

    fn before(&self) -> Before {
        let app = &self.desk.app;
        let top = app.overlays.last();
        Before {
            questions: self.questions(),
            layers: app.overlays.len(),
            is_ready: question(top).is_some_and(is_ready),
            leaves: matches!(top, Some(Overlay::Leave(_))),
            fills_in: top.is_some_and(|top| !matches!(top, Overlay::Confirm(_))),
            at_table: top.is_none() && app.panes.grid().filter().input.is_none(),
            selected: app.panes.grid().selected_key(),
            waiting: self.waiting.clone(),
            calls: self.desk.calls.len(),
        }
    }

    fn questions(&self) -> Vec<(usize, Vec<Change>)> {
        let overlays = self.desk.app.overlays.iter().enumerate();
        let held = |(at, overlay)| Some((at, Change::all(question(Some(overlay))?.drafts())));
        overlays.filter_map(held).collect()
    }

    /// A question keeps what it was opened with, is only opened by a key, says whom it is about, and is said yes to by the
    /// key for that alone.
    fn look_at_questions(
        &mut self,
        key: Option<&str>,
        before: &Before,
    ) -> Result<(), TestCaseError> {
        let after = self.questions();
        for (place, held) in &after {
            let known = before.questions.iter().find(|(at, _)| at == place);
            if let Some((_, opened_with)) = known {
                prop_assert_eq!(held, opened_with, "it changed");
            } else {
                prop_assert!(key.is_some(), "a question by itself: {:?}", held);
                self.tally.dialogs += 1;
                self.look_at_new(*place, key, before)?;
            }
        }
        let closed = |(place, _): &&(usize, Vec<Change>)| !after.iter().any(|(at, _)| at == place);
        if let Some((place, held)) = before.questions.iter().rfind(closed) {
            prop_assert!(key.is_some(), "a question goes by itself: {:?}", held);
            let on_top = place + 1 == before.layers;
            let yes = before.is_ready && matches!(key, Some("y" | "<enter>" | "<ctrl-s>"));
            if on_top && yes {
                self.approved.extend(held.iter().cloned());
                self.tally.confirmed += 1;
            }
        }
        Ok(())
    }

    /// It is about the record under the cursor, and shows that record's id.
    fn look_at_new(
        &self,
        place: usize,
        key: Option<&str>,
        before: &Before,
    ) -> Result<(), TestCaseError> {
        let Some(confirm) = question(self.desk.app.overlays.get(place)) else {
            return Ok(());
        };
        let [only] = confirm.drafts() else {
            return Ok(());
        };
        let (Some(target), Some(ConfirmLine::Text(shown))) = (&only.target, confirm.lines.first())
        else {
            return Ok(());
        };
        let id = target.id.replace('\n', "/");
        prop_assert!(
            shown.raw().contains(&id),
            "{:?} does not show {}",
            shown,
            id
        );
        // What is repeated or undone is asked about wherever the cursor is.
        let of_row = before.at_table && !matches!(key, Some("!" | "z"));
        let marked = self.desk.app.panes.grid().counts().marked > 0;
        if of_row && !marked {
            prop_assert_eq!(before.selected.as_ref(), Some(target));
        }
        Ok(())
    }

    /// Whether a change that was sent had its guard behind it.
    fn judge(
        &mut self,
        call: &Call,
        key: Option<&str>,
        before: &Before,
    ) -> Result<(), TestCaseError> {
        let change = Change::of(call);
        prop_assert!(!self.desk.app.options.read_only, "read-only: {:?}", change);
        let said_yes = self
            .approved
            .iter()
            .position(|approved| *approved == change);
        if let Some(at) = said_yes {
            self.approved.remove(at);
            return Ok(());
        }
        match call.operation.guard {
            Guard::Undo => {
                let since = call.target.as_ref().and_then(|key| before.waiting.get(key));
                let waited = since.is_some_and(|since| self.uptime >= *since + WINDOW);
                let now = before.leaves && key == Some("s");
                prop_assert!(
                    since.is_some() && (waited || now),
                    "too early: {:?}",
                    change
                );
            }
            Guard::Read | Guard::Write => {
                let leaves_first = *call.operation == koyeb::SWITCH_ORGANIZATION
                    || *call.operation == koyeb::UNSCOPE_ORGANIZATION_TOKEN;
                let deletes = |change: &Change| change.0 == koyeb::DELETE_ORGANIZATION.id;
                let for_another = leaves_first && self.approved.iter().any(deletes);
                let asked = key.is_some() && (before.at_table || before.fills_in);
                prop_assert!(asked || for_another, "nobody asked for {:?}", change);
            }
            Guard::YesNo | Guard::TypeName => {
                prop_assert!(false, "nobody said yes to {:?}", change);
            }
        }
        Ok(())
    }

    /// What waits has begun with a key, goes when its time has come, and what is taken back does not wait any more.
    fn look_at_window(&mut self, key: Option<&str>, before: &Before) -> Result<(), TestCaseError> {
        let calls = &self.desk.app.calls;
        let keymap = &self.desk.app.keys.map;
        let waits = |key: &&Key| {
            let status = calls.status(key, self.uptime, keymap);
            status.is_some_and(|status| status.text.raw().ends_with("z to undo"))
        };
        let now: Vec<Key> = self.invitations.iter().filter(waits).cloned().collect();
        for target in &now {
            if !before.waiting.contains_key(target) {
                prop_assert!(key.is_some(), "{:?} waits by itself", target);
                self.tally.waited += 1;
                self.waiting.insert(target.clone(), self.uptime);
            }
        }
        self.waiting.retain(|target, _| now.contains(target));
        if key == Some("z") && before.at_table && !before.waiting.is_empty() {
            let left = before.waiting.len() - self.waiting.len();
            prop_assert!(left > 0, "nothing was taken back");
            prop_assert_eq!(self.desk.calls.len(), before.calls, "something was sent");
            self.tally.taken_back += left;
        }
        Ok(())
    }
}

fn question(overlay: Option<&Overlay>) -> Option<&Confirm> {
    match overlay {
        Some(Overlay::Confirm(confirm)) => Some(confirm),
        _ => None,
    }
}

fn is_ready(confirm: &Confirm) -> bool {
    match &confirm.typed {
        None => true,
        Some((wanted, area)) => area
            .lines()
            .first()
            .is_some_and(|line| line == wanted.raw()),
    }
}
