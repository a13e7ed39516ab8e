//! The charts as their callers see them: what is drawn where, what stands in the table, and what
//! holds for every spec.
//!
//! `tests/charts/*.svg` are drawings that were looked at. To renew them after a change that was meant,
//! run with `CONGKHAI_BLESS=1` and look at them again.

#[path = "charts/gallery.rs"]
mod gallery;
#[path = "charts/svg.rs"]
mod svg;

use congkhai::charts::*;
use gallery::{Shown, bars, question, row, since, survey, ten_fields, trend};
use proptest::prelude::*;
use svg::{Drawing, Rect};

/// Width of a bar that is as long as can be.
const FULL: f64 = 330.0;
/// Right end of a plot.
const END: f64 = 330.0;

fn measure() -> TextMeasure {
    TextMeasure::new()
}

fn drawn(chart: &Chart) -> Drawing {
    Drawing::read(&chart.svg)
}

/// All shown charts of the gallery.
fn gallery() -> Vec<(&'static str, Chart)> {
    gallery::all().into_iter().filter_map(|Shown { id, chart }| Some((id, chart?))).collect()
}

#[test]
fn nothing_to_draw_is_none() {
    let none: Vec<&str> = gallery::all().into_iter().filter(|s| s.chart.is_none()).map(|s| s.id).collect();
    assert_eq!(none, ["linh-vuc-0", "xu-huong-0"]);
    let m = measure();
    let mut spec = ten_fields();
    spec.rows[0].values.push(Some(1));
    assert!(spec.chart("a", &m).is_none(), "a value without a series is not passed over in silence");
    let mut spec = ten_fields();
    spec.series.clear();
    assert!(spec.chart("a", &m).is_none());
    assert!(survey("", 3, vec![]).chart("a", &m).is_none());
    assert!(survey("", 2, vec![question("", &[1, 2, 3], 0, Labels::Count)]).chart("a", &m).is_none());
    assert!(trend("", Some(90), &[]).chart("a", &m).is_none());
}

#[test]
fn drawings_are_as_they_were_looked_at() {
    let all = gallery();
    for id in ["linh-vuc-3", "muc-3", "xu-huong-12", "xu-huong-1", "xu-huong-tu-2025"] {
        let (_, chart) = all.iter().find(|(name, _)| *name == id).unwrap();
        svg::assert_snapshot(id, &chart.svg);
    }
}

