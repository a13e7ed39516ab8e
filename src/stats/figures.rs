//! The index of every figure of a site by its id, so that no number is typed twice.
//!
//! A figure that a layout or form has but nobody reported is in the index too, as
//! [`FigureValue::Absent`]: a reference to it is a gap, not a mistake. Figures that exist only as
//! implied values (a missing fourth quarter) are not here.

use super::tally::{self, Known, Origin};
use super::{Share, satisfaction};
use crate::diagnostics::{Place, Sourced, nearest};
use crate::model::{
    Announced, Answers, ChannelBallots, DossierTally, FigureId, IndexResult, Period, Question, Site,
    SurveyForm, SurveyRound, TOTAL_ID, TallyRole,
};
use crate::text::slug;
use std::collections::BTreeMap;

/// What a figure is worth.
#[derive(Clone, Debug, PartialEq)]
pub enum FigureValue {
    /// A count.
    Count(u64),
    /// A share.
    Share(Share),
    /// A value that somebody else announced, in their form.
    Announced(Announced),
    /// Not reported, or not to be computed from what is.
    Absent,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Dossiers (hồ sơ).
    Dossiers,
    /// Ballots (phiếu).
    Ballots,
    /// Answers to one question (ý kiến).
    Answers,
    /// Percent of the base.
    Percent,
    /// A place in a ranking.
    Rank,
    /// Units that were ranked.
    Units,
    /// Points or another measure of its own: the announced text is all there is.
    Plain,
}

/// One figure with everything that must stand beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its id.
    pub id: FigureId,
    /// Its value.
    pub value: FigureValue,
    /// What it counts.
    pub unit: Unit,
    /// Its period; `None` for an announced index, whose id names the year.
    pub period: Option<Period>,
    /// The base of a share: resolved dossiers, valid answers. For counts of answers, the answers.
    pub n: Option<u64>,
    /// The cells that it rests on.
    pub source: Vec<Place>,
    /// True when the program added or divided; false when the file states the number itself.
    pub computed: bool,
}

/// A reference to a figure that doesn't exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The nearest id that exists, if there is one near enough.
    pub nearest: Option<String>,
}

/// All figures of a site, in its order: dossiers, surveys, indices.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    all: Vec<Figure>,
    by_id: BTreeMap<String, usize>,
}

