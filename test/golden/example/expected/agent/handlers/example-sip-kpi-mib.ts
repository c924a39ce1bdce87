import { defineHandler } from '../generated/example-sip-kpi-mib.gen.ts';

// Where the measurements of EXAMPLE-SIP-KPI-MIB come from, if a source of type handler reads them. Written once by
// kpi1 build and never changed by it. What is undefined, or throws, has no value.
export default defineHandler({
  scalars: {
    // Running total, in messages: INVITE requests received.
    inviteAttempts: () => undefined,
    // Running total, in messages: INVITE requests answered 200.
    invite200: () => undefined,
    // Running total, in messages: INVITE requests redirected.
    invite3xx: () => undefined,
  },
  tables: {
    // A row by trunkName for each there is now: A SIP trunk.
    trunk: () => undefined,
  },
});
