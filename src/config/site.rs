//! `congkhai.yaml`: where the site stands, its day, its rule sets, and the sections on the agency.

use crate::diagnostics::{Diagnostic, Diagnostics, Place, Sourced, codes};
use crate::yaml::{self, Decoder, Node};
use jiff::civil::Date;
use std::sync::Arc;

/// Name of the configuration in the site's folder.
pub const CONFIG_FILE: &str = "congkhai.yaml";

/// The configuration of a site.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the site will be published, ending in `/`.
    pub base_url: Option<Sourced<String>>,
    /// Where to submit online.
    pub submit_url: Option<String>,
    /// Where to look up one's dossier.
    pub lookup_url: Option<String>,
    /// Words of a notice to stand on every page.
    pub banner: Option<String>,
    /// The day to which the figures refer.
    pub as_of: Option<Date>,
    /// Ids of the provincial rule sets that are switched on.
    pub rule_sets: Vec<Sourced<String>>,
    /// `co_quan`: the authority.
    pub agency: Option<Node>,
    /// `trung_tam`: the one-stop centre.
    pub centre: Option<Node>,
    /// `diem_tiep_nhan`: reception points, one by one.
    pub points: Vec<Node>,
    /// `phan_anh`: the notice on feedback.
    pub feedback: Option<Node>,
    /// The file.
    pub place: Place,
}

/// Reads `congkhai.yaml`. `None` when it is not YAML at all; keys that are missing or wrong are
/// reported and the rest is kept. Without a base URL there is a note (CH03) unless
/// `base_url_given` (the command line names one).
pub fn read_config(
    file: &Arc<str>,
    bytes: &[u8],
    base_url_given: bool,
    diags: &mut Diagnostics,
) -> Option<Config> {
    let node = yaml::read(file, bytes, diags)?;
    let place = Place::file(file.clone());
    yaml::decode(&node, diags, |d| {
        let mut config = Config {
            base_url: None,
            submit_url: None,
            lookup_url: None,
            banner: None,
            as_of: d.get("tinh_den_ngay").date().map(|s| s.value),
            rule_sets: d.get("bo_quy_dinh").texts(),
            agency: d.need("co_quan").node().cloned(),
            centre: d.get("trung_tam").node().cloned(),
            points: d.get("diem_tiep_nhan").list(|item| item.node().cloned()),
            feedback: d.get("phan_anh").node().cloned(),
            place: place.clone(),
        };
        d.get("trang_web").map(|d| {
            config.base_url = url(d, "dia_chi").map(|u| u.map(with_slash));
            config.submit_url = url(d, "nop_truc_tuyen").map(|u| u.value);
            config.lookup_url = url(d, "tra_cuu_ho_so").map(|u| u.value);
            config.banner = d.get("thong_bao").text().map(|t| t.value);
            Some(())
        });
        let has_site_key = d.place_of("trang_web").cloned();
        // A base URL that was written but is wrong has been reported already.
        let written = node.get("trang_web").and_then(|n| n.get("dia_chi")).is_some_and(|n| !n.is_blank());
        if !written && !base_url_given {
            d.diags().push(Diagnostic::new(codes::NO_BASE_URL, has_site_key.unwrap_or(place)));
        }
        Some(config)
    })
}

/// A web address that a browser opens: `https://` or `http://` and a host.
fn url(d: &mut Decoder<'_>, key: &'static str) -> Option<Sourced<String>> {
    d.get(key).parse(&["https://…/"], |text| is_web_address(text).then(|| text.to_owned()))
}

/// True for an address that a browser opens: `https://` or `http://`, a host, nothing odd in it.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|r| {
        let host = r.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !text.chars().any(|c| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\'))
    })
}

/// The address ending in `/`, so that paths can be put behind it.
pub fn with_slash(mut url: String) -> String {
    if !url.ends_with('/') {
        url.push('/');
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str, given: bool) -> (Option<Config>, Vec<String>) {
        let mut diags = Diagnostics::new();
        let config = read_config(&CONFIG_FILE.into(), yaml.as_bytes(), given, &mut diags);
        diags.finish();
        (config, diags.iter().map(|d| format!("{} {}", d.place, d.code)).collect())
    }

    #[test]
    fn settings_are_typed() {
        let (config, found) = read(
            "co_quan: {ten: UBND xã Mẫu}\ntrang_web:\n  dia_chi: https://xamau.tinhmau.example/cong-khai\n  \
             thong_bao: Trang minh họa\ntinh_den_ngay: 15/10/2026\nbo_quy_dinh: [hue-2709-2017]\n",
            false,
        );
        assert_eq!(found, Vec::<String>::new());
        let config = config.unwrap();
        assert_eq!(
            config.base_url.map(|u| u.value).as_deref(),
            Some("https://xamau.tinhmau.example/cong-khai/")
        );
        assert_eq!(config.as_of, Date::new(2026, 10, 15).ok());
        assert_eq!(config.rule_sets[0].value, "hue-2709-2017");
        assert_eq!(config.banner.as_deref(), Some("Trang minh họa"));
        assert!(config.agency.is_some());
    }

    #[test]
    fn all_that_is_wrong_is_told_and_the_rest_kept() {
        let (config, found) =
            read("trang_wed: {}\ntinh_den_ngay: mai\ntrang_web: {dia_chi: xamau.vn}\n", false);
        assert_eq!(
            found,
            [
                "congkhai.yaml:1:1 YAML03",
                "congkhai.yaml:1:1 YAML02",
                "congkhai.yaml:2:16 YAML05",
                "congkhai.yaml:3:22 YAML05",
            ]
        );
        assert!(config.is_some());
    }

    #[test]
    fn no_base_url_is_a_note_unless_given() {
        assert_eq!(read("co_quan: {ten: A}\n", false).1, ["congkhai.yaml CH03"]);
        assert_eq!(
            read("co_quan: {ten: A}\ntrang_web: {thong_bao: x}\n", false).1,
            ["congkhai.yaml:2:1 CH03"]
        );
        assert_eq!(read("co_quan: {ten: A}\n", true).1, Vec::<String>::new());
    }

    #[test]
    fn web_addresses() {
        for good in ["https://a.gov.vn", "http://a.vn/x?y=z"] {
            assert!(is_web_address(good), "{good}");
        }
        for wrong in
            ["a.gov.vn", "https://", "https:///x", "javascript:alert(1)", "https://a b", "https://a\"b"]
        {
            assert!(!is_web_address(wrong), "{wrong}");
        }
    }
}
