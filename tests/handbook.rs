//! The clerk's handbook (`docs/vi/`) says what the program does: its files are built, its commands
//! run, its figures looked up, its list of messages made from the catalogue.
//!
//! Fenced blocks of the handbook:
//! - `yaml congkhai.yaml` (or `csv`, `markdown`, then a path) is a file of the example site; a later
//!   block of that path replaces it, one that ends in `+` is added to its end;
//! - `console` is a screen: `> ` and a command, then all that it prints on the files so far;
//! - others are only read.
//!
//! A row of a table that begins with a quoted figure has in its second column what the site prints.
//! `CONGKHAI_CAP_NHAT=1 cargo test --test handbook` writes screens, figures and the page of messages
//! anew; read what it wrote.

#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // a test may touch its own files, and fail

use congkhai::build::{NoProgress, Prepared, prepare};
use congkhai::cli::{Catalogue, Lang};
use congkhai::diagnostics::{ALL, Code, Diagnostic, Scope, Severity};
use congkhai::files::MemorySource;
use congkhai::load::{LoadOptions, default_rules};
use congkhai::model::{Certainty, RuleBook};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The pages whose site grows from one to the next; `README.md` has a small one of its own.
const STORY: [&str; 6] = [
    "cai-dat.md",
    "trang-dau-tien.md",
    "cong-khai-mot-quy.md",
    "viet-van-ban.md",
    "giai-trinh.md",
    "so-lieu.md",
];
const MESSAGES: &str = "thong-bao.md";

/// True when the pages are to be written, not compared.
fn writing() -> bool {
    std::env::var_os("CONGKHAI_CAP_NHAT").is_some()
}

fn path(page: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/vi").join(page)
}

fn page(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|e| panic!("docs/vi/{name}: {e}")).replace("\r\n", "\n")
}

/// Compares a page with what it should be, or writes it.
#[track_caller]
fn settle(name: &str, wanted: &str) {
    if writing() {
        fs::write(path(name), wanted).unwrap();
        return;
    }
    let found = page(name);
    let line = wanted.lines().zip(found.lines()).take_while(|(a, b)| a == b).count();
    assert!(
        wanted == found,
        "docs/vi/{name} is out of date from line {}: it says\n  {}\nbut should say\n  {}\n\
         Run: CONGKHAI_CAP_NHAT=1 cargo test --test handbook, and read what it wrote",
        line + 1,
        found.lines().nth(line).unwrap_or("(end)"),
        wanted.lines().nth(line).unwrap_or("(end)"),
    );
}

/// A piece of a page: text, or a fenced block with its first line.
enum Piece<'a> {
    Text(&'a str),
    Block { fence: &'a str, info: &'a str, body: &'a str },
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let marks = line.len() - line.trim_start_matches('`').len();
        if marks < 3 {
            at += line.len();
            continue;
        }
        out.push(Piece::Text(&text[start..at]));
        let (fence, info) = (&line[..marks], line[marks..].trim());
        let from = at + line.len();
        at = from;
        for inner in lines.by_ref() {
            at += inner.len();
            if inner.trim_end() == fence {
                start = at;
                out.push(Piece::Block { fence, info, body: &text[from..at - inner.len()] });
                break;
            }
        }
        assert!(start == at, "a block is never closed: {line}");
    }
    out.push(Piece::Text(&text[start..]));
    out
}

/// The files of the example site, and a folder to run commands in.
struct Site {
    files: BTreeMap<String, String>,
    folder: tempfile::TempDir,
}

impl Site {
    fn new() -> Site {
        Site { files: BTreeMap::new(), folder: tempfile::tempdir().unwrap() }
    }

    /// Takes a block's file in.
    fn take(&mut self, info: &str, body: &str) {
        let mut words = info.split(' ');
        let (Some("yaml" | "csv" | "markdown"), Some(file)) = (words.next(), words.next()) else { return };
        let content = self.files.entry(file.to_owned()).or_default();
        if words.next() != Some("+") {
            content.clear();
        }
        content.push_str(body);
        let target = self.folder.path().join(file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, content).unwrap();
    }

