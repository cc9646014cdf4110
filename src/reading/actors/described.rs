//! Whoever a text describes without a name: whether anybody is meant, what kind of actor it is, and the words for it.

use std::ops::Range;

use crate::language::gazetteer;
use crate::language::lexicon::{self, Classes};
use crate::language::{Tag, Text, Token};
use crate::model::{ActorKind, Span};

/// The kind of actor that a noun makes which says something; `None` where it is nobody ("the evidence shows").
pub(super) fn kind_of(noun: &Token) -> Option<ActorKind> {
    let (plural, classes) = (noun.tag.is_plural(), lexicon::classes(&noun.lower).with(lexicon::classes(&noun.lemma)));
    let body = Classes::ORGANISATION.with(Classes::BODY).with(Classes::GOVERNMENT).with(Classes::MEDIA);
    let body = body.with(Classes::DOCUMENT);
    // "The automaker" is a company, whoever makes other things.
    let company = classes.has(Classes::BODY) && !classes.has(Classes::HUMAN.with(Classes::PEOPLE));
    if !company && lexicon::is_people(&noun.lower, &noun.lemma) {
        let several = plural || classes.has(Classes::PEOPLE);
        return Some(if several { ActorKind::Group } else { ActorKind::Person });
    }
    match plural {
        _ if matches!(noun.lemma.as_str(), "crowd" | "audience" | "electorate") => Some(ActorKind::Group),
        true if classes.has(body.with(Classes::GROUPWORD)) => Some(ActorKind::Group),
        false if classes.has(body) || is_municipal(&noun.lemma) => Some(ActorKind::Organisation),
        _ => None,
    }
}

/// Whether a noun is one for a place that has a council to speak for it: "the city".
pub(super) fn is_municipal(noun: &str) -> bool {
    matches!(noun, "city" | "town" | "county" | "municipality" | "borough" | "village")
}

/// The words of a description as a name: without article, number and quantity before it, and small where only the start
/// of a sentence makes its first letter a capital.
pub(super) fn words(text: &Text<'_>, tokens: Range<usize>) -> String {
    let leaves = |at: usize| {
        let token = &text.tokens[at];
        // "A three-star general" keeps the stars.
        let joined = text.tokens.get(at + 1).is_some_and(|next| next.lower == "-" && next.span.start == token.span.end);
        !joined && matches!(token.tag, Tag::DT | Tag::CD | Tag::PDT | Tag::CC | Tag::PRPS | Tag::IN)
            || matches!(
                token.lower.as_str(),
                "many"
                    | "most"
                    | "several"
                    | "multiple"
                    | "other"
                    | "few"
                    | "numerous"
                    | "that"
                    | "which"
                    | "more"
                    | "less"
                    | "fewer"
                    | "than"
                    | "over"
                    | "nearly"
                    | "almost"
                    | "roughly"
                    | "some"
                    | "of"
            )
    };
    let first = tokens.clone().find(|at| text.tokens[*at].is_word() && !leaves(*at)).unwrap_or(tokens.start);
    small(text, first..tokens.end.max(first + 1))
}

/// Words, small where only the start of a sentence makes the first letter a capital.
fn small(text: &Text<'_>, tokens: Range<usize>) -> String {
    let Some(span) = text.span_of(tokens.clone()) else { return String::new() };
    let words = text.words(span).trim_matches(|c: char| !c.is_alphanumeric());
    let mut chars = words.chars();
    match chars.next() {
        Some(initial) if initial.is_uppercase() && is_first(text, tokens.start) && !is_proper(text, tokens.start) => {
            initial.to_lowercase().chain(chars).collect()
        }
        _ => words.to_owned(),
    }
}

/// Whether the word is one for several people: "voters", "Chileans".
fn is_several(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    token.tag.is_plural() && (kind_of(token).is_some() || !gazetteer::places(text.words(token.span)).is_empty())
}

/// Whether the word is a name by its tag, or by a capital within a sentence.
fn has_capital(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    token.tag.is_proper() || !is_first(text, at) && text.words(token.span).starts_with(char::is_uppercase)
}

