import { importedInWords } from '../actors/operation.js';
import { present } from '../api-client.js';
import { type Proof, sourceProof } from '../steps/history.js';
import {
  type Administrator,
  importDepartments,
  importGroup,
  importMembers,
  importMobiles,
} from '../steps/provision.js';
import type { World } from '../world.js';

export type Imported = {
  readonly sourceGroupId: string;
  /** Of the group's history before anything was moved. */
  readonly proof: Proof;
};

/** Uploads the company's people and the group. */
export async function provision({ stage, input }: World, admin: Administrator): Promise<Imported> {
  await stage.step(
    'departments',
    (tell) => importDepartments(admin, input.departments, tell),
    importedInWords,
  );
  await stage.step('members', (tell) => importMembers(admin, input.directory, tell), importedInWords);
  const group = await stage.step(
    "the group's export",
    (tell) => importGroup(admin, input.group, tell),
    importedInWords,
  );
  const sourceGroupId = present(group.resultId, 'imported group');
  await stage.step(
    "the group's mobiles",
    (tell) => importMobiles(admin, input.mobiles, sourceGroupId, tell),
    importedInWords,
  );
  const proof = await stage.step(
    'the proof of its history',
    () => sourceProof(admin.api, sourceGroupId),
    ({ messageCount, digest }) => `${messageCount} messages, ${digest.slice(0, 16)}…`,
  );
  return { sourceGroupId, proof };
}
