//! `new`: the files of a new site, from five answers.
//!
//! What is written stands as files in `site/`, with `@TEN@` and the like for the answers; tables
//! in `bieu-mau/` are CSV there and become workbooks. `bieu-mau/` is outside of what a site reads,
//! so that no example is ever published.

mod workbook;

use super::catalogue::Catalogue;
use crate::diagnostics::Severity;
use crate::files::{Artifact, MemorySource};
use crate::load::{self, LoadOptions};
use crate::text::nfc;
use include_dir::{Dir, DirEntry, include_dir};

static SITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter/site");

/// Folders that are made empty.
pub(crate) const FOLDERS: &[&str] =
    &["content/van-ban", "data/chi-so", "data/ho-so", "data/khao-sat/mau-phieu", "static"];

/// How a commune authority's name begins, before the unit's own.
const AUTHORITY: &str = "Ủy ban nhân dân ";

/// The answers, in the order of [`QUESTIONS`].
pub(crate) type Answers = [String; 5];

/// The options that answer, and the key of each question's words.
pub(crate) const QUESTIONS: [(&str, &str); 5] = [
    ("--ten", "new.name"),
    ("--tinh", "new.province"),
    ("--dia-chi", "new.address"),
    ("--dien-thoai", "new.phone"),
    (MAY_BE_EMPTY, "new.domain"),
];

/// The one question that may be left open.
pub(crate) const MAY_BE_EMPTY: &str = "--ten-mien";

/// Answers to which there is no objection, for trying out others one by one.
pub(crate) fn harmless() -> Answers {
    ["xã A", "tỉnh A", "A", "1022", ""].map(str::to_owned)
}

/// What the checks say against the answers, if anything.
pub(crate) fn objection(words: &Catalogue, answers: &Answers) -> Option<String> {
    let source: MemorySource = files(answers).into_iter().map(|f| (f.path, f.bytes)).collect();
    let (_, found) = load::site(&source, &LoadOptions::default());
    found.iter().find(|d| d.severity == Severity::Error).map(|d| words.message(d))
}

/// The files of the new site.
pub(crate) fn files(answers: &Answers) -> Vec<Artifact> {
    let mut all = Vec::new();
    collect(&SITE, &mut all);
    all.sort();
    all.into_iter()
        .map(|(path, text)| match path.strip_suffix(".csv") {
            Some(stem) => Artifact { path: format!("{stem}.xlsx"), bytes: workbook::of(text) },
            None => {
                let bytes = filled(&path, text, answers).into_bytes();
                Artifact { path, bytes }
            }
        })
        .collect()
}

fn collect(dir: &'static Dir<'_>, all: &mut Vec<(String, &'static str)>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => collect(dir, all),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                all.push((path, file.contents_utf8().unwrap_or_default()));
            }
        }
    }
}

/// The text with the answers in it, as the kind of file writes them.
fn filled(path: &str, text: &str, answers: &Answers) -> String {
    let [name, province, address, phone, domain] = answers.each_ref().map(|a| nfc(a.trim()));
    let unit = unit(&name);
    let name = format!("{AUTHORITY}{unit}");
    let site = match web_address(&domain) {
        Some(address) => format!("trang_web:\n  dia_chi: {}", quoted(&address)),
        None => "#trang_web:\n#  dia_chi: https://tenxa.tentinh.gov.vn/".to_owned(),
    };
    let text = text.replace("@TEN_YAML@", &plain(&name)).replace("@TRANG_WEB@", &site);
    let write = if path.ends_with(".md") { marked } else { quoted };
    let values = [
        ("@TEN@", &name),
        ("@DON_VI@", &unit),
        ("@TINH@", &province),
        ("@DIA_CHI@", &address),
        ("@DIEN_THOAI@", &phone),
    ];
    values.into_iter().fold(text, |text, (mark, value)| text.replace(mark, &write(value)))
}

