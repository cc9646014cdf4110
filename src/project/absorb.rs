//! Two people's projects of the same articles as one: every conflict listed, no decision lost.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Actor, ActorId, Article, ArticleId, Catalogue, Issue, IssueId, Layer, Reading};
use crate::project::{Edit, Project};

/// What another project brings.
#[derive(Clone, Debug)]
pub struct Absorbed {
    /// Articles that were not there, with their readings.
    pub articles: Vec<(Article, Option<Arc<Reading>>)>,
    /// The edit that brings its decisions in, once the articles are there, and lists the conflicts.
    pub edit: Edit,
    /// Where the two say different things about one thing.
    pub conflicts: usize,
    /// How many decisions come in.
    pub decisions: usize,
}

/// Two projects that say different things about one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// About what ("ida on Merz, ceasefire").
    pub about: String,
    /// What is here and stays.
    pub here: String,
    /// What the other one says.
    pub there: String,
    /// Where the other's word is kept.
    pub kept: String,
}

impl Project {
    /// Compares another project of the same articles with this one. `name` is what the other is called.
    ///
    /// What one coder decided twice differently is kept under both: the other's copy becomes a coder of its own, named
    /// after the coder and the file, so that it can be compared and adjudicated as any other coder's.
    pub fn absorb(&self, other: &Self, name: &str) -> Absorbed {
        let articles = other
            .stored_articles()
            .iter()
            .filter(|article| self.article(article.id).is_none())
            .map(|article| (article.clone(), other.reading(article.id).cloned()))
            .collect();
        let mut merge = Merge {
            here: self,
            there: other,
            name,
            actors: BTreeMap::new(),
            edits: Vec::new(),
            conflicts: Vec::new(),
            decisions: 0,
        };
        merge.catalogue();
        merge.actors();
        merge.codings();
        merge.rest();
        let conflicts = merge.conflicts.len();
        if conflicts > 0 {
            // Those of an earlier merge that nobody has closed yet stay listed.
            merge.edits.push(Edit::Conflicts([self.conflicts(), &merge.conflicts].concat()));
        }
        Absorbed { articles, edit: Edit::All(merge.edits), conflicts, decisions: merge.decisions }
    }
}

struct Merge<'a> {
    here: &'a Project,
    there: &'a Project,
    name: &'a str,
    /// The actor here for each actor there.
    actors: BTreeMap<ActorId, ActorId>,
    edits: Vec<Edit>,
    conflicts: Vec<Conflict>,
    decisions: usize,
}

