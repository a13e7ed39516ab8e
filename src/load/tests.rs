//! Whole sites from memory, and the base fixture from the disk.

use super::*;
use crate::files::{DiskSource, MemorySource};
use crate::model::TallyRole;
use jiff::civil::date;

const CONFIG: &str = "co_quan: {ten: UBND xã Mẫu, don_vi: xã Mẫu, tinh: tỉnh Mẫu, dia_chi: Số 01}\n\
                      trang_web: {dia_chi: https://xamau.tinhmau.example/}\n";

fn load(files: &[(&str, &str)]) -> (Option<Site>, Vec<String>) {
    let source: MemorySource = files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec())).collect();
    lines(site(&source, &LoadOptions::default()))
}

fn lines((site, found): (Option<Site>, Vec<Diagnostic>)) -> (Option<Site>, Vec<String>) {
    let line = |d: &Diagnostic| {
        let hint = d.nearest.as_ref().map(|n| format!(" ({n}?)")).unwrap_or_default();
        let line = format!("{} {} {}", d.place, d.code, d.subject);
        format!("{}{hint}", line.trim_end())
    };
    (site, found.iter().map(line).collect())
}

/// A CSV file in the form's order of columns: title, header, rows as `field,3,4,…,13`.
fn tally(title: &str, rows: &[&str]) -> String {
    let head = "STT,Lĩnh vực giải quyết,Tổng số tiếp nhận (3),Trực tuyến (4),\"Trực tiếp, dịch vụ bưu chính (5)\",\
                Từ kỳ trước (6),Tổng số đã giải quyết (7),Trước hạn (8),Đúng hạn (9),Quá hạn (10),\
                Tổng số đang giải quyết (11),Trong hạn (12),Quá hạn (13)";
    let rows = rows.iter().enumerate().map(|(i, row)| format!("{},{row}\n", i + 1));
    format!("{title}\n{head}\n{}", rows.collect::<String>())
}

#[test]
fn the_base_site_has_no_findings_and_all_its_figures() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base");
    let (site, found) = lines(site(&DiskSource::new(root), &LoadOptions::default()));
    assert_eq!(found, Vec::<String>::new());
    let site = site.unwrap();
    assert_eq!(site.as_of, date(2026, 10, 15));
    let ids: Vec<_> = site.dossiers.iter().map(|t| t.period.id.to_string()).collect();
    assert_eq!(ids, ["2026-Q1", "2026-Q2"]);
    let q2 = &site.dossiers[1];
    assert_eq!(q2.period.label, "quý II/2026");
    let totals: Vec<_> = q2.layout.columns.iter().map(|c| q2.total.as_ref()?.count(&c.key)).collect();
    let form = [491, 88, 384, 19, 469, 251, 215, 3, 22, 21, 1].map(Some);
    assert_eq!(totals, form);
    assert_eq!(q2.total_of(TallyRole::Late), Some(3));
    assert_eq!(q2.row("dat-dai").and_then(|r| r.count("dang_qua_han")), Some(1));
    assert_eq!(q2.rows[1].place("qua_han").to_string(), "data/ho-so/2026-Q2.csv:6:39");
    let round = &site.rounds[0];
    assert_eq!((round.issued(), round.returned(), round.valid()), (Some(120), Some(112), Some(112)));
    assert_eq!(round.form.as_deref(), Some("phieu-3-muc"));
    let general = round.answers_to("c3").unwrap();
    let counts: Vec<_> = general.counts.iter().map(|c| c.value).collect();
    assert_eq!((counts, general.blank.value), (vec![Some(58), Some(50), Some(2)], Some(2)));
    let ids: Vec<_> = site.documents.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(ids, ["2026-tb-12", "2026-kh-05"]);
    assert_eq!(site.plain_pages[0].address, "gioi-thieu");
    assert_eq!(site.indices[0].value.value.text, "91,20%");
    assert!(site.explanations.is_empty() && site.rules.minimum_ballots.is_empty());
}

