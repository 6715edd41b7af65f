use std::collections::BTreeMap;

use serde_json::Value;
use usher_tui::api::{Operation, catalogue};

use crate::shell::{Ran, Shell};

/// A script that calls one operation after the other.
pub struct Script<'a> {
    shell: &'a Shell,
    variables: BTreeMap<&'static str, String>,
}

impl<'a> Script<'a> {
    pub fn new(shell: &'a Shell) -> Self {
        Self {
            shell,
            variables: BTreeMap::new(),
        }
    }

    /// The sandbox and what can be told of it.
    pub fn shell(&self) -> &'a Shell {
        self.shell
    }

    /// The same script with another environment variable.
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        let mut variables = self.variables.clone();
        variables.insert(name, value.to_owned());
        Self {
            shell: self.shell,
            variables,
        }
    }

    /// Calls an operation that must be done; the reply, null where there is none.
    #[track_caller]
    pub fn done(&self, id: &str, values: &[(&str, &str)]) -> Value {
        let ran = self.call(id, values);
        assert_eq!(ran.status, Some(0), "{id}: {}", ran.stderr);
        // Some warn before, and a new secret comes with what became of it.
        let warned = !operation(id).warning.is_empty() || id == "contabo.generate_client_secret";
        assert!(ran.stderr.is_empty() || warned, "{id}: {}", ran.stderr);
        if ran.stdout.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&ran.stdout).unwrap()
        }
    }

    /// Calls an operation that the vendor must refuse; what is said about it.
    #[track_caller]
    pub fn refused(&self, id: &str, values: &[(&str, &str)]) -> String {
        let ran = self.call(id, values);
        assert_eq!(ran.status, Some(1), "{id}: {} {}", ran.stdout, ran.stderr);
        assert_eq!(ran.stdout, "", "{id}");
        let last = ran.stderr.lines().last();
        last.unwrap_or_default().to_owned()
    }

    /// Secrets go through the environment, as in a script of any worth.
    #[track_caller]
    fn call(&self, id: &str, values: &[(&str, &str)]) -> Ran {
        let mut command = self.shell.command("usher");
        command.args(["call", id, "--yes"]).envs(&self.variables);
        for (name, value) in values {
            let field = operation(id).field(name).filter(|field| field.is_secret());
            let param = if field.is_some() {
                command.env(format!("SECRET_{name}"), value);
                format!("{name}=env:SECRET_{name}")
            } else {
                format!("{name}={value}")
            };
            command.args(["--param", &param]);
        }
        Ran::of(&mut command)
    }
}

#[track_caller]
fn operation(id: &str) -> &'static Operation {
    catalogue()
        .find(|operation| operation.id == id)
        .unwrap_or_else(|| panic!("there is no {id}"))
}

/// A JSON text without its quotes.
#[track_caller]
pub fn text(value: &Value) -> String {
    let text = value.as_str();
    text.unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

/// Whether one of some rows has this value under that name.
pub fn has(rows: &Value, name: &str, value: &str) -> bool {
    let mut rows = rows.as_array().unwrap().iter();
    rows.any(|row| row[name] == value)
}
