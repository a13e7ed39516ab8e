//! The commune's files in a folder of the disk.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use super::names;
use super::source::{
    Entry, Source, TOP, Verdict, folder_is_read, lock_file, portability, too_large, unreadable, verdict,
};
use crate::diagnostics::{Arg, Diagnostic, Place, codes};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// How much is read at most, so that a wrong folder or a loop of links ends soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file; larger ones are reported (TEP02) and left out.
    pub file_bytes: u64,
    /// Number of files; the listing ends there (TEP08).
    pub files: usize,
    /// Folders above a file; deeper ones are reported (TEP08) and left out.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { file_bytes: 512 << 20, files: 200_000, depth: 24 }
    }
}

/// A site in a folder.
#[derive(Clone, Debug)]
pub struct DiskSource {
    root: PathBuf,
    out: Option<PathBuf>,
    limits: Limits,
}

impl DiskSource {
    /// The site in this folder.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        DiskSource { root: root.into(), out: None, limits: Limits::default() }
    }

    /// Says why the root cannot be read as a folder, if so.
    ///
    /// # Errors
    /// What the system says when the folder is opened.
    pub fn open(&self) -> std::io::Result<()> {
        fs::read_dir(&self.root).map(|_| ())
    }

    /// The site's folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Leaves out this folder, to which the site is published.
    #[must_use]
    pub fn leaving_out(mut self, out: impl Into<PathBuf>) -> Self {
        self.out = Some(out.into());
        self
    }

    /// Other limits than the default ones.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}

impl Source for DiskSource {
    fn list(&self) -> (Vec<Entry>, Vec<Diagnostic>) {
        let mut entries = Vec::new();
        let mut found = Vec::new();
        let root = match fs::canonicalize(&self.root) {
            Ok(root) => root,
            Err(e) => return (entries, vec![unreadable(".", reason(&e))]),
        };
        let out = self.out.as_ref().and_then(|out| fs::canonicalize(out).ok());
        // In order of names, so that what the limits leave out is always the same.
        let mut walk = WalkDir::new(&root)
            .follow_links(true)
            .min_depth(1)
            .max_depth(self.limits.depth + 1)
            .sort_by_file_name()
            .into_iter();
        while let Some(next) = walk.next() {
            let entry = match next {
                Ok(entry) => entry,
                Err(e) => {
                    found.extend(walk_error(&root, &e));
                    continue;
                }
            };
            let path = match relative(&root, entry.path()) {
                Ok(path) => path,
                Err(lossy) => {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                    if names::folders(&lossy).next().is_some_and(folder_is_read) {
                        found.push(unreadable(&lossy, "ten"));
                    }
                    continue;
                }
            };
            let is_dir = entry.file_type().is_dir();
            if entry.depth() == 1 {
                found.extend(misspelled(&path));
            }
            let ours = if is_dir { folder_is_read(&path) } else { verdict(&path) != Verdict::Leave };
            if !ours || is_dir && out.as_deref() == Some(entry.path()) {
                if is_dir {
                    walk.skip_current_dir();
                }
                continue;
            }
            if let Some(leaves) = leaves_site(&root, &entry, &path) {
                found.push(leaves);
                if is_dir {
                    walk.skip_current_dir();
                }
                continue;
            }
            if is_dir {
                if entry.depth() > self.limits.depth {
                    found.push(too_much(&path, "sau", self.limits.depth));
                }
                continue;
            }
            if let Verdict::Lock(of) = verdict(&path) {
                found.push(lock_file(&path, of));
                continue;
            }
            match entry.metadata() {
                Err(e) => found.extend(walk_error(&root, &e)),
                Ok(meta) if !meta.is_file() => found.push(unreadable(&path, "khong_phai_tep")),
                Ok(meta) if meta.len() > self.limits.file_bytes => {
                    found.push(too_large(&path, meta.len(), self.limits.file_bytes));
                }
                Ok(_) if entries.len() == self.limits.files => {
                    found.push(too_much(".", "nhieu", self.limits.files));
                    break;
                }
                Ok(meta) => entries.push(Entry { path: path.into(), size: meta.len() }),
            }
        }
        entries.sort();
        found.extend(portability(&entries));
        (entries, found)
    }

