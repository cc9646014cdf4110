pub mod quotations;
