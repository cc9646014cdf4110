//! Joins the actors of single articles into those of a run or a project. Comes in: readings, one after the other or all
//! of a run at once. Goes out: for each local actor the id it has everywhere. Never here: files, and never a change to
//! an id once given.
//!
//! Names join over articles, and so do groups that mean the same wherever they are spoken of ("European leaders").
//! Whoever an article describes without a name ("a senior aide", "officials") is that article's alone.

use std::collections::BTreeMap;

use super::names::{compatible, is_acronym, is_every_states, is_proper, surnames, without_particles, words};
use crate::language::lemma;
use crate::language::lexicon::{self, Classes};
use crate::model::{Actor, ActorId, ActorKind, ArticleId, Mentioned, MentionedIx, Reading};

/// Everybody met so far. Ids are given in the order of meeting and never change, so that codings find their actor.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    actors: BTreeMap<ActorId, Actor>,
    /// Kind and normalised name or alias -> who bears it. Several bearers make a name useless for linking.
    bearers: BTreeMap<(ActorKind, String), Vec<ActorId>>,
    /// How often each was mentioned in this run: of a family, whom a bare surname rather means.
    mentions: BTreeMap<ActorId, usize>,
}

impl Roster {
    /// Nobody.
    pub fn new() -> Self {
        Self::default()
    }

    /// A roster of actors known from before, such as a project's.
    pub fn from_actors(actors: impl IntoIterator<Item = Actor>) -> Self {
        let mut roster = Self::new();
        for actor in actors {
            roster.index(&actor);
            roster.actors.insert(actor.id.clone(), actor);
        }
        roster
    }

    /// All actors, by id.
    pub fn actors(&self) -> &BTreeMap<ActorId, Actor> {
        &self.actors
    }

    /// Finds or makes the actor of each local one of an article's reading, in the same order.
    pub fn link(&mut self, article: ArticleId, reading: &Reading) -> Vec<ActorId> {
        self.link_all(&[(article, reading)]).pop().unwrap_or_default()
    }

    /// Links the readings of a run. Whoever has a full name anywhere is met before bare surnames are, so that the order
    /// of the articles does not decide whom a surname finds; then those who are called after a person ("Olvend's team").
    pub fn link_all(&mut self, readings: &[(ArticleId, &Reading)]) -> Vec<Vec<ActorId>> {
        let mut ids: Vec<Vec<Option<ActorId>>> =
            readings.iter().map(|(_, reading)| vec![None; reading.actors.len()]).collect();
        for turn in [Turn::Name, Turn::Surname, Turn::Owned] {
            for ((article, reading), ids) in readings.iter().zip(&mut ids) {
                for (at, local) in reading.actors.iter().enumerate() {
                    let owner = reading.actors.iter().position(|other| owns(other, local));
                    if Turn::of(local, owner) == turn {
                        let owner = owner.and_then(|owner| ids[owner].clone());
                        ids[at] = Some(self.link_one(*article, local, reading, owner));
                    }
                }
                self.affiliate(reading, ids);
            }
        }
        ids.into_iter().map(|ids| ids.into_iter().flatten().collect()).collect()
    }

    fn affiliate(&mut self, reading: &Reading, ids: &[Option<ActorId>]) {
        for (local, id) in reading.actors.iter().zip(ids) {
            let above = local.affiliation.and_then(|MentionedIx(ix)| ids.get(ix as usize)?.clone());
            let actor = id.as_ref().and_then(|id| self.actors.get_mut(id));
            if let (Some(above), Some(actor)) = (above, actor)
                && actor.affiliation.is_none()
                && above != actor.id
            {
                actor.affiliation = Some(above);
            }
        }
    }

    /// `owner` is the person after whom the local actor is called, where it is called after one.
    fn link_one(
        &mut self,
        article: ArticleId,
        local: &Mentioned,
        reading: &Reading,
        owner: Option<ActorId>,
    ) -> ActorId {
        let full = owner.and_then(|owner| Some(owned(local, &self.actors.get(&owner)?.name)));
        let local = full.as_ref().unwrap_or(local);
        let id = match if is_shared(local) { self.known(local, reading) } else { Known::Unclear } {
            Known::As(id) => {
                self.extend(&id, local);
                id
            }
            Known::Nobody => self.add(self.fresh_id(&local.name), local, true),
            Known::Unclear => {
                let id = self.own_id(article, local);
                if self.actors.contains_key(&id) { id } else { self.add(id, local, false) }
            }
        };
        *self.mentions.entry(id.clone()).or_default() += local.mentions.len();
        id
    }

