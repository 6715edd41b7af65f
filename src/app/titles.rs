use unicode_width::UnicodeWidthStr;

use super::{App, Tab, Tone};

/// From this width on, there is room for the profile.
const ROOMY: u16 = 76;

/// The title of a pane in the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The pane.
    pub tab: Tab,
    /// The number of its key.
    pub number: String,
    /// Its name, as long as there is room for.
    pub name: &'static str,
    /// How many rows it has, or how many of them want an answer.
    pub note: String,
    /// What the note means.
    pub tone: Tone,
}

impl Title {
    /// How many cells it takes, with the space behind it.
    pub fn width(&self) -> u16 {
        let parts = [&*self.number, self.name, &*self.note, " "];
        let cells: usize = parts.iter().map(|part| part.width()).sum();
        u16::try_from(cells).unwrap_or(u16::MAX)
    }
}

/// Something special about this run, at the right end of the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Badge {
    /// How things stand, such as that nothing can be changed.
    State(&'static str),
    /// The profile; one for production shouts.
    Profile(String),
}

impl Badge {
    /// What it says.
    pub fn words(&self) -> String {
        match self {
            Badge::State(words) => format!(" {words} "),
            Badge::Profile(name) => format!(" {name} "),
        }
    }
}

/// How much the titles say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    /// Full names, and how many rows there are.
    Full,
    /// Short names, and how many rows there are.
    Short,
    /// Short names, and what wants an answer.
    Pending,
    /// A short name for the pane in front, and numbers for the others.
    Front,
}

impl App {
    /// What is special about this run now, in a header of so many cells.
    pub fn badges(&self, width: u16) -> Vec<Badge> {
        let options = &self.options;
        let production = options.setup.is_production;
        let profile = (width >= ROOMY || production).then(|| {
            Badge::Profile(if production {
                options.profile.to_uppercase()
            } else {
                options.profile.clone()
            })
        });
        let looks_only = self.calls.looks_only && !options.read_only;
        let states = [
            (options.read_only, "READ-ONLY", "RO"),
            (looks_only, "LOOK ONLY", "LOOK"),
            (options.setup.is_protected, "PROTECTED", "PROT"),
            (self.screen.is_shared, "MASKED", "MASK"),
        ];
        let states: Vec<_> = states.into_iter().filter(|(is_so, ..)| *is_so).collect();
        let roomy = width >= ROOMY || states.len() == 1;
        let states = states
            .into_iter()
            .map(|(_, long, short)| Badge::State(if roomy { long } else { short }));
        states.chain(profile).collect()
    }

    /// The titles of the panes, one after another, in a header of so many cells: as long as the badges leave room for.
    pub fn titles(&self, width: u16) -> Vec<Title> {
        let badges = self.badges(width);
        let taken: usize = badges.iter().map(|badge| badge.words().width()).sum();
        let room = usize::from(width).saturating_sub(taken);
        let titles = |detail| {
            let tabs = Tab::ALL.into_iter().zip(1..);
            tabs.map(|(tab, number)| self.title(tab, number, detail))
                .collect::<Vec<_>>()
        };
        let fits = |titles: &Vec<Title>| {
            let cells = titles.iter().map(|title| usize::from(title.width()));
            cells.sum::<usize>() <= room
        };
        [Detail::Full, Detail::Short, Detail::Pending]
            .into_iter()
            .map(titles)
            .find(fits)
            .unwrap_or_else(|| titles(Detail::Front))
    }

    fn title(&self, tab: Tab, number: u8, detail: Detail) -> Title {
        let name = match detail {
            Detail::Full => tab.title(),
            Detail::Short | Detail::Pending => tab.short_title(),
            Detail::Front if tab == self.panes.front => tab.short_title(),
            Detail::Front => "",
        };
        let pending = match tab {
            Tab::Invitations => self.panes.invitations.pending(),
            Tab::Users | Tab::Organizations | Tab::Credentials => 0,
        };
        let (note, tone) = match (pending, detail) {
            (_, Detail::Front) | (0, Detail::Pending) => (String::new(), Tone::Dim),
            (1.., Detail::Full | Detail::Short | Detail::Pending) => {
                (format!(" {pending}!"), Tone::Warning)
            }
            (0, Detail::Full | Detail::Short) => {
                let counts = self.panes.get(tab).grid().counts();
                match counts.broken && !counts.loading {
                    true if counts.total > counts.loaded => (
                        format!(" {}/{}", counts.loaded, counts.total),
                        Tone::Warning,
                    ),
                    true => (format!(" {}+", counts.loaded), Tone::Warning),
                    false => (format!(" {}", counts.loaded), Tone::Dim),
                }
            }
        };
        let after = if name.is_empty() { "" } else { " " };
        Title {
            tab,
            number: format!(" {number}{after}"),
            name,
            note,
            tone,
        }
    }
}
