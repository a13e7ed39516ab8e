//! HS: one table of dossier statistics, and its neighbours in time.
//!
//! A table that gives details for some fields only is common and not wrong. So cells without a
//! number make one HS07 per table, and breakdowns that stay below their total one HS14 per table.

use super::told::Told;
use super::{in_column, parts, way};
use crate::diagnostics::{Arg, Diagnostic, codes};
use crate::model::{DossierTally, Site, TOTAL_ID, TallyRow};
use crate::stats::reconcile::{self, Equation, Kind, Outcome, Side};
use crate::stats::tally::column_name;
use crate::text;
use std::sync::Arc;

/// This many columns that differ like one row make one finding.
const ROW_LIKE: usize = 5;

pub(super) fn check(site: &Site, told: &Told<'_>, out: &mut Vec<Diagnostic>) {
    for tally in &site.dossiers {
        let mut sums = reconcile::field_sums(tally);
        sums.retain(|e| !told.concerns(e));
        let wrong: Vec<&Equation> = sums.iter().filter(|e| differs(e)).collect();
        let lost = told.lost_row_of(tally) && wrong.len() > 1;
        if lost || like_one_row(tally, &sums, &wrong) {
            out.extend(one_row(tally, &wrong, lost));
        } else {
            out.extend(wrong.iter().filter_map(|e| field_sum(tally, e)));
        }
        out.extend(partial_breakdown(tally, &sums));
        out.extend(failing_identities(tally, &wrong, told).iter().filter_map(|e| identity(tally, e)));
        out.extend(absent_cells(tally, told));
        out.extend(no_total(tally));
        let carried = reconcile::carried_in(site, tally).filter(|e| !told.concerns(e));
        out.extend(carried.and_then(|e| carried_in(tally, &e)));
    }
}

fn differs(e: &Equation) -> bool {
    matches!(e.outcome, Outcome::Differs { .. })
}

/// The column whose sum over fields this is.
fn summed(e: &Equation) -> Option<&str> {
    match &e.kind {
        Kind::FieldSum { column } | Kind::LateSum { column } => Some(column),
        _ => None,
    }
}

/// True when many columns are off as if one row were missing, wrong or twice there: all one way, and
/// the differences agree with each other as the columns of a row do.
fn like_one_row(tally: &DossierTally, sums: &[Equation], wrong: &[&Equation]) -> bool {
    let Some(mut row) = tally.total.clone().filter(|_| wrong.len() >= ROW_LIKE) else { return false };
    let less = |e: &&&Equation| matches!(e.outcome, Outcome::Differs { by } if by < 0);
    let below = wrong.iter().filter(less).count();
    let one_way = below == 0 || below == wrong.len();
    for (key, cell) in &mut row.cells {
        let outcome = sums.iter().find(|e| summed(e) == Some(key)).map(|e| e.outcome);
        cell.value = match outcome {
            Some(Outcome::Differs { by }) => Some(by.unsigned_abs()),
            Some(Outcome::Holds) => Some(0),
            _ => None,
        };
    }
    one_way
        && wrong.iter().all(|e| e.likely_wrong != Some(Side::Total))
        && !alone(tally, row).any(|e| differs(&e))
}

/// The identities of one row.
fn alone(tally: &DossierTally, row: TallyRow) -> impl Iterator<Item = Equation> {
    let table = DossierTally {
        period: tally.period.clone(),
        layout: tally.layout.clone(),
        sections: Vec::new(),
        rows: vec![row],
        total: None,
        source: tally.source.clone(),
    };
    reconcile::identities(&table).into_iter()
}

/// HS01 once for all columns, at the first of them.
fn one_row(tally: &DossierTally, wrong: &[&Equation], lost: bool) -> Option<Diagnostic> {
    let first = wrong.first()?;
    let shown = |e: &&Equation| {
        let (sum, total) = (text::count(e.computed?), text::count(e.stated?));
        Some(Arc::from(in_column(&column(tally, summed(e)?), &format!("{sum}/{total}"))))
    };
    let finding = Diagnostic::new(codes::DOSSIER_FIELD_SUM, first.stated_at.clone())
        .about(format_args!("ho-so/{}/{TOTAL_ID}", tally.period.id))
        .arg("ky", &tally.period.label)
        .arg("nhieu_cot", Arg::Word(if lost { "mat_dong" } else { "mot_dong" }))
        .arg("so_cot", wrong.len())
        .arg("cac_cot", Arg::List(wrong.iter().filter_map(shown).collect()));
    Some(finding)
}

