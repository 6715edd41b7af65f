//! The program without its surroundings: messages in, effects out, nothing else.
//!
//! [`App::handle`] does no I/O, knows no clock, and never waits: time arrives as a message, effects leave as data. What a key
//! does is tested without a terminal and without a server.

mod accounts;
mod action;
mod asked;
mod bulk;
mod calls;
mod changes;
mod choice;
mod columns;
mod condition;
mod copying;
mod countdown;
mod current;
mod cursor;
mod detail;
mod draft;
mod export;
mod filter;
mod finding;
mod fit;
mod grid;
mod hint_line;
mod hints;
mod input;
mod invite;
mod journal;
mod journal_view;
mod keymap;
mod late;
mod layout;
mod leaving;
mod letter;
mod link;
mod loading;
mod log;
mod looking;
mod matching;
mod memory;
mod mouse;
mod msg;
mod news;
mod notice;
mod options;
mod outcome;
mod overlay;
mod pane;
mod profiles;
mod qr;
mod recheck;
mod row;
mod screen;
mod sentence;
mod setup;
mod sharing;
mod signed_in;
mod signin;
mod source;
mod standing;
mod steps;
mod table;
mod titles;
mod typing;
mod unconfirmed;
mod undo;
mod wording;

use std::time::Duration;

use ratatui::layout::Size;

pub use accounts::Accounts;
pub use action::{Action, DialogAction, Motion, ProgramAction, RecordAction, TableAction};
pub use asked::{Asked, written};
pub use calls::{Bulk, Calls, Progress, Running, Sequel};
pub use columns::{Columns, GUTTER, Shown as ShownColumn, Window};
pub use condition::{Condition, flag, tone, why};
pub use cursor::Cursor;
pub use detail::{
    About, BUDGET, DetailRow, DetailView, Extra, GITHUB, Reading, SETTINGS, Then, Told,
};
pub use export::{Export, Exported, Format, Listing};
pub use filter::{Change as FilterChange, Filter, Piece, SearchText};
pub use grid::{Addressed, Counts, Grid, Line, Selection, Stand};
pub use hint_line::{Hint, answers, answers_within};
pub use journal::{Journal, Said};
pub use keymap::{Binding, Context, Key, Keymap, Meaning};
pub use layout::Layout;
pub use letter::{Letter, MASK};
pub use link::Link;
pub use looking::Stance;
pub use mouse::Spot;
pub use msg::{Adjust, Clip, Draft, Effect, LeftOut, Msg, Now, Overwrite, Passage, Step};
pub use notice::{Notice, Notices, Offer, Tone};
pub use options::Options;
pub use overlay::{
    Answer, Blank, ChangeLine, Changes, Choice, Clash, ColumnEntry, ColumnList, Confirm,
    ConfirmLine, Conflict, Control, Division, Entry, ExportForm, ExportStage, Finder, Form,
    FormField, Help, HelpKey, HelpLine, History, Invite, Invitee, Json, Leave, Log, LogEntry,
    Narrow, NarrowField, Overlay, Palette, Pick, Question, Resolution, Scroll, SignInForm, Tick,
    Ticks, Totp, Verdict, View, Way,
};
pub use pane::{Credentials, Pane, Panes, Tab};
pub use qr::Qr;
pub use row::{Cell, Column, Facts, Head, Row};
pub use screen::Screen;
pub use sentence::capital;
pub use setup::{Place, ProfileChoice, Setup};
pub use signin::SignIns;
pub use source::{Phase, Source};
pub use standing::Standing;
pub use table::{Sort, Table, Work};
pub use titles::{Badge, Title};
pub use unconfirmed::{Before, Unconfirmed};
pub use undo::{Last, Reverse, Undo};

use hint_line::hints_at;
use letter::{bar, lifetime, yes_or_no};
use matching::{Findable, matching};
use typing::{pasted, type_into, type_text, typed_into};

use crate::{
    api::{Arguments, Update, koyeb},
    domain::{Mistake, Sheet},
};

/// The whole state of the program.
#[derive(Debug)]
pub struct App {
    /// How this run was started.
    pub options: Options,
    /// The time, as the last message told it.
    pub now: Now,
    /// The size of the screen and what is where on it.
    pub screen: Screen,
    /// The keys.
    pub keys: Keys,
    /// The four panes.
    pub panes: Panes,
    /// The record under the cursor, whole.
    pub detail: DetailView,
    /// What lies over the panes, the top one last.
    pub overlays: Vec<Overlay>,
    /// Who is signed in where.
    pub accounts: Accounts,
    /// The changes that wait, run or failed.
    pub calls: Calls,
    /// The changes whose outcome nobody knows.
    pub unconfirmed: Unconfirmed,
    /// What is said at the foot of the screen.
    pub notices: Notices,
}

/// The keymap, and the keys of a sequence that has begun.
#[derive(Debug)]
pub struct Keys {
    /// Which keys do what.
    pub map: Keymap,
    /// The keys so far.
    pub pending: Vec<Key>,
}

