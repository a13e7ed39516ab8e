//! Every key that page builders ask the glossary for is in the theme's, and no other.

#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Keys put together at run time: a kind of chart or page and a part.
const KINDS: &[(&str, &[&str])] = &[
    ("chart.late", &["title", "subtitle", "description", "share", "part", "whole"]),
    ("chart.satisfied", &["title", "subtitle", "description", "share", "part", "whole"]),
    ("dossiers", &["title", "card"]),
    ("surveys", &["title", "card"]),
    ("indices", &["title", "card"]),
    ("plans", &["title", "card"]),
];

#[test]
fn words_that_are_asked_for_are_there_and_no_others() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let glossary = fs::read_to_string(root.join("themes/mac-dinh/tu-vung.yaml")).expect("glossary");
    let there: BTreeSet<String> = glossary
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once(':'))
        .map(|(key, _)| key.to_owned())
        .collect();
    let mut asked: BTreeSet<String> =
        KINDS.iter().flat_map(|(kind, parts)| parts.iter().map(move |p| format!("{kind}.{p}"))).collect();
    for entry in fs::read_dir(root.join("src/pages")).expect("pages").flatten() {
        let Ok(code) = fs::read_to_string(entry.path()) else { continue };
        let quoted = code.split('"').skip(1).step_by(2);
        asked.extend(quoted.filter(|q| is_key(q)).map(str::to_owned));
    }
    let missing: Vec<_> = asked.difference(&there).collect();
    let unused: Vec<_> = there.difference(&asked).collect();
    assert!(missing.is_empty() && unused.is_empty(), "missing: {missing:?}; nobody asks for: {unused:?}");
}

/// `a.b` or `a.b.c`, lower case; not the name of a file.
fn is_key(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    (2..=3).contains(&parts.len())
        && !["html", "md"].contains(&parts[parts.len() - 1])
        && parts.iter().all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
}
