//! Văn bản, kế hoạch, tiến độ thực hiện kế hoạch.

use super::*;
use serde::Serialize;

/// `van-ban-danh-sach.html`: the library.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LibraryPage {
    /// Frame.
    pub page: Page,
    /// Years, newest first, each with its documents, newest first.
    pub years: Vec<LibraryYear>,
    /// Types that occur, in official order, with their numbers: for the filter.
    pub types: Vec<LibraryType>,
    /// Files with the register.
    pub downloads: Vec<FileLink>,
}

/// Documents of one year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LibraryYear {
    /// The year.
    pub year: u32,
    /// Its documents.
    pub documents: Vec<DocumentRow>,
}

/// A type of document in the library.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LibraryType {
    /// `Kế hoạch`.
    pub name: String,
    /// How many.
    pub count: u64,
}

/// A document in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DocumentRow {
    /// Its page.
    pub href: String,
    /// `12/KH-UBND`; `None` when the document has none.
    pub number: Option<String>,
    /// Day of issue.
    pub issued_on: Option<Day>,
    /// `Kế hoạch`.
    pub type_name: String,
    /// Trích yếu.
    pub subject: String,
    /// Validity.
    pub state: DocumentStateView,
    /// The signed original.
    pub signed_original: Option<FileLink>,
}

/// Validity of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DocumentStateView {
    /// Which one.
    pub key: DocumentStateKey,
    /// The document that replaces it.
    pub replaced_by: Option<Reference>,
    /// Day on which it ended.
    pub ended_on: Option<Day>,
}

/// Kinds of validity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentStateKey {
    /// Còn hiệu lực.
    InForce,
    /// Hết hiệu lực.
    Ended,
    /// Bị thay thế bởi …
    Replaced,
    /// Validity is not a question for this type (reports, notices): nothing is shown.
    #[default]
    NotApplicable,
}

/// `van-ban.html`: one document. Plans have [`DocumentPage::plan`].
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DocumentPage {
    /// Frame; `title` is the subject (Trích yếu).
    pub page: Page,
    /// `12/KH-UBND`.
    pub number: Option<String>,
    /// `Kế hoạch`.
    pub type_name: String,
    /// Day of issue.
    pub issued_on: Option<Day>,
    /// Day of effect, when another.
    pub effective_from: Option<Day>,
    /// Cơ quan ban hành.
    pub issuer: Option<String>,
    /// Chức vụ người ký.
    pub signatory_title: Option<String>,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// Validity.
    pub state: DocumentStateView,
    /// Documents that it replaces.
    pub replaces: Vec<Reference>,
    /// Documents of the site that name it.
    pub cited_by: Vec<Link>,
    /// Signed original.
    pub signed_original: Option<FileLink>,
    /// Attachments.
    pub attachments: Vec<FileLink>,
    /// The text.
    pub body: Vec<Block>,
    /// Remarks about the document (an internal contradiction that is explained, a period after
    /// its date).
    pub remarks: Vec<Remark>,
    /// Tasks and indicators of a plan.
    pub plan: Option<PlanView>,
}

/// What a plan sets: tasks and indicators.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PlanView {
    /// Tasks.
    pub tasks: Vec<TaskView>,
    /// Indicators.
    pub indicators: Vec<IndicatorView>,
    /// Numbers of tasks by state, in fixed order, without states that do not occur.
    pub states: Vec<TaskStateCount>,
}

/// Number of tasks in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TaskStateCount {
    /// The state.
    pub state: TaskStateKey,
    /// How many.
    pub count: u64,
}

/// States of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskStateKey {
    /// Chưa đến hạn.
    NotDue,
    /// Đang thực hiện.
    InProgress,
    /// Hoàn thành.
    Done,
    /// Hoàn thành muộn.
    DoneLate,
    /// Quá hạn.
    Overdue,
    /// Chưa có thời hạn.
    NoDeadline,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskView {
    /// TT as in the plan.
    pub ordinal: String,
    /// What is to be done.
    pub text: String,
    /// Chủ trì; empty when the plan names nobody.
    pub owner: String,
    /// Phối hợp.
    pub partners: String,
    /// Deadline as the plan words it; empty when it sets none.
    pub deadline: String,
    /// Deadline as a day, when it is one.
    pub due_on: Option<Day>,
    /// State on the as-of date.
    pub state: TaskStateKey,
    /// Day on which it was done.
    pub done_on: Option<Day>,
    /// Minh chứng.
    pub evidence: Vec<Reference>,
}

/// An indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorView {
    /// Chỉ tiêu.
    pub name: String,
    /// Kỳ gốc: the value.
    pub baseline: Option<Figure>,
    /// Kỳ gốc: when and from what (`năm 2021, Quyết định số 991/QĐ-UBND`).
    pub baseline_source: Option<Reference>,
    /// Mức phấn đấu: ceiling or floor.
    pub direction: Option<Direction>,
    /// Mức phấn đấu: the value; `None` when the plan sets none ("chưa lượng hóa").
    pub target: Option<Figure>,
    /// By when, as the plan words it.
    pub deadline: Option<String>,
    /// Kết quả đến nay.
    pub result: Option<Figure>,
    /// Period of the result.
    pub result_period: Option<PeriodView>,
    /// Page with the result.
    pub result_href: Option<String>,
    /// Reached; `None` when there is nothing to compare.
    pub met: Option<bool>,
    /// A remark (the wording is unclear; no data are collected for it).
    pub note: Option<String>,
}

/// `ke-hoach.html`: the follow-up of all plans.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PlansPage {
    /// Frame.
    pub page: Page,
    /// Plans, newest first.
    pub plans: Vec<PlanSummary>,
}

/// One plan in the follow-up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanSummary {
    /// Anchor: `ke-hoach-70-kh-ubnd-2022`.
    pub anchor: String,
    /// The document.
    pub document: DocumentRow,
    /// What it sets.
    pub plan: PlanView,
}
