//! Files of a site into the model: which reader takes which file, and what the files say together.
//!
//! Keys and headers of the commune's files stand here and nowhere else (with the theme and the
//! catalogue this is the border between Vietnamese and English). Readers list the columns and keys
//! they take; the rest is dropped unread, so no personal data enters the model. Nothing is judged
//! that needs arithmetic: that is for `rules`.

mod address;
mod agency;
mod document;
mod dossier;
mod explanation;
mod fields;
mod index;
mod period;
mod route;
mod ruleset;
mod survey;

pub use period::label as period_label;

use crate::config::{self, CONFIG_FILE, Config, PROFILE_FILE, Profile};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::files::{Entry, Source};
use crate::model::{DossierTally, Explanation, IndexResult, PlainPage, RuleBook, Site, SurveyForm};
use crate::table::ImportProfile;
use document::{Draft, Surroundings};
use dossier::Forms;
use index::IndexResultAt;
use jiff::civil::Date;
use rayon::prelude::*;
use route::Reader;
use ruleset::RuleSets;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most bytes of a workbook or CSV file that are read.
const TABLE_BYTES: u64 = 64 << 20;
/// Folder of files that are published as they are.
const STATIC: &str = "static/";
/// Folder of the site's own theme files.
const THEMES: &str = "themes/";
/// Most bytes of a YAML or Markdown file that are read.
const TEXT_BYTES: u64 = 16 << 20;

/// What the command line says about the site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoadOptions {
    /// The site's day, instead of the one in `congkhai.yaml`.
    pub as_of: Option<Date>,
    /// Where the site will be published, instead of the address in `congkhai.yaml`.
    pub base_url: Option<String>,
}

/// Reads a site: everything that could be read, and everything that has to be said about it.
///
/// There is no site only when there is no readable `congkhai.yaml`; its other files are read and
/// reported on even then. The result doesn't depend on the number of threads.
pub fn site(source: &dyn Source, options: &LoadOptions) -> (Option<Site>, Vec<Diagnostic>) {
    let mut diags = Diagnostics::new();
    let (entries, found) = source.list();
    diags.extend(found);
    let mut routed = Vec::new();
    for entry in &entries {
        match route::reader(&entry.path) {
            Some(reader) => routed.push((entry, reader)),
            None => diags.push(route::not_taken(&entry.path)),
        }
    }
    let mut of = |wanted: Reader, diags: &mut Diagnostics| -> Vec<(Arc<str>, Arc<[u8]>)> {
        let (taken, rest) = std::mem::take(&mut routed).into_iter().partition(|(_, r)| *r == wanted);
        routed = rest;
        let taken: Vec<(&Entry, Reader)> = taken;
        taken
            .iter()
            .filter_map(|(e, _)| Some((e.path.clone(), bytes(source, e, TEXT_BYTES, diags)?)))
            .collect()
    };
    let config = config(&of(Reader::Config, &mut diags), &entries, options, &mut diags);
    let profiles = Profiles::read(&of(Reader::Profiles, &mut diags), &mut diags);
    let wanted = config.as_ref().map(|c| c.rule_sets.as_slice()).unwrap_or_default();
    let rules = RuleSets::read(&of(Reader::RuleSet, &mut diags), wanted, &mut diags);

    let sizes: BTreeMap<Arc<str>, u64> = entries.iter().map(|e| (e.path.clone(), e.size)).collect();
    let types = rules.document_types();
    let context = Context {
        source,
        profiles: &profiles,
        forms: Forms::new(&rules.layouts(), |group| rules.group_names(group), rules.start_days()),
        surroundings: Surroundings { types: &types, files: &sizes },
    };
    // Collected in the order of the list, whatever the threads do.
    let loaded: Vec<(Loaded, Diagnostics)> =
        routed.par_iter().map(|(entry, reader)| context.load(entry, *reader)).collect();

    let mut all = Gathered::default();
    for (loaded, found) in loaded {
        diags.extend(found);
        all.add(loaded);
    }
    let mut taken = address::Taken::new();
    let mut site = all.into_site(config, options, &rules, &mut taken, &mut diags);
    if let Some(site) = &mut site {
        let below = |folder: &'static str| entries.iter().filter(move |e| e.path.starts_with(folder));
        let files = below(STATIC).filter_map(|e| Some((e, e.path.strip_prefix(STATIC)?)));
        site.static_files = files
            .filter(|(e, path)| taken.file(path, &Place::file(e.path.clone()), &mut diags))
            .map(|(e, path)| (path.to_owned(), e.size))
            .collect();
        site.theme_files = below(THEMES).map(|e| e.path.clone()).collect();
    }
    diags.finish();
    (site, diags.into_iter().collect())
}

