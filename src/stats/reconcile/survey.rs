//! Equations of surveys: answers of a question, and ballots over the quarters of a year.

use super::{Ballots, Equation, Kind, Name, Part};
use crate::diagnostics::{Place, Sourced};
use crate::model::{ChannelBallots, PeriodId, Site, SurveyForm, SurveyRound};
use crate::stats::figures::code_part;
use crate::stats::satisfaction;
use crate::stats::year::{YearParts, years};

/// All equations of one round: its questions and, for a year, its quarters.
pub fn round(site: &Site, round: &SurveyRound) -> Vec<Equation> {
    let year = years(&site.rounds).into_iter().find(|y| y.whole.is_some_and(|w| std::ptr::eq(w, round)));
    let mut all = answers(round, &site.forms);
    all.extend(year.iter().flat_map(ballots_year));
    all
}

/// For each question: do levels and blanks give the ballots? The ballots are the valid ones where
/// they are reported, else those returned.
pub fn answers(round: &SurveyRound, forms: &[SurveyForm]) -> Vec<Equation> {
    let ballots = if round.valid().is_some() { Ballots::Valid } else { Ballots::Returned };
    let (stated, at) = count(round, ballots);
    let of = |result: satisfaction::QuestionResult<'_>| {
        let level = |l: &satisfaction::LevelCount<'_>| Part {
            name: Name::Level(l.level.label.clone()),
            value: l.count,
            place: Some(l.place.clone()),
            derived: false,
        };
        let blank = Part {
            name: Name::Blank,
            value: result.blank.value,
            place: Some(result.blank.place.clone()),
            derived: false,
        };
        let question = result.question.code.value.clone();
        Equation::new(
            format!("khao-sat/{}/{}", round.period.id, code_part(&question)),
            Kind::Answers { question, ballots },
            result.levels.iter().map(level).chain([blank]).collect(),
            stated,
            at.clone(),
        )
    };
    satisfaction::results(round, forms).into_iter().map(of).filter(|e| !e.is_empty()).collect()
}

/// Do the quarters of a year give its ballots: issued, returned, valid?
pub fn ballots_year(year: &YearParts<SurveyRound>) -> Vec<Equation> {
    let Some(whole) = year.whole else { return Vec::new() };
    if year.present().next().is_none() {
        return Vec::new();
    }
    let of = |ballots: Ballots| {
        let (stated, at) = count(whole, ballots);
        let parts = year.quarters.iter().map(|q| of_quarter(q, ballots)).collect();
        let subject = format!("khao-sat/{}/phieu/{}", whole.period.id, ballots.part());
        Equation::new(subject, Kind::BallotsYear { ballots }, parts, stated, at).over_quarters()
    };
    [Ballots::Issued, Ballots::Returned, Ballots::Valid]
        .map(of)
        .into_iter()
        .filter(|e| !e.is_empty())
        .collect()
}

fn of_quarter((id, round): &(PeriodId, Option<&SurveyRound>), ballots: Ballots) -> Part {
    match round {
        Some(round) => {
            let (value, place) = count(round, ballots);
            let name = Name::Period(round.period.label.clone());
            Part { name, value, place: Some(place), derived: round.ballots.len() > 1 }
        }
        None => Part { name: Name::Quarter(*id), value: None, place: None, derived: false },
    }
}

/// Ballots of a round over all channels, and the first cell that they stand in.
fn count(round: &SurveyRound, ballots: Ballots) -> (Option<u64>, Place) {
    let cell = |b: &ChannelBallots| -> Sourced<Option<u64>> {
        match ballots {
            Ballots::Issued => b.issued.clone(),
            Ballots::Returned => b.returned.clone(),
            Ballots::Valid => b.valid.clone(),
        }
    };
    let value = match ballots {
        Ballots::Issued => round.issued(),
        Ballots::Returned => round.returned(),
        Ballots::Valid => round.valid(),
    };
    (value, round.ballots.first().map_or_else(|| round.source.clone(), |b| cell(b).place))
}

#[cfg(test)]
mod tests {
    use super::super::Outcome;
    use super::*;
    use crate::stats::testing::{answers as given, ballots, form, site};

    fn outcome(counts: &[Option<u64>], blank: Option<u64>, returned: u64, valid: Option<u64>) -> Outcome {
        let mut round = ballots("2021-Q3", 400, returned);
        round.form = Some("phieu-5-cau".to_owned());
        round.ballots[0].valid.value = valid;
        round.answers = vec![given("C5", counts, blank)];
        answers(&round, &[form()])[0].outcome
    }

    #[test]
    fn levels_and_blanks_give_the_ballots() {
        let all = [Some(155), Some(209), Some(8)];
        assert_eq!(outcome(&all, Some(14), 386, None), Outcome::Holds);
        assert_eq!(outcome(&all, Some(14), 390, Some(386)), Outcome::Holds, "four were not valid");
        assert_eq!(outcome(&all, Some(13), 386, Some(386)), Outcome::Differs { by: -1 });
        assert_eq!(outcome(&all, None, 386, None), Outcome::Partial { absent: 1 });
        assert_eq!(outcome(&all, None, 372, None), Outcome::Holds);
        assert_eq!(outcome(&all, None, 371, None), Outcome::Differs { by: 1 });
        assert_eq!(
            outcome(&[Some(155), Some(209), None], Some(14), 386, None),
            Outcome::Partial { absent: 1 }
        );
    }

    #[test]
    fn the_fourth_quarter_of_2021_is_implied() {
        let mut site = site();
        site.rounds = [("2021-Q1", 201), ("2021-Q2", 273), ("2021-Q3", 386), ("2021", 1348)]
            .map(|(id, n)| ballots(id, n, n))
            .into();
        site.rounds.iter_mut().for_each(|r| r.ballots[0].valid.value = None);
        let all = round(&site, &site.rounds[3]);
        let found: Vec<_> = all.iter().map(|e| (e.subject.as_str(), e.computed, e.outcome)).collect();
        let implied = Outcome::Implied { value: 488 };
        assert_eq!(
            found,
            [
                ("khao-sat/2021/phieu/phat-ra", Some(860), implied),
                ("khao-sat/2021/phieu/thu-ve", Some(860), implied),
            ]
        );
        site.rounds.push(ballots("2021-Q4", 489, 488));
        let all = round(&site, &site.rounds[3]);
        assert_eq!(all[0].outcome, Outcome::Differs { by: 1 });
        assert_eq!(all[1].outcome, Outcome::Holds);
        assert!(round(&site, &site.rounds[0]).is_empty());
    }
}
