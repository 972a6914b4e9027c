import { OperationFailure, type Progress } from '#modules/operation/public.js';
import { stagedMember, stagedMessage } from '../../data/import/stage.js';
import type { ChatLabHeader, ChatLabItem } from '../../domain/chatlab/format.js';
import { readChatLabChunks } from '../../domain/chatlab/read-chatlab.js';
import { fatalMessages, isKept, mayHideMember } from '../../domain/chatlab/verdict.js';
import { HistoryChain } from '../../domain/history-proof.js';

/** UTF-16 units that are handed to COPY at once. */
const PIECE = 64 * 1024;
const PROBLEMS_A_FLUSH = 1_000;

/** One reading of an export: what it says of the group, and rows for the stage, in memory that does not grow. */
export class ExportReading {
  header: ChatLabHeader | undefined;
  headerLine = 1;
  members = 0;
  /** Whether every member of the group is among those read, as far as can be told. */
  complete = true;
  /** Over the messages as they stand in the file, from an empty history. */
  readonly chain = new HistoryChain();
  private bytesRead = 0;
  /** Told since they were last written. */
  private problems = 0;
  private items = 0;

  constructor(
    private readonly source: AsyncIterable<Uint8Array>,
    private readonly bytes: number,
    private readonly progress: Progress,
  ) {}

  /** Rows for COPY. Throws OperationFailure where the file cannot be read, OperationCancelled when asked to stop. */
  async *pieces(): AsyncGenerator<string> {
    let piece = '';
    for await (const items of readChatLabChunks(this.counted())) {
      for (const item of items) piece += this.take(item);
      if (this.problems >= PROBLEMS_A_FLUSH) {
        this.problems = 0;
        await this.progress.flush();
      }
      if (piece.length < PIECE) continue;
      this.tellProgress();
      yield piece;
      piece = '';
    }
    this.progress.total(this.items);
    if (piece !== '') yield piece;
  }

  private take(item: ChatLabItem): string {
    switch (item.kind) {
      case 'header':
        this.header = item.header;
        this.headerLine = item.line;
        return '';
      case 'member':
        this.count({ succeeded: 1 });
        this.members += 1;
        return stagedMember(this.members, item.line, item.member);
      case 'message':
        this.count({ succeeded: 1 });
        this.chain.add(item.message);
        return stagedMessage(this.chain.count, item.line, item.message);
      case 'problem':
        if (item.fatal)
          throw new OperationFailure(item.code, `${fatalMessages[item.code]} (line ${item.line})`);
        this.report(item);
        return '';
    }
  }

  private report(problem: ChatLabItem & { kind: 'problem'; fatal: false }): void {
    const { line, code, detail } = problem;
    if (mayHideMember(code)) this.complete = false;
    if (!isKept(code)) this.count({ failed: 1 });
    this.progress.row({ outcome: isKept(code) ? 'UPDATED' : 'FAILED', line, code, value: detail });
    this.problems += 1;
  }

  private count(counts: { succeeded?: number; failed?: number }): void {
    this.items += 1;
    this.progress.advance(counts);
  }

  /** The number of items is not known before the end, so the share of bytes that was read stands for it. */
  private tellProgress(): void {
    this.progress.throwIfCancelled();
    this.progress.total(
      Math.max(this.items, Math.round((this.items * this.bytes) / Math.max(1, this.bytesRead))),
    );
  }

  private async *counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.source) {
      this.bytesRead += chunk.length;
      yield chunk;
    }
  }
}
