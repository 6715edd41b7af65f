use super::Reading;
use crate::{
    api::{Arguments, Operation, Problem, Reason, koyeb},
    app::{Cell, Letter, Tone, bar, yes_or_no},
    domain::{Clean, dollars},
};

/// Something that belongs to a record and is read by itself, beside it.
#[derive(Debug)]
pub struct Extra {
    /// What it is.
    pub about: &'static About,
    /// The values that address it.
    pub arguments: Arguments,
    /// How far its reading has come.
    pub reading: Reading,
}

/// What is read beside a record, and how it is told.
#[derive(Debug)]
pub struct About {
    /// What reads it.
    pub operation: &'static Operation,
    /// The title of its section.
    pub title: &'static str,
    /// What a problem means that says that there is none.
    none: fn(&Problem) -> Option<&'static str>,
    /// Tells it.
    write: fn(&mut Letter<'_>),
}

impl Extra {
    /// Something that is to be read.
    pub fn new(about: &'static About, arguments: Arguments) -> Self {
        Self {
            about,
            arguments,
            reading: Reading::Nothing,
        }
    }

    /// Tells it: a letter of its own, beginning with its title.
    pub fn write(&self, letter: &mut Letter<'_>) {
        letter.section(self.about.title);
        match &self.reading {
            Reading::Nothing => {}
            Reading::Due(_) | Reading::Asked(_) => letter.remark(Cell::dim("reading …")),
            Reading::Failed(problem) => letter.remark(match (self.about.none)(problem) {
                Some(none) => Cell::dim(none),
                None => Cell::new(problem.to_string(), Tone::Bad),
            }),
            Reading::Done(_) => {
                (self.about.write)(letter);
                letter.rest();
            }
        }
    }
}

/// The settings of our own Koyeb user.
pub static SETTINGS: About = About {
    operation: &koyeb::GET_USER_SETTINGS,
    title: "Settings",
    none: |_| None,
    write: |letter| {
        let [yes, no] = yes_or_no();
        let name = "failed_deployment_email_notification";
        letter.flag("Mail when a deployment fails", name, yes, no);
        letter.told(&["id", "user_id"]);
    },
};

/// The budget of a Koyeb organization; 404 where none is set.
pub static BUDGET: About = About {
    operation: &koyeb::GET_BUDGET,
    title: "Budget",
    none: |problem| (problem.reason == Reason::NotFound).then_some("No budget is set"),
    write: write_budget,
};

/// The connection of the current Koyeb organization to GitHub; 400 `No GitHub Installation` where there is none.
pub static GITHUB: About = About {
    operation: &koyeb::GET_GITHUB_INSTALLATION,
    title: "GitHub",
    none: |problem| {
        let none = problem.message.raw().contains("No GitHub Installation");
        (none || problem.reason == Reason::NotFound).then_some("GitHub is not connected")
    },
    write: write_github,
};

/// Koyeb keeps cents, and warns at so many percent of them. What was spent it doesn't tell here.
fn write_budget(letter: &mut Letter<'_>) {
    let Some(cents) = letter.raw("amount").and_then(|it| it.parse::<i64>().ok()) else {
        return;
    };
    letter.told(&["amount"]);
    if cents == 0 {
        return letter.remark(Cell::dim("No budget is set"));
    }
    letter.say("Amount", Cell::plain(format!("{} a month", dollars(cents))));
    let thresholds = letter.raw("thresholds").unwrap_or_default().split(", ");
    let percents: Option<Vec<u64>> = thresholds.map(|text| text.parse().ok()).collect();
    if let Some(percents) = percents {
        letter.told(&["thresholds"]);
        letter.say("Gauge", Cell::plain(scale(&percents)));
        let warns = percents.iter().map(|percent| warning(cents, *percent));
        letter.say(
            "Warns at",
            Cell::plain(warns.collect::<Vec<_>>().join(", ")),
        );
        letter.say("Spent", Cell::dim("Koyeb's API does not tell"));
    }
}

/// `80 % ($200.00)`, cents that are not whole cut off.
fn warning(cents: i64, percent: u64) -> String {
    let part = i128::from(cents) * i128::from(percent) / 100;
    match i64::try_from(part) {
        Ok(part) => format!("{percent} % ({})", dollars(part)),
        Err(_) => format!("{percent} %"),
    }
}

/// The way from nothing to the whole budget, a mark where Koyeb warns: `───────────────┼───┼`.
fn scale(percents: &[u64]) -> String {
    const CELLS: u64 = 20;
    let is_at = |cell: u64, percent: u64| {
        let end = percent.saturating_mul(CELLS);
        end > cell * 100 && end <= (cell + 1) * 100
    };
    let mark = |cell| percents.iter().any(|percent| is_at(cell, *percent));
    let drawn = (0..CELLS).map(|cell| if mark(cell) { '┼' } else { '─' });
    drawn.collect()
}

fn write_github(letter: &mut Letter<'_>) {
    letter.text("Account", "name");
    letter.told(&[
        "status",
        "indexing_status",
        "indexed_repositories",
        "total_repositories",
    ]);
    letter.say(
        "Connection",
        match letter.raw("status") {
            Some("INSTALLED") => Cell::new("installed", Tone::Good),
            Some("SUSPENDED") => Cell::new("suspended at GitHub", Tone::Warning),
            Some("DELETED") => Cell::new("removed at GitHub", Tone::Bad),
            other => Cell::plain(other.unwrap_or_default()),
        },
    );
    letter.time("Installed", "installed_at");
    letter.time("Suspended", "suspended_at");
    letter.say(
        "Indexing",
        Cell::plain(match letter.raw("indexing_status") {
            Some("NOT_STARTED") => "not begun",
            Some("IN_PROGRESS") => "under way",
            Some("COMPLETED") => "done",
            other => other.unwrap_or_default(),
        }),
    );
    let count = |path| letter.raw(path).and_then(|it| it.parse::<u64>().ok());
    if let (Some(done), Some(of)) = (count("indexed_repositories"), count("total_repositories")) {
        let words: Clean = format!("{}, {done} of {of}", bar(done, of)).into();
        letter.say("Repositories", Cell::plain(words));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_a_mark_where_a_warning_is_sent() {
        assert_eq!(scale(&[80, 100]), "───────────────┼───┼");
        assert_eq!(scale(&[]), "────────────────────");
        assert_eq!(scale(&[0, 1, 500]), "┼───────────────────");
    }

    #[test]
    fn a_warning_names_its_share_in_whole_cents() {
        assert_eq!(warning(25_000, 80), "80 % ($200.00)");
        assert_eq!(warning(1999, 80), "80 % ($15.99)");
        assert_eq!(warning(i64::MAX, 200), "200 %");
    }
}
