use std::time::Duration;

use jiff::tz::TimeZone;

use super::Setup;
use crate::domain::Clean;

/// How a run was started.
#[derive(Clone, Debug)]
pub struct Options {
    /// The profile's name, for the header.
    pub profile: String,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// Whether what is private is masked from the start.
    pub screen_share: bool,
    /// How long accept and decline can be taken back.
    pub undo_window: Duration,
    /// Where the settings are, for the help.
    pub config: Clean,
    /// Tells the time zone in which times of day are shown, once that is wanted: the system takes its time to tell.
    pub zone: fn() -> TimeZone,
    /// What the configuration says of signing in, and of other profiles.
    pub setup: Setup,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            profile: String::new(),
            read_only: false,
            screen_share: false,
            undo_window: Duration::ZERO,
            config: Clean::default(),
            zone: || TimeZone::UTC,
            setup: Setup::default(),
        }
    }
}
