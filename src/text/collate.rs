//! Vietnamese order of words: a ă â b c d đ e ê …, tones after letters.

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;
use std::cmp::Ordering;

/// The order of a Vietnamese dictionary. Make one and hand it on: making it looks tables up.
#[derive(Debug)]
pub struct Collation(CollatorBorrowed<'static>);

impl Collation {
    /// The Vietnamese order.
    pub fn vietnamese() -> Self {
        let preferences = CollatorPreferences::from(&locale!("vi"));
        Collation(
            CollatorBorrowed::try_new(preferences, CollatorOptions::default())
                .expect("the tables are compiled in; a locale without its own gets the root order"),
        )
    }

    /// Which of two texts comes first. Texts that the dictionary does not tell apart are put in
    /// the order of their characters, so that the order never depends on where they came from.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.0.compare(a, b).then_with(|| a.cmp(b))
    }

    /// A key that sorts by bytes as [`Collation::compare`] sorts, for long lists and maps.
    pub fn key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::new();
        let Ok(()) = self.0.write_sort_key_to(text, &mut key);
        // The key of a shorter text can't be continued by this: 0 ends every key and stands in none.
        key.push(0);
        key.extend_from_slice(text.as_bytes());
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_follow_the_dictionary() {
        let order = Collation::vietnamese();
        let mut words = ["đ", "e", "d", "â", "b", "ă", "a", "c", "ê", "ô", "ơ", "o", "ư", "u"];
        words.sort_by(|a, b| order.compare(a, b));
        assert_eq!(words, ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "o", "ô", "ơ", "u", "ư"]);
    }

    #[test]
    fn fields_are_sorted_as_readers_expect() {
        let order = Collation::vietnamese();
        let mut fields =
            ["Đất đai", "Hộ tịch", "Chứng thực", "Người có công", "Nội vụ", "Bảo trợ xã hội", "Dân tộc"];
        fields.sort_by(|a, b| order.compare(a, b));
        assert_eq!(
            fields,
            ["Bảo trợ xã hội", "Chứng thực", "Dân tộc", "Đất đai", "Hộ tịch", "Người có công", "Nội vụ"]
        );
    }

    proptest! {
        #[test]
        fn keys_sort_as_comparison_does(a in "[aăâAĂ đdDĐêeẾ1-3\\-\u{301}\u{0}]{0,6}", b in "\\PC{0,6}", c in "[aăâ]{0,3}") {
            let order = Collation::vietnamese();
            for (x, y) in [(&a, &b), (&a, &c), (&b, &c)] {
                prop_assert_eq!(order.key(x).cmp(&order.key(y)), order.compare(x, y));
                prop_assert_eq!(order.compare(x, y), order.compare(y, x).reverse());
            }
        }
    }
}
