//! Figure ids: one grammar for references in Markdown, charts, downloads and explanations.

use std::fmt;

/// The id of a figure: parts joined by `/`, such as `khao-sat/2021-Q3/C5/hai-long`.
///
/// Parts are ASCII letters, digits, `-`, `_`, `.` or a single `*`; two to six of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(String);

impl FigureId {
    /// Reads an id.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('/').collect();
        let ok = |p: &&str| {
            *p == "*"
                || (!p.is_empty()
                    && p.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')))
        };
        ((2..=6).contains(&parts.len()) && parts.iter().all(ok)).then(|| FigureId(text.to_owned()))
    }
    /// Joins parts.
    pub fn of(parts: &[&str]) -> Self {
        FigureId(parts.join("/"))
    }
    /// The parts.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// True when `pattern`, in which `*` stands for any one part, fits.
    pub fn fits(&self, pattern: &str) -> bool {
        let (mut a, mut b) = (self.parts(), pattern.split('/'));
        loop {
            match (a.next(), b.next()) {
                (None, None) => return true,
                (Some(x), Some(y)) if y == "*" || x.eq_ignore_ascii_case(y) => {}
                _ => return false,
            }
        }
    }
}

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_patterns() {
        let id = FigureId::parse("ho-so/2021/dat-dai/qua-han").unwrap();
        assert!(id.fits("ho-so/*/dat-dai/qua-han"));
        assert!(!id.fits("ho-so/*/qua-han"));
        for wrong in ["", "ho-so", "ho-so//x", "ho so/2021", "hồ-sơ/2021"] {
            assert_eq!(FigureId::parse(wrong), None, "{wrong}");
        }
    }
}
