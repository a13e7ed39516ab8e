//! Figures and what must stand beside them: shares, targets, explanations, reconciliation.

use super::{Day, PeriodView, Reference, ViewPlace};
use serde::Serialize;

/// A share as its two counts; the theme divides, rounds half-up and prints both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Numerator.
    pub part: u64,
    /// Denominator, above 0.
    pub whole: u64,
    /// Decimals: 1, or more where rounding would cross a target.
    pub decimals: u32,
    /// Print the counts alone (fewer than 10 answers).
    pub counts_only: bool,
}

impl Share {
    /// A share with one decimal; `None` when there is nothing to divide by.
    pub fn new(part: u64, whole: u64) -> Option<Self> {
        (whole > 0).then_some(Share { part, whole, decimals: 1, counts_only: false })
    }
}

/// An exact decimal number: `4` with scale 2 is 0,04.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Decimal {
    /// All digits as one whole number.
    pub digits: i64,
    /// How many of them stand behind the comma.
    pub scale: u32,
}

/// A value of any of the kinds that pages show.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Figure {
    /// A count with its unit.
    Count {
        /// The count.
        value: u64,
        /// `hồ sơ`, `phiếu`, `ý kiến`, …
        unit: String,
    },
    /// A share with the name of its unit.
    Share {
        /// The share.
        share: Share,
        /// What is counted: `ý kiến trả lời`, `hồ sơ đã giải quyết`.
        unit: String,
    },
    /// A decimal number with its unit (`%`, `ngày`).
    Decimal {
        /// The number.
        value: Decimal,
        /// Unit; `%` is set close to the number.
        unit: String,
    },
    /// As it was announced or written: `98,80%`.
    Text {
        /// The text.
        text: String,
    },
}

/// Which way a target points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// "không quá": a ceiling.
    AtMost,
    /// "từ … trở lên": a floor.
    AtLeast,
}

/// A target and how the figure stands to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TargetView {
    /// What is aimed at: `Tỷ lệ hồ sơ quá hạn`.
    pub name: String,
    /// Ceiling or floor.
    pub direction: Direction,
    /// The target's value.
    pub value: Decimal,
    /// `%` or another unit.
    pub unit: String,
    /// Of what the share is taken: `số hồ sơ đã giải quyết`.
    pub denominator: String,
    /// The document that sets it.
    pub source: Reference,
    /// From when it applies.
    pub effective_from: Day,
    /// The figure that is compared.
    pub actual: Option<Figure>,
    /// Reached, on exact values; `None` when there is nothing to compare.
    pub met: Option<bool>,
    /// Distance between figure and target, always positive, on exact values.
    pub gap: Option<Gap>,
}

/// Distance from a target.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gap {
    /// Amount, rounded so that it is not 0.
    pub amount: Decimal,
    /// `điểm phần trăm` or the target's unit.
    pub unit: String,
    /// The figure is above the target (else below).
    pub above: bool,
}

/// An explanation that lets a finding through; printed beside the figure it concerns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExplanationView {
    /// What the office says.
    pub text: String,
    /// Title of who approved it (no name).
    pub approver: String,
    /// When.
    pub on: Day,
}

/// A note to figures of one table, shown under it and marked at the figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureNote {
    /// Number of the mark, from 1.
    pub mark: u32,
    /// What is to be known about the figure.
    pub text: String,
    /// The explanation, if the note stands for one.
    pub explanation: Option<ExplanationView>,
    /// `href` of the entry in "Đối chiếu số liệu", as `#doi-chieu-1`.
    pub check_href: Option<String>,
}

/// A number in a tile.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tile {
    /// What it counts: `Đã giải quyết`.
    pub label: String,
    /// The number; `None` when the report doesn't give it.
    pub value: Option<u64>,
    /// `hồ sơ`, `phiếu`.
    pub unit: String,
    /// As a share of something, with the name of the whole.
    pub share: Option<NamedShare>,
    /// A short remark: `trong đó 23 còn trong hạn` belongs in `parts`, a definition here.
    pub note: Option<String>,
    /// Parts of the number, in order.
    pub parts: Vec<TilePart>,
    /// Explanation of a finding about this number.
    pub explanation: Option<ExplanationView>,
    /// Set apart because it asks for attention (late dossiers above 0).
    pub alert: bool,
}

