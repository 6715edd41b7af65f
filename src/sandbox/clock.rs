//! Times as the vendors write them.

use jiff::Timestamp;

/// As Koyeb writes it: `2026-01-31T08:00:00.123456Z`.
pub(super) fn precise(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// As Tripartie writes it: `2026-01-31T08:00:00+00:00`.
pub(super) fn plain(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}
