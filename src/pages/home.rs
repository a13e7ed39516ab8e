//! Trang chủ: search, reception points, the figures of the newest periods, newest documents.

use super::frame;
use super::view::{HomePage, Link};
use super::{Context, PagePlan, View, about, documents, dossiers, surveys};

/// How many documents the home page lists.
const NEWEST: usize = 5;

pub(super) fn page(cx: &Context) -> PagePlan {
    let agency = &cx.site.agency;
    let description = cx.with("home.description", &[("ten", &agency.name), ("tinh", &agency.province)]);
    let rows: Vec<_> = documents::published(cx).take(NEWEST).map(|d| documents::row(cx, d)).collect();
    let mut shortcuts = Vec::new();
    if agency.feedback.is_some() {
        shortcuts.push(Link::new(cx.say("feedback.title"), frame::FEEDBACK));
    }
    shortcuts.push(Link::new(cx.say("dossiers.title"), frame::DOSSIERS));
    shortcuts.push(Link::new(cx.say("surveys.title"), frame::SURVEYS));
    let view = HomePage {
        page: frame::page(cx, frame::HOME, agency.name.value.clone(), description, None, Vec::new()),
        intro: None,
        points: about::points(cx),
        figures: [dossiers::key_figure(cx), surveys::key_figure(cx)].into_iter().flatten().collect(),
        library_href: (!rows.is_empty()).then(|| frame::LIBRARY.to_owned()),
        documents: rows,
        next_publications: Vec::new(),
        shortcuts,
    };
    PagePlan { address: frame::HOME.to_owned(), template: "trang-chu.html", view: View::Home(view) }
}
