//! Equations of dossier statistics: within a table, over the quarters of a year, and with the
//! period before.

use super::{Equation, Kind, Name, Outcome, Part, Side};
use crate::model::{
    DossierTally, OverPeriods, PeriodId, PeriodKind, Site, TOTAL_ID, TallyColumn, TallyRole, TallyRow,
};
use crate::stats::figures::column_part;
use crate::stats::tally::{Known, Origin, by_role, column_name, in_row, received, total};
use crate::stats::year::{YearParts, years};

/// All equations of one tally: sums over fields, identities, carried in and, for a year, its
/// quarters. What has no numbers at all is left out.
pub fn tally(site: &Site, tally: &DossierTally) -> Vec<Equation> {
    let year = years(&site.dossiers).into_iter().find(|y| y.whole.is_some_and(|w| std::ptr::eq(w, tally)));
    let mut all = field_sums(tally);
    all.extend(identities(tally));
    all.extend(carried_in(site, tally));
    all.extend(year.iter().flat_map(year_sums));
    all
}

fn subject(tally: &DossierTally, row: &str, part: &str) -> String {
    format!("ho-so/{}/{row}/{part}", tally.period.id)
}

/// For each column: do the fields give the total row?
pub fn field_sums(tally: &DossierTally) -> Vec<Equation> {
    let Some(total) = &tally.total else { return Vec::new() };
    if tally.rows.is_empty() {
        return Vec::new();
    }
    let of = |column: &TallyColumn| {
        let key = column.key.clone();
        let part = |row: &TallyRow| Part {
            name: Name::Field(row.field.value.clone()),
            value: row.count(&key),
            place: Some(row.place(&key)),
            derived: false,
        };
        let mut equation = Equation::new(
            subject(tally, TOTAL_ID, &column_part(&key)),
            match column.role {
                Some(TallyRole::Late) => Kind::LateSum { column: key.clone() },
                _ => Kind::FieldSum { column: key.clone() },
            },
            tally.rows.iter().map(part).collect(),
            total.count(&key),
            total.place(&key),
        );
        if let (Outcome::Differs { .. }, Some(computed)) = (equation.outcome, equation.computed) {
            equation.likely_wrong = Some(likely_wrong(tally, total, &key, computed));
        }
        equation
    };
    tally.layout.columns.iter().map(of).filter(|e| !e.is_empty()).collect()
}

/// Asks the other columns of the total row: do they bear out the stated total, or would they bear
/// out the sum of the fields?
fn likely_wrong(tally: &DossierTally, total: &TallyRow, key: &str, computed: u64) -> Side {
    let holds = |row: &TallyRow| {
        let touching =
            tally.layout.identities.iter().filter(|i| i.total == key || i.parts.iter().any(|p| p == key));
        let outcomes: Vec<_> = touching.map(|i| identity(tally, row, i).outcome).collect();
        outcomes.contains(&Outcome::Holds)
    };
    let mut as_fields = total.clone();
    if let Some(cell) = as_fields.cells.get_mut(key) {
        cell.value = Some(computed);
    }
    match (holds(total), holds(&as_fields)) {
        (true, false) => Side::Fields,
        (false, true) => Side::Total,
        _ => Side::Unknown,
    }
}

/// Every identity of the layout in the total row and in each field's row. A part that is absent is
/// taken from another identity where that gives it.
pub fn identities(tally: &DossierTally) -> Vec<Equation> {
    let rows = tally.total.iter().chain(&tally.rows);
    rows.flat_map(|row| tally.layout.identities.iter().map(move |i| identity(tally, row, i)))
        .filter(|e| !e.is_empty())
        .collect()
}

