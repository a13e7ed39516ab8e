//! Văn bản: the library, one document, and the follow-up of plans.

use super::frame::{self, capitalised};
use super::view::Figure as ViewFigure;
use super::view::{
    Day, Direction, DocumentPage, DocumentRow, DocumentStateKey, DocumentStateView, FileLink, IndicatorView,
    LibraryPage, LibraryType, LibraryYear, Link, PlanSummary, PlanView, PlansPage, Reference, TaskStateCount,
    TaskStateKey, TaskView,
};
use super::{Context, PagePlan, View, content, figures};
use crate::diagnostics::Diagnostic;
use crate::model::{self, Document, DocumentState, Indicator, Task, TaskState};

/// Documents that are published, newest first.
pub(super) fn published<'a>(cx: &'a Context) -> impl Iterator<Item = &'a Document> {
    cx.site.documents.iter().filter(|d| !d.is_draft())
}

pub(super) fn pages(cx: &Context, told: &mut Vec<Diagnostic>) -> Vec<PagePlan> {
    let mut pages = vec![library(cx)];
    pages.extend(published(cx).map(|d| document(cx, d, told)));
    let plans: Vec<_> = published(cx).filter(|d| is_plan(d)).collect();
    if !plans.is_empty() {
        pages.push(follow_up(cx, &plans));
    }
    pages
}

/// Address of a document's page.
pub(super) fn address(d: &Document) -> String {
    format!("van-ban/{}.html", d.id)
}

/// True for a document with tasks or indicators.
pub(super) fn is_plan(d: &Document) -> bool {
    !d.tasks.is_empty() || !d.indicators.is_empty()
}

/// Name of a document's type: from the rule set, else the abbreviation as written.
fn type_name(cx: &Context, d: &Document) -> String {
    if d.kind.is_empty() {
        return cx.say("documents.letter");
    }
    let known = cx.site.rules.document_types.iter().find(|t| t.abbreviation.eq_ignore_ascii_case(&d.kind));
    known.map_or_else(|| d.kind.value.clone(), |t| t.name.clone())
}

/// A document in a list.
pub(super) fn row(cx: &Context, d: &Document) -> DocumentRow {
    DocumentRow {
        href: address(d),
        number: d.number.as_ref().map(|n| n.value.clone()),
        issued_on: d.issued_on.as_ref().map(|day| Day::from(day.value)),
        type_name: type_name(cx, d),
        subject: d.subject.value.clone(),
        state: state(cx, d),
        signed_original: signed_original(cx, d),
    }
}

fn signed_original(cx: &Context, d: &Document) -> Option<FileLink> {
    d.signed_original.as_ref().map(|s| {
        let path = s.file.strip_prefix("static/").unwrap_or(&s.file.value).to_owned();
        let format = path.rsplit('.').next().unwrap_or_default().to_uppercase();
        FileLink {
            text: cx.say("documents.signed_original"),
            href: path,
            format,
            size: Some(s.size),
            pages: None,
            hash: None,
        }
    })
}

/// A document named by its number, linked when the site has it.
fn reference(cx: &Context, number: &str) -> Reference {
    Reference { text: number.to_owned(), href: cx.known.numbered(number).map(address) }
}

fn state(cx: &Context, d: &Document) -> DocumentStateView {
    let plain = |key| DocumentStateView { key, replaced_by: None, ended_on: None };
    match &d.state {
        // Whether a report or notice holds is no question; a plan is followed while it does.
        DocumentState::InForce if !is_plan(d) => plain(DocumentStateKey::NotApplicable),
        DocumentState::InForce => plain(DocumentStateKey::InForce),
        DocumentState::Expired => plain(DocumentStateKey::Ended),
        DocumentState::ReplacedBy(number) => DocumentStateView {
            key: DocumentStateKey::Replaced,
            replaced_by: Some(reference(cx, number)),
            ended_on: None,
        },
        DocumentState::Draft => plain(DocumentStateKey::NotApplicable),
    }
}

fn library(cx: &Context) -> PagePlan {
    let mut years: Vec<LibraryYear> = Vec::new();
    for d in published(cx) {
        let year = d.issued_on.as_ref().map_or(0, |day| u32::try_from(day.year()).unwrap_or(0));
        match years.last_mut() {
            Some(last) if last.year == year => last.documents.push(row(cx, d)),
            _ => years.push(LibraryYear { year, documents: vec![row(cx, d)] }),
        }
    }
    let mut types: Vec<LibraryType> = Vec::new();
    for known in &cx.site.rules.document_types {
        let count = published(cx).filter(|d| d.kind.eq_ignore_ascii_case(&known.abbreviation)).count() as u64;
        if count > 0 {
            types.push(LibraryType { name: known.name.clone(), count });
        }
    }
    let description = cx.with("documents.description", &[("ten", &cx.site.agency.name)]);
    let page = frame::page(
        cx,
        frame::LIBRARY,
        cx.say("documents.title"),
        description,
        Some(frame::LIBRARY),
        Vec::new(),
    );
    let view = LibraryPage { page, years, types, downloads: Vec::new() };
    PagePlan {
        address: frame::LIBRARY.to_owned(),
        template: "van-ban-danh-sach.html",
        view: View::Library(view),
    }
}

