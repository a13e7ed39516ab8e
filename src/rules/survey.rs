//! KS: ballots and answers of one round, and the year's minimum of ballots.

use super::told::Told;
use super::year::word;
use super::{parts, way};
use crate::diagnostics::{Arg, Diagnostic, Sourced, codes};
use crate::model::{ChannelBallots, Site, SurveyRound};
use crate::stats::reconcile::{self, Equation, Kind, Name, Outcome, Part};
use crate::stats::sampling::{YearBallots, ballot_years};
use std::sync::Arc;

pub(super) fn check(site: &Site, told: &Told<'_>, out: &mut Vec<Diagnostic>) {
    for round in &site.rounds {
        out.extend(round.ballots.iter().flat_map(|b| more_than_before(round, b)));
        // Of a round whose rows were dropped with an error no sum can be right.
        if !told.lost_survey_row() {
            let sums = reconcile::answers(round, &site.forms);
            out.extend(sums.iter().filter(|e| !told.concerns(e)).filter_map(|e| answers(round, e)));
        }
    }
    if !told.lost_survey_row() {
        out.extend(ballot_years(site).iter().filter_map(below_minimum));
    }
}

/// KS01: more returned than issued, more valid than returned, channel by channel.
fn more_than_before(round: &SurveyRound, b: &ChannelBallots) -> Vec<Diagnostic> {
    let pairs = [("thu_ve", &b.returned, "phat_ra", &b.issued), ("hop_le", &b.valid, "thu_ve", &b.returned)];
    let more =
        |(name, n, other, m): (&'static str, &Sourced<Option<u64>>, &'static str, &Sourced<Option<u64>>)| {
            let (value, limit) = (n.value?, m.value?);
            let channel = b.channel.as_deref().unwrap_or_default();
            (value > limit).then(|| {
                Diagnostic::new(codes::SURVEY_RETURNED_OVER_ISSUED, n.place.clone())
                    .about(format_args!("khao-sat/{}/phieu/{}", round.period.id, name.replace('_', "-")))
                    .arg("ky", &round.period.label)
                    .arg("loai", Arg::Word(name))
                    .arg("so", value)
                    .arg("loai_2", Arg::Word(other))
                    .arg("so_2", limit)
                    .arg("co_kenh", Arg::Word(if channel.is_empty() { "khong" } else { "co" }))
                    .arg("kenh", channel)
            })
        };
    pairs.into_iter().filter_map(more).collect()
}

/// KS02, or KS11 when blanks are what may be missing.
fn answers(round: &SurveyRound, e: &Equation) -> Option<Diagnostic> {
    let Kind::Answers { question, ballots } = &e.kind else { return None };
    let (computed, stated) = (e.computed?, e.stated?);
    let absent = |blank: bool| {
        let is_blank = |p: &&Part| (p.name == Name::Blank) == blank && p.value.is_none();
        e.parts.iter().filter(is_blank).collect::<Vec<_>>()
    };
    let by = match e.outcome {
        Outcome::Differs { by } => by,
        Outcome::Partial { .. } => i64::try_from(stated.saturating_sub(computed)).map_or(i64::MIN, |n| -n),
        _ => return None,
    };
    let blank_may_be_it = by < 0 && !absent(true).is_empty();
    let code = if blank_may_be_it { codes::SURVEY_BLANKS_ABSENT } else { codes::SURVEY_ANSWER_SUM };
    let place = round.answers_to(question).map_or(&round.source, |a| &a.question.place);
    let label = |p: &&Part| match &p.name {
        Name::Level(label) => Some(Arc::from(label.as_str())),
        _ => None,
    };
    let levels: Vec<Arc<str>> = absent(false).iter().filter_map(label).collect();
    let finding = Diagnostic::new(code, place.clone())
        .about(&e.subject)
        .arg("ky", &round.period.label)
        .arg("cau", question)
        .arg("cac_muc", parts(&e.parts.iter().filter(|p| p.name != Name::Blank).cloned().collect::<Vec<_>>()))
        .arg("cong", computed)
        .arg("loai", Arg::Word(word(*ballots)))
        .arg("tong", stated)
        .arg("thieu_muc", Arg::Word(if levels.is_empty() { "khong" } else { "co" }))
        .arg("muc", Arg::List(levels));
    Some(finding.arg("chenh", by.unsigned_abs()).arg("huong", way(by)))
}

