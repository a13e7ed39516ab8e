//! What each row below a header is: data, section, total, note, or nothing that is known.

use super::cell::{CellValue, Sheet, SheetRow};
use super::content::{Column, RowKind};
use super::header::{Header, name_key};
use super::spec::{ColumnType, TableSpec};
use crate::text::parse_roman;

/// What a row is.
pub(super) enum Sorted {
    /// A row of the table.
    Row(RowKind),
    /// Text below the table.
    Note,
    /// Left out; why, as the word that the message picks by.
    Skipped(&'static str),
}

/// What can be seen of a row.
struct Facts {
    ordinal: Ordinal,
    /// Number of texts beside the running number.
    labels: usize,
    /// Has something in a column that is not mere text, or that every data row must fill.
    content: bool,
    /// And at least one of these looks like a value of its column.
    typed: bool,
    /// Something stands in a column that is not mere text.
    figures: bool,
    total: bool,
    header_again: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Ordinal {
    /// No such column, or nothing in it.
    Absent,
    /// 1, 2, 3, 1.1
    Number,
    /// I, II, A, B
    Letter,
    /// Text.
    Other,
}

/// Sorts rows of a table.
pub(super) struct Kinds<'a> {
    spec: &'a TableSpec,
    columns: &'a [Column],
    sheet: &'a Sheet,
    header: &'a Header,
    ordinal: Option<u32>,
    totals: Vec<String>,
    /// The same with their accents: "Cộng" begins a total, "Công" a field.
    beginnings: Vec<String>,
    /// Does the table have columns by which data rows are told from text?
    has_typed: bool,
}

impl<'a> Kinds<'a> {
    pub(super) fn new(
        spec: &'a TableSpec,
        columns: &'a [Column],
        sheet: &'a Sheet,
        header: &'a Header,
    ) -> Self {
        let ordinal = columns.iter().find(|c| spec.ordinal.as_ref() == Some(&c.key)).map(|c| c.col);
        let mut kinds = Kinds {
            spec,
            columns,
            sheet,
            header,
            ordinal,
            totals: spec.totals.iter().map(|t| name_key(t)).collect(),
            beginnings: spec.totals.iter().map(|t| words(t)).collect(),
            has_typed: false,
        };
        kinds.has_typed = columns.iter().any(|c| kinds.is_typed(c));
        kinds
    }

    /// Every row with content, with what it is.
    pub(super) fn sort<'r>(&self, rows: &'r [SheetRow]) -> Vec<(&'r SheetRow, Sorted)> {
        let rows: Vec<(&SheetRow, Facts)> =
            rows.iter().filter(|r| !r.is_blank()).map(|r| (r, self.facts(r))).collect();
        let is_data = |f: &Facts| !f.total && !f.header_again && (f.typed || f.ordinal == Ordinal::Number);
        let first_data = rows.iter().position(|(_, f)| is_data(f));
        // A total above all data is the form's way; below a total that follows data nothing more
        // belongs to the table.
        let last_total =
            rows.iter().rposition(|(_, f)| f.total).filter(|t| first_data.is_some_and(|d| d < *t));
        let end = rows.iter().rposition(|(_, f)| is_data(f) || f.total);
        let below = end.map_or(0, |end| end + 1);
        let mut last = end.map_or(self.header.last_row, |end| rows[end].0.index);
        let gap = |(row, _): &(&SheetRow, Facts)| row.index > std::mem::replace(&mut last, row.index) + 1;
        let apart = below + rows[below..].iter().position(gap).unwrap_or(rows.len());
        let last_figures = rows.iter().rposition(|(_, f)| is_data(f) && f.figures);
        let figures_follow = |i: usize| last_figures.is_some_and(|last| i < last);
        let sorted: Vec<Sorted> = rows
            .iter()
            .enumerate()
            .map(|(i, (_, f))| {
                // Below the data, and either words alone or after a blank row.
                let trailing = self.has_typed && i >= below && (!f.content || i >= apart);
                if f.header_again {
                    Sorted::Skipped("lap_tieu_de")
                } else if f.total {
                    Sorted::Row(RowKind::Total)
                } else if last_total.is_some_and(|t| i > t) {
                    if is_data(f) { Sorted::Skipped("sau_tong") } else { Sorted::Note }
                } else if trailing {
                    Sorted::Note
                } else {
                    self.body(f, figures_follow(i))
                }
            })
            .collect();
        rows.into_iter().map(|(row, _)| row).zip(sorted).collect()
    }

