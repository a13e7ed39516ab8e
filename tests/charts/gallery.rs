//! The charts that are looked at and measured: every kind at its edges.

use congkhai::charts::*;

/// A chart of the gallery: its id and what became of its spec.
pub(crate) struct Shown {
    pub(crate) id: &'static str,
    pub(crate) chart: Option<Chart>,
}

fn heading(title: &str, subtitle: &str) -> Heading {
    Heading {
        title: title.into(),
        subtitle: subtitle.into(),
        description: format!("Biểu đồ: {title} Số liệu đầy đủ ở bảng bên cạnh."),
        source: "Nguồn: Báo cáo của UBND xã Mẫu (số liệu minh họa)".into(),
    }
}

pub(crate) fn outcomes() -> Vec<Series> {
    let series = |key: &str, label: &str, tone| Series { key: key.into(), label: label.into(), tone };
    vec![
        series("truoc-han", "Trước hạn", Tone::Strong),
        series("dung-han", "Đúng hạn", Tone::Soft),
        series("qua-han", "Quá hạn", Tone::Alert),
        series("dang-trong-han", "Đang giải quyết, trong hạn", Tone::Plain),
        series("dang-qua-han", "Đang giải quyết, quá hạn", Tone::AlertStriped),
    ]
}

pub(crate) fn levels(n: usize) -> Vec<Series> {
    let names: &[(&str, &str, Tone)] = match n {
        2 => &[("hai-long", "Hài lòng", Tone::Strong), ("khong-hai-long", "Không hài lòng", Tone::Alert)],
        3 => &[
            ("rat-hai-long", "Rất hài lòng", Tone::Strong),
            ("hai-long", "Hài lòng", Tone::Soft),
            ("khong-hai-long", "Không hài lòng", Tone::Alert),
        ],
        _ => &[
            ("rat-hai-long", "Rất hài lòng", Tone::Strong),
            ("hai-long", "Hài lòng", Tone::Soft),
            ("binh-thuong", "Bình thường", Tone::Plain),
            ("khong-hai-long", "Không hài lòng", Tone::Alert),
            ("rat-khong-hai-long", "Rất không hài lòng", Tone::AlertStriped),
        ],
    };
    names
        .iter()
        .map(|(key, label, tone)| Series { key: (*key).into(), label: (*label).into(), tone: *tone })
        .collect()
}

pub(crate) fn row(label: &str, values: &[u64]) -> BarRow {
    BarRow { label: label.into(), values: values.iter().map(|&n| Some(n)).collect(), note: None }
}

pub(crate) fn bars(title: &str, rows: Vec<BarRow>) -> StackedBars {
    StackedBars {
        heading: heading(title, "Số hồ sơ theo lĩnh vực và kết quả giải quyết, xã Mẫu, quý III/2025"),
        series: outcomes(),
        rows,
        total: None,
        words: BarWords {
            row: "Lĩnh vực".into(),
            missing: "không có số liệu".into(),
            total: Some("Tổng số".into()),
        },
    }
}

pub(crate) fn question(label: &str, counts: &[u64], blank: u64, labels: Labels) -> LevelRow {
    LevelRow {
        label: label.into(),
        counts: counts.iter().map(|&n| Some(n)).collect(),
        blank: Some(blank),
        labels,
    }
}

pub(crate) fn survey(title: &str, n: usize, rows: Vec<LevelRow>) -> LevelBars {
    LevelBars {
        heading: heading(title, "Tỷ lệ ý kiến theo mức độ hài lòng, xã Mẫu, quý III/2025"),
        levels: levels(n),
        rows,
        decimals: 1,
        words: LevelWords {
            row: "Câu hỏi".into(),
            missing: "không có số liệu".into(),
            none: "Chưa có ý kiến trả lời".into(),
            answered: "ý kiến trả lời".into(),
            blank: "phiếu không trả lời".into(),
        },
    }
}

