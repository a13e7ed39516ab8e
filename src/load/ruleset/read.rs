//! One file of rules: keys to entries.

use super::{Dated, RuleSet, unknown};
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics, Scope, Severity, Sourced, codes};
use crate::load::fields::{plain, values};
use crate::model::{
    Band, Certainty, DocumentType, Identity, LegalBasis, MinimumBallots, OverPeriods, RuleSetting,
    TallyColumn, TallyLayout, TallyRole, Wording,
};
use crate::yaml::{self, Decoder};
use jiff::civil::Date;
use std::sync::Arc;

const CERTAINTY: &[(&str, Certainty)] = &[
    ("da_doi_chieu", Certainty::Verified),
    ("nguon_thu_cap", Certainty::Secondary),
    ("chua_doi_chieu", Certainty::Unverified),
    ("chinh_sach", Certainty::Policy),
];
const SEVERITY: &[(&str, Severity)] =
    &[("loi", Severity::Error), ("canh_bao", Severity::Warning), ("luu_y", Severity::Note)];
const SCOPE: &[(&str, Scope)] =
    &[("trang", Scope::Site), ("ban_ghi", Scope::Record), ("giu_lai", Scope::Withhold)];
const ROLE: &[(&str, TallyRole)] = &[
    ("tong_tiep_nhan", TallyRole::Received),
    ("truc_tuyen", TallyRole::Online),
    ("truc_tiep", TallyRole::InPerson),
    ("ky_truoc", TallyRole::CarriedIn),
    ("da_giai_quyet", TallyRole::Resolved),
    ("truoc_han", TallyRole::Early),
    ("dung_han", TallyRole::OnTime),
    ("trong_han", TallyRole::InTime),
    ("qua_han", TallyRole::Late),
    ("dang_giai_quyet", TallyRole::Pending),
    ("dang_trong_han", TallyRole::PendingInTime),
    ("dang_qua_han", TallyRole::PendingLate),
];
const OVER_PERIODS: &[(&str, OverPeriods)] = &[
    ("cong", OverPeriods::Sum),
    ("dau_ky", OverPeriods::First),
    ("cuoi_ky", OverPeriods::Last),
    ("suy_ra", OverPeriods::Derived),
];

/// Reads a rule set; `own` when it is a file of the site.
pub(super) fn read_file(
    file: &Arc<str>,
    bytes: &[u8],
    own: bool,
    diags: &mut Diagnostics,
) -> Option<RuleSet> {
    let node = yaml::read(file, bytes, diags)?;
    yaml::decode(&node, diags, |d| {
        let id = d.need("bo").text();
        d.get("ten").text();
        let scope = d.need("pham_vi").choice(&[("toan_quoc", false), ("dia_phuong", true)]);
        let mut set = RuleSet { own, ..RuleSet::default() };
        set.bases = d.get("can_cu").maps(basis);
        let cited = &mut set.cited;
        let groups = &mut set.groups;
        set.layouts = d.get("bieu_mau").maps(|d| layout(d, cited, groups));
        set.settings = d.get("quy_tac").maps(|d| setting(d, cited));
        set.minimum = d.get("phieu_toi_thieu").map(|d| minimum(d, cited));
        set.types = d.get("loai_van_ban").maps(|d| {
            let abbreviation = plain(d.get("viet_tat")).unwrap_or_default();
            Some(DocumentType { abbreviation, name: plain(d.need("ten"))? })
        });
        set.wordings = d.get("cum_tu").maps(|d| {
            let (phrase, better) = (plain(d.need("cum_tu")), plain(d.need("nen_dung")));
            Some(Wording { phrase: phrase?, better: better? })
        });
        set.hosts = values(d.get("ten_mien").texts()).into_iter().map(|h| h.to_lowercase()).collect();
        set.start_days = d.get("ngay_bat_dau_ky").list(|f| {
            f.parse(&["15"], |t| t.parse::<i8>().ok().filter(|d| (2..=28).contains(d))).map(|s| s.value)
        });
        set.id = id?.value;
        set.provincial = scope?.value;
        Some(set)
    })
}

fn dates(d: &mut Decoder<'_>) -> (Option<Date>, Option<Date>) {
    (d.get("tu_ngay").date().map(|s| s.value), d.get("den_ngay").date().map(|s| s.value))
}

fn basis(d: &mut Decoder<'_>) -> Option<Dated<LegalBasis>> {
    let (id, text, source) = (d.need("ma").text(), plain(d.need("noi_dung")), plain(d.get("nguon")));
    let certainty = d.need("do_chac_chan").choice(CERTAINTY);
    let (from, to) = dates(d);
    let id = id?;
    let basis = LegalBasis { id: id.value, text: text?, source, certainty: certainty?.value, from, to };
    Some(Dated { entry: Sourced::new(basis, id.place), from, to })
}

