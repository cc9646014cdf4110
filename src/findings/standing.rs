use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::model::{ActorId, ArticleId, IssueId, Statement, StatementId};
use crate::project::Project;

/// What stands in a project's articles: its statements and whose its quotations are, in order and by actor.
///
/// Kept from one revision to the next: only articles that an edit or a reading touched are derived anew, the rest is
/// shared.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    actors: Numbered<ActorId>,
    issues: Numbered<IssueId>,
    parts: BTreeMap<ArticleId, Part>,
    /// The articles that are in, in order of loading.
    articles: Vec<ArticleId>,
    /// Each article's statements among all.
    ranges: BTreeMap<ArticleId, Range<usize>>,
    statements: Vec<Arc<Statement>>,
    keys: Vec<Key>,
    /// Places in `statements`, by number of actor.
    by_actor: Vec<Vec<u32>>,
    /// Article and index of the quotation, by number of actor.
    quoted: Vec<Vec<(ArticleId, u32)>>,
    /// Counts the changes, and when which actor's statements last changed, by number of actor.
    changes: u64,
    changed: Vec<u64>,
}

/// Whose a statement is, on what and where, as numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub issue: u32,
    /// Place in [`Standing::articles`].
    pub article: u32,
}

#[derive(Clone, Debug)]
struct Part {
    /// [`Project::touched`] when it was derived.
    touched: u64,
    /// [`Project::taught`] when it was derived.
    taught: u64,
    statements: Vec<(u32, u32, Arc<Statement>)>,
    /// Number of the speaker and index of the quotation.
    quotations: Vec<(u32, u32)>,
}

/// Gives each value a number, the same one ever after.
#[derive(Clone, Debug)]
pub(super) struct Numbered<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Numbered<T> {
    fn number(&mut self, value: &T) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = self.values.len() as u32;
        self.values.push(value.clone());
        self.numbers.insert(value.clone(), number);
        number
    }

    /// The values, by number.
    pub fn values(&self) -> &[T] {
        &self.values
    }
}

impl Standing {
    /// What stands in the project now.
    pub fn new(project: &Project) -> Self {
        let mut standing = Self::default();
        standing.update(project);
        standing
    }

    /// Follows the project to its present revision.
    pub fn update(&mut self, project: &Project) {
        self.update_some(project, usize::MAX);
    }

    /// Follows the project: what an edit or a reading touched at once, and of the articles that a decision taught
    /// something about so many; `true` while more of these are left.
    pub fn update_some(&mut self, project: &Project, taught: usize) -> bool {
        let part = |id: ArticleId| self.parts.get(&id);
        let current = |id: ArticleId| part(id).is_some_and(|part| part.touched == project.touched(id));
        let mut stale: BTreeSet<ArticleId> =
            project.articles().map(|article| article.id).filter(|id| !current(*id)).collect();
        let behind = |id: &ArticleId| part(*id).is_some_and(|part| part.taught != project.taught());
        let behind: Vec<ArticleId> = project.articles().map(|article| article.id).filter(behind).collect();
        stale.extend(behind.iter().take(taught));
        self.follow(project, &stale);
        behind.len() > taught
    }

    fn follow(&mut self, project: &Project, stale: &BTreeSet<ArticleId>) {
        let same_articles = project.articles().map(|article| article.id).eq(self.articles.iter().copied());
        if stale.is_empty() && same_articles {
            return;
        }
        self.changes += 1;
        // Most decisions change a statement and leave the rest where it stands.
        let mut same_places = same_articles;
        if !same_articles {
            // Which articles came or went is not told.
            self.changed.fill(self.changes);
        }
        for (id, statements) in project.statements_of(|id| stale.contains(&id)) {
            let statements = self.numbered(id, statements);
            let reading = project.reading(id).map(Arc::as_ref);
            let quotations: Vec<(u32, u32)> = reading
                .into_iter()
                .flat_map(|reading| reading.quotations.iter().enumerate())
                .flat_map(|(at, quotation)| quotation.speakers.iter().map(move |speaker| (*speaker, at as u32)))
                .filter_map(|(local, at)| Some((self.actors.number(&project.actor_of(id, local)?.id), at)))
                .collect();
            self.changed.resize(self.actors.values.len(), self.changes);
            same_places = same_places && self.put(id, &statements, &quotations);
            let (touched, taught) = (project.touched(id), project.taught());
            self.parts.insert(id, Part { touched, taught, statements, quotations });
        }
        if !same_places {
            self.join(project);
        }
    }

    /// Gives statements their numbers, shares those that stay as they were, and notes whose changed.
    fn numbered(&mut self, id: ArticleId, statements: Vec<Statement>) -> Vec<(u32, u32, Arc<Statement>)> {
        let before = self.parts.get(&id).map_or(&[][..], |part| part.statements.as_slice());
        let mut changed: Vec<u32> = before.iter().skip(statements.len()).map(|(actor, ..)| *actor).collect();
        let mut numbered = Vec::with_capacity(statements.len());
        for (at, one) in statements.into_iter().enumerate() {
            match before.get(at) {
                Some((actor, issue, known)) if **known == one => numbered.push((*actor, *issue, Arc::clone(known))),
                other => {
                    changed.extend(other.map(|(actor, ..)| *actor));
                    let actor = self.actors.number(&one.actor);
                    changed.push(actor);
                    numbered.push((actor, self.issues.number(&one.issue), Arc::new(one)));
                }
            }
        }
        self.changed.resize(self.actors.values.len(), self.changes);
        for actor in changed {
            self.changed[actor as usize] = self.changes;
        }
        numbered
    }

