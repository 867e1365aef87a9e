// Made by tools/codegen from the IDL: edit neither this nor its neighbours.

export const CAMPAIGN_SEED = new Uint8Array([99,97,109,112,97,105,103,110]);

export const CONFIG_SEED = new Uint8Array([99,111,110,102,105,103]);

export const FARM_SEED = new Uint8Array([102,97,114,109]);

export const INITIAL_CLAIM_RECORDS = 4;

export const LOCK_CHOICES = 4;

export const LP_MINT_SEED = new Uint8Array([108,112,95,109,105,110,116]);

export const MAX_BOOST = 50000;

export const MAX_CAMPAIGN_SLOTS = 1000000000n;

export const MAX_LOCK_SLOTS = 200000000n;

export const MIN_CAMPAIGN_SLOTS = 10n;

export const NO_BOOST = 10000;

export const PLACES_FOR_CREATOR = 8;

export const POOL_SEED = new Uint8Array([112,111,111,108]);

export const POSITION_SEED = new Uint8Array([112,111,115,105,116,105,111,110]);

export const REWARD_VAULT_SEED = new Uint8Array([114,101,119,97,114,100,95,118,97,117,108,116]);

export const STAKE_VAULT_SEED = new Uint8Array([115,116,97,107,101,95,118,97,117,108,116]);

export const VAULT_SEED = new Uint8Array([118,97,117,108,116]);
