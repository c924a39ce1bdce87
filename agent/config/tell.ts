import type { Path } from '../../document/locations.ts';
import type { CONFIG_RULES } from './rules.ts';

/** Takes a finding about what stands at a path of the configuration. */
export type Tell = (rule: keyof typeof CONFIG_RULES, path: Path, message: string, remedy?: string) => void;
