import { accessProcedures } from './access/procedures.ts';
import { consentProcedures } from './calls/consent-procedures.ts';
import { callProcedures } from './calls/procedures.ts';
import { deadlineProcedures } from './cases/clock-procedures.ts';
import { fileProcedures } from './cases/file-procedures.ts';
import { caseProcedures, searchProcedures } from './cases/procedures.ts';
import { demoProcedures } from './demo/procedures.ts';
import { directoryProcedures } from './directory/procedures.ts';
import { guarded } from './guard.ts';
import { identityProcedures } from './identity/procedures.ts';
import { importProcedures } from './imports/procedures.ts';
import { intakeProcedures } from './intake/procedures.ts';
import { optOutProcedures } from './opt-outs/procedures.ts';
import { organisationProcedures } from './organisation/procedures.ts';
import { scriptProcedures } from './scripts/procedures.ts';
import { liveProcedures, sessionProcedures } from './session/procedures.ts';
import { staffProcedures } from './staff/procedures.ts';
import { viewProcedures } from './views/procedures.ts';

/** The whole contract, each area by its procedures. A procedure that is missing here does not compile. */
export const router = guarded.router({
  session: sessionProcedures,
  staff: staffProcedures,
  organisation: organisationProcedures,
  cases: caseProcedures,
  files: fileProcedures,
  deadlines: deadlineProcedures,
  directory: directoryProcedures,
  imports: importProcedures,
  access: accessProcedures,
  identity: identityProcedures,
  calls: callProcedures,
  consents: consentProcedures,
  optOuts: optOutProcedures,
  scripts: scriptProcedures,
  search: searchProcedures,
  views: viewProcedures,
  intake: intakeProcedures,
  live: liveProcedures,
  demo: demoProcedures,
});