#[test]
fn every_drawing_has_a_name_and_only_classes() {
    let mut ids = std::collections::BTreeSet::new();
    for (id, chart) in gallery() {
        let svg = &chart.svg;
        let head = &svg[..svg.find('>').unwrap()];
        assert!(head.contains(r#"role="img""#), "{id}");
        assert!(head.contains(&format!(r#"aria-labelledby="{id}-ten {id}-mo-ta""#)), "{id}");
        assert!(!head.contains(" width=") && !head.contains(" height="), "{id}: CSS gives the size");
        assert!(svg.contains(&format!(r#"<title id="{id}-ten">{}</title>"#, chart.heading.title)), "{id}");
        assert!(svg.contains(&format!(r#"<desc id="{id}-mo-ta">{}</desc>"#, chart.heading.description)));
        for banned in ["style=", "<style", "<script", "<font", "rgb(", "href", "<image", "NaN", "inf"] {
            assert!(!svg.contains(banned), "{id}: {banned}");
        }
        let drawing = drawn(&chart);
        for paint in &drawing.paints {
            let own = format!("url(#{id}-soc)");
            assert!(["none", &own].contains(&paint.as_str()), "{id}: {paint}");
        }
        for own in drawing.ids {
            assert!(own.starts_with(id), "{id}: {own}");
            assert!(ids.insert(own.clone()), "{own} stands twice on the page");
        }
    }
}

#[test]
fn no_chart_weighs_more_than_8_kb() {
    use std::io::Write as _;
    for (id, chart) in gallery() {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file("c", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(chart.svg.as_bytes()).unwrap();
        let packed = zip.finish().unwrap().into_inner().len();
        assert!(packed <= 8 * 1024, "{id}: {packed} bytes");
    }
}

#[test]
fn ten_fields_by_hand() {
    let chart = ten_fields().chart("ho-so", &measure()).unwrap();
    let drawing = drawn(&chart);
    // The longest row, Hộ tịch, has 437 dossiers on 330 units.
    let early = drawing.bars("truoc-han");
    let widths: Vec<f64> = early.iter().map(|r| r.width).collect();
    // 201/437 × 330 = 151.8, less the gap of 2 after a part that is wide enough.
    assert_eq!(&widths[..3], [149.7, 139.9, 179.2]);
    assert_eq!(early.len(), 8, "no bar for noughts and for what is absent");
    let late: Vec<(f64, f64)> = drawing.bars("qua-han").iter().map(|r| (r.x, r.width)).collect();
    assert_eq!(late[0], (225.7, 16.9), "(201 + 98)/437 and 25/437");

    let texts = drawing.words();
    for word in ["Đất đai", "Môi trường", "Văn hóa", "201", "345", "437", "không có số liệu", "0"]
    {
        assert!(texts.iter().any(|t| t == word), "{word}");
    }
    assert!(!texts.iter().any(|t| t == "Tổng số" || t == "1.348"), "the total is no field");

    let table = &chart.table;
    assert_eq!(
        table.columns,
        [
            "Lĩnh vực",
            "Trước hạn",
            "Đúng hạn",
            "Quá hạn",
            "Đang giải quyết, trong hạn",
            "Đang giải quyết, quá hạn",
            "Tổng số"
        ]
    );
    assert_eq!(table.rows[0], ["Đất đai", "201", "98", "25", "18", "3", "345"]);
    assert_eq!(table.rows[8], ["Môi trường", "0", "0", "0", "0", "0", "0"]);
    let missing = "không có số liệu";
    assert_eq!(table.rows[9], ["Văn hóa", missing, missing, missing, missing, missing, missing]);
    assert_eq!(table.rows[10], ["Tổng số", "685", "598", "42", "20", "3", "1.348"]);
    assert_eq!(table.caption, chart.heading.subtitle);
}

#[test]
fn an_absent_figure_is_not_a_nought() {
    let mut spec = bars("", vec![row("a", &[5, 0, 0, 0, 0]), row("b", &[5, 0])]);
    spec.rows[1].values.push(None);
    let chart = spec.chart("x", &measure()).unwrap();
    let words = drawn(&chart).words();
    let said = |word: &str| words.iter().filter(|t| *t == word).count();
    assert_eq!(said("không có số liệu"), 3, "the three absent ones of b");
    assert_eq!(said("0"), 1, "beside them b's nought is said; those of a are what isn't drawn");
    assert_eq!(chart.table.rows[1][5..], ["không có số liệu", "không có số liệu"], "nor is there a sum");
}

#[test]
fn levels_by_hand() {
    let rows = vec![
        question("1", &[216, 148, 8], 14, Labels::ShareAndCount),
        question("2", &[3, 2, 1], 0, Labels::Count),
        question("3", &[0, 0, 0], 386, Labels::ShareAndCount),
    ];
    let chart = survey("", 3, rows).chart("x", &measure()).unwrap();
    let drawing = drawn(&chart);
    let words = drawing.words();
    for word in ["58,1% (216)", "39,8% (148)", "2,2% (8)", "372 ý kiến trả lời · 14 phiếu không trả lời"]
    {
        assert!(words.iter().any(|t| t == word), "{word}: {words:?}");
    }
    assert!(words.iter().any(|t| t == "3") && !words.iter().any(|t| t.contains("50,0%")));
    assert!(words.iter().any(|t| t == "386 phiếu không trả lời"));
    let very: Vec<(f64, f64)> = drawing.bars("rat-hai-long").iter().map(|r| (r.x, r.width)).collect();
    assert_eq!(
        very,
        [(0.0, 189.6), (0.0, 163.0)],
        "216/372 and 3/6 of 330, less the gap; none without answers"
    );
    let not: Vec<f64> = drawing.bars("khong-hai-long").iter().map(|r| r.x + r.width).collect();
    assert_eq!(not, [FULL, FULL], "the last level ends where all bars end");
    assert_eq!(chart.table.rows[0], ["1", "58,1% (216)", "39,8% (148)", "2,2% (8)", "372", "14"]);
    assert_eq!(chart.table.rows[1], ["2", "3", "2", "1", "6", "0"]);
    assert_eq!(chart.table.rows[2], ["3", "0", "0", "0", "0", "386"]);
}

#[test]
fn a_trend_by_hand() {
    let points = [
        ("I", Some((80, 100))),
        ("II", Some((90, 100))),
        ("III", None),
        ("IV", Some((90, 100))),
        ("V", Some((100, 100))),
        ("VI", Some((0, 0))),
    ];
    let chart = trend("", Some(90), &points).chart("x", &measure()).unwrap();
    let drawing = drawn(&chart);
    let dots = &drawing.circles;
    assert_eq!(dots.len(), 4, "a period without a share has no point");
    let step = dots[1].0 - dots[0].0;
    assert!((dots[2].0 - dots[1].0 - 2.0 * step).abs() <= 0.1, "the gap keeps its place");
    assert_eq!(dots[1].1, dots[2].1);
    assert!((dots[0].1 - dots[1].1 - (dots[2].1 - dots[3].1)).abs() <= 0.1, "ten points are ten points");
    let lines = drawing.paths("ck-duong");
    assert_eq!(lines, [vec![dots[0], dots[1]], vec![dots[2], dots[3]]], "broken where a period is missing");
    let target = drawing.paths("ck-chi-tieu");
    assert_eq!(target, [vec![(dots[0].0, dots[1].1), (END, dots[1].1)]], "from the first point to the edge");
    let words = drawing.words();
    assert!(words.iter().any(|t| t == "Chỉ tiêu: 90%"));
    assert!(words.iter().any(|t| t == "100,0%"), "the last share, not the last period");
    assert_eq!(chart.table.columns.last().unwrap(), "Chỉ tiêu");
    assert_eq!(chart.table.rows[1], ["II", "90,0%", "90", "100", "90%"]);
    assert_eq!(chart.table.rows[2][1..4], ["không có số liệu"; 3]);
    assert_eq!(chart.table.rows[5][1..4], ["không có số liệu", "0", "0"]);
}

#[test]
fn a_target_holds_from_its_point() {
    let points = [
        ("I", Some((80, 100))),
        ("II", Some((84, 100))),
        ("III", None),
        ("IV", Some((82, 100))),
        ("V", Some((86, 100))),
    ];
    let chart = |from| since(trend("", Some(90), &points), from).chart("x", &measure()).unwrap();
    let (none, goal) = ("chưa có", "90%");
    let first = drawn(&chart(0));
    let dots = &first.circles;
    let step = dots[1].0 - dots[0].0;
    let y = first.paths("ck-chi-tieu")[0][0].1;
    for (from, cells) in [
        (0, [goal; 5]),
        (1, [none, goal, goal, goal, goal]),
        (2, [none, none, goal, goal, goal]),
        (4, [none, none, none, none, goal]),
        (5, [none; 5]),
        (usize::MAX, [none; 5]),
    ] {
        let chart = chart(from);
        let table: Vec<&str> = chart.table.rows.iter().map(|row| row[4].as_str()).collect();
        assert_eq!(table, cells, "from {from}");
        assert_eq!(chart.table.columns[4], "Chỉ tiêu");
        let drawing = drawn(&chart);
        assert_eq!(drawing.circles, *dots, "from {from}: the scale is the same");
        let lines = drawing.paths("ck-chi-tieu");
        let named = drawing.words().iter().any(|t| t == "Chỉ tiêu: 90%");
        assert_eq!((lines.len(), named), if from < 5 { (1, true) } else { (0, false) }, "from {from}");
        if let [line] = lines.as_slice() {
            let x = dots[0].0 + if from == 0 { 0.0 } else { (from as f64 - 0.5) * step };
            assert!((line[0].0 - x).abs() <= 0.3, "from {from}: begins at {} instead of {x}", line[0].0);
            assert_eq!((line[0].1, line[1]), (y, (END, y)), "from {from}");
        }
    }
}

#[test]
fn words_cannot_break_out() {
    let evil = "</svg><script>x</script>\"'&\u{0}";
    let mut spec = bars(evil, vec![row(evil, &[1, 2, 3, 4, 5])]);
    spec.series[0].key = evil.into();
    spec.series[0].label = evil.into();
    let chart = spec.chart("id\" onload=\"x", &measure()).unwrap();
    assert!(!chart.svg.contains("<script"));
    assert!(chart.svg.contains("day-svg-script-x-script"));
    assert!(chart.svg.contains("id=\"id-onload-x-ten\""));
    drawn(&chart);
}

/// Counts as they come: noughts, small ones, large ones.
fn counts() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0u64), 0u64..12, 0u64..2_000, 0u64..3_000_000]
}

/// Names of fields: words of Vietnamese letters.
fn names() -> impl Strategy<Value = String> {
    "([A-ZĐa-zđăâêôơưấềộữỹ,]{1,9} ){1,14}".prop_map(|s| s.trim().to_owned())
}

/// The bars of one row, from the left, with the series' index.
fn row_bars(drawing: &Drawing, series: &[Series], y: f64) -> Vec<(usize, Rect)> {
    let mut found: Vec<(usize, Rect)> = Vec::new();
    for (i, s) in series.iter().enumerate() {
        found.extend(drawing.bars(&s.key).into_iter().filter(|r| r.y == y).map(|r| (i, r)));
    }
    found.sort_by(|a, b| a.1.x.total_cmp(&b.1.x));
    found
}

/// That the bars stand for `values`, where `full` has the whole width.
fn assert_proportional(bars: &[(usize, Rect)], values: &[u64], full: f64) -> Result<(), TestCaseError> {
    let present: Vec<(usize, f64)> =
        (0..).zip(values).filter(|(_, v)| **v > 0).map(|(i, v)| (i, *v as f64 / full * FULL)).collect();
    prop_assert_eq!(
        bars.iter().map(|b| b.0).collect::<Vec<_>>(),
        present.iter().map(|p| p.0).collect::<Vec<_>>()
    );
    let tiny = present.iter().filter(|p| p.1 < 1.0).count() as f64;
    let largest = present.iter().map(|p| p.1).fold(0.0, f64::max);
    let mut at = 0.0;
    for (n, ((_, bar), (_, exact))) in bars.iter().zip(&present).enumerate() {
        // Parts touch or leave a gap of 2 units, and a part keeps its place and its width.
        prop_assert!((bar.x - at).abs() < 0.15, "part {} begins at {} instead of {}", n, bar.x, at);
        at = bars.get(n + 1).map_or(bar.x + bar.width, |next| next.1.x);
        let gap = at - (bar.x + bar.width);
        prop_assert!(gap.abs() < 0.15 || (gap - 2.0).abs() < 0.15, "gap {}", gap);
        let allowed = if *exact == largest { tiny.max(1.0) } else { 1.0 };
        prop_assert!((at - bar.x - exact).abs() <= allowed + 0.15, "{} instead of {}", at - bar.x, exact);
        prop_assert!(bar.width >= 0.85, "what isn't nought is seen");
    }
    let sum: f64 = present.iter().map(|p| p.1).sum();
    if largest > tiny + 1.0 {
        prop_assert!((at - sum).abs() < 0.15, "the bar is {} long instead of {}", at, sum);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn bars_are_as_long_as_their_numbers(
        rows in proptest::collection::vec(proptest::collection::vec(counts(), 5), 1..8),
    ) {
        let spec = bars("", rows.iter().map(|values| row("x", values)).collect());
        let chart = spec.chart("x", &measure()).unwrap();
        let drawing = drawn(&chart);
        let full = rows.iter().map(|r| r.iter().sum::<u64>()).max().unwrap() as f64;
        let mut tops: Vec<f64> =
            spec.series.iter().flat_map(|s| drawing.bars(&s.key)).map(|r| r.y).collect();
        tops.sort_by(f64::total_cmp);
        tops.dedup();
        let drawn_rows: Vec<&Vec<u64>> = rows.iter().filter(|r| r.iter().any(|&v| v > 0)).collect();
        prop_assert_eq!(tops.len(), drawn_rows.len(), "a row of noughts has no bar");
        for (values, y) in drawn_rows.into_iter().zip(tops) {
            assert_proportional(&row_bars(&drawing, &spec.series, y), values, full)?;
        }
    }

    #[test]
    fn levels_always_fill_the_bar(values in proptest::collection::vec(counts(), 5)) {
        prop_assume!(values.iter().any(|&v| v > 0));
        let spec = survey("", 5, vec![question("x", &values, 0, Labels::ShareAndCount)]);
        let chart = spec.chart("x", &measure()).unwrap();
        let drawing = drawn(&chart);
        let first = spec.levels.iter().find_map(|s| drawing.bars(&s.key).first().copied()).unwrap();
        let bars = row_bars(&drawing, &spec.levels, first.y);
        assert_proportional(&bars, &values, values.iter().sum::<u64>() as f64)?;
        let end = bars.last().map(|(_, r)| r.x + r.width).unwrap();
        prop_assert!((end - FULL).abs() < 0.15, "{}", end);
    }

    /// Measured with the slack that the layout kept, no text covers another or leaves the drawing.
    #[test]
    fn texts_of_bars_keep_apart(
        rows in proptest::collection::vec((names(), proptest::collection::vec(proptest::option::weighted(0.9, counts()), 5), proptest::option::of(names())), 1..6),
        labels in proptest::collection::vec(names(), 5),
        sums in any::<bool>(),
    ) {
        let mut spec = bars("", rows.into_iter().map(|(label, values, note)| BarRow { label, values, note }).collect());
        for (series, label) in spec.series.iter_mut().zip(labels) {
            series.label = label;
        }
        if !sums {
            spec.words.total = None;
        }
        let m = measure();
        drawn(&spec.chart("x", &m).unwrap()).assert_texts_apart(&m)?;
    }

    #[test]
    fn texts_of_levels_keep_apart(
        rows in proptest::collection::vec((names(), proptest::collection::vec(counts(), 3), counts(), any::<bool>()), 1..6),
    ) {
        let question = |(label, counts, blank, small): (String, Vec<u64>, u64, bool)| {
            question(&label, &counts, blank, if small { Labels::Count } else { Labels::ShareAndCount })
        };
        let m = measure();
        let spec = survey("", 3, rows.into_iter().map(question).collect());
        drawn(&spec.chart("x", &m).unwrap()).assert_texts_apart(&m)?;
    }

    #[test]
    fn texts_of_trends_keep_apart(
        points in proptest::collection::vec(("(Quý|Tháng|6 tháng đầu năm|Năm) [1-9IV]{1,3}/20[12][0-9]", proptest::option::weighted(0.8, (0u64..=1_000, 1_000u64..1_001))), 1..16),
        target in proptest::option::of((0u64..=100, 0usize..18, prop_oneof![Just("Chỉ tiêu".to_owned()), names()])),
        narrow in any::<bool>(),
    ) {
        let squeeze = |(part, whole): (u64, u64)| (if narrow { 900 + part / 10 } else { part }, whole);
        let points: Vec<_> = points.iter().map(|(p, s)| (p.as_str(), s.map(squeeze))).collect();
        let m = measure();
        let mut spec = trend("", target.as_ref().map(|t| t.0), &points);
        let mut holds = None;
        if let (Some(target), Some((_, from, label))) = (&mut spec.target, target) {
            (target.from, target.label) = (from, label);
            holds = (from < points.len()).then_some(from);
        }
        if let Some(chart) = spec.chart("x", &m) {
            let drawing = drawn(&chart);
            drawing.assert_texts_apart(&m)?;
            drawing.assert_clear("ck-ten-chi-tieu", &["ck-duong", "ck-chi-tieu"], &m)?;
            prop_assert_eq!(drawing.texts_in("ck-ten-chi-tieu") > 0, holds.is_some());
            let line = drawing.paths("ck-chi-tieu").pop();
            prop_assert_eq!(line.is_some(), holds.is_some());
            if let (Some(line), Some(from)) = (line, holds) {
                // The slots fill the plot evenly, from where the scale's lines begin to their end.
                let (left, right) = { let grid = &drawing.paths("ck-luoi")[0]; (grid[0].0, grid[1].0) };
                let slots = if from == 0 { 0.5 } else { from as f64 };
                let x = left + (right - left) * slots / points.len() as f64;
                prop_assert!((line[0].0 - x).abs() < 0.15 && line[1].0 == right, "{:?} from {}", line, x);
            }
            prop_assert_eq!(drawing.circles.len(), points.iter().filter(|p| p.1.is_some()).count());
        }
    }

    #[test]
    fn no_number_and_no_word_is_too_much(
        values in proptest::collection::vec(any::<Option<u64>>(), 0..6),
        label in any::<String>(),
        pairs in proptest::collection::vec((any::<String>(), any::<Option<(u64, u64)>>()), 0..5),
    ) {
        let m = measure();
        let mut spec = bars(&label, vec![BarRow { label: label.clone(), values: values.clone(), note: Some(label.clone()) }]);
        spec.words.missing = label.clone();
        if let Some(chart) = spec.chart(&label, &m) {
            drawn(&chart);
        }
        let mut spec = survey(&label, 5, vec![LevelRow { label: label.clone(), counts: values, blank: Some(u64::MAX), labels: Labels::ShareAndCount }]);
        spec.words.none = label.clone();
        if let Some(chart) = spec.chart(&label, &m) {
            drawn(&chart);
        }
        let points: Vec<_> = pairs.iter().map(|(p, s)| (p.as_str(), *s)).collect();
        let mut spec = trend(&label, Some(90), &points);
        spec.key = label.clone();
        if let Some(chart) = spec.chart(&label, &m) {
            drawn(&chart);
        }
    }
}