    /// Adds an actor. Only one that other articles may speak of is found by its names.
    fn add(&mut self, id: ActorId, local: &Mentioned, shared: bool) -> ActorId {
        let actor = Actor {
            id: id.clone(),
            name: local.name.clone(),
            kind: local.kind,
            aliases: local.aliases.clone(),
            affiliation: None,
        };
        if shared {
            self.index(&actor);
        }
        self.actors.insert(id.clone(), actor);
        id
    }

    /// The one actor of the same kind that the local one can be: by name; a person by surname and a given name that
    /// agrees; a bare surname where one bearer stands out.
    fn known(&self, local: &Mentioned, reading: &Reading) -> Known {
        let bearers = |name: String| self.bearers.get(&(local.kind, name)).map_or(&[] as &[ActorId], Vec::as_slice);
        if !is_named_person(local) {
            return match bearers(words(&local.name)) {
                [id] => Known::As(id.clone()),
                many => {
                    let acronyms = local.aliases.iter().filter(|alias| is_acronym(alias));
                    let by_acronym = acronyms.map(|alias| bearers(words(alias))).find(|found| found.len() == 1);
                    match (by_acronym, many) {
                        (Some(found), _) => Known::As(found[0].clone()),
                        (None, []) => Known::Nobody,
                        (None, many) => self.outstanding(many.to_vec()),
                    }
                }
            };
        }
        let mut fits: Vec<&ActorId> = Vec::new();
        for key in surnames(&local.name) {
            for id in bearers(key) {
                if self.actors.get(id).is_some_and(|actor| compatible(&actor.name, &local.name)) && !fits.contains(&id)
                {
                    fits.push(id);
                }
            }
        }
        // Whoever was a bare surname so far may be anybody of the family: a full name prefers a full name.
        if fits.len() > 1 && !is_bare(local) {
            fits.retain(|id| self.actors.get(*id).is_some_and(|actor| actor.name.contains(' ')));
        }
        match fits.as_slice() {
            [] => return Known::Nobody,
            [id] => return Known::As((*id).clone()),
            _ => {}
        }
        let land = local.affiliation.and_then(|ix| reading.actor(ix)).map(|above| words(&above.name));
        let same_land = |id: &&&ActorId| {
            let above = self.actors.get(**id).and_then(|actor| actor.affiliation.as_ref());
            land.is_some() && above.and_then(|above| self.actors.get(above)).map(|above| words(&above.name)) == land
        };
        if let [id] = fits.iter().filter(same_land).collect::<Vec<_>>().as_slice() {
            return Known::As((**id).clone());
        }
        self.outstanding(fits.into_iter().cloned().collect())
    }

    /// Of several bearers of a name, the one of whom far more is said than of any other.
    fn outstanding(&self, mut bearers: Vec<ActorId>) -> Known {
        let count = |id: &ActorId| self.mentions.get(id).copied().unwrap_or_default();
        bearers.sort_by_key(|id| std::cmp::Reverse(count(id)));
        match bearers.as_slice() {
            [first, second, ..] if count(first) >= 4 * count(second).max(1) => Known::As(first.clone()),
            _ => Known::Unclear,
        }
    }

    fn extend(&mut self, id: &ActorId, local: &Mentioned) {
        let Some(actor) = self.actors.get_mut(id) else { return };
        for name in std::iter::once(&local.name).chain(&local.aliases) {
            if *name != actor.name && !actor.aliases.contains(name) {
                actor.aliases.push(name.clone());
            }
        }
        // The fuller name of the same person is the better heading; ids stay.
        if local.kind == ActorKind::Person
            && !actor.name.contains(' ')
            && local.name.contains(' ')
            && let Some(at) = actor.aliases.iter().position(|alias| *alias == local.name)
        {
            actor.aliases[at] = std::mem::replace(&mut actor.name, local.name.clone());
        }
        actor.aliases.sort();
        let actor = actor.clone();
        self.index(&actor);
    }

