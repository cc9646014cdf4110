//! Plain data that every room shares: articles, spans, actors, issues, quotations, statements, codings.
//!
//! Comes in: nothing. Goes out: types. Never here: files, threads, egui, or any judgement.

mod actor;
mod article;
mod coding;
mod issue;
mod quotation;
mod reading;
mod span;
mod statement;

pub use actor::{Actor, ActorId, ActorKind, name_keys};
pub use article::{Article, ArticleId, Problem};
pub use coding::{CellCoding, CoderName, Layer, StatementCoding, Verdict};
pub use issue::{Catalogue, Issue, IssueId};
pub use quotation::{Quotation, QuotationKind};
pub use reading::{Mentioned, MentionedIx, Reading, Suggestion};
pub use span::{CharOffsets, Span};
pub use statement::{Basis, Origin, Stance, Statement, StatementId};