#[test]
fn without_a_configuration_there_is_no_site_but_all_findings() {
    let (site, found) =
        load(&[("data/ho-so/moi.csv", &tally("", &["A,1,1,0,0,1,1,0,0,0,0,0"])), ("data/x.docx", "")]);
    assert!(site.is_none());
    assert_eq!(found, ["congkhai.yaml TEP06", "data/ho-so/moi.csv:2:1 KY01", "data/x.docx TEP04"]);
}

#[test]
fn the_day_comes_from_the_option_the_file_or_the_newest_date() {
    let table =
        tally("Kỳ báo cáo: Quý I năm 2026 (số liệu chốt ngày 05/04/2026)", &["A,1,1,0,0,1,1,0,0,0,0,0"]);
    let files = |config: &str| -> MemorySource {
        let letter = "---\nloai: TB\nso_ky_hieu: 1/TB\nngay_ban_hanh: 02/04/2026\ntrich_yeu: X\n---\n";
        [
            ("congkhai.yaml", config.to_owned()),
            ("data/ho-so/a.csv", table.clone()),
            ("content/van-ban/a.md", letter.to_owned()),
        ]
        .into_iter()
        .map(|(p, t)| (p, t.into_bytes()))
        .collect()
    };
    let day = |config: &str, as_of| {
        let options = LoadOptions { as_of, base_url: None };
        site(&files(config), &options).0.map(|s| s.as_of)
    };
    let set = format!("{CONFIG}tinh_den_ngay: 15/10/2026\n");
    assert_eq!(day(&set, Some(date(2026, 12, 31))), Some(date(2026, 12, 31)));
    assert_eq!(day(&set, None), Some(date(2026, 10, 15)));
    assert_eq!(day(CONFIG, None), Some(date(2026, 4, 5)));
    let (empty, _) = load(&[("congkhai.yaml", CONFIG)]);
    assert!(empty.is_some());
}

#[test]
fn periods_of_sheets() {
    let row = ["A,1,1,0,0,1,1,0,0,0,0,0"];
    let (site, found) = load(&[
        ("congkhai.yaml", CONFIG),
        ("data/ho-so/2026-Q1.csv", &tally("Từ ngày 15/12/2025 đến ngày 14/03/2026", &row)),
        ("data/ho-so/2026-Q2.csv", &tally("Kỳ báo cáo: Quý III năm 2026", &row)),
        (
            "data/ho-so/2026-Q4.csv",
            &tally("Kỳ báo cáo: Quý IV/2026 (từ ngày 01/10/2026 đến ngày 30/11/2026)", &row),
        ),
        ("data/ho-so/b.csv", &tally("", &row)),
        (
            "data/ho-so/c.csv",
            &tally("Kỳ báo cáo: Quý II/2025 (từ ngày 01/04/2025 đến ngày 30/06/2025)", &row),
        ),
        (
            "data/ho-so/_tep.yaml",
            "tep:\n- {ten: b*, ky: 2025-Q1}\n- {ten: c.csv, tu_ngay: 15/03/2025, den_ngay: 14/06/2025}\n",
        ),
    ]);
    assert_eq!(
        found,
        [
            "data/ho-so/2026-Q2.csv:1:1 KY03",
            "data/ho-so/2026-Q4.csv:1:1 KY02",
            "data/ho-so/_tep.yaml:3:9 KY03",
        ]
    );
    let periods: Vec<_> = site
        .unwrap()
        .dossiers
        .iter()
        .map(|t| (t.period.id.to_string(), t.period.from, t.period.to))
        .collect();
    assert_eq!(
        periods,
        [
            ("2025-Q1".to_owned(), date(2025, 1, 1), date(2025, 3, 31)),
            ("2026-Q1".to_owned(), date(2025, 12, 15), date(2026, 3, 14)),
            ("2026-Q4".to_owned(), date(2026, 10, 1), date(2026, 11, 30)),
        ]
    );
}