impl App {
    /// The program at its start: the lists that it wants read leave as effects.
    pub fn new(options: Options, keymap: Keymap, now: Now, size: Size) -> (Self, Vec<Effect>) {
        Self::recalling(options, keymap, now, size, &Sheet::default()).0
    }

    /// The same, going on with what a run before kept ([`Panes::memory`]), and what of that could not be used.
    pub fn recalling(
        options: Options,
        keymap: Keymap,
        now: Now,
        size: Size,
        kept: &Sheet,
    ) -> ((Self, Vec<Effect>), Vec<Mistake>) {
        let mut accounts = Accounts::new(&options.setup);
        accounts.sign_ins.is_awaited = true;
        let mut app = Self {
            options,
            now,
            screen: Screen::new(size),
            keys: Keys {
                map: keymap,
                pending: Vec::new(),
            },
            panes: Panes::default(),
            detail: DetailView::default(),
            overlays: Vec::new(),
            accounts,
            calls: Calls::default(),
            unconfirmed: Unconfirmed::default(),
            notices: Notices::default(),
        };
        let mistakes = app.panes.recall(kept);
        app.screen.is_shared = app.options.screen_share;
        let mut effects: Vec<_> = Tab::ALL
            .into_iter()
            .flat_map(|tab| app.reload(tab, None))
            .collect();
        effects.push(app.ask_current_organization());
        app.settle();
        ((app, effects), mistakes)
    }

    /// Takes a message and says what is to be done.
    pub fn handle(&mut self, msg: Msg) -> Vec<Effect> {
        let is_logged = matches!(msg, Msg::Update(Update::Request(_)));
        let mut effects = match msg {
            Msg::Clock(now) => self.tick(now),
            Msg::Key(event) => self.key(event),
            Msg::Paste(text) => self.paste(&text),
            Msg::Mouse(event) => self.mouse(event),
            Msg::Edited(result) => self.take_edited(result),
            Msg::Resize(width, height) => {
                self.screen.resize(Size { width, height });
                Vec::new()
            }
            Msg::Update(update) => self.news(update),
            Msg::NotBrowsed => {
                self.screen.redraw();
                self.say(Notice::bad(
                    "No browser could be started: copy the link instead",
                ));
                Vec::new()
            }
            Msg::Exported(exported) => {
                self.exported(&exported);
                Vec::new()
            }
            Msg::File(path, text) => {
                self.file(&path, text);
                Vec::new()
            }
        };
        effects.extend(self.send_on());
        // A request that was made changes nothing but the log of them.
        if !is_logged || !self.overlays.is_empty() {
            self.settle();
        }
        self.screen.count();
        effects
    }

    /// How often something happened that may be seen elsewhere than at the cursor: as long as this is the same, everything
    /// that does not depend on the cursor is. `None` while something is to be said of what is being done to records.
    pub fn revision(&self) -> Option<u64> {
        self.calls.is_quiet().then(|| self.screen.revision())
    }

    /// When the program wants to be told the time: something visible changes then, or falls due. `None`: not before
    /// something else happens.
    pub fn wake_at(&self) -> Option<Duration> {
        let times = [self.falls_due_at(), self.work_due()];
        times.into_iter().flatten().min()
    }

    /// The same without work on rows, which says itself when there is something to be seen of it.
    fn falls_due_at(&self) -> Option<Duration> {
        [
            self.calls.wake_at(self.now.uptime),
            self.notices.until(),
            self.notices.clip_until,
            self.detail.due(),
            self.calls.late.as_ref().and_then(late::Late::due),
            self.unconfirmed.due(),
            self.times_change_at(),
            self.revealed_until(),
            self.screen.due(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// Whether something changed since the screen was drawn; asking makes it drawn.
    pub fn take_redraw(&mut self) -> bool {
        self.screen.take_stale()
    }

    /// Shows a sentence at the foot of the screen.
    pub fn notify(&mut self, notice: Notice) {
        self.say(notice);
        self.screen.redraw();
    }

    fn tick(&mut self, now: Now) -> Vec<Effect> {
        let falls_due = self.falls_due_at().is_some_and(|at| at <= now.uptime);
        if falls_due {
            self.screen.redraw();
        }
        self.screen.is_move = !falls_due && self.work_due().is_none();
        self.now = now;
        self.work();
        self.notices.expire(now.uptime);
        self.mask_again();
        let due = self.calls.take_due(now.uptime);
        let mut effects: Vec<_> = due
            .into_iter()
            .flat_map(|drafts| self.start_all(drafts))
            .collect();
        effects.extend(self.clear_clip());
        effects.extend(self.look());
        effects.extend(self.look_at_unconfirmed());
        if self.detail.due().is_some_and(|due| due <= now.uptime) {
            effects.extend(self.read_detail());
        }
        effects
    }

    pub(super) fn ask_current_organization(&mut self) -> Effect {
        let draft = Draft::reading(&koyeb::GET_CURRENT_ORGANIZATION, Arguments::NONE);
        let call = self.calls.start(draft);
        self.accounts.asked = Some(call.id);
        Effect::Call(call)
    }
}
