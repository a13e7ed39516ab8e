//! Kết quả giải quyết hồ sơ thủ tục hành chính.

use super::*;
use serde::Serialize;

/// `ho-so-danh-sach.html`: all periods of the dossier statistics.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DossierIndexPage {
    /// Frame.
    pub page: Page,
    /// Periods, newest first. Empty: the page says that nothing has been published yet.
    pub rows: Vec<DossierIndexRow>,
    /// Late share over the periods.
    pub trend: Option<Chart>,
    /// Targets in force.
    pub targets: Vec<TargetView>,
    /// Files with all periods.
    pub downloads: Vec<FileLink>,
}

/// One period in the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DossierIndexRow {
    /// The period.
    pub period: PeriodView,
    /// Its page.
    pub href: String,
    /// Received and carried in.
    pub received: Option<u64>,
    /// Resolved.
    pub resolved: Option<u64>,
    /// Resolved late.
    pub late: Option<u64>,
    /// Late of resolved.
    pub late_share: Option<Share>,
    /// Pending.
    pub pending: Option<u64>,
    /// How many sums do not hold.
    pub failing_checks: u64,
}

/// `ho-so.html`: one period of the dossier statistics.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DossierPage {
    /// Frame.
    pub page: Page,
    /// The period.
    pub period: PeriodView,
    /// Official name of the form.
    pub layout_name: String,
    /// Received, resolved, pending …
    pub tiles: Vec<Tile>,
    /// The sentence about late dossiers; `None` when the report doesn't give the numbers.
    pub late: Option<LateLine>,
    /// Targets and how the period stands to them.
    pub targets: Vec<TargetView>,
    /// The table by field in the official layout.
    pub table: TallyTable,
    /// Stacked bars by field; its numbers stand in the table.
    pub chart: Option<Chart>,
    /// Late dossiers by field with causes and remedies.
    pub late_reasons: Vec<LateReasonView>,
    /// General causes and remedies, not tied to a field.
    pub late_general: Option<LateReasonView>,
    /// Late share over the periods.
    pub trend: Option<Chart>,
    /// Which sums hold.
    pub reconciliation: Reconciliation,
    /// Meaning of the columns.
    pub definitions: Vec<Definition>,
    /// Corrections of figures of this period.
    pub corrections: Vec<CorrectionView>,
    /// Files with the data.
    pub downloads: Vec<FileLink>,
    /// Neighbouring periods.
    pub links: PeriodLinks,
}

/// "42 trong 1.325 hồ sơ đã giải quyết quá hạn (3,2%)".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LateLine {
    /// Late of resolved.
    pub share: Share,
    /// Explanation of a finding about it.
    pub explanation: Option<ExplanationView>,
}

/// The official table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TallyTable {
    /// Caption.
    pub caption: String,
    /// "Đơn vị tính: hồ sơ".
    pub unit: String,
    /// Header rows with grouped cells. Every lowest cell stands for one column, in order.
    pub header: Vec<Vec<HeaderCell>>,
    /// Rows: sections and fields in the order of the file.
    pub rows: Vec<TallyRow>,
    /// The total row of the file.
    pub total: Option<TallyRow>,
    /// True when a cell has no number: the legend is shown.
    pub has_absent: bool,
    /// Notes to which cells refer.
    pub notes: Vec<FigureNote>,
}

/// A cell of the grouped header.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeaderCell {
    /// Words.
    pub text: String,
    /// Number of the column in the official form, `(3)`; empty for groups.
    pub number: String,
    /// Columns covered.
    pub colspan: u32,
    /// Header rows covered.
    pub rowspan: u32,
}

/// A row of the official table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TallyRow {
    /// A section's heading (no numbers) rather than a field.
    pub section: bool,
    /// STT as in the file.
    pub ordinal: String,
    /// Name of the field, of the section, or `Tổng cộng`.
    pub label: String,
    /// One cell for each column of numbers; empty for a section.
    pub cells: Vec<TallyCell>,
}

/// A cell of the official table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TallyCell {
    /// The number; `None` is shown as a dash with the legend.
    pub value: Option<u64>,
    /// Marks of notes.
    pub marks: Vec<u32>,
    /// A column of a sum, set in a stronger type.
    pub strong: bool,
}

/// Late dossiers of a field, cause and remedy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LateReasonView {
    /// The field; empty for a general one.
    pub field: String,
    /// Late dossiers.
    pub late: Option<u64>,
    /// Of the field's resolved dossiers, where reported.
    pub share: Option<Share>,
    /// Cause; `None` when not stated.
    pub cause: Option<String>,
    /// Remedy.
    pub remedy: Option<String>,
    /// With how many an apology was sent.
    pub apologised: Option<u64>,
}

/// A word and its meaning.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Definition {
    /// The word.
    pub term: String,
    /// Its meaning.
    pub text: String,
}
