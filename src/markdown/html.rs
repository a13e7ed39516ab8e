//! Escaping, and raw HTML cut down to what a text may contain.

use std::collections::{HashMap, HashSet};

/// Longest fragment of raw HTML that is looked at, in bytes: the HTML parser may take quadratic
/// time on misnested elements.
const MAX_FRAGMENT: usize = 64 << 10;

/// Elements that raw HTML may use. No links or images (Markdown has them, and they are checked
/// there), no headings (the contents list would miss them), nothing that loads or runs.
const ALLOWED: &[&str] = &[
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "wbr",
];

/// Those of them that may stand inside a paragraph.
const INLINE: &[&str] = &[
    "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "u", "wbr",
];

/// Elements without an end tag, and those whose end tag may be left out.
const VOID: &[&str] = &["br", "hr", "wbr"];
const OPTIONAL_END: &[&str] = &["dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// Attributes by element.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("abbr", &["title"]),
    ("details", &["open"]),
    ("ol", &["start"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
];

/// Text for HTML.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Not allowed in HTML at all.
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// An address for an attribute: what may not stand in an address is percent-encoded.
pub(super) fn escape_address(address: &str, out: &mut String) {
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#39;"),
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'~'
            | b'!'
            | b'*'
            | b'('
            | b')'
            | b';'
            | b':'
            | b'@'
            | b'='
            | b'+'
            | b'$'
            | b','
            | b'/'
            | b'?'
            | b'#'
            | b'%' => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

/// What was taken out of raw HTML: the offset in it, a word for the kind (`the`, `thuoc_tinh`,
/// `the_le`, `qua_dai`), and the name.
pub(super) type Removed = (usize, &'static str, String);

/// A block of raw HTML, made safe.
#[derive(Default)]
pub(super) struct Cleaned {
    pub(super) html: String,
    /// Its text, for searching.
    pub(super) text: String,
    pub(super) removed: Vec<Removed>,
}

/// Makes a block of raw HTML safe.
pub(super) fn clean(fragment: &str) -> Cleaned {
    if fragment.len() > MAX_FRAGMENT {
        let removed = vec![(0, "qua_dai", String::new())];
        return Cleaned { removed, ..Cleaned::default() };
    }
    let attributes = ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect()));
    let html = ammonia::Builder::default()
        .tags(ALLOWED.iter().copied().collect())
        .tag_attributes(attributes.collect::<HashMap<_, HashSet<_>>>())
        .generic_attributes(HashSet::new())
        .link_rel(None)
        .clean(fragment)
        .to_string();
    let text = text_of(&html);
    Cleaned { html, text, removed: removed(fragment) }
}

/// A tag inside a paragraph.
pub(super) enum Inline {
    /// `<name>`, without its attributes.
    Open(&'static str),
    /// `</name>`.
    Close(&'static str),
    /// An element without an end tag.
    Void(&'static str),
    /// A comment, or nothing at all.
    Nothing,
}

/// What a tag inside a paragraph becomes, and what it lost.
pub(super) fn inline(tag: &str) -> (Inline, Vec<Removed>) {
    let Some(found) = tags(tag).next() else {
        return (Inline::Nothing, Vec::new());
    };
    let Some(name) = INLINE.iter().copied().find(|n| *n == found.name) else {
        // Told once, at its beginning.
        let lost = if found.closing { Vec::new() } else { vec![(0, "the", found.name)] };
        return (Inline::Nothing, lost);
    };
    let lost = found.attributes.into_iter().map(|a| (0, "thuoc_tinh", a)).collect();
    let kind = match (found.closing, VOID.contains(&name)) {
        (_, true) => Inline::Void(name),
        (true, _) => Inline::Close(name),
        (false, _) => Inline::Open(name),
    };
    (kind, lost)
}

/// What cleaning takes out, each kind and name once, at the first one; and elements that are not
/// closed in this fragment, or closed without being opened. For reporting only.
fn removed(fragment: &str) -> Vec<Removed> {
    let mut out: Vec<Removed> = Vec::new();
    let mut seen = HashSet::new();
    let mut open: HashMap<String, (i64, usize)> = HashMap::new();
    for tag in tags(fragment) {
        if !ALLOWED.contains(&tag.name.as_str()) {
            if seen.insert(("the", tag.name.clone())) {
                out.push((tag.start, "the", tag.name));
            }
            continue;
        }
        let allowed = ATTRIBUTES.iter().find(|(t, _)| *t == tag.name).map_or(&[][..], |(_, a)| a);
        for attribute in tag.attributes.iter().filter(|a| !allowed.contains(&a.as_str())) {
            if seen.insert(("thuoc_tinh", attribute.clone())) {
                out.push((tag.start, "thuoc_tinh", attribute.clone()));
            }
        }
        if !VOID.contains(&tag.name.as_str()) && !OPTIONAL_END.contains(&tag.name.as_str()) {
            let entry = open.entry(tag.name).or_insert((0, tag.start));
            entry.0 += if tag.closing { -1 } else { 1 };
        }
    }
    let odd = open.into_iter().filter(|(_, (n, _))| *n != 0);
    out.extend(odd.map(|(name, (_, start))| (start, "the_le", name)));
    out.sort();
    out
}

fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for tag in tags(html) {
        out.push_str(&html[at..tag.start]);
        out.push(' ');
        at = tag.end;
    }
    out.push_str(&html[at..]);
    let out = out.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct RawTag {
    name: String,
    closing: bool,
    attributes: Vec<String>,
    start: usize,
    end: usize,
}

/// The tags of a fragment in order, without comments, and without what stands inside scripts and
/// styles. Good enough to name what is there; safety never rests on it.
fn tags(html: &str) -> impl Iterator<Item = RawTag> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + html.get(at..)?.find('<')?;
            let rest = &html[start + 1..];
            if rest.starts_with("!--") {
                at = rest.find("-->").map_or(html.len(), |i| start + 1 + i + 3);
                continue;
            }
            let closing = rest.starts_with('/');
            let name_at = start + 1 + usize::from(closing);
            let name: String = html[name_at..]
                .chars()
                .take_while(|c| !c.is_whitespace() && !matches!(c, '>' | '/' | '<'))
                .collect();
            if !name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
                at = start + 1;
                continue;
            }
            let (attributes, end) = attributes(html, name_at + name.len());
            let name = name.to_ascii_lowercase();
            at = end;
            if !closing && matches!(name.as_str(), "script" | "style") {
                let close = format!("</{name}");
                at = html[end..].to_ascii_lowercase().find(&close).map_or(html.len(), |i| end + i);
            }
            return Some(RawTag { name, closing, attributes, start, end });
        }
    })
}

