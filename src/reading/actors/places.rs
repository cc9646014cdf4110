//! Countries, their governments' seats and well-known organisations, from the gazetteer; a place that is only a place
//! is left out.

use std::ops::Range;

use super::cast::{Cast, How};
use super::regions;
use super::scene::{Scene, Shape};
use crate::language::Relation;
use crate::language::gazetteer::{self, Form};
use crate::language::lexicon::Classes;
use crate::model::{ActorKind, MentionedIx};

/// A find of the gazetteer.
pub(super) struct Place {
    pub(super) tokens: Range<usize>,
    pub(super) name: &'static str,
    pub(super) kind: ActorKind,
    pub(super) form: Form,
    belongs: Option<&'static str>,
    /// Whether it is part of a longer name or phrase, and so no mention by itself.
    pub(super) used: bool,
}

/// The finds of a text, and which tokens are spoken for.
pub(super) struct Places {
    pub(super) list: Vec<Place>,
    /// The find that covers each token, as its number and one.
    at: Vec<u32>,
    /// Tokens that belong to a name already.
    pub(super) taken: Vec<bool>,
}

impl Places {
    /// The find that covers a token, by its number.
    pub(super) fn covering(&self, at: usize) -> Option<usize> {
        self.at.get(at)?.checked_sub(1).map(|number| number as usize)
    }

    /// Who the find speaks of, made where needed.
    pub(super) fn actor(&self, place: usize, cast: &mut Cast) -> Option<MentionedIx> {
        let place = &self.list[place];
        if place.form == Form::Several {
            return None;
        }
        let ix = cast.named(place.name, place.kind);
        if let Some(above) = place.belongs {
            let kind = if gazetteer::is_country(above) { ActorKind::Country } else { ActorKind::Organisation };
            let above = cast.named(above, kind);
            cast.affiliate(ix, above);
        }
        Some(ix)
    }

    pub(super) fn take(&mut self, tokens: Range<usize>) {
        self.taken[tokens.clone()].fill(true);
        for at in tokens {
            if let Some(place) = self.covering(at) {
                self.list[place].used = true;
            }
        }
    }
}

/// Whether an adjective is that of a region or an origin by the word before it: "Latin American", "Asian-American".
fn is_of_region(scene: &Scene<'_>, at: usize, form: Form) -> bool {
    let before = match scene.before(at) {
        "-" => at.checked_sub(2).map_or("", |before| scene.lower(before)),
        before => before,
    };
    form == Form::Adjective
        && matches!(before, "latin" | "central" | "native" | "african" | "asian" | "north" | "south" | "pan")
        && matches!(scene.lower(at), "american" | "americans")
}

/// Whether the title of a US politician follows, so that what it stands behind is a state.
fn is_before_title(scene: &Scene<'_>, at: usize) -> bool {
    super::regions::office_of(scene.lower(at)).is_some()
        || scene.is_capital(at) && matches!(scene.lower(at), "senator" | "governor" | "republican" | "democrat")
}

/// Whether an article that names a country means the US state of the same name: one that speaks of several other states,
/// and of nothing in the country's neighbourhood. "Washington" and "New York" are spoken of everywhere.
fn is_about_states(scene: &Scene<'_>) -> bool {
    let mut states: Vec<String> = Vec::new();
    for at in (0..scene.len()).filter(|at| scene.shapes[*at] == Shape::Capital) {
        if matches!(
            scene.lower(at),
            "tbilisi" | "abkhazia" | "ossetia" | "caucasus" | "georgian" | "moldova" | "armenia"
        ) {
            return false;
        }
        let pair = scene.words_of(at..(at + 2).min(scene.len())).to_lowercase();
        let names = [scene.lower(at).to_owned(), pair];
        let other = |name: &&String| !matches!(name.as_str(), "georgia" | "washington" | "new york");
        let named = names.iter().filter(other).find(|name| regions::is_state(name));
        if let Some(name) = named.filter(|name| !states.contains(*name)) {
            states.push(name.clone());
        }
    }
    states.len() >= 3
}

