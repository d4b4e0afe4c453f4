import type { Environment } from '../sources/environment.ts'

/** What a standard stream of a process is. */
export type StreamKind = 'terminal' | 'pipe' | 'file' | 'nothing'

/** A process above ours, by the name under which people know it. */
export interface ParentProcess {
  readonly pid: number
  /** The program; of a script its own name, not that of its interpreter. */
  readonly name: string
}

/** Everything by which it is told where PromptBin runs; gathered once, at the start of a process. */
export interface Evidence {
  /** As in `process.platform`. */
  readonly platform: string
  readonly environment: Environment
  /** The word after `promptbin`; null of a service that was started by itself. */
  readonly command: string | null
  /** Whether MCP is spoken over the standard streams. */
  readonly speaksStdio: boolean
  readonly stdin: StreamKind
  readonly stdout: StreamKind
  /** The parent first. Empty where the system does not tell. */
  readonly parents: readonly ParentProcess[]
  /** Whether what is printed goes to systemd's journal (systemd.exec(5), `JOURNAL_STREAM`). */
  readonly printsToJournal: boolean
  readonly pid: number
  /** Files that only a container has, by path. */
  readonly containerFiles: readonly string[]
  /** The control groups of the process, as in /proc/self/cgroup; empty where there are none. */
  readonly cgroup: string
  /** The release of the kernel, as in `uname -r`. */
  readonly kernel: string
  /** What the control group allows; null without a limit. */
  readonly memoryLimitBytes: number | null
}