fn document(cx: &Context, d: &Document, told: &mut Vec<Diagnostic>) -> PagePlan {
    let address = address(d);
    let way = vec![Link::new(cx.say("documents.title"), frame::LIBRARY)];
    let page = frame::page(
        cx,
        &address,
        d.subject.value.clone(),
        content::summary(cx, &d.body),
        Some(frame::LIBRARY),
        way,
    );
    let cited_by = cx.known.naming(d).iter();
    let cited_by =
        cited_by.map(|other| Link::new(other.subject.value.clone(), self::address(other))).collect();
    let view = DocumentPage {
        page,
        number: d.number.as_ref().map(|n| n.value.clone()),
        type_name: type_name(cx, d),
        issued_on: d.issued_on.as_ref().map(|day| Day::from(day.value)),
        effective_from: None,
        issuer: Some(d.issuer.clone()),
        signatory_title: d.signatory_title.clone(),
        recipients: d.recipients.clone(),
        state: state(cx, d),
        replaces: d.replaces.iter().map(|n| reference(cx, n)).collect(),
        cited_by,
        signed_original: signed_original(cx, d),
        attachments: Vec::new(),
        body: content::blocks(cx, &d.body, &address, told),
        remarks: Vec::new(),
        plan: is_plan(d).then(|| plan(cx, d)),
    };
    PagePlan { address, template: "van-ban.html", view: View::Document(Box::new(view)) }
}

fn follow_up(cx: &Context, plans: &[&Document]) -> PagePlan {
    let plans = plans
        .iter()
        .map(|d| PlanSummary { anchor: d.id.clone(), document: row(cx, d), plan: plan(cx, d) })
        .collect();
    let way = vec![Link::new(cx.say("results.title"), frame::RESULTS)];
    let mut page =
        frame::page(cx, frame::PLANS, cx.say("plans.title"), cx.say("plans.card"), Some(frame::RESULTS), way);
    page.as_of = Some(Day::from(cx.site.as_of));
    let view = PlansPage { page, plans };
    PagePlan { address: frame::PLANS.to_owned(), template: "ke-hoach.html", view: View::Plans(view) }
}

fn plan(cx: &Context, d: &Document) -> PlanView {
    let tasks: Vec<TaskView> = d.tasks.iter().enumerate().map(|(i, t)| task(i, t)).collect();
    let order = [
        TaskStateKey::Done,
        TaskStateKey::DoneLate,
        TaskStateKey::InProgress,
        TaskStateKey::NotDue,
        TaskStateKey::Overdue,
        TaskStateKey::NoDeadline,
    ];
    let states = order
        .into_iter()
        .map(|state| TaskStateCount {
            state,
            count: tasks.iter().filter(|t| t.state == state).count() as u64,
        })
        .filter(|s| s.count > 0)
        .collect();
    PlanView { tasks, indicators: d.indicators.iter().map(|i| indicator(cx, i)).collect(), states }
}

fn task(position: usize, t: &Task) -> TaskView {
    TaskView {
        ordinal: (position + 1).to_string(),
        text: t.content.value.clone(),
        owner: t.owner.clone().unwrap_or_default(),
        partners: t.helpers.join("; "),
        deadline: t.deadline_text.clone().unwrap_or_default(),
        due_on: t.deadline.map(Day::from),
        state: match t.state {
            TaskState::NotDue => TaskStateKey::NotDue,
            TaskState::UnderWay => TaskStateKey::InProgress,
            TaskState::Done => TaskStateKey::Done,
            TaskState::DoneLate => TaskStateKey::DoneLate,
            TaskState::Overdue => TaskStateKey::Overdue,
            TaskState::NoDeadline => TaskStateKey::NoDeadline,
        },
        done_on: None,
        evidence: t.evidence.iter().map(|e| Reference { text: e.clone(), href: None }).collect(),
    }
}

/// An indicator and what it has come to.
fn indicator(cx: &Context, i: &Indicator) -> IndicatorView {
    let announced = |a: &model::Announced| ViewFigure::Text { text: a.text.clone() };
    let result = figures::so_far(cx, i);
    IndicatorView {
        name: i.name.clone(),
        baseline: i.baseline.as_ref().map(announced),
        baseline_source: i.baseline_note.as_ref().map(|n| Reference { text: n.clone(), href: None }),
        direction: i.direction.map(direction),
        target: i.target.as_ref().map(|t| announced(&t.value)),
        deadline: i.to.map(|day| cx.with("plans.until", &[("ngay", &crate::text::date(day))])),
        result: result.as_ref().map(|r| r.value.clone()),
        result_period: result.as_ref().map(|r| r.period.clone()),
        result_href: result.as_ref().and_then(|r| r.href.clone()),
        met: result.as_ref().and_then(|r| r.met),
        note: None,
    }
}

/// Which way a target points, as templates see it.
pub(super) fn direction(d: model::Direction) -> Direction {
    match d {
        model::Direction::AtMost => Direction::AtMost,
        model::Direction::AtLeast => Direction::AtLeast,
    }
}

/// A document as the source of a target: type, number and day.
pub(super) fn as_source(cx: &Context, d: &Document) -> Reference {
    let number = d.number.as_ref().map_or("", |n| n.value.as_str());
    let day = d.issued_on.as_ref().map(|day| crate::text::date(day.value)).unwrap_or_default();
    let text = cx.with(
        "documents.cited",
        &[("loai", &capitalised(&type_name(cx, d))), ("so", number), ("ngay", &day)],
    );
    Reference { text, href: Some(address(d)) }
}
