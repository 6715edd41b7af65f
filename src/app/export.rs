//! The rows of a table as a file: what is to be written, and what came of it. Writing is done elsewhere.

use std::path::PathBuf;

use super::Overwrite;
use crate::domain::Clean;

/// A table to be written into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Where to.
    pub path: PathBuf,
    /// How it is written.
    pub format: Format,
    /// What becomes of a file that is there already.
    pub overwrite: Overwrite,
    /// What is written.
    pub listing: Listing,
}

/// The rows of a table as texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The names of the columns.
    pub names: Vec<&'static str>,
    /// The rows, as the vendors said them.
    pub rows: Vec<Vec<String>>,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values.
    Csv,
    /// A list of objects.
    Json,
}

impl Format {
    /// How files of it end.
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Json => "json",
        }
    }
}

/// What came of writing a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exported {
    /// It is written.
    Done {
        /// The file, as a whole path.
        path: Clean,
        /// How many rows it has.
        rows: usize,
    },
    /// There is a file already, and nothing said that it may be replaced.
    Exists {
        /// The file.
        path: Clean,
    },
    /// It could not be written: why.
    Failed {
        /// The file.
        path: Clean,
        /// What the system says.
        reason: Clean,
    },
}

impl Exported {
    /// Why there is no file, and what to do, where there is none.
    pub fn failure(&self) -> Option<Clean> {
        match self {
            Exported::Done { .. } => None,
            Exported::Exists { path } => Some(Clean::from(format!(
                "Nothing was exported: {path} is there already. Export again, and say whether it may be replaced"
            ))),
            Exported::Failed { path, reason } => Some(Clean::from(format!(
                "Nothing was exported: {path} can't be written: {reason}"
            ))),
        }
    }
}
