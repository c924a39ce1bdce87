import { FAMILIES } from './catalogue.ts';
import type { Family, ItemDefinition } from './item.ts';

const INTRODUCTION = `# Configuration items

<!-- Made from agent/settings/catalogue.ts; test/agent/settings/describe.test.ts says how to make it anew. -->

What the Operational Environment can ask and change (KPIinOMA 6.1.3), by the identifier of the
ConfigurationInfo that holds it: over HTTP with OEConfigQueryRequest and OEConfigurationCmd, with
\`kpi1 oe config\`, and by GET in kpi1ConfigTable. The query \`*\` stands for all that there is.

- A command is carried out as a whole, or refused as a whole with every reason.
- What is set stays set over a restart, and is written down: who, when, from what, to what.
- An **empty value** takes back what was set: what the file or the definition says holds again.
- Where the configuration file says something else than it did when an item was set, the file wins.
- **Secrets** are written and never read: they are shown as \`***\`.
`;

/** docs/settings.md: the whole catalogue for people. */
export function describeCatalogue(): string {
  return [INTRODUCTION, ...Object.values(FAMILIES).map(describeFamily)].join('\n');
}

function describeFamily({ identifier, description, items }: Family): string {
  return [
    `## \`${identifier}\``,
    '',
    description,
    '',
    '| item | value | default | effective | |',
    '|---|---|---|---|---|',
    ...items.map(describeItem),
    '',
  ].join('\n');
}

function describeItem({
  name,
  type,
  default: fallback,
  description,
  effect,
  isSecret,
}: ItemDefinition): string {
  const value = isSecret ? `secret, ${type.form}` : type.form;
  const standard = fallback === '' ? '' : `\`${fallback}\``;
  const cells = [`\`${name}\``, value, standard, effect === 'never' ? 'read-only' : effect, description];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
