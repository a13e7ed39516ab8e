//! The embedded sets, and what a site's own do to them.

use super::*;
use crate::diagnostics::Severity;
use crate::model::{Certainty, OverPeriods, TallyRole};
use jiff::civil::date;

fn read(own: &[&str], wanted: &[&str]) -> (RuleSets, Vec<String>) {
    let own: Vec<(Arc<str>, Arc<[u8]>)> = own
        .iter()
        .enumerate()
        .map(|(i, yaml)| (format!("data/quy-dinh/{i}.yaml").into(), yaml.as_bytes().into()))
        .collect();
    let wanted: Vec<_> =
        wanted.iter().map(|w| Sourced::new((*w).to_owned(), Place::file("congkhai.yaml"))).collect();
    let mut diags = Diagnostics::new();
    let sets = RuleSets::read(&own, &wanted, &mut diags);
    diags.finish();
    let hint = |d: &Diagnostic| d.nearest.as_ref().map(|n| format!(" ({n}?)")).unwrap_or_default();
    let found = diags.iter().map(|d| format!("{} {}{}", d.place, d.code, hint(d))).collect();
    (sets, found)
}

#[test]
fn embedded_sets_are_sound() {
    let (sets, found) = read(&[], &["hue-2709-2017"]);
    assert_eq!(found, Vec::<String>::new());
    let book = sets.book(date(2026, 10, 15));
    for id in [
        "bieu-06",
        "hue-2709",
        "nd-30-2020",
        "tinh-toan",
        "chinh-sach",
        "nd-61-2018-d32",
        "tt-02-2017",
        "nd-20-2008",
        "nd-224-2026",
        "luat-91-2025",
    ] {
        assert!(book.bases.contains_key(id), "{id}");
    }
    assert_eq!(book.document_types.len(), 29);
    assert_eq!(book.document_types.iter().filter(|t| t.abbreviation.is_empty()).count(), 2);
    assert_eq!(book.period_start_days, [15]);
    // Only what was read in the text itself, or is no law at all, goes without a source.
    for basis in book.bases.values() {
        assert!(basis.source.is_some() || basis.certainty == Certainty::Policy, "{}", basis.id);
    }
}

#[test]
fn form_06_has_its_eleven_columns_of_figures_and_four_equations() {
    let layout = read(&[], &[]).0.layouts().remove(0);
    let marks: Vec<_> = layout.columns.iter().filter_map(|c| c.mark.as_deref()).collect();
    assert_eq!(marks, ["(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)", "(12)", "(13)"]);
    let flows: Vec<_> = layout
        .columns
        .iter()
        .filter(|c| c.over_periods == OverPeriods::Sum)
        .map(|c| c.key.as_str())
        .collect();
    assert_eq!(flows, ["truc_tuyen", "truc_tiep", "da_giai_quyet", "truoc_han", "dung_han", "qua_han"]);
    let sums: Vec<_> =
        layout.identities.iter().map(|i| format!("{}={}", i.total, i.parts.join("+"))).collect();
    assert_eq!(
        sums,
        [
            "tong_tiep_nhan=truc_tuyen+truc_tiep+ky_truoc",
            "da_giai_quyet=truoc_han+dung_han+qua_han",
            "dang_giai_quyet=dang_trong_han+dang_qua_han",
            "tong_tiep_nhan=da_giai_quyet+dang_giai_quyet",
        ]
    );
    assert_eq!(layout.by_role(TallyRole::Late).map(|c| c.key.as_str()), Some("qua_han"));
}

#[test]
fn minimum_ballots_of_hue_hold_only_where_named() {
    assert!(read(&[], &[]).0.book(date(2026, 10, 15)).minimum_ballots.is_empty());
    let book = read(&[], &["hue-2709-2017"]).0.book(date(2026, 10, 15));
    let needed = |n| book.minimum_ballots[0].needed(n);
    for (transactions, ballots) in
        [(0, 0), (99, 99), (100, 100), (999, 100), (1000, 200), (1348, 200), (4999, 200), (5000, 500)]
    {
        assert_eq!(needed(transactions), ballots, "{transactions}");
    }
}

