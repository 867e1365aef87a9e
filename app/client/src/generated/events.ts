// Made by tools/codegen from the IDL: edit neither this nor its neighbours.

import {
  getAdminChangedEventDecoder,
  getAdminProposedEventDecoder,
  getCampaignCollectedEventDecoder,
  getCampaignCreatedEventDecoder,
  getCampaignToppedUpEventDecoder,
  getConfigCreatedEventDecoder,
  getConfigUpdatedEventDecoder,
  getFeesCollectedEventDecoder,
  getLiquidityChangedEventDecoder,
  getLockChoicesSetEventDecoder,
  getLockedForeverEventDecoder,
  getPauseSetEventDecoder,
  getPoolCreatedEventDecoder,
  getPositionClosedEventDecoder,
  getPositionRestakedEventDecoder,
  getRewardClaimedEventDecoder,
  getRewardForfeitedEventDecoder,
  getSingleSidedChangedEventDecoder,
  getSkimmedEventDecoder,
  getStakeChangedEventDecoder,
  getSwappedEventDecoder,
  type AdminChangedEvent,
  type AdminProposedEvent,
  type CampaignCollectedEvent,
  type CampaignCreatedEvent,
  type CampaignToppedUpEvent,
  type ConfigCreatedEvent,
  type ConfigUpdatedEvent,
  type FeesCollectedEvent,
  type LiquidityChangedEvent,
  type LockChoicesSetEvent,
  type LockedForeverEvent,
  type PauseSetEvent,
  type PoolCreatedEvent,
  type PositionClosedEvent,
  type PositionRestakedEvent,
  type RewardClaimedEvent,
  type RewardForfeitedEvent,
  type SingleSidedChangedEvent,
  type SkimmedEvent,
  type StakeChangedEvent,
  type SwappedEvent,
} from './types';

/** An event of the program, decoded. */
export type ProgramEvent =
  | { name: 'AdminChanged'; fields: AdminChangedEvent }
  | { name: 'AdminProposed'; fields: AdminProposedEvent }
  | { name: 'CampaignCollected'; fields: CampaignCollectedEvent }
  | { name: 'CampaignCreated'; fields: CampaignCreatedEvent }
  | { name: 'CampaignToppedUp'; fields: CampaignToppedUpEvent }
  | { name: 'ConfigCreated'; fields: ConfigCreatedEvent }
  | { name: 'ConfigUpdated'; fields: ConfigUpdatedEvent }
  | { name: 'FeesCollected'; fields: FeesCollectedEvent }
  | { name: 'LiquidityChanged'; fields: LiquidityChangedEvent }
  | { name: 'LockChoicesSet'; fields: LockChoicesSetEvent }
  | { name: 'LockedForever'; fields: LockedForeverEvent }
  | { name: 'PauseSet'; fields: PauseSetEvent }
  | { name: 'PoolCreated'; fields: PoolCreatedEvent }
  | { name: 'PositionClosed'; fields: PositionClosedEvent }
  | { name: 'PositionRestaked'; fields: PositionRestakedEvent }
  | { name: 'RewardClaimed'; fields: RewardClaimedEvent }
  | { name: 'RewardForfeited'; fields: RewardForfeitedEvent }
  | { name: 'SingleSidedChanged'; fields: SingleSidedChangedEvent }
  | { name: 'Skimmed'; fields: SkimmedEvent }
  | { name: 'StakeChanged'; fields: StakeChangedEvent }
  | { name: 'Swapped'; fields: SwappedEvent };

