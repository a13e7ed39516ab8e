//! The commune's data as typed, immutable values, every one with its place in a file.
//!
//! Pure types: no reading (that is `load`), no arithmetic beyond the obvious (that is `stats`), no
//! judgement (that is `rules`).

pub mod address;
mod agency;
mod document;
mod dossier;
mod figure;
mod index;
mod period;
mod ruleset;
mod survey;

pub use agency::{Agency, Channel, FeedbackNotice, FormerUnit, Person, ReceptionPoint, ServiceCentre};
pub use document::{
    Announced, Direction, Document, DocumentState, Indicator, Plain, PlainPage, SignedOriginal, Task,
    TaskState,
};
pub use dossier::{
    DossierTally, Identity, OverPeriods, TOTAL_ID, TallyCell, TallyColumn, TallyLayout, TallyRole, TallyRow,
};
pub use figure::FigureId;
pub use index::{IndexComponent, IndexResult, SourceDocument};
pub use period::{Period, PeriodId, PeriodKind};
pub use ruleset::{
    Band, Certainty, DocumentType, LegalBasis, MinimumBallots, RuleBook, RuleSetting, Wording,
};
pub use survey::{Answers, ChannelBallots, Level, Question, Scale, SurveyForm, SurveyRound};

use crate::diagnostics::{Code, Sourced};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that was read for one commune: the input of statistics, rules and pages.
///
/// A site is a value; several can exist in one process.
#[derive(Clone, Debug)]
pub struct Site {
    /// The commune authority and how to reach it.
    pub agency: Agency,
    /// Words of a notice to stand on every page and print, if any.
    pub banner: Option<String>,
    /// Where the site will be published, ending in `/`; `None` when not known.
    pub base_url: Option<String>,
    /// The day to which the figures refer ("Số liệu tính đến ngày …").
    pub as_of: Date,
    /// The rules in force.
    pub rules: Arc<RuleBook>,
    /// Dossier statistics, one per period, in order of periods.
    pub dossiers: Vec<DossierTally>,
    /// Ballot forms.
    pub forms: Vec<SurveyForm>,
    /// Survey rounds, one per period, in order of periods.
    pub rounds: Vec<SurveyRound>,
    /// Indices announced by higher levels, by year and code.
    pub indices: Vec<IndexResult>,
    /// Published documents and drafts, newest first; drafts have no number or no day.
    pub documents: Vec<Document>,
    /// Pages of plain text, such as the introduction, by address.
    pub plain_pages: Vec<PlainPage>,
    /// Explanations that let an error through, or stand beside a warning.
    pub explanations: Vec<Explanation>,
    /// Files below `static/`, published as they are: address from the site's root and bytes.
    pub static_files: BTreeMap<String, u64>,
    /// Files below `themes/` that replace files of the program's own theme.
    pub theme_files: Vec<Arc<str>>,
}

/// A written reason, approved by somebody with a title, that lets one site error through.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The code it answers.
    pub code: Sourced<Code>,
    /// The subject of the finding, such as `ho-so/2021/tong-so/tiep-nhan`.
    pub subject: Sourced<String>,
    /// The reason, printed beside the figure.
    pub text: String,
    /// Title (not the name) of the person who approved it.
    pub approver: String,
    /// The day on which it was given.
    pub given_on: Date,
    /// The last day on which it holds; `None` for no end.
    pub expires_on: Option<Date>,
}

impl Explanation {
    /// True on a day on which it has not expired.
    pub fn holds_on(&self, day: Date) -> bool {
        self.expires_on.is_none_or(|end| day <= end)
    }
}
