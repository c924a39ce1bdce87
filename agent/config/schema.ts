import { KPI1_NAMESPACE } from '../../messages/xml/element-rules.ts';
import { HTTP } from './schema-http.ts';
import { TARGET } from './schema-notify.ts';
import { NAMESPACE, object, TEXT } from './schema-parts.ts';
import { SNMP } from './schema-snmp.ts';
import { SOURCE } from './schema-sources.ts';
import { STORE } from './schema-store.ts';

/**
 * JSON Schema (2020-12) of the agent's configuration file. `x-form` says in plain words what a value looks
 * like; it is what an error message says where the value does not. The defaults of the agent are those here.
 */
export const CONFIG_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'KPI1 agent configuration',
  ...object(
    {
      instanceId: {
        ...TEXT,
        'x-maxOctets': 255,
        description: 'Identifier of this KPIinOMA-enabled Instance.',
      },
      model: {
        type: 'string',
        description: 'The `model.json` that kpi1 build wrote.',
        default: 'agent/generated/model.json',
      },
      dataDir: {
        type: 'string',
        description: "Folder for what outlives the process: the store, and the SNMP engine's ID and boots.",
        default: './data',
      },
      xmlNamespace: {
        ...NAMESPACE,
        description: 'XML namespace of the messages over HTTP and FTP (docs/kpi-1.md#namespace).',
        default: KPI1_NAMESPACE,
      },
      snmp: { ...SNMP, description: 'SNMP: who may read, and how.' },
      notify: {
        type: 'array',
        items: TARGET,
        description: 'Where notifications and reports go. Default: nowhere.',
      },
      sources: {
        type: 'array',
        minItems: 1,
        items: SOURCE,
        description: 'Where figures come from.',
      },
      http: { ...HTTP, description: 'The KPI-1 interface over HTTP. Default: not served.' },
      store: { ...STORE, description: 'How much history is kept.' },
      collection: object({
        autostart: {
          type: 'boolean',
          description: 'Whether collection starts with the agent.',
          default: true,
        },
      }),
      settings: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          minProperties: 1,
          additionalProperties: { type: ['string', 'number', 'boolean'] },
        },
        description:
          'Configuration items (docs/settings.md) by ConfigurationInfo and name: report criteria, thresholds, formulas, collection profiles, such as `kpi.exSipSer: { report.period: 10m }`.',
      },
      history: object({
        intervals: {
          type: 'integer',
          minimum: 1,
          maximum: 1000,
          description: 'Complete intervals of a KPI kept for kpi1IntervalTable.',
          default: 8,
        },
        reports: {
          type: 'integer',
          minimum: 1,
          maximum: 10000,
          description: 'Reports kept for kpi1ReportTable.',
          default: 50,
        },
      }),
      log: object({
        level: {
          enum: ['trace', 'debug', 'info', 'warn', 'error', 'fatal'],
          description: 'What is logged, as JSON lines on standard error: this and what is graver.',
          default: 'info',
        },
      }),
    },
    ['instanceId', 'sources'],
  ),
};
