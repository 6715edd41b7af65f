//! Keys and colours of one's own, in the configuration and beside it.

use std::path::PathBuf;

use tempfile::TempDir;
use usher_tui::{
    app::Keymap,
    config::{self, Settings},
};

/// A configuration in a folder of its own.
fn file(text: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("usher.toml");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn load(text: &str) -> Settings {
    let (_folder, path) = file(text);
    config::load(Some(&path)).unwrap()
}

#[test]
fn keys_and_colours_that_make_no_sense_do_not_keep_anybody_out() {
    for text in [
        "keys = 5\n",
        "[keys.list]\nj = 5\n",
        "theme = 5\n",
        "[theme]\n",
    ] {
        load(text);
    }
    let settings = load("keys = 5\ntheme = \"light\"\n");
    let (_, mistakes) = Keymap::new(&settings.keys().0);
    assert!(
        mistakes[0]
            .to_string()
            .ends_with("usher.toml, line 1, column 8: a table belongs here")
    );
    assert_eq!(settings.theme().unwrap().unwrap().name, "light");
}

#[test]
fn the_keys_beside_the_configuration_lie_over_those_in_it() {
    let (folder, path) = file("[keys.list]\nJ = \"down\"\n");
    std::fs::write(folder.path().join("keymap.toml"), "[lst]\n").unwrap();
    let (sheets, mistakes) = config::load(Some(&path)).unwrap().keys();
    assert_eq!((sheets.len(), mistakes.len()), (2, 0));
    let (_, mistakes) = Keymap::new(&sheets);
    assert_eq!(
        mistakes[0].brief().as_str(),
        "keymap.toml:1:2: there is no place \"lst\"; the nearest is \"list\""
    );
    std::fs::write(folder.path().join("keymap.toml"), b"\xff").unwrap();
    let (sheets, mistakes) = config::load(Some(&path)).unwrap().keys();
    assert_eq!(sheets.len(), 1);
    assert!(
        mistakes[0].words.as_str().contains("not UTF-8"),
        "{mistakes:?}"
    );
}
