import { defineHandler } from '../generated/sip-kpi-mib.gen.ts';

// Where the measurements of SIP-KPI-MIB come from, if a source of type handler reads them. Written once by
// kpi1 build and never changed by it. What is undefined, or throws, has no value.
export default defineHandler({
  scalars: {
    // Running total, in requests: INVITE requests received that ask for a new session.
    inviteAttempts: () => undefined,
    // Running total, in requests: INVITE requests answered 200, session established.
    invite200: () => undefined,
    // Running total, in requests: INVITE requests answered 300 to 399, redirected.
    invite3xx: () => undefined,
    // Running total, in requests: INVITE requests answered 408, request timeout.
    invite408: () => undefined,
    // Running total, in requests: INVITE requests answered 480, user temporarily unavailable.
    invite480: () => undefined,
    // Running total, in requests: INVITE requests answered 486, user busy here.
    invite486: () => undefined,
    // Running total, in requests: INVITE requests answered 500, server internal error.
    invite500: () => undefined,
    // Running total, in requests: INVITE requests answered 503, service unavailable.
    invite503: () => undefined,
    // Running total, in requests: INVITE requests answered 504, server time-out.
    invite504: () => undefined,
    // Running total, in requests: INVITE requests answered 600, user busy everywhere.
    invite600: () => undefined,
    // Running total, in requests: INVITE requests answered 603, user declined.
    invite603: () => undefined,
    // Running total, in sessions: Sessions that ended as they should, by a BYE request that was answered 200.
    sessionsCompleted: () => undefined,
    // Running total, in requests: REGISTER requests received.
    registerAttempts: () => undefined,
    // Running total, in requests: REGISTER requests with a final failure response - 4xx other than the
    // challenges 401, 402 and 407, 5xx, or 6xx (RFC 6076 section 4.2). Requests that never reach the
    // registrar are missing here; only the user agent can count them.
    registerFailed: () => undefined,
    // Running total, in requests: REGISTER requests answered 200 whose delay was measured.
    registerTimed: () => undefined,
    // Running total, in microseconds: Sum of the delays of the REGISTER requests that registerTimed counts,
    // each from the request's arrival to its 200 response.
    registerDelay: () => undefined,
  },
  tables: {
    // A row by trunkName for each there is now: A SIP trunk - a peer that calls come from, such as a carrier
    // or a company's exchange.
    trunk: () => undefined,
  },
});
