//! What pages look up of each other, made once for the whole site: asking every document for every
//! other one takes minutes where an office has thousands of them.

use super::{documents, dossiers, frame, surveys};
use crate::markdown::Body;
use crate::model::{Document, Site};
use std::collections::{BTreeSet, HashMap};

/// Addresses, texts by address, documents by number, and who names whom.
pub(super) struct Known<'a> {
    /// Every address to which a text may link.
    pub addresses: BTreeSet<String>,
    texts: HashMap<String, &'a Body>,
    numbers: Numbers<'a>,
    named_by: HashMap<&'a str, Vec<&'a Document>>,
}

impl<'a> Known<'a> {
    pub(super) fn of(site: &'a Site) -> Known<'a> {
        let published: Vec<&Document> = site.documents.iter().filter(|d| !d.is_draft()).collect();
        // Of two pages of one address the plain one is met first.
        let mut texts: HashMap<String, &Body> =
            published.iter().rev().map(|d| (documents::address(d), &d.body)).collect();
        texts.extend(site.plain_pages.iter().rev().map(|p| (format!("{}.html", p.address), &p.page.body)));
        let numbers = Numbers::of(&published);
        let mut named_by: HashMap<&str, Vec<&Document>> = HashMap::new();
        for document in &published {
            for named in numbers.named_in(&document.body) {
                if named.id != document.id {
                    named_by.entry(&named.id).or_default().push(document);
                }
            }
        }
        Known { addresses: addresses(site), texts, numbers, named_by }
    }

    /// The text of the page with this address, if it is a text.
    pub(super) fn text(&self, address: &str) -> Option<&'a Body> {
        self.texts.get(address).copied()
    }

    /// The published document with this number; the newest of several.
    pub(super) fn numbered(&self, number: &str) -> Option<&'a Document> {
        self.numbers.documents.get(number).and_then(|all| all.first()).copied()
    }

    /// The published documents whose text names this one by its number, in their order.
    pub(super) fn naming(&self, document: &Document) -> &[&'a Document] {
        self.named_by.get(document.id.as_str()).map_or(&[], Vec::as_slice)
    }
}

/// Documents by number, with what makes a search for all numbers at once quick.
struct Numbers<'a> {
    documents: HashMap<&'a str, Vec<&'a Document>>,
    first: BTreeSet<char>,
    lengths: BTreeSet<usize>,
}

impl<'a> Numbers<'a> {
    fn of(published: &[&'a Document]) -> Numbers<'a> {
        let mut documents: HashMap<&str, Vec<&Document>> = HashMap::new();
        for document in published {
            if let Some(number) = document.number.as_ref().filter(|n| !n.is_empty()) {
                documents.entry(&number.value).or_default().push(document);
            }
        }
        let first = documents.keys().filter_map(|n| n.chars().next()).collect();
        let lengths = documents.keys().map(|n| n.len()).collect();
        Numbers { documents, first, lengths }
    }

    /// The documents that a text names, each once.
    fn named_in(&self, body: &Body) -> Vec<&'a Document> {
        let numbers: BTreeSet<&str> = body.text_runs().iter().flat_map(|r| self.found(&r.text)).collect();
        numbers.into_iter().flat_map(|n| &self.documents[n]).copied().collect()
    }

    /// The numbers that stand in a text as whole words: `05/KH-UBND`, but not in `105/KH-UBND`.
    fn found<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut found = Vec::new();
        let mut before = None;
        for (at, c) in text.char_indices() {
            if self.first.contains(&c) && !before.is_some_and(char::is_alphanumeric) {
                let candidates = self.lengths.iter().filter_map(|len| text.get(at..at + len));
                found.extend(
                    candidates.filter(|n| self.documents.contains_key(n) && ends_here(&text[at + n.len()..])),
                );
            }
            before = Some(c);
        }
        found
    }
}

/// True when a number is not continued by what follows: `05/KH-UBND` is not in `05/KH-UBND-VP`.
fn ends_here(rest: &str) -> bool {
    let rest = rest.strip_prefix(['-', '/']).unwrap_or(rest);
    !rest.starts_with(char::is_alphanumeric)
}

/// Every address to which a text may link.
fn addresses(site: &Site) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = [
        frame::HOME,
        frame::RESULTS,
        frame::DOSSIERS,
        frame::SURVEYS,
        frame::LIBRARY,
        frame::CONTACT,
        frame::SEARCH,
    ]
    .iter()
    .map(|a| (*a).to_owned())
    .collect();
    all.extend(site.dossiers.iter().map(|t| dossiers::address(t.period.id)));
    all.extend(site.rounds.iter().map(|r| surveys::address(r.period.id)));
    all.extend(site.documents.iter().filter(|d| !d.is_draft()).map(documents::address));
    all.extend(site.plain_pages.iter().map(|p| format!("{}.html", p.address)));
    all.extend(site.static_files.keys().cloned());
    if site.agency.feedback.is_some() {
        all.insert(frame::FEEDBACK.to_owned());
    }
    if !site.indices.is_empty() {
        all.insert(frame::INDICES.to_owned());
    }
    if site.documents.iter().any(|d| !d.is_draft() && documents::is_plan(d)) {
        all.insert(frame::PLANS.to_owned());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::testing::document;

    #[test]
    fn numbers_are_found_as_whole_words() {
        let plan = document("a", "KH", Some("05/KH-UBND"), None);
        let decree = document("b", "NĐ", Some("61/2018/NĐ-CP"), None);
        let again = document("c", "KH", Some("05/KH-UBND"), None);
        let numbers = Numbers::of(&[&plan, &decree, &again]);
        let found = |text| numbers.found(text);
        assert_eq!(found("Kế hoạch số 05/KH-UBND, (61/2018/NĐ-CP)."), ["05/KH-UBND", "61/2018/NĐ-CP"]);
        assert_eq!(found("105/KH-UBND; 05/KH-UBND-VP; 61/2018/NĐ-CPC; 05/KH"), [""; 0]);
        assert_eq!(found("đ05/KH-UBND 05/KH-UBND"), ["05/KH-UBND"]);
        assert_eq!(numbers.documents["05/KH-UBND"].len(), 2);
    }
}
