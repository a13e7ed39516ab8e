//! Publishing: a folder with finished artifacts takes the place of the folder published before.
//!
//! What holds whatever happens, be it an error, a kill or the power going:
//!
//! - The published folder is the old site or the new one, whole, after the next [`recover`] at the
//!   latest ([`SwapMode`] says what can be seen until then).
//! - A folder that is not empty and has no manifest of ours is never changed.
//! - Nothing that somebody else put into the published folder is lost. Clerks drop files there
//!   that a search engine or the province asks for (`google….html`); refusing to publish because
//!   of them would send her to the keyboard of somebody else every quarter, removing them would
//!   break what she set up. So they come along, unchanged, until she takes them away. Only where
//!   such a file stands in the place of one of ours with other bytes, nothing is changed and she
//!   is asked ([`PublishError::InTheWay`]). Files that *we* made are ours: what was edited in them
//!   by hand is written anew.

use super::faults::Faults;
use super::manifest::MANIFEST;
use super::names::{self, folders, key};
use super::ops::{IoFailure, Ops};
use super::site::{Site, Standing};
use super::survey::Survey;
use super::{discard::discard, in_place, stage::stage, swap};
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

/// A finished file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Path from the published folder, with `/`.
    pub path: String,
    /// The file's content.
    pub bytes: Vec<u8>,
}

/// How the new folder takes the place of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwapMode {
    /// The first of the others, in their order, that the system can do.
    Auto,
    /// The two folders change places in one step (Linux, macOS). There is no moment without a
    /// whole site, and nothing to recover.
    Exchange,
    /// Two renames; between them, and after an interruption there until [`recover`], there is no
    /// folder at all.
    Journal,
    /// File by file, for a folder that cannot be moved (a mount point). Every file is whole at
    /// every moment, but during the change, and after an interruption until [`recover`], new
    /// files stand beside old ones.
    InPlace,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that stayed as they were.
    pub kept: usize,
    /// Files of the old site that the new one doesn't have.
    pub removed: usize,
    /// Files that are not ours and came along, by path, in order.
    pub carried: Vec<String>,
    /// How it was done; never `Auto`.
    pub mode: SwapMode,
    /// The new site stands, but clearing up after it failed; the next start does it.
    pub left: Option<PublishError>,
}

/// Why an artifact's path cannot be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// Empty, absolute, or with an empty, `.` or `..` component.
    NotRelative,
    /// A name that we need for ourselves.
    Reserved,
    /// A name that cannot exist on Windows.
    NotPortable,
    /// Two artifacts have this path, or paths that differ only by case or normal form.
    Twice,
    /// Another artifact needs this path as a folder.
    FileAndFolder,
}

/// Why nothing was published. Unless the mode says otherwise the old site stands as it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublishError {
    /// An artifact's path cannot be published: a fault of the program or a file of the site.
    BadPath(String, PathFault),
    /// This is a file, or the root of a disk.
    NotAFolder(PathBuf),
    /// This folder is not empty and has no manifest of ours.
    NotOurs(PathBuf),
    /// This manifest is damaged or of a newer version, so nobody can say which files are ours.
    ManifestUnreadable(PathBuf),
    /// Files that are not ours stand where the site needs its own.
    InTheWay(Vec<String>),
    /// Another build is publishing to this folder.
    Busy(PathBuf),
    /// The disk refused.
    Io(IoFailure),
}

impl From<IoFailure> for PublishError {
    fn from(failure: IoFailure) -> Self {
        PublishError::Io(failure)
    }
}

impl PublishError {
    /// True when the folder, as a mount point, cannot be moved.
    fn is_mount_point(&self) -> bool {
        matches!(self, PublishError::Io(e)
            if matches!(e.kind, io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices))
    }

    /// True when system or file system know no exchange of folders.
    fn is_unsupported(&self) -> bool {
        matches!(self, PublishError::Io(e)
            if matches!(e.kind, io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput))
    }
}

