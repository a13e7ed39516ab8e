//! Where the commune's files come from, and which of them are ours to read.

use super::names::{self, NameFault};
use crate::diagnostics::Arg::Word;
use crate::diagnostics::{Diagnostic, Place, codes};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// The places below a site's root that are read; everything else there is the clerk's own.
pub(super) const TOP: [&str; 5] = ["congkhai.yaml", "content", "data", "static", "themes"];

/// A file that can be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Path from the site's root, with `/`, spelled as the system spells it (not normalised, so
    /// that it can be opened again).
    pub path: Arc<str>,
    /// Size in bytes.
    pub size: u64,
}

/// The files of one site. A value: several sites can be read in one process.
pub trait Source: Sync {
    /// Every file to be read, in order of the bytes of their paths, and what is wrong with names,
    /// links and sizes. Lock files, hidden files and what no site has at its top is left out.
    fn list(&self) -> (Vec<Entry>, Vec<Diagnostic>);

    /// The bytes of one file; an error when it cannot be read (TEP01) or holds more than `cap`
    /// bytes (TEP02).
    fn read(&self, path: &str, cap: u64) -> Result<Vec<u8>, Box<Diagnostic>>;
}

/// A site in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct MemorySource(BTreeMap<Arc<str>, Vec<u8>>);

impl<P: Into<Arc<str>>, B: Into<Vec<u8>>> FromIterator<(P, B)> for MemorySource {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        MemorySource(files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect())
    }
}

impl Source for MemorySource {
    fn list(&self) -> (Vec<Entry>, Vec<Diagnostic>) {
        let mut entries = Vec::new();
        let mut found = Vec::new();
        for (path, bytes) in &self.0 {
            match verdict(path) {
                Verdict::Take => entries.push(Entry { path: path.clone(), size: bytes.len() as u64 }),
                Verdict::Leave => {}
                Verdict::Lock(of) => found.push(lock_file(path, of)),
            }
        }
        found.extend(portability(&entries));
        (entries, found)
    }

    fn read(&self, path: &str, cap: u64) -> Result<Vec<u8>, Box<Diagnostic>> {
        let bytes = self.0.get(path).ok_or_else(|| Box::new(unreadable(path, "khong_thay")))?;
        match bytes.len() as u64 {
            size if size > cap => Err(Box::new(too_large(path, size, cap))),
            _ => Ok(bytes.clone()),
        }
    }
}

/// What becomes of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict<'a> {
    Take,
    /// Not ours to read, and nothing to say about it.
    Leave,
    /// A lock file of the document of this name.
    Lock(&'a str),
}

/// What becomes of the file with this path from the root.
pub(super) fn verdict(path: &str) -> Verdict<'_> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if !folder.is_empty() && !folder_is_read(folder) || folder.is_empty() && !TOP.contains(&name) {
        return Verdict::Leave;
    }
    if let Some(of) = name.strip_prefix("~$") {
        return Verdict::Lock(of);
    }
    if let Some(of) = name.strip_prefix(".~lock.").and_then(|n| n.strip_suffix('#')) {
        return Verdict::Lock(of);
    }
    // Hidden files, and what Windows leaves in folders that were looked at.
    let litter = ["thumbs.db", "desktop.ini"].iter().any(|n| name.eq_ignore_ascii_case(n));
    if name.starts_with('.') || litter { Verdict::Leave } else { Verdict::Take }
}

/// True when files below the folder with this path from the root are read.
pub(super) fn folder_is_read(path: &str) -> bool {
    let mut names = path.split('/');
    names.next().is_some_and(|top| TOP.contains(&top))
        && !path.split('/').any(|name| name.starts_with('.') || name == "node_modules")
}

/// TEP07 for every name that other systems cannot hold, or would take for another's. A folder's
/// name is reported once.
pub(super) fn portability(entries: &[Entry]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut checked = HashSet::new();
    let mut spellings: HashMap<String, &str> = HashMap::new();
    for entry in entries {
        for path in names::folders(&entry.path).chain([&*entry.path]) {
            if !checked.insert(path) {
                continue;
            }
            let name = path.rsplit('/').next().unwrap_or(path);
            if let Some(fault) = names::fault(name) {
                found.push(not_windows(path, name, fault));
            }
            let first = *spellings.entry(names::key(path)).or_insert(path);
            if first != path {
                let d = Diagnostic::new(codes::NAME_NOT_PORTABLE, Place::file(path));
                found.push(d.arg("ly_do", Word("trung")).arg("ten", name).arg("khac", first));
            }
        }
    }
    found
}

