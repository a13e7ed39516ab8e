//! View data made by hand: rich pages, and the same pages with nothing to show.

use congkhai::pages::view::*;
use jiff::civil::date;
use serde_json::{Value, to_value};

/// A page to render.
pub(crate) struct Sample {
    /// Template of the theme.
    pub(crate) template: &'static str,
    /// Address from the site's root.
    pub(crate) address: String,
    /// The view.
    pub(crate) view: Value,
}

fn sample(template: &'static str, address: &str, view: impl serde::Serialize) -> Sample {
    Sample { template, address: address.into(), view: to_value(view).expect("views are plain data") }
}

fn s(text: &str) -> String {
    text.into()
}

fn day(y: i16, m: i8, d: i8) -> Day {
    date(y, m, d).into()
}

fn named(text: &str) -> Reference {
    Reference { text: s(text), href: None }
}

fn linked(text: &str, href: &str) -> Reference {
    Reference { text: s(text), href: Some(s(href)) }
}

fn year() -> PeriodView {
    PeriodView {
        id: s("2021"),
        label: s("năm 2021"),
        from: day(2021, 1, 1),
        to: day(2021, 12, 31),
        cut_off: None,
    }
}

fn quarter(n: i8) -> PeriodView {
    let roman = ["I", "II", "III", "IV"][n as usize - 1];
    let (month, last) = [(3, 31), (6, 30), (9, 30), (12, 31)][n as usize - 1];
    PeriodView {
        id: format!("2021-Q{n}"),
        label: format!("quý {roman}/2021"),
        from: day(2021, month - 2, 1),
        to: day(2021, month, last),
        cut_off: None,
    }
}

fn page(address: &str, title: &str, description: &str, section: &str, crumbs: &[(&str, &str)]) -> Page {
    Page {
        address: s(address),
        root: "../".repeat(address.matches('/').count()),
        title: s(title),
        description: s(description),
        section: (!section.is_empty()).then(|| s(section)),
        breadcrumb: std::iter::once(&("Trang chủ", "index.html"))
            .chain(crumbs)
            .filter(|_| address != "index.html")
            .map(|(text, href)| Link::new(*text, *href))
            .collect(),
        canonical: Some(format!("https://thuyluong.hue.gov.vn/{address}")),
        ..Page::default()
    }
}

/// The shared part, with everything.
pub(crate) fn site() -> Site {
    let menu = [
        ("Giới thiệu", "gioi-thieu/index.html"),
        ("Thủ tục hành chính", "thu-tuc/index.html"),
        ("Phản ánh, kiến nghị", "phan-anh.html"),
        ("Kết quả phục vụ", "ket-qua-phuc-vu.html"),
        ("Văn bản", "van-ban/index.html"),
        ("Liên hệ", "lien-he.html"),
    ];
    Site {
        name: s("Ủy ban nhân dân phường Thủy Lương"),
        short_name: s("Phường Thủy Lương"),
        parent: Some(s("Thành phố Huế")),
        former_units: vec![s("phường Thủy Lương (thị xã Hương Thủy)"), s("một phần phường Thủy Châu")],
        banner: Some(s(
            "Trang minh họa: số liệu năm 2021 lấy từ báo cáo đã công bố, các nội dung khác là ví dụ.",
        )),
        address: Some(s("Số 01 đường Mẫu, phường Thủy Lương, thành phố Huế")),
        hotline: Some(Phone { label: s(""), text: s("0900 000 001"), dial: s("+84900000001") }),
        phones: vec![Phone { label: s("Văn phòng"), text: s("0900 000 002"), dial: s("+84900000002") }],
        email: Some(s("thuyluong@example.gov.vn")),
        hours: vec![
            s("Thứ Hai đến thứ Sáu: 7 giờ 30 – 11 giờ 30, 13 giờ 30 – 17 giờ"),
            s("Sáng thứ Bảy: 7 giờ 30 – 11 giờ 30"),
        ],
        menu: menu.iter().map(|(t, h)| MenuItem { text: s(t), href: s(h) }).collect(),
        lookup: Some(Link::new("Tra cứu hồ sơ", "https://dichvucong.gov.vn/")),
        submit_online: Some(Link::new("Nộp hồ sơ trực tuyến", "https://dichvucong.gov.vn/")),
        search_href: Some(s("tim-kiem.html")),
        footer: vec![
            Link::new("Dữ liệu mở", "du-lieu.html"),
            Link::new("Lịch công khai", "lich-cong-khai.html"),
            Link::new("Đính chính số liệu", "dinh-chinh.html"),
            Link::new("Hỗ trợ người khuyết tật, người cao tuổi", "ho-tro-tiep-can.html"),
        ],
        report_error: Some(Link::new("Báo sai sót", "mailto:thuyluong@example.gov.vn")),
        base_url: Some(s("https://thuyluong.hue.gov.vn/")),
        licence: Some(s("Được dùng lại nội dung và số liệu của trang khi ghi rõ nguồn.")),
    }
}

/// The shared part with as little as a site can have.
pub(crate) fn bare_site() -> Site {
    Site {
        name: s("Ủy ban nhân dân xã Mẫu"),
        short_name: s("Xã Mẫu"),
        menu: vec![MenuItem { text: s("Văn bản"), href: s("van-ban/index.html") }],
        ..Site::default()
    }
}

fn point(n: u32) -> ReceptionPointView {
    if n == 0 {
        ReceptionPointView {
            name: s("Trung tâm Phục vụ hành chính công phường Thủy Lương"),
            address: s("Số 01 đường Mẫu, phường Thủy Lương, thành phố Huế"),
            hours: site().hours,
            phones: vec![Phone { label: s(""), text: s("0900 000 003"), dial: s("+84900000003") }],
            email: Some(s("mot-cua@example.gov.vn")),
            services: None,
            access: Some(s("Có lối đi cho xe lăn, ghế ưu tiên và người hướng dẫn viết tờ khai.")),
        }
    } else {
        ReceptionPointView {
            name: s("Điểm tiếp nhận số 2 (trụ sở cũ)"),
            address: s("Số 02 đường Mẫu, phường Thủy Lương"),
            hours: vec![s("Thứ Ba, thứ Năm: 7 giờ 30 – 11 giờ")],
            phones: vec![],
            email: None,
            services: Some(s("Nhận hồ sơ hộ tịch, chứng thực.")),
            access: None,
        }
    }
}

fn late_target() -> TargetView {
    TargetView {
        name: s("Tỷ lệ hồ sơ quá hạn"),
        direction: Direction::AtMost,
        value: Decimal { digits: 2, scale: 0 },
        unit: s("%"),
        denominator: s("số hồ sơ đã giải quyết"),
        source: linked("Kế hoạch số 05/KH-UBND", "van-ban/05-kh-ubnd-2021.html"),
        effective_from: day(2021, 1, 15),
        actual: Some(Figure::Share { share: share(42, 1325), unit: s("hồ sơ đã giải quyết") }),
        met: Some(false),
        gap: Some(Gap {
            amount: Decimal { digits: 12, scale: 1 }, unit: s("điểm phần trăm"), above: true
        }),
    }
}

fn share(part: u64, whole: u64) -> Share {
    Share::new(part, whole).expect("whole is above 0")
}

fn few(part: u64, whole: u64) -> Share {
    Share { counts_only: true, ..share(part, whole) }
}

fn explanation() -> ExplanationView {
    ExplanationView {
        text: s(
            "Một hồ sơ tiếp nhận ngày 30/12/2021 chưa được phân vào lĩnh vực khi lập báo cáo; tổng số trên phần mềm vẫn là 1.348 hồ sơ.",
        ),
        approver: s("Phó Chủ tịch Ủy ban nhân dân phường"),
        on: day(2022, 1, 10),
    }
}

