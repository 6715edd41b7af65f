//! Tables written into files: all of a file or nothing, for its owner alone, and never over another one unasked.
//!
//! In CSV, a cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line break)
//! gets a `'` before it. Everything else is written as the vendor said it, and JSON always is.

use std::{
    borrow::Cow,
    env,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf, absolute},
};

use serde::ser::{Serialize, SerializeMap, Serializer};
use tempfile::Builder;

use crate::{
    app::{Export, Exported, Format, Listing, Overwrite},
    domain::Clean,
};

/// Writes a table into its file.
pub fn write(export: &Export) -> Exported {
    let path = whole(&export.path);
    let shown = || Clean::from(path.display().to_string());
    let failed = |error: &io::Error| Exported::Failed {
        path: shown(),
        reason: Clean::from(error.to_string()),
    };
    if export.overwrite == Overwrite::No && path.symlink_metadata().is_ok() {
        return Exported::Exists { path: shown() };
    }
    match put(export, &path) {
        Ok(()) => Exported::Done {
            path: shown(),
            rows: export.listing.rows.len(),
        },
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Exported::Exists { path: shown() }
        }
        Err(error) => failed(&error),
    }
}

/// The path from the root; `~/` is the home folder.
fn whole(path: &Path) -> PathBuf {
    let home = path.strip_prefix("~").ok().zip(env::home_dir());
    let path = home.map_or_else(|| path.to_owned(), |(below, home)| home.join(below));
    absolute(&path).unwrap_or(path)
}

fn put(export: &Export, path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::Error::other("it is a folder: name a file in it"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".usher-").suffix(".tmp");
    make_private(&mut builder);
    let mut file = builder.tempfile_in(folder)?;
    let mut out = BufWriter::new(file.as_file_mut());
    match export.format {
        Format::Csv => csv(&export.listing, &mut out)?,
        Format::Json => json(&export.listing, &mut out)?,
    }
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    let kept = match export.overwrite {
        Overwrite::Yes => file.persist(path),
        Overwrite::No => file.persist_noclobber(path),
    };
    kept.map(drop).map_err(|error| error.error)
}

#[cfg(unix)]
fn make_private(builder: &mut Builder<'_, '_>) {
    use std::{fs::Permissions, os::unix::fs::PermissionsExt as _};
    builder.permissions(Permissions::from_mode(0o600));
}

#[cfg(not(unix))]
fn make_private(_: &mut Builder<'_, '_>) {}

fn csv(listing: &Listing, out: impl Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(&listing.names)?;
    for row in &listing.rows {
        writer.write_record(row.iter().map(|cell| defused(cell).into_owned()))?;
    }
    writer.flush()
}

/// A cell that no spreadsheet takes for a formula.
fn defused(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn json(listing: &Listing, mut out: impl Write) -> io::Result<()> {
    let rows: Vec<_> = listing
        .rows
        .iter()
        .map(|cells| Object {
            names: &listing.names,
            cells,
        })
        .collect();
    serde_json::to_writer_pretty(&mut out, &rows)?;
    out.write_all(b"\n")
}

/// A row as an object.
struct Object<'a> {
    names: &'a [&'static str],
    cells: &'a [String],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.names.len()))?;
        for (name, cell) in self.names.iter().zip(self.cells) {
            object.serialize_entry(name, cell)?;
        }
        object.end()
    }
}
