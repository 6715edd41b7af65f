use std::time::Duration;

use super::{App, Draft, Effect, Notice};
use crate::api::{Argument, Arguments, Call, CallId, Detail, Problem, Reply, Shown, koyeb};

/// When to look whether a change shows: so long after it was answered, and after each look in vain.
const LOOKS: [Duration; 5] = [
    Duration::from_millis(400),
    Duration::from_millis(800),
    Duration::from_millis(1600),
    Duration::from_millis(3200),
    Duration::from_millis(6400),
];

/// A change that the vendor makes after it answered: the record is read again until the change shows, a few times at most.
/// Koyeb writes the second version of the own profile so.
#[derive(Debug)]
pub struct Late {
    /// What the record is to say: property and value.
    wanted: Vec<(&'static str, String)>,
    stage: Stage,
    looks: usize,
}

#[derive(Debug)]
enum Stage {
    /// The change is under way.
    Changing(CallId),
    /// To be looked at then.
    Due(Duration),
    /// Being looked at.
    Looking(CallId),
}

impl Late {
    /// What to look out for once a call is answered, if the vendor takes its time with it. A new e-mail address is none of
    /// it: it has to be confirmed first.
    fn of(call: &Call) -> Option<Self> {
        let is_late = *call.operation == koyeb::UPDATE_USER_V2_PATCH
            || *call.operation == koyeb::UPDATE_USER_V2_PUT;
        let words = |name: &'static str| match call.arguments.get(name)? {
            Argument::Text(text) => Some((name, text.clone())),
            Argument::Flag(flag) => Some((name, flag.to_string())),
            _ => None,
        };
        let names = ["name", "newsletter_subscribed"].into_iter();
        let wanted: Vec<_> = names.filter_map(words).collect();
        (is_late && !wanted.is_empty()).then_some(Self {
            wanted,
            stage: Stage::Changing(call.id),
            looks: 0,
        })
    }

    /// When it is to be looked at.
    pub fn due(&self) -> Option<Duration> {
        match self.stage {
            Stage::Due(due) => Some(due),
            Stage::Changing(_) | Stage::Looking(_) => None,
        }
    }

    /// Waits before the next look; false when there were enough.
    fn wait(&mut self, uptime: Duration) -> bool {
        let pause = LOOKS.get(self.looks);
        self.looks += 1;
        if let Some(pause) = pause {
            self.stage = Stage::Due(uptime + *pause);
        }
        pause.is_some()
    }

    fn shows_in(&self, record: &Detail) -> bool {
        let says = |(name, value): &(&str, String)| {
            let said = record.line(name).map(|line| &line.value);
            matches!(said, Some(Shown::Text(text)) if text.raw() == value)
        };
        self.wanted.iter().all(says)
    }
}

impl App {
    /// A call was started whose effect may come late.
    pub(super) fn look_out(&mut self, call: &Call) {
        if let Some(late) = Late::of(call) {
            self.calls.late = Some(late);
        }
    }

    /// A change ended: if it is one that comes late, it is looked at again and again from now on, or not at all.
    pub(super) fn begin_looking(&mut self, id: CallId, was_taken: bool) {
        let uptime = self.now.uptime;
        let is_it = |late: &mut Late| matches!(late.stage, Stage::Changing(call) if call == id);
        if let Some(mut late) = self.calls.late.take_if(is_it)
            && was_taken
            && late.wait(uptime)
        {
            self.calls.late = Some(late);
        }
    }

    /// Looks whether a late change shows, if that is due.
    pub(super) fn look(&mut self) -> Option<Effect> {
        let uptime = self.now.uptime;
        self.calls
            .late
            .as_ref()?
            .due()
            .filter(|due| *due <= uptime)?;
        let call = self
            .calls
            .start(Draft::reading(&koyeb::GET_CURRENT_USER, Arguments::NONE));
        if let Some(late) = &mut self.calls.late {
            late.stage = Stage::Looking(call.id);
        }
        Some(Effect::Call(call))
    }

    /// Takes the answer to such a look, if it is one.
    ///
    /// # Errors
    /// Gives the answer back where it is another one's.
    pub(super) fn looked(
        &mut self,
        id: CallId,
        result: Result<Reply, Problem>,
    ) -> Result<(), Result<Reply, Problem>> {
        let is_it = |late: &mut Late| matches!(late.stage, Stage::Looking(call) if call == id);
        let Some(mut late) = self.calls.late.take_if(is_it) else {
            return Err(result);
        };
        if let Ok(Reply::Page(page)) = result
            && page
                .whole
                .as_ref()
                .is_some_and(|record| late.shows_in(record))
        {
            self.refresh(page.rows);
            self.detail.renew(self.now.uptime);
        } else if late.wait(self.now.uptime) {
            self.calls.late = Some(late);
        } else {
            self.say(Notice::warning(
                "Koyeb took the change, but doesn't show it yet: reload in a while",
            ));
        }
        Ok(())
    }
}
