//! What every page has: the site, the page's own frame, links, files, sources.

use serde::Serialize;

/// A day as ISO text (`2021-12-31`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Day(String);

impl From<jiff::civil::Date> for Day {
    fn from(d: jiff::civil::Date) -> Self {
        Day(d.to_string())
    }
}

/// A link that certainly leads somewhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// Words of the link.
    pub text: String,
    /// Address from the site's root, or a whole one.
    pub href: String,
}

impl Link {
    /// A link from words and address.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Link { text: text.into(), href: href.into() }
    }
}

/// A thing that is named and may have an address: a source, a document, a former decision.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reference {
    /// Its name.
    pub text: String,
    /// Where it can be read, if anywhere.
    pub href: Option<String>,
}

/// An item of the menu; the theme marks the current one by [`Page::address`] and
/// [`Page::section`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MenuItem {
    /// Words.
    pub text: String,
    /// Address of its page.
    pub href: String,
}

/// A telephone number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Phone {
    /// What it is for (`Đường dây nóng`); empty when the label around it says it.
    pub label: String,
    /// As people read it: `0234 3861 000`.
    pub text: String,
    /// As `tel:` wants it: `+842343861000`.
    pub dial: String,
}

/// What all pages of a site share. Given to the theme once, seen by templates as `site`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Site {
    /// Full name: `Ủy ban nhân dân phường Thủy Lương`.
    pub name: String,
    /// The place alone, for the header's large line and the title bar: `Phường Thủy Lương`.
    pub short_name: String,
    /// The authority above: `Thành phố Huế`.
    pub parent: Option<String>,
    /// Former units, for "Trước đây là: …".
    pub former_units: Vec<String>,
    /// A sentence shown on top of every page and in print ("Trang minh họa …").
    pub banner: Option<String>,
    /// Postal address of the office.
    pub address: Option<String>,
    /// Hotline.
    pub hotline: Option<Phone>,
    /// Other numbers.
    pub phones: Vec<Phone>,
    /// E-mail.
    pub email: Option<String>,
    /// Working hours in words, a line each.
    pub hours: Vec<String>,
    /// Menu: only pages that exist.
    pub menu: Vec<MenuItem>,
    /// "Tra cứu hồ sơ" on the national portal.
    pub lookup: Option<Link>,
    /// "Nộp hồ sơ trực tuyến" on the national portal.
    pub submit_online: Option<Link>,
    /// Address of the search page.
    pub search_href: Option<String>,
    /// Links of the footer: only pages that exist.
    pub footer: Vec<Link>,
    /// Where "Báo sai sót" leads (a page or a `mailto:`).
    pub report_error: Option<Link>,
    /// The site's base URL, ending in `/`, when configured: for canonical links and for the
    /// address in words on prints.
    pub base_url: Option<String>,
    /// Licence of the figures and texts, in words.
    pub licence: Option<String>,
}

/// The frame of one page, seen by templates as `page`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Page {
    /// Address from the site's root: `ho-so/2021.html`.
    pub address: String,
    /// What leads from this page to the root: empty, `../`, or for the 404 page the base URL
    /// (fallback `/`).
    pub root: String,
    /// The only `h1`, and the first part of the title bar.
    pub title: String,
    /// One or two sentences for search engines and previews.
    pub description: String,
    /// `href` of the menu item under which the page stands, if any.
    pub section: Option<String>,
    /// The way from the home page (included) to the page (excluded). Empty on the home page.
    pub breadcrumb: Vec<Link>,
    /// Canonical address, only when the site has a base URL.
    pub canonical: Option<String>,
    /// "Số liệu tính đến ngày …": the cut-off or as-of date of what the page shows.
    pub as_of: Option<Day>,
    /// "Nguồn …".
    pub sources: Vec<Reference>,
    /// A feed to announce in the head.
    pub feed: Option<Link>,
    /// Keep out of search engines (404).
    pub no_index: bool,
}

/// A reporting period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodView {
    /// `2021-Q3`.
    pub id: String,
    /// As inside a sentence: `quý III/2021`, `năm 2021`. The theme makes the first letter large.
    pub label: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Day at which pending dossiers were counted, when it is not the last day.
    pub cut_off: Option<Day>,
}

/// A place in a file that the commune gave.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ViewPlace {
    /// Path from the site's root.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Cell (`C16`).
    pub cell: Option<String>,
    /// Line of a text file, from 1.
    pub line: Option<u32>,
}

/// A file to download.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileLink {
    /// Words of the link: `Bản ký ban hành`.
    pub text: String,
    /// Address from the site's root.
    pub href: String,
    /// Format as people call it: `PDF`, `XLSX`.
    pub format: String,
    /// Size in bytes.
    pub size: Option<u64>,
    /// Number of pages.
    pub pages: Option<u32>,
    /// Hash in hexadecimal, with the name of its kind: `SHA-256: 3f…`.
    pub hash: Option<String>,
}

/// A finished picture of figures. The numbers stand beside it as a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chart {
    /// HTML: one `<svg role="img">` with title and description and its own unique ids.
    pub svg: String,
    /// The finding, as heading of the figure; `None` when the SVG already shows it.
    pub title: Option<String>,
    /// Measure, place, period, n.
    pub subtitle: Option<String>,
    /// The same numbers as a table; `None` where the page prints them anyway.
    pub table: Option<SimpleTable>,
    /// "Nguồn: …".
    pub source: Option<Reference>,
    /// Files with the data.
    pub downloads: Vec<FileLink>,
}

/// A finished table of text cells.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SimpleTable {
    /// Caption; also the name of its region when it scrolls.
    pub caption: String,
    /// Columns; the first one holds the row headings.
    pub columns: Vec<Column>,
    /// Rows of cells, formatted; an empty text is shown as a dash.
    pub rows: Vec<Vec<String>>,
    /// A note under the table.
    pub note: Option<String>,
}

/// A column of a [`SimpleTable`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// Heading.
    pub text: String,
    /// Right-aligned, with tabular figures.
    pub numeric: bool,
}

/// A piece of a text: finished HTML, or a figure block of Markdown.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// Safe HTML (headings from `h2` on).
    Html {
        /// HTML.
        html: String,
    },
    /// A chart.
    Chart {
        /// The chart.
        chart: Chart,
    },
    /// A table of figures.
    Table {
        /// The table.
        table: SimpleTable,
    },
}

/// A figure of the site that was published and has since changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CorrectionView {
    /// Which figure, in words.
    pub what: String,
    /// What it was, as it was shown.
    pub old: String,
    /// What it is.
    pub new: String,
    /// Why.
    pub reason: String,
    /// When it was corrected.
    pub on: Day,
}
