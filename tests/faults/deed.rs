use std::collections::BTreeSet;

use super::{
    dice::Dice,
    rig::Rig,
    world::{User, World},
};

/// No more organizations than this are founded: the vendor allows 25.
const MOST_ORGANIZATIONS: usize = 27;

/// What somebody wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Found(String),
    Join(String),
    Rename(String, String),
    Toggle(String),
    Delete(String),
}

impl Deed {
    pub const fn operation(&self) -> &'static str {
        match self {
            Deed::Found(_) => "koyeb.create_organization",
            Deed::Join(_) => "contabo.create_user",
            Deed::Rename(..) | Deed::Toggle(_) => "contabo.update_user",
            Deed::Delete(_) => "contabo.delete_user",
        }
    }

    /// What it is about: an organization's name or a user's address.
    pub fn about(&self) -> &str {
        match self {
            Deed::Found(name) => name,
            Deed::Join(email)
            | Deed::Rename(email, _)
            | Deed::Toggle(email)
            | Deed::Delete(email) => email,
        }
    }

    /// The user that is there and is changed.
    pub fn target(&self) -> Option<&str> {
        match self {
            Deed::Found(_) | Deed::Join(_) => None,
            Deed::Rename(email, _) | Deed::Toggle(email) | Deed::Delete(email) => Some(email),
        }
    }

    /// Does it as a person does, and goes back to the tables.
    pub async fn ask(&self, rig: &mut Rig) {
        if let Some(email) = self.target() {
            rig.press("1 /").await;
            rig.type_text(&format!("vendor:contabo {email}")).await;
            rig.press("<enter>").await;
        }
        match self {
            Deed::Found(name) => {
                rig.press("2 n").await;
                rig.type_text(name).await;
                rig.press("<ctrl-s>").await;
            }
            Deed::Join(email) => {
                rig.press("1 n").await;
                rig.type_text("new user").await;
                rig.press("<enter>").await;
                rig.type_text("New").await;
                rig.press("<tab> <tab>").await;
                rig.type_text(email).await;
                rig.press("<tab> y <tab> n <tab> <right> <ctrl-s>").await;
            }
            Deed::Rename(_, more) => {
                rig.press("e").await;
                rig.type_text(more).await;
                rig.press("<ctrl-s> y").await;
            }
            Deed::Toggle(_) => rig.press("t").await,
            Deed::Delete(email) => {
                rig.press("D").await;
                rig.type_text(email).await;
                rig.press("<enter>").await;
            }
        }
        rig.leave().await;
    }
}

/// What comes into somebody's mind, but for what is being done.
pub fn next(dice: &mut Dice, world: &World, busy: &BTreeSet<String>, nth: usize) -> Deed {
    let free = |(email, user): &(&String, &User)| !busy.contains(*email) && !user.is_owner;
    let others: Vec<&String> = world.users.iter().filter(free).map(|it| it.0).collect();
    let email = (*dice.pick(&others)).clone();
    let users = world.users.len();
    match dice.below(10) {
        0 if world.organizations.len() < MOST_ORGANIZATIONS => {
            Deed::Found(format!("org-{nth:05}-{}", dice.below(1_000)))
        }
        0..4 if users < 95 => Deed::Join(format!("n{nth}.{}@acme.example", dice.below(1_000))),
        4..6 => Deed::Rename(email, format!("x{nth}")),
        6..10 if users > 40 => Deed::Delete(email),
        _ => Deed::Toggle(email),
    }
}
