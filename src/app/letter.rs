use jiff::Timestamp;

use super::{Cell, Facts, Link, Told, Tone};
use crate::{
    api::{Detail, DetailLine, Session, Shown},
    domain::{Clean, Provider, Secret, countdown, in_words, moment, parse_time},
};

/// What stands for a value that is not shown.
pub const MASK: &str = "••••••";

/// The detail of a record while it is written: sections with values under people's names for them, and below whatever else
/// the vendor says.
///
/// A value that is empty leaves no trace, and neither does a section without values.
#[derive(Debug)]
pub struct Letter<'a> {
    /// What the vendor says of the whole record, once it was read.
    whole: Option<&'a Detail>,
    wall: Timestamp,
    /// Whether what is masked is shown.
    revealed: bool,
    /// Whether the links that are handed out are shown at any rate.
    links: bool,
    entries: Vec<Told>,
    /// The section that has no row yet.
    heading: Option<&'static str>,
    /// The paths that were told: each with all that is below it.
    told: Vec<&'static str>,
}

impl<'a> Letter<'a> {
    /// An empty letter.
    pub fn new(whole: Option<&'a Detail>, wall: Timestamp, revealed: bool) -> Self {
        Self {
            whole,
            wall,
            revealed,
            links: false,
            entries: Vec::new(),
            heading: None,
            told: Vec::new(),
        }
    }

    /// Shows the links that are handed out, whatever else is masked.
    #[must_use]
    pub fn with_links(mut self, links: bool) -> Self {
        self.links = links;
        self
    }

    /// Begins a section.
    pub fn section(&mut self, title: &'static str) {
        self.heading = Some(title);
    }

    /// A value that somebody else made up from the record.
    pub fn say(&mut self, label: &'static str, cell: Cell) {
        if !cell.text.is_empty() {
            self.begin();
            self.entries.push(Told::Field(label.into(), cell));
        }
    }

    /// A remark, under no name.
    pub fn remark(&mut self, cell: Cell) {
        self.begin();
        self.entries.push(Told::Remark(cell));
    }

    /// These fields are told in other words.
    pub fn told(&mut self, paths: &[&'static str]) {
        self.told.extend(paths);
    }

    /// A text as the vendor writes it.
    pub fn text(&mut self, label: &'static str, path: &'static str) {
        self.text_or(label, path, &Clean::default());
    }

    /// A text as the vendor writes it, or else as the list does.
    pub fn text_or(&mut self, label: &'static str, path: &'static str, listed: &Clean) {
        self.told(&[path]);
        match self.line(path) {
            Some(DetailLine {
                value: Shown::Text(text),
                ..
            }) if !text.is_empty() => self.say(label, Cell::plain(text.clone())),
            Some(line) if matches!(line.value, Shown::Masked(_)) => {
                self.begin();
                self.entries.push(self.entry(label.into(), line));
            }
            Some(_) | None => self.say(label, Cell::plain(listed.clone())),
        }
    }

    /// Whether something is so.
    pub fn flag(&mut self, label: &'static str, path: &'static str, yes: Cell, no: Cell) {
        self.flag_or(label, path, None, yes, no);
    }

    /// Whether something is so, or else was when the list was read.
    pub fn flag_or(
        &mut self,
        label: &'static str,
        path: &'static str,
        listed: Option<bool>,
        yes: Cell,
        no: Cell,
    ) {
        self.told(&[path]);
        let said = self.raw(path).and_then(|text| text.parse().ok());
        match said.or(listed) {
            Some(true) => self.say(label, yes),
            Some(false) => self.say(label, no),
            None => {}
        }
    }

    /// A time, and how far off it is.
    pub fn time(&mut self, label: &'static str, path: &'static str) {
        self.time_or(label, path, None);
    }

    /// A time, or else the one that the list tells.
    pub fn time_or(&mut self, label: &'static str, path: &'static str, listed: Option<Timestamp>) {
        self.told(&[path]);
        if let Some(at) = self.raw(path).and_then(parse_time).or(listed) {
            self.say(label, Cell::plain(moment(self.wall, at)));
        } else if let Some(text) = self.raw(path) {
            self.say(label, Cell::plain(text));
        }
    }

    /// When the session ends in which this is our own record.
    pub fn session(&mut self, provider: Provider, facts: &Facts<'_>) {
        if let Session::SignedIn {
            expires_at: Some(at),
            ..
        } = facts.accounts.session(provider)
        {
            self.say("Session", lifetime(self.wall, *at));
        }
    }

    /// The values at the ends of the list, such as the names of all roles: `roles.0.name`, `roles.1.name`.
    pub fn each(&mut self, label: &'static str, list: &'static str, name: &str) {
        let lines = self.whole.iter().flat_map(|whole| &whole.lines);
        let of_list = |line: &&DetailLine| {
            let path = line.path.raw();
            let inner = path.strip_prefix(list).and_then(|it| it.strip_prefix('.'));
            inner.and_then(|it| it.split_once('.')).map(|it| it.1) == Some(name)
        };
        let names: Vec<_> = lines.filter(of_list).filter_map(words).collect();
        self.say(label, Cell::plain(names.join(", ")));
    }

    /// The value at a path, if it may be shown and is not empty.
    pub fn raw(&self, path: &str) -> Option<&'a str> {
        self.line(path).and_then(words)
    }

