//! Documents: invented plans, reports and notices in Markdown.

use crate::Dice;
use crate::data::Tally;
use congkhai::text::count;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use std::fmt::Write as _;

const KINDS: &[(&str, &str)] =
    &[("KH", "Kế hoạch"), ("BC", "Báo cáo"), ("TB", "Thông báo"), ("QĐ", "Quyết định"), ("TTr", "Tờ trình")];
const MATTERS: &[&str] = &[
    "cải cách hành chính",
    "kiểm soát thủ tục hành chính",
    "nâng cao mức độ hài lòng của người dân",
    "chuyển đổi số",
    "niêm yết công khai thủ tục hành chính",
    "tiếp công dân",
    "số hóa hồ sơ",
    "vệ sinh môi trường khu dân cư",
    "phòng, chống thiên tai",
    "quản lý trật tự xây dựng",
];
const SENTENCES: &[&str] = &[
    "Trung tâm Phục vụ hành chính công tiếp nhận và trả kết quả tại một đầu mối, niêm yết đầy đủ thành phần hồ sơ, thời hạn và phí, lệ phí.",
    "Công chức hướng dẫn người dân nộp hồ sơ một lần, ghi rõ giấy tờ còn thiếu vào phiếu yêu cầu bổ sung.",
    "Hồ sơ quá hạn phải có thư xin lỗi nêu lý do và ngày hẹn mới, gửi trước khi hết hạn ít nhất một ngày.",
    "Các khu dân cư thông báo lịch tiếp nhận lưu động trên loa truyền thanh và bảng tin nhà văn hóa.",
    "Số liệu được đối chiếu với hệ thống thông tin giải quyết thủ tục hành chính vào ngày làm việc cuối tháng.",
    "Bộ phận văn phòng tổng hợp ý kiến góp ý, trả lời **trong năm ngày làm việc** và công khai nội dung trả lời.",
    "Người cao tuổi, người khuyết tật và phụ nữ có con nhỏ được ưu tiên hướng dẫn tại quầy riêng.",
    "Việc thu phí, lệ phí có biên lai, không nhận tiền mặt ngoài quầy thu.",
    "Kết quả khảo sát là căn cứ để đánh giá công chức trực tiếp tiếp nhận hồ sơ.",
    "Các phòng chuyên môn cử người trực buổi sáng thứ Bảy theo lịch đã đăng.",
    "Hồ sơ đất đai phải kiểm tra thực địa thì báo trước cho người nộp ngày và người đi kiểm tra.",
    "Kinh phí lấy từ dự toán được giao đầu năm, không phát sinh ngoài dự toán.",
];
const HEADINGS: &[&str] = &[
    "Mục đích, yêu cầu",
    "Nội dung thực hiện",
    "Kết quả đạt được",
    "Tồn tại, hạn chế",
    "Nguyên nhân",
    "Giải pháp",
    "Tổ chức thực hiện",
];

/// A document as both programs see it.
pub(crate) struct Document {
    pub id: String,
    pub kind: &'static str,
    pub type_name: &'static str,
    pub number: String,
    pub issued_on: Date,
    pub subject: String,
    /// Text with quoted figures as (id, printed value) between marks.
    body: String,
    figures: Vec<(String, String)>,
    /// Position of the document that this one cites.
    cites: Option<usize>,
    /// Positions of the documents that cite this one.
    pub cited_by: Vec<usize>,
}

const FIGURE: char = '\u{1}';
pub(crate) const SIGNATORY: &str = "Chủ tịch";
pub(crate) const RECIPIENTS: &[&str] = &["Các phòng chuyên môn", "Các khu dân cư", "Lưu: VT"];

