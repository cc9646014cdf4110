//! One key for the spellings that English gives a foreign name.

use std::sync::LazyLock;

/// A key that is the same for the usual English spellings of one name word ("Zelenskiy", "Zelenskyy", "Zelensky";
/// "al-Assad", "Assad"; "Gaddafi", "Kaddafi" stay two). Case, accents and apostrophes do not count; short words are
/// otherwise kept, because "Li" and "Lee" are two families.
pub fn key(word: &str) -> String {
    let mut plain: String = word.chars().flat_map(char::to_lowercase).filter_map(unaccented).collect();
    for prefix in ["al-", "el-", "al ", "el "] {
        if let Some(rest) = plain.strip_prefix(prefix)
            && rest.len() >= 3
        {
            plain = rest.to_owned();
        }
    }
    if plain.len() < 5 || !plain.is_ascii() {
        return plain;
    }
    for ending in ["skiy", "skyy", "skyi", "skij", "skii", "ski"] {
        if let Some(stem) = plain.strip_suffix(ending) {
            plain = format!("{stem}sky");
            break;
        }
    }
    for (from, to) in [
        ("off", "ov"),
        ("eff", "ev"),
        ("ovitch", "ovic"),
        ("ovych", "ovic"),
        ("ovich", "ovic"),
        ("ussain", "usein"),
        ("ussein", "usein"),
    ] {
        if let Some(stem) = plain.strip_suffix(from) {
            plain = format!("{stem}{to}");
            break;
        }
    }
    for (from, to) in [
        ("kh", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("ph", "f"),
        ("ou", "u"),
        ("oo", "u"),
        ("ck", "k"),
        ("q", "k"),
        ("x", "ks"),
        ("w", "v"),
    ] {
        if plain.contains(from) {
            plain = plain.replace(from, to);
        }
    }
    let mut key = String::with_capacity(plain.len());
    for c in plain.chars().map(|c| if c == 'y' || c == 'j' { 'i' } else { c }) {
        if !key.ends_with(c) {
            key.push(c);
        }
    }
    match key.strip_prefix("ie") {
        Some(rest) => format!("e{rest}"),
        None => key,
    }
}

/// The letter without its accent; nothing for apostrophes and dots.
fn unaccented(c: char) -> Option<char> {
    Some(match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ě' | 'ę' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ű' => 'u',
        'ç' | 'ć' | 'č' => 'c',
        'ş' | 'š' | 'ś' | 'ș' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ñ' | 'ń' | 'ň' => 'n',
        'ğ' => 'g',
        'ł' => 'l',
        'ř' => 'r',
        'ț' | 'ť' => 't',
        'đ' | 'ď' => 'd',
        'ý' | 'ÿ' => 'y',
        '’' | '\'' | 'ʼ' | '‘' | '`' | '.' => return None,
        other => other,
    })
}

/// Whether two given names can be of one person: the same by key, an initial, a short form that begins alike
/// ("Don", "Donald"), or spellings of one Arabic or Slavic name that differ in vowels only.
pub fn same_given(a: &str, b: &str) -> bool {
    let (a, b) = (key(a), key(b));
    if a == b || a.is_empty() || b.is_empty() {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let initial = short.chars().count() == 1 && long.starts_with(short.as_str());
    let begins = short.len() >= 3 && long.starts_with(short.as_str());
    let called = SHORT_FORMS.iter().any(|forms| forms.contains(&a) && forms.contains(&b));
    initial || begins || called || (short.len() >= 5 && skeleton(&a) == skeleton(&b))
}

/// Given names with the forms that do not begin alike, by [`key`].
static SHORT_FORMS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    const FORMS: &[&str] = &[
        "William Bill Billy Will",
        "Robert Bob Bobby Rob",
        "Richard Dick Rick",
        "James Jim Jimmy",
        "Michael Mike Mick",
        "Edward Ted Ed Eddie",
        "Anthony Tony",
        "Charles Chuck Charlie",
        "Henry Hank",
        "Lawrence Larry",
        "Elizabeth Liz Beth Betsy",
        "Margaret Peggy Maggie",
        "Katherine Kate Kathy Katie",
        "Catherine Cathy Kate",
        "Patricia Patty Trish",
        "Deborah Debbie",
        "Rebecca Becky",
        "Alexander Sasha Alex",
        "Aleksandr Alexander Aleksander Oleksandr",
        "Yevgeny Evgeni Eugene",
    ];
    FORMS.iter().map(|forms| forms.split(' ').map(key).collect()).collect()
});

/// The consonants, with the first vowel told apart only as a, e/i, o/u.
fn skeleton(key: &str) -> String {
    let mut seen_vowel = false;
    key.chars()
        .filter_map(|c| match c {
            'a' | 'e' | 'i' | 'o' | 'u' if seen_vowel => None,
            'a' | 'e' | 'i' | 'o' | 'u' => {
                seen_vowel = true;
                Some(match c {
                    'i' => 'e',
                    'u' => 'o',
                    other => other,
                })
            }
            other => Some(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key_and_other_names_do_not() {
        for (a, b) in [
            ("Varenskiy", "Varenskyy"),
            ("Varenskyi", "Varensky"),
            ("Tolkachev", "Tolkacheff"),
            ("al-Harith", "Harith"),
            ("Yevtushok", "Evtushok"),
            ("Khaldun", "Haldun"),
            ("Bouraq", "Burak"),
            ("Gómez", "Gomez"),
            ("Petrovych", "Petrovich"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        for (a, b) in [("Li", "Lee"), ("Varensky", "Verensky"), ("Brask", "Brack"), ("Meier", "Mayor")] {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }

    #[test]
    fn given_names_of_one_person_may_be_short_or_spelt_otherwise() {
        for (a, b) in
            [("Mohammed", "Muhammad"), ("Don", "Donald"), ("S.", "Sara"), ("Sergey", "Sergei"), ("Bill", "William")]
        {
            assert!(same_given(a, b), "{a} {b}");
        }
        for (a, b) in [("Mohammed", "Mahmoud"), ("Ivanka", "Donald"), ("Ann", "Eva"), ("Jon", "Jane"), ("Bob", "Bill")]
        {
            assert!(!same_given(a, b), "{a} {b}");
        }
    }
}
