//! What the real service leaves open (spec/contacts-v4.md section 10), one flag each, and how hard it may make it for apps.

use clap::{Args, ValueEnum};

use crate::clock::Millis;

#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "What Wix leaves open")]
pub struct Settings {
    /// Order of a query without sort, by createdDate
    #[arg(long, value_enum, default_value_t = Order::Asc)]
    pub default_order: Order,

    /// Whether $startsWith regards case
    #[arg(long, value_enum, default_value_t = Case::Insensitive)]
    pub starts_with: Case,

    /// What `search` compares: a whole field, or each of its words
    #[arg(long, value_enum, default_value_t = SearchUnit::Field)]
    pub search: SearchUnit,

    /// Which emails make a duplicate, and which phones, where those do: any, or the primary one of each contact alone
    #[arg(long, value_enum, default_value_t = Emails::Any, default_value_if("v5_backed", "true", "primary"))]
    pub duplicates: Emails,

    /// A label key that no label has
    #[arg(long, value_enum, default_value_t = Unknown::Reject)]
    pub unknown_label: Unknown,

    /// Deleting a contact that is not there: answer {} or 404
    #[arg(long, value_enum, default_value_t = Unknown::Ignore)]
    pub delete_unknown: Unknown,

    /// info.extendedFields of an update
    #[arg(long, value_enum, default_value_t = Patch::Merge)]
    pub patch_extended_fields: Patch,

    /// info.labelKeys of an update
    #[arg(long, value_enum, default_value_t = Patch::Replace)]
    pub patch_label_keys: Patch,

    /// A null in an update: clear the field or leave it
    #[arg(long, value_enum, default_value_t = Null::Clear)]
    pub patch_null: Null,

    /// Revision after an update or a labelling that changes nothing: an update adds one, a labelling does not,
    /// unless this says otherwise for both
    #[arg(long, value_enum, default_value_t = NoOp::Documented)]
    pub no_op_revision: NoOp,

    /// Letters of a label's or a field's name that its key keeps
    #[arg(long, value_enum, default_value_t = Slug::Unicode)]
    pub key_letters: Slug,

    /// Random ending on the keys of new extended fields, as on newer sites
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set)]
    pub random_field_keys: bool,

    /// Fill in formattedAddress
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set)]
    pub formatted_address: bool,

    /// A status that an upsert of a subscription leaves out
    #[arg(long, value_enum, default_value_t = Partial::Keep)]
    pub partial_subscription: Partial,

    /// Tell with Retry-After how long to wait after a 429
    #[arg(long, value_name = "BOOL", default_value_t = false, action = clap::ArgAction::Set)]
    pub retry_after: bool,

    /// Leave out the total of queries that match more than this
    #[arg(long, value_name = "N", default_value_t = u32::MAX)]
    pub count_limit: u32,

    #[command(flatten)]
    pub demands: Demands,
}

/// What a real site may ask of an app, and a server at hand does not by itself (spec/contacts-v4.md).
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "As hard as a real site")]
pub struct Demands {
    /// Let contacts show the subscriptions of their emails, and raise their revision, only MS after the write
    #[arg(long, value_name = "MS", default_value_t = 0, default_value_if("v5_backed", "true", "200"))]
    #[arg(overrides_with = "subscription_lag")]
    pub subscription_lag: u32,

    /// Get a contact as it was before writes younger than MS, unless the request brings the x-wix-consistent of the write
    #[arg(long, value_name = "MS", default_value_t = 0, default_value_if("v5_backed", "true", "200"))]
    #[arg(overrides_with = "stale_reads")]
    pub stale_reads: u32,

    /// Answer 400 to a longer value of a TEXT field
    #[arg(
        long,
        value_name = "N",
        default_value_if("v5_backed", "true", "100"),
        overrides_with = "text_length"
    )]
    pub text_length: Option<usize>,

    /// Be a site whose contacts are stored as v5, as far as can be inferred: emails in lower case and without tags, 11 emails and
    /// phones at most, and, unless said otherwise, --subscription-lag 200 --stale-reads 200 --text-length 100
    /// --duplicates primary
    #[arg(long)]
    pub v5_backed: bool,
}

impl Demands {
    pub fn subscription_lag(&self) -> Millis {
        self.subscription_lag.into()
    }

    pub fn stale_reads(&self) -> Millis {
        self.stale_reads.into()
    }
}

impl Default for Settings {
    fn default() -> Self {
        #[derive(clap::Parser)]
        struct Flags {
            #[command(flatten)]
            settings: Settings,
        }
        <Flags as clap::Parser>::parse_from([""]).settings
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Order {
    Asc,
    Desc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Case {
    Insensitive,
    Sensitive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SearchUnit {
    Field,
    Word,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Emails {
    Any,
    Primary,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Unknown {
    Ignore,
    Reject,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Patch {
    Merge,
    Replace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Null {
    Clear,
    Keep,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Partial {
    Keep,
    Reset,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NoOp {
    Documented,
    Bump,
    Keep,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Slug {
    Unicode,
    Ascii,
}
