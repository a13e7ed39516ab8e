//! `data/chi-so/*.yaml`: indices that higher levels announced.

use super::fields::{announced, id, plain, repeated};
use crate::diagnostics::{Diagnostics, Place, Sourced};
use crate::model::{IndexComponent, IndexResult, SourceDocument};
use crate::yaml::{self, Decoder};
use std::sync::Arc;

/// Reads one file.
pub(super) fn read(file: &Arc<str>, bytes: &[u8], diags: &mut Diagnostics) -> Vec<IndexResultAt> {
    let Some(node) = yaml::read(file, bytes, diags) else { return Vec::new() };
    yaml::decode(&node, diags, |d| Some(d.need("chi_so").maps(index))).unwrap_or_default()
}

/// An index with the place of its id.
pub(super) type IndexResultAt = (Place, IndexResult);

/// The indices of all files by year and id; one that stands twice is reported and read once.
pub(super) fn gather(mut all: Vec<IndexResultAt>, diags: &mut Diagnostics) -> Vec<IndexResult> {
    // Stable: of two with one id the first file's stays.
    all.sort_by(|(_, a), (_, b)| (a.year, &a.id).cmp(&(b.year, &b.id)));
    let mut out: Vec<IndexResult> = Vec::new();
    for (place, index) in all {
        if out.last().is_some_and(|o| (o.year, &o.id) == (index.year, &index.id)) {
            repeated("ma", &Sourced::new(index.id, place), diags);
        } else {
            out.push(index);
        }
    }
    out
}

fn index(d: &mut Decoder<'_>) -> Option<IndexResultAt> {
    let (key, name) = (id(d.need("ma")), plain(d.need("ten")));
    let year = d.need("nam").parse(&["2025"], |t| {
        let year = t.parse::<i16>().ok()?;
        (1990..=2100).contains(&year).then_some(year)
    });
    let value = announced(d.need("gia_tri"));
    let (rank, out_of) = (d.get("hang").count(), d.get("tong_don_vi").count());
    let components = d.get("thanh_phan").maps(|d| {
        let (name, value) = (plain(d.need("ten")), announced(d.need("gia_tri")));
        let (rank, out_of) = (d.get("hang").count(), d.get("tong_don_vi").count().map(|s| s.value));
        Some(IndexComponent { name: name?, value: value?.value, rank, out_of })
    });
    let source = d.need("nguon").map(|d| {
        let number = plain(d.need("so_ky_hieu"));
        let issued_on = d.get("ngay_ban_hanh").date().map(|s| s.value);
        let issuer = plain(d.need("co_quan_ban_hanh"));
        Some(SourceDocument { number: number?, issued_on, issuer: issuer? })
    });
    let note = plain(d.get("ghi_chu"));
    let key = key?;
    let index = IndexResult {
        id: key.value,
        name: name?,
        year: year?.value,
        value: value?,
        rank,
        out_of,
        components,
        source: source?,
        note,
    };
    Some((key.place, index))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(yaml: &str) -> (Vec<IndexResult>, Vec<String>) {
        let mut diags = Diagnostics::new();
        let all = read(&"data/chi-so/a.yaml".into(), yaml.as_bytes(), &mut diags);
        let all = gather(all, &mut diags);
        diags.finish();
        (all, diags.iter().map(|d| format!("{} {}", d.place, d.code)).collect())
    }

    #[test]
    fn values_keep_the_form_in_which_they_were_announced() {
        let (all, found) = run(
            "chi_so:\n- {ma: cchc, ten: CCHC, nam: 2025, gia_tri: '67,15', nguon: {so_ky_hieu: 1/QĐ, co_quan_ban_hanh: X}}\n\
             - ma: sipas\n  ten: SIPAS\n  nam: 2021\n  gia_tri: 98,80%\n  hang: 3\n  tong_don_vi: 17\n  \
             nguon: {so_ky_hieu: 991/QĐ-UBND, ngay_ban_hanh: 25/01/2022, co_quan_ban_hanh: UBND thị xã}\n",
        );
        assert_eq!(found, Vec::<String>::new());
        let ids: Vec<_> = all.iter().map(|i| (i.year, i.id.as_str())).collect();
        assert_eq!(ids, [(2021, "sipas"), (2025, "cchc")]);
        let value = &all[0].value.value;
        assert_eq!((value.text.as_str(), value.value, value.percent), ("98,80%", 98.8, true));
        let value = &all[1].value.value;
        assert_eq!((value.text.as_str(), value.value, value.percent), ("67,15", 67.15, false));
    }

    #[test]
    fn mistakes() {
        let nguon = "nguon: {so_ky_hieu: 1/QĐ, co_quan_ban_hanh: X}";
        let (all, found) = run(&format!(
            "chi_so:\n- {{ma: SIPAS xã, ten: A, nam: 21, gia_tri: cao, {nguon}}}\n\
             - {{ma: a, ten: A, nam: 2021, gia_tri: 1%, {nguon}}}\n\
             - {{ma: a, ten: B, nam: 2021, gia_tri: 2%, {nguon}}}\n"
        ));
        assert_eq!(
            found,
            [
                "data/chi-so/a.yaml:2:8 YAML05",
                "data/chi-so/a.yaml:2:31 YAML05",
                "data/chi-so/a.yaml:2:44 YAML05",
                "data/chi-so/a.yaml:4:8 YAML05",
            ]
        );
        assert_eq!((all.len(), all[0].name.as_str()), (1, "A"));
    }
}
