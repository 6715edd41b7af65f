//! What lies over the panes: values in a stack, the top one first. Each consumes an action or closes.

mod answer;
mod changes;
mod columns;
mod confirm;
mod conflict;
mod control;
mod export;
mod field;
mod finder;
mod form;
mod help;
mod history;
mod invite;
mod json;
mod leave;
mod log;
mod log_entry;
mod narrow;
mod palette;
mod revealed;
mod scroll;
mod sent;
mod sign_in;
mod ticks;
mod totp;

pub use answer::{Answer, View};
pub use changes::{ChangeLine, Changes};
pub use columns::{ColumnEntry, ColumnList};
pub use confirm::{Confirm, ConfirmLine, Division, Question};
pub use conflict::{Clash, Conflict, Resolution};
pub use control::Control;
pub use export::{ExportForm, ExportStage};
pub use field::FormField;
pub use finder::Finder;
pub use form::Form;
pub use help::{Help, HelpKey, HelpLine};
pub use history::History;
pub use invite::{Invite, Invitee, Venue, Verdict};
pub use json::Json;
pub use leave::Leave;
pub use log::Log;
pub use log_entry::LogEntry;
pub use narrow::{Narrow, NarrowField};
pub use palette::{Choice, Palette, Pick};
pub use scroll::Scroll;
pub use sign_in::{Blank, Entry, SignInForm, Way};
pub use ticks::{Tick, Ticks};
pub use totp::Totp;

use crossterm::event::KeyEvent;
use ratatui::layout::{Margin, Rect};

use super::{Action, Context, Layout, Step};

/// Something that lies over the panes.
#[derive(Debug)]
pub enum Overlay {
    /// The keys.
    Help(Help),
    /// Values for an operation.
    Form(Form),
    /// A question about changes that it holds.
    Confirm(Confirm),
    /// People to invite.
    Invite(Box<Invite>),
    /// The question at quitting while something waits.
    Leave(Leave),
    /// The operations, to be searched and chosen.
    Palette(Palette),
    /// What an operation answered.
    Answer(Answer),
    /// A whole reply as JSON.
    Json(Json),
    /// The second factor while it is set up.
    Totp(Totp),
    /// What signs in at a provider.
    SignIn(SignInForm),
    /// The columns, to be chosen.
    Columns(ColumnList),
    /// What the vendors narrow down.
    Narrow(Narrow),
    /// What is written into a file.
    Export(ExportForm),
    /// The requests of this run.
    Log(Log),
    /// One of them.
    Request(LogEntry),
    /// The notices of this run.
    History(History),
    /// The journal of changes.
    Changes(Changes),
    /// A question about fields that somebody else changed too.
    Conflict(Conflict),
}

impl Overlay {
    /// Which keys it has.
    pub const fn context(&self) -> Context {
        match self {
            Overlay::Help(_) => Context::Help,
            Overlay::Form(_) => Context::Form,
            Overlay::Invite(_) => Context::Invite,
            Overlay::Confirm(confirm) if confirm.typed.is_some() => Context::Typed,
            Overlay::Confirm(_) => Context::Confirm,
            Overlay::Leave(_) => Context::Leave,
            Overlay::Palette(_) => Context::Palette,
            Overlay::Answer(_) => Context::Answer,
            Overlay::Json(_) => Context::Json,
            Overlay::Totp(_) => Context::Totp,
            Overlay::SignIn(_) => Context::SignIn,
            Overlay::Columns(_) => Context::Columns,
            Overlay::Narrow(_) => Context::Narrow,
            Overlay::Export(form) if matches!(form.stage, ExportStage::Exists) => Context::Replace,
            Overlay::Export(_) => Context::Export,
            Overlay::Log(log) if log.list.input.is_some() => Context::Filter,
            Overlay::Log(_) => Context::Log,
            Overlay::Request(_) => Context::Request,
            Overlay::History(_) => Context::History,
            Overlay::Changes(changes) if changes.list.input.is_some() => Context::Filter,
            Overlay::Changes(_) => Context::Changes,
            Overlay::Conflict(_) => Context::Conflict,
        }
    }

    /// Whether it takes the whole screen, its foot too.
    pub const fn is_whole_screen(&self) -> bool {
        matches!(
            self,
            Overlay::Totp(_) | Overlay::Answer(Answer { qr: Some(_), .. })
        )
    }

    /// Does what a key of its means.
    pub fn act(&mut self, action: Action) -> Step {
        match self {
            Overlay::Help(help) => help.act(action),
            Overlay::Form(form) => form.act(action),
            Overlay::Confirm(confirm) => confirm.act(action),
            Overlay::Invite(invite) => invite.act(action),
            Overlay::Leave(_) => Leave::act(action),
            Overlay::SignIn(form) => form.act(action),
            Overlay::Palette(palette) => palette.act(action),
            Overlay::Answer(answer) => answer.act(action),
            Overlay::Json(json) => json.act(action),
            Overlay::Totp(totp) => totp.act(action),
            Overlay::Columns(columns) => columns.act(action),
            Overlay::Narrow(narrow) => narrow.act(action),
            Overlay::Export(form) => form.act(action),
            Overlay::Log(log) => log.act(action),
            Overlay::Request(entry) => entry.act(action),
            Overlay::History(history) => history.act(action),
            Overlay::Changes(changes) => changes.act(action),
            Overlay::Conflict(conflict) => conflict.act(action),
        }
    }

