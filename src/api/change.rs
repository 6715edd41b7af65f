use jiff::Timestamp;

use super::{CallId, Operation, Problem, Reason, tripartie};
use crate::domain::{Clean, Provider};

/// A change as the journal of changes has it: who did what to which record, and what became of it. No value of a field is
/// in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Our own name for it, a UUID.
    pub id: Box<str>,
    /// When it was written down: it was sent after that.
    pub began_at: Timestamp,
    /// The process that sent it.
    pub process: u32,
    /// The profile.
    pub profile: Clean,
    /// Who the vendor says we were, where the token tells.
    pub who: Option<Clean>,
    /// The vendor.
    pub provider: Provider,
    /// The operation's id.
    pub operation: Clean,
    /// The id of the record, where it is about one; the parts of an id of several parts are on lines of their own.
    pub target: Option<Clean>,
    /// The ids of its requests, where the vendor takes ours: one for each time that it was sent.
    pub requests: Vec<Clean>,
    /// The names of the values that were sent, without those of the path.
    pub fields: Vec<Clean>,
    /// What is known of it.
    pub fate: Fate,
    /// When that was known.
    pub ended_at: Option<Timestamp>,
    /// What looking at the record told about it, or the person.
    pub finding: Option<Finding>,
    /// The call of this run that it belongs to.
    pub call: Option<CallId>,
}

/// What became of a change that was sent, as far as the vendor's answer tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// It was written down and may have been sent; nothing else is known.
    #[default]
    Sent,
    /// It was made.
    Done,
    /// The vendor refused it: with which status, and which code of its own.
    Refused(Option<u16>, Option<Clean>),
    /// It was not sent after all.
    NotSent,
    /// It was sent, and no answer told whether it was made.
    Unknown,
}

/// What was found out about a change whose answer did not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// The record shows that it was made.
    Made,
    /// The record shows that it was not made.
    NotMade,
    /// A person has seen it and does not want to be reminded any more.
    Seen,
}

impl Change {
    /// Whether changes of this operation are written down. A sign-in that gives a token to this run alone changes nothing
    /// at the vendor's.
    pub fn is_recorded(operation: &Operation) -> bool {
        operation.changes() && *operation != tripartie::AUTHENTICATE
    }

    /// Whether nobody knows yet whether it was made.
    pub fn is_unconfirmed(&self) -> bool {
        self.finding.is_none() && matches!(self.fate, Fate::Sent | Fate::Unknown)
    }

    /// The id of its record in one line: strokes stand between the parts of one that has several.
    pub fn target_line(&self) -> Option<Clean> {
        let target = self.target.as_ref()?;
        Some(Clean::new(&target.raw().replace('\n', "/")))
    }

    /// The names of the values that were sent, in one line.
    pub fn fields_line(&self) -> String {
        joined(&self.fields)
    }

    /// The ids of its requests, in one line.
    pub fn requests_line(&self) -> String {
        joined(&self.requests)
    }

    /// The answer came, or will not come. Only what has no fate yet gets one.
    pub fn end(&mut self, fate: Fate, at: Timestamp) {
        if self.fate == Fate::Sent {
            self.fate = fate;
            self.ended_at = Some(at);
        }
    }

    /// Something was found out about it. Only what is unconfirmed can be settled.
    pub fn settle(&mut self, finding: Finding) {
        if self.is_unconfirmed() {
            self.finding = Some(finding);
        }
    }

    /// What became of it, in words.
    pub fn outcome(&self) -> &'static str {
        match (&self.fate, self.finding) {
            (Fate::Done, _) => "done",
            (Fate::Refused(..), _) => "refused",
            (Fate::NotSent, _) => "not sent",
            (Fate::Sent | Fate::Unknown, Some(Finding::Made)) => "found done",
            (Fate::Sent | Fate::Unknown, Some(Finding::NotMade)) => "found not done",
            (Fate::Sent | Fate::Unknown, Some(Finding::Seen)) => "unconfirmed, seen",
            (Fate::Sent | Fate::Unknown, None) => "unconfirmed",
        }
    }
}

