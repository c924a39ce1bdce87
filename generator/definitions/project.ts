import type { Project } from '../definition.ts';
import type { Acceptance, DiffPolicy } from '../diff/policy.ts';
import type { ChangeRuleId, ChangeSeverity } from '../diff/rules.ts';
import type { NmsTarget } from '../nms/targets.ts';
import type { DefinitionFile, Fields } from './definition-file.ts';
import { readText } from './texts.ts';

/** Reads project.yaml. What the schema found missing is empty. */
export function readProject(file: DefinitionFile): Project {
  const fields = file.root;
  return {
    enterprise: fields.number('enterprise') ?? 0,
    organization: readText(fields, 'organization'),
    contact: readText(fields, 'contact'),
    ...(fields.has('diff') && { diff: readDiff(fields.map('diff')) }),
    ...(fields.has('nms') && { nms: fields.texts('nms') as NmsTarget[] }),
  };
}

function readDiff(fields: Fields): DiffPolicy {
  const severities = fields.map('severity');
  return {
    severity: new Map(
      severities.keys.map((rule) => [rule as ChangeRuleId, severities.text(rule) as ChangeSeverity]),
    ),
    accept: fields.list('accept').map(readAcceptance),
  };
}

function readAcceptance(fields: Fields): Acceptance {
  const module = fields.text('module');
  const name = fields.text('name');
  return {
    rule: fields.text('rule') as ChangeRuleId,
    ...(module !== undefined && { module }),
    ...(name !== undefined && { name }),
    reason: fields.text('reason') ?? '',
  };
}