/// The names of the attributes that begin at `at`, and the offset after the tag.
fn attributes(html: &str, mut at: usize) -> (Vec<String>, usize) {
    let mut names = Vec::new();
    while let Some(c) = html[at..].chars().next() {
        match c {
            '>' => return (names, at + 1),
            c if c.is_whitespace() || c == '/' => at += c.len_utf8(),
            _ => {
                let stop = |c: char| c.is_whitespace() || matches!(c, '>' | '/' | '=');
                let len = html[at..].find(stop).unwrap_or(html.len() - at).max(1);
                names.push(html.get(at..at + len).unwrap_or("").to_ascii_lowercase());
                at = (at + len).min(html.len());
                let after = html[at..].trim_start();
                if let Some(value) = after.strip_prefix('=') {
                    let value = value.trim_start();
                    let value_at = html.len() - value.len();
                    let quote = value.chars().next().filter(|q| matches!(q, '"' | '\''));
                    let len = match quote {
                        Some(q) => value[1..].find(q).map_or(value.len(), |i| i + 2),
                        None => value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len()),
                    };
                    at = value_at + len;
                }
            }
        }
    }
    (names, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(fragment: &str) -> Vec<String> {
        removed(fragment).into_iter().map(|(at, kind, name)| format!("{at} {kind} {name}")).collect()
    }

    #[test]
    fn what_is_removed_is_named_once() {
        assert_eq!(
            lost("<p style='a>b' onclick=x>1</p><P STYLE=x><script>if (a<b) '<i>'</script><a href=x>"),
            ["0 thuoc_tinh onclick", "0 thuoc_tinh style", "41 the script", "72 the a"]
        );
        assert_eq!(lost("<!-- <script> --><br/><hr><ol start=3><li>a<li>b</ol>1 < 2"), Vec::<String>::new());
        assert_eq!(lost("<div>a</b>"), ["0 the_le div", "6 the_le b"]);
        assert_eq!(lost("<!doctype html><?php x ?>"), ["0 the !doctype", "15 the ?php"]);
    }

    #[test]
    fn cleaning_keeps_tables_and_text() {
        let c = clean("<table class=x><tr><td colspan=2>a &amp; b</td></tr></table>");
        assert_eq!(c.html, "<table><tbody><tr><td colspan=\"2\">a &amp; b</td></tr></tbody></table>");
        assert_eq!(c.text, "a & b");
        assert_eq!(clean("<div><script>alert(1)</script><b>x</div>").html, "<div><b>x</b></div>");
        assert_eq!(clean(&"<b>".repeat(100_000)).html, "");
    }

    #[test]
    fn addresses_are_encoded() {
        let mut out = String::new();
        escape_address("a b/ế\"'<x>&[1]", &mut out);
        assert_eq!(out, "a%20b/%E1%BA%BF%22&#39;%3Cx%3E&amp;%5B1%5D");
    }
}
