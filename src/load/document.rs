//! `content/`: documents of `van-ban/` and pages of plain text, from front matter and Markdown.

use super::fields::{announced, id, plain, repeated, values};
use super::period;
use crate::diagnostics::{Arg, Diagnostic, Diagnostics, Place, Sourced, codes, nearest};
use crate::markdown;
use crate::model::{
    Direction, Document, DocumentState, DocumentType, FigureId, Indicator, Plain, PlainPage, SignedOriginal,
    Task, TaskState,
};
use crate::text::{fold, slug};
use crate::yaml::{self, Decoder};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What readers of documents must know of the rest of the site.
pub(super) struct Surroundings<'a> {
    /// Types of documents of the rule sets.
    pub(super) types: &'a [DocumentType],
    /// Size of every file by its path from the root.
    pub(super) files: &'a BTreeMap<Arc<str>, u64>,
}

/// A document before the site's day is known.
pub(super) struct Draft {
    document: Document,
    issuer: Option<String>,
    /// What the plan itself says of each task.
    reported: Vec<Option<TaskState>>,
}

impl Draft {
    /// The day of issue, one of the dates by which the site's day is found.
    pub(super) fn issued_on(&self) -> Option<Date> {
        self.document.issued_on.as_ref().map(|d| d.value)
    }

    /// The document as of a day; `agency` issued it unless it says otherwise.
    pub(super) fn finish(self, agency: &str, as_of: Date) -> Document {
        let mut document = self.document;
        document.issuer = self.issuer.unwrap_or_else(|| agency.to_owned());
        for (task, reported) in document.tasks.iter_mut().zip(self.reported) {
            task.state = state(task.deadline, reported, as_of);
        }
        document
    }
}

/// A task's state: what was reported, and else what day and deadline say.
fn state(deadline: Option<Date>, reported: Option<TaskState>, as_of: Date) -> TaskState {
    let passed = deadline.is_some_and(|d| d < as_of);
    match reported {
        Some(state @ (TaskState::Done | TaskState::DoneLate)) => state,
        _ if passed => TaskState::Overdue,
        Some(state) => state,
        None if deadline.is_none() => TaskState::NoDeadline,
        None => TaskState::NotDue,
    }
}

/// Reads a document. `None` when it has no front matter to tell what it is.
pub(super) fn read(
    file: &Arc<str>,
    bytes: &[u8],
    site: &Surroundings<'_>,
    diags: &mut Diagnostics,
) -> Option<Draft> {
    let markdown::Document { front, body } = markdown::read(file, bytes, diags)?;
    let source = Place::file(file.clone());
    yaml::decode(&front?, diags, |d| {
        let kind = d.need("loai").text().map(|k| k.map(|k| kind(&k, site.types)));
        // "/BC-UBND": the form was not filled in.
        let number = d.get("so_ky_hieu").text().filter(|n| !n.starts_with('/'));
        let issued_on = d.get("ngay_ban_hanh").date();
        // A day that is wrong was told, and is no reason to take the document for a draft.
        let dated = issued_on.is_some() || d.get("ngay_ban_hanh").node().is_some();
        let subject = d.need("trich_yeu").text();
        let issuer = plain(d.get("co_quan_ban_hanh"));
        let signatory_title = plain(d.get("chuc_vu_ky"));
        let recipients = values(d.get("noi_nhan").texts());
        let in_force = d.get("hieu_luc").choice(&[("con", true), ("het", false)]);
        let replaces = plain(d.get("thay_the"));
        let replaced_by = plain(d.get("bi_thay_the_boi"));
        let signed_original = d.get("ban_ky").text().and_then(|path| original(path, site, d.diags()));
        let tasks = d.get("nhiem_vu").maps(task);
        let indicators = indicators(d);
        let state = match (replaced_by, in_force.map(|s| s.value)) {
            _ if number.is_none() || !dated => DocumentState::Draft,
            (Some(by), _) => DocumentState::ReplacedBy(by),
            (None, Some(false)) => DocumentState::Expired,
            (None, _) => DocumentState::InForce,
        };
        let (tasks, reported) = tasks.into_iter().unzip();
        let document = Document {
            id: slug(stem(file)),
            kind: kind?,
            number,
            issued_on,
            subject: subject?,
            issuer: String::new(),
            signatory_title,
            recipients,
            state,
            replaces,
            signed_original,
            tasks,
            indicators,
            body,
            source,
        };
        Some(Draft { document, issuer, reported })
    })
}

