//! How the program looks on this terminal: what the person wants, what the terminal can show, and what the surroundings
//! say about both. The terminal itself is asked nothing: over a slow line its answer would take longer than the start.

use usher_tui::{
    config::{Color, Settings},
    domain::Mistake,
    ui::{Depth, Styles, Theme},
};

/// The styles for a run, with what marks the profile, and what makes no sense in the person's own theme.
pub fn styles(
    settings: &Settings,
    mark: Option<Color>,
    surroundings: impl Fn(&str) -> Option<String>,
) -> (Styles, Vec<Mistake>) {
    let set = |name: &str| surroundings(name).filter(|value| !value.is_empty());
    let depth = depth(set);
    let (styles, mistakes) = if wants_color(set) {
        themed(settings, backdrop(set), depth)
    } else {
        (Styles::of(Theme::None, depth), Vec::new())
    };
    let styles = match mark {
        Some(color) => styles.marked(color.get(), depth),
        None => styles,
    };
    let ascii = !is_utf8(set);
    (Styles { ascii, ..styles }, mistakes)
}

/// The theme that the person wants, or else the one that fits.
fn themed(settings: &Settings, fitting: Theme, depth: Depth) -> (Styles, Vec<Mistake>) {
    let wish = match settings.theme() {
        Ok(wish) => wish,
        Err(mistake) => return (Styles::of(fitting, depth), vec![mistake]),
    };
    let Some(wish) = wish else {
        return (Styles::of(fitting, depth), Vec::new());
    };
    match (Theme::named(&wish.name), &wish.own) {
        (shipped, Some(own)) => Styles::own(own, shipped.unwrap_or(fitting), depth),
        (Some(shipped), None) => (Styles::of(shipped, depth), Vec::new()),
        (None, None) => {
            let names = Theme::ALL.map(Theme::name);
            let mistake = settings.no_such_theme(&wish, names.into_iter());
            (Styles::of(fitting, depth), vec![mistake])
        }
    }
}

/// `NO_COLOR` is the last word; then `CLICOLOR_FORCE`, `CLICOLOR`, and a terminal that has none.
fn wants_color(set: impl Fn(&str) -> Option<String>) -> bool {
    if set("NO_COLOR").is_some() {
        return false;
    }
    if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    let none = |name, value: &str| set(name).is_some_and(|it| it == value);
    !none("CLICOLOR", "0") && !none("TERM", "dumb")
}

/// How many colours the terminal says that it has.
fn depth(set: impl Fn(&str) -> Option<String>) -> Depth {
    let said = set("COLORTERM").unwrap_or_default();
    let term = set("TERM").unwrap_or_default();
    if ["truecolor", "24bit"].contains(&said.as_str()) || term.ends_with("-direct") {
        Depth::Full
    } else if term.contains("256color") {
        Depth::Fixed
    } else {
        Depth::Sixteen
    }
}

/// The theme that fits the background: some terminals tell it in `COLORFGBG`, as `15;0` or `0;default;15`.
fn backdrop(set: impl Fn(&str) -> Option<String>) -> Theme {
    let said = set("COLORFGBG").unwrap_or_default();
    match said
        .rsplit(';')
        .next()
        .and_then(|color| color.parse::<u8>().ok())
    {
        Some(0..=6 | 8) => Theme::Dark,
        Some(7 | 9..=15) => Theme::Light,
        Some(_) | None => Theme::Terminal,
    }
}

