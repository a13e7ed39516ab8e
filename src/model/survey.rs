//! Satisfaction surveys: forms, rounds and answers.

use super::Period;
use crate::diagnostics::{Place, Sourced};
use jiff::civil::Date;

/// A level of a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// In figure ids: slug of the label.
    pub id: String,
    /// As printed on the ballot.
    pub label: String,
}

/// A scale of any length, best level first.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// Its key in the form.
    pub id: String,
    /// The levels in order.
    pub levels: Vec<Level>,
    /// Positions of the levels that count as satisfied; empty when none do.
    pub satisfied: Vec<usize>,
}

/// A question of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Its code, such as `C5`.
    pub code: Sourced<String>,
    /// Its words.
    pub text: String,
    /// Position of its scale in the form.
    pub scale: usize,
    /// True for the general question, whose share is the round's headline.
    pub general: bool,
}

/// A ballot form.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyForm {
    /// Its id.
    pub id: Sourced<String>,
    /// Its name.
    pub name: String,
    /// The scales.
    pub scales: Vec<Scale>,
    /// The questions in order.
    pub questions: Vec<Question>,
}

impl SurveyForm {
    /// The question with that code, in any case.
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.code.value.eq_ignore_ascii_case(code))
    }
    /// The scale of a question.
    pub fn scale(&self, question: &Question) -> &Scale {
        &self.scales[question.scale]
    }
    /// The general question.
    pub fn general(&self) -> Option<&Question> {
        self.questions.iter().find(|q| q.general)
    }
}

/// Ballots of one channel in a round, or of all channels together.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelBallots {
    /// The channel as written; `None` when the file doesn't part channels.
    pub channel: Option<String>,
    /// Handed out.
    pub issued: Sourced<Option<u64>>,
    /// Come back.
    pub returned: Sourced<Option<u64>>,
    /// Come back and countable.
    pub valid: Sourced<Option<u64>>,
}

/// The answers to one question in one round, as tallied.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// Code of the question.
    pub question: Sourced<String>,
    /// Counts by level of the question's scale, same order and length; `None` for a level that the
    /// file doesn't give.
    pub counts: Vec<Sourced<Option<u64>>>,
    /// Ballots that left the question blank; `None` when not reported.
    pub blank: Sourced<Option<u64>>,
}

/// A survey round.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyRound {
    /// The period, with the place that names it.
    pub period: Sourced<Period>,
    /// Id of the form; `None` when the round names none and no answers were tallied.
    pub form: Option<String>,
    /// Ballots, one entry a channel; never empty.
    pub ballots: Vec<ChannelBallots>,
    /// Answers in the form's order of questions; empty when only ballots were reported.
    pub answers: Vec<Answers>,
    /// The day of the count.
    pub counted_on: Option<Date>,
    /// Number and day of the minutes of the count, or a file, as written.
    pub minutes: Option<String>,
    /// Where the round stands.
    pub source: Place,
}

impl SurveyRound {
    /// Ballots handed out over all channels; `None` when a channel doesn't say.
    pub fn issued(&self) -> Option<u64> {
        self.ballots.iter().map(|b| b.issued.value).sum()
    }
    /// Ballots come back over all channels; `None` when a channel doesn't say.
    pub fn returned(&self) -> Option<u64> {
        self.ballots.iter().map(|b| b.returned.value).sum()
    }
    /// Countable ballots over all channels; `None` when a channel doesn't say.
    pub fn valid(&self) -> Option<u64> {
        self.ballots.iter().map(|b| b.valid.value).sum()
    }
    /// The answers to a question.
    pub fn answers_to(&self, code: &str) -> Option<&Answers> {
        self.answers.iter().find(|a| a.question.value.eq_ignore_ascii_case(code))
    }
}