/** How each event starts in the log, and how the rest of it reads. */
export const EVENTS = [
  {
    name: 'AdminChanged',
    discriminator: new Uint8Array([232, 34, 31, 226, 62, 18, 19, 114]),
    decoder: getAdminChangedEventDecoder(),
  },
  {
    name: 'AdminProposed',
    discriminator: new Uint8Array([129, 249, 226, 227, 199, 82, 110, 243]),
    decoder: getAdminProposedEventDecoder(),
  },
  {
    name: 'CampaignCollected',
    discriminator: new Uint8Array([221, 92, 84, 155, 193, 159, 238, 141]),
    decoder: getCampaignCollectedEventDecoder(),
  },
  {
    name: 'CampaignCreated',
    discriminator: new Uint8Array([9, 98, 69, 61, 53, 131, 64, 152]),
    decoder: getCampaignCreatedEventDecoder(),
  },
  {
    name: 'CampaignToppedUp',
    discriminator: new Uint8Array([6, 25, 234, 124, 163, 114, 164, 103]),
    decoder: getCampaignToppedUpEventDecoder(),
  },
  {
    name: 'ConfigCreated',
    discriminator: new Uint8Array([195, 73, 104, 161, 166, 245, 4, 120]),
    decoder: getConfigCreatedEventDecoder(),
  },
  {
    name: 'ConfigUpdated',
    discriminator: new Uint8Array([40, 241, 230, 122, 11, 19, 198, 194]),
    decoder: getConfigUpdatedEventDecoder(),
  },
  {
    name: 'FeesCollected',
    discriminator: new Uint8Array([233, 23, 117, 225, 107, 178, 254, 8]),
    decoder: getFeesCollectedEventDecoder(),
  },
  {
    name: 'LiquidityChanged',
    discriminator: new Uint8Array([132, 132, 193, 214, 12, 99, 40, 28]),
    decoder: getLiquidityChangedEventDecoder(),
  },
  {
    name: 'LockChoicesSet',
    discriminator: new Uint8Array([163, 246, 115, 82, 14, 205, 76, 114]),
    decoder: getLockChoicesSetEventDecoder(),
  },
  {
    name: 'LockedForever',
    discriminator: new Uint8Array([117, 111, 159, 18, 249, 238, 90, 246]),
    decoder: getLockedForeverEventDecoder(),
  },
  {
    name: 'PauseSet',
    discriminator: new Uint8Array([175, 57, 198, 136, 192, 66, 204, 73]),
    decoder: getPauseSetEventDecoder(),
  },
  {
    name: 'PoolCreated',
    discriminator: new Uint8Array([202, 44, 41, 88, 104, 220, 157, 82]),
    decoder: getPoolCreatedEventDecoder(),
  },
  {
    name: 'PositionClosed',
    discriminator: new Uint8Array([157, 163, 227, 228, 13, 97, 138, 121]),
    decoder: getPositionClosedEventDecoder(),
  },
  {
    name: 'PositionRestaked',
    discriminator: new Uint8Array([226, 110, 224, 19, 56, 185, 209, 18]),
    decoder: getPositionRestakedEventDecoder(),
  },
  {
    name: 'RewardClaimed',
    discriminator: new Uint8Array([49, 28, 87, 84, 158, 48, 229, 175]),
    decoder: getRewardClaimedEventDecoder(),
  },
  {
    name: 'RewardForfeited',
    discriminator: new Uint8Array([33, 54, 198, 71, 59, 136, 180, 168]),
    decoder: getRewardForfeitedEventDecoder(),
  },
  {
    name: 'SingleSidedChanged',
    discriminator: new Uint8Array([221, 208, 198, 143, 85, 165, 19, 126]),
    decoder: getSingleSidedChangedEventDecoder(),
  },
  {
    name: 'Skimmed',
    discriminator: new Uint8Array([25, 39, 18, 44, 46, 131, 59, 76]),
    decoder: getSkimmedEventDecoder(),
  },
  {
    name: 'StakeChanged',
    discriminator: new Uint8Array([242, 117, 195, 222, 185, 209, 114, 219]),
    decoder: getStakeChangedEventDecoder(),
  },
  {
    name: 'Swapped',
    discriminator: new Uint8Array([217, 52, 52, 83, 147, 135, 96, 109]),
    decoder: getSwappedEventDecoder(),
  },
] as const;
