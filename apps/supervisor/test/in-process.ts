import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { promptbin } from '../src/promptbin.ts'
import { services } from '../src/services.ts'
import type { Finished } from './command.ts'

/** Runs a command in this process, for those that start nothing. */
export async function runHere(args: readonly string[]): Promise<Finished> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  stdin.end()
  const argv = [process.execPath, 'promptbin', ...args]
  const code = await promptbin({ argv, services, terminal: { stdin, stdout, stderr } })
  stdout.end()
  stderr.end()
  return { code, stdout: await text(stdout), stderr: await text(stderr) }
}