#[test]
fn a_site_overrides_by_id_and_day() {
    let own = "bo: rieng\npham_vi: toan_quoc\ncan_cu:\n\
               - {ma: bieu-06, noi_dung: Biểu mới, do_chac_chan: chua_doi_chieu, tu_ngay: 01/07/2026}\n\
               loai_van_ban: [{viet_tat: KH, ten: Kế hoạch của xã}, {viet_tat: LCT, ten: Lịch công tác}]\n\
               quy_tac: [{ma: HS08, muc_do: luu_y}, {ma: hs13, tat: có, den_ngay: 31/12/2026}]\n";
    let (sets, found) = read(&[own], &[]);
    assert_eq!(found, Vec::<String>::new());
    let text = |day| sets.book(day).bases["bieu-06"].text.clone();
    assert_eq!(text(date(2026, 7, 1)), "Biểu mới");
    assert!(text(date(2026, 6, 30)).starts_with("Biểu số 06"));
    let book = sets.book(date(2026, 7, 1));
    assert_eq!(book.settings[&codes::DOSSIER_OVER_TARGET].severity, Some(Severity::Note));
    assert!(book.settings[&codes::DOSSIER_CARRIED_IN].off);
    assert!(!sets.book(date(2027, 1, 1)).settings.contains_key(&codes::DOSSIER_CARRIED_IN));
    let kinds: Vec<_> = book.document_types.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(kinds.len(), 30);
    assert_eq!((kinds[9], kinds[29]), ("Kế hoạch của xã", "Lịch công tác"));
}

#[test]
fn names_that_do_not_exist_are_told() {
    let own = "bo: rieng\npham_vi: toan_quoc\nquy_tac:\n- {ma: HS99, can_cu: [bieu-07]}\n\
               bieu_mau:\n- ma: x\n  ten: X\n  can_cu: [khong-co]\n  cot_linh_vuc: [Lĩnh vực]\n  cot:\n  \
               - {ma: tong, ten: Tổng, theo_ky: cong}\n  dang_thuc:\n  \
               - {ma: a, tong: tong, cong: [tongg]}\n";
    let (_, found) = read(&[own], &["hue-2709"]);
    assert_eq!(
        found,
        [
            "congkhai.yaml QD01 (hue-2709-2017?)",
            "data/quy-dinh/0.yaml:4:8 QD01 (HS09?)",
            "data/quy-dinh/0.yaml:4:23 QD01 (bieu-06?)",
            "data/quy-dinh/0.yaml:8:12 QD01",
            "data/quy-dinh/0.yaml:13:32 QD01 (tong?)",
        ]
    );
}

#[test]
fn two_entries_of_one_id_on_one_day_are_told() {
    let own = "bo: rieng\npham_vi: toan_quoc\ncan_cu:\n\
               - {ma: a, noi_dung: A, do_chac_chan: chinh_sach, den_ngay: 30/06/2026}\n\
               - {ma: a, noi_dung: A2, do_chac_chan: chinh_sach, tu_ngay: 30/06/2026}\n\
               - {ma: b, noi_dung: B, do_chac_chan: chinh_sach, den_ngay: 30/06/2026}\n\
               - {ma: b, noi_dung: B2, do_chac_chan: chinh_sach, tu_ngay: 01/07/2026}\n";
    let other =
        "bo: khac\npham_vi: dia_phuong\nphieu_toi_thieu: {can_cu: hue-2709, bang: [{tu: 5, phieu: 1}]}\n";
    let (_, found) = read(&[own, other], &["hue-2709-2017", "khac"]);
    assert_eq!(
        found,
        [
            "data/quy-dinh/0.yaml:5:8 QD02",
            "data/quy-dinh/1.yaml:3:18 QD02",
            "data/quy-dinh/1.yaml:3:49 YAML05",
        ]
    );
}
