//! Merging (milestone).
