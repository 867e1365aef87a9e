/**
 * Opens a server's port, and says what to do if it cannot be had.
 * @param {import('node:net').Server} server
 * @param {{ host: string, port: number, purpose: string }} options
 * @returns {Promise<void>}
 */
export function listen(server, { host, port, purpose }) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port}, wanted for the validator's ${purpose}, is taken.
  Another validator may be running: see who has it with \`ss -ltnp 'sport = :${port}'\`, stop it, or choose another port.`)
          : new Error(`Port ${port} for the validator's ${purpose}: ${error.message}`),
      );
    });
    server.listen(port, host, resolve);
  });
}