fn place(cell: &str) -> ViewPlace {
    ViewPlace {
        file: s("data/ho-so/thong-ke-2021.xlsx"),
        sheet: Some(s("Năm 2021")),
        cell: Some(s(cell)),
        line: None,
    }
}

fn file(text: &str, href: &str, format: &str, size: u64) -> FileLink {
    FileLink { text: s(text), href: s(href), format: s(format), size: Some(size), pages: None, hash: None }
}

const FIELDS: [(&str, u64); 10] = [
    ("Hộ tịch", 498),
    ("Chứng thực", 682),
    ("Nuôi con nuôi", 0),
    ("Văn hóa và thể dục thể thao", 0),
    ("Nông nghiệp và phát triển nông thôn", 0),
    ("Nội vụ", 3),
    ("Đất đai", 64),
    ("Lao động - Thương binh và Xã hội", 100),
    ("Hòa giải ở cơ sở", 0),
    ("Tuyên truyền, phổ biến giáo dục pháp luật", 0),
];

/// A bar chart by hand, standing in for the real ones.
fn bars(title: &str, subtitle: &str, unit: &str, rows: &[(&str, u64)]) -> Chart {
    let max = rows.iter().map(|r| r.1).max().unwrap_or(1).max(1);
    let height = rows.len() * 52 + 8;
    let mut svg = format!(
        "<svg role=\"img\" viewBox=\"0 0 640 {height}\" aria-label=\"{title}\"><title>{title}</title>"
    );
    for (i, (label, value)) in rows.iter().enumerate() {
        let y = i * 52;
        let width = value * 520 / max;
        svg += &format!(
            "<text x=\"0\" y=\"{}\" font-size=\"16\" fill=\"currentColor\">{label}</text>\
             <rect x=\"0\" y=\"{}\" width=\"{width}\" height=\"18\" fill=\"#0b6b78\"/>\
             <text x=\"{}\" y=\"{}\" font-size=\"16\" fill=\"currentColor\">{value}</text>",
            y + 18,
            y + 26,
            width + 8,
            y + 41
        );
    }
    svg += "</svg>";
    Chart {
        svg,
        title: Some(s(title)),
        subtitle: Some(s(subtitle)),
        table: Some(SimpleTable {
            caption: s(title),
            columns: vec![Column { text: s("Mục"), numeric: false }, Column { text: s(unit), numeric: true }],
            rows: rows.iter().map(|(l, v)| vec![s(l), v.to_string()]).collect(),
            note: None,
        }),
        source: None,
        downloads: vec![],
    }
}

fn key_figures() -> Vec<KeyFigure> {
    vec![
        KeyFigure {
            label: s("Hồ sơ giải quyết quá hạn"),
            figure: Some(Figure::Share { share: share(42, 1325), unit: s("hồ sơ đã giải quyết") }),
            period: Some(year()),
            href: s("ho-so/2021.html"),
            target: Some(late_target()),
            note: None,
        },
        KeyFigure {
            label: s("Ý kiến hài lòng"),
            figure: Some(Figure::Share { share: share(364, 372), unit: s("ý kiến trả lời") }),
            period: Some(quarter(3)),
            href: s("khao-sat/2021-Q3.html"),
            target: None,
            note: None,
        },
        KeyFigure {
            label: s("Phản ánh, kiến nghị đã xử lý"),
            figure: None,
            period: None,
            href: s("phan-anh.html"),
            target: None,
            note: None,
        },
    ]
}

fn documents() -> Vec<DocumentRow> {
    vec![
        DocumentRow {
            href: s("van-ban/12-bc-ubnd-2022.html"),
            number: Some(s("12/BC-UBND")),
            issued_on: Some(day(2022, 2, 25)),
            type_name: s("Báo cáo"),
            subject: s(
                "Tình hình triển khai khảo sát mức độ hài lòng của người dân đối với sự phục vụ của Ủy ban nhân dân phường năm 2021",
            ),
            state: DocumentStateView::default(),
            signed_original: Some(FileLink {
                pages: Some(4),
                ..file("Bản ký ban hành", "van-ban/12-bc-ubnd-2022.pdf", "PDF", 1_258_291)
            }),
        },
        DocumentRow {
            href: s("van-ban/05-kh-ubnd-2021.html"),
            number: Some(s("05/KH-UBND")),
            issued_on: Some(day(2021, 1, 15)),
            type_name: s("Kế hoạch"),
            subject: s("Cải cách hành chính nhà nước năm 2021"),
            state: DocumentStateView {
                key: DocumentStateKey::Replaced,
                replaced_by: Some(linked("Kế hoạch số 08/KH-UBND", "van-ban/08-kh-ubnd-2022.html")),
                ended_on: None,
            },
            signed_original: None,
        },
        DocumentRow {
            href: s("van-ban/thong-bao-2021.html"),
            number: None,
            issued_on: None,
            type_name: s("Thông báo"),
            subject: s("Lịch tiếp công dân của Chủ tịch Ủy ban nhân dân phường"),
            state: DocumentStateView { key: DocumentStateKey::InForce, replaced_by: None, ended_on: None },
            signed_original: None,
        },
    ]
}

fn home() -> HomePage {
    HomePage {
        page: Page {
            as_of: Some(day(2021, 12, 31)),
            ..page(
                "index.html",
                "Phường Thủy Lương phục vụ và công khai",
                "Thủ tục, nơi tiếp nhận, kết quả giải quyết hồ sơ và khảo sát hài lòng của phường Thủy Lương.",
                "",
                &[],
            )
        },
        intro: Some(s(
            "Tra cứu nơi làm thủ tục, giờ làm việc, kết quả giải quyết hồ sơ và văn bản của phường.",
        )),
        points: vec![point(0), point(1)],
        figures: key_figures(),
        documents: documents(),
        library_href: Some(s("van-ban/index.html")),
        next_publications: vec![Upcoming {
            on: day(2022, 3, 31),
            text: s("Kết quả khảo sát mức độ hài lòng quý I/2022"),
            href: Some(s("khao-sat/index.html")),
        }],
        shortcuts: vec![
            Link::new("Gửi phản ánh, kiến nghị", "phan-anh.html"),
            Link::new("Kết quả phục vụ", "ket-qua-phuc-vu.html"),
        ],
    }
}

fn cell(value: Option<u64>) -> TallyCell {
    TallyCell { value, ..TallyCell::default() }
}

