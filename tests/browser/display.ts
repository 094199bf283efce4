import { type ChildProcess, spawn } from 'node:child_process';
import { ensureTool } from './tools.ts';

/** An X server without a screen, for tests that need real keys, menus and windows. */
export interface Display {
  /** Such as `:99`. */
  name: string;
  /** Runs xdotool on it. */
  xdotool(...args: string[]): Promise<string>;
  close(): void;
}

/** @param options.windowManager windows get the focus, as Firefox needs it to take keys */
export async function startDisplay({ windowManager = false } = {}): Promise<Display> {
  const xdotool = ensureTool('xdotool');
  const server = spawn(
    ensureTool('Xvfb'),
    ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const name = `:${(await firstLine(server)).trim()}`;
  const manager = windowManager
    ? spawn(ensureTool('openbox'), ['--sm-disable'], {
        stdio: 'ignore',
        env: { ...process.env, DISPLAY: name },
      })
    : undefined;
  return {
    name,
    xdotool: (...args) =>
      firstLine(
        spawn(xdotool, args, {
          stdio: ['ignore', 'pipe', 'inherit'],
          env: { ...process.env, DISPLAY: name },
        }),
      ),
    close() {
      manager?.kill();
      server.kill();
    },
  };
}

/** What a program prints first, or nothing when it ends without. */
function firstLine(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    program.once('error', reject);
    program.once('close', (code) =>
      code ? reject(new Error(`${program.spawnfile} ended with ${code}`)) : resolve(''),
    );
    program.stdout?.once('data', (data: Buffer) => resolve(data.toString()));
  });
}
