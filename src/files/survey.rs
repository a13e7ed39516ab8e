//! What a new site means for the folder that stands there: which files stay as they are, which
//! are written, which are stale, which are not ours and come along.

use super::manifest::{MANIFEST, Manifest, ManifestEntry};
use super::names::{folders, key};
use super::ops::{Done, Kind, Ops};
use super::publish::{Artifact, PublishError};
use super::site::{INNER, Site, Standing};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Something below a folder.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The path from the folder as the system spells it.
    pub(super) relative: PathBuf,
    /// The same with `/`; letters that are no Unicode are replaced.
    pub(super) path: String,
    /// What it is.
    pub(super) kind: Kind,
}

/// Everything below a folder but our own manifest and preparations, a folder before its contents,
/// links not followed.
pub(super) fn walk(ops: &Ops, root: &Path) -> Done<Vec<Node>> {
    let mut nodes = Vec::new();
    let mut pending = vec![(PathBuf::new(), String::new())];
    while let Some((folder, prefix)) = pending.pop() {
        for (name, kind) in ops.list(&root.join(&folder))? {
            if prefix.is_empty() && (name == MANIFEST || name == INNER) {
                continue;
            }
            let path = format!("{prefix}{}", name.to_string_lossy());
            let relative = folder.join(&name);
            if kind == Kind::Folder {
                pending.push((relative.clone(), format!("{path}/")));
            }
            nodes.push(Node { relative, path, kind });
        }
    }
    Ok(nodes)
}

/// The comparison of the new site with the folder that stands there.
#[derive(Debug)]
pub(super) struct Survey<'a> {
    /// The new files in order of their paths; true where the old file has the same bytes.
    pub(super) files: Vec<(&'a Artifact, bool)>,
    /// The new manifest.
    pub(super) manifest: Manifest,
    /// Files, links and folders that are not ours and come along.
    pub(super) carried: Vec<Node>,
    /// Number of files of the old site that the new one doesn't have.
    pub(super) stale: usize,
    /// True when there is a folder, so its permissions are to be kept.
    pub(super) exists: bool,
    /// True when a whole site of ours stands there.
    pub(super) replaces: bool,
    /// True when the folder is already what it should be.
    pub(super) nothing_to_do: bool,
}

impl<'a> Survey<'a> {
    /// Compares `files`, which are checked and in order, with the folder that stands there.
    pub(super) fn make(ops: &Ops, site: &Site, files: Vec<&'a Artifact>) -> Result<Self, PublishError> {
        let (old, exists) = match site.standing(ops)? {
            Standing::Absent => (None, false),
            Standing::Empty => (None, true),
            Standing::Ours(manifest) => (Some(manifest), true),
            Standing::Strange | Standing::Unfinished => {
                return Err(PublishError::NotOurs(site.out.clone()));
            }
        };
        let nodes = if old.is_some() { walk(ops, &site.out)? } else { Vec::new() };
        let sizes: HashMap<&str, u64> = nodes
            .iter()
            .filter_map(|n| match n.kind {
                Kind::File(size) => Some((n.path.as_str(), size)),
                _ => None,
            })
            .collect();

        // The bytes themselves are compared, not the old manifest's hashes: a file that was
        // damaged or edited since is written again.
        let compared: Vec<(bool, ManifestEntry)> = files
            .par_iter()
            .map(|file| {
                let size = file.bytes.len() as u64;
                let kept = sizes.get(file.path.as_str()) == Some(&size)
                    && ops.read(&site.out.join(&file.path))?.is_some_and(|old| old == file.bytes);
                let blake3 = blake3::hash(&file.bytes).to_string();
                Ok((kept, ManifestEntry { path: file.path.clone(), size, blake3 }))
            })
            .collect::<Done<_>>()?;
        let (kept, entries): (Vec<bool>, Vec<ManifestEntry>) = compared.into_iter().unzip();
        let manifest = Manifest::new(entries);
        let files: Vec<(&Artifact, bool)> = files.into_iter().zip(kept).collect();

        let carried = match &old {
            Some(old) => strangers(nodes, old, &files)?,
            None => Vec::new(),
        };
        let stale = old.iter().flat_map(|m| &m.files).filter(|f| !manifest.holds(&f.path)).count();
        let nothing_to_do = old.as_ref() == Some(&manifest) && files.iter().all(|(_, kept)| *kept);
        Ok(Survey { files, manifest, carried, stale, exists, replaces: old.is_some(), nothing_to_do })
    }
}

/// What is not on the old list; an error when it stands where the new site needs its own.
fn strangers(
    nodes: Vec<Node>,
    old: &Manifest,
    files: &[(&Artifact, bool)],
) -> Result<Vec<Node>, PublishError> {
    let old_folders: HashSet<&str> = old.files.iter().flat_map(|f| folders(&f.path)).collect();
    let new_files: HashMap<String, (&str, bool)> =
        files.iter().map(|(f, kept)| (key(&f.path), (f.path.as_str(), *kept))).collect();
    let new_folders: HashSet<String> = files.iter().flat_map(|(f, _)| folders(&f.path).map(key)).collect();
    let mut in_the_way = Vec::new();
    let mut carried = Vec::new();
    for node in nodes {
        let known = match node.kind {
            Kind::Folder => old_folders.contains(node.path.as_str()),
            _ => old.holds(&node.path),
        };
        if known {
            continue;
        }
        let own = key(&node.path);
        match new_files.get(&own) {
            // The same bytes under the same name: from now on the file is ours.
            Some((path, true)) if *path == node.path => continue,
            Some(_) => {
                in_the_way.push(node.path);
                continue;
            }
            None => {}
        }
        let needed_as_folder = node.kind != Kind::Folder && new_folders.contains(&own);
        let below_a_file = folders(&own).any(|f| new_files.contains_key(f));
        // A pipe or a socket can be neither linked nor copied.
        if needed_as_folder || below_a_file || node.kind == Kind::Other {
            in_the_way.push(node.path);
        } else {
            carried.push(node);
        }
    }
    if in_the_way.is_empty() { Ok(carried) } else { Err(PublishError::InTheWay(in_the_way)) }
}
