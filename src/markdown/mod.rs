//! Stub.
/// Text of a document.
#[derive(Clone, Debug)]
pub struct Body;
