import { describe, expect, test } from '@jest/globals';
import { answersLine } from '#demo/terminal/answers-line.js';
import { Stage } from '#demo/terminal/stage.js';
import { textWidth } from '#demo/terminal/text-width.js';

class Paper {
  text = '';
  isTTY = false;
  columns = 40;

  write(text: string): void {
    this.text += text;
  }
}

function stageOn(paper: Paper): Stage {
  let now = 0;
  return new Stage(paper, () => (now += 1_500));
}

describe('a step on the stage', () => {
  test('is one line with its time and its result where the output is no terminal', async () => {
    const paper = new Paper();
    const work = async (tell: (detail: string) => void): Promise<number> => {
      tell('half');
      return 7;
    };
    await stageOn(paper).step('counts', work, String);
    expect(paper.text).toBe('✓   1.50 s  counts: 7\n');
  });

  test('is never wider than the terminal, in Chinese too', async () => {
    const paper = new Paper();
    paper.isTTY = true;
    await stageOn(paper).step('很长的名字'.repeat(5), async () => undefined);
    const last = paper.text.split('\u001b[K').at(-1)?.trimEnd() ?? '';
    expect(textWidth(last)).toBeLessThanOrEqual(40);
    expect(last.endsWith('…')).toBe(true);
  });

  test('that fails is shown as failed, and its error goes on', async () => {
    const paper = new Paper();
    const failing = stageOn(paper).step('breaks', async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(paper.text).toBe('✗   1.50 s  breaks: failed\n');
  });

  test('may draw a line of its own, which stays', async () => {
    const paper = new Paper();
    const drawing = async (show: (line: string) => void): Promise<void> => {
      show('███···');
      show('██████');
    };
    await stageOn(paper).watch('waits', drawing);
    expect(paper.text).toBe('███···\n██████\n✓   1.50 s  waits\n');
  });

  test('is not shown any more after the curtain', async () => {
    const paper = new Paper();
    const stage = stageOn(paper);
    stage.curtain().line('the end');
    await stage.step('late', async () => undefined);
    expect(paper.text).toBe('the end\n');
  });
});

describe('the line of answers', () => {
  const none = { accepted: 0, declined: 0, withdrawn: 0, expired: 0, included: 0, excluded: 0 };

  test('fits a terminal of 80 columns with the largest group', () => {
    const counts = { ...none, total: 2000, blocked: 1111, pending: 1111, accepted: 1111, declined: 1111 };
    expect(textWidth(answersLine(counts))).toBeLessThan(80);
  });

  test('counts who has taken their yes back among those who said no', () => {
    const counts = { ...none, total: 10, blocked: 1, pending: 2, accepted: 4, declined: 2, withdrawn: 1 };
    expect(answersLine(counts)).toMatch(/█ 4 yes {2}▒ 3 no {2}░ 1 cannot {2}· 2 open$/);
  });
});
