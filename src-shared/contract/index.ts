import { access } from './access.ts';
import { calls } from './calls.ts';
import { cases } from './cases.ts';
import { consents } from './consents.ts';
import { deadlines } from './deadlines.ts';
import { demo } from './demo.ts';
import { directory } from './directory.ts';
import { files } from './files.ts';
import { identity } from './identity.ts';
import { imports } from './imports.ts';
import { intake } from './intake.ts';
import { live } from './live.ts';
import { optOuts } from './opt-outs.ts';
import { organisation } from './organisation.ts';
import { scripts } from './scripts.ts';
import { search } from './search.ts';
import { session } from './session.ts';
import { staff } from './staff.ts';
import { views } from './views.ts';

/** All that a page may ask of the core, and the only thing that the page and the core share besides words and pure rules. */
export const contract = {
  session,
  staff,
  organisation,
  cases,
  files,
  deadlines,
  directory,
  imports,
  identity,
  access,
  calls,
  consents,
  optOuts,
  scripts,
  search,
  views,
  intake,
  live,
  demo,
};