/// KS03: only for a year that is over and reported in full.
fn below_minimum(year: &YearBallots<'_>) -> Option<Diagnostic> {
    (!year.met()?).then(|| {
        Diagnostic::new(codes::SURVEY_BELOW_MINIMUM, year.place.clone())
            .about(format_args!("khao-sat/{}/phieu/toi-thieu", year.year))
            .arg("nam", year.year.to_string())
            .arg("thu_ve", year.returned)
            .arg("can", year.needed)
            .arg("thieu", year.shortfall())
            .arg("ho_so", year.transactions)
            .arg("cach", Arg::Word(if year.without_carried_in { "trong_nam" } else { "ca_ky_truoc" }))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{arg, list, told};
    use crate::diagnostics::{Arg, codes};
    use crate::model::{RuleBook, Site};
    use crate::stats::testing::{answers, ballots, form, hue, site, tally};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn round(returned: u64, counts: &[Option<u64>], blank: Option<u64>) -> Site {
        let mut site = site();
        let mut round = ballots("2021-Q3", 400, returned);
        round.form = Some("phieu-5-cau".to_owned());
        round.answers = vec![answers("C5", counts, blank)];
        site.rounds = vec![round];
        site.forms = vec![form()];
        site
    }

    const KS02: &str = "data/khao-sat/tong-hop.csv:2:2 KS02 khao-sat/2021-Q3/C5";
    const KS11: &str = "data/khao-sat/tong-hop.csv:2:2 KS11 khao-sat/2021-Q3/C5";
    const ALL: [Option<u64>; 3] = [Some(155), Some(209), Some(8)];

    #[test]
    fn answers_and_blanks_give_the_ballots() {
        assert_eq!(told(&round(386, &ALL, Some(14))), [""; 0]);
        assert_eq!(told(&round(386, &ALL, Some(13))), [KS02]);
        assert_eq!(told(&round(386, &ALL, Some(15))), [KS02]);
        assert_eq!(told(&round(386, &ALL, None)), [KS11]);
        assert_eq!(told(&round(372, &ALL, None)), [""; 0]);
        assert_eq!(told(&round(371, &ALL, None)), [KS02]);
        let mut unknown = round(386, &ALL, Some(1));
        unknown.rounds[0].ballots[0].returned.value = None;
        unknown.rounds[0].ballots[0].valid.value = None;
        assert_eq!(told(&unknown), [""; 0]);
    }

    #[test]
    fn a_level_that_is_not_given_is_named() {
        let site = round(386, &[Some(155), Some(209), None], Some(14));
        assert_eq!(told(&site), [KS02]);
        let ks02 = |name| arg(&site, codes::SURVEY_ANSWER_SUM, name);
        assert_eq!((ks02("thieu_muc"), ks02("muc")), (Arg::Word("co"), list(&["Không hài lòng"])));
        assert_eq!((ks02("chenh"), ks02("huong")), (8u64.into(), Arg::Word("it")));
        assert_eq!(told(&round(378, &[Some(155), Some(209), None], Some(14))), [""; 0]);
    }

    #[test]
    fn no_more_return_than_were_issued() {
        let mut site = site();
        site.rounds = vec![ballots("2021-Q1", 201, 202), ballots("2021-Q2", 5, 5)];
        assert_eq!(told(&site), ["data/khao-sat/dot.csv:4:6 KS01 khao-sat/2021-Q1/phieu/thu-ve"]);
        site.rounds[0] = ballots("2021-Q1", 300, 202);
        site.rounds[0].ballots[0].valid.value = Some(203);
        assert_eq!(told(&site), ["data/khao-sat/dot.csv:4:7 KS01 khao-sat/2021-Q1/phieu/hop-le"]);
        // Online forms are not handed out.
        site.rounds[0].ballots[0].issued.value = None;
        site.rounds[0].ballots[0].valid.value = None;
        assert_eq!(told(&site), [""; 0]);
    }

    fn year(transactions: u64, returned: u64) -> Vec<String> {
        let mut site = site();
        site.rules = Arc::new(RuleBook { minimum_ballots: vec![hue()], ..RuleBook::default() });
        let n = transactions;
        site.dossiers = vec![tally("2021", &format!("TỔNG CỘNG,{n},0,{n},0,{n},{n},0,0,0,0,0"))];
        site.rounds = vec![ballots("2021", returned, returned)];
        told(&site)
    }

    #[test]
    fn the_minimum_of_ballots_by_band() {
        for (transactions, needed) in
            [(99, 99), (100, 100), (999, 100), (1000, 200), (4999, 200), (5000, 500), (1, 1)]
        {
            assert_eq!(year(transactions, needed), [""; 0], "{transactions}");
            assert_eq!(
                year(transactions, needed - 1),
                ["data/khao-sat/dot.csv:13:6 KS03 khao-sat/2021/phieu/toi-thieu"],
                "{transactions}"
            );
        }
        assert_eq!(year(0, 0), [""; 0]);
    }

    #[test]
    fn no_province_no_minimum_and_an_unfinished_year_is_not_judged() {
        let mut site = site();
        site.dossiers = vec![tally("2026-Q1", "TỔNG CỘNG,5000,0,5000,0,5000,5000,0,0,0,0,0")];
        site.rounds = vec![ballots("2026-Q1", 1, 1)];
        assert_eq!(told(&site), [""; 0]);
        site.rules = Arc::new(RuleBook { minimum_ballots: vec![hue()], ..RuleBook::default() });
        assert_eq!(told(&site), [""; 0]);
    }

    proptest! {
        #[test]
        fn right_rounds_have_no_findings_and_one_wrong_count_has(
            counts in prop::collection::vec(0u64..400, 3), blank in 0u64..50, invalid in 0u64..5, which in 0..4usize,
        ) {
            let valid: u64 = counts.iter().sum::<u64>() + blank;
            let levels: Vec<_> = counts.iter().map(|n| Some(*n)).collect();
            let mut site = round(valid + invalid, &levels, Some(blank));
            site.rounds[0].ballots[0].issued.value = Some(valid + invalid + 1);
            site.rounds[0].ballots[0].valid.value = Some(valid);
            prop_assert_eq!(told(&site), [""; 0]);
            let a = &mut site.rounds[0].answers[0];
            let cell = if which == 3 { &mut a.blank } else { &mut a.counts[which] };
            cell.value = cell.value.map(|n| n + 1);
            prop_assert_eq!(told(&site), [KS02]);
        }
    }
}