fn tally() -> TallyTable {
    let head = |text: &str, number: &str, colspan, rowspan| HeaderCell {
        text: s(text),
        number: s(number),
        colspan,
        rowspan,
    };
    let late = [Some(7), Some(2), None, None, None, Some(1), Some(7), Some(25), None, None];
    let mut rows = vec![TallyRow {
        section: true,
        ordinal: s("I"),
        label: s("Thủ tục thuộc thẩm quyền của phường"),
        cells: vec![],
    }];
    for (i, ((label, n), late)) in FIELDS.iter().zip(late).enumerate() {
        let mut cells: Vec<TallyCell> =
            [Some(*n), None, None, None, None, None, None, late, None, None, None]
                .into_iter()
                .map(cell)
                .collect();
        if *label == "Đất đai" {
            for (i, v) in [(4, 44), (5, 29), (6, 8), (8, 20), (9, 20), (10, 0)] {
                cells[i].value = Some(v);
            }
        }
        for i in [0, 4, 8] {
            cells[i].strong = true;
        }
        rows.push(TallyRow { section: false, ordinal: (i + 1).to_string(), label: s(label), cells });
    }
    let mut total: Vec<TallyCell> = [
        Some(1348),
        None,
        None,
        None,
        Some(1325),
        Some(685),
        Some(598),
        Some(42),
        Some(23),
        Some(23),
        Some(0),
    ]
    .into_iter()
    .map(cell)
    .collect();
    total[0].marks = vec![1];
    TallyTable {
        caption: s("Kết quả giải quyết hồ sơ theo lĩnh vực, năm 2021"),
        unit: s("Đơn vị tính: hồ sơ"),
        header: vec![
            vec![
                head("STT", "", 1, 2),
                head("Lĩnh vực giải quyết", "", 1, 2),
                head("Tiếp nhận", "", 4, 1),
                head("Đã giải quyết", "", 4, 1),
                head("Đang giải quyết", "", 3, 1),
            ],
            vec![
                head("Tổng số", "(3)", 1, 1),
                head("Trực tuyến", "(4)", 1, 1),
                head("Trực tiếp, bưu chính", "(5)", 1, 1),
                head("Từ kỳ trước", "(6)", 1, 1),
                head("Tổng số", "(7)", 1, 1),
                head("Trước hạn", "(8)", 1, 1),
                head("Đúng hạn", "(9)", 1, 1),
                head("Quá hạn", "(10)", 1, 1),
                head("Tổng số", "(11)", 1, 1),
                head("Trong hạn", "(12)", 1, 1),
                head("Quá hạn", "(13)", 1, 1),
            ],
        ],
        rows,
        total: Some(TallyRow { section: false, ordinal: s(""), label: s("Tổng cộng"), cells: total }),
        has_absent: true,
        notes: vec![FigureNote {
            mark: 1,
            text: s("Mười lĩnh vực cộng lại được 1.347 hồ sơ, thiếu 1 hồ sơ so với dòng tổng."),
            explanation: Some(explanation()),
            check_href: Some(s("#doi-chieu-1")),
        }],
    }
}

fn reconciliation() -> Reconciliation {
    Reconciliation {
        checks: vec![
            Check {
                id: s("doi-chieu-1"),
                name: s("Cộng các lĩnh vực so với dòng tổng, cột “Tổng số tiếp nhận”"),
                state: CheckState::Fails,
                row: false,
                unit: s("hồ sơ"),
                terms: FIELDS
                    .iter()
                    .enumerate()
                    .map(|(i, (label, n))| CheckTerm {
                        label: s(label),
                        value: Some(*n),
                        place: Some(place(&format!("C{}", i + 5))),
                    })
                    .collect(),
                computed: Some(1347),
                stated: Some(1348),
                stated_label: s("Dòng tổng"),
                stated_place: Some(place("C16")),
                difference: Some(Difference { amount: 1, short: true }),
                explanation: Some(explanation()),
                remark: Some(s(
                    "Các cột trước hạn, đúng hạn, quá hạn, đang giải quyết cộng lại đúng 1.348, nên nhiều khả năng một lĩnh vực ghi thiếu.",
                )),
            },
            Check {
                id: s("doi-chieu-2"),
                name: s("Trước hạn + đúng hạn + quá hạn + đang giải quyết = tổng số"),
                state: CheckState::Holds,
                row: false,
                unit: s("hồ sơ"),
                terms: vec![],
                computed: Some(1348),
                stated: Some(1348),
                stated_label: s("Dòng tổng"),
                stated_place: Some(place("C16")),
                difference: None,
                explanation: None,
                remark: None,
            },
            Check {
                id: s("doi-chieu-3"),
                name: s("Cộng hồ sơ quá hạn của các lĩnh vực so với dòng tổng"),
                state: CheckState::Holds,
                row: false,
                unit: s("hồ sơ"),
                terms: vec![],
                computed: Some(42),
                stated: Some(42),
                stated_label: s("Dòng tổng"),
                stated_place: Some(place("J16")),
                difference: None,
                explanation: None,
                remark: None,
            },
            Check {
                id: s("doi-chieu-4"),
                name: s("Trước hạn + đúng hạn + quá hạn = đã giải quyết, lĩnh vực Hộ tịch"),
                state: CheckState::Unknown,
                row: false,
                unit: s("hồ sơ"),
                terms: vec![],
                computed: None,
                stated: None,
                stated_label: s(""),
                stated_place: None,
                difference: None,
                explanation: None,
                remark: Some(s("báo cáo không có số trước hạn, đúng hạn")),
            },
        ],
        holding: 2,
        failing: 1,
        unknown: 1,
        implied: vec![Implied {
            what: s("Số hồ sơ tiếp nhận quý IV/2021"),
            value: 488,
            unit: s("hồ sơ"),
            reasoning: s("1.348 hồ sơ của cả năm trừ 860 hồ sơ của quý I, II, III"),
        }],
        remarks: vec![],
    }
}

