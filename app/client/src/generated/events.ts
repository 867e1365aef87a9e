// Made by tools/codegen from the IDL: edit neither this nor its neighbours.

import {
  getCampaignCollectedEventDecoder,
  getCampaignCreatedEventDecoder,
  getCampaignToppedUpEventDecoder,
  getConfigCreatedEventDecoder,
  getFeesCollectedEventDecoder,
  getLiquidityChangedEventDecoder,
  getLockChoicesSetEventDecoder,
  getPoolCreatedEventDecoder,
  getPositionClosedEventDecoder,
  getPositionRestakedEventDecoder,
  getRewardClaimedEventDecoder,
  getRewardForfeitedEventDecoder,
  getStakeChangedEventDecoder,
  getSwappedEventDecoder,
  type CampaignCollectedEvent,
  type CampaignCreatedEvent,
  type CampaignToppedUpEvent,
  type ConfigCreatedEvent,
  type FeesCollectedEvent,
  type LiquidityChangedEvent,
  type LockChoicesSetEvent,
  type PoolCreatedEvent,
  type PositionClosedEvent,
  type PositionRestakedEvent,
  type RewardClaimedEvent,
  type RewardForfeitedEvent,
  type StakeChangedEvent,
  type SwappedEvent,
} from './types';

/** An event of the program, decoded. */
export type ProgramEvent =
  | { name: 'CampaignCollected'; fields: CampaignCollectedEvent }
  | { name: 'CampaignCreated'; fields: CampaignCreatedEvent }
  | { name: 'CampaignToppedUp'; fields: CampaignToppedUpEvent }
  | { name: 'ConfigCreated'; fields: ConfigCreatedEvent }
  | { name: 'FeesCollected'; fields: FeesCollectedEvent }
  | { name: 'LiquidityChanged'; fields: LiquidityChangedEvent }
  | { name: 'LockChoicesSet'; fields: LockChoicesSetEvent }
  | { name: 'PoolCreated'; fields: PoolCreatedEvent }
  | { name: 'PositionClosed'; fields: PositionClosedEvent }
  | { name: 'PositionRestaked'; fields: PositionRestakedEvent }
  | { name: 'RewardClaimed'; fields: RewardClaimedEvent }
  | { name: 'RewardForfeited'; fields: RewardForfeitedEvent }
  | { name: 'StakeChanged'; fields: StakeChangedEvent }
  | { name: 'Swapped'; fields: SwappedEvent };

/** How each event starts in the log, and how the rest of it reads. */
export const EVENTS = [
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
