import type { ParseKeys } from 'i18next';
import { BUILT_IN_VIEWS } from '../../src-shared/contract/cases.ts';

export type CatalogueLabel = ParseKeys<
  ['settings', 'app', 'queue', 'case', 'intake', 'vocabulary', 'deadlines', 'identity', 'access', 'directory', 'calls', 'optOuts']
>;

/** One action whose single keys can be changed: `scope.id` as its page registers it. */
export interface CatalogueEntry {
  readonly scope: string;
  readonly id: string;
  readonly keys: readonly string[];
  readonly label: CatalogueLabel;
}

export interface CatalogueGroup {
  readonly title: 'everywhere' | 'call' | 'queue' | 'case' | 'intake' | 'people' | 'access' | 'optOuts' | 'staff';
  readonly actions: readonly CatalogueEntry[];
}

const action = (scope: string, id: string, keys: readonly string[], label: CatalogueLabel): CatalogueEntry => ({ scope, id, keys, label });

/**
 * What can be remapped, page by page: an action lives only while its page does, and the settings show them all. A test reads the pages'
 * sources and fails where an action with a single key is not here, or has other keys here.
 */
export const KEY_CATALOGUE: readonly CatalogueGroup[] = [
  {
    title: 'everywhere',
    actions: [
      action('app.search', 'focus', ['/'], 'app:search.label'),
      action('app', 'new', ['n'], 'app:newCase'),
      action('intake.drop', 'choose', ['i'], 'intake:chooseKey'),
      action('app.access', 'ask', ['q'], 'access:ask.key'),
      action('app.calls', 'start', ['p'], 'calls:start'),
      action('app.calls', 'another', ['shift+p'], 'calls:another'),
      action('app.calls', 'resume', ['g'], 'calls:resumeLast'),
      action('app', 'keys', ['?'], 'app:keys.title'),
      ...BUILT_IN_VIEWS.map((view, index) => action('app.views', view, [String(index + 1)], `vocabulary:view.${view}`)),
    ],
  },
  {
    // These act inside of the call panel, before those of the page beneath; with Alt everywhere.
    title: 'call',
    actions: [
      action('call', 'yes', ['y'], 'calls:key.yes'),
      action('call', 'no', ['n'], 'calls:key.no'),
      action('call', 'purposes', ['p'], 'calls:key.purposes'),
      action('call', 'read', ['r'], 'calls:key.read'),
      action('call', 'pause', ['k'], 'calls:key.pause'),
      action('call', 'email', ['1'], 'calls:optOut.key.email'),
      action('call', 'phone', ['2'], 'calls:optOut.key.phone'),
      action('call', 'text', ['3'], 'calls:optOut.key.text'),
      action('call', 'post', ['4'], 'calls:optOut.key.post'),
      action('call', 'all', ['0'], 'calls:optOut.key.all'),
      action('call', 'any', ['9'], 'calls:optOut.key.any'),
      action('call', 'others', ['o'], 'calls:optOut.others'),
      action('call', 'caller', ['w'], 'calls:key.caller'),
      action('call', 'note', ['m'], 'calls:key.note'),
      action('call', 'case', ['c'], 'calls:next.openCase'),
      action('call', 'attach', ['d'], 'calls:next.attachKey'),
      action('call', 'identity', ['i'], 'calls:next.identity'),
      action('call', 'check', ['a'], 'calls:next.check'),
      action('call', 'park', ['h'], 'calls:next.park'),
    ],
  },
  {
    title: 'queue',
    actions: [
      action('queue', 'down', ['j', 'arrowdown'], 'queue:keys.down'),
      action('queue', 'up', ['k', 'arrowup'], 'queue:keys.up'),
      action('queue', 'open', ['enter', 'o'], 'queue:keys.open'),
      action('queue', 'assign', ['a'], 'queue:keys.assign'),
      action('queue', 'status', ['s'], 'queue:keys.status'),
      action('queue', 'mark', ['x'], 'queue:keys.mark'),
      action('queue', 'extendDown', ['shift+arrowdown', 'shift+j'], 'queue:keys.extendDown'),
      action('queue', 'extendUp', ['shift+arrowup', 'shift+k'], 'queue:keys.extendUp'),
      action('queue.menu', 'group', ['b'], 'deadlines:group.on'),
      action('queue.filter', 'open', ['f'], 'queue:filter.key'),
      action('queue.view', 'save', ['shift+s'], 'queue:save.key'),
      action('queue.view', 'clear', ['shift+x'], 'queue:filter.clear'),
      action('next', 'run', ['e'], 'settings:keys.label.next'),
      action('undo', 'undo', ['z', 'mod+z'], 'case:undo.key'),
    ],
  },
  {
    title: 'case',
    actions: [
      action('case', 'assign', ['a'], 'case:keys.assign'),
      action('case', 'status', ['s'], 'case:keys.status'),
      action('case.asked', 'outcome', ['o'], 'case:keys.outcome'),
      action('case.asked', 'confirm', ['y'], 'case:keys.confirm'),
      action('case.asked', 'kind', ['t'], 'case:keys.kind'),
      action('case.asked', 'add', ['r'], 'case:keys.add'),
      action('case.note', 'focus', ['m'], 'case:keys.note'),
      action('case.dates', 'why', ['w'], 'deadlines:key.why'),
      action('case.dates', 'record', ['h'], 'deadlines:key.record'),
      action('case.dates', 'extend', ['x'], 'deadlines:key.extend'),
      action('case.identity', 'verify', ['v'], 'identity:key.verify'),
      action('case.identity', 'link', ['l'], 'identity:key.link'),
      action('case.identity', 'search', ['shift+v'], 'identity:key.search'),
      action('case.related', 'link', ['d'], 'case:related.link'),
      action('case.reference', 'copy', ['c'], 'case:keys.copy'),
      action('case.leave', 'next', ['j'], 'case:keys.next'),
      action('case.leave', 'previous', ['k'], 'case:keys.previous'),
      action('case.leave', 'back', ['u', 'escape'], 'case:keys.back'),
    ],
  },
  {
    title: 'intake',
    actions: [
      action('intake.items', 'down', ['j', 'arrowdown'], 'intake:keys.down'),
      action('intake.items', 'up', ['k', 'arrowup'], 'intake:keys.up'),
      action('intake.items', 'kind', ['t'], 'intake:keys.pick'),
      action('intake.items', 'leave', ['x'], 'settings:keys.label.leave'),
      action('intake', 'take', ['e'], 'settings:keys.label.take'),
    ],
  },
  {
    title: 'people',
    actions: [
      action('people', 'add', ['a'], 'directory:new.button'),
      action('person', 'edit', ['e'], 'directory:edit.button'),
      action('person', 'merge', ['m'], 'directory:merge.button'),
      action('person.facts', 'reveal', ['v'], 'directory:facts.revealKey'),
      action('person.facts', 'add', ['f'], 'directory:facts.add'),
    ],
  },
  {
    title: 'access',
    actions: [
      action('account', 'down', ['j', 'arrowdown'], 'access:account.keys.down'),
      action('account', 'up', ['k', 'arrowup'], 'access:account.keys.up'),
    ],
  },
  { title: 'optOuts', actions: [action('optOuts', 'take', ['a'], 'optOuts:take.key')] },
  { title: 'staff', actions: [action('staff', 'add', ['a'], 'settings:staff.add')] },
];
