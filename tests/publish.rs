//! Publishing, seen from outside: what stands in the folder after success, errors, kills.
//!
//! `kills` runs this very program again as a child that publishes until it is killed.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used)]

#[path = "publish/behaviour.rs"]
mod behaviour;
#[path = "publish/failpoints.rs"]
mod failpoints;
#[path = "publish/kills.rs"]
mod kills;
#[path = "publish/strangers.rs"]
mod strangers;
#[path = "publish/support.rs"]
mod support;
