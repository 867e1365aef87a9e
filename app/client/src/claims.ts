// The claim records of a position: the tail of its account, which the IDL does not describe. A count,
// padding up to the records' alignment, and as many records.
import {
  getStructDecoder,
  getU8Decoder,
  getU32Decoder,
  getU64Decoder,
  type ReadonlyUint8Array,
} from '@solana/kit';
import { getPositionSize } from './generated/accounts/position.ts';

/** What a position has claimed of one campaign. */
export type ClaimRecord = {
  /** Base units paid so far. */
  paid: bigint;
  /** Number of the campaign in its farm. */
  campaign: number;
  /** 1 once everything the position can ever earn of it is paid. */
  settled: number;
};

const RECORD_SIZE = 16;
const RECORD = getStructDecoder([
  ['paid', getU64Decoder()],
  ['campaign', getU32Decoder()],
  ['settled', getU8Decoder()],
]);
const COUNT_SIZE = 4;
const COUNT_OFFSET = getPositionSize();
const RECORDS_OFFSET = Math.ceil((COUNT_OFFSET + COUNT_SIZE) / 8) * 8;

/** The claim records in the data of a position's account. */
export function decodeClaimRecords(data: ReadonlyUint8Array): ClaimRecord[] {
  const room = Math.max(0, Math.floor((data.length - RECORDS_OFFSET) / RECORD_SIZE));
  const count = Math.min(room, getU32Decoder().decode(data, COUNT_OFFSET));
  return Array.from({ length: count }, (_, index) =>
    RECORD.decode(data, RECORDS_OFFSET + index * RECORD_SIZE),
  );
}