impl Fate {
    /// The status and the code that the vendor refused it with.
    pub fn refusal(&self) -> (Option<u16>, Option<&Clean>) {
        match self {
            Fate::Refused(status, code) => (*status, code.as_ref()),
            Fate::Sent | Fate::Done | Fate::NotSent | Fate::Unknown => (None, None),
        }
    }

    /// What a problem tells about the change that met it.
    pub fn of(problem: &Problem) -> Self {
        match (problem.reason, problem.status) {
            (Reason::Unconfirmed | Reason::Internal, _) => Fate::Unknown,
            (_, Some(status)) => Fate::Refused(Some(status), problem.code.clone()),
            (
                Reason::Offline
                | Reason::TimedOut
                | Reason::SignIn
                | Reason::Forbidden
                | Reason::NotFound
                | Reason::Fields
                | Reason::Limited(_)
                | Reason::Refused
                | Reason::Server
                | Reason::Unreadable
                | Reason::NotSent
                | Reason::NoJournal,
                None,
            ) => Fate::NotSent,
        }
    }
}

fn joined(texts: &[Clean]) -> String {
    let texts: Vec<&str> = texts.iter().map(Clean::as_str).collect();
    texts.join(", ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fates() -> impl Strategy<Value = Fate> {
        prop_oneof![
            Just(Fate::Sent),
            Just(Fate::Done),
            Just(Fate::Refused(Some(409), None)),
            Just(Fate::NotSent),
            Just(Fate::Unknown),
        ]
    }

    fn findings() -> impl Strategy<Value = Finding> {
        prop_oneof![
            Just(Finding::Made),
            Just(Finding::NotMade),
            Just(Finding::Seen),
        ]
    }

    fn change() -> Change {
        Change {
            id: "1".into(),
            began_at: Timestamp::UNIX_EPOCH,
            process: 1,
            profile: Clean::from("work"),
            who: None,
            provider: Provider::Koyeb,
            operation: Clean::from("koyeb.create_organization"),
            target: None,
            requests: Vec::new(),
            fields: Vec::new(),
            fate: Fate::Sent,
            ended_at: None,
            finding: None,
            call: None,
        }
    }

    proptest! {
        #[test]
        fn what_is_known_once_is_never_unknown_again(
            steps in prop::collection::vec(prop_oneof![fates().prop_map(Ok), findings().prop_map(Err)], 0..50),
        ) {
            let mut change = change();
            for step in steps {
                let before = change.clone();
                match step {
                    Ok(fate) => change.end(fate, Timestamp::UNIX_EPOCH),
                    Err(finding) => change.settle(finding),
                }
                if before.fate != Fate::Sent {
                    prop_assert_eq!(&change.fate, &before.fate);
                }
                if before.finding.is_some() {
                    prop_assert_eq!(change.finding, before.finding);
                }
                prop_assert!(!change.is_unconfirmed() || before.is_unconfirmed());
            }
        }
    }

    #[test]
    fn only_what_may_have_left_is_unknown() {
        let problem = |reason, status| Problem {
            status,
            ..Problem::new(&tripartie::CREATE_API_CLIENT, reason, "x")
        };
        for (reason, status, fate) in [
            (Reason::Unconfirmed, None, Fate::Unknown),
            (Reason::Unconfirmed, Some(502), Fate::Unknown),
            (Reason::Internal, None, Fate::Unknown),
            (Reason::Offline, None, Fate::NotSent),
            (Reason::SignIn, None, Fate::NotSent),
            (Reason::SignIn, Some(401), Fate::Refused(Some(401), None)),
            (Reason::Limited(None), None, Fate::NotSent),
            (
                Reason::Limited(None),
                Some(429),
                Fate::Refused(Some(429), None),
            ),
            (Reason::Refused, Some(307), Fate::Refused(Some(307), None)),
        ] {
            assert_eq!(
                Fate::of(&problem(reason, status)),
                fate,
                "{reason:?} {status:?}"
            );
        }
    }

    #[test]
    fn a_sign_in_for_this_run_is_no_change() {
        assert!(!Change::is_recorded(&tripartie::AUTHENTICATE));
        assert!(!Change::is_recorded(&tripartie::LIST_USERS));
        assert!(Change::is_recorded(&tripartie::CREATE_API_CLIENT));
    }
}