/// The rules that are part of the program, as of the newest of them: for `explain`, which has no
/// site.
pub fn default_rules() -> Arc<RuleBook> {
    let rules = RuleSets::read(&[], &[], &mut Diagnostics::new());
    Arc::new(rules.newest_day().map(|day| rules.book(day)).unwrap_or_default())
}

/// The bytes of a file, or the finding that says why not.
fn bytes(source: &dyn Source, entry: &Entry, cap: u64, diags: &mut Diagnostics) -> Option<Arc<[u8]>> {
    match source.read(&entry.path, cap) {
        Ok(bytes) => Some(bytes.into()),
        Err(finding) => {
            diags.push(*finding);
            None
        }
    }
}

fn config(
    files: &[(Arc<str>, Arc<[u8]>)],
    entries: &[Entry],
    options: &LoadOptions,
    diags: &mut Diagnostics,
) -> Option<Config> {
    let Some((file, bytes)) = files.first() else {
        // One that is there and could not be read was reported.
        if !entries.iter().any(|e| &*e.path == CONFIG_FILE) {
            diags.push(Diagnostic::new(codes::NO_CONFIG, Place::file(CONFIG_FILE)));
        }
        return None;
    };
    config::read_config(file, bytes, options.base_url.is_some(), diags)
}

/// Import profiles by folder.
struct Profiles(BTreeMap<String, Vec<Profile>>);

impl Profiles {
    fn read(files: &[(Arc<str>, Arc<[u8]>)], diags: &mut Diagnostics) -> Profiles {
        let folder = |file: &str| file.trim_end_matches(PROFILE_FILE).to_owned();
        Profiles(files.iter().map(|(f, b)| (folder(f), config::read_profiles(f, b, diags))).collect())
    }

    /// The first profile of the file's folder that fits its name.
    fn of(&self, path: &str) -> Option<&Profile> {
        let at = path.rfind('/').map_or(0, |i| i + 1);
        let (folder, name) = path.split_at(at);
        self.0.get(folder)?.iter().find(|p| p.fits(name))
    }
}

/// What the table floor wants to know of a profile.
fn import_profile(profile: Option<&Profile>) -> ImportProfile {
    profile.map_or_else(ImportProfile::default, |p| ImportProfile {
        sheet: p.sheet.as_ref().map(|s| s.value.clone()),
        header_row: p.header_row.as_ref().map(|r| r.value),
        number_style: p.numbers,
    })
}

/// What came of a file.
enum Loaded {
    Nothing,
    Dossiers(Vec<DossierTally>),
    Form(SurveyForm),
    Survey(survey::Rows),
    Indices(Vec<IndexResultAt>),
    Explanations(Vec<Explanation>),
    Document(Box<Draft>),
    Plain(PlainPage),
}

/// Everything that readers need beside the file itself.
struct Context<'a> {
    source: &'a dyn Source,
    profiles: &'a Profiles,
    forms: Forms,
    surroundings: Surroundings<'a>,
}

impl Context<'_> {
    fn load(&self, entry: &Entry, reader: Reader) -> (Loaded, Diagnostics) {
        let mut diags = Diagnostics::new();
        let loaded = self.read(entry, reader, &mut diags).unwrap_or(Loaded::Nothing);
        (loaded, diags)
    }

    fn read(&self, entry: &Entry, reader: Reader, diags: &mut Diagnostics) -> Option<Loaded> {
        let file = &entry.path;
        let profile = self.profiles.of(file);
        if profile.is_some_and(|p| p.ignore) {
            return None;
        }
        let cap = match reader {
            Reader::Elsewhere => return None,
            Reader::Dossiers | Reader::Survey | Reader::ExplanationTable => TABLE_BYTES,
            _ => TEXT_BYTES,
        };
        let bytes = bytes(self.source, entry, cap, diags)?;
        Some(match reader {
            Reader::Dossiers => Loaded::Dossiers(dossier::read(file, &bytes, profile, &self.forms, diags)),
            Reader::Form => Loaded::Form(survey::read_form(file, &bytes, diags)?),
            Reader::Survey => Loaded::Survey(survey::read_table(file, &bytes, profile, diags)),
            Reader::Index => Loaded::Indices(index::read(file, &bytes, diags)),
            Reader::ExplanationTable => {
                Loaded::Explanations(explanation::read_table(file, &bytes, profile, diags))
            }
            Reader::ExplanationYaml => Loaded::Explanations(explanation::read_yaml(file, &bytes, diags)),
            Reader::Document => {
                Loaded::Document(Box::new(document::read(file, &bytes, &self.surroundings, diags)?))
            }
            Reader::Plain => Loaded::Plain(document::read_plain(file, &bytes, diags)?),
            // These were read before the others.
            Reader::Config | Reader::Profiles | Reader::RuleSet | Reader::Elsewhere => return None,
        })
    }
}

