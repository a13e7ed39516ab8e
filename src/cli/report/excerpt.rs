//! The few lines of a text file around a place, with a mark under what is meant.
//!
//! Of a CSV row only the cell that is meant is shown whole: its neighbours may hold names or
//! numbers of people, which the reader of the table never takes up. Short numbers stay, for sums.

use crate::cli::wording::harmless;
use crate::diagnostics::{At, Place, Severity};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// A line longer than this, in characters, is shown only around the place.
const LONG: usize = 160;
/// Characters kept before and after the place in a long line.
const AROUND: usize = 50;
/// Most characters that are marked.
const MARKED: usize = 60;

/// Lines of a file and the bytes in them that are meant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Excerpt {
    /// The lines, joined by `\n`.
    pub(crate) text: String,
    /// Number of the first line in the file, from 1.
    pub(crate) first_line: usize,
    /// What is meant, in bytes of `text`.
    pub(crate) span: Range<usize>,
}

impl Excerpt {
    /// The lines around a place; `None` when the place is no line of this text.
    pub(crate) fn of(place: &Place, source: &str) -> Option<Excerpt> {
        let (line, column, len, csv) = match &place.at {
            At::Line { line, column, len } => (*line, *column, Some(*len as usize), false),
            At::Cell { sheet: None, line: Some((line, column)), .. } => (*line, *column, None, true),
            _ => return None,
        };
        let index = (line as usize).checked_sub(1)?;
        let column = (column as usize).checked_sub(1)?;
        let from = index.saturating_sub(1);
        let lines: Vec<String> =
            source.lines().skip(from).take(index - from + 2).map(|l| harmless(l).into_owned()).collect();
        let meant: Vec<char> = lines.get(index - from)?.chars().collect();
        if column > meant.len() {
            return None;
        }
        if csv {
            let (text, span) = masked_row(&meant, column);
            return Some(Excerpt::single(&text, span, line as usize));
        }
        let span = column..(column + len.unwrap_or(0).clamp(1, MARKED)).min(meant.len()).max(column);
        if lines.iter().any(|l| l.chars().count() > LONG) {
            return Some(Excerpt::single(&meant, span, line as usize));
        }
        let before: usize = lines[..index - from].iter().map(|l| l.len() + 1).sum();
        let bytes = |n: usize| meant[..n].iter().map(|c| c.len_utf8()).sum::<usize>();
        Some(Excerpt {
            span: before + bytes(span.start)..before + bytes(span.end),
            text: lines.join("\n"),
            first_line: from + 1,
        })
    }

    /// One line, cut around the place when long.
    fn single(line: &[char], span: Range<usize>, number: usize) -> Excerpt {
        let span = span.start..span.end.min(span.start + MARKED);
        let (from, to) = if line.len() > LONG {
            (span.start.saturating_sub(AROUND), (span.end + AROUND).min(line.len()))
        } else {
            (0, line.len())
        };
        let part = |range: Range<usize>| line[range].iter().collect::<String>();
        let dots = |yes: bool| if yes { "…" } else { "" };
        let before = format!("{}{}", dots(from > 0), part(from..span.start));
        let meant = part(span.clone());
        let after = format!("{}{}", part(span.end..to), dots(to < line.len()));
        Excerpt {
            span: before.len()..before.len() + meant.len(),
            text: format!("{before}{meant}{after}"),
            first_line: number,
        }
    }

    /// The lines with numbers and a mark, each indented by two.
    pub(crate) fn render(&self, severity: Severity, colour: bool, width: usize) -> String {
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::INFO,
        };
        let snippet = Snippet::source(self.text.as_str())
            .line_start(self.first_line)
            .fold(false)
            .annotation(AnnotationKind::Primary.span(self.span.clone()));
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let text = renderer
            .decor_style(DecorStyle::Ascii)
            .term_width(width.saturating_sub(2))
            .render(&[Group::with_level(level).element(snippet)]);
        // Without the empty line that stands after the last one in some cases.
        let empty = |l: &&str| console::strip_ansi_codes(l).trim() == "|";
        let lines: Vec<&str> = text.lines().collect();
        let kept = lines.len() - lines.iter().rev().take_while(|l| empty(l)).count();
        lines[..kept].iter().map(|l| format!("  {}\n", l.trim_end())).collect()
    }
}

