//! What is kept from one run to the next: the pane in front, and how each table was seen. As text, in TOML; where it is
//! kept is not known here.

use toml::{Table, Value as Toml};

use super::{Asked, Grid, Head, Panes, Sort, Tab, written};
use crate::{
    api::{self, Arguments, Operation},
    domain::{Entry, Mistake, Sheet, Value, unknown},
};

impl Panes {
    /// What is to be kept.
    pub fn memory(&self) -> String {
        let mut kept = Table::new();
        kept.insert("pane".to_owned(), name(self.front).into());
        for tab in Tab::ALL {
            let pane = pane_memory(self.get(tab).grid());
            if !pane.is_empty() {
                kept.insert(name(tab), Toml::Table(pane));
            }
        }
        kept.to_string()
    }

    /// Takes over what was kept, as far as it can be used.
    ///
    /// # Returns
    /// What could not.
    pub fn recall(&mut self, kept: &Sheet) -> Vec<Mistake> {
        let (entries, mistakes) = kept.entries();
        let mut reader = Reader { kept, mistakes };
        reader.read(&entries, self);
        reader.mistakes
    }
}

/// The name of a pane in the text.
fn name(tab: Tab) -> String {
    tab.title().to_lowercase()
}

fn pane_memory(grid: &dyn Grid) -> Table {
    let mut kept = Table::new();
    let heads = grid.columns().heads();
    let called = |column: usize| heads.get(column).map(Head::name);
    if !grid.filter().text().is_empty() {
        kept.insert("filter".to_owned(), grid.filter().text().into());
    }
    if let Some((sort, column)) = grid.sort().and_then(|it| Some((it, called(it.column)?))) {
        let sign = if sort.reversed { "-" } else { "" };
        kept.insert("sort".to_owned(), format!("{sign}{column}").into());
    }
    if grid.columns().is_own() {
        let columns = grid.columns().chosen().iter();
        let columns: Vec<_> = columns
            .filter_map(|at| called(*at))
            .map(Toml::from)
            .collect();
        kept.insert("columns".to_owned(), columns.into());
    }
    let mut server = Table::new();
    for (operation, arguments) in grid.asked().iter() {
        let values = arguments.iter();
        let values = values.map(|(name, value)| (name.to_owned(), written(value).into()));
        server.insert(operation.id.to_owned(), Toml::Table(values.collect()));
    }
    if !server.is_empty() {
        kept.insert("server".to_owned(), Toml::Table(server));
    }
    kept
}

