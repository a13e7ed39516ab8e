//! Finding the header of a table and matching its columns with those that are looked for.
//!
//! A header is one row, or up to three with merged cells ("Đã giải quyết" above "Trước hạn",
//! "Đúng hạn", "Quá hạn"), below title rows, with or without a row of column numbers under it.

use super::cell::{CellValue, Merge, Sheet, SheetRow};
use super::spec::TableSpec;
use crate::text::fold;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Title rows above a header are few; a table that begins later is named by the profile.
const SEARCHED: usize = 60;
const LEVELS: u32 = 3;
/// A longer text is no header.
const LONGEST: usize = 300;

/// Header names and choices as they are compared: folded, words with one space between.
pub(super) fn name_key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_alphanumeric() || c == '%' {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A header cell's name without the column number at its end, and the number: "Quá hạn (10)",
/// "Tổng số (3)=(4)+(5)+(6)".
fn split_mark(text: &str) -> (&str, Option<String>) {
    for (i, _) in text.match_indices('(') {
        let tail = &text[i..];
        if let Some(mark) = mark_of(tail) {
            return (&text[..i], Some(mark));
        }
    }
    (text, None)
}

/// The first number of a text that is all column numbers and arithmetic.
fn mark_of(text: &str) -> Option<String> {
    let digits = text.strip_prefix('(')?;
    let end = digits.find(')')?;
    let number = digits[..end].trim();
    let arithmetic = |c: char| c.is_ascii_digit() || c.is_whitespace() || "()=+-–".contains(c);
    let ok = matches!(number.len(), 1..=3) && number.bytes().all(|b| b.is_ascii_digit());
    (ok && text.chars().all(arithmetic)).then(|| format!("({number})"))
}

/// The spec's names in the form in which they are compared, made once for a sheet.
pub(super) struct Names<'s> {
    pub(super) spec: &'s TableSpec,
    /// Positions of columns by name.
    columns: HashMap<String, Vec<usize>>,
    groups: Vec<Vec<String>>,
    ignored: BTreeSet<String>,
}

impl<'s> Names<'s> {
    pub(super) fn new(spec: &'s TableSpec) -> Self {
        let mut columns: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, column) in spec.columns.iter().enumerate() {
            for header in &column.headers {
                let positions = columns.entry(name_key(split_mark(header).0)).or_default();
                if !positions.contains(&i) {
                    positions.push(i);
                }
            }
        }
        Names {
            spec,
            columns,
            groups: spec.columns.iter().map(|c| c.group.iter().map(|g| name_key(g)).collect()).collect(),
            ignored: spec.ignored.iter().map(|n| name_key(n)).collect(),
        }
    }

    pub(super) fn is_ignored(&self, column: &HeaderColumn) -> bool {
        self.ignored.contains(&column.name)
    }

    /// The known name that is nearest to an unknown one.
    pub(super) fn nearest(&self, column: &HeaderColumn) -> Option<&'s str> {
        let key = crate::diagnostics::nearest(&column.name, self.columns.keys().map(String::as_str))?;
        let spec = &self.spec.columns[*self.columns.get(key)?.first()?];
        spec.headers.iter().map(String::as_str).find(|h| name_key(split_mark(h).0) == key)
    }
}

/// A column of a header as it stands in the file.
#[derive(Clone, Debug)]
pub(super) struct HeaderColumn {
    pub(super) col: u32,
    /// The row of its own header cell.
    pub(super) row: u32,
    /// As written.
    pub(super) text: String,
    name: String,
    /// Names of the header cells above it.
    groups: Vec<String>,
    mark: Option<String>,
}

/// A header that was found.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) first_row: u32,
    /// The last row of the header, column numbers included.
    pub(super) last_row: u32,
    pub(super) columns: Vec<HeaderColumn>,
    /// For each of them what it is.
    pub(super) matches: Vec<Match>,
    /// How many columns of the spec were found.
    pub(super) matched: usize,
    /// How many of the needed ones.
    pub(super) needed: usize,
}

