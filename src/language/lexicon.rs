//! What single words tell about actors, and given names with their gender: the data of `assets/lexicon`.

use std::sync::LazyLock;

use super::table::Table;
use crate::learn::hash;

/// A set of classes that a word belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u32);

impl Classes {
    /// Before a surname: "Mr".
    pub const HONORIFIC: Self = Self(1);
    /// A role that leads a state or government: "president".
    pub const OFFICE: Self = Self(1 << 1);
    /// A noun for one person by what they do: "envoy".
    pub const ROLE: Self = Self(1 << 2);
    /// Belongs to the role after it: "deputy".
    pub const MODIFIER: Self = Self(1 << 3);
    /// Tells that a person is a man.
    pub const MALE: Self = Self(1 << 4);
    /// Tells that a person is a woman.
    pub const FEMALE: Self = Self(1 << 5);
    /// Family: "wife".
    pub const KIN: Self = Self(1 << 6);
    /// A noun for a person by nothing but age and gender: "woman".
    pub const PERSON: Self = Self(1 << 7);
    /// Ends or heads the name of an organisation: "Council".
    pub const ORGANISATION: Self = Self(1 << 8);
    /// A common noun for an organisation: "ministry".
    pub const BODY: Self = Self(1 << 9);
    /// A body that stands for its country: "government".
    pub const GOVERNMENT: Self = Self(1 << 10);
    /// A noun for several people: "troops".
    pub const PEOPLE: Self = Self(1 << 11);
    /// Whose plural after "two" or "both" speaks of several actors: "countries", "sides".
    pub const GROUPWORD: Self = Self(1 << 12);
    /// Ends the name of something that is no actor: "Treaty".
    pub const THING: Self = Self(1 << 13);
    /// Ends the name of a place: "River".
    pub const PLACE: Self = Self(1 << 14);
    /// Capitalised without being a name: "Monday".
    pub const NEVER: Self = Self(1 << 15);
    /// A verb that only someone who speaks, thinks or acts does.
    pub const SPEECH: Self = Self(1 << 16);
    /// A preposition or verb before a place that is only a place: "in".
    pub const STAY: Self = Self(1 << 17);
    /// Ends the name of a medium: "Times".
    pub const MEDIA: Self = Self(1 << 18);
    /// A surname that stands before the given name: "Kim".
    pub const FAMILY: Self = Self(1 << 19);
    /// Joins the parts of a name: "van".
    pub const PARTICLE: Self = Self(1 << 20);
    /// A given name of men.
    pub const GIVEN_MALE: Self = Self(1 << 21);
    /// A given name of women.
    pub const GIVEN_FEMALE: Self = Self(1 << 22);
    /// A given name.
    pub const GIVEN: Self = Self(Self::GIVEN_MALE.0 | Self::GIVEN_FEMALE.0);
    /// A noun for what people write or find out, which says something: "report".
    pub const DOCUMENT: Self = Self(1 << 23);
    /// Always written with a capital, without being a name by itself: "European".
    pub const CAPITAL: Self = Self(1 << 24);
    /// A noun for a share or number of people: "majority".
    pub const SHARE: Self = Self(1 << 25);
    /// A noun for one person.
    pub const HUMAN: Self = Self(Self::OFFICE.0 | Self::ROLE.0 | Self::KIN.0 | Self::PERSON.0);

    /// Whether it shares a class with `other`.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it belongs to no class at all.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The classes of both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn by_name(name: &str) -> Self {
        match name {
            "honorific" => Self::HONORIFIC,
            "office" => Self::OFFICE,
            "role" => Self::ROLE,
            "modifier" => Self::MODIFIER,
            "male" => Self::MALE,
            "female" => Self::FEMALE,
            "kin" => Self::KIN,
            "person" => Self::PERSON,
            "organisation" => Self::ORGANISATION,
            "body" => Self::BODY,
            "government" => Self::GOVERNMENT,
            "people" => Self::PEOPLE,
            "groupword" => Self::GROUPWORD,
            "thing" => Self::THING,
            "place" => Self::PLACE,
            "never" => Self::NEVER,
            "speech" => Self::SPEECH,
            "stay" => Self::STAY,
            "media" => Self::MEDIA,
            "family" => Self::FAMILY,
            "particle" => Self::PARTICLE,
            "document" => Self::DOCUMENT,
            "capital" => Self::CAPITAL,
            "share" => Self::SHARE,
            "m" => Self::GIVEN_MALE,
            "f" => Self::GIVEN_FEMALE,
            "u" => Self::GIVEN,
            _ => Self::default(),
        }
    }
}

