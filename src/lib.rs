//! stub map
pub mod api;
pub mod app;
pub mod domain;
pub mod sandbox;
pub mod ui;