    fn body(&self, f: &Facts, figures_follow: bool) -> Sorted {
        let texts = f.labels + usize::from(f.ordinal == Ordinal::Other);
        if self.spec.sections {
            // Whether a lettered row with figures is a section's sum or a row of data, its figures
            // tell: that is for the reader.
            let lettered = f.ordinal == Ordinal::Letter && (f.figures || f.labels > 0);
            let unnumbered = matches!(f.ordinal, Ordinal::Absent | Ordinal::Other);
            let alone = unnumbered && !f.figures && texts == 1 && figures_follow;
            if lettered || alone {
                return Sorted::Row(RowKind::Section);
            }
        }
        let unnumbered = self.spec.sections && self.ordinal.is_none() && texts > 0;
        let has_content = f.labels > 0 || f.ordinal != Ordinal::Absent;
        if f.content || f.ordinal == Ordinal::Number || unnumbered || (!self.has_typed && has_content) {
            Sorted::Row(RowKind::Data)
        } else {
            Sorted::Skipped("giua_bang")
        }
    }

    fn is_typed(&self, column: &Column) -> bool {
        let spec = &self.spec.columns[column.position];
        Some(column.col) != self.ordinal && (spec.ty != ColumnType::Text || spec.filled)
    }

    /// Words in a column of figures or days are no value of it: signatures below a table stand
    /// in any column.
    fn looks_typed(&self, column: &Column, value: &CellValue) -> bool {
        let figures = matches!(
            self.spec.columns[column.position].ty,
            ColumnType::Count | ColumnType::Decimal | ColumnType::Percent | ColumnType::Date
        );
        match value {
            CellValue::Text(text) if figures => {
                let text = text.trim();
                text.starts_with(|c: char| c.is_numeric() || "-–—−".contains(c))
                    || text.eq_ignore_ascii_case("x")
            }
            _ => true,
        }
    }

    fn facts(&self, row: &SheetRow) -> Facts {
        let filled = || self.columns.iter().filter(|c| !row.get(c.col).is_blank());
        let words = |c: &&Column| {
            !matches!(
                self.spec.columns[c.position].ty,
                ColumnType::Count | ColumnType::Decimal | ColumnType::Percent
            )
        };
        let figures = filled()
            .any(|c| !matches!(self.spec.columns[c.position].ty, ColumnType::Text | ColumnType::Code));
        Facts {
            figures,
            ordinal: self.ordinal.map_or(Ordinal::Absent, |col| ordinal(row.get(col))),
            labels: filled()
                .filter(|c| Some(c.col) != self.ordinal)
                .filter(|c| self.spec.columns[c.position].ty == ColumnType::Text)
                .count(),
            content: filled().any(|c| self.is_typed(c)),
            typed: filled().any(|c| self.is_typed(c) && self.looks_typed(c, row.get(c.col))),
            total: !self.totals.is_empty()
                && filled().filter(words).any(|c| self.is_total(row.get(c.col), figures)),
            header_again: self.header.stands_in(self.sheet, row),
        }
    }

    /// "Tổng cộng", "TỔNG SỐ:", "Tổng cộng (I + II)"; with figures also what only begins so
    /// ("Tổng cộng toàn xã", "Cộng chung"): counted as data it would double every sum.
    fn is_total(&self, value: &CellValue, figures: bool) -> bool {
        let CellValue::Text(text) = value else { return false };
        // The longest words of a total are short.
        if text.len() > 200 {
            return false;
        }
        let name = text.split('(').next().unwrap_or_default();
        let begins = |words: &str, total: &str| {
            words.strip_prefix(total).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        let (key, written) = (name_key(name), words(name));
        // Without accents only two words are sure: "cong" may be "công".
        self.totals.contains(&key)
            || figures && self.totals.iter().any(|t| t.contains(' ') && begins(&key, t))
            || figures && self.beginnings.iter().any(|t| begins(&written, t))
    }
}

/// Small letters with their accents, one space between words.
fn words(text: &str) -> String {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn ordinal(value: &CellValue) -> Ordinal {
    match value {
        _ if value.is_blank() => Ordinal::Absent,
        CellValue::Number(_) => Ordinal::Number,
        CellValue::Text(text) => {
            let text = text.trim().trim_end_matches(['.', ')', ':', ',']);
            let digits = text.split('.').all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()));
            let one_letter = text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
            if digits {
                Ordinal::Number
            } else if one_letter || parse_roman(text).is_some() {
                Ordinal::Letter
            } else {
                Ordinal::Other
            }
        }
        _ => Ordinal::Other,
    }
}
