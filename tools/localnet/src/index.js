// A whole Solana validator inside this process, for tests, demos and `anchor test`.
//
// It is Surfpool's native module, which knows no fixed ports: those come from a TCP forward.
// What other processes can do too (funding, moving the clock) goes over JSON-RPC in rpc.js, so that
// a test behaves alike on a validator of its own and on one that somebody else started.
export { forward } from './forward.js';
export { startLocalnet } from './localnet.js';
export { loadBuiltPrograms } from './programs.js';
export { attachLocalnet } from './rpc.js';
