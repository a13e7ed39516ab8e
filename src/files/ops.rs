//! Every file operation of publishing, each with its name and its failpoint.
//!
//! Nothing else in publishing may touch the disk, so a test that walks [`OPERATIONS`] and all
//! their occurrences has seen every moment at which the process can die.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use super::faults::{Action, Faults};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A file operation of publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Op {
    /// Takes the lock that keeps a second build away.
    Lock,
    /// Follows links to the real path.
    Resolve,
    /// Asks what stands at a path.
    Stat,
    /// Lists a folder.
    List,
    /// Reads a file.
    Read,
    /// Makes a folder.
    MakeDir,
    /// Makes an empty file.
    Create,
    /// Fills a file that was just made.
    Write,
    /// Gives a file a second name.
    Link,
    /// Fills a file that was just made from another, with its time stamp.
    Copy,
    /// Reads where a symbolic link leads.
    ReadLink,
    /// Makes a symbolic link.
    Symlink,
    /// Gives a folder the permissions of another.
    Permit,
    /// Brings what was written to the disk itself.
    Sync,
    /// Gives a file or folder another name.
    Rename,
    /// Makes two folders change places.
    Exchange,
    /// Removes a file.
    RemoveFile,
    /// Removes an empty folder.
    RemoveDir,
}

/// Every operation there is.
pub const OPERATIONS: &[Op] = &[
    Op::Lock,
    Op::Resolve,
    Op::Stat,
    Op::List,
    Op::Read,
    Op::MakeDir,
    Op::Create,
    Op::Write,
    Op::Link,
    Op::Copy,
    Op::ReadLink,
    Op::Symlink,
    Op::Permit,
    Op::Sync,
    Op::Rename,
    Op::Exchange,
    Op::RemoveFile,
    Op::RemoveDir,
];

impl Op {
    /// The name by which a [`FaultPlan`](super::FaultPlan) means it.
    pub fn name(self) -> &'static str {
        match self {
            Op::Lock => "lock",
            Op::Resolve => "resolve",
            Op::Stat => "stat",
            Op::List => "list",
            Op::Read => "read",
            Op::MakeDir => "make-dir",
            Op::Create => "create",
            Op::Write => "write",
            Op::Link => "link",
            Op::Copy => "copy",
            Op::ReadLink => "read-link",
            Op::Symlink => "symlink",
            Op::Permit => "permit",
            Op::Sync => "sync",
            Op::Rename => "rename",
            Op::Exchange => "exchange",
            Op::RemoveFile => "remove-file",
            Op::RemoveDir => "remove-dir",
        }
    }
}

/// A file operation that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IoFailure {
    /// Which operation.
    pub op: Op,
    /// On what.
    pub path: PathBuf,
    /// The kind of error.
    pub kind: io::ErrorKind,
    /// The system's own number, when there is one.
    pub os_error: Option<i32>,
}

impl IoFailure {
    /// True when waiting may help: on Windows a virus scanner or Explorer holds what was just
    /// written for a moment (access denied, sharing or lock violation).
    fn may_pass(&self) -> bool {
        self.kind == io::ErrorKind::PermissionDenied
            || cfg!(windows) && matches!(self.os_error, Some(32 | 33))
    }
}

pub(super) type Done<T> = Result<T, IoFailure>;

/// What stands at a path, links not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Folder,
    /// A regular file of so many bytes.
    File(u64),
    Link,
    /// A pipe, a socket, a device.
    Other,
}

impl Kind {
    fn of(meta: &fs::Metadata) -> Kind {
        let kind = meta.file_type();
        if kind.is_dir() {
            Kind::Folder
        } else if kind.is_file() {
            Kind::File(meta.len())
        } else if kind.is_symlink() {
            Kind::Link
        } else {
            Kind::Other
        }
    }
}

/// A lock, held until dropped or until the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file is not enough: a process that another thread is just starting holds
        // a copy of the handle for a moment.
        let _ = self.0.unlock();
    }
}

/// Waiting times in milliseconds between attempts at a rename, 1.6 s in all.
const PATIENCE: [u64; 7] = [10, 20, 50, 100, 200, 400, 800];

/// The wrapper around the file system.
#[derive(Clone, Copy)]
pub(super) struct Ops<'a> {
    faults: &'a dyn Faults,
}

impl<'a> Ops<'a> {
    pub(super) fn new(faults: &'a dyn Faults) -> Self {
        Ops { faults }
    }

