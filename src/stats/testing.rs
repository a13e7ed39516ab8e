//! Small models made by hand, for the tests of `stats` and `rules`.

use crate::diagnostics::{At, Place, Sourced};
use crate::model::*;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A cell of a CSV file; row and column from 0.
pub(crate) fn cell(file: &str, row: u32, col: u32) -> Place {
    Place { file: file.into(), at: At::Cell { sheet: None, row, col, line: Some((row + 1, col + 1)) } }
}

pub(crate) fn at<T>(value: T, file: &str, line: u32) -> Sourced<T> {
    Sourced::new(value, Place::line(file, line, 1, 0))
}

/// The calendar period of an id.
pub(crate) fn period(id: &str) -> Period {
    let id = PeriodId::parse(id).unwrap();
    let (from, to) = id.calendar_span();
    Period { id, label: format!("kỳ {id}"), from, to, cut_off: to }
}

/// Keys of the form of 2020, in its order.
pub(crate) const KEYS: [&str; 11] = [
    "tong_tiep_nhan",
    "truc_tuyen",
    "truc_tiep",
    "ky_truoc",
    "da_giai_quyet",
    "truoc_han",
    "dung_han",
    "qua_han",
    "dang_giai_quyet",
    "dang_trong_han",
    "dang_qua_han",
];

/// The form of 2020.
pub(crate) fn layout() -> Arc<TallyLayout> {
    use OverPeriods::*;
    use TallyRole::*;
    let column = |key: &str, group: &str, label: &str, role, over_periods| TallyColumn {
        key: key.to_owned(),
        label: label.to_owned(),
        group: Some(group.to_owned()),
        mark: None,
        headers: Vec::new(),
        role: Some(role),
        over_periods,
        needed: false,
    };
    let (r, d, p) = ("Nhận giải quyết", "Đã giải quyết", "Đang giải quyết");
    let identity = |id: &str, total: &str, parts: &[&str]| Identity {
        id: id.to_owned(),
        total: total.to_owned(),
        parts: parts.iter().map(|p| (*p).to_owned()).collect(),
    };
    Arc::new(TallyLayout {
        id: "bieu-06-2020".to_owned(),
        name: "Biểu 06".to_owned(),
        definition: None,
        basis: vec!["bieu-06".to_owned()],
        field_headers: Vec::new(),
        columns: vec![
            column(KEYS[0], r, "Tổng số", Received, Derived),
            column(KEYS[1], r, "Trực tuyến", Online, Sum),
            column(KEYS[2], r, "Trực tiếp, dịch vụ bưu chính", InPerson, Sum),
            column(KEYS[3], r, "Từ kỳ trước", CarriedIn, First),
            column(KEYS[4], d, "Tổng số", Resolved, Sum),
            column(KEYS[5], d, "Trước hạn", Early, Sum),
            column(KEYS[6], d, "Đúng hạn", OnTime, Sum),
            column(KEYS[7], d, "Quá hạn", Late, Sum),
            column(KEYS[8], p, "Tổng số", Pending, Last),
            column(KEYS[9], p, "Trong hạn", PendingInTime, Last),
            column(KEYS[10], p, "Quá hạn", PendingLate, Last),
        ],
        identities: vec![
            identity("tiep-nhan", KEYS[0], &[KEYS[1], KEYS[2], KEYS[3]]),
            identity("da-giai-quyet", KEYS[4], &[KEYS[5], KEYS[6], KEYS[7]]),
            identity("dang-giai-quyet", KEYS[8], &[KEYS[9], KEYS[10]]),
            identity("can-doi", KEYS[0], &[KEYS[4], KEYS[8]]),
        ],
    })
}

