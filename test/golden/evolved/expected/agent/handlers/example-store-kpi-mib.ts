import { defineHandler } from '../generated/example-store-kpi-mib.gen.ts';

// Where the measurements of EXAMPLE-STORE-KPI-MIB come from, if a source of type handler reads them. Written once by
// kpi1 build and never changed by it. What is undefined, or throws, has no value.
export default defineHandler({
  scalars: {
    // Running total, in items: Everything stored since the start.
    newTotal: () => undefined,
    // In items: Removed once, and measured again.
    comeback: () => undefined,
    // In °C: Temperature of the room.
    temperature: () => undefined,
    // In octets: Space there is.
    capacity: () => undefined,
    // In items: Items over or under the plan.
    balance: () => undefined,
    // In text: What the label says: "top" or “bottom”.
    shelfMark: () => undefined,
    // In text: A code.
    'short.code': () => undefined,
    // In truth: Whether the store is open.
    isOpen: () => undefined,
    // In visits: Visits today.
    visits: () => undefined,
    // In metres: Way that the robots went.
    distance: () => undefined,
    // In items: A name that the module needs itself.
    objects: () => undefined,
  },
  tables: {
    // A row by cabinet, number for each there is now: A bay of a cabinet.
    bay: () => undefined,
  },
});
