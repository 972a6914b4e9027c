/** Measures a contender once. */
export type Contender<Measured> = () => Promise<Measured>;

/**
 * Measures all contenders by turns, so that what disturbs the machine meets each of them alike, and changes the order
 * from round to round. A first round warms them up and does not count. Resolves to what was measured, by rounds.
 */
export async function interleaved<Measured extends Readonly<Record<string, unknown>>>(
  rounds: number,
  contenders: { readonly [Name in keyof Measured]: Contender<Measured[Name]> },
): Promise<{ [Name in keyof Measured]: Measured[Name][] }> {
  const names: (keyof Measured)[] = Object.keys(contenders);
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as {
    [Name in keyof Measured]: Measured[Name][];
  };
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = await contenders[name]();
      if (round > 0) measured[name].push(value);
    }
  }
  return measured;
}
