mod addresses;
mod invitee;

use std::collections::HashSet;

use crossterm::event::KeyEvent;
use jiff::Timestamp;
use tui_textarea::TextArea;

pub use self::invitee::{Invitee, Verdict};

use self::addresses::{Address, addresses, file, names};
use super::FormField;
use crate::{
    api::{Argument, Arguments, CallId, Operation, Problem, koyeb, tripartie},
    app::{Action, Cursor, DialogAction, Draft, LeftOut, Motion, Step, type_text, typed_into},
    domain::{Clean, Provider},
};

/// So many characters are taken from the clipboard or a file.
const MOST: usize = 1 << 20;
/// So many lines are not the list of those who are invited: the text, the roles, what is to be said.
const AROUND: usize = 13;

/// People to invite: their addresses in any shape, and what is to be said of each before anything is sent.
#[derive(Debug)]
pub struct Invite {
    /// Where they can be invited to; the first is where they will be.
    venues: Vec<Venue>,
    /// What is typed or pasted.
    pub area: Box<TextArea<'static>>,
    /// The roles that they get, where there is a choice.
    pub roles: FormField,
    /// Whether the roles have the focus.
    pub on_roles: bool,
    /// Who that is, one by one.
    pub people: Vec<Invitee>,
    /// Where the list of them is scrolled to.
    pub cursor: Cursor,
    /// What went wrong.
    pub problem: Option<Clean>,
    /// The file that is being read.
    pub reading: Option<String>,
    /// The call that invites, while it runs.
    pub sending: Option<CallId>,
    /// Whether the person was asked about throwing away what was typed.
    pub leaving: bool,
}

/// Where people can be invited to, and who is there already.
#[derive(Debug)]
pub struct Venue {
    /// The vendor.
    pub provider: Provider,
    /// Into what, in words.
    pub intro: Clean,
    /// The addresses whose invitation is pending, in lower case.
    pub pending: HashSet<String>,
    /// The addresses of those who are there, in lower case.
    pub users: HashSet<String>,
}

impl Invite {
    /// An empty list; `None` where nobody can be invited anywhere.
    pub fn new(venues: Vec<Venue>) -> Option<Self> {
        venues.first()?;
        let roles = tripartie::INVITE_USER.field("invitedRole")?;
        let area = typed_into("");
        Some(Self {
            venues,
            area: Box::new(area),
            roles: FormField::new(roles),
            on_roles: false,
            people: Vec::new(),
            cursor: Cursor::default(),
            problem: None,
            reading: None,
            sending: None,
            leaving: false,
        })
    }

    /// Into what they are invited.
    pub fn intro(&self) -> Clean {
        self.venues
            .first()
            .map_or_else(Clean::default, |venue| venue.intro.clone())
    }

    /// Whether there is another vendor to invite at.
    pub fn has_choice(&self) -> bool {
        self.venues.len() > 1
    }

