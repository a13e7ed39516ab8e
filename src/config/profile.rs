//! Import profiles: `_tep.yaml` in a data folder answers what a file can't say about itself.

use crate::diagnostics::{Diagnostics, Sourced};
use crate::text::{NumberStyle, fold};
use crate::yaml;
use jiff::civil::Date;
use std::sync::Arc;

/// Name of the file that holds the profiles of a folder.
pub const PROFILE_FILE: &str = "_tep.yaml";

/// What is said of the files whose names fit a pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Pattern on the file's name, `*` stands for anything.
    pub pattern: Sourced<String>,
    /// The sheet to read; the others are left out.
    pub sheet: Option<Sourced<String>>,
    /// Row of the header, from 1 as spreadsheets show it.
    pub header_row: Option<Sourced<u32>>,
    /// Style of numbers that are text; `Auto` when the profile doesn't say.
    pub numbers: NumberStyle,
    /// The period, as written.
    pub period: Option<Sourced<String>>,
    /// First day of the period.
    pub from: Option<Sourced<Date>>,
    /// Last day of the period.
    pub to: Option<Sourced<Date>>,
    /// The day on which figures were taken.
    pub cut_off: Option<Sourced<Date>>,
    /// The file is not data of the site.
    pub ignore: bool,
}

impl Profile {
    /// Does the pattern fit a file's name? Case and accents don't count.
    pub fn fits(&self, name: &str) -> bool {
        fits(&fold(&self.pattern), &fold(name))
    }
}

/// Reads the profiles of a folder, in their order: the first one that fits a file is used.
pub fn read_profiles(file: &Arc<str>, bytes: &[u8], diags: &mut Diagnostics) -> Vec<Profile> {
    let Some(node) = yaml::read(file, bytes, diags) else { return Vec::new() };
    yaml::decode(&node, diags, |d| {
        Some(d.need("tep").maps(|d| {
            let pattern = d.need("ten").text();
            let (sheet, header_row) = (d.get("trang_tinh").text(), d.get("dong_tieu_de"));
            let header_row = header_row.parse(&["4"], |t| t.parse::<u32>().ok().filter(|n| *n > 0));
            let styles = [("viet_nam", NumberStyle::Vietnamese), ("tieng_anh", NumberStyle::English)];
            let numbers = d.get("kieu_so").choice(&styles).map_or(NumberStyle::Auto, |s| s.value);
            let period = d.get("ky").text();
            let (from, to) = (d.get("tu_ngay").date(), d.get("den_ngay").date());
            let cut_off = d.get("ngay_chot").date();
            let ignore = d.get("bo_qua").boolean().is_some_and(|b| b.value);
            Some(Profile { pattern: pattern?, sheet, header_row, numbers, period, from, to, cut_off, ignore })
        }))
    })
    .unwrap_or_default()
}

/// `*` stands for any number of characters, also none.
fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, name, fit) in [
            ("2025*.xlsx", "2025-q1.xlsx", true),
            ("2025*.xlsx", "2025-q1.csv", false),
            ("2025.xlsx", "2025.xlsx", true),
            ("2025.xlsx", "2025.xlsx.bak", false),
            ("*", "bat-ky", true),
            ("*quy*2025*", "bao-cao-quy-1-2025.csv", true),
            ("*quy*2025*", "bao-cao-2025-quy-1.csv", false),
            ("ab*ba", "aba", false),
            ("", "x", false),
        ] {
            assert_eq!(fits(pattern, name), fit, "{pattern} {name}");
        }
    }

    #[test]
    fn profiles_are_read() {
        let mut diags = Diagnostics::new();
        let yaml = "tep:\n- ten: \"Thống kê*.xlsx\"\n  trang_tinh: Quý I\n  dong_tieu_de: 4\n  kieu_so: tieng_anh\n  \
                    ky: 2025-Q1\n  tu_ngay: 15/12/2024\n  den_ngay: 14/03/2025\n  ngay_chot: 20/03/2025\n\
                    - {ten: nhap.csv, bo_qua: có}\n";
        let profiles = read_profiles(&"data/ho-so/_tep.yaml".into(), yaml.as_bytes(), &mut diags);
        assert_eq!(diags.iter().count(), 0);
        assert!(profiles[0].fits("thong ke quý 1.xlsx"));
        assert_eq!(profiles[0].header_row.as_ref().map(|r| r.value), Some(4));
        assert_eq!(profiles[0].numbers, NumberStyle::English);
        assert!(!profiles[0].ignore && profiles[1].ignore);
    }

    #[test]
    fn a_wrong_profile_is_reported() {
        let mut diags = Diagnostics::new();
        let yaml = "tep:\n- {dong_tieu_de: 0, kieu_so: anh}\n- {ten: a.csv, ki: 2025}\n";
        let profiles = read_profiles(&"data/ho-so/_tep.yaml".into(), yaml.as_bytes(), &mut diags);
        diags.finish();
        let found: Vec<_> = diags.iter().map(|d| format!("{} {}", d.place, d.code)).collect();
        assert_eq!(
            found,
            [
                "data/ho-so/_tep.yaml:2:3 YAML03",
                "data/ho-so/_tep.yaml:2:18 YAML05",
                "data/ho-so/_tep.yaml:2:30 YAML05",
                "data/ho-so/_tep.yaml:3:16 YAML02",
            ]
        );
        assert_eq!(profiles.len(), 1);
    }
}
