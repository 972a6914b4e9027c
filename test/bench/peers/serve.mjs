/** Serves these functions to the process that has started this one, which is also its only reason to live. */
export function serve(functions) {
  process.on('message', (message) => void answer(functions, message));
  process.on('disconnect', () => process.exit());
}

async function answer(functions, { call, name, argument }) {
  try {
    process.send({ call, value: await functions[name](argument) });
  } catch (error) {
    process.send({ call, error: error.stack ?? String(error) });
  }
}

/** Listens on a free port of the loopback. Resolves to the port. */
export async function listen(server) {
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return server.address().port;
}
