use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    api::{Change, Fate, Finding},
    domain::{Clean, Provider},
};

/// No code of a vendor is longer; what is longer is no code.
const MAX_CODE: usize = 64;

/// A line of the journal.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Line {
    /// When it was written.
    time: String,
    /// Which change it is about.
    pub id: Box<str>,
    #[serde(flatten)]
    what: What,
}

/// What is told of a change.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum What {
    /// It is about to be sent.
    Intent(Intent),
    /// It is about to be sent once more.
    Again {
        #[serde(skip_serializing_if = "Option::is_none")]
        request: Option<String>,
    },
    /// What the vendor's answer told.
    Outcome {
        outcome: Outcome,
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<String>,
    },
    /// What was found out later.
    Settled { finding: Found },
}

/// Who is about to do what.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Intent {
    pub process: u32,
    pub profile: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    pub provider: Provider,
    pub operation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    pub fields: Vec<String>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    Done,
    Refused,
    NotSent,
    Unknown,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Found {
    Done,
    NotDone,
    Seen,
}

impl Line {
    pub fn new(id: &str, what: What) -> Self {
        Self {
            time: Timestamp::now().to_string(),
            id: id.into(),
            what,
        }
    }

    /// The line as it stands in the file, with its end. A text with a line break in it is still one line.
    pub fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

impl What {
    /// What became of a change.
    pub fn outcome(fate: &Fate) -> Option<Self> {
        let (outcome, status, code) = match fate {
            Fate::Sent => return None,
            Fate::Done => (Outcome::Done, None, None),
            Fate::Refused(status, code) => (Outcome::Refused, *status, code.as_ref()),
            Fate::NotSent => (Outcome::NotSent, None, None),
            Fate::Unknown => (Outcome::Unknown, None, None),
        };
        let code = code.map(Clean::raw).filter(|code| is_code(code));
        Some(Self::Outcome {
            outcome,
            status,
            code: code.map(str::to_owned),
        })
    }

    /// What was found out about it.
    pub fn settled(finding: Finding) -> Self {
        let finding = match finding {
            Finding::Made => Found::Done,
            Finding::NotMade => Found::NotDone,
            Finding::Seen => Found::Seen,
        };
        Self::Settled { finding }
    }
}

/// Whether a vendor's code can't be a sentence that repeats what was sent.
fn is_code(code: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    code.len() <= MAX_CODE && code.chars().all(plain)
}

/// The changes that a journal tells of, in the order in which they were written down. A line that is torn or makes no
/// sense is left out.
pub(super) fn changes(bytes: &[u8]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut places: HashMap<Box<str>, usize> = HashMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let Ok(line) = serde_json::from_slice::<Line>(line) else {
            continue;
        };
        let Ok(at) = line.time.parse() else {
            continue;
        };
        let known = places
            .get(&line.id)
            .and_then(|place| changes.get_mut(*place));
        match (known, line.what) {
            (Some(change), what) => tell(change, what, at),
            (None, What::Intent(intent)) => {
                places.insert(line.id.clone(), changes.len());
                changes.push(begun(line.id, intent, at));
            }
            (None, What::Again { .. } | What::Outcome { .. } | What::Settled { .. }) => {}
        }
    }
    changes
}

/// A change that was written down.
pub(super) fn begun(id: Box<str>, intent: Intent, began_at: Timestamp) -> Change {
    let clean = |text: String| Clean::new(&text);
    Change {
        id,
        began_at,
        process: intent.process,
        profile: clean(intent.profile),
        who: intent.who.map(clean),
        provider: intent.provider,
        operation: clean(intent.operation),
        target: intent.target.map(|target| Clean::multi_line(&target)),
        requests: intent.request.map(clean).into_iter().collect(),
        fields: intent.fields.into_iter().map(clean).collect(),
        fate: Fate::Sent,
        ended_at: None,
        finding: None,
        call: None,
    }
}

fn tell(change: &mut Change, what: What, at: Timestamp) {
    match what {
        // Where the journal began a new file, open changes were written down once more.
        What::Intent(_) => {}
        What::Again { request } => {
            let request = request.map(|request| Clean::new(&request));
            let new = request.filter(|request| !change.requests.contains(request));
            change.requests.extend(new);
        }
        What::Outcome {
            outcome,
            status,
            code,
        } => {
            let fate = match outcome {
                Outcome::Done => Fate::Done,
                Outcome::Refused => Fate::Refused(status, code.map(|code| Clean::new(&code))),
                Outcome::NotSent => Fate::NotSent,
                Outcome::Unknown => Fate::Unknown,
            };
            change.end(fate, at);
        }
        What::Settled { finding } => change.settle(match finding {
            Found::Done => Finding::Made,
            Found::NotDone => Finding::NotMade,
            Found::Seen => Finding::Seen,
        }),
    }
}