/// Whether it is the first word of its sentence or of a quotation.
fn is_first(text: &Text<'_>, at: usize) -> bool {
    let sentence = text.sentence_at(text.tokens[at].span.start).map(|sentence| &text.sentences[sentence].tokens);
    let before = at.checked_sub(1).filter(|before| sentence.is_some_and(|sentence| sentence.contains(before)));
    before.is_none_or(|before| {
        let first = sentence.is_some_and(|sentence| sentence.start == before);
        first && !text.tokens[before].is_word() || matches!(text.tokens[before].lower.as_str(), "“" | "\"" | ":" | "‘")
    })
}

/// Whether a word has its capital for itself and not from the start of the sentence.
fn is_proper(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    let word = text.words(token.span);
    token.tag.is_proper()
        || lexicon::classes(&token.lower).has(Classes::CAPITAL)
        || word.chars().skip(1).any(char::is_uppercase)
        || !gazetteer::places(word).is_empty()
}

/// What a source that is nobody's mention makes: its kind and name. `main` is the word on which the source's others
/// hang, `from` where the words begin that describe it.
pub(super) fn source(text: &Text<'_>, main: usize, from: usize, source: Span) -> Option<(ActorKind, String)> {
    let token = &text.tokens[main];
    let within = text.tokens_in(source);
    // "Velmora.com" is whoever writes there; a bare address on the web is nobody.
    if token.tag == Tag::ADD {
        let name = text.words(token.span);
        let site = name.contains('.') && !name.contains(['/', '@', ':']);
        return site.then(|| (ActorKind::Organisation, name.to_owned()));
    }
    if has_capital(text, main) {
        return named(text, main, &within);
    }
    // "54 percent of voters" are voters.
    if lexicon::classes(&token.lower).has(Classes::SHARE) || lexicon::classes(&token.lemma).has(Classes::SHARE) {
        let (of, several) = (main + 1, |at: &usize| is_several(text, *at));
        let whom = (of..within.end).take(6).find(several).filter(|_| text.tokens[of].lower == "of")?;
        let from = within.start + usize::from(text.tokens[within.start].tag == Tag::DT);
        return Some((ActorKind::Group, small(text, from..whom + 1)));
    }
    // "My friend" is nobody without knowing who speaks, "your opponent" nobody at all.
    let yours = |at: usize| matches!(text.tokens[at].lower.as_str(), "my" | "your" | "our");
    if (within.start..main).any(yours) {
        return None;
    }
    let end = complement(text, main, within.end);
    // "People" and "others" are nobody whom one could look for in another sentence.
    let anybody = from == main && matches!(token.lower.as_str(), "people" | "person" | "man" | "woman" | "others");
    if anybody && end == main + 1 {
        return None;
    }
    let kind = kind_of(token)?;
    Some((kind, words(text, from..end)))
}

/// Whether a word is a seat of a government, which is a place here: where it acts, it is a mention already.
fn is_seat(text: &Text<'_>, at: usize) -> bool {
    gazetteer::places(text.words(text.tokens[at].span)).iter().any(|place| place.form == gazetteer::Form::Seat)
}