/// Reads a page of plain text.
pub(super) fn read_plain(file: &Arc<str>, bytes: &[u8], diags: &mut Diagnostics) -> Option<PlainPage> {
    let markdown::Document { front, body } = markdown::read(file, bytes, diags)?;
    yaml::decode(&front?, diags, |d| {
        let (title, summary) = (plain(d.need("tieu_de")), plain(d.get("tom_tat")));
        let page = Plain { title: title?, summary, body, source: Place::file(file.clone()) };
        Some(PlainPage { address: slug(stem(file)), page })
    })
}

/// Two files whose names give one address: TEP07 at the later one, which is left out.
pub(super) fn one_an_address<T>(
    all: Vec<T>,
    address: impl Fn(&T) -> (&str, &Place),
    diags: &mut Diagnostics,
) -> Vec<T> {
    let mut seen: BTreeMap<String, Arc<str>> = BTreeMap::new();
    all.into_iter()
        .filter(|item| {
            let (id, place) = address(item);
            let first = seen.entry(id.to_owned()).or_insert_with(|| place.file.clone());
            if *first == place.file {
                return true;
            }
            diags.push(
                Diagnostic::new(codes::NAME_NOT_PORTABLE, place.clone())
                    .arg("ly_do", Arg::Word("trung"))
                    .arg("ten", stem(&place.file))
                    .arg("khac", first.clone()),
            );
            false
        })
        .collect()
}

impl Draft {
    /// The part of the address and the file.
    pub(super) fn address(&self) -> (&str, &Place) {
        (&self.document.id, &self.document.source)
    }
}

/// The file's name without its ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The abbreviation as the official list spells it, whether the abbreviation or the name was
/// written; of an unknown type what was written, in capitals.
fn kind(written: &str, types: &[DocumentType]) -> String {
    let lower = written.to_lowercase();
    let words = fold(written).replace(['_', '-'], " ");
    let known = types
        .iter()
        .find(|t| !t.abbreviation.is_empty() && t.abbreviation.to_lowercase() == lower)
        .or_else(|| types.iter().find(|t| fold(&t.name) == words));
    // A letter of thanks has no abbreviation either, but is no official letter.
    match known {
        Some(t) if !t.abbreviation.is_empty() || words == "cong van" => t.abbreviation.clone(),
        _ => written.to_uppercase(),
    }
}

/// The signed original, which must be a file below `static/`.
fn original(
    path: Sourced<String>,
    site: &Surroundings<'_>,
    diags: &mut Diagnostics,
) -> Option<SignedOriginal> {
    let written = path.value.trim_start_matches('/');
    let full = if written.starts_with("static/") { written.to_owned() } else { format!("static/{written}") };
    match site.files.get(full.as_str()) {
        Some(size) => Some(SignedOriginal { file: Sourced::new(full, path.place), size: *size }),
        None => {
            let known = site.files.keys().map(|f| &**f).filter(|f| f.starts_with("static/"));
            let near = nearest(&full, known).map(|f| f.trim_start_matches("static/"));
            diags.push(Diagnostic::new(codes::LINK_BROKEN, path.place).arg("dich", &path.value).hint(near));
            None
        }
    }
}

fn task(d: &mut Decoder<'_>) -> Option<(Task, Option<TaskState>)> {
    let content = d.need("noi_dung").text();
    let owner = plain(d.get("chu_tri"));
    let helpers = values(d.get("phoi_hop").texts());
    let a_day = |t: &str| (!period::names_no_day(t)).then(|| t.to_owned());
    let deadline_text = d.get("thoi_han").parse(&["30/11/2026", "quý III/2026"], a_day).map(|t| t.value);
    let evidence = plain(d.get("minh_chung"));
    let reported = d.get("tinh_trang").choice(&[
        ("dang_thuc_hien", TaskState::UnderWay),
        ("hoan_thanh", TaskState::Done),
        ("hoan_thanh_muon", TaskState::DoneLate),
    ]);
    let deadline = deadline_text.as_deref().and_then(period::deadline);
    let state = TaskState::NoDeadline;
    let task = Task { content: content?, owner, helpers, deadline_text, deadline, evidence, state };
    Some((task, reported.map(|s| s.value)))
}

