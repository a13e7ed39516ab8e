//! Kết quả giải quyết hồ sơ: the list of periods and the page of each.

use super::charts::TrendPoint;
use super::frame::{self, capitalised};
use super::view::{
    Day, DossierIndexPage, DossierIndexRow, DossierPage, Figure, HeaderCell, KeyFigure, LateLine, Link,
    PeriodLink, PeriodLinks, TallyCell, TallyRow, TallyTable, TargetView, Tile, TilePart,
};
use super::{Context, PagePlan, View, charts, figures, reconcile};
use crate::model::{self, DossierTally, FigureId, PeriodKind, TOTAL_ID, TallyColumn, TallyRole};
use crate::stats::tally::{self, LateShare};

pub(super) fn pages(cx: &Context) -> Vec<PagePlan> {
    let mut pages = vec![list(cx)];
    pages.extend(cx.site.dossiers.iter().map(|t| period(cx, t)));
    pages
}

/// Address of a period's page.
pub(super) fn address(id: model::PeriodId) -> String {
    format!("ho-so/{id}.html")
}

/// The figure of the late share of a period's total.
fn late_id(t: &DossierTally) -> FigureId {
    FigureId::of(&["ho-so", &t.period.id.to_string(), TOTAL_ID, "ty-le-qua-han"])
}

/// The newest quarter or, without quarters, the newest period with a late share.
fn newest<'a>(cx: &'a Context) -> Option<(&'a DossierTally, LateShare)> {
    let with_share = |t: &'a DossierTally| tally::late_share(t, TOTAL_ID).map(|l| (t, l));
    let quarters = cx.site.dossiers.iter().filter(|t| matches!(t.period.id.kind(), PeriodKind::Quarter(_)));
    quarters.rev().find_map(with_share).or_else(|| cx.site.dossiers.iter().rev().find_map(with_share))
}

/// Late dossiers of the newest period, for the home page and the overview.
pub(super) fn key_figure(cx: &Context) -> Option<KeyFigure> {
    let (t, late) = newest(cx)?;
    let targets = target_views(cx, t);
    Some(KeyFigure {
        label: cx.say("dossiers.late_label"),
        figure: Some(Figure::Share {
            share: figures::share(late.share, &figures::goals(cx, &late_id(t))),
            unit: cx.say("unit.resolved_dossiers"),
        }),
        period: Some(frame::period(&t.period)),
        href: address(t.period.id),
        target: targets.into_iter().next(),
        note: None,
    })
}

fn target_views(cx: &Context, t: &DossierTally) -> Vec<TargetView> {
    figures::targets(cx, &late_id(t))
}

/// The trend over quarters, else over years, up to and including a period.
fn trend(
    cx: &Context,
    until: Option<&DossierTally>,
    id: &str,
    with_table: bool,
) -> Option<super::view::Chart> {
    let quarterly = |t: &&DossierTally| matches!(t.period.id.kind(), PeriodKind::Quarter(_));
    if until.is_some_and(|t| !quarterly(&t)) {
        return None;
    }
    let points: Vec<TrendPoint> = cx
        .site
        .dossiers
        .iter()
        .filter(quarterly)
        .filter(|t| until.is_none_or(|u| t.period.id <= u.period.id))
        .map(|t| TrendPoint { period: t.period.id, share: tally::late_share(t, TOTAL_ID).map(|l| l.share) })
        .collect();
    let last = until.or_else(|| cx.site.dossiers.iter().rev().find(quarterly))?;
    let in_force = figures::goals(cx, &late_id(last));
    charts::trend(cx, "late", &points, in_force.first(), id, with_table)
}

fn list(cx: &Context) -> PagePlan {
    let rows: Vec<DossierIndexRow> = cx.site.dossiers.iter().rev().map(|t| row(cx, t)).collect();
    let title = cx.say("dossiers.title");
    let way = vec![Link::new(cx.say("results.title"), frame::RESULTS)];
    let mut page =
        frame::page(cx, frame::DOSSIERS, title, cx.say("dossiers.card"), Some(frame::RESULTS), way);
    page.as_of = Some(Day::from(cx.site.as_of));
    let targets = newest(cx).map(|(t, _)| target_views(cx, t)).unwrap_or_default();
    let view = DossierIndexPage {
        page,
        rows,
        trend: trend(cx, None, "bd-xu-huong", true),
        targets,
        downloads: Vec::new(),
    };
    PagePlan {
        address: frame::DOSSIERS.to_owned(),
        template: "ho-so-danh-sach.html",
        view: View::DossierIndex(view),
    }
}