pub(crate) fn trend(title: &str, target: Option<u64>, points: &[(&str, Option<(u64, u64)>)]) -> Trend {
    Trend {
        heading: heading(title, "Tỷ lệ ý kiến hài lòng, xã Mẫu"),
        key: "hai-long".into(),
        points: points
            .iter()
            .map(|(label, share)| Point {
                label: (*label).into(),
                share: share.map(|(part, whole)| Share { part, whole }),
            })
            .collect(),
        target: target.map(|percent| Target {
            label: "Chỉ tiêu".into(),
            share: Share { part: percent, whole: 100 },
            decimals: 0,
            from: 0,
        }),
        decimals: 1,
        words: TrendWords {
            period: "Kỳ".into(),
            share: "Tỷ lệ".into(),
            part: "Số ý kiến hài lòng".into(),
            whole: "Số ý kiến trả lời".into(),
            missing: "không có số liệu".into(),
            no_target: "chưa có".into(),
        },
    }
}

/// The same trend with its target from a later point.
pub(crate) fn since(mut spec: Trend, from: usize) -> Trend {
    if let Some(target) = &mut spec.target {
        target.from = from;
    }
    spec
}

const FIELDS: [&str; 10] = [
    "Đất đai",
    "Hộ tịch",
    "Chứng thực",
    "Bảo trợ xã hội",
    "Người có công",
    "Thành lập và hoạt động của doanh nghiệp, hộ kinh doanh",
    "Giám định y khoa, khám bệnh, chữa bệnh và phục hồi chức năng cho đối tượng bảo trợ xã hội tại cộng đồng",
    "Phòng, chống tệ nạn xã hội",
    "Môi trường",
    "Văn hóa",
];

const WAYS: [&str; 8] = [
    "tiếp nhận trực tuyến toàn trình",
    "nộp trực tiếp tại Trung tâm",
    "qua dịch vụ bưu chính công ích",
    "chuyển từ kỳ trước sang",
    "liên thông với cơ quan thuế",
    "cấp bản sao từ sổ gốc",
    "sửa đổi, bổ sung",
    "điểm tiếp nhận thôn Đông",
];

/// The same small numbers at every run, uneven as real ones are.
fn uneven(i: u64, salt: u64) -> u64 {
    let x = (i * 2_654_435_761 + salt * 40_503).wrapping_mul(2_246_822_519) >> 7;
    match x % 5 {
        0 => 0,
        1 => x % 7,
        2 => x % 40,
        3 => x % 130,
        _ => x % 460,
    }
}

pub(crate) fn ten_fields() -> StackedBars {
    let mut spec = bars(
        "42 trong 1.325 hồ sơ đã giải quyết quá hạn (3,2%)",
        vec![
            row(FIELDS[0], &[201, 98, 25, 18, 3]),
            row(FIELDS[1], &[188, 240, 7, 2, 0]),
            row(FIELDS[2], &[240, 190, 2, 0, 0]),
            row(FIELDS[3], &[31, 40, 7, 0, 0]),
            row(FIELDS[4], &[12, 9, 0, 0, 0]),
            row(FIELDS[5], &[8, 14, 1, 0, 0]),
            row(FIELDS[6], &[3, 4, 0, 0, 0]),
            row(FIELDS[7], &[2, 3, 0, 0, 0]),
            row(FIELDS[8], &[0, 0, 0, 0, 0]),
            BarRow { label: FIELDS[9].into(), values: vec![None; 5], note: None },
        ],
    );
    spec.total = Some(row("Tổng số", &[685, 598, 42, 20, 3]));
    spec
}

