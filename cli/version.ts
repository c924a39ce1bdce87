import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `kpi1 0.1.0`: what model.json, MIB modules and kpi1InstanceSoftware name as their program. */
export function readProgramVersion(): string {
  // Run from dist/ or from the sources, the package's root is somewhere above.
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  return `${name} ${version}`;
}
