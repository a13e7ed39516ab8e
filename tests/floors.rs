//! The house stands: no module uses a floor above its own, no module but `files` allows itself the
//! disk, and `docs/ARCHITECTURE.md` names exactly the modules that exist.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Floors from the architecture page. A module may use modules of lower floors, and of its own
/// floor only where `PEERS` says so.
const FLOORS: &[(&str, u8)] = &[
    ("diagnostics", 0),
    ("text", 0),
    ("files", 0),
    ("config", 1),
    ("table", 1),
    ("yaml", 1),
    ("markdown", 1),
    ("model", 2),
    ("load", 2),
    ("stats", 3),
    ("rules", 3),
    ("charts", 3),
    ("pages", 4),
    ("theme", 4),
    ("outputs", 4),
    ("build", 5),
    ("audit", 5),
    ("serve", 6),
    ("cli", 6),
];

/// Uses inside one floor that the plan allows, as (user, used).
const PEERS: &[(&str, &str)] = &[
    ("files", "diagnostics"),
    ("files", "text"),
    ("config", "yaml"),
    ("markdown", "yaml"),
    ("load", "model"),
    ("rules", "stats"),
    ("charts", "stats"),
    ("theme", "pages"),
    ("outputs", "pages"),
    ("build", "audit"),
    ("cli", "serve"),
];

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("src is readable") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The top module to which a file under `src` belongs.
fn module_of(path: &Path) -> String {
    let relative = path.strip_prefix(root().join("src")).expect("under src");
    let first = relative.components().next().expect("not empty").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Every `crate::module` in the text, also in `use crate::{a, b::c}` groups. Comments are cut
/// first, so that prose may name any module.
fn used(text: &str) -> BTreeSet<String> {
    let code: String =
        text.lines().map(|l| l.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = code[at + 7..].trim_start();
        if let Some(group) = rest.strip_prefix('{') {
            let (mut depth, mut start) = (1, true);
            let mut word = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => start = true,
                    c if c.is_alphanumeric() || c == '_' => {
                        if start && depth == 1 {
                            word.push(c);
                        }
                        continue;
                    }
                    _ => {}
                }
                if !word.is_empty() {
                    found.insert(std::mem::take(&mut word));
                    start = c == ',';
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            found.insert(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    found
}

#[test]
fn no_module_climbs() {
    let floors: BTreeMap<&str, u8> = FLOORS.iter().copied().collect();
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    assert!(files.len() > 20, "the walk found the sources");
    let mut wrong = Vec::new();
    for file in &files {
        let module = module_of(file);
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let Some(&own) = floors.get(module.as_str()) else {
            wrong.push(format!("{} belongs to no floor", file.display()));
            continue;
        };
        for used in used(&fs::read_to_string(file).expect("readable")) {
            if used == module {
                continue;
            }
            let Some(&floor) = floors.get(used.as_str()) else {
                wrong.push(format!(
                    "{} uses crate::{used}, which is no module: a re-export at the root hides its floor",
                    file.display()
                ));
                continue;
            };
            let allowed = floor < own || (floor == own && PEERS.contains(&(module.as_str(), used.as_str())));
            if !allowed {
                wrong.push(format!("{} (floor {own}) uses crate::{used} (floor {floor})", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_detector_sees_groups_and_inline_paths() {
    let text = "use crate::{cli, model::{Site, Period}, text::{self, nfc}};\nlet x = crate::serve::run(); // crate::build";
    let found: Vec<_> = used(text).into_iter().collect();
    assert_eq!(found, ["cli", "model", "serve", "text"]);
}

/// Paths that a re-export could hide: the root of the library re-exports nothing.
#[test]
fn the_root_only_names_modules() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    for line in lib.lines().filter(|l| !l.trim().is_empty() && !l.starts_with("//")) {
        assert!(
            line.starts_with("pub mod ") && line.ends_with(';'),
            "lib.rs only lists modules, not: {line}"
        );
    }
}

#[test]
fn only_files_may_touch_the_disk_and_only_cli_may_print() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    for file in files {
        let module = module_of(&file);
        let text = fs::read_to_string(&file).expect("readable");
        let own_code = text.split("#[cfg(test)]").next().unwrap_or(&text);
        let says = |word: &str| own_code.contains(word);
        if module != "files" {
            assert!(
                !says("disallowed_methods") && !says("disallowed_types"),
                "{} lifts the ban on the disk",
                file.display()
            );
            assert!(!says("std::fs"), "{} names std::fs", file.display());
        }
        if !matches!(module.as_str(), "cli" | "main") {
            assert!(
                !says("println!") && !says("eprintln!") && !says("process::exit"),
                "{} talks",
                file.display()
            );
        }
        if !matches!(module.as_str(), "build" | "load" | "serve") {
            assert!(!says("thread::spawn") && !says("rayon::spawn"), "{} spawns", file.display());
        }
        assert!(
            !says("static mut") && !says("OnceLock") && !says("LazyLock") && !says("thread_local!"),
            "{} keeps global state",
            file.display()
        );
    }
}

#[test]
fn the_architecture_page_names_the_modules_that_exist() {
    let page = fs::read_to_string(root().join("docs/ARCHITECTURE.md")).expect("docs/ARCHITECTURE.md");
    assert!(page.lines().count() <= 200, "the page stays short enough to be read");
    let named: BTreeMap<String, u8> = page
        .lines()
        .filter_map(|l| {
            let mut cells = l.split('|').map(str::trim).skip(1);
            let floor = cells.next()?.parse().ok()?;
            Some((cells.next()?.trim_matches('`').to_owned(), floor))
        })
        .collect();
    let planned: BTreeMap<String, u8> = FLOORS.iter().map(|(m, f)| ((*m).to_owned(), *f)).collect();
    assert_eq!(named, planned, "docs/ARCHITECTURE.md and the floor test name the same modules");
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let exist: BTreeSet<String> = lib
        .lines()
        .filter_map(|l| Some(l.strip_prefix("pub mod ")?.trim_end_matches(';').to_owned()))
        .collect();
    assert_eq!(exist, planned.into_keys().collect(), "src/lib.rs");
}