pub(super) fn find(scene: &Scene<'_>) -> Places {
    let mut places = Places { list: Vec::new(), at: vec![0; scene.len()], taken: vec![false; scene.len()] };
    let mut states = None;
    for found in gazetteer::places(scene.text.text) {
        if found.name == "Georgia" && *states.get_or_insert_with(|| is_about_states(scene)) {
            continue;
        }
        let tokens = scene.text.tokens_in(found.span);
        if found.name == "Georgia" && is_before_title(scene, tokens.end) {
            continue;
        }
        let aligned = scene.text.span_of(tokens.clone()).is_some_and(|span| {
            span.start == found.span.start && (span.end == found.span.end || span.end == found.span.end + 1)
        });
        if !aligned || is_persons(scene, &tokens, found.form) || is_pronoun(scene, &tokens) {
            continue;
        }
        if is_of_longer(scene, &places, &tokens, found.kind, found.belongs) {
            continue;
        }
        places.at[tokens.clone()].fill(places.list.len() as u32 + 1);
        places.taken[tokens.clone()].fill(true);
        let used = is_of_region(scene, tokens.start, found.form);
        places.list.push(Place {
            tokens,
            name: found.name,
            kind: found.kind,
            form: found.form,
            belongs: found.belongs,
            used,
        });
    }
    places
}

/// Whether a word that could be a country is part of a person's name: "Jordan Brask", "Mara London".
fn is_persons(scene: &Scene<'_>, tokens: &Range<usize>, form: Form) -> bool {
    if tokens.len() != 1 || form == Form::Several {
        return false;
    }
    let at = tokens.start;
    // "Mark Chilean said": a nationality is a surname here.
    if form == Form::Adjective {
        return scene.is_odd_surname(at);
    }
    let name = |at: usize| {
        scene.shapes.get(at) == Some(&Shape::Capital) && {
            let classes = scene.words[at];
            !classes.has(Classes::NEVER) && !classes.has(Classes::HUMAN) && !classes.has(Classes::ORGANISATION)
        }
    };
    let sentence = scene.sentence(at);
    let given_before =
        at > sentence.start && name(at - 1) && scene.words[at - 1].has(Classes::GIVEN) && !scene.in_heading(at);
    let plain = at + 1 < sentence.end && name(at + 1) && !scene.words[at + 1].has(Classes::THING.with(Classes::PLACE));
    let given = scene.words[at].has(Classes::GIVEN)
        && plain
        && !scene.in_heading(at)
        && scene.words[at + 1].with(scene.bases[at + 1]).is_empty();
    given_before || given
}

/// Whether a known organisation's name is only the end of another's: "the Liberal Democratic Party", "the Chilean
/// Security Council".
fn is_of_longer(
    scene: &Scene<'_>,
    places: &Places,
    tokens: &Range<usize>,
    kind: ActorKind,
    belongs: Option<&'static str>,
) -> bool {
    let sentence = scene.sentence(tokens.start);
    let general = scene.words[tokens.end - 1].has(Classes::ORGANISATION) && tokens.len() > 1
        || matches!(scene.lower(tokens.start), "congress" | "senate" | "parliament");
    if kind != ActorKind::Organisation || !general || tokens.start == sentence.start || scene.in_heading(tokens.start) {
        return false;
    }
    let before = tokens.start - 1;
    let owner = if matches!(scene.lower(before), "'s" | "'") { before.saturating_sub(1) } else { before };
    // "The state Senate", "the Velmora House".
    if scene.lower(before) == "state" && tokens.len() == 1 || regions::is_state(scene.lower(before)) {
        return true;
    }
    // "The Chilean People's Congress".
    if owner < before && scene.lower(owner) == "people" {
        return true;
    }
    if let Some(place) = places.covering(owner) {
        let place = &places.list[place];
        // "Germany's Brandel Bank" is a bank of its own name; every country has a democratic party.
        let common = Classes::MODIFIER.with(Classes::ORGANISATION).with(Classes::BODY).with(Classes::THING);
        let plain = belongs.is_some() || tokens.clone().all(|at| scene.words[at].has(common));
        return place.kind == ActorKind::Country && place.form != Form::Several && belongs != Some(place.name) && plain;
    }
    let class = scene.words[before];
    let ranks = matches!(scene.lower(before), "former" | "ex" | "acting" | "deputy" | "senior" | "top" | "then");
    scene.is_capital(before) && before > sentence.start && class.has(Classes::MODIFIER) && !ranks
}

