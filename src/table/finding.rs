//! Findings of one file, bounded, and their arguments: quoted values are short and hold no control
//! characters.

use crate::diagnostics::{Arg, Code, Diagnostic, Place, codes};
use std::collections::BTreeMap;

/// Findings of one code that are listed one by one; of the rest the number is told. A file can
/// have as many wrong cells as cells, and nobody mends more than this before looking again.
const LISTED: usize = 500;

/// A gathering that counts what it doesn't keep.
#[derive(Default)]
pub(super) struct Findings {
    list: Vec<Diagnostic>,
    /// By code: how many there were, and the place of the first that was not kept.
    counts: BTreeMap<Code, (usize, Option<Place>)>,
}

impl Findings {
    pub(super) fn push(&mut self, finding: Diagnostic) {
        let (count, more) = self.counts.entry(finding.code).or_default();
        *count += 1;
        if *count <= LISTED {
            self.list.push(finding);
        } else {
            more.get_or_insert(finding.place);
        }
    }

    /// What was kept, and for each code of which not all was kept how many more there are.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut list = self.list;
        for (code, (count, more)) in self.counts {
            if let Some(place) = more {
                let finding = Diagnostic::new(codes::FINDINGS_CUT, place);
                list.push(finding.arg("ma", code.name()).arg("so", count - LISTED));
            }
        }
        list
    }
}

const LONGEST: usize = 60;

/// The text as a message quotes it: white space as single spaces, control characters left out, at
/// most 60 characters.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::new();
    let mut chars = 0;
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = !out.is_empty();
            continue;
        }
        if c.is_control() {
            continue;
        }
        chars += 1 + usize::from(space);
        if chars > LONGEST {
            out.push('…');
            break;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// [`quoted`] as an argument.
pub(super) fn quote(text: &str) -> Arg {
    Arg::Text(quoted(text).into())
}

/// A list of texts as an argument.
pub(super) fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> Arg {
    Arg::List(texts.into_iter().map(|t| quoted(t).into()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_short_and_plain() {
        assert_eq!(quoted("  Quá \r\n hạn\u{7} "), "Quá hạn");
        assert_eq!(quoted("\u{1b}[31m"), "[31m");
        let long = quoted(&"ơ ".repeat(1000));
        assert_eq!(long.chars().count(), 60, "{long}");
        assert!(long.ends_with("ơ…"));
        assert_eq!(quoted(&"a".repeat(60)), "a".repeat(60));
    }
}
