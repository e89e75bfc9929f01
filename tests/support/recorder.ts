import type { Connection } from '../../src-main/core/database/open.ts';

/** One statement as a service ran it. */
export interface Recorded {
  readonly text: string;
  readonly parameters: readonly unknown[];
  readonly method: 'all' | 'get' | 'run';
}

/**
 * A connection that notes every statement that runs on it. What a service did can then be done again by the driver alone: the same SQL
 * without our layers, which is the limit that the service is measured against.
 */
export class Recorder {
  readonly db: Connection;
  #statements: Recorded[] = [];

  constructor(plain: Connection) {
    const note = (one: Recorded) => this.#statements.push(one);
    this.db = new Proxy(plain, {
      get(target, property) {
        if (property === 'prepare') return (text: string) => noted(prepared(target, text), text, note);
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  /** What `work` ran. With `undo` it is taken back, so that it can be done again in earnest. */
  async record(work: () => unknown, undo = false): Promise<Recorded[]> {
    this.#statements = [];
    if (undo) this.db.exec('BEGIN');
    try {
      await work();
    } finally {
      if (undo) this.db.exec('ROLLBACK');
    }
    return this.#statements;
  }
}

type Statement = ReturnType<typeof prepared>;
const prepared = (db: Connection, text: string) => db.prepare<unknown[], unknown>(text);

function noted(statement: Statement, text: string, note: (one: Recorded) => void): Pick<Statement, Recorded['method']> {
  const method =
    <M extends Recorded['method']>(name: M) =>
    (...parameters: unknown[]) => {
      note({ text, parameters, method: name });
      return statement[name](...parameters) as never;
    };
  return { all: method('all'), get: method('get'), run: method('run') };
}

/** Does again what was recorded, with statements that are kept prepared. */
export class Replayer {
  readonly #db: Connection;
  readonly #statements = new Map<string, Statement>();

  constructor(plain: Connection) {
    this.#db = plain;
  }

  /** Prepared beforehand: the limit prepares nothing while it is timed. */
  prepare(recorded: readonly Recorded[]): () => void {
    const steps = recorded.map((one) => ({ ...one, statement: this.#statement(one.text) }));
    return () => {
      for (const { statement, method, parameters } of steps) statement[method](...parameters);
    };
  }

  /** The same as one durable transaction. */
  transaction(recorded: readonly Recorded[]): () => void {
    const [begin, commit, work] = [this.#statement('BEGIN IMMEDIATE'), this.#statement('COMMIT'), this.prepare(recorded)];
    return () => {
      begin.run();
      work();
      commit.run();
    };
  }

  #statement(text: string): Statement {
    const statement = this.#statements.get(text) ?? prepared(this.#db, text);
    this.#statements.set(text, statement);
    return statement;
  }
}