fn dossier() -> DossierPage {
    let late: Vec<(&str, u64)> = vec![
        ("Lao động - Thương binh và Xã hội", 25),
        ("Hộ tịch", 7),
        ("Đất đai", 7),
        ("Chứng thực", 2),
        ("Nội vụ", 1),
    ];
    let mut chart = bars(
        "25 trong 42 hồ sơ quá hạn thuộc lĩnh vực Lao động - Thương binh và Xã hội",
        "Số hồ sơ đã giải quyết quá hạn theo lĩnh vực, phường Thủy Lương, năm 2021, n = 42",
        "Số hồ sơ quá hạn",
        &late,
    );
    chart.source = Some(named("Báo cáo của Ủy ban nhân dân phường"));
    let part = |label: &str, value| TilePart { label: s(label), value };
    DossierPage {
        page: Page {
            as_of: Some(day(2021, 12, 31)),
            sources: vec![linked("Báo cáo số 12/BC-UBND ngày 25/02/2022", "van-ban/12-bc-ubnd-2022.html")],
            ..page(
                "ho-so/2021.html",
                "Kết quả giải quyết hồ sơ thủ tục hành chính năm 2021",
                "42 trong 1.325 hồ sơ đã giải quyết quá hạn (3,2%), năm 2021.",
                "ket-qua-phuc-vu.html",
                &[
                    ("Kết quả phục vụ", "ket-qua-phuc-vu.html"),
                    ("Kết quả giải quyết hồ sơ", "ho-so/index.html"),
                ],
            )
        },
        period: year(),
        layout_name: s("Biểu số II.06a/VPCP/KSTT"),
        tiles: vec![
            Tile {
                label: s("Tiếp nhận"),
                value: Some(1348),
                unit: s("hồ sơ"),
                share: None,
                note: None,
                parts: vec![part("Trực tuyến", None), part("Trực tiếp, bưu chính công ích", None)],
                explanation: Some(explanation()),
                alert: false,
            },
            Tile {
                label: s("Đã giải quyết"),
                value: Some(1325),
                unit: s("hồ sơ"),
                share: Some(NamedShare { share: share(1325, 1348), of: s("số hồ sơ tiếp nhận") }),
                note: None,
                parts: vec![part("Trước hạn", Some(685)), part("Đúng hạn", Some(598))],
                explanation: None,
                alert: false,
            },
            Tile {
                label: s("Quá hạn"),
                value: Some(42),
                unit: s("hồ sơ"),
                share: Some(NamedShare {
                    share: share(42, 1325), of: s("số hồ sơ đã giải quyết")
                }),
                note: None,
                parts: vec![],
                explanation: None,
                alert: true,
            },
            Tile {
                label: s("Đang giải quyết"),
                value: Some(23),
                unit: s("hồ sơ"),
                share: None,
                note: None,
                parts: vec![part("Trong hạn", Some(23)), part("Quá hạn", Some(0))],
                explanation: None,
                alert: false,
            },
        ],
        late: Some(LateLine { share: share(42, 1325), explanation: None }),
        targets: vec![late_target()],
        table: tally(),
        chart: Some(chart),
        late_reasons: vec![
            LateReasonView {
                field: s("Lao động - Thương binh và Xã hội"),
                late: Some(25),
                share: Some(share(25, 99)),
                cause: Some(s(
                    "Hồ sơ bảo trợ xã hội liên thông lên cấp trên, thời gian chờ kết quả kéo dài.",
                )),
                remedy: Some(s(
                    "Kiến nghị cơ quan giải quyết rút ngắn thời gian; gửi văn bản xin lỗi và hẹn lại ngày trả kết quả.",
                )),
                apologised: None,
            },
            LateReasonView {
                field: s("Đất đai"),
                late: Some(7),
                share: Some(share(7, 44)),
                cause: Some(s(
                    "Nhiều hồ sơ phải xác minh thực địa trong khi chỉ có một công chức phụ trách.",
                )),
                remedy: None,
                apologised: Some(7),
            },
            LateReasonView {
                field: s("Nội vụ"),
                late: Some(1),
                share: Some(few(1, 3)),
                cause: None,
                remedy: None,
                apologised: None,
            },
        ],
        late_general: Some(LateReasonView {
            field: s(""),
            late: None,
            share: None,
            cause: Some(s(
                "Một số hồ sơ đã trả kết quả nhưng chưa kịp cập nhật trên phần mềm do đường truyền chậm.",
            )),
            remedy: Some(s("Cập nhật kết quả lên phần mềm ngay trong ngày trả.")),
            apologised: None,
        }),
        trend: None,
        reconciliation: reconciliation(),
        definitions: vec![
            Definition {
                term: s("Tiếp nhận"),
                text: s("hồ sơ nhận trong kỳ và hồ sơ từ kỳ trước chuyển sang."),
            },
            Definition {
                term: s("Quá hạn"), text: s("hồ sơ trả kết quả sau ngày hẹn trả, tính theo ngày.")
            },
        ],
        corrections: vec![CorrectionView {
            what: s("Hồ sơ đã giải quyết quá hạn"),
            old: s("41 hồ sơ"),
            new: s("42 hồ sơ"),
            reason: s("Bổ sung một hồ sơ nội vụ trả kết quả ngày 31/12/2021."),
            on: day(2022, 1, 20),
        }],
        downloads: vec![
            file("Bảng theo lĩnh vực", "du-lieu/ho-so-2021.xlsx", "XLSX", 14_336),
            file("Bảng theo lĩnh vực", "du-lieu/ho-so-2021.csv", "CSV", 1_024),
        ],
        links: PeriodLinks {
            previous: Some(PeriodLink {
                period: PeriodView { label: s("năm 2020"), id: s("2020"), ..year() },
                href: s("ho-so/2020.html"),
            }),
            next: None,
            all: Some(s("ho-so/index.html")),
        },
    }
}

fn dossier_index() -> DossierIndexPage {
    DossierIndexPage {
        page: page(
            "ho-so/index.html",
            "Kết quả giải quyết hồ sơ thủ tục hành chính",
            "Số hồ sơ tiếp nhận, đã giải quyết, quá hạn qua các kỳ.",
            "ket-qua-phuc-vu.html",
            &[("Kết quả phục vụ", "ket-qua-phuc-vu.html")],
        ),
        rows: vec![
            DossierIndexRow {
                period: year(),
                href: s("ho-so/2021.html"),
                received: Some(1348),
                resolved: Some(1325),
                late: Some(42),
                late_share: Some(share(42, 1325)),
                pending: Some(23),
                failing_checks: 1,
            },
            DossierIndexRow {
                period: quarter(3),
                href: s("ho-so/2021-Q3.html"),
                received: Some(386),
                resolved: None,
                late: None,
                late_share: None,
                pending: None,
                failing_checks: 0,
            },
        ],
        trend: Some(bars(
            "Số hồ sơ tiếp nhận tăng qua ba quý",
            "Số hồ sơ tiếp nhận, phường Thủy Lương, năm 2021",
            "Số hồ sơ",
            &[("Quý I/2021", 201), ("Quý II/2021", 273), ("Quý III/2021", 386)],
        )),
        targets: vec![late_target()],
        downloads: vec![file("Tất cả các kỳ", "du-lieu/ho-so.csv", "CSV", 5_000)],
    }
}

fn question(id: &str, text: &str, general: bool, counts: [u64; 3], blank: Option<u64>) -> QuestionView {
    let names = if id == "C3" {
        ["Đúng hẹn", "Chậm hẹn nhưng chấp nhận được", "Không đúng hẹn"]
    } else {
        ["Rất hài lòng", "Hài lòng", "Không hài lòng"]
    };
    let answered: u64 = counts.iter().sum();
    let satisfied = if id == "C3" { 1 } else { 2 };
    let rows: Vec<(&str, u64)> = names.into_iter().zip(counts).collect();
    QuestionView {
        id: s(id),
        anchor: format!("cau-{}", id.to_lowercase()),
        text: s(text),
        general,
        levels: rows
            .iter()
            .enumerate()
            .map(|(i, (name, count))| LevelView {
                name: s(name),
                count: *count,
                share: Share::new(*count, answered),
                satisfied: i < satisfied,
            })
            .collect(),
        answered,
        blank,
        off_scale: u64::from(general) * 2,
        satisfied: Share::new(counts.iter().take(satisfied).sum(), answered),
        rounding_note: general,
        chart: Some(Chart {
            title: None, subtitle: None, table: None, ..bars(text, "", "Số ý kiến", &rows)
        }),
    }
}

fn minimum() -> MinimumView {
    MinimumView {
        required: 200,
        returned: 1348,
        met: Some(true),
        transactions: Some(1348),
        source: named("Quyết định số 2709/QĐ-UBND ngày 17/11/2017 của Ủy ban nhân dân tỉnh"),
        certainty: s("chưa rõ còn áp dụng"),
    }
}

