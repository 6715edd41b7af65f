use std::time::Duration;

use jiff::Timestamp;
use unicode_width::UnicodeWidthStr;

use super::{App, Cell, Tone};
use crate::{
    api::Session,
    domain::{Clean, Provider, countdown},
};

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;
/// From then on the end of a session is a warning.
const SOON: i64 = 5 * MINUTE;
/// From then on what is left of an allowance is one.
const FEW: u64 = 50;

/// How things stand with a provider, for the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The provider.
    pub provider: Provider,
    /// Whether somebody is signed in.
    pub tone: Tone,
    /// Who, in which organization, until when, and how much may still be asked: as far as there is room.
    pub words: Vec<Cell>,
}

/// How much is said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Detail {
    /// What can't wait, else nothing.
    Urgent,
    /// Whether somebody is signed in, or the organization.
    Short,
    /// The same, and the end of the session.
    Brief,
    /// The same, and what is left of an allowance.
    Counted,
    /// The same, and who it is.
    Long,
    /// All of it, in words.
    Full,
}

impl App {
    /// How things stand with the providers, as much of it as so many cells have room for.
    pub fn standings(&self, width: u16) -> Vec<Standing> {
        let room = usize::from(width);
        let cells = |standings: &[Standing]| standings.iter().map(Standing::width).sum::<usize>();
        let all = |detail| Provider::ALL.map(|provider| self.standing(provider, detail));
        let full = all(Detail::Full);
        if cells(&full) <= room {
            return full.into();
        }
        let mut standings = all(Detail::Urgent);
        for detail in [
            Detail::Short,
            Detail::Brief,
            Detail::Counted,
            Detail::Long,
            Detail::Full,
        ] {
            for (at, provider) in Provider::ALL.into_iter().enumerate() {
                let richer = self.standing(provider, detail);
                let taken = cells(&standings);
                if let Some(standing) = standings.get_mut(at)
                    && taken - standing.width() + richer.width() <= room
                {
                    *standing = richer;
                }
            }
        }
        standings.into()
    }

    /// What the person sees of sessions and limits now.
    pub(super) fn seen_of_sessions(&self) -> (Vec<Standing>, Vec<Cell>) {
        let width = self
            .screen
            .layout()
            .filter(|layout| !layout.sessions.is_empty())
            .map_or(0, |layout| layout.sessions.width);
        let standings = if width > 0 {
            self.standings(width)
        } else {
            Vec::new()
        };
        (standings, self.source_notes())
    }

    /// When the next of these words changes.
    pub(super) fn standings_change_at(&self) -> Option<Duration> {
        let now = self.now.wall;
        let shows_ends = (self.screen.layout()).is_some_and(|layout| !layout.sessions.is_empty());
        let ends = Provider::ALL.into_iter().filter_map(|provider| {
            let Session::SignedIn {
                expires_at: Some(end),
                ..
            } = self.accounts.session(provider)
            else {
                return None;
            };
            match end.as_second() - now.as_second() {
                ..=0 => None,
                left @ 1..MINUTE => Some(left),
                left @ MINUTE..DAY => Some(left % MINUTE + 1),
                left => Some(left % (60 * MINUTE) + 1),
            }
        });
        let ends = ends.filter(|_| shows_ends);
        let seconds = |left: i64| Duration::from_secs(u64::try_from(left).unwrap_or_default());
        let pauses = Provider::ALL.into_iter().filter_map(|provider| {
            let left = self.pause(provider)?;
            let shown = Duration::from_secs(whole_seconds(left).saturating_sub(1));
            Some(left.saturating_sub(shown))
        });
        let wait = ends.map(seconds).chain(pauses).min()?;
        Some(self.now.uptime + wait)
    }

    /// For how many seconds a provider wants to be left alone, rounded up.
    pub(super) fn pause_seconds(&self, provider: Provider) -> Option<u64> {
        self.pause(provider).map(whole_seconds)
    }

    fn pause(&self, provider: Provider) -> Option<Duration> {
        let until = self.accounts.limit(provider).pause?;
        let left = until.duration_since(self.now.wall);
        Duration::try_from(left).ok().filter(|left| !left.is_zero())
    }

