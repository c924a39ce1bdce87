/** Definitions that tests serve: calls, in all and by trunk, from metrics; a box, from a handler. */
export const CALLS = `\
module:
  name: EXAMPLE-CALL-KPI-MIB
  prefix: exCall
  description: Calls.
  revisions:
    - { date: 2026-11-21, description: First version. }
objects:
  - name: trunk
    description: A trunk.
    index:
      - { name: trunkName, dataType: string(1..64), description: Name of the trunk. }
measurements:
  - { name: attempts, description: Calls attempted., unit: calls, dataType: counter }
  - { name: answered, description: Calls answered., unit: calls, dataType: counter }
  - { name: active, description: Calls up now., unit: calls, dataType: gauge }
  - { name: trunkCalls, description: Calls up on the trunk., unit: calls, dataType: gauge, per: trunk }
  - { name: trunkAttempts, description: Calls attempted on the trunk., unit: calls, dataType: counter, per: trunk }
kpis:
  - name: Answer Ratio
    description: Share of attempts that were answered.
    purpose: Shows whether callers reach anyone.
    formula: 100 * answered / attempts
    unit: percent
    dataType: real(2)
    reportingFrequency: 10s
    reportingDuration: 30s
    dataSource: CPM
    category: Accessibility
    range: 0..100
    threshold: { warning: "< 50", critical: "< 20" }
  - name: Trunk Load
    description: Calls on the trunk.
    purpose: Shows when a trunk fills up.
    formula: trunkCalls
    unit: calls
    dataType: integer
    reportingFrequency: 10s
    reportingDuration: continuous
    dataSource: CPM
    per: trunk
    threshold: { critical: "> 100" }
  - name: Total Load
    description: Calls on all trunks.
    purpose: Shows how many licences are used.
    formula: sum(trunkCalls)
    unit: calls
    dataType: integer
    reportingFrequency: 20s
    reportingDuration: continuous
    dataSource: CPM
`;

/** The same, every KPI for each so many seconds, without end. */
export function callsEvery(seconds: number): string {
  return CALLS.replace(/reportingFrequency: \d+s/g, `reportingFrequency: ${seconds}s`).replace(
    'reportingDuration: 30s',
    'reportingDuration: continuous',
  );
}

export const BOX = `\
module:
  name: EXAMPLE-BOX-KPI-MIB
  prefix: exBox
  description: The box that it runs on.
  revisions:
    - { date: 2026-11-21, description: First version. }
measurements:
  - { name: temperature, description: Temperature inside., unit: degrees, dataType: real(1) }
  - { name: site, description: Where it is., unit: name, dataType: string(0..32) }
  - { name: doorOpen, description: Whether its door is open., unit: state, dataType: boolean }
kpis:
  - name: Mean Temperature
    description: Mean temperature inside.
    purpose: Shows whether it is cooled.
    formula: avg(temperature)
    unit: degrees
    dataType: real(1)
    reportingFrequency: 10s
    reportingDuration: continuous
    dataSource: Box
`;

/** Where the metrics of a server give the measurements of CALLS. */
export const CALL_MAPPINGS = {
  attempts: 'calls_attempted_total',
  answered: 'calls_answered_total',
  active: 'calls_active',
  trunkCalls: { metric: 'trunk_calls', labels: { trunkName: 'trunk' } },
  trunkAttempts: { metric: 'trunk_attempts_total', labels: { trunkName: 'trunk' } },
};

/** What a server says of CALLS at first. */
export const CALL_SERIES: Record<string, number | string> = {
  calls_attempted_total: 1000,
  calls_answered_total: 600,
  calls_active: 7,
  'trunk_calls{trunk="north"}': 4,
  'trunk_calls{trunk="south"}': 3,
  'trunk_attempts_total{trunk="north"}': 700,
  'trunk_attempts_total{trunk="south"}': 300,
};
