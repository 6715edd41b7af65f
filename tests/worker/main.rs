//! What the background half does with orders: against the sandbox, and against servers that misbehave.

mod changes;
#[allow(dead_code, reason = "other tests use the rest of the client")]
mod client;
mod faults;
mod lists;
mod long_lists;
mod odd_lists;
mod requests;
mod safety;
mod scopes;
mod sessions;
mod sign_ins;
mod tokens;
mod wire;
