//! What is shown at a moment: the last pages that could be built, and all that was found.

use super::ADDRESS_OF_FINDINGS;
use crate::build::Prepared;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity, codes};
use crate::model::RuleBook;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Address of the script that reloads.
pub(super) const SCRIPT: &str = "_xem.js";
/// Address of the style of the bar and of the list.
pub(super) const STYLE: &str = "_xem.css";
/// Most findings that a page's bar lists; the rest is one link away.
const IN_BAR: usize = 8;
/// Most findings of one code that the list shows; nobody reads a thousand.
const OF_A_CODE: usize = 50;

/// A finding in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Grade, code and message.
    pub title: String,
    /// Where it is: file, sheet, cell.
    pub place: String,
    /// Labels and texts: place, hint, reason, basis, mend.
    pub details: Vec<(String, String)>,
}

/// Whoever puts things into words, as plain text.
pub trait Voice: Sync {
    /// The language, for HTML: `vi`.
    fn language(&self) -> &'static str;
    /// A finding.
    fn finding(&self, finding: &Diagnostic, rules: &RuleBook) -> Said;
    /// How many findings there are, and whether the site could be published.
    fn summary(&self, findings: &Diagnostics) -> String;
    /// So many findings of a code are not listed.
    fn unshown(&self, code: Code, n: usize) -> String;
    /// This is a preview.
    fn preview(&self) -> String;
    /// The pages are older than the findings, since no new ones could be made.
    fn stale(&self) -> String;
    /// There is no such page, or none yet.
    fn missing(&self) -> String;
    /// Title of the list of findings, and words of the link to it.
    fn all_findings(&self) -> String;
    /// Words of the link to the home page.
    fn home(&self) -> String;
}

/// Pages and findings. A value: a change makes a new one.
#[derive(Default)]
pub(super) struct Shown {
    pages: Arc<Pages>,
    findings: Diagnostics,
    rules: Arc<RuleBook>,
    /// The pages are those of an earlier build.
    stale: bool,
    /// Changes when anything does that a page shows.
    version: String,
}

#[derive(Default)]
struct Pages {
    files: BTreeMap<String, Vec<u8>>,
    behind: BTreeMap<String, BTreeSet<Arc<str>>>,
    base_url: Option<String>,
}

impl Shown {
    /// What is shown after another build: its pages, or the present ones when it made none.
    pub(super) fn next(&self, made: Prepared) -> Shown {
        let whole = made.artifacts.iter().any(|a| a.path == "index.html");
        let stale = !whole && !self.pages.files.is_empty();
        let pages = if stale {
            self.pages.clone()
        } else {
            let files = made.artifacts.into_iter().map(|a| (a.path, a.bytes)).collect();
            Arc::new(Pages { files, behind: made.behind, base_url: made.base_url })
        };
        let version = version(&pages, &made.diagnostics, stale);
        Shown { pages, findings: made.diagnostics, rules: made.rules, stale, version }
    }

    pub(super) fn file(&self, address: &str) -> Option<&[u8]> {
        self.pages.files.get(address).map(Vec::as_slice)
    }

    /// A page with the bar and the script put in.
    pub(super) fn with_bar(&self, address: &str, html: &[u8], voice: &dyn Voice) -> Vec<u8> {
        let none = BTreeSet::new();
        let behind = self.pages.behind.get(address).unwrap_or(&none);
        let here: Vec<&Diagnostic> =
            self.findings.iter().filter(|d| behind.contains(&d.place.file)).collect();
        let mut bar = self.head();
        bar.push_str(&format!("<aside class=\"ck-xem\"><p><strong>{}</strong> ", escaped(&voice.preview())));
        bar.push_str(&format!("{} ", escaped(&voice.summary(&self.findings))));
        if self.stale {
            bar.push_str(&format!("<strong>{}</strong> ", escaped(&voice.stale())));
        }
        bar.push_str(&link(ADDRESS_OF_FINDINGS, &voice.all_findings()));
        bar.push_str("</p>");
        if !here.is_empty() {
            bar.push_str("<ul>");
            for d in here.iter().take(IN_BAR) {
                let said = voice.finding(d, &self.rules);
                let (title, place) = (escaped(&said.title), escaped(&said.place));
                bar.push_str(&format!("<li class=\"{}\">{title} ({place})</li>", class(d.severity)));
            }
            if here.len() > IN_BAR {
                bar.push_str(&format!("<li>{}</li>", link(ADDRESS_OF_FINDINGS, "…")));
            }
            bar.push_str("</ul>");
        }
        bar.push_str("</aside>");
        let at = after_body_tag(html);
        [&html[..at], bar.as_bytes(), &html[at..]].concat()
    }

