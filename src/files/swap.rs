//! Putting the prepared folder in the place of the old one: by one exchange, or by two renames
//! with a journal.

use super::manifest::Manifest;
use super::ops::{Done, Kind, Ops};
use super::publish::PublishError;
use super::site::{Site, Standing};

/// For whoever finds the file. What counts is that it exists.
const JOURNAL: &[u8] = b"congkhai: a publication was interrupted; the next start completes it\n";

/// The first site of ours in this place: one rename, onto nothing or onto an empty folder.
pub(super) fn first(ops: &Ops, site: &Site) -> Done<()> {
    // On Windows a folder cannot be renamed onto another; one that is not empty stays and the
    // rename fails.
    let emptied = cfg!(windows) && ops.kind(&site.out)?.is_some() && ops.remove_dir(&site.out)?;
    ops.rename(&site.staging, &site.out).inspect_err(|_| {
        if emptied {
            let _ = ops.make_dir(&site.out);
        }
    })
}

/// The two folders change places in one step: there is no moment without a whole site.
pub(super) fn exchange(ops: &Ops, site: &Site) -> Done<()> {
    ops.exchange(&site.staging, &site.out)
}

/// The old folder is moved aside and the new one into its place. Between the two renames there
/// is no site; the journal is there before them, so the next start can tell what happened.
pub(super) fn journal(ops: &Ops, site: &Site) -> Done<()> {
    let begun = ops
        .write(&site.journal, JOURNAL)
        .and_then(|()| ops.sync_dir(&site.parent))
        .and_then(|()| ops.rename(&site.out, &site.retired));
    if let Err(e) = begun {
        // What cannot be removed now, the next start removes: the old site is in its place.
        let _ = ops.remove_file(&site.journal);
        return Err(e);
    }
    if let Err(e) = ops.rename(&site.staging, &site.out) {
        if ops.rename(&site.retired, &site.out).is_ok() {
            let _ = ops.remove_file(&site.journal);
        }
        return Err(e);
    }
    Ok(())
}

/// Completes an interrupted swap by two renames; with the old site in its place, drops it.
pub(super) fn resume(ops: &Ops, site: &Site) -> Result<(), PublishError> {
    if ops.kind(&site.journal)?.is_none() {
        return Ok(());
    }
    if let Standing::Absent | Standing::Empty = site.standing(ops)? {
        if Manifest::of_folder(ops, &site.staging)?.is_some() {
            first(ops, site)?;
        } else if ops.kind(&site.retired)? == Some(Kind::Folder) {
            ops.rename(&site.retired, &site.out)?;
        }
    }
    ops.sync_dir(&site.parent)?;
    Ok(ops.remove_file(&site.journal)?)
}
