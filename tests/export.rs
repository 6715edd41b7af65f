//! Tables in files: what is written, for whom, and what is not overwritten.

use std::{fs, path::Path};

use tempfile::TempDir;
use usher_tui::{
    app::{Export, Exported, Format, Listing, Overwrite},
    export::write,
};

fn export(path: &Path, format: Format, overwrite: Overwrite, cells: &[&str]) -> Exported {
    write(&Export {
        path: path.to_owned(),
        format,
        overwrite,
        listing: Listing {
            names: vec!["name", "email"],
            rows: cells
                .chunks(2)
                .map(|row| row.iter().map(ToString::to_string).collect())
                .collect(),
        },
    })
}

fn is_done(exported: &Exported) -> bool {
    matches!(exported, Exported::Done { .. })
}

#[test]
fn csv_keeps_every_character_and_defuses_formulas() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("users.csv");
    let cells = [
        "Anna \"Ann\" Müller, Dr.",
        "two\nlines",
        "=HYPERLINK(\"http://evil\")",
        "+49 30",
        "-1",
        "@SUM(A1)",
        "\ttab",
        "a=b",
    ];
    let exported = export(&path, Format::Csv, Overwrite::No, &cells);
    let Exported::Done { path: said, rows } = exported else {
        panic!("{exported:?}")
    };
    assert_eq!((said.raw(), rows), (path.to_str().unwrap(), 4));
    let text = fs::read_to_string(&path).unwrap();
    let expected = "name,email\n\"Anna \"\"Ann\"\" Müller, Dr.\",\"two\nlines\"\n\
        \"'=HYPERLINK(\"\"http://evil\"\")\",'+49 30\n'-1,'@SUM(A1)\n'\ttab,a=b\n";
    assert_eq!(text, expected);
}

#[test]
fn json_is_as_the_vendor_said_it() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("users.json");
    let cells = ["=1+1", "\u{202e}odd\u{7}"];
    assert!(is_done(&export(&path, Format::Json, Overwrite::No, &cells)));
    let text = fs::read_to_string(&path).unwrap();
    let rows: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        rows,
        serde_json::json!([{"name": "=1+1", "email": "\u{202e}odd\u{7}"}])
    );
}

#[test]
fn a_file_that_is_there_stays_until_it_may_be_replaced() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("users.csv");
    fs::write(&path, "precious").unwrap();
    let exported = export(&path, Format::Csv, Overwrite::No, &["a", "b"]);
    assert!(matches!(exported, Exported::Exists { .. }), "{exported:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
    assert!(is_done(&export(
        &path,
        Format::Csv,
        Overwrite::Yes,
        &["a", "b"]
    )));
    assert_eq!(fs::read_to_string(&path).unwrap(), "name,email\na,b\n");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing unfinished stays: {left:?}");
}

#[test]
fn what_can_not_be_written_says_why() {
    let folder = TempDir::new().unwrap();
    for path in [folder.path().join("no/such/folder.csv"), "/".into()] {
        let exported = export(&path, Format::Csv, Overwrite::Yes, &["a", "b"]);
        assert!(matches!(exported, Exported::Failed { .. }), "{exported:?}");
        let why = exported.failure().unwrap();
        assert!(why.as_str().starts_with("Nothing was exported: /"), "{why}");
    }
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("users.csv");
    assert!(is_done(&export(
        &path,
        Format::Csv,
        Overwrite::No,
        &["a", "b"]
    )));
    let mode = path.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
