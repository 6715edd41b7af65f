//! usher: the accounts of Koyeb, Tripartie and Contabo in one terminal.
//!
//! ```text
//!  key/resize ────┐                                   ┌─> ui::draw(&App)
//!  worker updates ┼─> runtime ── Msg ──> App::handle ─┤
//!  timers ────────┘                                   └─> Vec<Effect> ──> worker ── HTTP ──> the three vendors
//!                        ^                                                   │
//!                        └──────────────────── Update ───────────────────────┘
//! ```
//!
//! - [`domain`]: what people talk about. Text from outside is [`domain::Clean`], secrets are [`domain::Secret`].
//! - [`api`]: the three APIs as data: the catalogue of operations, requests made from it, replies and problems read back.
//! - [`app`]: the program itself, without its surroundings: messages in, effects out.
//! - [`ui`]: the screen, drawn from the program's state.
//! - [`worker`]: carries out effects in the background: one task for each call, sessions, secrets.
//! - [`config`]: the settings file.
//! - [`export`]: tables written into files.
//! - [`runtime`]: the loop between the terminal, the worker and the program.
//! - [`terminal`]: taken, drawn on, listened to, and given back on every way out.
//! - [`sandbox`]: the three APIs on loopback, in memory: the demo, and the tests' server.
//!
//! Imports go one way, `domain <- api <- app <- ui` and `api <- worker`; `docs/architecture.md` has the map.

pub mod api;
pub mod app;
pub mod config;
pub mod domain;
pub mod export;
pub mod runtime;
pub mod sandbox;
pub mod terminal;
pub mod ui;
pub mod worker;