    /// What nobody has told yet, as the vendor calls it.
    pub fn rest(&mut self) {
        let lines = self.whole.iter().flat_map(|whole| &whole.lines);
        let untold =
            |line: &&DetailLine| !self.told.iter().any(|told| covers(told, line.path.raw()));
        let rest: Vec<_> = lines.filter(untold).collect();
        for line in rest {
            self.begin();
            self.entries.push(self.entry(line.path.clone(), line));
        }
    }

    /// What was written so far.
    pub fn take(&mut self) -> Vec<Told> {
        std::mem::take(&mut self.entries)
    }

    /// A line under a label. A time also says how far off it is.
    fn entry(&self, label: Clean, line: &DetailLine) -> Told {
        let cell = match &line.value {
            Shown::Text(text) if text.is_empty() => Cell::dim("-"),
            Shown::Text(text) => match instant(text.raw()) {
                Some(at) => Cell::plain(format!("{text}, {}", in_words(self.wall, at))),
                None => Cell::plain(text.clone()),
            },
            Shown::Masked(secret) if self.revealed => {
                return Told::Secret(label, secret.clone());
            }
            Shown::Masked(secret) => match self.link(line, secret) {
                Some(address) => return Told::Secret(label, address.url),
                None => Cell::dim(MASK),
            },
        };
        Told::Field(label, cell)
    }

    /// The link that a line hands out, where those are shown.
    fn link(&self, line: &DetailLine, secret: &Secret) -> Option<Link> {
        let whole = self
            .whole
            .filter(|whole| self.links && whole.is_given(line));
        whole.and_then(|_| Link::new(secret.expose()))
    }

    fn line(&self, path: &str) -> Option<&'a DetailLine> {
        self.whole?.line(path)
    }

    fn begin(&mut self) {
        self.entries.extend(self.heading.take().map(Told::Heading));
    }
}

/// How long a session or a token is still good for.
pub fn lifetime(wall: Timestamp, at: Timestamp) -> Cell {
    const SOON: i64 = 10 * 60;
    match countdown(wall, at) {
        None => Cell::new("over", Tone::Bad),
        Some(left) if at.as_second() - wall.as_second() < SOON => {
            Cell::new(format!("ends in {left}"), Tone::Warning)
        }
        Some(left) => Cell::plain(format!("ends in {left}")),
    }
}

/// Yes or no, where neither is better.
pub fn yes_or_no() -> [Cell; 2] {
    [Cell::plain("yes"), Cell::plain("no")]
}

