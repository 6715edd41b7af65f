//! The changes that undo others.

use super::Reverse;
use crate::{
    api::{Argument, Arguments, Operation, Shown, koyeb},
    app::{App, Draft, Reading, pane::switch_into},
    domain::{Clean, InvitationStatus, Key, dollars},
};

impl App {
    pub(super) fn invited_again(&self, draft: &Draft) -> Option<Reverse> {
        let deleted = *draft.operation == koyeb::DELETE_ORGANIZATION_INVITATION;
        let key = draft.target.as_ref().filter(|_| deleted)?;
        let row = self.panes.invitations.get(key)?;
        match row.status {
            InvitationStatus::Pending | InvitationStatus::Expired => {}
            InvitationStatus::Accepted | InvitationStatus::Refused | InvitationStatus::Other(_) => {
                return None;
            }
        }
        let arguments = Arguments::NONE.text("email", row.email.raw());
        let operation = &koyeb::CREATE_ORGANIZATION_INVITATION;
        let name = if row.organization.is_empty() {
            Clean::from("its organization")
        } else {
            row.organization.clone()
        };
        let known = !row.organization_id.is_empty();
        Some(Reverse {
            words: ("invite ", " again"),
            inside: known.then(|| (row.organization_id.clone(), name)),
            ..Reverse::new(change(operation, arguments, None, &row.email))
        })
    }

    pub(super) fn plan_of_before(&self, draft: &Draft) -> Option<Reverse> {
        let is_plan = *draft.operation == koyeb::UPDATE_ORGANIZATION_PLAN;
        let key = draft.target.as_ref().filter(|_| is_plan)?;
        let plan = self.panes.organizations.get(key)?.plan;
        let value = draft.operation.field("plan")?.parse(plan.raw()).ok()?;
        let id = draft.arguments.get("id")?.clone();
        let arguments = Arguments::NONE.with("id", id).with("plan", value);
        let changes = vec![Clean::from(format!("Plan: {plan}, as before"))];
        Some(Reverse::new(Draft {
            arguments,
            changes,
            ..draft.clone()
        }))
    }

    /// The amount of a budget that is deleted, where the detail of its organization tells.
    pub(super) fn budget_of_before(&self, draft: &Draft) -> Option<Reverse> {
        let is_deleted = *draft.operation == koyeb::DELETE_BUDGET;
        let key = draft.target.as_ref().filter(|_| is_deleted)?;
        if self.detail.key.as_ref() != Some(key) {
            return None;
        }
        let mut extras = self.detail.extras.iter();
        let budget = extras.find(|extra| *extra.about.operation == koyeb::GET_BUDGET)?;
        let Reading::Done(budget) = &budget.reading else {
            return None;
        };
        let Shown::Text(amount) = &budget.line("amount")?.value else {
            return None;
        };
        let cents: i64 = amount.raw().parse().ok().filter(|cents| *cents > 0)?;
        let id = draft.arguments.get("organization_id")?.clone();
        let arguments = Arguments::NONE
            .with("organization_id", id)
            .text("amount", amount.raw());
        let operation = &koyeb::CREATE_BUDGET;
        let again = change(operation, arguments, draft.target.clone(), &draft.name);
        Some(Reverse {
            words: ("set the budget of ", " again"),
            ..Reverse::new(Draft {
                changes: vec![format!("Budget a month: {}", dollars(cents)).into()],
                ..again
            })
        })
    }

    pub(super) fn switched_back(&self, draft: &Draft) -> Option<Reverse> {
        let switches = *draft.operation == koyeb::SWITCH_ORGANIZATION
            || *draft.operation == koyeb::UNSCOPE_ORGANIZATION_TOKEN;
        if !switches {
            return None;
        }
        let Some((id, name)) = &self.accounts.organization else {
            let operation = &koyeb::UNSCOPE_ORGANIZATION_TOKEN;
            let draft = change(operation, Arguments::NONE, None, &draft.name);
            return Some(Reverse {
                words: ("leave ", ""),
                ..Reverse::new(draft)
            });
        };
        Some(Reverse {
            words: ("switch back into ", ""),
            ..Reverse::new(switch_into(id, name))
        })
    }
}

/// A user who was enabled is disabled again, and the other way round.
pub fn toggled_back(draft: &Draft) -> Option<Reverse> {
    let enabled = draft.enables()?;
    let mut back = Draft {
        changes: Vec::new(),
        ..draft.clone()
    };
    back.arguments.set("enabled", Argument::Flag(!enabled));
    let before = if enabled { "disable " } else { "enable " };
    Some(Reverse {
        words: (before, " again"),
        ..Reverse::new(back)
    })
}

/// A budget that was set where there was none goes again.
pub fn no_budget_again(draft: &Draft, is_new: bool) -> Option<Reverse> {
    let updated = *draft.operation == koyeb::UPDATE_BUDGET;
    let created = *draft.operation == koyeb::CREATE_BUDGET || (updated && is_new);
    let id = draft.arguments.get("organization_id").filter(|_| created)?;
    let arguments = Arguments::NONE.with("organization_id", id.clone());
    let operation = &koyeb::DELETE_BUDGET;
    let draft = change(operation, arguments, draft.target.clone(), &draft.name);
    Some(Reverse {
        words: ("delete the budget of ", ""),
        ..Reverse::new(draft)
    })
}

/// A change as a person would ask for it.
pub fn change(
    operation: &'static Operation,
    arguments: Arguments,
    target: Option<Key>,
    name: &Clean,
) -> Draft {
    Draft {
        operation,
        arguments,
        target,
        name: name.clone(),
        asked: true,
        changes: Vec::new(),
    }
}
