import { writeFile } from 'node:fs/promises';

/** The result of a run, as `--report` writes it. */
export type Report = {
  readonly roster: number;
  readonly included: number;
  /** How many for each reason. */
  readonly excluded: Readonly<Record<string, number>>;
  readonly messages: {
    /** In the source group, before the upgrade. */
    readonly source: number;
    /** Read in the enterprise group by one of its members. */
    readonly group: number;
    /** Count and digest of both histories are the same. */
    readonly proofEqual: boolean;
  };
  readonly events: { readonly received: number; readonly gaps: number };
  /** The whole run, the server's start included. */
  readonly seconds: number;
  /** The most that the server's process ever held; null where the system does not tell. */
  readonly peakMemoryMiB: number | null;
};

export async function writeReport(path: string, report: Report): Promise<void> {
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
}