/// Whether "US" is the pronoun of a line in capitals: "JOIN US".
fn is_pronoun(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let at = tokens.start;
    tokens.len() == 1
        && scene.lower(at) == "us"
        && scene.shapes.get(at.wrapping_sub(1)) == Some(&Shape::Caps)
        && matches!(scene.before(at), "join" | "follow" | "tell" | "contact" | "let")
}

/// Makes the mentions of all finds that are not part of something longer.
pub(super) fn name(scene: &Scene<'_>, cast: &mut Cast, places: &Places) {
    for (number, place) in places.list.iter().enumerate().filter(|(_, place)| !place.used) {
        let mut tokens = place.tokens.clone();
        // "The U.S. Environmental Protection Agency" is the agency's name, the country's no more.
        let after = places.covering(tokens.end).map(|next| &places.list[next]);
        if place.kind == ActorKind::Country
            && after.is_some_and(|next| next.kind == ActorKind::Organisation && next.form == Form::Name)
        {
            continue;
        }
        if place.kind == ActorKind::Organisation
            && !scene.before(tokens.start).is_empty()
            && let Some(before) = tokens.start.checked_sub(1).and_then(|before| places.covering(before))
            && places.list[before].kind == ActorKind::Country
            && places.list[before].form != Form::Several
            && !places.list[before].used
        {
            tokens.start = places.list[before].tokens.start;
        }
        match place.form {
            Form::Several => {
                for member in place.name.split(',') {
                    let ix = cast.named(member, ActorKind::Country);
                    cast.mention(ix, tokens.clone(), How::Name);
                }
                continue;
            }
            Form::Seat if !acts(scene, places, &tokens) => continue,
            // "The West Harbour", "the West German side".
            Form::Seat if place.kind == ActorKind::Group && scene.is_capital(tokens.end) => continue,
            Form::Adjective if !is_people(scene, &tokens) => continue,
            _ => {}
        }
        let Some(ix) = places.actor(number, cast) else { continue };
        let all = scene.before(tokens.start) == "the" && scene.shapes.get(tokens.end) != Some(&Shape::Capital);
        if place.form == Form::Adjective && scene.is_plural(tokens.end - 1) && !all {
            // "Peruvians" are people of the country; "the Peruvians" who act are the country itself.
            let people = cast.named(scene.words_of(tokens.clone()), ActorKind::Group);
            cast.affiliate(people, ix);
            cast.mention(people, tokens, How::Name);
            continue;
        }
        cast.alias(ix, scene.words_of(tokens.clone()));
        cast.mention(ix, tokens, How::Name);
    }
    compass(scene, cast, places);
}

/// The countries that adjectives speak of, by token: "Chilean athletes".
pub(super) fn adjectives(cast: &mut Cast, places: &Places) -> Vec<(usize, MentionedIx)> {
    let adjectives = places.list.iter().enumerate().filter(|(_, place)| place.form == Form::Adjective);
    adjectives.filter_map(|(number, place)| Some((place.tokens.start, places.actor(number, cast)?))).collect()
}