    fn index(&mut self, actor: &Actor) {
        let mut keys: Vec<String> = Vec::new();
        if actor.kind == ActorKind::Person && is_proper(&actor.name) {
            keys.extend(surnames(&actor.name));
        } else {
            // "The officials" is said of anybody's officials.
            keys.push(words(&actor.name));
            keys.extend(actor.aliases.iter().filter(|alias| is_acronym(alias)).map(|alias| words(alias)));
        }
        for key in keys.into_iter().filter(|key| !key.is_empty()) {
            let bearers = self.bearers.entry((actor.kind, key)).or_default();
            if !bearers.contains(&actor.id) {
                bearers.push(actor.id.clone());
            }
        }
    }

    fn fresh_id(&self, name: &str) -> ActorId {
        let slug = slug(name);
        if !self.actors.contains_key(&ActorId(slug.clone())) {
            return ActorId(slug);
        }
        let numbered = (2..).map(|n| ActorId(format!("{slug}-{n}")));
        numbered.into_iter().find(|id| !self.actors.contains_key(id)).unwrap_or(ActorId(slug))
    }

    /// The id of one whom only this article speaks of: the same whenever the article is linked again.
    fn own_id(&self, article: ArticleId, local: &Mentioned) -> ActorId {
        let (slug, article) = (slug(&local.name), article.to_string());
        let own = |n: u32| if n == 1 { slug.clone() } else { format!("{slug}-{n}") };
        let free =
            |id: &ActorId| self.actors.get(id).is_none_or(|actor| actor.kind == local.kind && actor.name == local.name);
        let ids = (1..).map(|n| ActorId::of_article(&own(n), &article));
        ids.into_iter().find(free).unwrap_or_else(|| ActorId::of_article(&slug, &article))
    }
}

/// When an actor is linked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// By its name.
    Name,
    /// A person by the surname alone.
    Surname,
    /// By the name of a person whose it is.
    Owned,
}

impl Turn {
    fn of(local: &Mentioned, owner: Option<usize>) -> Self {
        match owner {
            Some(_) => Self::Owned,
            None if is_bare(local) => Self::Surname,
            None => Self::Name,
        }
    }
}

/// Whether an actor is called after that person: "Mara Olvend’s team".
fn owns(person: &Mentioned, local: &Mentioned) -> bool {
    is_named_person(person) && local.name.strip_prefix(&person.name).is_some_and(|rest| rest.starts_with("’s "))
}

/// The local actor, called after its owner by the name that the owner has everywhere.
fn owned(local: &Mentioned, owner: &str) -> Mentioned {
    let rest = local.name.split_once("’s ").map_or("", |(_, rest)| rest);
    let mut aliases = local.aliases.clone();
    aliases.push(local.name.clone());
    Mentioned { name: format!("{owner}’s {rest}"), aliases, ..local.clone() }
}

/// Whom a name leads to.
enum Known {
    As(ActorId),
    Nobody,
    /// Several bear it and nothing tells which of them is meant; or nobody could share it.
    Unclear,
}

fn slug(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    if words.is_empty() { "actor".to_owned() } else { words.join("-") }
}

/// Whether other articles can speak of the same one by this name: a person's name; any other name with a capital, such
/// as that of an organisation, or of a group that is told by whose it is ("Chilean officials").
fn is_shared(local: &Mentioned) -> bool {
    match local.kind {
        ActorKind::Person => is_proper(&local.name),
        ActorKind::Country => true,
        ActorKind::Organisation | ActorKind::Group => {
            // Every report is another.
            let phrase = local.name.split(' ').take_while(|word| !matches!(*word, "of" | "on" | "for" | "in" | "from"));
            let head = phrase.last().map(|head| lemma(&head.to_lowercase())).unwrap_or_default();
            let capital =
                |word: &str| word.starts_with(char::is_uppercase) || lexicon::classes(word).has(Classes::CAPITAL);
            !lexicon::classes(&head).has(Classes::DOCUMENT)
                && local.name.split([' ', '-']).any(capital)
                && !is_every_states(&local.name)
        }
    }
}

