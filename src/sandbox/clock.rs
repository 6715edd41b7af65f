//! Times as the vendors write them.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};

/// As Koyeb writes it: `2026-01-31T08:00:00.123456Z`.
pub(super) fn precise(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// As Tripartie writes it: `2026-01-31T08:00:00+00:00`.
pub(super) fn plain(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

/// Whether a text is a time or a date: with a zone, without one, or a day alone.
pub(super) fn is_time(text: &str) -> bool {
    text.parse::<Timestamp>().is_ok()
        || text.parse::<DateTime>().is_ok()
        || text.parse::<Date>().is_ok()
}
