//! Texts: a Markdown body with its figures, tables, charts and links filled in.
//!
//! The slots' words (`so_lieu`, `co-n`, …) are part of the Markdown that offices write, so they
//! are read here, where it is known which figures exist.

use super::charts::{self, TrendPoint};
use super::view::{Block, Chart, Column, SimpleTable};
use super::{Context, figures, frame};
use crate::diagnostics::{Arg, Diagnostic, Diagnostics, Place, Sourced, codes, nearest};
use crate::markdown::{Body, Link, Slot, SlotKind, Target};
use crate::model::{DossierTally, PeriodId, PeriodKind, SurveyRound, TOTAL_ID, TallyRole};
use crate::stats::targets::targets_for;
use crate::stats::{FigureValue, satisfaction, tally};
use crate::text;
use crate::yaml;

/// Marks the place of a block while the text around it is finished. Markdown text is free of
/// control characters by then: NFC text with C0 controls is refused by the reader.
const BLOCK_MARK: char = '\u{1}';

/// The blocks of a text. What it names but doesn't exist is told at its place.
pub(super) fn blocks(cx: &Context, body: &Body, page: &str, told: &mut Vec<Diagnostic>) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut links_told: Vec<Diagnostic> = Vec::new();
    let mut number = 0;
    let html = body.render(
        &mut |slot| match slot.kind {
            SlotKind::Inline => inline(cx, slot, told),
            SlotKind::Table | SlotKind::Chart => {
                number += 1;
                let made = block(cx, slot, &format!("bd-{number}"), told);
                let marks = BLOCK_MARK.to_string().repeat(made.len());
                found.extend(made);
                marks
            }
        },
        &mut |link| address(cx, link, page, &mut links_told),
    );
    told.append(&mut links_told);
    let mut blocks = Vec::new();
    let mut fillings = found.into_iter();
    for (i, piece) in html.split(BLOCK_MARK).enumerate() {
        if i > 0 {
            blocks.extend(fillings.next());
        }
        if !piece.trim().is_empty() {
            blocks.push(Block::Html { html: piece.to_owned() });
        }
    }
    blocks
}

/// The first paragraph, for lists and search engines; at most some 200 characters, cut at a word.
pub(super) fn summary(cx: &Context, body: &Body) -> String {
    let mut figure = |slot: &Slot| {
        let found = slot.id().and_then(|id| cx.figures.resolve(&id.value).ok());
        found.and_then(|f| figures::inline(cx, f, slot.has("co-n"), false)).unwrap_or_default()
    };
    let text = body.first_paragraph(&mut figure).unwrap_or_default();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(200) {
        None => text,
        Some((end, _)) => {
            let cut = text[..end].rfind(' ').unwrap_or(end);
            format!("{}…", &text[..cut])
        }
    }
}

/// The address of a link as it stands on a page. A text links as it lies in `content/`: to other
/// files there (`.md`) or to pages by their address, from its own folder or from the root. A link
/// that leads nowhere is told and left without a target, so that no check tells it again.
fn address(cx: &Context, link: &Link, page: &str, told: &mut Vec<Diagnostic>) -> String {
    let all = &cx.known.addresses;
    if !matches!(link.kind, Target::Path | Target::Anchor) {
        return link.target.value.clone();
    }
    let (path, anchor) = link.target.split_once('#').unwrap_or((&link.target.value, ""));
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let as_page = |p: &str| match p.strip_suffix(".md") {
        // A page's address is the slug of its file's name.
        Some(stem) => match stem.rsplit_once('/') {
            Some((folder, name)) => format!("{folder}/{}.html", text::slug(name)),
            None => format!("{}.html", text::slug(stem)),
        },
        None if p.is_empty() || p.ends_with('/') => format!("{p}index.html"),
        None => p.to_owned(),
    };
    let candidates = [text::join(folder, path), text::join("", path.trim_start_matches('/'))];
    let found = match path {
        "" => Some(page.to_owned()),
        _ => candidates.iter().flatten().map(|p| as_page(p)).find(|p| all.contains(p)),
    };
    let Some(found) = found else {
        let wanted = candidates.into_iter().flatten().next().map(|p| as_page(&p)).unwrap_or_default();
        let near = nearest(&wanted, all.iter().map(String::as_str)).map(str::to_owned);
        told.push(
            Diagnostic::new(codes::LINK_BROKEN, link.target.place.clone())
                .arg("dich", &link.target.value)
                .hint(near),
        );
        return "#".to_owned();
    };
    let to = if path.is_empty() { String::new() } else { format!("{}{found}", frame::root_of(page)) };
    if anchor.is_empty() {
        return to;
    }
    // Only of texts is it known here which places they have; the audit looks at the other pages.
    let ids: Option<Vec<&str>> =
        cx.known.text(&found).map(|b| b.headings().iter().map(|h| h.id.as_str()).collect());
    if let Some(ids) = ids.filter(|ids| !ids.contains(&anchor)) {
        told.push(
            Diagnostic::new(codes::ANCHOR_BROKEN, link.target.place.clone())
                .arg("dich", &link.target.value)
                .arg("neo", anchor)
                .hint(nearest(anchor, ids)),
        );
        return if to.is_empty() { "#".to_owned() } else { to };
    }
    format!("{to}#{anchor}")
}

