//! View structs: all that a template sees.
//!
//! Plain data, finished by the page builders; no types of the model, no tables. Conventions:
//!
//! - **Addresses** (`href`) are written from the site's root (`khao-sat/2021-Q3.html`), with an
//!   optional `#fragment`, or are whole (`https:`, `tel:`, `mailto:`). The template joins them to
//!   [`Page::root`], so links are relative and name the file.
//! - **Numbers** are numbers: counts `u64`, shares [`Share`], other decimals [`Decimal`]. The theme
//!   formats them, so no number is typed twice. `None` means "not in the report" and is shown as a
//!   dash, never as zero.
//! - **Days** are [`Day`], ISO in the data, `31/12/2021` on the page.
//! - **HTML** stands only in fields that say so; all other text is escaped. The theme lists the
//!   `h2` that have an id as contents when there are four or more.
//! - Small fixed choices are enums that templates compare by their snake_case name.
//!
//! Each page struct names its template in its first line. What all pages share is [`Site`], given
//! to the theme once.

mod common;
mod content;
mod document;
mod dossier;
mod feedback;
mod figure;
mod home;
mod index;
mod search;
mod survey;

pub use common::*;
pub use content::*;
pub use document::*;
pub use dossier::*;
pub use feedback::*;
pub use figure::*;
pub use home::*;
pub use index::*;
pub use search::*;
pub use survey::*;