#[test]
fn a_period_in_two_files() {
    let one = ["Hộ tịch,5,2,3,0,4,1,3,0,1,1,0", "Đất đai,,,,,,,,,,,"];
    let same = ["HỘ TỊCH,5,2,3,0,4,1,3,0,1,1,0"];
    let other = ["Hộ tịch,5,2,3,0,5,2,3,0,0,0,0"];
    let (site, found) = load(&[
        ("congkhai.yaml", CONFIG),
        ("data/ho-so/2026-Q1.csv", &tally("", &one)),
        ("data/ho-so/quy-i-2026.csv", &tally("", &same)),
        ("data/ho-so/2026-Q2.csv", &tally("", &one)),
        ("data/ho-so/2026-quy-2.csv", &tally("", &other)),
    ]);
    assert_eq!(
        found,
        [
            "data/ho-so/2026-Q2.csv:2:1 HS10 ho-so/2026-Q2",
            "data/ho-so/2026-quy-2.csv:2:1 HS10 ho-so/2026-Q2",
            "data/ho-so/quy-i-2026.csv:2:1 HS09 ho-so/2026-Q1",
        ]
    );
    let ids: Vec<_> = site.unwrap().dossiers.iter().map(|t| t.source.to_string()).collect();
    assert_eq!(ids, ["data/ho-so/2026-Q1.csv:2:1"]);
}

#[test]
fn rows_sections_and_blank_cells() {
    let text = tally(
        "",
        &["Hộ tịch,5,2,3,0,4,1,3,0,1,1,0", "Đất đai,7,,,,,,,,,,", "hộ  tịch,1,1,0,0,1,1,0,0,0,0,0"],
    );
    let text = text.replace("2,Đất đai", "I,Hệ thống của tỉnh,,,,,,,,,,,\n2,Đất đai")
        + ",TỔNG CỘNG,12,,,,4,1,3,0,1,1,0\n";
    let (site, found) = load(&[("congkhai.yaml", CONFIG), ("data/ho-so/2026-Q1.csv", &text)]);
    assert_eq!(found, ["data/ho-so/2026-Q1.csv:6:3 HS12 ho-so/2026-Q1/ho-tich"]);
    let tally = site.unwrap().dossiers.remove(0);
    let rows: Vec<_> = tally.rows.iter().map(|r| (r.field_id.as_str(), r.section)).collect();
    assert_eq!(rows, [("ho-tich", None), ("dat-dai", Some(0))]);
    assert_eq!(tally.sections[0].value, "Hệ thống của tỉnh");
    let land = tally.row("dat-dai").unwrap();
    // Absent is not zero, and its place is known.
    assert_eq!((land.count("tong_tiep_nhan"), land.count("qua_han")), (Some(7), None));
    assert_eq!(land.place("qua_han").to_string(), "data/ho-so/2026-Q1.csv:5:19");
    assert_eq!(tally.total.as_ref().and_then(|t| t.count("tong_tiep_nhan")), Some(12));
}

fn with_total(rows: &[&str]) -> (Vec<String>, Vec<String>) {
    let text = tally("", &[]) + &rows.iter().map(|r| format!("{r}\n")).collect::<String>();
    let (site, found) = load(&[("congkhai.yaml", CONFIG), ("data/ho-so/2026-Q1.csv", &text)]);
    let mut tally = site.unwrap().dossiers.remove(0);
    let ids = tally.rows.drain(..).map(|r| r.field_id).collect();
    (ids, found)
}

