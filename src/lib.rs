//! stub map
pub mod api;
pub mod config;
pub mod domain;
pub mod sandbox;
pub mod worker;
