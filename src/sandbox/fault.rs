use std::time::Duration;

use crate::domain::Provider;

use super::chance::Chance;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Refused with this status, in the vendor's error shape; a 429 says `Retry-After: 2`.
    Status(u16),
    /// Refused with 429 and this `Retry-After`.
    Limited(String),
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
    /// The request is carried out, then the connection closes in the middle of the answer.
    HalfBody,
    /// The request is carried out, and `Content-Length` promises more than comes.
    LengthTooLong,
    /// The request is carried out, and `Content-Length` promises less than comes.
    LengthTooShort,
    /// The request is carried out, and the answer has no end.
    EndlessBody,
    /// The request is carried out, and a byte of the answer comes each time that so much time has passed.
    Drip(Duration),
    /// The token stops working just now: every token that the vendor handed out since the start is revoked, and the
    /// request is answered with 401. The credentials themselves stay good.
    RevokeTokens,
    /// This status, and this address to go to instead.
    Redirect(u16, String),
    /// The request is carried out after this time.
    Delay(Duration),
}

impl FaultKind {
    /// The names that [`FaultKind::named`] knows besides three-digit statuses.
    pub const NAMES: &'static [&'static str] = &[
        "delay",
        "hang",
        "drop-before",
        "drop-after",
        "half",
        "too-long",
        "too-short",
        "endless",
        "drip",
        "redirect",
        "revoke",
        "garbage",
        "page",
    ];

    /// A fault by its name; a status from 400 to 599 is one too.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "delay" => Some(Self::Delay(Duration::from_secs(1))),
            "hang" => Some(Self::Hang),
            "drop-before" => Some(Self::DropBefore),
            "drop-after" => Some(Self::DropAfter),
            "half" => Some(Self::HalfBody),
            "too-long" => Some(Self::LengthTooLong),
            "too-short" => Some(Self::LengthTooShort),
            "endless" => Some(Self::EndlessBody),
            "drip" => Some(Self::Drip(Duration::from_millis(500))),
            "redirect" => Some(Self::Redirect(307, "https://elsewhere.invalid/".to_owned())),
            "revoke" => Some(Self::RevokeTokens),
            "garbage" => Some(Self::Garbage),
            "page" => Some(Self::Html),
            status => (status.parse().ok())
                .filter(|status| (400..600).contains(status))
                .map(Self::Status),
        }
    }
}

/// The faults that wait for their requests.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// Those for the next requests, oldest first.
    next: Vec<Fault>,
    /// Those for a share of the requests.
    some: Vec<(f64, Fault)>,
}

impl Faults {
    /// One more fault for the next requests.
    pub fn push(&mut self, fault: Fault) {
        self.next.push(fault);
    }

    /// One more fault for a share of the requests.
    pub fn push_share(&mut self, share: f64, fault: Fault) {
        self.some.push((share, fault));
    }

    /// No more faults.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes what shall go wrong with a request, if anything. The shares of what may hit it add up.
    pub fn take(
        &mut self,
        chance: &mut Chance,
        provider: Provider,
        method: &str,
        path: &str,
    ) -> Option<FaultKind> {
        let hit = |fault: &Fault| fault.is_for(provider, method, path);
        let fault = if let Some(fault) = self.next.iter_mut().find(|fault| hit(fault)) {
            fault
        } else {
            let some = self.some.iter_mut().filter(|(_, fault)| hit(fault));
            chosen(chance, some)?
        };
        fault.times -= 1;
        let kind = fault.kind.clone();
        self.next.retain(|fault| fault.times > 0);
        Some(kind)
    }
}

impl Fault {
    fn is_for(&self, provider: Provider, method: &str, path: &str) -> bool {
        self.times > 0
            && self.provider == provider
            && self.method.is_none_or(|wanted| wanted == method)
            && path.contains(&self.path)
    }
}

/// One of some faults, each by its share; no number is drawn where there is none.
fn chosen<'a>(
    chance: &mut Chance,
    faults: impl Iterator<Item = &'a mut (f64, Fault)>,
) -> Option<&'a mut Fault> {
    let mut drawn = None;
    for (share, fault) in faults {
        let left = drawn.get_or_insert_with(|| chance.fraction());
        if *left < *share {
            return Some(fault);
        }
        *left -= *share;
    }
    None
}