struct Reader<'a> {
    kept: &'a Sheet,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn read(&mut self, entries: &[Entry], panes: &mut Panes) {
        let names = || Tab::ALL.map(name);
        let tab = |text: &str| Tab::ALL.into_iter().find(|tab| name(*tab) == text);
        for entry in entries {
            match (entry.name.as_str(), tab(&entry.name), &entry.value) {
                ("pane", _, Value::Text(text)) => {
                    if let Some(tab) = tab(text) {
                        panes.front = tab;
                    } else {
                        let names = names();
                        let known = names.iter().map(String::as_str);
                        self.wrong(entry.value_at, &unknown("pane", text, known));
                    }
                }
                (_, Some(tab), Value::Table(entries)) => {
                    self.read_pane(entries, tab, panes.get_mut(tab).grid_mut());
                }
                ("pane", ..) | (_, Some(_), _) => self.misfit(entry),
                (_, None, _) => self.wrong(entry.at, "this is not known"),
            }
        }
    }

    fn read_pane(&mut self, entries: &[Entry], tab: Tab, grid: &mut dyn Grid) {
        let mut sort = None;
        let mut reversed = false;
        for entry in entries {
            match (entry.name.as_str(), &entry.value) {
                ("filter", Value::Text(text)) => grid.narrow(text),
                ("sort", Value::Text(text)) => {
                    let (backwards, text) = match text.strip_prefix('-') {
                        Some(text) => (true, text),
                        None => (false, text.as_str()),
                    };
                    reversed = backwards;
                    sort = self.column(text, entry.value_at, grid);
                }
                ("columns", Value::Texts(texts)) => {
                    let columns = texts
                        .iter()
                        .filter_map(|(text, at)| self.column(text, *at, grid))
                        .collect();
                    grid.columns_mut().choose(columns);
                }
                ("server", Value::Table(entries)) => {
                    let asked = self.asked(entries, tab);
                    grid.ask(asked);
                }
                ("filter" | "sort" | "columns" | "server", _) => self.misfit(entry),
                _ => self.wrong(entry.at, "this is not known"),
            }
        }
        if let Some(column) = sort {
            grid.sort_by(Some(Sort { column, reversed }));
        }
    }

    fn column(&mut self, wanted: &str, at: usize, grid: &dyn Grid) -> Option<usize> {
        let names = || grid.columns().heads().iter().map(Head::name);
        let found = names().position(|name| name == wanted);
        if found.is_none() {
            self.wrong(at, &unknown("column", wanted, names()));
        }
        found
    }

    fn asked(&mut self, entries: &[Entry], tab: Tab) -> Asked {
        let mut asked = Asked::default();
        for entry in entries {
            let listed = |operation: &&'static Operation| {
                operation.id == entry.name && Tab::of(operation.home) == Some(tab)
            };
            match (api::catalogue().find(listed), &entry.value) {
                (Some(operation), Value::Table(values)) => {
                    asked.set(operation, self.arguments(operation, values));
                }
                (Some(_), _) => self.misfit(entry),
                (None, _) => self.wrong(entry.at, "there is no such list"),
            }
        }
        asked
    }

    fn arguments(&mut self, operation: &'static Operation, values: &[Entry]) -> Arguments {
        let mut arguments = Arguments::NONE;
        for entry in values {
            let field = Asked::fields(operation).find(|field| field.name == entry.name);
            match (field, &entry.value) {
                (Some(field), Value::Text(text)) => match field.parse(text) {
                    Ok(value) => arguments.set(field.name, value),
                    Err(why) => self.wrong(entry.value_at, &why),
                },
                (Some(_), _) => self.misfit(entry),
                (None, _) => self.wrong(entry.at, "the list has no such filter"),
            }
        }
        arguments
    }

    fn misfit(&mut self, entry: &Entry) {
        self.wrong(entry.value_at, "another kind of value belongs here");
    }

    fn wrong(&mut self, at: usize, words: &str) {
        self.mistakes.push(self.kept.mistake(at, words));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::api::{Argument, contabo};

    fn recalled(text: &str) -> (Panes, Vec<String>) {
        let mut panes = Panes::default();
        let mistakes = panes.recall(&Sheet::new("work.toml", text));
        let said = |mistake: &Mistake| format!("{}: {}", mistake.line, mistake.words);
        (panes, mistakes.iter().map(said).collect())
    }

    #[test]
    fn what_is_kept_reads_as_a_person_would_write_it() {
        let text = "pane = \"users\"\n\n[users]\nfilter = \"2fa:off\"\nsort = \"-email\"\n\
            columns = [\"name\", \"id\"]\n\n[users.server.\"contabo.retrieve_user_list\"]\nenabled = \"true\"\n";
        let (panes, mistakes) = recalled(text);
        assert_eq!(mistakes, [""; 0]);
        let grid = panes.get(Tab::Users).grid();
        assert_eq!(grid.filter().text(), "2fa:off");
        assert_eq!(grid.asked().words(), "Contabo enabled=true");
        assert!(grid.sort().is_some_and(|sort| sort.reversed));
        let (again, mistakes) = recalled(&panes.memory());
        assert_eq!((again.memory(), mistakes), (panes.memory(), Vec::new()));
    }

    #[test]
    fn what_is_not_known_is_left_aside_and_named_by_its_line() {
        let (panes, mistakes) = recalled(
            "pane = \"user\"\nodd = 1\n[users]\nfilter = 3\nsort = \"colour\"\ncolumns = [\"name\", \"shoe\"]\n\
             [users.server.\"contabo.delete_user\"]\nuserId = \"x\"\n[organizations]\nfilter = \"acme\"",
        );
        let expected = [
            "1: there is no pane \"user\"; the nearest is \"users\"",
            "2: this is not known",
            "4: another kind of value belongs here",
            "5: there is no column \"colour\"",
            "6: there is no column \"shoe\"",
            "8: the list has no such filter",
        ];
        assert_eq!(mistakes, expected);
        assert_eq!(panes.get(Tab::Organizations).grid().filter().text(), "acme");
        assert!(panes.get(Tab::Users).grid().asked().is_empty());
    }

    #[test]
    fn a_broken_text_is_named_by_its_line() {
        let (_, mistakes) = recalled("pane = \"invitations\"\n[users\n");
        assert_eq!(mistakes.len(), 1);
        assert!(mistakes[0].starts_with("2: "), "{mistakes:?}");
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
            prop_assert_eq!(again.recall(&Sheet::new("work.toml", panes.memory())), []);
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