/// A tally from lines `name,n,n,…`, eleven columns, empty for absent; "TỔNG CỘNG" is the total row.
/// The first row stands in row 1 of the file, its first number in column 2 (C).
pub(crate) fn tally(id: &str, lines: &str) -> DossierTally {
    let file = format!("data/ho-so/{id}.csv");
    let mut rows: Vec<TallyRow> = lines
        .lines()
        .zip(1..)
        .map(|(line, row)| {
            let mut parts = line.split(',');
            let name = parts.next().unwrap().trim();
            let cells = KEYS.iter().zip(2..).map(|(key, col)| {
                let value = parts.next().and_then(|n| n.trim().parse().ok());
                ((*key).to_owned(), Sourced::new(value, cell(&file, row, col)))
            });
            TallyRow {
                field: Sourced::new(name.to_owned(), cell(&file, row, 1)),
                field_id: if name == "TỔNG CỘNG" { TOTAL_ID.to_owned() } else { crate::text::slug(name) },
                section: None,
                cells: cells.collect::<BTreeMap<_, _>>(),
            }
        })
        .collect();
    let total = rows.pop_if(|r| r.field_id == TOTAL_ID);
    DossierTally {
        period: Sourced::new(period(id), cell(&file, 0, 0)),
        layout: layout(),
        sections: Vec::new(),
        rows,
        total,
        source: Place::file(file),
    }
}

/// What a real ward reported for 2021: the fields give 1.347, the total row says 1.348.
pub(crate) fn reported_2021() -> DossierTally {
    tally(
        "2021",
        "Hộ tịch,498,,,,,,,7,,,\n\
         Chứng thực,682,,,,,,,2,,,\n\
         Nuôi con nuôi,0,,,,,,,,,,\n\
         Văn hóa,0,,,,,,,,,,\n\
         Nông nghiệp,0,,,,,,,,,,\n\
         Nội vụ,3,,,,,,,1,,,\n\
         Đất đai,64,,,,44,29,8,7,20,20,0\n\
         Lao động,100,,,,99,71,3,25,1,1,\n\
         Hòa giải,0,,,,,,,,,,\n\
         Tuyên truyền,0,,,,,,,,,,\n\
         TỔNG CỘNG,1348,,,,,685,598,42,23,23,0",
    )
}

/// A right tally of a quarter.
pub(crate) fn right(id: &str) -> DossierTally {
    tally(
        id,
        "Hộ tịch,220,66,142,12,211,102,108,1,9,9,0\n\
         Chứng thực,473,40,407,26,463,256,207,0,10,10,0\n\
         Hòa giải,0,0,0,0,0,0,0,0,0,0,0\n\
         TỔNG CỘNG,693,106,549,38,674,358,315,1,19,19,0",
    )
}

/// A round with ballots of one channel; all returned are valid.
pub(crate) fn ballots(id: &str, issued: u64, returned: u64) -> SurveyRound {
    let file = "data/khao-sat/dot.csv";
    let p = period(id);
    let row = u32::from(p.to.month() as u8);
    let n = |value, col| Sourced::new(Some(value), cell(file, row, col));
    SurveyRound {
        period: Sourced::new(p, cell(file, row, 0)),
        form: None,
        ballots: vec![ChannelBallots {
            channel: None,
            issued: n(issued, 4),
            returned: n(returned, 5),
            valid: n(returned, 6),
        }],
        answers: Vec::new(),
        counted_on: None,
        minutes: None,
        source: cell(file, row, 0),
    }
}

/// Answers to a question, by level.
pub(crate) fn answers(code: &str, counts: &[Option<u64>], blank: Option<u64>) -> Answers {
    let file = "data/khao-sat/tong-hop.csv";
    Answers {
        question: Sourced::new(code.to_owned(), cell(file, 1, 1)),
        counts: counts.iter().zip(1..).map(|(n, row)| Sourced::new(*n, cell(file, row, 3))).collect(),
        blank: Sourced::new(blank, cell(file, 9, 3)),
    }
}

/// A form with C3 (timeliness) and C5 (general).
pub(crate) fn form() -> SurveyForm {
    let scale = |id: &str, labels: &[&str], satisfied: &[usize]| Scale {
        id: id.to_owned(),
        levels: labels.iter().map(|l| Level { id: crate::text::slug(l), label: (*l).to_owned() }).collect(),
        satisfied: satisfied.to_vec(),
    };
    let file = "data/khao-sat/mau-phieu/phieu-5-cau.yaml";
    let question = |code: &str, scale, general| Question {
        code: at(code.to_owned(), file, 1),
        text: format!("Câu {code}"),
        scale,
        general,
    };
    SurveyForm {
        id: at("phieu-5-cau".to_owned(), file, 1),
        name: "Phiếu".to_owned(),
        scales: vec![
            scale("hai_long_3", &["Rất hài lòng", "Hài lòng", "Không hài lòng"], &[0, 1]),
            scale("thoi_gian_3", &["Đúng hẹn", "Chậm hẹn nhưng chấp nhận được", "Không đúng hẹn"], &[0]),
        ],
        questions: vec![question("C3", 1, false), question("C5", 0, true)],
    }
}

