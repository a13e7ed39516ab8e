//! Documents: plans, reports, notices, and pages of plain text.

use crate::diagnostics::{Place, Sourced};
use crate::markdown::Body;
use jiff::civil::Date;

/// A percentage or number in the form in which it was announced: `98,80%` keeps its decimals.
#[derive(Clone, Debug, PartialEq)]
pub struct Announced {
    /// As announced.
    pub text: String,
    /// Its value; percent points when `percent`.
    pub value: f64,
    /// True when the text is a percentage.
    pub percent: bool,
}

/// Which side of a target is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The figure must not be above the target ("không quá").
    AtMost,
    /// The figure must not be below the target ("từ … trở lên").
    AtLeast,
}

/// An indicator of a plan: a figure to reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its id inside the plan.
    pub id: Sourced<String>,
    /// Its name.
    pub name: String,
    /// Value at the start, as announced.
    pub baseline: Option<Announced>,
    /// What the baseline is of, in words (period, source).
    pub baseline_note: Option<String>,
    /// Value to reach.
    pub target: Option<Sourced<Announced>>,
    /// Which side is good.
    pub direction: Option<Direction>,
    /// The figure it is compared with: a figure id in which `*` stands for the period, such as
    /// `ho-so/*/tong-so/ty-le-qua-han`; `None` when no figure of the site measures it.
    pub figure: Option<Sourced<String>>,
    /// First day on which it holds.
    pub from: Option<Date>,
    /// Last day on which it holds.
    pub to: Option<Date>,
}

/// State of a task. Computed from dates where the plan doesn't say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// Its day has not come and nothing was reported.
    NotDue,
    /// Reported as under way.
    UnderWay,
    /// Reported as done.
    Done,
    /// Reported as done after its day.
    DoneLate,
    /// Its day has passed and it was not reported as done.
    Overdue,
    /// The plan gives no day.
    NoDeadline,
}

/// A task of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// What is to be done.
    pub content: Sourced<String>,
    /// Who leads.
    pub owner: Option<String>,
    /// Who helps.
    pub helpers: Vec<String>,
    /// The time as the plan words it.
    pub deadline_text: Option<String>,
    /// The last day, where it can be told.
    pub deadline: Option<Date>,
    /// What shows that it was done.
    pub evidence: Option<String>,
    /// Its state, as of the site's day.
    pub state: TaskState,
}

/// Whether a document holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentState {
    /// In force.
    InForce,
    /// No longer in force.
    Expired,
    /// Replaced by the document with this number.
    ReplacedBy(String),
    /// Without number or day: not published.
    Draft,
}

/// The signed original that goes with a document.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedOriginal {
    /// Path of the file in the site's folder.
    pub file: Sourced<String>,
    /// Bytes.
    pub size: u64,
}

/// An issued document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its address part: the file's name without ending, ASCII.
    pub id: String,
    /// Abbreviation of its type, upper case (`KH`, `BC`, `TB`); empty for an official letter.
    pub kind: Sourced<String>,
    /// Number and signs, such as `12/KH-UBND`.
    pub number: Option<Sourced<String>>,
    /// Day of issue.
    pub issued_on: Option<Sourced<Date>>,
    /// Subject.
    pub subject: Sourced<String>,
    /// Who issued it.
    pub issuer: String,
    /// Title of the signatory.
    pub signatory_title: Option<String>,
    /// Recipients.
    pub recipients: Vec<String>,
    /// State.
    pub state: DocumentState,
    /// Number of the document that it replaces.
    pub replaces: Option<String>,
    /// Signed original.
    pub signed_original: Option<SignedOriginal>,
    /// Tasks, for a plan.
    pub tasks: Vec<Task>,
    /// Indicators, for a plan.
    pub indicators: Vec<Indicator>,
    /// The text.
    pub body: Body,
    /// The file.
    pub source: Place,
}

impl Document {
    /// True for what must not be published.
    pub fn is_draft(&self) -> bool {
        self.state == DocumentState::Draft
    }
}

/// A page of plain text that the office writes, such as the introduction.
#[derive(Clone, Debug)]
pub struct PlainPage {
    /// Address without ending, such as `gioi-thieu`.
    pub address: String,
    /// Content.
    pub page: Plain,
}

/// Title and text of a plain page.
#[derive(Clone, Debug)]
pub struct Plain {
    /// Title.
    pub title: String,
    /// One sentence for lists and search.
    pub summary: Option<String>,
    /// Text.
    pub body: Body,
    /// The file.
    pub source: Place,
}
