//! HS05, HS06 and KS04, KS05: a year and its quarters.

use super::dossier::column;
use super::told::Told;
use super::{in_column, parts, roman, way};
use crate::diagnostics::{Arg, Diagnostic, Place, codes};
use crate::model::{DossierTally, OverPeriods, Site};
use crate::stats::reconcile::{self, Ballots, Equation, Kind, Outcome};
use crate::stats::year::{OfPeriod, YearParts, years};
use crate::text;
use std::sync::Arc;

pub(super) fn check(site: &Site, told: &Told<'_>, out: &mut Vec<Diagnostic>) {
    for year in years(&site.dossiers) {
        let sums = reconcile::year_sums(&year);
        let read = sums.iter().filter(|e| !told.concerns(e));
        out.extend(read.filter_map(|e| dossier_sum(year.whole?, e)));
        for id in &year.missing {
            let missing = Diagnostic::new(codes::DOSSIER_QUARTER_MISSING, beside(&year, |t| &t.period.place))
                .about(format_args!("ho-so/{id}"))
                .arg("quy", roman(*id))
                .arg("nam", id.year().to_string());
            out.push(implied_dossiers(missing, year.whole, &sums));
        }
    }
    // A round that was dropped with an error is neither missing nor to be added.
    let rounds = if told.lost_survey_row() { &[][..] } else { &site.rounds[..] };
    for year in years(rounds) {
        let sums = reconcile::ballots_year(&year);
        out.extend(sums.iter().filter(|e| !told.concerns(e)).filter_map(ballot_sum));
        for id in &year.missing {
            let missing = Diagnostic::new(codes::SURVEY_QUARTER_MISSING, beside(&year, |r| &r.period.place))
                .about(format_args!("khao-sat/{id}"))
                .arg("quy", roman(*id))
                .arg("nam", id.year().to_string());
            out.push(implied_ballots(missing, &sums));
        }
    }
}

/// Where to look for a missing quarter: beside the year's report, else beside the last quarter's.
fn beside<T: OfPeriod>(year: &YearParts<'_, T>, place: impl Fn(&T) -> &Place) -> Place {
    let report = year.whole.or_else(|| year.present().last());
    report.map_or_else(|| Place::file(""), |t| place(t).clone())
}

/// HS05.
fn dossier_sum(whole: &DossierTally, e: &Equation) -> Option<Diagnostic> {
    let Outcome::Differs { by } = e.outcome else { return None };
    let (key, how) = match &e.kind {
        Kind::YearSum { column } => match whole.layout.column(column)?.over_periods {
            OverPeriods::First => (column.as_str(), "dau_ky"),
            OverPeriods::Last => (column.as_str(), "cuoi_ky"),
            OverPeriods::Sum | OverPeriods::Derived => (column.as_str(), "cong"),
        },
        Kind::YearReceived => ("", "tiep_nhan"),
        _ => return None,
    };
    let finding = Diagnostic::new(codes::DOSSIER_YEAR_SUM, e.stated_at.clone())
        .about(&e.subject)
        .arg("ky", &whole.period.label)
        .arg("cach", Arg::Word(how))
        .arg("cot", column(whole, key))
        .arg("cac_ky", parts(&e.parts))
        .arg("cong", e.computed?)
        .arg("tong", e.stated?);
    Some(finding.arg("chenh", by.unsigned_abs()).arg("huong", way(by)))
}

/// What HS06 can say of the missing quarter: the flows of the year less those of the others.
fn implied_dossiers(finding: Diagnostic, whole: Option<&DossierTally>, sums: &[Equation]) -> Diagnostic {
    let implied = |e: &Equation| match (&e.outcome, &e.kind) {
        (Outcome::Implied { value }, Kind::YearSum { column: key }) => {
            Some(Arc::from(in_column(&column(whole?, key), &text::count(*value))))
        }
        _ => None,
    };
    let flows: Vec<Arc<str>> = sums.iter().filter_map(implied).collect();
    let received = sums.iter().find_map(|e| match (&e.outcome, &e.kind) {
        (Outcome::Implied { value }, Kind::YearReceived) => Some(*value),
        _ => None,
    });
    let told = if flows.is_empty() && received.is_none() { "khong" } else { "co" };
    let how = match (received, flows.is_empty()) {
        (None, _) => "khong",
        (Some(_), true) => "chi",
        (Some(_), false) => "co",
    };
    finding
        .arg("suy_ra", Arg::Word(told))
        .arg("co_tiep_nhan", Arg::Word(how))
        .arg("tiep_nhan", received.unwrap_or_default())
        .arg("cac_cot", Arg::List(flows))
}