/// A part of a tile's number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TilePart {
    /// `Trước hạn`.
    pub label: String,
    /// The number; `None` when not reported.
    pub value: Option<u64>,
}

/// A share and the name of its whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NamedShare {
    /// The share.
    pub share: Share,
    /// `số hồ sơ đã giải quyết`.
    pub of: String,
}

/// "Đối chiếu số liệu": the sums of a period, which hold and which don't.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reconciliation {
    /// The sums, those that fail first.
    pub checks: Vec<Check>,
    /// How many hold.
    pub holding: u64,
    /// How many do not.
    pub failing: u64,
    /// How many cannot be computed, as numbers are not in the report.
    pub unknown: u64,
    /// Values that follow from others but were not reported; said in words only.
    pub implied: Vec<Implied>,
    /// Other remarks of the checks that citizens should read ("số phiếu thu về bằng đúng số hồ sơ").
    pub remarks: Vec<Remark>,
}

/// Whether a sum holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// Computed equals stated.
    Holds,
    /// It does not.
    Fails,
    /// Not computable: numbers are absent.
    Unknown,
}

/// One sum that was recomputed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// Anchor: `doi-chieu-1`.
    pub id: String,
    /// What is compared: `Cộng các lĩnh vực so với dòng tổng, cột “Tổng số tiếp nhận”`.
    pub name: String,
    /// Result.
    pub state: CheckState,
    /// A sum inside the row of one field: listed apart from those of the totals.
    pub row: bool,
    /// `hồ sơ`, `phiếu`.
    pub unit: String,
    /// The addends, in order.
    pub terms: Vec<CheckTerm>,
    /// What they give; `None` when it cannot be computed.
    pub computed: Option<u64>,
    /// What the file says the sum is.
    pub stated: Option<u64>,
    /// Name of the stated number: `Dòng tổng`.
    pub stated_label: String,
    /// Where the stated number stands.
    pub stated_place: Option<ViewPlace>,
    /// Difference, when it fails.
    pub difference: Option<Difference>,
    /// The office's explanation.
    pub explanation: Option<ExplanationView>,
    /// A remark: which side is likely wrong, which numbers are missing.
    pub remark: Option<String>,
}

/// An addend.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckTerm {
    /// `Hộ tịch`.
    pub label: String,
    /// Its number; `None` when absent.
    pub value: Option<u64>,
    /// Where it stands.
    pub place: Option<ViewPlace>,
}

/// How far computed and stated number are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Amount, above 0.
    pub amount: u64,
    /// The computed sum is smaller than the stated number ("thiếu"), else larger ("thừa").
    pub short: bool,
}

/// A value that follows from others but was not reported.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Implied {
    /// What: `Số phiếu thu về quý IV/2021`.
    pub what: String,
    /// How much it would have to be.
    pub value: u64,
    /// `phiếu`.
    pub unit: String,
    /// From which numbers: `1.348 phiếu của cả năm trừ 860 phiếu của quý I, II, III`.
    pub reasoning: String,
}

/// A remark about figures, not tied to a sum.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remark {
    /// The remark.
    pub text: String,
    /// The office's explanation.
    pub explanation: Option<ExplanationView>,
}

/// A row of links between periods of one dataset.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PeriodLinks {
    /// The period before.
    pub previous: Option<PeriodLink>,
    /// The period after.
    pub next: Option<PeriodLink>,
    /// All periods: address of the list.
    pub all: Option<String>,
}

/// A link to a period's page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodLink {
    /// The period.
    pub period: PeriodView,
    /// Address of its page.
    pub href: String,
}
