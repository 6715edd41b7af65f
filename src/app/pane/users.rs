mod columns;
mod letter;

use std::{collections::BTreeMap, rc::Rc};

use super::{Pane, cannot, send_each};
use crate::{
    api::{Argument, Arguments, Home, Operation, Rows, contabo, koyeb, tripartie},
    app::{Column, Extra, Facts, Grid, Letter, RecordAction, Row, SETTINGS, Source, Step, Table},
    domain::{Clean, Family, Key, Provider, Role, User},
};

/// Who has an account: you at Koyeb, you and everybody in your organization at Tripartie, everybody at Contabo.
#[derive(Debug)]
pub struct Users {
    table: Table<User>,
    /// Our own id at Contabo, as the token tells it: no list says which user we are.
    own_id: Option<Clean>,
    /// The roles that users were seen with, where the vendor wants them by their ids (Contabo).
    roles: BTreeMap<i64, Role>,
}

/// What can be changed of ourselves at Koyeb.
const EDIT_YOURSELF: &[&Operation] = &[&koyeb::UPDATE_USER_V2_PATCH, &koyeb::UPDATE_USER_SETTINGS];

/// Who can be made anew.
const NEW: &[&Operation] = &[&contabo::CREATE_USER, &tripartie::INVITE_USER];

impl Default for Users {
    fn default() -> Self {
        let sources = [
            &koyeb::GET_CURRENT_USER,
            &tripartie::GET_ME,
            &tripartie::LIST_USERS,
            &contabo::RETRIEVE_USER_LIST,
        ];
        let sources = sources
            .into_iter()
            .map(|list| Source::new(list, Arguments::NONE))
            .collect();
        Self {
            table: Table::new(sources),
            own_id: None,
            roles: BTreeMap::new(),
        }
    }
}

impl Users {
    /// Which Contabo user we are, as the session tells: our own row goes first.
    pub fn know_own(&mut self, id: Clean) {
        let key = Key::new(Provider::Contabo, Family::User, id.raw());
        if let Some(user) = self.table.row(&key) {
            self.table.refresh(vec![User { you: true, ..user }]);
        }
        self.own_id = Some(id);
    }

    /// There is a persona token: who it belongs to stands here too. `true` when that is news.
    pub fn add_persona(&mut self) -> bool {
        let reads_it = |source: &Source| *source.operation == tripartie::GET_PERSONA;
        let known = self.table.sources.iter().any(reads_it);
        if !known {
            let source = Source::new(&tripartie::GET_PERSONA, Arguments::NONE);
            self.table.sources.push(source);
        }
        !known
    }

    /// Roles came with a page of users.
    pub fn know_roles(&mut self, roles: Vec<Role>) {
        self.roles
            .extend(roles.into_iter().map(|role| (role.id, role)));
    }

    /// The roles that users were seen with, to be picked by name.
    pub fn roles(&self) -> Vec<Role> {
        self.roles.values().cloned().collect()
    }

    /// Marks our own row among some that came.
    pub fn mark_own(&self, rows: &mut Rows) {
        if let (Some(id), Rows::Users(users)) = (&self.own_id, rows) {
            for user in users.iter_mut().filter(|user| is_own(user, id)) {
                user.you = true;
            }
        }
    }

    /// Whether a Contabo user is us.
    pub fn is_own(&self, user: &Clean) -> bool {
        self.own_id.as_ref() == Some(user)
    }

    /// What people call a Contabo user, once the list has told.
    pub fn called(&self, user: &Clean) -> Option<Clean> {
        let key = Key::new(Provider::Contabo, Family::User, user.raw());
        self.table.row(&key).map(|user| user.name().clone())
    }

    /// Disables the chosen users where the first is active, else enables them.
    fn toggle(&self, facts: &Facts<'_>) -> Step {
        let first = self.table.targets().next();
        let enable = first.is_some_and(|user| !user.active);
        let allowed = |user: &User| match (user.provider, user.you, enable) {
            (Provider::Koyeb | Provider::Tripartie, ..) => Err(not_there(user, "disable users")),
            (Provider::Contabo, ..) if user.active == enable => Err(if enable {
                "It is enabled already".to_owned()
            } else {
                "It is disabled already".to_owned()
            }),
            (Provider::Contabo, true, false) => {
                Err("This is you: usher does not disable the account that it works with".to_owned())
            }
            (Provider::Contabo, ..) => Ok(&contabo::UPDATE_USER),
        };
        let (mut drafts, left_out) = super::drafts(&self.table, facts, allowed);
        for draft in &mut drafts {
            draft.arguments.set("enabled", Argument::Flag(enable));
        }
        super::step((drafts, left_out))
    }

    /// Mails the link that proves an address once more, at whichever vendor.
    fn resend(&self, facts: &Facts<'_>) -> Step {
        send_each(&self.table, facts, |user| match user.provider {
            Provider::Koyeb => Ok(&koyeb::RESEND_EMAIL_VALIDATION),
            Provider::Contabo => Ok(&contabo::RESEND_EMAIL_VERIFICATION),
            Provider::Tripartie => Err(not_there(user, "resend that mail")),
        })
    }

    fn delete(&self, facts: &Facts<'_>) -> Step {
        send_each(&self.table, facts, |user| match user.provider {
            Provider::Contabo => Ok(&contabo::DELETE_USER),
            Provider::Koyeb | Provider::Tripartie => Err(not_there(user, "delete users")),
        })
    }

