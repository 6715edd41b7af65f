use usher_tui::{
    api::{Field, Kind, Operation, Place},
    domain::Clean,
};

use super::find::nearest;
use crate::cli::Misuse;

/// What a name on the command line means.
pub enum Target<'a> {
    /// A field.
    Field(&'static Field),
    /// A place inside a field of free JSON: its path.
    Inside(&'static Field, &'a str),
    /// An object that holds several fields.
    Object,
}

/// Where a value goes.
///
/// # Errors
/// Names what is nearest to a name that there is not.
pub fn target<'a>(operation: &'static Operation, name: &'a str) -> Result<Target<'a>, Misuse> {
    if let Some(field) = field(operation, name) {
        Ok(Target::Field(field))
    } else if let Some((field, path)) = free_json(operation, name) {
        Ok(Target::Inside(field, path))
    } else if is_object(operation, name) {
        Ok(Target::Object)
    } else {
        Err(unknown(operation, name))
    }
}

/// The field of a name; `body.` may stand before the name of one that is in the body.
fn field(operation: &Operation, name: &str) -> Option<&'static Field> {
    operation.field(name).or_else(|| {
        let wire_name = name.strip_prefix("body.")?;
        let mut fields = operation.fields.iter();
        fields.find(|field| field.place == Place::Body && field.wire_name() == wire_name)
    })
}

fn free_json<'a>(operation: &Operation, name: &'a str) -> Option<(&'static Field, &'a str)> {
    let mut fields = operation
        .fields
        .iter()
        .filter(|field| matches!(field.kind, Kind::Json));
    fields.find_map(|field| {
        let path = name.strip_prefix(field.wire_name())?.strip_prefix('.')?;
        Some((field, path))
    })
}

fn is_object(operation: &Operation, name: &str) -> bool {
    let mut fields = operation
        .fields
        .iter()
        .filter(|field| field.place == Place::Body);
    fields.any(|field| {
        let rest = field.wire_name().strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with('.'))
    })
}

fn unknown(operation: &Operation, name: &str) -> Misuse {
    let names = nearest(name, operation.fields.iter().map(|field| field.name)).join(", ");
    let takes = if names.is_empty() {
        "it takes no values".to_owned()
    } else {
        format!("the nearest are {names}")
    };
    Misuse(format!(
        "{} has nothing called {}; {takes}. `usher call {} --help` lists what it takes",
        operation.id,
        Clean::new(name),
        operation.id
    ))
}