    /// What a command prints: errors and talk first, as the program writes them.
    fn run(&self, line: &str) -> String {
        let arguments = line.strip_prefix("congkhai").expect("a command of congkhai");
        let mut command = Command::new(env!("CARGO_BIN_EXE_congkhai"));
        command.args(arguments.split_whitespace()).current_dir(self.folder.path());
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "TERM", "CLICOLOR"] {
            command.env_remove(name);
        }
        let output = command.output().unwrap();
        let text = String::from_utf8([output.stderr, output.stdout].concat()).unwrap();
        text.replace("\r\n", "\n").replace('\\', "/")
    }

    /// The site with one more text.
    fn prepare_with(&self, file: &str, text: &str) -> Prepared {
        let more = (file.to_owned(), text.to_owned());
        let files = self.files.clone().into_iter().chain([more]);
        let source: MemorySource = files.map(|(path, text)| (path, text.into_bytes())).collect();
        prepare(&source, &LoadOptions { as_of: None, base_url: None }, &NoProgress)
    }

    fn prepare(&self) -> Prepared {
        let (file, text) = self.files.first_key_value().unwrap();
        self.prepare_with(file, text)
    }

    /// What the site prints for figures that are quoted in a text.
    fn figures(&self, quotes: &[&str]) -> Vec<String> {
        let text: String = quotes.iter().map(|q| format!("{q}\n\n")).collect();
        let site = self.prepare_with("content/thu.md", &format!("---\ntieu_de: Thử\n---\n\n{text}"));
        let html = html(&site, "thu.html");
        let shown: Vec<String> = html
            .split("<span class=\"so-lieu\">")
            .skip(1)
            .map(|rest| rest.split("</span>").next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(shown.len(), quotes.len(), "a figure does not exist: {}", told(&site));
        shown
    }
}

fn html(site: &Prepared, address: &str) -> String {
    let file = site.artifacts.iter().find(|a| a.path == address).unwrap_or_else(|| panic!("no {address}"));
    String::from_utf8(file.bytes.clone()).unwrap().replace('\u{a0}', " ").replace("&nbsp;", " ")
}

fn told(site: &Prepared) -> String {
    site.diagnostics.iter().map(|d| format!("\n{} {} {}", d.place, d.code, d.subject)).collect()
}

/// Time and sizes differ from one build to the next.
fn steady(screen: &str) -> String {
    let line = |l: &str| match l.split_once(": ") {
        Some((start, _)) if start.starts_with("Đã đăng") => format!("{start}\n"),
        _ => format!("{l}\n"),
    };
    screen.lines().map(line).collect()
}

/// The page as it should be, given the site so far; takes its files into the site.
fn as_it_should_be(text: &str, site: &mut Site) -> String {
    let mut out = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(&with_figures(text, site)),
            Piece::Block { fence, info: "console", body } => {
                let command = body.lines().next().and_then(|l| l.strip_prefix("> ")).expect("a command");
                let screen = format!("> {command}\n{}", site.run(command));
                let same = steady(&screen) == steady(body);
                out.push_str(&format!("{fence}console\n{}{fence}\n", if same { body } else { &screen }));
            }
            Piece::Block { fence, info, body } => {
                site.take(info, body);
                out.push_str(&format!("{fence}{info}\n{body}{fence}\n"));
            }
        }
    }
    out
}