/// A figure inside a sentence.
fn inline(cx: &Context, slot: &Slot, told: &mut Vec<Diagnostic>) -> String {
    let Some(id) = slot.id() else { return String::new() };
    for word in slot.words.iter().skip(1) {
        if !["co-n", "co-nguon"].contains(&word.value.as_str()) {
            told.push(
                Diagnostic::new(codes::FIGURE_BLOCK, word.place.clone())
                    .arg("ly_do", Arg::Word("tu_la"))
                    .arg("gia_tri", &word.value)
                    .hint(nearest(&word.value, ["co-n", "co-nguon"])),
            );
        }
    }
    match cx.figures.resolve(&id.value) {
        Err(unknown) => {
            told.push(unknown_figure(id, unknown.nearest));
            String::new()
        }
        Ok(figure) => {
            let text = figures::inline(cx, figure, slot.has("co-n"), slot.has("co-nguon"));
            let text = text.unwrap_or_else(|| {
                told.push(Diagnostic::new(codes::FIGURE_ABSENT, id.place.clone()).arg("id", &id.value));
                cx.say("absent.inline")
            });
            format!("<span class=\"so-lieu\">{}</span>", escape(&text))
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn unknown_figure(id: &Sourced<String>, near: Option<String>) -> Diagnostic {
    Diagnostic::new(codes::FIGURE_UNKNOWN, id.place.clone()).arg("id", &id.value).hint(near)
}

/// What a fenced block asks for.
enum Wanted<'a> {
    Dossiers(&'a DossierTally),
    Round(&'a SurveyRound),
    /// One figure over quarters, from … to (both included).
    Series {
        pattern: String,
        from: Option<PeriodId>,
        to: Option<PeriodId>,
    },
}

fn block(cx: &Context, slot: &Slot, id: &str, told: &mut Vec<Diagnostic>) -> Vec<Block> {
    let Some(options) = slot.options.as_ref() else { return Vec::new() };
    let mut found = Diagnostics::new();
    let wanted = yaml::decode(options, &mut found, |d| {
        let source = d.need("so_lieu").text();
        let from = d.get("tu").parse(&["2025-Q1"], PeriodId::parse);
        let to = d.get("den").parse(&["2026-Q3"], PeriodId::parse);
        Some((source?, from.map(|p| p.value), to.map(|p| p.value)))
    });
    told.extend(found);
    let Some((source, from, to)) = wanted else { return Vec::new() };
    let Some(wanted) = resolve(cx, &source, from, to, told) else { return Vec::new() };
    let made: Vec<Block> = match slot.kind {
        SlotKind::Chart => {
            charts_of(cx, &wanted, id).into_iter().map(|chart| Block::Chart { chart }).collect()
        }
        _ => table(cx, &wanted).map(|table| Block::Table { table }).into_iter().collect(),
    };
    if made.is_empty() {
        told.push(absent(&source.place, &source.value));
    }
    made
}

fn absent(place: &Place, id: &str) -> Diagnostic {
    Diagnostic::new(codes::FIGURE_ABSENT, place.clone()).arg("id", id)
}

fn resolve<'a>(
    cx: &'a Context,
    source: &Sourced<String>,
    from: Option<PeriodId>,
    to: Option<PeriodId>,
    told: &mut Vec<Diagnostic>,
) -> Option<Wanted<'a>> {
    let parts: Vec<&str> = source.split('/').collect();
    if parts.contains(&"*") {
        if cx.figures.fitting(&source.value).next().is_none() {
            told.push(unknown_figure(source, None));
            return None;
        }
        return Some(Wanted::Series { pattern: source.value.clone(), from, to });
    }
    let known = match parts.as_slice() {
        ["ho-so", period] => cx
            .site
            .dossiers
            .iter()
            .find(|t| Some(t.period.id) == PeriodId::parse(period))
            .map(Wanted::Dossiers),
        ["khao-sat", period] => {
            cx.site.rounds.iter().find(|r| Some(r.period.id) == PeriodId::parse(period)).map(Wanted::Round)
        }
        _ => None,
    };
    if known.is_none() {
        let ids: Vec<String> = cx
            .site
            .dossiers
            .iter()
            .map(|t| format!("ho-so/{}", t.period.id))
            .chain(cx.site.rounds.iter().map(|r| format!("khao-sat/{}", r.period.id)))
            .collect();
        told.push(unknown_figure(
            source,
            nearest(&source.value, ids.iter().map(String::as_str)).map(str::to_owned),
        ));
    }
    known
}

fn charts_of(cx: &Context, wanted: &Wanted, id: &str) -> Vec<Chart> {
    match wanted {
        Wanted::Dossiers(t) => charts::dossiers(cx, t, id, true).into_iter().collect(),
        Wanted::Round(r) => charts::by_scale(cx, r, id),
        Wanted::Series { pattern, from, to } => {
            let points = series(cx, pattern, *from, *to);
            let kind = if pattern.starts_with("khao-sat/") { "satisfied" } else { "late" };
            let at_last = |f: &&crate::stats::Figure| {
                f.period.as_ref().is_some_and(|p| points.last().is_some_and(|l| l.period == p.id))
            };
            let last = cx.figures.fitting(pattern).find(at_last);
            let goals = last.map(|f| targets_for(cx.site, f)).unwrap_or_default();
            charts::trend(cx, kind, &points, goals.first(), id, true).into_iter().collect()
        }
    }
}

/// The quarters of a series in order, with their shares.
fn series(cx: &Context, pattern: &str, from: Option<PeriodId>, to: Option<PeriodId>) -> Vec<TrendPoint> {
    let mut points: Vec<TrendPoint> = cx
        .figures
        .fitting(pattern)
        .filter_map(|f| Some((f, f.period.as_ref()?.id)))
        .filter(|(_, id)| matches!(id.kind(), PeriodKind::Quarter(_)))
        .filter(|(_, id)| from.is_none_or(|f| f <= *id) && to.is_none_or(|t| *id <= t))
        .map(|(f, period)| TrendPoint {
            period,
            share: match f.value {
                FigureValue::Share(s) => Some(s),
                _ => None,
            },
        })
        .collect();
    points.sort_by_key(|p| p.period);
    points
}

/// A share in a table that has its counts beside it: of fewer than ten the counts, and never 0,0%
/// for what is more than nothing.
fn share_cell(s: crate::stats::Share) -> String {
    if s.whole() < charts::FEWEST_FOR_SHARES {
        return format!("{}/{}", s.part(), s.whole());
    }
    let decimals = if s.part() > 0 && s.percent(1) == "0,0%" { 2 } else { 1 };
    s.percent(decimals)
}

fn table(cx: &Context, wanted: &Wanted) -> Option<SimpleTable> {
    let cell = |n: Option<u64>| n.map(text::count).unwrap_or_default();
    let head = |keys: &[&str]| {
        keys.iter().enumerate().map(|(i, k)| Column { text: cx.say(k), numeric: i > 0 }).collect::<Vec<_>>()
    };
    match wanted {
        Wanted::Dossiers(t) => {
            let roles = [TallyRole::Received, TallyRole::Resolved, TallyRole::Late, TallyRole::Pending];
            let row = |label: String, field: &str| {
                let mut cells = vec![label];
                cells.extend(roles.iter().map(|r| cell(tally::by_role(t, field, *r).map(|k| k.value))));
                cells.push(
                    match (tally::late_share(t, field), tally::by_role(t, field, TallyRole::Resolved)) {
                        (Some(l), _) => share_cell(l.share),
                        (None, Some(resolved)) if resolved.value == 0 => cx.say("absent.no_base"),
                        _ => String::new(),
                    },
                );
                cells
            };
            let mut rows: Vec<_> = t.rows.iter().map(|r| row(r.field.value.clone(), &r.field_id)).collect();
            rows.push(row(cx.say("table.total"), TOTAL_ID));
            Some(SimpleTable {
                caption: cx.with("dossiers.table_caption", &[("ky", &t.period.label)]),
                columns: head(&[
                    "table.field",
                    "tile.received",
                    "tile.resolved",
                    "table.late",
                    "tile.pending",
                    "table.late_share",
                ]),
                rows,
                note: Some(cx.with("figure.table_source", &[("tep", &t.source.file)])),
            })
        }
        Wanted::Round(r) => {
            let results = satisfaction::results(r, &cx.site.forms);
            if results.is_empty() {
                return None;
            }
            let rows = results
                .iter()
                .map(|q| {
                    vec![
                        charts::question_label(cx, q),
                        cell(q.answered),
                        cell(q.satisfied.map(|s| s.part())),
                        q.satisfied.map(share_cell).unwrap_or_default(),
                        cell(q.blank.value),
                    ]
                })
                .collect();
            Some(SimpleTable {
                caption: cx.with("surveys.table_caption", &[("ky", &r.period.label)]),
                columns: head(&[
                    "table.question",
                    "table.answered",
                    "table.satisfied",
                    "table.satisfied_share",
                    "table.blank",
                ]),
                rows,
                note: Some(cx.with("figure.table_source", &[("tep", &r.source.file)])),
            })
        }
        Wanted::Series { pattern, from, to } => {
            let points = series(cx, pattern, *from, *to);
            let rows = points
                .iter()
                .map(|p| {
                    vec![
                        charts::short_name(cx, p.period),
                        cell(p.share.map(|s| s.part())),
                        cell(p.share.map(|s| s.whole())),
                        p.share.map(|s| s.percent(1)).unwrap_or_default(),
                    ]
                })
                .collect::<Vec<_>>();
            let kind = if pattern.starts_with("khao-sat/") { "satisfied" } else { "late" };
            (!rows.is_empty()).then(|| SimpleTable {
                caption: cx.say(&format!("chart.{kind}.share")),
                columns: head(&[
                    "table.period",
                    &format!("chart.{kind}.part"),
                    &format!("chart.{kind}.whole"),
                    &format!("chart.{kind}.share"),
                ]),
                rows,
                note: None,
            })
        }
    }
}
