//! Preparing the new site as a whole folder beside the old one.

use super::manifest::MANIFEST;
use super::names::folders;
use super::ops::{Done, Kind, Ops};
use super::site::Site;
use super::survey::Survey;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// Makes the folders with these paths below `root`, which exists, each level in parallel: on one
/// thread making folders costs more than writing the files. Returns them.
pub(super) fn make_folders<P: AsRef<Path> + Sync>(
    ops: &Ops,
    root: &Path,
    paths: impl IntoIterator<Item = P>,
) -> Done<Vec<PathBuf>> {
    let mut levels: BTreeMap<usize, BTreeSet<PathBuf>> = BTreeMap::new();
    for path in paths {
        let path = path.as_ref();
        levels.entry(path.components().count()).or_default().insert(root.join(path));
    }
    for level in levels.values() {
        level.par_iter().try_for_each(|folder| match ops.make_dir(folder) {
            // Two spellings of one name, where case does not count.
            Err(e) if e.kind == io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        })?;
    }
    Ok(levels.into_values().flatten().collect())
}

/// Fills the staging folder with the whole new site, its manifest last. Files that stay as they
/// are become second names of the old ones (copies with the old time stamp where the file system
/// has no such thing), so nothing is cleared and written again.
pub(super) fn stage(ops: &Ops, site: &Site, survey: &Survey) -> Done<()> {
    let root = &site.staging;
    ops.make_dir(root)?;
    let own = survey.files.iter().flat_map(|(file, _)| folders(&file.path)).map(PathBuf::from);
    let carried = survey.carried.iter().flat_map(|node| {
        let itself = (node.kind == Kind::Folder).then(|| node.relative.clone());
        let above = node.relative.ancestors().skip(1).filter(|p| *p != Path::new("")).map(Path::to_owned);
        above.chain(itself)
    });
    let made = make_folders(ops, root, own.chain(carried))?;

    survey.files.par_iter().try_for_each(|(file, kept)| {
        let to = root.join(&file.path);
        if *kept { keep(ops, &site.out.join(&file.path), &to) } else { ops.write(&to, &file.bytes) }
    })?;
    for node in &survey.carried {
        let (from, to) = (site.out.join(&node.relative), root.join(&node.relative));
        match node.kind {
            Kind::Folder | Kind::Other => {}
            Kind::File(_) => keep(ops, &from, &to)?,
            Kind::Link => ops.copy_symlink(&from, &to)?,
        }
    }
    if survey.exists {
        ops.permit(&site.out, root)?;
    }
    ops.write(&root.join(MANIFEST), &survey.manifest.to_bytes())?;
    ops.sync(root, &made)
}

/// The file under a second name, or a copy where that fails for whatever reason.
fn keep(ops: &Ops, from: &Path, to: &Path) -> Done<()> {
    ops.link(from, to).or_else(|_| ops.copy(from, to))
}