    /// Where its answers stand, if it is a question: the last line of it, in the area that overlays have.
    pub fn answers(&self, area: Rect) -> Option<Rect> {
        let (width, height) = match self {
            Overlay::Confirm(confirm) => {
                let width = Confirm::WIDTH.min(area.width.saturating_sub(2));
                let height = u16::try_from(confirm.height(width));
                (width, height.unwrap_or(u16::MAX))
            }
            Overlay::Leave(_) => Leave::SIZE,
            Overlay::Help(_)
            | Overlay::Form(_)
            | Overlay::Invite(_)
            | Overlay::Palette(_)
            | Overlay::Answer(_)
            | Overlay::Json(_)
            | Overlay::Totp(_)
            | Overlay::SignIn(_)
            | Overlay::Columns(_)
            | Overlay::Narrow(_)
            | Overlay::Export(_)
            | Overlay::Log(_)
            | Overlay::Request(_)
            | Overlay::History(_)
            | Overlay::Changes(_)
            | Overlay::Conflict(_) => return None,
        };
        let width = width.min(area.width.saturating_sub(2));
        let height = height.min(area.height.saturating_sub(2));
        let inside = Layout::popup(area, width, height).inner(Margin::new(1, 1));
        Some(inside.rows().next_back().unwrap_or_default())
    }

    /// A key that means nothing here goes to the text field, if there is one.
    pub fn input(&mut self, event: KeyEvent) {
        match self {
            Overlay::Form(form) => form.input(event),
            Overlay::Invite(invite) => invite.input(event),
            Overlay::Confirm(confirm) => confirm.input(event),
            Overlay::Palette(palette) => palette.input(event),
            Overlay::Totp(totp) => totp.input(event),
            Overlay::SignIn(form) => form.input(event),
            Overlay::Narrow(narrow) => narrow.input(event),
            Overlay::Export(form) => form.input(event),
            Overlay::Help(help) => help.input(event),
            Overlay::Log(log) => log.list.input(event),
            Overlay::Changes(changes) => changes.list.input(event),
            Overlay::Leave(_)
            | Overlay::Answer(_)
            | Overlay::Json(_)
            | Overlay::Columns(_)
            | Overlay::Request(_)
            | Overlay::History(_)
            | Overlay::Conflict(_) => {}
        }
    }

    /// Pasted text goes to the text field, if there is one. A name that must be typed can't be pasted.
    pub fn paste(&mut self, text: &str) {
        match self {
            Overlay::Form(form) => form.paste(text),
            Overlay::Invite(invite) => invite.paste(text),
            Overlay::Palette(palette) => palette.paste(text),
            Overlay::Totp(totp) => totp.paste(text),
            Overlay::SignIn(form) => form.paste(text),
            Overlay::Narrow(narrow) => narrow.paste(text),
            Overlay::Export(form) => form.paste(text),
            Overlay::Help(help) => help.paste(text),
            Overlay::Log(log) => log.list.paste(text),
            Overlay::Changes(changes) => changes.list.paste(text),
            Overlay::Confirm(_)
            | Overlay::Leave(_)
            | Overlay::Answer(_)
            | Overlay::Json(_)
            | Overlay::Columns(_)
            | Overlay::Request(_)
            | Overlay::History(_)
            | Overlay::Conflict(_) => {}
        }
    }

    /// There is room for so many lines of so many cells.
    pub fn resize(&mut self, height: usize, width: u16) {
        match self {
            Overlay::Confirm(confirm) => confirm.resize(height, width + 2),
            Overlay::Invite(invite) => invite.resize(height),
            Overlay::Help(help) => help.resize(height.saturating_sub(2)),
            Overlay::Log(log) => log.list.resize(height.saturating_sub(2)),
            Overlay::Changes(changes) => changes.list.resize(height.saturating_sub(3)),
            Overlay::Request(entry) => entry.text.resize(height, width),
            Overlay::History(history) => history.text.resize(height, width),
            Overlay::Conflict(conflict) => conflict.text.resize(height, width),
            Overlay::Palette(palette) => {
                let found = palette.found().len();
                palette.cursor.resize(height.saturating_sub(2), found);
            }
            Overlay::Columns(list) => {
                let entries = list.entries.len();
                list.cursor.resize(height, entries);
            }
            Overlay::Answer(answer) => answer.resize(height.saturating_sub(2)),
            Overlay::Json(json) => json.cursor.resize(height, json.lines.len()),
            Overlay::Form(_)
            | Overlay::Leave(_)
            | Overlay::Totp(_)
            | Overlay::SignIn(_)
            | Overlay::Narrow(_)
            | Overlay::Export(_) => {}
        }
    }

    /// Tells what it needs to know in order to be written.
    pub fn view(&mut self, view: View) {
        if let Overlay::Answer(answer) = self {
            answer.view = view;
        }
    }
}
