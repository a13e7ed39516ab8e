//! Chỉ số do cấp trên công bố, and the overview of "Kết quả phục vụ".

use super::*;
use serde::Serialize;

/// `chi-so.html`: indices announced by higher authorities.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct IndexPage {
    /// Frame.
    pub page: Page,
    /// Results, newest first.
    pub results: Vec<IndexResultView>,
    /// Address of the commune's own surveys, if there are any.
    pub survey_href: Option<String>,
    /// Files with the data.
    pub downloads: Vec<FileLink>,
}

/// One announced result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndexResultView {
    /// Anchor: `sipas-2021`.
    pub anchor: String,
    /// Name: `Chỉ số hài lòng (SIPAS) năm 2021`.
    pub name: String,
    /// Which unit was measured, if it had another name then.
    pub unit: Option<String>,
    /// Value in the form in which it was announced: `98,80%`.
    pub value: String,
    /// Rank.
    pub rank: Option<u64>,
    /// Of how many.
    pub out_of: Option<u64>,
    /// Units ranked: `xã, phường`.
    pub out_of_unit: String,
    /// Components.
    pub components: Vec<IndexComponent>,
    /// Who announced it.
    pub announced_by: Option<String>,
    /// The document.
    pub source: Reference,
    /// Its day.
    pub announced_on: Option<Day>,
    /// A remark.
    pub note: Option<String>,
}

/// A component of an announced result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndexComponent {
    /// Name.
    pub name: String,
    /// Value as announced.
    pub value: String,
    /// Rank.
    pub rank: Option<u64>,
    /// Of how many.
    pub out_of: Option<u64>,
}

/// `ket-qua-phuc-vu.html`: the overview to which the menu leads.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ServiceResultsPage {
    /// Frame.
    pub page: Page,
    /// A card for each dataset that exists, in fixed order.
    pub cards: Vec<ServiceCard>,
}

/// A dataset in the overview.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServiceCard {
    /// Title of its page.
    pub title: String,
    /// Address of its page.
    pub href: String,
    /// What stands there, one sentence.
    pub text: String,
    /// The newest figure.
    pub latest: Option<KeyFigure>,
}
