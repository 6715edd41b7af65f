use std::process::ExitCode;

use clap::Args;
use jiff::{Timestamp, ToSpan as _, Zoned, civil::Date, tz::TimeZone};
use serde_json::{Value, json};
use usher_tui::{api::Change, config::JournalPlace, domain::Clean, worker::Journal};

use super::{Misuse, print, tell};

/// Which changes are to be listed.
#[derive(Debug, Args)]
pub struct Request {
    /// Those of this profile alone
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Those since then: a date, a time, or how long ago, such as 7d or 2h
    #[arg(long, value_name = "WHEN", value_parser = moment)]
    since: Option<Timestamp>,
    /// Those that nobody knows the outcome of
    #[arg(long)]
    unconfirmed: bool,
    /// As JSON, a line for each
    #[arg(long)]
    json: bool,
}

/// Prints the journal of changes, the oldest first.
///
/// # Errors
/// When it can't be read.
pub fn run(request: &Request) -> anyhow::Result<ExitCode> {
    let changes = Journal::read(&JournalPlace::standard());
    let mut changes = changes.map_err(|why| anyhow::anyhow!("{why}"))?;
    changes.retain(|change| {
        let profile = request.profile.as_deref();
        profile.is_none_or(|profile| change.profile.raw() == profile)
            && request.since.is_none_or(|since| change.began_at >= since)
            && (change.is_unconfirmed() || !request.unconfirmed)
    });
    if changes.is_empty() && !request.json {
        tell("There is no such change in the journal.")?;
    }
    let zone = TimeZone::system();
    let line = |change: &Change| {
        if request.json {
            format!("{}\n", as_json(change))
        } else {
            format!("{}\n", as_text(change, &zone))
        }
    };
    print(&changes.iter().map(line).collect::<String>())?;
    Ok(ExitCode::SUCCESS)
}

fn as_text(change: &Change, zone: &TimeZone) -> String {
    let at = change.began_at.to_zoned(zone.clone());
    let mut words = vec![
        at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        change.profile.to_string(),
        change.operation.to_string(),
    ];
    words.extend(change.target_line().map(|id| id.to_string()));
    if !change.fields.is_empty() {
        words.push(format!("({})", change.fields_line()));
    }
    words.extend(change.who.as_ref().map(|who| format!("as {who}")));
    words.extend(change.requests.iter().map(|id| format!("request {id}")));
    words.push(format!("- {}", change.outcome()));
    let (status, code) = change.fate.refusal();
    words.extend(status.map(|status| status.to_string()));
    words.extend(code.map(Clean::to_string));
    words.join(" ")
}

fn as_json(change: &Change) -> Value {
    let (status, code) = change.fate.refusal();
    let texts = |texts: &[Clean]| texts.iter().map(Clean::to_string).collect::<Vec<_>>();
    json!({
        "id": Clean::new(&change.id).as_str(),
        "time": change.began_at.to_string(),
        "profile": change.profile.as_str(),
        "who": change.who.as_ref().map(Clean::as_str),
        "provider": change.provider,
        "operation": change.operation.as_str(),
        "target": change.target_line().map(|id| id.to_string()),
        "requests": texts(&change.requests),
        "fields": texts(&change.fields),
        "outcome": change.outcome(),
        "status": status,
        "code": code.map(Clean::as_str),
        "ended": change.ended_at.map(|at| at.to_string()),
        "unconfirmed": change.is_unconfirmed(),
    })
}

/// A time that somebody typed.
fn moment(text: &str) -> Result<Timestamp, Misuse> {
    let now = Zoned::now();
    let ago = |text: &str| now.checked_sub(text.parse::<jiff::Span>().ok()?).ok();
    let day = |text: &str| text.parse::<Date>().ok()?.to_zoned(TimeZone::system()).ok();
    let found = text
        .parse::<Timestamp>()
        .ok()
        .or_else(|| day(text).map(|at| at.timestamp()))
        .or_else(|| ago(text).map(|at| at.timestamp()));
    found.ok_or_else(|| {
        let example = now.checked_sub(7.days()).unwrap_or(now.clone()).date();
        let words = format!("write a date such as {example}, a time, or how long ago: 7d, 2h");
        Misuse(words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_a_time_or_so_long_ago() {
        let at = |text: &str| moment(text).unwrap();
        assert_eq!(
            at("2026-01-31T10:00:00Z").to_string(),
            "2026-01-31T10:00:00Z"
        );
        let start = Date::constant(2026, 1, 31).to_zoned(TimeZone::system());
        assert_eq!(at("2026-01-31"), start.unwrap().timestamp());
        // The clock is read before and after: whole minutes hide that.
        let minutes = |text: &str| {
            let ago = Timestamp::now().duration_since(at(text)).as_secs();
            (ago + 30) / 60
        };
        assert_eq!((minutes("2h"), minutes("1 day")), (120, 24 * 60));
        for wrong in ["", "soon", "2026-13-01", "7"] {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }
}
