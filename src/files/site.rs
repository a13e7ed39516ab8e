//! Where a publication takes place: the folder, its helpers beside it, and what stands there.

use super::manifest::{MANIFEST, Manifest};
use super::ops::{Done, IoFailure, Kind, Lock, Ops};
use super::publish::PublishError;
use std::io;
use std::path::{Path, PathBuf};

/// The folder inside the published one in which an in-place publication is prepared.
pub(super) const INNER: &str = ".congkhai-staging";

/// The published folder and the places beside it that are ours by name.
#[derive(Debug)]
pub(super) struct Site {
    /// The published folder, all links followed: a web server may well serve a link's target.
    pub(super) out: PathBuf,
    /// The folder around it.
    pub(super) parent: PathBuf,
    /// The new site while it is made.
    pub(super) staging: PathBuf,
    /// The old site, moved aside.
    pub(super) retired: PathBuf,
    /// Exists while a swap by two renames is under way.
    pub(super) journal: PathBuf,
    /// Held while somebody publishes. Never removed: removing a lock is a race.
    lock: PathBuf,
}

/// What stands where we want to publish.
#[derive(Debug)]
pub(super) enum Standing {
    Absent,
    /// An empty folder.
    Empty,
    /// A whole site of ours.
    Ours(Manifest),
    /// A site of ours in the middle of an in-place publication.
    Unfinished,
    /// A folder that we did not make.
    Strange,
}

impl Site {
    /// Finds the place, making the folders above it if asked; `None` when those are missing.
    pub(super) fn locate(ops: &Ops, out: &Path, make: bool) -> Result<Option<Site>, PublishError> {
        let out = match ops.resolve(out)? {
            Some(real) => real,
            None => {
                let name = out.file_name().ok_or_else(|| PublishError::NotAFolder(out.to_owned()))?;
                let parent = match out.parent() {
                    Some(p) if p != Path::new("") => p,
                    _ => Path::new("."),
                };
                if make {
                    ops.make_dirs(parent)?;
                }
                let Some(parent) = ops.resolve(parent)? else { return Ok(None) };
                parent.join(name)
            }
        };
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(PublishError::NotAFolder(out));
        };
        let beside = |what: &str| {
            let mut own = std::ffi::OsString::from(".congkhai-");
            own.push(name);
            own.push(what);
            parent.join(own)
        };
        Ok(Some(Site {
            staging: beside("-staging"),
            retired: beside("-old"),
            journal: beside("-journal"),
            lock: beside("-lock"),
            parent: parent.to_owned(),
            out,
        }))
    }

    /// The folder in which an in-place publication is prepared.
    pub(super) fn inner(&self) -> PathBuf {
        self.out.join(INNER)
    }

    /// The path in the published folder that a path in one of our preparations stands for.
    pub(super) fn as_published(&self, path: &Path) -> PathBuf {
        let inside = [&self.inner(), &self.staging, &self.retired];
        let rest = inside.into_iter().find_map(|folder| path.strip_prefix(folder).ok());
        match rest {
            Some(rest) if rest == Path::new("") || rest == Path::new(MANIFEST) => self.out.clone(),
            Some(rest) => self.out.join(rest),
            None => path.to_owned(),
        }
    }

    /// Looks at what stands there, changing nothing.
    pub(super) fn standing(&self, ops: &Ops) -> Result<Standing, PublishError> {
        match ops.kind(&self.out)? {
            None => return Ok(Standing::Absent),
            Some(Kind::Folder) => {}
            Some(_) => return Err(PublishError::NotAFolder(self.out.clone())),
        }
        let names = ops.list(&self.out)?;
        let has = |name: &str| names.iter().any(|(n, _)| n == name);
        if names.is_empty() {
            return Ok(Standing::Empty);
        }
        if has(MANIFEST) {
            return match Manifest::of_folder(ops, &self.out)? {
                Some(manifest) => Ok(Standing::Ours(manifest)),
                None => Err(PublishError::ManifestUnreadable(self.out.join(MANIFEST))),
            };
        }
        let ours = has(INNER) && (names.len() == 1 || ops.kind(&self.inner().join(MANIFEST))?.is_some());
        Ok(if ours { Standing::Unfinished } else { Standing::Strange })
    }

    /// True when an earlier publication left something that has to be mended or cleared.
    pub(super) fn has_traces(&self, ops: &Ops) -> Done<bool> {
        for path in [&self.journal, &self.retired, &self.staging, &self.inner()] {
            // Below something that is no folder there is nothing of ours; `standing` says so.
            match ops.kind(path) {
                Ok(None) => {}
                Err(e) if e.kind == io::ErrorKind::NotADirectory => {}
                Ok(Some(_)) => return Ok(true),
                Err(e) => return Err(e),
            }
        }
        Ok(false)
    }

    /// Keeps other builds away until the lock is dropped. The flag is true when nothing can be
    /// made beside the folder, so that only an in-place publication is possible (a container
    /// whose mount alone is writable): then the folder itself is locked.
    pub(super) fn lock(&self, ops: &Ops) -> Result<(Lock, bool), PublishError> {
        let busy = || PublishError::Busy(self.out.clone());
        match ops.lock(&self.lock) {
            Ok(lock) => Ok((lock.ok_or_else(busy)?, false)),
            Err(e) if cfg!(unix) && closed(&e) && ops.kind(&self.lock)?.is_none() => {
                // What cannot be made beside is the error to report, not what follows from it.
                let lock = ops.lock_folder(&self.out).map_err(|_| e)?;
                Ok((lock.ok_or_else(busy)?, true))
            }
            Err(e) => Err(e.into()),
        }
    }
}

/// The folder around the site may not be written.
fn closed(e: &IoFailure) -> bool {
    matches!(e.kind, io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}
