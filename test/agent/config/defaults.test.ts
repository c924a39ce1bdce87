import { expect } from 'chai';
import { stringify } from 'yaml';
import { loadConfig } from '../../../agent/config/load.ts';
import { CONFIG_SCHEMA } from '../../../agent/config/schema.ts';
import { kindsOf, type Schema } from '../../../build/reference/schema.ts';

type Fields = Readonly<Record<string, unknown>>;

const MINIMAL: Fields = {
  instanceId: 'a',
  http: { listen: '127.0.0.1:8161' },
  notify: [
    { type: 'snmp', to: '127.0.0.1:1162', community: 'public' },
    { type: 'http', url: 'http://127.0.0.1:8080/' },
    {
      ...{ type: 'ftp', FTPServerIP: '127.0.0.1', FTPServerPort: 21, InstanceID: 'a' },
      ...{ FTPUserName: 'a', FTPUserPasswd: 'b', FTPDir: '/' },
    },
  ],
  sources: [
    { name: 'a', type: 'statsd', listen: '127.0.0.1:8125', every: '5s', measurements: { a: 'a' } },
    { name: 'b', type: 'otlp', listen: '127.0.0.1:4318', every: '5s', measurements: { b: 'b' } },
    { name: 'c', type: 'file', path: 'c.json', every: '5s', measurements: { c: '/c' } },
  ],
};

/** The data with every default of the schema written out, at any depth. */
function withDefaults(data: unknown, schema: Schema): unknown {
  if (Array.isArray(data)) return data.map((item) => withDefaults(item, schema.items ?? {}));
  if (typeof data !== 'object' || data === null) return data;
  const fields = data as Fields;
  const { properties = {} } = kindsOf(schema).get(String(fields['type'])) ?? schema;
  const written = Object.entries(properties).map(([key, inner]) => [
    key,
    inner.default ?? withDefaults(fields[key] ?? (inner.properties && {}), inner),
  ]);
  return { ...fields, ...Object.fromEntries(written.filter(([, value]) => !isNothing(value))) };
}

function isNothing(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && Object.keys(value as object).length === 0);
}

describe('The defaults of the configuration', () => {
  it('are those that its schema says', () => {
    const load = (data: unknown) => loadConfig('/etc/agent.yaml', Buffer.from(stringify(data)), {}).config;
    const written = stringify(withDefaults(MINIMAL, CONFIG_SCHEMA as Schema));
    for (const some of ['maxMessageSize', 'backlog', 'retries', 'counters', 'expire', 'intervals'])
      expect(written).to.include(`${some}: `);
    expect(load(MINIMAL)).to.be.an('object');
    expect(load(withDefaults(MINIMAL, CONFIG_SCHEMA as Schema))).to.deep.equal(load(MINIMAL));
  });
});
