import { HTTP } from './schema-http.ts';
import { TARGET } from './schema-notify.ts';
import { NAMESPACE, object, TEXT } from './schema-parts.ts';
import { SNMP } from './schema-snmp.ts';
import { SOURCE } from './schema-sources.ts';
import { STORE } from './schema-store.ts';

/**
 * JSON Schema (2020-12) of the agent's configuration file. `x-form` says in plain words what a value looks
 * like; it is what an error message says where the value does not.
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
        description:
          'model.json as kpi1 build wrote it, from the folder of this file. Default agent/generated/model.json.',
      },
      dataDir: { type: 'string', description: 'Folder for what outlives the process. Default ./data.' },
      xmlNamespace: {
        ...NAMESPACE,
        description: 'XML namespace of the messages over HTTP and FTP. Default urn:kpi1:kpi-1:1.',
      },
      snmp: SNMP,
      notify: {
        type: 'array',
        items: TARGET,
        description: 'Where reports and events go.',
      },
      sources: {
        type: 'array',
        minItems: 1,
        items: SOURCE,
        description: 'Where measurements come from.',
      },
      http: HTTP,
      store: STORE,
      collection: object({
        autostart: {
          type: 'boolean',
          description: 'Whether collection starts with the agent. Default true.',
        },
      }),
      settings: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          minProperties: 1,
          additionalProperties: { type: ['string', 'number', 'boolean'] },
        },
        description: 'Configuration items by ConfigurationInfo and name: see docs/settings.md.',
      },
      history: object({
        intervals: {
          type: 'integer',
          minimum: 1,
          maximum: 1000,
          description: 'Complete intervals kept for kpi1IntervalTable. Default 8.',
        },
        reports: {
          type: 'integer',
          minimum: 1,
          maximum: 10000,
          description: 'Reports kept for kpi1ReportTable. Default 50.',
        },
      }),
      log: object({
        level: { enum: ['trace', 'debug', 'info', 'warn', 'error', 'fatal'], description: 'Default info.' },
      }),
    },
    ['instanceId', 'sources'],
  ),
};
