//! What is kept from one run to the next: the pane in front, and how each table was seen. As text, in TOML; where it is
//! kept is not known here.

use std::ops::Range;

use toml::{
    Spanned, Table, Value,
    de::{DeTable, DeValue},
};

use super::{Asked, Grid, Panes, Sort, Tab, written};
use crate::{
    api::{self, Arguments, Operation},
    domain::Clean,
};

/// Something in a kept text that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: Clean,
}

impl Panes {
    /// What is to be kept.
    pub fn memory(&self) -> String {
        let mut kept = Table::new();
        kept.insert("pane".to_owned(), name(self.front).into());
        for tab in Tab::ALL {
            let pane = pane_memory(self.get(tab).grid());
            if !pane.is_empty() {
                kept.insert(name(tab), Value::Table(pane));
            }
        }
        kept.to_string()
    }

    /// Takes over what was kept, as far as it can be used.
    ///
    /// # Returns
    /// What could not.
    pub fn recall(&mut self, text: &str) -> Vec<Complaint> {
        let mut reader = Reader {
            text,
            complaints: Vec::new(),
        };
        match DeTable::parse(text) {
            Ok(table) => reader.read(table.get_ref(), self),
            Err(error) => {
                let at = error.span().unwrap_or_default();
                reader.complain(at, error.message());
            }
        }
        reader.complaints.sort_by_key(|complaint| complaint.line);
        reader.complaints
    }
}

/// The name of a pane in the text.
fn name(tab: Tab) -> String {
    tab.title().to_lowercase()
}

fn pane_memory(grid: &dyn Grid) -> Table {
    let mut kept = Table::new();
    let heads = grid.columns().heads();
    let called = |column: usize| heads.get(column).map(|head| Value::from(head.name()));
    if !grid.filter().text().is_empty() {
        kept.insert("filter".to_owned(), grid.filter().text().into());
    }
    if let Some((sort, column)) = grid.sort().and_then(|it| Some((it, called(it.column)?))) {
        kept.insert("sort".to_owned(), column);
        kept.insert("reversed".to_owned(), sort.reversed.into());
    }
    if grid.columns().is_own() {
        let columns = grid.columns().chosen().iter();
        let columns: Vec<_> = columns.filter_map(|at| called(*at)).collect();
        kept.insert("columns".to_owned(), columns.into());
    }
    let mut server = Table::new();
    for (operation, arguments) in grid.asked().iter() {
        let values = arguments.iter();
        let values = values.map(|(name, value)| (name.to_owned(), written(value).into()));
        server.insert(operation.id.to_owned(), Value::Table(values.collect()));
    }
    if !server.is_empty() {
        kept.insert("server".to_owned(), Value::Table(server));
    }
    kept
}

struct Reader<'a> {
    text: &'a str,
    complaints: Vec<Complaint>,
}