/// What a header cell stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// This column of the spec.
    Column(usize),
    /// This column of the spec, which another header cell stands for already.
    Twice(usize),
    /// None that is known, or one of several that nothing tells apart.
    Unknown,
}

impl Header {
    /// The header cell of a column of the spec.
    pub(super) fn column(&self, position: usize) -> Option<&HeaderColumn> {
        let i = self.matches.iter().position(|m| *m == Match::Column(position))?;
        self.columns.get(i)
    }

    /// True when a column of the sheet has a header cell.
    pub(super) fn has(&self, col: u32) -> bool {
        self.columns.binary_search_by_key(&col, |c| c.col).is_ok()
    }

    /// True when a column of the sheet is one that the spec takes.
    pub(super) fn takes(&self, col: u32) -> bool {
        let i = self.columns.binary_search_by_key(&col, |c| c.col);
        i.is_ok_and(|i| matches!(self.matches[i], Match::Column(_)))
    }

    /// True when a row repeats the header, as at the top of a printed page.
    pub(super) fn stands_in(&self, sheet: &Sheet, row: &SheetRow) -> bool {
        let same = |c: &&HeaderColumn| {
            let value = row.get(c.col);
            !value.is_blank() && value == sheet.get(c.row, c.col)
        };
        self.columns.len() > 1 && self.columns.iter().filter(same).count() * 2 > self.columns.len()
    }
}

/// A sheet's first rows, in which headers are searched, with their names made once for all specs.
pub(super) struct Top<'a> {
    sheet: &'a Sheet,
    /// Rows in which a header may begin.
    starts: Vec<u32>,
    header_row: Option<u32>,
    names: HashMap<(u32, u32), (String, Option<String>)>,
}

impl<'a> Top<'a> {
    /// `header_row` is the row that belongs to the header when somebody has said so, from 1.
    pub(super) fn new(sheet: &'a Sheet, header_row: Option<u32>) -> Self {
        let header_row = header_row.map(|h| h.saturating_sub(1));
        let with_content = sheet.rows.iter().filter(|r| !r.is_blank()).map(|r| r.index);
        let starts: Vec<u32> = match header_row {
            Some(h) => with_content.filter(|row| (*row..row + LEVELS).contains(&h)).collect(),
            None => with_content.take(SEARCHED).collect(),
        };
        let mut names = HashMap::new();
        let reach = |row: u32| starts.iter().any(|s| (*s..s + LEVELS).contains(&row));
        let last = starts.last().map_or(0, |s| s + LEVELS);
        for row in sheet.rows.iter().take_while(|r| r.index < last).filter(|r| reach(r.index)) {
            for cell in row.cells.iter().filter(|c| !c.value.is_blank()) {
                let text = header_text(&cell.value);
                let (name, mark) = split_mark(&text);
                names.insert((row.index, cell.col), (name_key(name), mark));
            }
        }
        Top { sheet, starts, header_row, names }
    }
}

/// The rows that look most like the header: those in which the most columns are found, of equal
/// ones the fewest rows, of equal ones the first. `None` when less than half of the needed columns
/// are found anywhere.
pub(super) fn find(top: &Top<'_>, names: &Names<'_>) -> Option<Header> {
    let sheet = top.sheet;
    let needed = names.spec.columns.iter().filter(|c| c.needed).count();
    let mut best: Option<Header> = None;
    for &row in &top.starts {
        for height in 1..=LEVELS {
            if top.header_row.is_some_and(|h| h >= row + height) {
                continue;
            }
            let header = Block { top, first: row, height }.header(names);
            let enough = header.matched >= names.spec.columns.len().min(2)
                && header.needed * 2 >= needed
                && header.matched > 0;
            let rank = |h: &Header| (h.matched, Reverse(h.last_row - h.first_row));
            if enough && best.as_ref().is_none_or(|b| rank(&header) > rank(b)) {
                best = Some(header);
            }
        }
    }
    let mut header = best?;
    if sheet.row(header.last_row + 1).is_some_and(|row| is_marks_row(&row.cells, &header.columns)) {
        header.last_row += 1;
        let marks = sheet.row(header.last_row);
        for column in &mut header.columns {
            if column.mark.is_none() {
                column.mark = marks.and_then(|r| mark_of(r.get(column.col).shown().trim()));
            }
        }
        header.assign(names);
    }
    Some(header)
}