/// KS05.
fn ballot_sum(e: &Equation) -> Option<Diagnostic> {
    let (Outcome::Differs { by }, Kind::BallotsYear { ballots }) = (e.outcome, &e.kind) else { return None };
    let finding = Diagnostic::new(codes::SURVEY_YEAR_SUM, e.stated_at.clone())
        .about(&e.subject)
        .arg("loai", Arg::Word(word(*ballots)))
        .arg("cac_ky", parts(&e.parts))
        .arg("cong", e.computed?)
        .arg("tong", e.stated?);
    Some(finding.arg("chenh", by.unsigned_abs()).arg("huong", way(by)))
}

/// What KS04 can say of the missing quarter: the ballots returned that the year leaves for it.
fn implied_ballots(finding: Diagnostic, sums: &[Equation]) -> Diagnostic {
    let returned = sums.iter().find_map(|e| match (&e.outcome, &e.kind) {
        (Outcome::Implied { value }, Kind::BallotsYear { ballots: Ballots::Returned }) => {
            Some((*value, e.computed?, e.stated?))
        }
        _ => None,
    });
    match returned {
        Some((value, others, year)) => {
            finding.arg("suy_ra", Arg::Word("co")).arg("thu_ve", value).arg("cong", others).arg("tong", year)
        }
        None => finding.arg("suy_ra", Arg::Word("khong")),
    }
}

