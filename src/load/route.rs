//! Which reader takes which file.

use crate::config::{CONFIG_FILE, PROFILE_FILE};
use crate::diagnostics::{Diagnostic, Place, codes, nearest};
use crate::text::slug;

/// What reads a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// `congkhai.yaml`.
    Config,
    /// `_tep.yaml` of a data folder.
    Profiles,
    /// `data/quy-dinh/*.yaml`.
    RuleSet,
    /// `data/ho-so/`: a table.
    Dossiers,
    /// `data/khao-sat/mau-phieu/*.yaml`.
    Form,
    /// `data/khao-sat/dot*`, `tong-hop*`: a table.
    Survey,
    /// `data/chi-so/*.yaml`.
    Index,
    /// `data/giai-trinh`: a table.
    ExplanationTable,
    /// `data/giai-trinh.yaml`.
    ExplanationYaml,
    /// `content/van-ban/*.md`.
    Document,
    /// `content/*.md`.
    Plain,
    /// `static/`, `themes/`: read by others.
    Elsewhere,
}

/// Folders in which something is read, for suggestions.
const FOLDERS: [&str; 9] = [
    "content",
    "content/van-ban",
    "data",
    "data/chi-so",
    "data/ho-so",
    "data/khao-sat",
    "data/khao-sat/mau-phieu",
    "data/quy-dinh",
    "static",
];

/// The reader of the file with this path from the root, if any.
pub(super) fn reader(path: &str) -> Option<Reader> {
    if path == CONFIG_FILE {
        return Some(Reader::Config);
    }
    if path.starts_with("static/") || path.starts_with("themes/") {
        return Some(Reader::Elsewhere);
    }
    let (folder, name) = path.rsplit_once('/')?;
    if name == PROFILE_FILE && (folder == "data" || folder.starts_with("data/")) {
        return Some(Reader::Profiles);
    }
    let (stem, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let yaml = matches!(ending.as_str(), "yaml" | "yml");
    let markdown = ending == "md";
    // Tables of formats that can't be read are taken too: their reader says what to do.
    let table = matches!(ending.as_str(), "csv" | "tsv" | "txt" | "xlsx" | "xlsm" | "xlsb" | "xls" | "ods");
    let stem = slug(stem);
    match folder {
        "data" if stem == "giai-trinh" && table => Some(Reader::ExplanationTable),
        "data" if stem == "giai-trinh" && yaml => Some(Reader::ExplanationYaml),
        "data/quy-dinh" if yaml => Some(Reader::RuleSet),
        "data/ho-so" if table => Some(Reader::Dossiers),
        "data/khao-sat" if table && (stem.starts_with("dot") || stem.starts_with("tong-hop")) => {
            Some(Reader::Survey)
        }
        "data/khao-sat/mau-phieu" if yaml => Some(Reader::Form),
        "data/chi-so" if yaml => Some(Reader::Index),
        "content" if markdown => Some(Reader::Plain),
        "content/van-ban" if markdown => Some(Reader::Document),
        _ => None,
    }
}

/// TEP04, with the name that may have been meant.
pub(super) fn not_taken(path: &str) -> Diagnostic {
    Diagnostic::new(codes::FILE_NOT_TAKEN, Place::file(path)).hint(meant(path))
}

/// The nearest folder or name that is read.
fn meant(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if !FOLDERS.contains(&folder) {
        let written = folder.split('/').map(slug).collect::<Vec<_>>().join("/");
        return nearest(&written, FOLDERS).map(|f| format!("{f}/{name}"));
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem = slug(stem);
    let names: &[&str] = match folder {
        "data" => &["giai-trinh"],
        "data/khao-sat" => &["dot", "tong-hop"],
        _ => &[],
    };
    // "tonghop-2026" is "tong-hop" with something behind it.
    let cut = |n: &str| stem.chars().take(n.chars().count()).collect::<String>();
    let near = names.iter().find(|n| nearest(&cut(n), [**n]).is_some() && n.len() > 3 || cut(n) == **n)?;
    Some(format!("{folder}/{near}.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_one_reader_or_none() {
        for (path, taken) in [
            ("congkhai.yaml", Some(Reader::Config)),
            ("data/ho-so/_tep.yaml", Some(Reader::Profiles)),
            ("data/ho-so/Thống kê Quý I.XLSX", Some(Reader::Dossiers)),
            ("data/ho-so/2026-Q1.xls", Some(Reader::Dossiers)),
            ("data/ho-so/ghi-chu.docx", None),
            ("data/ho-so/danh-sach/2026.csv", None),
            ("data/khao-sat/Đợt 2026.csv", Some(Reader::Survey)),
            ("data/khao-sat/tong-hop.xlsx", Some(Reader::Survey)),
            ("data/khao-sat/phieu-2026.csv", None),
            ("data/khao-sat/mau-phieu/phieu.yml", Some(Reader::Form)),
            ("data/giai-trinh.csv", Some(Reader::ExplanationTable)),
            ("data/giai-trinh.yaml", Some(Reader::ExplanationYaml)),
            ("content/gioi-thieu.md", Some(Reader::Plain)),
            ("content/van-ban/a.md", Some(Reader::Document)),
            ("content/van-ban/2026/a.md", None),
            ("content/van-ban/a.docx", None),
            ("static/a/b.pdf", Some(Reader::Elsewhere)),
            ("README", None),
        ] {
            assert_eq!(reader(path), taken, "{path}");
        }
    }

    #[test]
    fn the_name_that_was_meant() {
        for (path, near) in [
            ("data/hồ sơ/2026-Q1.csv", Some("data/ho-so/2026-Q1.csv")),
            ("data/hoso/2026-Q1.csv", Some("data/ho-so/2026-Q1.csv")),
            ("contents/a.md", Some("content/a.md")),
            ("data/khao-sat/tonghop-2026.csv", Some("data/khao-sat/tong-hop.csv")),
            ("data/giaitrinh.xlsx", Some("data/giai-trinh.xlsx")),
            ("data/khao-sat/phieu-2026.csv", None),
            ("data/ho-so/ghi-chu.docx", None),
        ] {
            assert_eq!(meant(path).as_deref(), near, "{path}");
        }
    }
}
