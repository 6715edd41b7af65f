use std::collections::BTreeMap;

use serde_json::Value;
use usher_tui::{
    api::{
        Argument, Arguments, Kind, Operation, contabo::RETRIEVE_USER_LIST,
        koyeb::LIST_USER_ORGANIZATIONS,
    },
    config::Profile,
    sandbox::Sandbox,
    worker::{Access, Direct},
};

use super::deed::Deed;

/// A user as the server has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Empty where only what made it is known.
    pub id: String,
    pub first_name: String,
    pub enabled: bool,
    pub is_owner: bool,
}

/// What the server has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
    pub users: BTreeMap<String, User>,
    /// In alphabetical order.
    pub organizations: Vec<String>,
}

impl World {
    pub async fn of(sandbox: &Sandbox) -> Self {
        let direct = Direct::new(
            Profile::demo(sandbox.addresses()).unwrap(),
            Access::ReadOnly,
        );
        let users = all(&direct, &RETRIEVE_USER_LIST, "data", ("page", 1), "size").await;
        let users = users.iter().map(|user| {
            let text = |name: &str| user[name].as_str().unwrap().to_owned();
            let known = User {
                id: text("userId"),
                first_name: text("firstName"),
                enabled: user["enabled"].as_bool().unwrap(),
                is_owner: user["owner"].as_bool().unwrap(),
            };
            (text("email"), known)
        });
        let organizations = &LIST_USER_ORGANIZATIONS;
        let found = all(
            &direct,
            organizations,
            "organizations",
            ("offset", 100),
            "limit",
        )
        .await;
        let names = found
            .iter()
            .map(|it| it["name"].as_str().unwrap().to_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        Self {
            users: users.collect(),
            organizations: names,
        }
    }

    /// What is told of it that another one does not tell.
    pub fn without(&self, other: &Self) -> (BTreeMap<&str, &User>, Vec<&str>) {
        let users = self.users.iter();
        let users = users.filter(|(email, user)| other.users.get(*email) != Some(user));
        let mut left = other.organizations.clone();
        let mut organizations = Vec::new();
        for name in &self.organizations {
            match left.iter().position(|it| it == name) {
                Some(at) => drop(left.remove(at)),
                None => organizations.push(name.as_str()),
            }
        }
        let users = users.map(|(email, user)| (email.as_str(), user));
        (users.collect(), organizations)
    }

    /// A deed was done.
    pub fn suffer(&mut self, deed: &Deed) {
        match deed {
            Deed::Found(name) => self.organizations.push(name.clone()),
            Deed::Join(email) => {
                let user = User {
                    id: String::new(),
                    first_name: "New".to_owned(),
                    enabled: true,
                    is_owner: false,
                };
                self.users.insert(email.clone(), user);
            }
            Deed::Rename(email, more) => {
                self.users.get_mut(email).unwrap().first_name += more;
            }
            Deed::Toggle(email) => {
                let user = self.users.get_mut(email).unwrap();
                user.enabled = !user.enabled;
            }
            Deed::Delete(email) => {
                self.users.remove(email).unwrap();
            }
        }
        self.organizations.sort();
    }

    /// The server gave ids to those who are new.
    pub async fn learn_ids(&mut self, sandbox: &Sandbox) {
        if self.users.values().all(|user| !user.id.is_empty()) {
            return;
        }
        let mut server = Self::of(sandbox).await;
        for (email, user) in &mut self.users {
            if let (true, Some(same)) = (user.id.is_empty(), server.users.remove(email)) {
                user.id = same.id;
            }
        }
    }
}

/// All of a list, page by page.
async fn all(
    direct: &Direct,
    operation: &'static Operation,
    name: &str,
    (page, step): (&'static str, i64),
    size: &'static str,
) -> Vec<Value> {
    let text_or_number =
        |field: &'static str, number: i64| match operation.field(field).unwrap().kind {
            Kind::Digits => Argument::Text(number.to_string()),
            _ => Argument::Integer(number),
        };
    let mut found = Vec::new();
    for nth in 0.. {
        let start = if step == 1 { nth + 1 } else { nth * step };
        let arguments = Arguments::NONE
            .with(page, text_or_number(page, start))
            .with(size, text_or_number(size, 100));
        let reply = loop {
            // Readings fail now and then, also here.
            if let Ok(reply) = direct.call(operation, &arguments).await {
                break reply;
            }
        };
        let reply: Value = serde_json::from_str(&reply.body).unwrap();
        let items = reply[name].as_array().unwrap().clone();
        let count = items.len();
        found.extend(items);
        if count < 100 {
            break;
        }
    }
    found
}
