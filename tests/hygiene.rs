//! What the project stands on: every dependency is used, explained in `docs/DEPENDENCIES.md`, and
//! under a licence that may be combined with ours.

#![allow(clippy::disallowed_methods)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT-0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "0BSD",
    "Apache-2.0 WITH LLVM-exception",
    "CDLA-Permissive-2.0",
    // Asks for its own files only, which we use unchanged.
    "MPL-2.0",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn metadata() -> Value {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(root().join("Cargo.toml"))
        .output()
        .expect("cargo metadata runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("json")
}

/// True when an SPDX expression can be met with the allowed licences: `OR` needs one side, `AND` both.
fn allowed(expression: &str) -> bool {
    let text = expression.replace('/', " OR ");
    fn any(text: &str) -> bool {
        let mut depth = 0;
        let words: Vec<&str> = text.split(' ').collect();
        for wanted in ["OR", "AND"] {
            for (i, word) in words.iter().enumerate() {
                depth += word.matches('(').count() as i32 - word.matches(')').count() as i32;
                if depth == 0 && *word == wanted {
                    let (left, right) = (words[..i].join(" "), words[i + 1..].join(" "));
                    return if wanted == "OR" {
                        any(&left) || any(&right)
                    } else {
                        any(&left) && any(&right)
                    };
                }
            }
        }
        let text = text.trim();
        if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            return any(inner);
        }
        LICENCES.contains(&text)
    }
    any(text.split_whitespace().collect::<Vec<_>>().join(" ").as_str())
}

#[test]
fn licence_expressions_are_read_right() {
    for ok in [
        "MIT",
        "MIT OR GPL-3.0",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Unlicense/MIT",
        "Apache-2.0 WITH LLVM-exception OR MIT",
    ] {
        assert!(allowed(ok), "{ok}");
    }
    for not in ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND GPL-2.0"] {
        assert!(!allowed(not), "{not}");
    }
}

#[test]
fn every_licence_may_be_combined_with_ours() {
    let wrong: Vec<String> = metadata()["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .filter(|p| !p["license"].as_str().is_some_and(allowed))
        .map(|p| format!("{} {}: {}", p["name"], p["version"], p["license"]))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn text_below(dir: &Path, out: &mut String) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_some_and(|n| n != "node_modules") {
            text_below(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push_str(&fs::read_to_string(&path).expect("readable"));
        }
    }
}

#[test]
fn every_dependency_is_used_and_explained() {
    let mut code = String::new();
    for dir in ["src", "tests", "examples", "benches"] {
        text_below(&root().join(dir), &mut code);
    }
    let page = fs::read_to_string(root().join("docs/DEPENDENCIES.md")).expect("docs/DEPENDENCIES.md");
    let metadata = metadata();
    let own = metadata["packages"]
        .as_array()
        .and_then(|p| p.iter().find(|p| p["name"] == "congkhai"))
        .expect("this package");
    let names: BTreeSet<&str> = own["dependencies"]
        .as_array()
        .expect("dependencies")
        .iter()
        .map(|d| d["rename"].as_str().or(d["name"].as_str()).expect("name"))
        .collect();
    for name in &names {
        let ident = name.replace('-', "_");
        let used = [format!("{ident}::"), format!("{ident}!"), format!("use {ident};")]
            .iter()
            .any(|u| code.contains(u.as_str()));
        assert!(used, "{name} is a dependency that nothing uses");
        assert!(page.contains(&format!("`{name}`")), "docs/DEPENDENCIES.md does not say why {name}");
    }
}
