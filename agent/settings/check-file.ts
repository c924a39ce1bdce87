import type { BoundConfig } from '../config/bind.ts';
import type { AgentConfig } from '../config/config.ts';
import { checkItem } from './check-item.ts';
import { InfoDirectory } from './directory.ts';
import { infoSets, profileSet } from './info-sets.ts';

/** What is wrong with an item that the configuration file sets, or with a ConfigurationInfo as a whole. */
export interface FileProblem {
  readonly info: string;
  readonly item?: string;
  readonly message: string;
}

/** Holds the items that the configuration file sets against the catalogue (KPIinOMA 6.1.3). */
export function checkFileSettings(
  config: AgentConfig,
  { sources, modules }: Pick<BoundConfig, 'sources' | 'modules'>,
): FileProblem[] {
  if (!config.settings || config.settings.size === 0) return [];
  const facts = { config, sources, modules, formulaOf: <K>(kpi: K) => kpi };
  const directory = new InfoDirectory(infoSets({ ...facts, config: { ...config, settings: new Map() } }));
  return [...config.settings].flatMap(([info, values]): FileProblem[] => {
    const known = directory.find(info);
    const refusal = known ? undefined : directory.refuseProfile(info);
    if (refusal !== undefined) return [{ info, message: refusal }];
    const set = known ?? profileSet(info);
    const problems = [...values].flatMap(([item, value]): FileProblem[] => {
      const isSecret = set.items.some(({ name, isSecret }) => name === item && isSecret);
      const own = 'It is a secret: write it where its receiver is configured.';
      const message = isSecret ? own : value === '' ? 'It is empty.' : checkItem(set, item, value);
      return message === undefined ? [] : [{ info, item, message }];
    });
    if (problems.length > 0) return problems;
    const value = (item: string) =>
      values.get(item) ?? set.given.get(item) ?? set.items.find(({ name }) => name === item)?.default ?? '';
    const together = set.checkTogether?.(value) ?? [];
    return together.map(({ item, problem }) => ({
      info,
      ...(values.has(item) && { item }),
      message: problem,
    }));
  });
}