#[test]
fn a_lettered_row_with_figures_is_never_dropped() {
    // A field among numbered ones that has a letter by mistake: the total says so.
    let (ids, found) =
        with_total(&["1,Hộ tịch,5,2,3", "I,Đất đai,2,1,1", "3,Lao động,1,1,0", ",Tổng số,8,4,4"]);
    assert_eq!((ids.join(" "), found), ("ho-tich dat-dai lao-dong".into(), vec![]));
    // Without a total nobody can tell.
    let (ids, found) = with_total(&["1,Hộ tịch,5,2,3", "I,Đất đai,2,1,1", "3,Lao động,1,1,0"]);
    assert_eq!(ids.len(), 3);
    assert_eq!(found, ["data/ho-so/2026-Q1.csv:4:1 HS17 ho-so/2026-Q1"]);
    // Sums of sections within sections, and letters as the only numbers.
    let nested = ["A,Cấp xã,100,60,40", "I,Tư pháp,60,40,20", "II,Đất đai,40,20,20", "B,Cấp tỉnh,50,0,50"];
    let nested = [&nested[..], &["1,Lao động,30,0,30", "2,Y tế,20,0,20"]].concat();
    let (ids, found) = with_total(&nested);
    assert_eq!(ids, ["tu-phap", "dat-dai", "lao-dong", "y-te"]);
    assert_eq!(found.len(), 2, "{found:?}");
    let (ids, found) = with_total(&["A,Hộ tịch,5,2,3", "B,Đất đai,5,2,3"]);
    assert_eq!((ids.len(), found.len()), (2, 1), "{found:?}");
}

#[test]
fn a_wrong_sum_of_a_section_is_told_and_not_added() {
    let rows = ["I,Cấp xã,6,2,3", "1,Hộ tịch,5,2,3", "2,Đất đai,2,1,1", ",Tổng cộng,7,3,4"];
    let (ids, found) = with_total(&rows);
    assert_eq!(ids, ["ho-tich", "dat-dai"]);
    assert_eq!(found, ["data/ho-so/2026-Q1.csv:3:1 HS17 ho-so/2026-Q1"]);
}

#[test]
fn a_rule_set_of_the_site_that_is_off_does_not_meet_the_embedded_one() {
    let own = include_str!("../../data/quy-dinh/hue-2709-2017.yaml");
    let (_, found) = load(&[("congkhai.yaml", "co_quan: ["), ("data/quy-dinh/hue-2709-2017.yaml", own)]);
    assert!(found.iter().all(|f| !f.contains("QD02")), "{found:?}");
}

const FORM: &str = "ten: Phiếu\nthang_do:\n  a: {muc: [Tốt, Kém], tinh_la_hai_long: [Tốt]}\n\
                    cau_hoi:\n- {ma: C1, noi_dung: N, thang_do: a, cau_hoi_chung: có}\n";
const ROUNDS: &str = "Kỳ,Từ ngày,Đến ngày,Kênh,Phát ra,Thu về,Hợp lệ,Ngày kiểm phiếu,Biên bản\n";

#[test]
fn surveys_are_joined_and_mistakes_told() {
    let rounds = format!(
        "{ROUNDS}Quý I/2026,,,Giấy,10,9,9,,\nQuý I/2026,,,Trực tuyến,5,5,5,31/03/2026,BB 01\n\
         2026-Q1,,,giấy,1,1,1,,\nQuý II/2026,01/04/2026,15/06/2026,,8,90%,8,,\nQuý một,,,,1,1,1,,\n"
    );
    let tallies = "Kỳ,Câu hỏi,Mức,Số phiếu\nQuý I/2026,C1,TỐT,10\nQuý I/2026,c1,Kem,3\nQuý I/2026,C1,(để trống),1\n\
                   Quý I/2026,C1,tốt,10\nQuý I/2026,C1,Tôt lắm,1\nQuý I/2026,C2,Tốt,1\nQuý I/2026,C2,Kém,1\n\
                   Quý II/2026,C1,Tốt,98%\nQuý III/2026,C1,Tốt,1\nQuý III/2026,C1,Kém,1\n";
    let (site, found) = load(&[
        ("congkhai.yaml", CONFIG),
        ("data/khao-sat/mau-phieu/p.yaml", FORM),
        ("data/khao-sat/dot-2026.csv", &rounds),
        ("data/khao-sat/tong-hop-2026.csv", tallies),
    ]);
    assert_eq!(
        found,
        [
            "data/khao-sat/dot-2026.csv:4:1 KS09 khao-sat/2026-Q1",
            "data/khao-sat/dot-2026.csv:5:13 KY02",
            "data/khao-sat/dot-2026.csv:5:38 KS08",
            "data/khao-sat/dot-2026.csv:6:1 KY01",
            "data/khao-sat/tong-hop-2026.csv:5:15 KS09 khao-sat/2026-Q1",
            "data/khao-sat/tong-hop-2026.csv:6:15 KS07 khao-sat/2026-Q1/C1",
            "data/khao-sat/tong-hop-2026.csv:7:12 KS06 khao-sat/2026-Q1 (C1?)",
            "data/khao-sat/tong-hop-2026.csv:9:20 KS08",
            "data/khao-sat/tong-hop-2026.csv:10:1 KS10 khao-sat/2026-Q3",
        ]
    );
    let site = site.unwrap();
    let q1 = &site.rounds[0];
    assert_eq!((q1.issued(), q1.returned(), q1.ballots.len()), (Some(15), Some(14), 2));
    assert_eq!(q1.counted_on, Some(date(2026, 3, 31)));
    // A level that the form doesn't have: of this question nothing is certain.
    assert!(q1.answers.is_empty());
    let q2 = &site.rounds[1];
    assert_eq!((q2.period.to, q2.returned()), (date(2026, 6, 15), None));
}

