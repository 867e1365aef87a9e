// What the page's own server offers on localnet besides the page: names of tokens, and a faucet.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faucet } from '@liquidity-mining/demo/market/faucet';
import type { Plugin } from 'vite';
import type { LocalServices } from '../src/cluster/local-services.ts';

const LONGEST_REQUEST = 1_000;

/** A plugin for Vite's servers, both of development and of the built page. */
export function localServices(about: LocalServices, faucet: Faucet): Plugin {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const { owner } = JSON.parse(await bodyOf(request)) as { owner: string };
      await faucet.give(owner);
      response.end('{}');
    } catch (error) {
      response.statusCode = 400;
      response.end(error instanceof Error ? error.message : 'The faucet could not send');
    }
  };
  const use = ({ middlewares }: { middlewares: import('vite').Connect.Server }) => {
    middlewares.use('/localnet.json', (_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(about));
    });
    middlewares.use('/faucet', (request, response) => void answer(request, response));
  };
  return { name: 'local-services', configureServer: use, configurePreviewServer: use };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > LONGEST_REQUEST) throw new Error('The request is too long');
  }
  return text;
}
