mod letter;

use std::borrow::Cow;

use super::{Pane, Users, moment, second, send, stamp};
use crate::{
    api::{Argument, Arguments, Home, Operation, Paging, Place, Rows, contabo, koyeb, tripartie},
    app::{Cell, Column, Facts, Grid, Head, Letter, RecordAction, Row, Source, Step, Table, Tone},
    domain::{Clean, Credential, CredentialKind, Key},
};

/// What programs sign in with: Contabo's OAuth client and S3 keys, Tripartie's API clients. No secret is ever in it.
#[derive(Debug)]
pub struct Credentials {
    table: Table<Credential>,
}

/// Who owns our own keys.
const YOU: &str = "you";

/// What can be made anew.
const NEW: &[&Operation] = &[&tripartie::CREATE_API_CLIENT, &koyeb::CREATE_ACCESS_TOKEN];

impl Default for Credentials {
    fn default() -> Self {
        let sources = [&contabo::RETRIEVE_USER_CLIENT, &tripartie::LIST_API_CLIENTS];
        let sources = sources
            .into_iter()
            .map(|list| Source::new(list, Arguments::NONE))
            .collect();
        Self {
            table: Table::new(sources),
        }
    }
}

impl Credentials {
    /// The S3 keys of a Contabo user belong here too; `true` when they were not known before. Contabo lists them user by
    /// user.
    pub fn add_storage_of(&mut self, user: &Clean) -> bool {
        let lists_user = |source: &Source| {
            let listed = source.arguments.get("userId");
            matches!(listed, Some(Argument::Text(id)) if id == user.raw())
        };
        if self.table.sources.iter().any(lists_user) {
            return false;
        }
        let arguments = Arguments::NONE.text("userId", user.raw());
        self.table.sources.push(Source::new(
            &contabo::LIST_OBJECT_STORAGE_CREDENTIALS,
            arguments,
        ));
        true
    }

    /// Says in rows that came whose keys they are.
    pub fn name_owners(rows: &mut Rows, users: &Users) {
        if let Rows::Credentials(rows) = rows {
            name_owners(rows, users);
        }
    }

    /// More is known of the users: the keys that are here say whose they are.
    pub fn know_owners(&mut self, users: &Users) {
        let owned = self.table.rows().filter(|row| user(row).is_some());
        let mut rows: Vec<_> = owned.cloned().collect();
        name_owners(&mut rows, users);
        self.table.refresh(rows);
    }
}

impl Pane for Credentials {
    fn grid(&self) -> &dyn Grid {
        &self.table
    }

    fn grid_mut(&mut self) -> &mut dyn Grid {
        &mut self.table
    }

    fn act(&self, action: RecordAction, facts: &Facts<'_>) -> Step {
        match action {
            RecordAction::New => Step::ChooseAmong("New credential", NEW),
            RecordAction::Delete => send(&self.table, &tripartie::DELETE_API_CLIENT, facts),
            RecordAction::Accept
            | RecordAction::Decline
            | RecordAction::Edit
            | RecordAction::Resend
            | RecordAction::Switch
            | RecordAction::Toggle
            | RecordAction::Budget => Step::Ignored,
        }
    }
}

fn name_owners(rows: &mut [Credential], users: &Users) {
    for row in rows {
        row.owner = match user(row) {
            Some(user) if users.is_own(user) => YOU.into(),
            Some(user) => users.called(user).unwrap_or(user).clone(),
            None => Clean::default(),
        };
    }
}

/// The Contabo user that it belongs to, if it belongs to one.
fn user(credential: &Credential) -> Option<&Clean> {
    match &credential.kind {
        CredentialKind::ObjectStorage { user, .. } => Some(user),
        CredentialKind::OAuthClient { .. } | CredentialKind::ApiClient { .. } => None,
    }
}

/// The object storage that it opens, if it is for one.
fn storage(credential: &Credential) -> &str {
    match &credential.kind {
        CredentialKind::ObjectStorage { storage, .. } => storage.raw(),
        CredentialKind::OAuthClient { .. } | CredentialKind::ApiClient { .. } => "",
    }
}

