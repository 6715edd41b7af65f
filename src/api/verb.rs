/// A verb in the three forms that rows and notices need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// `accept`
    pub base: &'static str,
    /// `accepting`
    pub doing: &'static str,
    /// `accepted`
    pub done: &'static str,
    /// What of the record, where it is not the record itself: `the budget`, `of`.
    part: Option<(&'static str, &'static str)>,
}

impl Verb {
    /// load, loading, loaded
    pub const LOAD: Verb = Verb::new("load", "loading", "loaded");
    /// accept, accepting, accepted
    pub const ACCEPT: Verb = Verb::new("accept", "accepting", "accepted");
    /// decline, declining, declined
    pub const DECLINE: Verb = Verb::new("decline", "declining", "declined");
    /// invite, inviting, invited
    pub const INVITE: Verb = Verb::new("invite", "inviting", "invited");
    /// resend, resending, resent
    pub const RESEND: Verb = Verb::new("resend", "resending", "resent");
    /// delete, deleting, deleted
    pub const DELETE: Verb = Verb::new("delete", "deleting", "deleted");
    /// update, updating, updated
    pub const UPDATE: Verb = Verb::new("update", "updating", "updated");
    /// register, registering, registered
    pub const REGISTER: Verb = Verb::new("register", "registering", "registered");
    /// sign in, signing in, signed in
    pub const SIGN_IN: Verb = Verb::new("sign in", "signing in", "signed in");
    /// switch, switching, switched
    pub const SWITCH: Verb = Verb::new("switch", "switching", "switched");

    /// A verb by its three forms.
    pub const fn new(base: &'static str, doing: &'static str, done: &'static str) -> Self {
        Self {
            base,
            doing,
            done,
            part: None,
        }
    }

    /// The same verb about something that belongs to the record: what, and how the record follows.
    #[must_use]
    pub const fn part(mut self, part: &'static str, link: &'static str) -> Self {
        self.part = Some((part, link));
        self
    }

    /// One of the three forms with what belongs to the record: `delete the budget`.
    pub fn with_part(self, form: &str) -> String {
        match self.part {
            Some((part, _)) => format!("{form} {part}"),
            None => form.to_owned(),
        }
    }

    /// What is done to whom: `delete the budget of acme-labs`.
    pub fn about(self, name: &impl std::fmt::Display) -> String {
        match self.part {
            Some((part, link)) => format!("{} {part} {link} {name}", self.base),
            None => format!("{} {name}", self.base),
        }
    }

    /// That it was done: `deleted: acme-labs`, `deleted the budget of acme-labs`.
    pub fn done_to(self, name: &impl std::fmt::Display) -> String {
        match self.part {
            Some((part, link)) => format!("{} {part} {link} {name}", self.done),
            None => format!("{}: {name}", self.done),
        }
    }

    /// That it was perhaps done: `acme-labs was deleted`, `the budget of acme-labs was deleted`.
    pub fn perhaps(self, name: &impl std::fmt::Display) -> String {
        let done = self.done;
        match self.part {
            Some((part, link)) => format!("{part} {link} {name} was {done}"),
            None => format!("{name} was {done}"),
        }
    }
}
