//! Stance Explorer reads news articles and answers one question with evidence: who takes which stance on which issue?
//!
//! ```text
//! files, folders, clipboard ──ingest──▶ Article ──reading──▶ Reading ──┐
//!                                        (text)   mentions, quotations, │
//!                                                 suggestions           ▼
//!                           coder's edits ────────────────────────▶ Project ──▶ findings ──▶ export, app (window)
//! ```
//!
//! `analyze` of the command line goes from articles to readings and prints them; `evaluate` holds readings against
//! articles that people coded, and coders against each other.
//!
//! Reading uses `language` (sentences, tokens, tags, trees, lexicons); what is learnt in either is a linear model of
//! `learn`, whose weights `train` makes from corpora (only the command line asks it to). One thing is more: the encoder of
//! the thorough engine (`reading::stances::encoder`), which `examples/encoder.py` learns.
//!
//! The rooms stand in the order of that flow; a room uses only rooms above it. Domain rooms know neither egui nor rfd;
//! only `ingest`, `store`, `export` and `cli` touch files. The store keeps a project in one SQLite file as it changes.

pub mod model;

pub mod ingest;

pub mod learn;

pub mod language;
pub mod reading;

pub mod train;

pub mod project;
pub mod store;

pub mod findings;

pub mod export;

pub mod evaluate;

pub mod cli;

pub mod app;
