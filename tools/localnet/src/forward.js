// A TCP forward: what comes in on a fixed port goes to the validator's own port.
import { connect, createServer } from 'node:net';
import { listen } from './listen.js';

/**
 * @param {{ host: string, port: number, targetPort: number, purpose: string }} options
 * @returns {Promise<{ close(): Promise<void> }>}
 */
export async function forward({ host, port, targetPort, purpose }) {
  /** @type {Set<import('node:net').Socket>} */
  const open = new Set();
  const server = createServer(client => {
    const upstream = connect(targetPort, '127.0.0.1');
    for (const [socket, other] of /** @type {const} */ ([
      [client, upstream],
      [upstream, client],
    ])) {
      open.add(socket);
      socket.setNoDelay(true);
      // One side's end or failure is the other's: a half-open pair would keep the process alive.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });

  await listen(server, { host, port, purpose });
  return {
    close: () =>
      new Promise(done => {
        server.close(() => done());
        for (const socket of open) socket.destroy();
      }),
  };
}
