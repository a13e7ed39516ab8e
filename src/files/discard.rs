//! Removing a folder that is no longer needed: a preparation that was given up, or the old site
//! after the swap, in which somebody may have put a file at the last moment.

use super::manifest::{MANIFEST, Manifest};
use super::ops::{Done, Kind, Ops};
use super::publish::PublishError;
use super::site::Site;
use super::survey::{Node, walk};
use rayon::prelude::*;
use std::io;
use std::path::Path;

/// Removes a staged or retired folder. A file in it that is not on its list and that the
/// published folder doesn't have, or has in an older version, is moved there first; one whose
/// place is taken by a file of the site stays where it is and is reported.
///
/// The manifest goes last: without one, the folder is a preparation that was never finished, of
/// which every byte is ours.
///
/// A folder that is read-only, as it took the permissions of the published one, is made writable.
pub(super) fn discard(ops: &Ops, site: &Site, folder: &Path) -> Result<(), PublishError> {
    match remove(ops, site, folder) {
        Err(PublishError::Io(e)) if e.kind == io::ErrorKind::PermissionDenied => {
            ops.make_writable(folder)?;
            remove(ops, site, folder)
        }
        other => other,
    }
}

fn remove(ops: &Ops, site: &Site, folder: &Path) -> Result<(), PublishError> {
    match ops.kind(folder)? {
        None => return Ok(()),
        Some(Kind::Folder) => {}
        Some(_) => return Ok(ops.remove_file(folder)?),
    }
    let (Some(own), Some(current)) =
        (Manifest::of_folder(ops, folder)?, Manifest::of_folder(ops, &site.out)?)
    else {
        return Ok(ops.remove_tree(folder)?);
    };
    let nodes = walk(ops, folder)?;
    let (folders, files): (Vec<&Node>, Vec<&Node>) = nodes.iter().partition(|n| n.kind == Kind::Folder);
    let left = files
        .par_iter()
        .filter_map(|node| {
            if own.holds(&node.path) {
                return ops.remove_file(&folder.join(&node.relative)).err().map(Err);
            }
            match save(ops, site, &current, folder, node) {
                Ok(true) => None,
                Ok(false) => Some(Ok(folder.join(&node.relative).to_string_lossy().into_owned())),
                Err(e) => Some(Err(e)),
            }
        })
        .collect::<Done<Vec<String>>>()?;
    // `walk` names a folder before its contents.
    for node in folders.iter().rev() {
        ops.remove_dir(&folder.join(&node.relative))?;
    }
    if !left.is_empty() {
        return Err(PublishError::InTheWay(left));
    }
    ops.remove_file(&folder.join(MANIFEST))?;
    ops.remove_dir(folder)?;
    Ok(())
}

/// Sees to it that nothing of a stranger's file is lost, and removes it from `folder`; false when
/// it had to stay.
fn save(ops: &Ops, site: &Site, current: &Manifest, folder: &Path, node: &Node) -> Done<bool> {
    let (here, there) = (folder.join(&node.relative), site.out.join(&node.relative));
    match ops.kind(&there)? {
        None => {
            if let Some(parent) = there.parent() {
                ops.make_dirs(parent)?;
            }
            ops.rename(&here, &there)?;
        }
        Some(_) if current.holds(&node.path) => {
            if ops.read(&here)? != ops.read(&there)? {
                return Ok(false);
            }
            ops.remove_file(&here)?;
        }
        Some(Kind::File(_)) if matches!(node.kind, Kind::File(_)) && ops.newer(&here, &there)? => {
            ops.rename(&here, &there)?;
        }
        Some(_) => ops.remove_file(&here)?,
    }
    Ok(true)
}
