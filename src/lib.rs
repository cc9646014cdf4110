//! Stance Explorer reads news articles and answers one question with evidence: who takes which stance on which issue?
//!
//! ```text
//! files, folders, clipboard ──ingest──▶ Article ──reading──▶ Reading ──┐
//!                                        (text)   mentions, quotations, │
//!                                                 suggestions           ▼
//!                           coder's edits ────────────────────────▶ Project ──▶ findings ──▶ app (window)
//!                                                         (store: one SQLite file)  matrix,   export, cli
//!                                                                                   agreement
//! ```
//!
//! The rooms, in the order of that flow; a room uses only rooms above it. `app` and `cli` are used by nobody.
//! Domain rooms know neither egui nor rfd; only `ingest`, `store`, `export` and `cli` touch files
//! (`tests/rules.rs` holds all of that against the code).

pub mod model;

pub mod ingest;
pub mod language;
pub mod reading;

pub mod project;

pub mod export;
pub mod findings;

pub mod app;
pub mod cli;
