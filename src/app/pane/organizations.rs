mod letter;

use std::borrow::Cow;

use super::{Pane, flag, moment, second, send, stamp, yes_no};
use crate::{
    api::{Arguments, Home, Operation, Place, Rows, koyeb},
    app::{
        BUDGET, Cell, Column, Draft, Extra, Facts, GITHUB, Grid, Head, Letter, Notice,
        RecordAction, Row, Source, Step, Table, Tone, tone, why,
    },
    domain::{Clean, Family, Key, Organization, OrganizationStatus, Provider},
};

/// The Koyeb organizations that you belong to.
#[derive(Debug)]
pub struct Organizations {
    table: Table<Organization>,
}

impl Default for Organizations {
    fn default() -> Self {
        let sources = vec![Source::new(
            &koyeb::LIST_USER_ORGANIZATIONS,
            Arguments::NONE,
        )];
        Self {
            table: Table::new(sources),
        }
    }
}

impl Organizations {
    /// One of them.
    pub fn get(&self, key: &Key) -> Option<&Organization> {
        self.table.row(key)
    }

    /// The token is an organization's: that organization stands for the list, which only people may read. `true` when that
    /// is news.
    pub fn add_current(&mut self) -> bool {
        let reads_it = |source: &Source| *source.operation == koyeb::GET_CURRENT_ORGANIZATION;
        let known = self.table.sources.iter().any(reads_it);
        if !known {
            let source = Source::new(&koyeb::GET_CURRENT_ORGANIZATION, Arguments::NONE);
            self.table.sources.push(source);
        }
        !known
    }

    /// All of them, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = &Organization> {
        self.table.rows()
    }

    fn switch(&self, facts: &Facts<'_>) -> Step {
        let Some(organization) = self.table.selected() else {
            return Step::Handled;
        };
        if is_current(organization, facts) {
            return Step::Say(Notice::warning(format!(
                "You are in {} already",
                organization.name
            )));
        }
        Step::Send(vec![switch_into(&organization.id, &organization.name)])
    }
}

/// The change of the session's organization.
pub fn switch_into(id: &Clean, name: &Clean) -> Draft {
    Draft {
        operation: &koyeb::SWITCH_ORGANIZATION,
        arguments: Arguments::NONE.text("id", id.raw()),
        target: Some(Key::new(Provider::Koyeb, Family::Organization, id.raw())),
        name: name.clone(),
        asked: true,
        changes: Vec::new(),
    }
}

impl Pane for Organizations {
    fn grid(&self) -> &dyn Grid {
        &self.table
    }

    fn grid_mut(&mut self) -> &mut dyn Grid {
        &mut self.table
    }

    fn act(&self, action: RecordAction, facts: &Facts<'_>) -> Step {
        match action {
            RecordAction::Switch => self.switch(facts),
            RecordAction::New => Step::Choose(&koyeb::CREATE_ORGANIZATION),
            RecordAction::Edit => Step::Choose(&koyeb::UPDATE_ORGANIZATION_PATCH),
            RecordAction::Budget => Step::Choose(&koyeb::UPDATE_BUDGET),
            RecordAction::Delete => send(&self.table, &koyeb::DELETE_ORGANIZATION, facts),
            RecordAction::Accept
            | RecordAction::Decline
            | RecordAction::Resend
            | RecordAction::Toggle => Step::Ignored,
        }
    }
}

/// Whether it acts on the organization that the session works in, which its request does not name.
pub fn is_about_current(operation: &Operation) -> bool {
    *operation == koyeb::UNSCOPE_ORGANIZATION_TOKEN || *operation == koyeb::GITHUB_INSTALLATION
}

fn is_current(organization: &Organization, facts: &Facts<'_>) -> bool {
    facts
        .accounts
        .organization
        .as_ref()
        .is_some_and(|(id, _)| *id == organization.id)
}

