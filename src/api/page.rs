use std::hash::{DefaultHasher, Hash, Hasher as _};

use super::{Argument, Arguments, Detail};
use crate::domain::{Clean, Credential, CredentialKind, Invitation, Organization, Role, User};

/// How a vendor hands out a long list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// In one piece.
    None,
    /// Koyeb: `limit` and `offset`, both texts; the reply has `has_next` or `count`.
    Offset,
    /// Contabo: `page` from 1 and `size`; the reply has `_pagination.totalElements`.
    PageSize,
    /// Tripartie: `page` from 1; the total is in the header `Content-Range: 0-50/28441`.
    ContentRange,
}

impl Paging {
    /// How many rows are asked for at a time, where the vendor lets us ask (all their own clients ask for 100).
    pub const SIZE: usize = 100;

    /// The arguments for the page after `pages` pages with `rows` rows in all. How many rows a page has may be given.
    #[must_use]
    pub fn arguments(self, base: &Arguments, pages: usize, rows: usize) -> Arguments {
        let integer = |n: usize| Argument::Integer(i64::try_from(n).unwrap_or(i64::MAX));
        match self {
            Paging::None => base.clone(),
            Paging::Offset if base.get("limit").is_some() => {
                base.clone().text("offset", &rows.to_string())
            }
            Paging::Offset => base
                .clone()
                .text("limit", &Self::SIZE.to_string())
                .text("offset", &rows.to_string()),
            Paging::PageSize if base.get("size").is_some() => {
                base.clone().with("page", integer(pages + 1))
            }
            Paging::PageSize => base
                .clone()
                .with("page", integer(pages + 1))
                .with("size", integer(Self::SIZE)),
            Paging::ContentRange => base.clone().with("page", integer(pages + 1)),
        }
    }
}

/// One page of a list.
#[derive(Debug)]
pub struct Page {
    /// The rows, in the vendor's order.
    pub rows: Rows,
    /// How many rows the whole list has, where the vendor tells.
    pub total: Option<usize>,
    /// Whether there are more, where the vendor tells it apart from the total.
    pub more: Option<bool>,
    /// All that the vendor says, where the page is a single record and no list.
    pub whole: Option<Detail>,
    /// The roles that its users have, each once, where the vendor wants roles by their ids.
    pub roles: Vec<Role>,
}

impl Page {
    /// A list that came in one piece.
    pub fn whole(rows: Rows) -> Self {
        Self {
            total: Some(rows.len()),
            rows,
            more: Some(false),
            whole: None,
            roles: Vec::new(),
        }
    }
}

/// The rows of one page.
#[derive(Debug)]
pub enum Rows {
    /// Users.
    Users(Vec<User>),
    /// Organizations.
    Organizations(Vec<Organization>),
    /// Invitations.
    Invitations(Vec<Invitation>),
    /// Credentials.
    Credentials(Vec<Credential>),
}

impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        match self {
            Rows::Users(rows) => rows.len(),
            Rows::Organizations(rows) => rows.len(),
            Rows::Invitations(rows) => rows.len(),
            Rows::Credentials(rows) => rows.len(),
        }
    }

    /// A number that is the same for the same records.
    pub fn mark(&self) -> u64 {
        match self {
            Rows::Users(rows) => page_mark(rows, User::key),
            Rows::Organizations(rows) => page_mark(rows, Organization::key),
            Rows::Invitations(rows) => page_mark(rows, Invitation::key),
            Rows::Credentials(rows) => page_mark(rows, Credential::key),
        }
    }

    /// How many bytes of text the vendor gave for them.
    pub fn bytes(&self) -> usize {
        fn sum<R, const N: usize>(rows: &[R], texts: fn(&R) -> [&Clean; N]) -> usize {
            let texts = rows.iter().flat_map(texts);
            texts.map(|text| text.raw().len()).sum()
        }
        match self {
            Rows::Users(rows) => sum(rows, |row| {
                [
                    &row.id,
                    &row.name,
                    &row.email,
                    &row.roles,
                    &row.organization,
                ]
            }),
            Rows::Organizations(rows) => sum(rows, |row| {
                [&row.id, &row.name, &row.plan, &row.status_message]
            }),
            Rows::Invitations(rows) => sum(rows, |row| {
                [&row.id, &row.email, &row.role, &row.organization]
            }),
            Rows::Credentials(rows) => sum(rows, |row| [&row.name, &row.public, &row.scope]),
        }
    }

    /// Fills in the user of S3 credentials.
    pub(super) fn belong_to(&mut self, id: &str) {
        let Rows::Credentials(rows) = self else {
            return;
        };
        for row in rows {
            if let CredentialKind::ObjectStorage { user, .. } = &mut row.kind {
                *user = Clean::new(id);
            }
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A number that is the same for the same rows: made of what the first and the last one are known by, and of how many
/// there are.
pub fn page_mark<R, K: Hash>(rows: &[R], known_by: impl Fn(&R) -> K) -> u64 {
    let ends = [rows.first(), rows.last()].map(|row| row.map(&known_by));
    let mut hasher = DefaultHasher::new();
    (ends, rows.len()).hash(&mut hasher);
    hasher.finish()
}