fn survey() -> SurveyPage {
    SurveyPage {
        page: Page {
            as_of: Some(day(2021, 9, 30)),
            sources: vec![named("Phiếu khảo sát tại Trung tâm Phục vụ hành chính công phường")],
            ..page(
                "khao-sat/2021-Q3.html",
                "Khảo sát mức độ hài lòng quý III/2021",
                "Quý III/2021: 97,8% ý kiến hài lòng (364/372 ý kiến trả lời).",
                "ket-qua-phuc-vu.html",
                &[
                    ("Kết quả phục vụ", "ket-qua-phuc-vu.html"),
                    ("Khảo sát mức độ hài lòng", "khao-sat/index.html"),
                ],
            )
        },
        period: quarter(3),
        headline: Some(SurveyHeadline {
            satisfied: share(364, 372),
            dissatisfied: 8,
            blank: Some(14),
            question: s("Đánh giá chung về sự phục vụ"),
        }),
        method: MethodView {
            form: Some(named("Phiếu 05 câu hỏi, mỗi câu 03 mức trả lời")),
            channels: vec![
                ChannelCount { name: s("Phiếu giấy tại nơi tiếp nhận"), returned: Some(331) },
                ChannelCount { name: s("Trực tuyến"), returned: Some(55) },
            ],
            issued: Some(386),
            returned: Some(386),
            valid: None,
            minimum: Some(minimum()),
            counted_by: Some(s("Công chức các lĩnh vực tại Trung tâm Phục vụ hành chính công")),
            counted_on: Some(day(2021, 9, 30)),
            minutes: Some(linked("Biên bản ngày 30/9/2021", "khao-sat/bien-ban-2021-q3.pdf")),
            interval: Some(Interval {
                low: Decimal { digits: 958, scale: 1 },
                high: Decimal { digits: 989, scale: 1 },
            }),
            full_count: false,
            remarks: vec![Remark {
                text: s(
                    "Số phiếu phát ra, thu về và số hồ sơ tiếp nhận trong kỳ bằng nhau (386): đề nghị đối chiếu biên bản.",
                ),
                explanation: Some(ExplanationView {
                    text: s("Mỗi người đến giao dịch được phát một phiếu và bỏ phiếu ngay tại chỗ."),
                    approver: s("Giám đốc Trung tâm Phục vụ hành chính công phường"),
                    on: day(2021, 10, 5),
                }),
            }],
        },
        questions: vec![
            question("C1", "Nơi đón tiếp tổ chức, cá nhân", false, [160, 205, 9], Some(12)),
            question("C3", "Thời gian giải quyết thủ tục hành chính", false, [341, 22, 8], Some(15)),
            question("C5", "Đánh giá chung về sự phục vụ", true, [155, 209, 8], Some(14)),
        ],
        trend: Some(bars(
            "Tỷ lệ ý kiến hài lòng ổn định quanh 98%",
            "Tỷ lệ ý kiến hài lòng, câu hỏi chung, phường Thủy Lương, năm 2021",
            "Tỷ lệ (%)",
            &[("Quý I/2021", 98), ("Quý II/2021", 98), ("Quý III/2021", 98)],
        )),
        targets: vec![TargetView {
            name: s("Tỷ lệ ý kiến hài lòng"),
            direction: Direction::AtLeast,
            value: Decimal { digits: 979, scale: 1 },
            unit: s("%"),
            denominator: s("số ý kiến trả lời"),
            source: linked("Kế hoạch số 05/KH-UBND", "van-ban/05-kh-ubnd-2021.html"),
            effective_from: day(2021, 1, 15),
            actual: Some(Figure::Share {
                share: Share { decimals: 2, ..share(364, 372) },
                unit: s("ý kiến trả lời"),
            }),
            met: Some(false),
            gap: Some(Gap {
                amount: Decimal { digits: 5, scale: 2 },
                unit: s("điểm phần trăm"),
                above: false,
            }),
        }],
        reconciliation: Reconciliation { holding: 0, ..Reconciliation::default() },
        corrections: vec![],
        downloads: vec![file("Số ý kiến theo câu hỏi", "du-lieu/khao-sat-2021-q3.csv", "CSV", 2_048)],
        links: PeriodLinks {
            previous: Some(PeriodLink { period: quarter(2), href: s("khao-sat/2021-Q2.html") }),
            next: Some(PeriodLink { period: quarter(4), href: s("khao-sat/2021-Q4.html") }),
            all: Some(s("khao-sat/index.html")),
        },
    }
}

fn survey_index() -> SurveyIndexPage {
    let row = |n: i8, ballots: u64, part, whole| SurveyIndexRow {
        period: quarter(n),
        href: Some(format!("khao-sat/2021-Q{n}.html")),
        issued: Some(ballots),
        returned: Some(ballots),
        valid: None,
        satisfied: Share::new(part, whole),
        due_on: Some(quarter(n).to),
        published_on: Some(day(2021, n * 3 + 1, 4)),
        days_late: Some(4),
    };
    SurveyIndexPage {
        page: page(
            "khao-sat/index.html",
            "Khảo sát mức độ hài lòng",
            "Kết quả khảo sát mức độ hài lòng qua các đợt.",
            "ket-qua-phuc-vu.html",
            &[("Kết quả phục vụ", "ket-qua-phuc-vu.html")],
        ),
        rows: vec![
            SurveyIndexRow {
                period: quarter(4),
                href: None,
                issued: None,
                returned: None,
                valid: None,
                satisfied: None,
                due_on: Some(day(2021, 12, 31)),
                published_on: None,
                days_late: None,
            },
            row(3, 386, 364, 372),
            row(2, 273, 261, 266),
            row(1, 201, 192, 196),
        ],
        trend: None,
        targets: vec![],
        minimums: vec![YearMinimum { period: year(), minimum: minimum() }],
        reconciliation: Reconciliation {
            implied: vec![Implied {
                what: s("Số phiếu thu về quý IV/2021"),
                value: 488,
                unit: s("phiếu"),
                reasoning: s("1.348 phiếu của cả năm trừ 860 phiếu của quý I, II, III"),
            }],
            unknown: 1,
            checks: vec![Check {
                id: s("doi-chieu-1"),
                name: s("Bốn quý cộng lại bằng cả năm"),
                state: CheckState::Unknown,
                row: false,
                unit: s("phiếu"),
                terms: vec![],
                computed: None,
                stated: Some(1348),
                stated_label: s("Cả năm"),
                stated_place: None,
                difference: None,
                explanation: None,
                remark: Some(s("báo cáo không có quý IV")),
            }],
            ..Reconciliation::default()
        },
        downloads: vec![],
        index_href: Some(s("chi-so.html")),
    }
}

fn survey_without_questions() -> SurveyPage {
    SurveyPage {
        page: page(
            "khao-sat/2021.html",
            "Khảo sát mức độ hài lòng năm 2021",
            "",
            "ket-qua-phuc-vu.html",
            &[("Khảo sát mức độ hài lòng", "khao-sat/index.html")],
        ),
        period: year(),
        headline: None,
        method: MethodView { issued: Some(1348), returned: Some(1348), ..MethodView::default() },
        questions: vec![],
        trend: None,
        targets: vec![],
        reconciliation: Reconciliation::default(),
        corrections: vec![],
        downloads: vec![],
        links: PeriodLinks::default(),
    }
}

fn indices() -> IndexPage {
    IndexPage {
        page: page(
            "chi-so.html",
            "Chỉ số do cấp trên công bố",
            "Chỉ số hài lòng và cải cách hành chính do cấp trên công bố.",
            "ket-qua-phuc-vu.html",
            &[("Kết quả phục vụ", "ket-qua-phuc-vu.html")],
        ),
        results: vec![
            IndexResultView {
                anchor: s("sipas-2021"),
                name: s("Chỉ số hài lòng (SIPAS) năm 2021"),
                unit: Some(s("phường Thủy Lương (cũ)")),
                value: s("98,80%"),
                rank: Some(3),
                out_of: Some(17),
                out_of_unit: s("xã, phường"),
                components: vec![
                    IndexComponent {
                        name: s("Tiếp cận dịch vụ"),
                        value: s("98,10%"),
                        rank: Some(5),
                        out_of: Some(17),
                    },
                    IndexComponent {
                        name: s("Đánh giá của cán bộ, công chức lãnh đạo, quản lý"),
                        value: s("67,15%"),
                        rank: Some(16),
                        out_of: Some(17),
                    },
                ],
                announced_by: Some(s("Ủy ban nhân dân thị xã")),
                source: named("Quyết định số 991/QĐ-UBND"),
                announced_on: Some(day(2022, 1, 25)),
                note: None,
            },
            IndexResultView {
                anchor: s("cchc-2021"),
                name: s("Chỉ số cải cách hành chính năm 2021"),
                unit: None,
                value: s("81,25 điểm"),
                rank: None,
                out_of: None,
                out_of_unit: s(""),
                components: vec![],
                announced_by: None,
                source: linked("Quyết định số 992/QĐ-UBND", "van-ban/992-qd-ubnd.html"),
                announced_on: None,
                note: Some(s("Văn bản công bố không nêu thứ hạng.")),
            },
        ],
        survey_href: Some(s("khao-sat/index.html")),
        downloads: vec![],
    }
}

