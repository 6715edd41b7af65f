//! What tells whether a change was made: the record that it was about, or those that are there now.

use std::collections::BTreeSet;

use crate::{
    api::{Argument, Arguments, Detail, Field, Kind, Method, Operation, Place, Shown, koyeb},
    app::Draft,
};

/// What a look tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The change was made.
    Made,
    /// It was not made, or not yet.
    NotMade,
    /// It can't be told.
    Unclear,
}

/// What a record says after a change of its state.
const STATES: [(&Operation, &[&str]); 5] = [
    (&koyeb::ACCEPT_ORGANIZATION_INVITATION, &["ACCEPTED"]),
    (&koyeb::DECLINE_ORGANIZATION_INVITATION, &["REFUSED"]),
    (
        &koyeb::DEACTIVATE_ORGANIZATION,
        &["DEACTIVATING", "DEACTIVATED"],
    ),
    (&koyeb::REACTIVATE_ORGANIZATION, &["ACTIVE", "WARNING"]),
    (&koyeb::DELETE_ORGANIZATION, &["DELETING", "DELETED"]),
];

/// What is read to see whether a change of something else than a row was made.
const BESIDE: [(&Operation, &Operation); 4] = [
    (&koyeb::CREATE_BUDGET, &koyeb::GET_BUDGET),
    (&koyeb::UPDATE_BUDGET, &koyeb::GET_BUDGET),
    (&koyeb::DELETE_BUDGET, &koyeb::GET_BUDGET),
    (&koyeb::UPDATE_USER_SETTINGS, &koyeb::GET_USER_SETTINGS),
];

/// The reading that tells about a change of something that is no row.
pub(super) fn beside(
    operation: &Operation,
    arguments: &Arguments,
) -> Option<(&'static Operation, Arguments)> {
    let (_, reading) = BESIDE.iter().find(|(change, _)| *change == operation)?;
    let needed = reading.fields.iter().filter(|field| field.required);
    let mut known = Arguments::NONE;
    for field in needed {
        known.set(field.name, arguments.get(field.name)?.clone());
    }
    Some((reading, known))
}

/// Whether it deletes a row.
pub(super) fn deletes(operation: &Operation) -> bool {
    let of_a_row = !BESIDE.iter().any(|(change, _)| *change == operation);
    operation.method == Method::Delete && of_a_row
}

/// What it tells about a change that the vendor has no such record (any more).
pub(super) fn after_not_found(operation: &Operation) -> Verdict {
    if operation.method == Method::Delete {
        Verdict::Made
    } else if *operation == koyeb::CREATE_BUDGET {
        Verdict::NotMade
    } else {
        Verdict::Unclear
    }
}

/// Whether a change made a record that can be known again: what it is called, which only one of its kind is.
pub(super) fn made_as(draft: &Draft) -> Option<&str> {
    let about_one = |field: &Field| field.place == Place::Path;
    let makes =
        draft.operation.method == Method::Post && !draft.operation.fields.iter().any(about_one);
    let names = ["email", "name", "referenceName"].into_iter();
    let mut texts = names.filter_map(|name| match draft.arguments.get(name)? {
        Argument::Text(text) => Some(text.trim()),
        _ => None,
    });
    let lists = !draft.operation.reloads.is_empty();
    texts.next().filter(|_| makes && lists)
}

/// Whether the record tells of a change at all, so that it is worth reading.
pub(super) fn is_told_by_record(operation: &Operation) -> bool {
    let edits = matches!(operation.method, Method::Patch | Method::Put)
        && operation.fields.iter().any(is_comparable);
    edits || deletes(operation) || state_after(operation).is_some()
}

/// What a record that is there tells about a change of it.
pub(super) fn judge(draft: &Draft, record: &Detail) -> Verdict {
    let operation = draft.operation;
    if let Some(states) = state_after(operation) {
        return match text_of(record, "status") {
            Some(status) if states.contains(&status) => Verdict::Made,
            Some(_) => Verdict::NotMade,
            None => Verdict::Unclear,
        };
    }
    if operation.method == Method::Delete {
        return Verdict::NotMade;
    }
    let fields = operation.fields.iter().filter(|field| is_comparable(field));
    let told = fields.filter_map(|field| says(field, draft.arguments.get(field.name)?, record));
    let told: Vec<bool> = told.collect();
    match told.as_slice() {
        [] => Verdict::Unclear,
        all if all.iter().all(|same| *same) => Verdict::Made,
        _ => Verdict::NotMade,
    }
}

fn state_after(operation: &Operation) -> Option<&'static [&'static str]> {
    let known = STATES.iter().find(|(change, _)| *change == operation);
    known.map(|(_, states)| *states)
}

/// Whether a record says a field's value in the same way as it is sent.
fn is_comparable(field: &Field) -> bool {
    let plain = match field.kind {
        Kind::Text { .. }
        | Kind::Email { .. }
        | Kind::Digits
        | Kind::Money
        | Kind::Choice(_)
        | Kind::Ticks(_)
        | Kind::Texts
        | Kind::Roles
        | Kind::Flag
        | Kind::Integer => true,
        Kind::Secret { .. }
        | Kind::Duration
        | Kind::Json
        | Kind::Integers
        | Kind::Time
        | Kind::Date
        | Kind::Made => false,
    };
    plain && field.place == Place::Body
}

