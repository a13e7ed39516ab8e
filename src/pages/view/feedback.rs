//! Địa chỉ tiếp nhận phản ánh, kiến nghị.

use super::*;
use serde::Serialize;

/// `phan-anh.html`; prints as a poster.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FeedbackNoticePage {
    /// Frame.
    pub page: Page,
    /// Opening words of the office.
    pub intro: Option<String>,
    /// What may be sent.
    pub accepts: Vec<String>,
    /// Channels, in one order.
    pub channels: Vec<FeedbackChannelView>,
    /// Title of the person in charge (no name).
    pub person_title: Option<String>,
    /// When people are received, a line each.
    pub hours: Vec<String>,
    /// Conditions that a sender must meet.
    pub conditions: Vec<String>,
    /// Time limits of handling.
    pub time_limits: Vec<TimeLimitView>,
    /// What goes elsewhere (khiếu nại, tố cáo), and where.
    pub elsewhere: Vec<Reference>,
    /// Legal basis.
    pub basis: Vec<Reference>,
    /// Address of the page of results, if there is one.
    pub results_href: Option<String>,
}

/// A way to send feedback.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FeedbackChannelView {
    /// `Điện thoại`, `Thư điện tử`, `Gửi thư`, `Gặp trực tiếp`, `Cổng Dịch vụ công quốc gia`.
    pub label: String,
    /// The address itself, as people read it.
    pub value: String,
    /// `tel:`, `mailto:`, `https:`; `None` for places.
    pub href: Option<String>,
    /// A remark.
    pub detail: Option<String>,
}

/// A time limit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TimeLimitView {
    /// What is done.
    pub what: String,
    /// Within which time: `không quá 20 ngày kể từ ngày tiếp nhận`.
    pub time: String,
    /// Basis.
    pub basis: Option<Reference>,
}
