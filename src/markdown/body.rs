//! The body of a document: finished HTML with gaps for figures and addresses, and its text.

use super::html::escape_address;
use super::link::Link;
use crate::diagnostics::{Place, Sourced};
use crate::yaml::Node;
use std::ops::Range;
use std::sync::Arc;

/// Stands in [`Run::text`] where an inline slot is.
pub const SLOT_MARK: char = '\u{fffc}';

/// What a slot wants to be filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// One figure inside a text: `` `=id words…` ``.
    Inline,
    /// A fenced block `bang`: a table.
    Table,
    /// A fenced block `bieu-do`: a chart.
    Chart,
}

/// A gap that `pages` fills.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// What is wanted.
    pub kind: SlotKind,
    /// As written: id and words of an inline slot, the lines of a block.
    pub text: String,
    /// Of an inline slot: the id, then what else was written after it (`co-n`). Empty for blocks.
    pub words: Vec<Sourced<String>>,
    /// Of a block: its lines `key: value`. `None` for inline slots, and for blocks that could not
    /// be read, which was reported.
    pub options: Option<Node>,
    /// Where it stands.
    pub place: Place,
}

impl Slot {
    /// The id of an inline slot.
    pub fn id(&self) -> Option<&Sourced<String>> {
        self.words.first()
    }
    /// True when an inline slot has this word after its id.
    pub fn has(&self, word: &str) -> bool {
        self.words.iter().skip(1).any(|w| w.value == word)
    }
}

/// A heading, for the list of contents.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 2 to 6: 1 is the page's title. Levels are never skipped on the way down.
    pub level: u8,
    /// The id in the page, ASCII, unique in this text.
    pub id: String,
    /// Its text, without slots.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// What a [`Run`] of text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// A paragraph or the text of a list's item.
    Paragraph,
    /// A heading.
    Heading,
    /// A cell of a table; all counted from 0, row 0 being the header.
    Cell {
        /// Which table of the text.
        table: usize,
        /// Row.
        row: usize,
        /// Column.
        column: usize,
    },
    /// A block of code.
    Code,
    /// A block of raw HTML.
    Html,
}

/// A stretch of plain text: a paragraph, a heading, a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// What it belongs to.
    pub kind: RunKind,
    /// The text in NFC; [`SLOT_MARK`] where an inline slot stands, line breaks as spaces.
    pub text: String,
    /// Which of [`Body::slots`] the marks stand for, in order.
    pub slots: Range<usize>,
    pub(super) file: Arc<str>,
    /// Offsets in `text` and line and column of what begins there, ascending, never empty.
    pub(super) marks: Vec<(usize, (u32, u32))>,
}

impl Run {
    /// Where the text begins.
    pub fn place(&self) -> Place {
        self.place_of(0..0)
    }

    /// Where a part of the text stands, by its byte range. Exact as long as the source has no
    /// entities or combining letters before it on the line.
    pub fn place_of(&self, range: Range<usize>) -> Place {
        let mark = self.marks.partition_point(|(at, _)| *at <= range.start).saturating_sub(1);
        let (at, (line, column)) = self.marks.get(mark).copied().unwrap_or((0, (1, 1)));
        let count = |r: Range<usize>| self.text.get(r).map_or(0, |t| t.chars().count() as u32);
        Place::line(self.file.clone(), line, column + count(at..range.start), count(range))
    }
}

#[derive(Clone, Debug)]
pub(super) enum Piece {
    Html(String),
    Slot(usize),
    /// The address of a link, inside the quotes of its attribute.
    Address(usize),
}

/// The text of a document.
#[derive(Clone, Debug, Default)]
pub struct Body {
    pub(super) pieces: Vec<Piece>,
    pub(super) slots: Vec<Slot>,
    pub(super) links: Vec<Link>,
    pub(super) headings: Vec<Heading>,
    pub(super) runs: Vec<Run>,
}

impl Body {
    /// The HTML. `slot` gives the HTML of each slot, `address` the address for each link (for a
    /// target that it doesn't map: the target as written). Both are called in the order of the
    /// text.
    pub fn render(
        &self,
        slot: &mut dyn FnMut(&Slot) -> String,
        address: &mut dyn FnMut(&Link) -> String,
    ) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Html(html) => out.push_str(html),
                Piece::Slot(i) => out.push_str(&slot(&self.slots[*i])),
                Piece::Address(i) => escape_address(&address(&self.links[*i]), &mut out),
            }
        }
        out
    }

    /// All slots, in the order of the text.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// All links and images, in the order of the text.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// All headings, in the order of the text.
    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// The text by paragraph, heading and cell, in the order of the text.
    pub fn text_runs(&self) -> &[Run] {
        &self.runs
    }

    /// The whole text without marks, a line for each run. `slot` gives the words for each inline
    /// slot.
    pub fn plain_text(&self, slot: &mut dyn FnMut(&Slot) -> String) -> String {
        let lines: Vec<String> = self.runs.iter().map(|r| self.fill(r, slot)).collect();
        lines.join("\n")
    }

    /// The first paragraph as plain text.
    pub fn first_paragraph(&self, slot: &mut dyn FnMut(&Slot) -> String) -> Option<String> {
        let run = self.runs.iter().find(|r| r.kind == RunKind::Paragraph)?;
        Some(self.fill(run, slot))
    }

    fn fill(&self, run: &Run, slot: &mut dyn FnMut(&Slot) -> String) -> String {
        let mut out = String::with_capacity(run.text.len());
        let mut slots = self.slots[run.slots.clone()].iter().filter(|s| s.kind == SlotKind::Inline);
        for c in run.text.chars() {
            match c {
                SLOT_MARK => out.push_str(&slots.next().map(&mut *slot).unwrap_or_default()),
                c => out.push(c),
            }
        }
        out
    }
}