/// The identities that fail, without those that one wrong cell explains: a total that the fields
/// show to be wrong (told by HS01), or a sum whose correction makes the whole row agree.
fn failing_identities(tally: &DossierTally, wrong: &[&Equation], told: &Told<'_>) -> Vec<Equation> {
    let mut by_row: Vec<(String, Vec<Equation>)> = Vec::new();
    for e in reconcile::identities(tally).into_iter().filter(|e| differs(e) && !told.concerns(e)) {
        let Kind::Identity { row, .. } = &e.kind else { continue };
        match by_row.iter_mut().find(|(id, _)| id == row) {
            Some((_, failing)) => failing.push(e),
            None => by_row.push((row.clone(), vec![e])),
        }
    }
    let mut out = Vec::new();
    for (id, mut failing) in by_row {
        let is_total = id == TOTAL_ID;
        let row = if is_total { tally.total.as_ref() } else { tally.rows.iter().find(|r| r.field_id == id) };
        let Some(mut row) = row.cloned() else { continue };
        if is_total {
            for e in wrong.iter().filter(|e| e.likely_wrong == Some(Side::Total)) {
                correct(&mut row, summed(e), e.computed);
            }
            let still: Vec<String> = alone(tally, row.clone()).filter(differs).map(|e| e.subject).collect();
            failing.retain(|e| still.contains(&e.subject));
        }
        let explains_all = |e: &&Equation| {
            let Kind::Identity { id, .. } = &e.kind else { return false };
            let identity = tally.layout.identities.iter().find(|i| i.id == *id);
            let mut row = row.clone();
            correct(&mut row, identity.map(|i| i.total.as_str()), e.computed);
            !alone(tally, row).any(|e| differs(&e))
        };
        match failing.iter().find(explains_all).cloned() {
            Some(one) => out.push(one),
            None => out.extend(failing),
        }
    }
    out
}

/// Puts another number into a cell that has one.
fn correct(row: &mut TallyRow, key: Option<&str>, value: Option<u64>) {
    if let Some(cell) = key.and_then(|key| row.cells.get_mut(key)) {
        cell.value = value;
    }
}

/// The name of a column as messages have it.
pub(super) fn column(tally: &DossierTally, key: &str) -> String {
    tally.layout.column(key).map_or_else(|| key.to_owned(), |c| column_name(&tally.layout, c))
}

/// HS01, and HS04 for late dossiers.
fn field_sum(tally: &DossierTally, e: &Equation) -> Option<Diagnostic> {
    let Outcome::Differs { by } = e.outcome else { return None };
    let (code, key) = match &e.kind {
        Kind::LateSum { column } => (codes::DOSSIER_LATE_SUM, column),
        Kind::FieldSum { column } => (codes::DOSSIER_FIELD_SUM, column),
        _ => return None,
    };
    let side = match e.likely_wrong {
        Some(Side::Fields) => "linh_vuc",
        Some(Side::Total) => "tong",
        _ => "khong_ro",
    };
    let finding = Diagnostic::new(code, e.stated_at.clone())
        .about(&e.subject)
        .arg("ky", &tally.period.label)
        .arg("nhieu_cot", Arg::Word("khong"))
        .arg("cot", column(tally, key))
        .arg("cong", e.computed?)
        .arg("tong", e.stated?)
        .arg("thieu_o", e.absent())
        .arg("ben_sai", Arg::Word(side));
    Some(finding.arg("chenh", by.unsigned_abs()).arg("huong", way(by)))
}

/// HS14: at the total of the first column concerned.
fn partial_breakdown(tally: &DossierTally, sums: &[Equation]) -> Option<Diagnostic> {
    let partial: Vec<_> = sums.iter().filter(|e| matches!(e.outcome, Outcome::Partial { .. })).collect();
    let shown = |e: &&Equation| {
        let (Kind::FieldSum { column: key } | Kind::LateSum { column: key }) = &e.kind else { return None };
        let (sum, total) = (text::count(e.computed?), text::count(e.stated?));
        Some(Arc::from(in_column(&column(tally, key), &format!("{sum}/{total}"))))
    };
    let finding = Diagnostic::new(codes::DOSSIER_PARTIAL_BREAKDOWN, partial.first()?.stated_at.clone())
        .about(format_args!("ho-so/{}", tally.period.id))
        .arg("ky", &tally.period.label)
        .arg("so_cot", partial.len())
        .arg("cac_cot", Arg::List(partial.iter().filter_map(shown).collect()));
    Some(finding)
}

