//! `data/khao-sat/mau-phieu/*.yaml`: ballot forms with their scales and questions.

use crate::diagnostics::{Arg, Diagnostic, Diagnostics, Place, Sourced, codes, nearest};
use crate::load::fields::{plain, repeated};
use crate::model::{Level, Question, Scale, SurveyForm};
use crate::text::{fold, slug};
use crate::yaml::{self, Decoder};
use std::sync::Arc;

/// Reads a form; its id is the file's name.
pub(crate) fn read(file: &Arc<str>, bytes: &[u8], diags: &mut Diagnostics) -> Option<SurveyForm> {
    let node = yaml::read(file, bytes, diags)?;
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let id = Sourced::new(slug(stem), Place::file(file.clone()));
    yaml::decode(&node, diags, |d| {
        let name = plain(d.need("ten"));
        let scales = d.need("thang_do").entries(|key, field| {
            let scale = field.map(|d| scale(&key.value, d));
            // A scale that could not be read is still one that questions may name.
            Some(scale.unwrap_or_else(|| Scale {
                id: key.value.clone(),
                levels: Vec::new(),
                satisfied: Vec::new(),
            }))
        });
        let questions = d.need("cau_hoi").maps(|d| question(d, &scales));
        for (i, question) in questions.iter().enumerate() {
            let earlier = &questions[..i];
            if earlier.iter().any(|q| q.code.value.eq_ignore_ascii_case(&question.code.value)) {
                repeated("ma", &question.code, d.diags());
            }
            if question.general && earlier.iter().any(|q| q.general) {
                repeated("cau_hoi_chung", &question.code, d.diags());
            }
        }
        Some(SurveyForm { id, name: name?, scales, questions })
    })
}

fn scale(id: &str, d: &mut Decoder<'_>) -> Option<Scale> {
    let labels = d.need("muc").texts();
    let mut levels: Vec<Level> = Vec::new();
    for label in labels {
        let level = Level { id: slug(&label), label: label.value.clone() };
        if levels.iter().any(|l| l.id == level.id) {
            repeated("muc", &label, d.diags());
        } else {
            levels.push(level);
        }
    }
    let mut satisfied = Vec::new();
    for label in d.get("tinh_la_hai_long").texts() {
        match level_at(&levels, &label) {
            Some(at) => satisfied.push(at),
            None => {
                let finding = unknown_level(&label, &levels);
                d.diags().push(finding);
            }
        }
    }
    satisfied.sort_unstable();
    satisfied.dedup();
    Some(Scale { id: id.to_owned(), levels, satisfied })
}

/// Position of the level with that name; case, accents and spacing don't count.
pub(super) fn level_at(levels: &[Level], name: &str) -> Option<usize> {
    let wanted = fold(name);
    levels.iter().position(|l| fold(&l.label) == wanted)
}

/// KS07.
pub(super) fn unknown_level(name: &Sourced<String>, levels: &[Level]) -> Diagnostic {
    let folded: Vec<String> = levels.iter().map(|l| fold(&l.label)).collect();
    // Levels differ by a word ("hài lòng", "không hài lòng"): only a slip of the hand is suggested.
    let near = nearest(&fold(name), folded.iter().map(String::as_str))
        .filter(|n| n.chars().count().abs_diff(fold(name).chars().count()) <= 1)
        .and_then(|n| levels.iter().find(|l| fold(&l.label) == n))
        .map(|l| l.label.clone());
    Diagnostic::new(codes::SURVEY_LEVEL_UNKNOWN, name.place.clone())
        .arg("muc", &name.value)
        .arg("cho_phep", Arg::List(levels.iter().map(|l| l.label.as_str().into()).collect()))
        .hint(near)
}

fn question(d: &mut Decoder<'_>, scales: &[Scale]) -> Option<Question> {
    let good_code =
        |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    let code = d.need("ma").parse(&["C1"], |t| good_code(t).then(|| t.to_owned()));
    let text = plain(d.need("noi_dung"));
    let table: Vec<(&str, usize)> = scales.iter().enumerate().map(|(i, s)| (s.id.as_str(), i)).collect();
    let scale = d.need("thang_do").choice(&table);
    let general = d.get("cau_hoi_chung").boolean().is_some_and(|b| b.value);
    Some(Question { code: code?, text: text?, scale: scale?.value, general })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(yaml: &str) -> (Option<SurveyForm>, Vec<String>) {
        let mut diags = Diagnostics::new();
        let form = read(&"data/khao-sat/mau-phieu/Phiếu 3 mức.yaml".into(), yaml.as_bytes(), &mut diags);
        diags.finish();
        let hint = |d: &Diagnostic| d.nearest.as_ref().map(|n| format!(" ({n}?)")).unwrap_or_default();
        let found = diags
            .iter()
            .map(|d| format!("{} {}{}", d.place.to_string().rsplit('/').next().unwrap(), d.code, hint(d)))
            .collect();
        (form, found)
    }

    #[test]
    fn a_form_is_read() {
        let (form, found) =
            run(include_str!("../../../tests/fixtures/base/data/khao-sat/mau-phieu/phieu-3-muc.yaml"));
        assert_eq!(found, Vec::<String>::new());
        let form = form.unwrap();
        assert_eq!(form.id.value, "phieu-3-muc");
        let general = form.general().unwrap();
        assert_eq!(general.code.value, "C3");
        let scale = form.scale(general);
        assert_eq!(scale.satisfied, [0, 1]);
        assert_eq!(scale.levels[2].id, "khong-hai-long");
    }

    #[test]
    fn mistakes() {
        let (form, found) = run(
            "ten: Phiếu\nthang_do:\n  a: {muc: [Tốt, Kém, tốt], tinh_la_hai_long: [tot, Tốt lắm]}\n  b: {mức: [X]}\n\
             cau_hoi:\n- {ma: Câu 1, noi_dung: N, thang_do: a}\n- {ma: C1, noi_dung: N, thang_do: c, cau_hoi_chung: có}\n\
             - {ma: C2, noi_dung: N, thang_do: a, cau_hoi_chung: có}\n- {ma: c2, noi_dung: N, thang_do: b, cau_hoi_chung: có}\n",
        );
        assert_eq!(
            found,
            [
                "Phiếu 3 mức.yaml:3:23 YAML05",
                "Phiếu 3 mức.yaml:3:53 KS07",
                "Phiếu 3 mức.yaml:4:6 YAML03",
                "Phiếu 3 mức.yaml:4:7 YAML02 (muc?)",
                "Phiếu 3 mức.yaml:6:8 YAML05",
                "Phiếu 3 mức.yaml:7:35 YAML05 (a?)",
                "Phiếu 3 mức.yaml:9:8 YAML05",
                "Phiếu 3 mức.yaml:9:8 YAML05",
            ]
        );
        assert_eq!(form.unwrap().questions.len(), 2);
    }
}
