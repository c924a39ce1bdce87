/** A configuration on this port; what it measures comes from a file that is never there. */
export const configOf = (port: number) => `\
instanceId: sip-01
model: out/agent/generated/model.json
dataDir: data
snmp:
  listen: [127.0.0.1:${port}]
  communities: [{ name: public, from: [127.0.0.0/8], view: all }]
  views: { all: { include: [1.3.6.1] } }
sources:
  - name: sip
    type: prometheus
    url: file:///nowhere/metrics
    every: 10s
    measurements:
      inviteAttempts: a
      invite200: b
      invite3xx: c
      trunkCalls: { metric: d, labels: { trunkName: trunk } }
      registrarUp: e
`;

/** The same with its measurements from a handler's file. */
export const withHandler = (config: string, file: string) =>
  config.replace(
    /sources:\n(.|\n)*/,
    `sources:\n  - { name: sip, type: handler, module: EXAMPLE-SIP-KPI-MIB, handler: ${file}, every: 10s }\n`,
  );
