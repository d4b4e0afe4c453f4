import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Socket } from 'node:net'
import { guardName, guardScript, guardShell } from './guard-script.ts'
import { startTimeOf } from './start-time.ts'

/** A service ends itself 1.8 s after it has lost its supervisor (libs/service), and all are gone after 2 s. */
const patienceSeconds = 1.9

/** Until a guard that has ended is replaced, so that one which cannot live costs next to nothing. */
const pauseMs = 1_000

/**
 * Sees to it that no process outlives this one by more than 2 s, not even one that hangs or is stopped: by a
 * small shell beside them, which lives as long as there is one of them. Does nothing where there is
 * no such shell, or no /proc by which a process is told from another that has its number later.
 */
export class ProcessGuard {
  /** Their start times by their pids, which are the numbers of their groups too. */
  readonly #guarded = new Map<number, string>()
  #shell: ChildProcess | undefined

  /** To be called right after the start of the process, which must lead a group of its own. */
  guard(pid: number): void {
    const startTime = existsSync(guardShell) ? startTimeOf(pid) : undefined
    if (startTime === undefined) return
    this.#guarded.set(pid, startTime)
    this.#tell()
  }

  /** The process has ended. */
  forget(pid: number): void {
    if (!this.#guarded.delete(pid)) return
    if (this.#guarded.size > 0) this.#tell()
    else this.#end()
  }

  /** Whatever state it is in, it has nothing to do any more. */
  #end(): void {
    this.#shell?.kill('SIGKILL')
    this.#shell = undefined
  }

  #tell(): void {
    this.#shell ??= this.#start()
    const all = [...this.#guarded].map(([pid, startTime]) => `${pid}:${startTime}`)
    this.#shell?.stdin?.write(`${all.join(' ')}\n`)
  }

  #start(): ChildProcess | undefined {
    try {
      const shell = startShell()
      const lost = () => {
        if (this.#shell !== shell) return
        this.#shell = undefined
        this.#tryAgain()
      }
      shell.once('exit', lost)
      shell.on('error', lost)
      return shell
    } catch {
      // Of what is thrown and not told later, want of memory alone can be met here, and it may pass.
      this.#tryAgain()
      return undefined
    }
  }

  #tryAgain(): void {
    const again = () => {
      if (this.#guarded.size > 0) this.#tell()
    }
    setTimeout(again, pauseMs).unref()
  }
}

/** It has no input where the process has no descriptors left for it. */
function startShell(): ChildProcess {
  const shell: ChildProcess = spawn(
    guardShell,
    ['-c', guardScript, guardName, `${patienceSeconds}`],
    {
      // It holds nothing of ours: no folder, no variable, no output that somebody reads to its end.
      cwd: '/',
      env: {},
      stdio: ['pipe', 'ignore', 'ignore'],
      // In a session of its own neither a terminal nor whoever ends our group reaches it.
      detached: true,
    },
  )
  shell.unref()
  const input = shell.stdin as Socket | null | undefined
  input?.unref()
  // One that has ended does not hear what it is told, and its end is seen anyway.
  input?.on('error', () => {})
  return shell
}
