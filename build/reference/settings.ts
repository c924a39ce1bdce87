import { FAMILIES } from '../../agent/settings/catalogue.ts';
import type { Family, ItemDefinition } from '../../agent/settings/item.ts';
import { code, table } from './markdown.ts';

const INTRODUCTION = `# Configuration items

<!-- Made from agent/settings/catalogue.ts: UPDATE_DOCS=1 npx mocha test/build/reference/pages.test.ts -->

What the Operational Environment can ask and change (KPIinOMA 6.1.3), by the identifier of the
ConfigurationInfo that holds it: over HTTP with OEConfigQueryRequest and OEConfigurationCmd, with
\`kpi1 oe config\`, and by GET in kpi1ConfigTable. The query \`*\` stands for all that there is.

- A command is carried out as a whole, or refused as a whole with every reason.
- What is set stays set over a restart, and is written down: who, when, from what, to what.
- An **empty value** takes back what was set: what the file or the definition says holds again.
- Where the configuration file says something else than it did when an item was set, the file wins.
- **Secrets** are written and never read: they are shown as \`***\`.
`;

/** docs/settings.md: the whole catalogue of configuration items. */
export function describeCatalogue(): string {
  return [INTRODUCTION, ...Object.values(FAMILIES).map(describeFamily)].join('\n');
}

function describeFamily({ identifier, description, items }: Family): string {
  const rows = table(['item', 'value', 'default', 'effective', ''], items.map(describeItem));
  return `## ${code(identifier)}\n\n${description}\n\n${rows}\n`;
}

function describeItem({ name, type, default: fallback, description, effect, isSecret }: ItemDefinition) {
  const value = isSecret ? `secret, ${type.form}` : type.form;
  const stated = fallback === '' ? '' : code(fallback);
  return [code(name), value, stated, effect === 'never' ? 'read-only' : effect, description];
}
