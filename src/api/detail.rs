use crate::domain::Clean;

/// Everything that a vendor says about one record, as lines for the detail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// One line for each value, in the vendor's order.
    pub lines: Vec<DetailLine>,
}

/// One value of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailLine {
    /// Where it stands in the reply: `organization.name`, `roles.0.name`.
    pub path: Clean,
    /// What it says.
    pub value: Shown,
}

/// A value, if it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Known to be harmless.
    Text(Clean),
    /// Not known to be harmless: the value was dropped when the reply was read.
    Masked,
}

impl Detail {
    /// Reads a reply of any shape.
    pub fn new(_reply: &serde_json::Value) -> Self {
        Self::default()
    }
}
