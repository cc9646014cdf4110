//! Whether a text is in another language than English, by the little words that every language is full of.
//!
//! Comes in: a text. Goes out: yes where it plainly is. Never here: which language it is.
//!
//! An English list or table of names has few little words, too, so a text is foreign only where it shows those of
//! another language, or its letters, as well (the oldest way of telling languages apart, and enough for whole articles:
//! Grefenstette 1995, "Comparing two language identification schemes").

use std::borrow::Cow;
use std::sync::LazyLock;

use super::table::Table;
use crate::learn::hash;

/// Whether a little word is English.
static LITTLE: LazyLock<Table<bool>> = LazyLock::new(|| {
    let english = ENGLISH.iter().map(|word| (hash(word), true));
    english.chain(OTHERS.iter().map(|word| (hash(word), false))).collect()
});

/// Little words of English that other languages do not have, or hardly.
#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "about", "after", "and", "are", "be", "been", "but", "by", "could", "from", "have", "her", "his", "it", "not", "of",
    "said", "she", "than", "that", "the", "their", "there", "they", "this", "to", "were", "what", "when", "which", "who",
    "with", "would", "you",
];

/// Little words of other languages in Latin letters that English does not have.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "aan", "af", "ale", "att", "au", "aus", "auf", "av", "az", "bir", "că", "czy", "da", "dan", "das", "de", "dem",
    "den", "dengan", "der", "des", "det", "di", "die", "du", "een", "egy", "ein", "eine", "el", "en", "est", "et",
    "för", "het", "hogy", "ikke", "il", "ini", "ist", "já", "je", "kan", "ki", "kteří", "la", "las", "le", "les", "los",
    "med", "mit", "na", "nicht", "nie", "niet", "não", "och", "oder", "og", "olla", "om", "oraz", "på", "para",
    "pas", "per", "por", "pour", "pro", "que", "qui", "się", "sind", "som", "są", "su", "sur", "til", "und", "un",
    "una", "une", "untuk", "uma", "van", "ve", "von", "voor", "yang", "za", "zu", "że", "är", "és", "în", "và",
];

/// A shorter text tells too little.
const FEWEST_WORDS: usize = 60;

/// As much of a text as is looked at, in words.
const MOST_WORDS: usize = 2000;

/// Whether a text of some length is not English.
pub fn is_foreign(text: &str) -> bool {
    let (mut words, mut english, mut others) = (0, 0, 0);
    // Without spaces between words, letters have to be counted: Chinese, Japanese, Thai.
    let (mut letters, mut accented, mut strange) = (0, 0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(MOST_WORDS) {
        words += 1;
        for c in word.chars() {
            letters += 1;
            accented += usize::from(!c.is_ascii());
            strange += usize::from(c > '\u{24f}');
        }
        if word.len() <= 6 {
            let small = word.bytes().all(|byte| byte.is_ascii_lowercase());
            let word = if small { Cow::Borrowed(word) } else { word.to_lowercase().into() };
            match LITTLE.get(hash(&word)) {
                Some(true) => english += 1,
                Some(false) => others += 1,
                None => {}
            }
            // So many are enough for the longest text that is looked at.
            if english * 40 >= MOST_WORDS {
                return false;
            }
        }
    }
    if letters >= 3 * FEWEST_WORDS && strange * 2 > letters {
        return true;
    }
    words >= FEWEST_WORDS && english * 40 < words && (others * 20 > words || accented * 33 > letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_in_other_languages_are_told() {
        let texts = [
            "Die Ministerin hat am Montag erklärt, dass die Fähren nicht vor dem Winter wieder fahren. ",
            "La ministra dijo el lunes que los transbordadores no vuelven a salir antes del invierno. ",
            "Le ministre a dit que les bateaux ne sont pas prêts et que la reprise est pour le printemps. ",
            "Министр заявила в понедельник, что паромы не выйдут до зимы. ",
            "部長は月曜日に、冬までフェリーは出ないと述べた。",
            "Menteri itu mengatakan bahwa kapal yang rusak di pelabuhan tidak akan berlayar dengan cepat. ",
        ];
        for text in texts {
            assert!(is_foreign(&text.repeat(12)), "{text}");
        }
    }

    #[test]
    fn english_is_never_foreign_whatever_it_quotes() {
        let english = "The minister said on Monday that the ferries would not sail before the winter. ";
        assert!(!is_foreign(&english.repeat(12)));
        let quoting = "“Die Fähren fahren nicht”, the minister said, and that was all they heard of it. ";
        assert!(!is_foreign(&quoting.repeat(12)));
        assert!(!is_foreign(&"Mara Olvend 12, Tom Brask 14, Sofia Brandel 15; ".repeat(20)), "a list");
        assert!(!is_foreign("Die Fähren fahren nicht vor dem Winter."), "short texts tell too little");
        assert!(!is_foreign(""));
    }
}