impl Figures {
    /// The figures of a site.
    pub fn of(site: &Site) -> Self {
        let mut figures = Figures::default();
        for tally in &site.dossiers {
            figures.add_tally(tally);
        }
        for round in &site.rounds {
            figures.add_round(round, &site.forms);
        }
        for index in &site.indices {
            figures.add_index(index);
        }
        figures
    }
    /// The figure with that id; case doesn't count.
    pub fn get(&self, id: &FigureId) -> Option<&Figure> {
        self.find(id.as_str())
    }
    /// The figure that a text refers to; case doesn't count.
    pub fn resolve(&self, text: &str) -> Result<&Figure, Unknown> {
        let text = text.trim();
        self.find(text).ok_or_else(|| {
            let folded = text.to_ascii_lowercase();
            let ids = self.by_id.keys().map(String::as_str);
            let near = nearest(&folded, ids).and_then(|id| self.find(id));
            Unknown { nearest: near.map(|f| f.id.to_string()) }
        })
    }
    /// All figures in order.
    pub fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.all.iter()
    }
    /// The figures whose id fits a pattern, in which `*` stands for any one part.
    pub fn fitting<'a>(&'a self, pattern: &'a str) -> impl Iterator<Item = &'a Figure> {
        self.all.iter().filter(move |f| f.id.fits(pattern))
    }

    fn find(&self, id: &str) -> Option<&Figure> {
        self.by_id.get(&id.to_ascii_lowercase()).and_then(|i| self.all.get(*i))
    }
    /// Of two figures with one id the first is kept; the rules tell of fields and periods that stand
    /// twice.
    fn add(&mut self, figure: Figure) {
        let key = figure.id.as_str().to_ascii_lowercase();
        self.by_id.entry(key).or_insert_with(|| {
            self.all.push(figure);
            self.all.len() - 1
        });
    }

    fn add_tally(&mut self, tally: &DossierTally) {
        let period = tally.period.id.to_string();
        let fields = std::iter::once(TOTAL_ID).chain(tally.rows.iter().map(|r| r.field_id.as_str()));
        for field in fields {
            for column in &tally.layout.columns {
                let known = tally::number(tally, field, &column.key);
                let at = tally.row(field).map_or_else(|| tally.source.clone(), |r| r.place(&column.key));
                let id = FigureId::of(&["ho-so", &period, field, &column_part(&column.key)]);
                self.add(count(id, known, at, Unit::Dossiers, Some(&tally.period)));
            }
            if tally.layout.by_role(TallyRole::Late).is_some() {
                self.add(late_share(tally, &period, field));
            }
        }
    }

    fn add_round(&mut self, round: &SurveyRound, forms: &[SurveyForm]) {
        let period = round.period.id.to_string();
        let id = |parts: &[&str]| FigureId::of(&[&["khao-sat", period.as_str()], parts].concat());
        type Cell = fn(&ChannelBallots) -> &Sourced<Option<u64>>;
        let ballots: [(&str, Option<u64>, Cell); 3] = [
            ("phat-ra", round.issued(), |b| &b.issued),
            ("thu-ve", round.returned(), |b| &b.returned),
            ("hop-le", round.valid(), |b| &b.valid),
        ];
        for (name, value, cell) in ballots {
            self.add(Figure {
                id: id(&["phieu", name]),
                value: value.map_or(FigureValue::Absent, FigureValue::Count),
                unit: Unit::Ballots,
                period: Some(round.period.value.clone()),
                n: None,
                source: round.ballots.iter().map(|b| cell(b).place.clone()).collect(),
                computed: round.ballots.len() > 1,
            });
        }
        let form = satisfaction::form_of(round, forms);
        let unanswered: Vec<Answers> = form.map(|f| unanswered(round, f)).unwrap_or_default();
        let all = round.answers.iter().chain(&unanswered);
        for result in form.iter().flat_map(|f| all.clone().filter_map(|a| satisfaction::result(f, a))) {
            let code = code_part(&result.question.code);
            let cells: Vec<Place> = result.levels.iter().map(|l| l.place.clone()).collect();
            let answers = |part: &str, value: Option<u64>, source: Vec<Place>, computed| Figure {
                id: id(&[&code, part]),
                value: value.map_or(FigureValue::Absent, FigureValue::Count),
                unit: Unit::Answers,
                period: Some(round.period.value.clone()),
                n: result.answered,
                source,
                computed,
            };
            for level in &result.levels {
                self.add(answers(&level.level.id, level.count, vec![level.place.clone()], false));
            }
            let blank = answers("de-trong", result.blank.value, vec![result.blank.place.clone()], false);
            // Blanks are ballots that don't answer: the answers are not their base.
            self.add(Figure { unit: Unit::Ballots, n: None, ..blank });
            self.add(answers("tra-loi", result.answered, cells.clone(), true));
            let share = Figure {
                value: result.satisfied.map_or(FigureValue::Absent, FigureValue::Share),
                unit: Unit::Percent,
                ..answers("ty-le-hai-long", None, cells, true)
            };
            if result.question.general {
                self.add(Figure { id: id(&["hai-long"]), ..share.clone() });
            }
            self.add(share);
        }
        // A round of which only ballots were counted has no headline yet.
        self.add(Figure {
            id: id(&["hai-long"]),
            value: FigureValue::Absent,
            unit: Unit::Percent,
            period: Some(round.period.value.clone()),
            n: None,
            source: vec![round.source.clone()],
            computed: true,
        });
    }

    fn add_index(&mut self, index: &IndexResult) {
        let year = index.year.to_string();
        let figure = |part: &str, value, unit, place: Option<&Place>| Figure {
            id: FigureId::of(&["chi-so", &index.id, &year, part]),
            value,
            unit,
            period: None,
            n: None,
            source: vec![place.unwrap_or(&index.value.place).clone()],
            computed: false,
        };
        let value = &index.value.value;
        let unit = if value.percent { Unit::Percent } else { Unit::Plain };
        self.add(figure("gia-tri", FigureValue::Announced(value.clone()), unit, None));
        for (part, unit, n) in
            [("hang", Unit::Rank, &index.rank), ("tong-don-vi", Unit::Units, &index.out_of)]
        {
            let value = n.as_ref().map_or(FigureValue::Absent, |n| FigureValue::Count(n.value));
            self.add(figure(part, value, unit, n.as_ref().map(|n| &n.place)));
        }
    }
}

