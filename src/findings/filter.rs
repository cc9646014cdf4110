use std::collections::BTreeSet;

use crate::model::{Actor, ActorId, ActorKind, Article, ArticleId, Basis, Statement};
use crate::project::Project;

/// Which statements count. The default counts all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these articles; empty for all.
    pub articles: BTreeSet<ArticleId>,
    /// Only these outlets; empty for all.
    pub outlets: BTreeSet<String>,
    /// First day that counts. Articles without a date are left out where a day is set.
    pub from: Option<jiff::civil::Date>,
    /// Last day that counts.
    pub to: Option<jiff::civil::Date>,
    /// Only actors of these kinds; empty for all.
    pub kinds: BTreeSet<ActorKind>,
    /// Only actors that belong to these, and these themselves; empty for all.
    pub affiliations: BTreeSet<ActorId>,
    /// Only statements on these grounds; empty for all.
    pub bases: BTreeSet<Basis>,
    /// `Some(true)`: only what a person coded; `Some(false)`: only suggestions.
    pub coded: Option<bool>,
    /// Only statements at least this sure, in per cent.
    pub sure: u8,
    /// Only actors whose name or alias contains this, in any case.
    pub search: String,
}

/// One part of a filter, so that it can be told and cleared by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter)]
pub enum Part {
    /// [`Filter::kinds`].
    Kinds,
    /// [`Filter::search`].
    Search,
    /// [`Filter::affiliations`].
    Affiliations,
    /// [`Filter::from`] and [`Filter::to`].
    Days,
    /// [`Filter::outlets`].
    Outlets,
    /// [`Filter::articles`].
    Articles,
    /// [`Filter::bases`].
    Bases,
    /// [`Filter::coded`].
    Coded,
    /// [`Filter::sure`].
    Sure,
}

impl Filter {
    /// Whether a statement counts.
    pub fn lets(&self, project: &Project, statement: &Statement) -> bool {
        self.lets_itself(statement)
            && project.article(statement.article).is_some_and(|article| self.lets_article(article))
            && project.actor(&statement.actor).is_some_and(|actor| self.lets_actor(actor))
    }

    /// Whether a statement counts as far as its own ground, confidence and coder go.
    pub fn lets_itself(&self, statement: &Statement) -> bool {
        (self.bases.is_empty() || self.bases.contains(&statement.basis))
            && self.coded.is_none_or(|coded| statement.origin.is_coded() == coded)
            && statement.confidence * 100.0 >= f32::from(self.sure) - 0.001
    }

    /// Whether the statements of an article count.
    pub fn lets_article(&self, article: &Article) -> bool {
        (self.articles.is_empty() || self.articles.contains(&article.id))
            && (self.outlets.is_empty() || self.outlets.contains(&article.outlet))
            && self.from.is_none_or(|from| article.date.is_some_and(|date| date >= from))
            && self.to.is_none_or(|to| article.date.is_some_and(|date| date <= to))
    }

    /// Whether the statements of an actor count.
    pub fn lets_actor(&self, actor: &Actor) -> bool {
        let wanted = self.search.trim().to_lowercase();
        (self.kinds.is_empty() || self.kinds.contains(&actor.kind))
            && (self.affiliations.is_empty()
                || self.affiliations.contains(&actor.id)
                || actor.affiliation.as_ref().is_some_and(|belongs| self.affiliations.contains(belongs)))
            && (wanted.is_empty()
                || std::iter::once(&actor.name).chain(&actor.aliases).any(|name| name.to_lowercase().contains(&wanted)))
    }

    /// Lets everything through as far as that part goes.
    pub fn clear(&mut self, part: Part) {
        let all = Self::default();
        match part {
            Part::Kinds => self.kinds = all.kinds,
            Part::Search => self.search = all.search,
            Part::Affiliations => self.affiliations = all.affiliations,
            Part::Days => (self.from, self.to) = (None, None),
            Part::Outlets => self.outlets = all.outlets,
            Part::Articles => self.articles = all.articles,
            Part::Bases => self.bases = all.bases,
            Part::Coded => self.coded = None,
            Part::Sure => self.sure = 0,
        }
    }

