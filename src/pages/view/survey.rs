//! Khảo sát mức độ hài lòng.

use super::*;
use serde::Serialize;

/// `khao-sat-danh-sach.html`: all rounds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SurveyIndexPage {
    /// Frame.
    pub page: Page,
    /// Rounds and periods in which one was due, newest first. Empty: the page says so.
    pub rows: Vec<SurveyIndexRow>,
    /// Share satisfied over the rounds.
    pub trend: Option<Chart>,
    /// Targets in force.
    pub targets: Vec<TargetView>,
    /// Minimum ballots of each year.
    pub minimums: Vec<YearMinimum>,
    /// Sums over quarters and year.
    pub reconciliation: Reconciliation,
    /// Files with all rounds.
    pub downloads: Vec<FileLink>,
    /// Address of the page of announced indices, if there is one.
    pub index_href: Option<String>,
}

/// One round in the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SurveyIndexRow {
    /// The period.
    pub period: PeriodView,
    /// Its page; `None` when no figures were published.
    pub href: Option<String>,
    /// Ballots issued.
    pub issued: Option<u64>,
    /// Ballots returned.
    pub returned: Option<u64>,
    /// Valid ones.
    pub valid: Option<u64>,
    /// Share satisfied in the general question.
    pub satisfied: Option<Share>,
    /// Day by which publication was due.
    pub due_on: Option<Day>,
    /// Day of publication.
    pub published_on: Option<Day>,
    /// Days late; 0 is on time, `None` unknown.
    pub days_late: Option<u64>,
}

/// The minimum of ballots of a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct YearMinimum {
    /// The year.
    pub period: PeriodView,
    /// The minimum and what was reached.
    pub minimum: MinimumView,
}

/// `khao-sat.html`: one round.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SurveyPage {
    /// Frame.
    pub page: Page,
    /// The period.
    pub period: PeriodView,
    /// The finding of the general question; `None` when only ballots were counted.
    pub headline: Option<SurveyHeadline>,
    /// How it was done.
    pub method: MethodView,
    /// The questions in the order of the form. May be empty (only ballot counts reported).
    pub questions: Vec<QuestionView>,
    /// Share satisfied over the rounds, with target.
    pub trend: Option<Chart>,
    /// Targets and how the round stands to them.
    pub targets: Vec<TargetView>,
    /// Which sums hold.
    pub reconciliation: Reconciliation,
    /// Corrections of figures of this round.
    pub corrections: Vec<CorrectionView>,
    /// Files with the data.
    pub downloads: Vec<FileLink>,
    /// Neighbouring rounds.
    pub links: PeriodLinks,
}

/// "Quý III/2026: 97,8% ý kiến hài lòng (364/372 ý kiến trả lời); …".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SurveyHeadline {
    /// Satisfied of answered.
    pub satisfied: Share,
    /// Answers that are not.
    pub dissatisfied: u64,
    /// Ballots that leave this question blank; `None` when not reported.
    pub blank: Option<u64>,
    /// The question: `Đánh giá chung về sự phục vụ`.
    pub question: String,
}

/// How a round was done.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MethodView {
    /// Name of the form, number of questions and scale in words.
    pub form: Option<Reference>,
    /// Channels with ballots returned through each.
    pub channels: Vec<ChannelCount>,
    /// Ballots issued.
    pub issued: Option<u64>,
    /// Returned.
    pub returned: Option<u64>,
    /// Valid.
    pub valid: Option<u64>,
    /// Minimum for the year, and whether it is met.
    pub minimum: Option<MinimumView>,
    /// Who counted, by title or unit.
    pub counted_by: Option<String>,
    /// When.
    pub counted_on: Option<Day>,
    /// Minutes of the count; `None`: "không có biên bản kèm theo".
    pub minutes: Option<Reference>,
    /// 95% Wilson interval of the share satisfied, in percent.
    pub interval: Option<Interval>,
    /// Everybody was asked and there are minutes: no interval.
    pub full_count: bool,
    /// Further remarks.
    pub remarks: Vec<Remark>,
}

/// Ballots of one channel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChannelCount {
    /// `Phiếu giấy tại nơi tiếp nhận`.
    pub name: String,
    /// Ballots returned; `None` when not reported.
    pub returned: Option<u64>,
}

/// The minimum of ballots returned in a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MinimumView {
    /// How many are needed in the year.
    pub required: u64,
    /// How many were returned in the year so far.
    pub returned: u64,
    /// Met or not; `None` while the year is not over.
    pub met: Option<bool>,
    /// Transactions of the year from which the minimum follows.
    pub transactions: Option<u64>,
    /// The rule and its source.
    pub source: Reference,
    /// How sure the rule is: `chưa rõ còn áp dụng`; empty when sure.
    pub certainty: String,
}

/// An interval in percent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: Decimal,
    /// Upper end.
    pub high: Decimal,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionView {
    /// `C5`.
    pub id: String,
    /// Anchor: `cau-c5`.
    pub anchor: String,
    /// The question.
    pub text: String,
    /// The general question, from which the headline comes.
    pub general: bool,
    /// Levels in the order of the scale.
    pub levels: Vec<LevelView>,
    /// Valid answers.
    pub answered: u64,
    /// Left blank; `None` when not reported.
    pub blank: Option<u64>,
    /// Answers that the scale doesn't have; 0 is not shown.
    pub off_scale: u64,
    /// Satisfied of answered, from counts.
    pub satisfied: Option<Share>,
    /// The rounded parts do not add up to 100%: the footnote is shown.
    pub rounding_note: bool,
    /// 100% stacked bar.
    pub chart: Option<Chart>,
}

/// One level of a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelView {
    /// `Rất hài lòng`.
    pub name: String,
    /// Answers.
    pub count: u64,
    /// Of answered.
    pub share: Option<Share>,
    /// Counted as satisfied.
    pub satisfied: bool,
}
