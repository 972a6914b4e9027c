/** What the server reads (its README lists them). The demo sets its own and lets none of the caller's through. */
const SERVER_VARIABLES = new Set([
  'NODE_ENV',
  'HOST',
  'PORT',
  'PUBLIC_URL',
  'DATABASE_URL',
  'DATA_DIR',
  'DATABASE_POOL',
  'TOKEN_SECRET',
  'REVIEWER_MOBILES',
  'CODE_WEBHOOK_URL',
  'CODE_WEBHOOK_SECRET',
  'ALLOWED_ORIGINS',
  'TRUSTED_PROXIES',
  'EXPLORER',
  'LOG_LEVEL',
]);

/** The environment of the server's process: the caller's, with the server's variables replaced by `own`. */
export function serverEnvironment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !SERVER_VARIABLES.has(name));
  return { ...Object.fromEntries(inherited), ...own };
}

/** The folder in which the command was typed. npm runs scripts in the folder of package.json and tells it apart. */
export function callersFolder(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}
