// Loaded into every server that is measured, with `--expose-gc`.
process.on('SIGUSR2', () => globalThis.gc?.());
