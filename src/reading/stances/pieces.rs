//! The word pieces that the encoder reads (Wu et al. 2016, as BERT has them): a word in lower case without accents falls
//! apart into the longest pieces of the list from its beginning on.
//!
//! Our own because the one library that fits the runtime (rten-text 0.27) panics on real articles.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What a word becomes that no pieces make.
const UNKNOWN: i32 = 100;
/// Longer words are not taken apart.
const LONGEST: usize = 100;

static PIECES: LazyLock<HashMap<&str, i32>> = LazyLock::new(|| {
    let list = include_str!("../../../assets/weights/encoder-pieces.txt");
    list.lines().enumerate().map(|(at, piece)| (piece, at as i32)).collect()
});

/// The pieces of a text, by their place in the list.
pub(super) fn pieces(text: &str) -> Vec<i32> {
    let mut found = Vec::new();
    let mut word = String::new();
    let plain = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    for c in plain {
        if c.is_whitespace() || c.is_control() {
            take_apart(&std::mem::take(&mut word), &mut found);
        } else if is_punctuation(c) {
            take_apart(&std::mem::take(&mut word), &mut found);
            take_apart(c.encode_utf8(&mut [0; 4]), &mut found);
        } else {
            word.push(c);
        }
    }
    take_apart(&word, &mut found);
    found
}

fn take_apart(word: &str, found: &mut Vec<i32>) {
    if word.is_empty() {
        return;
    }
    let from = found.len();
    let mut rest = word;
    let mut first = true;
    while !rest.is_empty() {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let known = |end: &usize| match first {
            true => PIECES.get(&rest[..*end]),
            false => PIECES.get(format!("##{}", &rest[..*end]).as_str()),
        };
        let ends: Vec<usize> = if word.len() > LONGEST { Vec::new() } else { ends.collect() };
        let Some((end, piece)) = ends.iter().rev().find_map(|end| known(end).map(|piece| (*end, *piece))) else {
            found.truncate(from);
            found.push(UNKNOWN);
            return;
        };
        found.push(piece);
        rest = &rest[end..];
        first = false;
    }
}

/// Signs stand alone: those of ASCII that are no letters or digits, and the punctuation of all scripts.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(
            c,
            '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}'
                | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&'static str> {
        let name = |id: &i32| PIECES.iter().find(|(_, at)| *at == id).map_or("?", |(piece, _)| *piece);
        pieces(text).iter().map(name).collect()
    }

    #[test]
    fn words_fall_apart_into_known_pieces() {
        assert_eq!(words("The café's truce"), ["the", "cafe", "'", "s", "truce"]);
        assert_eq!(words("“No,” she said…"), ["“", "no", ",", "”", "she", "said", "…"]);
        assert!(words("Veyranders").len() > 1 && !words("Veyranders").contains(&"[UNK]"));
        assert_eq!(pieces("\u{10ffff}"), [UNKNOWN]);
    }
}