    /// The e-mail addresses of a vendor's users, in lower case.
    pub fn addresses(&self, provider: Provider) -> impl Iterator<Item = String> {
        let users = self
            .table
            .rows()
            .filter(move |user| user.provider == provider);
        users.map(|user| user.email.raw().trim().to_lowercase())
    }

    /// The Contabo user under the cursor.
    pub fn selected_at_contabo(&self) -> Option<Rc<User>> {
        self.table
            .selected()
            .filter(|user| user.provider == Provider::Contabo)
    }
}

fn is_own(user: &User, id: &Clean) -> bool {
    user.provider == Provider::Contabo && user.id == *id
}

fn not_there(user: &User, what: &str) -> String {
    format!("{} can't {what}", user.provider)
}

impl Pane for Users {
    fn grid(&self) -> &dyn Grid {
        &self.table
    }

    fn grid_mut(&mut self) -> &mut dyn Grid {
        &mut self.table
    }

    fn act(&self, action: RecordAction, facts: &Facts<'_>) -> Step {
        let first = self.table.targets().next();
        if first.as_ref().is_some_and(|user| user.persona) && action != RecordAction::New {
            return cannot("A persona can't be changed here: Tripartie has nothing for it");
        }
        let provider = first.map(|user| user.provider);
        match (action, provider) {
            (RecordAction::New, _) => Step::ChooseAmong("New user", NEW),
            (RecordAction::Edit, Some(Provider::Koyeb)) => Step::ChooseAmong("Edit", EDIT_YOURSELF),
            (RecordAction::Edit, Some(Provider::Tripartie)) => {
                Step::Choose(&tripartie::UPDATE_USER)
            }
            (RecordAction::Edit, Some(Provider::Contabo)) => Step::Choose(&contabo::UPDATE_USER),
            (RecordAction::Resend, Some(_)) => self.resend(facts),
            (RecordAction::Delete, Some(_)) => self.delete(facts),
            (RecordAction::Toggle, Some(_)) => self.toggle(facts),
            (
                RecordAction::Edit
                | RecordAction::Resend
                | RecordAction::Delete
                | RecordAction::Toggle,
                None,
            )
            | (
                RecordAction::Accept
                | RecordAction::Decline
                | RecordAction::Switch
                | RecordAction::Budget,
                _,
            ) => Step::Ignored,
        }
    }
}

impl Row for User {
    const COLUMNS: &'static [Column<Self>] = columns::COLUMNS;

    fn from_rows(rows: Rows) -> Option<Vec<Self>> {
        match rows {
            Rows::Users(rows) => Some(rows),
            Rows::Organizations(_) | Rows::Invitations(_) | Rows::Credentials(_) => None,
        }
    }

    fn key(&self) -> Key {
        User::key(self)
    }

    fn name(&self) -> &Clean {
        if self.name.is_empty() {
            &self.email
        } else {
            &self.name
        }
    }

    fn rank(&self) -> (u8, i64) {
        (u8::from(!self.you), 0)
    }

    fn replace(&mut self, newer: Self) {
        let you = self.you || newer.you;
        *self = Self { you, ..newer };
    }

    fn read(&self) -> Option<(&'static Operation, Arguments)> {
        match self.provider {
            Provider::Koyeb => Some((&koyeb::GET_CURRENT_USER, Arguments::NONE)),
            Provider::Tripartie if self.persona => Some((&tripartie::GET_PERSONA, Arguments::NONE)),
            Provider::Tripartie => Some((
                &tripartie::GET_USER,
                Arguments::NONE.text("id", self.id.raw()),
            )),
            Provider::Contabo => Some((
                &contabo::RETRIEVE_USER,
                Arguments::NONE.text("userId", self.id.raw()),
            )),
        }
    }

    fn address(&self, operation: &Operation) -> Option<Arguments> {
        if (operation.provider, operation.home) != (self.provider, Home::Users) {
            return None;
        }
        if self.persona {
            return (*operation == tripartie::GET_PERSONA).then_some(Arguments::NONE);
        }
        let arguments = match self.provider {
            Provider::Koyeb => return self.you.then_some(Arguments::NONE),
            Provider::Tripartie => Arguments::NONE.text("id", self.id.raw()),
            Provider::Contabo => Arguments::NONE.text("userId", self.id.raw()),
        };
        operation.is_led_by(&arguments).then_some(arguments)
    }

    fn refuses(&self, operation: &Operation) -> Option<String> {
        (self.you && *operation == contabo::DELETE_USER)
            .then(|| "This is you: usher does not delete the account that it works with".to_owned())
    }

    fn typed_name(&self) -> &Clean {
        &self.email
    }

    fn aside(&self) -> Clean {
        self.email.clone()
    }

    fn write(&self, letter: &mut Letter<'_>, facts: &Facts<'_>) {
        letter::write(self, letter, facts);
    }

    fn extras(&self, _facts: &Facts<'_>) -> Vec<Extra> {
        match (self.provider, self.you) {
            (Provider::Koyeb, true) => vec![Extra::new(&SETTINGS, Arguments::NONE)],
            (Provider::Koyeb | Provider::Tripartie | Provider::Contabo, _) => Vec::new(),
        }
    }
}
