import type { SourceText } from '../../document/source-text.ts';
import type { Findings } from '../findings.ts';
import type { ContractView, PartView } from './contract-view.ts';
import { type HandlerOutline, outlineHandler } from './outline.ts';

const MOST_NAMED = 5;

/**
 * Holds an existing handler against what its module measures. What its text does not plainly show is taken to
 * be right: the compiler knows better.
 */
export function checkHandler(source: SourceText, contract: ContractView, findings: Findings): void {
  const outline = outlineHandler(source.text);
  if (outline === undefined) return;
  for (const name of ['scalars', 'tables'] as const) {
    const wanted = contract.parts.find((part) => part.name === name) ?? { name, methods: [] };
    checkPart(source, outline, wanted, contract.module, findings);
  }
}

function checkPart(
  source: SourceText,
  outline: HandlerOutline,
  { name, methods }: PartView,
  module: string,
  findings: Findings,
): void {
  const part = outline[name];
  if (part.kind === 'unknown') return;
  const present = part.kind === 'known' ? part.members : new Map<string, never>();
  const missing = methods.filter((method) => !present.has(method.property));
  if (missing.length > 0) {
    const lines = missing.map(({ hint, name: property }) => `${hint}\n    ${property}: () => undefined,`);
    findings.add(
      'HANDLER-MISSING',
      source.place(part.kind === 'known' ? part.at : outline.at),
      `The handler of ${module} lacks ${listed(missing.map(({ property }) => `${name}.${property}`))}.`,
      `Add to ${name}:\n${lines.join('\n')}`,
    );
  }
  const wanted = new Set(methods.map(({ property }) => property));
  for (const [member, at] of present) {
    if (wanted.has(member)) continue;
    findings.add(
      'HANDLER-ORPHAN',
      source.place(at),
      `${module} no longer measures ${name}.${member}.`,
      'Remove the method, or move what it does to where it is wanted now.',
    );
  }
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : names.join(', ');
}

/** A handler whose contract is not generated any more. Other files beside it are the user's own business. */
export function checkUnused(source: SourceText, contracts: ReadonlySet<string>, findings: Findings): void {
  const imported = /from\s*(['"])(\.\.\/generated\/[\w-]+\.gen\.[tj]s)\1/.exec(source.text);
  const contract = imported?.[2];
  if (!imported || contract === undefined || contracts.has(contract)) return;
  findings.add(
    'HANDLER-UNUSED',
    source.place([imported.index, imported.index + imported[0].length]),
    `No module has the contract ${contract} any more.`,
    'Delete the file, or bring the definitions of its module back.',
  );
}
