/** The commands that run as long as PromptBin does; all other commands work for a moment. */
const lasting: readonly string[] = ['start', 'mcp']

/**
 * A supervisor works a little at a time for months. V8 looks at functions of Node that read paths before
 * any line of ours runs, and its first use of a compiler brings all of that compiler into memory. The
 * bytecode of what only the start needed goes at the first full collection instead of the sixth, what is
 * young gets 1 MiB instead of 16, a regular expression is compiled when it is used often, and that
 * collection can be asked for (`giveBackMemory`).
 */
const sparing: readonly string[] = [
  '--no-opt',
  '--no-maglev',
  '--no-sparkplug',
  '--bytecode-old-age=1',
  '--max-semi-space-size=1',
  '--regexp-tier-up-ticks=100',
  '--expose-gc',
]

/**
 * Starts this process anew with options of V8 that count only from the beginning, if it is to last; its
 * number and its standard streams stay the same. Returns where that is done already, where a parent speaks
 * over a channel, which would be lost, and on systems that cannot.
 */
export function runSparingly(): void {
  const { argv, execArgv, execPath } = process
  if (!argv.slice(2).some((word) => lasting.includes(word))) return
  if (process.execve === undefined || process.channel !== undefined) return
  if (sparing.every((option) => execArgv.includes(option))) return
  process.execve(execPath, [execPath, ...sparing, ...execArgv, ...argv.slice(1)])
}