/// The key by which a message words ballots.
pub(super) fn word(ballots: Ballots) -> &'static str {
    match ballots {
        Ballots::Issued => "phat_ra",
        Ballots::Returned => "thu_ve",
        Ballots::Valid => "hop_le",
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{arg, list, told};
    use crate::diagnostics::{Arg, codes};
    use crate::model::Site;
    use crate::stats::testing::{ballots, site, tally};

    /// Four quarters that chain and their year: received 10 each, 2 pending at each end.
    fn year() -> Site {
        let mut site = site();
        let quarter = |q: u32, carried: u64| {
            let all = 10 + carried;
            tally(
                &format!("2025-Q{q}"),
                &format!("TỔNG CỘNG,{all},4,6,{carried},{},{},0,1,2,2,0", all - 2, all - 3),
            )
        };
        site.dossiers = vec![quarter(1, 3), quarter(2, 2), quarter(3, 2), quarter(4, 2)];
        site.dossiers.push(tally("2025", "TỔNG CỘNG,43,16,24,3,41,37,0,4,2,2,0"));
        site
    }

    fn set(site: &mut Site, period: usize, key: &str, value: Option<u64>) {
        site.dossiers[period].total.as_mut().unwrap().cells.get_mut(key).unwrap().value = value;
    }

    #[test]
    fn a_right_year_has_no_findings() {
        assert_eq!(told(&year()), [""; 0]);
    }

    #[test]
    fn quarters_that_do_not_give_the_year() {
        let mut site = year();
        set(&mut site, 4, "truc_tuyen", Some(17));
        set(&mut site, 4, "truc_tiep", Some(23));
        set(&mut site, 4, "dang_trong_han", Some(1));
        set(&mut site, 4, "dang_qua_han", Some(1));
        assert_eq!(
            told(&site),
            [
                "data/ho-so/2025.csv:2:4 HS05 ho-so/2025/tong-so/truc-tuyen",
                "data/ho-so/2025.csv:2:5 HS05 ho-so/2025/tong-so/truc-tiep",
                "data/ho-so/2025.csv:2:12 HS05 ho-so/2025/tong-so/dang-trong-han",
                "data/ho-so/2025.csv:2:13 HS05 ho-so/2025/tong-so/dang-qua-han",
            ]
        );
    }

    #[test]
    fn carried_in_is_that_of_the_first_quarter() {
        let mut site = year();
        set(&mut site, 4, "ky_truoc", Some(5));
        set(&mut site, 4, "truc_tiep", None);
        set(&mut site, 4, "tong_tiep_nhan", Some(45));
        set(&mut site, 4, "da_giai_quyet", None);
        set(&mut site, 4, "truoc_han", None);
        let found: Vec<_> = told(&site).into_iter().filter(|t| !t.contains("HS07")).collect();
        assert_eq!(found, ["data/ho-so/2025.csv:2:6 HS05 ho-so/2025/tong-so/ky-truoc"]);
        assert_eq!(arg(&site, codes::DOSSIER_YEAR_SUM, "cach"), Arg::Word("dau_ky"));
        assert_eq!(arg(&site, codes::DOSSIER_YEAR_SUM, "cac_ky"), list(&["kỳ 2025-Q1: 3"]));
    }

    #[test]
    fn a_missing_quarter_is_told_with_what_it_would_have_to_be() {
        let mut site = year();
        site.dossiers.remove(1);
        assert_eq!(told(&site), ["data/ho-so/2025.csv:1:1 HS06 ho-so/2025-Q2"]);
        let hs06 = |name| arg(&site, codes::DOSSIER_QUARTER_MISSING, name);
        assert_eq!((hs06("quy"), hs06("nam"), hs06("suy_ra")), ("II".into(), "2025".into(), Arg::Word("co")));
        assert_eq!(
            hs06("cac_cot"),
            list(&[
                "“Trực tuyến” 4",
                "“Trực tiếp, dịch vụ bưu chính” 6",
                "“Đã giải quyết – Tổng số” 10",
                "“Trước hạn” 9",
                "“Đúng hạn” 0",
                "“Đã giải quyết – Quá hạn” 1",
            ])
        );
        assert_eq!(hs06("co_tiep_nhan"), Arg::Word("khong"));
    }

    #[test]
    fn without_channels_the_received_total_implies_what_came_in() {
        let mut site = year();
        site.dossiers.remove(1);
        for period in 0..4 {
            set(&mut site, period, "truc_tuyen", None);
            set(&mut site, period, "truc_tiep", None);
        }
        assert_eq!(arg(&site, codes::DOSSIER_QUARTER_MISSING, "tiep_nhan"), 10u64.into());
    }

    #[test]
    fn two_missing_quarters_imply_nothing_and_a_gap_needs_no_year() {
        let mut site = year();
        site.dossiers.drain(1..3);
        assert_eq!(
            told(&site),
            ["data/ho-so/2025.csv:1:1 HS06 ho-so/2025-Q2", "data/ho-so/2025.csv:1:1 HS06 ho-so/2025-Q3"]
        );
        site.dossiers.remove(2);
        assert_eq!(
            told(&site),
            [
                "data/ho-so/2025-Q4.csv:1:1 HS06 ho-so/2025-Q2",
                "data/ho-so/2025-Q4.csv:1:1 HS06 ho-so/2025-Q3",
            ]
        );
        site.dossiers.remove(1);
        assert_eq!(told(&site), [""; 0]);
    }

    #[test]
    fn three_quarters_cannot_exceed_the_year() {
        let mut site = year();
        site.dossiers.remove(1);
        set(&mut site, 3, "qua_han", Some(2));
        set(&mut site, 3, "truoc_han", Some(39));
        let found = told(&site);
        assert_eq!(found[1..], ["data/ho-so/2025.csv:2:10 HS05 ho-so/2025/tong-so/qua-han"]);
    }

    fn ward_of_2021() -> Site {
        let mut site = site();
        let rounds = [("2021-Q1", 201), ("2021-Q2", 273), ("2021-Q3", 386), ("2021", 1348)];
        site.rounds = rounds.map(|(id, n)| ballots(id, n, n)).into();
        site
    }

    #[test]
    fn the_fourth_survey_of_2021_is_missing() {
        let site = ward_of_2021();
        assert_eq!(told(&site), ["data/khao-sat/dot.csv:13:1 KS04 khao-sat/2021-Q4"]);
        let ks04 = |name| arg(&site, codes::SURVEY_QUARTER_MISSING, name);
        assert_eq!((ks04("quy"), ks04("nam"), ks04("suy_ra")), ("IV".into(), "2021".into(), Arg::Word("co")));
        assert_eq!(
            (ks04("thu_ve"), ks04("cong"), ks04("tong")),
            (488u64.into(), 860u64.into(), 1348u64.into())
        );
    }

    #[test]
    fn ballots_of_quarters_give_the_year() {
        let mut site = ward_of_2021();
        site.rounds.insert(3, ballots("2021-Q4", 488, 488));
        assert_eq!(told(&site), [""; 0]);
        site.rounds[3] = ballots("2021-Q4", 490, 488);
        assert_eq!(told(&site), ["data/khao-sat/dot.csv:13:5 KS05 khao-sat/2021/phieu/phat-ra"]);
        site.rounds.remove(3);
        site.rounds[3] = ballots("2021", 859, 859);
        let found = told(&site);
        assert!(found.iter().any(|f| f.ends_with("KS05 khao-sat/2021/phieu/thu-ve")), "{found:?}");
        assert_eq!(arg(&site, codes::SURVEY_QUARTER_MISSING, "suy_ra"), Arg::Word("khong"));
    }
}
