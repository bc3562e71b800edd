//! What every request shares.

use std::sync::Arc;

use crate::{
    admin::{faults::Faults, request_log::RequestLog},
    cli::Options,
    rate_limit::RateLimit,
    settings::Settings,
    site_id::SiteId,
    store::Store,
};

/// The running server; clones share it.
#[derive(Clone)]
pub struct App {
    pub store: Store,
    pub options: Arc<Options>,
    pub faults: Arc<Faults>,
    pub request_log: Arc<RequestLog>,
    pub rate_limit: Arc<RateLimit>,
    pub site_id: Arc<SiteId>,
}

impl App {
    pub fn new(options: Options, store: Store) -> Self {
        Self {
            store,
            rate_limit: Arc::new(RateLimit::new(options.rate_limit)),
            options: Arc::new(options),
            faults: Arc::default(),
            request_log: Arc::default(),
            site_id: Arc::default(),
        }
    }

    pub fn settings(&self) -> Settings {
        self.options.settings.clone()
    }
}
