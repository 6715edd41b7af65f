//! stub map
pub mod api;
pub mod domain;
pub mod sandbox;