/// Whether text goes to the terminal as UTF-8: the first of the three that is set says so, none of them means no.
fn is_utf8(set: impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
    let locale = locale.unwrap_or_default().to_lowercase();
    cfg!(not(unix)) || locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// The styles with some settings and files, in surroundings such as `TERM=xterm NO_COLOR=1`.
    fn look(config: &str, files: &[(&str, &str)], surroundings: &str) -> (Styles, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("themes")).unwrap();
        let path = folder.path().join("config.toml");
        fs::write(&path, config).unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let settings = usher_tui::config::load(Some(&path)).unwrap();
        let value = |name: &str| {
            let mut pairs = surroundings
                .split(' ')
                .filter_map(|pair| pair.split_once('='));
            let found = pairs.find(|(known, _)| *known == name);
            found.map(|(_, value)| value.to_owned())
        };
        let (styles, mistakes) = styles(&settings, None, value);
        (
            styles,
            mistakes.iter().map(|it| it.brief().to_string()).collect(),
        )
    }

    fn plain(surroundings: &str) -> Styles {
        look("", &[], surroundings).0
    }

    #[test]
    fn colours_are_left_out_where_they_are_not_wanted() {
        let none = Styles {
            ascii: true,
            ..Styles::monochrome()
        };
        for surroundings in [
            "NO_COLOR=1 TERM=xterm",
            "NO_COLOR=1 CLICOLOR_FORCE=1",
            "CLICOLOR=0",
            "TERM=dumb",
            "CLICOLOR_FORCE=0 CLICOLOR=0",
        ] {
            assert_eq!(plain(surroundings), none, "{surroundings}");
        }
        for surroundings in [
            "NO_COLOR= TERM=xterm",
            "CLICOLOR=1",
            "TERM=dumb CLICOLOR_FORCE=1",
        ] {
            assert_ne!(plain(surroundings), none, "{surroundings}");
        }
        let (styles, _) = look("theme = \"dark\"", &[], "NO_COLOR=1");
        assert_eq!(styles, none, "also where a theme was chosen");
    }

    #[test]
    fn the_theme_fits_the_background_where_the_terminal_tells_it() {
        let full = |said: &str| {
            plain(&format!(
                "COLORTERM=truecolor LANG=C.UTF-8 COLORFGBG={said}"
            ))
        };
        assert_eq!(full("15;0"), Styles::of(Theme::Dark, Depth::Full));
        assert_eq!(full("0;default;15"), Styles::of(Theme::Light, Depth::Full));
        assert_eq!(full("default;default"), Styles::colored());
        assert_eq!(full(""), Styles::colored());
    }

    #[test]
    fn only_colours_that_the_terminal_says_it_has_are_used() {
        let dark = |surroundings: &str| look("theme = \"dark\"", &[], surroundings).0.accent;
        assert_eq!(
            dark("COLORTERM=24bit"),
            Styles::of(Theme::Dark, Depth::Full).accent
        );
        assert_eq!(
            dark("TERM=xterm-256color"),
            Styles::of(Theme::Dark, Depth::Fixed).accent
        );
        assert_eq!(
            dark("TERM=linux"),
            Styles::of(Theme::Dark, Depth::Sixteen).accent
        );
    }

    #[test]
    fn the_locale_decides_about_characters() {
        for (surroundings, ascii) in [
            ("LANG=en_GB.UTF-8", false),
            ("LANG=en_GB.utf8", false),
            ("LC_ALL=C LANG=en_GB.UTF-8", true),
            ("LC_CTYPE=C.UTF-8 LANG=C", false),
            ("LC_ALL= LANG=C.UTF-8", false),
            ("LANG=de_DE.ISO-8859-1", true),
            ("TERM=xterm", true),
        ] {
            assert_eq!(plain(surroundings).ascii, ascii, "{surroundings}");
        }
    }

    #[test]
    fn a_theme_of_ones_own_lies_over_a_shipped_one() {
        let files = [(
            "themes/sea.toml",
            "base = \"light\"\naccent = { fg = \"blue\" }",
        )];
        let (styles, said) = look(
            "theme = \"sea\"",
            &files,
            "COLORTERM=truecolor LANG=C.UTF-8",
        );
        let light = Styles::of(Theme::Light, Depth::Full);
        assert!(said.is_empty(), "{said:?}");
        assert_eq!(
            (styles.bad, styles.accent == light.accent),
            (light.bad, false)
        );
        let files = [("themes/dark.toml", "accnt = {}")];
        let (styles, said) = look(
            "theme = \"dark\"",
            &files,
            "COLORTERM=truecolor LANG=C.UTF-8",
        );
        assert_eq!(styles, Styles::of(Theme::Dark, Depth::Full));
        assert_eq!(
            said,
            ["dark.toml:1:1: there is no meaning \"accnt\"; the nearest is \"accent\""]
        );
    }

    #[test]
    fn a_theme_that_is_not_there_is_explained_and_survived() {
        let (styles, said) = look(
            "\ntheme = \"drak\"",
            &[],
            "LANG=C.UTF-8 COLORTERM=truecolor",
        );
        assert_eq!(styles, Styles::colored());
        let start =
            "config.toml:2:9: there is no theme \"drak\"; the nearest is \"dark\"; your own";
        assert!(said[0].starts_with(start), "{said:?}");
        for wrong in ["5", "\"../dark\"", "\"\"", "[\"dark\"]"] {
            let (_, said) = look(&format!("theme = {wrong}"), &[], "LANG=C.UTF-8");
            assert!(said[0].starts_with("config.toml:1:9: the name"), "{said:?}");
        }
    }
}
