import type { Organisation } from '../../../src-shared/contract/organisation.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Actor, Command } from '../command.ts';
import type { Connection } from '../database/open.ts';
import { change, first, sql } from '../database/query.ts';

export type OrganisationPatch = { readonly [K in Exclude<keyof Organisation, 'version'>]?: Organisation[K] | undefined };

/** What other areas have to say to a change of settings: handed in by the composition root. */
export interface OrganisationHooks {
  /** Refuses what cannot be: a folder that is not there, a calendar that nobody knows. */
  readonly check: (patch: OrganisationPatch) => Promise<void>;
  readonly changed: (now: Organisation) => void;
}

/** The office: its name, zone and calendar, and what holds for everyone on this desk. */
export class OrganisationService {
  readonly #db: Connection;
  readonly #command: Command;
  readonly #hooks: OrganisationHooks;

  constructor(db: Connection, command: Command, hooks: OrganisationHooks) {
    this.#db = db;
    this.#command = command;
    this.#hooks = hooks;
  }

  read(): Organisation {
    const row = first(this.#db, sql.selectFrom('organisation').selectAll());
    if (!row) throw new DeskError('damaged', 'This queue holds no organisation. Restore a backup.');
    return {
      name: row.name,
      timeZone: row.time_zone,
      calendar: row.calendar,
      idleLockMinutes: row.idle_lock_minutes,
      watchedFolder: row.watched_folder,
      dailySummary: row.daily_summary === 1,
      version: row.version,
    };
  }

  async change(actor: Actor, version: number, patch: OrganisationPatch): Promise<Organisation> {
    await this.#hooks.check(patch);
    const now = this.#command(
      actor,
      { action: 'organisation.change', subject: 'organisation', input: patch },
      ({ db, hlc, touch, outbox }) => {
        const before = this.read();
        if (before.version !== version)
          throw new DeskError('stale', 'Somebody changed these settings meanwhile. Look again and repeat your change.');
        const after = {
          ...before,
          ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)),
          version: version + 1,
        };
        change(
          db,
          sql.updateTable('organisation').set({
            name: after.name,
            time_zone: after.timeZone,
            calendar: after.calendar,
            idle_lock_minutes: after.idleLockMinutes,
            watched_folder: after.watchedFolder,
            daily_summary: after.dailySummary ? 1 : 0,
            version: after.version,
            hlc,
          }),
        );
        outbox({ entity: 'organisation', entityId: 'organisation', entityVersion: after.version, operation: 'changed' });
        touch('organisation');
        return after;
      },
    );
    this.#hooks.changed(now);
    return now;
  }
}
