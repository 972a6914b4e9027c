import { localId } from '#platform/graphql/relay.js';
import { interleaved } from '../rounds.js';
import type { Scenario } from '../scenario.js';
import { query } from '../stand/database.js';
import { residentMemory } from '../stand/processor-time.js';
import { Stand } from '../stand/stand.js';
import { compare } from '../statistics.js';
import { foundCompany } from '../world/company.js';
import { ExportFile, importHistory } from '../world/history.js';

/** From so many on, an import must need no more memory. */
const FEW = 10_000;
const PEOPLE = 100;
/** In the folder of the database, where its processes stand. */
const COPY_FILE = '/proc/self/cwd/bench.copy';

export const importMessages: Scenario = {
  name: 'import-messages',
  title: '1,000,000 messages imported',
  async run(bench) {
    const many = bench.size(1_000_000, 40_000);
    await using stand = await Stand.open(bench);
    const company = await foundCompany(stand);
    const people = Array.from({ length: PEOPLE }, (_, index) => ({ platformId: `p${index}` }));

    /** By a process of its own, whose memory nothing else has used. */
    const imported = async (messages: number): Promise<{ id: string; seconds: number; peak: number }> => {
      await stand.stopNodes();
      const { pid } = await stand.startNode();
      await using file = await ExportFile.write(people, messages);
      const world = { ...company, admin: await stand.again(company.admin) };
      const { sourceGroupId, seconds } = await importHistory(world, file);
      return { id: localId('SourceGroup', sourceGroupId), seconds, peak: (await residentMemory(pid)).most };
    };

    await query(
      stand.connection,
      'create schema bench; create table bench.message (like public.message including all)',
    );
    bench.tell(`imports ${many} messages, copies the same rows, and imports ${FEW}, by turns`);
    const measured = await interleaved(bench.rounds, {
      few: () => imported(FEW),
      async many() {
        const { id, seconds, peak } = await imported(many);
        return { seconds, peak, copy: await copySeconds(stand, id) };
      },
    });
    return [
      compare({
        what: 'seconds',
        of: { name: 'Assent', values: measured.many.map(({ seconds }) => seconds) },
        over: {
          name: 'COPY of the same rows with the same indexes',
          values: measured.many.map(({ copy }) => copy),
        },
        goal: { atMost: 3 },
      }),
      compare({
        what: 'bytes of memory at most',
        of: { name: `${many} messages`, values: measured.many.map(({ peak }) => peak) },
        over: { name: `${FEW} messages`, values: measured.few.map(({ peak }) => peak) },
        goal: { atMost: 1.3 },
      }),
    ];
  },
};

/** Copies the rows of a group's history out, and in again elsewhere. Resolves to the seconds of the latter. */
async function copySeconds({ connection }: Stand, sourceGroupId: string): Promise<number> {
  await query(
    connection,
    `copy (select m.* from message m join source_group g on g.conversation_id = m.conversation_id
       where g.id = '${sourceGroupId}' order by m.ordinal) to '${COPY_FILE}'`,
  );
  const started = performance.now();
  await query(connection, `copy bench.message from '${COPY_FILE}'`);
  return (performance.now() - started) / 1_000;
}
