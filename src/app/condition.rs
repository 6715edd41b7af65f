use super::{Cell, Tone, capital};
use crate::{
    api::{Operation, koyeb},
    domain::OrganizationStatus,
};

/// How a Koyeb organization stands: why, and what to do about it. What Koyeb adds later is said as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The status and why: `Locked: a payment failed.`
    pub words: Cell,
    /// What to do, empty where nothing needs to be done.
    pub next: String,
}

impl Condition {
    /// From the status, the `status_message` and the `deactivation_reason`, the last two as Koyeb spells them.
    pub fn new(status: &OrganizationStatus, message: &str, reason: &str) -> Self {
        let why = [why(message), why_deactivated(reason)];
        let mut said: Vec<String> = Vec::new();
        for words in why.into_iter().flatten() {
            if !said.contains(&words) {
                said.push(words);
            }
        }
        let words = match said.as_slice() {
            [] => capital(status.words()),
            said => format!("{}: {}", capital(status.words()), said.join("; ")),
        };
        Self {
            words: Cell::new(words, tone(status)),
            next: next(status, message),
        }
    }
}

/// What a status means.
pub fn tone(status: &OrganizationStatus) -> Tone {
    match status {
        OrganizationStatus::Active => Tone::Good,
        OrganizationStatus::Warning | OrganizationStatus::Deactivating => Tone::Warning,
        OrganizationStatus::Locked => Tone::Bad,
        OrganizationStatus::Deactivated
        | OrganizationStatus::Deleting
        | OrganizationStatus::Deleted => Tone::Dim,
        OrganizationStatus::Other(_) => Tone::Plain,
    }
}

/// A flag of a Koyeb user in plain words.
pub fn flag(flag: &str) -> String {
    match flag {
        "ACTIVE" => "active".to_owned(),
        "ADMIN" => "administrator".to_owned(),
        "BETA" => "beta tester".to_owned(),
        "PARTNER_CSP" => "partner: may make organizations for others".to_owned(),
        "RESTRICTED" => "restricted by Koyeb".to_owned(),
        "TEST" => "test account".to_owned(),
        "IGNORE_ORGANIZATION_NAME_RESERVATION_RULE_NEON_PREFIX" => {
            "organizations may be called neon…".to_owned()
        }
        other => match other.strip_prefix("MAX_ORGANIZATIONS_") {
            Some(most) => format!("up to {most} organizations"),
            None => other.to_owned(),
        },
    }
}

/// Koyeb's `OrganizationDetailedStatus`; nothing where all is well.
pub fn why(message: &str) -> Option<String> {
    let words = match message {
        "" | "VALID" => return None,
        "NEW" => "it is new and not set up yet",
        "EMAIL_NOT_VALIDATED" => "your e-mail address is not validated",
        "BILLING_INFO_MISSING" => "billing information is missing",
        "LOCKED" => "Koyeb locked it",
        "PAYMENT_FAILURE" => "a payment failed",
        "PENDING_VERIFICATION" => "the account waits for its verification",
        "VERIFICATION_FAILED" => "the verification of the account failed",
        "REVIEWING_ACCOUNT" => "Koyeb reviews the account",
        "PLAN_UPGRADE_REQUIRED" => "it needs another plan",
        other => other,
    };
    Some(words.to_owned())
}

/// Koyeb's `Organization.DeactivationReason`; `INVALID` is its word for none.
fn why_deactivated(reason: &str) -> Option<String> {
    let words = match reason {
        "" | "INVALID" => return None,
        "REQUESTED_BY_OWNER" => "an owner asked for it",
        "SUBSCRIPTION_TERMINATION" => "the subscription ended",
        "LOCKED_BY_ADMIN" => "Koyeb locked it",
        "VERIFICATION_FAILED" => "the verification of the account failed",
        "TRIAL_DID_NOT_CONVERT" => "the trial ended and no plan was chosen",
        other => other,
    };
    Some(words.to_owned())
}

