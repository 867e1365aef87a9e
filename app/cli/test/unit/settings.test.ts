import { chmodSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createKeypair, readKeypair } from '../../src/settings/keypair.ts';
import { solanaConfigPath, tokenListPath } from '../../src/settings/paths.ts';
import { readSolanaConfig } from '../../src/settings/solanaConfig.ts';
import { addToTokenList, readTokenList } from '../../src/tokens/list.ts';

const MINT = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';
const OTHER = '4zMMC9srt5Ri5X14GAgXhaHii3GnPAERYPJgZJDncDU';

let home: string;
let env: { HOME: string };
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lm-'));
  env = { HOME: home };
});

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe("the Solana CLI's configuration", () => {
  it('is read as the Solana CLI writes it', () => {
    write(
      solanaConfigPath(env),
      `---\njson_rpc_url: "https://api.devnet.solana.com"\nwebsocket_url: ""\nkeypair_path: ~/keys/me.json\naddress_labels:\n  "11111111111111111111111111111111": System Program\ncommitment: confirmed\n`,
    );
    expect(readSolanaConfig(env)).toEqual({
      rpcUrl: 'https://api.devnet.solana.com',
      keypairPath: join(home, 'keys/me.json'),
    });
  });

  it('takes names of clusters, and what is left out from the defaults', () => {
    const file = write(join(home, 'other.yml'), 'json_rpc_url: devnet\n');
    expect(readSolanaConfig(env, file)).toEqual({
      rpcUrl: 'https://api.devnet.solana.com',
      keypairPath: join(home, '.config/solana/id.json'),
    });
  });

  it('is a local validator where there is none', () => {
    expect(readSolanaConfig(env).rpcUrl).toBe('http://127.0.0.1:8899');
  });

  it('must be there if it was named, and be one', () => {
    expect(() => readSolanaConfig(env, join(home, 'none.yml'))).toThrow('There is no file');
    const list = write(join(home, 'list.yml'), '- 1\n');
    expect(() => readSolanaConfig(env, list)).toThrow('is no Solana CLI configuration');
    const broken = write(join(home, 'broken.yml'), 'json_rpc_url: "unfinished\n');
    expect(() => readSolanaConfig(env, broken)).toThrow('cannot be read as YAML');
    const url = write(join(home, 'url.yml'), 'json_rpc_url: nowhere\n');
    expect(() => readSolanaConfig(env, url)).toThrow("'nowhere' is no cluster");
  });
});

describe('keypair files', () => {
  it('are made once, for their owner only, and read back', async () => {
    const path = join(home, 'new/id.json');
    const made = await createKeypair(path);
    expect((await readKeypair(path)).address).toBe(made.address);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveLength(64);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await expect(createKeypair(path)).rejects.toThrow('never overwritten');
  });

  it('are refused where they are missing, are none, or have been damaged', async () => {
    await expect(readKeypair(join(home, 'none.json'))).rejects.toThrow('There is no keypair');
    for (const text of ['', '{}', '[1,2,3]', JSON.stringify(Array(64).fill(256)), 'secret']) {
      const path = write(join(home, 'bad.json'), text);
      await expect(readKeypair(path)).rejects.toThrow('is no keypair file');
    }
    const path = join(home, 'id.json');
    await createKeypair(path);
    const bytes: number[] = JSON.parse(readFileSync(path, 'utf8'));
    bytes[63] = (bytes[63] ?? 0) ^ 1;
    chmodSync(path, 0o600);
    writeFileSync(path, JSON.stringify(bytes));
    await expect(readKeypair(path)).rejects.toThrow('do not belong together');
  });
});

describe('the token list', () => {
  it('knows SOL, and what was added; a name given again stands for the new mint', () => {
    const path = tokenListPath(env);
    expect(readTokenList(path).map(each => each.symbol)).toEqual(['SOL']);
    addToTokenList(path, [{ symbol: 'USDC', mint: OTHER as never }]);
    addToTokenList(path, [{ symbol: 'usdc', mint: MINT as never }]);
    expect(readTokenList(path).map(each => [each.symbol, each.mint])).toEqual([
      ['SOL', 'So11111111111111111111111111111111111111112'],
      ['usdc', MINT],
    ]);
  });

  it('refuses names that are none, and lists that are none', () => {
    const path = tokenListPath(env);
    for (const symbol of ['', '1USD', 'A/B', 'A#1', 'A B', 'x'.repeat(17)]) {
      expect(() => addToTokenList(path, [{ symbol, mint: MINT as never }])).toThrow('cannot be');
    }
    expect(() => addToTokenList(path, [{ symbol: 'sol', mint: MINT as never }])).toThrow('already');
    for (const text of ['', '{}', '[{"symbol":"A"}]', '[{"symbol":"A","mint":"x"}]']) {
      write(path, text);
      expect(() => readTokenList(path)).toThrow('is no token list');
    }
  });
});
