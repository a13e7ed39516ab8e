//! From a folder to a published site: runs the stages in order, in parallel where they allow it.
//!
//! [`prepare`] is pure (a source in, finished files and findings out); [`run`] adds the disk.

mod progress;

pub use progress::{NoProgress, Progress, Stage};

use crate::audit::{self, Finished, Published};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::files::{Artifact, DiskSource, NoFaults, PublishError, Source, SwapMode, publish};
use crate::load::{self, LoadOptions};
use crate::model::{Channel, Explanation, RuleBook, Site};
use crate::theme::Theme;
use crate::{outputs, pages, rules, stats};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Largest theme file, in bytes.
const THEME_CAP: u64 = 1 << 20;
/// Largest file of the office that is published as it is (a scanned original), in bytes.
const STATIC_CAP: u64 = 64 << 20;

/// What to build, from where, to where.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Folder that holds `congkhai.yaml`.
    pub root: PathBuf,
    /// Folder that receives the site.
    pub out: PathBuf,
    /// Where the site will be published, ending in `/`; overrides the site's configuration.
    pub base_url: Option<String>,
    /// The day that counts as today; overrides the site's configuration.
    pub as_of: Option<Date>,
    /// False only checks and leaves the disk as it is.
    pub write: bool,
}

/// What a run made and found.
#[derive(Debug)]
pub struct Outcome {
    /// Number of pages.
    pub pages: usize,
    /// Number of files, pages included.
    pub files: usize,
    /// Size of all files in bytes.
    pub bytes: u64,
    /// All findings, in order.
    pub diagnostics: Diagnostics,
    /// The rules in force, for the legal bases that messages name.
    pub rules: Arc<RuleBook>,
    /// True when the new site took the place of the old.
    pub published: bool,
    /// Explanations of the site.
    pub explanations: Vec<Explanation>,
    /// Files in the output folder that are not ours and were kept, by address.
    pub carried: Vec<String>,
}

/// Why a run could not be made at all: no finding about the data, but the disk or wrong use.
#[derive(Debug)]
pub enum Failure {
    /// The root is no folder, or cannot be read.
    Root(PathBuf, std::io::Error),
    /// Nothing was published.
    Publish(PublishError),
}

/// Finished files and findings, before anything is written.
pub struct Prepared {
    /// The files, by address.
    pub artifacts: Vec<Artifact>,
    /// How many of them are pages.
    pub pages: usize,
    /// All findings, in order.
    pub diagnostics: Diagnostics,
    /// The rules in force.
    pub rules: Arc<RuleBook>,
    /// Explanations of the site.
    pub explanations: Vec<Explanation>,
    /// The commune's files behind each page, by the page's address.
    pub behind: BTreeMap<String, BTreeSet<Arc<str>>>,
    /// Where the site will be published, ending in `/`.
    pub base_url: Option<String>,
}

/// Builds the site of a folder, or only checks it. Nothing is written when an unexplained error
/// stops the site.
///
/// # Errors
/// When the disk fails or the output folder is not ours.
pub fn run(options: &Options, progress: &dyn Progress) -> Result<Outcome, Failure> {
    run_with(options, SwapMode::Auto, &NoFaults, progress)
}

/// [`run`] with a choice of how the folder is swapped in and with planned faults: for tests.
///
/// # Errors
/// When the disk fails or the output folder is not ours.
pub fn run_with(
    options: &Options,
    mode: SwapMode,
    faults: &dyn crate::files::Faults,
    progress: &dyn Progress,
) -> Result<Outcome, Failure> {
    let source = DiskSource::new(&options.root).leaving_out(&options.out);
    source.open().map_err(|e| Failure::Root(options.root.clone(), e))?;
    let prepared = prepare(&source, &options.inputs(), progress);
    let stopped = prepared.diagnostics.iter().any(Diagnostic::stops_the_site);
    let published = options.write && !stopped;
    let mut carried = Vec::new();
    if published {
        progress.stage(Stage::Write, prepared.artifacts.len());
        carried = publish(&options.out, &prepared.artifacts, mode, faults).map_err(Failure::Publish)?.carried;
    }
    Ok(Outcome {
        pages: prepared.pages,
        files: prepared.artifacts.len(),
        bytes: prepared.artifacts.iter().map(|a| a.bytes.len() as u64).sum(),
        diagnostics: prepared.diagnostics,
        rules: prepared.rules,
        published,
        explanations: prepared.explanations,
        carried,
    })
}

impl Options {
    fn inputs(&self) -> LoadOptions {
        LoadOptions { as_of: self.as_of, base_url: self.base_url.clone() }
    }
}

/// Largest file from which excerpts are shown, in bytes.
const EXCERPT_CAP: u64 = 8 << 20;

