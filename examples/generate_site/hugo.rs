//! The same site for Hugo: its templates make pages of the same frame, lists and tables as our theme.
//!
//! Where the two cannot be equal Hugo has less to do: figures are typed, who cites a document stands in its front
//! matter, charts are plain bars, there are no checks of sums, no audit, no manifest.

use crate::Folder;
use crate::data::{self, LEVELS, QUESTIONS, Round, Tally};
use crate::texts::{Document, RECIPIENTS, SIGNATORY};
use std::fmt::Write as _;
use std::io;

const TEMPLATES: &[(&str, &str)] = &[
    ("hugo.yaml", include_str!("hugo/hugo.yaml")),
    ("layouts/_default/baseof.html", include_str!("hugo/baseof.html")),
    ("layouts/index.html", include_str!("hugo/index.html")),
    ("layouts/_default/single.html", include_str!("hugo/single.html")),
    ("layouts/_default/list.html", include_str!("hugo/list.html")),
    ("layouts/_default/tim-kiem.html", include_str!("hugo/tim-kiem.html")),
    ("layouts/van-ban/single.html", include_str!("hugo/van-ban.html")),
    ("layouts/van-ban/list.html", include_str!("hugo/van-ban-danh-sach.html")),
    ("layouts/ket-qua/single.html", include_str!("hugo/ket-qua.html")),
    ("static/tai-nguyen/giao-dien.css", include_str!("../../themes/mac-dinh/css/10-nen.css")),
];

pub(crate) fn write(
    out: &mut Folder,
    tallies: &[Tally],
    rounds: &[Round],
    documents: &[Document],
) -> io::Result<()> {
    for (path, text) in TEMPLATES {
        out.write(path, text)?;
    }
    let page = |title: &str, more: &str| format!("---\ntitle: \"{title}\"\n{more}---\n");
    out.write("content/gioi-thieu.md", &format!("{}\nĐơn vị này không có thật.\n", page("Giới thiệu", "")))?;
    out.write("content/lien-he.md", &page("Liên hệ", ""))?;
    out.write("content/phan-anh.md", &page("Phản ánh, kiến nghị", ""))?;
    out.write("content/ket-qua-phuc-vu.md", &page("Kết quả phục vụ", ""))?;
    out.write("content/tim-kiem.md", &page("Tìm trong trang", "layout: tim-kiem\n"))?;
    for (folder, title) in [
        ("ho-so", "Kết quả giải quyết hồ sơ"),
        ("khao-sat", "Khảo sát mức độ hài lòng"),
        ("van-ban", "Văn bản"),
    ] {
        out.write(&format!("content/{folder}/_index.md"), &page(title, ""))?;
    }
    for t in tallies {
        let head = std::iter::once("Lĩnh vực").chain(data::columns().iter().copied());
        let rows = t.rows.iter().map(|(field, n)| (*field, n.as_slice()));
        out.write(&format!("content/ho-so/{}.md", t.id), &result(&t.label, &t.dates.1, head, rows))?;
    }
    for r in rounds {
        let head = std::iter::once("Câu hỏi").chain(LEVELS.iter().copied());
        let rows = QUESTIONS.iter().zip(&r.answers).map(|((_, text), n)| (*text, n.as_slice()));
        out.write(&format!("content/khao-sat/{}.md", r.id), &result(&r.label, &r.dates.1, head, rows))?;
    }
    for d in documents {
        out.write(&format!("content/van-ban/{}.md", d.id), &document(d, documents))?;
    }
    Ok(())
}

/// A page of results: its table in the front matter.
fn result<'a>(
    label: &str,
    until: &str,
    head: impl Iterator<Item = &'a str>,
    rows: impl Iterator<Item = (&'a str, &'a [u64])>,
) -> String {
    let mut out = format!("---\ntitle: \"{label}\"\ntype: ket-qua\nden_ngay: \"{until}\"\ncot:\n");
    head.for_each(|h| {
        let _ = writeln!(out, "  - \"{h}\"");
    });
    out.push_str("hang:\n");
    for (name, numbers) in rows {
        let cells: Vec<String> =
            numbers.iter().map(|n| format!("\"{}\"", congkhai::text::count(*n))).collect();
        let all = numbers.iter().sum::<u64>().max(1);
        let bars: Vec<String> = numbers.iter().map(|n| (n * 600 / all).to_string()).collect();
        let _ =
            writeln!(out, "  - {{ten: \"{name}\", o: [{}], thanh: [{}]}}", cells.join(", "), bars.join(", "));
    }
    out.push_str("---\n");
    out
}

fn document(d: &Document, all: &[Document]) -> String {
    let mut out = format!(
        "---\ntitle: \"{}\"\ndate: {}\nloai: {}\nso_ky_hieu: \"{}\"\nchuc_vu_ky: {SIGNATORY}\nnoi_nhan:\n",
        d.subject, d.issued_on, d.type_name, d.number
    );
    RECIPIENTS.iter().for_each(|r| {
        let _ = writeln!(out, "  - \"{r}\"");
    });
    if !d.cited_by.is_empty() {
        out.push_str("nhac_den:\n");
        for i in &d.cited_by {
            let _ = writeln!(out, "  - {{tep: {}.html, ten: \"{}\"}}", all[*i].id, all[*i].subject);
        }
    }
    let _ = write!(out, "---\n\n{}", d.plain());
    out
}
