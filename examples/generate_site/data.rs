//! Dossier periods and survey rounds whose sums hold.

use crate::{Dice, Folder};
use std::fmt::Write as _;
use std::io;

/// Fields of dossiers.
const FIELDS: &[&str] = &[
    "Hộ tịch",
    "Chứng thực",
    "Đất đai",
    "Nuôi con nuôi",
    "Bảo trợ xã hội",
    "Người có công",
    "Xây dựng",
    "Hộ kinh doanh",
    "Giáo dục",
    "Văn hóa",
    "Nông nghiệp",
    "Môi trường",
];
/// Columns of the form, without the field.
const COLUMNS: &[&str] = &[
    "Tổng số tiếp nhận (3)",
    "Trực tuyến (4)",
    "Trực tiếp, dịch vụ bưu chính (5)",
    "Từ kỳ trước (6)",
    "Tổng số đã giải quyết (7)",
    "Trước hạn (8)",
    "Đúng hạn (9)",
    "Quá hạn (10)",
    "Tổng số đang giải quyết (11)",
    "Trong hạn (12)",
    "Quá hạn (13)",
];
/// The newest month, which is the last of a quarter.
const LAST: (i32, u32) = (2026, 9);

/// Questions of the ballot form.
pub(crate) const QUESTIONS: &[(&str, &str)] = &[
    ("C1", "Nơi tiếp đón"),
    ("C2", "Thái độ và sự hướng dẫn của công chức"),
    ("C3", "Thời gian trả kết quả"),
    ("C4", "Chất lượng giải quyết"),
    ("C5", "Đánh giá chung về sự phục vụ"),
];
/// Levels of every question, and the blanks.
pub(crate) const LEVELS: &[&str] = &["Rất hài lòng", "Hài lòng", "Không hài lòng", "Không trả lời"];

/// Dossier statistics of a period: a row of figures for each field, the total last.
pub(crate) struct Tally {
    pub id: String,
    /// `Quý I năm 2026`.
    pub label: String,
    pub dates: (String, String),
    pub rows: Vec<(&'static str, [u64; 11])>,
}

/// A survey round and the answers to its questions by level.
pub(crate) struct Round {
    pub id: String,
    pub label: String,
    pub dates: (String, String),
    pub ballots: u64,
    pub answers: Vec<[u64; 4]>,
}

pub(crate) fn columns() -> &'static [&'static str] {
    COLUMNS
}

/// Sums over a longer period; `parts` oldest first.
fn sum(parts: &[[u64; 11]]) -> [u64; 11] {
    let mut all = [0; 11];
    for part in parts {
        (0..11).for_each(|i| all[i] += part[i]);
    }
    if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
        all[3] = first[3];
        all[8..].copy_from_slice(&last[8..]);
    }
    all[0] = all[1] + all[2] + all[3];
    all
}

/// The `count` newest periods, oldest first: every month, and the quarter after its three months.
pub(crate) fn tallies(count: usize) -> Vec<Tally> {
    let months = count.div_ceil(4) as u32 * 3;
    let mut dice = Dice(1);
    let mut carried = vec![3; FIELDS.len()];
    let mut quarter: Vec<Vec<[u64; 11]>> = vec![Vec::new(); FIELDS.len()];
    let mut all = Vec::new();
    for back in (0..months).rev() {
        let at = LAST.0 * 12 + LAST.1 as i32 - 1 - back as i32;
        let (year, month) = (at.div_euclid(12), at.rem_euclid(12) as u32 + 1);
        let figures: Vec<[u64; 11]> = carried
            .iter_mut()
            .map(|from_before| {
                let (online, direct) = (dice.below(60), dice.below(90));
                let received = online + direct + *from_before;
                let pending = dice.below(received / 8 + 1);
                let resolved = received - pending;
                let late = if dice.below(4) == 0 { dice.below(resolved / 100 + 1) } else { 0 };
                let early = dice.below(resolved - late + 1);
                let row = [
                    received,
                    online,
                    direct,
                    *from_before,
                    resolved,
                    early,
                    resolved - late - early,
                    late,
                    pending,
                    pending,
                    0,
                ];
                *from_before = pending;
                row
            })
            .collect();
        for (parts, row) in quarter.iter_mut().zip(&figures) {
            parts.push(*row);
        }
        all.push(tally(
            year,
            month,
            month,
            format!("{year}-{month:02}"),
            format!("Tháng {month} năm {year}"),
            figures,
        ));
        if month % 3 == 0 {
            let q = month / 3;
            let figures = quarter.iter_mut().map(|parts| sum(&std::mem::take(parts))).collect();
            let roman = ["I", "II", "III", "IV"][q as usize - 1];
            all.push(tally(
                year,
                month - 2,
                month,
                format!("{year}-Q{q}"),
                format!("Quý {roman} năm {year}"),
                figures,
            ));
        }
    }
    all.split_off(all.len() - count)
}