fn plan() -> PlanView {
    let task = |ordinal: &str, text: &str, owner: &str, deadline: &str, state| TaskView {
        ordinal: s(ordinal),
        text: s(text),
        owner: s(owner),
        partners: s(""),
        deadline: s(deadline),
        due_on: None,
        state,
        done_on: None,
        evidence: vec![],
    };
    PlanView {
        tasks: vec![
            TaskView {
                partners: s("Trung tâm Phục vụ hành chính công"),
                done_on: Some(day(2021, 1, 10)),
                evidence: vec![linked("Kế hoạch số 05/KH-UBND", "van-ban/05-kh-ubnd-2021.html")],
                ..task(
                    "1",
                    "Xây dựng kế hoạch khảo sát",
                    "Văn phòng HĐND và UBND",
                    "Tháng 01/2021",
                    TaskStateKey::Done,
                )
            },
            task(
                "2",
                "Kiểm phiếu và công khai kết quả mỗi quý",
                "Trung tâm Phục vụ hành chính công",
                "Ngày cuối quý",
                TaskStateKey::InProgress,
            ),
            task(
                "3",
                "Báo cáo tổng hợp kết quả khảo sát",
                "Văn phòng HĐND và UBND",
                "Trước ngày 15/11/2021",
                TaskStateKey::DoneLate,
            ),
            task("4", "Bổ sung bàn viết, mẫu tờ khai tại nơi tiếp nhận", "", "", TaskStateKey::NoDeadline),
            task(
                "5",
                "Rà soát thủ tục còn vướng mắc, kiến nghị đơn giản hóa",
                "Phòng Kinh tế",
                "Quý IV/2021",
                TaskStateKey::Overdue,
            ),
            task(
                "6",
                "Tập huấn phần mềm cho công chức",
                "Phòng Văn hóa - Xã hội",
                "Quý I/2022",
                TaskStateKey::NotDue,
            ),
        ],
        indicators: vec![
            IndicatorView {
                name: s("Tỷ lệ hồ sơ quá hạn"),
                baseline: Some(Figure::Decimal { value: Decimal { digits: 41, scale: 1 }, unit: s("%") }),
                baseline_source: Some(named("năm 2020")),
                direction: Some(Direction::AtMost),
                target: Some(Figure::Decimal { value: Decimal { digits: 2, scale: 0 }, unit: s("%") }),
                deadline: Some(s("hết năm 2021")),
                result: Some(Figure::Share {
                    share: share(42, 1325), unit: s("hồ sơ đã giải quyết")
                }),
                result_period: Some(year()),
                result_href: Some(s("ho-so/2021.html")),
                met: Some(false),
                note: None,
            },
            IndicatorView {
                name: s("Chỉ số hài lòng (SIPAS)"),
                baseline: Some(Figure::Text { text: s("98,80%") }),
                baseline_source: Some(named("năm 2021, Quyết định số 991/QĐ-UBND")),
                direction: None,
                target: None,
                deadline: None,
                result: None,
                result_period: None,
                result_href: None,
                met: None,
                note: Some(s("Kế hoạch chỉ ghi “nâng cao”, chưa nêu mức.")),
            },
        ],
        states: vec![
            TaskStateCount { state: TaskStateKey::Done, count: 1 },
            TaskStateCount { state: TaskStateKey::DoneLate, count: 1 },
            TaskStateCount { state: TaskStateKey::InProgress, count: 1 },
            TaskStateCount { state: TaskStateKey::Overdue, count: 1 },
            TaskStateCount { state: TaskStateKey::NotDue, count: 1 },
            TaskStateCount { state: TaskStateKey::NoDeadline, count: 1 },
        ],
    }
}

const BODY: &str = r##"<h2 id="tinh-hinh">I. Tình hình triển khai</h2>
<p>Phường tổ chức lấy ý kiến bằng phiếu tại nơi tiếp nhận, mỗi quý kiểm phiếu một lần vào ngày cuối quý. Xem <a href="../khao-sat/2021-Q3.html">kết quả quý III/2021</a> và <a href="https://dichvucong.gov.vn/">Cổng Dịch vụ công quốc gia</a>.</p>
<h3 id="phieu">1. Số phiếu</h3>
<ul><li>Quý I: phát ra 201 phiếu, thu về 201 phiếu;</li><li>Quý II: phát ra 273 phiếu, thu về 273 phiếu;</li><li>Quý III: phát ra 386 phiếu, thu về 386 phiếu.</li></ul>
<table><thead><tr><th>Số lượt giao dịch trong năm</th><th>Số phiếu thu về tối thiểu</th></tr></thead><tbody><tr><td>Dưới 100</td><td>100% số phiếu</td></tr><tr><td>Từ 100 đến dưới 1.000</td><td>100 phiếu</td></tr></tbody></table>
<table><thead><tr><th>Kỳ</th><th>Phát ra</th><th>Thu về</th><th>Hợp lệ</th><th>Hài lòng</th><th>Không hài lòng</th><th>Không trả lời</th></tr></thead><tbody><tr><td>Quý III/2021</td><td>386</td><td>386</td><td>386</td><td>364</td><td>8</td><td>14</td></tr></tbody></table>
<h2 id="han-che">II. Khó khăn, hạn chế</h2>
<p>Phiếu có 05 câu hỏi, một số người bỏ trống; đường truyền yếu làm chậm việc cập nhật kết quả trên phần mềm.</p>
<blockquote><p>Người dân mong được báo trước khi hồ sơ cần thêm thời gian.</p></blockquote>
<h2 id="nguyen-nhan">III. Nguyên nhân</h2>
<p>Công chức chưa được tập huấn thường xuyên khi phần mềm thay đổi.</p>
<h2 id="kien-nghi">IV. Kiến nghị, đề xuất</h2>
<ol><li>Rút gọn nội dung phiếu khảo sát.</li><li>Tổ chức tập huấn các phần mềm dùng chung.</li></ol>"##;

fn report() -> DocumentPage {
    let row = documents().swap_remove(0);
    DocumentPage {
        page: page(
            &row.href,
            &row.subject,
            "Báo cáo số 12/BC-UBND ngày 25/02/2022.",
            "van-ban/index.html",
            &[("Văn bản", "van-ban/index.html")],
        ),
        number: row.number,
        type_name: row.type_name,
        issued_on: row.issued_on,
        effective_from: None,
        issuer: Some(s("Ủy ban nhân dân phường Thủy Lương")),
        signatory_title: Some(s("Chủ tịch")),
        recipients: vec![s("Đoàn giám sát của Ủy ban MTTQ Việt Nam phường"), s("Lưu: VP")],
        state: row.state,
        replaces: vec![],
        cited_by: vec![Link::new("Kết quả giải quyết hồ sơ thủ tục hành chính năm 2021", "ho-so/2021.html")],
        signed_original: row.signed_original.map(|f| FileLink {
            hash: Some(s("SHA-256: 9f2c4c1a7d1be0a36b1e6b7c2f0a1e9b54c8a7d3c1f0e2b9a8d7c6b5a4f3e2d1")),
            ..f
        }),
        attachments: vec![file("Phụ lục số liệu", "van-ban/phu-luc-12-bc.xlsx", "XLSX", 24_000)],
        body: vec![
            Block::Html { html: s(BODY) },
            Block::Table {
                table: SimpleTable {
                    caption: s("Số phiếu thu về năm 2021"),
                    columns: vec![
                        Column { text: s("Kỳ"), numeric: false },
                        Column { text: s("Phát ra"), numeric: true },
                        Column { text: s("Thu về"), numeric: true },
                    ],
                    rows: vec![
                        vec![s("Quý III/2021"), s("386"), s("386")],
                        vec![s("Quý IV/2021"), s(""), s("")],
                        vec![s("Năm 2021"), s("1.348"), s("1.348")],
                    ],
                    note: Some(s("Nguồn: báo cáo của Ủy ban nhân dân phường.")),
                },
            },
            Block::Chart {
                chart: bars(
                    "Số phiếu thu về tăng qua ba quý",
                    "Số phiếu thu về, phường Thủy Lương, năm 2021",
                    "Số phiếu",
                    &[("Quý I", 201), ("Quý II", 273), ("Quý III", 386)],
                ),
            },
        ],
        remarks: vec![Remark { text: s("Báo cáo không nêu số phiếu quý IV."), explanation: None }],
        plan: None,
    }
}

