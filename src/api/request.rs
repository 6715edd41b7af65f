//! stub
/// Stub.
#[derive(Debug)]
pub struct Request;
