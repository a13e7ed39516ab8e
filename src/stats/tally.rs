//! Sums and shares of one dossier tally.
//!
//! A number of a row is what the file states or, when the file leaves the cell empty, what an
//! identity of the layout gives from cells that are all stated; [`Origin`] says which. A cell is
//! never found by subtraction: what is implied is said in words only.

use super::Share;
use crate::diagnostics::Place;
use crate::model::{DossierTally, TOTAL_ID, TallyColumn, TallyLayout, TallyRole, TallyRow};

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The file states it.
    Stated,
    /// Added up from other columns of its row, by an identity of the layout.
    Columns,
    /// Added up from all fields, as the total row doesn't have it.
    Fields,
}

/// A number and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The number.
    pub value: u64,
    /// How it was found.
    pub origin: Origin,
    /// The cells that it rests on.
    pub places: Vec<Place>,
}

impl Known {
    fn stated(value: u64, place: Place) -> Self {
        Known { value, origin: Origin::Stated, places: vec![place] }
    }
    fn sum(parts: Vec<Known>, origin: Origin) -> Self {
        let value = parts.iter().fold(0u64, |sum, p| sum.saturating_add(p.value));
        Known { value, origin, places: parts.into_iter().flat_map(|p| p.places).collect() }
    }
}

/// The number of a column in a row; `None` when it is absent and no identity gives it.
pub fn in_row(layout: &TallyLayout, row: &TallyRow, key: &str) -> Option<Known> {
    seek(layout, row, key, &mut Vec::new())
}

fn seek<'a>(
    layout: &'a TallyLayout,
    row: &TallyRow,
    key: &'a str,
    above: &mut Vec<&'a str>,
) -> Option<Known> {
    if let Some(value) = row.count(key) {
        return Some(Known::stated(value, row.place(key)));
    }
    if above.contains(&key) {
        return None; // a layout whose identities run in a circle
    }
    above.push(key);
    let parts = layout
        .identities
        .iter()
        .filter(|i| i.total == key && !i.parts.is_empty())
        .find_map(|i| i.parts.iter().map(|p| seek(layout, row, p, above)).collect::<Option<Vec<_>>>());
    above.pop();
    Some(Known::sum(parts?, Origin::Columns))
}

/// The total of a column: as the total row has it or, failing that, the sum of all fields when every
/// field states its number.
pub fn total(tally: &DossierTally, key: &str) -> Option<Known> {
    let in_total = tally.total.as_ref().and_then(|row| in_row(&tally.layout, row, key));
    in_total.or_else(|| {
        let stated = |r: &TallyRow| Some(Known::stated(r.count(key)?, r.place(key)));
        let parts = tally.rows.iter().map(stated).collect::<Option<Vec<_>>>()?;
        (!parts.is_empty()).then(|| Known::sum(parts, Origin::Fields))
    })
}

/// The number of a column for a field or, for `tong-so`, the total.
pub fn number(tally: &DossierTally, field_id: &str, key: &str) -> Option<Known> {
    match field_id {
        TOTAL_ID => total(tally, key),
        _ => in_row(&tally.layout, tally.row(field_id)?, key),
    }
}

/// The number of all columns with a meaning, for a field or the total. A form may part late dossiers
/// over several columns; their sum is given when all are known.
pub fn by_role(tally: &DossierTally, field_id: &str, role: TallyRole) -> Option<Known> {
    let columns = tally.layout.columns.iter().filter(|c| c.role == Some(role));
    let mut parts = columns.map(|c| number(tally, field_id, &c.key)).collect::<Option<Vec<_>>>()?;
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(Known::sum(parts, Origin::Columns)),
    }
}

/// Late dossiers of resolved ones.
#[derive(Clone, Debug, PartialEq)]
pub struct LateShare {
    /// The share.
    pub share: Share,
    /// The number of late dossiers.
    pub late: Known,
    /// The number of resolved dossiers, and whether the file states it.
    pub resolved: Known,
}

/// The late share of a field or the total: late / resolved. `None` when either is not known or
/// nothing was resolved.
pub fn late_share(tally: &DossierTally, field_id: &str) -> Option<LateShare> {
    let late = by_role(tally, field_id, TallyRole::Late)?;
    let resolved = by_role(tally, field_id, TallyRole::Resolved)?;
    Some(LateShare { share: Share::new(late.value, resolved.value)?, late, resolved })
}

/// Dossiers that came in during the period.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// How many, and from which cells.
    pub number: Known,
    /// False when the report doesn't part them from dossiers carried in: then the number is all that
    /// were to be dealt with.
    pub without_carried_in: bool,
}

