//! The catalogue: every word that the program says, in Vietnamese and English.
//!
//! One YAML file per family of codes (`catalogue/`), and `words.yaml` for everything that is no
//! finding. Both are part of the program and read once per run into a value. A fault in them is
//! gathered in [`Catalogue::problems`], which `tests/catalogue.rs` keeps empty: a message without
//! words is printed as its code and arguments, never a reason to stop.

use super::template::Template;
use super::wording;
use crate::diagnostics::{Arg, Code, Diagnostic};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::collections::BTreeMap;

static FAMILIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/catalogue");
static WORDS: &str = include_str!("words.yaml");

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

/// What the catalogue says of one code, in one language.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Title, one line.
    pub title: String,
    /// Message with arguments.
    pub message: Template,
    /// Why the rule exists.
    pub why: String,
    /// What to do.
    pub fix: String,
    /// Wrong, then right; in Vietnamese, as it shows the commune's own files.
    pub example: String,
    /// Ids of legal bases in the rule set.
    pub bases: Vec<String>,
}

/// All words of one language.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The language.
    pub lang: Lang,
    /// What is wrong with the catalogue itself.
    pub problems: Vec<String>,
    entries: BTreeMap<String, Entry>,
    words: BTreeMap<String, Template>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    vi: RawVi,
    en: RawEn,
    #[serde(default)]
    can_cu: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVi {
    ten: String,
    thong_bao: String,
    vi_sao: String,
    cach_sua: String,
    vi_du: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEn {
    title: String,
    message: String,
    why: String,
    fix: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWord {
    vi: String,
    en: String,
}

impl Catalogue {
    /// The catalogue that is part of the program.
    pub fn load(lang: Lang) -> Catalogue {
        let mut catalogue =
            Catalogue { lang, problems: Vec::new(), entries: BTreeMap::new(), words: BTreeMap::new() };
        for (key, word) in catalogue.read::<RawWord>("words.yaml", WORDS) {
            let text = if lang == Lang::Vi { word.vi } else { word.en };
            if let Some(template) = catalogue.template(&key, &text) {
                catalogue.words.insert(key, template);
            }
        }
        for file in FAMILIES.files() {
            let name = file.path().to_string_lossy();
            let text = file.contents_utf8().unwrap_or_default();
            for (code, raw) in catalogue.read::<RawEntry>(&name, text) {
                catalogue.add(code, raw);
            }
        }
        catalogue
    }

    /// Names of the embedded family files.
    pub fn files() -> Vec<String> {
        FAMILIES.files().map(|f| f.path().to_string_lossy().into_owned()).collect()
    }

    fn read<T: for<'a> Deserialize<'a>>(&mut self, name: &str, text: &str) -> BTreeMap<String, T> {
        serde_yaml::from_str(text).unwrap_or_else(|error| {
            self.problems.push(format!("{name}: {error}"));
            BTreeMap::new()
        })
    }

    fn template(&mut self, key: &str, text: &str) -> Option<Template> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Template::parse(&text).map_err(|error| self.problems.push(format!("{key}: {error}"))).ok()
    }

    fn add(&mut self, code: String, raw: RawEntry) {
        let (title, message, why, fix) = match self.lang {
            Lang::Vi => (raw.vi.ten, raw.vi.thong_bao, raw.vi.vi_sao, raw.vi.cach_sua),
            Lang::En => (raw.en.title, raw.en.message, raw.en.why, raw.en.fix),
        };
        if let Some(message) = self.template(&code, &message) {
            let one_line = |s: String| s.split_whitespace().collect::<Vec<_>>().join(" ");
            let entry = Entry {
                title: one_line(title),
                message,
                why: one_line(why),
                fix: one_line(fix),
                example: raw.vi.vi_du.trim_end().to_owned(),
                bases: raw.can_cu,
            };
            if self.entries.insert(code.clone(), entry).is_some() {
                self.problems.push(format!("{code} stands twice"));
            }
        }
    }

    /// What is said of a code.
    pub fn entry(&self, code: Code) -> Option<&Entry> {
        self.entries.get(code.name())
    }

    /// The codes that have an entry.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The keys of `words.yaml`.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// The message of a finding, and what could not be filled in.
    pub fn message_checked(&self, finding: &Diagnostic) -> (String, Vec<String>) {
        let mut complaints = Vec::new();
        let text = match self.entry(finding.code) {
            Some(entry) => entry.message.fill(
                &finding.args,
                &|arg, padded| wording::value(self, arg, padded),
                &mut |c| complaints.push(format!("{}: {c}", finding.code)),
            ),
            None => {
                complaints.push(format!("{} has no entry", finding.code));
                let shown =
                    |(name, arg): &(&str, Arg)| format!("{name}: {}", wording::value(self, arg, false));
                finding.args.iter().map(shown).collect::<Vec<_>>().join("; ")
            }
        };
        (text, complaints)
    }

    /// The message of a finding.
    pub fn message(&self, finding: &Diagnostic) -> String {
        self.message_checked(finding).0
    }

    /// A phrase of the program itself.
    pub fn say(&self, key: &str, args: &[(&'static str, Arg)]) -> String {
        match self.words.get(key) {
            Some(template) => {
                template.fill(args, &|arg, padded| wording::value(self, arg, padded), &mut |_| ())
            }
            None => key.to_owned(),
        }
    }

    /// A phrase without arguments.
    pub fn word(&self, key: &str) -> String {
        self.say(key, &[])
    }
}