fn count(id: FigureId, known: Option<Known>, at: Place, unit: Unit, period: Option<&Period>) -> Figure {
    let (value, source, computed) = match known {
        Some(k) => (FigureValue::Count(k.value), k.places, k.origin != Origin::Stated),
        None => (FigureValue::Absent, vec![at], false),
    };
    Figure { id, value, unit, period: period.cloned(), n: None, source, computed }
}

fn late_share(tally: &DossierTally, period: &str, field: &str) -> Figure {
    let late = tally::late_share(tally, field);
    Figure {
        id: FigureId::of(&["ho-so", period, field, "ty-le-qua-han"]),
        value: late.as_ref().map_or(FigureValue::Absent, |l| FigureValue::Share(l.share)),
        unit: Unit::Percent,
        period: Some(tally.period.value.clone()),
        n: late.as_ref().map(|l| l.share.whole()),
        source: late.map_or_else(
            || vec![tally.source.clone()],
            |l| l.late.places.into_iter().chain(l.resolved.places).collect(),
        ),
        computed: true,
    }
}

/// The questions of the form that the round has no answers to, with nothing reported.
fn unanswered(round: &SurveyRound, form: &SurveyForm) -> Vec<Answers> {
    let absent = || Sourced::new(None, round.source.clone());
    let questions = form.questions.iter().filter(|q| round.answers_to(&q.code).is_none());
    let empty = |q: &Question| Answers {
        question: Sourced::new(q.code.value.clone(), round.source.clone()),
        counts: form.scale(q).levels.iter().map(|_| absent()).collect(),
        blank: absent(),
    };
    questions.map(empty).collect()
}

/// A column's key in figure ids.
pub fn column_part(key: &str) -> String {
    key.replace('_', "-")
}

