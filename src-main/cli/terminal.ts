/** What a command may use of the terminal: handed in, so that a test can be one. */
export interface Terminal {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Writes over the line before, where somebody watches; nothing where the output goes to a file. */
  readonly progress: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asks for a line; with `secret` nothing that is typed is shown. Null where there is no terminal to ask at, or the person gave up. */
  readonly ask: (question: string, secret: boolean) => Promise<string | null>;
}

export const terminal: Terminal = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${clearLine()}${line}\n`),
  progress: (line) => {
    if (process.stderr.isTTY) process.stderr.write(`${clearLine()}${line}`);
  },
  env: process.env,
  ask: (question, secret) => (process.stdin.isTTY && process.stderr.isTTY ? askHere(question, secret) : Promise.resolve(null)),
};

const clearLine = () => (process.stderr.isTTY ? '\r\x1b[K' : '');

/** Reads keys one by one, because a terminal in its usual mode shows what is typed. */
function askHere(question: string, secret: boolean): Promise<string | null> {
  const { stdin, stderr } = process;
  stderr.write(`${clearLine()}${question}`);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve) => {
    let typed = '';
    const end = (answer: string | null) => {
      stdin.off('data', read);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      resolve(answer);
    };
    const read = (keys: string) => {
      for (const key of keys) {
        if (key === '\r' || key === '\n') return end(typed);
        if (key === '\u0003' || key === '\u0004') return end(null); // Ctrl-C, Ctrl-D
        if (key === '\u007f' || key === '\b') {
          if (typed !== '' && !secret) stderr.write('\b \b');
          typed = [...typed].slice(0, -1).join('');
        } else if (key >= ' ') {
          typed += key;
          if (!secret) stderr.write(key);
        }
      }
    };
    stdin.on('data', read);
  });
}