fn plan_document() -> DocumentPage {
    let row = documents().swap_remove(1);
    DocumentPage {
        page: page(&row.href, &row.subject, "", "van-ban/index.html", &[("Văn bản", "van-ban/index.html")]),
        number: row.number,
        type_name: row.type_name,
        issued_on: row.issued_on,
        effective_from: Some(day(2021, 1, 20)),
        state: row.state,
        replaces: vec![named("Kế hoạch số 03/KH-UBND ngày 10/01/2020")],
        plan: Some(plan()),
        ..DocumentPage::default()
    }
}

fn library() -> LibraryPage {
    let rows = documents();
    LibraryPage {
        page: page(
            "van-ban/index.html",
            "Văn bản",
            "Văn bản của phường Thủy Lương.",
            "van-ban/index.html",
            &[],
        ),
        years: vec![
            LibraryYear { year: 2022, documents: rows[..1].to_vec() },
            LibraryYear { year: 2021, documents: rows[1..].to_vec() },
        ],
        types: vec![
            LibraryType { name: s("Kế hoạch"), count: 1 },
            LibraryType { name: s("Báo cáo"), count: 1 },
            LibraryType { name: s("Thông báo"), count: 1 },
        ],
        downloads: vec![file("Sổ văn bản", "du-lieu/van-ban.csv", "CSV", 900)],
    }
}

fn plans() -> PlansPage {
    PlansPage {
        page: Page {
            as_of: Some(day(2021, 12, 31)),
            ..page("ke-hoach.html", "Tiến độ thực hiện kế hoạch", "", "ket-qua-phuc-vu.html", &[])
        },
        plans: vec![PlanSummary {
            anchor: s("ke-hoach-05-2021"),
            document: documents().swap_remove(1),
            plan: plan(),
        }],
    }
}

fn feedback() -> FeedbackNoticePage {
    let channel = |label: &str, value: &str, href: Option<&str>, detail: Option<&str>| FeedbackChannelView {
        label: s(label),
        value: s(value),
        href: href.map(s),
        detail: detail.map(s),
    };
    FeedbackNoticePage {
        page: page(
            "phan-anh.html",
            "Địa chỉ tiếp nhận phản ánh, kiến nghị",
            "Nơi gửi phản ánh, kiến nghị về quy định hành chính.",
            "phan-anh.html",
            &[],
        ),
        intro: Some(s(
            "Ủy ban nhân dân phường mong nhận được phản ánh, kiến nghị của cá nhân, tổ chức về quy định hành chính và việc thực hiện quy định đó.",
        )),
        accepts: vec![
            s(
                "Vướng mắc do cán bộ, công chức chậm trễ, gây phiền hà, không thực hiện hoặc thực hiện không đúng quy định.",
            ),
            s("Quy định không phù hợp, không thống nhất, không hợp pháp."),
            s("Đề xuất phương án sửa đổi, bổ sung quy định."),
        ],
        channels: vec![
            channel(
                "Cổng Dịch vụ công quốc gia",
                "dichvucong.gov.vn",
                Some("https://dichvucong.gov.vn/"),
                Some("mục Phản ánh, kiến nghị"),
            ),
            channel("Điện thoại", "0900 000 001", Some("tel:+84900000001"), Some("trong giờ làm việc")),
            channel("Thư điện tử", "thuyluong@example.gov.vn", Some("mailto:thuyluong@example.gov.vn"), None),
            channel(
                "Gửi thư, gặp trực tiếp",
                "Trung tâm Phục vụ hành chính công phường, số 01 đường Mẫu",
                None,
                None,
            ),
        ],
        person_title: Some(s("Công chức Văn phòng HĐND và UBND phụ trách kiểm soát thủ tục hành chính")),
        hours: site().hours,
        conditions: vec![
            s("Viết bằng tiếng Việt, nội dung rõ ràng."),
            s("Ghi họ tên, địa chỉ, số điện thoại hoặc thư điện tử để nhận trả lời."),
        ],
        time_limits: vec![TimeLimitView {
            what: s("Trả lời người gửi"),
            time: s("không quá 20 ngày kể từ ngày tiếp nhận"),
            basis: Some(named("Nghị định số 20/2008/NĐ-CP")),
        }],
        elsewhere: vec![linked(
            "Khiếu nại, tố cáo: gửi Ban Tiếp công dân, không gửi theo các địa chỉ trên",
            "lien-he.html",
        )],
        basis: vec![named("Nghị định số 20/2008/NĐ-CP ngày 14/02/2008 của Chính phủ")],
        results_href: Some(s("phan-anh/ket-qua.html")),
    }
}

fn content() -> ContentPage {
    ContentPage {
        page: page("gioi-thieu/index.html", "Giới thiệu phường Thủy Lương", "", "gioi-thieu/index.html", &[]),
        body: vec![Block::Html {
            html: s(
                "<p>Phường Thủy Lương nằm ở phía đông nam thành phố Huế.</p><h2 id=\"bo-may\">Bộ máy</h2><p>Văn phòng HĐND và UBND, Phòng Kinh tế, Phòng Văn hóa - Xã hội, Trung tâm Phục vụ hành chính công.</p>",
            ),
        }],
        siblings: vec![
            Link::new("Lãnh đạo", "gioi-thieu/lanh-dao.html"),
            Link::new("Lịch sử", "gioi-thieu/lich-su.html"),
        ],
        updated_on: Some(day(2022, 1, 5)),
        author: Some(s("Văn phòng HĐND và UBND phường")),
    }
}

fn search() -> SearchPage {
    let item = |text: &str, href: &str, detail: Option<&str>, keywords: &[&str]| SearchItem {
        text: s(text),
        href: s(href),
        detail: detail.map(s),
        keywords: keywords.iter().map(|k| s(k)).collect(),
    };
    SearchPage {
        page: page("tim-kiem.html", "Tìm kiếm", "Tìm trong tất cả các trang.", "", &[]),
        groups: vec![
            SearchGroup {
                name: s("Kết quả phục vụ"),
                items: vec![
                    item(
                        "Kết quả giải quyết hồ sơ thủ tục hành chính năm 2021",
                        "ho-so/2021.html",
                        Some("từ ngày 01/01/2021 đến ngày 31/12/2021"),
                        &["quá hạn", "TTHC"],
                    ),
                    item(
                        "Khảo sát mức độ hài lòng quý III/2021",
                        "khao-sat/2021-Q3.html",
                        Some("từ ngày 01/07/2021 đến ngày 30/9/2021"),
                        &["SIPAS"],
                    ),
                    item("Chỉ số do cấp trên công bố", "chi-so.html", None, &[]),
                ],
            },
            SearchGroup {
                name: s("Văn bản"),
                items: documents()
                    .into_iter()
                    .map(|d| SearchItem {
                        text: d.subject,
                        href: d.href,
                        detail: d.number,
                        keywords: vec![d.type_name],
                    })
                    .collect(),
            },
            SearchGroup {
                name: s("Cơ quan"),
                items: vec![
                    item("Địa chỉ tiếp nhận phản ánh, kiến nghị", "phan-anh.html", None, &["góp ý", "PAKN"]),
                    item("Liên hệ", "lien-he.html", None, &["điện thoại", "đường dây nóng"]),
                ],
            },
        ],
        total: 8,
    }
}

