//! What an earlier reconcileContact kept.
