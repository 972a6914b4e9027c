export type Check = {
  /** What must hold. */
  readonly name: string;
  readonly holds: boolean;
  /** What was found instead. */
  readonly found: string;
};

/** What must hold at the end, each by its name. */
export class Checks {
  private readonly all: Check[] = [];

  /** `found` is told when it does not hold. */
  add(name: string, holds: boolean, found = ''): void {
    this.all.push({ name, holds, found });
  }

  equal(name: string, actual: unknown, expected: unknown): void {
    const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
    this.add(name, a === b, `${a} and not ${b}`);
  }

  get list(): readonly Check[] {
    return this.all;
  }

  get passed(): boolean {
    return this.all.every(({ holds }) => holds);
  }
}

export function checkInWords({ name, holds, found }: Check): string {
  return holds ? `✓ ${name}` : `✗ ${name}${found === '' ? '' : `: ${found}`}`;
}
