import { defineHandler } from '../generated/web-kpi-mib.gen.ts';

// Where the measurements of WEB-KPI-MIB come from, if a source of type handler reads them. Written once by
// kpi1 build and never changed by it. What is undefined, or throws, has no value.
export default defineHandler({
  tables: {
    // A row by name for each there is now: A site, virtual host, route or backend of the web service, as its
    // metrics tell them apart.
    site: () => undefined,
  },
});
