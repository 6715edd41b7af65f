//! Secrets at rest: where they may be kept, what is said when they can't be had, and how people put them there.

mod files;
mod keyrings;
