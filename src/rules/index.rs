//! CS: indices announced by higher levels.

use crate::diagnostics::{Diagnostic, Sourced, codes};
use crate::model::{IndexResult, Site};

pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for index in &site.indices {
        let out_of = index.out_of.as_ref().map(|n| n.value);
        out.extend(rank(index, &index.name, index.rank.as_ref(), out_of));
        for part in &index.components {
            out.extend(rank(index, &part.name, part.rank.as_ref(), part.out_of));
        }
    }
}

/// CS01.
fn rank(
    index: &IndexResult,
    name: &str,
    rank: Option<&Sourced<u64>>,
    out_of: Option<u64>,
) -> Option<Diagnostic> {
    let (rank, out_of) = (rank?, out_of?);
    (rank.value > out_of).then(|| {
        Diagnostic::new(codes::INDEX_RANK, rank.place.clone())
            .about(format_args!("chi-so/{}/{}/hang", index.id, index.year))
            .arg("ten", name)
            .arg("hang", rank.value)
            .arg("tong", out_of)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::told;
    use crate::model::{IndexComponent, Site};
    use crate::stats::testing::{announced, at, index, site};

    #[test]
    fn a_rank_is_not_above_the_number_of_units() {
        let of = |rank, out_of| {
            told(&Site { indices: vec![index("sipas", 2021, "98,8%", rank, out_of)], ..site() })
        };
        assert_eq!(of(Some(17), Some(17)), [""; 0]);
        assert_eq!(of(Some(18), Some(17)), ["data/chi-so/a.yaml:6:1 CS01 chi-so/sipas/2021/hang"]);
        assert_eq!(of(Some(18), None), [""; 0]);
        assert_eq!(of(None, Some(17)), [""; 0]);
    }

    #[test]
    fn components_are_ranked_too() {
        let mut site = Site { indices: vec![index("sipas", 2021, "98,8%", Some(3), Some(17))], ..site() };
        site.indices[0].components.push(IndexComponent {
            name: "Tiếp cận".to_owned(),
            value: announced("90%"),
            rank: Some(at(18, "data/chi-so/a.yaml", 12)),
            out_of: Some(17),
        });
        assert_eq!(told(&site), ["data/chi-so/a.yaml:12:1 CS01 chi-so/sipas/2021/hang"]);
    }
}
