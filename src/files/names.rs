//! Names that every system can hold: which ones Windows refuses, and which two are the same file
//! where case or normal form does not count.

use unicode_normalization::UnicodeNormalization;

/// Why a name cannot exist on Windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameFault {
    /// Holds a character that Windows keeps for itself, or a control character.
    Character(char),
    /// A device's name (`CON`, `COM1.txt`).
    Device,
    /// Ends in a full stop or a space, which Windows drops.
    Ending,
}

/// What is wrong with one component of a path, if anything.
///
/// Source: Microsoft, "Naming Files, Paths, and Namespaces".
pub(super) fn fault(name: &str) -> Option<NameFault> {
    if let Some(c) = name.chars().find(|c| c.is_control() || r#"<>:"/\|?*"#.contains(*c)) {
        return Some(NameFault::Character(c));
    }
    if name.ends_with(['.', ' ']) {
        return Some(NameFault::Ending);
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|n| {
            let mut digits = n.chars();
            matches!((digits.next(), digits.next()), (Some('1'..='9' | '¹' | '²' | '³'), None))
        })
    };
    let device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$");
    (device || numbered("COM") || numbered("LPT")).then_some(NameFault::Device)
}

/// The path as a file system sees it for which case and normal form do not count: two paths with
/// one key are one file there.
pub(super) fn key(path: &str) -> String {
    path.nfd().flat_map(char::to_lowercase).nfc().collect()
}

/// Every folder above a path, the topmost first: `a/b/c` gives `a`, `a/b`.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(i, _)| &path[..i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_names() {
        for good in ["a.html", "bao cao.pdf", "console.txt", "com10", "com", "báo cáo.pdf", ".x", "aux-1"] {
            assert_eq!(fault(good), None, "{good}");
        }
        for device in ["con", "Aux.txt", "com1", "LPT9.tar.gz", "COM¹", "nul .txt"] {
            assert_eq!(fault(device), Some(NameFault::Device), "{device}");
        }
        assert_eq!(fault("a:b"), Some(NameFault::Character(':')));
        assert_eq!(fault("a\tb"), Some(NameFault::Character('\t')));
        assert_eq!(fault("a."), Some(NameFault::Ending));
        assert_eq!(fault("a "), Some(NameFault::Ending));
    }

    #[test]
    fn one_file_where_case_and_normal_form_do_not_count() {
        assert_eq!(key("Đề án.PDF"), key("đề án.pdf"));
        assert_eq!(key("đề án"), key("đe\u{302}\u{300} a\u{301}n"));
        assert_ne!(key("đề"), key("de"));
    }

    #[test]
    fn folders_above() {
        assert_eq!(folders("a/b/c").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders("a").count(), 0);
    }
}
