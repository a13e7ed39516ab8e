//! VB10: addresses in a document that differ in one letter from a known domain name.

use super::document::finding;
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::markdown::{RunKind, Target};
use crate::model::{Document, RuleBook};
use std::collections::BTreeSet;
use std::ops::Range;

/// The findings about a document's addresses, each once.
pub(super) fn check(document: &Document, rules: &RuleBook) -> Vec<Diagnostic> {
    let runs = document.body.text_runs().iter().filter(|r| r.kind != RunKind::Code);
    let in_text = runs.flat_map(|run| {
        let found = hosts(&run.text);
        found.into_iter().map(|r| (run.text[r.clone()].to_lowercase(), run.place_of(r)))
    });
    let links = document.body.links().iter().filter(|l| matches!(l.kind, Target::External | Target::Mail));
    let in_links = links.flat_map(|link| {
        let target = &link.target.value;
        let found: Vec<(String, Place)> = hosts(target)
            .into_iter()
            .map(|r| (target[r].to_lowercase(), link.target.place.clone()))
            .collect();
        found
    });
    let mut told = BTreeSet::new();
    let mut out = Vec::new();
    for (host, place) in in_text.chain(in_links) {
        if let Some(right) = meant(&host, &rules.hosts).filter(|_| told.insert(host.clone())) {
            out.push(
                finding(codes::HOST_NEARLY_KNOWN, document, place).arg("ten_mien", &host).hint(Some(&right)),
            );
        }
    }
    out
}

/// What was probably meant by a host: the known name that differs in one letter from its end.
fn meant(host: &str, known: &[String]) -> Option<String> {
    let ends_with =
        |name: &String| host == name || host.strip_suffix(name.as_str()).is_some_and(|h| h.ends_with('.'));
    if known.iter().any(ends_with) {
        return None;
    }
    known.iter().find_map(|name| {
        let labels = name.split('.').count();
        let begin = host.rmatch_indices('.').nth(labels - 1).map_or(0, |(at, _)| at + 1);
        let end = &host[begin..];
        let near = end.split('.').count() == labels && strsim::damerau_levenshtein(end, name) == 1;
        near.then(|| format!("{}{name}", &host[..begin]))
    })
}

/// Names of at least two parts: letters, digits and hyphens joined by points.
fn hosts(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for piece in text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))) {
        let name = piece.trim_matches(['.', '-']);
        let at = start + (piece.len() - piece.trim_start_matches(['.', '-']).len());
        start += piece.len() + text[start + piece.len()..].chars().next().map_or(0, char::len_utf8);
        let top = name.rsplit('.').next().unwrap_or_default();
        if name.contains('.') && !top.is_empty() && top.bytes().all(|b| b.is_ascii_alphabetic()) {
            out.push(at..at + name.len());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn right(host: &str) -> Option<String> {
        let known = ["dichvucong.gov.vn", "hatinh.gov.vn", "hanoi.gov.vn", "hanam.gov.vn"].map(str::to_owned);
        meant(host, &known)
    }

    #[test]
    fn one_letter_off_is_meant_for_the_known_name() {
        assert_eq!(right("dichvucong.hatinhx.gov.vn").as_deref(), Some("dichvucong.hatinh.gov.vn"));
        assert_eq!(right("dichvucomg.gov.vn").as_deref(), Some("dichvucong.gov.vn"));
        assert_eq!(right("hatinh.gov.vm").as_deref(), Some("hatinh.gov.vn"));
        for fine in [
            "dichvucong.hatinh.gov.vn",
            "dichvucong.gov.vn",
            "thixa.hatinh.gov.vn",
            "hanoi.gov.vn",
            "hue.gov.vn",
            "gov.vn",
            "vn",
            "thuanloc.example",
        ] {
            assert_eq!(right(fine), None, "{fine}");
        }
    }

    #[test]
    fn hosts_stand_in_words_links_and_mail_addresses() {
        let of = |text: &'static str| hosts(text).into_iter().map(|r| &text[r]).collect::<Vec<_>>();
        assert_eq!(
            of("(trên dichvucong.hatinhx.gov.vn), https://a.vn/b, ubnd@xa.gov.vn. Đến 6.875.000 đ"),
            ["dichvucong.hatinhx.gov.vn", "a.vn", "xa.gov.vn"]
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "([a-z.@/-]|ế| ){0,20}") {
            for range in hosts(&text) {
                right(&text[range]);
            }
        }
    }
}
