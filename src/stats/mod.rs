//! Numbers that follow from the model: shares, sums, satisfaction, samples, figures by id.
//!
//! Pure functions of the model. Counts are exact, shares stay fractions until they are printed, and
//! what was not reported stays absent: it is never taken as zero. Judging is left to `rules`,
//! wording to the pages.

pub mod figures;
pub mod reconcile;
pub mod sampling;
pub mod satisfaction;
pub mod share;
pub mod tally;
pub mod targets;
pub mod year;

pub use figures::{Figure, FigureValue, Figures, Unit, Unknown};
pub use share::{Decimal, Gap, Share};

#[cfg(test)]
pub(crate) mod testing;
