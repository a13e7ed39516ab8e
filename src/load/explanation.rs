//! `data/giai-trinh.xlsx`, `.csv` or `.yaml`: explanations that let an error through.

use super::fields::plain;
use super::import_profile;
use crate::config::Profile;
use crate::diagnostics::{ALL, Arg, Code, Diagnostic, Diagnostics, Sourced, codes, nearest};
use crate::model::Explanation;
use crate::table::{self, ColumnSpec, ColumnType, Limits, RowKind, TableSpec};
use crate::yaml;
use jiff::civil::Date;
use std::sync::Arc;

/// Reads a YAML file.
pub(super) fn read_yaml(file: &Arc<str>, bytes: &[u8], diags: &mut Diagnostics) -> Vec<Explanation> {
    let Some(node) = yaml::read(file, bytes, diags) else { return Vec::new() };
    yaml::decode(&node, diags, |d| {
        Some(d.need("giai_trinh").maps(|d| {
            let (code, subject) = (d.need("ma_loi").text(), d.need("doi_tuong").text());
            let (text, approver) = (plain(d.need("giai_trinh")), plain(d.need("nguoi_duyet")));
            let given_on = d.need("ngay").date();
            let expires_on = d.get("het_han").date().map(|s| s.value);
            let code = known(code?, &subject, d.diags());
            Some(Explanation {
                code: code?,
                subject: subject?,
                text: text?,
                approver: approver?,
                given_on: given_on?.value,
                expires_on,
            })
        }))
    })
    .unwrap_or_default()
}

/// Reads a sheet.
pub(super) fn read_table(
    file: &Arc<str>,
    bytes: &[u8],
    profile: Option<&Profile>,
    diags: &mut Diagnostics,
) -> Vec<Explanation> {
    let (sheets, found) = table::read_book(file, bytes, &Limits::default());
    diags.extend(found);
    let (tables, found) = table::find_tables(&sheets, &[&spec()], &import_profile(profile));
    diags.extend(found);
    let rows = tables.iter().flat_map(|t| t.rows_of(RowKind::Data));
    rows.filter_map(|row| {
        let subject = row.text("doi_tuong");
        let code = known(row.text("ma_loi")?, &subject, diags);
        Some(Explanation {
            code: code?,
            subject: subject?,
            text: row.text("giai_trinh")?.value,
            approver: row.text("nguoi_duyet")?.value,
            given_on: row.date("ngay")?.value,
            expires_on: row.date("het_han").map(|d| d.value),
        })
    })
    .collect()
}

/// GT04: one code and subject twice; GT05: approved after the site's day.
pub(super) fn report(all: &[Explanation], as_of: Date, diags: &mut Diagnostics) {
    let about = |code, e: &Explanation| {
        let subject = e.subject.value.as_str();
        let place = e.subject.place.clone();
        Diagnostic::new(code, place).arg("ma_loi", e.code.value.name()).arg("doi_tuong", subject)
    };
    for (i, e) in all.iter().enumerate() {
        let same = |o: &&Explanation| {
            o.code.value == e.code.value && o.subject.trim().eq_ignore_ascii_case(e.subject.trim())
        };
        if let Some(first) = all[..i].iter().find(same) {
            diags.push(about(codes::EXPLANATION_TWICE, e).arg("noi_2", first.subject.place.clone()));
        }
        if e.given_on > as_of {
            let finding = about(codes::EXPLANATION_IN_FUTURE, e);
            diags.push(finding.arg("ngay", e.given_on).arg("tinh_den", as_of));
        }
    }
}

fn spec() -> TableSpec {
    use ColumnType::{Code, Text};
    TableSpec::new(
        "giai-trinh",
        vec![
            ColumnSpec::new("ma_loi", Code, &["Mã lỗi", "Mã"]).filled(),
            ColumnSpec::new("doi_tuong", Text, &["Đối tượng"]).filled(),
            ColumnSpec::new("giai_trinh", Text, &["Giải trình", "Nội dung giải trình"]).filled(),
            ColumnSpec::new("nguoi_duyet", Text, &["Người duyệt (chức vụ)", "Người duyệt"]).filled(),
            ColumnSpec::new("ngay", ColumnType::Date, &["Ngày", "Ngày duyệt"]).filled(),
            ColumnSpec::new("het_han", ColumnType::Date, &["Hết hạn"]),
        ],
    )
    .ignoring(&["STT", "TT"])
}

/// The code of that name, or GT03.
fn known(
    name: Sourced<String>,
    subject: &Option<Sourced<String>>,
    diags: &mut Diagnostics,
) -> Option<Sourced<Code>> {
    match Code::parse(&name.value) {
        Some(code) => Some(Sourced::new(code, name.place)),
        None => {
            let near = nearest(&name.value.to_uppercase(), ALL.iter().map(|c| c.name()));
            diags.push(
                Diagnostic::new(codes::EXPLANATION_CODE, name.place)
                    .arg("ma_loi", name.value.as_str())
                    .arg("doi_tuong", subject.as_ref().map_or("", |s| s.value.as_str()))
                    .arg("ly_do", Arg::Word("khong_co"))
                    .hint(near),
            );
            None
        }
    }
}
