use std::time::Duration;

use super::{App, Clip, Effect, Notice};

/// For how long a secret that was copied stays in the clipboard.
const KEPT: Duration = Duration::from_secs(45);

impl App {
    /// Puts something into the clipboard, and says so. A secret is taken out of it again after a while; whatever else is
    /// copied takes its place before.
    pub(super) fn copied(&mut self, clip: Clip, notice: Notice) -> Vec<Effect> {
        self.notices.clip_until = match &clip {
            Clip::Secret(_) => Some(self.now.uptime + KEPT),
            Clip::Text(_) => None,
        };
        self.say(notice);
        vec![Effect::Copy(clip)]
    }

    /// What is said where a secret was copied.
    pub(super) fn secret_copied() -> Notice {
        Notice::good(format!("Copied, cleared in {} s", KEPT.as_secs()))
    }

    /// Takes a secret out of the clipboard that has been there for long enough.
    pub(super) fn clear_clip(&mut self) -> Option<Effect> {
        let now = self.now.uptime;
        let over = self.notices.clip_until.take_if(|until| *until <= now);
        over.map(|_| Effect::ClearClip)
    }
}
