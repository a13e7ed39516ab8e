//! Texts, contact, and the page that stands for a missing one.

use super::*;
use serde::Serialize;

/// `noi-dung.html`: a text of the commune (giới thiệu, hỗ trợ tiếp cận, …).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ContentPage {
    /// Frame.
    pub page: Page,
    /// The text.
    pub body: Vec<Block>,
    /// Pages of the same folder.
    pub siblings: Vec<Link>,
    /// Day of the last change, as written in the front matter.
    pub updated_on: Option<Day>,
    /// Who wrote it, by unit or title.
    pub author: Option<String>,
}

/// `lien-he.html`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ContactPage {
    /// Frame.
    pub page: Page,
    /// Reception points.
    pub points: Vec<ReceptionPointView>,
    /// Further text.
    pub body: Vec<Block>,
    /// Address of the feedback notice, if there is one.
    pub feedback_href: Option<String>,
}

/// `404.html`. [`Page::root`] is the base URL, or `/`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NotFoundPage {
    /// Frame.
    pub page: Page,
    /// Where to go on.
    pub links: Vec<Link>,
}