/// Puts the artifacts, and nothing else of ours, into the folder `out`.
///
/// Files whose bytes are those of the old site are kept, not written again. Only one process at
/// a time publishes to a folder; a second one gets [`PublishError::Busy`]. What an earlier
/// interruption left is mended first.
pub fn publish(
    out: &Path,
    artifacts: &[Artifact],
    mode: SwapMode,
    faults: &dyn Faults,
) -> Result<Published, PublishError> {
    let ops = &Ops::new(faults);
    let files = checked(artifacts)?;
    let site = Site::locate(ops, out, true)?.ok_or_else(|| PublishError::NotAFolder(out.to_owned()))?;
    // What was prepared beside the folder is told under the path that the clerk knows.
    publish_at(ops, &site, files, mode).map_err(|e| match e {
        PublishError::Io(e) => PublishError::Io(IoFailure { path: site.as_published(&e.path), ..e }),
        other => other,
    })
}

fn publish_at(
    ops: &Ops,
    site: &Site,
    files: Vec<&Artifact>,
    mode: SwapMode,
) -> Result<Published, PublishError> {
    // Before anything is made, be it the lock.
    if let Standing::Strange = site.standing(ops)? {
        return Err(PublishError::NotOurs(site.out.clone()));
    }
    let (_lock, only_in_place) = site.lock(ops)?;
    mend(ops, site)?;
    let survey = Survey::make(ops, site, files)?;

    let swapped = if survey.nothing_to_do {
        Ok((if mode == SwapMode::Auto { SwapMode::Exchange } else { mode }, Ok(())))
    } else if mode == SwapMode::InPlace || mode == SwapMode::Auto && only_in_place {
        in_place::publish(ops, site, &survey).map(|()| (SwapMode::InPlace, in_place::resume(ops, site)))
    } else {
        swap_whole(ops, site, &survey, mode)
    };
    let (mode, cleared) = swapped.inspect_err(|_| {
        // Gives the disk's space back; what fails here is done at the next start. An unfinished
        // swap needs what was prepared.
        if let Ok(None) = ops.kind(&site.journal) {
            let _ = discard(ops, site, &site.staging);
        }
        let _ = in_place::give_up(ops, site);
    })?;
    let kept = survey.files.iter().filter(|(_, kept)| *kept).count();
    let mut carried: Vec<String> = survey
        .carried
        .into_iter()
        .filter(|node| node.kind != super::ops::Kind::Folder)
        .map(|node| node.path)
        .collect();
    carried.sort();
    Ok(Published {
        written: survey.files.len() - kept,
        kept,
        removed: survey.stale,
        carried,
        mode,
        left: cleared.err(),
    })
}

/// Mends what an interrupted publication left: completes it or clears it away, so that the folder
/// is the old site or the new one. Cheap when there is nothing to do; changes nothing in a folder
/// that is not ours.
pub fn recover(out: &Path, faults: &dyn Faults) -> Result<(), PublishError> {
    let ops = &Ops::new(faults);
    let Some(site) = Site::locate(ops, out, false)? else { return Ok(()) };
    if !site.has_traces(ops)? {
        return Ok(());
    }
    let (_lock, _) = site.lock(ops)?;
    mend(ops, &site)
}

fn mend(ops: &Ops, site: &Site) -> Result<(), PublishError> {
    if let Standing::Strange = site.standing(ops)? {
        return Ok(());
    }
    in_place::resume(ops, site)?;
    swap::resume(ops, site)?;
    discard(ops, site, &site.retired)?;
    discard(ops, site, &site.staging)
}

/// What came of clearing up after a swap.
type Cleared = Result<(), PublishError>;

/// Prepares the whole folder and swaps it in. The outer error is a swap that did not happen.
fn swap_whole(
    ops: &Ops,
    site: &Site,
    survey: &Survey,
    mode: SwapMode,
) -> Result<(SwapMode, Cleared), PublishError> {
    stage(ops, site, survey)?;
    let swapped = match mode {
        _ if !survey.replaces => {
            let shown = if mode == SwapMode::Journal { mode } else { SwapMode::Exchange };
            swap::first(ops, site).map(|()| shown)
        }
        SwapMode::Journal => swap::journal(ops, site).map(|()| SwapMode::Journal),
        _ => swap::exchange(ops, site).map(|()| SwapMode::Exchange),
    };
    let auto = mode == SwapMode::Auto;
    let swapped = match swapped.map_err(PublishError::from) {
        Err(e) if auto && survey.replaces && e.is_unsupported() => {
            swap::journal(ops, site).map(|()| SwapMode::Journal).map_err(PublishError::from)
        }
        other => other,
    };
    match swapped {
        Ok(mode) => Ok((mode, clear_up(ops, site))),
        Err(e) if auto && e.is_mount_point() => {
            discard(ops, site, &site.staging)?;
            in_place::publish(ops, site, survey)?;
            Ok((SwapMode::InPlace, in_place::resume(ops, site)))
        }
        Err(e) => Err(e),
    }
}