/// `xã A` of `Ủy ban nhân dân xã A`, `UBND xã A` or `Xã A`.
fn unit(name: &str) -> String {
    let lower = name.to_lowercase();
    let long = ["ủy ban nhân dân ", "uỷ ban nhân dân ", "ubnd "];
    let start = long.iter().find(|l| lower.starts_with(**l)).map_or(0, |l| l.chars().count());
    let unit: String = name.chars().skip(start).collect();
    for kind in ["xã ", "phường ", "đặc khu "] {
        if unit.to_lowercase().starts_with(kind) {
            return kind.chars().chain(unit.chars().skip(kind.chars().count())).collect();
        }
    }
    unit
}

/// The address with its scheme.
fn web_address(domain: &str) -> Option<String> {
    match domain {
        "" => None,
        whole if whole.contains("://") => Some(whole.to_owned()),
        bare => Some(format!("https://{bare}/")),
    }
}

/// A text in quotes, as YAML writes it (and JSON).
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A text inside another one in YAML: without what would end it.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | ',')).collect()
}

/// A text in Markdown, in which no letter is a mark.
fn marked(text: &str) -> String {
    text.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Lang;

    #[test]
    fn names_are_taken_as_people_write_them() {
        for (typed, kept) in [
            ("Ủy ban nhân dân xã Sen Hạ", "xã Sen Hạ"),
            ("UBND Phường Hương Sen", "phường Hương Sen"),
            ("Đặc khu Phú Quý", "đặc khu Phú Quý"),
            ("xã Sen Hạ", "xã Sen Hạ"),
        ] {
            assert_eq!(unit(typed), kept);
        }
    }

    #[test]
    fn any_answer_is_written_so_that_it_is_read_again() {
        let words = Catalogue::load(Lang::Vi);
        let odd = ["xã “A”: #1 \\ *b*", "tỉnh 'B' & C", "số 1: {đường} [x] @TEN@", "0234 3861 000", ""];
        let answers = odd.map(str::to_owned);
        assert_eq!(objection(&words, &answers), None);
        let source: MemorySource = files(&answers).into_iter().map(|f| (f.path, f.bytes)).collect();
        let (site, _) = load::site(&source, &LoadOptions::default());
        let agency = site.unwrap().agency;
        assert_eq!((agency.unit.as_str(), agency.province.as_str()), (odd[0], odd[1]));
    }

    #[test]
    fn objections_are_those_of_the_checks() {
        let words = Catalogue::load(Lang::Vi);
        assert_eq!(objection(&words, &harmless()), None);
        let with = |i: usize, value: &str| {
            let mut answers = harmless();
            answers[i] = value.to_owned();
            objection(&words, &answers)
        };
        assert!(with(3, "12").is_some_and(|m| m.contains("“12”")));
        assert!(with(4, "ftp://x").is_some());
        assert_eq!(with(4, "xasenha.gov.vn"), None);
    }

    /// A clerk who takes away the `#` of every setting has a valid file.
    #[test]
    fn settings_that_are_switched_off_are_right() {
        let all = files(&harmless());
        let config = all.iter().find(|f| f.path == "congkhai.yaml").unwrap();
        let text = String::from_utf8(config.bytes.clone()).unwrap();
        let on: Vec<&str> = text
            .lines()
            .map(|l| match l.strip_prefix('#') {
                Some(setting)
                    if setting.starts_with("  ") || setting.starts_with(|c: char| c.is_ascii_lowercase()) =>
                {
                    setting
                }
                _ => l,
            })
            .collect();
        assert!(on.contains(&"phan_anh:"));
        let source: MemorySource = [("congkhai.yaml", on.join("\n"))].into_iter().collect();
        let (site, found) = load::site(&source, &LoadOptions::default());
        assert_eq!(found, [], "{}", on.join("\n"));
        assert!(site.unwrap().agency.feedback.is_some());
    }
}
