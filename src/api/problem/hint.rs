use super::{Problem, Reason};
use crate::domain::Provider;

impl Problem {
    /// What happened and what to do next, in two sentences.
    pub fn advice(&self) -> String {
        let message = self.message.as_str().trim_end();
        let stop = if message.ends_with(['.', '!', '?', '…']) {
            ""
        } else {
            "."
        };
        format!("{message}{stop} {}", self.hint())
    }

    /// What to do next, in one sentence.
    pub fn hint(&self) -> &'static str {
        match self.reason {
            Reason::Offline => "Check the network and the profile's base URL, then try again.",
            Reason::TimedOut => "Try again; if it stays slow, look at the vendor's status page.",
            Reason::SignIn if self.is_deactivated_organization() => {
                "The token's organization was deactivated or deleted: switch to another one, or use a token of your own account."
            }
            Reason::SignIn if self.status.is_none() => {
                "Set that credential, or use another profile."
            }
            Reason::SignIn => "Sign in again, or put a fresh credential into the profile.",
            Reason::Forbidden if self.message.raw().contains("Account is locked") => {
                "Koyeb has locked the account: finish the identity check, or write to Koyeb's support."
            }
            Reason::Forbidden => {
                "Ask an owner of the account for the right to do this, or use another credential."
            }
            Reason::NotFound => "Reload the list: somebody may have removed it meanwhile.",
            Reason::Fields => "Correct what is marked and send it again.",
            Reason::Limited(Some(_)) => "Wait until the time that the vendor gave, then try again.",
            Reason::Limited(None) => "Wait a minute, then try again.",
            Reason::Refused => self.refused_hint(),
            Reason::Server => "Try again in a minute.",
            Reason::Unreadable => {
                "Check that the base URL is the vendor's API; a newer usher may read the answer."
            }
            Reason::Unconfirmed => "Reload before trying again: the change may have been made.",
            Reason::NotSent => "Nothing was sent: correct the input, or leave read-only mode.",
            Reason::NoJournal => {
                "Nothing was sent: usher changes nothing that it can't write down first."
            }
            Reason::Internal => "Please report this as a fault of usher.",
        }
    }

    /// Whether the token is fine and its organization is not: Koyeb's answer says so.
    pub fn is_deactivated_organization(&self) -> bool {
        self.provider == Provider::Koyeb && self.message.raw() == "Token rejected"
    }

    fn refused_hint(&self) -> &'static str {
        match self.status {
            Some(300..=399) => {
                "Check the profile's base URL: redirects are not followed, so that no credential leaves for another host."
            }
            Some(401) => "Check what you typed; nothing was changed.",
            Some(402) => "Settle the open payment at the vendor's, then try again.",
            Some(409) => {
                "Reload: there may already be one with this name, or it was changed meanwhile."
            }
            Some(_) | None => {
                "Nothing was changed: see the vendor's words and correct the request."
            }
        }
    }
}