impl Row for Organization {
    const COLUMNS: &'static [Column<Self>] = &[
        Column::new(
            Head::fixed("Vendor", 6, &["vendor", "provider"]).dispensable(1),
            |_, _| Cell::dim("Koyeb"),
            |_| Cow::Borrowed("Koyeb"),
        ),
        Column::new(
            Head::growing("Name", 20, 2, &["name"]).naming(),
            |organization, facts| {
                if is_current(organization, facts) {
                    Cell::new(format!("● {}", organization.name), Tone::Accent)
                } else {
                    Cell::plain(organization.name.clone())
                }
            },
            |organization| Cow::Borrowed(organization.name.raw()),
        ),
        Column::new(
            Head::fixed("Plan", 10, &["plan"]),
            |organization, _| Cell::plain(organization.plan.clone()),
            |organization| Cow::Borrowed(organization.plan.raw()),
        ),
        Column::new(
            Head::growing("State", 14, 1, &["state", "reason"]).dispensable(2),
            |organization, _| Cell::dim(why(organization.status_message.raw()).unwrap_or_default()),
            |organization| Cow::Borrowed(organization.status_message.raw()),
        ),
        Column::new(
            Head::fixed("Status", 15, &["status"]),
            |organization, _| Cell::new(organization.status.words(), tone(&organization.status)),
            |organization| Cow::Borrowed(organization.status.words()),
        ),
        Column::new(
            Head::fixed("Verified", 8, &["verified"]).hidden(),
            |organization, _| flag(organization.verified),
            |organization| Cow::Borrowed(yes_no(organization.verified)),
        ),
        Column::new(
            Head::fixed("Trial", 8, &["trial"]).hidden(),
            |organization, _| flag(organization.trialing),
            |organization| Cow::Borrowed(yes_no(organization.trialing)),
        ),
        Column::<Self>::new(
            Head::fixed("Trial ends", 14, &["trial-ends"]).hidden(),
            |organization, facts| moment(organization.trial_ends_at, facts),
            |organization| stamp(organization.trial_ends_at),
        )
        .by_value(|organization| second(organization.trial_ends_at)),
        Column::new(
            Head::growing("Id", 12, 1, &["id"]).hidden(),
            |organization, _| Cell::dim(organization.id.clone()),
            |organization| Cow::Borrowed(organization.id.raw()),
        ),
    ];

    fn from_rows(rows: Rows) -> Option<Vec<Self>> {
        match rows {
            Rows::Organizations(rows) => Some(rows),
            Rows::Users(_) | Rows::Invitations(_) | Rows::Credentials(_) => None,
        }
    }

    fn key(&self) -> Key {
        Organization::key(self)
    }

    fn name(&self) -> &Clean {
        &self.name
    }

    fn rank(&self) -> (u8, i64) {
        (0, 0)
    }

    fn replace(&mut self, newer: Self) {
        *self = newer;
    }

    fn read(&self) -> Option<(&'static Operation, Arguments)> {
        Some((
            &koyeb::GET_ORGANIZATION,
            Arguments::NONE.text("id", self.id.raw()),
        ))
    }

    fn address(&self, operation: &Operation) -> Option<Arguments> {
        if is_about_current(operation) {
            return Some(Arguments::NONE);
        }
        let about = operation.provider == Provider::Koyeb && operation.home == Home::Organizations;
        let mut path = operation
            .fields
            .iter()
            .filter(|field| field.place == Place::Path);
        let name = path.next()?.name;
        (about || *operation == koyeb::CREATE_ACCESS_TOKEN)
            .then(|| Arguments::NONE.text(name, self.id.raw()))
    }

    fn refuses(&self, operation: &Operation) -> Option<String> {
        let wants_deactivated = *operation == koyeb::DELETE_ORGANIZATION
            || *operation == koyeb::REACTIVATE_ORGANIZATION;
        (wants_deactivated && self.status != OrganizationStatus::Deactivated).then(|| {
            format!(
                "Only a deactivated organization allows it; this one is {}",
                self.status.words()
            )
        })
    }

    fn write(&self, letter: &mut Letter<'_>, facts: &Facts<'_>) {
        letter::write(self, letter, facts);
    }

    fn extras(&self, facts: &Facts<'_>) -> Vec<Extra> {
        let address = Arguments::NONE.text("organization_id", self.id.raw());
        let budget = Extra::new(&BUDGET, address);
        let github = is_current(self, facts).then(|| Extra::new(&GITHUB, Arguments::NONE));
        [Some(budget), github].into_iter().flatten().collect()
    }
}
