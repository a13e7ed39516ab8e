//! Fixtures that cannot lie in a repository: links, lock files, huge or binary files.
//!
//! Lines of `make.txt`: `symlink PATH TARGET`, `file PATH`, `folder PATH`, `length PATH BYTES` (sparse),
//! `remove PATH`, and `call` for a function of this file or of `tables.rs`
//! named after the fixture. A line that begins with `#` says what is made.

use std::fs::{self, File};
use std::path::Path;

#[path = "tables.rs"]
mod tables;

/// Writes what a fixture's `make.txt` asks for into the site.
pub(crate) fn make(name: &str, recipe: &str, site: &Path) {
    for line in recipe.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
        let mut words = line.split(' ');
        let (verb, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let rest = words.collect::<Vec<_>>().join(" ");
        let at = site.join(path);
        if let Some(folder) = at.parent() {
            fs::create_dir_all(folder).expect("folder");
        }
        match verb {
            "symlink" => std::os::unix::fs::symlink(rest, at).expect("link"),
            "file" => fs::write(at, "x").expect("file"),
            "folder" => fs::create_dir_all(at).expect("folder"),
            "length" => {
                let bytes = rest.parse().expect("bytes");
                File::create(at).and_then(|f| f.set_len(bytes)).expect("sparse file");
            }
            "remove" => fs::remove_file(at).expect("a file of the base"),
            "call" => call(name, site),
            other => panic!("{name}/make.txt: {other} is no verb"),
        }
    }
}

fn call(name: &str, site: &Path) {
    match name {
        "KT01" => heavy_text(site),
        table if tables::make(table, site) => {}
        other => panic!("{other}: no function makes it"),
    }
}

/// A text that stays heavy when compressed: words of pseudo-random letters.
fn heavy_text(site: &Path) {
    let mut text = String::from("---\ntieu_de: Giới thiệu\n---\n\n");
    let mut state = 1u64;
    for i in 0..200_000u32 {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        text.push(char::from(b'a' + ((state >> 40) % 26) as u8));
        if i % 9 == 8 {
            text.push(' ');
        }
        if i % 900 == 899 {
            text.push_str("\n\n");
        }
    }
    fs::write(site.join("content/gioi-thieu.md"), text).expect("file");
}
