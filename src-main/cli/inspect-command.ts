import { inspect } from './inspect.ts';
import { type Command, UsageError } from './usage.ts';

export const inspectCommand: Command = {
  help: `dsr-desk inspect FILE…

Reads mails (.eml) and mailboxes (.mbox) and prints, a line for each message, what the desk would make of it. Nothing is taken in, and no
queue is needed. Nothing but these lines goes to standard output.`,
  run: async (args, { out }) => {
    const unknown = args.find((arg) => arg.startsWith('--'));
    if (unknown !== undefined) throw new UsageError(`There is no option ${unknown}.`);
    if (args.length === 0) throw new UsageError('Name at least one file.');
    return inspect([...args], out);
  },
};
