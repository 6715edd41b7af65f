//! stub
use super::Operation;
/// All.
pub static OPERATIONS: &[&Operation] = &[];
