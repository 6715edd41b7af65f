use super::Effect;
use crate::{api::Reason, domain::Clean};

/// Why no answer came, or no whole one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The request can't be put into bytes.
    NotMade(Clean),
    /// There is no connection: nothing was sent.
    NoConnection(Clean),
    /// The answer did not come in time.
    TimedOut,
    /// The connection broke.
    Lost(Clean),
    /// The answer can't be unpacked.
    Garbled,
    /// The answer has more bytes than this.
    TooLarge(usize),
}

impl Fault {
    /// What it means for a request: a change that may have left is not known to have failed.
    pub fn reason(&self, effect: Effect) -> Reason {
        match (self, effect) {
            (Fault::NotMade(_), _) => Reason::NotSent,
            (Fault::NoConnection(_), _) | (Fault::Lost(_), Effect::Reads) => Reason::Offline,
            (Fault::TimedOut, Effect::Reads) => Reason::TimedOut,
            (Fault::Garbled | Fault::TooLarge(_), Effect::Reads) => Reason::Unreadable,
            (
                Fault::TimedOut | Fault::Lost(_) | Fault::Garbled | Fault::TooLarge(_),
                Effect::Changes,
            ) => Reason::Unconfirmed,
        }
    }

    /// What happened between us and a host, for people.
    pub fn words(&self, host: &str, effect: Effect) -> Clean {
        let happened = match self {
            Fault::NotMade(why) => format!("the request can't be sent: {why}"),
            Fault::NoConnection(why) => format!("no connection to {host}: {why}"),
            Fault::TimedOut => format!("{host} gave no answer in time"),
            Fault::Lost(why) => format!("the connection to {host} was lost: {why}"),
            Fault::Garbled => format!("the answer of {host} can't be unpacked"),
            Fault::TooLarge(bytes) => {
                format!("the answer of {host} is larger than {} MB", bytes >> 20)
            }
        };
        Clean::from(match self.reason(effect) {
            Reason::Unconfirmed => format!("{happened}; {NOT_KNOWN}"),
            _ => happened,
        })
    }
}

/// What is to be said of a change that was sent without an answer.
pub(super) const NOT_KNOWN: &str = "whether the change was made is not known";
