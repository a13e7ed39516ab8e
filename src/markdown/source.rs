//! From byte offsets, which the Markdown parser gives, to lines and columns in characters.

use crate::diagnostics::Place;
use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

/// A file's text with the beginnings of its lines.
pub(super) struct Source<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) text: &'a str,
    lines: Vec<usize>,
    /// The last offset that was asked for and its column: offsets come mostly in order, and
    /// counting a long line from its start each time would take quadratic time.
    last: Cell<(usize, u32)>,
}

impl<'a> Source<'a> {
    pub(super) fn new(file: &'a Arc<str>, text: &'a str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Source { file, text, lines, last: Cell::new((0, 1)) }
    }

    /// Line and column, from 1, of a byte offset.
    pub(super) fn at(&self, offset: usize) -> (u32, u32) {
        let line = self.lines.partition_point(|start| *start <= offset) - 1;
        let start = self.lines[line];
        let (from, column) = match self.last.get() {
            (last, column) if (start..=offset).contains(&last) => (last, column),
            _ => (start, 1),
        };
        let column = column + chars(self.text.get(from..offset).unwrap_or(""));
        self.last.set((offset, column));
        (small(line) + 1, column)
    }

    /// The place of a range; its length is that of the part on the first line.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        let (line, column) = self.at(range.start);
        let slice = self.text.get(range).unwrap_or("");
        let len = chars(slice.lines().next().unwrap_or("").trim_end());
        Place::line(self.file.clone(), line, column, len)
    }
}

fn chars(text: &str) -> u32 {
    small(text.chars().count())
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Text that was put together from pieces of the source (the lines of a fenced block without
/// their indentation), and where each piece stands.
#[derive(Default)]
pub(super) struct Stitched {
    pub(super) text: String,
    /// Offsets in `text` and in the source, ascending.
    pieces: Vec<(usize, usize)>,
}

impl Stitched {
    pub(super) fn push(&mut self, text: &str, offset: usize) {
        self.pieces.push((self.text.len(), offset));
        self.text.push_str(text);
    }

    /// The offset in the source of an offset in the text; `None` when there is no text.
    pub(super) fn offset(&self, at: usize) -> Option<usize> {
        let piece = self.pieces.partition_point(|(start, _)| *start <= at).checked_sub(1)?;
        let (start, offset) = self.pieces[piece];
        Some(offset + (at - start))
    }
}