/// Whether a record says this value; `None` where it says nothing of it.
fn says(field: &Field, sent: &Argument, record: &Detail) -> Option<bool> {
    let name = field.wire_name();
    match sent {
        Argument::Text(sent) => {
            let said = text_of(record, name)?.trim();
            let same_address =
                matches!(field.kind, Kind::Email { .. }) && said.eq_ignore_ascii_case(sent.trim());
            Some(said == sent.trim() || same_address)
        }
        Argument::Flag(sent) => Some(text_of(record, name)? == sent.to_string()),
        Argument::Integer(sent) => Some(text_of(record, name)? == sent.to_string()),
        Argument::Texts(sent) => {
            let said = items(record, name, "");
            let sent: BTreeSet<&str> = sent.iter().map(String::as_str).collect();
            (!said.is_empty()).then_some(said == sent)
        }
        Argument::Integers(sent) => {
            let said = items(record, name, ".roleId");
            let sent: Vec<String> = sent.iter().map(ToString::to_string).collect();
            let sent: BTreeSet<&str> = sent.iter().map(String::as_str).collect();
            (!said.is_empty()).then_some(said == sent)
        }
        Argument::Secret(_) | Argument::Json(_) => None,
    }
}

fn text_of<'a>(record: &'a Detail, path: &str) -> Option<&'a str> {
    Some(match &record.line(path)?.value {
        Shown::Text(text) => text.raw(),
        Shown::Masked(text) => text.expose(),
    })
}

/// The items of a list in the record: `roles.0.roleId`, `roles.1.roleId`, ...
fn items<'a>(record: &'a Detail, name: &str, part: &str) -> BTreeSet<&'a str> {
    let numbers = 0..Detail::MAX_LINES;
    let items = numbers.map_while(|at| text_of(record, &format!("{name}.{at}{part}")));
    items.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        api::{contabo, tripartie},
        domain::{Clean, Secret},
    };

    fn draft(operation: &'static Operation, arguments: Arguments) -> Draft {
        Draft {
            operation,
            arguments,
            target: None,
            name: Clean::default(),
            asked: true,
            changes: Vec::new(),
        }
    }

    fn user() -> Detail {
        Detail::new(&json!({"data": [{
            "userId": "u1", "firstName": "Ada", "email": "Ada@example.com", "enabled": true,
            "roles": [{"roleId": 2, "name": "b"}, {"roleId": 1, "name": "a"}],
        }]}))
    }

    #[test]
    fn an_edit_is_made_where_the_record_says_all_that_was_sent() {
        let edit = |arguments| judge(&draft(&contabo::UPDATE_USER, arguments), &user());
        let path = || Arguments::NONE.text("userId", "u1");
        assert_eq!(edit(path().text("firstName", "Ada ")), Verdict::Made);
        assert_eq!(edit(path().text("email", "ada@example.com")), Verdict::Made);
        assert_eq!(
            edit(path().with("enabled", Argument::Flag(true))),
            Verdict::Made
        );
        assert_eq!(
            edit(path().with("roles", Argument::Integers(vec![1, 2]))),
            Verdict::Made
        );
        assert_eq!(
            edit(path().with("roles", Argument::Integers(vec![1]))),
            Verdict::NotMade
        );
        assert_eq!(
            edit(
                path()
                    .text("firstName", "Ada")
                    .with("enabled", Argument::Flag(false))
            ),
            Verdict::NotMade
        );
        assert_eq!(edit(path().text("lastName", "L")), Verdict::Unclear);
        assert_eq!(edit(path()), Verdict::Unclear);
    }

    #[test]
    fn a_change_of_state_is_made_where_the_record_is_in_that_state() {
        let operation = &koyeb::ACCEPT_ORGANIZATION_INVITATION;
        let judged = |status: &str| {
            let record = Detail::new(&json!({"invitation": {"id": "1", "status": status}}));
            judge(&draft(operation, Arguments::NONE), &record)
        };
        assert_eq!(judged("ACCEPTED"), Verdict::Made);
        assert_eq!(judged("PENDING"), Verdict::NotMade);
        assert_eq!(judged("REFUSED"), Verdict::NotMade);
    }

    #[test]
    fn what_is_still_there_was_not_deleted() {
        let deleted = draft(&contabo::DELETE_USER, Arguments::NONE);
        assert_eq!(judge(&deleted, &user()), Verdict::NotMade);
    }

    #[test]
    fn no_record_tells_of_a_secret() {
        let secret = Argument::Secret(Secret::new("hunter22"));
        let change = draft(
            &tripartie::CHANGE_PASSWORD,
            Arguments::NONE.with("newPassword", secret),
        );
        assert!(!is_told_by_record(change.operation));
        assert_eq!(judge(&change, &user()), Verdict::Unclear);
    }

    #[test]
    fn what_was_made_is_known_by_what_only_one_has() {
        let made = draft(
            &contabo::CREATE_USER,
            Arguments::NONE
                .text("firstName", "Ada")
                .text("email", "ada@example.com"),
        );
        assert_eq!(made_as(&made), Some("ada@example.com"));
        let edit = draft(
            &contabo::UPDATE_USER,
            Arguments::NONE.text("email", "ada@example.com"),
        );
        assert_eq!(made_as(&edit), None);
    }
}