impl Document {
    fn text(&self, figure: impl Fn(&(String, String)) -> String) -> String {
        let mut figures = self.figures.iter();
        let mut pieces = self.body.split(FIGURE);
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            out.push_str(&figures.next().map(&figure).unwrap_or_default());
            out.push_str(piece);
        }
        out
    }

    /// The whole file for our program; figures quoted by id.
    pub(crate) fn for_congkhai(&self) -> String {
        let recipients: String = RECIPIENTS.iter().map(|r| format!("  - \"{r}\"\n")).collect();
        format!(
            "---\nloai: {}\nso_ky_hieu: {}\nngay_ban_hanh: {}\ntrich_yeu: \"{}\"\nchuc_vu_ky: {SIGNATORY}\nnoi_nhan:\n{recipients}---\n\n{}",
            self.kind,
            self.number,
            self.issued_on.strftime("%d/%m/%Y"),
            self.subject,
            self.text(|(id, _)| format!("`={id}`"))
        )
    }

    /// The text with figures typed out.
    pub(crate) fn plain(&self) -> String {
        self.text(|(_, value)| format!("{value} hồ sơ"))
    }
}

/// The newest `count` documents, newest first.
pub(crate) fn documents(count: usize, tallies: &[Tally]) -> Vec<Document> {
    let mut dice = Dice(3);
    let mut all: Vec<Document> = (0..count)
        .map(|i| {
            let (kind, type_name) = KINDS[i % KINDS.len()];
            let matter = dice.pick(MATTERS);
            let serial = count - i;
            // Some 500 documents a year.
            let issued_on = date(2026, 10, 14).saturating_sub(((i as i64) * 7 / 10).days());
            let subject = format!("{type_name} về {matter}, đợt {serial}");
            Document {
                id: format!("vb-{serial:06}"),
                kind,
                type_name,
                number: format!("{serial}/{kind}-UBND"),
                issued_on,
                subject,
                body: String::new(),
                figures: Vec::new(),
                cites: (i + 1 < count).then(|| i + 1 + dice.below((count - i - 1) as u64) as usize),
                cited_by: Vec::new(),
            }
        })
        .collect();
    for i in 0..count {
        let (body, figures) = body(&all[i], all[i].cites.map(|c| &all[c]), tallies, &mut dice);
        (all[i].body, all[i].figures) = (body, figures);
        if let Some(cited) = all[i].cites {
            all[cited].cited_by.push(i);
        }
    }
    all
}

fn body(
    d: &Document,
    cites: Option<&Document>,
    tallies: &[Tally],
    dice: &mut Dice,
) -> (String, Vec<(String, String)>) {
    let mut out = String::new();
    let mut figures = Vec::new();
    let sentences = |dice: &mut Dice| (0..4).map(|_| *dice.pick(SENTENCES)).collect::<Vec<_>>().join(" ");
    if let Some(c) = cites {
        let _ = writeln!(
            out,
            "Thực hiện {} số {} ngày {} ([xem văn bản]({}.html)), Ủy ban nhân dân xã ban hành văn bản này.\n",
            c.type_name,
            c.number,
            c.issued_on.strftime("%d/%m/%Y"),
            c.id
        );
    }
    if !tallies.is_empty() {
        let t = dice.pick(tallies);
        let total = t.rows[t.rows.len() - 1].1;
        figures.push((format!("ho-so/{}/tong-so/tong-tiep-nhan", t.id), count(total[0])));
        figures.push((format!("ho-so/{}/tong-so/da-giai-quyet", t.id), count(total[4])));
        let _ = writeln!(out, "{}: tiếp nhận {FIGURE}, đã giải quyết {FIGURE}.\n", t.label);
    }
    let first = dice.below(3) as usize;
    for (i, heading) in HEADINGS.iter().skip(first).take(4).enumerate() {
        let _ = writeln!(out, "## {heading}\n\n{}\n\n{}\n", sentences(dice), sentences(dice));
        match i {
            1 => {
                (0..5).for_each(|_| {
                    let _ = writeln!(out, "- {}", dice.pick(SENTENCES));
                });
                out.push('\n');
            }
            2 => {
                out.push_str("| Việc | Người làm | Xong |\n|---|---|---:|\n");
                for row in 1..=6 {
                    let _ = writeln!(
                        out,
                        "| {} | Công chức phụ trách khu {row} | {} |",
                        dice.pick(MATTERS),
                        dice.below(90)
                    );
                }
                out.push('\n');
            }
            _ => {}
        }
    }
    let _ = writeln!(out, "> {} được đăng tại trang này và niêm yết tại trụ sở.", d.type_name);
    (out, figures)
}
