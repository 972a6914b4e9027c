/**
 * Loaded before a node: its clock is wrong by `CHAOS_SKEW_MS` from then on. Timers and `performance` are not, as on a
 * machine whose clock was set wrong.
 */
const skew = Number(process.env.CHAOS_SKEW_MS);
const RealDate = Date;

globalThis.Date = class Date extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [RealDate.now() + skew] : args));
  }

  static now() {
    return RealDate.now() + skew;
  }
};
