// A TCP forward: what comes in on a fixed port goes to the validator's own port.
import { connect, createServer } from 'node:net';

/**
 * @param {{ host: string, port: number, targetPort: number, purpose: string }} options
 * @returns {Promise<{ close(): Promise<void> }>}
 */
export function forward({ host, port, targetPort, purpose }) {
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

  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port}, wanted for the validator's ${purpose}, is taken.
  Another validator may be running: see who has it with \`ss -ltnp 'sport = :${port}'\`, stop it, or choose another port.`)
          : new Error(`Port ${port} for the validator's ${purpose}: ${error.message}`),
      );
    });
    server.listen(port, host, () => {
      resolve({
        close: () =>
          new Promise(done => {
            server.close(() => done());
            for (const socket of open) socket.destroy();
          }),
      });
    });
  });
}
