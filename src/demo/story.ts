import { foundCompany } from './acts/found-company.js';
import { prepare } from './acts/prepare.js';
import { prove, type Told } from './acts/prove.js';
import { provision } from './acts/provision.js';
import { upgrade } from './acts/upgrade.js';
import type { Checks } from './checks.js';
import type { World } from './world.js';

/** The whole job, from a company that nobody knows to a group that has moved. */
export async function play(world: World, checks: Checks): Promise<Told> {
  const { stage } = world;
  stage.heading('A company registers');
  const company = await foundCompany(world);
  try {
    stage.heading('It brings its people and its group');
    const imported = await provision(world, company.admin);
    stage.heading('Everybody is asked');
    const crew = await prepare(world, company, imported.sourceGroupId);
    const upgraded = await upgrade(world, company, crew, imported.sourceGroupId);
    stage.heading('The new group');
    return await prove(world, company, crew, imported, upgraded, checks);
  } finally {
    await company.admin.live.close();
  }
}