#[test]
fn forms_of_rounds() {
    let rounds = "Kỳ,Phát ra,Thu về,Mẫu phiếu\nQuý I/2026,1,1,p2\nQuý II/2026,1,1,Phiếu\nQuý III/2026,1,1,p9\nQuý IV/2026,1,1,\n";
    let tallies = "Kỳ,Câu hỏi,Mức,Số phiếu\nQuý I/2026,C1,Tốt,1\nQuý IV/2026,C1,Tốt,1\n";
    let (site, found) = load(&[
        ("congkhai.yaml", CONFIG),
        ("data/khao-sat/mau-phieu/p1.yaml", FORM),
        ("data/khao-sat/mau-phieu/p2.yaml", &FORM.replace("ten: Phiếu", "ten: Phiếu 2")),
        ("data/khao-sat/dot.csv", rounds),
        ("data/khao-sat/tong-hop.csv", tallies),
    ]);
    assert_eq!(
        found,
        [
            "data/khao-sat/dot.csv:4:18 KS10 khao-sat/2026-Q3 (p1?)",
            "data/khao-sat/dot.csv:5:1 KS10 khao-sat/2026-Q4",
        ]
    );
    let forms: Vec<_> = site.unwrap().rounds.iter().map(|r| r.form.clone()).collect();
    assert_eq!(forms, [Some("p2".into()), Some("p1".into()), None, None]);
}

#[test]
fn explanations_from_sheet_and_yaml_are_the_same() {
    let table = "Mã lỗi,Đối tượng,Giải trình,Người duyệt (chức vụ),Ngày,Hết hạn\n\
                 hs01,ho-so/2021/tong-so/tong-tiep-nhan,Thiếu 01,Chủ tịch,01/02/2022,31/12/2022\n\
                 HS0l,x,y,z,01/02/2022,\nHS02,x,y,,01/02/2022,\n";
    let yaml = "giai_trinh:\n- {ma_loi: HS01, doi_tuong: ho-so/2021/tong-so/tong-tiep-nhan, giai_trinh: Thiếu 01, \
                nguoi_duyet: Chủ tịch, ngay: 01/02/2022, het_han: 31/12/2022}\n- {ma_loi: HS99, doi_tuong: x}\n";
    let (a, found) = load(&[("congkhai.yaml", CONFIG), ("data/giai-trinh.csv", table)]);
    assert_eq!(found, ["data/giai-trinh.csv:3:1 GT03 (HS01?)", "data/giai-trinh.csv:4:10 BANG21"]);
    let (b, found) = load(&[("congkhai.yaml", CONFIG), ("data/giai-trinh.yaml", yaml)]);
    assert_eq!(found.len(), 4, "{found:?}");
    let (a, b) = (a.unwrap().explanations, b.unwrap().explanations);
    assert_eq!((a.len(), b.len()), (1, 1));
    assert_eq!(
        (a[0].code.value, &a[0].text, a[0].expires_on),
        (b[0].code.value, &b[0].text, b[0].expires_on)
    );
}