/// HS02 in a field's row, HS03 in the total row.
fn identity(tally: &DossierTally, e: &Equation) -> Option<Diagnostic> {
    let (Outcome::Differs { by }, Kind::Identity { id, row }) = (e.outcome, &e.kind) else { return None };
    let code = if row == TOTAL_ID { codes::DOSSIER_TOTAL_IDENTITY } else { codes::DOSSIER_ROW_IDENTITY };
    let total = tally.layout.identities.iter().find(|i| i.id == *id)?;
    let finding = Diagnostic::new(code, e.stated_at.clone())
        .about(&e.subject)
        .arg("ky", &tally.period.label)
        .arg("linh_vuc", tally.row(row).map_or("", |r| r.field.value.as_str()))
        .arg("cot", column(tally, &total.total))
        .arg("cac_cot", parts(&e.parts))
        .arg("cong", e.computed?)
        .arg("tong", e.stated?);
    Some(finding.arg("chenh", by.unsigned_abs()).arg("huong", way(by)))
}

/// HS07: at the first cell without a number.
fn absent_cells(tally: &DossierTally, told: &Told<'_>) -> Option<Diagnostic> {
    let rows = || tally.rows.iter().chain(&tally.total);
    let cells = |r: &'_ TallyRow| tally.layout.columns.iter().filter_map(|c| r.cells.get(&c.key)).count();
    let mut absent = rows().flat_map(|r| {
        let cells = tally.layout.columns.iter().filter_map(|c| r.cells.get(&c.key));
        cells.filter(|c| c.value.is_none() && !told.at(&c.place))
    });
    let first = absent.next()?;
    let finding = Diagnostic::new(codes::DOSSIER_CELLS_ABSENT, first.place.clone())
        .about(format_args!("ho-so/{}", tally.period.id))
        .arg("ky", &tally.period.label)
        .arg("so_o", absent.count() + 1)
        .arg("tong_o", rows().map(cells).sum::<usize>());
    Some(finding)
}

/// HS11.
fn no_total(tally: &DossierTally) -> Option<Diagnostic> {
    tally.total.is_none().then(|| {
        Diagnostic::new(codes::DOSSIER_NO_TOTAL, tally.source.clone())
            .about(format_args!("ho-so/{}", tally.period.id))
            .arg("ky", &tally.period.label)
    })
}

