//! The four panes: which lists fill each, what its columns show, and what its keys do to a record.

mod credentials;
mod invitations;
mod organizations;
mod users;

pub use credentials::Credentials;
pub use invitations::Invitations;
pub use organizations::{Organizations, is_about_current, switch_into};
pub use users::Users;

use std::{borrow::Cow, collections::HashSet};

use jiff::Timestamp;

use super::{Cell, Draft, Facts, Grid, LeftOut, Notice, RecordAction, Row, Step, Table};
use crate::{
    api::{Guard, Home, Operation},
    domain::ago_or_in,
};

/// The panes by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tab {
    /// Users.
    Users,
    /// Organizations.
    Organizations,
    /// Invitations.
    Invitations,
    /// Credentials.
    Credentials,
}

impl Tab {
    /// All panes, in their order.
    pub const ALL: [Tab; 4] = [
        Tab::Users,
        Tab::Organizations,
        Tab::Invitations,
        Tab::Credentials,
    ];

    /// The name as it stands in the header.
    pub const fn title(self) -> &'static str {
        match self {
            Tab::Users => "Users",
            Tab::Organizations => "Organizations",
            Tab::Invitations => "Invitations",
            Tab::Credentials => "Credentials",
        }
    }

    /// The name where there is little room.
    pub const fn short_title(self) -> &'static str {
        match self {
            Tab::Users => "Users",
            Tab::Organizations => "Orgs",
            Tab::Invitations => "Invites",
            Tab::Credentials => "Creds",
        }
    }

    /// The pane where the operations of a home are, if it is one.
    pub const fn of(home: Home) -> Option<Tab> {
        match home {
            Home::Users => Some(Tab::Users),
            Home::Organizations => Some(Tab::Organizations),
            Home::Invitations => Some(Tab::Invitations),
            Home::Credentials => Some(Tab::Credentials),
            Home::Session => None,
        }
    }

    /// The pane to the right, round the corner.
    #[must_use]
    pub const fn next(self) -> Tab {
        match self {
            Tab::Users => Tab::Organizations,
            Tab::Organizations => Tab::Invitations,
            Tab::Invitations => Tab::Credentials,
            Tab::Credentials => Tab::Users,
        }
    }

    /// The pane to the left, round the corner.
    #[must_use]
    pub const fn previous(self) -> Tab {
        self.next().next().next()
    }
}

/// Sends an operation for each marked row, or the one under the cursor, that allows it; says why where none does.
fn send<R: Row>(table: &Table<R>, operation: &'static Operation, facts: &Facts<'_>) -> Step {
    send_each(table, facts, |_| Ok(operation))
}

/// The same with an operation that differs from row to row, or can't be done to some.
fn send_each<R: Row>(
    table: &Table<R>,
    facts: &Facts<'_>,
    operation: impl Fn(&R) -> Result<&'static Operation, String>,
) -> Step {
    step(drafts(table, facts, operation))
}

/// What becomes of some drafts, and of those that could not be made.
fn step((drafts, left_out): (Vec<Draft>, Vec<LeftOut>)) -> Step {
    match (drafts.is_empty(), left_out.as_slice()) {
        (true, []) => cannot("There is nothing to do that to"),
        (true, [only]) => cannot(only.why.raw()),
        (true, [first, others @ ..]) => {
            let (name, why, others) = (&first.name, &first.why, others.len());
            cannot(&format!(
                "None of them allows it: {name}: {why} (and {others} more)"
            ))
        }
        (false, []) => Step::Send(drafts),
        (false, [..]) => Step::SendSome(drafts, left_out),
    }
}

/// A draft for each marked row, or the one under the cursor, and why not for the others.
pub fn drafts<R: Row>(
    table: &Table<R>,
    facts: &Facts<'_>,
    operation: impl Fn(&R) -> Result<&'static Operation, String>,
) -> (Vec<Draft>, Vec<LeftOut>) {
    let mut drafts = Vec::new();
    let mut left_out = Vec::new();
    for row in table.targets() {
        match operation(&row).and_then(|operation| draft(row.as_ref(), operation, facts)) {
            Ok(draft) => drafts.push(draft),
            Err(why) => left_out.push(LeftOut {
                name: row.name().clone(),
                why: why.into(),
            }),
        }
    }
    (drafts, left_out)
}

