import { escapeData, escapeProperty } from '../../document/formats/github.ts';
import { physicalLocation, sarifLog } from '../../document/formats/sarif.ts';
import type { Change } from './change.ts';
import { CHANGE_RULES, CHANGE_SEVERITIES, type ChangeSeverity } from './rules.ts';

export type DiffFormat = 'text' | 'json' | 'github' | 'sarif' | 'markdown';

/** What a change of each severity is to GitHub Actions and to a code scanner. */
const GITHUB = { breaking: 'error', risky: 'warning', safe: 'notice' } as const;
const SARIF = { breaking: 'error', risky: 'warning', safe: 'note' } as const;

/** Writes changes for a person, a program, GitHub Actions, a code scanner or a pull request. Ends in a line break. */
export function formatChanges(format: DiffFormat, changes: readonly Change[], version: string): string {
  switch (format) {
    case 'text':
      return formatText(changes);
    case 'json':
      return `${JSON.stringify({ ...countOf(changes), changes: changes.map(withRule) }, undefined, 2)}\n`;
    case 'github':
      return changes.map((change) => `${githubCommand(change)}\n`).join('');
    case 'sarif':
      return formatSarif(changes, version);
    case 'markdown':
      return formatMarkdown(changes);
  }
}

/** How many of each severity there are that nobody accepted. */
export function countOf(changes: readonly Change[]): Record<ChangeSeverity, number> & { accepted: number } {
  const count = (test: (change: Change) => boolean) => changes.filter(test).length;
  const of = (severity: ChangeSeverity) =>
    count((change) => change.accepted === undefined && change.severity === severity);
  return {
    breaking: of('breaking'),
    risky: of('risky'),
    safe: of('safe'),
    accepted: count(({ accepted }) => accepted !== undefined),
  };
}

function formatText(changes: readonly Change[]): string {
  const blocks = changes.map((change) => {
    const { place, severity, rule, accepted } = change;
    const where = place ? `${place.file}:${place.line}:${place.column}: ` : '';
    const mark = accepted === undefined ? severity : `accepted (${severity})`;
    const lines = [`${where}${mark} ${rule} ${subjectOf(change)}: ${change.message}`];
    if (accepted !== undefined) lines.push(`  accepted: ${accepted}`);
    else if (severity !== 'safe') lines.push(`  pollers see: ${CHANGE_RULES[rule].poller}`);
    return lines.join('\n');
  });
  return `${[...blocks, summaryOf(changes)].join('\n\n')}\n`;
}

function summaryOf(changes: readonly Change[]): string {
  if (changes.length === 0) return 'Nothing changed.';
  const counts = Object.entries(countOf(changes)).filter(([, count]) => count > 0);
  return `${counts.map(([what, count]) => `${count} ${what}`).join(', ')}.`;
}

function withRule(change: Change) {
  const { title, poller } = CHANGE_RULES[change.rule];
  return { ...change, title, poller };
}

function githubCommand(change: Change): string {
  const { place, severity, rule, accepted } = change;
  const where = place && { file: place.file, line: place.line, col: place.column };
  const properties = Object.entries({ ...where, title: rule }).map(
    ([key, value]) => `${key}=${escapeProperty(String(value))}`,
  );
  const text = `${subjectOf(change)}: ${change.message} Pollers see: ${CHANGE_RULES[rule].poller}`;
  const command = accepted === undefined ? GITHUB[severity] : 'notice';
  return `::${command} ${properties.join(',')}::${escapeData(text)}`;
}

function formatSarif(changes: readonly Change[], version: string): string {
  const ids = Object.keys(CHANGE_RULES);
  const rules = Object.entries(CHANGE_RULES).map(([id, { severity, title, poller }]) => ({
    id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: `Pollers see: ${poller}` },
    defaultConfiguration: { level: SARIF[severity] },
  }));
  const results = changes.map((change) => ({
    ruleId: change.rule,
    ruleIndex: ids.indexOf(change.rule),
    level: SARIF[change.severity],
    message: { text: `${subjectOf(change)}: ${change.message}` },
    locations: change.place ? [{ physicalLocation: physicalLocation(change.place) }] : [],
    ...(change.accepted !== undefined && {
      suppressions: [{ kind: 'external', justification: change.accepted }],
    }),
  }));
  return sarifLog(version, rules, results);
}

/** A comment for a pull request: the gravest first, what is safe folded. */
function formatMarkdown(changes: readonly Change[]): string {
  const sections = CHANGE_SEVERITIES.flatMap((severity) => {
    const own = changes.filter((change) => change.severity === severity && change.accepted === undefined);
    if (own.length === 0) return [];
    const title = `${severity[0]?.toUpperCase()}${severity.slice(1)} (${own.length})`;
    const table = markdownTable(own, 'what pollers see', ({ rule }) => CHANGE_RULES[rule].poller);
    return [severity === 'safe' ? folded(title, table) : `### ${title}\n\n${table}`];
  });
  const accepted = changes.filter((change) => change.accepted !== undefined);
  if (accepted.length > 0) {
    const table = markdownTable(accepted, 'why', (change) => change.accepted ?? '');
    sections.push(folded(`Accepted (${accepted.length})`, table));
  }
  return `## KPI definitions: ${summaryOf(changes)}\n${sections.map((section) => `\n${section}\n`).join('')}`;
}

function markdownTable(changes: readonly Change[], last: string, textOf: (change: Change) => string): string {
  const rows = changes.map(
    (change) =>
      `| \`${change.rule}\` | ${cell(subjectOf(change))} | ${cell(change.message)} | ${cell(textOf(change))} |`,
  );
  return [`| rule | where | what | ${last} |`, '|---|---|---|---|', ...rows].join('\n');
}

function folded(title: string, text: string): string {
  return `<details><summary>${title}</summary>\n\n${text}\n\n</details>`;
}

function cell(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ');
}

function subjectOf({ module, name }: Change): string {
  return [module, name].filter((part) => part !== '').join('::') || 'the project';
}
