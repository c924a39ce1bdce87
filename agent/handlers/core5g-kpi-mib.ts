import { defineHandler } from '../generated/core5g-kpi-mib.gen.ts';

// Where the measurements of CORE5G-KPI-MIB come from, if a source of type handler reads them. Written once by
// kpi1 build and never changed by it. What is undefined, or throws, has no value.
export default defineHandler({
  scalars: {
    // Running total, in requests: Initial registration requests received by the AMF (TS 28.552 section
    // 5.2.2.1).
    'RM.RegInitReq': () => undefined,
    // Running total, in registrations: Initial registrations that the AMF accepted (TS 28.552 section
    // 5.2.2.2).
    'RM.RegInitSucc': () => undefined,
    // Running total, in requests: PDU sessions that the SMF was requested to create (TS 28.552 section
    // 5.3.1.3), requests that name no slice included.
    'SM.PduSessionCreationReq': () => undefined,
    // Running total, in requests: PDU sessions that the SMF failed to create, for any cause (TS 28.552
    // section 5.3.1.5).
    'SM.PduSessionCreationFail': () => undefined,
  },
  tables: {
    // A row by snssai for each there is now: A network slice that the AMF has registered subscribers for,
    // told by its S-NSSAI.
    amfSlice: () => undefined,
    // A row by snssai for each there is now: A network slice that the SMF has PDU sessions in, told by its
    // S-NSSAI.
    smfSlice: () => undefined,
  },
});
