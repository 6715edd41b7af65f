use std::iter;

/// Where each row stands, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// All rows in the order of the table.
    pub order: Vec<u32>,
    /// Those that the filter leaves, while there is one.
    pub sifted: Option<Vec<u32>>,
}

impl Places {
    /// The rows that are shown, in their order.
    pub fn shown(&self) -> &[u32] {
        self.sifted.as_deref().unwrap_or(&self.order)
    }

    /// All rows, and those that are shown where these are others.
    pub fn each(&mut self) -> impl Iterator<Item = &mut Vec<u32>> {
        iter::once(&mut self.order).chain(&mut self.sifted)
    }
}