fn indicators(d: &mut Decoder<'_>) -> Vec<Indicator> {
    let all = d.get("chi_tieu").maps(|d| {
        let (key, name) = (id(d.need("ma")), plain(d.need("ten")));
        let baseline = announced(d.get("ky_goc")).map(|s| s.value);
        let baseline_note = plain(d.get("ky_goc_ghi_chu"));
        let target = announced(d.get("muc_phan_dau"));
        let direction =
            d.get("chieu").choice(&[("khong_qua", Direction::AtMost), ("tu_tro_len", Direction::AtLeast)]);
        let figure = d
            .get("so_lieu")
            .parse(&["ho-so/*/tong-so/ty-le-qua-han"], |t| FigureId::parse(t).map(|id| id.to_string()));
        let from = d.get("tu_ngay").date().map(|s| s.value);
        let to = d.get("den_ngay").date().map(|s| s.value);
        Some(Indicator {
            id: key?,
            name: name?,
            baseline,
            baseline_note,
            target,
            direction: direction.map(|s| s.value),
            figure,
            from,
            to,
        })
    });
    for (i, indicator) in all.iter().enumerate() {
        if all[..i].iter().any(|earlier| earlier.id.value == indicator.id.value) {
            repeated("ma", &indicator.id, d.diags());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn types() -> Vec<DocumentType> {
        [
            ("KH", "Kế hoạch"),
            ("QyĐ", "Quy định"),
            ("DA", "Dự án"),
            ("ĐA", "Đề án"),
            ("", "Công văn"),
            ("", "Thư công"),
        ]
        .map(|(abbreviation, name)| DocumentType { abbreviation: abbreviation.into(), name: name.into() })
        .into()
    }

    fn run(file: &str, text: &str) -> (Option<Document>, Vec<String>) {
        let files = [("static/van-ban/05-kh.pdf".into(), 1234)].into_iter().collect();
        let types = types();
        let mut diags = Diagnostics::new();
        let site = Surroundings { types: &types, files: &files };
        let draft = read(&file.into(), text.as_bytes(), &site, &mut diags);
        diags.finish();
        let hint = |d: &Diagnostic| d.nearest.as_ref().map(|n| format!(" ({n}?)")).unwrap_or_default();
        let found = diags.iter().map(|d| format!("{} {}{}", d.place, d.code, hint(d))).collect();
        (draft.map(|d| d.finish("UBND xã Mẫu", date(2026, 10, 15))), found)
    }

    #[test]
    fn a_plan_is_read_in_full() {
        let (plan, found) = run(
            "content/van-ban/Kế hoạch 05.md",
            "---\nloai: kế hoạch\nso_ky_hieu: 05/KH-UBND\nngay_ban_hanh: 12/01/2026\ntrich_yeu: Cải cách\n\
             ban_ky: van-ban/05-kh.pdf\nnhiem_vu:\n- {noi_dung: A, thoi_han: 31/01/2026, tinh_trang: hoan_thanh_muon}\n\
             - {noi_dung: B, thoi_han: 14/10/2026, tinh_trang: dang_thuc_hien}\n- {noi_dung: C, thoi_han: 15/10/2026}\n\
             - {noi_dung: D, thoi_han: hằng quý}\n- {noi_dung: E, thoi_han: 30/11/2026, tinh_trang: đang thực hiện}\n\
             - {noi_dung: F, thoi_han: Tháng 9/2026}\nchi_tieu:\n\
             - {ma: qua-han, ten: Quá hạn, ky_goc: '1,20%', muc_phan_dau: 2%, chieu: khong_qua, so_lieu: ho-so/*/tong-so/ty-le-qua-han}\n\
             ---\nNội dung.\n",
        );
        assert_eq!(found, Vec::<String>::new());
        let plan = plan.unwrap();
        assert_eq!((plan.id.as_str(), plan.kind.value.as_str()), ("ke-hoach-05", "KH"));
        assert_eq!((plan.issuer.as_str(), plan.state), ("UBND xã Mẫu", DocumentState::InForce));
        assert_eq!(
            plan.signed_original.map(|o| (o.file.value, o.size)),
            Some(("static/van-ban/05-kh.pdf".into(), 1234))
        );
        let states: Vec<_> = plan.tasks.iter().map(|t| t.state).collect();
        use TaskState::{DoneLate, NoDeadline, NotDue, Overdue, UnderWay};
        assert_eq!(states, [DoneLate, Overdue, NotDue, NoDeadline, UnderWay, Overdue]);
        let indicator = &plan.indicators[0];
        assert_eq!(indicator.target.as_ref().map(|t| (t.value.value, t.value.percent)), Some((2.0, true)));
        assert_eq!(indicator.direction, Some(Direction::AtMost));
    }

    #[test]
    fn without_number_or_day_it_is_a_draft() {
        for head in [
            "ngay_ban_hanh: 12/01/2026",
            "so_ky_hieu: 1/BC-UBND",
            "so_ky_hieu: /BC-UBND\nngay_ban_hanh: 12/01/2026",
        ] {
            let (doc, found) =
                run("content/van-ban/a.md", &format!("---\nloai: BC\ntrich_yeu: X\n{head}\n---\n"));
            assert_eq!(found, Vec::<String>::new());
            assert!(doc.unwrap().is_draft(), "{head}");
        }
    }

    #[test]
    fn states_and_types() {
        let head = "---\nso_ky_hieu: 1/X\nngay_ban_hanh: 1/1/2026\ntrich_yeu: X\n";
        let state = |more: &str| {
            run("content/van-ban/a.md", &format!("{head}loai: KH\n{more}\n---\n")).0.unwrap().state
        };
        assert_eq!(state("hieu_luc: het"), DocumentState::Expired);
        assert_eq!(state("hieu_luc: còn"), DocumentState::InForce);
        assert_eq!(state("bi_thay_the_boi: 2/X"), DocumentState::ReplacedBy("2/X".into()));
        for (written, is) in [
            ("qyđ", "QyĐ"),
            ("đa", "ĐA"),
            ("da", "DA"),
            ("cong_van", ""),
            ("Công văn", ""),
            ("lct", "LCT"),
            ("Thư công", "THƯ CÔNG"),
        ] {
            assert_eq!(kind(written, &types()), is, "{written}");
        }
    }

    #[test]
    fn all_mistakes_of_the_front_matter_are_told() {
        let (doc, found) = run(
            "content/van-ban/a.md",
            "---\nngay_ban_hang: 1/1/2026\nngay_ban_hanh: 31/02/2026\nban_ky: van-ban/05-kh.pfd\n\
             nhiem_vu:\n- {chu_tri: A, tinh_trang: xong}\nchi_tieu:\n- {ma: a, ten: A, chieu: giảm, so_lieu: hồ sơ}\n\
             - {ma: a, ten: A}\n---\n",
        );
        assert!(doc.is_none());
        assert_eq!(
            found,
            [
                "content/van-ban/a.md:2:1 YAML03",
                "content/van-ban/a.md:2:1 YAML03",
                "content/van-ban/a.md:2:1 YAML02 (ngay_ban_hanh?)",
                "content/van-ban/a.md:3:16 YAML05",
                "content/van-ban/a.md:4:9 LK01 (van-ban/05-kh.pdf?)",
                "content/van-ban/a.md:6:3 YAML03",
                "content/van-ban/a.md:6:28 YAML05",
                "content/van-ban/a.md:8:26 YAML05",
                "content/van-ban/a.md:8:41 YAML05",
                "content/van-ban/a.md:9:8 YAML05",
            ]
        );
    }

    #[test]
    fn two_files_of_one_address() {
        let mut diags = Diagnostics::new();
        let page = |name: &str| {
            read_plain(&name.into(), "---\ntieu_de: A\n---\n".as_bytes(), &mut Diagnostics::new()).unwrap()
        };
        let all = vec![page("content/Giới thiệu.md"), page("content/gioi-thieu.md"), page("content/x.md")];
        let kept = one_an_address(all, |p| (&p.address, &p.page.source), &mut diags);
        assert_eq!(kept.len(), 2);
        let found: Vec<_> = diags.iter().map(|d| format!("{} {}", d.place, d.code)).collect();
        assert_eq!(found, ["content/gioi-thieu.md TEP07"]);
    }
}
