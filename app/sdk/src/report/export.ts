// A report in files: CSV for tax tools and spreadsheets, JSON for programs.
import type { Address } from '@solana/kit';
import { ratioToDecimal } from '../math/display.ts';
import type { PositionReport, ReportLine, TokenAmount } from './types.ts';

/** How a token is written: its decimals, and its symbol or whatever it shall be called. */
export type TokenLabels = ReadonlyMap<Address, { decimals: number; label: string }>;

const COLUMNS = [
  'Date',
  'Sent Amount',
  'Sent Currency',
  'Received Amount',
  'Received Currency',
  'Fee Amount',
  'Fee Currency',
  'Label',
  'TxHash',
];

/**
 * The report's lines as tax tools read them: date (UTC), sent, received, fee, label, transaction. A
 * deposit of two tokens is two rows of one transaction. Tokens without a label go by their address, in
 * base units.
 */
export function reportToCsv(report: PositionReport, tokens: TokenLabels): string {
  const rows = report.lines.flatMap(line => rowsOf(line, tokens));
  return [COLUMNS, ...rows].map(row => `${row.map(cell).join(',')}\r\n`).join('');
}

/** The whole report as JSON; amounts are strings of base units. */
export function reportToJson(report: PositionReport): string {
  const text = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);
  return `${JSON.stringify(report, text, 2)}\n`;
}

function rowsOf(line: ReportLine, tokens: TokenLabels): string[][] {
  const count = Math.max(line.sent.length, line.received.length, line.fee.length);
  return Array.from({ length: count }, (_, index) => [
    line.time === null ? '' : dateOf(line.time),
    ...written(line.sent[index], tokens),
    ...written(line.received[index], tokens),
    ...written(line.fee[index], tokens),
    line.label,
    line.signature,
  ]);
}

function dateOf(unixSeconds: bigint): string {
  const [date, time] = new Date(Number(unixSeconds) * 1_000).toISOString().split('T');
  return `${date} ${time?.slice(0, 8)} UTC`;
}

function written(amount: TokenAmount | undefined, tokens: TokenLabels): [string, string] {
  if (amount === undefined) return ['', ''];
  const token = tokens.get(amount.mint);
  const decimals = token?.decimals ?? 0;
  const value = { numerator: amount.amount, denominator: 10n ** BigInt(decimals) };
  return [ratioToDecimal(value, decimals), token?.label ?? amount.mint];
}

/** Quoted where it must be. A label comes from a mint, so none may begin like a formula. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
