//! A reader for the SVG that charts write: enough to see what stands where.
#![allow(clippy::unwrap_used)] // What can't be read fails the test.

use congkhai::charts::{SLACK_BOLD, SLACK_REGULAR, TextMeasure, Weight};
use proptest::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rect {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

#[derive(Clone, Debug)]
struct Text {
    class: String,
    word: String,
    at: (f64, f64),
    anchor: String,
    weight: Weight,
}

/// What was found. Every shape carries the classes of the group in which it stands.
#[derive(Default)]
pub(crate) struct Drawing {
    view: [f64; 4],
    rects: Vec<(String, Rect)>,
    paths: Vec<(String, Vec<(f64, f64)>)>,
    texts: Vec<Text>,
    pub(crate) circles: Vec<(f64, f64)>,
    pub(crate) ids: Vec<String>,
    /// Values of `fill` and `stroke` attributes.
    pub(crate) paints: Vec<String>,
}

impl Drawing {
    /// Reads one `<svg>`; fails the test where tags or quotes aren't balanced.
    pub(crate) fn read(svg: &str) -> Self {
        let mut out = Drawing::default();
        let mut open: Vec<(String, String, Weight)> = Vec::new();
        let mut text: Option<Text> = None;
        for piece in svg.split('<').skip(1) {
            let (tag, content) = piece.split_once('>').expect("a tag ends");
            if let Some(name) = tag.strip_prefix('/') {
                let (opened, ..) = open.pop().expect("a tag that closes was opened");
                assert_eq!(opened, name);
                if name == "text" {
                    out.texts.extend(text.take());
                }
                continue;
            }
            let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            let get = |key: &str| attribute(attributes, key);
            let number = |key: &str| get(key).map(|v| v.parse::<f64>().expect("a number")).unwrap_or(0.0);
            let (class, weight) = open
                .last()
                .map_or((String::new(), Weight::Regular), |(_, class, weight)| (class.clone(), *weight));
            out.ids.extend(get("id"));
            out.paints.extend(get("fill").into_iter().chain(get("stroke")));
            match name {
                "svg" => {
                    let view: Vec<f64> =
                        get("viewBox").unwrap().split(' ').map(|n| n.parse().unwrap()).collect();
                    out.view = view.try_into().unwrap();
                }
                "rect" => {
                    let (x, y) = (number("x"), number("y"));
                    out.rects.push((
                        class.clone(),
                        Rect { x, y, width: number("width"), height: number("height") },
                    ));
                }
                "circle" => out.circles.push((number("cx"), number("cy"))),
                "path" if open.last().is_some_and(|(name, ..)| name == "g") => {
                    let d = get("d").unwrap();
                    let point = |p: &str| {
                        let (x, y) = p.split_once(',').unwrap();
                        (x.parse().unwrap(), y.parse().unwrap())
                    };
                    out.paths.push((class.clone(), d[1..].split(' ').map(point).collect()));
                }
                "text" => {
                    text = Some(Text {
                        class: class.clone(),
                        word: unescape(content),
                        at: (number("x"), number("y")),
                        anchor: get("text-anchor").unwrap_or_default(),
                        weight,
                    });
                }
                _ => {}
            }
            if !closed {
                let class = get("class").unwrap_or(class);
                let bold = get("font-weight").is_some();
                open.push((name.to_owned(), class, if bold { Weight::Bold } else { weight }));
            }
        }
        assert!(open.is_empty(), "all tags are closed");
        out
    }

    /// The bars of a series, in the order in which they were drawn; a swatch is no bar.
    pub(crate) fn bars(&self, key: &str) -> Vec<Rect> {
        let day = format!("day-{key}");
        let of_series = |class: &str| class.split(' ').any(|c| c == day);
        self.rects.iter().filter(|(c, r)| of_series(c) && r.height == 23.0).map(|(_, r)| *r).collect()
    }

    /// The lines in groups of a class.
    pub(crate) fn paths(&self, class: &str) -> Vec<Vec<(f64, f64)>> {
        let in_class = |c: &str| c.split(' ').any(|c| c == class);
        self.paths.iter().filter(|(c, _)| in_class(c)).map(|(_, points)| points.clone()).collect()
    }

    /// All texts.
    pub(crate) fn words(&self) -> Vec<String> {
        self.texts.iter().map(|t| t.word.clone()).collect()
    }

    /// How many texts stand in groups of a class.
    pub(crate) fn texts_in(&self, class: &str) -> usize {
        self.texts.iter().filter(|t| t.class == class).count()
    }

    /// Fails where a text of `class` lies over a point or over a line of one of the classes `lines`.
    pub(crate) fn assert_clear(
        &self,
        class: &str,
        lines: &[&str],
        measure: &TextMeasure,
    ) -> Result<(), TestCaseError> {
        let segments = lines.iter().flat_map(|c| self.paths(c));
        // Lines are looked at every two units or closer: no text is as small.
        let on_lines = segments.flat_map(|path| {
            let between = |pair: &[(f64, f64)]| {
                let ((x, y), (dx, dy)) = (pair[0], (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1));
                (0..=200).map(|i| f64::from(i) / 200.0).map(|t| (x + t * dx, y + t * dy)).collect::<Vec<_>>()
            };
            path.windows(2).flat_map(between).collect::<Vec<_>>()
        });
        let spots: Vec<(f64, f64)> = on_lines.chain(self.circles.iter().copied()).collect();
        for text in self.texts.iter().filter(|t| t.class == class) {
            let [left, top, right, bottom] = text.area(measure);
            let under = spots.iter().find(|(x, y)| left < *x && *x < right && top < *y && *y < bottom);
            prop_assert!(under.is_none(), "“{}” covers {:?}", text.word, under);
        }
        Ok(())
    }

    /// Fails where two texts overlap or one leaves the drawing, each as wide as its slack allows.
    pub(crate) fn assert_texts_apart(&self, measure: &TextMeasure) -> Result<(), TestCaseError> {
        let boxes: Vec<(&str, [f64; 4])> =
            self.texts.iter().map(|t| (t.word.as_str(), t.area(measure))).collect();
        let [left, top, width, height] = self.view;
        for (i, (word, a)) in boxes.iter().enumerate() {
            prop_assert!(
                a[0] >= left && a[1] >= top && a[2] <= left + width && a[3] <= top + height,
                "“{}” leaves the drawing: {:?} of {:?}",
                word,
                a,
                self.view
            );
            for (other, b) in &boxes[i + 1..] {
                let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
                prop_assert!(apart, "“{}” covers “{}”: {:?} {:?}", word, other, a, b);
            }
        }
        Ok(())
    }
}

impl Text {
    /// Left, top, right, bottom, shrunk by a hair for rounding.
    fn area(&self, measure: &TextMeasure) -> [f64; 4] {
        let slack = if self.weight == Weight::Bold { SLACK_BOLD } else { SLACK_REGULAR };
        let width = measure.em(&self.word, self.weight) * 14.0 * slack - 0.2;
        let (x, y) = self.at;
        let left = match self.anchor.as_str() {
            "middle" => x - width / 2.0,
            "end" => x - width - 0.1,
            _ => x + 0.1,
        };
        [left, y - 15.0, left + width, y + 4.1]
    }
}

fn attribute(attributes: &str, key: &str) -> Option<String> {
    let start = format!("{key}=\"");
    let at = attributes
        .match_indices(&start)
        .map(|(i, _)| i)
        .find(|&i| i == 0 || attributes[..i].ends_with(' '))?;
    let value = &attributes[at + start.len()..];
    Some(value[..value.find('"').expect("a value ends")].to_owned())
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Compares with `tests/charts/<id>.svg`, where every tag stands on a line of its own.
#[allow(clippy::disallowed_methods)] // Writes only into the repository, and only when asked to.
pub(crate) fn assert_snapshot(id: &str, svg: &str) {
    let lines = svg.replace("><", ">\n<") + "\n";
    let path = format!("{}/tests/charts/{id}.svg", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("CONGKHAI_BLESS").is_some() {
        std::fs::write(&path, &lines).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = known.lines().zip(lines.lines()).position(|(a, b)| a != b);
    let differs = differs.unwrap_or(known.lines().count().min(lines.lines().count()));
    assert!(known == lines, "{path} differs from line {}: {:?}", differs + 1, lines.lines().nth(differs));
}