/// A person of whom the article has the surname alone, as "Olvend", "Olvend-Brask" or "von der Olvend".
fn is_bare(local: &Mentioned) -> bool {
    is_named_person(local) && !without_particles(&local.name).contains(' ')
}

fn is_named_person(local: &Mentioned) -> bool {
    local.kind == ActorKind::Person && is_proper(&local.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Mentioned {
        Mentioned {
            name: name.to_owned(),
            kind: ActorKind::Person,
            aliases: vec![],
            affiliation: None,
            mentions: vec![crate::model::Span::new(0, 1)],
        }
    }

    /// Links an article of its own.
    fn link(roster: &mut Roster, actors: Vec<Mentioned>) -> Vec<ActorId> {
        let article = ArticleId::of_text(&roster.mentions.values().sum::<usize>().to_string());
        roster.link(article, &Reading { actors, ..Reading::default() })
    }

    fn all(readings: &[&Reading]) -> Vec<(ArticleId, Reading)> {
        let texts = (0..).map(|number: u32| ArticleId::of_text(&number.to_string()));
        texts.zip(readings.iter().map(|reading| (*reading).clone())).collect()
    }

    fn link_all(roster: &mut Roster, readings: &[&Reading]) -> Vec<Vec<ActorId>> {
        let readings = all(readings);
        let readings: Vec<_> = readings.iter().map(|(article, reading)| (*article, reading)).collect();
        roster.link_all(&readings)
    }

    #[test]
    fn a_surname_and_a_transliteration_find_the_same_person_across_articles() {
        let mut roster = Roster::new();
        let first = link(&mut roster, vec![person("Oleh Varenskiy")]);
        assert_eq!(link(&mut roster, vec![person("Varenskyy")]), first);
        assert_eq!(link(&mut roster, vec![person("Oleh Varensky")]), first);
        assert_eq!(roster.actors().len(), 1);
    }

    #[test]
    fn two_people_of_one_surname_stay_two_and_the_bare_surname_is_neither() {
        let mut roster = Roster::new();
        let mira = link(&mut roster, vec![person("Mira Tolland")]);
        let jon = link(&mut roster, vec![person("Jon Tolland")]);
        assert_ne!(mira, jon);
        let bare = link(&mut roster, vec![person("Tolland")]);
        assert!(bare != mira && bare != jon);
    }

    #[test]
    fn the_fuller_name_becomes_the_heading_and_the_id_stays() {
        let mut roster = Roster::new();
        let id = link(&mut roster, vec![person("Hadrane")]).remove(0);
        link(&mut roster, vec![person("Sela Hadrane")]);
        assert_eq!(roster.actors()[&id].name, "Sela Hadrane");
    }

    fn reading(actors: Vec<Mentioned>) -> Reading {
        Reading { actors, ..Reading::default() }
    }

    #[test]
    fn a_bare_surname_finds_its_owner_whatever_the_order_of_the_articles() {
        let (bare, full) = (reading(vec![person("Olvend")]), reading(vec![person("Mara Olvend")]));
        for order in [[&bare, &full], [&full, &bare]] {
            let mut roster = Roster::new();
            let ids = link_all(&mut roster, &order);
            assert_eq!(ids[0], ids[1]);
            assert_eq!(roster.actors().len(), 1);
        }
    }

    #[test]
    fn of_a_family_a_bare_surname_is_the_one_of_the_same_country() {
        let chile = Mentioned { kind: ActorKind::Country, ..person("Chile") };
        let of_chile = |name: &str| Mentioned { affiliation: Some(MentionedIx(1)), ..person(name) };
        let mut roster = Roster::new();
        let readings = [
            &reading(vec![of_chile("Mara Olvend"), chile.clone()]),
            &reading(vec![person("Irina Olvend")]),
            &reading(vec![of_chile("Olvend"), chile]),
        ];
        let ids = link_all(&mut roster, &readings);
        assert_eq!(ids[2][0], ids[0][0]);
        assert_ne!(ids[1][0], ids[0][0]);
    }

    #[test]
    fn a_junior_and_a_described_person_are_no_bearers_of_the_surname() {
        let mut roster = Roster::new();
        let senior = link(&mut roster, vec![person("Tom Orsk")]);
        assert_ne!(link(&mut roster, vec![person("Tom Orsk Jr.")]), senior);
        assert_ne!(link(&mut roster, vec![person("friend of Mr. Orsk")]), senior);
        assert_eq!(link(&mut roster, vec![person("Orsk")]), senior);
    }

    #[test]
    fn groups_are_joined_by_their_words_however_the_country_is_spelt() {
        let group = |name: &str| Mentioned { kind: ActorKind::Group, ..person(name) };
        let mut roster = Roster::new();
        let first = link(&mut roster, vec![group("U.S. officials")]);
        assert_eq!(link(&mut roster, vec![group("American officials")]), first);
        assert_ne!(link(&mut roster, vec![group("Chilean officials")]), first);
    }

    #[test]
    fn an_organisation_is_itself_in_whatever_order_its_words_stand() {
        let body = |name: &str| Mentioned { kind: ActorKind::Organisation, ..person(name) };
        let mut roster = Roster::new();
        let first = link(&mut roster, vec![body("Chilean Ministry of Defense")]);
        for name in ["Chile’s defence ministry", "Ministry of Defence of Chile", "Chilean Defence Ministry"] {
            assert_eq!(link(&mut roster, vec![body(name)]), first, "{name}");
        }
        assert_ne!(link(&mut roster, vec![body("Peruvian Ministry of Defense")]), first);
        let whose = link(&mut roster, vec![body("Ministry of Defence")]);
        assert_ne!(link(&mut roster, vec![body("Ministry of Defence")]), whose, "every state has one");
    }

    #[test]
    fn a_surname_of_two_words_finds_its_owner() {
        let mut roster = Roster::new();
        let first = link(&mut roster, vec![person("Mara Olvend-Brask")]);
        assert_eq!(link(&mut roster, vec![person("Olvend-Brask")]), first);
        assert_ne!(link(&mut roster, vec![person("Tom Olvend-Brask")]), first);
        let second = link(&mut roster, vec![person("Ursel van der Brandel")]);
        assert_eq!(link(&mut roster, vec![person("Van der Brandel")]), second);
    }

    #[test]
    fn unnamed_sources_are_each_articles_own_and_stay_the_same_when_it_is_linked_again() {
        let of = |kind, name: &str| Mentioned { kind, ..person(name) };
        let unnamed = [
            of(ActorKind::Person, "senior Chilean official"),
            of(ActorKind::Group, "officials"),
            of(ActorKind::Organisation, "report"),
            of(ActorKind::Organisation, "Chilean report on rivers"),
        ];
        for local in unnamed {
            let mut roster = Roster::new();
            let first = link(&mut roster, vec![local.clone()]);
            assert_ne!(link(&mut roster, vec![local.clone()]), first, "{}", local.name);
            let (article, reading) = (ArticleId::of_text("0"), reading(vec![local]));
            assert_eq!(roster.link(article, &reading), first, "the article's own");
            assert_eq!(roster.actors().len(), 2);
        }
    }

    #[test]
    fn a_surname_of_several_is_no_new_person_each_time_that_its_article_is_linked() {
        let mut roster = Roster::new();
        link(&mut roster, vec![person("Mira Tolland")]);
        link(&mut roster, vec![person("Jon Tolland")]);
        let (article, bare) = (ArticleId::of_text("bare"), reading(vec![person("Tolland")]));
        let first = roster.link(article, &bare);
        assert_eq!(roster.link(article, &bare), first);
        assert_eq!(roster.actors().len(), 3);
    }

    #[test]
    fn another_name_of_a_group_joins_nobody_elses() {
        let aliased = |name: &str, alias: &str| Mentioned {
            kind: ActorKind::Group,
            aliases: vec![alias.to_owned()],
            ..person(name)
        };
        let mut roster = Roster::new();
        let first = link(&mut roster, vec![aliased("Chilean officials", "the Officials")]);
        assert_ne!(link(&mut roster, vec![aliased("The Officials", "officials")]), first);
    }

    #[test]
    fn family_names_that_stand_first_are_surnames() {
        let mut roster = Roster::new();
        let first = link(&mut roster, vec![person("Kim Dae-sung")]);
        assert_eq!(link(&mut roster, vec![person("Kim Dae Sung")]), first);
        assert_eq!(link(&mut roster, vec![person("Kim")]), first);
    }
}
