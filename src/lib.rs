//! stub map
pub mod api;
pub mod domain;