/// A CSV row in which only the cell at `column` (from 0) is whole, and where it now stands.
fn masked_row(line: &[char], column: usize) -> (Vec<char>, Range<usize>) {
    let is_delimiter = |c: &char| matches!(c, ',' | ';' | '\t' | '|');
    let delimiter = match column.checked_sub(1).map(|i| line[i]) {
        Some(c) if is_delimiter(&c) => c,
        _ => line.iter().copied().find(is_delimiter).unwrap_or(','),
    };
    let end = cell_end(line, column, delimiter);
    let mask = |part: &[char]| {
        part.split(|c| *c == delimiter)
            .map(|cell| if may_be_shown(cell) { cell.to_vec() } else { vec!['…'] })
            .collect::<Vec<_>>()
            .join(&delimiter)
    };
    let mut row = mask(&line[..column]);
    let start = row.len();
    row.extend(&line[column..end]);
    let span = start..row.len();
    row.extend(mask(&line[end..]));
    (row, span)
}

/// Where the cell that begins at `start` ends: before the next delimiter outside quotes.
fn cell_end(line: &[char], start: usize, delimiter: char) -> usize {
    let mut quoted = false;
    for (i, c) in line.iter().enumerate().skip(start) {
        match c {
            '"' => quoted = !quoted,
            c if *c == delimiter && !quoted => return i,
            _ => {}
        }
    }
    line.len()
}

/// Empty, or a number too short to be anybody's.
fn may_be_shown(cell: &[char]) -> bool {
    let digits = cell.iter().filter(|c| c.is_ascii_digit()).count();
    digits < 7 && cell.iter().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '"' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(text: &str, line: u32, column: u32) -> Option<Excerpt> {
        let at = At::Cell { sheet: None, row: line - 1, col: 0, line: Some((line, column)) };
        Excerpt::of(&Place { file: "a.csv".into(), at }, text)
    }

    #[test]
    fn a_line_of_yaml_with_its_neighbours() {
        let source = "co_quan:\n  ten: Ủy ban nhân dân xã Mẫu\n  dien_thoai: 0234 abc\nkhac: 1\n";
        let e = Excerpt::of(&Place::line("congkhai.yaml", 3, 15, 8), source).unwrap();
        assert_eq!(e.first_line, 2);
        assert_eq!(&e.text[e.span.clone()], "0234 abc");
        let shown = e.render(Severity::Error, false, 80);
        assert_eq!(
            shown,
            "    |\n  2 |   ten: Ủy ban nhân dân xã Mẫu\n  3 |   dien_thoai: 0234 abc\n    |               ^^^^^^^^\n  4 | khac: 1\n"
        );
    }

    #[test]
    fn neighbours_of_a_csv_cell_are_hidden() {
        let e = csv("a;b\nTrần Thị Mẫu;Đất đai;\"1.348 hồ; sơ\";42;0900012345;12/03/1960\n", 2, 22).unwrap();
        assert_eq!(e.text, "…;…;\"1.348 hồ; sơ\";42;…;…");
        assert_eq!(&e.text[e.span.clone()], "\"1.348 hồ; sơ\"");
        let first = csv("quá hạn,Đất đai\n", 1, 1).unwrap();
        assert_eq!((first.text.as_str(), &first.text[first.span.clone()]), ("quá hạn,…", "quá hạn"));
    }

    #[test]
    fn the_mark_stands_under_the_cell() {
        let shown = csv("stt\n7,Đất đai,mười hai,3\n", 2, 11).unwrap().render(Severity::Error, false, 80);
        assert_eq!(shown, "    |\n  2 | 7,…,mười hai,3\n    |     ^^^^^^^^\n");
    }

    #[test]
    fn places_outside_the_text_have_no_excerpt() {
        assert_eq!(csv("a,b\n", 9, 1), None);
        assert_eq!(csv("a,b\n", 1, 9), None);
        assert_eq!(Excerpt::of(&Place::line("a", 0, 0, 0), "a"), None);
        assert_eq!(Excerpt::of(&Place::file("a"), "a"), None);
        assert_eq!(Excerpt::of(&Place::cell("a.xlsx", "S".into(), 0, 0), "a"), None);
        // the end of a line is a place: something is missing there
        assert!(Excerpt::of(&Place::line("a", 1, 2, 0), "a").is_some());
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let source = format!("{}đây{}", "á ".repeat(5_000), " ế".repeat(50_000));
        let e = Excerpt::of(&Place::line("a.md", 1, 10_001, 3), &source).unwrap();
        assert!(e.text.chars().count() < LONG && e.text.starts_with('…') && e.text.ends_with('…'));
        assert_eq!(&e.text[e.span.clone()], "đây");
    }
}
