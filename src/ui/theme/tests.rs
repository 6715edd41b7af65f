use ratatui::style::{Color, Style};

use super::*;

/// What the two themes take the terminal's own text and background to be.
const DARK: [Color; 2] = [Color::Rgb(0xd6, 0xda, 0xe2), Color::Rgb(0x16, 0x18, 0x1d)];
const LIGHT: [Color; 2] = [Color::Rgb(0x24, 0x29, 0x2f), Color::Rgb(0xfa, 0xfa, 0xfa)];

fn own(text: &str) -> (Styles, Vec<String>) {
    let sheet = Sheet::new("mine.toml", text);
    let (styles, mistakes) = Styles::own(&sheet, Theme::Dark, Depth::Full);
    let said = mistakes
        .iter()
        .map(|mistake| format!("{}:{}: {}", mistake.line, mistake.column, mistake.words));
    (styles, said.collect())
}

#[test]
fn every_theme_names_every_meaning_and_nothing_else() {
    for theme in Theme::ALL {
        let sheet = Sheet::new(theme.name(), theme.text());
        let (entries, mistakes) = sheet.entries();
        let names: Vec<_> = entries.iter().map(|entry| entry.name.as_str()).collect();
        let meanings: Vec<_> = Styles::MEANINGS.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, meanings, "{}", theme.name());
        assert_eq!(mistakes, []);
        assert_eq!(Styles::default().lay_over(&entries, &sheet), []);
    }
}

#[test]
fn a_shipped_theme_laid_over_itself_has_no_mistakes() {
    for theme in Theme::ALL {
        let (styles, said) = own(&format!("base = \"none\"\n{}", theme.text()));
        assert!(said.is_empty(), "{said:?}");
        assert_eq!(styles.accent.fg, Styles::of(theme, Depth::Full).accent.fg);
    }
}

#[test]
fn the_theme_without_colour_has_none() {
    let mut styles = Styles::monochrome();
    for (name, place) in Styles::MEANINGS {
        let style = place(&mut styles);
        assert_eq!((style.fg, style.bg), (None, None), "{name}");
    }
}

#[test]
fn a_theme_of_ones_own_changes_only_what_it_names() {
    let (styles, said) = own("accent.fg = \"#ff8800\"\n[key]\nmodifiers = [\"underlined\"]\n");
    let dark = Styles::of(Theme::Dark, Depth::Full);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(styles.accent, Style::new().fg(Color::Rgb(0xff, 0x88, 0)));
    assert_eq!(styles.key.fg, dark.key.fg);
    assert_eq!(styles.key.add_modifier, Modifier::UNDERLINED);
    assert_eq!(styles.good, dark.good);
    let (styles, _) = own("base = \"light\"");
    assert_eq!(styles, Styles::of(Theme::Light, Depth::Full));
}

#[test]
fn what_makes_no_sense_is_explained_and_the_rest_counts() {
    let text = "base = \"drak\"\nacent = { fg = \"red\" }\ndim = { fg = \"cyn\", bq = \"red\", \
                modifiers = [\"bald\"] }\ngood = 5\nbad = { fg = \"white\" }\n";
    let (styles, said) = own(text);
    assert_eq!(
        said,
        [
            "1:8: there is no base \"drak\"; the nearest is \"dark\"",
            "2:1: there is no meaning \"acent\"; the nearest is \"accent\"",
            "3:14: there is no colour \"cyn\"; the nearest is \"cyan\"",
            "3:21: there is no part of a look \"bq\"; the nearest is \"bg\"",
            "3:46: there is no modifier \"bald\"; the nearest is \"bold\"",
            "4:8: a look belongs here, such as { fg = \"cyan\", modifiers = [\"bold\"] }",
        ]
    );
    assert_eq!(styles.bad.fg, Some(Color::Gray));
}

#[test]
fn every_name_of_a_colour_is_one() {
    for color in [
        "bright-black",
        "gray",
        "214",
        "#00ff00",
        "default",
        "bright-magenta",
    ] {
        let (_, said) = own(&format!("accent = {{ fg = \"{color}\" }}"));
        assert!(said.is_empty(), "{said:?}");
    }
}

#[test]
fn text_stands_out_from_its_background() {
    for (theme, [ink, paper]) in [(Theme::Dark, DARK), (Theme::Light, LIGHT)] {
        for depth in [Depth::Full, Depth::Fixed] {
            let mut styles = Styles::of(theme, depth);
            let row = styles.selected.bg.unwrap();
            for (name, place) in Styles::MEANINGS {
                let style = *place(&mut styles);
                let own = style.fg.filter(|color| *color != Color::Reset);
                let (fg, bg) = (own.unwrap_or(ink), style.bg.unwrap_or(paper));
                let enough = if *name == "frame" { 3.0 } else { 4.5 };
                let found = contrast(fg, bg);
                assert!(
                    found >= enough,
                    "{theme:?} {depth:?}: {name} has {found:.2}"
                );
                let found = contrast(fg, row);
                let in_rows = !["frame", "focus", "front", "badge", "qr"].contains(name);
                assert!(
                    !in_rows || found >= 4.5,
                    "{theme:?} {depth:?}: {name} under the cursor has {found:.2}"
                );
            }
        }
    }
}

/// The contrast of two colours as WCAG reckons it: from 1 to 21.
fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(color: Color) -> f64 {
    let [red, green, blue] = depth::parts(color).map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
