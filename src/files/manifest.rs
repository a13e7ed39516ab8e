//! The list of what we published, kept inside the published folder.
//!
//! A folder with a manifest is whole and ours; a folder without one is somebody else's and is
//! never changed. The manifest holds no times and no names of machines: equal sites have equal
//! manifests.

use super::ops::{Done, Ops};
use super::publish::check_path;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The manifest's name inside the published folder.
pub const MANIFEST: &str = "congkhai-manifest.json";

/// Raised when the meaning of the file changes.
const FORMAT: u32 = 1;

/// The list of what was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this format.
    #[serde(rename = "congkhai-manifest")]
    pub format: u32,
    /// Every file but the manifest itself, in order of path bytes.
    pub files: Vec<ManifestEntry>,
}

/// One published file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestEntry {
    /// Path from the published folder, with `/`.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
    /// BLAKE3 hash of the bytes, in hexadecimal.
    pub blake3: String,
}

impl Manifest {
    /// A manifest of these files, which are already in order.
    pub(super) fn new(files: Vec<ManifestEntry>) -> Self {
        Manifest { format: FORMAT, files }
    }

    /// Reads a manifest; `None` when these bytes are none of a format we know. Paths that would
    /// lead out of the folder make it none of ours, as we remove what stands on the list.
    pub fn parse(bytes: &[u8]) -> Option<Manifest> {
        let manifest: Manifest = serde_json::from_slice(bytes).ok()?;
        let sound = manifest.format == FORMAT
            && manifest.files.iter().all(|f| check_path(&f.path).is_none())
            && manifest.files.is_sorted_by(|a, b| a.path < b.path);
        sound.then_some(manifest)
    }

    /// The bytes of the file: one published file a line.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{{\"congkhai-manifest\":{},\"files\":[", self.format);
        for (i, file) in self.files.iter().enumerate() {
            text.push_str(if i == 0 { "\n" } else { ",\n" });
            let path = serde_json::Value::from(file.path.as_str());
            text.push_str(&format!(
                "{{\"path\":{path},\"size\":{},\"blake3\":\"{}\"}}",
                file.size, file.blake3
            ));
        }
        text.push_str("\n]}\n");
        text.into_bytes()
    }

    /// The manifest of a folder; `None` when there is none or it cannot be understood.
    pub(super) fn of_folder(ops: &Ops, folder: &Path) -> Done<Option<Manifest>> {
        Ok(ops.read(&folder.join(MANIFEST))?.and_then(|bytes| Manifest::parse(&bytes)))
    }

    /// True when this path is on the list.
    pub fn holds(&self, path: &str) -> bool {
        self.files.binary_search_by(|f| f.path.as_str().cmp(path)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str) -> ManifestEntry {
        ManifestEntry { path: path.into(), size: 3, blake3: "00".into() }
    }

    #[test]
    fn written_and_read_again() {
        for files in [vec![], vec![entry("tệp'1.html")], vec![entry("a.html"), entry("b/c.html")]] {
            let manifest = Manifest::new(files);
            assert_eq!(Manifest::parse(&manifest.to_bytes()), Some(manifest));
        }
    }

    #[test]
    fn a_list_that_leads_out_of_the_folder_is_not_ours() {
        for path in ["../x", "/etc/passwd", "a/../../x", "", "a//b", "C:/x"] {
            assert_eq!(Manifest::parse(&Manifest::new(vec![entry(path)]).to_bytes()), None, "{path}");
        }
        assert_eq!(Manifest::parse(b"{}"), None);
        assert_eq!(Manifest::parse(b"{\"congkhai-manifest\":2,\"files\":[]}"), None);
    }
}