/// HS13.
fn carried_in(tally: &DossierTally, e: &Equation) -> Option<Diagnostic> {
    let Outcome::Differs { by } = e.outcome else { return None };
    let finding = Diagnostic::new(codes::DOSSIER_CARRIED_IN, e.stated_at.clone())
        .about(&e.subject)
        .arg("ky", &tally.period.label)
        .arg("ky_truoc", parts(&e.parts))
        .arg("cong", e.computed?)
        .arg("tong", e.stated?);
    let finding = match e.parts.first().and_then(|p| p.place.clone()) {
        Some(place) => finding.arg("noi_2", place),
        None => finding,
    };
    Some(finding.arg("chenh", by.unsigned_abs()).arg("huong", way(by.saturating_neg())))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{arg, list, told};
    use crate::diagnostics::{Arg, Severity, codes};
    use crate::model::{DossierTally, Site};
    use crate::stats::testing::{KEYS, reported_2021, right, site, tally};
    use proptest::prelude::*;

    fn of(tally: DossierTally) -> Site {
        Site { dossiers: vec![tally], ..site() }
    }

    #[test]
    fn the_ward_of_2021_is_told_each_defect_once() {
        let site = of(reported_2021());
        assert_eq!(
            told(&site),
            [
                "data/ho-so/2021.csv:2:4 HS07 ho-so/2021",
                "data/ho-so/2021.csv:12:3 HS01 ho-so/2021/tong-so/tong-tiep-nhan",
                "data/ho-so/2021.csv:12:8 HS14 ho-so/2021",
            ]
        );
        let hs01 = |name| arg(&site, codes::DOSSIER_FIELD_SUM, name);
        assert_eq!(
            (hs01("cong"), hs01("tong"), hs01("chenh")),
            (1347u64.into(), 1348u64.into(), 1u64.into())
        );
        assert_eq!((hs01("huong"), hs01("ben_sai")), (Arg::Word("it"), Arg::Word("linh_vuc")));
        assert_eq!(
            arg(&site, codes::DOSSIER_PARTIAL_BREAKDOWN, "cac_cot"),
            list(&[
                "“Trước hạn” 100/685",
                "“Đúng hạn” 11/598",
                "“Đang giải quyết – Tổng số” 21/23",
                "“Trong hạn” 21/23",
            ])
        );
        let hs07 = |name| arg(&site, codes::DOSSIER_CELLS_ABSENT, name);
        assert_eq!((hs07("so_o"), hs07("tong_o")), (88u64.into(), 121u64.into()));
    }

    #[test]
    fn late_dossiers_have_a_code_of_their_own() {
        let mut wrong = right("2025-Q1");
        wrong.rows[0].cells.get_mut("qua_han").unwrap().value = Some(2);
        wrong.rows[0].cells.get_mut("dung_han").unwrap().value = Some(107);
        assert_eq!(
            told(&of(wrong)),
            [
                "data/ho-so/2025-Q1.csv:5:9 HS01 ho-so/2025-Q1/tong-so/dung-han",
                "data/ho-so/2025-Q1.csv:5:10 HS04 ho-so/2025-Q1/tong-so/qua-han",
            ]
        );
    }

    #[test]
    fn identities_fail_at_the_sum() {
        let mut wrong = tally("2025-Q1", "Hộ tịch,10,4,5,1,7,5,2,1,2,2,0\nTỔNG CỘNG,10,4,5,1,8,5,2,1,2,1,0");
        assert_eq!(
            told(&of(wrong.clone())),
            [
                "data/ho-so/2025-Q1.csv:2:7 HS02 ho-so/2025-Q1/ho-tich/da-giai-quyet",
                "data/ho-so/2025-Q1.csv:3:7 HS01 ho-so/2025-Q1/tong-so/da-giai-quyet",
                "data/ho-so/2025-Q1.csv:3:12 HS01 ho-so/2025-Q1/tong-so/dang-trong-han",
            ]
        );
        // Without a number for what was resolved, its parts stand in: 5 + 2 + 1 and 2 are 10.
        wrong.rows[0].cells.get_mut("da_giai_quyet").unwrap().value = None;
        wrong.total = None;
        let found = told(&of(wrong));
        assert_eq!(
            found,
            ["data/ho-so/2025-Q1.csv HS11 ho-so/2025-Q1", "data/ho-so/2025-Q1.csv:2:7 HS07 ho-so/2025-Q1"]
        );
    }

    #[test]
    fn the_words_of_an_identity() {
        let site = of(tally("2025-Q1", "TỔNG CỘNG,,,,,8,5,2,2,,,"));
        let hs03 = |name| arg(&site, codes::DOSSIER_TOTAL_IDENTITY, name);
        assert_eq!(hs03("cac_cot"), list(&["“Trước hạn” 5", "“Đúng hạn” 2", "“Đã giải quyết – Quá hạn” 2"]));
        assert_eq!(
            (hs03("cong"), hs03("tong"), hs03("huong")),
            (9u64.into(), 8u64.into(), Arg::Word("nhieu"))
        );
    }

    #[test]
    fn a_table_may_be_empty_blank_or_of_one_field() {
        assert_eq!(told(&of(tally("2025", ""))), ["data/ho-so/2025.csv HS11 ho-so/2025"]);
        assert_eq!(
            told(&of(tally("2025", "Hộ tịch,,,,,,,,,,,\nTỔNG CỘNG,,,,,,,,,,,"))),
            ["data/ho-so/2025.csv:2:3 HS07 ho-so/2025"]
        );
        assert_eq!(
            told(&of(tally("2025", "Hộ tịch,0,0,0,0,0,0,0,0,0,0,0\nTỔNG CỘNG,0,0,0,0,0,0,0,0,0,0,0"))),
            [""; 0]
        );
    }

    #[test]
    fn columns_that_the_file_lacks_are_no_absent_cells() {
        let mut short = right("2025-Q1");
        for row in short.rows.iter_mut().chain(&mut short.total) {
            row.cells.retain(|key, _| !key.starts_with("truc_"));
        }
        assert_eq!(told(&of(short)), [""; 0]);
    }

    #[test]
    fn what_was_carried_in_was_pending_before() {
        let mut site = site();
        let line = |carried: u64| format!("TỔNG CỘNG,10,{},0,{carried},8,8,0,0,2,2,0", 10 - carried);
        site.dossiers =
            vec![tally("2025-Q4", &line(0)), tally("2026-Q1", &line(3)), tally("2026-Q2", &line(2))];
        assert_eq!(told(&site), ["data/ho-so/2026-Q1.csv:2:6 HS13 ho-so/2026-Q1/tong-so/ky-truoc"]);
        let hs13 = |name| arg(&site, codes::DOSSIER_CARRIED_IN, name);
        assert_eq!((hs13("chenh"), hs13("huong")), (1u64.into(), Arg::Word("nhieu")));
    }

    /// A field: received online, in person, carried in; resolved early, on time, late; pending in
    /// time, late. What comes in is made to be what goes out.
    fn field() -> impl Strategy<Value = [u64; 11]> {
        (0u64..500, 0u64..500, 0u64..90, 0u64..90, 0u64..9, 0u64..100, 0u64..100).prop_map(
            |(early, on_time, late, in_time, overdue, a, b)| {
                let (resolved, pending) = (early + on_time + late, in_time + overdue);
                let all = resolved + pending;
                let (online, carried) = (all * a / 300, all * b / 300);
                let person = all - online - carried;
                [all, online, person, carried, resolved, early, on_time, late, pending, in_time, overdue]
            },
        )
    }

    fn table(fields: &[[u64; 11]]) -> DossierTally {
        let line = |name: &str, n: &[u64; 11]| format!("{name},{}", n.map(|n| n.to_string()).join(","));
        let total = std::array::from_fn(|i| fields.iter().map(|f| f[i]).sum());
        let mut lines: Vec<_> =
            fields.iter().zip(1..).map(|(f, i)| line(&format!("Lĩnh vực {i}"), f)).collect();
        lines.push(line("TỔNG CỘNG", &total));
        tally("2025-Q1", &lines.join("\n"))
    }

    fn cell(t: &mut DossierTally, row: usize, column: usize) -> &mut crate::model::TallyCell {
        let rows = t.rows.len();
        let row =
            if row % (rows + 1) == rows { t.total.as_mut().unwrap() } else { &mut t.rows[row % (rows + 1)] };
        row.cells.get_mut(KEYS[column]).unwrap()
    }

    proptest! {
        #[test]
        fn right_tables_have_no_findings(fields in prop::collection::vec(field(), 1..12)) {
            prop_assert_eq!(told(&of(table(&fields))), [""; 0]);
        }

        #[test]
        fn one_wrong_cell_is_found_in_its_row_or_column(
            fields in prop::collection::vec(field(), 1..12), row: usize, column in 0..11usize, more in 1u64..50,
        ) {
            let mut t = table(&fields);
            let wrong = cell(&mut t, row, column);
            wrong.value = wrong.value.map(|v| v + more);
            let place = wrong.place.clone();
            let at = |p: &crate::diagnostics::Place| match p.at {
                crate::diagnostics::At::Cell { row, col, .. } => (row, col),
                _ => (0, 0),
            };
            let site = of(t);
            let found = super::super::check(&site, &crate::stats::Figures::of(&site), &crate::diagnostics::Diagnostics::new());
            let near = |d: &crate::diagnostics::Diagnostic| {
                let ((r, c), (row, col)) = (at(&d.place), at(&place));
                d.severity == Severity::Error && (r == row || c == col)
            };
            prop_assert!(found.iter().any(near), "{:?}", told(&site));
        }

        /// What is not reported makes gaps, never mistakes.
        #[test]
        fn cells_left_out_are_no_errors(
            fields in prop::collection::vec(field(), 1..8), gone in prop::collection::vec((any::<usize>(), 0..11usize), 0..40),
        ) {
            let mut t = table(&fields);
            gone.iter().for_each(|(row, column)| cell(&mut t, *row, *column).value = None);
            let site = of(t);
            let found = super::super::check(&site, &crate::stats::Figures::of(&site), &crate::diagnostics::Diagnostics::new());
            prop_assert!(found.iter().all(|d| d.severity != Severity::Error), "{:?}", told(&site));
            prop_assert!(found.len() <= 2, "one HS07 and one HS14 at most");
        }
    }
}
