use std::time::Duration;

use jiff::Timestamp;
use url::form_urlencoded::byte_serialize;

use super::{
    super::{
        Action, Cursor, DetailRow, DialogAction, Letter, Link, Notice, Qr, Step, TableAction,
        detail::wrapped,
    },
    Json, Overlay,
};
use crate::{
    api::{Detail, Gives, Operation, Shown, koyeb},
    domain::{Clean, Secret},
};

/// What an operation answered, for reading; what it hands out in secret is masked until somebody wants to see it.
#[derive(Debug)]
pub struct Answer {
    /// The operation's title.
    pub title: Clean,
    /// What it said.
    pub detail: Detail,
    /// Where the text is scrolled to.
    pub cursor: Cursor,
    /// Until when its secrets are shown, counted from the start of the program.
    pub revealed_until: Option<Duration>,
    /// Its link as a QR code, while that is shown.
    pub qr: Option<Qr>,
    /// Whether light and dark change places in it, for terminals without colour that are light themselves.
    pub inverted: bool,
    /// Until when what it hands out is good, where that is known.
    pub expires_at: Option<Timestamp>,
    /// The room for a line, and the time of day, as the last message left them.
    pub view: View,
    /// What it hands out: a link stands in clear, unless others see it, too.
    gives: Gives,
    /// Whether its secret can't be had again, and the person has neither seen nor copied it.
    unkept: bool,
    /// Whether the person was asked about leaving without it.
    pub leaving: bool,
    /// Where what it hands out is to be taken, up to the token.
    page: Option<&'static str>,
}

/// What an answer needs to know in order to be written.
#[derive(Clone, Copy, Debug, Default)]
pub struct View {
    /// How many cells a line has.
    pub width: u16,
    /// How many lines the keys take.
    pub keys: usize,
    /// The time of day.
    pub wall: Timestamp,
    /// Whether others see the screen, too: links are masked like any other secret then.
    pub is_shared: bool,
}

impl Answer {
    /// The most cells that a line has.
    pub const WIDTH: u16 = 90;

    /// An answer, its secrets masked.
    pub fn new(operation: &Operation, detail: Detail) -> Self {
        Self {
            title: operation.title.into(),
            gives: operation.gives,
            unkept: operation.tells_once && detail.given().next().is_some(),
            detail,
            cursor: Cursor::default(),
            revealed_until: None,
            qr: None,
            inverted: false,
            expires_at: None,
            view: View::default(),
            leaving: false,
            page: page(operation),
        }
    }

    /// The answer, line by line.
    pub fn rows(&self) -> Vec<DetailRow> {
        let revealed = self.revealed_until.is_some();
        let mut letter = Letter::new(Some(&self.detail), self.view.wall, revealed)
            .with_links(self.gives == Gives::Link && !self.view.is_shared);
        letter.rest();
        if let Some(at) = self.expires_at {
            letter.say("Good for", super::super::lifetime(self.view.wall, at));
        }
        wrapped(&letter.take(), self.view.width, self.view.is_shared)
    }

