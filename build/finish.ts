/**
 * What `npm run build` does after the compiler: puts beside the code what it reads, and makes starting quick -
 * the configuration's schema becomes compiled code, so that no schema compiler is loaded, and the command line
 * with the agent a few files instead of two hundred.
 */
import { chmodSync, cpSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { buildSync, transformSync } from 'esbuild';
import { CONFIG_SCHEMA } from '../agent/config/schema.ts';
import { compileSchema } from '../document/compile-schema.ts';
import packageJson from '../package.json' with { type: 'json' };
import { shortenSchema } from './shorten-schema.ts';
import { splitSchema } from './split-schema.ts';

const require = createRequire(import.meta.url);
const { default: standaloneCode } =
  require('ajv/dist/standalone') as typeof import('ajv/dist/standalone/index.js');

const REQUIRE = `\
import { createRequire as requireForBundle } from 'node:module';
const require = requireForBundle(import.meta.url);
`;
/** Packages that are bundled, whose licences ask to go with them: those that starting needs. */
const BUNDLED = ['commander', 'yaml'];
const OUTSIDE = Object.keys(packageJson.dependencies).filter((name) => !BUNDLED.includes(name));

cpSync('generator/templates', 'dist/generator/templates', { recursive: true });

const { ajv, validate } = compileSchema(splitSchema(shortenSchema(CONFIG_SCHEMA)), {}, { source: true });
// The code asks for ajv's few runtime functions by require.
const prelude =
  "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n";
const code = standaloneCode(ajv, validate).replace(
  /export const validate = /,
  'export const validateConfig = ',
);
const { code: compact } = transformSync(prelude + code, { minify: true, format: 'esm', target: 'node20' });
writeFileSync('dist/agent/config/validate.js', compact);

buildSync({
  entryPoints: ['dist/cli/main.js'],
  outdir: 'dist/cli',
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Quicker to read. And V8 keeps a file with two octets a character where one, be it in a comment, is not of Latin-1.
  minifyWhitespace: true,
  lineLimit: 160,
  // The form of it that asks for no environment variable at each token.
  alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
  // The generator finds its templates from where it is; the configuration's schema stays compact.
  external: ['../generator/*', './dist/agent/config/validate.js', ...OUTSIDE],
  // Packages that are bundled ask for Node's own modules by require; the name is one that no module has.
  banner: { js: REQUIRE },
});
for (const name of BUNDLED) cpSync(`node_modules/${name}/LICENSE`, `dist/cli/LICENSE.${name}`);
// npm does so where it installs the package; npx in a checkout need not.
chmodSync('dist/cli/main.js', 0o755);
