use std::time::Duration;

use jiff::Timestamp;

use super::{App, Overlay, Tab};

impl App {
    /// When a time on screen is another one. Finding that out takes looking at all that is on screen.
    pub(super) fn times_change_at(&self) -> Option<Duration> {
        self.screen.changes_at(|| {
            let times = [self.next_countdown(), self.standings_change_at()];
            times.into_iter().flatten().min()
        })
    }

    /// When the next countdown on screen shows something else: every second below a minute, else every minute.
    fn next_countdown(&self) -> Option<Duration> {
        let wait = |expires: Timestamp| {
            let left = expires.as_second() - self.now.wall.as_second();
            match left {
                ..=0 => None,
                1..=60 => Some(1),
                _ => u64::try_from(left % 60 + 1).ok(),
            }
        };
        let soonest = self.expiries().into_iter().filter_map(wait).min()?;
        Some(self.now.uptime + Duration::from_secs(soonest))
    }

    /// The times until which somebody counts on screen.
    fn expiries(&self) -> Vec<Timestamp> {
        let mut expiries = match self.panes.front {
            Tab::Invitations => self.panes.invitations.expiries().collect(),
            Tab::Users if self.detail.key.is_some() => self.accounts.expiries().collect(),
            Tab::Users | Tab::Organizations | Tab::Credentials => Vec::new(),
        };
        if let Some(Overlay::Answer(answer)) = self.overlays.last() {
            expiries.extend(answer.expires_at);
        }
        expiries
    }
}
