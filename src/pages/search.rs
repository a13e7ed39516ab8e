//! The list of all pages, which is the search without script, and the page for a missing one.

use super::frame::{self, capitalised};
use super::view::{Link, NotFoundPage, Page, SearchGroup, SearchItem, SearchPage};
use super::{Context, PagePlan, View};
use crate::model::{PeriodId, PeriodKind};

/// Groups in the order of the page.
const GROUPS: &[&str] = &["search.office", "search.dossiers", "search.surveys", "search.documents"];

pub(super) fn page(cx: &Context, pages: &[PagePlan]) -> PagePlan {
    let mut groups: Vec<SearchGroup> =
        GROUPS.iter().map(|key| SearchGroup { name: cx.say(key), items: Vec::new() }).collect();
    for plan in pages {
        let (group, item) = entry(cx, plan);
        groups[group].items.push(item);
    }
    // The list of a kind first, then the newest: addresses hold the period, so they sort by it.
    for group in &mut groups[1..3] {
        group.items.sort_by(|a, b| {
            let list = |i: &SearchItem| i.href.ends_with("index.html");
            list(b).cmp(&list(a)).then_with(|| b.href.cmp(&a.href))
        });
    }
    let portal = [&cx.site.agency.submit_url, &cx.site.agency.lookup_url];
    for (url, key) in portal.into_iter().zip(["portal.submit", "portal.lookup"]) {
        groups[0].items.extend(url.as_ref().map(|href| SearchItem {
            text: cx.say(key),
            href: href.clone(),
            detail: Some(cx.say("search.portal")),
            keywords: Vec::new(),
        }));
    }
    groups.retain(|g| !g.items.is_empty());
    let total = groups.iter().map(|g| g.items.len() as u64).sum();
    let page = frame::page(
        cx,
        frame::SEARCH,
        cx.say("search.title"),
        cx.say("search.description"),
        None,
        Vec::new(),
    );
    let view = SearchPage { page, groups, total };
    PagePlan { address: frame::SEARCH.to_owned(), template: "tim-kiem.html", view: View::Search(view) }
}

/// Position of the group and the entry of a page.
fn entry(cx: &Context, plan: &PagePlan) -> (usize, SearchItem) {
    let frame = plan.view.page();
    let mut item = SearchItem {
        text: frame.title.clone(),
        href: plan.address.clone(),
        detail: (!frame.description.is_empty()).then(|| frame.description.clone()),
        keywords: Vec::new(),
    };
    let group = match &plan.view {
        View::Dossier(d) => {
            item.keywords.extend(period_words(cx, &d.period.id));
            item.keywords.extend(d.table.rows.iter().map(|r| r.label.clone()));
            1
        }
        View::DossierIndex(_) => 1,
        View::Survey(s) => {
            item.keywords.extend(period_words(cx, &s.period.id));
            2
        }
        View::Index(_) => {
            item.keywords.push(cx.say("search.index_words"));
            2
        }
        View::SurveyIndex(_) => 2,
        View::Library(_) | View::Plans(_) => 3,
        View::Document(d) => {
            item.detail = d.number.as_ref().map(|n| format!("{} {n}", d.type_name));
            item.keywords.push(d.page.description.clone());
            3
        }
        View::Feedback(_) => {
            item.keywords.push(cx.say("search.feedback_words"));
            0
        }
        View::Contact(_) => {
            item.keywords.push(cx.say("search.contact_words"));
            0
        }
        _ => 0,
    };
    (group, item)
}

/// How people type a quarter, besides its label: with an Arabic figure.
fn period_words(cx: &Context, id: &str) -> Option<String> {
    let id = PeriodId::parse(id)?;
    match id.kind() {
        PeriodKind::Quarter(q) => {
            let values = [("so", &*q.to_string()), ("nam", &*id.year().to_string())];
            Some(cx.with("search.quarter_words", &values))
        }
        _ => None,
    }
}

pub(super) fn not_found(cx: &Context) -> PagePlan {
    let mut page =
        frame::page(cx, frame::NOT_FOUND, cx.say("missing.title"), String::new(), None, Vec::new());
    // A server shows this page at any depth, so only whole addresses lead anywhere.
    page.root = cx.site.base_url.clone().unwrap_or_else(|| "/".to_owned());
    page.canonical = None;
    page.no_index = true;
    let links = vec![
        Link::new(cx.with("missing.home", &[("don_vi", &capitalised(&cx.site.agency.unit))]), frame::HOME),
        Link::new(cx.say("search.title"), frame::SEARCH),
    ];
    PagePlan {
        address: frame::NOT_FOUND.to_owned(),
        template: "404.html",
        view: View::NotFound(NotFoundPage { page, links }),
    }
}

impl View {
    /// The page's frame.
    pub fn page(&self) -> &Page {
        match self {
            View::Home(v) => &v.page,
            View::ServiceResults(v) => &v.page,
            View::DossierIndex(v) => &v.page,
            View::Dossier(v) => &v.page,
            View::SurveyIndex(v) => &v.page,
            View::Survey(v) => &v.page,
            View::Index(v) => &v.page,
            View::Library(v) => &v.page,
            View::Document(v) => &v.page,
            View::Plans(v) => &v.page,
            View::Feedback(v) => &v.page,
            View::Content(v) => &v.page,
            View::Contact(v) => &v.page,
            View::Search(v) => &v.page,
            View::NotFound(v) => &v.page,
        }
    }
}
