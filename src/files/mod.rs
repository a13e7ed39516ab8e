//! The only door to the disk.
//!
//! Two halves. **Reading**: a [`Source`] lists the commune's files in a fixed order and hands out
//! their bytes, from a folder ([`DiskSource`]) or from memory ([`MemorySource`]), and says what is
//! wrong with names, links and sizes. **Publishing**: [`publish`] puts finished artifacts in the
//! place of an earlier site in one swap, and [`recover`] mends what an interruption left.
//!
//! What the bytes mean is left to the readers above; which words tell the clerk about a
//! [`PublishError`] is left to `cli`.
//!
//! [`plant`] writes a new site into an empty folder.
//!
//! Only `disk`, `stamp` and `ops` may call the file system (clippy enforces it), so that each file
//! operation of publishing has a name and a failpoint.

mod discard;
mod disk;
mod faults;
mod in_place;
mod manifest;
mod names;
mod ops;
mod plant;
mod publish;
mod site;
mod source;
mod stage;
mod stamp;
mod survey;
mod swap;

pub use disk::{DiskSource, Limits};
pub use faults::{Action, FaultPlan, Faults, NoFaults};
pub use manifest::{MANIFEST, Manifest, ManifestEntry};
pub use ops::{IoFailure, OPERATIONS, Op};
pub use plant::{PlantError, plant};
pub use publish::{Artifact, PathFault, PublishError, Published, SwapMode, publish, published_path, recover};
pub use source::{Entry, MemorySource, Source};
pub use stamp::Stamp;
