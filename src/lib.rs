//! stub map
pub mod api;
pub mod app;
pub mod domain;