fn layout(
    d: &mut Decoder<'_>,
    cited: &mut Vec<Sourced<String>>,
    groups: &mut Vec<(String, Vec<String>)>,
) -> Option<Dated<TallyLayout>> {
    let (id, name, definition) = (d.need("ma").text(), plain(d.need("ten")), plain(d.get("dinh_nghia")));
    let (from, to) = dates(d);
    let basis = cite(d.get("can_cu").texts(), cited);
    groups.extend(d.get("nhom").entries(|name, f| Some((name.value.clone(), values(f.texts())))));
    let field_headers = values(d.need("cot_linh_vuc").texts());
    let columns = d.need("cot").maps(|d| {
        let (key, label) = (plain(d.need("ma")), plain(d.need("ten")));
        let (group, mark) = (plain(d.get("nhom")), plain(d.get("so")));
        let headers = values(d.get("tieu_de").texts());
        let role = d.get("vai_tro").choice(ROLE).map(|s| s.value);
        let over_periods = d.need("theo_ky").choice(OVER_PERIODS);
        let needed = d.get("bat_buoc").boolean().is_some_and(|b| b.value);
        Some(TallyColumn {
            key: key?,
            label: label?,
            group,
            mark,
            headers,
            role,
            over_periods: over_periods?.value,
            needed,
        })
    });
    let known = |names: Vec<Sourced<String>>, diags: &mut Diagnostics| {
        for name in names.iter().filter(|n| !columns.iter().any(|c| c.key == n.value)) {
            diags.push(unknown("cot", name, columns.iter().map(|c| c.key.as_str())));
        }
        values(names)
    };
    let identities = d.get("dang_thuc").maps(|d| {
        let (id, total, parts) = (plain(d.need("ma")), d.need("tong").text(), d.need("cong").texts());
        let parts = known(parts, d.diags());
        let total = known(vec![total?], d.diags()).pop();
        Some(Identity { id: id?, total: total?, parts })
    });
    let id = id?;
    let layout =
        TallyLayout { id: id.value, name: name?, definition, basis, field_headers, columns, identities };
    Some(Dated { entry: Sourced::new(layout, id.place), from, to })
}

fn setting(d: &mut Decoder<'_>, cited: &mut Vec<Sourced<String>>) -> Option<Dated<(Code, RuleSetting)>> {
    let name = d.need("ma").text();
    let (from, to) = dates(d);
    let setting = RuleSetting {
        off: d.get("tat").boolean().is_some_and(|b| b.value),
        severity: d.get("muc_do").choice(SEVERITY).map(|s| s.value),
        scope: d.get("pham_vi").choice(SCOPE).map(|s| s.value),
        basis: cite(d.get("can_cu").texts(), cited),
    };
    let name = name?;
    let Some(code) = Code::parse(&name.value) else {
        let d = d.diags();
        d.push(unknown("quy_tac", &name, crate::diagnostics::ALL.iter().map(|c| c.name())));
        return None;
    };
    Some(Dated { entry: Sourced::new((code, setting), name.place), from, to })
}

fn minimum(d: &mut Decoder<'_>, cited: &mut Vec<Sourced<String>>) -> Option<Sourced<MinimumBallots>> {
    let place = d.place().clone();
    let basis = d.need("can_cu").text();
    let (from, to) = dates(d);
    let bands = d.need("bang").maps(|d| {
        let from = d.need("tu").count();
        let ballots = d.need("phieu").parse(&["tat_ca", "100"], |t| match t {
            "tat_ca" => Some(None),
            t => t.parse().ok().map(Some),
        });
        Some(Sourced::new(Band { from: from.as_ref()?.value, ballots: ballots?.value }, from?.place))
    });
    let mut before = None;
    for band in &bands {
        let begins_low = before.is_none() && band.from != 0;
        if begins_low || before.is_some_and(|b| b >= band.from) {
            d.diags().push(
                Diagnostic::new(codes::VALUE_NOT_ALLOWED, band.place.clone())
                    .arg("khoa", "tu")
                    .arg("gia_tri", band.from.to_string())
                    .arg("ly_do", Arg::Word("thu_tu"))
                    .arg("cho_phep", Arg::List(Vec::new())),
            );
        }
        before = Some(band.from);
    }
    let basis = cite(vec![basis?], cited).pop()?;
    let bands = bands.into_iter().map(|b| b.value).collect();
    Some(Sourced::new(MinimumBallots { basis, bands, from, to }, place))
}

/// Keeps the ids of bases for the look-up at the end.
fn cite(ids: Vec<Sourced<String>>, cited: &mut Vec<Sourced<String>>) -> Vec<String> {
    cited.extend(ids.iter().cloned());
    values(ids)
}
