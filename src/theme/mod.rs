//! The theme: embedded templates, styles and script, and what a site replaces of them.
//!
//! Templates see view structs (`pages::view`) and nothing else. A file of the site with the same
//! name replaces ours before anything is loaded. Which pages exist and what they say is not
//! decided here.

mod errors;
mod filters;
mod tidy;

use crate::diagnostics::{Diagnostic, Place, codes};
use crate::text::Words;
use include_dir::{Dir, include_dir};
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, Tera};

/// The default theme, as it stands in the repository.
static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/mac-dinh");

/// Folder of the theme in a site; file names of [`Theme::new`] are relative to it.
pub const FOLDER: &str = "themes/mac-dinh";

/// Where the theme's own files are published.
const ASSETS: &str = "tai-nguyen";
const STYLE: &str = "giao-dien.css";
const SCRIPT: &str = "giao-dien.js";
const ICON: &str = "bieu-tuong.svg";
const GLOSSARY: &str = "tu-vung.yaml";

/// A loaded theme. Cheap to share between threads.
pub struct Theme {
    tera: Tera,
    words: Words,
    assets: Vec<(String, Vec<u8>)>,
}

impl Theme {
    /// Loads the default theme with a site's files (name relative to [`FOLDER`], with `/`) in
    /// place of ours of the same name, or beside them. All faults that can be told apart are
    /// given, as `GD01` with the place in the template.
    pub fn new(overrides: BTreeMap<String, String>) -> Result<Theme, Vec<Diagnostic>> {
        let mut files = BTreeMap::new();
        collect(&EMBEDDED, &mut files);
        let mut words = glossary(files.get(GLOSSARY).map_or("", String::as_str))?;
        if let Some(own) = overrides.get(GLOSSARY) {
            words.extend(glossary(own)?);
        }
        files.extend(overrides);

        let assets = assets(&files);
        let mut tera = Tera::new();
        filters::register(&mut tera, &assets);
        let templates: Vec<_> = files.iter().filter(|(name, _)| name.ends_with(".html")).collect();
        if let Err(error) = tera.add_raw_templates(templates.iter().copied()) {
            return Err(load_errors(&tera, &templates, &error));
        }
        Ok(Theme { tera, words: Words::new(words), assets })
    }

    /// The words that page builders put together: the theme's, a site's own in place of single ones.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Says what all pages share; templates see it as `site`.
    pub fn set_site(&mut self, site: &impl Serialize) {
        self.tera.global_context().insert("site", site);
    }

    /// One page. `template` is a file of the theme (`trang-chu.html`), `view` the struct that
    /// belongs to it.
    #[allow(clippy::result_large_err, reason = "an error is the end of a page, not a hot path")]
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, Diagnostic> {
        Context::from_serialize(view)
            .and_then(|context| self.tera.render(template, &context))
            .map(|html| tidy::tidy(&html))
            .map_err(|error| errors::first(template, &error))
    }

    /// The files that pages ask for, by address from the site's root. The style sheet is the
    /// theme's sheets in the order of their names, with that of the charts at the end.
    pub fn assets(&self) -> &[(String, Vec<u8>)] {
        &self.assets
    }
}

/// Reads a glossary: one map of texts.
fn glossary(text: &str) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    serde_yaml::from_str(text).map_err(|error| {
        let (line, column) = error.location().map_or((1, 1), |l| (l.line() as u32, l.column() as u32));
        let place = Place::line(format!("{FOLDER}/{GLOSSARY}"), line, column, 0);
        vec![Diagnostic::new(codes::TEMPLATE, place).arg("loi", error.to_string())]
    })
}

fn collect(dir: &Dir<'_>, files: &mut BTreeMap<String, String>) {
    for file in dir.files() {
        if let Some(text) = file.contents_utf8() {
            files.insert(file.path().to_string_lossy().replace('\\', "/"), text.to_owned());
        }
    }
    for sub in dir.dirs() {
        collect(sub, files);
    }
}

/// A set that fails as a whole is tried template by template too, so that each one's own faults
/// are known at once.
fn load_errors(tera: &Tera, templates: &[(&String, &String)], error: &tera::Error) -> Vec<Diagnostic> {
    let mut found = errors::all(error);
    for (name, text) in templates {
        let mut alone = Tera::new();
        alone.register_from(tera);
        if let Err(error) = alone.add_raw_template(name, text)
            && errors::is_syntax(&error)
        {
            found.extend(errors::all(&error));
        }
    }
    found.dedup();
    let mut unique: Vec<Diagnostic> = Vec::new();
    for d in found {
        if !unique.contains(&d) {
            unique.push(d);
        }
    }
    unique
}

fn assets(files: &BTreeMap<String, String>) -> Vec<(String, Vec<u8>)> {
    let mut style: String = files
        .iter()
        .filter(|(name, _)| name.starts_with("css/") && name.ends_with(".css"))
        .map(|(_, text)| tidy::style(text))
        .collect();
    if let Some(charts) = files.get("bieu-do.css") {
        style.push_str(&tidy::style(charts));
    }
    let mut out = vec![(format!("{ASSETS}/{STYLE}"), style.into_bytes())];
    for name in [SCRIPT, ICON] {
        if let Some(text) = files.get(name) {
            out.push((format!("{ASSETS}/{name}"), text.clone().into_bytes()));
        }
    }
    out
}