    /// The operation that invites one of them.
    pub fn operation(&self) -> &'static Operation {
        match self.venues.first().map(|venue| venue.provider) {
            Some(Provider::Tripartie) => &tripartie::INVITE_USER,
            Some(Provider::Koyeb | Provider::Contabo) | None => {
                &koyeb::CREATE_ORGANIZATION_INVITATION
            }
        }
    }

    /// Whether roles are to be chosen.
    pub fn has_roles(&self) -> bool {
        *self.operation() == tripartie::INVITE_USER
    }

    /// How many will be invited.
    pub fn accepted(&self) -> usize {
        let ok = |person: &&Invitee| person.verdict == Verdict::Ok;
        self.people.iter().filter(ok).count()
    }

    /// There is room for so many lines in all.
    pub fn resize(&mut self, height: usize) {
        let room = height.saturating_sub(AROUND).max(1);
        self.cursor.resize(room, self.people.len());
    }

    /// Scrolls the list, changes the vendor, sends, or leaves.
    pub fn act(&mut self, action: Action) -> Step {
        if self.sending.is_some() {
            return Step::Handled;
        }
        let leaving = std::mem::take(&mut self.leaving);
        match action {
            Action::Move(motion @ (Motion::PageDown | Motion::PageUp)) => {
                self.cursor.scroll(motion, self.people.len());
            }
            Action::Dialog(DialogAction::Submit) => return self.submit(),
            Action::Dialog(DialogAction::NextLine) => return self.end_line(),
            Action::Dialog(DialogAction::NextField | DialogAction::PreviousField) => {
                self.on_roles = !self.on_roles && self.has_roles();
            }
            Action::Dialog(DialogAction::NextVendor) => {
                self.venues.rotate_left(1);
                self.on_roles = false;
                self.look();
            }
            Action::Dialog(other) if self.on_roles => {
                self.roles.control.act(other, self.roles.field.kind);
                self.roles.look(Timestamp::UNIX_EPOCH);
            }
            Action::Back if leaving || self.area.is_empty() => return Step::Close,
            Action::Back => self.leaving = true,
            _ => {}
        }
        Step::Handled
    }

    /// A key that means nothing to the list goes into the text, or to the roles.
    pub fn input(&mut self, event: KeyEvent) {
        self.leaving = false;
        if self.sending.is_some() {
            return;
        }
        if self.on_roles {
            self.roles.input(event, Timestamp::UNIX_EPOCH);
        } else if type_text(&mut self.area, event) {
            self.look();
        }
    }

    /// Pasted text goes into the text, with all its lines.
    pub fn paste(&mut self, text: &str) {
        self.leaving = false;
        if self.sending.is_none() {
            self.area.insert_str(printable(text));
            self.look();
        }
    }

    /// What stood in a file takes the place of the line that named it.
    pub fn read(&mut self, path: &str, text: Result<String, Clean>) {
        if self.reading.as_deref() != Some(path) {
            return;
        }
        self.reading = None;
        match text {
            Err(why) => self.problem = Some(why),
            Ok(text) => {
                let text = printable(&text);
                let lines = self.area.lines().iter().flat_map(|line| {
                    let from_file = file(line) == Some(path);
                    let lines = if from_file {
                        text.as_str()
                    } else {
                        line.as_str()
                    };
                    lines.split('\n').map(str::to_owned).collect::<Vec<_>>()
                });
                *self.area = typed_into(&lines.collect::<Vec<_>>().join("\n"));
                self.look();
            }
        }
    }

    /// The vendor said no: what was typed stays.
    pub fn fail(&mut self, problem: &Problem) {
        self.sending = None;
        let mut words: Vec<_> = problem
            .fields
            .iter()
            .map(|wrong| wrong.message.as_str().to_owned())
            .collect();
        words.push(problem.advice());
        self.problem = Some(words.join("; ").into());
    }

    /// The end of a line: one that names a file is replaced by what stands in it.
    fn end_line(&mut self) -> Step {
        let row = self.area.cursor().0;
        let named = self.area.lines().get(row).and_then(|line| file(line));
        match (self.on_roles, named.map(str::to_owned)) {
            (false, Some(path)) => self.open(path),
            (false, None) => {
                self.area.insert_newline();
                self.look();
                Step::Handled
            }
            (true, _) => Step::Handled,
        }
    }

    fn open(&mut self, path: String) -> Step {
        self.problem = None;
        self.reading = Some(path.clone());
        Step::Read(path)
    }

    /// Says of everybody anew whether they will be invited.
    fn look(&mut self) {
        self.problem = None;
        let mut seen = HashSet::new();
        let text = self.area.lines().join("\n");
        let people = addresses(&text).into_iter().map(|address| Invitee {
            name: Clean::new(&address.name),
            email: Clean::new(&address.email),
            verdict: self.verdict(&address, &mut seen),
            address,
        });
        self.people = people.collect();
    }

    fn verdict(&self, address: &Address, seen: &mut HashSet<String>) -> Verdict {
        let key = address.email.to_lowercase();
        let field = self.operation().field("email");
        let checked = field.map_or(Ok(()), |field| field.parse(&address.email).map(drop));
        let there = |known: fn(&Venue) -> &HashSet<String>| {
            let venue = self.venues.first();
            venue.is_some_and(|venue| known(venue).contains(&key))
        };
        if let Err(why) = checked {
            Verdict::Invalid(why.into())
        } else if there(|venue| &venue.users) {
            Verdict::User
        } else if there(|venue| &venue.pending) {
            Verdict::Pending
        } else if seen.insert(key) {
            Verdict::Ok
        } else {
            Verdict::Duplicate
        }
    }

    fn submit(&mut self) -> Step {
        let named = self.area.lines().iter().find_map(|line| file(line));
        if let Some(path) = named.map(str::to_owned) {
            return self.open(path);
        }
        let roles = match self.roles.value(Timestamp::UNIX_EPOCH) {
            Err(why) if self.has_roles() => {
                self.roles.error = Some(why.into());
                self.on_roles = true;
                return Step::Handled;
            }
            Ok(roles) => roles.filter(|_| self.has_roles()),
            Err(_) => None,
        };
        let mut drafts = Vec::new();
        let mut left_out = Vec::new();
        for person in &self.people {
            if person.verdict == Verdict::Ok {
                drafts.push(self.draft(person, roles.clone()));
            } else {
                left_out.push(LeftOut {
                    name: person.email.clone(),
                    why: person.verdict.words(),
                });
            }
        }
        match (drafts.is_empty(), left_out.first()) {
            (true, None) => self.problem = Some("This is needed: at least one address".into()),
            (true, Some(LeftOut { name, why })) => {
                self.problem = Some(format!("Nobody to invite: {name}: {why}").into());
            }
            (false, None) => return Step::Send(drafts),
            (false, Some(_)) => return Step::SendSome(drafts, left_out),
        }
        Step::Handled
    }

    fn draft(&self, person: &Invitee, roles: Option<Argument>) -> Draft {
        let operation = self.operation();
        let mut arguments = Arguments::NONE.text("email", &person.address.email);
        if self.has_roles() {
            let (first, last) = names(&person.address);
            arguments = arguments.text("firstName", &first).text("lastName", &last);
        }
        if let Some(roles) = roles {
            arguments.set("invitedRole", roles);
        }
        Draft {
            operation,
            arguments,
            target: None,
            name: person.email.clone(),
            asked: true,
            changes: Vec::new(),
        }
    }
}

/// A text without what can't be seen, but with its lines.
fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let wanted = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    text.chars().filter(wanted).take(MOST).collect()
}
