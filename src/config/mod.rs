//! What the office sets up: `congkhai.yaml` ([`Config`]) and the import profiles `_tep.yaml`
//! ([`Profile`]) that answer what a spreadsheet can't say about itself.
//!
//! Only the settings are typed here. The sections on the agency are handed on as located nodes:
//! what they mean is the model's business, which `load` fills.

mod profile;
mod site;

pub use profile::{PROFILE_FILE, Profile, read_profiles};
pub use site::{CONFIG_FILE, Config, is_web_address, read_config, with_slash};
