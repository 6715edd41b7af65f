use std::fmt;

use serde::{Deserialize, Serialize};

/// A vendor whose accounts usher looks after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// Koyeb, <https://app.koyeb.com>
    Koyeb,
    /// Tripartie, <https://api.tripartie.com>
    Tripartie,
    /// Contabo, <https://api.contabo.com>
    Contabo,
}

impl Provider {
    /// All providers, in the order in which they are shown.
    pub const ALL: [Provider; 3] = [Provider::Koyeb, Provider::Tripartie, Provider::Contabo];

    /// The name as people write it.
    pub const fn name(self) -> &'static str {
        match self {
            Provider::Koyeb => "Koyeb",
            Provider::Tripartie => "Tripartie",
            Provider::Contabo => "Contabo",
        }
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
