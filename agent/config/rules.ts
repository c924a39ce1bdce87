import type { Rule } from '../../document/rules.ts';
import { diagnoseBy } from '../../document/rules.ts';

/** Rules of the agent's configuration, beside those of any YAML document. docs/rules.md has a section for each. */
export const CONFIG_RULES = {
  'CONFIG-VARIABLE': { severity: 'error', title: 'An environment variable is not set' },
  'CONFIG-ADDRESS': { severity: 'error', title: 'An address, port or address block is none' },
  'CONFIG-URL': { severity: 'error', title: 'A URL cannot be read' },
  'CONFIG-FILE': { severity: 'error', title: 'A file that is named cannot be used' },
  'CONFIG-VIEW': { severity: 'error', title: 'A view is not defined' },
  'CONFIG-USER': { severity: 'error', title: 'A user cannot be' },
  'CONFIG-TARGET': { severity: 'error', title: 'The fields of a target do not fit each other' },
  'CONFIG-BINDING': { severity: 'error', title: 'The agent answers and reports nowhere' },
  'CONFIG-OPEN': { severity: 'error', title: 'Anybody may use HTTP from other machines' },
  'CONFIG-DUPLICATE': { severity: 'error', title: 'A name stands twice' },
  'CONFIG-MODULE': { severity: 'error', title: 'A module is not in the model' },
  'CONFIG-MEASUREMENT': { severity: 'error', title: 'A measurement is not in the model' },
  'CONFIG-MEASUREMENT-SHARED': { severity: 'error', title: 'A measurement has two sources' },
  'CONFIG-MAPPING': { severity: 'error', title: 'A mapping does not fit its measurement' },
  'CONFIG-TIMEOUT': { severity: 'error', title: 'A sample may take longer than its period' },
  'CONFIG-EXPIRE': { severity: 'error', title: 'Figures are forgotten before they are sampled' },
  'CONFIG-SENDERS': { severity: 'error', title: 'Who may send figures is not said' },
  'CONFIG-PERIOD-LONG': { severity: 'error', title: 'A source is sampled too rarely' },
  'CONFIG-PERIOD': { severity: 'warning', title: 'Samples and intervals do not end together' },
  'CONFIG-SETTING': { severity: 'error', title: 'A configuration item cannot be set so' },
  'CONFIG-MEASUREMENT-MISSING': { severity: 'warning', title: 'A measurement has no source' },
  'CONFIG-UNREADABLE': { severity: 'warning', title: 'Nobody may read anything' },
  'CONFIG-EXPOSED': { severity: 'warning', title: 'A community is readable from outside' },
  'CONFIG-CLEARTEXT': { severity: 'warning', title: 'Passwords travel unencrypted' },
  'CONFIG-WEAK': { severity: 'warning', title: 'A user is badly protected' },
} as const satisfies Record<string, Rule>;

export const diagnoseConfig = diagnoseBy(CONFIG_RULES);