    /// The page for an address that has none: the site's own, if there is one. Its links are whole
    /// addresses, which must not lead out of the preview.
    pub(super) fn missing_page(&self, voice: &dyn Voice) -> String {
        match self.file("404.html") {
            Some(html) => {
                let html = String::from_utf8_lossy(&self.with_bar("404.html", html, voice)).into_owned();
                match &self.pages.base_url {
                    Some(base) => html.replace(base.as_str(), "/"),
                    None => html,
                }
            }
            None => {
                let text = format!("<p>{}</p>", escaped(&voice.missing()));
                self.own_page(voice, &voice.missing(), &(text + &self.list(voice)))
            }
        }
    }

    /// The page with all findings.
    pub(super) fn findings_page(&self, voice: &dyn Voice) -> String {
        let stale = if self.stale { escaped(&voice.stale()) } else { String::new() };
        let text = format!(
            "<p>{}</p><p>{} {stale}</p>{}",
            link("", &voice.home()),
            escaped(&voice.summary(&self.findings)),
            self.list(voice)
        );
        self.own_page(voice, &voice.all_findings(), &text)
    }

    fn list(&self, voice: &dyn Voice) -> String {
        let mut out = String::new();
        let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
        for d in self.findings.iter() {
            let n = seen.entry(d.code).or_default();
            *n += 1;
            if *n > OF_A_CODE {
                continue;
            }
            let said = voice.finding(d, &self.rules);
            out.push_str(&format!("<section class=\"ck-muc {}\">", class(d.severity)));
            out.push_str(&format!("<h2>{}</h2><dl>", escaped(&said.title)));
            for (label, text) in &said.details {
                out.push_str(&format!("<dt>{}</dt><dd>{}</dd>", escaped(label), escaped(text)));
            }
            out.push_str("</dl></section>");
        }
        for (code, n) in seen.into_iter().filter(|(_, n)| *n > OF_A_CODE) {
            out.push_str(&format!("<p>{}</p>", escaped(&voice.unshown(code, n - OF_A_CODE))));
        }
        out
    }

    fn own_page(&self, voice: &dyn Voice, title: &str, main: &str) -> String {
        let (language, title, head) = (voice.language(), escaped(title), self.head());
        format!(
            "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{title}</title>{head}</head><body class=\"ck-trang\"><main><h1>{title}</h1>{main}</main></body></html>"
        )
    }

    /// Style and script, from any depth.
    fn head(&self) -> String {
        format!(
            "<link rel=\"stylesheet\" href=\"/{STYLE}\"><script defer src=\"/{SCRIPT}\" data-ma=\"{}\"></script>",
            self.version
        )
    }
}

/// A hash of all that is seen. That a workbook is open in Excel is listed, but no reason to load
/// the page again.
fn version(pages: &Pages, findings: &Diagnostics, stale: bool) -> String {
    let mut hasher = blake3::Hasher::new();
    for (address, bytes) in &pages.files {
        hasher.update(address.as_bytes()).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }
    for d in findings.iter().filter(|d| d.code != codes::LOCK_FILE) {
        hasher.update(format!("{d:?}").as_bytes());
    }
    hasher.update(&[u8::from(stale)]);
    hasher.finalize().to_hex()[..16].to_owned()
}

/// Position behind `<body …>`; the beginning when there is none (a theme of the office's own).
fn after_body_tag(html: &[u8]) -> usize {
    let tag = html.windows(5).position(|w| w.eq_ignore_ascii_case(b"<body"));
    let end = |from: usize| html[from..].iter().position(|b| *b == b'>').map(|n| from + n + 1);
    tag.and_then(end).unwrap_or(0)
}

fn link(address: &str, words: &str) -> String {
    format!("<a href=\"/{address}\">{}</a>", escaped(words))
}

fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ck-error",
        Severity::Warning => "ck-warning",
        Severity::Note => "ck-note",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Holds what is shown, and wakes the pages that wait for something else.
pub(super) struct Stage {
    shown: Mutex<Arc<Shown>>,
    changed: Condvar,
}

impl Stage {
    pub(super) fn new(shown: Shown) -> Stage {
        Stage { shown: Mutex::new(Arc::new(shown)), changed: Condvar::new() }
    }

    /// What is shown is replaced in one step, so that a lock left by a panic holds nothing half done.
    fn lock(&self) -> MutexGuard<'_, Arc<Shown>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn now(&self) -> Arc<Shown> {
        self.lock().clone()
    }

    pub(super) fn show(&self, shown: Shown) {
        *self.lock() = Arc::new(shown);
        self.changed.notify_all();
    }

    /// The version, as soon as it is another than this one, at the latest after so long.
    pub(super) fn wait(&self, version: &str, longest: Duration) -> String {
        let same = |shown: &mut Arc<Shown>| shown.version == version;
        let waited = self.changed.wait_timeout_while(self.lock(), longest, same);
        waited.unwrap_or_else(PoisonError::into_inner).0.version.clone()
    }
}