/// The text of one of the site's files, for the excerpt under a message; `None` when it cannot be
/// read as UTF-8, as lines and columns of a finding count in decoded text.
pub fn source_text(root: &Path, file: &str) -> Option<String> {
    let bytes = DiskSource::new(root).read(file, EXCERPT_CAP).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Everything but writing.
pub fn prepare(source: &dyn Source, inputs: &LoadOptions, progress: &dyn Progress) -> Prepared {
    progress.stage(Stage::Read, 0);
    let (site, found) = load::site(source, inputs);
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(found);
    let Some(site) = site else {
        diagnostics.finish();
        return Prepared {
            artifacts: Vec::new(),
            pages: 0,
            diagnostics,
            rules: load::default_rules(),
            explanations: Vec::new(),
            behind: BTreeMap::new(),
            base_url: None,
        };
    };

    progress.stage(Stage::Check, 0);
    let figures = stats::Figures::of(&site);
    rules::settle(&mut diagnostics, &site);
    let found = rules::check(&site, &figures, &diagnostics);
    diagnostics.extend(found);
    rules::grade(&mut diagnostics, &site.rules);
    rules::explain_away(&mut diagnostics, &site);

    let (artifacts, behind) = render(source, &site, &figures, &mut diagnostics, progress);
    progress.stage(Stage::Audit, 0);
    let finished: Vec<Finished> =
        artifacts.iter().map(|a| Finished { address: &a.path, bytes: &a.bytes }).collect();
    let mut late: Diagnostics = Diagnostics::new();
    let own = own_addresses(&site);
    let (texts, found) = audit::texts(&site, &own);
    late.extend(found);
    late.extend(audit::audit(&finished, &own, &texts));
    rules::grade(&mut late, &site.rules);
    diagnostics.extend(late);
    diagnostics.finish();
    Prepared {
        artifacts,
        pages: behind.len(),
        diagnostics,
        rules: site.rules.clone(),
        explanations: site.explanations,
        behind,
        base_url: site.base_url,
    }
}

/// Lays out and renders pages; adds the other files. Returns files by address, and which pages
/// there are with the commune's files behind each.
fn render(
    source: &dyn Source,
    site: &Site,
    figures: &stats::Figures,
    diagnostics: &mut Diagnostics,
    progress: &dyn Progress,
) -> (Vec<Artifact>, BTreeMap<String, BTreeSet<Arc<str>>>) {
    let mut overrides = BTreeMap::new();
    for path in &site.theme_files {
        match source.read(path, THEME_CAP).map(String::from_utf8) {
            Ok(Ok(text)) => {
                let name = path
                    .strip_prefix("themes/")
                    .and_then(|p| p.split_once('/'))
                    .map_or(path.as_ref(), |(_, n)| n);
                overrides.insert(name.to_owned(), text);
            }
            Ok(Err(_)) => {}
            Err(d) => diagnostics.push(*d),
        }
    }
    let mut theme = match Theme::new(overrides) {
        Ok(theme) => theme,
        Err(found) => {
            diagnostics.extend(found);
            return (Vec::new(), BTreeMap::new());
        }
    };
    let (plan, mut told) = pages::plan(site, figures, theme.words());
    rules_grade(&mut told, site);
    diagnostics.extend(told);

    progress.stage(Stage::Render, plan.pages.len());
    theme.set_site(&plan.site);
    let rendered: Vec<Result<Artifact, Box<Diagnostic>>> = plan
        .pages
        .par_iter()
        .map(|page| {
            let html = theme.render(page.template, &page.view).map_err(Box::new)?;
            progress.tick();
            Ok(Artifact { path: page.address.clone(), bytes: html.into_bytes() })
        })
        .collect();
    let mut artifacts = Vec::with_capacity(rendered.len() + 8);
    let mut behind = BTreeMap::new();
    for (page, result) in plan.pages.iter().zip(rendered) {
        match result {
            Ok(artifact) => {
                artifacts.push(artifact);
                behind.insert(page.address.clone(), pages::files_behind(site, page));
            }
            Err(d) => diagnostics.push(*d),
        }
    }
    artifacts.extend(
        theme.assets().iter().map(|(path, bytes)| Artifact { path: path.clone(), bytes: bytes.clone() }),
    );
    artifacts.extend(outputs::sitemap(&plan).map(|o| Artifact { path: o.address, bytes: o.bytes }));
    let own: Vec<Result<Artifact, Box<Diagnostic>>> = site
        .static_files
        .par_iter()
        .map(|(path, _)| {
            let bytes = source.read(&format!("static/{path}"), STATIC_CAP)?;
            Ok(Artifact { path: path.clone(), bytes })
        })
        .collect();
    for file in own {
        match file {
            Ok(artifact) => artifacts.push(artifact),
            Err(d) => diagnostics.push(*d),
        }
    }
    artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    artifacts.dedup_by(|a, b| a.path == b.path);
    (artifacts, behind)
}

fn rules_grade(told: &mut Vec<Diagnostic>, site: &Site) {
    let mut graded = Diagnostics::new();
    graded.extend(told.drain(..));
    rules::grade(&mut graded, &site.rules);
    told.extend(graded);
}

/// Numbers and addresses that the office publishes as its own.
fn own_addresses(site: &Site) -> Published {
    let agency = &site.agency;
    let (mut phones, mut emails) = (Vec::new(), Vec::new());
    phones.extend(agency.phone.iter());
    emails.extend(agency.email.iter());
    if let Some(centre) = &agency.centre {
        phones.extend(centre.hotline.iter());
        emails.extend(centre.email.iter());
    }
    phones.extend(agency.points.iter().filter_map(|p| p.phone.as_ref()));
    for channel in agency.feedback.iter().flat_map(|n| &n.channels) {
        match channel {
            Channel::Phone(p) => phones.push(p),
            Channel::Email(e) => emails.push(e),
            _ => {}
        }
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    Published {
        phones: phones.iter().map(|p| digits(p)).collect::<BTreeSet<_>>(),
        emails: emails.iter().map(|e| e.to_lowercase()).collect(),
    }
}
