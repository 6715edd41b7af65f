use std::path::{Path, PathBuf};

use super::state::state_folder;

/// Where the changes of a profile are written down before they are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum JournalPlace {
    /// In memory alone: for made-up accounts, which end with the program.
    #[default]
    Memory,
    /// In this file, which several profiles and several runs share.
    File(PathBuf),
    /// The system has no place for such a file: nothing can be changed.
    Nowhere,
}

impl JournalPlace {
    /// The file where the platform keeps such things, beside the kept states.
    pub fn standard() -> Self {
        state_folder().map_or(Self::Nowhere, |folder| Self::within(&folder))
    }

    /// The file in a folder.
    pub fn within(folder: &Path) -> Self {
        Self::File(folder.join("journal.jsonl"))
    }
}
