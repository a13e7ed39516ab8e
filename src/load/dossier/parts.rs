//! Which rows of a tally are fields, which name a section, which are sums: told by their figures
//! where their numbering (I, A) leaves it open. No figure is dropped without a word.

use super::FIELD;
use crate::diagnostics::{Arg, Diagnostic, Diagnostics, codes};
use crate::model::{DossierTally, TallyRow};
use crate::table::{Row, RowKind, Table};
use std::collections::BTreeMap;

/// What a row that is no total is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A field.
    Field,
    /// The name of a section, perhaps with the section's sums.
    Section,
}

/// Figures of a row, or sums over rows, by column key. A cell without a number is not in it.
type Figures = BTreeMap<String, u64>;

/// Every row but totals, in order, with what it is. Says of each lettered row with figures that is
/// a section's sum that it was read so, and of each that is neither that nor part of the total that
/// it has to be mended.
pub(super) fn sort<'t>(
    table: &'t Table,
    tally: &DossierTally,
    diags: &mut Diagnostics,
) -> Vec<(&'t Row, Part)> {
    let rows: Vec<&Row> = table.rows.iter().filter(|r| r.kind != RowKind::Total).collect();
    let figures: Vec<Figures> = rows.iter().map(|row| figures_of(row, tally)).collect();
    let open = |i: usize| rows[i].kind == RowKind::Section && !figures[i].is_empty();
    let mut parts: Vec<Part> = (0..rows.len())
        .map(|i| if rows[i].kind == RowKind::Section && !open(i) { Part::Section } else { Part::Field })
        .collect();
    let total: Figures = tally.total.iter().flat_map(counts).collect();
    // With all of them as fields the total is right: then they are fields.
    let sum_of = |parts: &[Part], from: usize, to: usize| {
        sum((from..to).filter(|i| parts[*i] == Part::Field).map(|i| &figures[i]))
    };
    if !total.is_empty() && agree(&total, &sum_of(&parts, 0, rows.len())) {
        return rows.into_iter().zip(parts).collect();
    }
    // From the last: what a letter stands above is then known. A section ends where the next row
    // with a letter or a name begins, or further down when it has sections of its own.
    for i in (0..rows.len()).rev().filter(|i| open(*i)) {
        let ends = (i + 1..rows.len()).filter(|e| rows[*e].kind == RowKind::Section).chain([rows.len()]);
        let is_sum = |end: usize| {
            let fields = (i + 1..end).filter(|j| parts[*j] == Part::Field);
            // One lettered field below another may have the same figures by chance.
            let enough = rows.get(i + 1).is_some_and(|r| r.kind == RowKind::Data) || fields.count() > 1;
            enough && agree(&figures[i], &sum_of(&parts, i + 1, end))
        };
        if ends.into_iter().any(is_sum) {
            parts[i] = Part::Section;
        }
    }
    for i in (0..rows.len()).filter(|i| open(*i)) {
        let finding = match parts[i] {
            Part::Section => Diagnostic::new(codes::DOSSIER_SECTION_SUM, rows[i].place.clone()),
            // Nothing stands below it: a field with a letter as number.
            Part::Field if rows.get(i + 1).is_none_or(|r| r.kind == RowKind::Section) => continue,
            Part::Field => {
                // Is it the sum that is wrong? Without it the total is right.
                let without: Vec<Part> =
                    parts.iter().enumerate().map(|(j, p)| if i == j { Part::Section } else { *p }).collect();
                if !total.is_empty() && agree(&total, &sum_of(&without, 0, rows.len())) {
                    parts = without;
                }
                Diagnostic::new(codes::DOSSIER_SECTION_OR_FIELD, rows[i].place.clone())
            }
        };
        let name = rows[i].text(FIELD).or_else(|| rows[i].label.clone());
        diags.push(
            finding
                .about(format_args!("ho-so/{}", tally.period.id))
                .arg("ten", name.map_or_else(String::new, |n| n.value))
                .arg("so", rows[i].text(super::ORDINAL).map_or_else(String::new, |n| n.value)),
        );
    }
    rows.into_iter().zip(parts).collect()
}

/// HS15: without a total row, a first or last field whose figures are the sums of all others.
pub(super) fn report_hidden_total(tally: &DossierTally, diags: &mut Diagnostics) {
    let (None, [first, .., last]) = (&tally.total, &tally.rows[..]) else { return };
    let is_sum = |row: &&TallyRow| {
        let others: Vec<Figures> =
            tally.rows.iter().filter(|r| r.field_id != row.field_id).map(|r| counts(r).collect()).collect();
        let own: Figures = counts(row).collect();
        own.len() > 1 && own.values().any(|n| *n > 0) && agree(&own, &sum(others.iter()))
    };
    if let Some(row) = [last, first].into_iter().find(is_sum) {
        let which = if row.field_id == last.field_id { "cuoi" } else { "dau" };
        diags.push(
            Diagnostic::new(codes::DOSSIER_HIDDEN_TOTAL, row.field.place.clone())
                .about(format_args!("ho-so/{}/{}", tally.period.id, row.field_id))
                .arg("dong", Arg::Word(which))
                .arg("linh_vuc", &row.field.value),
        );
    }
}

fn figures_of(row: &Row, tally: &DossierTally) -> Figures {
    let keys = tally.layout.columns.iter().map(|c| &c.key);
    keys.filter_map(|key| Some((key.clone(), row.count(key)?.value))).collect()
}

fn counts(row: &TallyRow) -> impl Iterator<Item = (String, u64)> {
    row.cells.iter().filter_map(|(key, cell)| Some((key.clone(), cell.value?)))
}

fn sum<'a>(all: impl Iterator<Item = &'a Figures>) -> Figures {
    let mut sums = Figures::new();
    for figures in all {
        for (key, count) in figures {
            let sum = sums.entry(key.clone()).or_default();
            *sum = sum.saturating_add(*count);
        }
    }
    sums
}

/// Is every figure that is stated the sum?
fn agree(stated: &Figures, sums: &Figures) -> bool {
    stated.iter().all(|(key, count)| sums.get(key) == Some(count))
}
