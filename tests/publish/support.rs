//! Small sites, snapshots of folders, and recorded operations.

use congkhai::files::{Action, Artifact, Faults, NoFaults, Op, PublishError, Published, SwapMode, publish};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tempfile::TempDir;

/// The modes that this system can do.
pub(crate) const MODES: &[SwapMode] = if cfg!(any(target_os = "linux", target_vendor = "apple")) {
    &[SwapMode::Exchange, SwapMode::Journal, SwapMode::InPlace]
} else {
    &[SwapMode::Journal, SwapMode::InPlace]
};

/// A folder in memory where the system has such a place: thousands of publications wait for no
/// disk there.
pub(crate) fn fast_dir() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir()
        && let Ok(dir) = tempfile::tempdir_in(memory)
    {
        return dir;
    }
    tempfile::tempdir().unwrap()
}

pub(crate) fn artifacts(files: &[(&str, &str)]) -> Vec<Artifact> {
    files.iter().map(|(p, b)| Artifact { path: (*p).to_owned(), bytes: b.as_bytes().to_vec() }).collect()
}

/// The site that is replaced.
pub(crate) fn old_site() -> Vec<Artifact> {
    artifacts(&[
        ("index.html", "old index"),
        ("kieu.css", "same css"),
        ("thu-tuc/1.html", "same procedure"),
        ("thu-tuc/2.html", "stale procedure"),
        ("cu/x.html", "stale, and its folder becomes a file"),
        ("doi", "becomes a folder"),
    ])
}

/// The site that replaces it: files that are equal, changed, new and gone, a file that was a
/// folder and a folder that was a file.
pub(crate) fn new_site() -> Vec<Artifact> {
    artifacts(&[
        ("index.html", "new index"),
        ("kieu.css", "same css"),
        ("thu-tuc/1.html", "same procedure"),
        ("cu", "now a file"),
        ("doi/a/z.html", "now in a folder"),
        ("moi.json", "{}"),
    ])
}

/// Puts files (and on Unix a link) into a published folder as somebody else would.
pub(crate) fn drop_strangers(out: &Path) {
    fs::write(out.join("google123.html"), "hers").unwrap();
    fs::create_dir_all(out.join("rieng/trong")).unwrap();
    fs::write(out.join("rieng/ghi-chu.txt"), "hers too").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("rieng/ghi-chu.txt", out.join("lien-ket")).unwrap();
}

/// Everything below a folder: files with their bytes, links with their targets, folders.
pub(crate) type Snapshot = BTreeMap<String, String>;

pub(crate) fn snapshot(folder: &Path) -> Option<Snapshot> {
    fn visit(root: &Path, folder: &Path, into: &mut Snapshot) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            let kind = fs::symlink_metadata(&path).unwrap().file_type();
            if kind.is_symlink() {
                into.insert(name, format!("link {}", fs::read_link(&path).unwrap().display()));
            } else if kind.is_dir() {
                into.insert(format!("{name}/"), String::new());
                visit(root, &path, into);
            } else {
                into.insert(name, String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned());
            }
        }
    }
    folder.is_dir().then(|| {
        let mut all = Snapshot::new();
        visit(folder, folder, &mut all);
        all
    })
}

/// Names beside the published folder, without the lock, which stays.
pub(crate) fn beside(out: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(out.parent().unwrap())
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| !n.ends_with("-lock") && *n != *out.file_name().unwrap().to_string_lossy())
        .collect();
    names.sort();
    names
}

/// A publication that nothing disturbs.
pub(crate) fn publish_well(out: &Path, site: &[Artifact], mode: SwapMode) -> Published {
    let published = publish(out, site, mode, &NoFaults).unwrap();
    assert_eq!(published.left, None);
    published
}

/// Runs on one thread, so that operations come in one order.
pub(crate) fn in_order<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(run)
}

/// Writes down every operation.
#[derive(Default)]
pub(crate) struct Recorder(Mutex<Vec<(Op, PathBuf)>>);

impl Recorder {
    pub(crate) fn trace(self) -> Vec<(Op, PathBuf)> {
        self.0.into_inner().unwrap()
    }
}

impl Faults for Recorder {
    fn at(&self, op: Op, path: &Path) -> Action {
        self.0.lock().unwrap().push((op, path.to_owned()));
        Action::Go
    }
}

/// Does something once, right before the first operation of this name.
pub(crate) struct Meanwhile<F: Fn() + Sync> {
    op: Op,
    act: F,
    done: Mutex<bool>,
}

impl<F: Fn() + Sync> Meanwhile<F> {
    pub(crate) fn at_first(op: Op, act: F) -> Self {
        Meanwhile { op, act, done: Mutex::new(false) }
    }
}

impl<F: Fn() + Sync> Faults for Meanwhile<F> {
    fn at(&self, op: Op, _: &Path) -> Action {
        if op == self.op && !std::mem::replace(&mut *self.done.lock().unwrap(), true) {
            (self.act)();
        }
        Action::Go
    }
}

pub(crate) fn is_error<T: std::fmt::Debug>(
    result: Result<T, PublishError>,
    test: impl Fn(&PublishError) -> bool,
) {
    match result {
        Err(e) if test(&e) => {}
        other => panic!("{other:?}"),
    }
}