/// Dossiers received in the period: the columns of the ways in, else all less what was carried in,
/// else, when that isn't reported, all.
pub fn received(tally: &DossierTally) -> Option<Received> {
    let of = |role| by_role(tally, TOTAL_ID, role);
    let exact = |number| Some(Received { number, without_carried_in: true });
    if let (Some(online), Some(other)) = (of(TallyRole::Online), of(TallyRole::InPerson)) {
        return exact(Known::sum(vec![online, other], Origin::Columns));
    }
    let all = of(TallyRole::Received)?;
    match of(TallyRole::CarriedIn) {
        Some(carried) => {
            let value = all.value.checked_sub(carried.value)?;
            let places = all.places.into_iter().chain(carried.places).collect();
            exact(Known { value, origin: Origin::Columns, places })
        }
        None => Some(Received { number: all, without_carried_in: false }),
    }
}

/// A column's name as a reader can tell it from others: its group goes before it where two columns
/// share a label.
pub fn column_name(layout: &TallyLayout, column: &TallyColumn) -> String {
    let twice = layout.columns.iter().filter(|c| c.label == column.label).count() > 1;
    match &column.group {
        Some(group) if twice => format!("{group} – {}", column.label),
        _ => column.label.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{layout, reported_2021, tally};
    use super::*;
    use crate::model::Identity;
    use std::sync::Arc;

    fn value(known: Option<Known>) -> Option<(u64, Origin)> {
        known.map(|k| (k.value, k.origin))
    }

    #[test]
    fn the_ward_of_2021() {
        let t = reported_2021();
        assert_eq!(value(total(&t, "tong_tiep_nhan")), Some((1348, Origin::Stated)));
        assert_eq!(value(total(&t, "da_giai_quyet")), Some((1325, Origin::Columns)));
        assert_eq!(value(total(&t, "ky_truoc")), None);
        let share =
            |field: &str| late_share(&t, field).map(|s| (s.share.part(), s.share.whole(), s.resolved.origin));
        assert_eq!(share("tong-so"), Some((42, 1325, Origin::Columns)));
        assert_eq!(share("dat-dai"), Some((7, 44, Origin::Stated)));
        assert_eq!(share("ho-tich"), None, "the report doesn't say how many were resolved");
        let received = received(&t).unwrap();
        assert_eq!((received.number.value, received.without_carried_in), (1348, false));
    }

    #[test]
    fn without_a_total_row_all_fields_must_state_the_number() {
        let mut t = tally("2025-Q1", "Hộ tịch,10,4,5,1,8,5,2,1,2,2,0\nĐất đai,7,,,,6,3,3,0,1,1,0");
        assert!(t.total.is_none());
        assert_eq!(value(total(&t, "tong_tiep_nhan")), Some((17, Origin::Fields)));
        assert_eq!(value(total(&t, "truc_tuyen")), None);
        t.rows.clear();
        assert_eq!(value(total(&t, "tong_tiep_nhan")), None);
    }

    #[test]
    fn received_in_the_period_leaves_out_what_was_carried_in() {
        let of = |row: &str| received(&tally("2025-Q1", row)).map(|r| (r.number.value, r.without_carried_in));
        assert_eq!(of("TỔNG CỘNG,10,4,5,1,8,5,2,1,2,2,0"), Some((9, true)));
        assert_eq!(of("TỔNG CỘNG,10,,,1,,,,,,,"), Some((9, true)));
        assert_eq!(of("TỔNG CỘNG,10,4,,,,,,,,,"), Some((10, false)));
        assert_eq!(of("TỔNG CỘNG,1,,,2,,,,,,,"), None, "more carried in than dealt with");
        assert_eq!(of("TỔNG CỘNG,,4,,,,,,,,,"), None);
    }

    #[test]
    fn a_form_may_part_late_dossiers_and_identities_may_run_in_a_circle() {
        let mut form = (*layout()).clone();
        form.columns.iter_mut().find(|c| c.key == "dang_qua_han").unwrap().role = Some(TallyRole::Late);
        form.identities.push(Identity {
            id: "vong".to_owned(),
            total: "truc_tuyen".to_owned(),
            parts: vec!["tong_tiep_nhan".to_owned()],
        });
        let mut t = tally("2025-Q1", "TỔNG CỘNG,,,3,1,8,5,2,1,2,2,4");
        t.layout = Arc::new(form);
        assert_eq!(value(by_role(&t, "tong-so", TallyRole::Late)), Some((5, Origin::Columns)));
        assert_eq!(value(total(&t, "truc_tuyen")), Some((10, Origin::Columns)));
        assert_eq!(value(by_role(&t, "tong-so", TallyRole::InTime)), None);
        assert_eq!(value(number(&t, "khong-co", "qua_han")), None);
    }

    #[test]
    fn columns_have_names_of_their_own() {
        let form = layout();
        let name = |key: &str| column_name(&form, form.column(key).unwrap());
        assert_eq!(name("truoc_han"), "Trước hạn");
        assert_eq!(name("qua_han"), "Đã giải quyết – Quá hạn");
    }
}
