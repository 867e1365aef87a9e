import type { Instruction } from '@solana/kit';
import type { ReactNode } from 'react';
import type { NoticeKind } from '../components/notice.tsx';
import type { Connected } from '../wallet/wallet-context.tsx';

export type PreviewLine = {
  label: string;
  value: ReactNode;
  tone?: 'bad' | 'warn' | 'good' | undefined;
};

export type Warning = {
  kind: NoticeKind;
  text: string;
  /** Whether people must tick a box before they may go on. */
  mustAccept?: boolean;
};

/** What an action will do, before anybody signs. */
export type Preview = {
  lines: readonly PreviewLine[];
  warnings: readonly Warning[];
  /** Each to be signed and sent by itself, in order. */
  transactions: readonly (readonly Instruction[])[];
};

export type Action = {
  title: string;
  /** On the button that signs. */
  confirm: string;
  /** What is said once it is done. */
  done: string;
  plan: (connected: Connected) => Promise<Preview>;
};