impl Merge<'_> {
    /// Issues that are not here come in; terms are joined; another proposition is kept beside, hidden.
    fn catalogue(&mut self) {
        let (here, there) = (self.here.catalogue(), self.there.catalogue());
        let mut joined: Catalogue = here.clone();
        for issue in &there.issues {
            let id = here.resolve(&issue.id);
            let Some(mine) = joined.issues.iter_mut().find(|mine| mine.id == id) else {
                joined.issues.push(issue.clone());
                continue;
            };
            for (mine, theirs) in [
                (&mut mine.terms, &issue.terms),
                (&mut mine.opposite_terms, &issue.opposite_terms),
                (&mut mine.other_terms, &issue.other_terms),
            ] {
                let new: Vec<String> = theirs.iter().filter(|term| !mine.contains(term)).cloned().collect();
                mine.extend(new);
            }
            let new: Vec<IssueId> =
                issue.merged.iter().filter(|id| !mine.merged.contains(id) && here.get(id).is_none()).cloned().collect();
            mine.merged.extend(new);
            if (&mine.name, &mine.proposition) != (&issue.name, &issue.proposition) {
                let kept = format!("{}~{}", issue.id, self.name);
                self.conflicts.push(Conflict {
                    about: format!("issue {}", issue.id),
                    here: format!("{}: {}", mine.name, mine.proposition),
                    there: format!("{}: {}", issue.name, issue.proposition),
                    kept: format!("the hidden issue {kept}"),
                });
                let beside = Issue {
                    id: IssueId(kept),
                    hidden: true,
                    terms: Vec::new(),
                    opposite_terms: Vec::new(),
                    other_terms: Vec::new(),
                    merged: Vec::new(),
                    ..issue.clone()
                };
                if joined.get(&beside.id).is_none() {
                    joined.issues.push(beside);
                }
            }
        }
        if joined != *here {
            self.edits.push(Edit::Catalogue(joined));
        }
    }

    /// Finds each actor's counterpart by id and name, else by name and kind alone; makes those that are not here.
    fn actors(&mut self) {
        let known: Vec<Actor> =
            self.there.roster().actors().values().chain(self.there.actor_codings().values()).cloned().collect();
        let mut made: BTreeMap<ActorId, Actor> = BTreeMap::new();
        for actor in &known {
            if self.actors.contains_key(&actor.id) {
                continue;
            }
            let id = match self.counterpart(actor) {
                Some(id) => id,
                None => {
                    let mut new = self.here.new_actor(&actor.name, actor.kind);
                    while made.contains_key(&new.id) {
                        new.id.0.push_str("~2");
                    }
                    new.aliases.clone_from(&actor.aliases);
                    made.insert(new.id.clone(), new.clone());
                    new.id
                }
            };
            self.actors.insert(actor.id.clone(), id);
        }
        let used = self.used_actors();
        for (id, mut actor) in made {
            if !used.contains(&id) {
                continue;
            }
            let theirs =
                self.actors.iter().find(|(_, here)| **here == id).and_then(|(there, _)| self.there.actor(there));
            actor.affiliation = theirs
                .and_then(|theirs| theirs.affiliation.as_ref())
                .and_then(|id| self.actors.get(id))
                .filter(|id| self.here.actor(id).is_some())
                .cloned();
            self.edits.push(Edit::Actor(id, Some(actor)));
        }
        for (id, theirs) in self.there.actor_codings() {
            let Some(here) = self.actors.get(id).and_then(|id| self.here.actor(id)) else { continue };
            let differs = here.name != theirs.name || here.kind != theirs.kind;
            let mut joined = here.clone();
            joined.aliases.extend(std::iter::once(&theirs.name).chain(&theirs.aliases).cloned());
            joined.aliases.retain(|alias| *alias != here.name);
            joined.aliases.sort();
            joined.aliases.dedup();
            if !self.here.actor_codings().contains_key(&here.id) {
                // Nobody here had said anything about this actor: the other's word is taken.
                joined.name.clone_from(&theirs.name);
                joined.kind = theirs.kind;
                joined.aliases.push(here.name.clone());
                joined.aliases.retain(|alias| *alias != theirs.name);
                joined.aliases.sort();
                joined.aliases.dedup();
            } else if differs {
                self.conflicts.push(Conflict {
                    about: format!("actor {}", here.name),
                    here: format!("{} ({})", here.name, here.kind),
                    there: format!("{} ({})", theirs.name, theirs.kind),
                    kept: "the name is an alias".to_owned(),
                });
            }
            if joined != *here {
                self.edits.push(Edit::Actor(here.id.clone(), Some(joined)));
            }
        }
    }

    /// The actors here that what comes in speaks of.
    fn used_actors(&self) -> std::collections::BTreeSet<ActorId> {
        let there = self.there;
        let mut used: Vec<&ActorId> = there.merged().iter().flat_map(|(from, into)| [from, into]).collect();
        used.extend(there.placed().values().flat_map(BTreeMap::values));
        used.extend(there.dismissed());
        used.extend(there.actor_codings().keys());
        for codings in there.layers().values() {
            used.extend(codings.cells.keys().map(|(actor, _)| actor));
            for coding in codings.statements.values() {
                used.push(&coding.statement.actor);
                used.extend(&coding.statement.reported_by);
                used.extend(coding.suggested.iter().map(|suggested| &suggested.actor));
            }
        }
        used.into_iter().filter_map(|id| self.actors.get(id)).cloned().collect()
    }

    fn counterpart(&self, actor: &Actor) -> Option<ActorId> {
        let alike = |mine: &Actor| {
            let shared = |a: &Actor, b: &Actor| a.name == b.name || a.aliases.contains(&b.name);
            mine.kind == actor.kind && (shared(mine, actor) || shared(actor, mine))
        };
        if self.here.actor(&actor.id).is_some_and(alike) {
            return Some(actor.id.clone());
        }
        let mut found = self.here.actors().filter(|mine| mine.name == actor.name && mine.kind == actor.kind);
        match (found.next(), found.next()) {
            (Some(only), None) => Some(only.id.clone()),
            _ => None,
        }
    }

    fn actor(&self, there: &ActorId) -> ActorId {
        self.actors.get(there).unwrap_or(there).clone()
    }

    fn codings(&mut self) {
        for (layer, codings) in self.there.layers() {
            let beside = match layer {
                Layer::Coder(coder) => Layer::Coder(format!("{coder} ({})", self.name)),
                Layer::Final => Layer::Coder(format!("final coding ({})", self.name)),
            };
            let mine = self.here.layers().get(layer);
            for (id, coding) in &codings.statements {
                let mut coding = coding.as_ref().clone();
                coding.statement.actor = self.actor(&coding.statement.actor);
                coding.statement.reported_by = coding.statement.reported_by.as_ref().map(|id| self.actor(id));
                if let Some(suggested) = &mut coding.suggested {
                    suggested.actor = self.actors.get(&suggested.actor).unwrap_or(&suggested.actor).clone();
                    suggested.reported_by =
                        suggested.reported_by.as_ref().map(|id| self.actors.get(id).unwrap_or(id).clone());
                }
                let known = mine.and_then(|mine| mine.statements.get(id));
                if known.is_some_and(|known| same_decision(known, &coding)) {
                    continue;
                }
                self.decisions += 1;
                let to = match known {
                    None => layer.clone(),
                    Some(known) => {
                        let words = |coding: &crate::model::StatementCoding| {
                            let statement = &coding.statement;
                            match coding.verdict {
                                crate::model::Verdict::Rejected => "rejected".to_owned(),
                                crate::model::Verdict::Accepted => {
                                    format!("{}, {}, {}", statement.actor, statement.issue, statement.stance)
                                }
                            }
                        };
                        self.conflicts.push(Conflict {
                            about: format!("{layer} on a statement of {}", known.statement.actor),
                            here: words(known),
                            there: words(&coding),
                            kept: format!("the coder “{beside}”"),
                        });
                        beside.clone()
                    }
                };
                self.edits.push(Edit::Statement(to, id.clone(), Some(Box::new(coding))));
            }
            for ((actor, issue), coding) in &codings.cells {
                let mut coding = coding.as_ref().clone();
                coding.actor = self.actor(actor);
                let known = mine.and_then(|mine| mine.cells.get(&(coding.actor.clone(), issue.clone())));
                if known.is_some_and(|known| (known.stance, &known.note) == (coding.stance, &coding.note)) {
                    continue;
                }
                self.decisions += 1;
                let to = match known {
                    None => layer.clone(),
                    Some(known) => {
                        let words = |stance: Option<crate::model::Stance>| {
                            stance.map_or("no stance".to_owned(), |stance| stance.to_string())
                        };
                        self.conflicts.push(Conflict {
                            about: format!("{layer} on the cell {}, {issue}", coding.actor),
                            here: words(known.stance),
                            there: words(coding.stance),
                            kept: format!("the coder “{beside}”"),
                        });
                        beside.clone()
                    }
                };
                self.edits.push(Edit::Cell(to, coding.actor.clone(), issue.clone(), Some(coding)));
            }
        }
    }

    fn rest(&mut self) {
        let (here, there) = (self.here, self.there);
        for (from, into) in there.merged() {
            let (from, into) = (self.actor(from), self.actor(into));
            match here.merged().get(&from) {
                _ if from == into || here.resolve(&from) == here.resolve(&into) => {}
                None if here.resolve(&into) != &from => self.edits.push(Edit::Merge(from, Some(into))),
                standing => self.conflicts.push(Conflict {
                    about: format!("who {from} is"),
                    here: standing.map_or_else(|| from.to_string(), ToString::to_string),
                    there: into.to_string(),
                    kept: "this list alone".to_owned(),
                }),
            }
        }
        for (article, places) in there.placed() {
            for (at, actor) in places {
                let actor = self.actor(actor);
                match here.placed().get(article).and_then(|places| places.get(at)) {
                    None => self.edits.push(Edit::Place(*article, *at, Some(actor))),
                    Some(standing) if *standing == actor => {}
                    Some(standing) => self.conflicts.push(Conflict {
                        about: format!("who is mentioned in article {article} at {}", at.start),
                        here: standing.to_string(),
                        there: actor.to_string(),
                        kept: "this list alone".to_owned(),
                    }),
                }
            }
        }
        for id in there.dismissed() {
            let id = self.actor(id);
            if !here.dismissed().contains(&id) {
                self.edits.push(Edit::Dismiss(id, true));
            }
        }
        for (a, b) in there.distinct() {
            let (a, b) = (self.actor(a), self.actor(b));
            let pair = if a < b { (a, b) } else { (b, a) };
            if pair.0 != pair.1 && !here.distinct().contains(&pair) {
                self.edits.push(Edit::Distinct(pair.0, pair.1, true));
            }
        }
        self.articles();
        for (id, theirs) in there.actor_notes() {
            let id = self.actor(id);
            let about = || format!("the note on {id}");
            if let Some(note) = joined(&mut self.conflicts, here.actor_note(&id), theirs, about) {
                self.edits.push(Edit::ActorNote(id.clone(), note));
            }
        }
    }

    fn articles(&mut self) {
        let (here, there) = (self.here, self.there);
        for article in there.stored_articles() {
            let id: ArticleId = article.id;
            if there.is_excluded(id) && !here.is_excluded(id) {
                if here.article(id).is_none() {
                    self.edits.push(Edit::Exclude(id, true));
                } else {
                    self.conflicts.push(Conflict {
                        about: format!("article “{}”", article.title),
                        here: "in".to_owned(),
                        there: "taken out".to_owned(),
                        kept: "this list alone".to_owned(),
                    });
                }
            }
            let about = || format!("the note on “{}”", article.title);
            let (mine, theirs) = (here.article_note(id), there.article_note(id));
            if let Some(note) = joined(&mut self.conflicts, mine, theirs, about) {
                self.edits.push(Edit::ArticleNote(id, note));
            }
        }
    }
}

/// Two notes on one thing as one; `None` where the other adds nothing.
fn joined(conflicts: &mut Vec<Conflict>, mine: &str, theirs: &str, about: impl Fn() -> String) -> Option<String> {
    if theirs.is_empty() || mine == theirs {
        return None;
    }
    if mine.is_empty() {
        return Some(theirs.to_owned());
    }
    conflicts.push(Conflict {
        about: about(),
        here: mine.to_owned(),
        there: theirs.to_owned(),
        kept: "both, one below the other".to_owned(),
    });
    Some(format!("{mine}\n{theirs}"))
}

/// Whether two decisions say the same, whenever they were made.
fn same_decision(a: &crate::model::StatementCoding, b: &crate::model::StatementCoding) -> bool {
    let note = |coding: &crate::model::StatementCoding| match &coding.statement.origin {
        crate::model::Origin::Coded { note, .. } => note.clone(),
        crate::model::Origin::Suggested { .. } => String::new(),
    };
    let (one, other) = (&a.statement, &b.statement);
    a.verdict == b.verdict
        && note(a) == note(b)
        && (&one.actor, &one.issue, one.stance, one.basis, &one.evidence)
            == (&other.actor, &other.issue, other.stance, other.basis, &other.evidence)
}
