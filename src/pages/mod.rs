//! Every page that exists: its address and its view struct.

pub mod view;