    fn at<T>(&self, op: Op, path: &Path, act: impl FnOnce() -> io::Result<T>) -> Done<T> {
        let result = match self.faults.at(op, path) {
            Action::Go => act(),
            Action::Fail(kind) => Err(kind.into()),
            Action::Kill => std::process::abort(),
        };
        result.map_err(|e| IoFailure {
            op,
            path: path.to_owned(),
            kind: e.kind(),
            os_error: e.raw_os_error(),
        })
    }

    /// Takes the lock on a file, which is made if need be; `None` when somebody else holds it.
    ///
    /// Where the file system knows no locks (some network drives) there is none, and two builds
    /// at once are the clerk's affair.
    pub(super) fn lock(&self, path: &Path) -> Done<Option<Lock>> {
        self.at(Op::Lock, path, || {
            locked(File::options().create(true).truncate(false).write(true).open(path)?)
        })
    }

    /// Takes the lock on a folder itself, for a place where no lock file can be made. Unix only.
    pub(super) fn lock_folder(&self, path: &Path) -> Done<Option<Lock>> {
        self.at(Op::Lock, path, || locked(File::open(path)?))
    }

    /// The path with all links followed; `None` when nothing is there.
    pub(super) fn resolve(&self, path: &Path) -> Done<Option<PathBuf>> {
        self.at(Op::Resolve, path, || absent(fs::canonicalize(path)))
    }

    /// What stands at a path; `None` when nothing does.
    pub(super) fn kind(&self, path: &Path) -> Done<Option<Kind>> {
        self.at(Op::Stat, path, || absent(fs::symlink_metadata(path).map(|m| Kind::of(&m))))
    }

    /// True when the file `a` was changed later than the file `b`.
    pub(super) fn newer(&self, a: &Path, b: &Path) -> Done<bool> {
        self.at(Op::Stat, a, || Ok(fs::metadata(a)?.modified()? > fs::metadata(b)?.modified()?))
    }

    /// Names and kinds in a folder, in order of their names.
    pub(super) fn list(&self, path: &Path) -> Done<Vec<(OsString, Kind)>> {
        self.at(Op::List, path, || {
            let mut names = fs::read_dir(path)?
                .map(|entry| {
                    let entry = entry?;
                    Ok((entry.file_name(), Kind::of(&entry.metadata()?)))
                })
                .collect::<io::Result<Vec<_>>>()?;
            names.sort_by(|a, b| a.0.cmp(&b.0));
            Ok(names)
        })
    }

    /// The bytes of a file; `None` when it is not there.
    pub(super) fn read(&self, path: &Path) -> Done<Option<Vec<u8>>> {
        self.at(Op::Read, path, || absent(fs::read(path)))
    }

    pub(super) fn make_dir(&self, path: &Path) -> Done<()> {
        self.at(Op::MakeDir, path, || fs::create_dir(path))
    }

    /// Makes a folder and those above it; what is there already is left as it is.
    pub(super) fn make_dirs(&self, path: &Path) -> Done<()> {
        self.at(Op::MakeDir, path, || fs::create_dir_all(path))
    }

