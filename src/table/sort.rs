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
        let numbered = rows.iter().any(|(_, f)| f.ordinal == Ordinal::Number && f.typed);
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
                    self.body(f, numbered)
                }
            })
            .collect();
        rows.into_iter().map(|(row, _)| row).zip(sorted).collect()
    }

    fn body(&self, f: &Facts, numbered: bool) -> Sorted {
        let texts = f.labels + usize::from(f.ordinal == Ordinal::Other);
        if self.spec.sections {
            let lettered = f.ordinal == Ordinal::Letter && if f.content { numbered } else { f.labels > 0 };
            let alone = self.ordinal.is_some()
                && matches!(f.ordinal, Ordinal::Absent | Ordinal::Other)
                && !f.content
                && texts == 1;
            if lettered || alone {
                return Sorted::Row(RowKind::Section);
            }
        }
        // Without a column of running numbers a name without figures may be a section or a field
        // of which nothing was reported: as data it shows.
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
        Facts {
            ordinal: self.ordinal.map_or(Ordinal::Absent, |col| ordinal(row.get(col))),
            labels: filled()
                .filter(|c| Some(c.col) != self.ordinal)
                .filter(|c| self.spec.columns[c.position].ty == ColumnType::Text)
                .count(),
            content: filled().any(|c| self.is_typed(c)),
            typed: filled().any(|c| self.is_typed(c) && self.looks_typed(c, row.get(c.col))),
            total: !self.totals.is_empty() && filled().filter(words).any(|c| self.is_total(row.get(c.col))),
            header_again: self.header.stands_in(self.sheet, row),
        }
    }

    /// "Tổng cộng", "TỔNG SỐ:", "Tổng cộng (I + II)".
    fn is_total(&self, value: &CellValue) -> bool {
        let CellValue::Text(text) = value else { return false };
        // The longest words of a total are short.
        if text.len() > 200 {
            return false;
        }
        let name = text.split('(').next().unwrap_or_default();
        self.totals.contains(&name_key(name))
    }
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