/// How far something has come, drawn with twenty cells: `██████████░░░░░░░░░░ 50 %`.
pub fn bar(done: u64, of: u64) -> String {
    const CELLS: u64 = 20;
    let done = done.min(of);
    let [full, percent] = match of {
        0 => [0, 0],
        of => [CELLS, 100].map(|whole| {
            let part = u128::from(done) * u128::from(whole) / u128::from(of);
            u64::try_from(part).unwrap_or(whole)
        }),
    };
    let drawn: String = (0..CELLS)
        .map(|cell| if cell < full { '█' } else { '░' })
        .collect();
    format!("{drawn} {percent} %")
}

/// Whether telling one path tells the other one too.
fn covers(told: &str, path: &str) -> bool {
    let below = path.strip_prefix(told);
    below.is_some_and(|below| below.is_empty() || below.starts_with('.'))
}

/// A text that may be shown and says something.
fn words(line: &DetailLine) -> Option<&str> {
    match &line.value {
        Shown::Text(text) if !text.is_empty() => Some(text.raw()),
        Shown::Text(_) | Shown::Masked(_) => None,
    }
}

/// The time that a text is, where it tells the time of day too.
fn instant(text: &str) -> Option<Timestamp> {
    let looks_so =
        text.len() >= "2026-03-01T12:00".len() && text.starts_with(|c: char| c.is_ascii_digit());
    looks_so.then(|| parse_time(text)).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn now() -> Timestamp {
        "2026-03-01T12:00:00Z".parse().unwrap()
    }

    fn shown(entries: Vec<Told>) -> Vec<String> {
        let entry = |entry| match entry {
            Told::Field(label, cell) => format!("{label}: {}", cell.text),
            Told::Secret(label, secret) => format!("{label}! {}", secret.expose()),
            Told::Heading(title) => format!("[{title}]"),
            Told::Remark(cell) => cell.text.as_str().to_owned(),
        };
        entries.into_iter().map(entry).collect()
    }

    #[test]
    fn what_was_told_in_words_is_not_told_again() {
        let whole = Detail::new(&json!({
            "email": "a@b.de", "created_at": "2026-02-26T12:00:00Z", "updated_at": "2026-03-01T14:00:00Z",
            "roles": [{"name": "one", "roleId": 1}, {"name": "two"}], "secret": "CANARY", "name": "",
        }));
        for (revealed, secret) in [(false, "secret: ••••••"), (true, "secret! CANARY")]
        {
            let mut letter = Letter::new(Some(&whole), now(), revealed);
            letter.section("Nothing");
            letter.text("Public name", "publicName");
            letter.section("Identity");
            letter.text_or("Name", "name", &"Ada".into());
            letter.text_or("E-mail", "email", &"old@b.de".into());
            letter.time("Made", "created_at");
            letter.each("Roles", "roles", "name");
            letter.told(&["roles"]);
            letter.section("All fields");
            letter.rest();
            assert_eq!(
                shown(letter.take()),
                [
                    "[Identity]",
                    "Name: Ada",
                    "E-mail: a@b.de",
                    "Made: 2026-02-26 12:00 UTC, 3 days ago",
                    "Roles: one, two",
                    "[All fields]",
                    "updated_at: 2026-03-01T14:00:00Z, in 2 hours",
                    secret,
                ]
            );
        }
    }

    #[test]
    fn a_bar_is_full_only_when_all_is_done() {
        assert_eq!(bar(0, 0), "░░░░░░░░░░░░░░░░░░░░ 0 %");
        assert_eq!(bar(5, 10), "██████████░░░░░░░░░░ 50 %");
        assert_eq!(bar(999, 1000), "███████████████████░ 99 %");
        assert_eq!(bar(u64::MAX, u64::MAX), "████████████████████ 100 %");
        assert_eq!(bar(9, 3), "████████████████████ 100 %");
    }

    #[test]
    fn what_ends_soon_is_a_warning() {
        let at = |seconds| now() + jiff::SignedDuration::from_secs(seconds);
        assert_eq!(lifetime(now(), at(-1)), Cell::new("over", Tone::Bad));
        assert_eq!(
            lifetime(now(), at(90)),
            Cell::new("ends in 1 min", Tone::Warning)
        );
        assert_eq!(lifetime(now(), at(7200)), Cell::plain("ends in 2 h"));
    }
}
