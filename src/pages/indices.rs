//! Indices announced by higher levels: shown as announced, apart from the commune's own surveys.

use super::frame;
use super::view::{Day, IndexComponent, IndexPage, IndexResultView, Link, Reference};
use super::{Context, PagePlan, View};
use crate::model::IndexResult;

pub(super) fn pages(cx: &Context) -> Option<PagePlan> {
    if cx.site.indices.is_empty() {
        return None;
    }
    let title = cx.say("indices.title");
    let way = vec![Link::new(cx.say("results.title"), frame::RESULTS)];
    let page = frame::page(cx, frame::INDICES, title, cx.say("indices.card"), Some(frame::RESULTS), way);
    let mut results: Vec<&IndexResult> = cx.site.indices.iter().collect();
    results.sort_by_key(|r| std::cmp::Reverse(r.year));
    let view = IndexPage {
        page,
        results: results.iter().map(|r| result(cx, r)).collect(),
        survey_href: (!cx.site.rounds.is_empty()).then(|| frame::SURVEYS.to_owned()),
        downloads: Vec::new(),
    };
    Some(PagePlan { address: frame::INDICES.to_owned(), template: "chi-so.html", view: View::Index(view) })
}

/// Anchor of an announced result.
pub(super) fn anchor(r: &IndexResult) -> String {
    format!("{}-{}", r.id, r.year)
}

fn result(cx: &Context, r: &IndexResult) -> IndexResultView {
    IndexResultView {
        anchor: anchor(r),
        name: cx.with("indices.name", &[("ten", &r.name), ("nam", &r.year.to_string())]),
        unit: None,
        value: r.value.text.clone(),
        rank: r.rank.as_ref().map(|r| r.value),
        out_of: r.out_of.as_ref().map(|o| o.value),
        out_of_unit: cx.say("indices.units"),
        components: r
            .components
            .iter()
            .map(|c| IndexComponent {
                name: c.name.clone(),
                value: c.value.text.clone(),
                rank: c.rank.as_ref().map(|r| r.value),
                out_of: c.out_of,
            })
            .collect(),
        announced_by: Some(r.source.issuer.clone()),
        source: Reference { text: r.source.number.clone(), href: None },
        announced_on: r.source.issued_on.map(Day::from),
        note: r.note.clone(),
    }
}
