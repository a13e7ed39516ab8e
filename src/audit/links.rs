//! Links and anchors of finished pages.

use crate::diagnostics::{Diagnostic, Place, codes, nearest};
use crate::text::join;
use html5gum::{Token, Tokenizer};
use std::collections::{BTreeMap, BTreeSet};

/// What one pass over a page finds.
pub(super) struct Scan<'a> {
    /// Address of the page.
    pub address: &'a str,
    /// Targets of `href` and `src`, as written, without repetitions.
    pub targets: BTreeSet<String>,
    /// All ids.
    pub ids: BTreeSet<String>,
    /// Visible text, tags as spaces.
    pub text: String,
}

/// Reads a page once. The tokenizer follows the HTML standard and takes any bytes.
pub(super) fn scan<'a>(address: &'a str, bytes: &[u8]) -> Scan<'a> {
    let mut scan = Scan { address, targets: BTreeSet::new(), ids: BTreeSet::new(), text: String::new() };
    let html = String::from_utf8_lossy(bytes);
    let mut hidden = false;
    for Ok(token) in Tokenizer::new(html.as_ref()) {
        match token {
            Token::StartTag(tag) => {
                let name = tag.name.as_slice();
                hidden = matches!(name, b"script" | b"style");
                for (key, value) in &tag.attributes {
                    let value = String::from_utf8_lossy(value).into_owned();
                    match key.as_slice() {
                        b"id" => {
                            scan.ids.insert(value);
                        }
                        b"href" | b"src" | b"action" => {
                            scan.targets.insert(value);
                        }
                        _ => {}
                    }
                }
                scan.text.push(' ');
            }
            Token::EndTag(_) => {
                hidden = false;
                scan.text.push(' ');
            }
            Token::String(text) if !hidden => scan.text.push_str(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    scan
}

/// True for a target that leads out of the site or is no place at all.
fn leads_out(target: &str) -> bool {
    target.starts_with("//")
        || target.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b))
        })
}

/// Findings for the links of a page that lead nowhere.
pub(super) fn broken(
    page: &Scan,
    addresses: &BTreeSet<&str>,
    anchors: &BTreeMap<&str, &BTreeSet<String>>,
) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    // The page for missing ones is shown at any depth: its links are whole addresses or begin at the root.
    let at_any_depth = page.address == "404.html";
    for target in page.targets.iter().filter(|t| !leads_out(t)) {
        let (path, anchor) = target.split_once('#').map_or((target.as_str(), None), |(p, a)| (p, Some(a)));
        let path = path.split('?').next().unwrap_or(path);
        let address = if path.is_empty() {
            Some(page.address.to_owned())
        } else if at_any_depth {
            Some(path.trim_start_matches('/').to_owned())
        } else {
            join(page.address.rsplit_once('/').map_or("", |(folder, _)| folder), path)
        };
        let found = address.as_deref().and_then(|a| addresses.get(a)).copied();
        let place = || Place::file(page.address);
        match (found, anchor) {
            (None, _) => told.push(
                Diagnostic::new(codes::LINK_BROKEN, place())
                    .arg("dich", target)
                    .hint(nearest(address.as_deref().unwrap_or_default(), addresses.iter().copied())),
            ),
            (Some(at), Some(anchor))
                if !anchor.is_empty() && anchors.get(at).is_some_and(|ids| !ids.contains(anchor)) =>
            {
                told.push(
                    Diagnostic::new(codes::ANCHOR_BROKEN, place()).arg("dich", target).arg("neo", anchor),
                );
            }
            _ => {}
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(page: &str, html: &str) -> Vec<String> {
        let scan = scan(page, html.as_bytes());
        let addresses = BTreeSet::from(["index.html", "ho-so/2021.html", "a.css", page]);
        let own = scan.ids.clone();
        let other = BTreeSet::from(["x".to_owned()]);
        let anchors = BTreeMap::from([(page, &own), ("ho-so/2021.html", &other)]);
        broken(&scan, &addresses, &anchors).iter().map(|d| d.code.to_string()).collect()
    }

    #[test]
    fn what_leads_nowhere_is_told() {
        let ok = r##"<link href="../a.css?v=1"><a href="#me" id="me">x</a><a href="../ho-so/2021.html#x">y</a>
            <a href="https://example.org/nowhere">z</a><a href="tel:1022">t</a><a href="../index.html">h</a>"##;
        assert_eq!(told("van-ban/b.html", ok), Vec::<String>::new());
        assert_eq!(told("van-ban/b.html", r#"<a href="2021.html">x</a>"#), ["LK01"]);
        assert_eq!(told("van-ban/b.html", r#"<a href="../../index.html">x</a>"#), ["LK01"]);
        assert_eq!(told("van-ban/b.html", r##"<a href="../ho-so/2021.html#y">x</a>"##), ["LK02"]);
        assert_eq!(told("404.html", r#"<a href="/index.html">x</a>"#), Vec::<String>::new());
    }

    #[test]
    fn script_is_not_text() {
        assert_eq!(scan("a.html", b"<p>m\xE1t<script>0912345678</script>n").text.trim(), "m\u{fffd}t  n");
    }
}