static WORDS: LazyLock<Table<Classes>> = LazyLock::new(|| all().collect());

/// The hashes of all words that have a class, in order, and their classes.
pub fn all() -> impl Iterator<Item = (u64, Classes)> {
    let files =
        [include_str!("../../assets/lexicon/actor-words.tsv"), include_str!("../../assets/lexicon/given-names.tsv")];
    let lines = files.iter().flat_map(|file| file.lines()).filter(|line| !line.starts_with('#'));
    let mut words: Vec<(u64, Classes)> = Vec::with_capacity(16_000);
    for (class, members) in lines.filter_map(|line| line.split_once('\t')) {
        let class = Classes::by_name(class);
        words.extend(members.split_whitespace().map(|word| (hash(word), class)));
    }
    words.sort_unstable_by_key(|(word, _)| *word);
    words.dedup_by(|(word, class), (known, classes)| {
        let same = word == known;
        if same {
            *classes = classes.with(*class);
        }
        same
    });
    words.into_iter()
}

/// Nouns whose first sense is a person, by WordNet. They are no class, since many are surnames too ("Carpenter").
static PERSONS: LazyLock<Table<()>> = LazyLock::new(|| {
    let sets =
        include_str!("../../assets/lexicon/synonyms.tsv").lines().filter_map(|line| line.strip_prefix("person\t"));
    // A number behind a word says that this is not its first sense.
    Table::of_words(sets.flat_map(|set| set.split(' ')).filter(|word| !word.ends_with(|c: char| c.is_ascii_digit())))
});

/// Whether a word in lower case is a day of the week, or "today" and the like.
pub fn is_day(lower: &str) -> bool {
    lower.ends_with("day") && classes(lower).has(Classes::NEVER)
}

/// Whether a noun, by its form in lower case and its dictionary form, is one for people: by its classes, by WordNet, or
/// by the word that ends it ("policymaker", "fact-checker").
pub fn is_people(lower: &str, lemma: &str) -> bool {
    let people = |classes: Classes| classes.has(Classes::HUMAN.with(Classes::PEOPLE));
    let known = classes(lower).with(classes(lemma));
    // "Environmentalist", but not "checklist".
    let ist = lemma.strip_suffix("ist").is_some_and(|stem| {
        let list = stem.strip_suffix('l').is_some_and(|before| !before.ends_with(['a', 'e', 'i', 'o', 'u']));
        lemma.len() >= 8 && !list
    });
    if people(known) || PERSONS.has(lemma) || known.is_empty() && ist {
        return true;
    }
    // Shorter words for people stand within others by chance, and so do those behind a mere prefix ("resource").
    let ends = lemma.char_indices().skip(3).map(|(at, _)| &lemma[at..]).take_while(|end| end.len() >= 5);
    known.is_empty() && ends.into_iter().any(|end| people(classes(end)) || PERSONS.has(end))
}

/// Nouns whose first sense is a thing, by WordNet, and never a person.
static THINGS: LazyLock<Table<()>> = LazyLock::new(|| {
    let sets = include_str!("../../assets/lexicon/synonyms.tsv").lines().filter_map(|line| line.split_once('\t'));
    let sets =
        sets.filter(|(kind, _)| !matches!(*kind, "do" | "opposite" | "common" | "person") && !kind.starts_with('#'));
    let first = |word: &&str| !word.ends_with(|c: char| c.is_ascii_digit()) && !PERSONS.has(word);
    Table::of_words(sets.flat_map(|(_, set)| set.split(' ')).filter(first))
});

/// Whether a word in lower case is first of all a noun for a thing, by WordNet: "machine", not "carpenter".
pub fn is_thing(lower: &str) -> bool {
    THINGS.has(lower)
}

/// The classes of a word in lower case.
pub fn classes(lower: &str) -> Classes {
    WORDS.get(hash(lower)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_of_the_list_is_known_and_words_carry_theirs() {
        let list = include_str!("../../assets/lexicon/actor-words.tsv");
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let class = line.split('\t').next().unwrap_or_default();
            assert!(!Classes::by_name(class).is_empty(), "{class}");
        }
        assert!(classes("president").has(Classes::OFFICE));
        assert!(classes("spokeswoman").has(Classes::ROLE) && classes("spokeswoman").has(Classes::FEMALE));
        assert!(classes("mary").has(Classes::GIVEN_FEMALE) && !classes("mary").has(Classes::GIVEN_MALE));
        assert!(classes("zzz").is_empty());
        assert!(is_people("environmentalists", "environmentalist") && !is_people("checklists", "checklist"));
        assert!(is_thing("machine") && !is_thing("carpenter") && !is_thing("zzz"));
    }
}