fn next(status: &OrganizationStatus, message: &str) -> String {
    let action =
        |operation: &Operation, does: &str| format!("the action “{}” {does}", operation.title);
    let words = match (status, message) {
        (OrganizationStatus::Deactivated, _) => {
            let back = action(&koyeb::REACTIVATE_ORGANIZATION, "brings it back");
            let gone = action(&koyeb::DELETE_ORGANIZATION, "removes it for good");
            format!("{back}, {gone}")
        }
        (
            OrganizationStatus::Deactivating
            | OrganizationStatus::Deleting
            | OrganizationStatus::Deleted,
            _,
        ) => String::new(),
        (_, "EMAIL_NOT_VALIDATED") => {
            let again = action(
                &koyeb::RESEND_EMAIL_VALIDATION,
                "of your own user sends it again",
            );
            format!("follow the link in Koyeb's e-mail; {again}")
        }
        (_, "BILLING_INFO_MISSING") => action(
            &koyeb::UPDATE_ORGANIZATION_PATCH,
            "asks for the billing address; a card is added in Koyeb's console",
        ),
        (_, "PAYMENT_FAILURE") => {
            "check the payment method in Koyeb's console, under Billing".to_owned()
        }
        (_, "REVIEWING_ACCOUNT" | "VERIFICATION_FAILED") => action(
            &koyeb::GET_IDENFY_TOKEN,
            "of your own user proves who you are",
        ),
        (_, "PENDING_VERIFICATION" | "NEW") => {
            "go on with the set-up in Koyeb's console".to_owned()
        }
        (_, "PLAN_UPGRADE_REQUIRED") => action(&koyeb::UPDATE_ORGANIZATION_PLAN, "chooses one"),
        (OrganizationStatus::Locked, _) | (_, "LOCKED") => "write to Koyeb's support".to_owned(),
        (
            OrganizationStatus::Active | OrganizationStatus::Warning | OrganizationStatus::Other(_),
            _,
        ) => String::new(),
    };
    capital(&words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Clean;

    fn condition(status: &str, message: &str, reason: &str) -> (String, String) {
        let status = OrganizationStatus::new(&Clean::from(status));
        let condition = Condition::new(&status, message, reason);
        (condition.words.text.as_str().to_owned(), condition.next)
    }

    #[test]
    fn what_is_wrong_comes_with_the_next_step() {
        let (words, next) = condition("LOCKED", "PAYMENT_FAILURE", "INVALID");
        assert_eq!(words, "Locked: a payment failed");
        assert_eq!(
            next,
            "Check the payment method in Koyeb's console, under Billing"
        );
        let (words, next) = condition("WARNING", "REVIEWING_ACCOUNT", "");
        assert_eq!(words, "Needs attention: Koyeb reviews the account");
        assert!(next.contains(koyeb::GET_IDENFY_TOKEN.title), "{next}");
        let (words, next) = condition("DEACTIVATED", "VALID", "TRIAL_DID_NOT_CONVERT");
        assert_eq!(words, "Deactivated: the trial ended and no plan was chosen");
        assert!(
            next.contains("brings it back") && next.contains("removes it"),
            "{next}"
        );
        assert_eq!(
            condition("ACTIVE", "VALID", "INVALID"),
            ("Active".to_owned(), String::new())
        );
        assert_eq!(
            condition("LOCKED", "LOCKED", "LOCKED_BY_ADMIN").0,
            "Locked: Koyeb locked it"
        );
    }

    #[test]
    fn what_koyeb_adds_later_is_said_as_it_came() {
        assert_eq!(
            condition("FROZEN", "TOO_COLD", "WINTER").0,
            "FROZEN: TOO_COLD; WINTER"
        );
        assert_eq!(flag("MOON_WALKER"), "MOON_WALKER");
        assert_eq!(flag("MAX_ORGANIZATIONS_25"), "up to 25 organizations");
    }

    #[test]
    fn everything_that_the_description_names_has_words() {
        for message in [
            "NEW",
            "EMAIL_NOT_VALIDATED",
            "BILLING_INFO_MISSING",
            "LOCKED",
            "PAYMENT_FAILURE",
            "PENDING_VERIFICATION",
            "VERIFICATION_FAILED",
            "REVIEWING_ACCOUNT",
            "PLAN_UPGRADE_REQUIRED",
        ] {
            let (words, next) = condition("WARNING", message, "");
            assert!(
                !words.contains(message) && !next.is_empty(),
                "{message}: {words} {next}"
            );
        }
    }
}