fn clear_up(ops: &Ops, site: &Site) -> Cleared {
    ops.sync_dir(&site.parent)?;
    ops.remove_file(&site.journal)?;
    discard(ops, site, &site.retired)?;
    discard(ops, site, &site.staging)
}

/// The path as file systems see it for which case and normal form don't count, when it can be
/// published: two files of one such path are one file there. `None` when no site may hold it.
pub fn published_path(path: &str) -> Option<String> {
    check_path(path).is_none().then(|| key(path))
}

/// What is wrong with one path, if anything.
pub(super) fn check_path(path: &str) -> Option<PathFault> {
    if path.split('/').any(|name| matches!(name, "" | "." | "..")) {
        return Some(PathFault::NotRelative);
    }
    if path.split('/').any(|name| names::fault(name).is_some()) {
        return Some(PathFault::NotPortable);
    }
    let own = key(path);
    let reserved = own == MANIFEST || own.split('/').any(|name| name.starts_with(".congkhai-"));
    reserved.then_some(PathFault::Reserved)
}

/// The artifacts in order of their paths, when all can stand in one folder on every system.
fn checked(artifacts: &[Artifact]) -> Result<Vec<&Artifact>, PublishError> {
    let bad = |path: &str, fault| Err(PublishError::BadPath(path.to_owned(), fault));
    let mut files: Vec<&Artifact> = artifacts.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    // What each key is used for: the spelling, and whether as a file.
    let mut used: HashMap<String, (&str, bool)> = HashMap::with_capacity(files.len());
    for file in &files {
        if let Some(fault) = check_path(&file.path) {
            return bad(&file.path, fault);
        }
        if let Some((_, is_file)) = used.insert(key(&file.path), (&file.path, true)) {
            return bad(&file.path, if is_file { PathFault::Twice } else { PathFault::FileAndFolder });
        }
        for folder in folders(&file.path) {
            match used.insert(key(folder), (folder, false)) {
                Some((_, true)) => return bad(folder, PathFault::FileAndFolder),
                Some((other, false)) if other != folder => return bad(folder, PathFault::Twice),
                _ => {}
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(paths: &[&str]) -> Option<(String, PathFault)> {
        let artifacts: Vec<_> =
            paths.iter().map(|p| Artifact { path: (*p).to_owned(), bytes: Vec::new() }).collect();
        match checked(&artifacts) {
            Ok(_) => None,
            Err(PublishError::BadPath(path, fault)) => Some((path, fault)),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn paths_that_cannot_be_published() {
        use PathFault::*;
        assert_eq!(verdict(&["a.html", "b/a.html", "b/c/a.html", "tệp/báo cáo.pdf"]), None);
        for (paths, at, fault) in [
            (&["../a"][..], "../a", NotRelative),
            (&["/a"], "/a", NotRelative),
            (&["a//b"], "a//b", NotRelative),
            (&["a/"], "a/", NotRelative),
            (&[""], "", NotRelative),
            (&["a/./b"], "a/./b", NotRelative),
            (&["C:/a"], "C:/a", NotPortable),
            (&["a\\b"], "a\\b", NotPortable),
            (&["x/nul.html"], "x/nul.html", NotPortable),
            (&["congkhai-manifest.json"], "congkhai-manifest.json", Reserved),
            (&["Congkhai-Manifest.json"], "Congkhai-Manifest.json", Reserved),
            (&["a/.congkhai-staging/b"], "a/.congkhai-staging/b", Reserved),
            (&["a.html", "a.html"], "a.html", Twice),
            (&["A.html", "a.html"], "a.html", Twice),
            (&["é.html", "e\u{301}.html"], "é.html", Twice),
            (&["A/x", "a/y"], "a", Twice),
            (&["a", "a/b"], "a", FileAndFolder),
            (&["a/b", "A"], "a", FileAndFolder),
        ] {
            assert_eq!(verdict(paths), Some((at.to_owned(), fault)), "{paths:?}");
        }
        assert_eq!(verdict(&["x/congkhai-manifest.json"]), None);
    }
}
