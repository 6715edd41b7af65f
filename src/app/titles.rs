use unicode_width::UnicodeWidthStr;

use super::{App, Tab, Tone};

/// From this width on, the pane titles have room for their full names.
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

impl App {
    /// The titles of the panes, one after another, in a header of so many cells.
    pub fn titles(&self, width: u16) -> Vec<Title> {
        let titles = |roomy| {
            let tabs = Tab::ALL.into_iter().zip(1..);
            tabs.map(|(tab, number)| self.title(tab, number, roomy))
                .collect::<Vec<_>>()
        };
        let badges = self.badges(width).into_iter();
        let badges: usize = badges.map(|badge| badge.width() + 2).sum();
        let wide = titles(true);
        let needed: usize = wide.iter().map(|it| usize::from(it.width())).sum();
        let needed = needed + badges + self.options.profile.width() + 2;
        let fits = badges == 0 || needed <= usize::from(width);
        if width >= ROOMY && fits {
            wide
        } else {
            titles(false)
        }
    }

    /// What is special about this run now, in as many words as a header of so many cells has room for.
    pub fn badges(&self, width: u16) -> Vec<&'static str> {
        let badges = [
            (self.options.read_only, "READ-ONLY", "RO"),
            (
                self.calls.looks_only && !self.options.read_only,
                "LOOK ONLY",
                "LOOK",
            ),
            (self.options.setup.is_protected, "PROTECTED", "PROT"),
            (self.screen.is_shared, "MASKED", "MASK"),
        ];
        let said = badges.into_iter().filter(|(is_so, ..)| *is_so);
        said.map(|(_, long, short)| if width >= ROOMY { long } else { short })
            .collect()
    }

    fn title(&self, tab: Tab, number: u8, roomy: bool) -> Title {
        let name = if roomy {
            tab.title()
        } else {
            tab.short_title()
        };
        let pending = match tab {
            Tab::Invitations => self.panes.invitations.pending(),
            Tab::Users | Tab::Organizations | Tab::Credentials => 0,
        };
        let (note, tone) = match (pending, roomy) {
            (1.., _) => (format!(" {pending}!"), Tone::Warning),
            (0, true) => {
                let loaded = self.panes.get(tab).grid().counts().loaded;
                (format!(" {loaded}"), Tone::Dim)
            }
            (0, false) => (String::new(), Tone::Dim),
        };
        Title {
            tab,
            number: format!(" {number} "),
            name,
            note,
            tone,
        }
    }
}