    fn read(&self, path: &str, cap: u64) -> Result<Vec<u8>, Box<Diagnostic>> {
        let failed = |e: io::Error| Box::new(unreadable(path, reason(&e)));
        // Paths may come from the clerk's files; none leads out of the site.
        let inside =
            !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if !inside {
            return Err(Box::new(unreadable(path, "khong_thay")));
        }
        let root = fs::canonicalize(&self.root).map_err(failed)?;
        let real = fs::canonicalize(root.join(path)).map_err(failed)?;
        if !real.starts_with(&root) {
            return Err(Box::new(link_leaves(path, "ra_ngoai")));
        }
        // Asked before opening: opening a pipe waits for somebody to write to it.
        let meta = fs::metadata(&real).map_err(failed)?;
        if !meta.is_file() {
            return Err(Box::new(unreadable(path, "khong_phai_tep")));
        }
        if meta.len() > cap {
            return Err(Box::new(too_large(path, meta.len(), cap)));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
        // It may be growing while we read.
        File::open(&real).and_then(|f| f.take(cap + 1).read_to_end(&mut bytes)).map_err(failed)?;
        match bytes.len() as u64 {
            size if size > cap => Err(Box::new(too_large(path, size, cap))),
            _ => Ok(bytes),
        }
    }
}

/// The path from the root with `/`; the error is a readable form of a path that is no Unicode.
fn relative(root: &Path, path: &Path) -> Result<String, String> {
    let parts: Vec<_> =
        path.strip_prefix(root).unwrap_or(path).components().map(Component::as_os_str).collect();
    let unicode: Option<Vec<&str>> = parts.iter().map(|p| p.to_str()).collect();
    match unicode {
        Some(parts) => Ok(parts.join("/")),
        None => Err(parts.iter().map(|p| p.to_string_lossy()).collect::<Vec<_>>().join("/")),
    }
}

/// TEP07 for a name at the top that is one of ours but for case (`Data`): other systems would
/// read it, this one does not.
fn misspelled(name: &str) -> Option<Diagnostic> {
    let own = names::key(name);
    let meant = TOP.iter().find(|top| own == **top && name != **top)?;
    let d = Diagnostic::new(codes::NAME_NOT_PORTABLE, Place::file(name));
    Some(d.arg("ly_do", Arg::Word("chu_hoa")).arg("ten", name).arg("khac", *meant))
}

/// TEP03 when this is a link to something that the site doesn't read.
fn leaves_site(root: &Path, entry: &DirEntry, path: &str) -> Option<Diagnostic> {
    if !entry.path_is_symlink() {
        return None;
    }
    let target = match fs::canonicalize(entry.path()) {
        Ok(target) => target,
        Err(e) => return Some(unreadable(path, reason(&e))),
    };
    let inside = target.starts_with(root)
        && relative(root, &target).is_ok_and(|target| {
            if entry.file_type().is_dir() {
                folder_is_read(&target)
            } else {
                verdict(&target) == Verdict::Take
            }
        });
    (!inside).then(|| link_leaves(path, "ra_ngoai"))
}

fn link_leaves(path: &str, why: &'static str) -> Diagnostic {
    Diagnostic::new(codes::LINK_LEAVES_SITE, Place::file(path)).arg("ly_do", Arg::Word(why))
}

fn too_much(path: &str, why: &'static str, limit: usize) -> Diagnostic {
    Diagnostic::new(codes::TREE_TOO_LARGE, Place::file(path))
        .arg("ly_do", Arg::Word(why))
        .arg("toi_da", limit)
}

/// What the walk could not enter; `None` when it is outside of what we read.
fn walk_error(root: &Path, error: &walkdir::Error) -> Option<Diagnostic> {
    let path = relative(root, error.path().unwrap_or(root)).unwrap_or_else(|lossy| lossy);
    if path.is_empty() {
        return Some(unreadable(".", error.io_error().map_or("khac", reason)));
    }
    let ours = verdict(&path) != Verdict::Leave || folder_is_read(&path);
    ours.then(|| match error.io_error() {
        Some(e) => unreadable(&path, reason(e)),
        None => link_leaves(&path, "vong"),
    })
}

/// The catalogue's key for why the system refused.
fn reason(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "khong_thay",
        // Sharing and lock violations: the file is open in Excel or Word.
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => "dang_mo",
        io::ErrorKind::PermissionDenied => "khong_co_quyen",
        _ => "khac",
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn site(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file.as_bytes()).unwrap();
        }
        dir
    }

    fn listed(source: &DiskSource) -> (Vec<String>, Vec<String>) {
        let (entries, found) = source.list();
        let entries = entries.iter().map(|e| e.path.to_string()).collect();
        let mut found: Vec<String> = found
            .iter()
            .map(|d| {
                let why = d.args.iter().find(|(n, _)| *n == "ly_do").map(|(_, a)| format!(" {a:?}"));
                format!("{} {}{}", d.code, d.place, why.unwrap_or_default())
            })
            .collect();
        found.sort();
        (entries, found)
    }

    #[test]
    fn order_is_that_of_path_bytes_and_only_ours_is_read() {
        let dir = site(&[
            "data/a/x.csv",
            "data/a.csv",
            "data/a-b.csv",
            "data/Z.csv",
            "congkhai.yaml",
            "content/trang.md",
            "static/public/a.png",
            "public/index.html",
            "target/debug/x",
            "node_modules/x.js",
            "themes/t/node_modules/x.js",
            "themes/t/page.html",
            ".git/config",
            "data/.git/config",
            "README.md",
        ]);
        let (entries, found) = listed(&DiskSource::new(dir.path()));
        assert_eq!(
            entries,
            [
                "congkhai.yaml",
                "content/trang.md",
                "data/Z.csv",
                "data/a-b.csv",
                "data/a.csv",
                "data/a/x.csv",
                "static/public/a.png",
                "themes/t/page.html"
            ]
        );
        assert!(found.is_empty(), "{found:?}");
        let source = DiskSource::new(dir.path()).leaving_out(dir.path().join("static/public"));
        assert_eq!(listed(&source).0.len(), 7);
        assert_eq!(source.read("data/a/x.csv", 100).unwrap(), b"data/a/x.csv");
    }

    #[test]
    fn links_are_followed_inside_the_site_only() {
        let elsewhere = site(&["secret/x.md"]);
        let dir = site(&["content/a.md", "content/b/c.md", "README.md", "public/index.html"]);
        let at = |p: &str| dir.path().join(p);
        symlink("a.md", at("content/again.md")).unwrap();
        symlink("b", at("content/same")).unwrap();
        symlink(elsewhere.path().join("secret"), at("content/out")).unwrap();
        symlink(elsewhere.path().join("secret/x.md"), at("content/out.md")).unwrap();
        symlink("../README.md", at("content/readme.md")).unwrap();
        symlink("../public", at("content/pub")).unwrap();
        symlink("..", at("content/b/loop")).unwrap();
        symlink("nowhere", at("content/broken.md")).unwrap();
        let source = DiskSource::new(dir.path());
        let (entries, found) = listed(&source);
        assert_eq!(entries, ["content/a.md", "content/again.md", "content/b/c.md", "content/same/c.md"]);
        assert_eq!(
            found,
            [
                "TEP01 content/broken.md Word(\"khong_thay\")",
                "TEP03 content/b/loop Word(\"vong\")",
                "TEP03 content/out Word(\"ra_ngoai\")",
                "TEP03 content/out.md Word(\"ra_ngoai\")",
                "TEP03 content/pub Word(\"ra_ngoai\")",
                "TEP03 content/readme.md Word(\"ra_ngoai\")",
                "TEP03 content/same/loop Word(\"vong\")",
            ]
        );
        assert_eq!(source.read("content/out.md", 99).unwrap_err().code, codes::LINK_LEAVES_SITE);
        assert_eq!(source.read("content/out/x.md", 99).unwrap_err().code, codes::LINK_LEAVES_SITE);
        for path in ["../x", "/etc/passwd", "content/../README.md", ""] {
            assert_eq!(source.read(path, 99).unwrap_err().code, codes::FILE_UNREADABLE, "{path}");
        }
    }

    #[test]
    fn links_that_multiply_end_at_the_limits() {
        let dir = site(&["data/0/x.csv"]);
        for level in 1..40 {
            let folder = dir.path().join(format!("data/{level}"));
            fs::create_dir(&folder).unwrap();
            for name in ["a", "b"] {
                symlink(format!("../{}", level - 1), folder.join(name)).unwrap();
            }
        }
        let limits = Limits { files: 50, depth: 8, ..Limits::default() };
        let (entries, found) = listed(&DiskSource::new(dir.path()).with_limits(limits));
        assert_eq!(entries.len(), 50);
        assert!(found.contains(&"TEP08 . Word(\"nhieu\")".to_owned()), "{found:?}");
    }

    #[test]
    fn limits() {
        let dir = site(&["data/a/b/c.csv", "data/a/d.csv", "data/e.csv", "data/f.csv"]);
        fs::write(dir.path().join("data/big.csv"), [b'x'; 100]).unwrap();
        let limits = |file_bytes, files, depth| {
            listed(&DiskSource::new(dir.path()).with_limits(Limits { file_bytes, files, depth }))
        };
        assert_eq!(limits(100, 9, 9).1, [] as [&str; 0]);
        assert_eq!(limits(99, 9, 9).1, ["TEP02 data/big.csv"]);
        assert_eq!(limits(100, 5, 9).1, [] as [&str; 0]);
        let (entries, found) = limits(100, 4, 9);
        assert_eq!((entries.len(), found), (4, vec!["TEP08 . Word(\"nhieu\")".to_owned()]));
        assert_eq!(limits(100, 9, 3).1, [] as [&str; 0]);
        let (entries, found) = limits(100, 9, 2);
        assert_eq!((entries.len(), found), (4, vec!["TEP08 data/a/b Word(\"sau\")".to_owned()]));
        let source = DiskSource::new(dir.path());
        assert_eq!(source.read("data/big.csv", 100).unwrap().len(), 100);
        assert_eq!(source.read("data/big.csv", 99).unwrap_err().code, codes::FILE_TOO_LARGE);
    }

    #[test]
    fn names_and_what_is_no_file() {
        use std::os::unix::ffi::OsStrExt;
        let dir = site(&[
            "data/~$a.xlsx",
            "data/.~lock.b.ods#",
            "Content/a.md",
            "data/x:y.csv",
            "data/A.csv",
            "data/a.csv",
        ]);
        fs::write(dir.path().join("data").join(std::ffi::OsStr::from_bytes(b"\xff.csv")), "").unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("data/s.sock")).unwrap();
        let source = DiskSource::new(dir.path());
        let (entries, found) = listed(&source);
        assert_eq!(entries, ["data/A.csv", "data/a.csv", "data/x:y.csv"]);
        assert_eq!(
            found,
            [
                "TEP01 data/s.sock Word(\"khong_phai_tep\")",
                "TEP01 data/\u{fffd}.csv Word(\"ten\")",
                "TEP05 data/.~lock.b.ods#",
                "TEP05 data/~$a.xlsx",
                "TEP07 Content Word(\"chu_hoa\")",
                "TEP07 data/a.csv Word(\"trung\")",
                "TEP07 data/x:y.csv Word(\"ky_tu\")",
            ]
        );
        assert_eq!(source.read("data/s.sock", 9).unwrap_err().code, codes::FILE_UNREADABLE);
        assert_eq!(source.read("data", 9).unwrap_err().code, codes::FILE_UNREADABLE);
        assert_eq!(source.read("data/none", 9).unwrap_err().code, codes::FILE_UNREADABLE);
    }

    #[test]
    fn no_root() {
        let dir = tempfile::tempdir().unwrap();
        let (entries, found) = listed(&DiskSource::new(dir.path().join("none")));
        assert!(entries.is_empty());
        assert_eq!(found, ["TEP01 . Word(\"khong_thay\")"]);
    }

    #[test]
    fn a_folder_without_permission_is_reported() {
        let dir = site(&["data/a/b.csv", "data/c.csv"]);
        let closed = dir.path().join("data/a");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o0)).unwrap();
        // The superuser may read it all the same.
        let may = fs::read_dir(&closed).is_ok();
        let (entries, found) = listed(&DiskSource::new(dir.path()));
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
        if !may {
            assert_eq!(entries, ["data/c.csv"]);
            assert_eq!(found, ["TEP01 data/a Word(\"khong_co_quyen\")"]);
        }
    }
}