fn draft<R: Row>(
    row: &R,
    operation: &'static Operation,
    facts: &Facts<'_>,
) -> Result<Draft, String> {
    let key = row.key();
    if facts.calls.is_busy(&key) {
        return Err("Something is being done to it already".to_owned());
    }
    if let Some(why) = row.refuses(operation) {
        return Err(why);
    }
    let arguments = row
        .address(operation)
        .ok_or("That can't be done to this row")?;
    let typed = operation.guard == Guard::TypeName;
    let name = if typed { row.typed_name() } else { row.name() }.clone();
    Ok(Draft {
        operation,
        arguments,
        target: Some(key),
        name,
        asked: true,
        changes: Vec::new(),
    })
}

/// How long ago something was, or how soon it will be.
fn moment(at: Option<Timestamp>, facts: &Facts<'_>) -> Cell {
    at.map_or(Cell::dim("not said"), |at| {
        Cell::plain(ago_or_in(facts.wall, at))
    })
}

/// A time as it is searched and exported.
fn stamp(at: Option<Timestamp>) -> Cow<'static, str> {
    at.map_or(Cow::Borrowed(""), |at| Cow::Owned(at.to_string()))
}

/// A time as it is sorted by.
fn second(at: Option<Timestamp>) -> Option<i64> {
    at.map(Timestamp::as_second)
}

/// What a vendor says, or does not.
fn yes_no(said: Option<bool>) -> &'static str {
    said.map_or("", |yes| if yes { "yes" } else { "no" })
}

/// The same, to be shown.
fn flag(said: Option<bool>) -> Cell {
    said.map_or(Cell::dim("not said"), |_| Cell::plain(yes_no(said)))
}

/// What is said where a pane has no such thing.
fn cannot(why: &str) -> Step {
    Step::Say(Notice::warning(why))
}

/// What a pane has besides its table.
pub trait Pane {
    /// The table.
    fn grid(&self) -> &dyn Grid;

    /// The table, to be changed.
    fn grid_mut(&mut self) -> &mut dyn Grid;

    /// What an action does to the chosen record or the marked ones.
    fn act(&self, action: RecordAction, facts: &Facts<'_>) -> Step;
}

/// The four panes, and which one is in front.
#[derive(Debug)]
pub struct Panes {
    /// Users.
    pub users: Users,
    /// Organizations.
    pub organizations: Organizations,
    /// Invitations.
    pub invitations: Invitations,
    /// Credentials.
    pub credentials: Credentials,
    /// The one in front.
    pub front: Tab,
    /// Those whose lists changes have made stale.
    pub stale: HashSet<Tab>,
}

impl Default for Panes {
    fn default() -> Self {
        Self {
            users: Users::default(),
            organizations: Organizations::default(),
            invitations: Invitations::default(),
            credentials: Credentials::default(),
            front: Tab::Users,
            stale: HashSet::new(),
        }
    }
}

impl Panes {
    /// A pane.
    pub fn get(&self, tab: Tab) -> &dyn Pane {
        match tab {
            Tab::Users => &self.users,
            Tab::Organizations => &self.organizations,
            Tab::Invitations => &self.invitations,
            Tab::Credentials => &self.credentials,
        }
    }

    /// A pane, to be changed.
    pub fn get_mut(&mut self, tab: Tab) -> &mut dyn Pane {
        match tab {
            Tab::Users => &mut self.users,
            Tab::Organizations => &mut self.organizations,
            Tab::Invitations => &mut self.invitations,
            Tab::Credentials => &mut self.credentials,
        }
    }

    /// The table in front.
    pub fn grid(&self) -> &dyn Grid {
        self.get(self.front).grid()
    }

    /// The table in front, to be changed.
    pub fn grid_mut(&mut self) -> &mut dyn Grid {
        self.get_mut(self.front).grid_mut()
    }
}
