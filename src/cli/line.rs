//! What `analyze` prints of an article: spans in code points, actors by the ids of the run.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{
    ActorKind, Article, Basis, CharOffsets, IssueId, MentionedIx, Problem, Quotation, QuotationKind, Reading, Span,
    Stance,
};

/// Spans as code points.
type Chars = Vec<[u32; 2]>;

/// A line of JSON.
#[derive(Debug, Serialize)]
pub(super) struct Line<'a> {
    id: &'a str,
    path: Option<Cow<'a, str>>,
    title: &'a str,
    date: Option<Date>,
    outlet: &'a str,
    text: &'a str,
    actors: Vec<Actor<'a>>,
    quotations: Vec<Quoted<'a>>,
    statements: Vec<Statement<'a>>,
    problems: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct Actor<'a> {
    id: &'a str,
    name: &'a str,
    kind: ActorKind,
    aliases: &'a [String],
    affiliation: Option<&'a str>,
    mentions: Chars,
}

#[derive(Debug, Serialize)]
struct Quoted<'a> {
    kind: QuotationKind,
    spans: Chars,
    cue: Chars,
    source_spans: Chars,
    speaker: Option<&'a str>,
    speakers: Vec<&'a str>,
    why_speaker: &'a str,
    confidence: f32,
    /// Those within; one within has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    inner: Option<Vec<Self>>,
}

#[derive(Debug, Serialize)]
struct Statement<'a> {
    actor: Option<&'a str>,
    issue: &'a IssueId,
    stance: Stance,
    basis: Basis,
    reported_by: Option<&'a str>,
    confidence: f32,
    evidence: Chars,
    rationale: Chars,
    condition: Chars,
    quotation: Option<u32>,
}

impl<'a> Line<'a> {
    /// Of an article as it was read; `ids` are those of the reading's actors.
    pub(super) fn new(article: &'a Article, reading: &'a Reading, ids: &'a [String], problems: &'a [Problem]) -> Self {
        let offsets = CharOffsets::new(&article.text);
        let chars = |spans: &[Span]| spans.iter().map(|span| offsets.in_chars(*span)).collect::<Chars>();
        let id = |ix: MentionedIx| ids.get(ix.0 as usize).map(String::as_str);
        let quoted = |one: &'a Quotation| Quoted {
            kind: one.kind,
            spans: chars(&one.spans),
            cue: chars(&one.cue),
            source_spans: chars(&one.source_spans),
            speaker: one.speakers.first().copied().and_then(id),
            speakers: one.speakers.iter().copied().filter_map(id).collect(),
            why_speaker: &one.why_speaker,
            confidence: one.confidence,
            inner: None,
        };
        let actors = ids.iter().zip(&reading.actors).map(|(own, actor)| Actor {
            id: own,
            name: &actor.name,
            kind: actor.kind,
            aliases: &actor.aliases,
            affiliation: actor.affiliation.and_then(id),
            mentions: chars(&actor.mentions),
        });
        let statements = reading.statements.iter().map(|one| Statement {
            actor: id(one.actor),
            issue: &one.issue,
            stance: one.stance,
            basis: one.basis,
            reported_by: one.reported_by.and_then(id),
            confidence: one.confidence,
            evidence: chars(&one.evidence),
            rationale: chars(&one.rationale),
            condition: chars(&one.condition),
            quotation: one.quotation,
        });
        let outer = |one: &'a Quotation| Quoted { inner: Some(one.inner.iter().map(quoted).collect()), ..quoted(one) };
        Self {
            id: &article.key,
            path: article.path.as_ref().map(|path| path.to_string_lossy()),
            title: &article.title,
            date: article.date,
            outlet: &article.outlet,
            text: &article.text,
            actors: actors.collect(),
            quotations: reading.quotations.iter().map(outer).collect(),
            statements: statements.collect(),
            problems: problems.iter().map(|problem| problem.reason.as_str()).collect(),
        }
    }
}