/// True for a row of column numbers: "(1) (2) (3)=(4)+(5) …", "A B 1 2 3 …".
fn is_marks_row(cells: &[super::cell::SheetCell], columns: &[HeaderColumn]) -> bool {
    let cells: Vec<_> = cells.iter().filter(|c| !c.value.is_blank()).collect();
    if cells.len() < 3 || cells.len() * 2 < columns.len() {
        return false;
    }
    let mut next = 1;
    let mut numbers = 0;
    let all = cells.iter().all(|cell| {
        let text = cell.value.shown();
        let text = text.trim();
        if mark_of(text).is_some() {
            numbers += 1;
            return true;
        }
        if numbers == 0 && text.len() == 1 && text.bytes().all(|b| b.is_ascii_alphabetic()) {
            return true;
        }
        // Bare numbers are column numbers only when they count on.
        let counts_on = text.split(['=', ' ']).next() == Some(next.to_string().as_str());
        next += 1;
        numbers += 1;
        counts_on
    });
    all && numbers > 0
}

/// Rows that may be a header.
struct Block<'a> {
    top: &'a Top<'a>,
    first: u32,
    height: u32,
}

impl Block<'_> {
    fn header(&self, names: &Names<'_>) -> Header {
        let sheet = self.top.sheet;
        let mut leaves = BTreeMap::new();
        for row in self.first..self.first + self.height {
            for cell in sheet.row(row).map_or(&[][..], |r| &r.cells) {
                if !cell.value.is_blank() {
                    leaves.insert(cell.col, row);
                }
            }
        }
        let columns = leaves.iter().map(|(&col, &row)| {
            let (name, mark) = self.top.names.get(&(row, col)).cloned().unwrap_or_default();
            HeaderColumn {
                col,
                row,
                name,
                mark,
                groups: (self.first..row).filter_map(|r| self.group(r, col, &leaves)).collect(),
                text: super::finding::quoted(&sheet.get(row, col).shown()),
            }
        });
        let mut header = Header {
            first_row: self.first,
            last_row: self.first + self.height - 1,
            columns: columns.collect(),
            matches: Vec::new(),
            matched: 0,
            needed: 0,
        };
        header.assign(names);
        header
    }

    /// The header cell above a column in that row: its own, the one merged over it, or, where
    /// merges were lost (CSV), the next to the left that has something below it too.
    fn group(&self, row: u32, col: u32, leaves: &BTreeMap<u32, u32>) -> Option<String> {
        let sheet = self.top.sheet;
        let name = |col| self.top.names.get(&(row, col)).map(|(name, _)| name.clone());
        if !sheet.get(row, col).is_blank() {
            return name(col);
        }
        if let Some(merge) = merge_at(&sheet.merges, row, col) {
            return (merge.first.0 == row).then(|| name(merge.first.1)).flatten();
        }
        let cells = sheet.row(row).map_or(&[][..], |r| &r.cells);
        let left = cells.iter().rev().find(|c| c.col < col && !c.value.is_blank())?;
        let ends_before = merge_at(&sheet.merges, row, left.col).is_some_and(|m| m.last.1 < col);
        let is_leaf = leaves.get(&left.col) == Some(&row);
        (!ends_before && !is_leaf).then(|| name(left.col)).flatten()
    }
}

