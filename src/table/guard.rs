//! Looks at a workbook's bytes before the workbook reader does: how much it unpacks to, counted
//! and not believed, and what would make the reader take memory out of proportion.
//!
//! The reader (calamine) trusts two things that a file only claims: it makes room for as many
//! shared strings as `uniqueCount` says, and it copies fonts and formats into every style.

use super::limits::Limits;
use crate::diagnostics::{Arg, Diagnostic, Place, codes};
use std::io::{Cursor, Read};
use std::sync::Arc;
use zip::ZipArchive;

/// Why a workbook is not given to the reader, as the word that the message picks by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Refusal {
    /// Not a ZIP archive, cut off, wrong check sums.
    Damaged,
    /// More files inside than the cap.
    Parts,
    /// One file inside unpacks to more than the cap.
    Part,
    /// All files together unpack to more than the cap.
    Total,
    /// A file inside unpacks to so many times its size that it is made to do harm.
    Ratio,
    /// More strings or styles than the cap.
    Tags,
}

impl Refusal {
    pub(super) fn finding(self, path: &Arc<str>, limits: &Limits) -> Diagnostic {
        let place = Place::file(path.clone());
        let (what, cap) = match self {
            Refusal::Damaged => {
                return Diagnostic::new(codes::WORKBOOK_UNREADABLE, place).arg("ly_do", Arg::Word("hong"));
            }
            Refusal::Parts => ("so_tep", limits.parts as u64),
            Refusal::Part => ("mot_tep", limits.part_bytes >> 20),
            Refusal::Total => ("tong", limits.total_bytes >> 20),
            Refusal::Ratio => ("ty_le", limits.ratio),
            Refusal::Tags => ("kieu_chuoi", limits.tags as u64),
        };
        Diagnostic::new(codes::WORKBOOK_TOO_LARGE, place).arg("loai", Arg::Word(what)).arg("toi_da", cap)
    }
}

/// Unpacks every file inside, keeping nothing but what is inspected, and stops at the caps.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    if archive.len() > limits.parts {
        return Err(Refusal::Parts);
    }
    let mut total = 0u64;
    let mut buffer = vec![0; 64 << 10];
    for i in 0..archive.len() {
        let name = archive.name_for_index(i).and_then(Result::ok).unwrap_or_default().to_ascii_lowercase();
        let strings = name.ends_with("sharedstrings.xml");
        let styles = name.ends_with("styles.xml");
        let mut kept = Vec::new();
        let mut part = archive.by_index(i).map_err(|_| Refusal::Damaged)?;
        let packed = part.compressed_size().max(1);
        let mut size = 0u64;
        loop {
            let n = part.read(&mut buffer).map_err(|_| Refusal::Damaged)?;
            if n == 0 {
                break;
            }
            size += n as u64;
            if size > limits.part_bytes {
                return Err(Refusal::Part);
            }
            if total + size > limits.total_bytes {
                return Err(Refusal::Total);
            }
            if size > limits.ratio_from && size / packed > limits.ratio {
                return Err(Refusal::Ratio);
            }
            if strings || styles {
                kept.extend_from_slice(&buffer[..n]);
            }
        }
        total += size;
        if strings {
            check_strings(&kept, limits)?;
        }
        if styles {
            check_styles(&kept, limits)?;
        }
    }
    Ok(())
}

/// Every `<` may begin a string, which costs 24 bytes even when it is empty; the claimed number
/// of strings must be one that the file can hold.
fn check_strings(xml: &[u8], limits: &Limits) -> Result<(), Refusal> {
    check_text(xml)?;
    let tags = count(xml, b"<");
    if tags > limits.tags {
        return Err(Refusal::Tags);
    }
    for claim in after(xml, b"uniqueCount") {
        let digits = claim.iter().skip_while(|b| !b.is_ascii_digit()).take_while(|b| b.is_ascii_digit());
        // The shortest string is one tag; writers that count a little wrong are forgiven.
        if digits.count() > 9 || claimed(claim) > tags + 1000 {
            return Err(Refusal::Tags);
        }
    }
    Ok(())
}

/// The number in the first 32 bytes of `name="12"`, after the name.
fn claimed(attribute: &[u8]) -> usize {
    let head = &attribute[..attribute.len().min(32)];
    head.iter()
        .skip_while(|b| !b.is_ascii_digit())
        .take_while(|b| b.is_ascii_digit())
        .fold(0, |n: usize, b| n.saturating_mul(10).saturating_add(usize::from(b - b'0')))
}

/// Each style gets a copy of its font's name and its number format, so the number of styles times
/// the longest attribute is what the styles can cost; each other tag costs some hundred bytes.
fn check_styles(xml: &[u8], limits: &Limits) -> Result<(), Refusal> {
    /// Excel allows 65,490 formats of cells and as many named styles.
    const STYLES: usize = 200_000;
    const COPIED: usize = 64 << 20;
    check_text(xml)?;
    let styles = count(xml, b"xf");
    let longest = xml.split(|b| *b == b'"').map(<[u8]>::len).max().unwrap_or(0);
    if count(xml, b"<") > limits.tags / 5 || styles > STYLES || styles.saturating_mul(longest) > COPIED {
        return Err(Refusal::Tags);
    }
    Ok(())
}