fn row(cx: &Context, t: &DossierTally) -> DossierIndexRow {
    let total = |role| tally::by_role(t, TOTAL_ID, role).map(|k| k.value);
    DossierIndexRow {
        period: frame::period(&t.period),
        href: address(t.period.id),
        received: total(TallyRole::Received),
        resolved: total(TallyRole::Resolved),
        late: total(TallyRole::Late),
        late_share: tally::late_share(t, TOTAL_ID)
            .map(|l| figures::share(l.share, &figures::goals(cx, &late_id(t)))),
        pending: total(TallyRole::Pending),
        failing_checks: reconcile::dossier(cx, t).failing,
    }
}

fn period(cx: &Context, t: &DossierTally) -> PagePlan {
    let address = address(t.period.id);
    let label = &t.period.label;
    let way = vec![
        Link::new(cx.say("results.title"), frame::RESULTS),
        Link::new(cx.say("dossiers.title"), frame::DOSSIERS),
    ];
    let late = tally::late_share(t, TOTAL_ID);
    let description = match &late {
        Some(l) => cx.with(
            "dossiers.description",
            &[
                ("ky", &capitalised(label)),
                ("qua_han", &crate::text::count(l.share.part())),
                ("da_giai_quyet", &crate::text::count(l.share.whole())),
                ("ty_le", &l.share.percent(1)),
            ],
        ),
        None => cx.with("dossiers.description_plain", &[("ky", &capitalised(label))]),
    };
    let title = cx.with("dossiers.period_title", &[("ky", label)]);
    let mut page = frame::page(cx, &address, title, description, Some(frame::RESULTS), way);
    page.as_of = Some(Day::from(t.period.cut_off));
    page.sources = frame::sources(cx, &t.source, t.period.to);
    let reconciliation = reconcile::dossier(cx, t);
    let view = DossierPage {
        page,
        period: frame::period(&t.period),
        layout_name: t.layout.name.clone(),
        tiles: tiles(cx, t),
        late: late.map(|l| LateLine {
            share: figures::share(l.share, &figures::goals(cx, &late_id(t))),
            explanation: reconcile::explanation(
                cx,
                crate::diagnostics::codes::DOSSIER_OVER_TARGET,
                late_id(t).as_str(),
            ),
        }),
        targets: target_views(cx, t),
        table: table(cx, t, &reconciliation),
        chart: charts::dossiers(cx, t, "bd-linh-vuc", false),
        late_reasons: Vec::new(),
        late_general: None,
        trend: trend(cx, Some(t), "bd-xu-huong", true),
        reconciliation,
        definitions: t
            .layout
            .definition
            .iter()
            .map(|d| super::view::Definition { term: cx.say("dossiers.resolved_term"), text: d.clone() })
            .collect(),
        corrections: Vec::new(),
        downloads: Vec::new(),
        links: links(cx, t),
    };
    PagePlan { address, template: "ho-so.html", view: View::Dossier(Box::new(view)) }
}

/// Neighbouring periods of the same length.
fn links(cx: &Context, t: &DossierTally) -> PeriodLinks {
    let same = |o: &&DossierTally| {
        std::mem::discriminant(&o.period.id.kind()) == std::mem::discriminant(&t.period.id.kind())
    };
    let link = |o: &DossierTally| PeriodLink { period: frame::period(&o.period), href: address(o.period.id) };
    let before = cx.site.dossiers.iter().filter(same).rfind(|o| o.period.id < t.period.id);
    let after = cx.site.dossiers.iter().filter(same).find(|o| o.period.id > t.period.id);
    PeriodLinks { previous: before.map(link), next: after.map(link), all: Some(frame::DOSSIERS.to_owned()) }
}