    /// Writes a new file.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> Done<()> {
        let mut file = self.at(Op::Create, path, || File::create_new(path))?;
        self.at(Op::Write, path, || {
            file.write_all(bytes)?;
            settled(&file)
        })
    }

    /// A second name for a file's bytes.
    pub(super) fn link(&self, from: &Path, to: &Path) -> Done<()> {
        self.at(Op::Link, to, || fs::hard_link(from, to))
    }

    /// A copy with the time stamp and permissions of the original.
    pub(super) fn copy(&self, from: &Path, to: &Path) -> Done<()> {
        let mut copy = self.at(Op::Create, to, || File::create_new(to))?;
        self.at(Op::Copy, to, || {
            let mut original = File::open(from)?;
            let meta = original.metadata()?;
            io::copy(&mut original, &mut copy)?;
            settled(&copy)?;
            copy.set_modified(meta.modified()?)?;
            copy.set_permissions(meta.permissions())
        })
    }

    /// A link that leads where another leads.
    pub(super) fn copy_symlink(&self, from: &Path, to: &Path) -> Done<()> {
        let target = self.read_link(from)?;
        self.at(Op::Symlink, to, || symlink(&target, to))
    }

    pub(super) fn read_link(&self, path: &Path) -> Done<PathBuf> {
        self.at(Op::ReadLink, path, || fs::read_link(path))
    }

    /// Gives a folder the permissions of another, where permissions are more than "read only".
    pub(super) fn permit(&self, like: &Path, path: &Path) -> Done<()> {
        if cfg!(not(unix)) {
            return Ok(());
        }
        self.at(Op::Permit, path, || fs::set_permissions(path, fs::metadata(like)?.permissions()))
    }

    /// Brings all that was written below `root` to the disk itself.
    ///
    /// On Linux one `syncfs` does it, whatever the number of files. Elsewhere [`Ops::write`] has
    /// already brought each file's bytes down, and the folders follow here (on Windows the
    /// system looks after folders itself).
    pub(super) fn sync(&self, root: &Path, folders: &[PathBuf]) -> Done<()> {
        if cfg!(target_os = "linux") {
            return self.at(Op::Sync, root, || sync_all(root));
        }
        folders.iter().map(PathBuf::as_path).chain([root]).try_for_each(|f| self.sync_dir(f))
    }

    /// Brings a folder's list of names to the disk itself.
    pub(super) fn sync_dir(&self, path: &Path) -> Done<()> {
        if cfg!(windows) {
            return Ok(());
        }
        self.at(Op::Sync, path, || {
            // Some file systems have no such thing for folders.
            match File::open(path)?.sync_all() {
                Err(e) if matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
                    Ok(())
                }
                other => other,
            }
        })
    }

    /// Renames, again and again for a while when something holds the file.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> Done<()> {
        let mut waits = PATIENCE.iter();
        loop {
            let failure = match self.at(Op::Rename, to, || fs::rename(from, to)) {
                Ok(()) => return Ok(()),
                Err(failure) => failure,
            };
            match waits.next() {
                Some(wait) if failure.may_pass() => std::thread::sleep(Duration::from_millis(*wait)),
                _ => return Err(failure),
            }
        }
    }

    /// Makes two folders change places in one step.
    pub(super) fn exchange(&self, a: &Path, b: &Path) -> Done<()> {
        self.at(Op::Exchange, b, || exchange(a, b))
    }

    /// Removes a file or link; one that is not there is no error.
    pub(super) fn remove_file(&self, path: &Path) -> Done<()> {
        self.at(Op::RemoveFile, path, || absent(fs::remove_file(path)).map(drop))
    }

    /// Removes an empty folder; false when it is not empty.
    pub(super) fn remove_dir(&self, path: &Path) -> Done<bool> {
        self.at(Op::RemoveDir, path, || match fs::remove_dir(path) {
            Ok(()) => Ok(true),
            Err(e) => match e.kind() {
                io::ErrorKind::NotFound => Ok(true),
                io::ErrorKind::DirectoryNotEmpty => Ok(false),
                _ => Err(e),
            },
        })
    }

    /// Lets the folder and those below it be changed, links not followed.
    pub(super) fn make_writable(&self, path: &Path) -> Done<()> {
        self.at(Op::Permit, path, || {
            let mut permissions = fs::symlink_metadata(path)?.permissions();
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                permissions.set_mode(permissions.mode() | 0o700);
            }
            #[cfg(not(unix))]
            permissions.set_readonly(false);
            fs::set_permissions(path, permissions)
        })?;
        let inside = self.list(path)?;
        let folders = inside.into_iter().filter(|(_, kind)| *kind == Kind::Folder);
        folders.map(|(name, _)| path.join(name)).try_for_each(|folder| self.make_writable(&folder))
    }

    /// Removes a folder with everything in it, links not followed.
    pub(super) fn remove_tree(&self, path: &Path) -> Done<()> {
        for (name, kind) in self.list(path)? {
            let child = path.join(name);
            match kind {
                Kind::Folder => self.remove_tree(&child)?,
                _ => self.remove_file(&child)?,
            }
        }
        self.remove_dir(path).map(drop)
    }
}

/// Turns "not found" into `None`.
fn absent<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

fn locked(file: File) -> io::Result<Option<Lock>> {
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock(file))),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => Ok(Some(Lock(file))),
        Err(fs::TryLockError::Error(e)) => Err(e),
    }
}

/// Brings one file's bytes down, where [`Ops::sync`] will not do it for all at once.
fn settled(file: &File) -> io::Result<()> {
    if cfg!(target_os = "linux") { Ok(()) } else { file.sync_data() }
}

#[cfg(target_os = "linux")]
fn sync_all(root: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(root)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_all(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn symlink(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

/// On Windows a link needs rights that a clerk does not have; nobody has put one there.
#[cfg(not(unix))]
fn symlink(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
