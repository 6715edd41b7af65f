//! stub map
pub mod api;
pub mod app;
pub mod config;
pub mod domain;
pub mod sandbox;
pub mod ui;
pub mod worker;