/// The name around its main word.
fn named(text: &Text<'_>, main: usize, within: &Range<usize>) -> Option<(ActorKind, String)> {
    let part = |at: &usize| {
        let token = &text.tokens[*at];
        let word = token.is_word() || matches!(token.lower.as_str(), "&" | "-" | ".");
        word && has_capital(text, *at) && token.tag != Tag::DT
    };
    let first = (within.start..main).rev().take_while(part).last().unwrap_or(main);
    let last = (main + 1..within.end).take_while(part).last().unwrap_or(main);
    // "Moderator Mara Olvend": a title is no part of the name.
    let title = |at: &usize| {
        let classes = lexicon::classes(&text.tokens[*at].lower);
        classes.has(Classes::HUMAN.with(Classes::HONORIFIC)) && !classes.has(Classes::GIVEN)
    };
    let name = (first..last).take_while(title).last().map_or(first, |at| at + 1);
    let first = if lexicon::classes(&text.tokens[name].lower).has(body_words()) { first } else { name };
    let token = &text.tokens[main];
    let (lead, classes) = (&text.tokens[first], lexicon::classes(&token.lower));
    if classes.has(Classes::NEVER) && !classes.has(Classes::MEDIA) {
        return None;
    }
    // "Democratic" alone goes with something that the source lacks.
    if first == last && classes.has(Classes::MODIFIER) && !classes.has(Classes::HUMAN.with(Classes::ORGANISATION)) {
        return None;
    }
    // "Allies", "the Governor": a common noun written as a name is a description.
    let word = text.words(token.span);
    let plain = word.chars().skip(1).all(char::is_lowercase) && !classes.has(Classes::CAPITAL.with(Classes::NEVER));
    if first == last
        && let Some(kind) = kind_of(token).filter(|_| plain)
    {
        return Some((kind, word.to_lowercase()));
    }
    // "The Constitution", "the Treaty": nobody's words.
    // "… – Added": no name at all, and a capital where somebody only lives is nobody ("many in Lima").
    if first == last && (lexicon::classes(&token.lemma).has(Classes::SPEECH) || is_seat(text, main)) {
        return None;
    }
    let compass = matches!(token.lower.as_str(), "west" | "east" | "north" | "south");
    // "The Brink" within a sentence has its article for a name, as papers do.
    let paper =
        first == last && first > 0 && text.words(text.tokens[first - 1].span) == "The" && !is_first(text, first - 1);
    if first == last && classes.has(Classes::THING.with(Classes::PLACE)) && !compass && !paper {
        return None;
    }
    let first = if paper { first - 1 } else { first };
    let word = text.words(lead.span);
    let whole = word.chars().skip(1).all(char::is_lowercase);
    let given = lexicon::classes(&lead.lower).has(Classes::GIVEN) && whole && gazetteer::places(word).is_empty();
    let kind = if token.tag.is_plural() && (kind_of(token).is_some() || classes.has(Classes::CAPITAL)) {
        ActorKind::Group
    } else if classes.has(Classes::HUMAN) || given || first == last && whole && tells(text, main) {
        ActorKind::Person
    } else {
        ActorKind::Organisation
    };
    let span = text.span_of(first..last + 1)?;
    if super::regions::is_state(&text.words(span).to_lowercase()) {
        return None;
    }
    Some((kind, text.words(span).trim_matches(|c: char| !c.is_alphanumeric()).to_owned()))
}

/// What heads names of bodies: "the General Staff".
fn body_words() -> Classes {
    Classes::ORGANISATION.with(Classes::BODY).with(Classes::PEOPLE).with(Classes::GOVERNMENT)
}

/// Whether the bare name is one that says or thinks something, which people do more than companies and papers, and has
/// no article.
fn tells(text: &Text<'_>, name: usize) -> bool {
    let token = &text.tokens[name];
    let verb = &text.tokens[token.head];
    let article = name > 0 && text.tokens[name - 1].tag == Tag::DT;
    let says = matches!(
        verb.lemma.as_str(),
        "say" | "tell" | "add" | "argue" | "believe" | "think" | "warn" | "insist" | "want" | "recall" | "joke" | "ask"
    );
    says && !article && token.relation.is_subject()
}

/// Where "of the ministry", "in the town" behind a noun ends: what else follows tells how they know, not who they are.
fn complement(text: &Text<'_>, main: usize, limit: usize) -> usize {
    const LONGEST: usize = 6;
    let lower = |at: usize| text.tokens.get(at).map_or("", |token| token.lower.as_str());
    // "People familiar with the talks".
    let knows = usize::from(matches!(lower(main + 1), "familiar" | "close" | "briefed" | "involved"));
    let joint = main + 1 + knows;
    if joint >= limit || !matches!(lower(joint), "of" | "for" | "at" | "in" | "from" | "with" | "to" | "on") {
        return main + 1;
    }
    let mut end = joint + 1;
    while end < limit && end <= joint + LONGEST {
        let token = &text.tokens[end];
        let part = token.tag.is_noun()
            || token.tag.is_adjective()
            || matches!(token.tag, Tag::DT | Tag::POS | Tag::CD | Tag::PRPS | Tag::HYPH);
        if !(part || token.lower == "of") || lexicon::is_day(&token.lower) {
            break;
        }
        end += 1;
    }
    // "The leaders of Chile, Peru and the union" are not Chile's alone.
    if lower(end) == ","
        && text.tokens[end - 1].tag.is_proper()
        && text.tokens.get(end + 1).is_some_and(|next| next.tag.is_proper())
    {
        return main + 1;
    }
    // Only what ends in a noun is whole.
    let noun = (joint + 1..end).rev().find(|at| text.tokens[*at].tag.is_noun());
    noun.map_or(main + 1, |at| at + 1)
}
