use std::time::Duration;

use crate::domain::Provider;

/// Something that shall go wrong with the next requests of a kind.
#[derive(Clone, Debug)]
pub struct Fault {
    /// At which vendor.
    pub provider: Provider,
    /// With which method; any, when `None`.
    pub method: Option<&'static str>,
    /// With which path: its beginning or any other part of it. Empty means any, Contabo's token endpoint included.
    pub path: String,
    /// How many requests it hits.
    pub times: usize,
    /// What goes wrong.
    pub kind: FaultKind,
}

/// What can go wrong with a request.
#[derive(Clone, Debug)]
pub enum FaultKind {
    /// Refused with this status, in the vendor's error shape; a 429 says `Retry-After: 2`.
    Status(u16),
    /// A 200 that says it is JSON and isn't.
    Garbage,
    /// A 200 with a web page, as a captive portal gives.
    Html,
    /// No answer ever.
    Hang,
    /// The connection closes before anything was done.
    DropBefore,
    /// The request is carried out, then the connection closes without an answer.
    DropAfter,
    /// The token stops working just now: every token that the vendor handed out since the start is revoked, and the
    /// request is answered with 401. The credentials themselves stay good.
    RevokeTokens,
    /// A 307 to this address.
    Redirect(String),
    /// The request is carried out after this time.
    Delay(Duration),
}

/// The faults that wait for their requests, oldest first.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    /// One more fault.
    pub fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Takes what shall go wrong with a request, if anything.
    pub fn take(&mut self, provider: Provider, method: &str, path: &str) -> Option<FaultKind> {
        let fault = self.0.iter_mut().find(|fault| {
            fault.times > 0
                && fault.provider == provider
                && fault.method.is_none_or(|wanted| wanted == method)
                && path.contains(&fault.path)
        })?;
        fault.times -= 1;
        let kind = fault.kind.clone();
        self.0.retain(|fault| fault.times > 0);
        Some(kind)
    }
}
