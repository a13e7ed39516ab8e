//! Kinds of link targets, and which are refused.

use crate::diagnostics::Sourced;

/// A link or an image of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The target as written: an address, or the path of a content file.
    pub target: Sourced<String>,
    /// What kind of target it is.
    pub kind: Target,
    /// True for an image.
    pub image: bool,
}

/// Kinds of targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Another site: `https://…`, `http://…` or `//…`.
    External,
    /// `mailto:`.
    Mail,
    /// `tel:`.
    Phone,
    /// A page or file of the site, perhaps with `#…` behind it.
    Path,
    /// A place in the same page: `#…`.
    Anchor,
}

/// The kind of a target; `None` for schemes that are not allowed (`javascript:`, `data:`, …).
pub(super) fn classify(target: &str) -> Option<Target> {
    // Browsers drop control characters and tabs inside addresses, and take `\` for `/`.
    let seen: String = target.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let seen = seen.replace('\\', "/");
    if seen.starts_with('#') {
        return Some(Target::Anchor);
    }
    if seen.starts_with("//") {
        return Some(Target::External);
    }
    let before_path = seen.split(['/', '?', '#']).next().unwrap_or("");
    match before_path.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase()).as_deref() {
        None => Some(Target::Path),
        Some("http" | "https") => Some(Target::External),
        Some("mailto") => Some(Target::Mail),
        Some("tel") => Some(Target::Phone),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_known_or_refused() {
        for (target, kind) in [
            ("https://dichvucong.gov.vn", Some(Target::External)),
            ("HTTP://x", Some(Target::External)),
            ("//x.vn/a", Some(Target::External)),
            ("\\\\x.vn", Some(Target::External)),
            ("/\t/x.vn", Some(Target::External)),
            ("mailto:a@b.vn", Some(Target::Mail)),
            ("tel:+84", Some(Target::Phone)),
            ("../van-ban/ke-hoach.md#muc:2", Some(Target::Path)),
            ("khao-sat/2025-Q1.html?a:b", Some(Target::Path)),
            ("", Some(Target::Path)),
            ("#muc", Some(Target::Anchor)),
            ("javascript:alert(1)", None),
            (" Java\nScript\t:alert(1)", None),
            ("\u{1}javascript:x", None),
            ("data:text/html,x", None),
            ("vbscript:x", None),
            ("file:///etc/passwd", None),
        ] {
            assert_eq!(classify(target), kind, "{target:?}");
        }
    }
}
