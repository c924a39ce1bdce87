/** An error makes `kpi1 verify` fail; a warning is told. */
export type VerifySeverity = 'error' | 'warning';

export interface VerifyRule {
  readonly severity: VerifySeverity;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** What to do about it, in one sentence. */
  readonly remedy: string;
}

/** What an agent must keep. docs/verify.md has a section for each. */
export const VERIFY_RULES = {
  'MODULE-MISSING': {
    severity: 'error',
    title: 'Nothing of a module is served',
    remedy: 'Have the agent serve it, or its view show it; --module checks the modules it is meant to serve.',
  },
  'OBJECT-MISSING': {
    severity: 'error',
    title: 'An object is not served',
    remedy: 'Have the agent serve it, also while it has no value: noSuchInstance is the answer then.',
  },
  'VALUE-MISSING': {
    severity: 'error',
    title: 'A figure has no value, and no reason is given',
    remedy: 'Serve the value, or say in kpi1KpiTable or kpi1PmTable why there is none.',
  },
  'ROW-INCOMPLETE': {
    severity: 'error',
    title: 'A row of KPI1-MIB lacks a column',
    remedy: 'Serve every column of each row; only times may be absent.',
  },
  'OBJECT-UNKNOWN': {
    severity: 'error',
    title: 'Something is served that the MIB does not define',
    remedy: 'Compare the model with the one the agent was built from; take the object out, or define it.',
  },
  'INSTANCE-INVALID': {
    severity: 'error',
    title: 'An instance is not named as its INDEX says',
    remedy: 'Name scalars .0 and rows by their index values (RFC 2578 section 7.7).',
  },
  'TYPE-WRONG': {
    severity: 'error',
    title: 'A value has another type than its object',
    remedy: 'Encode it with the type of the OBJECT-TYPE: managers that trust the MIB drop it.',
  },
  'VALUE-RANGE': {
    severity: 'error',
    title: 'A value is out of range',
    remedy: 'Correct the figure or its scaling, or the range of the definition.',
  },
  'VALUE-ENUMERATION': {
    severity: 'error',
    title: 'A value is none of its enumeration',
    remedy: 'Enumerations of KPI1-MIB count from 1, TruthValue is true(1) or false(2).',
  },
  'TEXT-LENGTH': {
    severity: 'error',
    title: 'A text is too long or too short',
    remedy: 'Keep to the SIZE of the object; KPI1-MIB has long texts cut, with ... as their end.',
  },
  'TEXT-ENCODING': {
    severity: 'error',
    title: 'A text is not UTF-8',
    remedy: 'Encode texts in UTF-8, and cut them between characters.',
  },
  'TIME-INVALID': {
    severity: 'error',
    title: 'A time is no DateAndTime',
    remedy: 'Encode it as RFC 2579 has it: 8 octets, or 11 with the offset from UTC.',
  },
  'TIME-FUTURE': {
    severity: 'warning',
    title: 'A time has not come yet',
    remedy: 'Set the clocks of agent and manager by NTP.',
  },
  'KPI-STALE': {
    severity: 'error',
    title: 'A KPI is older than its reporting frequency allows',
    remedy: 'See why intervals are not calculated, and that both clocks are right.',
  },
  'SOURCE-DOWN': {
    severity: 'warning',
    title: 'A source of the agent is down',
    remedy: 'See why it does not answer: its figures have no value until it does.',
  },
  'COUNTER-BACK': {
    severity: 'error',
    title: 'A counter went back',
    remedy: 'Publish a running total that only grows, as long as the agent runs.',
  },
  'ORDER-WRONG': {
    severity: 'error',
    title: 'Instances are not in lexicographic order',
    remedy: 'Sort by sub-identifiers as numbers (RFC 3416 section 4.2.2): walks skip or never end otherwise.',
  },
  'WALK-BROKEN': {
    severity: 'error',
    title: 'A walk cannot be finished',
    remedy: 'See what the agent logs of this request; what comes after it was not checked.',
  },
  'GET-DIFFERS': {
    severity: 'error',
    title: 'GET says something else than a walk',
    remedy: 'Answer both from the same values.',
  },
  'GETNEXT-DIFFERS': {
    severity: 'error',
    title: 'GETNEXT goes another way than GETBULK',
    remedy: 'GETBULK is GETNEXT repeated (RFC 3416 section 4.2.3): walk the same instances with both.',
  },
  'BULK-TOO-MANY': {
    severity: 'error',
    title: 'GETBULK gives more than was asked for',
    remedy: 'Give at most max-repetitions variables for each repeated one.',
  },
  'BULK-REFUSED': {
    severity: 'error',
    title: 'A large GETBULK is refused',
    remedy: 'Give as many variables as fit, instead of tooBig or silence (RFC 3416 section 4.2.3).',
  },
  'EXCEPTION-WRONG': {
    severity: 'error',
    title: 'GET answers the wrong exception',
    remedy:
      'noSuchObject is for what is no object, noSuchInstance for an object without that instance (RFC 3416 section 4.2.1).',
  },
  'SET-ACCEPTED': {
    severity: 'error',
    title: 'SET is accepted',
    remedy: 'Every object is read-only: give the community or user read access only.',
  },
  'SET-ANSWER': {
    severity: 'warning',
    title: 'SET is not answered as it should be',
    remedy: 'Answer notWritable, noAccess or authorizationError (RFC 3416 section 4.2.5).',
  },
  'ROW-MISSING': {
    severity: 'error',
    title: 'KPI1-MIB does not tell of a figure',
    remedy: 'Give kpi1KpiTable a row for each KPI, and kpi1PmTable one for each measurement.',
  },
  'ROW-UNKNOWN': {
    severity: 'error',
    title: 'KPI1-MIB tells of a figure that is not defined',
    remedy: 'Compare the model with the one the agent was built from.',
  },
  'FIELD-DIFFERS': {
    severity: 'error',
    title: 'A field of the definition template differs',
    remedy: 'Build the agent from the same definitions as the model.',
  },
  'FORMULA-DIFFERS': {
    severity: 'warning',
    title: 'A KPI is calculated by another formula',
    remedy: 'The agent may be configured so; if not, build it from the same definitions as the model.',
  },
  'CATALOGUE-DIFFERS': {
    severity: 'error',
    title: 'kpi1KpiTable and the object itself contradict each other',
    remedy: 'Publish the value and its row of kpi1KpiTable together.',
  },
  'NOTIFICATION-NONE': {
    severity: 'error',
    title: 'No report came',
    remedy:
      'Name this address among the targets of the agent, and listen for longer than a reporting interval.',
  },
  'NOTIFICATION-UNKNOWN': {
    severity: 'error',
    title: 'A notification is not defined',
    remedy: 'Send what KPI1-MIB defines, or define it.',
  },
  'NOTIFICATION-OBJECTS': {
    severity: 'error',
    title: 'A notification has other objects than its definition',
    remedy: 'Send sysUpTime.0, snmpTrapOID.0, then the OBJECTS of the NOTIFICATION-TYPE in their order.',
  },
  'REPORT-PARTS': {
    severity: 'error',
    title: 'The parts of a report do not fit each other',
    remedy: 'Number them from 1 to kpi1ReportParts, with one sequence number, module and interval.',
  },
  'REPORT-OBJECT': {
    severity: 'error',
    title: 'A report has an object that is not of its module',
    remedy: 'Report the KPIs and measurements of the module that kpi1ReportIdentifier names, each once.',
  },
} as const satisfies Record<string, VerifyRule>;

export type VerifyRuleId = keyof typeof VERIFY_RULES;