    /// What is to be said below it.
    pub fn remark(&self) -> &'static str {
        if self.leaving {
            "It can't be had again. Leave without it? The same key again does, any other stays."
        } else if self.unkept {
            "It is told this once: keep it before you leave."
        } else if self.page.is_some() && self.link().is_some() {
            "The check goes on at iDenfy, in a browser: the token is the end of the address."
        } else if self.detail.lines.is_empty() {
            "Done; the vendor says nothing more."
        } else if self
            .detail
            .given()
            .map(Secret::expose)
            .any(|it| Link::new(it).is_some())
        {
            "It goes on in a browser."
        } else {
            ""
        }
    }

    /// There is room for so many lines in all: the remark and the keys stand below the text.
    pub fn resize(&mut self, height: usize) {
        let width = usize::from(self.view.width.max(1));
        let remark = match self.remark() {
            "" => 0,
            words => textwrap::wrap(words, width).len(),
        };
        let below = remark + self.view.keys;
        let rows = self.rows().len();
        self.cursor
            .resize(height.saturating_sub(below).max(1), rows);
    }

    /// The person wants to go: `true` when they were not asked yet about leaving without what is told once.
    pub fn holds_back(&mut self) -> bool {
        self.unkept && !std::mem::replace(&mut self.leaving, true)
    }

    /// Whether an action does something here.
    pub fn knows(&self, action: DialogAction) -> bool {
        match action {
            DialogAction::Reveal => self.detail.hides(),
            DialogAction::CopySecret => self.detail.given().next().is_some(),
            DialogAction::Browse | DialogAction::Qr => self.link().is_some(),
            DialogAction::Invert => self.qr.is_some(),
            DialogAction::Submit
            | DialogAction::NextField
            | DialogAction::PreviousField
            | DialogAction::Yes
            | DialogAction::No
            | DialogAction::SendNow
            | DialogAction::Drop
            | DialogAction::Stay
            | DialogAction::Editor
            | DialogAction::NextOption
            | DialogAction::PreviousOption
            | DialogAction::Tick
            | DialogAction::Clear
            | DialogAction::NextVendor
            | DialogAction::NextLine
            | DialogAction::CopyCurl
            | DialogAction::Seen
            | DialogAction::Mine
            | DialogAction::Theirs
            | DialogAction::OtherWay
            | DialogAction::Reset => false,
        }
    }

    /// Scrolls, reveals, copies, goes on in a browser, or closes.
    pub fn act(&mut self, action: Action) -> Step {
        let leaving = std::mem::take(&mut self.leaving);
        match action {
            Action::Move(motion) => self.cursor.scroll(motion, self.rows().len()),
            Action::Back if self.qr.take().is_some() => {}
            Action::Back if self.unkept && !leaving => self.leaving = true,
            Action::Back => return Step::Close,
            Action::Dialog(DialogAction::Reveal) if self.detail.hides() => {
                self.unkept = false;
                return Step::Reveal;
            }
            Action::Dialog(DialogAction::CopySecret) => return self.copy(),
            Action::Dialog(DialogAction::Browse) => {
                return match self.link() {
                    Some(link) => Step::Browse(link),
                    None => nothing("There is no link in it"),
                };
            }
            Action::Dialog(DialogAction::Qr) => return self.toggle_qr(),
            Action::Dialog(DialogAction::Invert) => self.inverted = !self.inverted,
            Action::Table(TableAction::Json) => {
                let json = Json::new(self.title.clone(), self.detail.json.clone());
                return Step::Open(Box::new(Overlay::Json(json)));
            }
            _ => {}
        }
        Step::Handled
    }

    /// The first web address that it hands out, or else says; or the page that takes what it hands out.
    pub fn link(&self) -> Option<Link> {
        if let (Some(page), Some(token)) = (self.page, self.detail.given().next()) {
            let token: String = byte_serialize(token.expose().as_bytes()).collect();
            return Link::new(&format!("{page}{token}"));
        }
        let given = self.detail.given().map(Secret::expose);
        let said = self.detail.lines.iter().map(|line| match &line.value {
            Shown::Text(text) => text.raw(),
            Shown::Masked(secret) => secret.expose(),
        });
        given.chain(said).find_map(Link::new)
    }

    fn copy(&mut self) -> Step {
        let Some(secret) = self.detail.given().next().cloned() else {
            return nothing("There is no secret in it");
        };
        self.unkept = false;
        Step::CopySecret(secret)
    }

    fn toggle_qr(&mut self) -> Step {
        if self.qr.take().is_some() {
            return Step::Handled;
        }
        let Some(link) = self.link() else {
            return nothing("There is no link in it");
        };
        self.qr = Qr::new(&link.url);
        if self.qr.is_none() {
            return nothing("The link is too long for a QR code: copy it instead");
        }
        Step::Handled
    }
}

/// The page of iDenfy to which Koyeb's console sends the token of an identity check.
const IDENTITY_CHECK: &str = "https://ivs.idenfy.com/api/v2/redirect?authToken=";

/// The beginning of the address that takes what an operation hands out.
fn page(operation: &Operation) -> Option<&'static str> {
    (*operation == koyeb::GET_IDENFY_TOKEN).then_some(IDENTITY_CHECK)
}

fn nothing(why: &str) -> Step {
    Step::Say(Notice::warning(why))
}