/// The inspection reads bytes, so they must be what they look like: UTF-8, as every program writes
/// workbooks.
fn check_text(xml: &[u8]) -> Result<(), Refusal> {
    let head = &xml[..xml.len().min(4)];
    if head.contains(&0) || head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Err(Refusal::Damaged);
    }
    for declaration in after(xml, b"<?xml") {
        let head = declaration[..declaration.len().min(200)].to_ascii_lowercase();
        if after(&head, b"encoding").next().is_some() && after(&head, b"utf-8").next().is_none() {
            return Err(Refusal::Damaged);
        }
    }
    Ok(())
}

/// What follows each occurrence.
fn after<'x>(xml: &'x [u8], name: &'static [u8]) -> impl Iterator<Item = &'x [u8]> {
    let first = name[0];
    let starts = xml.iter().enumerate().filter(move |(_, b)| **b == first).map(|(i, _)| i);
    starts.filter_map(move |i| xml[i..].strip_prefix(name))
}

fn count(xml: &[u8], name: &'static [u8]) -> usize {
    after(xml, name).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_about_strings_are_checked() {
        let limits = Limits::default();
        let sst = |count: &str| {
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><sst {count}><si><t>a</t></si></sst>")
        };
        let check = |count: &str| check_strings(sst(count).as_bytes(), &limits);
        assert_eq!(check("count=\"1\" uniqueCount=\"1\""), Ok(()));
        assert_eq!(check("uniqueCount='3'"), Ok(()));
        assert_eq!(check("uniqueCount=\"4000000\""), Err(Refusal::Tags));
        assert_eq!(check("uniqueCount = \"99999999999999999999999\""), Err(Refusal::Tags));
        let utf16: Vec<u8> = sst("").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(check_strings(&utf16, &limits), Err(Refusal::Damaged));
        let odd = sst("").replace("UTF-8", "ISO-2022-JP");
        assert_eq!(check_strings(odd.as_bytes(), &limits), Err(Refusal::Damaged));
        assert_eq!(check_strings("<si/>".repeat(5_000_001).as_bytes(), &limits), Err(Refusal::Tags));
    }

    #[test]
    fn styles_that_multiply_are_refused() {
        let limits = Limits::default();
        let styles = |format: usize, n: usize| {
            let format = "0".repeat(format);
            let xfs = "<xf numFmtId=\"164\"/>".repeat(n);
            format!(
                "<styleSheet><numFmt numFmtId=\"164\" formatCode=\"{format}\"/><cellXfs>{xfs}</cellXfs></styleSheet>"
            )
        };
        assert_eq!(check_styles(styles(255, 65_490).as_bytes(), &limits), Ok(()));
        assert_eq!(check_styles(styles(100_000, 10_000).as_bytes(), &limits), Err(Refusal::Tags));
        assert_eq!(check_styles(styles(1, 300_000).as_bytes(), &limits), Err(Refusal::Tags));
    }

    #[test]
    fn unpacked_bytes_are_counted_and_not_believed() {
        use std::io::Write;
        let archive = |parts: &[usize]| {
            let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
            for (i, size) in parts.iter().enumerate() {
                zip.start_file(format!("part{i}"), zip::write::SimpleFileOptions::default()).expect("a part");
                // Too varied to be packed much.
                let bytes: Vec<u8> = (0..*size).map(|i| (i * i / 7) as u8).collect();
                zip.write_all(&bytes).expect("bytes");
            }
            zip.finish().expect("an archive").into_inner()
        };
        let limits = Limits {
            parts: 3,
            part_bytes: 20_000,
            total_bytes: 40_000,
            ratio: 20,
            ratio_from: 5_000,
            ..Limits::default()
        };
        assert_eq!(check(&archive(&[20_000, 20_000]), &limits), Ok(()));
        assert_eq!(check(&archive(&[1, 1, 1, 1]), &limits), Err(Refusal::Parts));
        assert_eq!(check(&archive(&[20_001]), &limits), Err(Refusal::Part));
        assert_eq!(check(&archive(&[20_000, 20_000, 1]), &limits), Err(Refusal::Total));
        let narrow = Limits { ratio: 1, ..limits };
        assert_eq!(check(&archive(&[5_000]), &narrow), Ok(()));
        assert_eq!(check(&archive(&[20_000]), &narrow), Err(Refusal::Ratio));
        // The sizes that the directory claims are not what is counted.
        let mut lies = archive(&[20_001]);
        let claim = 20_001u32.to_le_bytes();
        while let Some(i) = lies.windows(4).position(|w| w == claim) {
            lies[i..i + 4].copy_from_slice(&5u32.to_le_bytes());
        }
        assert!(check(&lies, &limits).is_err());
    }

    #[test]
    fn what_is_no_archive_is_damaged() {
        for bytes in [&b""[..], b"PK\x03\x04", b"PK\x05\x06", &[0x50; 100]] {
            assert_eq!(check(bytes, &Limits::default()), Err(Refusal::Damaged));
        }
    }
}
