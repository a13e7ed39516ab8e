//! Tìm kiếm: the list of all pages, which works without script.

use super::*;
use serde::Serialize;

/// `tim-kiem.html`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SearchPage {
    /// Frame.
    pub page: Page,
    /// All pages by group.
    pub groups: Vec<SearchGroup>,
    /// Number of pages.
    pub total: u64,
}

/// Pages of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchGroup {
    /// `Văn bản`.
    pub name: String,
    /// Pages.
    pub items: Vec<SearchItem>,
}

/// A page that can be found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchItem {
    /// Title.
    pub text: String,
    /// Address.
    pub href: String,
    /// A second line: number and day of a document, period of figures.
    pub detail: Option<String>,
    /// Everyday names, synonyms, abbreviations: searched, not shown.
    pub keywords: Vec<String>,
}