/// What all files hold, before it is put together.
#[derive(Default)]
struct Gathered {
    dossiers: Vec<DossierTally>,
    forms: Vec<SurveyForm>,
    survey: survey::Rows,
    indices: Vec<IndexResultAt>,
    explanations: Vec<Explanation>,
    documents: Vec<Draft>,
    plain: Vec<PlainPage>,
}

impl Gathered {
    fn add(&mut self, loaded: Loaded) {
        match loaded {
            Loaded::Nothing => {}
            Loaded::Dossiers(mut tallies) => self.dossiers.append(&mut tallies),
            Loaded::Form(form) => self.forms.push(form),
            Loaded::Survey(mut rows) => {
                self.survey.rounds.append(&mut rows.rounds);
                self.survey.tallies.append(&mut rows.tallies);
            }
            Loaded::Indices(mut indices) => self.indices.append(&mut indices),
            Loaded::Explanations(mut all) => self.explanations.append(&mut all),
            Loaded::Document(draft) => self.documents.push(*draft),
            Loaded::Plain(page) => self.plain.push(page),
        }
    }

    fn into_site(
        self,
        config: Option<Config>,
        options: &LoadOptions,
        rules: &RuleSets,
        taken: &mut address::Taken,
        diags: &mut Diagnostics,
    ) -> Option<Site> {
        let dossiers = dossier::gather(self.dossiers, diags);
        let rounds = survey::join(self.survey, &self.forms, &rules.start_days(), diags);
        let indices: Vec<IndexResult> = index::gather(self.indices, diags);
        let documents = document::one_an_address(self.documents, Draft::address, diags);
        let plain_pages = document::one_an_address(self.plain, |p| (&p.address, &p.page.source), diags);
        let mut free = |address: String, place: &Place| taken.page(&address, place, diags);
        let documents: Vec<Draft> = documents
            .into_iter()
            .filter(|d| free(format!("van-ban/{}.html", d.address().0), d.address().1))
            .collect();
        let plain_pages: Vec<PlainPage> =
            plain_pages.into_iter().filter(|p| free(format!("{}.html", p.address), &p.page.source)).collect();
        let config = config?;
        let agency = agency::read(&config, diags);

        let cut_offs = dossiers.iter().map(|d| &d.period).chain(rounds.iter().map(|r| &r.period));
        let newest = cut_offs
            .map(|p| p.cut_off)
            .chain(documents.iter().filter_map(Draft::issued_on))
            .chain(self.explanations.iter().map(|e| e.given_on))
            .max();
        // A site without any day has nothing that a day changes; the rules' own is as good as any.
        let as_of = options.as_of.or(config.as_of).or(newest).or(rules.newest_day())?;
        explanation::report(&self.explanations, as_of, diags);
        let periods = dossiers.iter().map(|d| ("ho-so", &d.period));
        for (what, period) in periods.chain(rounds.iter().map(|r| ("khao-sat", &r.period))) {
            if period.to > as_of {
                diags.push(
                    Diagnostic::new(codes::PERIOD_IN_FUTURE, period.place.clone())
                        .about(format_args!("{what}/{}", period.id))
                        .arg("ky", &period.label)
                        .arg("den_ngay", period.to)
                        .arg("tinh_den", as_of),
                );
            }
        }
        let mut documents: Vec<_> = documents.into_iter().map(|d| d.finish(&agency.name, as_of)).collect();
        documents.sort_by(|a, b| {
            let day = |d: &crate::model::Document| d.issued_on.as_ref().map(|d| d.value);
            day(b).cmp(&day(a)).then_with(|| a.id.cmp(&b.id))
        });
        Some(Site {
            agency,
            banner: config.banner,
            base_url: options.base_url.clone().map(config::with_slash).or(config.base_url.map(|u| u.value)),
            as_of,
            rules: Arc::new(rules.book(as_of)),
            dossiers,
            forms: self.forms,
            rounds,
            indices,
            documents,
            plain_pages,
            explanations: self.explanations,
            static_files: BTreeMap::new(),
            theme_files: Vec::new(),
        })
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