fn not_windows(path: &str, name: &str, fault: NameFault) -> Diagnostic {
    let (why, what) = match fault {
        NameFault::Character(c) => ("ky_tu", c.escape_debug().to_string()),
        NameFault::Device => ("thiet_bi", name.to_owned()),
        NameFault::Ending => ("cuoi", name.to_owned()),
    };
    Diagnostic::new(codes::NAME_NOT_PORTABLE, Place::file(path))
        .arg("ly_do", Word(why))
        .arg("ten", name)
        .arg("khac", what)
}

/// TEP05.
pub(super) fn lock_file(path: &str, of: &str) -> Diagnostic {
    Diagnostic::new(codes::LOCK_FILE, Place::file(path)).arg("tep", of)
}

/// TEP01, with the key of the reason in the catalogue.
pub(super) fn unreadable(path: &str, why: &'static str) -> Diagnostic {
    Diagnostic::new(codes::FILE_UNREADABLE, Place::file(path)).arg("ly_do", Word(why))
}

/// TEP02; sizes in KB of 1024 bytes, as Explorer shows them, rounded up.
pub(super) fn too_large(path: &str, size: u64, cap: u64) -> Diagnostic {
    Diagnostic::new(codes::FILE_TOO_LARGE, Place::file(path))
        .arg("kich_thuoc", size.div_ceil(1024))
        .arg("toi_da", cap.div_ceil(1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read() {
        for taken in
            ["congkhai.yaml", "data/a.csv", "content/x/y.md", "static/public/a.png", "data/thumbs.txt"]
        {
            assert_eq!(verdict(taken), Verdict::Take, "{taken}");
        }
        for left in [
            "README.md",
            "public/index.html",
            "target/x",
            "data2/x",
            "data/.git/config",
            "themes/x/node_modules/y/z.js",
            "static/.DS_Store",
            "static/Thumbs.db",
            "~$x.docx",
        ] {
            assert_eq!(verdict(left), Verdict::Leave, "{left}");
        }
        assert_eq!(verdict("data/~$so.xlsx"), Verdict::Lock("so.xlsx"));
        assert_eq!(verdict("data/.~lock.số liệu.ods#"), Verdict::Lock("số liệu.ods"));
    }

    #[test]
    fn memory_lists_and_reads() {
        let source: MemorySource = [
            ("data/b.csv", "b"),
            ("congkhai.yaml", "abc"),
            ("data/a.csv", ""),
            ("data/~$b.xlsx", "x"),
            ("notes.txt", "x"),
        ]
        .into_iter()
        .collect();
        let (entries, found) = source.list();
        let names: Vec<_> = entries.iter().map(|e| (&*e.path, e.size)).collect();
        assert_eq!(names, [("congkhai.yaml", 3), ("data/a.csv", 0), ("data/b.csv", 1)]);
        assert_eq!(found, [lock_file("data/~$b.xlsx", "b.xlsx")]);
        assert_eq!(source.read("congkhai.yaml", 3).unwrap(), b"abc");
        assert_eq!(*source.read("congkhai.yaml", 2).unwrap_err(), too_large("congkhai.yaml", 3, 2));
        assert_eq!(*source.read("data/c.csv", 2).unwrap_err(), unreadable("data/c.csv", "khong_thay"));
    }

    #[test]
    fn names_that_do_not_travel() {
        let entries: Vec<Entry> =
            ["data/HO-SO/b.csv", "data/ho-so/a.csv", "data/ho-so/con.csv", "data/x?.csv"]
                .map(|p| Entry { path: p.into(), size: 0 })
                .into();
        let found: Vec<_> =
            portability(&entries).iter().map(|d| (d.place.to_string(), d.args[0].1.clone())).collect();
        assert_eq!(
            found,
            [
                ("data/ho-so".to_owned(), Word("trung")),
                ("data/ho-so/con.csv".to_owned(), Word("thiet_bi")),
                ("data/x?.csv".to_owned(), Word("ky_tu")),
            ]
        );
        let same = ["data/đề.csv", "data/đe\u{302}\u{300}.csv"].map(|p| Entry { path: p.into(), size: 0 });
        assert_eq!(portability(&same).len(), 1);
    }
}
