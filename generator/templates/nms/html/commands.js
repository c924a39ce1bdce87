import { copyButton, element, keep } from './elements.js';
import { decodeIndex, encodeIndex } from './instance.js';
import { tableOf } from './tree.js';

const options = keep('options', '-v 2c -c public 127.0.0.1:1161');
const byName = keep('byName', '');

/** Lines for a shell that ask an agent for a node; undefined where nothing can be asked for. `rest` is of a row. */
export function commandSection(tree, node, rest) {
  const table = node.kind === 'table' ? node : tableOf(node);
  const values = table ? (decodeIndex(table.index, rest) ?? []) : [];
  const lines = element('div', { class: 'commands' });
  const print = () => {
    const row = table && encodeIndex(table.index, values);
    lines.replaceChildren(...questions(tree, node, row).map((question) => commandLine(question)));
  };
  if (questions(tree, node, undefined).length === 0) return undefined;
  print();
  return element(
    'section',
    { class: 'ask' },
    element('h2', {}, 'Ask an agent'),
    element('div', { class: 'settings' }, optionsField(print), nameSwitch(print)),
    hasRows(node) && rowFields(table, values, print),
    lines,
  );
}

function hasRows(node) {
  return tableOf(node) !== undefined && node.kind !== 'index';
}

/** What is worth asking: `{ about, tool, asked }`, where `asked` are nodes with what follows their OID. */
function questions(tree, node, row) {
  if (node.status === 'obsolete' || node.isNotifyOnly) return [];
  const { kind } = node;
  if (kind === 'module' || kind === 'group' || kind === 'table' || kind === 'root')
    return hasValues(node) ? [{ about: 'All of it', tool: 'snmpwalk', asked: [[node, '']] }] : [];
  if (kind !== 'kpi' && kind !== 'measurement' && kind !== 'object') return [];
  const value = tableOf(node)
    ? [
        { about: 'The value of all rows', tool: 'snmpwalk', asked: [[node, '']] },
        ...(row === undefined
          ? []
          : [{ about: 'The value of the row', tool: 'snmpget', asked: [[node, `.${row}`]] }]),
      ]
    : [{ about: 'The value', tool: 'snmpget', asked: [[node, '.0']] }];
  return [...value, ...catalogueQuestions(tree, node)];
}

function hasValues({ children }) {
  return children.some(
    (node) =>
      hasValues(node) ||
      (['kpi', 'measurement', 'object'].includes(node.kind) &&
        !node.isNotifyOnly &&
        node.status !== 'obsolete'),
  );
}

/** KPI1-MIB says of each figure how it is, and of KPIs how they were. */
function catalogueQuestions(tree, { kind, row }) {
  if (row === undefined) return [];
  const table = kind === 'kpi' ? 'kpi1Kpi' : 'kpi1Pm';
  const find = (descriptor) => tree.byDescriptor.get(descriptor);
  const asked = ['Value', 'Status', 'Reason'].map((end) => [find(table + end), `.${row}`]);
  const about = 'The value as text, whether there is one, and why not';
  const history = {
    about: 'Its intervals',
    tool: 'snmpwalk',
    asked: [[find('kpi1IntervalValue'), `.${row}`]],
  };
  return [{ about, tool: 'snmpget', asked }, ...(kind === 'kpi' ? [history] : [])];
}

function commandLine({ about, tool, asked }) {
  const named = byName.get() !== '';
  const modules = [...new Set(asked.map(([{ owner }]) => owner?.name))].filter(Boolean);
  const mibs = named && modules.length > 0 ? [`-M +mibs -m +${modules.join(':')}`] : [];
  const objects = asked.map(([node, rest]) =>
    named && node.owner ? `${node.owner.name}::${node.descriptor}${rest}` : node.oid + rest,
  );
  const line = [tool, ...mibs, options.get(), ...objects].join(' ');
  return element(
    'figure',
    { class: 'command' },
    element('figcaption', {}, about),
    element('pre', {}, element('code', {}, line)),
    copyButton(() => line, `the ${tool} line`),
  );
}

function optionsField(print) {
  const input = element('input', {
    type: 'text',
    class: 'mono',
    spellcheck: 'false',
    autocapitalize: 'off',
    value: options.get(),
    input: () => {
      options.set(input.value);
      print();
    },
  });
  return element('label', { class: 'wide' }, 'Options and agent', input);
}

function nameSwitch(print) {
  const input = element('input', {
    type: 'checkbox',
    checked: byName.get() !== '',
    change: () => {
      byName.set(input.checked ? 'yes' : '');
      print();
    },
  });
  return element('label', { class: 'check' }, input, 'Names, with the files in mibs/');
}

function rowFields(table, values, print) {
  return element(
    'fieldset',
    { class: 'settings' },
    element('legend', {}, 'Row'),
    table.index.map((part, at) => {
      const { descriptor, kind, min, max } = part;
      const input = element('input', {
        type: 'text',
        value: values[at] ?? '',
        placeholder: kind === 'number' ? `${min}..${max}` : `${min === max ? min : `${min}..${max}`} octets`,
        input: () => {
          values[at] = input.value;
          input.ariaInvalid = String(encodeIndex([part], [input.value]) === undefined);
          print();
        },
      });
      return element('label', {}, descriptor, input);
    }),
  );
}
