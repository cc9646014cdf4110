use std::collections::HashMap;
use std::ops::Range;

use super::Actors;
use super::scene::Scene;
use crate::language::lexicon::{self, Classes};
use crate::language::{Text, gazetteer, transliteration};
use crate::model::{ActorKind, Mentioned, MentionedIx};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// By name.
    Name,
    /// By a description: a role, a group noun, a body.
    Description,
    /// By a pronoun.
    Pronoun,
}

/// A place of the text that refers to an actor.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) tokens: Range<usize>,
    pub(super) ix: MentionedIx,
    pub(super) how: How,
}

/// An office or role: the noun, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Office {
    pub(super) noun: String,
    pub(super) of: Option<MentionedIx>,
}

/// What is known about an actor while reading.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) gender: Option<Gender>,
    pub(super) offices: Vec<Office>,
    /// Named mentions so far.
    pub(super) named: u32,
    /// Where it is first named.
    pub(super) first: Option<usize>,
    /// Offices that the person held before.
    pub(super) former: Vec<Office>,
    /// Parts of a country that the text gives to the person as senator, governor and the like, in lower case.
    pub(super) regions: Vec<String>,
    /// Words of the unknown owner whose office the person was taken to hold ("Velmora's").
    pub(super) stranger: Option<String>,
}

/// The actors of an article while it is read.
pub(super) struct Cast {
    pub(super) list: Vec<Mentioned>,
    pub(super) facts: Vec<Facts>,
    pub(super) mentions: Vec<Mention>,
    by_name: HashMap<(String, ActorKind), MentionedIx>,
    /// Persons by the key of their last name word.
    by_surname: HashMap<String, Vec<MentionedIx>>,
    /// Persons by the key of their first name word.
    by_given: HashMap<String, Vec<MentionedIx>>,
    /// Groups and bodies by whose they are and their noun.
    owned: HashMap<(MentionedIx, String, ActorKind), MentionedIx>,
    /// Which named mention starts at each token, and which ends before it, as its number and one.
    starts: Vec<u32>,
    ends: Vec<u32>,
    /// Whether each token is part of a mention.
    covered: Vec<bool>,
}