/// The merge that covers a cell. Headers are searched in few rows, so a walk over the merges that
/// begin above is short: they are sorted by their first cell.
fn merge_at(merges: &[Merge], row: u32, col: u32) -> Option<&Merge> {
    let above = merges.partition_point(|m| m.first.0 <= row);
    let from = merges.partition_point(|m| m.first.0 + LEVELS <= row);
    merges[from..above].iter().find(|m| m.last.0 >= row && (m.first.1..=m.last.1).contains(&col))
}

fn header_text(value: &CellValue) -> Cow<'_, str> {
    let text = value.shown();
    if text.chars().nth(LONGEST).is_some() { Cow::Borrowed("") } else { text }
}

impl Header {
    /// Says for each header cell which column of the spec it is. Cells of the same name are told
    /// apart by what stands above them, else by their number, else by order: as many cells as
    /// columns of that name, or a neighbour that is the column before or after in the spec.
    fn assign(&mut self, names: &Names<'_>) {
        let candidates: Vec<Vec<usize>> = self.columns.iter().map(|c| candidates(c, names)).collect();
        self.matches = vec![Match::Unknown; self.columns.len()];
        let mut taken = vec![false; names.spec.columns.len()];
        for (i, positions) in candidates.iter().enumerate() {
            if let [position] = positions[..] {
                self.matches[i] = if std::mem::replace(&mut taken[position], true) {
                    Match::Twice(position)
                } else {
                    Match::Column(position)
                };
            }
        }
        for i in 0..candidates.len() {
            if candidates[i].len() < 2 || self.matches[i] != Match::Unknown {
                continue;
            }
            let open: Vec<usize> = candidates[i].iter().copied().filter(|p| !taken[*p]).collect();
            if open.is_empty() {
                self.matches[i] = Match::Twice(candidates[i][0]);
                continue;
            }
            let alike: Vec<usize> = (i..candidates.len())
                .filter(|j| self.matches[*j] == Match::Unknown && candidates[*j] == candidates[i])
                .collect();
            if alike.len() >= open.len() {
                for (cell, position) in alike.iter().zip(&open) {
                    self.matches[*cell] = Match::Column(*position);
                    taken[*position] = true;
                }
                continue;
            }
            let neighbour = |j: Option<usize>| match j.and_then(|j| self.matches.get(j)) {
                Some(Match::Column(p)) => Some(*p),
                _ => None,
            };
            let (left, right) = (neighbour(i.checked_sub(1)), neighbour(Some(i + 1)));
            let beside = |p: &usize| left.is_some_and(|l| l + 1 == *p) || right.is_some_and(|r| *p + 1 == r);
            let mut fitting = open.into_iter().filter(beside);
            if let (Some(position), None) = (fitting.next(), fitting.next()) {
                self.matches[i] = Match::Column(position);
                taken[position] = true;
            }
        }
        let found = |m: &&Match| matches!(m, Match::Column(_));
        self.matched = self.matches.iter().filter(found).count();
        self.needed = taken.iter().zip(&names.spec.columns).filter(|(t, c)| **t && c.needed).count();
    }
}

/// Columns of the spec that a header cell may stand for.
fn candidates(column: &HeaderColumn, names: &Names<'_>) -> Vec<usize> {
    let Some(positions) = names.columns.get(&column.name) else { return Vec::new() };
    let keep = |test: &dyn Fn(usize) -> bool| -> Option<Vec<usize>> {
        let kept: Vec<usize> = positions.iter().copied().filter(|p| test(*p)).collect();
        (!kept.is_empty()).then_some(kept)
    };
    let under = keep(&|p| column.groups.iter().any(|g| names.groups[p].contains(g)));
    let marked = || {
        let mark = column.mark.as_deref()?;
        keep(&|p| names.spec.columns[p].mark.as_deref() == Some(mark))
    };
    under.or_else(marked).unwrap_or_else(|| positions.clone())
}

#[cfg(test)]
mod tests;
