import { createServer } from 'node:http';
import { Sender, WebSocketServer } from 'ws';
import { listen, serve } from './serve.mjs';

/** What the product sends, to the byte. */
let frame = [];
let clients;

function frameOf(state) {
  const message = { id: 'w', type: 'next', payload: { data: { groupUpgradeProgress: state } } };
  return Sender.frame(Buffer.from(JSON.stringify(message)), {
    fin: true,
    rsv1: false,
    opcode: 1,
    mask: false,
  });
}

/** One frame, prepared once, written to every socket. */
function publish(state) {
  frame = Buffer.concat(frameOf(state));
  for (const client of clients) client._socket.write(frame);
}

let newest;
let timer;

/** Sockets of `ws` and nothing above them: the least that a server in Node can do. */
serve({
  async start({ state }) {
    const server = createServer();
    const sockets = new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false });
    clients = sockets.clients;
    frame = Buffer.concat(frameOf(state));
    sockets.on('connection', (socket) => socket._socket.write(frame));
    return listen(server);
  },
  publish,
  /** From now on, of the states that `note` tells only the newest is sent, once in so many milliseconds. */
  every(milliseconds) {
    clearInterval(timer);
    timer = setInterval(() => {
      if (newest !== undefined) publish(newest);
      newest = undefined;
    }, milliseconds);
  },
  note(state) {
    newest = state;
  },
});
