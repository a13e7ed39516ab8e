//! A new site's files, written into a folder that was empty.

use super::faults::NoFaults;
use super::ops::{Done, IoFailure, Kind, Ops};
use super::publish::Artifact;
use std::path::{Path, PathBuf};

/// Why nothing was planted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlantError {
    /// There is a file in the folder's place.
    NotAFolder(PathBuf),
    /// The folder holds something, which is never touched.
    NotEmpty(PathBuf),
    /// The disk refused; what had been written is removed again.
    Io(IoFailure),
}

impl From<IoFailure> for PlantError {
    fn from(failure: IoFailure) -> Self {
        PlantError::Io(failure)
    }
}

/// Writes files (paths with `/`, below `root`) and empty folders into `root`, which is made when
/// it isn't there.
///
/// # Errors
/// When the folder isn't empty, or the disk refuses; then no file of ours stays behind.
pub fn plant(root: &Path, files: &[Artifact], folders: &[&str]) -> Result<(), PlantError> {
    let ops = Ops::new(&NoFaults);
    let root = ops.resolve(root)?.unwrap_or_else(|| root.to_owned());
    match ops.kind(&root)? {
        None => ops.make_dirs(&root)?,
        Some(Kind::Folder) if ops.list(&root)?.is_empty() => {}
        Some(Kind::Folder) => return Err(PlantError::NotEmpty(root)),
        Some(_) => return Err(PlantError::NotAFolder(root)),
    }
    let mut written = Vec::new();
    let result = write(&ops, &root, files, folders, &mut written);
    if result.is_err() {
        for path in &written {
            // The first failure is the one to tell.
            let _ = ops.remove_file(path);
        }
    }
    result.map_err(PlantError::Io)
}

fn write(
    ops: &Ops,
    root: &Path,
    files: &[Artifact],
    folders: &[&str],
    written: &mut Vec<PathBuf>,
) -> Done<()> {
    for folder in folders {
        ops.make_dirs(&root.join(folder))?;
    }
    for file in files {
        let path = root.join(&file.path);
        if let Some(folder) = path.parent() {
            ops.make_dirs(folder)?;
        }
        ops.write(&path, &file.bytes)?;
        written.push(path);
    }
    ops.sync(root, &[])
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)]
mod tests {
    use super::*;
    use std::fs;

    fn file(path: &str) -> Artifact {
        Artifact { path: path.to_owned(), bytes: path.as_bytes().to_vec() }
    }

    #[test]
    fn only_an_empty_folder_is_filled() {
        let dir = tempfile::tempdir().unwrap();
        let new = dir.path().join("xa/mau");
        plant(&new, &[file("a.txt"), file("b/c.txt")], &["data/ho-so"]).unwrap();
        assert_eq!(fs::read(new.join("b/c.txt")).unwrap(), b"b/c.txt");
        assert!(new.join("data/ho-so").is_dir());
        let again = plant(&new, &[file("d.txt")], &[]);
        assert!(matches!(again, Err(PlantError::NotEmpty(_))), "{again:?}");
        assert!(!new.join("d.txt").exists());
        let on_a_file = plant(&new.join("a.txt"), &[file("d.txt")], &[]);
        assert!(matches!(on_a_file, Err(PlantError::NotAFolder(_))), "{on_a_file:?}");
    }

    #[test]
    fn a_failure_leaves_no_file_behind() {
        let dir = tempfile::tempdir().unwrap();
        // The second file wants a folder where the first one is.
        let failed = plant(dir.path(), &[file("a"), file("a/b")], &[]);
        assert!(matches!(failed, Err(PlantError::Io(_))), "{failed:?}");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
