//! Pages about the office: introduction and other plain pages, contact, feedback addresses, and
//! the overview of results.

use super::frame::{self, capitalised};
use super::view::{
    ContactPage, ContentPage, Day, FeedbackChannelView, FeedbackNoticePage, Phone, ReceptionPointView,
    Reference, ServiceCard, ServiceResultsPage, TimeLimitView,
};
use super::{Context, PagePlan, View, content, dossiers, surveys};
use crate::diagnostics::Diagnostic;
use crate::model::{Channel, FeedbackNotice, PlainPage, ReceptionPoint};

pub(super) fn pages(cx: &Context, told: &mut Vec<Diagnostic>) -> Vec<PagePlan> {
    let mut pages = vec![contact(cx), results(cx)];
    pages.extend(cx.site.agency.feedback.as_ref().map(|n| feedback(cx, n)));
    pages.extend(cx.site.plain_pages.iter().map(|p| plain(cx, p, told)));
    pages
}

/// A text of the office.
fn plain(cx: &Context, page: &PlainPage, told: &mut Vec<Diagnostic>) -> PagePlan {
    let address = format!("{}.html", page.address);
    let p = &page.page;
    let description = p.summary.clone().unwrap_or_default();
    let frame = frame::page(cx, &address, p.title.clone(), description, Some(address.as_str()), Vec::new());
    let body = content::blocks(cx, &p.body, &address, told);
    PagePlan {
        view: View::Content(ContentPage { page: frame, body, ..ContentPage::default() }),
        address,
        template: "noi-dung.html",
    }
}

fn contact(cx: &Context) -> PagePlan {
    let title = cx.say("contact.title");
    let description = cx.with("contact.description", &[("ten", &cx.site.agency.name)]);
    let view = ContactPage {
        page: frame::page(cx, frame::CONTACT, title, description, Some(frame::CONTACT), Vec::new()),
        points: points(cx),
        body: Vec::new(),
        feedback_href: cx.site.agency.feedback.as_ref().map(|_| frame::FEEDBACK.to_owned()),
    };
    PagePlan { address: frame::CONTACT.to_owned(), template: "lien-he.html", view: View::Contact(view) }
}

/// Reception points as templates see them.
pub(super) fn points(cx: &Context) -> Vec<ReceptionPointView> {
    let view = |p: &ReceptionPoint| ReceptionPointView {
        name: p.name.value.clone(),
        address: p.address.clone(),
        hours: p.hours.clone(),
        phones: p.phone.iter().map(|n| frame::phone(String::new(), n)).collect::<Vec<Phone>>(),
        email: None,
        services: p.note.clone(),
        access: None,
    };
    cx.site.agency.points.iter().map(view).collect()
}

fn feedback(cx: &Context, notice: &FeedbackNotice) -> PagePlan {
    let title = cx.say("feedback.title");
    let description = cx.with("feedback.description", &[("noi_nhan", &notice.receiver)]);
    let basis = ["nd-20-2008", "tt-02-2017"];
    let view = FeedbackNoticePage {
        page: frame::page(cx, frame::FEEDBACK, title, description, Some(frame::FEEDBACK), Vec::new()),
        intro: Some(cx.with("feedback.intro", &[("noi_nhan", &notice.receiver)])),
        accepts: notice.subjects.clone(),
        channels: notice.channels.iter().map(|c| channel(cx, c)).collect(),
        person_title: notice.person_title.clone(),
        hours: notice.hours.clone(),
        conditions: notice.conditions.clone(),
        time_limits: notice
            .limits
            .iter()
            .map(|l| TimeLimitView { what: l.clone(), time: String::new(), basis: None })
            .collect(),
        elsewhere: notice.elsewhere.iter().map(|t| Reference { text: t.clone(), href: None }).collect(),
        basis: basis
            .iter()
            .filter_map(|id| cx.site.rules.bases.get(*id))
            .map(|b| Reference { text: b.text.clone(), href: None })
            .collect(),
        results_href: None,
    };
    PagePlan { address: frame::FEEDBACK.to_owned(), template: "phan-anh.html", view: View::Feedback(view) }
}

fn channel(cx: &Context, channel: &Channel) -> FeedbackChannelView {
    let (key, value, href, detail) = match channel {
        Channel::Phone(p) => (
            "feedback.phone",
            p.value.clone(),
            Some(format!("tel:{}", frame::phone(String::new(), p).dial)),
            None,
        ),
        Channel::Email(e) => ("feedback.email", e.value.clone(), Some(format!("mailto:{}", e.value)), None),
        Channel::Post(a) => ("feedback.post", a.clone(), None, None),
        Channel::InPerson(a) => ("feedback.in_person", a.clone(), None, None),
        Channel::Web { name, url } => {
            return FeedbackChannelView {
                label: name.clone(),
                value: url.clone(),
                href: Some(url.clone()),
                detail: None,
            };
        }
    };
    FeedbackChannelView { label: cx.say(key), value, href, detail }
}

/// "Kết quả phục vụ": where the menu leads.
fn results(cx: &Context) -> PagePlan {
    let card = |key: &str, href: &str, latest| ServiceCard {
        title: cx.say(&format!("{key}.title")),
        href: href.to_owned(),
        text: cx.say(&format!("{key}.card")),
        latest,
    };
    let mut cards = vec![
        card("dossiers", frame::DOSSIERS, dossiers::key_figure(cx)),
        card("surveys", frame::SURVEYS, surveys::key_figure(cx)),
    ];
    if !cx.site.indices.is_empty() {
        cards.push(card("indices", frame::INDICES, None));
    }
    if super::documents::published(cx).any(super::documents::is_plan) {
        cards.push(card("plans", frame::PLANS, None));
    }
    let title = cx.say("results.title");
    let description = cx.with("results.description", &[("don_vi", &capitalised(&cx.site.agency.unit))]);
    let mut page = frame::page(cx, frame::RESULTS, title, description, Some(frame::RESULTS), Vec::new());
    page.as_of = Some(Day::from(cx.site.as_of));
    let view = ServiceResultsPage { page, cards };
    PagePlan {
        address: frame::RESULTS.to_owned(),
        template: "ket-qua-phuc-vu.html",
        view: View::ServiceResults(view),
    }
}