#[test]
fn personal_columns_are_dropped_unread() {
    let text = tally("", &["A,1,1,0,0,1,1,0,0,0,0,0"])
        .replace("(13)\n", "(13),Họ tên người nộp\n")
        .replace("0,0\n", "0,0,Nguyễn Thử Một\n");
    let source: MemorySource =
        [("congkhai.yaml", CONFIG.as_bytes().to_vec()), ("data/ho-so/2026-Q1.csv", text.into_bytes())]
            .into_iter()
            .collect();
    let (site, found) = site(&source, &LoadOptions::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, codes::COLUMN_UNKNOWN);
    assert!(!format!("{site:?}{found:?}").contains("Thử Một"));
}

#[test]
fn the_default_rules_cite_provincial_bases_but_do_not_apply_them() {
    let rules = default_rules();
    assert!(rules.bases.contains_key("hue-2709") && rules.minimum_ballots.is_empty());
    assert_eq!(rules.layouts[0].id, "bieu-06-2020");
}

#[test]
fn headers_of_form_06_as_offices_write_them() {
    let row = "1,Hộ tịch,10,2,5,3,8,4,3,1,2,1,1\n";
    let numbers = [10, 2, 5, 3, 8, 4, 3, 1, 2, 1, 1].map(Some).to_vec();
    for (name, head) in [
        (
            "one row, no marks: the order tells the columns of one name apart",
            "STT,Lĩnh vực giải quyết,Tổng số tiếp nhận,Trực tuyến,\"Trực tiếp, dịch vụ bưu chính\",Từ kỳ trước,\
             Tổng số đã giải quyết,Trước hạn,Đúng hạn,Quá hạn,Tổng số đang giải quyết,Trong hạn,Quá hạn\n",
        ),
        (
            "three rows, merges lost in CSV",
            "STT,Lĩnh vực,Số lượng hồ sơ tiếp nhận,,,,Số lượng hồ sơ đã giải quyết,,,,Số lượng hồ sơ đang giải quyết,,\n\
             ,,Tổng số,Trong kỳ,,Từ kỳ trước,Tổng số,Trước hạn,Đúng hạn,Quá hạn,Tổng số,Trong hạn,Quá hạn\n\
             ,,,Trực tuyến,\"Trực tiếp, dịch vụ bưu chính\",,,,,,,,\n",
        ),
        (
            "two rows and a row of marks",
            "TT,Lĩnh vực công việc giải quyết,Nhận giải quyết,,,,Đã giải quyết,,,,Đang giải quyết,,\n\
             ,,TỔNG SỐ,TRỰC TUYẾN,\"Trực tiếp, BCCI\",Kỳ trước chuyển sang,Tổng số,Trước hạn,Đúng hạn,Quá hạn,Tổng số,Trong hạn,Quá hạn\n\
             (1),(2),(3)=(4)+(5)+(6),(4),(5),(6),(7)=(8)+(9)+(10),(8),(9),(10),(11)=(12)+(13),(12),(13)\n",
        ),
    ] {
        let text = format!("Biểu số II.06a/VPCP/KSTT,Đơn vị báo cáo: xã Mẫu\n{head}{row}");
        let (site, found) = load(&[("congkhai.yaml", CONFIG), ("data/ho-so/2026-Q1.csv", &text)]);
        assert_eq!(found, Vec::<String>::new(), "{name}");
        let tally = site.unwrap().dossiers.remove(0);
        let read: Vec<_> = tally.layout.columns.iter().map(|c| tally.rows[0].count(&c.key)).collect();
        assert_eq!(read, numbers, "{name}");
    }
}
