import { type AnswerFormat, printConfiguration } from '../oe/print/print-answers.ts';
import { CommandError } from './command-error.ts';
import { count } from './count.ts';
import { type AccessOptions, askInstance } from './oe-access.ts';
import type { Terminal } from './terminal.ts';

/** `kpi1 oe config get`: true where an identifier is unknown. Throws CommandError. */
export async function getConfiguration(
  infos: readonly string[],
  options: AccessOptions & { readonly format: AnswerFormat },
  terminal: Terminal,
): Promise<boolean> {
  const { unknown, ...answer } = await askInstance(options, terminal, (instance) =>
    instance.queryConfiguration(infos.length === 0 ? ['*'] : infos),
  );
  terminal.out(printConfiguration({ ...answer, unknown }, options.format));
  for (const info of unknown) terminal.err(`kpi1: ${info} is not known there`);
  return unknown.length > 0;
}

/** `kpi1 oe config set`. Throws CommandError, with every reason, where the instance refuses. */
export async function setConfiguration(
  identifier: string,
  assignments: readonly string[],
  options: AccessOptions,
  terminal: Terminal,
): Promise<void> {
  const items = assignments.map((assignment) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
    if (name !== undefined && value !== undefined) return { name, value };
    throw new CommandError(`${JSON.stringify(assignment)} is no item.`, 'Write name=value.', 2);
  });
  await askInstance(options, terminal, (instance) => instance.configure({ identifier, items }));
  terminal.out(`${identifier}: ${count(items.length, 'item')} applied.`);
}
