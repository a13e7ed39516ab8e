//! The weight of a page's first view: its HTML with style sheet and script, compressed.

use super::Finished;
use crate::diagnostics::{Diagnostic, Place, codes};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

/// Hard stop for the first view of a page, in bytes after gzip (experience budget).
const HARD_STOP: u64 = 80 * 1024;

fn compressed(bytes: &[u8]) -> u64 {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    // Writing into memory does not fail; if it did, the raw size is the safe answer.
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(out) => out.len() as u64,
        Err(_) => bytes.len() as u64,
    }
}

/// Compressed bytes of what every page loads.
pub(super) fn shared(files: &[Finished]) -> u64 {
    files
        .iter()
        .filter(|f| f.address.ends_with(".css") || f.address.ends_with(".js"))
        .map(|f| compressed(f.bytes))
        .sum()
}

/// The finding for a page past the hard stop. A page whose raw bytes are below it cannot be.
pub(super) fn too_heavy(file: &Finished, shared: u64) -> Option<Diagnostic> {
    let allowed = HARD_STOP.saturating_sub(shared);
    if (file.bytes.len() as u64) <= allowed {
        return None;
    }
    let weight = compressed(file.bytes) + shared;
    (weight > HARD_STOP).then(|| {
        Diagnostic::new(codes::PAGE_TOO_HEAVY, Place::file(file.address))
            .arg("kb", weight.div_ceil(1024))
            .arg("muc", HARD_STOP / 1024)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stays_heavy_is_told() {
        let light = vec![b'a'; 300_000];
        let mut state = 1u64;
        let heavy: Vec<u8> = (0..120_000)
            .map(|_| {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                (state >> 56) as u8
            })
            .collect();
        assert!(too_heavy(&Finished { address: "a.html", bytes: &light }, 10_000).is_none());
        assert!(too_heavy(&Finished { address: "b.html", bytes: &heavy }, 10_000).is_some());
    }
}