fn identity(tally: &DossierTally, row: &TallyRow, identity: &crate::model::Identity) -> Equation {
    let layout = &tally.layout;
    let part = |key: &String| {
        let known = in_row(layout, row, key);
        Part {
            name: Name::Column(layout.column(key).map_or_else(|| key.clone(), |c| column_name(layout, c))),
            value: known.as_ref().map(|k| k.value),
            place: Some(row.place(key)),
            derived: known.is_some_and(|k| k.origin != Origin::Stated),
        }
    };
    Equation::new(
        subject(tally, &row.field_id, &identity.id),
        Kind::Identity { id: identity.id.clone(), row: row.field_id.clone() },
        identity.parts.iter().map(part).collect(),
        row.count(&identity.total),
        row.place(&identity.total),
    )
}

/// Is what was carried in what was pending at the end of the period before? For quarters and years
/// whose period before has a tally in the same layout.
pub fn carried_in(site: &Site, tally: &DossierTally) -> Option<Equation> {
    let id = tally.period.id;
    let before = match id.kind() {
        PeriodKind::Year => PeriodId::new(id.year() - 1, PeriodKind::Year)?,
        _ => id.quarter_before()?,
    };
    let before = site.dossiers.iter().find(|t| t.period.id == before && t.layout.id == tally.layout.id)?;
    let column = tally.layout.by_role(TallyRole::CarriedIn)?;
    let pending = by_role(before, TOTAL_ID, TallyRole::Pending)?;
    let carried = total(tally, &column.key)?;
    let at = tally.total.as_ref().map_or_else(|| tally.source.clone(), |r| r.place(&column.key));
    Some(Equation::new(
        subject(tally, TOTAL_ID, &column_part(&column.key)),
        Kind::CarriedIn,
        vec![over(before, Some(pending))],
        Some(carried.value),
        at,
    ))
}

/// For each column of a year that is reported: do its quarters give it? Quarters and year must be in
/// one layout.
pub fn year_sums(year: &YearParts<DossierTally>) -> Vec<Equation> {
    let Some(whole) = year.whole else { return Vec::new() };
    if year.present().next().is_none() || year.present().any(|q| q.layout.id != whole.layout.id) {
        return Vec::new();
    }
    let column = |c: &TallyColumn| {
        let quarters = match c.over_periods {
            OverPeriods::Sum => &year.quarters[..],
            OverPeriods::First => year.quarters.get(..1)?,
            OverPeriods::Last => year.quarters.last_chunk::<1>()?,
            OverPeriods::Derived => return None,
        };
        let parts = quarters.iter().map(|q| of_quarter(q, |t| total(t, &c.key))).collect();
        let kind = Kind::YearSum { column: c.key.clone() };
        let stated = whole.total.as_ref().and_then(|r| r.count(&c.key));
        let at = whole.total.as_ref().map_or_else(|| whole.source.clone(), |r| r.place(&c.key));
        let sum = Equation::new(subject(whole, TOTAL_ID, &column_part(&c.key)), kind, parts, stated, at);
        Some(if c.over_periods == OverPeriods::Sum { sum.over_quarters() } else { sum })
    };
    let columns = whole.layout.columns.iter().filter_map(column).filter(|e| !e.is_empty());
    columns.chain(year_received(whole, year)).collect()
}

/// What was received in the year when no column of flows says it: all less what was carried in.
fn year_received(whole: &DossierTally, year: &YearParts<DossierTally>) -> Option<Equation> {
    let column = whole.layout.by_role(TallyRole::Received)?;
    let of = |t: &DossierTally| received(t).filter(|r| r.without_carried_in).map(|r| r.number);
    let by_channel = |t: &DossierTally| by_role(t, TOTAL_ID, TallyRole::Online).is_some();
    if column.over_periods != OverPeriods::Derived || (by_channel(whole) && year.present().all(by_channel)) {
        return None;
    }
    let stated = of(whole)?;
    let parts = year.quarters.iter().map(|q| of_quarter(q, of)).collect();
    let at = whole.total.as_ref().map_or_else(|| whole.source.clone(), |r| r.place(&column.key));
    let subject = subject(whole, TOTAL_ID, &column_part(&column.key));
    Some(Equation::new(subject, Kind::YearReceived, parts, Some(stated.value), at).over_quarters())
}