    fn standing(&self, provider: Provider, detail: Detail) -> Standing {
        let session = self.accounts.session(provider);
        let tone = match session {
            Session::Absent(_) => Tone::Dim,
            Session::Ready => Tone::Plain,
            Session::SignedIn { .. } => Tone::Good,
            Session::Refused(_) => Tone::Bad,
        };
        let mut words = Vec::new();
        match session {
            Session::Absent(_) if detail > Detail::Urgent => words.push(Cell::dim("no credential")),
            Session::Absent(_) => {}
            Session::Refused(_) if detail >= Detail::Long => {
                let key = self.sign_in_key();
                let wants = format!("wants a sign-in: {key}");
                words.push(Cell::new(wants, Tone::Bad));
            }
            Session::Refused(_) => words.push(Cell::new("sign in", Tone::Bad)),
            Session::Ready | Session::SignedIn { .. } => {
                words.extend(self.identity(provider, detail));
                words.extend(self.end(session, detail));
            }
        }
        words.extend(self.allowance(provider, detail));
        Standing {
            provider,
            tone,
            words,
        }
    }

    /// Who it is, and in which organization.
    fn identity(&self, provider: Provider, detail: Detail) -> Vec<Cell> {
        let room = if detail >= Detail::Long { 28 } else { 14 };
        let organization = self.accounts.organization.as_ref();
        let organization = organization.filter(|_| provider == Provider::Koyeb);
        let scope = organization.map(|(_, name)| format!("in {}", shortened(name, room)));
        let name = self.accounts.name(provider);
        let name = name.map(|name| shortened(name, room));
        let state = match self.accounts.session(provider) {
            Session::SignedIn { .. } => "signed in",
            Session::Ready | Session::Absent(_) | Session::Refused(_) => "ready",
        };
        let state = || state.to_owned();
        let words = match detail {
            Detail::Urgent => Vec::new(),
            Detail::Short | Detail::Brief | Detail::Counted => vec![scope.unwrap_or_else(state)],
            Detail::Long | Detail::Full => {
                let known: Vec<_> = scope.into_iter().chain(name).collect();
                if known.is_empty() {
                    vec![state()]
                } else {
                    known
                }
            }
        };
        words.into_iter().map(Cell::dim).collect()
    }

    /// When the session ends.
    fn end(&self, session: &Session, detail: Detail) -> Option<Cell> {
        let Session::SignedIn {
            expires_at: Some(end),
            ..
        } = session
        else {
            return None;
        };
        let left = end.as_second() - self.now.wall.as_second();
        let tone = if left < SOON {
            Tone::Warning
        } else {
            Tone::Dim
        };
        if detail < Detail::Brief && tone == Tone::Dim {
            return None;
        }
        let left = time_left(self.now.wall, *end);
        Some(match left {
            None => Cell::new("session over", Tone::Warning),
            Some(left) if detail >= Detail::Full => Cell::new(format!("ends in {left}"), tone),
            Some(left) => Cell::new(left, tone),
        })
    }

    /// How much may still be asked.
    fn allowance(&self, provider: Provider, detail: Detail) -> Option<Cell> {
        if let Some(seconds) = self.pause_seconds(provider) {
            return Some(Cell::new(format!("waits {seconds} s"), Tone::Warning));
        }
        let left = self.accounts.limit(provider).left?;
        let tone = if left < FEW { Tone::Warning } else { Tone::Dim };
        (detail >= Detail::Counted || tone == Tone::Warning)
            .then(|| Cell::new(format!("{left} left"), tone))
    }
}

impl Standing {
    /// How many cells it takes: a dot, the provider's name, the words with commas between, and some room.
    fn width(&self) -> usize {
        let words = self.words.iter().map(|word| word.text.as_str().width() + 2);
        3 + self.provider.name().width() + 1 + words.sum::<usize>()
    }
}

/// The time until an end, in minutes at the least; `None` when it has passed.
fn time_left(now: Timestamp, end: Timestamp) -> Option<String> {
    let left = countdown(now, end)?;
    let seconds = end.as_second() - now.as_second();
    Some(if seconds < MINUTE {
        "<1 min".to_owned()
    } else {
        left
    })
}

fn whole_seconds(left: Duration) -> u64 {
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}

/// A name that leaves room for the others.
fn shortened(name: &Clean, most: usize) -> String {
    let mut letters = name.as_str().chars();
    let start: String = letters.by_ref().take(most).collect();
    if letters.next().is_some() {
        format!("{start}…")
    } else {
        start
    }
}
