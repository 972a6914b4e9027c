import { provedSummary, mutate } from '../../support/upgrades.js';
import { interleaved } from '../rounds.js';
import type { Scenario } from '../scenario.js';
import { Stand } from '../stand/stand.js';
import { compare } from '../statistics.js';
import { openAgreed } from '../world/asked.js';

const FEW = 10;

export const cutOver: Scenario = {
  name: 'cut-over',
  title: 'cut-over with 1,000,000 messages and 10,000 invitations',
  async run(bench) {
    const people = bench.size(10_000, 40);
    const many = bench.size(1_000_000, 40_000);
    bench.tell(`imports ${many} messages, and lets ${people} people answer twice`);
    await using stand = await Stand.open(bench);
    const { company, agreed } = await openAgreed(stand, { people, messages: [FEW, many] });
    await stand.stopNodes();

    /** There is no way back from a cut-over, so each is done on a copy of the database. */
    const seconds = async (messages: number): Promise<number> => {
      const groupUpgradeId = agreed.find((one) => one.messages === messages)?.upgradeId ?? '';
      await using copy = await Stand.open(bench, { like: stand });
      const admin = await copy.again(company.admin);
      const { token } = await provedSummary(admin, groupUpgradeId);
      const started = performance.now();
      const { groupUpgrade } = await mutate<{ groupUpgrade: { state: string } | null }>(
        admin,
        'cutOverGroupUpgrade',
        { groupUpgradeId, summaryToken: token },
        'groupUpgrade { state }',
      );
      if (groupUpgrade?.state !== 'COMPLETED') throw new Error(`cut over to ${groupUpgrade?.state}`);
      return (performance.now() - started) / 1_000;
    };
    bench.tell('cuts both over by turns, each time on a copy of the database');
    const measured = await interleaved(bench.rounds, { few: () => seconds(FEW), many: () => seconds(many) });
    return [
      compare({
        what: 'seconds',
        of: { name: `${many} messages`, values: measured.many },
        over: { name: `${FEW} messages`, values: measured.few },
        goal: { atMost: 1.2 },
      }),
    ];
  },
};