    /// The parts that hold something back, in words that follow on "Statements": "of persons", "Reuters only".
    pub fn words(&self, project: &Project) -> Vec<(Part, String)> {
        let word = |part: Part| match part {
            Part::Kinds if !self.kinds.is_empty() => Some(format!("of {}", listed(self.kinds.iter().map(plural)))),
            Part::Search if !self.search.trim().is_empty() => Some(format!("of actors like “{}”", self.search.trim())),
            Part::Affiliations if !self.affiliations.is_empty() => {
                let name = |id: &ActorId| project.actor(id).map_or_else(|| id.to_string(), |actor| actor.name.clone());
                Some(format!("of those who belong to {}", listed(self.affiliations.iter().map(name))))
            }
            Part::Days => days(self.from, self.to),
            Part::Outlets if !self.outlets.is_empty() => Some(format!("{} only", listed(self.outlets.iter()))),
            Part::Articles if !self.articles.is_empty() => {
                let count = self.articles.len();
                Some(format!("in {count} chosen article{}", if count == 1 { "" } else { "s" }))
            }
            Part::Bases if !self.bases.is_empty() => Some(format!("{} only", listed(self.bases.iter()))),
            Part::Coded => {
                self.coded.map(|coded| if coded { "coded by a person" } else { "suggested only" }.to_owned())
            }
            Part::Sure if self.sure > 0 => Some(format!("at least {} % sure", self.sure)),
            _ => None,
        };
        <Part as strum::IntoEnumIterator>::iter().filter_map(|part| Some((part, word(part)?))).collect()
    }
}

fn plural(kind: &ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "persons",
        ActorKind::Organisation => "organisations",
        ActorKind::Country => "countries",
        ActorKind::Group => "groups",
    }
}

fn listed<T: std::fmt::Display>(words: impl Iterator<Item = T>) -> String {
    let words: Vec<String> = words.map(|word| word.to_string()).collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] if first.len() < 4 => format!("{} and {last}", first.join(", ")),
        many => format!("{}, {} and {} more", many[0], many[1], many.len() - 2),
    }
}

/// A stretch of days in words: a whole month or year by its name.
fn days(from: Option<jiff::civil::Date>, to: Option<jiff::civil::Date>) -> Option<String> {
    match (from, to) {
        (None, None) => None,
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(to)) => Some(format!("to {to}")),
        (Some(from), Some(to)) if from == to => Some(format!("on {from}")),
        (Some(from), Some(to)) if from.day() == 1 && to == from.last_of_month() => {
            Some(from.strftime("%b %Y").to_string())
        }
        (Some(from), Some(to)) if from == from.first_of_year() && to == from.last_of_year() => {
            Some(from.year().to_string())
        }
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_filter_is_told_in_words_and_cleared_piece_by_piece() {
        let project = Project::default();
        let mut filter = Filter {
            kinds: [ActorKind::Person].into(),
            from: Some(date(2025, 8, 1)),
            to: Some(date(2025, 8, 31)),
            outlets: ["Reuters".to_owned()].into(),
            sure: 60,
            ..Filter::default()
        };
        let words: Vec<String> = filter.words(&project).into_iter().map(|(_, word)| word).collect();
        assert_eq!(words, ["of persons", "Aug 2025", "Reuters only", "at least 60 % sure"]);
        for (part, _) in filter.words(&project) {
            filter.clear(part);
        }
        assert_eq!(filter, Filter::default());
    }

    #[test]
    fn days_are_told_as_people_say_them() {
        let told = |from, to| days(from, to).unwrap_or_default();
        assert_eq!(told(Some(date(2024, 1, 1)), Some(date(2024, 12, 31))), "2024");
        assert_eq!(told(Some(date(2024, 2, 1)), Some(date(2024, 2, 29))), "Feb 2024");
        assert_eq!(told(None, Some(date(2024, 2, 3))), "to 2024-02-03");
        assert_eq!(told(Some(date(2024, 2, 3)), Some(date(2024, 2, 3))), "on 2024-02-03");
    }
}