impl Reader<'_> {
    fn read(&mut self, table: &DeTable<'_>, panes: &mut Panes) {
        for (key, value) in table {
            let tab = |text: &str| Tab::ALL.into_iter().find(|tab| name(*tab) == text);
            match (key.get_ref().as_ref(), tab(key.get_ref())) {
                ("pane", _) => match value.get_ref().as_str().and_then(tab) {
                    Some(tab) => panes.front = tab,
                    None => self.complain(value.span(), "there is no such pane"),
                },
                (_, Some(tab)) => match value.get_ref().as_table() {
                    Some(table) => self.read_pane(table, tab, panes.get_mut(tab).grid_mut()),
                    None => self.complain(value.span(), "what is kept of a pane is a table"),
                },
                (_, None) => self.unknown(key.span()),
            }
        }
    }

    fn read_pane(&mut self, table: &DeTable<'_>, tab: Tab, grid: &mut dyn Grid) {
        let mut sort = None;
        let mut reversed = false;
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "filter" => match value.get_ref().as_str() {
                    Some(filter) => grid.narrow(filter),
                    None => self.complain(value.span(), "a filter is a text"),
                },
                "sort" => sort = self.column(value, grid),
                "reversed" => match value.get_ref().as_bool() {
                    Some(yes) => reversed = yes,
                    None => self.complain(value.span(), "expected true or false"),
                },
                "columns" => {
                    let columns = value.get_ref().as_array().into_iter().flatten();
                    let columns = columns.filter_map(|value| self.column(value, grid));
                    let columns = columns.collect();
                    grid.columns_mut().choose(columns);
                }
                "server" => {
                    let asked = self.asked(value, tab);
                    grid.ask(asked);
                }
                _ => self.unknown(key.span()),
            }
        }
        if let Some(column) = sort {
            grid.sort_by(Some(Sort { column, reversed }));
        }
    }

    fn column(&mut self, value: &Spanned<DeValue<'_>>, grid: &dyn Grid) -> Option<usize> {
        let wanted = value.get_ref().as_str();
        let heads = grid.columns().heads().iter();
        let found = heads
            .map(super::Head::name)
            .position(|name| Some(name) == wanted);
        if found.is_none() {
            self.complain(value.span(), "there is no such column");
        }
        found
    }

    fn asked(&mut self, value: &Spanned<DeValue<'_>>, tab: Tab) -> Asked {
        let mut asked = Asked::default();
        for (key, value) in value.get_ref().as_table().into_iter().flatten() {
            let listed = |operation: &&'static Operation| {
                operation.id == key.get_ref() && Tab::of(operation.home) == Some(tab)
            };
            match (api::catalogue().find(listed), value.get_ref().as_table()) {
                (Some(operation), Some(values)) => {
                    asked.set(operation, self.arguments(operation, values));
                }
                (None, _) | (_, None) => self.complain(key.span(), "there is no such list"),
            }
        }
        asked
    }

    fn arguments(&mut self, operation: &'static Operation, values: &DeTable<'_>) -> Arguments {
        let mut arguments = Arguments::NONE;
        for (key, value) in values {
            let field = Asked::fields(operation).find(|field| field.name == key.get_ref());
            match (field, value.get_ref().as_str()) {
                (Some(field), Some(text)) => match field.parse(text) {
                    Ok(value) => arguments.set(field.name, value),
                    Err(why) => self.complain(value.span(), &why),
                },
                (None, _) | (_, None) => self.complain(key.span(), "the list has no such filter"),
            }
        }
        arguments
    }

    fn unknown(&mut self, at: Range<usize>) {
        self.complain(at, "this is not known");
    }

    fn complain(&mut self, at: Range<usize>, reason: &str) {
        let before = self.text.bytes().take(at.start);
        self.complaints.push(Complaint {
            line: 1 + before.filter(|byte| *byte == b'\n').count(),
            reason: Clean::new(reason),
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::api::{Argument, contabo};

    fn recalled(text: &str) -> (Panes, Vec<String>) {
        let mut panes = Panes::default();
        let complaints = panes.recall(text);
        let said = |complaint: &Complaint| format!("{}: {}", complaint.line, complaint.reason);
        (panes, complaints.iter().map(said).collect())
    }

    #[test]
    fn what_is_kept_reads_as_a_person_would_write_it() {
        let text = "pane = \"users\"\n\n[users]\nfilter = \"2fa:off\"\nsort = \"email\"\nreversed = true\n\
            columns = [\"name\", \"id\"]\n\n[users.server.\"contabo.retrieve_user_list\"]\nenabled = \"true\"\n";
        let (panes, complaints) = recalled(text);
        assert_eq!(complaints, [""; 0]);
        let grid = panes.get(Tab::Users).grid();
        assert_eq!(grid.filter().text(), "2fa:off");
        assert_eq!(grid.asked().words(), "Contabo enabled=true");
        let (again, complaints) = recalled(&panes.memory());
        assert_eq!((again.memory(), complaints), (panes.memory(), Vec::new()));
    }

    #[test]
    fn what_is_not_known_is_left_aside_and_named_by_its_line() {
        let (panes, complaints) = recalled(
            "pane = \"moon\"\nodd = 1\n[users]\nfilter = 3\nsort = \"colour\"\ncolumns = [\"name\", \"shoe\"]\n\
             [users.server.\"contabo.delete_user\"]\nuserId = \"x\"\n[organizations]\nfilter = \"acme\"",
        );
        let expected = [
            "1: there is no such pane",
            "2: this is not known",
            "4: a filter is a text",
            "5: there is no such column",
            "6: there is no such column",
            "8: the list has no such filter",
        ];
        assert_eq!(complaints, expected);
        assert_eq!(panes.get(Tab::Organizations).grid().filter().text(), "acme");
        assert!(panes.get(Tab::Users).grid().asked().is_empty());
    }

    #[test]
    fn a_broken_text_is_named_by_its_line_and_changes_nothing() {
        let (panes, complaints) = recalled("pane = \"invitations\"\n[users\n");
        assert_eq!(panes.front, Tab::Users);
        assert_eq!(complaints.len(), 1);
        assert!(complaints[0].starts_with("2: "), "{complaints:?}");
    }

    proptest! {
        #[test]
        fn any_state_survives(
            front in 0..4usize,
            tab in 0..4usize,
            filter in any::<String>(),
            columns in prop::collection::vec(0..12usize, 0..6),
            sort in prop::option::of((0..12usize, any::<bool>())),
            email in "[!-~äü田][ -~äü田]{0,40}",
            enabled in any::<bool>(),
        ) {
            let mut panes = Panes { front: Tab::ALL[front], ..Panes::default() };
            let grid = panes.get_mut(Tab::ALL[tab]).grid_mut();
            grid.narrow(&filter);
            grid.columns_mut().choose(columns);
            grid.sort_by(sort.map(|(column, reversed)| Sort { column, reversed }));
            let mut asked = Asked::default();
            let values = Arguments::NONE.text("email", &email).with("enabled", Argument::Flag(enabled));
            asked.set(&contabo::RETRIEVE_USER_LIST, values);
            panes.get_mut(Tab::Users).grid_mut().ask(asked);

            let mut again = Panes::default();
            prop_assert_eq!(again.recall(&panes.memory()), []);
            prop_assert_eq!(again.memory(), panes.memory());
            let (before, after) = (panes.get(Tab::ALL[tab]).grid(), again.get(Tab::ALL[tab]).grid());
            prop_assert_eq!(before.filter().text(), after.filter().text());
            prop_assert_eq!(before.sort(), after.sort());
            prop_assert_eq!(before.columns().chosen(), after.columns().chosen());
        }

        #[test]
        fn no_text_breaks_anything(text in any::<String>()) {
            recalled(&text);
        }
    }
}