/// Rows that begin with a quoted figure get what the site prints for it.
fn with_figures(text: &str, site: &Site) -> String {
    let is_row = |l: &&str| l.starts_with("| `=");
    let quotes: Vec<&str> =
        text.lines().filter(is_row).filter_map(|l| Some(l.split('|').nth(1)?.trim())).collect();
    if quotes.is_empty() {
        return text.to_owned();
    }
    let mut shown = site.figures(&quotes).into_iter();
    let line = |l: &str| match l.strip_suffix('\n').filter(is_row) {
        Some(row) => {
            let mut cells: Vec<String> = row.split('|').map(str::to_owned).collect();
            cells[2] = format!(" {} ", shown.next().unwrap_or_default());
            format!("{}\n", cells.join("|"))
        }
        None => l.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}

fn assert_publishable(site: &Prepared, page: &str) {
    assert!(!site.diagnostics.iter().any(Diagnostic::stops_the_site), "{page}:{}", told(site));
}

#[test]
fn ten_minutes_are_enough() {
    let mut site = Site::new();
    let wanted = as_it_should_be(&page("README.md"), &mut site);
    settle("README.md", &wanted);
    let prepared = site.prepare();
    assert_eq!(told(&prepared), "");
    assert!(html(&prepared, "ho-so/2026-Q3.html").contains("1 trong 456"));
}

#[test]
fn the_story_is_true() {
    let mut site = Site::new();
    for name in STORY {
        let wanted = as_it_should_be(&page(name), &mut site);
        settle(name, &wanted);
        if name == "cai-dat.md" {
            continue;
        }
        let prepared = site.prepare();
        assert_publishable(&prepared, name);
        match name {
            "trang-dau-tien.md" => {
                assert_eq!(told(&prepared), "");
                assert!(html(&prepared, "phan-anh.html").contains("0900 000 003"));
                assert!(html(&prepared, "lien-he.html").contains("Điểm tiếp nhận Mẫu Tây"));
                assert!(html(&prepared, "gioi-thieu.html").contains("Xã gồm 9 thôn"));
            }
            "cong-khai-mot-quy.md" => {
                assert_eq!(told(&prepared), "");
                assert!(html(&prepared, "ho-so/2026-Q3.html").contains("3 trong 531 hồ sơ"));
                assert!(html(&prepared, "khao-sat/2026-Q3.html").contains("147"));
                let notice = html(&prepared, "van-ban/thong-bao-quy-3-2026.html");
                for figure in ["531 hồ sơ", "3 hồ sơ", "0,6%", "152 phiếu", "147/150"] {
                    assert!(notice.contains(figure), "the notice does not say {figure}");
                }
            }
            "giai-trinh.md" => {
                let page = html(&prepared, "ho-so/2026-Q2.html");
                assert!(page.contains("Giải trình") && page.contains("báo cáo ghi 528"));
            }
            _ => {}
        }
    }
}

/// The text without what stands between backticks.
fn without_code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        out.push_str(&rest[..at]);
        let behind = rest[at..].trim_start_matches('`');
        let marks = &rest[at..rest.len() - behind.len()];
        rest = behind.split_once(marks).map_or(behind, |(_, after)| after);
    }
    out + rest
}

