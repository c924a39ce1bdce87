import { schemaCheck } from '../../document/schema.ts';
import kpiSchema from '../../kpi-defs/kpi.schema.json' with { type: 'json' };
import projectSchema from '../../kpi-defs/project.schema.json' with { type: 'json' };
import { FORMS } from './forms.ts';

/** Holds project.yaml against kpi-defs/project.schema.json. */
export const checkProject = schemaCheck(projectSchema, FORMS);

/** Holds a definition file against kpi-defs/kpi.schema.json. */
export const checkDefinitions = schemaCheck(kpiSchema, FORMS);