/// "The North", "the South" and both at once in a text that names "North X" or "South X".
fn compass(scene: &Scene<'_>, cast: &mut Cast, places: &Places) {
    let mut names: [Option<&'static str>; 2] = [None, None];
    for place in places.list.iter().filter(|place| place.kind == ActorKind::Country) {
        for name in place.name.split(',').filter(|name| *name != "South Africa") {
            for (found, prefix) in names.iter_mut().zip(["North ", "South "]) {
                if found.is_none() && name.starts_with(prefix) {
                    *found = Some(name);
                }
            }
        }
    }
    if names == [None, None] {
        return;
    }
    let country = |at: usize| {
        let stands = scene.is_capital(at)
            && !places.taken[at]
            && scene.lower(at.wrapping_sub(1)) == "the"
            && !scene.is_capital(at + 1);
        match scene.lower(at) {
            "north" if stands => names[0],
            "south" if stands => names[1],
            _ => None,
        }
    };
    for at in 1..scene.len() {
        let Some(name) = country(at) else { continue };
        let ix = cast.named(name, ActorKind::Country);
        cast.mention(ix, at..at + 1, How::Name);
        // "The North and the South" are both, wherever one looks.
        if scene.lower(at + 1) == "and"
            && at + 3 < scene.len()
            && let Some(other) = country(at + 3)
        {
            let other = cast.named(other, ActorKind::Country);
            for ix in [ix, other] {
                cast.mention(ix, at..at + 4, How::Name);
            }
        }
    }
}

/// Whether an adjective stands for people: a plural demonym, or "the French" without a noun.
fn is_people(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let last = tokens.end - 1;
    if scene.is_plural(last) && !matches!(scene.lower(last), "swiss") {
        return true;
    }
    scene.lower(tokens.start.wrapping_sub(1)) == "the"
        && (matches!(scene.lower(tokens.end), "are" | "were" | "have" | "will" | "would" | "," | "." | "and" | "who")
            || scene.is_speech(tokens.end))
}

/// Whether a seat of government acts, and is not just where something happens.
fn acts(scene: &Scene<'_>, places: &Places, tokens: &Range<usize>) -> bool {
    let sentence = scene.sentence(tokens.start);
    let mut before = tokens.start;
    while before > sentence.start && matches!(scene.lower(before - 1), "the" | "central" | "downtown") {
        before -= 1;
    }
    // "Lima, a partner of Chile, refused", "Lima, however, agreed", but "LIMA, Jan 5 (Wire)".
    let last = scene.token(tokens.end - 1);
    let plain = scene.lower(tokens.end) == "," && scene.shapes.get(tokens.end + 1) == Some(&Shape::Small);
    let aside = matches!(scene.lower(tokens.end + 1), "however" | "meanwhile" | "too" | "for");
    if plain && (aside || last.relation == Relation::Nsubj && scene.is_speech(last.head)) {
        return true;
    }
    // "KYIV (…) —" and "PARIS —" say where an article was written.
    if before == sentence.start && matches!(scene.lower(tokens.end), "(" | "—" | "–" | "-" | "," | "/") {
        return false;
    }
    // "The Lima Convention", "the Lima talks".
    let next = scene.words.get(tokens.end).copied().unwrap_or_default();
    let named = scene.is_capital(tokens.end) && next.has(Classes::THING) && !next.has(Classes::HUMAN);
    if named
        || matches!(scene.lower(tokens.end), "agreement" | "agreements" | "accord" | "accords" | "talks" | "summit")
    {
        return false;
    }
    let after_comma = scene.lower(tokens.end) == ","
        && (places.covering(tokens.end + 1).is_some_and(|next| places.list[next].form == Form::Name)
            || scene.words.get(tokens.end + 1).is_some_and(|words| words.has(Classes::NEVER)));
    if after_comma {
        return false;
    }
    if before == sentence.start {
        return true;
    }
    let previous = before - 1;
    if scene.words[previous].has(Classes::STAY) || scene.bases[previous].has(Classes::STAY) {
        return false;
    }
    let moves = |at: usize| {
        matches!(
            scene.token(at).lemma.as_str(),
            "fly"
                | "travel"
                | "go"
                | "come"
                | "return"
                | "move"
                | "arrive"
                | "trip"
                | "visit"
                | "head"
                | "drive"
                | "route"
                | "flight"
                | "flew"
                | "journey"
                | "tour"
                | "rush"
                | "bring"
                | "bound"
                | "train"
                | "kilometer"
                | "mile"
                | "km"
        )
    };
    if matches!(scene.lower(previous), "to" | "from" | "for" | "of" | "into" | "through" | "toward" | "towards" | "via")
    {
        let window = previous.saturating_sub(3).max(sentence.start)..previous;
        let apart = window.clone().any(moves);
        let part = matches!(scene.lower(previous), "of")
            && window.into_iter().any(|at| {
                scene.words[at].has(Classes::PLACE)
                    || matches!(
                        scene.token(at).lemma.as_str(),
                        "capital"
                            | "street"
                            | "outskirt"
                            | "suburb"
                            | "mayor"
                            | "part"
                            | "centre"
                            | "center"
                            | "heart"
                            | "south"
                            | "north"
                            | "east"
                            | "west"
                            | "university"
                            | "battle"
                    )
            });
        return !(apart || part || matches!(scene.lower(previous), "into" | "through" | "via"));
    }
    true
}