/// Links of the handbook lead to files and places, and the codes that it names exist.
#[test]
fn links_and_codes_lead_somewhere() {
    if writing() {
        return; // the other tests are writing what would be read here
    }
    let names = STORY.iter().copied().chain(["README.md", MESSAGES]);
    let mut faults = Vec::new();
    for name in names {
        let text: String = pieces(&page(name))
            .iter()
            .map(|p| match p {
                Piece::Text(t) => *t,
                Piece::Block { .. } => "",
            })
            .collect();
        let outside_code = without_code(&text);
        for target in
            outside_code.replace("\\](", "").split("](").skip(1).filter_map(|rest| rest.split(')').next())
        {
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let there = match file {
                "" => Some(text.clone()),
                _ if file.starts_with("https://") => continue,
                _ => fs::read_to_string(path(name).with_file_name(file)).ok(),
            };
            let found = there.is_some_and(|t| anchor.is_empty() || t.contains(&format!("id=\"{anchor}\"")));
            if !found {
                faults.push(format!("{name}: {target}"));
            }
        }
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        let like_a_code = |w: &&str| {
            let letters = w.trim_end_matches(|c: char| c.is_ascii_digit());
            w.len() == letters.len() + 2
                && ALL.iter().any(|c| c.name().trim_end_matches(char::is_numeric) == letters)
        };
        faults.extend(
            words.filter(like_a_code).filter(|w| Code::parse(w).is_none()).map(|w| format!("{name}: {w}")),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_messages_are_those_of_the_catalogue() {
    settle(MESSAGES, &messages(&Catalogue::load(Lang::Vi), &default_rules()));
}

/// The page of messages.
fn messages(words: &Catalogue, rules: &RuleBook) -> String {
    let family = |code: Code| code.name().trim_end_matches(char::is_numeric);
    let mut out = String::from(
        "# Thông báo\n\nMỗi chỗ máy nêu ra có một mã. Trang này giải thích từng mã; cũng đọc được trên máy bằng lệnh\n\
         `congkhai giai-thich` và mã, ví dụ `congkhai giai-thich HS01`. Trang được lập tự động từ chương trình: không sửa tay.\n\n\
         Trong phần Thông báo, dấu `…` là chỗ máy điền giá trị; các cách nói tùy trường hợp cách nhau bằng dấu `/`.\n",
    );
    let mut seen = "";
    for code in ALL {
        if family(*code) != seen {
            seen = family(*code);
            out.push_str(&format!("\n**{}**\n\n", words.word(&format!("family.{seen}"))));
        }
        let title = words.entry(*code).map_or("", |e| &e.title);
        out.push_str(&format!("- [{code}](#{}): {}\n", code.name().to_lowercase(), escaped(title)));
    }
    seen = "";
    for code in ALL {
        if family(*code) != seen {
            seen = family(*code);
            out.push_str(&format!("\n## {}\n", words.word(&format!("family.{seen}"))));
        }
        out.push_str(&message(*code, words, rules));
    }
    out
}

fn message(code: Code, words: &Catalogue, rules: &RuleBook) -> String {
    let entry = words.entry(code).expect("every code has words");
    let grade = match (code.default_severity(), code.default_scope()) {
        (Severity::Error, Scope::Site) => "explain.error_site",
        (Severity::Error, Scope::Record) => "explain.error_record",
        (Severity::Error, Scope::Withhold) => "explain.error_withhold",
        (Severity::Warning, Scope::Withhold) => "explain.warning_withhold",
        (Severity::Warning, _) => "explain.warning",
        (Severity::Note, _) => "explain.note",
    };
    let mut out = format!(
        "\n<a id=\"{}\"></a>\n### {code}. {}\n\n{}\n\n",
        code.name().to_lowercase(),
        escaped(&entry.title),
        words.word(grade)
    );
    let mut part = |label: &str, text: &str| {
        out.push_str(&format!("**{}:** {}\n\n", words.word(label), escaped(text)));
    };
    part("explain.message", &entry.message.shape());
    part("label.why", &entry.why);
    for id in &entry.bases {
        let basis = rules.bases.get(id).unwrap_or_else(|| panic!("{code}: no basis {id}"));
        let certainty = match basis.certainty {
            Certainty::Verified => None,
            Certainty::Secondary => Some("basis.secondary"),
            Certainty::Unverified => Some("basis.unverified"),
            Certainty::Policy => Some("basis.policy"),
        };
        let certainty = certainty.map(|c| format!(" ({})", words.word(c))).unwrap_or_default();
        part("label.basis", &format!("{}{certainty}", basis.text));
    }
    part("label.fix", &entry.fix);
    let fence = if entry.example.contains("```") { "````" } else { "```" };
    out.push_str(&format!(
        "**{}:**\n\n{fence}text\n{}\n{fence}\n",
        words.word("explain.example"),
        entry.example
    ));
    out
}

/// Text in which nothing is taken for Markdown.
fn escaped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_letter = |i: Option<usize>| i.and_then(|i| letters.get(i)).is_some_and(|c| c.is_alphanumeric());
    let mut out = String::with_capacity(text.len());
    for (i, c) in letters.iter().enumerate() {
        let inside_a_word = is_letter(i.checked_sub(1)) && is_letter(Some(i + 1));
        if matches!(c, '\\' | '*' | '<' | '>' | '[' | ']' | '`') || (*c == '_' && !inside_a_word) {
            out.push('\\');
        }
        out.push(*c);
    }
    out
}
