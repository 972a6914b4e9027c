import { describe, expect, test } from '@jest/globals';
import { bar, liveLine } from '#demo/terminal/progress.js';

describe('a progress bar', () => {
  test.each([
    [0, '··········'],
    [1, '··········'],
    [50, '█████·····'],
    [99, '█████████·'],
    [100, '██████████'],
    [140, '██████████'],
  ])('of %i in 100 is %s', (value, expected) => {
    expect(bar([{ value, glyph: '█' }], 100, 10)).toBe(expected);
  });

  test('shows each part in its own glyph, and as many columns as the sum of the parts has', () => {
    const parts = [
      { value: 33, glyph: '█' },
      { value: 33, glyph: '▒' },
      { value: 34, glyph: '░' },
    ];
    expect(bar(parts, 100, 10)).toBe('███▒▒▒░░░░');
  });

  test('is empty where there is nothing to do', () => {
    expect(bar([{ value: 0, glyph: '█' }], 0, 4)).toBe('····');
  });
});

function screenOf(kind: { isTTY?: boolean; columns?: number }): { text: string; write(text: string): void } {
  return {
    ...kind,
    text: '',
    write(text) {
      this.text += text;
    },
  };
}

describe('a live line on a terminal', () => {
  test('is redrawn in place and left standing at the end', () => {
    const screen = screenOf({ isTTY: true });
    const line = liveLine(screen);
    line.show('1 of 2');
    line.show('2 of 2');
    line.end();
    line.end();
    expect(screen.text).toBe('\r1 of 2\u001b[K\r2 of 2\u001b[K\n');
  });

  test('never wraps: it is shortened to one column less than the terminal has', () => {
    const screen = screenOf({ isTTY: true, columns: 8 });
    liveLine(screen).show('joined 张伟');
    expect(screen.text).toBe('\rjoined…\u001b[K');
  });
});

describe('a live line in a log', () => {
  test('is written at once, then only every so often, and with its last text at the end', () => {
    let time = 0;
    const screen = screenOf({});
    const line = liveLine(screen, { now: () => time, quietFor: 1000 });
    for (const [at, text] of [
      [0, 'a'],
      [400, 'b'],
      [999, 'c'],
      [1000, 'd'],
      [2500, 'd'],
      [2600, 'e'],
      [2700, 'f'],
    ] as const) {
      time = at;
      line.show(text);
    }
    line.end();
    expect(screen.text).toBe('a\nd\ne\nf\n');
  });

  test('says nothing twice, and begins anew after its end', () => {
    const screen = screenOf({});
    const line = liveLine(screen, { now: () => 0 });
    line.show('same');
    line.end();
    line.end();
    line.show('same');
    expect(screen.text).toBe('same\nsame\n');
  });
});
