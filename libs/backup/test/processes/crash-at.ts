/**
 * Loaded before a program: ends it with SIGKILL before or after one of the calls by which it changes the
 * disk. `CRASH_AT` counts both; the number that there were is printed at the end.
 */
import fsPromises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { DatabaseSync, StatementSync } from 'node:sqlite'

const crashAt = Number(process.env['CRASH_AT'])
let points = 0

function point(): void {
  points += 1
  if (points === crashAt) process.kill(process.pid, 'SIGKILL')
}

type Call = (...values: unknown[]) => unknown

function around(owner: object, name: string): void {
  const calls = owner as Record<string, Call>
  const original = calls[name]
  if (original === undefined) throw new Error(`There is no ${name}.`)
  calls[name] = function (this: unknown, ...values: unknown[]) {
    point()
    const answer = original.apply(this, values)
    if (answer instanceof Promise) return answer.finally(point)
    point()
    return answer
  }
}

const changing = ['copyFile', 'link', 'mkdir', 'open', 'rename', 'rm', 'writeFile']
for (const name of changing) around(fsPromises, name)
for (const name of ['exec', 'close']) around(DatabaseSync.prototype, name)
around(StatementSync.prototype, 'run')
syncBuiltinESMExports()

process.once('exit', () => process.stdout.write(`${points}\n`))
