// Reading events from logs, with no validator involved.
import {
  EVENTS,
  getConfigCreatedEventEncoder,
  LIQUIDITY_MINING_PROGRAM_ADDRESS as PROGRAM,
  parseEvents,
} from '@liquidity-mining/client';
import { expect, it } from 'vitest';

const OTHER = 'ComputeBudget111111111111111111111111111111';
const fields = {
  config: PROGRAM,
  admin: PROGRAM,
  tradeFeeRate: 1,
  protocolFeeShare: 2,
  creatorFeeShare: 3,
  index: 4,
};

function line(): string {
  const event = EVENTS.find(each => each.name === 'ConfigCreated');
  if (!event) throw new Error('the IDL has no such event');
  const bytes = [...event.discriminator, ...getConfigCreatedEventEncoder().encode(fields)];
  return `Program data: ${Buffer.from(bytes).toString('base64')}`;
}

const event = { name: 'ConfigCreated', fields };

it('reads what the program logs, also after a call to another one', () => {
  const logs = [
    `Program ${PROGRAM} invoke [1]`,
    line(),
    `Program ${OTHER} invoke [2]`,
    `Program ${OTHER} success`,
    line(),
    `Program ${PROGRAM} consumed 1607 of 200000 compute units`,
    `Program ${PROGRAM} success`,
  ];
  expect(parseEvents(logs)).toEqual([event, event]);
});

it('reads nothing that another program wrote', () => {
  const logs = [
    `Program ${OTHER} invoke [1]`,
    line(),
    `Program ${PROGRAM} invoke [2]`,
    `Program ${OTHER} invoke [3]`,
    line(),
    `Program ${OTHER} failed: custom program error: 0x1`,
    `Program ${PROGRAM} success`,
    line(),
    `Program ${OTHER} success`,
  ];
  expect(parseEvents(logs)).toEqual([]);
});

it('passes over what is no event', () => {
  const logs = [
    `Program ${PROGRAM} invoke [1]`,
    'Program data: AAAAAAAAAAA=',
    'Program data: ',
    `${line().slice(0, -8)}`,
    'Program log: Program data: AAAA',
  ];
  expect(parseEvents(logs)).toEqual([]);
});
