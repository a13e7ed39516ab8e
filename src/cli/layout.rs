//! Lines of text for people: wrapping, hanging indents, styles.

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use unicode_normalization::char::is_combining_mark;

/// Style of an error's name.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
/// Style of a warning's name.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().effects(Effects::BOLD);
/// Style of a note's name.
pub(crate) const NOTE: Style = AnsiColor::Cyan.on_default().effects(Effects::BOLD);
/// Style of labels and headings.
pub(crate) const LABEL: Style = Style::new().effects(Effects::BOLD);

/// The text in a style, or as it is when colours are off.
pub(crate) fn paint(text: &str, style: Style, colour: bool) -> String {
    if colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// Columns that a text takes. Vietnamese letters take one each, their loose marks none.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().filter(|c| !is_combining_mark(*c)).count()
}

/// The text broken at spaces into lines of at most `width` columns (a longer word stays whole);
/// the first line has only `width - first` columns.
pub(crate) fn wrap(text: &str, width: usize, first: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = first;
    for word in text.split_ascii_whitespace() {
        let len = columns(word);
        if !line.is_empty() && used + 1 + len > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if !line.is_empty() {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += len;
    }
    lines.push(line);
    lines
}

/// A text after a label, wrapped, with the following lines under the first. `label` is what is
/// printed (perhaps with styles), `taken` its columns, `indent` the columns of the other lines.
pub(crate) fn labelled(label: &str, taken: usize, text: &str, indent: usize, width: usize) -> String {
    let room = width.saturating_sub(indent);
    let mut out = String::from(label);
    for (i, line) in wrap(text, room, taken.saturating_sub(indent)).iter().enumerate() {
        if i > 0 {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_by_columns() {
        assert_eq!(wrap("một hai ba bốn", 7, 0), ["một hai", "ba bốn"]);
        assert_eq!(wrap("một hai ba", 7, 4), ["một", "hai ba"]);
        assert_eq!(wrap("https://rat.dai/qua ba", 5, 0), ["https://rat.dai/qua", "ba"]);
        assert_eq!(wrap("", 5, 0), [""]);
        assert_eq!(columns("tiế\u{0301}ng"), 5);
    }

    #[test]
    fn lines_hang_under_the_first() {
        assert_eq!(labelled("Lỗi: ", 5, "một hai ba", 2, 12), "Lỗi: một hai\n  ba\n");
        assert_eq!(labelled("  Sửa ", 6, "một hai ba", 6, 12), "  Sửa một\n      hai ba\n");
    }
}