impl Cast {
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        Self {
            list: Vec::new(),
            facts: Vec::new(),
            mentions: Vec::new(),
            by_name: HashMap::new(),
            by_surname: HashMap::new(),
            by_given: HashMap::new(),
            owned: HashMap::new(),
            starts: vec![0; scene.len() + 1],
            ends: vec![0; scene.len() + 1],
            covered: vec![false; scene.len()],
        }
    }

    pub(super) fn actor(&self, ix: MentionedIx) -> &Mentioned {
        &self.list[ix.0 as usize]
    }

    pub(super) fn facts(&self, ix: MentionedIx) -> &Facts {
        &self.facts[ix.0 as usize]
    }

    pub(super) fn facts_mut(&mut self, ix: MentionedIx) -> &mut Facts {
        &mut self.facts[ix.0 as usize]
    }

    pub(super) fn kind(&self, ix: MentionedIx) -> ActorKind {
        self.actor(ix).kind
    }

    /// The actor of that name and kind, made where there is none.
    pub(super) fn named(&mut self, name: &str, kind: ActorKind) -> MentionedIx {
        if let Some(ix) = self.by_name.get(&(name.to_owned(), kind)) {
            return *ix;
        }
        let ix = MentionedIx(self.list.len() as u32);
        self.list.push(Mentioned {
            name: name.to_owned(),
            kind,
            aliases: Vec::new(),
            affiliation: None,
            mentions: Vec::new(),
        });
        self.facts.push(Facts::default());
        self.by_name.insert((name.to_owned(), kind), ix);
        ix
    }

    /// An actor that has a name already, without making one.
    pub(super) fn known(&self, name: &str, kind: ActorKind) -> Option<MentionedIx> {
        self.by_name.get(&(name.to_owned(), kind)).copied()
    }

    /// Lets a name lead to another actor from here on.
    pub(super) fn lead(&mut self, name: &str, kind: ActorKind, ix: MentionedIx) {
        self.by_name.insert((name.to_owned(), kind), ix);
    }

    /// A new person, found later by either end of the name.
    pub(super) fn person(&mut self, name: &str, given: Option<&str>, surname: &str) -> MentionedIx {
        let ix = self.named(name, ActorKind::Person);
        let surnames = self.by_surname.entry(transliteration::key(surname)).or_default();
        if !surnames.contains(&ix) {
            surnames.push(ix);
        }
        if let Some(given) = given {
            let givens = self.by_given.entry(transliteration::key(given)).or_default();
            if !givens.contains(&ix) {
                givens.push(ix);
            }
        }
        ix
    }

    /// Gives a person known by the surname its full name; the surname stays as an alias.
    pub(super) fn rename(&mut self, ix: MentionedIx, name: &str, given: Option<&str>) {
        let short = std::mem::replace(&mut self.list[ix.0 as usize].name, name.to_owned());
        self.by_name.insert((name.to_owned(), ActorKind::Person), ix);
        self.list[ix.0 as usize].aliases.retain(|alias| alias != name);
        self.alias(ix, &short);
        if let Some(given) = given {
            self.by_given.entry(transliteration::key(given)).or_default().push(ix);
        }
    }

    /// Whether a mention of the actor stands before a token.
    pub(super) fn first_before(&self, ix: MentionedIx, at: usize) -> bool {
        self.facts(ix).first.is_some_and(|first| first <= at)
    }

    pub(super) fn with_surname(&self, word: &str) -> &[MentionedIx] {
        self.by_surname.get(&transliteration::key(word)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn with_given(&self, word: &str) -> &[MentionedIx] {
        self.by_given.get(&transliteration::key(word)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn mention(&mut self, ix: MentionedIx, tokens: Range<usize>, how: How) {
        if how == How::Name {
            let facts = self.facts_mut(ix);
            facts.named += 1;
            facts.first = Some(facts.first.map_or(tokens.start, |first| first.min(tokens.start)));
        }
        if how != How::Pronoun {
            let number = self.mentions.len() as u32 + 1;
            self.starts[tokens.start] = number;
            self.ends[tokens.end] = number;
        }
        self.covered[tokens.clone()].fill(true);
        self.mentions.push(Mention { tokens, ix, how });
    }

    /// Whether a token is part of a mention found so far.
    pub(super) fn covers(&self, at: usize) -> bool {
        self.covered.get(at).copied().unwrap_or_default()
    }

    /// The mention by name or description that starts at a token.
    pub(super) fn starting(&self, at: usize) -> Option<&Mention> {
        let number = self.starts.get(at)?.checked_sub(1)?;
        self.mentions.get(number as usize)
    }

    /// The mention by name or description that ends before a token.
    pub(super) fn ending(&self, at: usize) -> Option<&Mention> {
        let number = self.ends.get(at)?.checked_sub(1)?;
        self.mentions.get(number as usize)
    }

    pub(super) fn alias(&mut self, ix: MentionedIx, alias: &str) {
        let actor = &mut self.list[ix.0 as usize];
        if actor.name != alias && !actor.aliases.iter().any(|known| known == alias) {
            actor.aliases.push(alias.to_owned());
        }
    }

    /// The group or body of that noun that belongs to `owner`.
    pub(super) fn owned(&self, owner: MentionedIx, noun: &str, kind: ActorKind) -> Option<MentionedIx> {
        self.owned.get(&(owner, noun.to_owned(), kind)).copied()
    }

    /// The one body of that owner whose words end in the noun.
    pub(super) fn only_owned(&self, owner: MentionedIx, noun: &str, kind: ActorKind) -> Option<MentionedIx> {
        let ends = |words: &str| words.strip_suffix(noun).is_some_and(|before| before.ends_with(' '));
        let fits = |(of, words, what): &&(MentionedIx, String, ActorKind)| *of == owner && *what == kind && ends(words);
        let mut found = self.owned.keys().filter(fits);
        let (first, second) = (found.next(), found.next());
        first.filter(|_| second.is_none()).and_then(|key| self.owned.get(key)).copied()
    }

    /// Notes whose a group or body is.
    pub(super) fn own(&mut self, owner: MentionedIx, noun: &str, kind: ActorKind, ix: MentionedIx) {
        self.owned.insert((owner, noun.to_owned(), kind), ix);
    }

    /// Notes an affiliation where none is known yet; nobody belongs to themselves, nor a country to anything.
    pub(super) fn affiliate(&mut self, ix: MentionedIx, to: MentionedIx) {
        let to = match self.kind(to) {
            ActorKind::Person => match self.actor(to).affiliation {
                Some(affiliation) => affiliation,
                None => return,
            },
            _ => to,
        };
        let circle = self.actor(to).affiliation == Some(ix);
        let actor = &mut self.list[ix.0 as usize];
        if actor.affiliation.is_none() && to != ix && !circle && actor.kind != ActorKind::Country {
            actor.affiliation = Some(to);
        }
    }

    /// Notes an office of a person, and whom it is of.
    pub(super) fn office(&mut self, ix: MentionedIx, noun: &str, of: Option<MentionedIx>) {
        add_once(&mut self.facts_mut(ix).offices, noun, of);
        if let Some(of) = of {
            self.affiliate(ix, of);
        }
    }

    /// Notes an office that a person held before, and to whom they belong by it.
    pub(super) fn former_office(&mut self, ix: MentionedIx, noun: &str, of: Option<MentionedIx>) {
        add_once(&mut self.facts_mut(ix).former, noun, of);
        if let Some(of) = of {
            self.affiliate(ix, of);
        }
    }

    /// Notes whose relative a person is. Relatives belong to nobody.
    pub(super) fn kin(&mut self, ix: MentionedIx, noun: &str, of: Option<MentionedIx>) {
        add_once(&mut self.facts_mut(ix).offices, noun, of);
    }

    /// The actor whose own text this is.
    pub(super) fn author(&mut self, author: &str) -> Option<MentionedIx> {
        let author = author.trim();
        if author.is_empty() {
            return None;
        }
        for kind in [ActorKind::Person, ActorKind::Country, ActorKind::Organisation] {
            if let Some(ix) = self.known(author, kind) {
                return Some(ix);
            }
        }
        let place = gazetteer::places(author).into_iter().find(|place| place.span.len() == author.len());
        if let Some(place) = place {
            return Some(self.named(place.name, place.kind));
        }
        let words: Vec<&str> = author.split_whitespace().collect();
        let (first, last) = (words.first()?, words.last()?);
        if words.len() > 1
            && let [ix] = self.with_surname(last)
            && transliteration::same_given(first, self.actor(*ix).name.split(' ').next().unwrap_or_default())
        {
            return Some(*ix);
        }
        let organisation = words.iter().any(|word| lexicon::classes(&word.to_lowercase()).has(Classes::ORGANISATION));
        if organisation {
            return Some(self.named(author, ActorKind::Organisation));
        }
        Some(self.person(author, (words.len() > 1).then_some(*first), last))
    }

    /// The finished list, with the mentions of each actor in order of the text.
    pub(super) fn finish(mut self, text: &Text<'_>) -> Actors {
        let mut mentions: Vec<_> = self
            .mentions
            .iter()
            .filter_map(|mention| {
                let span = text.span_of(mention.tokens.clone())?;
                (span.len() <= super::LONGEST as usize).then_some((span, mention.ix))
            })
            .collect();
        mentions.sort_unstable();
        mentions.dedup();
        // Of two mentions that start together, the longer one is what the words are about: "Chile's envoy".
        mentions.sort_by_key(|(span, ix)| (span.start, std::cmp::Reverse(span.end), *ix));
        // Numbered by first mention; whoever no place refers to any more is nobody's actor.
        let mut number: Vec<Option<u32>> = vec![None; self.list.len()];
        let mut order = Vec::new();
        let affiliated: Vec<MentionedIx> = mentions.iter().filter_map(|(_, ix)| self.actor(*ix).affiliation).collect();
        for ix in mentions.iter().map(|(_, ix)| *ix).chain(affiliated) {
            if number[ix.0 as usize].is_none() {
                number[ix.0 as usize] = Some(order.len() as u32);
                order.push(ix);
                // An organisation's own country comes with it.
                let mut above = self.actor(ix).affiliation;
                while let Some(next) = above.filter(|next| number[next.0 as usize].is_none()) {
                    number[next.0 as usize] = Some(order.len() as u32);
                    order.push(next);
                    above = self.actor(next).affiliation;
                }
            }
        }
        let renumbered = |ix: MentionedIx| number[ix.0 as usize].map(MentionedIx);
        let mut list = Vec::with_capacity(order.len());
        for ix in &order {
            let blank = Mentioned {
                name: String::new(),
                kind: ActorKind::Person,
                aliases: Vec::new(),
                affiliation: None,
                mentions: Vec::new(),
            };
            let mut actor = std::mem::replace(&mut self.list[ix.0 as usize], blank);
            actor.aliases.sort();
            actor.affiliation = actor.affiliation.and_then(renumbered);
            list.push(actor);
        }
        let mentions: Vec<_> = mentions.into_iter().filter_map(|(span, ix)| Some((span, renumbered(ix)?))).collect();
        let mut actors = Actors { list, mentions };
        for (span, ix) in &actors.mentions {
            actors.list[ix.0 as usize].mentions.push(*span);
        }
        actors
    }
}

/// Notes an office that is not there yet.
fn add_once(offices: &mut Vec<Office>, noun: &str, of: Option<MentionedIx>) {
    let office = Office { noun: noun.to_owned(), of };
    if !offices.contains(&office) {
        offices.push(office);
    }
}