/// Huế's table of minimum ballots, as test data.
pub(crate) fn hue() -> MinimumBallots {
    let band = |from, ballots| Band { from, ballots };
    MinimumBallots {
        basis: "hue-2709".to_owned(),
        bands: vec![band(0, None), band(100, Some(100)), band(1000, Some(200)), band(5000, Some(500))],
        from: Some(date(2017, 11, 17)),
        to: None,
    }
}

/// A site without data, as of 15 October 2026.
pub(crate) fn site() -> Site {
    Site {
        agency: Agency {
            name: at("Ủy ban nhân dân phường Mẫu".to_owned(), "congkhai.yaml", 2),
            unit: "phường Mẫu".to_owned(),
            province: "thành phố Mẫu".to_owned(),
            former_units: Vec::new(),
            address: String::new(),
            phone: None,
            email: None,
            centre: None,
            points: Vec::new(),
            feedback: None,
            submit_url: None,
            lookup_url: None,
            people: Vec::new(),
        },
        banner: None,
        base_url: None,
        as_of: date(2026, 10, 15),
        rules: Arc::new(RuleBook::default()),
        dossiers: Vec::new(),
        forms: Vec::new(),
        rounds: Vec::new(),
        indices: Vec::new(),
        documents: Vec::new(),
        plain_pages: Vec::new(),
        explanations: Vec::new(),
        static_files: Default::default(),
        theme_files: Vec::new(),
    }
}

/// A percentage or number as announced.
pub(crate) fn announced(text: &str) -> Announced {
    let value = text.trim_end_matches('%').replace(',', ".").parse().unwrap();
    Announced { text: text.to_owned(), value, percent: text.ends_with('%') }
}

/// An index value.
pub(crate) fn index(id: &str, year: i16, value: &str, rank: Option<u64>, out_of: Option<u64>) -> IndexResult {
    let file = "data/chi-so/a.yaml";
    IndexResult {
        id: id.to_owned(),
        name: "Chỉ số".to_owned(),
        year,
        value: at(announced(value), file, 5),
        rank: rank.map(|r| at(r, file, 6)),
        out_of: out_of.map(|r| at(r, file, 7)),
        components: Vec::new(),
        source: SourceDocument { number: "991/QĐ-UBND".to_owned(), issued_on: None, issuer: String::new() },
        note: None,
    }
}

/// An indicator with a target and everything that it takes to compare it.
pub(crate) fn indicator(figure: &str, target: &str, direction: Direction, from: Date) -> Indicator {
    let file = "content/van-ban/ke-hoach.md";
    Indicator {
        id: at("ct".to_owned(), file, 8),
        name: "Chỉ tiêu".to_owned(),
        baseline: None,
        baseline_note: None,
        target: Some(at(announced(target), file, 9)),
        direction: Some(direction),
        figure: Some(at(figure.to_owned(), file, 10)),
        from: Some(from),
        to: None,
    }
}

/// A document without text; a draft when it has no number or no day.
pub(crate) fn document(id: &str, kind: &str, number: Option<&str>, issued_on: Option<Date>) -> Document {
    let file = format!("content/van-ban/{id}.md");
    let draft = number.is_none() || issued_on.is_none();
    Document {
        id: id.to_owned(),
        kind: at(kind.to_owned(), &file, 2),
        number: number.map(|n| at(n.to_owned(), &file, 3)),
        issued_on: issued_on.map(|d| at(d, &file, 4)),
        subject: at("Về việc".to_owned(), &file, 5),
        issuer: "Ủy ban nhân dân phường Mẫu".to_owned(),
        signatory_title: None,
        recipients: Vec::new(),
        state: if draft { DocumentState::Draft } else { DocumentState::InForce },
        replaces: None,
        signed_original: None,
        tasks: Vec::new(),
        indicators: Vec::new(),
        body: crate::markdown::Body::default(),
        source: Place::file(file),
    }
}
