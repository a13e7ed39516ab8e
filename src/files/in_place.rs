//! Publishing into a folder that cannot be moved (a mount point): file by file.
//!
//! The changed files are all written into a folder inside the published one first. Then its
//! manifest appears there: from that moment the publication will be completed, by this process
//! or, after an interruption, by the next start. While it is completed the published folder has
//! no manifest of its own.
//!
//! What this promises: every file is whole at every moment; pages come after what they need;
//! after an interruption, and [`recover`](super::recover), the folder is the old site or the new
//! one. What it cannot promise: during the renames, and after an interruption until the next
//! start, visitors can meet new pages beside old ones.

use super::manifest::{MANIFEST, Manifest};
use super::names::{folders, key};
use super::ops::{Kind, Ops};
use super::publish::PublishError;
use super::site::Site;
use super::stage::make_folders;
use super::survey::{Node, Survey, walk};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashSet};

/// In [`Site::inner`]: the changed files.
const NEW: &str = "new";
/// In [`Site::inner`]: the new manifest before it counts.
const DRAFT: &str = "draft.json";
/// In [`Site::inner`]: the manifest of the site that is being replaced.
const OLD: &str = "old.json";

/// Prepares and completes a publication in place.
pub(super) fn publish(ops: &Ops, site: &Site, survey: &Survey) -> Result<(), PublishError> {
    ops.make_dirs(&site.out)?;
    let inner = site.inner();
    let fresh = inner.join(NEW);
    ops.make_dir(&inner)?;
    ops.make_dir(&fresh)?;
    let changed = || survey.files.iter().filter(|(_, kept)| !kept).map(|(file, _)| *file);
    let mut made = make_folders(ops, &fresh, changed().flat_map(|file| folders(&file.path)))?;
    made.push(fresh.clone());
    changed()
        .collect::<Vec<_>>()
        .par_iter()
        .try_for_each(|file| ops.write(&fresh.join(&file.path), &file.bytes))?;
    ops.write(&inner.join(DRAFT), &survey.manifest.to_bytes())?;
    ops.sync(&inner, &made)?;
    ops.rename(&inner.join(DRAFT), &inner.join(MANIFEST))?;
    ops.sync_dir(&inner)?;
    complete(ops, site)
}

/// Completes what an interruption left, or clears it away when it had not come far enough.
pub(super) fn resume(ops: &Ops, site: &Site) -> Result<(), PublishError> {
    let inner = site.inner();
    if ops.kind(&inner)? != Some(Kind::Folder) {
        return Ok(());
    }
    if ops.kind(&inner.join(MANIFEST))?.is_some() {
        complete(ops, site)?;
    }
    ops.sync_dir(&site.out)?;
    Ok(ops.remove_tree(&inner)?)
}

/// Clears away preparations that failed, unless they have come so far that they will be completed.
pub(super) fn give_up(ops: &Ops, site: &Site) -> Result<(), PublishError> {
    match ops.kind(&site.inner().join(MANIFEST))? {
        None => resume(ops, site),
        Some(_) => Ok(()),
    }
}

/// Brings the prepared files to their places. May be interrupted at any point and called again.
fn complete(ops: &Ops, site: &Site) -> Result<(), PublishError> {
    let (out, inner) = (&site.out, site.inner());
    let fresh = inner.join(NEW);
    let unreadable = || PublishError::ManifestUnreadable(inner.join(MANIFEST));
    let new = Manifest::of_folder(ops, &inner)?.ok_or_else(unreadable)?;
    if ops.kind(&out.join(MANIFEST))?.is_some() {
        ops.rename(&out.join(MANIFEST), &inner.join(OLD))?;
    }
    let old = ops.read(&inner.join(OLD))?.and_then(|bytes| Manifest::parse(&bytes));
    let was_ours = |path: &str| old.as_ref().is_some_and(|m| m.holds(path));

    // Stale files that stand where the new site needs a file or folder go first (a file of the
    // same name in another case too), all others after the pages that may link to them.
    let new_files: HashSet<String> = new.files.iter().map(|f| key(&f.path)).collect();
    let new_folders: HashSet<String> = new.files.iter().flat_map(|f| folders(&f.path)).map(key).collect();
    let in_the_way = |path: &str| {
        let own = key(path);
        let below_a_file = folders(&own).any(|f| new_files.contains(f));
        new_files.contains(&own) || new_folders.contains(&own) || below_a_file
    };
    let old_folders: HashSet<&str> =
        old.iter().flat_map(|m| &m.files).flat_map(|f| folders(&f.path)).collect();
    let is_stale = |node: &Node| match node.kind {
        Kind::Folder => old_folders.contains(node.path.as_str()) && !new_folders.contains(&key(&node.path)),
        _ => was_ours(&node.path) && !new.holds(&node.path),
    };
    let standing = walk(ops, out)?;
    let (first, last): (Vec<&Node>, Vec<&Node>) =
        standing.iter().filter(|n| is_stale(n)).partition(|n| in_the_way(&n.path));
    clear(ops, site, &first)?;

    let (pages, rest): (Vec<Node>, Vec<Node>) = walk(ops, &fresh)?
        .into_iter()
        .filter(|n| n.kind != Kind::Folder)
        .partition(|n| n.path.ends_with(".html"));
    let strange: HashSet<&str> = standing
        .iter()
        .filter(|n| n.kind != Kind::Folder && !was_ours(&n.path))
        .map(|n| n.path.as_str())
        .collect();
    let mut filled = BTreeSet::new();
    for node in rest.iter().chain(&pages) {
        // Put there by somebody after the comparison.
        if strange.contains(node.path.as_str()) {
            return Err(PublishError::InTheWay(vec![node.path.clone()]));
        }
        let to = out.join(&node.relative);
        if let Some(parent) = to.parent() {
            ops.make_dirs(parent)?;
            filled.insert(parent.to_owned());
        }
        ops.rename(&fresh.join(&node.relative), &to)?;
    }
    clear(ops, site, &last)?;
    ops.sync(out, &Vec::from_iter(filled))?;
    Ok(ops.rename(&inner.join(MANIFEST), &out.join(MANIFEST))?)
}

/// Removes files, and then those folders that are empty without them; `nodes` has a folder before
/// its contents.
fn clear(ops: &Ops, site: &Site, nodes: &[&Node]) -> Result<(), PublishError> {
    let (folders, files): (Vec<&Node>, Vec<&Node>) = nodes.iter().partition(|n| n.kind == Kind::Folder);
    for node in files {
        ops.remove_file(&site.out.join(&node.relative))?;
    }
    for node in folders.iter().rev() {
        ops.remove_dir(&site.out.join(&node.relative))?;
    }
    Ok(())
}
