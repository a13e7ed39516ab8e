//! The last look at finished files, before anything is published: do all links lead somewhere, is
//! every page light enough, is there anything that looks like personal data.
//!
//! It reads the bytes that will be published and nothing else, so that no stage can hide a fault
//! from it. What can be told at its place in the commune's files was told there before.

mod links;
mod personal;
mod texts;
mod weight;

pub use texts::{Texts, texts};

use crate::diagnostics::{Diagnostic, Place};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A finished file.
pub struct Finished<'a> {
    /// Address from the site's root.
    pub address: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// What the office publishes of itself on purpose: telephone numbers (digits only) and e-mail
/// addresses (lower case).
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// Telephone numbers, digits only.
    pub phones: BTreeSet<String>,
    /// E-mail addresses, lower case.
    pub emails: BTreeSet<String>,
}

/// Looks at all finished files of a site. What was told of its `texts` is not told of their pages
/// again, and what a page shows that is made from one text is told at the file of that text.
pub fn audit(files: &[Finished], published: &Published, texts: &Texts) -> Vec<Diagnostic> {
    let pages: Vec<links::Scan> = files
        .par_iter()
        .filter(|f| f.address.ends_with(".html"))
        .map(|f| links::scan(f.address, f.bytes))
        .collect();
    let addresses: BTreeSet<&str> = files.iter().map(|f| f.address).collect();
    let anchors: BTreeMap<&str, &BTreeSet<String>> = pages.iter().map(|p| (p.address, &p.ids)).collect();
    let css_and_script: u64 = weight::shared(files);
    let mut told: Vec<Diagnostic> = pages
        .par_iter()
        .flat_map_iter(|page| {
            let mut found = links::broken(page, &addresses, &anchors);
            found.extend(personal::look(page, published, &texts.told));
            if let Some(file) = texts.files.get(page.address) {
                found.iter_mut().for_each(|d| d.place = Place::file(file.clone()));
            }
            found
        })
        .collect();
    told.extend(
        files
            .par_iter()
            .filter(|f| f.address.ends_with(".html"))
            .filter_map(|f| weight::too_heavy(f, css_and_script))
            .collect::<Vec<_>>(),
    );
    told
}
