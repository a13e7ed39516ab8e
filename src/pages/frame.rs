//! What every page has: the site's own data, and the frame of one page.

use super::view::{Day, Link, MenuItem, Page, PeriodView, Phone, Reference, Site, ViewPlace};
use super::{Context, PagePlan};
use crate::diagnostics::{At, Place};
use crate::model::Period;
use jiff::civil::Date;

pub(super) use crate::model::address::{
    CONTACT, DOSSIERS, FEEDBACK, HOME, INDICES, LIBRARY, NOT_FOUND, PLANS, RESULTS, SEARCH, SURVEYS,
};
/// Address of the introduction, when the office wrote one.
pub(super) const ABOUT: &str = "gioi-thieu.html";

/// The way up from a page to the site's root.
pub(super) fn root_of(address: &str) -> String {
    "../".repeat(address.matches('/').count())
}

/// The frame of a page. The breadcrumb begins at the home page; `way` is what stands between.
pub(super) fn page(
    cx: &Context,
    address: &str,
    title: String,
    description: String,
    section: Option<&str>,
    way: Vec<Link>,
) -> Page {
    let mut breadcrumb = vec![Link::new(cx.say("page.home"), HOME)];
    breadcrumb.extend(way);
    Page {
        address: address.to_owned(),
        root: root_of(address),
        title,
        description,
        section: section.map(str::to_owned),
        breadcrumb: if address == HOME { Vec::new() } else { breadcrumb },
        canonical: cx.site.base_url.as_ref().map(|base| {
            let path = address.strip_suffix("index.html").unwrap_or(address);
            format!("{base}{path}")
        }),
        as_of: None,
        sources: Vec::new(),
        feed: None,
        no_index: false,
    }
}

/// What all pages share; the menu holds only pages that exist.
pub(super) fn site(cx: &Context, pages: &[PagePlan]) -> Site {
    let agency = &cx.site.agency;
    let exists = |address: &str| pages.iter().any(|p| p.address == address);
    let menu = [
        ("menu.about", ABOUT),
        ("menu.feedback", FEEDBACK),
        ("menu.results", RESULTS),
        ("menu.documents", LIBRARY),
        ("menu.contact", CONTACT),
    ];
    let footer = [("footer.plans", PLANS), ("footer.indices", INDICES), ("footer.all_pages", SEARCH)];
    let hotline = agency.centre.as_ref().and_then(|c| c.hotline.as_ref());
    Site {
        name: agency.name.value.clone(),
        short_name: capitalised(&agency.unit),
        parent: Some(capitalised(&agency.province)),
        former_units: agency.former_units.iter().map(|u| u.name.clone()).collect(),
        banner: cx.site.banner.clone(),
        address: Some(agency.address.clone()),
        hotline: hotline.map(|p| phone(cx.say("phone.hotline"), p)),
        phones: agency.phone.iter().map(|p| phone(cx.say("phone.office"), p)).collect(),
        email: agency.email.as_ref().map(|e| e.value.clone()),
        hours: agency.points.first().map(|p| p.hours.clone()).unwrap_or_default(),
        menu: menu
            .iter()
            .filter(|(_, a)| exists(a))
            .map(|(key, a)| MenuItem { text: cx.say(key), href: (*a).to_owned() })
            .collect(),
        lookup: agency.lookup_url.as_ref().map(|u| Link::new(cx.say("portal.lookup"), u)),
        submit_online: agency.submit_url.as_ref().map(|u| Link::new(cx.say("portal.submit"), u)),
        search_href: Some(SEARCH.to_owned()),
        footer: footer.iter().filter(|(_, a)| exists(a)).map(|(key, a)| Link::new(cx.say(key), *a)).collect(),
        report_error: report_error(cx, exists(FEEDBACK)),
        base_url: cx.site.base_url.clone(),
        licence: None,
    }
}

/// "Báo sai sót" leads to the office's e-mail, else to the feedback addresses.
fn report_error(cx: &Context, feedback_exists: bool) -> Option<Link> {
    let email = cx.site.agency.email.as_ref().map(|e| format!("mailto:{}", e.value));
    let href = email.or_else(|| feedback_exists.then(|| FEEDBACK.to_owned()));
    href.map(|h| Link::new(cx.say("footer.report_error"), h))
}

/// A telephone number as people read and dial it. Vietnamese numbers lose their first 0 abroad.
pub(super) fn phone(label: String, number: &str) -> Phone {
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let dial = match digits.strip_prefix('0') {
        Some(rest) => format!("+84{rest}"),
        None => digits,
    };
    Phone { label, text: number.to_owned(), dial }
}

/// The text with its first letter large.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A period as templates see it.
pub(super) fn period(p: &Period) -> PeriodView {
    PeriodView {
        id: p.id.to_string(),
        label: p.label.clone(),
        from: p.from.into(),
        to: p.to.into(),
        cut_off: (p.cut_off != p.to).then(|| Day::from(p.cut_off)),
    }
}

/// A place as templates see it.
pub(super) fn place(p: &Place) -> ViewPlace {
    let (sheet, line) = match &p.at {
        At::Cell { sheet, line, .. } => (sheet.as_ref().map(ToString::to_string), line.map(|(l, _)| l)),
        At::Line { line, .. } => (None, Some(*line)),
        At::File => (None, None),
    };
    ViewPlace { file: p.file.to_string(), sheet, cell: p.cell_name(), line }
}

/// True when a period ended while the units from which the commune was formed still existed.
pub(super) fn before_merger(cx: &Context, to: Date) -> bool {
    cx.site.agency.former_units.iter().filter_map(|u| u.until).max().is_some_and(|until| to <= until)
}

/// Whose figures a period's are: the commune's, or those of the units before it.
pub(super) fn unit_of(cx: &Context, to: Date) -> String {
    if before_merger(cx, to) { cx.say("unit.former") } else { cx.site.agency.unit.clone() }
}

/// The sources of a period's figures: file and sheet, and whose they are when not the commune's own.
pub(super) fn sources(cx: &Context, place: &Place, to: Date) -> Vec<Reference> {
    let mut all = vec![source(place)];
    if before_merger(cx, to) {
        all.push(Reference { text: cx.say("source.former"), href: None });
    }
    all
}

/// A file of the commune as a source in words.
pub(super) fn source(p: &Place) -> Reference {
    let sheet = match &p.at {
        At::Cell { sheet: Some(sheet), .. } => format!(", {sheet}"),
        _ => String::new(),
    };
    Reference { text: format!("{}{sheet}", p.file), href: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_dial_from_anywhere() {
        assert_eq!(phone(String::new(), "0234 3861.000").dial, "+842343861000");
        assert_eq!(phone(String::new(), "+84 900 000 001").dial, "+84900000001");
        assert_eq!(phone(String::new(), "1022").dial, "1022");
    }

    #[test]
    fn the_way_up() {
        assert_eq!(root_of("index.html"), "");
        assert_eq!(root_of("ho-so/2021.html"), "../");
    }
}