fn tiles(cx: &Context, t: &DossierTally) -> Vec<Tile> {
    let unit = cx.say("unit.dossiers");
    let of = |role| tally::by_role(t, TOTAL_ID, role);
    let parts = |roles: &[TallyRole]| {
        roles
            .iter()
            .flat_map(|role| t.layout.columns.iter().filter(|c| c.role == Some(*role)))
            .map(|c| TilePart {
                label: c.label.clone(),
                value: tally::number(t, TOTAL_ID, &c.key).map(|k| k.value),
            })
            .filter(|p| p.value.is_some())
            .collect()
    };
    let tile = |key: &str, role, part_roles: &[TallyRole]| {
        let known = of(role);
        let computed = known.as_ref().is_some_and(|k| k.origin != tally::Origin::Stated);
        Tile {
            label: cx.say(key),
            value: known.map(|k| k.value),
            unit: unit.clone(),
            share: None,
            note: computed.then(|| cx.say("tile.computed")),
            parts: parts(part_roles),
            explanation: None,
            alert: false,
        }
    };
    vec![
        tile(
            "tile.received",
            TallyRole::Received,
            &[TallyRole::Online, TallyRole::InPerson, TallyRole::CarriedIn],
        ),
        tile(
            "tile.resolved",
            TallyRole::Resolved,
            &[TallyRole::Early, TallyRole::OnTime, TallyRole::InTime, TallyRole::Late],
        ),
        tile("tile.pending", TallyRole::Pending, &[TallyRole::PendingInTime, TallyRole::PendingLate]),
    ]
}

/// The table in the layout of the form. Columns of which no row has a number are left out, as the
/// report doesn't have them.
fn table(cx: &Context, t: &DossierTally, checks: &super::view::Reconciliation) -> TallyTable {
    let rows_and_total = || t.rows.iter().chain(&t.total);
    let columns: Vec<&TallyColumn> =
        t.layout.columns.iter().filter(|c| rows_and_total().any(|r| r.count(&c.key).is_some())).collect();
    let sums: Vec<&str> = t.layout.identities.iter().map(|i| i.total.as_str()).collect();
    let mut notes = reconcile::notes(cx, t, checks);
    let cells = |row: &model::TallyRow, field: &str| -> Vec<TallyCell> {
        columns
            .iter()
            .map(|c| TallyCell {
                value: row.count(&c.key),
                marks: notes
                    .iter()
                    .filter(|n| n.field == field && n.column == c.key)
                    .map(|n| n.note.mark)
                    .collect(),
                strong: sums.contains(&c.key.as_str()),
            })
            .collect()
    };
    let mut rows = Vec::new();
    let mut section = None;
    for (i, row) in t.rows.iter().enumerate() {
        if row.section != section {
            section = row.section;
            if let Some(s) = section.and_then(|s| t.sections.get(s)) {
                rows.push(TallyRow {
                    section: true,
                    ordinal: String::new(),
                    label: s.value.clone(),
                    cells: Vec::new(),
                });
            }
        }
        rows.push(TallyRow {
            section: false,
            ordinal: (i + 1).to_string(),
            label: row.field.value.clone(),
            cells: cells(row, &row.field_id),
        });
    }
    let total = t.total.as_ref().map(|row| TallyRow {
        section: false,
        ordinal: String::new(),
        label: cx.say("table.total"),
        cells: cells(row, TOTAL_ID),
    });
    let has_absent =
        rows.iter().chain(&total).any(|r| !r.section && r.cells.iter().any(|c| c.value.is_none()));
    TallyTable {
        caption: cx.with("dossiers.table_caption", &[("ky", &t.period.label)]),
        unit: cx.say("dossiers.unit_line"),
        header: header(cx, &columns),
        rows,
        total,
        has_absent,
        notes: notes.drain(..).map(|n| n.note).collect(),
    }
}

/// Two rows of header: groups above, columns below; a column without group reaches over both.
fn header(cx: &Context, columns: &[&TallyColumn]) -> Vec<Vec<HeaderCell>> {
    let tall =
        |text: String, number: &str| HeaderCell { text, number: number.to_owned(), colspan: 1, rowspan: 2 };
    let mut top = vec![tall(cx.say("table.ordinal"), ""), tall(cx.say("table.field"), "")];
    let mut bottom = Vec::new();
    let mut open: Option<&str> = None;
    for c in columns {
        let mark = c.mark.clone().unwrap_or_default();
        match &c.group {
            None => {
                open = None;
                top.push(tall(c.label.clone(), &mark));
            }
            Some(group) => {
                match top.last_mut() {
                    Some(last) if open == Some(group.as_str()) => last.colspan += 1,
                    _ => top.push(HeaderCell {
                        text: group.clone(),
                        number: String::new(),
                        colspan: 1,
                        rowspan: 1,
                    }),
                }
                open = Some(group);
                bottom.push(HeaderCell { text: c.label.clone(), number: mark, colspan: 1, rowspan: 1 });
            }
        }
    }
    if bottom.is_empty() {
        top.iter_mut().for_each(|c| c.rowspan = 1);
        return vec![top];
    }
    vec![top, bottom]
}