    /// Puts an article's statements in the places of its former ones; `false` where they do not fit there.
    fn put(&mut self, id: ArticleId, statements: &[(u32, u32, Arc<Statement>)], quotations: &[(u32, u32)]) -> bool {
        let (Some(part), Some(range)) = (self.parts.get(&id), self.ranges.get(&id)) else { return false };
        let actors = |of: &[(u32, u32, Arc<Statement>)]| of.iter().map(|(actor, ..)| *actor).collect::<Vec<_>>();
        if actors(&part.statements) != actors(statements) || part.quotations != quotations {
            return false;
        }
        for (at, (_, issue, statement)) in range.clone().zip(statements) {
            self.statements[at] = Arc::clone(statement);
            self.keys[at].issue = *issue;
        }
        true
    }

    fn join(&mut self, project: &Project) {
        self.articles.clear();
        self.ranges.clear();
        self.statements.clear();
        self.keys.clear();
        self.by_actor.iter_mut().for_each(Vec::clear);
        self.by_actor.resize(self.actors.values.len(), Vec::new());
        self.quoted.iter_mut().for_each(Vec::clear);
        self.quoted.resize(self.actors.values.len(), Vec::new());
        for id in project.articles().map(|article| article.id) {
            let article = self.articles.len() as u32;
            let first = self.statements.len();
            self.articles.push(id);
            let Some(part) = self.parts.get(&id) else { continue };
            for (actor, issue, statement) in &part.statements {
                self.by_actor[*actor as usize].push(self.statements.len() as u32);
                self.statements.push(Arc::clone(statement));
                self.keys.push(Key { issue: *issue, article });
            }
            for (speaker, quotation) in &part.quotations {
                self.quoted[*speaker as usize].push((id, *quotation));
            }
            self.ranges.insert(id, first..self.statements.len());
        }
    }

    /// All statements, rejected ones included, by article in order of loading, then by place in the text.
    pub fn iter(&self) -> std::slice::Iter<'_, Arc<Statement>> {
        self.statements.iter()
    }

    /// How many statements there are, rejected ones included.
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// An article's statements.
    pub fn of_article(&self, id: ArticleId) -> &[Arc<Statement>] {
        self.ranges.get(&id).and_then(|range| self.statements.get(range.clone())).unwrap_or_default()
    }

    /// An actor's statements.
    pub fn of_actor(&self, id: &ActorId) -> impl DoubleEndedIterator<Item = &Arc<Statement>> {
        let number = self.actors.numbers.get(id).map(|number| *number as usize);
        let places = number.and_then(|number| self.by_actor.get(number)).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|at| self.statements.get(*at as usize))
    }

    /// An actor's quotations: article and index in its reading.
    pub fn quoted(&self, id: &ActorId) -> &[(ArticleId, u32)] {
        let number = self.actors.numbers.get(id).map(|number| *number as usize);
        number.and_then(|number| self.quoted.get(number)).map_or(&[], Vec::as_slice)
    }

    /// The statement of that id in an article.
    pub fn get(&self, article: ArticleId, id: &StatementId) -> Option<&Arc<Statement>> {
        self.of_article(article).iter().find(|statement| statement.id == *id)
    }

    /// The articles that are in, in order of loading.
    pub(super) fn articles(&self) -> &[ArticleId] {
        &self.articles
    }

    /// Counts the changes.
    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    /// The actors whose statements changed since the count was that.
    pub(super) fn changed_since(&self, changes: u64) -> impl Iterator<Item = &ActorId> {
        self.actors.values.iter().zip(&self.changed).filter(move |(_, at)| **at > changes).map(|(id, _)| id)
    }

    /// An actor's statements, each with the number of its issue and the place of its article.
    pub(super) fn keyed_of(&self, id: &ActorId) -> impl Iterator<Item = (u32, u32, &Arc<Statement>)> {
        let places = self.number(id).map_or(&[][..], |number| self.places_of(number));
        places.iter().map(|at| self.at(*at)).map(|(key, one)| (key.issue, key.article, one))
    }

    /// The number of an actor that ever said anything.
    pub(super) fn number(&self, id: &ActorId) -> Option<u32> {
        self.actors.numbers.get(id).copied()
    }

    /// The places of an actor's statements, by number of actor.
    pub(super) fn places_of(&self, number: u32) -> &[u32] {
        self.by_actor.get(number as usize).map_or(&[], Vec::as_slice)
    }

    /// The statement at a place, with its numbers.
    pub(super) fn at(&self, place: u32) -> (Key, &Arc<Statement>) {
        (self.keys[place as usize], &self.statements[place as usize])
    }

    /// The actors by number.
    pub(super) fn actors(&self) -> &[ActorId] {
        self.actors.values()
    }

    /// The issues by number.
    pub(super) fn issues(&self) -> &[IssueId] {
        self.issues.values()
    }
}

#[cfg(test)]
impl Standing {
    /// Statements by themselves, each in an article of its own.
    pub(super) fn of(statements: impl IntoIterator<Item = Statement>) -> Self {
        let mut standing = Self::default();
        for one in statements {
            let (actor, issue) = (standing.actors.number(&one.actor), standing.issues.number(&one.issue));
            standing.by_actor.resize(standing.actors.values.len(), Vec::new());
            standing.by_actor[actor as usize].push(standing.statements.len() as u32);
            standing.keys.push(Key { issue, article: standing.statements.len() as u32 });
            standing.statements.push(Arc::new(one));
        }
        standing
    }
}

impl<'a> IntoIterator for &'a Standing {
    type Item = &'a Arc<Statement>;
    type IntoIter = std::slice::Iter<'a, Arc<Statement>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
