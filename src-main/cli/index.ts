import { DeskError } from '../../src-shared/errors.ts';
import { terminal } from './terminal.ts';
import { type Command, UsageError } from './usage.ts';

/** Each command is loaded when it is asked for: `--help` should not wait for the whole core. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>> = {
  seed: {
    summary: 'make an invented, encrypted queue of any size, to try the desk out or to measure it',
    load: async () => (await import('./seed.ts')).seed,
  },
  inspect: {
    summary: 'say what the desk would make of mails and mailboxes, without taking them in',
    load: async () => (await import('./inspect-command.ts')).inspectCommand,
  },
  'verify-ledger': {
    summary: 'check that nothing on the ledger of a desk was changed, taken out or put in',
    load: async () => (await import('./verify-ledger.ts')).verifyLedger,
  },
};

const list = Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(14)} ${summary}`)
  .join('\n');
const HELP = `dsr-desk COMMAND …

${list}

"COMMAND --help" says what a command takes. They end with 0 where all is well, 1 where something is not, 2 where they were called wrongly.`;

/** Runs one command and returns the code to end with. */
async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    (name === undefined ? terminal.err : terminal.out)(HELP);
    return name === undefined ? 2 : 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) {
    terminal.err(`There is no command "${name}". There are:\n\n${list}`);
    return 2;
  }
  const command = await entry.load();
  if (args.includes('--help') || args.includes('-h')) {
    terminal.out(command.help);
    return 0;
  }
  try {
    return await command.run(args, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`${error.message}\n\n${command.help}`);
      return 2;
    }
    if (error instanceof DeskError) {
      terminal.err(error.message);
      return 1;
    }
    throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));
