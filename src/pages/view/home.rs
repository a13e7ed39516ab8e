//! Trang chủ, điểm tiếp nhận.

use super::*;
use serde::Serialize;

/// `trang-chu.html`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HomePage {
    /// Frame.
    pub page: Page,
    /// A short word of welcome or information.
    pub intro: Option<String>,
    /// Reception points.
    pub points: Vec<ReceptionPointView>,
    /// Up to three figures.
    pub figures: Vec<KeyFigure>,
    /// Newest documents.
    pub documents: Vec<DocumentRow>,
    /// Address of the library, if there is one.
    pub library_href: Option<String>,
    /// Next days of publication.
    pub next_publications: Vec<Upcoming>,
    /// Frequent ways into the site (feedback addresses, results …).
    pub shortcuts: Vec<Link>,
}

/// A point of reception.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReceptionPointView {
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Hours, a line each.
    pub hours: Vec<String>,
    /// Numbers.
    pub phones: Vec<Phone>,
    /// E-mail.
    pub email: Option<String>,
    /// What it does, when not everything.
    pub services: Option<String>,
    /// Ramps, help for elderly people …
    pub access: Option<String>,
}

/// A figure that stands alone: with period, n, link, and target if one is set.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyFigure {
    /// `Hồ sơ giải quyết quá hạn`.
    pub label: String,
    /// The value; `None`: nothing reported yet.
    pub figure: Option<Figure>,
    /// Period of the value.
    pub period: Option<PeriodView>,
    /// Where to read more.
    pub href: String,
    /// The target, if one is set.
    pub target: Option<TargetView>,
    /// An explanation or a remark that must stand beside it.
    pub note: Option<String>,
}

/// Something to come.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Upcoming {
    /// When.
    pub on: Day,
    /// What.
    pub text: String,
    /// Its page.
    pub href: Option<String>,
}
