//! The same look for personal data at the texts of Markdown files, where line and column are known.

use super::{Published, personal};
use crate::diagnostics::{Diagnostic, Place};
use crate::markdown::Body;
use crate::model::Site;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is known of the pages that are made from one text each.
#[derive(Debug, Default)]
pub struct Texts {
    /// Files of the texts by address of their pages.
    pub files: BTreeMap<String, Arc<str>>,
    /// What was found in the texts, so that no page tells it again. Never shown.
    pub(super) told: BTreeSet<String>,
}

/// Looks at all texts that are published.
pub fn texts(site: &Site, published: &Published) -> (Texts, Vec<Diagnostic>) {
    let documents = site.documents.iter().filter(|d| !d.is_draft());
    let documents = documents.map(|d| (format!("van-ban/{}.html", d.id), &d.source, &d.body));
    let plain = &site.plain_pages;
    let plain = plain.iter().map(|p| (format!("{}.html", p.address), &p.page.source, &p.page.body));
    let (mut texts, mut found) = (Texts::default(), Vec::new());
    for (address, source, body) in documents.chain(plain) {
        look(body, published, &mut texts, &mut found);
        texts.files.insert(address, source.file.clone());
    }
    (texts, found)
}

fn look(body: &Body, published: &Published, texts: &mut Texts, found: &mut Vec<Diagnostic>) {
    for run in body.text_runs() {
        for data in personal::find(&run.text, published) {
            let place = run.place_of(data.range);
            // The same in two cells of a line is one place to mend.
            let told = found.iter().any(|d: &Diagnostic| same_line(&d.place, &place));
            if !told {
                found.push(personal::finding(data.kind, place));
            }
            texts.told.insert(data.value);
        }
    }
}

fn same_line(a: &Place, b: &Place) -> bool {
    use crate::diagnostics::At;
    let line = |p: &Place| match p.at {
        At::Line { line, .. } => Some(line),
        _ => None,
    };
    a.file == b.file && line(a) == line(b)
}
