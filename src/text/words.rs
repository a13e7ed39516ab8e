//! Words that a theme gives to the page builders, by key: no page builder holds prose of its own.

use std::collections::BTreeMap;

/// A glossary: texts with `{name}` holes, by key.
#[derive(Clone, Debug, Default)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// A glossary from keys and texts.
    pub fn new(texts: BTreeMap<String, String>) -> Self {
        Words(texts)
    }
    /// The text of a key. A key that the glossary lacks gives the key itself, so that a theme with
    /// a gap still builds; a test checks that the project's own theme has every key.
    pub fn say(&self, key: &str) -> String {
        self.0.get(key).map_or_else(|| key.to_owned(), Clone::clone)
    }
    /// The text of a key with its holes filled. Holes that get no value stay as they are.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let text = self.say(key);
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}').map(|c| open + c) else { break };
            out.push_str(&rest[..open]);
            let name = &rest[open + 1..close];
            match values.iter().find(|(n, _)| *n == name) {
                Some((_, value)) => out.push_str(value),
                None => out.push_str(&rest[open..=close]),
            }
            rest = &rest[close + 1..];
        }
        out.push_str(rest);
        out
    }
    /// True when the glossary has the key.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_once() {
        let words = Words::new(BTreeMap::from([("k".to_owned(), "{a} và {b}, {c".to_owned())]));
        assert_eq!(words.with("k", &[("a", "{b}"), ("b", "x")]), "{b} và x, {c");
        assert_eq!(words.say("none"), "none");
    }
}