/// All pages with much to show.
pub(crate) fn rich() -> Vec<Sample> {
    let not_found = NotFoundPage {
        page: Page {
            root: s("/"),
            no_index: true,
            canonical: None,
            breadcrumb: vec![],
            ..page("404.html", "Không tìm thấy trang", "", "", &[])
        },
        links: vec![Link::new("Văn bản", "van-ban/index.html")],
    };
    let results = ServiceResultsPage {
        page: page("ket-qua-phuc-vu.html", "Kết quả phục vụ", "", "ket-qua-phuc-vu.html", &[]),
        cards: vec![
            ServiceCard {
                title: s("Kết quả giải quyết hồ sơ thủ tục hành chính"),
                href: s("ho-so/index.html"),
                text: s("Số hồ sơ tiếp nhận, đã giải quyết, quá hạn theo từng kỳ và lĩnh vực."),
                latest: key_figures().into_iter().next(),
            },
            ServiceCard {
                title: s("Khảo sát mức độ hài lòng"),
                href: s("khao-sat/index.html"),
                text: s("Ý kiến của người dân, tổ chức đã đến giao dịch."),
                latest: key_figures().into_iter().nth(1),
            },
            ServiceCard {
                title: s("Chỉ số do cấp trên công bố"),
                href: s("chi-so.html"),
                text: s("Kết quả đo lường, xếp hạng của cấp trên."),
                latest: None,
            },
        ],
    };
    let contact = ContactPage {
        page: page("lien-he.html", "Liên hệ", "", "lien-he.html", &[]),
        points: vec![point(0), point(1)],
        body: vec![],
        feedback_href: Some(s("phan-anh.html")),
    };
    vec![
        sample("trang-chu.html", "index.html", home()),
        sample("ket-qua-phuc-vu.html", "ket-qua-phuc-vu.html", results),
        sample("ho-so-danh-sach.html", "ho-so/index.html", dossier_index()),
        sample("ho-so.html", "ho-so/2021.html", dossier()),
        sample("khao-sat-danh-sach.html", "khao-sat/index.html", survey_index()),
        sample("khao-sat.html", "khao-sat/2021-Q3.html", survey()),
        sample("khao-sat.html", "khao-sat/2021.html", survey_without_questions()),
        sample("chi-so.html", "chi-so.html", indices()),
        sample("van-ban-danh-sach.html", "van-ban/index.html", library()),
        sample("van-ban.html", "van-ban/12-bc-ubnd-2022.html", report()),
        sample("van-ban.html", "van-ban/05-kh-ubnd-2021.html", plan_document()),
        sample("ke-hoach.html", "ke-hoach.html", plans()),
        sample("phan-anh.html", "phan-anh.html", feedback()),
        sample("noi-dung.html", "gioi-thieu/index.html", content()),
        sample("lien-he.html", "lien-he.html", contact),
        sample("tim-kiem.html", "tim-kiem.html", search()),
        sample("404.html", "404.html", not_found),
    ]
}

/// The same pages with nothing to show.
pub(crate) fn empty() -> Vec<Sample> {
    let frame = |address: &str, title: &str| Page {
        address: s(address),
        root: "../".repeat(address.matches('/').count()),
        title: s(title),
        ..Page::default()
    };
    let dossier = DossierPage {
        page: frame("ho-so/2021.html", "Kết quả giải quyết hồ sơ năm 2021"),
        period: year(),
        layout_name: s(""),
        tiles: vec![],
        late: None,
        targets: vec![],
        table: TallyTable::default(),
        chart: None,
        late_reasons: vec![],
        late_general: None,
        trend: None,
        reconciliation: Reconciliation::default(),
        definitions: vec![],
        corrections: vec![],
        downloads: vec![],
        links: PeriodLinks::default(),
    };
    let survey = SurveyPage {
        page: frame("khao-sat/2021.html", "Khảo sát mức độ hài lòng năm 2021"),
        method: MethodView::default(),
        ..survey_without_questions()
    };
    vec![
        sample(
            "trang-chu.html",
            "index.html",
            HomePage { page: frame("index.html", "Xã Mẫu"), ..HomePage::default() },
        ),
        sample(
            "ket-qua-phuc-vu.html",
            "ket-qua-phuc-vu.html",
            ServiceResultsPage {
                page: frame("ket-qua-phuc-vu.html", "Kết quả phục vụ"), cards: vec![]
            },
        ),
        sample(
            "ho-so-danh-sach.html",
            "ho-so/index.html",
            DossierIndexPage {
                page: frame("ho-so/index.html", "Kết quả giải quyết hồ sơ"),
                ..DossierIndexPage::default()
            },
        ),
        sample("ho-so.html", "ho-so/2021.html", dossier),
        sample(
            "khao-sat-danh-sach.html",
            "khao-sat/index.html",
            SurveyIndexPage {
                page: frame("khao-sat/index.html", "Khảo sát mức độ hài lòng"),
                ..SurveyIndexPage::default()
            },
        ),
        sample("khao-sat.html", "khao-sat/2021.html", survey),
        sample(
            "chi-so.html",
            "chi-so.html",
            IndexPage {
                page: frame("chi-so.html", "Chỉ số do cấp trên công bố"), ..IndexPage::default()
            },
        ),
        sample(
            "van-ban-danh-sach.html",
            "van-ban/index.html",
            LibraryPage { page: frame("van-ban/index.html", "Văn bản"), ..LibraryPage::default() },
        ),
        sample(
            "van-ban.html",
            "van-ban/a.html",
            DocumentPage {
                page: frame("van-ban/a.html", "Thông báo"),
                type_name: s("Thông báo"),
                ..DocumentPage::default()
            },
        ),
        sample(
            "ke-hoach.html",
            "ke-hoach.html",
            PlansPage {
                page: frame("ke-hoach.html", "Tiến độ thực hiện kế hoạch"), plans: vec![]
            },
        ),
        sample(
            "phan-anh.html",
            "phan-anh.html",
            FeedbackNoticePage {
                page: frame("phan-anh.html", "Địa chỉ tiếp nhận phản ánh, kiến nghị"),
                ..FeedbackNoticePage::default()
            },
        ),
        sample(
            "noi-dung.html",
            "gioi-thieu/index.html",
            ContentPage { page: frame("gioi-thieu/index.html", "Giới thiệu"), ..ContentPage::default() },
        ),
        sample(
            "lien-he.html",
            "lien-he.html",
            ContactPage { page: frame("lien-he.html", "Liên hệ"), ..ContactPage::default() },
        ),
        sample(
            "tim-kiem.html",
            "tim-kiem.html",
            SearchPage { page: frame("tim-kiem.html", "Tìm kiếm"), ..SearchPage::default() },
        ),
        sample(
            "404.html",
            "404.html",
            NotFoundPage {
                page: Page { root: s("/"), ..frame("404.html", "Không tìm thấy trang") },
                links: vec![],
            },
        ),
    ]
}
