//! congkhai turns a Vietnamese commune's files into its public transparency website.
//!
//! Data moves one way, floor by floor (see `docs/ARCHITECTURE.md`): a module may use modules of
//! lower floors only, which `tests/floors.rs` checks.

pub mod audit;
pub mod build;
pub mod charts;
pub mod cli;
pub mod config;
pub mod diagnostics;
pub mod files;
pub mod load;
pub mod markdown;
pub mod model;
pub mod outputs;
pub mod pages;
pub mod rules;
pub mod serve;
pub mod stats;
pub mod table;
pub mod text;
pub mod theme;
pub mod yaml;
