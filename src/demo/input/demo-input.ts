import { openAsBlob } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { basename } from 'node:path';
import type { InputFiles } from '../options.js';
import { sampleGroup } from '../sample/sample-group.js';
import { ChatLabFile, type GroupHead } from './chatlab-file.js';
import { readCompanyName, readMobiles, readName } from './tables.js';

/** A file to upload. */
export type NamedFile = { readonly name: string; readonly content: Blob };

/** What the demo plays with: four files, and what their owner knows of them. */
export type DemoInput = {
  readonly group: NamedFile;
  readonly departments: NamedFile;
  readonly directory: NamedFile;
  readonly mobiles: NamedFile;
  /** The export as its owner reads it. */
  readonly chatLab: ChatLabFile;
  readonly head: GroupHead;
  /** Platform id to mobile, E.164. */
  readonly mobileOf: ReadonlyMap<string, string>;
  readonly companyName: string;
  /** Owns the group, has an account and so can start the upgrade. */
  readonly owner: { readonly platformId: string; readonly name: string; readonly mobile: string };
};

/** The files cannot be used; the message says why, for people. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

const SEED = 20_260_302;

export async function readInput(files: InputFiles | undefined): Promise<DemoInput> {
  const named = files ? await opened(files) : generated();
  const chatLab = new ChatLabFile(named.group.content);
  const head = await chatLab.head();
  const mobileOf = await readMobiles(named.mobiles.content).catch(unreadable(named.mobiles));
  const companyName = await readCompanyName(named.departments.content).catch(unreadable(named.departments));
  const { ownerId } = head;
  if (ownerId === undefined) {
    throw new InputError(
      `${named.group.name} names no owner of the group, and only the owner can start an upgrade.`,
    );
  }
  const mobile = mobileOf.get(ownerId);
  if (mobile === undefined) {
    throw new InputError(
      `${named.mobiles.name} has no mobile of the group's owner, ${ownerId}, who must sign in to start the upgrade.`,
    );
  }
  const name = await readName(named.directory.content, mobile).catch(unreadable(named.directory));
  const owner = { platformId: ownerId, name: name ?? ownerId, mobile };
  return { ...named, chatLab, head, mobileOf, companyName: companyName || head.name, owner };
}

type Named = Pick<DemoInput, 'group' | 'departments' | 'directory' | 'mobiles'>;

async function opened(files: InputFiles): Promise<Named> {
  const open = async (path: string): Promise<NamedFile> => {
    try {
      await access(path, constants.R_OK);
      return { name: basename(path), content: await openAsBlob(path) };
    } catch (error) {
      throw new InputError(`${path} cannot be read: ${(error as Error).message}`);
    }
  };
  const { group, departments, directory, mobiles } = files;
  return {
    group: await open(group),
    departments: await open(departments),
    directory: await open(directory),
    mobiles: await open(mobiles),
  };
}

function generated(): Named {
  const sample = sampleGroup(SEED);
  const file = (name: string, text: string): NamedFile => ({ name, content: new Blob([text]) });
  return {
    group: file('group.chatlab.jsonl', `${[...sample.chatLab()].join('\n')}\n`),
    departments: file('departments.csv', sample.departmentsCsv),
    directory: file('directory.csv', sample.directoryCsv),
    mobiles: file('mobiles.csv', sample.mobilesCsv),
  };
}

function unreadable({ name }: NamedFile): (error: Error) => never {
  return (error) => {
    throw new InputError(`${name} cannot be read as CSV: ${error.message}`);
  };
}
