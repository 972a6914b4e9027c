import type { Socket } from 'node:net';

/** What is sent in one turn of the loop, whoever asked for it, leaves in one system call. */
export function gather(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  setImmediate(() => socket.uncork());
}
