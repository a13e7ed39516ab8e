//! How far a run is: told to whoever shows it.

/// The stages of a run, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading files.
    Read,
    /// Checking the data.
    Check,
    /// Laying out and rendering pages.
    Render,
    /// Checking the finished pages.
    Audit,
    /// Writing the output.
    Write,
}

/// Is told how far a run is. Called from several threads.
pub trait Progress: Sync {
    /// A stage of `total` steps begins; 0 when the number is not known.
    fn stage(&self, stage: Stage, total: usize);
    /// One step is done.
    fn tick(&self);
}

/// Tells nobody.
pub struct NoProgress;

impl Progress for NoProgress {
    fn stage(&self, _: Stage, _: usize) {}
    fn tick(&self) {}
}
