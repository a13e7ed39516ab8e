//! Answers to a question: how many answered, how many are satisfied.
//!
//! The denominator is the valid answers to the question; blanks stand beside it. A level that the
//! tally doesn't give makes the number of answers unknown, not smaller.

use super::Share;
use crate::diagnostics::{Place, Sourced};
use crate::model::{Answers, Level, Question, SurveyForm, SurveyRound};

/// The answers to one question of one round.
#[derive(Clone, Debug)]
pub struct QuestionResult<'a> {
    /// The question.
    pub question: &'a Question,
    /// The levels of its scale, best first, with their counts.
    pub levels: Vec<LevelCount<'a>>,
    /// Valid answers: the sum of all levels; `None` when a level is absent.
    pub answered: Option<u64>,
    /// Satisfied of answered; `None` when that isn't known, nobody answered, or the scale has no
    /// levels that count as satisfied.
    pub satisfied: Option<Share>,
    /// Ballots that left the question blank.
    pub blank: &'a Sourced<Option<u64>>,
}

/// One level and its count.
#[derive(Clone, Copy, Debug)]
pub struct LevelCount<'a> {
    /// The level.
    pub level: &'a Level,
    /// Does it count as satisfied?
    pub satisfied: bool,
    /// The count; `None` when the tally doesn't give it.
    pub count: Option<u64>,
    /// Where the count stands.
    pub place: &'a Place,
}

/// The form that a round names.
pub fn form_of<'a>(round: &SurveyRound, forms: &'a [SurveyForm]) -> Option<&'a SurveyForm> {
    let id = round.form.as_ref()?;
    forms.iter().find(|f| f.id.value == *id)
}

/// What the answers say; `None` when the form doesn't have the question.
pub fn result<'a>(form: &'a SurveyForm, answers: &'a Answers) -> Option<QuestionResult<'a>> {
    let question = form.question(&answers.question)?;
    let scale = form.scale(question);
    let levels: Vec<_> = scale
        .levels
        .iter()
        .zip(&answers.counts)
        .enumerate()
        .map(|(i, (level, count))| LevelCount {
            level,
            satisfied: scale.satisfied.contains(&i),
            count: count.value,
            place: &count.place,
        })
        .collect();
    let whole_scale = levels.len() == scale.levels.len();
    let answered = whole_scale.then(|| sum(levels.iter().map(|l| l.count))).flatten();
    let satisfied = sum(levels.iter().filter(|l| l.satisfied).map(|l| l.count));
    let satisfied = (!scale.satisfied.is_empty())
        .then(|| answered.zip(satisfied).and_then(|(whole, part)| Share::new(part, whole)))
        .flatten();
    Some(QuestionResult { question, levels, answered, satisfied, blank: &answers.blank })
}

/// The results of all questions of a round that the form has, in the form's order.
pub fn results<'a>(round: &'a SurveyRound, forms: &'a [SurveyForm]) -> Vec<QuestionResult<'a>> {
    let form = form_of(round, forms);
    form.into_iter().flat_map(|f| round.answers.iter().filter_map(|a| result(f, a))).collect()
}

/// The result of the general question, from which a round has its headline.
pub fn headline<'a>(round: &'a SurveyRound, forms: &'a [SurveyForm]) -> Option<QuestionResult<'a>> {
    results(round, forms).into_iter().find(|r| r.question.general)
}

fn sum(mut counts: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    counts.try_fold(0u64, |sum, c| Some(sum.saturating_add(c?)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answers, ballots, form};
    use super::*;

    fn round() -> SurveyRound {
        let mut round = ballots("2021-Q3", 386, 386);
        round.form = Some("phieu-5-cau".to_owned());
        round.answers = vec![
            answers("C3", &[Some(200), Some(10), Some(6)], Some(5)),
            answers("C5", &[Some(155), Some(209), Some(8)], Some(14)),
        ];
        round
    }

    #[test]
    fn the_headline_is_of_valid_answers() {
        let (round, forms) = (round(), [form()]);
        let h = headline(&round, &forms).unwrap();
        assert_eq!((h.answered, h.blank.value), (Some(372), Some(14)));
        assert_eq!(h.satisfied.unwrap().percent(1), "97,8%");
        assert_eq!(h.satisfied, Share::new(364, 372));
        assert_eq!(results(&round, &forms)[0].satisfied, Share::new(200, 216));
    }

    #[test]
    fn an_absent_level_makes_the_answers_unknown() {
        let (mut round, forms) = (round(), [form()]);
        round.answers[1].counts[2].value = None;
        let h = headline(&round, &forms).unwrap();
        assert_eq!((h.answered, h.satisfied), (None, None));
        round.answers[1].counts.pop();
        assert_eq!(headline(&round, &forms).unwrap().answered, None);
    }

    #[test]
    fn nobody_answered_nobody_is_satisfied_by_name_and_no_form() {
        let (mut round, mut forms) = (round(), [form()]);
        round.answers[1] = answers("C5", &[Some(0), Some(0), Some(0)], Some(386));
        let h = headline(&round, &forms).unwrap();
        assert_eq!((h.answered, h.satisfied), (Some(0), None));
        forms[0].scales[0].satisfied.clear();
        round.answers[1] = answers("C5", &[Some(1), Some(0), Some(0)], None);
        assert_eq!(headline(&round, &forms).unwrap().satisfied, None);
        round.answers[1].question.value = "C9".to_owned();
        assert!(headline(&round, &forms).is_none());
        round.form = None;
        assert!(results(&round, &forms).is_empty());
    }
}
