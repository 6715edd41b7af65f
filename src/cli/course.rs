use std::{io, time::Duration};

use anyhow::Context;
use crossterm::event::Event;
use futures_util::Stream;
use jiff::Timestamp;
use ratatui::layout::Size;
use tokio::{runtime::Handle, task::JoinHandle};
use usher_tui::{
    app::{App, Effect, Notice, Now},
    config::Profile,
    domain::Mistake,
    runtime::{Farewell, Session},
    sandbox::Sandbox,
    terminal::Signal,
    ui::Styles,
    worker::{self, Access, Worker},
};

use super::{Start, kept::Kept, plan::Plan};

/// How the program goes on in its terminal with one profile, besides the session itself.
pub struct Course {
    /// How everything looks.
    pub styles: Styles,
    /// What the profile's next run finds.
    pub kept: Kept,
    /// What of the last run could not be used.
    pub left_aside: Vec<Mistake>,
}

/// What the worker is started with.
pub struct Means {
    profile: Profile,
    access: Access,
    /// The demo's vendors while they are being made.
    making: Option<JoinHandle<io::Result<Sandbox>>>,
}

/// The program at its start, and what it wants done first.
pub type Beginning = (App, Vec<Effect>);

impl Course {
    /// Begins with a profile.
    pub fn begin(plan: Plan, size: Size) -> (Self, Beginning, Means) {
        let access = if plan.options.read_only {
            Access::ReadOnly
        } else {
            Access::ReadWrite
        };
        let now = Now {
            wall: Timestamp::now(),
            uptime: Duration::ZERO,
        };
        let kept = Kept::read(plan.state);
        let ((mut app, effects), mut left_aside) =
            App::recalling(plan.options, plan.keymap, now, size, &kept.sheet());
        left_aside.extend(kept.unreadable());
        let mistakes: Vec<_> = plan.mistakes.iter().chain(&left_aside).cloned().collect();
        app.admit(&mistakes);
        let course = Self {
            styles: plan.styles,
            kept,
            left_aside,
        };
        let means = Means {
            profile: plan.profile,
            access,
            making: plan.sandbox,
        };
        (course, (app, effects), means)
    }

    /// Goes on with another profile, in the same session; with the same one where the configuration has a fault by now.
    /// The vendors have so long for their last answers.
    pub async fn switch(
        &mut self,
        session: &mut Session<
            impl Stream<Item = io::Result<Event>> + Unpin,
            impl Stream<Item = Signal> + Unpin,
        >,
        start: &Start,
        name: &str,
        size: Size,
        patience: Duration,
    ) {
        let plan = match Plan::of_profile(start, Some(name)) {
            Ok(plan) => plan,
            Err(error) => {
                session.say(Notice::bad(format!("Can't switch to {name}: {error}")));
                return;
            }
        };
        let unkept = self.kept.keep(&session.memory());
        let (course, (app, effects), means) = Self::begin(plan, size);
        let left_aside = std::mem::replace(self, course).left_aside;
        self.left_aside.splice(..0, left_aside);
        let beginning = (app, effects, means.worker());
        let farewell = Box::pin(session.restart(beginning, patience)).await;
        let mut words = last_words(&farewell);
        words.extend(unkept.err().map(|error| unkept_words(&error)));
        if !words.is_empty() {
            session.say(Notice::bad(words.join(" ")));
        }
    }
}

impl Means {
    /// Starts the worker; in the demo, once there are vendors, which end when they are dropped.
    ///
    /// # Errors
    /// When the demo's vendors can't be had.
    pub async fn employ(mut self) -> anyhow::Result<(Worker, Option<Sandbox>)> {
        let Some(making) = self.making.take() else {
            return Ok((self.worker(), None));
        };
        let made = making.await.context("the demo could not be made")?;
        let sandbox = made.context("the demo can't have ports on this machine")?;
        let profile = Profile::demo(sandbox.addresses());
        self.profile = profile.context("the demo's addresses are wrong")?;
        Ok((self.worker(), Some(sandbox)))
    }

    fn worker(self) -> Worker {
        worker::start(self.profile, self.access, &Handle::current())
    }
}

/// What is to be said of the last changes.
pub fn last_words(farewell: &Farewell) -> Vec<String> {
    let mut words: Vec<_> = farewell.failed.iter().map(ToString::to_string).collect();
    let changes = match farewell.unknown {
        0 => return words,
        1 => "1 change was".to_owned(),
        more => format!("{more} changes were"),
    };
    words.push(format!(
        "{changes} sent, but no answer came before the end. Look whether it was made before you repeat it."
    ));
    words
}

/// What is to be said where the next run will find nothing.
pub fn unkept_words(error: &io::Error) -> String {
    format!("how you left the tables could not be kept: {error}")
}