/// A question's code in figure ids: as it is, or its slug when ids can't hold it.
pub fn code_part(code: &str) -> String {
    let fits = FigureId::parse(&format!("khao-sat/{code}")).is_some_and(|id| id.parts().nth(1) == Some(code));
    if fits && code != "*" { code.to_owned() } else { slug(code) }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;

    fn figures() -> Figures {
        let mut site = site();
        site.dossiers = vec![reported_2021()];
        site.forms = vec![form()];
        let mut round = ballots("2021-Q3", 386, 386);
        round.form = Some("phieu-5-cau".to_owned());
        round.answers = vec![
            answers("C3", &[Some(200), Some(10), None], None),
            answers("C5", &[Some(155), Some(209), Some(8)], Some(14)),
        ];
        site.rounds = vec![round];
        site.indices = vec![index("sipas", 2021, "98,80%", Some(3), None)];
        Figures::of(&site)
    }

    fn value(id: &str) -> FigureValue {
        figures().resolve(id).unwrap().value.clone()
    }

    #[test]
    fn every_figure_has_its_value() {
        let share = |p, w| FigureValue::Share(super::Share::new(p, w).unwrap());
        use FigureValue::{Absent, Announced, Count};
        assert_eq!(value("ho-so/2021/tong-so/tong-tiep-nhan"), Count(1348));
        assert_eq!(value("ho-so/2021/tong-so/da-giai-quyet"), Count(1325));
        assert_eq!(value("ho-so/2021/tong-so/truc-tuyen"), Absent);
        assert_eq!(value("ho-so/2021/tong-so/ty-le-qua-han"), share(42, 1325));
        assert_eq!(value("ho-so/2021/dat-dai/qua-han"), Count(7));
        assert_eq!(value("ho-so/2021/ho-tich/ty-le-qua-han"), Absent);
        assert_eq!(value("khao-sat/2021-Q3/phieu/thu-ve"), Count(386));
        assert_eq!(value("khao-sat/2021-q3/c5/rat-hai-long"), Count(155));
        assert_eq!(value("khao-sat/2021-Q3/C5/de-trong"), Count(14));
        assert_eq!(value("khao-sat/2021-Q3/C5/tra-loi"), Count(372));
        assert_eq!(value("khao-sat/2021-Q3/C5/ty-le-hai-long"), share(364, 372));
        assert_eq!(value("khao-sat/2021-Q3/hai-long"), share(364, 372));
        assert_eq!(value("khao-sat/2021-Q3/C3/tra-loi"), Absent);
        assert_eq!(value("chi-so/sipas/2021/gia-tri"), Announced(announced("98,80%")));
        assert_eq!(value("chi-so/sipas/2021/hang"), Count(3));
        assert_eq!(value("chi-so/sipas/2021/tong-don-vi"), Absent);
    }

    #[test]
    fn a_figure_knows_its_base_and_cells() {
        let figures = figures();
        let late = figures.resolve("ho-so/2021/tong-so/ty-le-qua-han").unwrap();
        assert_eq!((late.n, late.computed), (Some(1325), true));
        let cells: Vec<_> = late.source.iter().filter_map(Place::cell_name).collect();
        assert_eq!(cells, ["J12", "H12", "I12", "J12"]);
        let stated = figures.resolve("ho-so/2021/dat-dai/da-giai-quyet").unwrap();
        assert_eq!((stated.n, stated.computed, stated.source.len()), (None, false, 1));
        assert_eq!(figures.resolve("khao-sat/2021-Q3/C5/hai-long").unwrap().n, Some(372));
    }

    #[test]
    fn an_unknown_id_suggests_the_nearest() {
        let figures = figures();
        let near = |id: &str| figures.resolve(id).unwrap_err().nearest;
        assert_eq!(near("ho-so/2021/tong-so/quahan").as_deref(), Some("ho-so/2021/tong-so/qua-han"));
        assert_eq!(near("khao-sat/2021-Q3/C6/de-trong").as_deref(), Some("khao-sat/2021-Q3/C3/de-trong"));
        assert_eq!(near("x"), None);
        assert!(Figures::of(&site()).resolve("ho-so/2021/tong-so/qua-han").is_err());
    }

    #[test]
    fn a_round_without_answers_has_gaps_not_unknown_figures() {
        let mut site = site();
        site.forms = vec![form()];
        site.rounds = vec![ballots("2021-Q1", 201, 201), ballots("2021-Q2", 273, 273)];
        site.rounds[1].form = Some("phieu-5-cau".to_owned());
        let figures = Figures::of(&site);
        for id in ["2021-Q1/hai-long", "2021-Q2/hai-long", "2021-Q2/C3/dung-hen", "2021-Q2/C5/tra-loi"] {
            let found = figures.resolve(&format!("khao-sat/{id}")).unwrap();
            assert_eq!(found.value, FigureValue::Absent, "{id}");
        }
        assert!(figures.resolve("khao-sat/2021-Q1/C3/dung-hen").is_err());
    }

    #[test]
    fn patterns_and_doubles() {
        let figures = figures();
        assert_eq!(figures.fitting("ho-so/*/tong-so/ty-le-qua-han").count(), 1);
        let mut site = site();
        site.dossiers = vec![right("2025-Q1"), right("2025-Q1")];
        let twice = Figures::of(&site);
        assert_eq!(twice.iter().count(), 4 * 12);
        assert!(twice.iter().all(|f| twice.get(&f.id) == Some(f)));
    }

    #[test]
    fn codes_fit_into_ids() {
        assert_eq!(code_part("C5"), "C5");
        assert_eq!(code_part("Câu 1"), "cau-1");
        assert_eq!(code_part("a/b"), "a-b");
    }
}