pub(crate) fn all() -> Vec<Shown> {
    let measure = TextMeasure::new();
    let m = &measure;
    let mut shown = Vec::new();
    let mut show = |id: &'static str, chart: Option<Chart>| shown.push(Shown { id, chart });

    show("linh-vuc-0", bars("Không có lĩnh vực nào", vec![]).chart("linh-vuc-0", m));
    show(
        "linh-vuc-1",
        bars("Một lĩnh vực", vec![row("Hộ tịch", &[188, 240, 7, 2, 0])]).chart("linh-vuc-1", m),
    );
    let mut three = bars(
        "Ba lĩnh vực, có số liệu thiếu",
        vec![
            row("Đất đai", &[120, 31, 12, 9, 4]),
            BarRow {
                label: "Hộ tịch".into(),
                values: vec![Some(90), Some(22), None, Some(0), None],
                note: Some("Báo cáo của Trung tâm Phục vụ hành chính công không tách số hồ sơ quá hạn của lĩnh vực này.".into()),
            },
            BarRow { label: "Chứng thực".into(), values: vec![Some(0), None, None, None, None], note: None },
        ],
    );
    three.words.total = None;
    show("linh-vuc-3", three.chart("linh-vuc-3", m));
    show("linh-vuc-10", ten_fields().chart("linh-vuc-10", m));
    let many = (0..77u64)
        .map(|i| {
            let values: Vec<u64> = (0..5).map(|s| uneven(i, s) / if s > 1 { 20 } else { 1 }).collect();
            let name = format!("{}: {}", FIELDS[i as usize % 10], WAYS[i as usize / 10]);
            row(&name, &values)
        })
        .collect();
    show("linh-vuc-77", bars("77 lĩnh vực", many).chart("linh-vuc-77", m));
    let nought = ["Đất đai", "Hộ tịch", FIELDS[6]].map(|f| row(f, &[0; 5])).to_vec();
    show("toan-khong", bars("Trong kỳ không phát sinh hồ sơ", nought).chart("toan-khong", m));
    let tiny = vec![
        row("Chứng thực", &[124_890, 31_204, 1, 2, 1]),
        row("Một phần nhỏ ở đầu", &[1, 98_000, 1, 34_000, 1]),
        row("Thanh rất ngắn", &[1, 1, 1, 1, 1]),
        row("Nhãn vừa khít", &[9_000, 12_000, 15_000, 20_000, 40_000]),
    ];
    show("phan-nho", bars("Phần rất nhỏ vẫn nhìn thấy", tiny).chart("phan-nho", m));
    let mut one = bars(
        "Một nhóm số liệu",
        vec![
            row("Trực tuyến toàn trình", &[1_185]),
            row("Trực tiếp", &[3_102]),
            row("Bưu chính công ích", &[51]),
        ],
    );
    one.series.truncate(1);
    one.series[0].label = "Hồ sơ tiếp nhận".into();
    one.words.total = None;
    show("mot-nhom", one.chart("mot-nhom", m));

    let both = Labels::ShareAndCount;
    show(
        "muc-2",
        survey(
            "97,8% ý kiến hài lòng",
            2,
            vec![
                question("1. Ông (bà) có hài lòng với kết quả giải quyết hồ sơ không?", &[364, 8], 14, both),
                question("2. Ông (bà) có phải đi lại nhiều lần không?", &[386, 0], 0, both),
            ],
        )
        .chart("muc-2", m),
    );
    show(
        "muc-3",
        survey("Thái độ phục vụ được đánh giá cao nhất", 3, vec![
            question("1. Nơi tiếp nhận hồ sơ thoáng mát, đủ chỗ ngồi, có niêm yết công khai thủ tục hành chính, biểu mẫu và mức phí, lệ phí", &[216, 148, 8], 14, both),
            question("2. Thái độ của công chức tiếp nhận", &[301, 80, 2], 3, both),
            question("3. Thời gian giải quyết", &[3, 2, 1], 0, Labels::Count),
            question("4. Mức phí, lệ phí", &[0, 0, 0], 386, both),
            LevelRow { label: "5. Kết quả nhận được".into(), counts: vec![Some(10), None, Some(1)], blank: None, labels: both },
        ]).chart("muc-3", m),
    );
    show(
        "muc-5",
        survey(
            "Năm mức độ",
            5,
            vec![
                question("1. Tiếp cận dịch vụ", &[120, 160, 60, 40, 20], 6, both),
                question("2. Thủ tục hành chính", &[216, 140, 12, 3, 1], 14, both),
                question("3. Công chức trực tiếp giải quyết", &[12_345, 6_789, 3, 0, 0], 1, both),
                question("4. Kết quả dịch vụ", &[0, 0, 0, 0, 5], 0, Labels::Count),
            ],
        )
        .chart("muc-5", m),
    );

    show(
        "xu-huong-0",
        trend("Chưa có kỳ nào", Some(90), &[("Quý I/2025", None), ("Quý II/2025", Some((0, 0)))])
            .chart("xu-huong-0", m),
    );
    show(
        "xu-huong-1",
        trend("Một kỳ", Some(90), &[("Quý III/2025", Some((364, 372)))]).chart("xu-huong-1", m),
    );
    let four = [
        ("Quý I/2021", Some((356, 362))),
        ("Quý II/2021", Some((341, 355))),
        ("Quý III/2021", Some((364, 372))),
        ("Quý IV/2021", Some((371, 377))),
    ];
    show("xu-huong-4", trend("Cả bốn quý đều vượt chỉ tiêu", Some(90), &four).chart("xu-huong-4", m));
    show(
        "xu-huong-khong-chi-tieu",
        trend("Không đặt chỉ tiêu", None, &four).chart("xu-huong-khong-chi-tieu", m),
    );
    let same: Vec<_> = four.iter().map(|(p, _)| (*p, Some((380, 380)))).collect();
    show("xu-huong-bang", trend("Bốn quý đều 100%", Some(98), &same).chart("xu-huong-bang", m));
    let twelve = [
        ("Quý I/2023", Some((270, 320))),
        ("Quý II/2023", Some((262, 310))),
        ("Quý III/2023", Some((288, 331))),
        ("Quý IV/2023", None),
        ("Quý I/2024", Some((301, 340))),
        ("Quý II/2024", Some((322, 351))),
        ("Quý III/2024", None),
        ("Quý IV/2024", None),
        ("Quý I/2025", Some((320, 349))),
        ("Quý II/2025", Some((296, 338))),
        ("Quý III/2025", Some((340, 362))),
        ("Quý IV/2025", Some((371, 390))),
    ];
    show("xu-huong-12", trend("Mười hai quý, ba quý thiếu", Some(90), &twelve).chart("xu-huong-12", m));
    let title = "Từ khi có chỉ tiêu, ba trong bốn quý đạt";
    show("xu-huong-tu-2025", since(trend(title, Some(90), &twelve), 8).chart("xu-huong-tu-2025", m));
    let title = "Chỉ tiêu chỉ áp dụng cho quý cuối cùng";
    show("xu-huong-tu-ky-cuoi", since(trend(title, Some(94), &twelve), 11).chart("xu-huong-tu-ky-cuoi", m));
    let mut late = trend(
        "Tỷ lệ hồ sơ quá hạn giảm dưới mức tối đa",
        Some(2),
        &[
            ("6 tháng đầu năm 2023", Some((42, 1_325))),
            ("Năm 2023", Some((80, 2_702))),
            ("6 tháng đầu năm 2024", Some((31, 1_410))),
            ("Năm 2024", Some((49, 2_811))),
            ("6 tháng đầu năm 2025", Some((7, 1_923))),
        ],
    );
    late.key = "qua-han".into();
    if let Some(target) = &mut late.target {
        target.label = "Không quá".into();
    }
    show("xu-huong-qua-han", late.chart("xu-huong-qua-han", m));
    let wild: Vec<(String, Option<(u64, u64)>)> = (0..12u64)
        .map(|i| (format!("Tháng {}/2025", i + 1), Some((if i % 2 == 0 { 10 } else { 95 } + i % 3, 100))))
        .collect();
    let wild: Vec<_> = wild.iter().map(|(p, s)| (p.as_str(), *s)).collect();
    show("xu-huong-cat", trend("Lên xuống quanh chỉ tiêu", Some(50), &wild).chart("xu-huong-cat", m));
    shown
}
