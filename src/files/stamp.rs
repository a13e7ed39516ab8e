//! Whether the commune's files have changed since somebody last looked.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use super::disk::DiskSource;
use super::source::{Entry, Source};
use crate::diagnostics::Diagnostic;
use std::fs;
use std::time::SystemTime;

/// The state of a site's files: names, sizes, times of change, and what is wrong with them. Two
/// stamps that are equal mean that nothing was saved in between.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    files: Vec<(Entry, Option<SystemTime>)>,
    found: Vec<Diagnostic>,
}

impl DiskSource {
    /// The state of the files that the site reads, without reading them. Lock files count (they
    /// are findings), other files that the site leaves alone don't.
    pub fn stamp(&self) -> Stamp {
        let (entries, found) = self.list();
        let time = |e: &Entry| fs::metadata(self.root().join(&*e.path)).and_then(|m| m.modified()).ok();
        Stamp { files: entries.into_iter().map(|e| (e.clone(), time(&e))).collect(), found }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_kind_of_saving_is_seen() {
        let dir = tempfile::tempdir().unwrap();
        let at = |p: &str| dir.path().join(p);
        fs::create_dir_all(at("data/ho-so")).unwrap();
        fs::write(at("data/ho-so/a.xlsx"), "một").unwrap();
        let source = DiskSource::new(dir.path());
        let mut last = source.stamp();
        assert_eq!(source.stamp(), last);
        let set_time = |path: &Path, second| {
            let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(second);
            fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
        };
        let mut changed = |what: &str, does: &dyn Fn()| {
            does();
            let now = source.stamp();
            assert_ne!(now, last, "{what}");
            last = now;
        };
        changed("written over", &|| fs::write(at("data/ho-so/a.xlsx"), "một hai").unwrap());
        changed("same size, other time", &|| set_time(&at("data/ho-so/a.xlsx"), 7));
        changed("opened in Excel", &|| fs::write(at("data/ho-so/~$a.xlsx"), "").unwrap());
        changed("saved as Excel does", &|| {
            fs::write(at("data/ho-so/1F2E3D"), "một bốn").unwrap();
            set_time(&at("data/ho-so/1F2E3D"), 8);
            fs::remove_file(at("data/ho-so/a.xlsx")).unwrap();
            fs::rename(at("data/ho-so/1F2E3D"), at("data/ho-so/a.xlsx")).unwrap();
        });
        changed("closed", &|| fs::remove_file(at("data/ho-so/~$a.xlsx")).unwrap());
        changed("removed", &|| fs::remove_file(at("data/ho-so/a.xlsx")).unwrap());
        fs::create_dir_all(at("public")).unwrap();
        fs::write(at("public/index.html"), "x").unwrap();
        assert_eq!(source.stamp(), last, "what the site doesn't read is nobody's business");
    }
}