fn tally(year: i32, from: u32, to: u32, id: String, label: String, figures: Vec<[u64; 11]>) -> Tally {
    let mut rows: Vec<_> = FIELDS.iter().copied().zip(figures.iter().copied()).collect();
    let mut total = [0; 11];
    figures.iter().for_each(|row| (0..11).for_each(|i| total[i] += row[i]));
    rows.push(("TỔNG CỘNG", total));
    Tally { id, label, dates: dates(year, from, to), rows }
}

/// First and last day of some months.
fn dates(year: i32, from: u32, to: u32) -> (String, String) {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match to {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (format!("01/{from:02}/{year}"), format!("{days}/{to:02}/{year}"))
}

/// The `count` newest quarterly rounds, oldest first.
pub(crate) fn rounds(count: usize) -> Vec<Round> {
    let mut dice = Dice(2);
    let newest = LAST.0 * 4 + LAST.1 as i32 / 3 - 1;
    (0..count as i32)
        .rev()
        .map(|back| {
            let (year, q) = ((newest - back).div_euclid(4), (newest - back).rem_euclid(4) as u32 + 1);
            let ballots = 180 + dice.below(60);
            let answers = QUESTIONS
                .iter()
                .map(|_| {
                    let (bad, blank) = (dice.below(12), dice.below(6));
                    let good = dice.below(ballots - bad - blank + 1);
                    [ballots - bad - blank - good, good, bad, blank]
                })
                .collect();
            let roman = ["I", "II", "III", "IV"][q as usize - 1];
            Round {
                id: format!("{year}-Q{q}"),
                label: format!("Quý {roman}/{year}"),
                dates: dates(year, q * 3 - 2, q * 3),
                ballots,
                answers,
            }
        })
        .collect()
}

/// Writes periods, form, rounds and answers as an office has them.
pub(crate) fn write(out: &mut Folder, tallies: &[Tally], rounds: &[Round]) -> io::Result<()> {
    for t in tallies {
        let mut csv = format!("TÌNH HÌNH GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH{}\n", ",".repeat(12));
        let _ = writeln!(
            csv,
            "Kỳ báo cáo: {} (từ ngày {} đến ngày {}){}",
            t.label,
            t.dates.0,
            t.dates.1,
            ",".repeat(12)
        );
        csv.push_str("STT,Lĩnh vực giải quyết");
        COLUMNS.iter().for_each(|c| {
            let _ = write!(csv, ",\"{c}\"");
        });
        csv.push('\n');
        for (i, (field, figures)) in t.rows.iter().enumerate() {
            let ordinal = if i + 1 == t.rows.len() { String::new() } else { (i + 1).to_string() };
            let _ = write!(csv, "{ordinal},{field}");
            figures.iter().for_each(|n| {
                let _ = write!(csv, ",{n}");
            });
            csv.push('\n');
        }
        out.write(&format!("data/ho-so/{}.csv", t.id), &csv)?;
    }
    if rounds.is_empty() {
        return Ok(());
    }
    let mut form = String::from(
        "ten: Phiếu khảo sát mức độ hài lòng\nthang_do:\n  muc_3:\n    muc: [Rất hài lòng, Hài lòng, Không hài lòng]\n    tinh_la_hai_long: [Rất hài lòng, Hài lòng]\ncau_hoi:\n",
    );
    for (i, (code, text)) in QUESTIONS.iter().enumerate() {
        let general = if i + 1 == QUESTIONS.len() { ", cau_hoi_chung: true" } else { "" };
        let _ = writeln!(form, "  - {{ma: {code}, noi_dung: {text}, thang_do: muc_3{general}}}");
    }
    out.write("data/khao-sat/mau-phieu/phieu.yaml", &form)?;
    let mut list = String::from("Kỳ,Từ ngày,Đến ngày,Kênh,Phát ra,Thu về,Hợp lệ,Ngày kiểm phiếu,Biên bản\n");
    let mut answers = String::from("Kỳ,Câu hỏi,Mức,Số phiếu\n");
    for r in rounds {
        let (from, to) = &r.dates;
        let _ = writeln!(
            list,
            "{},{from},{to},Phiếu giấy,{},{n},{n},{to},Biên bản số 01/BB-UBND ngày {to}",
            r.label,
            r.ballots + 10,
            n = r.ballots
        );
        for ((code, _), counts) in QUESTIONS.iter().zip(&r.answers) {
            for (level, count) in LEVELS.iter().zip(counts) {
                let _ = writeln!(answers, "{},{code},{level},{count}", r.id);
            }
        }
    }
    out.write("data/khao-sat/dot.csv", &list)?;
    out.write("data/khao-sat/tong-hop.csv", &answers)
}
