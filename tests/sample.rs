//! Every figure of the sample commune, written by hand from its sources: no golden update can
//! change these.

#![allow(clippy::disallowed_methods)]

use congkhai::build::{NoProgress, Prepared, prepare};
use congkhai::diagnostics::{Diagnostic, Severity};
use congkhai::files::DiskSource;
use congkhai::load::LoadOptions;
use std::sync::OnceLock;

fn sample() -> &'static Prepared {
    static SAMPLE: OnceLock<Prepared> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let source = DiskSource::new(env!("CARGO_MANIFEST_DIR"));
        prepare(&source, &LoadOptions { as_of: None, base_url: None }, &NoProgress)
    })
}

/// The text of a page as a reader sees it: tags as spaces, white space folded.
fn text(address: &str) -> String {
    let page =
        sample().artifacts.iter().find(|a| a.path == address).unwrap_or_else(|| panic!("no page {address}"));
    let html = String::from_utf8(page.bytes.clone()).expect("UTF-8");
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => {
                inside = true;
                out.push(' ');
            }
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    let out = out
        .replace("&nbsp;", " ")
        .replace('\u{a0}', " ")
        .replace("&amp;", "&")
        .replace("&quot;", "\"")
        .replace("&#39;", "'");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn says(address: &str, what: &[&str]) {
    let text = text(address);
    for w in what {
        assert!(text.contains(w), "{address} does not say {w:?}:\n{text}");
    }
}

#[track_caller]
fn never_says(address: &str, what: &[&str]) {
    let text = text(address);
    for w in what {
        assert!(!text.contains(w), "{address} says {w:?}");
    }
}

/// The rows of the official table: name of the field and its numbers, dashes as `—`.
fn table_rows(address: &str) -> Vec<Vec<String>> {
    let page = sample().artifacts.iter().find(|a| a.path == address).expect("page");
    let html = String::from_utf8(page.bytes.clone()).expect("UTF-8");
    let start = html.find("<tbody").expect("a table");
    let end = html[start..].find("</table>").expect("its end") + start;
    html[start..end]
        .split("<tr")
        .skip(1)
        .map(|row| {
            row.split("<t")
                .filter(|c| c.starts_with("d") || c.starts_with("h"))
                .map(|c| {
                    let c = &c[c.find('>').map_or(0, |i| i + 1)..];
                    let mut text = String::new();
                    let mut inside = false;
                    for ch in c.chars() {
                        match ch {
                            '<' => inside = true,
                            '>' => inside = false,
                            ch if !inside => text.push(ch),
                            _ => {}
                        }
                    }
                    text.split_whitespace().collect::<Vec<_>>().join(" ")
                })
                .collect()
        })
        .collect()
}

const Q3: &str = "khao-sat/2026-Q3.html";

#[test]
fn the_year_2021_is_shown_as_reported_gap_and_all() {
    let page = "ho-so/2021.html";
    says(
        page,
        &[
            "1.348 hồ sơ",
            "Cộng lại được 1.347 hồ sơ",
            "Dòng tổng ghi 1.348 hồ sơ",
            "thiếu 1 hồ sơ",
            "cộng được 1.347, dòng tổng ghi 1.348, thiếu 01",
            "tệp data/ho-so/2021.csv, ô C15",
            "không còn đủ để xác định 01 hồ sơ chênh lệch",
            "Chủ tịch Ủy ban nhân dân, ngày 10/01/2026",
            "42 trong 1.325 hồ sơ đã giải quyết quá hạn (3,2%)",
            "Trước hạn 685 Đúng hạn 598 Quá hạn 42",
            "Đang giải quyết 23 hồ sơ",
            "không có trong báo cáo (không phải là 0)",
            "Trang minh họa. Đơn vị và số liệu từ năm 2025 là giả định",
        ],
    );
    // 1.325 is computed: the report does not state it.
    says(page, &["Báo cáo không ghi số này"]);
}

#[test]
fn the_reconciliation_of_2021_adds_685_598_42_and_23() {
    let text = text("ho-so/2021.html");
    let check = text
        .split("Cộng các cột của dòng tổng so với “Nhận giải quyết – Tổng số”")
        .nth(1)
        .expect("the check");
    assert!(check.trim_start_matches(':').trim_start().starts_with("685 + 598 + 42 + 23 = 1.348 hồ sơ"));
    assert_eq!(685 + 598 + 42 + 23, 1348);
    assert_eq!(498 + 682 + 3 + 64 + 100, 1347);
    // Late by field gives the total although five fields say nothing.
    assert_eq!(7 + 2 + 1 + 7 + 25, 42);
    assert!(text.contains("7 + 2 + 1 + 7 + 25 = 42 hồ sơ. 5 số không có trong báo cáo, không tính là 0; các số đã có cộng lại vừa bằng tổng"));
}

#[test]
fn the_table_of_2021_has_every_reported_number_and_no_other() {
    let rows = table_rows("ho-so/2021.html");
    let dash = "—không có trong báo cáo";
    let field = |name: &str, received: &str, late: &str| {
        [name, received, dash, dash, dash, late, dash, dash, dash].map(str::to_owned).to_vec()
    };
    let mut expected = vec![
        field("Hộ tịch", "498", "7"),
        field("Chứng thực", "682", "2"),
        field("Nuôi con nuôi", "0", dash),
        field("Văn hóa và thể dục thể thao", "0", dash),
        field("Nông nghiệp và phát triển nông thôn", "0", dash),
        field("Nội vụ", "3", "1"),
        ["Đất đai", "64", "44", "29", "8", "7", "20", "20", "0"].map(str::to_owned).to_vec(),
        ["Lao động - Thương binh và Xã hội", "100", "99", "71", "3", "25", "1", "1", dash]
            .map(str::to_owned)
            .to_vec(),
        field("Hòa giải ở cơ sở", "0", dash),
        field("Tuyên truyền, phổ biến giáo dục pháp luật", "0", dash),
    ];
    expected.push(
        ["Tổng cộng", "1.348[1]", dash, "685", "598", "42", "23", "23", "0"].map(str::to_owned).to_vec(),
    );
    // The ordinal is its own column, for fields only.
    let found: Vec<Vec<String>> = rows
        .into_iter()
        .map(|mut r| {
            if r.first().is_some_and(|c| c.is_empty() || c.parse::<u8>().is_ok()) {
                r.remove(0);
            }
            r
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn ballots_of_2021_with_the_missing_quarter_in_words_only() {
    for (page, ballots) in [("2021-Q1", "201"), ("2021-Q2", "273"), ("2021-Q3", "386"), ("2021", "1.348")] {
        let page = format!("khao-sat/{page}.html");
        says(&page, &[&format!("Phát ra {ballots} · Thu về {ballots}")]);
    }
    says(
        "khao-sat/2021.html",
        &[
            "Số phiếu thu về quý IV/2021: không có trong báo cáo , suy ra 488 phiếu",
            "1.348 phiếu của cả năm trừ 860 phiếu",
        ],
    );
    assert_eq!(201 + 273 + 386, 860);
    assert_eq!(1348 - 860, 488);
    // Never drawn, never a value: 488 stands in no chart, no table and no page of its own.
    for a in &sample().artifacts {
        let html = String::from_utf8_lossy(&a.bytes);
        for (i, _) in html.match_indices("488") {
            let before = &html[..i];
            assert!(
                !a.path.ends_with(".html")
                    || before.ends_with("suy ra <strong>")
                    || before.ends_with("suy ra "),
                "488 elsewhere in {}: …{}…",
                a.path,
                &html[i.saturating_sub(60)..(i + 20).min(html.len())].replace('\n', " ")
            );
        }
    }
    assert!(!sample().artifacts.iter().any(|a| a.path == "khao-sat/2021-Q4.html"));
}

#[test]
fn totals_of_the_invented_periods() {
    // Received, online, counter, carried in, resolved, early, on time, late, pending, in time, late.
    let totals: [(&str, [u64; 11]); 8] = [
        ("2025-Q1", [1328, 315, 977, 36, 1286, 712, 568, 6, 42, 42, 0]),
        ("2025-Q2", [1389, 336, 1011, 42, 1339, 742, 588, 9, 50, 50, 0]),
        ("2025-Q3", [1519, 371, 1098, 50, 1465, 829, 623, 13, 54, 54, 0]),
        ("2025-Q4", [1662, 413, 1195, 54, 1611, 918, 685, 8, 51, 51, 0]),
        ("2025", [5752, 1435, 4281, 36, 5701, 3201, 2464, 36, 51, 51, 0]),
        ("2026-Q1", [1609, 407, 1151, 51, 1556, 829, 716, 11, 53, 53, 0]),
        ("2026-Q2", [1706, 437, 1216, 53, 1632, 832, 769, 31, 74, 69, 5]),
        ("2026-Q3", [1820, 489, 1257, 74, 1762, 940, 811, 11, 58, 58, 0]),
    ];
    for (period, numbers) in totals {
        let rows = table_rows(&format!("ho-so/{period}.html"));
        let total = rows.last().expect("a total row");
        let shown: Vec<u64> = total
            .iter()
            .rev()
            .take(11)
            .rev()
            .map(|c| c.replace('.', "").parse().expect("a number"))
            .collect();
        assert_eq!(shown, numbers, "{period}");
    }
}

#[test]
fn the_breached_target_stands_with_its_explanation() {
    says(
        "ho-so/2026-Q2.html",
        &[
            "31 trong 1.632 hồ sơ đã giải quyết quá hạn (1,9%)",
            "không quá 1,5%",
            "Chưa đạt",
            "cao hơn chỉ tiêu 0,40 điểm phần trăm",
            "Kế hoạch số 15/KH-UBND ngày 02/02/2026",
            "việc xác minh thực địa chậm hơn thời hạn",
        ],
    );
    for met in ["ho-so/2026-Q1.html", "ho-so/2026-Q3.html"] {
        never_says(met, &["Chưa đạt"]);
    }
    // No target is borrowed from another year.
    never_says("ho-so/2025-Q3.html", &["Chưa đạt", "không quá 1,5%"]);
}

#[test]
fn the_survey_of_the_third_quarter() {
    says(
        Q3,
        &[
            "98,4% ý kiến hài lòng (251/255 ý kiến trả lời); 4 ý kiến không hài lòng; 2 phiếu không trả lời câu này",
            "Phát ra 268 · Thu về 257 · Hợp lệ 257",
            "Thu về: Giấy 169 phiếu; Trực tuyến 88 phiếu",
            "tỷ lệ nằm trong khoảng 96,0–99,4% (độ tin cậy 95%)",
            "06/BB-KP ngày 30/09/2026",
            "Rất hài lòng 117 45,9%",
            "Hài lòng 134 52,5%",
            "Không hài lòng 4 1,6%",
        ],
    );
    assert_eq!(117 + 134 + 4 + 2, 257);
    assert_eq!(169 + 88, 257);
}

#[test]
fn headline_shares_of_all_rounds() {
    for (period, share) in [
        ("2025-Q1", "97,5% ý kiến hài lòng (153/157"),
        ("2025-Q2", "97,7% ý kiến hài lòng (170/174"),
        ("2025-Q3", "97,4% ý kiến hài lòng (187/192"),
        ("2025-Q4", "98,1% ý kiến hài lòng (207/211"),
        ("2026-Q1", "98,1% ý kiến hài lòng (211/215"),
        ("2026-Q2", "96,5% ý kiến hài lòng (222/230"),
        ("2026-Q3", "98,4% ý kiến hài lòng (251/255"),
    ] {
        says(&format!("khao-sat/{period}.html"), &[share]);
    }
    says("khao-sat/2025.html", &["Phát ra 785 · Thu về 742"]);
}

#[test]
fn announced_values_keep_their_form() {
    says(
        "chi-so.html",
        &[
            "98,80% Xếp thứ 3 trong 17 đơn vị",
            "67,15% Xếp thứ 16 trong 17 đơn vị",
            "991/QĐ-UBND, ngày 25/01/2022",
        ],
    );
    says(
        "van-ban/ke-hoach-nang-cao-hai-long-2026.html",
        &[
            "đạt 98,80% , xếp thứ 3 trong 17 đơn vị",
            "đạt 67,15% , xếp thứ 16",
            "36 hồ sơ quá hạn, tức 0,6% (36/5.701 hồ sơ đã giải quyết)",
        ],
    );
}

#[test]
fn figures_in_texts_are_those_of_the_data() {
    says(
        "van-ban/thong-bao-khao-sat-2026-q3.html",
        &[
            "Phát ra 268 phiếu , thu về 257 phiếu , hợp lệ 257 phiếu",
            "98,4% ý kiến hài lòng (251/255 ý kiến trả lời)",
            "6 ý kiến cho là không đúng hẹn",
        ],
    );
    says(
        "van-ban/bao-cao-ket-qua-tthc-2025.html",
        &["5.752 hồ sơ", "5.701 hồ sơ", "51 hồ sơ", "1.435 hồ sơ"],
    );
    says("van-ban/ke-hoach-khao-sat-2026.html", &["Năm 2025 phường đã thu 742 phiếu"]);
}

#[test]
fn the_check_tells_each_known_defect_once_and_nothing_that_is_right() {
    let told: Vec<String> = sample()
        .diagnostics
        .iter()
        .map(|d: &Diagnostic| {
            let grade = match d.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            format!(
                "{} {grade} {} {}{}",
                d.place,
                d.code,
                d.subject,
                if d.explained { " explained" } else { "" }
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "data/ho-so/2021.csv:5:15 warning HS07 ho-so/2021",
            "data/ho-so/2021.csv:15:12 error HS01 ho-so/2021/tong-so/tong-tiep-nhan explained",
            "data/ho-so/2021.csv:15:21 warning HS14 ho-so/2021",
            "data/ho-so/2026-Q2.xlsx!Biểu 06!J17 warning HS08 ho-so/2026-Q2/tong-so/ty-le-qua-han explained",
            "data/khao-sat/dot.xlsx!Đợt khảo sát!A5 warning KS04 khao-sat/2021-Q4",
        ]
    );
}

#[test]
fn every_page_carries_the_banner() {
    for a in sample().artifacts.iter().filter(|a| a.path.ends_with(".html")) {
        assert!(
            text(&a.path).contains("Trang minh họa. Đơn vị và số liệu từ năm 2025 là giả định"),
            "{}",
            a.path
        );
    }
}
