// Made by tools/codegen from the IDL: edit neither this nor its neighbours.

import {
  getCampaignCollectedEventDecoder,
  getCampaignCreatedEventDecoder,
  getCampaignToppedUpEventDecoder,
  getConfigCreatedEventDecoder,
  getFeesCollectedEventDecoder,
  getLiquidityChangedEventDecoder,
  getPoolCreatedEventDecoder,
  getPositionClosedEventDecoder,
  getRewardClaimedEventDecoder,
  getStakeChangedEventDecoder,
  getSwappedEventDecoder,
  type CampaignCollectedEvent,
  type CampaignCreatedEvent,
  type CampaignToppedUpEvent,
  type ConfigCreatedEvent,
  type FeesCollectedEvent,
  type LiquidityChangedEvent,
  type PoolCreatedEvent,
  type PositionClosedEvent,
  type RewardClaimedEvent,
  type StakeChangedEvent,
  type SwappedEvent,
} from './types';

/** An event of the program, decoded. */
export type LiquidityMiningEvent =
  | { name: 'campaignCollected'; data: CampaignCollectedEvent }
  | { name: 'campaignCreated'; data: CampaignCreatedEvent }
  | { name: 'campaignToppedUp'; data: CampaignToppedUpEvent }
  | { name: 'configCreated'; data: ConfigCreatedEvent }
  | { name: 'feesCollected'; data: FeesCollectedEvent }
  | { name: 'liquidityChanged'; data: LiquidityChangedEvent }
  | { name: 'poolCreated'; data: PoolCreatedEvent }
  | { name: 'positionClosed'; data: PositionClosedEvent }
  | { name: 'rewardClaimed'; data: RewardClaimedEvent }
  | { name: 'stakeChanged'; data: StakeChangedEvent }
  | { name: 'swapped'; data: SwappedEvent };

/** How each event starts in the log, and how the rest of it reads. */
export const EVENTS = [
  {
    name: 'campaignCollected',
    discriminator: new Uint8Array([221, 92, 84, 155, 193, 159, 238, 141]),
    decoder: getCampaignCollectedEventDecoder(),
  },
  {
    name: 'campaignCreated',
    discriminator: new Uint8Array([9, 98, 69, 61, 53, 131, 64, 152]),
    decoder: getCampaignCreatedEventDecoder(),
  },
  {
    name: 'campaignToppedUp',
    discriminator: new Uint8Array([6, 25, 234, 124, 163, 114, 164, 103]),
    decoder: getCampaignToppedUpEventDecoder(),
  },
  {
    name: 'configCreated',
    discriminator: new Uint8Array([195, 73, 104, 161, 166, 245, 4, 120]),
    decoder: getConfigCreatedEventDecoder(),
  },
  {
    name: 'feesCollected',
    discriminator: new Uint8Array([233, 23, 117, 225, 107, 178, 254, 8]),
    decoder: getFeesCollectedEventDecoder(),
  },
  {
    name: 'liquidityChanged',
    discriminator: new Uint8Array([132, 132, 193, 214, 12, 99, 40, 28]),
    decoder: getLiquidityChangedEventDecoder(),
  },
  {
    name: 'poolCreated',
    discriminator: new Uint8Array([202, 44, 41, 88, 104, 220, 157, 82]),
    decoder: getPoolCreatedEventDecoder(),
  },
  {
    name: 'positionClosed',
    discriminator: new Uint8Array([157, 163, 227, 228, 13, 97, 138, 121]),
    decoder: getPositionClosedEventDecoder(),
  },
  {
    name: 'rewardClaimed',
    discriminator: new Uint8Array([49, 28, 87, 84, 158, 48, 229, 175]),
    decoder: getRewardClaimedEventDecoder(),
  },
  {
    name: 'stakeChanged',
    discriminator: new Uint8Array([242, 117, 195, 222, 185, 209, 114, 219]),
    decoder: getStakeChangedEventDecoder(),
  },
  {
    name: 'swapped',
    discriminator: new Uint8Array([217, 52, 52, 83, 147, 135, 96, 109]),
    decoder: getSwappedEventDecoder(),
  },
] as const;