impl Row for Credential {
    const COLUMNS: &'static [Column<Self>] = &[
        Column::new(
            Head::fixed("Vendor", 9, &["vendor", "provider"]),
            |credential, _| Cell::dim(credential.kind.provider().name()),
            |credential| Cow::Borrowed(credential.kind.provider().name()),
        ),
        Column::new(
            Head::fixed("Kind", 12, &["kind"]).dispensable(1),
            |credential, _| Cell::plain(credential.kind.words()),
            |credential| Cow::Borrowed(credential.kind.words()),
        ),
        Column::new(
            Head::growing("Name", 14, 2, &["name"]).naming(),
            |credential, _| Cell::plain(credential.name.clone()),
            |credential| Cow::Borrowed(credential.name.raw()),
        ),
        Column::new(
            Head::growing("Owner", 12, 1, &["owner"]),
            |credential, _| match credential.owner.raw() {
                YOU => Cell::new(YOU, Tone::Accent),
                _ => Cell::plain(credential.owner.clone()),
            },
            |credential| Cow::Borrowed(credential.owner.raw()),
        ),
        Column::new(
            Head::growing("Id", 12, 1, &["id"]).dispensable(3),
            |credential, _| Cell::dim(credential.public.clone()),
            |credential| Cow::Borrowed(credential.public.raw()),
        ),
        Column::new(
            Head::growing("Opens", 14, 2, &["opens", "scope", "region"]).dispensable(2),
            |credential, _| Cell::plain(credential.scope.clone()),
            |credential| Cow::Borrowed(credential.scope.raw()),
        ),
        Column::<Self>::new(
            Head::fixed("Made", 14, &["made", "created"]),
            |credential, facts| moment(credential.created_at, facts),
            |credential| stamp(credential.created_at),
        )
        .by_value(|credential| second(credential.created_at)),
        Column::new(
            Head::growing("Owner's id", 12, 1, &["user"]).hidden(),
            |credential, _| user(credential).map_or(Cell::dim(""), |user| Cell::dim(user.clone())),
            |credential| Cow::Borrowed(user(credential).map_or("", Clean::raw)),
        ),
        Column::new(
            Head::growing("Object storage", 12, 1, &["storage"]).hidden(),
            |credential, _| Cell::dim(storage(credential)),
            |credential| Cow::Borrowed(storage(credential)),
        ),
    ];

    fn from_rows(rows: Rows) -> Option<Vec<Self>> {
        match rows {
            Rows::Credentials(rows) => Some(rows),
            Rows::Users(_) | Rows::Organizations(_) | Rows::Invitations(_) => None,
        }
    }

    fn key(&self) -> Key {
        Credential::key(self)
    }

    fn name(&self) -> &Clean {
        if self.name.is_empty() {
            &self.public
        } else {
            &self.name
        }
    }

    fn rank(&self) -> (u8, i64) {
        (0, 0)
    }

    fn replace(&mut self, newer: Self) {
        *self = newer;
    }

    fn address(&self, operation: &Operation) -> Option<Arguments> {
        if (operation.provider, operation.home) != (self.kind.provider(), Home::Credentials) {
            return None;
        }
        let arguments = self
            .read()
            .map_or(Arguments::NONE, |(_, arguments)| arguments);
        let mut path = operation.fields.iter();
        let has_path = path.any(|field| field.place == Place::Path);
        let is_client = matches!(self.kind, CredentialKind::OAuthClient { .. });
        let leads_here = if is_client {
            !has_path
        } else {
            operation.is_led_by(&arguments)
        };
        (leads_here && operation.paging == Paging::None).then_some(arguments)
    }

    fn refuses(&self, operation: &Operation) -> Option<String> {
        let api_client = matches!(self.kind, CredentialKind::ApiClient { .. });
        (*operation == tripartie::DELETE_API_CLIENT && !api_client).then(|| {
            "Contabo's credentials can't be deleted, only renewed: see its actions".to_owned()
        })
    }

    fn read(&self) -> Option<(&'static Operation, Arguments)> {
        match &self.kind {
            CredentialKind::OAuthClient { .. } => {
                Some((&contabo::RETRIEVE_USER_CLIENT, Arguments::NONE))
            }
            CredentialKind::ObjectStorage {
                user,
                storage,
                credential,
            } => {
                let credential = credential.raw().parse().ok()?;
                let arguments = Arguments::NONE
                    .text("userId", user.raw())
                    .text("objectStorageId", storage.raw())
                    .with("credentialId", Argument::Integer(credential));
                Some((&contabo::GET_OBJECT_STORAGE_CREDENTIALS, arguments))
            }
            CredentialKind::ApiClient { identifier } => Some((
                &tripartie::GET_API_CLIENT,
                Arguments::NONE.text("identifier", identifier.raw()),
            )),
        }
    }

    fn whose(&self) -> Option<&Clean> {
        user(self).map(|_| &self.owner)
    }

    fn write(&self, letter: &mut Letter<'_>, facts: &Facts<'_>) {
        letter::write(self, letter, facts);
    }
}