fn of_quarter(
    (id, tally): &(PeriodId, Option<&DossierTally>),
    number: impl Fn(&DossierTally) -> Option<Known>,
) -> Part {
    match tally {
        Some(t) => over(t, number(t)),
        None => Part { name: Name::Quarter(*id), value: None, place: None, derived: false },
    }
}

/// A period as an addend. An absent number ought to stand somewhere in its tally.
fn over(tally: &DossierTally, number: Option<Known>) -> Part {
    let place = match number.as_ref().and_then(|n| n.places.first()) {
        Some(place) => place.clone(),
        None => tally.source.clone(),
    };
    Part {
        name: Name::Period(tally.period.label.clone()),
        value: number.as_ref().map(|n| n.value),
        place: Some(place),
        derived: number.is_some_and(|n| n.origin != Origin::Stated),
    }
}

#[cfg(test)]
mod tests {
    use super::super::difference;
    use super::*;
    use crate::stats::testing::{reported_2021, right, site, tally as table};

    fn find<'a>(all: &'a [Equation], subject: &str) -> &'a Equation {
        all.iter().find(|e| e.subject == subject).unwrap_or_else(|| panic!("{subject}"))
    }

    #[test]
    fn the_ward_of_2021_reconciled() {
        let mut site = site();
        site.dossiers = vec![reported_2021()];
        let all = tally(&site, &site.dossiers[0]);
        let outcome = |s: &str| find(&all, s).outcome;
        let received = find(&all, "ho-so/2021/tong-so/tong-tiep-nhan");
        assert_eq!((received.computed, received.stated), (Some(1347), Some(1348)));
        assert_eq!(received.outcome, Outcome::Differs { by: -1 });
        assert_eq!(received.likely_wrong, Some(Side::Fields));
        assert_eq!(received.stated_at.cell_name().as_deref(), Some("C12"));
        assert_eq!(outcome("ho-so/2021/tong-so/qua-han"), Outcome::Holds);
        assert_eq!(find(&all, "ho-so/2021/tong-so/qua-han").absent(), 5);
        assert_eq!(outcome("ho-so/2021/tong-so/dang-giai-quyet"), Outcome::Partial { absent: 8 });
        assert_eq!(outcome("ho-so/2021/tong-so/truoc-han"), Outcome::Partial { absent: 8 });
        let balance = find(&all, "ho-so/2021/tong-so/can-doi");
        assert_eq!((balance.outcome, balance.parts[0].derived), (Outcome::Holds, true));
        assert_eq!(outcome("ho-so/2021/tong-so/da-giai-quyet"), Outcome::CannotTell);
        assert_eq!(outcome("ho-so/2021/dat-dai/can-doi"), Outcome::Holds);
        assert!(all.iter().all(|e| e.subject != "ho-so/2021/tong-so/truc-tuyen"), "no numbers, no equation");
    }

    #[test]
    fn the_rest_of_the_row_tells_which_side_is_wrong() {
        let side = |lines: &str| field_sums(&table("2025", lines))[0].likely_wrong;
        let rows = "Hộ tịch,10,,,,9,9,0,0,1,1,0\nĐất đai,5,,,,5,5,0,0,0,0,0\n";
        assert_eq!(side(&format!("{rows}TỔNG CỘNG,16,,,,14,14,0,0,1,1,0")), Some(Side::Total));
        assert_eq!(side(&format!("{rows}TỔNG CỘNG,16,,,,15,15,0,0,1,1,0")), Some(Side::Fields));
        assert_eq!(side(&format!("{rows}TỔNG CỘNG,16,,,,,,,,,,")), Some(Side::Unknown));
        assert_eq!(side(&format!("{rows}TỔNG CỘNG,15,,,,14,14,0,0,1,1,0")), None);
    }

    #[test]
    fn with_cells_absent_only_too_much_is_wrong() {
        let outcome = |lines: &str| field_sums(&table("2025", lines))[0].outcome;
        assert_eq!(outcome("A,7,\nB,,\nTỔNG CỘNG,6"), Outcome::Differs { by: 1 });
        assert_eq!(outcome("A,7,\nB,,\nTỔNG CỘNG,7"), Outcome::Holds);
        assert_eq!(outcome("A,7,\nB,,\nTỔNG CỘNG,8"), Outcome::Partial { absent: 1 });
        assert_eq!(outcome("A,,\nB,,\nTỔNG CỘNG,8"), Outcome::CannotTell);
        assert_eq!(outcome("A,0\nTỔNG CỘNG,0"), Outcome::Holds);
        assert!(field_sums(&table("2025", "TỔNG CỘNG,8")).is_empty());
        assert!(field_sums(&table("2025", "A,8")).is_empty());
    }

    /// A year of four right quarters: flows add up, carried in is the first, pending the last.
    fn year() -> Vec<DossierTally> {
        let mut all: Vec<_> = (1..=4).map(|q| right(&format!("2025-Q{q}"))).collect();
        all.push(table("2025", "TỔNG CỘNG,2658,424,2196,38,2696,1432,1260,4,19,19,0"));
        all
    }

    #[test]
    fn quarters_give_the_year() {
        let all = year();
        let parts = years(&all);
        let sums = year_sums(&parts[0]);
        assert_eq!(sums.len(), 10, "all columns but the derived one");
        assert!(sums.iter().all(|e| e.outcome == Outcome::Holds), "{sums:#?}");
    }

    #[test]
    fn a_missing_quarter_is_implied_by_flows_alone() {
        let mut all = year();
        all.remove(3);
        let parts = years(&all);
        let sums = year_sums(&parts[0]);
        let outcome = |column: &str| find(&sums, &format!("ho-so/2025/tong-so/{column}")).outcome;
        assert_eq!(outcome("qua-han"), Outcome::Implied { value: 1 });
        assert_eq!(outcome("ky-truoc"), Outcome::Holds);
        assert_eq!(outcome("dang-giai-quyet"), Outcome::CannotTell);
    }

    #[test]
    fn an_absent_cell_of_a_quarter_is_no_missing_quarter() {
        let mut all = year();
        for key in ["truc_tuyen", "truc_tiep"] {
            all[3].total.as_mut().unwrap().cells.get_mut(key).unwrap().value = None;
            all[3].rows.clear();
        }
        let parts = years(&all);
        let sums = year_sums(&parts[0]);
        assert_eq!(find(&sums, "ho-so/2025/tong-so/truc-tuyen").outcome, Outcome::Partial { absent: 1 });
        let received = sums.iter().find(|e| e.kind == Kind::YearReceived).unwrap();
        assert_eq!((received.computed, received.outcome), (Some(2620), Outcome::Holds));
    }

    #[test]
    fn other_layouts_are_not_added() {
        let mut all = year();
        let mut other = (*all[1].layout).clone();
        other.id = "khac".to_owned();
        all[1].layout = std::sync::Arc::new(other);
        assert!(year_sums(&years(&all)[0]).is_empty());
    }

    #[test]
    fn carried_in_is_what_was_pending() {
        let mut site = site();
        site.dossiers = vec![right("2025-Q4"), right("2026-Q1")];
        let e = carried_in(&site, &site.dossiers[1]).unwrap();
        assert_eq!((e.computed, e.stated, e.outcome), (Some(19), Some(38), Outcome::Differs { by: -19 }));
        assert!(carried_in(&site, &site.dossiers[0]).is_none());
    }

    #[test]
    fn differences_stay_in_range() {
        assert_eq!(difference(u64::MAX, 0), i64::MAX);
        assert_eq!(difference(0, u64::MAX), i64::MIN);
        assert_eq!(difference(3, 5), -2);
    }
}
